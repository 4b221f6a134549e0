/* The file system, as far as texts and what surrounds them need it. */
#include "project/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is too long for the system is walked piece by piece. */
int disk_open(const char *path, int flags)
{
    int at = AT_FDCWD;
    const char *rest = path;
    while (strlen(rest) >= PATH_MAX) {
        char piece[PATH_MAX];
        size_t n = PATH_MAX - 1;
        while (n && rest[n] != '/')
            n--;
        if (n == 0) {
            errno = ENAMETOOLONG;
            break;
        }
        memcpy(piece, rest, n);
        piece[n] = '\0';
        const int next = openat(at, piece, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (at != AT_FDCWD)
            close(at);
        if (next == -1)
            return -1;
        at = next;
        rest += n + 1;
    }
    const int fd = strlen(rest) >= PATH_MAX ? -1 : openat(at, rest, flags);
    const int error = errno;
    if (at != AT_FDCWD)
        close(at);
    errno = error;
    return fd;
}

const char *disk_error(int error)
{
    switch (error) {
    case ENOENT:
        return "there is no such file";
    case EACCES:
    case EPERM:
        return "permission denied";
    case ELOOP:
        return "too many levels of symbolic links";
    case ENAMETOOLONG:
        return "the name is too long";
    case EMFILE:
    case ENFILE:
        return "too many open files";
    case ENXIO:
        return "is not a regular file";
    case ENOTDIR:
        return "a part of the path is not a directory";
    default:
        return "cannot be opened";
    }
}

int disk_open_file(const char *path, const char **error)
{
    /* O_NONBLOCK: a pipe without a writer must not hold up the run. */
    const int fd = disk_open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    struct stat about;
    if (fd == -1) {
        *error = disk_error(errno);
        return -1;
    }
    if (fstat(fd, &about) == -1 || !S_ISREG(about.st_mode)) {
        *error = "is not a regular file";
        close(fd);
        return -1;
    }
    return fd;
}

mode_t disk_mode(const char *path)
{
    struct stat about;
    const int fd = disk_open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (fd == -1)
        return 0;
    const mode_t mode = fstat(fd, &about) == 0 ? about.st_mode : 0;
    close(fd);
    return mode;
}

bool disk_is_folder(const char *path)
{
    struct stat about;
    const int fd = disk_open(path, O_PATH | O_CLOEXEC);
    if (fd == -1)
        return false;
    const bool is_dir = fstat(fd, &about) == 0 && S_ISDIR(about.st_mode);
    close(fd);
    return is_dir;
}

bool disk_is_absent(const char *path, int error)
{
    return error == ENOENT || error == ENOTDIR || (error == EACCES && disk_mode(path) == 0);
}

static enum qualm_status descriptor_read(int fd, const char *path, size_t most, struct buffer *bytes,
                                         struct complaint *why)
{
    char piece[16 * 1024];
    for (size_t n_read = 0;;) {
        const ssize_t n = read(fd, piece, sizeof piece);
        if (n == -1 && errno == EINTR)
            continue;
        if (n == -1)
            return complaint_say(why, "%.400s: cannot be read to its end", path);
        if (n == 0)
            return QUALM_OK;
        n_read += (size_t)n;
        if (n_read > most)
            return complaint_say(why, "%.400s: is larger than %zu MiB", path, most / ((size_t)1024 * 1024));
        const enum qualm_status status = buffer_append(bytes, piece, (size_t)n);
        if (status)
            return status;
    }
}

/* Why a file could not be opened: it is not there, or that is a complaint. */
static enum qualm_status open_failed(const char *path, bool is_meant, int error, struct complaint *why)
{
    const bool is_other = !is_meant && (error == ELOOP || error == ENXIO); /* a link, a socket */
    if (is_meant && error == ENOENT && S_ISLNK(disk_mode(path)))
        return complaint_say(why, "%.400s: is a link to a file that is not there", path);
    return is_other || disk_is_absent(path, error) ? QUALM_OK
                                                   : complaint_say(why, "%.400s: %s", path, disk_error(error));
}

enum qualm_status disk_read(const char *path, const struct disk_wish *wish, struct buffer *bytes, bool *is_there,
                            struct complaint *why)
{
    struct stat about;
    const int links = wish->is_meant ? 0 : O_NOFOLLOW;
    *is_there = false;
    /* O_NONBLOCK: a pipe must not hold up the run. */
    const int fd = disk_open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | links);
    if (fd == -1)
        return open_failed(path, wish->is_meant, errno, why);
    enum qualm_status status = QUALM_OK;
    *is_there = fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
    if (*is_there)
        status = descriptor_read(fd, path, wish->most, bytes, why);
    else if (wish->is_meant)
        status = complaint_say(why, "%.400s: is not a regular file", path);
    close(fd);
    return status;
}

static bool owner_of(const char *path, int more_flags, uid_t *owner)
{
    struct stat about;
    const int fd = disk_open(path, O_PATH | O_CLOEXEC | more_flags);
    const bool is_known = fd != -1 && fstat(fd, &about) == 0;
    if (is_known)
        *owner = about.st_uid;
    if (fd != -1)
        close(fd);
    return is_known;
}

bool disk_is_foreign(const char *path, const char *folder)
{
    uid_t owner = 0, of_folder = 0;
    if (!owner_of(path, O_NOFOLLOW, &owner) || owner == 0 || owner == geteuid())
        return false;
    return !owner_of(folder, 0, &of_folder) || owner != of_folder;
}

enum qualm_status disk_real(const char *path, char **real)
{
    errno = 0;
    *real = realpath(path, NULL);
    return !*real && errno == ENOMEM ? QUALM_ERR_MEMORY : QUALM_OK;
}
