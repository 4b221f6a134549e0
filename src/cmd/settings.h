/* What the command line says, and the one table of options that makes --help, the manual page and the completions. */
#ifndef CMD_SETTINGS_H
#define CMD_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "qualm.h"

/* Commands as bits, so that an option can name those it goes with. */
enum command_bit {
    COMMAND_READ = 1,
    COMMAND_CHECK = 2,
    COMMAND_STREAM = 4,
    COMMAND_RULES = 8,
    COMMAND_EXPLAIN = 16,
};

enum color_choice { COLOR_AUTO = 0, COLOR_ALWAYS, COLOR_NEVER };

#define SETTINGS_OUTPUTS 16
#define SETTINGS_LIMITS 32
#define SETTINGS_EXCLUDES 256

struct settings {
    const char *to[SETTINGS_OUTPUTS]; /* "FORMAT" or "FORMAT:FILE"; none: text */
    size_t n_to;
    const char *output;        /* NULL: standard output */
    enum color_choice color;
    const char *select, *ignore;
    enum qualm_severity fail_level; /* NONE: warning */
    enum qualm_severity min_level;  /* NONE: not said */
    const char *language, *from, *encoding, *stdin_filename;
    bool detail, all, full, exit_zero, plain_matching;
    const char *excludes[SETTINGS_EXCLUDES];
    size_t n_excludes;
    struct qualm_limit limits[SETTINGS_LIMITS];
    size_t n_limits;
    const char *diff_base, *diff; /* a revision; a file, "-" for standard input; NULL: all counts */
    const char *config_from;   /* a revision; NULL: what is on disk */
    const char *files0_from;   /* a file with names, "-" for standard input; NULL: none */
    bool force_exclude, list_files;
    unsigned max_minutes, min_words;
    bool has_min_words;        /* 0 was said, not left out */
    bool wants_help, wants_version;
    const char *const *operands; /* what is no option, in order */
    size_t n_operands;
};

enum option_kind {
    OPTION_FLAG,     /* bool */
    OPTION_TEXT,     /* const char * */
    OPTION_OUTPUT,   /* to, n_to: may be repeated */
    OPTION_COUNT,    /* unsigned */
    OPTION_LEAST,    /* min_words and has_min_words */
    OPTION_SEVERITY, /* enum qualm_severity */
    OPTION_COLOR,    /* enum color_choice */
    OPTION_LIMIT,    /* "9" or "flesch-kincaid=9", may be repeated */
    OPTION_EXCLUDE,  /* may be repeated */
};

struct option_row {
    const char *name;     /* without dashes; an alias follows after a space */
    char letter;          /* 0: none */
    const char *value;    /* how the value is called: "FILE"; NULL: it takes none */
    enum option_kind kind;
    size_t offset;        /* in struct settings */
    unsigned commands;    /* bits */
    const char *help;     /* a line */
    const char *manual;   /* sentences for the manual page; NULL: the help line */
};

extern const struct option_row option_rows[];
extern const size_t n_option_rows;

struct command {
    const char *name;
    enum command_bit bit;
    const char *operands; /* "FILE..." */
    const char *summary;
};

extern const struct command commands[];
extern const size_t n_commands;

/* NULL when there is none. */
const struct command *command_find(const char *name);

/* Reads the arguments after the command's name. `operands` has room for `argc` pointers. False after a message on
 * standard error: status 2. */
bool settings_parse(struct settings *settings, const struct command *command, int argc, char **argv,
                    const char **operands);

/* The word of `words` that is closest to `word`, within two changes; NULL when none is close. */
const char *closest(const char *word, const char *const *words, size_t n_words);

#endif
