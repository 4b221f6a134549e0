/* What holds for a text, in order: presets and extended files first, then files from the outermost to the nearest, then
 * their overrides, then the command line. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "project/config_layers.h"
#include "project/glob.h"
#include "project/paths.h"

/* Between a text and its root. */
#define FOLDERS_MOST 256

enum qualm_status config_store_new(const struct config_choice *choice, struct config_store **store)
{
    struct config_store *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->choice = *choice;
    *store = made;
    return QUALM_OK;
}

void config_store_free(struct config_store *store)
{
    if (!store)
        return;
    for (size_t i = 0; i < store->n_files; i++)
        config_file_free(store->files[i]);
    free(store->files);
    free(store->folders);
    free(store->resolutions);
    free(store->keys);
    arena_clear(&store->arena);
    free(store);
}

/* --------------------------------------------------------------- resolving */

/* The folders that speak of a text, nearest first. */
struct chain {
    const struct folder *items[FOLDERS_MOST];
    size_t n;
};

/* Where looking for configurations of an absolute path begins; a folder ends with a slash. */
static enum qualm_status folder_of(const char *path, struct buffer *folder)
{
    const size_t n = strlen(path);
    const bool is_folder = path[n - 1] == '/';
    return is_folder ? buffer_append(folder, path, n > 1 ? n - 1 : n) : path_folder(path, folder);
}

static enum qualm_status chain_find(struct config_store *store, const char *path, struct chain *chain,
                                    struct complaint *why)
{
    struct buffer at = {0};
    struct folder *folder = NULL;
    enum qualm_status status = store->choice.file ? config_only_find(store, &folder, why) : folder_of(path, &at);
    while (!status && !store->choice.file && chain->n < FOLDERS_MOST && !(folder && folder->is_last)) {
        status = config_folder_find(store, at.bytes, &folder, why);
        if (!status && folder->n_layers)
            chain->items[chain->n++] = folder;
        assert(at.bytes);
        char *slash = strrchr(at.bytes, '/');
        slash[slash == at.bytes] = '\0';
    }
    if (!status && store->choice.file)
        chain->items[chain->n++] = folder;
    buffer_free(&at);
    return status;
}

enum qualm_status config_glob_ask(const char *glob, const char *path, bool *fits)
{
    const char *slash = strrchr(path, '/');
    const char *last = slash ? slash + 1 : path;
    struct arena arena = {0};
    struct glob made;
    const enum qualm_status status = glob_make(span_of(glob), GLOB_NAME, &arena, &made);
    *fits = !status && glob_matches(&made, span_of(strchr(glob, '/') ? path : last));
    arena_clear(&arena);
    return status == QUALM_ERR_TOO_LARGE ? QUALM_OK : status; /* as long as that, it names no file */
}

static enum qualm_status override_ask(const struct config_override *override, const char *path, bool *fits)
{
    enum qualm_status status = QUALM_OK;
    *fits = false;
    for (size_t i = 0; i < override->n_globs && !*fits && !status; i++)
        status = config_glob_ask(override->globs[i], path, fits);
    return status;
}

/* Goes through all that speaks of a text, in order. */
struct walk {
    const struct chain *chain;
    const char *path; /* absolute */
    void (*take)(void *to, const struct entry *entries, size_t n);
    void *to;
};

static enum qualm_status overrides_take(const struct walk *walk, const struct config_file *file)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < file->n_overrides && !status; i++) {
        const struct config_override *override = &file->overrides[i];
        bool fits;
        status = override_ask(override, walk->path, &fits);
        if (!status && fits)
            walk->take(walk->to, file->conditional.items + override->first, override->n);
    }
    return status;
}

static enum qualm_status walk_run(const struct walk *walk)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = walk->chain->n; i-- > 0;)
        for (size_t k = 0; k < walk->chain->items[i]->n_layers; k++) {
            const struct entries *entries = &walk->chain->items[i]->layers[k].file->entries;
            walk->take(walk->to, entries->items, entries->n);
        }
    for (size_t i = walk->chain->n; i-- > 0;)
        for (size_t k = 0; k < walk->chain->items[i]->n_layers && !status; k++)
            status = overrides_take(walk, walk->chain->items[i]->layers[k].file);
    return status;
}

/* Which lists of entries a text has, by their places in memory: equal for texts that have the same. */
struct key_making {
    struct buffer key;
    enum qualm_status status;
    size_t n_entries;
};

static void key_add(void *to, const struct entry *entries, size_t n)
{
    struct key_making *making = to;
    static const char digits[] = "0123456789abcdef";
    making->n_entries += n;
    if (n == 0 || making->status)
        return;
    char place[sizeof(uintptr_t) * 2];
    for (size_t i = 0; i < sizeof place; i++)
        place[i] = digits[(uintptr_t)entries >> (4 * i) & 15];
    making->status = buffer_append(&making->key, place, sizeof place);
}

struct filling {
    const struct entry **entries;
    size_t n;
};

static void entries_take(void *to, const struct entry *entries, size_t n)
{
    struct filling *filling = to;
    for (size_t i = 0; i < n; i++)
        filling->entries[filling->n++] = &entries[i];
}

/* Every value was tried when it was read, so what fails here is a sum: a list that grew too long. */
static enum qualm_status entry_settle(const struct entry *entry, struct settings *settings, struct complaint *why)
{
    struct complaint what = {""};
    const enum qualm_status status = entry_apply(entry, settings, &what);
    return status == QUALM_ERR_ARGUMENT ? complaint_say(why, "%.300s: %s: %.200s", entry->origin, entry->row->name,
                                                        what.text)
                                        : status;
}

static enum qualm_status resolution_new(struct config_store *store, const struct walk *walk, size_t n_entries,
                                        struct resolution **resolution, struct complaint *why)
{
    const struct entries *last = store->choice.command_line;
    const size_t n_last = last ? last->n : 0;
    struct resolution *made = arena_array(&store->arena, 1, sizeof *made);
    struct filling filling = {arena_array(&store->arena, n_entries + n_last, sizeof(struct entry *)), 0};
    struct walk filler = *walk;
    if (!made || !filling.entries)
        return QUALM_ERR_MEMORY;
    filler.take = entries_take;
    filler.to = &filling;
    enum qualm_status status = walk_run(&filler);
    if (last)
        entries_take(&filling, last->items, last->n);
    for (size_t i = 0; i < filling.n && !status; i++)
        status = entry_settle(filling.entries[i], &made->settings, why);
    made->entries = filling.entries;
    made->n_entries = filling.n;
    *resolution = made;
    return status;
}

static enum qualm_status resolution_keep(struct config_store *store, const struct walk *walk,
                                         const struct key_making *making, const struct resolution **resolution,
                                         struct complaint *why)
{
    const size_t n = store->n_resolutions + 1;
    void *resolutions = store->resolutions, *keys = (void *)store->keys;
    enum qualm_status status = array_reserve(&resolutions, &store->resolutions_room, n, sizeof *store->resolutions);
    store->resolutions = resolutions;
    if (!status)
        status = array_reserve(&keys, &store->keys_room, n, sizeof *store->keys);
    store->keys = keys;
    const char *key = arena_copy(&store->arena, making->key.bytes ? making->key.bytes : "", making->key.n_bytes);
    struct resolution *made = NULL;
    if (!status && !key)
        status = QUALM_ERR_MEMORY;
    if (!status)
        status = resolution_new(store, walk, making->n_entries, &made, why);
    if (status)
        return status;
    made->number = store->n_resolutions;
    store->keys[n - 1] = key;
    store->resolutions[n - 1] = made;
    store->n_resolutions = n;
    *resolution = made;
    return QUALM_OK;
}

static const struct resolution *resolution_find(const struct config_store *store, const char *key)
{
    for (size_t i = store->n_resolutions; i-- > 0;)
        if (strcmp(store->keys[i], key) == 0)
            return store->resolutions[i];
    return NULL;
}

enum qualm_status config_resolve(struct config_store *store, const char *path, const struct resolution **resolution,
                                 struct complaint *why)
{
    struct buffer absolute = {0};
    struct chain *chain = calloc(1, sizeof *chain);
    struct key_making making = {.status = QUALM_OK};
    enum qualm_status status = chain ? path_absolute(path, &absolute) : QUALM_ERR_MEMORY;
    const bool is_folder = path[0] && path[strlen(path) - 1] == '/';
    if (!status && is_folder && strcmp(absolute.bytes, "/") != 0)
        status = buffer_append_text(&absolute, "/");
    if (!status && !store->choice.is_off)
        status = chain_find(store, absolute.bytes, chain, why);
    const struct walk walk = {chain, absolute.bytes, key_add, &making};
    if (!status) {
        status = walk_run(&walk);
        status = status ? status : making.status;
    }
    const struct resolution *known =
        status ? NULL : resolution_find(store, making.key.bytes ? making.key.bytes : "");
    if (!status && known)
        *resolution = known;
    else if (!status)
        status = resolution_keep(store, &walk, &making, resolution, why);
    buffer_free(&absolute);
    buffer_free(&making.key);
    free(chain);
    return status;
}
