/* The one file that starts the git command. */
#include "project/git.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/span.h"

extern char **environ;

struct git {
    char *program;
    char **environment;
};

/* ---------------------------------------------------------- environment */

/* Of git's own variables those stay that say where configuration is and how far a search goes. */
static const char *const kept[] = {"GIT_CONFIG_",
                                   "GIT_EXEC_PATH=", "GIT_CEILING_DIRECTORIES=", "GIT_DISCOVERY_ACROSS_FILESYSTEM="};

/* Nothing is fetched: an answer must not depend on the network, and a transport is a program. */
static const char *const fixed[] = {
    "LC_ALL=C",
    "LANGUAGE=",
    "GIT_OPTIONAL_LOCKS=0",
    "GIT_TERMINAL_PROMPT=0",
    "GIT_NO_LAZY_FETCH=1",
    "GIT_ALLOW_PROTOCOL=",
    "GIT_NO_REPLACE_OBJECTS=1",
    "GIT_LITERAL_PATHSPECS=1",
    "GIT_ATTR_NOSYSTEM=1",
    "GIT_PAGER=cat",
    "GIT_TRACE2=0",
    "GIT_TRACE2_EVENT=0",
    "GIT_TRACE2_PERF=0",
};
#define N_FIXED (sizeof fixed / sizeof *fixed)

static const char *const settings_fixed[] = {
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.quotePath=false",
    "core.warnAmbiguousRefs=true",
    "diff.external=",
    "diff.renames=true",
    "submodule.recurse=false",
};
#define N_SETTINGS (sizeof settings_fixed / sizeof *settings_fixed)

static bool is_kept(const char *variable)
{
    if (strncmp(variable, "LC_ALL=", 7) == 0 || strncmp(variable, "LANGUAGE=", 9) == 0)
        return false;
    if (strncmp(variable, "GIT_", 4) != 0)
        return true;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strncmp(variable, kept[i], strlen(kept[i])) == 0)
            return true;
    return false;
}

/* The pointers are the environment's own. */
static char **environment_make(void)
{
    size_t n_all = 0;
    while (environ[n_all])
        n_all++;
    char **made = calloc(n_all + N_FIXED + 1, sizeof *made);
    size_t n = 0;
    for (size_t i = 0; made && i < n_all; i++)
        if (is_kept(environ[i]))
            made[n++] = environ[i];
    for (size_t i = 0; made && i < N_FIXED; i++)
        made[n++] = (char *)fixed[i];
    return made;
}

static bool is_program(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) && access(path, X_OK) == 0;
}

/* A relative folder in PATH could be one of the texts at hand: only absolute ones are looked into. */
static enum qualm_status program_find(char **program)
{
    const char *path = getenv("PATH");
    struct span rest = span_of(path ? path : "/usr/local/bin:/usr/bin:/bin");
    struct span folder;
    while (span_next_part(&rest, ':', &folder)) {
        if (folder.len == 0 || folder.ptr[0] != '/')
            continue;
        char *candidate = malloc(folder.len + sizeof "/git");
        if (!candidate)
            return QUALM_ERR_MEMORY;
        memcpy(candidate, folder.ptr, folder.len);
        memcpy(candidate + folder.len, "/git", sizeof "/git");
        if (is_program(candidate)) {
            *program = candidate;
            return QUALM_OK;
        }
        free(candidate);
    }
    return QUALM_OK;
}

enum qualm_status git_find(struct git **git)
{
    char *program = NULL;
    const enum qualm_status status = program_find(&program);
    if (status)
        return status;
    if (!program) {
        *git = NULL;
        return QUALM_OK;
    }
    struct git *made = calloc(1, sizeof *made);
    char **environment = environment_make();
    if (!made || !environment) {
        free(made);
        free(environment);
        free(program);
        return QUALM_ERR_MEMORY;
    }
    *made = (struct git){program, environment};
    *git = made;
    return QUALM_OK;
}

void git_free(struct git *git)
{
    if (!git)
        return;
    free(git->program);
    free(git->environment);
    free(git);
}

/* ------------------------------------------------------------- starting */

static size_t list_length(const char *const *list)
{
    size_t n = 0;
    while (list && list[n])
        n++;
    return n;
}

/* git -C DIR --no-pager -c NAME=VALUE … ARGUMENTS; only the array is ours to free. */
static char **arguments_make(const struct git_call *call)
{
    const size_t n_more = list_length(call->settings);
    const size_t n_arguments = list_length(call->arguments);
    const char **made = calloc(4 + 2 * (N_SETTINGS + n_more) + n_arguments + 1, sizeof *made);
    size_t n = 0;
    if (!made)
        return NULL;
    made[n++] = "git";
    made[n++] = "-C";
    made[n++] = call->dir;
    made[n++] = "--no-pager";
    for (size_t i = 0; i < N_SETTINGS + n_more; i++) {
        made[n++] = "-c";
        made[n++] = i < N_SETTINGS ? settings_fixed[i] : call->settings[i - N_SETTINGS];
    }
    for (size_t i = 0; i < n_arguments; i++)
        made[n++] = call->arguments[i];
    return (char **)made;
}

/* What a caller does with signals is no business of git's: a closed pipe ends it. */
static int spawn(const struct git *git, char **arguments, const int ends[3], pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t usual;
    sigset_t none;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGXFSZ);
    sigaddset(&usual, SIGCHLD);
    if (posix_spawn_file_actions_init(&actions) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return ENOMEM;
    }
    int error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    if (!error)
        error = posix_spawnattr_setsigdefault(&attributes, &usual);
    if (!error)
        error = posix_spawnattr_setsigmask(&attributes, &none);
    for (int fd = 0; fd < 3 && !error; fd++)
        error = posix_spawn_file_actions_adddup2(&actions, ends[fd], fd);
    if (!error)
        error = posix_spawn(pid, git->program, &actions, &attributes, arguments, git->environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static void close_each(const int *fds, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fds[i] != -1)
            close(fds[i]);
}

static enum qualm_status start(const struct git *git, const struct git_call *call, const int ends[3], pid_t *pid)
{
    for (int i = 0; i < 3; i++)
        if (ends[i] == -1)
            return QUALM_ERR_LIBRARY;
    char **arguments = arguments_make(call);
    const int error = arguments ? spawn(git, arguments, ends, pid) : ENOMEM;
    free(arguments);
    return error == ENOMEM ? QUALM_ERR_MEMORY : error ? QUALM_ERR_LIBRARY : QUALM_OK;
}

/* Its status as a shell gives it. */
static int wait_for(pid_t pid)
{
    int status = 0;
    pid_t got;
    do
        got = waitpid(pid, &status, 0);
    while (got == -1 && errno == EINTR);
    if (got == -1)
        return 255; /* somebody else took it: what it was is not known, so it was not well */
    return WIFEXITED(status) ? WEXITSTATUS(status) : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : 255;
}

/* ------------------------------------------------------------- one run */

/* -1 at the end or on an error, which is the same here: git's status says whether all was well. */
static ssize_t read_some(int fd, char *bytes, size_t n_bytes)
{
    ssize_t n;
    do
        n = read(fd, bytes, n_bytes);
    while (n == -1 && errno == EINTR);
    return n;
}

/* The pipes of a run: [0] its output, [1] what it says; -1 once at their end. */
static enum qualm_status drain(struct pollfd pipes[2], const struct git_call *call, struct git_end *end)
{
    static const size_t piece = (size_t)64 * 1024;
    char bytes[64 * 1024];
    size_t n_said = 0;
    while (pipes[0].fd != -1 || pipes[1].fd != -1) {
        if (poll(pipes, 2, -1) == -1 && errno != EINTR)
            return QUALM_ERR_LIBRARY;
        for (int i = 0; i < 2; i++) {
            if (pipes[i].fd == -1 || !(pipes[i].revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL)))
                continue;
            pipes[i].revents = 0;
            const ssize_t n = read_some(pipes[i].fd, bytes, piece);
            if (n <= 0) {
                close(pipes[i].fd);
                pipes[i].fd = -1;
            } else if (i == 0) {
                const enum qualm_status status = call->take(call->to, bytes, (size_t)n);
                if (status)
                    return status;
            } else {
                const size_t n_free = sizeof end->said - 1 - n_said;
                const size_t n_kept = (size_t)n < n_free ? (size_t)n : n_free;
                memcpy(end->said + n_said, bytes, n_kept);
                n_said += n_kept;
            }
        }
    }
    return QUALM_OK;
}

/* Every end that was opened, in ends[] for git and in pipes[] for us. */
static void pipes_open(int ends[3], struct pollfd pipes[2])
{
    ends[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    for (int i = 0; i < 2; i++) {
        int both[2] = {-1, -1};
        if (pipe2(both, O_CLOEXEC) == -1)
            both[0] = both[1] = -1;
        pipes[i] = (struct pollfd){both[0], POLLIN, 0};
        ends[1 + i] = both[1];
    }
}

enum qualm_status git_run(const struct git *git, const struct git_call *call, struct git_end *end)
{
    int ends[3];
    struct pollfd pipes[2];
    pid_t pid = 0;
    *end = (struct git_end){.status = 255};
    pipes_open(ends, pipes);
    enum qualm_status status = start(git, call, ends, &pid);
    close_each(ends, 3);
    if (!status) {
        status = drain(pipes, call, end);
        /* Nothing is read any more. */
        if (status)
            kill(pid, SIGKILL);
    } else {
        snprintf(end->said, sizeof end->said, "%s cannot be run", git->program);
    }
    close_each((int[]){pipes[0].fd, pipes[1].fd}, 2);
    if (pid)
        end->status = wait_for(pid);
    return status;
}

const char *git_reason(struct git_end *end)
{
    static const char *const heads[] = {"fatal: ", "error: "};
    char *line = NULL;
    for (size_t i = 0; i < 2 && !line; i++) {
        char *found = strstr(end->said, heads[i]);
        line = found ? found + strlen(heads[i]) : NULL;
    }
    line = line ? line : end->said;
    line[strcspn(line, "\n")] = '\0';
    return *line ? line : "it gave no reason";
}

/* ---------------------------------------------------- questions, answers */

enum qualm_status git_start(const struct git *git, const struct git_call *call, struct git_process *process)
{
    /* A socket in front, since writing to one that nobody reads can be told not to raise a signal. */
    int question[2] = {-1, -1};
    int answer[2] = {-1, -1};
    pid_t pid = 0;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, question) == -1)
        question[0] = question[1] = -1;
    if (pipe2(answer, O_CLOEXEC) == -1)
        answer[0] = answer[1] = -1;
    const int ends[3] = {question[1], answer[1], open("/dev/null", O_WRONLY | O_CLOEXEC)};
    const enum qualm_status status = start(git, call, ends, &pid);
    close_each(ends, 3);
    if (status)
        close_each((int[]){question[0], answer[0]}, 2);
    else
        *process = (struct git_process){pid, question[0], answer[0]};
    return status;
}

enum qualm_status git_ask(const struct git_process *process, const char *bytes, size_t n_bytes)
{
    while (n_bytes) {
        const ssize_t n = send(process->in, bytes, n_bytes, MSG_NOSIGNAL);
        if (n == -1 && errno == EINTR)
            continue;
        if (n <= 0)
            return QUALM_ERR_LIBRARY;
        bytes += n;
        n_bytes -= (size_t)n;
    }
    return QUALM_OK;
}

enum qualm_status git_answer(const struct git_process *process, char *bytes, size_t n_bytes)
{
    while (n_bytes) {
        const ssize_t n = read_some(process->out, bytes, n_bytes);
        if (n <= 0)
            return QUALM_ERR_LIBRARY;
        bytes += n;
        n_bytes -= (size_t)n;
    }
    return QUALM_OK;
}

void git_stop(struct git_process *process)
{
    if (!process->pid)
        return;
    close(process->in);
    close(process->out);
    kill(process->pid, SIGKILL);
    wait_for(process->pid);
    *process = (struct git_process){0};
}
