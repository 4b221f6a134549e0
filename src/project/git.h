/* Running the git command, in such a way that it runs no other program and heeds no taste of the user's.
 *
 * There is no shell, no hook, no pager, no external diff, no file monitor, no network. A user's and a system's
 * configuration are read, since they say whose repositories are trusted (safe.directory); what could change an answer
 * is set on the command line, which goes before them.
 */
#ifndef PROJECT_GIT_H
#define PROJECT_GIT_H

#include <stdbool.h>
#include <sys/types.h>

#include "qualm.h"

/* The command and what it is run with. Immutable once made. */
struct git;

/* Looks for git in the absolute folders of PATH; `*git` is NULL where there is none, which is no error. */
enum qualm_status git_find(struct git **git);
void git_free(struct git *git);

/* One run. */
struct git_call {
    const char *dir;              /* where */
    const char *const *settings;  /* "name=value", NULL at the end; NULL: none */
    const char *const *arguments; /* NULL at the end */
    qualm_write take;             /* gets what git prints, piece by piece */
    void *to;
};

struct git_end {
    int status;      /* 0: all is well; 128 and more: killed, or git itself failed */
    char said[1024]; /* the beginning of what it said on standard error */
};

/* Runs git to its end; its status is for the caller to look at. QUALM_ERR_LIBRARY when it cannot be run, with the
 * reason in `said`; else what `take` returned when that was an error. No process is left behind. */
enum qualm_status git_run(const struct git *git, const struct git_call *call, struct git_end *end);

/* The line of `said` that says why, without "fatal: ". Bounded; lives as long as `end`. */
const char *git_reason(struct git_end *end);

/* A git that answers questions one after the other (cat-file --batch). Its standard error goes nowhere. */
struct git_process {
    pid_t pid; /* 0: none runs */
    int in, out;
};

/* `take` and `to` of the call are not used. QUALM_ERR_LIBRARY when it cannot be run. */
enum qualm_status git_start(const struct git *git, const struct git_call *call, struct git_process *process);
/* QUALM_ERR_LIBRARY when git has gone. */
enum qualm_status git_ask(const struct git_process *process, const char *bytes, size_t n_bytes);
enum qualm_status git_answer(const struct git_process *process, char *bytes, size_t n_bytes);
void git_stop(struct git_process *process);

#endif
