/* What git knows of one repository: its root, revisions, files and changes. */
#ifndef PROJECT_REPOSITORY_H
#define PROJECT_REPOSITORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "project/complaint.h"
#include "project/git.h"
#include "project/names.h"

struct repository;

/* The repository that a folder lies in; `*repository` is NULL where there is none. `git` must outlive it. */
enum qualm_status repository_open(const struct git *git, const char *dir, struct repository **repository,
                                  struct complaint *why);
void repository_free(struct repository *repository);
/* Absolute, without links and without a slash at its end ("" for the file system's root). */
const char *repository_root(const struct repository *repository);

/* The name of an object: hex digits. */
struct object_id {
    char hex[65];
};

/* The commit of a revision that a person named; a complaint with the way out when there is none. */
enum qualm_status repository_revision(const struct repository *repository, const char *revision, struct object_id *id,
                                      struct complaint *why);
/* Where the work at hand went its own way from `revision`. */
enum qualm_status repository_merge_base(const struct repository *repository, const char *revision, struct object_id *id,
                                        struct complaint *why);

/* A submodule: the repository in the folder `path` below the root, and the commit of it that `base` asks for. `*inner`
 * is NULL where there is none, or none that can be compared with that commit. */
enum qualm_status repository_inner(const struct repository *repository, const struct object_id *base, const char *path,
                                   struct repository **inner, struct object_id *id);

/* Whether the repository keeps `inner` as a submodule, or keeps one that it lies in. */
enum qualm_status repository_holds(const struct repository *repository, const struct repository *inner, bool *is_so);

/* The files that git keeps. */
enum qualm_status repository_tracked(const struct repository *repository, struct names *names, struct complaint *why);
/* What the .gitignore files leave out and git does not keep: files, and folders with a slash behind. */
enum qualm_status repository_ignored(const struct repository *repository, struct names *names, struct complaint *why);

/* The difference from a commit to the files on disk as a unified diff without context, renames followed. What is not
 * kept by git is not in it. */
enum qualm_status repository_diff(const struct repository *repository, const struct object_id *base, qualm_write take,
                                  void *to, struct complaint *why);

/* For the other files that ask git. Runs it in the root, its output into `answer`; the caller looks at `end`. */
struct bounded {
    struct buffer *bytes;
    size_t most;
};
enum qualm_status repository_ask(const struct repository *repository, const char *const *arguments,
                                 struct bounded answer, struct git_end *end);
enum qualm_status repository_start(const struct repository *repository, const char *const *arguments,
                                   struct git_process *process);
/* What a run that did not do what it should comes to: a complaint that git cannot do `what`, unless memory was out. */
enum qualm_status repository_failed(enum qualm_status status, const char *what, struct git_end *end,
                                    struct complaint *why);

#endif
