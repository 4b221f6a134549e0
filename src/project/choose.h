/* Which files are texts to be read, and why others are not: excluded by a pattern, ignored by a file of patterns. */
#ifndef PROJECT_CHOOSE_H
#define PROJECT_CHOOSE_H

#include <stdbool.h>
#include <stddef.h>

#include "project/complaint.h"
#include "project/config.h"
#include "project/repository.h"

/* What a person said of it. Everything is borrowed. */
struct choice {
    const char *const *excludes;
    size_t n_excludes;
    bool force_exclude;      /* also what is named outright may be left out */
    const char *config_from; /* a revision: .qualmignore and .gitignore are those that it has; NULL: those on disk */
};

enum left_kind {
    LEFT_NONE = 0,    /* it is not left out */
    LEFT_EXCLUDED,    /* `subject` is the pattern */
    LEFT_CONFIG,      /* excluded by a configuration: `subject` is the file with its line */
    LEFT_QUALMIGNORE, /* `subject` is the file, `line` its line */
    LEFT_GITIGNORE,   /* the same, but where git was asked: then there is no line */
};

/* Why a path is left out. Lives as long as the chooser. */
struct left {
    enum left_kind kind;
    const char *subject;
    unsigned line; /* 0: not known */
};

struct chooser;

enum qualm_status chooser_new(const struct choice *choice, struct chooser **chooser, struct complaint *why);
void chooser_free(struct chooser *chooser);

/* A config_source's read: the file as --config-from's revision has it. `from` is the chooser. */
enum qualm_status chooser_read(void *from, const char *path, struct buffer *bytes, bool *is_there,
                               struct complaint *why);
/* Configurations that may exclude more; the store must outlive the chooser's last answer. */
void chooser_heed(struct chooser *chooser, struct config_store *config);

/* A folder that a walk goes through, and what it knows of the tree around it. */
struct start;

/* `dir` is a folder that a person named, or one of a walk that is the root of a repository of its own. Lives as long
 * as the chooser. */
enum qualm_status chooser_start(struct chooser *chooser, const char *dir, bool is_nested, const struct start **start,
                                struct complaint *why);
/* Whether a folder of a walk, which has a ".git" in it, is another repository than that of the start. */
bool start_is_left(const struct start *start, const char *dir);
/* What is said of a path below the start, written with the start's own path in front. */
enum qualm_status chooser_ask(struct chooser *chooser, const struct start *start, const char *path, bool is_dir,
                              struct left *left, struct complaint *why);
/* What is said of a file or folder that was named outright; nothing, unless force_exclude. */
enum qualm_status chooser_ask_named(struct chooser *chooser, const char *path, bool is_dir, struct left *left,
                                    struct complaint *why);

/* The repository that a file or folder lies in; NULL: none, or no git (`*has_git`). */
enum qualm_status chooser_repository(struct chooser *chooser, const char *path, const struct repository **repository,
                                     bool *has_git, struct complaint *why);
/* Why git could not be asked about .gitignore somewhere; NULL when it could. */
const char *chooser_warning(const struct chooser *chooser);

#endif
