/* What makes the list of texts: inputs.c holds it, walk.c, absent.c and files.c fill it. */
#ifndef CMD_COLLECTOR_H
#define CMD_COLLECTOR_H

#include "cmd/files.h"

/* What making the list needs at hand. */
struct collector {
    const struct request *request;
    const struct settings *settings;
    struct inputs *inputs;
    struct complaint *why;
};

/* Puts a path on the list; takes it, and NULL for one that there was no memory for. */
enum qualm_status inputs_add(struct inputs *inputs, char *path, bool is_walked, const char *error);
/* Counts a path that is left out; takes it. The reason is `words` with `subject` behind. */
enum qualm_status leave_out(const struct collector *collector, size_t *count, char *path, const char *words,
                            const char *subject);
/* Likewise, by the pattern that says so. */
enum qualm_status leave_out_by(const struct collector *collector, const struct left *left, char *path);

/* Takes a folder and what is below it, in order. */
enum qualm_status walk(const struct collector *collector, const char *root);
/* What is changed below a folder and not on disk, as in a sparse checkout. Needs the changes since a revision. */
enum qualm_status absent_add(const struct collector *collector, const char *root);

#endif
