/* What the change at hand is, when only what is new is to count. */
#ifndef CMD_CHANGED_H
#define CMD_CHANGED_H

#include "cmd/files.h"
#include "cmd/name_list.h"

/* Fills the inputs' changes from --diff-base or --diff; with --config-from alone, sees that there is such a revision.
 * Needs the chooser. QUALM_ERR_ARGUMENT with a complaint: a question that git cannot answer, or a configuration in the
 * change that is none. */
enum qualm_status changed_find(const struct request *request, const struct name_list *list, struct inputs *inputs,
                               struct complaint *why);

#endif
