/* Walking and opening. A walk holds no descriptors and follows no symbolic links. */
#include "cmd/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/span.h"

/* A list of paths from malloc. */
struct paths {
    char **items;
    size_t n, n_room;
};

static bool paths_add(struct paths *paths, char *path)
{
    void *items = paths->items;
    const bool is_added = path && array_reserve(&items, &paths->n_room, paths->n + 1, sizeof *paths->items) == QUALM_OK;
    paths->items = items;
    if (is_added)
        paths->items[paths->n++] = path;
    else
        free(path);
    return is_added;
}

static void paths_free(struct paths *paths)
{
    for (size_t i = 0; i < paths->n; i++)
        free(paths->items[i]);
    free(paths->items);
}

static bool inputs_add(struct inputs *inputs, char *path, bool is_walked, const char *error)
{
    void *items = inputs->items;
    const bool is_added =
        path && array_reserve(&items, &inputs->n_room, inputs->n + 1, sizeof *inputs->items) == QUALM_OK;
    inputs->items = items;
    if (is_added)
        inputs->items[inputs->n++] = (struct input){path, is_walked, error};
    else
        free(path);
    return is_added;
}

void inputs_free(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->n; i++)
        free(inputs->items[i].path);
    free(inputs->items);
}

/* open(2) for paths of any length: what is too long is walked piece by piece. `O_NOFOLLOW` etc. go with the last. */
static int open_long(const char *path, int flags)
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

static const char *error_text(int error)
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

int input_open(const char *path, const char **error)
{
    /* O_NONBLOCK: a pipe without a writer must not hold up the run. */
    const int fd = open_long(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    struct stat about;
    if (fd == -1) {
        *error = error_text(errno);
        return -1;
    }
    if (fstat(fd, &about) == -1 || !S_ISREG(about.st_mode)) {
        *error = "is not a regular file";
        close(fd);
        return -1;
    }
    return fd;
}

static bool has_ending(const char *path, struct span ending)
{
    const size_t n = strlen(path);
    return n > ending.len && span_equals_nocase((struct span){path + n - ending.len, ending.len}, ending);
}

static bool has_ending_of(const char *path, const char *endings)
{
    struct span rest = span_of(endings);
    struct span ending;
    while (span_next_part(&rest, ' ', &ending))
        if (has_ending(path, ending))
            return true;
    return false;
}

const char *input_unreadable_format(const char *path)
{
    if (has_ending_of(path, ".html .htm .xhtml .rst .adoc .asciidoc .tex .docx .odt .epub"))
        return "a format that is not read yet: convert it (\"pandoc -t markdown FILE | qualm -\"), or read it as it is "
               "(--from plain)";
    if (has_ending_of(path, ".zip .tar .tgz .gz .bz2 .xz .zst .7z .warc"))
        return "an archive, which is not read yet: unpack it, or name the format inside (--from plain)";
    if (has_ending_of(path, ".ndjson .jsonl"))
        return "records, which are not read by file: pipe them (\"qualm stream <FILE\"), "
               "or read it as it is (--from plain)";
    if (has_ending_of(path, ".pdf"))
        return "a format that is not read: convert it (\"pdftotext FILE - | qualm -\")";
    return NULL;
}

static bool is_known(const char *path)
{
    const char *endings;
    for (size_t i = 0; qualm_format_at(i, &endings); i++)
        if (has_ending_of(path, endings))
            return true;
    return false;
}

static bool is_excluded(const struct settings *settings, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *last = slash ? slash + 1 : path;
    for (size_t i = 0; i < settings->excludes.n; i++) {
        const char *glob = settings->excludes.items[i];
        if (fnmatch(glob, strchr(glob, '/') ? path : last, 0) == 0)
            return true;
    }
    return false;
}

static char *path_join(const char *dir, const char *name)
{
    const size_t n_dir = strlen(dir);
    const bool has_slash = n_dir && dir[n_dir - 1] == '/';
    char *path = malloc(n_dir + strlen(name) + 2);
    if (!path)
        return NULL;
    memcpy(path, dir, n_dir);
    if (!has_slash)
        path[n_dir] = '/';
    memcpy(path + n_dir + !has_slash, name, strlen(name) + 1);
    return path;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a directory but hidden ones, sorted; false when memory is out. `*error` is set when it cannot be
 * read. */
static bool names_read(const char *path, struct paths *names, const char **error)
{
    const int fd = open_long(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    DIR *dir = fd == -1 ? NULL : fdopendir(fd);
    if (!dir) {
        *error = error_text(errno);
        if (fd != -1)
            close(fd);
        return true;
    }
    bool has_memory = true;
    const struct dirent *entry;
    while (has_memory && (entry = readdir(dir)))
        if (entry->d_name[0] != '.')
            has_memory = paths_add(names, path_join(path, entry->d_name));
    closedir(dir);
    if (names->n)
        qsort(names->items, names->n, sizeof *names->items, compare_paths);
    return has_memory;
}

/* What stands at a path, without following a link at its end. */
static mode_t mode_at(const char *path)
{
    struct stat about;
    const int fd = open_long(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (fd == -1)
        return 0;
    const mode_t mode = fstat(fd, &about) == 0 ? about.st_mode : 0;
    close(fd);
    return mode;
}

/* Sorts one path of a walk to where it belongs: the list, the walk, or the counts of what is left out. */
static bool walk_sort(const struct settings *settings, char *path, struct inputs *inputs, struct paths *todo)
{
    const mode_t mode = mode_at(path);
    size_t *count = NULL;
    if (is_excluded(settings, path))
        count = &inputs->n_excluded;
    else if (S_ISLNK(mode))
        count = &inputs->n_links;
    else if (S_ISDIR(mode))
        return paths_add(todo, path);
    else if (mode != 0 && (!S_ISREG(mode) || !(settings->from || is_known(path))))
        count = &inputs->n_skipped;
    if (!count)
        return inputs_add(inputs, path, true, NULL);
    *count += 1;
    free(path);
    return true;
}

/* Takes a directory's entries in order: files go to the list as they come, directories are put off in such a way
 * that the whole list comes out sorted within each directory, files before the contents of later directories. */
static bool walk_step(const struct settings *settings, const char *path, struct inputs *inputs, struct paths *todo)
{
    struct paths names = {0};
    struct paths dirs = {0};
    const char *error = NULL;
    bool has_memory = names_read(path, &names, &error);
    if (error)
        has_memory = has_memory && inputs_add(inputs, strdup(path), true, error);
    for (size_t i = 0; i < names.n; i++) {
        char *name = names.items[i];
        names.items[i] = NULL;
        if (has_memory)
            has_memory = walk_sort(settings, name, inputs, &dirs);
        else
            free(name);
    }
    /* Last first: the list is taken from its end. */
    for (size_t i = dirs.n; i-- > 0 && has_memory; dirs.items[i] = NULL)
        has_memory = paths_add(todo, dirs.items[i]);
    paths_free(&names);
    paths_free(&dirs);
    return has_memory;
}

static bool walk(const struct settings *settings, const char *root, struct inputs *inputs)
{
    struct paths todo = {0};
    bool has_memory = paths_add(&todo, strdup(root));
    while (has_memory && todo.n) {
        char *path = todo.items[--todo.n];
        has_memory = walk_step(settings, path, inputs, &todo);
        free(path);
    }
    paths_free(&todo);
    return has_memory;
}

static bool is_directory(const char *path)
{
    struct stat about;
    const int fd = open_long(path, O_PATH | O_CLOEXEC);
    if (fd == -1)
        return false;
    const bool is_dir = fstat(fd, &about) == 0 && S_ISDIR(about.st_mode);
    close(fd);
    return is_dir;
}

static bool operand_add(const struct settings *settings, const char *path, struct inputs *inputs)
{
    const bool is_stdin = strcmp(path, "-") == 0;
    if (!is_stdin && is_directory(path))
        return walk(settings, path, inputs);
    const char *error = is_stdin || settings->from ? NULL : input_unreadable_format(path);
    return inputs_add(inputs, strdup(path), false, error);
}

bool inputs_collect(const struct request *request, struct inputs *inputs)
{
    for (size_t i = 0; i < request->n_operands; i++)
        if (!operand_add(&request->settings, request->operands[i], inputs))
            return false;
    return true;
}
