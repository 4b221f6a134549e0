/* What holds for a run or for a text: the values that options and configuration keys set.
 *
 * Options, configuration files, presets and overrides are all lists of entries (entries.h), applied one after the
 * other: a value is replaced by the next, a list grows, and an empty list takes back what was before it. */
#ifndef PROJECT_SETTINGS_H
#define PROJECT_SETTINGS_H

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
    COMMAND_CONFIG = 32,
    COMMAND_INIT = 64,
};

enum color_choice { COLOR_AUTO = 0, COLOR_ALWAYS, COLOR_NEVER };

/* What must not get worse than it was before a change. */
enum ratchet { RATCHET_GRADE = 1, RATCHET_MINUTES = 2, RATCHET_DENSITY = 4, RATCHET_FINDINGS = 8 };

#define SETTINGS_OUTPUTS 16
#define SETTINGS_LIMITS 32
#define SETTINGS_LIST 256

/* A growing list of borrowed texts. */
struct setting_list {
    const char *items[SETTINGS_LIST];
    size_t n;
};

/* A pair of a map: "hype: off", "*.txt: markdown". */
struct setting_pair {
    const char *key, *value;
};
struct setting_map {
    struct setting_pair items[SETTINGS_LIST];
    size_t n;
};

struct settings {
    /* reports */
    const char *to[SETTINGS_OUTPUTS]; /* "FORMAT" or "FORMAT:FILE"; none: text */
    size_t n_to;
    const char *output;        /* NULL: standard output */
    enum color_choice color;
    bool detail, all, full;

    /* which texts, and how they are read */
    const char *language, *from, *encoding, *stdin_filename;
    struct setting_list excludes;   /* globs */
    struct setting_map formats;     /* glob to input format */
    bool force_exclude, list_files;
    const char *files0_from;        /* NULL: not said */
    unsigned words_per_minute;      /* 0: not said */

    /* which rules */
    const char *select, *ignore;    /* comma lists */
    struct setting_map rules;       /* id or family to "off", "note", "warning" or "error"; a later one wins */
    struct setting_list accept;     /* phrases */
    bool no_inline, require_reason, plain_matching;

    /* limits and what fails */
    struct qualm_limit limits[SETTINGS_LIMITS]; /* one for each formula */
    size_t n_limits;
    unsigned max_minutes, min_words;
    bool has_min_words;             /* 0 was said, not left out */
    double max_density;
    bool has_max_density;
    enum qualm_severity fail_level; /* NONE: warning */
    enum qualm_severity min_level;  /* NONE: not said */
    bool exit_zero;

    /* what surrounds the texts */
    const char *baseline, *write_baseline; /* NULL: none */
    const char *diff_base, *diff;          /* NULL: everything counts */
    unsigned ratchet;                      /* enum ratchet bits */
    const char *config, *config_from;      /* NULL: found from each file, read from disk */
    bool no_config, schema;

    bool wants_help, wants_version;
};

/* From where on a finding fails a check. */
enum qualm_severity settings_fail_level(const struct settings *settings);
/* From where on findings are shown in the reports that leave some out. */
enum qualm_severity settings_shown_level(const struct settings *settings, bool is_check);

#endif
