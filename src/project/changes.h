/* What a change touched: the files and lines that count when only what is new is judged. */
#ifndef PROJECT_CHANGES_H
#define PROJECT_CHANGES_H

#include "project/complaint.h"
#include "project/diff.h"
#include "project/repository.h"

struct changes;

/* From where the work at hand left `revision` to the files on disk, staged or not; what git does not keep is new.
 * `repository` must outlive the changes. */
enum qualm_status changes_since(const struct repository *repository, const char *revision, struct changes **changes,
                                struct complaint *why);
/* Out of a unified diff in the file `name`, "-" for standard input. Its paths count from the root of the repository
 * (NULL: there is none) or from the current folder, whichever is there. */
enum qualm_status changes_of_diff(const struct repository *repository, const char *name, struct changes **changes,
                                  struct complaint *why);
void changes_free(struct changes *changes);

/* Whether no file at all is in it: nothing changed, or what made a diff has failed. */
bool changes_are_none(const struct changes *changes);

/* Appends the absolute path of the i-th changed file that is there afterwards; nothing behind the last, and where paths
 * count from no repository. */
enum qualm_status changes_path(const struct changes *changes, size_t i, struct buffer *path);

/* What became of the file at `path`, as a person writes it; `*change` is NULL when it is as it was. A file of which
 * nothing is known is new. Submodules are asked when their first file is. */
enum qualm_status changes_find(struct changes *changes, const char *path, const struct change **change);
/* A file of which everything counts. */
extern const struct change change_of_new;

/* Whether text from line `first` to line `last` is touched; 0 and 0 for the text as a whole. */
bool change_touches(const struct change *change, uint32_t first, uint32_t last);

/* Appends what the file was before; `*is_there` is false when it was not, or when nobody knows (a diff). */
enum qualm_status changes_before(struct changes *changes, const struct change *change, struct buffer *bytes,
                                 bool *is_there, struct complaint *why);

#endif
