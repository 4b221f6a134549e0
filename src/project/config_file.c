/* What a configuration says. The grammar is fixed and two levels deep, so nothing here recurses on
 * input: what may stand at a place is known, and anything else is refused where it stands. */
#include "project/config_file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "project/config_events.h"
#include "project/paths.h"

struct reading {
    struct config_file *file;
    struct config_events events;
    struct settings scratch; /* values are tried on it, so that a bad one is refused where it stands */
};

static bool is_at(const struct reading *reading, enum config_event kind)
{
    return reading->events.kind == kind;
}

/* The text of the scalar at hand, kept; NULL when memory is out. */
static const char *scalar_keep(struct reading *reading)
{
    return arena_copy(&reading->file->entries.arena, reading->events.text, strlen(reading->events.text));
}

/* ---------------------------------------------------------------- values */

/* Where values go: the file itself, or one of its overrides. */
struct target {
    struct entries *entries;
    struct config_override *override; /* NULL: the file itself */
};

static const char *origin_make(struct reading *reading)
{
    struct complaint place;
    complaint_say(&place, "%s:%zu", reading->file->name, reading->events.place.line);
    return arena_copy(&reading->file->entries.arena, place.text, strlen(place.text));
}

static const char *below_folder(struct reading *reading, const char *text)
{
    struct buffer path = {0};
    const char *kept = NULL;
    if (path_in_folder(reading->file->folder, text, &path) == QUALM_OK)
        kept = arena_copy(&reading->file->entries.arena, path.bytes, path.n_bytes);
    buffer_free(&path);
    return kept;
}

/* Paths, and globs that hold a slash, count from the folder of the file. */
static const char *placed(struct reading *reading, enum option_kind kind, const char *text)
{
    const bool is_path = kind == OPTION_PATH;
    const bool is_glob = kind == OPTION_GLOBS || kind == OPTION_FORMATS;
    if (text && text[0] && text[0] != '/' && (is_path || (is_glob && strchr(text, '/'))))
        return below_folder(reading, text);
    return text;
}

static enum qualm_status entry_make(struct reading *reading, struct target *target, const struct option_row *row,
                                    const char *key)
{
    const char *value = scalar_keep(reading);
    if (value && row->kind != OPTION_FORMATS)
        value = placed(reading, row->kind, value);
    const struct entry entry = {.row = row, .key = key, .value = value, .origin = origin_make(reading)};
    struct complaint what = {""};
    if (!entry.value || !entry.origin)
        return QUALM_ERR_MEMORY;
    const enum qualm_status status = entry_apply(&entry, &reading->scratch, &what);
    if (status)
        return status == QUALM_ERR_ARGUMENT ? config_refuse(&reading->events, what.text) : status;
    return entries_add(target->entries, &entry);
}

/* Where a list's values go, one by one. */
struct taker {
    enum qualm_status (*take)(struct reading *reading, void *to);
    void *to;
};

/* The list that begins with the event at hand. */
static enum qualm_status list_read(struct reading *reading, const struct taker *taker)
{
    enum qualm_status status = config_event_next(&reading->events);
    while (!status && !is_at(reading, CONFIG_LIST_END)) {
        status = is_at(reading, CONFIG_SCALAR) ? taker->take(reading, taker->to)
                                                      : config_refuse(&reading->events, "wants a list of plain values");
        if (!status)
            status = config_event_next(&reading->events);
    }
    return status;
}

/* One value, or a list of them. */
static enum qualm_status scalars_read(struct reading *reading, const struct taker *taker)
{
    if (is_at(reading, CONFIG_SCALAR))
        return taker->take(reading, taker->to);
    return is_at(reading, CONFIG_LIST) ? list_read(reading, taker)
                                                        : config_refuse(&reading->events, "wants a value or a list");
}

/* A row whose values are read into a target. */
struct row_target {
    struct target *target;
    const struct option_row *row;
};

static enum qualm_status row_take(struct reading *reading, void *to)
{
    const struct row_target *place = to;
    return entry_make(reading, place->target, place->row, NULL);
}

static enum qualm_status joined_take(struct reading *reading, void *to)
{
    struct buffer *joined = to;
    const enum qualm_status status = joined->n_bytes ? buffer_append_text(joined, ",") : QUALM_OK;
    return status ? status : buffer_append_text(joined, reading->events.text);
}

/* The list that begins with the event at hand. An empty one takes back what is said of it further out. */
static enum qualm_status value_list(struct reading *reading, struct target *target, const struct option_row *row)
{
    const size_t n_before = target->entries->n;
    struct entry clear = {.row = row, .value = "", .origin = origin_make(reading), .is_clear = true};
    struct complaint unused;
    const enum qualm_status status = list_read(reading, &(struct taker){row_take, &(struct row_target){target, row}});
    if (status || target->entries->n > n_before)
        return status;
    if (!clear.origin)
        return QUALM_ERR_MEMORY;
    entry_apply(&clear, &reading->scratch, &unused);
    return entries_add(target->entries, &clear);
}

/* A comma list out of a list: ratchets. */
static enum qualm_status value_joined(struct reading *reading, struct target *target, const struct option_row *row)
{
    struct buffer joined = {0};
    const char *origin = origin_make(reading);
    const struct config_place place = reading->events.place;
    enum qualm_status status = list_read(reading, &(struct taker){joined_take, &joined});
    const char *value = arena_copy(&reading->file->entries.arena, joined.bytes ? joined.bytes : "", joined.n_bytes);
    buffer_free(&joined);
    if (!status && (!value || !origin))
        status = QUALM_ERR_MEMORY;
    if (status)
        return status;
    const struct entry entry = {.row = row, .value = value, .origin = origin};
    struct complaint what = {""};
    status = entry_apply(&entry, &reading->scratch, &what);
    if (status)
        return status == QUALM_ERR_ARGUMENT ? config_refuse_at(&reading->events, place, what.text) : status;
    return entries_add(target->entries, &entry);
}

static bool has_key(const struct entries *entries, size_t first, const struct option_row *row, const char *key)
{
    for (size_t i = first; i < entries->n; i++)
        if (entries->items[i].row == row && strcmp(entries->items[i].key, key) == 0)
            return true;
    return false;
}

static enum qualm_status value_map(struct reading *reading, struct target *target, const struct option_row *row)
{
    const size_t first = target->entries->n;
    enum qualm_status status = config_event_next(&reading->events);
    while (!status && !is_at(reading, CONFIG_MAP_END)) {
        if (!is_at(reading, CONFIG_SCALAR))
            return config_refuse(&reading->events, "wants a plain key");
        const char *key = scalar_keep(reading);
        if (key)
            key = placed(reading, row->kind, key);
        if (!key)
            return QUALM_ERR_MEMORY;
        if (row->kind == OPTION_RULES && !qualm_rule_is_known(key))
            return config_refuse_word(&reading->events, "unknown rule", key, option_closest_rule(key));
        if (has_key(target->entries, first, row, key))
            return config_refuse_word(&reading->events, "a second time", key, NULL);
        status = config_event_next(&reading->events);
        if (!status)
            status = is_at(reading, CONFIG_SCALAR) ? entry_make(reading, target, row, key)
                                                          : config_refuse(&reading->events, "wants a plain value");
        if (!status)
            status = config_event_next(&reading->events);
    }
    return status;
}

static bool takes_list(const struct option_row *row)
{
    return row->kind == OPTION_GLOBS || row->kind == OPTION_PHRASES || row->kind == OPTION_LIMIT;
}

static bool takes_map(const struct option_row *row)
{
    return row->kind == OPTION_RULES || row->kind == OPTION_FORMATS;
}

/* The event at hand begins the value of `row`. */
static enum qualm_status value_read(struct reading *reading, struct target *target, const struct option_row *row)
{
    if (is_at(reading, CONFIG_MAP) && takes_map(row))
        return value_map(reading, target, row);
    if (is_at(reading, CONFIG_LIST) && takes_list(row))
        return value_list(reading, target, row);
    if (is_at(reading, CONFIG_LIST) && row->kind == OPTION_RATCHET)
        return value_joined(reading, target, row);
    if (is_at(reading, CONFIG_SCALAR) && !takes_map(row))
        return entry_make(reading, target, row, NULL);
    const char *wanted = takes_map(row) ? "wants a map:" : takes_list(row) ? "wants a value or a list:"
                                                                              : "wants one value:";
    return config_refuse_word(&reading->events, wanted, row->name, NULL);
}

/* ------------------------------------------------- keys that are not values */

static enum qualm_status extend_take(struct reading *reading, void *unused)
{
    (void)unused;
    struct config_file *file = reading->file;
    if (file->n_extends == CONFIG_EXTENDS_MOST)
        return config_refuse(&reading->events, "extends more than 8 others");
    const struct config_place place = reading->events.place;
    const struct config_extend extend = {scalar_keep(reading), (uint32_t)place.line, (uint32_t)place.column};
    if (!extend.name)
        return QUALM_ERR_MEMORY;
    file->extends[file->n_extends++] = extend;
    return QUALM_OK;
}

static enum qualm_status root_read(struct reading *reading)
{
    /* Converted as any flag is; which of them it is set in has no meaning here. */
    static const struct option_row flag = {
        .name = "root", .kind = OPTION_FLAG, .offset = offsetof(struct settings, exit_zero)};
    struct complaint what = {""};
    if (!is_at(reading, CONFIG_SCALAR))
        return config_refuse(&reading->events, "wants true or false");
    const struct entry entry = {&flag, NULL, reading->events.text, ""};
    struct settings tried = {0};
    if (entry_apply(&entry, &tried, &what))
        return config_refuse(&reading->events, what.text);
    reading->file->is_root = tried.exit_zero;
    return QUALM_OK;
}

static enum qualm_status glob_take(struct reading *reading, void *to)
{
    struct config_override *override = to;
    const char *glob = scalar_keep(reading);
    if (glob)
        glob = placed(reading, OPTION_GLOBS, glob);
    if (!glob)
        return QUALM_ERR_MEMORY;
    if (override->n_globs == SETTINGS_LIST)
        return config_refuse(&reading->events, "more than 256 paths");
    override->globs[override->n_globs++] = glob;
    return QUALM_OK;
}

static enum qualm_status paths_read(struct reading *reading, struct config_override *override)
{
    assert(override);
    override->globs = arena_array(&reading->file->entries.arena, SETTINGS_LIST, sizeof *override->globs);
    if (!override->globs)
        return QUALM_ERR_MEMORY;
    return scalars_read(reading, &(struct taker){glob_take, override});
}

/* ------------------------------------------------------------------ maps */

/* The key that may be meant. Which rules run, options say in two ways and configurations in a third. */
static const char *key_meant(const char *word)
{
    const bool is_choice = strcmp(word, "select") == 0 || strcmp(word, "ignore") == 0;
    return is_choice ? "rules" : option_closest(word, true);
}

/* A key of the map at hand; rows are bits, so that none comes twice. */
static enum qualm_status key_read(struct reading *reading, const struct target *target, uint64_t *seen,
                                  const struct option_row **row)
{
    if (!is_at(reading, CONFIG_SCALAR))
        return config_refuse(&reading->events, "wants a plain key");
    const char *word = reading->events.text;
    const bool is_paths = target->override && strcmp(word, "paths") == 0;
    *row = is_paths ? NULL : option_find_key(word);
    if (!is_paths && !*row)
        return config_refuse_word(&reading->events,
                                  option_find(word, strlen(word)) ? "an option that no configuration may say:"
                                                                  : "unknown key",
                                  word, key_meant(word));
    if (target->override && *row && (*row)->kind == OPTION_CONFIG)
        return config_refuse_word(&reading->events, "a key that no override may say:", word, NULL);
    const uint64_t bit = UINT64_C(1) << (is_paths ? 63 : *row - option_rows);
    if (*seen & bit)
        return config_refuse_word(&reading->events, "a second time", word, NULL);
    *seen |= bit;
    return QUALM_OK;
}

static enum qualm_status overrides_read(struct reading *reading);

static enum qualm_status config_key_read(struct reading *reading, const struct option_row *row)
{
    if (strcmp(row->name, "extends") == 0)
        return scalars_read(reading, &(struct taker){extend_take, NULL});
    return strcmp(row->name, "root") == 0 ? root_read(reading) : overrides_read(reading);
}

/* The map that begins with the event at hand. */
static enum qualm_status map_read(struct reading *reading, struct target *target)
{
    uint64_t seen = 0;
    enum qualm_status status = config_event_next(&reading->events);
    while (!status && !is_at(reading, CONFIG_MAP_END)) {
        const struct option_row *row = NULL;
        status = key_read(reading, target, &seen, &row);
        if (!status)
            status = config_event_next(&reading->events);
        if (!status)
            status = !row ? paths_read(reading, target->override)
                     : row->kind == OPTION_CONFIG ? config_key_read(reading, row)
                                                  : value_read(reading, target, row);
        if (!status)
            status = config_event_next(&reading->events);
    }
    return status;
}

static enum qualm_status override_read(struct reading *reading)
{
    struct config_file *file = reading->file;
    if (!is_at(reading, CONFIG_MAP))
        return config_refuse(&reading->events, "an override wants a map");
    if (file->n_overrides == CONFIG_OVERRIDES_MOST)
        return config_refuse(&reading->events, "more than 64 overrides");
    struct config_override *override = &file->overrides[file->n_overrides++];
    struct target target = {&file->conditional, override};
    const struct config_place place = reading->events.place;
    override->first = file->conditional.n;
    const enum qualm_status status = map_read(reading, &target);
    override->n = file->conditional.n - override->first;
    if (!status && override->n_globs == 0)
        return config_refuse_at(&reading->events, place, "the override names no paths");
    return status;
}

static enum qualm_status overrides_read(struct reading *reading)
{
    if (!is_at(reading, CONFIG_LIST))
        return config_refuse(&reading->events, "wants a list of overrides");
    enum qualm_status status = config_event_next(&reading->events);
    while (!status && !is_at(reading, CONFIG_LIST_END)) {
        status = override_read(reading);
        if (!status)
            status = config_event_next(&reading->events);
    }
    return status;
}

/* An empty file, and one with comments only, says nothing. */
static enum qualm_status stream_read(struct reading *reading)
{
    struct target target = {&reading->file->entries, NULL};
    enum qualm_status status = config_event_next(&reading->events); /* stream start */
    if (!status)
        status = config_event_next(&reading->events);
    if (status || is_at(reading, CONFIG_END))
        return status;
    status = config_event_next(&reading->events);
    const bool is_nothing = !status && is_at(reading, CONFIG_SCALAR) && !reading->events.text[0];
    if (!status && !is_nothing)
        status = is_at(reading, CONFIG_MAP) ? map_read(reading, &target)
                                            : config_refuse(&reading->events, "a configuration is a map of keys");
    if (!status)
        status = config_event_next(&reading->events); /* document end */
    if (!status)
        status = config_event_next(&reading->events);
    return status || is_at(reading, CONFIG_END) ? status : config_refuse(&reading->events, "a second document");
}

enum qualm_status config_file_read(const char *name, const char *folder, struct span bytes, struct config_file **file,
                                   struct complaint *why)
{
    struct reading *reading = calloc(1, sizeof *reading); /* the scratch settings are large */
    struct config_file *made = calloc(1, sizeof *made);
    enum qualm_status status = reading && made ? QUALM_OK : QUALM_ERR_MEMORY;
    if (!status && bytes.len > CONFIG_BYTES_MOST)
        status = complaint_say(why, "%s: is larger than 1 MiB", name);
    if (!status)
        status = config_events_open(&reading->events, name, bytes, why);
    if (!status) {
        made->name = name;
        made->folder = folder;
        reading->file = made;
        status = stream_read(reading);
        config_events_close(&reading->events);
    }
    free(reading);
    if (status)
        config_file_free(made);
    else
        *file = made;
    return status;
}

void config_file_free(struct config_file *file)
{
    if (!file)
        return;
    entries_free(&file->entries);
    entries_free(&file->conditional);
    free(file);
}
