/* Asks, in this order: the patterns of --exclude and of configurations, .qualmignore, .gitignore. */
#include "project/choose.h"

#include <stdlib.h>
#include <string.h>

#include "project/disk.h"
#include "project/glob.h"
#include "project/paths.h"
#include "project/places.h"

struct exclude {
    struct glob glob;
    bool is_path; /* with a slash: held against the whole path */
    const char *text;
};

struct start {
    struct place *place; /* NULL: its real path is not known, so nothing is said of it but by patterns */
    char *dir;           /* as given */
    char *path;          /* from the tree's root: "" is the root */
};

struct chooser {
    bool force_exclude;
    struct exclude *excludes;
    size_t n_excludes;
    struct arena arena;
    struct places places;
    struct config_store *config; /* NULL: none */
    struct start **starts;
    size_t n_starts, n_room;
    char *folder;          /* the current one, without links; NULL: not known */
    const char *told_file; /* the file of patterns that was told of last, and how */
    const char *told;
};

void chooser_free(struct chooser *chooser)
{
    if (!chooser)
        return;
    for (size_t i = 0; i < chooser->n_starts; i++) {
        free(chooser->starts[i]->dir);
        free(chooser->starts[i]->path);
        free(chooser->starts[i]);
    }
    free(chooser->starts);
    free(chooser->folder);
    free(chooser->excludes);
    arena_clear(&chooser->arena);
    places_close(&chooser->places);
    free(chooser);
}

static enum qualm_status excludes_make(struct chooser *chooser, const struct choice *choice, struct complaint *why)
{
    enum qualm_status status = QUALM_OK;
    chooser->excludes = calloc(choice->n_excludes + 1, sizeof *chooser->excludes);
    if (!chooser->excludes)
        return QUALM_ERR_MEMORY;
    for (size_t i = 0; i < choice->n_excludes && !status; i++) {
        struct exclude *exclude = &chooser->excludes[chooser->n_excludes++];
        exclude->text = choice->excludes[i];
        exclude->is_path = strchr(exclude->text, '/') != NULL;
        status = glob_make(span_of(exclude->text), GLOB_NAME, &chooser->arena, &exclude->glob);
        if (status == QUALM_ERR_TOO_LARGE)
            status = complaint_say(why, "the pattern '%.100s…' is too long", exclude->text);
    }
    return status;
}

enum qualm_status chooser_new(const struct choice *choice, struct chooser **chooser, struct complaint *why)
{
    struct chooser *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->force_exclude = choice->force_exclude;
    enum qualm_status status = excludes_make(made, choice, why);
    if (!status)
        status = places_open(&made->places, choice->config_from);
    if (!status)
        status = disk_real(".", &made->folder);
    if (status)
        chooser_free(made);
    else
        *chooser = made;
    return status;
}

const char *chooser_warning(const struct chooser *chooser)
{
    return chooser->places.warning.text[0] ? chooser->places.warning.text : NULL;
}

/* -------------------------------------------------------------- starting */

static enum qualm_status start_fill(struct chooser *chooser, struct start *start, const char *dir, bool is_nested,
                                    struct complaint *why)
{
    char *real = NULL;
    enum qualm_status status = disk_real(dir, &real);
    start->dir = strdup(dir);
    if (!status && real)
        status = place_find(&chooser->places, real, is_nested, &start->place, why);
    if (!status)
        start->path = strdup(start->place ? place_path(start->place, real) : "");
    if (!status && (!start->path || !start->dir))
        status = QUALM_ERR_MEMORY;
    free(real);
    return status;
}

/* A folder that was named is walked, whatever is said of it. */
static enum qualm_status start_open(struct chooser *chooser, const struct start *start, struct complaint *why)
{
    struct place *place = start->place;
    if (!place || chooser->force_exclude)
        return QUALM_OK;
    const enum qualm_status status = ignore_tree_open(place->rules, start->path, why);
    return status || !place->git_rules ? status : ignore_tree_open(place->git_rules, start->path, why);
}

static enum qualm_status start_add(struct chooser *chooser, const char *dir, bool is_nested, struct start **start,
                                   struct complaint *why)
{
    void *starts = chooser->starts;
    enum qualm_status status = array_reserve(&starts, &chooser->n_room, chooser->n_starts + 1, sizeof(struct start *));
    chooser->starts = starts;
    struct start *made = status ? NULL : calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    chooser->starts[chooser->n_starts++] = made;
    status = start_fill(chooser, made, dir, is_nested, why);
    *start = made;
    return status;
}

enum qualm_status chooser_start(struct chooser *chooser, const char *dir, bool is_nested, const struct start **start,
                                struct complaint *why)
{
    struct start *made = NULL;
    enum qualm_status status = start_add(chooser, dir, is_nested, &made, why);
    if (!status)
        status = start_open(chooser, made, why);
    if (!status)
        *start = made;
    return status;
}

/* What stands behind the start's own path. */
static const char *path_below(const struct start *start, const char *path)
{
    const char *below = path + strlen(start->dir);
    return below + strspn(below, "/");
}

bool start_is_left(const struct start *start, const char *dir)
{
    return start->path[0] || path_below(start, dir)[0];
}

/* ---------------------------------------------------------------- asking */

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool exclude_ask(const struct chooser *chooser, const char *path, struct left *left)
{
    for (size_t i = 0; i < chooser->n_excludes; i++) {
        const struct exclude *exclude = &chooser->excludes[i];
        if (!glob_matches(&exclude->glob, span_of(exclude->is_path ? path : last_part(path))))
            continue;
        *left = (struct left){LEFT_EXCLUDED, exclude->text, 0};
        return true;
    }
    return false;
}

static enum qualm_status tree_path(const struct start *start, const char *below, struct buffer *path)
{
    enum qualm_status status = buffer_append_text(path, start->path);
    if (!status && start->path[0] && below[0])
        status = buffer_append_text(path, "/");
    return status ? status : buffer_append_text(path, below);
}

/* How a person finds a file of patterns: from the current folder, or in the revision. */
static enum qualm_status file_name(const struct chooser *chooser, const struct place *place, const char *file,
                                   struct buffer *name)
{
    const bool is_on_disk = !place->revision;
    struct buffer path = {0};
    enum qualm_status status = buffer_append_text(&path, is_on_disk ? place->root : chooser->places.config_from);
    if (!status)
        status = buffer_append_text(&path, is_on_disk ? "/" : ":");
    if (!status)
        status = buffer_append_text(&path, file);
    if (!status && is_on_disk && chooser->folder)
        status = path_relative(chooser->folder, path.bytes, name);
    else if (!status)
        status = buffer_append_text(name, path.bytes);
    buffer_free(&path);
    return status;
}

/* Names follow each other in the same file: the last one is kept at hand. What git was asked has no name of its own. */
static enum qualm_status file_tell(struct chooser *chooser, const struct place *place, struct ignore_reason reason,
                                   const char **told)
{
    struct buffer name = {0};
    if (!reason.line || reason.file == chooser->told_file) {
        *told = reason.line ? chooser->told : reason.file;
        return QUALM_OK;
    }
    enum qualm_status status = file_name(chooser, place, reason.file, &name);
    char *kept = status ? NULL : arena_copy(&chooser->arena, name.bytes, name.n_bytes);
    buffer_free(&name);
    if (!status && !kept)
        status = QUALM_ERR_MEMORY;
    if (!status) {
        chooser->told_file = reason.file;
        chooser->told = *told = kept;
    }
    return status;
}

/* What the files of patterns say of a path below a start. */
static enum qualm_status rules_ask(struct chooser *chooser, const struct start *start, const char *below, bool is_dir,
                                   struct left *left, struct complaint *why)
{
    struct place *place = start->place;
    struct ignore_reason reason = {NULL, 0};
    struct buffer path = {0};
    bool is_out = false;
    enum left_kind kind = LEFT_QUALMIGNORE;
    /* A tree has a say on what is in it, not on its root. */
    if (!place || (!start->path[0] && !below[0]))
        return QUALM_OK;
    enum qualm_status status = tree_path(start, below, &path);
    if (!status)
        status = ignore_tree_ask(place->rules, path.bytes, is_dir, &is_out, &reason, why);
    if (!status && !is_out) {
        kind = LEFT_GITIGNORE;
        status = place_git_ask(&chooser->places, place, path.bytes, is_dir,
                               chooser->force_exclude ? 0 : strlen(start->path), &is_out, &reason, why);
    }
    buffer_free(&path);
    const char *told = NULL;
    if (!status && is_out)
        status = file_tell(chooser, place, reason, &told);
    if (!status && is_out)
        *left = (struct left){kind, told, reason.line};
    return status;
}

void chooser_heed(struct chooser *chooser, struct config_store *config)
{
    chooser->config = config;
}

static enum qualm_status revised_read(struct place *place, const char *dir, const char *name, struct buffer *bytes,
                                      bool *is_there, struct complaint *why)
{
    struct buffer path = {0};
    const char *below = place_path(place, dir);
    enum qualm_status status = buffer_append_text(&path, below);
    if (!status && below[0])
        status = buffer_append_text(&path, "/");
    if (!status)
        status = buffer_append_text(&path, name);
    if (!status && place->revision)
        status = revision_read(place->revision, path.bytes, bytes, is_there, why);
    buffer_free(&path);
    return status;
}

enum qualm_status chooser_read(void *from, const char *path, struct buffer *bytes, bool *is_there,
                               struct complaint *why)
{
    struct chooser *chooser = from;
    struct place *place = NULL;
    char *real = NULL;
    struct buffer dir = {0};
    *is_there = false;
    enum qualm_status status = path_folder(path, &dir);
    if (!status)
        status = disk_real(dir.bytes, &real);
    /* A tree that does not know the revision has no such file. */
    if (!status && real)
        status = place_find(&chooser->places, real, true, &place, why);
    if (!status && real)
        status = revised_read(place, real, last_part(path), bytes, is_there, why);
    buffer_free(&dir);
    free(real);
    return status;
}

/* The first entry of the configurations of `path` that excludes `asked`, which is it or a folder above it, and was not
 * taken back. Those of the command line have been asked before, and count from elsewhere. */
static enum qualm_status config_ask(struct chooser *chooser, const char *path, const char *asked, struct left *left,
                                    struct complaint *why)
{
    static const char name[] = "exclude";
    const struct resolution *found = NULL;
    struct buffer absolute = {0};
    if (!chooser->config)
        return QUALM_OK;
    enum qualm_status status = config_resolve(chooser->config, path, &found, why);
    if (!status)
        status = path_absolute(asked, &absolute);
    for (size_t i = 0; !status && i < found->n_entries; i++) {
        const struct entry *entry = found->entries[i];
        bool fits = false;
        if (strcmp(entry->row->name, name) != 0 || strcmp(entry->origin, "command line") == 0)
            continue;
        if (entry->is_clear)
            *left = (struct left){LEFT_NONE, NULL, 0};
        else if (!left->kind)
            status = config_glob_ask(entry->value, absolute.bytes, &fits);
        if (fits)
            *left = (struct left){LEFT_CONFIG, entry->origin, 0};
    }
    buffer_free(&absolute);
    return status;
}

enum qualm_status chooser_ask(struct chooser *chooser, const struct start *start, const char *path, bool is_dir,
                              struct left *left, struct complaint *why)
{
    *left = (struct left){LEFT_NONE, NULL, 0};
    if (exclude_ask(chooser, path, left))
        return QUALM_OK;
    const enum qualm_status status = config_ask(chooser, path, path, left, why);
    return status || left->kind ? status : rules_ask(chooser, start, path_below(start, path), is_dir, left, why);
}

/* A folder of a named file's path may be excluded as it would be in a walk. */
static enum qualm_status exclude_ask_parts(struct chooser *chooser, const char *path, struct left *left,
                                           struct complaint *why)
{
    char *part = strdup(path);
    if (!part)
        return QUALM_ERR_MEMORY;
    enum qualm_status status = QUALM_OK;
    for (size_t at = 1; path[0] && !status && !left->kind; at++) {
        if (path[at] != '/' && path[at] != '\0')
            continue;
        part[at] = '\0';
        if (!exclude_ask(chooser, part, left))
            status = config_ask(chooser, path, part, left, why);
        if (path[at] == '\0')
            break;
        part[at] = '/';
    }
    free(part);
    return status;
}

/* The start of a named file's folder: the last one, when it is the same. */
static enum qualm_status folder_start(struct chooser *chooser, const char *path, struct start **start,
                                      struct complaint *why)
{
    const char *slash = strrchr(path, '/');
    char *dir = !slash ? strdup(".") : slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
    if (!dir)
        return QUALM_ERR_MEMORY;
    struct start *last = chooser->n_starts ? chooser->starts[chooser->n_starts - 1] : NULL;
    enum qualm_status status = QUALM_OK;
    if (last && strcmp(last->dir, dir) == 0)
        *start = last;
    else
        status = start_add(chooser, dir, false, start, why);
    free(dir);
    return status;
}

enum qualm_status chooser_ask_named(struct chooser *chooser, const char *path, bool is_dir, struct left *left,
                                    struct complaint *why)
{
    struct start *start = NULL;
    *left = (struct left){LEFT_NONE, NULL, 0};
    if (!chooser->force_exclude)
        return QUALM_OK;
    enum qualm_status status = exclude_ask_parts(chooser, path, left, why);
    if (status || left->kind)
        return status;
    status = is_dir ? start_add(chooser, path, false, &start, why) : folder_start(chooser, path, &start, why);
    return status ? status : rules_ask(chooser, start, is_dir ? "" : last_part(path), is_dir, left, why);
}

enum qualm_status chooser_repository(struct chooser *chooser, const char *path, const struct repository **repository,
                                     bool *has_git, struct complaint *why)
{
    struct start *start = NULL;
    *has_git = chooser->places.git != NULL;
    *repository = NULL;
    const enum qualm_status status = disk_is_folder(path) ? start_add(chooser, path, false, &start, why)
                                                          : folder_start(chooser, path, &start, why);
    if (!status && start->place)
        *repository = start->place->repository;
    return status;
}
