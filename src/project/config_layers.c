/* Reading configurations: a folder's own, and those that it extends. */
#include "project/config_layers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "project/disk.h"
#include "project/paths.h"

/* Of files that extend one another. */
#define EXTENDS_DEPTH_MOST 8

static const char *keep(struct config_store *store, const char *text)
{
    return arena_copy(&store->arena, text, strlen(text));
}

/* ---------------------------------------------------------------- reading */

static enum qualm_status disk_take(void *from, const char *path, struct buffer *bytes, bool *is_there,
                                   struct complaint *why)
{
    (void)from;
    return disk_read(path, &(struct disk_wish){CONFIG_BYTES_MOST, true}, bytes, is_there, why);
}

struct config_source config_source_disk(void)
{
    return (struct config_source){.read = disk_take, .is_disk = true};
}

/* The path as seen from here, if that is no longer. */
static enum qualm_status seen_from_here(const char *path, struct buffer *name)
{
    struct buffer here = {0}, relative = {0};
    enum qualm_status status = path_absolute(".", &here);
    if (!status)
        status = path_relative(here.bytes, path, &relative);
    if (status != QUALM_ERR_MEMORY) /* without a working directory there is only the whole path */
        status = buffer_append_text(name, !status && relative.n_bytes <= strlen(path) ? relative.bytes : path);
    buffer_free(&here);
    buffer_free(&relative);
    return status;
}

/* What messages call the file at a path. */
static enum qualm_status name_of(struct config_store *store, const char *path, const char **name)
{
    struct buffer made = {0};
    const char *revision = store->choice.source.revision;
    enum qualm_status status = buffer_append_text(&made, revision ? revision : "");
    if (!status && revision)
        status = buffer_append_text(&made, ":");
    if (!status)
        status = seen_from_here(path, &made);
    if (!status && !(*name = keep(store, made.bytes)))
        status = QUALM_ERR_MEMORY;
    buffer_free(&made);
    return status;
}

static enum qualm_status file_keep(struct config_store *store, const char *name, const char *folder,
                                   struct span bytes, struct config_file **file, struct complaint *why)
{
    void *files = store->files;
    enum qualm_status status = array_reserve(&files, &store->files_room, store->n_files + 1, sizeof *store->files);
    store->files = files;
    if (!status)
        status = config_file_read(name, folder, bytes, file, why);
    if (!status)
        store->files[store->n_files++] = *file;
    return status;
}

/* `*file` is NULL when there is none at that path. */
static enum qualm_status file_read(struct config_store *store, const char *path, struct config_file **file,
                                   struct complaint *why)
{
    struct buffer bytes = {0}, folder = {0};
    bool is_there = false;
    const struct config_source *source = &store->choice.source;
    enum qualm_status status = source->read(source->from, path, &bytes, &is_there, why);
    *file = NULL;
    if (!status && is_there)
        status = path_folder(path, &folder);
    const char *name = NULL;
    if (!status && is_there)
        status = name_of(store, path, &name);
    if (!status && is_there) {
        const char *kept = keep(store, folder.bytes);
        const struct span text = {bytes.bytes ? bytes.bytes : "", bytes.n_bytes};
        status = kept ? file_keep(store, name, kept, text, file, why) : QUALM_ERR_MEMORY;
    }
    buffer_free(&bytes);
    buffer_free(&folder);
    return status;
}

/* ----------------------------------------------------------------- layers */

/* Layers in the making: those that are extended come first. */
struct stack {
    struct layer items[64];
    size_t n;
};

static enum qualm_status preset_read(struct config_store *store, const char *name, struct config_file **file,
                                     struct complaint *why)
{
    const struct qualm_preset *preset = qualm_preset_find(name);
    struct buffer label = {0};
    enum qualm_status status = buffer_append_text(&label, "preset '");
    *file = NULL;
    if (!status && preset)
        status = buffer_append_text(&label, name);
    if (!status && preset)
        status = buffer_append_text(&label, "'");
    if (!status && preset) {
        const char *kept = keep(store, label.bytes);
        status = kept ? file_keep(store, kept, "/", span_of(preset->text), file, why) : QUALM_ERR_MEMORY;
    }
    buffer_free(&label);
    return status;
}

static enum qualm_status repository_ask(const char *folder, bool *is_root)
{
    struct buffer path = {0};
    const enum qualm_status status = path_in_folder(folder, ".git", &path);
    *is_root = !status && disk_mode(path.bytes) != 0;
    buffer_free(&path);
    return status;
}

/* The repository that a folder lies in; the folder itself where there is none. */
static enum qualm_status root_find(const char *folder, struct buffer *root)
{
    bool is_root = false;
    enum qualm_status status = buffer_append_text(root, folder);
    while (!status && root->n_bytes > 1) {
        status = repository_ask(root->bytes, &is_root);
        if (status || is_root)
            break;
        root->n_bytes = (size_t)(strrchr(root->bytes, '/') - root->bytes);
        root->bytes[root->n_bytes] = '\0';
    }
    if (status || root->n_bytes > 1)
        return status;
    buffer_clear(root);
    return buffer_append_text(root, folder);
}

static bool is_below(const char *path, const char *root)
{
    const size_t n = strlen(root);
    return strncmp(path, root, n) == 0 && (path[n] == '/' || n == 1);
}

/* Whether a file lies in the repository of the folder that speaks of it, or below that folder where there is none, and
 * does so where links lead, too: else a change could have any file of the machine read to it in a message. */
static enum qualm_status within_ask(const struct config_store *store, const char *path, const char *folder,
                                    bool *is_within)
{
    struct buffer root = {0};
    char *real_root = NULL, *real_path = NULL;
    enum qualm_status status = root_find(folder, &root);
    if (!status && store->choice.source.is_disk)
        status = disk_real(root.bytes, &real_root);
    if (!status && store->choice.source.is_disk)
        status = disk_real(path, &real_path);
    if (!status)
        *is_within = is_below(path, root.bytes) && (!real_root || !real_path || is_below(real_path, real_root));
    free(real_path);
    free(real_root);
    buffer_free(&root);
    return status;
}

static enum qualm_status extended_read(struct config_store *store, const struct config_file *file,
                                       const struct config_extend *extend, struct config_file **base,
                                       struct complaint *why)
{
    enum qualm_status status = preset_read(store, extend->name, base, why);
    if (status || *base)
        return status;
    struct buffer joined = {0}, path = {0};
    status = buffer_append_text(&joined, file->folder);
    if (!status)
        status = buffer_append_text(&joined, "/");
    if (!status)
        status = buffer_append_text(&joined, extend->name);
    if (!status)
        status = path_absolute(joined.bytes, &path);
    bool is_within = false;
    if (!status)
        status = within_ask(store, path.bytes, file->folder, &is_within);
    if (!status && !is_within)
        status = complaint_say(why, "%s:%u:%u: '%.80s' lies outside the repository", file->name, extend->line,
                               extend->column, extend->name);
    if (!status)
        status = file_read(store, path.bytes, base, why);
    if (!status && !*base)
        status = complaint_say(why, "%s:%u:%u: there is no preset and no file '%.80s'; presets are health, science and "
                               "news", file->name, extend->line, extend->column, extend->name);
    buffer_free(&joined);
    buffer_free(&path);
    return status;
}

/* Recursion is as deep as configurations extend one another, which is bounded. */
static enum qualm_status stack_add(struct config_store *store, const struct config_file *file, unsigned depth,
                                   struct stack *stack, struct complaint *why)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < file->n_extends && !status; i++) {
        const struct config_extend *extend = &file->extends[i];
        struct config_file *base = NULL;
        if (depth == EXTENDS_DEPTH_MOST)
            return complaint_say(why, "%s:%u:%u: extends others in a circle, or more than 8 deep", file->name,
                                 extend->line, extend->column);
        status = extended_read(store, file, extend, &base, why);
        assert(status || base);
        if (!status)
            status = stack_add(store, base, depth + 1, stack, why);
    }
    if (!status && stack->n == sizeof stack->items / sizeof *stack->items)
        status = complaint_say(why, "%s: extends more than 64 others", file->name);
    if (!status)
        stack->items[stack->n++].file = file;
    return status;
}

static enum qualm_status layers_fill(struct config_store *store, const struct config_file *file, struct folder *folder,
                                     struct complaint *why)
{
    struct stack stack = {.n = 0};
    assert(file);
    const enum qualm_status status = stack_add(store, file, 0, &stack, why);
    if (status)
        return status;
    folder->layers = arena_array(&store->arena, stack.n, sizeof *folder->layers);
    if (!folder->layers)
        return QUALM_ERR_MEMORY;
    memcpy(folder->layers, stack.items, stack.n * sizeof *stack.items);
    folder->n_layers = stack.n;
    folder->is_last = file->is_root;
    return QUALM_OK;
}

/* ---------------------------------------------------------------- folders */

static const char *const names[] = {".qualm.yaml", "qualm.yaml"};
#define N_NAMES (sizeof names / sizeof *names)

bool config_is_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *last = slash ? slash + 1 : path;
    return strcmp(last, names[0]) == 0 || strcmp(last, names[1]) == 0;
}

const char *config_warning(const struct config_store *store)
{
    return store->warning.text[0] ? store->warning.text : NULL;
}

/* Outside a repository the search goes on through folders where anybody may leave a file, such as /tmp: what somebody
 * else left there decides nothing. */
static enum qualm_status foreign_ask(struct config_store *store, const char *path, const char *folder,
                                     bool *is_foreign)
{
    struct buffer root = {0};
    bool is_root = false;
    *is_foreign = store->choice.source.is_disk && disk_is_foreign(path, folder);
    if (!*is_foreign)
        return QUALM_OK;
    enum qualm_status status = root_find(folder, &root);
    if (!status)
        status = repository_ask(root.bytes, &is_root);
    *is_foreign = !is_root;
    if (!status && *is_foreign && !store->warning.text[0])
        complaint_say(&store->warning,
                      "%.300s: is another user's, and nothing is read of it; to go by it, name it with --config", path);
    buffer_free(&root);
    return status;
}

static enum qualm_status named_read(struct config_store *store, const char *folder, const char *name,
                                    struct config_file **file, struct complaint *why)
{
    struct buffer path = {0};
    enum qualm_status status = path_in_folder(folder, name, &path);
    bool is_within = true, is_foreign = false;
    if (!status)
        status = foreign_ask(store, path.bytes, folder, &is_foreign);
    if (!status && !is_foreign && store->choice.source.is_disk && S_ISLNK(disk_mode(path.bytes)))
        status = within_ask(store, path.bytes, folder, &is_within);
    if (!status && !is_within)
        status = complaint_say(why, "%s: is a link out of the repository", path.bytes);
    if (!status && !is_foreign)
        status = file_read(store, path.bytes, file, why);
    buffer_free(&path);
    return status;
}

static enum qualm_status folder_fill(struct config_store *store, struct folder *folder, struct complaint *why)
{
    struct config_file *files[N_NAMES] = {NULL};
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < N_NAMES && !status; i++)
        status = named_read(store, folder->path, names[i], &files[i], why);
    if (!status && files[0] && files[1])
        status = complaint_say(why, "%s: stands beside %s; keep one of them", files[0]->name, files[1]->name);
    const struct config_file *file = files[0] ? files[0] : files[1];
    if (!status && file)
        status = layers_fill(store, file, folder, why);
    bool is_root = false;
    if (!status)
        status = repository_ask(folder->path, &is_root);
    folder->is_last = folder->is_last || is_root || strcmp(folder->path, "/") == 0;
    return status;
}

static enum qualm_status folder_new(struct config_store *store, const char *path, struct folder **folder)
{
    struct folder *made = arena_array(&store->arena, 1, sizeof *made);
    if (!made || !(made->path = keep(store, path)))
        return QUALM_ERR_MEMORY;
    *folder = made;
    return QUALM_OK;
}

/* Folders are looked at once; texts come in the order of a walk, so the newest are looked through first. */
enum qualm_status config_folder_find(struct config_store *store, const char *path, struct folder **folder,
                                     struct complaint *why)
{
    for (size_t i = store->n_folders; i-- > 0;)
        if (strcmp(store->folders[i]->path, path) == 0) {
            *folder = store->folders[i];
            return QUALM_OK;
        }
    void *folders = store->folders;
    enum qualm_status status =
        array_reserve(&folders, &store->folders_room, store->n_folders + 1, sizeof *store->folders);
    store->folders = folders;
    struct folder *made = NULL;
    if (!status)
        status = folder_new(store, path, &made);
    if (!status)
        status = folder_fill(store, made, why);
    if (status)
        return status;
    store->folders[store->n_folders++] = *folder = made;
    return QUALM_OK;
}

enum qualm_status config_only_find(struct config_store *store, struct folder **folder, struct complaint *why)
{
    struct buffer path = {0};
    struct config_file *file = NULL;
    enum qualm_status status = store->only ? QUALM_OK : path_absolute(store->choice.file, &path);
    if (!status && !store->only)
        status = file_read(store, path.bytes, &file, why);
    if (!status && !store->only && !file)
        status = complaint_say(why, "%s: there is no such file", store->choice.file);
    struct folder *made = NULL;
    if (!status && !store->only)
        status = folder_new(store, "/", &made);
    if (!status && made)
        status = layers_fill(store, file, made, why);
    if (!status && made) {
        made->is_last = true;
        store->only = made;
    }
    *folder = store->only;
    buffer_free(&path);
    return status;
}
