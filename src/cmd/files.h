/* Which texts are to be read: files by name, directories walked in order, standard input; and what is left out. */
#ifndef CMD_FILES_H
#define CMD_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/run.h"
#include "project/changes.h"
#include "project/choose.h"

struct input {
    char *path;                          /* "-" is standard input */
    bool is_walked;                      /* met in a walk, not named */
    const char *error;                   /* why it cannot be read, static; NULL */
    const struct change *change;         /* with --diff-base and --diff: what of it is new; else NULL */
    const struct resolution *resolution; /* what holds for it */
};

/* A path that was left out. */
struct input_left {
    char *path;
    char *reason; /* "ignored by .qualmignore:3" */
};

struct inputs {
    struct input *items;
    size_t n, n_room;
    size_t n_skipped;        /* files of a walk that are of no known kind */
    size_t n_excluded;       /* by a pattern of --exclude or of a configuration */
    size_t n_ignored;        /* by .qualmignore or .gitignore */
    size_t n_links;          /* symbolic links met in a walk */
    size_t n_hidden;         /* with a dot in front, met in a walk */
    size_t n_unchanged;      /* not in the diff */
    struct input_left *left; /* in order; kept for --list-files only */
    size_t n_left, n_left_room;
    struct chooser *chooser;
    struct config_store *config;
    struct changes *changes; /* NULL: all texts count as a whole */
    bool is_list_empty;      /* --files0-from gave no name, and nothing else did */
};

/* Makes the list. QUALM_ERR_ARGUMENT with a complaint: status 2. */
enum qualm_status inputs_collect(const struct request *request, struct inputs *inputs, struct complaint *why);
void inputs_free(struct inputs *inputs);
/* Says why there is no list, and gives the exit status for it. */
int inputs_complain(enum qualm_status status, const struct complaint *why);

/* --list-files: prints which files are chosen, and on standard error why others are not. An exit status. */
int inputs_list(const struct request *request);

#endif
