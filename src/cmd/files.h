/* Which texts are to be read: files by name, directories walked in order, standard input. */
#ifndef CMD_FILES_H
#define CMD_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/run.h"

struct input {
    char *path;          /* "-" is standard input */
    bool is_walked;      /* met in a walk, not named */
    const char *error;   /* why it cannot be read, static; NULL */
};

struct inputs {
    struct input *items;
    size_t n, n_room;
    size_t n_skipped;       /* files of a walk that are of no known kind */
    size_t n_excluded;
    size_t n_links;         /* symbolic links met in a walk */
};

/* Makes the list. False only when memory is out. */
bool inputs_collect(const struct request *request, struct inputs *inputs);
void inputs_free(struct inputs *inputs);

/* Opens a regular file for reading, however long its path is; -1 and `*error` (static text) otherwise. Never waits
 * for a pipe or a device. */
int input_open(const char *path, const char **error);
/* A name whose ending says a format that cannot be read yet; the text says the way out. NULL for others. */
const char *input_unreadable_format(const char *path);

#endif
