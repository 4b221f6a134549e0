/* From what was asked for to an engine that does it. */
#ifndef CMD_ENGINES_H
#define CMD_ENGINES_H

#include "project/settings.h"

/* The engine that the settings ask for, sharing the compiled rules of `base` (NULL: none is there yet). NULL after a
 * message; `*status` is then what to exit with. */
struct qualm_engine *engine_open(const struct settings *settings, const struct qualm_engine *base, bool keeps_text,
                                 int *status);

#endif
