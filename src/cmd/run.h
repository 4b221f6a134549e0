/* Running a command over texts: what read, check and stream share. */
#ifndef CMD_RUN_H
#define CMD_RUN_H

#include "cmd/settings.h"

enum exit_status {
    EXIT_CLEAN = 0,
    EXIT_FINDINGS = 1, /* findings at or above the fail level, or a missed limit (check only) */
    EXIT_USAGE = 2,
    EXIT_UNREAD = 3,   /* some input was not analysed, or nothing was */
    EXIT_UNWRITTEN = 4,
};

/* The engine that the settings ask for, with the text of blocks in results when `keeps_text`; NULL after a message. `*status` is what to exit with. */
struct qualm_engine *engine_open(const struct settings *settings, bool keeps_text, int *status);

/* From where on findings are shown in the reports that leave some out. */
enum qualm_severity level_shown(const struct settings *settings, bool is_check);

int run_read(const struct settings *settings);
int run_check(const struct settings *settings);
int run_stream(const struct settings *settings);
int run_rules(const struct settings *settings);
int run_explain(const struct settings *settings);

/* "qualm --help" and "qualm COMMAND --help". */
int help_overview(void);
int help_command(const struct command *command);

#endif
