/* Making the list of texts. A walk holds no descriptors and follows no symbolic links. */
#include "cmd/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/number.h"
#include "base/span.h"
#include "cmd/changed.h"
#include "cmd/configs.h"
#include "cmd/formats.h"
#include "cmd/message.h"
#include "cmd/name_list.h"
#include "project/disk.h"
#include "project/paths.h"

/* What making the list needs at hand. */
struct collector {
    const struct request *request;
    const struct settings *settings;
    struct inputs *inputs;
    struct complaint *why;
};

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

static enum qualm_status inputs_add(struct inputs *inputs, char *path, bool is_walked, const char *error)
{
    void *items = inputs->items;
    const enum qualm_status status = path ? array_reserve(&items, &inputs->n_room, inputs->n + 1, sizeof *inputs->items)
                                          : QUALM_ERR_MEMORY;
    inputs->items = items;
    if (status)
        free(path);
    else
        inputs->items[inputs->n++] = (struct input){.path = path, .is_walked = is_walked, .error = error};
    return status;
}

void inputs_free(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->n; i++)
        free(inputs->items[i].path);
    for (size_t i = 0; i < inputs->n_left; i++) {
        free(inputs->left[i].path);
        free(inputs->left[i].reason);
    }
    free(inputs->items);
    free(inputs->left);
    changes_free(inputs->changes);
    chooser_free(inputs->chooser);
    config_store_free(inputs->config);
}

int input_open(const char *path, const char **error)
{
    return disk_open_file(path, error);
}

/* ----------------------------------------------------------- leaving out */

static enum qualm_status reason_keep(struct inputs *inputs, char *path, char *reason)
{
    void *left = inputs->left;
    const enum qualm_status status = path && reason ? array_reserve(&left, &inputs->n_left_room, inputs->n_left + 1,
                                                                    sizeof *inputs->left)
                                                    : QUALM_ERR_MEMORY;
    inputs->left = left;
    if (!status) {
        inputs->left[inputs->n_left++] = (struct input_left){path, reason};
        return QUALM_OK;
    }
    free(path);
    free(reason);
    return status;
}

/* Counts a path that is left out; takes it. The reason is `words` with `subject` behind. */
static enum qualm_status leave_out(const struct collector *collector, size_t *count, char *path, const char *words,
                                   const char *subject)
{
    *count += 1;
    if (!collector->settings->list_files) {
        free(path);
        return QUALM_OK;
    }
    struct buffer reason = {0};
    enum qualm_status status = buffer_append_text(&reason, words);
    if (!status)
        status = buffer_append_text(&reason, subject);
    if (!status)
        return reason_keep(collector->inputs, path, reason.bytes);
    buffer_free(&reason);
    free(path);
    return status;
}

/* Takes the path. */
static enum qualm_status leave_out_by(const struct collector *collector, const struct left *left, char *path)
{
    struct inputs *inputs = collector->inputs;
    struct buffer subject = {0};
    char digits[NUMBER_ROOM];
    enum qualm_status status = buffer_append_text(&subject, left->kind == LEFT_EXCLUDED ? "'" : "");
    if (!status)
        status = buffer_append_text(&subject, left->subject);
    number_from_uint(left->line, digits);
    if (!status && left->line)
        status = buffer_append_text(&subject, ":");
    if (!status)
        status = buffer_append_text(&subject, left->kind == LEFT_EXCLUDED ? "'" : left->line ? digits : "");
    if (status)
        free(path);
    else if (left->kind == LEFT_EXCLUDED)
        status = leave_out(collector, &inputs->n_excluded, path, "excluded by --exclude ", subject.bytes);
    else if (left->kind == LEFT_CONFIG)
        status = leave_out(collector, &inputs->n_excluded, path, "excluded by ", subject.bytes);
    else
        status = leave_out(collector, &inputs->n_ignored, path, "ignored by ", subject.bytes);
    buffer_free(&subject);
    return status;
}

/* -------------------------------------------------------------- walking */

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

static enum qualm_status walk(const struct collector *collector, const char *root)
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

/* ----------------------------------------------------------- what is named */

static enum qualm_status operand_add(const struct collector *collector, const char *path)
{
    struct inputs *inputs = collector->inputs;
    struct left left = {LEFT_NONE, NULL, 0};
    const bool is_stdin = strcmp(path, "-") == 0;
    const bool is_dir = !is_stdin && disk_is_folder(path);
    if (!is_stdin) {
        const enum qualm_status status = chooser_ask_named(inputs->chooser, path, is_dir, &left, collector->why);
        if (status)
            return status;
    }
    char *kept = is_dir && !left.kind ? NULL : strdup(path);
    if (left.kind)
        return kept ? leave_out_by(collector, &left, kept) : QUALM_ERR_MEMORY;
    if (is_dir)
        return walk(collector, path);
    const char *error = is_stdin || collector->settings->from ? NULL : input_unreadable_format(path);
    return inputs_add(inputs, kept, false, error);
}

static enum qualm_status named_add(const struct collector *collector, const struct name_list *list)
{
    const struct request *request = collector->request;
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < request->n_operands && !status; i++)
        status = operand_add(collector, request->operands[i]);
    for (size_t i = 0; i < list->n && !status; i++)
        status = operand_add(collector, list->items[i]);
    return status;
}

/* --------------------------------------------------------- what is changed */

/* Keeps what changed on the list. What cannot be read stays, since nobody knows what is in it. */
static enum qualm_status unchanged_drop(const struct collector *collector)
{
    const struct settings *settings = collector->settings;
    struct inputs *inputs = collector->inputs;
    const char *words = settings->diff ? "not in the diff" : "not changed since ";
    enum qualm_status status = QUALM_OK;
    size_t n = 0;
    for (size_t i = 0; i < inputs->n; i++) {
        struct input input = inputs->items[i];
        input.change = &change_of_new;
        if (!status && !input.error && strcmp(input.path, "-") != 0)
            status = changes_find(inputs->changes, input.path, &input.change);
        if (status || input.change)
            inputs->items[n++] = input;
        else
            status = leave_out(collector, &inputs->n_unchanged, input.path, words,
                               settings->diff ? "" : settings->diff_base);
    }
    inputs->n = n;
    return status;
}

/* --------------------------------------------------------------- configuration */

static enum qualm_status config_open(const struct collector *collector)
{
    struct inputs *inputs = collector->inputs;
    const enum qualm_status status = configs_open(collector->request, inputs->chooser, &inputs->config);
    if (!status)
        chooser_heed(inputs->chooser, inputs->config);
    return status;
}

/* Finds what holds for each text, so that a mistake in a configuration is told before any work. */
static enum qualm_status inputs_resolve(const struct collector *collector)
{
    struct inputs *inputs = collector->inputs;
    const char *stdin_name = collector->settings->stdin_filename;
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < inputs->n && !status; i++) {
        struct input *input = &inputs->items[i];
        const char *name = strcmp(input->path, "-") != 0 ? input->path : stdin_name ? stdin_name : "./";
        status = config_resolve(inputs->config, name, &input->resolution, collector->why);
    }
    return status;
}

/* ----------------------------------------------------------------- the list */

/* What the options say against each other. */
static enum qualm_status options_check(const struct request *request, struct complaint *why)
{
    const struct settings *settings = &request->settings;
    size_t n_stdin = settings->diff && strcmp(settings->diff, "-") == 0;
    n_stdin += settings->files0_from && strcmp(settings->files0_from, "-") == 0;
    for (size_t i = 0; i < request->n_operands; i++)
        n_stdin += strcmp(request->operands[i], "-") == 0;
    if (settings->diff && settings->diff_base)
        return complaint_say(why, "--diff and --diff-base say the same in two ways; give one of them");
    /* It would hold nothing, and be green. A configuration may have it beside runs without a base. */
    if (settings->ratchet && !settings->diff_base)
        return complaint_say(why, "--ratchet compares a text with its last version; add --diff-base REV");
    return n_stdin > 1 ? complaint_say(why, "standard input can be read once only, and '-' is given twice") : QUALM_OK;
}

static enum qualm_status inputs_make(const struct collector *collector, struct name_list *list)
{
    const struct settings *settings = collector->settings;
    const struct choice choice = {settings->excludes.items, settings->excludes.n, settings->force_exclude,
                                  settings->config_from};
    const bool has_diff = settings->diff || settings->diff_base;
    enum qualm_status status = options_check(collector->request, collector->why);
    if (!status && settings->files0_from)
        status = name_list_read(settings->files0_from, list, collector->why);
    collector->inputs->is_list_empty = list->n + collector->request->n_operands == 0;
    if (!status)
        status = chooser_new(&choice, &collector->inputs->chooser, collector->why);
    if (!status && (has_diff || settings->config_from))
        status = changed_find(collector->request, list, collector->inputs, collector->why);
    if (!status)
        status = config_open(collector);
    if (!status)
        status = named_add(collector, list);
    if (!status && has_diff)
        status = unchanged_drop(collector);
    return status ? status : inputs_resolve(collector);
}

enum qualm_status inputs_collect(const struct request *request, struct inputs *inputs, struct complaint *why)
{
    const struct collector collector = {request, &request->settings, inputs, why};
    struct name_list list = {0};
    const enum qualm_status status = inputs_make(&collector, &list);
    const char *warning = status ? NULL : chooser_warning(inputs->chooser);
    if (warning)
        complain("going on without .gitignore: %s", warning, NULL);
    if (!status)
        configs_warn(inputs->config);
    name_list_free(&list);
    return status;
}
