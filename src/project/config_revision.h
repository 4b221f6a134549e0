/* Configurations as a git revision has them, whatever stands on disk. */
#ifndef PROJECT_CONFIG_REVISION_H
#define PROJECT_CONFIG_REVISION_H

#include "project/config.h"

/* For struct config_source: `from` is a struct places that was opened with the revision. A complaint when the first
 * path lies in no repository that has the revision; a repository met later that lacks it (a submodule) has none. */
enum qualm_status config_read_revision(void *from, const char *path, struct buffer *bytes, bool *is_there,
                                       struct complaint *why);

#endif
