/* Reads a configuration with libyaml's events. The grammar is fixed and two levels deep, so nothing here recurses on
 * input: what may stand at a place is known, and anything else is refused where it stands. */
#include "project/config_file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/buffer.h"
#include "base/likeness.h"
#include "project/paths.h"

struct reading {
    struct config_file *file;
    yaml_parser_t parser;
    yaml_event_t event; /* the newest */
    bool has_event;
    struct span bytes;
    struct complaint *why;
    struct settings scratch; /* values are tried on it, so that a bad one is refused where it stands */
};

/* ------------------------------------------------------------- complaints */

static enum qualm_status refuse_at(struct reading *reading, yaml_mark_t mark, const char *what)
{
    return complaint_say(reading->why, "%s:%zu:%zu: %s", reading->file->name, mark.line + 1, mark.column + 1, what);
}

static enum qualm_status refuse(struct reading *reading, const char *what)
{
    return refuse_at(reading, reading->event.start_mark, what);
}

static enum qualm_status refuse_word(struct reading *reading, const char *what, const char *word, const char *near)
{
    const yaml_mark_t mark = reading->event.start_mark;
    if (near)
        return complaint_say(reading->why, "%s:%zu:%zu: %s '%.80s', did you mean '%s'?", reading->file->name,
                             mark.line + 1, mark.column + 1, what, word, near);
    return complaint_say(reading->why, "%s:%zu:%zu: %s '%.80s'", reading->file->name, mark.line + 1, mark.column + 1,
                         what, word);
}

/* libyaml says where only for some errors; for bad bytes it counts bytes. */
static enum qualm_status parser_failed(struct reading *reading)
{
    const yaml_parser_t *parser = &reading->parser;
    yaml_mark_t mark = parser->problem_mark;
    if (parser->error == YAML_MEMORY_ERROR)
        return QUALM_ERR_MEMORY;
    if (parser->error == YAML_READER_ERROR) {
        mark = (yaml_mark_t){0};
        for (size_t i = 0; i < parser->problem_offset && i < reading->bytes.len; i++) {
            const char c = reading->bytes.ptr[i];
            mark.column = c == '\n' ? 0 : mark.column + ((c & 0xC0) != 0x80);
            mark.line += c == '\n';
        }
    }
    return refuse_at(reading, mark, parser->problem ? parser->problem : "is no YAML");
}

/* ----------------------------------------------------------------- events */

static void event_drop(struct reading *reading)
{
    if (reading->has_event)
        yaml_event_delete(&reading->event);
    reading->has_event = false;
}

static bool has_decoration(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return true;
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor || event->data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor || event->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor || event->data.mapping_start.tag;
    default:
        return false;
    }
}

/* "\0" in quotes would end a text before its end. */
static bool has_nul(const yaml_event_t *event)
{
    return event->type == YAML_SCALAR_EVENT &&
           memchr(event->data.scalar.value, '\0', event->data.scalar.length) != NULL;
}

static enum qualm_status event_next(struct reading *reading)
{
    event_drop(reading);
    if (!yaml_parser_parse(&reading->parser, &reading->event))
        return parser_failed(reading);
    reading->has_event = true;
    if (has_decoration(&reading->event))
        return refuse(reading, "aliases, anchors and tags are not read here");
    return has_nul(&reading->event) ? refuse(reading, "a NUL stands in no value") : QUALM_OK;
}

static bool is_event(const struct reading *reading, yaml_event_type_t type)
{
    return reading->event.type == type;
}

/* The text of the scalar at hand, kept; NULL when memory is out. */
static const char *scalar_keep(struct reading *reading)
{
    const char *text = (const char *)reading->event.data.scalar.value;
    return arena_copy(&reading->file->entries.arena, text, strlen(text));
}

/* ---------------------------------------------------------------- values */

/* Where values go: the file itself, or one of its overrides. */
struct target {
    struct entries *entries;
    struct config_override *override; /* NULL: the file itself */
};

static const char *origin_make(struct reading *reading)
{
    struct buffer text = {0};
    const char *origin = NULL;
    struct complaint place;
    complaint_say(&place, "%s:%zu", reading->file->name, reading->event.start_mark.line + 1);
    if (buffer_append_text(&text, place.text) == QUALM_OK)
        origin = arena_copy(&reading->file->entries.arena, text.bytes, text.n_bytes);
    buffer_free(&text);
    return origin;
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
        return status == QUALM_ERR_ARGUMENT ? refuse(reading, what.text) : status;
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
    enum qualm_status status = event_next(reading);
    while (!status && !is_event(reading, YAML_SEQUENCE_END_EVENT)) {
        status = is_event(reading, YAML_SCALAR_EVENT) ? taker->take(reading, taker->to)
                                                      : refuse(reading, "wants a list of plain values");
        if (!status)
            status = event_next(reading);
    }
    return status;
}

/* One value, or a list of them. */
static enum qualm_status scalars_read(struct reading *reading, const struct taker *taker)
{
    if (is_event(reading, YAML_SCALAR_EVENT))
        return taker->take(reading, taker->to);
    return is_event(reading, YAML_SEQUENCE_START_EVENT) ? list_read(reading, taker)
                                                        : refuse(reading, "wants a value or a list");
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
    return status ? status : buffer_append_text(joined, (const char *)reading->event.data.scalar.value);
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
    const yaml_mark_t mark = reading->event.start_mark;
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
        return status == QUALM_ERR_ARGUMENT ? refuse_at(reading, mark, what.text) : status;
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
    enum qualm_status status = event_next(reading);
    while (!status && !is_event(reading, YAML_MAPPING_END_EVENT)) {
        if (!is_event(reading, YAML_SCALAR_EVENT))
            return refuse(reading, "wants a plain key");
        const char *key = scalar_keep(reading);
        if (key)
            key = placed(reading, row->kind, key);
        if (!key)
            return QUALM_ERR_MEMORY;
        if (row->kind == OPTION_RULES && !qualm_rule_is_known(key))
            return refuse_word(reading, "unknown rule", key, option_closest_rule(key));
        if (has_key(target->entries, first, row, key))
            return refuse_word(reading, "a second time", key, NULL);
        status = event_next(reading);
        if (!status)
            status = is_event(reading, YAML_SCALAR_EVENT) ? entry_make(reading, target, row, key)
                                                          : refuse(reading, "wants a plain value");
        if (!status)
            status = event_next(reading);
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
    if (is_event(reading, YAML_MAPPING_START_EVENT) && takes_map(row))
        return value_map(reading, target, row);
    if (is_event(reading, YAML_SEQUENCE_START_EVENT) && takes_list(row))
        return value_list(reading, target, row);
    if (is_event(reading, YAML_SEQUENCE_START_EVENT) && row->kind == OPTION_RATCHET)
        return value_joined(reading, target, row);
    if (is_event(reading, YAML_SCALAR_EVENT) && !takes_map(row))
        return entry_make(reading, target, row, NULL);
    return refuse_word(reading, takes_map(row) ? "wants a map:" : takes_list(row) ? "wants a value or a list:"
                                                                                   : "wants one value:",
                       row->name, NULL);
}

/* ------------------------------------------------- keys that are not values */

static enum qualm_status extend_take(struct reading *reading, void *unused)
{
    (void)unused;
    struct config_file *file = reading->file;
    if (file->n_extends == CONFIG_EXTENDS_MOST)
        return refuse(reading, "extends more than 8 others");
    const yaml_mark_t mark = reading->event.start_mark;
    const struct config_extend extend = {scalar_keep(reading), (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
    if (!extend.name)
        return QUALM_ERR_MEMORY;
    file->extends[file->n_extends++] = extend;
    return QUALM_OK;
}

static enum qualm_status root_read(struct reading *reading)
{
    static const struct option_row flag = {.name = "root", .kind = OPTION_FLAG};
    struct complaint what = {""};
    if (!is_event(reading, YAML_SCALAR_EVENT))
        return refuse(reading, "wants true or false");
    const struct entry entry = {&flag, NULL, (const char *)reading->event.data.scalar.value, ""};
    struct settings unused = {0}; /* the flag lies at its start */
    if (entry_apply(&entry, &unused, &what))
        return refuse(reading, what.text);
    reading->file->is_root = *(const bool *)&unused;
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
        return refuse(reading, "more than 256 paths");
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

/* A key of the map at hand; rows are bits, so that none comes twice. */
static enum qualm_status key_read(struct reading *reading, const struct target *target, uint64_t *seen,
                                  const struct option_row **row)
{
    if (!is_event(reading, YAML_SCALAR_EVENT))
        return refuse(reading, "wants a plain key");
    const char *word = (const char *)reading->event.data.scalar.value;
    const bool is_paths = target->override && strcmp(word, "paths") == 0;
    *row = is_paths ? NULL : option_find_key(word);
    if (!is_paths && !*row)
        return refuse_word(reading, option_find(word, strlen(word)) ? "an option that no configuration may say:"
                                                                    : "unknown key",
                           word, option_closest(word, true));
    if (target->override && *row && (*row)->kind == OPTION_CONFIG)
        return refuse_word(reading, "a key that no override may say:", word, NULL);
    const uint64_t bit = UINT64_C(1) << (is_paths ? 63 : *row - option_rows);
    if (*seen & bit)
        return refuse_word(reading, "a second time", word, NULL);
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
    enum qualm_status status = event_next(reading);
    while (!status && !is_event(reading, YAML_MAPPING_END_EVENT)) {
        const struct option_row *row = NULL;
        status = key_read(reading, target, &seen, &row);
        if (!status)
            status = event_next(reading);
        if (!status)
            status = !row ? paths_read(reading, target->override)
                     : row->kind == OPTION_CONFIG ? config_key_read(reading, row)
                                                  : value_read(reading, target, row);
        if (!status)
            status = event_next(reading);
    }
    return status;
}

static enum qualm_status override_read(struct reading *reading)
{
    struct config_file *file = reading->file;
    if (!is_event(reading, YAML_MAPPING_START_EVENT))
        return refuse(reading, "an override wants a map");
    if (file->n_overrides == CONFIG_OVERRIDES_MOST)
        return refuse(reading, "more than 64 overrides");
    struct config_override *override = &file->overrides[file->n_overrides++];
    struct target target = {&file->conditional, override};
    const yaml_mark_t mark = reading->event.start_mark;
    override->first = file->conditional.n;
    const enum qualm_status status = map_read(reading, &target);
    override->n = file->conditional.n - override->first;
    return status || override->n_globs ? status : refuse_at(reading, mark, "the override names no paths");
}

static enum qualm_status overrides_read(struct reading *reading)
{
    if (!is_event(reading, YAML_SEQUENCE_START_EVENT))
        return refuse(reading, "wants a list of overrides");
    enum qualm_status status = event_next(reading);
    while (!status && !is_event(reading, YAML_SEQUENCE_END_EVENT)) {
        status = override_read(reading);
        if (!status)
            status = event_next(reading);
    }
    return status;
}

/* An empty file, and one with comments only, says nothing. */
static enum qualm_status stream_read(struct reading *reading)
{
    struct target target = {&reading->file->entries, NULL};
    enum qualm_status status = event_next(reading); /* stream start */
    if (!status)
        status = event_next(reading);
    if (status || is_event(reading, YAML_STREAM_END_EVENT))
        return status;
    status = event_next(reading);
    const bool is_nothing = !status && is_event(reading, YAML_SCALAR_EVENT) && !reading->event.data.scalar.length;
    if (!status && !is_nothing)
        status = is_event(reading, YAML_MAPPING_START_EVENT) ? map_read(reading, &target)
                                                             : refuse(reading, "a configuration is a map of keys");
    if (!status)
        status = event_next(reading); /* document end */
    if (!status)
        status = event_next(reading);
    return status || is_event(reading, YAML_STREAM_END_EVENT) ? status : refuse(reading, "a second document");
}

/* A byte order mark says nothing that is not known. */
static struct span without_mark(struct span bytes)
{
    return span_starts_with(bytes, "\xEF\xBB\xBF") ? (struct span){bytes.ptr + 3, bytes.len - 3} : bytes;
}

enum qualm_status config_file_read(const char *name, const char *folder, struct span bytes, struct config_file **file,
                                   struct complaint *why)
{
    struct reading *reading = calloc(1, sizeof *reading); /* the scratch settings are large */
    struct config_file *made = calloc(1, sizeof *made);
    enum qualm_status status = QUALM_ERR_MEMORY;
    if (reading && made && bytes.len > CONFIG_BYTES_MOST)
        status = complaint_say(why, "%s: is larger than 1 MiB", name);
    else if (reading && made && yaml_parser_initialize(&reading->parser)) {
        made->name = name;
        made->folder = folder;
        reading->file = made;
        reading->bytes = without_mark(bytes);
        reading->why = why;
        yaml_parser_set_input_string(&reading->parser, (const unsigned char *)reading->bytes.ptr, reading->bytes.len);
        yaml_parser_set_encoding(&reading->parser, YAML_UTF8_ENCODING);
        status = stream_read(reading);
        event_drop(reading);
        yaml_parser_delete(&reading->parser);
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
