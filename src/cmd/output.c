/* Writing with every result looked at: write, fsync, close, rename. */
#include "cmd/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/message.h"

/* Enough to make writes rare, little enough that a pipeline sees results early. */
#define HELD_MOST ((size_t)64 * 1024)

/* Reports, a baseline, and some to spare; a file beyond them is only left behind by a run that is ended. */
#define UNFINISHED_MOST 24

static bool stdout_was_closed;
/* Files that are being written: a signal that ends the run takes them away. */
static char *volatile unfinished[UNFINISHED_MOST];

static void unfinished_remove(int number)
{
    for (size_t i = 0; i < UNFINISHED_MOST; i++)
        if (unfinished[i])
            unlink(unfinished[i]);
    signal(number, SIG_DFL);
    raise(number);
}

static void unfinished_replace(char *old, char *new)
{
    for (size_t i = 0; i < UNFINISHED_MOST; i++)
        if (unfinished[i] == old) {
            unfinished[i] = new;
            return;
        }
}

/* A signal that whoever started this has told to ignore stays so. */
static void signals_catch(void)
{
    static const int numbers[] = {SIGHUP, SIGINT, SIGTERM};
    struct sigaction action = {.sa_handler = unfinished_remove};
    struct sigaction before;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
            sigaction(numbers[i], &action, NULL);
}

void output_secure_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF) {
            if (fd == STDOUT_FILENO)
                stdout_was_closed = true;
            /* Reading or writing the wrong file is worse than nothing: fill the gap. */
            if (open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDWR) != fd)
                _exit(4);
        }
    /* A gone reader and a full quota are errors of a write, not the end of the process. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    /* Who ignores this, as some runners do, never learns how a child ended. */
    signal(SIGCHLD, SIG_DFL);
}

static void fail(struct output *output, int error)
{
    if (!output->has_failed)
        output->error = error;
    output->has_failed = true;
}

/* A device or a pipe is written to as it is: a file put in its place would take it from everybody else. Links are
 * followed in /dev alone (/dev/stdout), since one among the texts may lead anywhere. */
static bool is_device(const char *path)
{
    struct stat about;
    if (lstat(path, &about) == -1 || S_ISREG(about.st_mode) || S_ISDIR(about.st_mode))
        return false;
    return !S_ISLNK(about.st_mode) || strncmp(path, "/dev/", 5) == 0;
}

static bool file_open(struct output *output, const char *path)
{
    const size_t size = strlen(path) + sizeof ".XXXXXX";
    char *temporary = malloc(size);
    if (!temporary) {
        complain("out of memory", NULL, NULL);
        return false;
    }
    snprintf(temporary, size, "%s.XXXXXX", path);
    output->fd = mkostemp(temporary, O_CLOEXEC);
    if (output->fd == -1) {
        complain("cannot write '%s': %s", path, strerror(errno));
        free(temporary);
        return false;
    }
    output->temporary = temporary;
    unfinished_replace(NULL, temporary);
    signals_catch();
    return true;
}

static bool device_open(struct output *output, const char *path)
{
    output->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (output->fd == -1)
        complain("cannot write '%s': %s", path, strerror(errno));
    return output->fd != -1;
}

bool output_open(struct output *output, const char *path)
{
    *output = (struct output){.fd = STDOUT_FILENO, .path = path};
    if (!path) {
        if (stdout_was_closed)
            fail(output, EBADF);
        return true;
    }
    return is_device(path) ? device_open(output, path) : file_open(output, path);
}

void output_flush(struct output *output)
{
    const char *bytes = output->held.bytes;
    size_t n_left = output->held.n_bytes;
    while (n_left && !output->has_failed) {
        const ssize_t n = write(output->fd, bytes, n_left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            fail(output, n < 0 ? errno : EIO);
            break;
        }
        bytes += n;
        n_left -= (size_t)n;
    }
    buffer_clear(&output->held);
}

enum qualm_status output_write(void *to, const char *bytes, size_t n_bytes)
{
    struct output *output = to;
    if (output->has_failed)
        return QUALM_ERR_WRITE;
    const enum qualm_status status = buffer_append(&output->held, bytes, n_bytes);
    if (status)
        return status;
    if (output->held.n_bytes >= HELD_MOST)
        output_flush(output);
    return output->has_failed ? QUALM_ERR_WRITE : QUALM_OK;
}

/* A file made by mkstemp is for its owner only; give it what a new file would have had. */
static void mode_set(int fd)
{
    const mode_t mask = umask(0);
    umask(mask);
    if (fchmod(fd, 0666 & ~mask) == -1)
        return;
}

static void file_finish(struct output *output)
{
    mode_set(output->fd);
    if (!output->has_failed && fsync(output->fd) == -1 && errno != EINVAL)
        fail(output, errno);
    if (close(output->fd) == -1)
        fail(output, errno);
    if (!output->has_failed && rename(output->temporary, output->path) == -1)
        fail(output, errno);
    if (output->has_failed)
        unlink(output->temporary);
    unfinished_replace(output->temporary, NULL);
    free(output->temporary);
}

void output_abandon(struct output *output)
{
    if (output->path)
        fail(output, EPIPE); /* quiet, like a reader that has gone: the reason was said elsewhere */
}

bool output_close(struct output *output)
{
    output_flush(output);
    buffer_free(&output->held);
    if (output->temporary)
        file_finish(output);
    else if (close(output->fd) == -1 && !output->has_failed)
        fail(output, errno);
    if (output->has_failed && output->error != EPIPE)
        complain("cannot write %s: %s", output->path ? output->path : "standard output", strerror(output->error));
    return !output->has_failed;
}
