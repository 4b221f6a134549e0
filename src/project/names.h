/* Lists of paths that git gives: in one piece, and sorted. */
#ifndef PROJECT_NAMES_H
#define PROJECT_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* Paths from the root, sorted by their bytes. */
struct names {
    struct buffer bytes;
    const char **items;
    size_t n, n_room;
};

/* More than half a million files have. */
#define NAMES_BYTES_MOST ((size_t)256 * 1024 * 1024)

/* Finds the names, each with a NUL behind it, in the bytes, which are filled already. */
enum qualm_status names_find(struct names *names);
void names_free(struct names *names);
bool names_have(const struct names *names, const char *name);
/* Whether `path` or a folder above it is there; folders end with a slash. Those that end in the first `n_open` bytes of
 * the path do not count. */
bool names_cover(const struct names *names, const char *path, size_t n_open);
/* Whether there is something in the folder, which ends with a slash. */
bool names_have_below(const struct names *names, const char *dir);

#endif
