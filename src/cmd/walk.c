/* Walking a folder. A walk holds no descriptors and follows no symbolic links. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "cmd/collector.h"
#include "cmd/formats.h"
#include "cmd/message.h"
#include "project/disk.h"
#include "project/paths.h"

/* A list of paths from malloc; in a walk each has the start that it is below. */
struct path {
    char *text;
    const struct start *start;
};

struct paths {
    struct path *items;
    size_t n, n_room;
};

static enum qualm_status paths_add(struct paths *paths, char *text, const struct start *start)
{
    void *items = paths->items;
    const enum qualm_status status = text ? array_reserve(&items, &paths->n_room, paths->n + 1, sizeof *paths->items)
                                          : QUALM_ERR_MEMORY;
    paths->items = items;
    if (status)
        free(text);
    else
        paths->items[paths->n++] = (struct path){text, start};
    return status;
}

static void paths_free(struct paths *paths)
{
    for (size_t i = 0; i < paths->n; i++)
        free(paths->items[i].text);
    free(paths->items);
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
    return strcmp(((const struct path *)a)->text, ((const struct path *)b)->text);
}

/* What is in a directory, sorted, without git's own; `*error` is set when it cannot be read. */
static enum qualm_status names_read(const char *path, struct paths *names, bool *has_git, const char **error)
{
    const int fd = disk_open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    DIR *dir = fd == -1 ? NULL : fdopendir(fd);
    if (!dir) {
        const bool has_memory = errno != ENOMEM;
        *error = disk_error(errno);
        if (fd != -1)
            close(fd);
        return has_memory ? QUALM_OK : QUALM_ERR_MEMORY;
    }
    enum qualm_status status = QUALM_OK;
    const struct dirent *entry;
    while (!status && (entry = readdir(dir))) {
        const char *name = entry->d_name;
        if (strcmp(name, ".git") == 0)
            *has_git = true;
        else if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            status = paths_add(names, path_join(path, name), NULL);
    }
    closedir(dir);
    if (names->n)
        qsort(names->items, names->n, sizeof *names->items, compare_paths);
    return status;
}

static bool is_hidden(const char *path)
{
    const char *slash = strrchr(path, '/');
    return (slash ? slash[1] : path[0]) == '.';
}

/* Whether a configuration says how files with this name are read. */
static enum qualm_status format_ask(const struct collector *collector, const char *path, bool *is_said)
{
    const struct resolution *found = NULL;
    struct buffer absolute = {0};
    enum qualm_status status = config_resolve(collector->inputs->config, path, &found, collector->why);
    if (!status && found->settings.formats.n)
        status = path_absolute(path, &absolute);
    *is_said = false;
    for (size_t i = 0; !status && i < found->settings.formats.n && !*is_said; i++)
        status = config_glob_ask(found->settings.formats.items[i].key, absolute.bytes, is_said);
    buffer_free(&absolute);
    return status;
}

/* A file of a walk: to the list, or left out. Takes the path. */
static enum qualm_status file_sort(const struct collector *collector, char *path, mode_t mode)
{
    struct inputs *inputs = collector->inputs;
    bool is_said = collector->settings->from || format_is_known(path);
    const enum qualm_status status = is_said ? QUALM_OK : format_ask(collector, path, &is_said);
    if (status) {
        free(path);
        return status;
    }
    if (mode != 0 && (!S_ISREG(mode) || !is_said))
        return leave_out(collector, &inputs->n_skipped, path, "no text of a known kind", "");
    return inputs_add(inputs, path, true, NULL);
}

/* A hidden file that is no text is nothing to speak of. Takes the path. */
static enum qualm_status hidden_leave_out(const struct collector *collector, char *path, bool is_dir)
{
    if (is_dir || format_is_known(path))
        return leave_out(collector, &collector->inputs->n_hidden, path, "hidden", "");
    free(path);
    return QUALM_OK;
}

/* Sorts one path of a walk to where it belongs: the list, the walk, or what is left out. Takes the path. */
static enum qualm_status walk_sort(const struct collector *collector, char *path, const struct start *start,
                                   struct paths *todo)
{
    struct inputs *inputs = collector->inputs;
    struct left left = {LEFT_NONE, NULL, 0};
    const mode_t mode = disk_mode(path);
    if (is_hidden(path))
        return hidden_leave_out(collector, path, S_ISDIR(mode));
    const enum qualm_status status = chooser_ask(inputs->chooser, start, path, S_ISDIR(mode), &left, collector->why);
    if (status) {
        free(path);
        return status;
    }
    if (left.kind)
        return leave_out_by(collector, &left, path);
    if (S_ISLNK(mode))
        return leave_out(collector, &inputs->n_links, path, "symbolic link", "");
    if (S_ISDIR(mode))
        return paths_add(todo, path, start);
    return file_sort(collector, path, mode);
}

/* Takes a directory's entries in order: files go to the list as they come, directories are put off in such a way
 * that the whole list comes out sorted within each directory, files before the contents of later directories. */
static enum qualm_status walk_step(const struct collector *collector, const struct path *at, struct paths *todo)
{
    struct paths names = {0};
    struct paths dirs = {0};
    const char *error = NULL;
    bool has_git = false;
    const struct start *start = at->start;
    enum qualm_status status = names_read(at->text, &names, &has_git, &error);
    if (!status && error)
        status = inputs_add(collector->inputs, strdup(at->text), true, error);
    if (!status && has_git && start_is_left(start, at->text))
        status = chooser_start(collector->inputs->chooser, at->text, true, &start, collector->why);
    for (size_t i = 0; i < names.n; i++) {
        char *name = names.items[i].text;
        names.items[i].text = NULL;
        if (!status)
            status = walk_sort(collector, name, start, &dirs);
        else
            free(name);
    }
    /* Last first: the list is taken from its end. */
    for (size_t i = dirs.n; i-- > 0 && !status; dirs.items[i].text = NULL)
        status = paths_add(todo, dirs.items[i].text, dirs.items[i].start);
    paths_free(&names);
    paths_free(&dirs);
    return status;
}

/* A folder that gave nothing is named: beside others nobody would miss it. Alone, the last words of the run say so. */
static void barren_tell(const struct collector *collector, const char *root, size_t n_before)
{
    const struct request *request = collector->request;
    if (collector->inputs->n == n_before && request->n_operands > 1 && !request->settings.list_files)
        complain("%s: no text was found in this folder", root, NULL);
}

enum qualm_status walk(const struct collector *collector, const char *root)
{
    const size_t n_before = collector->inputs->n;
    struct paths todo = {0};
    const struct start *start = NULL;
    enum qualm_status status = chooser_start(collector->inputs->chooser, root, false, &start, collector->why);
    if (!status)
        status = paths_add(&todo, strdup(root), start);
    while (!status && todo.n) {
        const struct path at = todo.items[--todo.n];
        status = walk_step(collector, &at, &todo);
        free(at.text);
    }
    paths_free(&todo);
    if (!status)
        barren_tell(collector, root, n_before);
    return status;
}
