/* What holds for each text of a run: configurations from disk or from a revision, under the command line. */
#ifndef CMD_CONFIGS_H
#define CMD_CONFIGS_H

#include "cmd/run.h"
#include "project/config.h"

struct configs;

/* `request` must outlive it. NULL after a message; `*status` is then what to exit with. */
struct configs *configs_open(const struct request *request, int *status);
void configs_free(struct configs *configs);

/* What holds for the text at `path`; "-", standard input, is a text of the folder at hand, or the one that
 * --stdin-filename names. Lives as long as `configs`, and texts with the same number share it. NULL after a message. */
const struct resolution *settings_for(struct configs *configs, const char *path, int *status);

#endif
