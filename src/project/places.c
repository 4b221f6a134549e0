/* Finding the tree of a folder, once for each; git is asked a fixed number of times about each tree. */
#include "project/places.h"

#include <stdlib.h>
#include <string.h>

#include "project/disk.h"

/* A list of patterns beyond this is no list of patterns. */
#define RULES_MOST ((size_t)1024 * 1024)

static void place_free(struct place *place)
{
    if (!place)
        return;
    ignore_tree_free(place->rules);
    ignore_tree_free(place->git_rules);
    revision_free(place->revision);
    repository_free(place->repository);
    names_free(&place->tracked);
    names_free(&place->ignored);
    free(place->root);
    free(place);
}

enum qualm_status places_open(struct places *places, const char *config_from)
{
    *places = (struct places){.config_from = config_from};
    return git_find(&places->git);
}

void places_close(struct places *places)
{
    for (size_t i = 0; i < places->n; i++)
        place_free(places->items[i]);
    free(places->items);
    git_free(places->git);
    *places = (struct places){0};
}

/* ---------------------------------------------------------- ignore files */

/* An ignore_source's read: `from` is the place. */
static enum qualm_status rules_read(void *from, const char *path, struct buffer *bytes, bool *is_there,
                                    struct complaint *why)
{
    const struct place *place = from;
    struct buffer whole = {0};
    *is_there = false;
    if (place->has_no_rules)
        return QUALM_OK;
    if (place->revision)
        return revision_read(place->revision, path, bytes, is_there, why);
    enum qualm_status status = buffer_append_text(&whole, place->root);
    if (!status)
        status = buffer_append_text(&whole, "/");
    if (!status)
        status = buffer_append_text(&whole, path);
    if (!status)
        status = disk_read(whole.bytes, &(struct disk_wish){.most = RULES_MOST}, bytes, is_there, why);
    buffer_free(&whole);
    return status;
}

/* With a revision, everything is read from there: what a change does to .gitignore hides nothing of it. */
static enum qualm_status revision_find(const struct places *places, struct place *place, bool is_nested,
                                       struct complaint *why)
{
    struct object_id id;
    if (!place->repository && is_nested) {
        place->has_no_rules = true;
        return QUALM_OK;
    }
    if (!place->repository && !places->git)
        return complaint_say(why, "--config-from needs git, which is not installed");
    if (!place->repository)
        return complaint_say(why, "--config-from needs a repository, and what is named lies in none");
    enum qualm_status status = repository_revision(place->repository, places->config_from, &id, why);
    if (status == QUALM_ERR_ARGUMENT && is_nested) {
        place->has_no_rules = true;
        return QUALM_OK;
    }
    if (!status)
        status = revision_open(place->repository, &id, &place->revision, why);
    if (!status)
        status = repository_tracked(place->repository, &place->tracked, why);
    if (!status)
        status = ignore_tree_new(".gitignore", (struct ignore_source){rules_read, place}, &place->git_rules);
    return status;
}

/* ----------------------------------------------------------------- trees */

/* How much of an absolute folder is the root of its tree: up to where a ".git" lies in it, else nothing. */
static enum qualm_status root_length(const char *dir, size_t *n)
{
    struct buffer path = {0};
    enum qualm_status status = buffer_append_text(&path, strcmp(dir, "/") == 0 ? "" : dir);
    for (*n = path.n_bytes; !status; *n = path.n_bytes) {
        status = buffer_append_text(&path, "/.git");
        const bool is_root = !status && disk_mode(path.bytes) != 0;
        if (status || is_root || *n == 0)
            break;
        path.bytes[*n] = '\0';
        path.n_bytes = (size_t)(strrchr(path.bytes, '/') - path.bytes);
        path.bytes[path.n_bytes] = '\0';
    }
    buffer_free(&path);
    return status;
}

static struct place *place_of_root(const struct places *places, const char *root, size_t n)
{
    for (size_t i = 0; i < places->n; i++)
        if (strncmp(places->items[i]->root, root, n) == 0 && places->items[i]->root[n] == '\0')
            return places->items[i];
    return NULL;
}

/* Asks git about the tree. That it does not answer is no reason to stop, unless it is needed: without .gitignore more
 * is read, not less. */
static enum qualm_status repository_find(struct places *places, struct place *place, struct complaint *why)
{
    const char *root = place->root[0] ? place->root : "/";
    if (!places->git || (!place->root[0] && disk_mode("/.git") == 0))
        return QUALM_OK;
    const enum qualm_status status = repository_open(places->git, root, &place->repository, why);
    if (status != QUALM_ERR_ARGUMENT || places->config_from)
        return status;
    if (!places->warning.text[0])
        places->warning = *why;
    return QUALM_OK;
}

static enum qualm_status place_fill(struct places *places, struct place *place, bool is_nested, struct complaint *why)
{
    enum qualm_status status = repository_find(places, place, why);
    /* A ".git" that is none, with a repository around it: its paths count from another root. */
    if (!status && place->repository && strcmp(repository_root(place->repository), place->root) != 0) {
        repository_free(place->repository);
        place->repository = NULL;
    }
    if (!status && places->config_from)
        status = revision_find(places, place, is_nested, why);
    if (!status)
        status = ignore_tree_new(".qualmignore", (struct ignore_source){rules_read, place}, &place->rules);
    return status;
}

static enum qualm_status place_add(struct places *places, struct place *place)
{
    void *items = places->items;
    const enum qualm_status status = array_reserve(&items, &places->n_room, places->n + 1, sizeof(struct place *));
    places->items = items;
    if (!status)
        places->items[places->n++] = place;
    return status;
}

enum qualm_status place_find(struct places *places, const char *dir, bool is_nested, struct place **place,
                             struct complaint *why)
{
    size_t n;
    enum qualm_status status = root_length(dir, &n);
    *place = status ? NULL : place_of_root(places, dir, n);
    if (status || *place)
        return status;
    struct place *made = calloc(1, sizeof *made);
    if (made)
        made->root = strndup(dir, n);
    status = made && made->root ? place_fill(places, made, is_nested, why) : QUALM_ERR_MEMORY;
    if (!status)
        status = place_add(places, made);
    if (status)
        place_free(made);
    else
        *place = made;
    return status;
}

const char *place_path(const struct place *place, const char *path)
{
    const char *below = path + strlen(place->root);
    return below + strspn(below, "/");
}

/* ------------------------------------------------------------ .gitignore */

/* The path, with a slash behind when it is a folder. */
static enum qualm_status path_write(const char *path, bool is_dir, struct buffer *to)
{
    const enum qualm_status status = buffer_append_text(to, path);
    return status || !is_dir ? status : buffer_append_text(to, "/");
}

/* Asks git, once: files, and folders with all that is in them. */
static enum qualm_status listed_ask(struct places *places, struct place *place, const char *path, size_t n_open,
                                    bool *is_out, struct complaint *why)
{
    if (!place->is_asked) {
        const enum qualm_status status = repository_ignored(place->repository, &place->ignored, why);
        if (status && status != QUALM_ERR_ARGUMENT)
            return status;
        if (status && !places->warning.text[0])
            places->warning = *why;
        place->is_asked = true;
    }
    *is_out = names_cover(&place->ignored, path, n_open);
    return QUALM_OK;
}

/* Asks the files of the revision. What git keeps is never ignored. */
static enum qualm_status revised_ask(struct place *place, const char *path, bool is_dir, const char *kept, bool *is_out,
                                     struct ignore_reason *reason, struct complaint *why)
{
    const enum qualm_status status = ignore_tree_ask(place->git_rules, path, is_dir, is_out, reason, why);
    if (!status && *is_out)
        *is_out = is_dir ? !names_have_below(&place->tracked, kept) : !names_have(&place->tracked, kept);
    return status;
}

enum qualm_status place_git_ask(struct places *places, struct place *place, const char *path, bool is_dir,
                                size_t n_open, bool *is_out, struct ignore_reason *reason, struct complaint *why)
{
    struct buffer written = {0};
    enum qualm_status status = path_write(path, is_dir, &written);
    *is_out = false;
    *reason = (struct ignore_reason){".gitignore", 0};
    if (!status && place->git_rules)
        status = revised_ask(place, path, is_dir, written.bytes, is_out, reason, why);
    else if (!status && place->repository && !places->config_from)
        status = listed_ask(places, place, written.bytes, n_open, is_out, why);
    buffer_free(&written);
    return status;
}
