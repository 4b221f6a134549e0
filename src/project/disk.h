/* Looking at files and folders, however long their paths are, and never waiting for a pipe or a device. */
#ifndef PROJECT_DISK_H
#define PROJECT_DISK_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "project/complaint.h"

/* open(2); `O_NOFOLLOW` and the like go with the last part of the path. */
int disk_open(const char *path, int flags);
/* A regular file for reading; -1 and `*error` (static text) otherwise. */
int disk_open_file(const char *path, const char **error);
/* Whether an open failed with `error` because nothing of that name is to be seen. What lies in a folder that may not be
 * looked into is not: that is said of the folder. */
bool disk_is_absent(const char *path, int error);
/* What an errno of an open means to a person. Static. */
const char *disk_error(int error);

/* What stands at a path, without following a link at its end; 0 when nothing can be seen there. */
mode_t disk_mode(const char *path);
/* Whether a path leads to a folder, links followed. */
bool disk_is_folder(const char *path);

/* How a small file is read. */
struct disk_wish {
    size_t most;     /* bytes; more are a complaint */
    bool is_meant;  /* whoever put it there meant it: links are followed, and what is no regular file is a complaint */
};

/* Appends a small file; `*is_there` is false when there is none, and unless `is_meant` for links and what is no regular
 * file. QUALM_ERR_ARGUMENT when it is there and cannot be read: `why` begins with the path. */
enum qualm_status disk_read(const char *path, const struct disk_wish *wish, struct buffer *bytes, bool *is_there,
                            struct complaint *why);
/* Whether what stands at a path, itself and not where it leads, was put there by somebody else than the person at work,
 * the system's administrator or whoever the folder belongs to. */
bool disk_is_foreign(const char *path, const char *folder);

/* The absolute path without links, from malloc; `*real` is NULL when there is none that the system can name. */
enum qualm_status disk_real(const char *path, char **real);

#endif
