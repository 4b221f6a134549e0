/* Running a command over texts: what read, check and stream share. */
#ifndef CMD_RUN_H
#define CMD_RUN_H

#include "project/arguments.h"

enum exit_status {
    EXIT_CLEAN = 0,
    EXIT_FINDINGS = 1, /* findings at or above the fail level, or a missed limit (check only) */
    EXIT_USAGE = 2,
    EXIT_UNREAD = 3,   /* some input was not analysed, or nothing was */
    EXIT_UNWRITTEN = 4,
};

struct command {
    const char *name;
    enum command_bit bit;
    const char *operands; /* "FILE..." */
    const char *summary;
    const char *examples; /* lines for its help; NULL: none */
};

extern const struct command commands[];
extern const size_t n_commands;

/* NULL when there is none. */
const struct command *command_find(const char *name);

/* What a command was given. */
struct request {
    struct settings settings;       /* what the command line says */
    const struct entries *entries;  /* the same, as it was said */
    const char *const *operands;
    size_t n_operands;
};

int run_read(const struct request *request);
int run_check(const struct request *request);
int run_stream(const struct request *request);
int run_rules(const struct request *request);
int run_explain(const struct request *request);
int run_config(const struct request *request);
int run_init(const struct request *request);
/* A check that makes no report and writes the baseline that the settings name; where there is nothing to read, an empty
 * one. */
int run_baseline(const struct request *request);

/* "qualm --help" and "qualm COMMAND --help". */
int help_overview(void);
int help_command(const struct command *command);

#endif
