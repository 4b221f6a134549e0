/* What the files of a commit say, whatever stands on disk now. */
#ifndef PROJECT_REVISION_H
#define PROJECT_REVISION_H

#include <stdbool.h>

#include "base/buffer.h"
#include "project/repository.h"

struct revision;

enum qualm_status revision_open(const struct repository *repository, const struct object_id *commit,
                                struct revision **revision, struct complaint *why);
void revision_free(struct revision *revision);
/* Appends a file's bytes; `*is_there` is false for what is no file there: a folder, a link, a submodule, nothing.
 * QUALM_ERR_ARGUMENT for a file of more than 64 MiB. */
enum qualm_status revision_read(struct revision *revision, const char *path, struct buffer *bytes, bool *is_there,
                                struct complaint *why);

#endif
