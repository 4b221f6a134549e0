/* The one table of options and configuration keys. It makes --help, the manual page, the completions and the JSON
 * Schema of a configuration. */
#ifndef PROJECT_OPTIONS_H
#define PROJECT_OPTIONS_H

#include "project/settings.h"

enum option_kind {
    OPTION_FLAG,     /* bool: "true" or "false" */
    OPTION_TEXT,     /* const char * */
    OPTION_LANGUAGE, /* const char *: the tag of a language */
    OPTION_PATH,     /* const char *: a path; in a configuration as seen from its folder */
    OPTION_OUTPUT,   /* to, n_to: may be repeated */
    OPTION_COUNT,    /* unsigned */
    OPTION_LEAST,    /* min_words and has_min_words */
    OPTION_DENSITY,  /* max_density and has_max_density */
    OPTION_SPEED,    /* unsigned, words a minute */
    OPTION_SEVERITY, /* enum qualm_severity */
    OPTION_COLOR,    /* enum color_choice */
    OPTION_LIMIT,    /* "9" or "flesch-kincaid=9"; may be repeated, one for each formula */
    OPTION_GLOBS,    /* struct setting_list: may be repeated; in a configuration as seen from its folder */
    OPTION_PHRASES,  /* struct setting_list */
    OPTION_RATCHET,  /* comma list: enum ratchet bits */
    OPTION_RULES,    /* struct setting_map: rules or families to levels */
    OPTION_FORMATS,  /* struct setting_map: globs to input formats */
    OPTION_CONFIG,   /* for the reader of configurations alone: extends, root, overrides */
};

struct option_row {
    const char *name;     /* without dashes; an alias follows after a space */
    char letter;          /* 0: none */
    const char *value;    /* how the value is called: "FILE"; NULL: it takes none */
    enum option_kind kind;
    size_t offset;        /* in struct settings */
    unsigned commands;    /* bits; 0: no option */
    bool is_key;          /* may stand in a configuration */
    const char *help;     /* a line */
    const char *manual;   /* sentences for the manual page; NULL: the help line */
    const char *usual;    /* the value of a key that nobody sets; NULL: there is none, or it depends */
};

extern const struct option_row option_rows[];
extern const size_t n_option_rows;

/* The heading that begins with this row; NULL: it goes with the rows before it. */
const char *option_heading(const struct option_row *row);

/* NULL when there is none. By the option's name or alias, of `n` bytes. */
const struct option_row *option_find(const char *name, size_t n);
const struct option_row *option_find_letter(char letter);
const struct option_row *option_find_key(const char *name);

/* The name that was meant, of the options (`is_key`: the keys of a configuration); NULL when none is close. */
const char *option_closest(const char *word, bool is_key);
/* The same for the ids of rules. */
const char *option_closest_rule(const char *word);

#endif
