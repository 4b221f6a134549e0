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

static bool stdout_was_closed;

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

bool output_open(struct output *output, const char *path)
{
    *output = (struct output){.fd = STDOUT_FILENO, .path = path};
    if (!path) {
        if (stdout_was_closed)
            fail(output, EBADF);
        return true;
    }
    const size_t size = strlen(path) + sizeof ".XXXXXX";
    output->temporary = malloc(size);
    if (!output->temporary) {
        complain("out of memory", NULL, NULL);
        return false;
    }
    snprintf(output->temporary, size, "%s.XXXXXX", path);
    output->fd = mkostemp(output->temporary, O_CLOEXEC);
    if (output->fd == -1) {
        complain("cannot write '%s': %s", path, strerror(errno));
        free(output->temporary);
        output->temporary = NULL;
        return false;
    }
    return true;
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
    if (output->path)
        file_finish(output);
    else if (!output->has_failed && close(STDOUT_FILENO) == -1)
        fail(output, errno);
    if (output->has_failed && output->error != EPIPE)
        complain("cannot write %s: %s", output->path ? output->path : "standard output", strerror(output->error));
    return !output->has_failed;
}
