/* Trees of files, each with what git and the ignore files know of it. */
#ifndef PROJECT_PLACES_H
#define PROJECT_PLACES_H

#include "project/ignore.h"
#include "project/repository.h"
#include "project/revision.h"

/* One tree: that of a repository, else the file system's. */
struct place {
    char *root;                    /* "" is the file system's */
    struct repository *repository; /* NULL: none, or git could not be asked */
    struct revision *revision;     /* ignore files are read from it; NULL: from disk */
    bool has_no_rules;             /* there is no such revision here, so no ignore files either */
    struct ignore_tree *rules;     /* .qualmignore */
    struct ignore_tree *git_rules; /* .gitignore of the revision; NULL: git is asked instead */
    struct names tracked;          /* with git_rules */
    struct names ignored;          /* what git said, once `is_asked` */
    bool is_asked;
};

struct places {
    struct git *git;         /* NULL: none */
    const char *config_from; /* NULL: ignore files on disk */
    struct place **items;
    size_t n, n_room;
    struct complaint warning; /* "": none */
};

enum qualm_status places_open(struct places *places, const char *config_from);
void places_close(struct places *places);

/* The tree that an absolute folder without links lies in. Where the revision is not known it is a complaint, unless
 * the tree `is_nested` in another. */
enum qualm_status place_find(struct places *places, const char *dir, bool is_nested, struct place **place,
                             struct complaint *why);
/* The part of an absolute path below the root: "" is the root itself. */
const char *place_path(const struct place *place, const char *path);
/* What the .gitignore files leave out of a path from the root; those above its first `n_open` bytes do not count. */
enum qualm_status place_git_ask(struct places *places, struct place *place, const char *path, bool is_dir,
                                size_t n_open, bool *is_out, struct ignore_reason *reason, struct complaint *why);

#endif
