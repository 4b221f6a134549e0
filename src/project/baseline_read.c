/* Reads the file of a baseline. */
#include <json-c/json.h>
#include <math.h>
#include <string.h>

#include "base/json_plain.h"
#include "project/baseline_entries.h"
#include "project/complaint.h"

#define BYTES_MOST ((size_t)64 * 1024 * 1024)
#define DEPTH_MOST 6

/* Where reading stands, for messages. */
struct reading {
    struct baseline *baseline;
    const char *path;
    struct complaint *why;
    size_t n_entry;
    enum qualm_status status; /* memory ran out */
};

static enum qualm_status refuse(const struct reading *reading, size_t line, const char *what)
{
    return complaint_say(reading->why, "%s:%zu: %s; write it again with --write-baseline", reading->path, line, what);
}

static enum qualm_status refuse_entry(const struct reading *reading, const char *what)
{
    return complaint_say(reading->why, "%s: entry %zu: %s; write it again with --write-baseline", reading->path,
                         reading->n_entry, what);
}

static size_t line_at(struct span bytes, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at && i < bytes.len; i++)
        line += bytes.ptr[i] == '\n';
    return line;
}

/* Whether the byte at `at` is in a line that git has put between the two sides of a merge. */
static bool is_conflict(struct span bytes, size_t at)
{
    static const char *const marks[] = {"<<<<<<< ", "||||||| ", "=======", ">>>>>>> "};
    at = at < bytes.len ? at : bytes.len;
    while (at && bytes.ptr[at - 1] != '\n')
        at--;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (span_starts_with((struct span){bytes.ptr + at, bytes.len - at}, marks[i]))
            return true;
    return false;
}

/* Both sides of a merge that was left open are right: a line that stands there twice counts once. */
static enum qualm_status refuse_json(const struct reading *reading, struct span json, size_t at, const char *what)
{
    if (is_conflict(json, at))
        return complaint_say(reading->why, "%s:%zu: is in the midst of a merge; take out the lines with <<<<<<<, "
                             "=======, >>>>>>> and keep all others", reading->path, line_at(json, at));
    return refuse(reading, line_at(json, at), what);
}

/* A member that is a text, copied; NULL when it is not one, or when memory ran out. */
static const char *text_of(struct reading *reading, json_object *object, const char *name)
{
    json_object *member;
    if (!json_object_object_get_ex(object, name, &member) || !json_object_is_type(member, json_type_string))
        return NULL;
    const char *text = json_object_get_string(member);
    const char *copy = arena_copy(&reading->baseline->arena, text, (size_t)json_object_get_string_len(member));
    if (!copy)
        reading->status = QUALM_ERR_MEMORY;
    return copy;
}

static bool number_of(json_object *object, const char *name, double *number)
{
    json_object *member;
    if (!json_object_object_get_ex(object, name, &member))
        return false;
    *number = json_object_get_double(member);
    return (json_object_is_type(member, json_type_int) || json_object_is_type(member, json_type_double)) &&
           isfinite(*number) && *number >= -1000000 && *number <= 1000000000;
}

static enum qualm_status entry_read(struct reading *reading, json_object *object)
{
    struct baseline *baseline = reading->baseline;
    if (!json_object_is_type(object, json_type_object))
        return refuse_entry(reading, "is no object");
    double count = 0;
    struct baseline_entry entry = {
        .path = text_of(reading, object, "path"),
        .rule = text_of(reading, object, "rule"),
        .fingerprint = text_of(reading, object, "fingerprint"),
        .title = text_of(reading, object, "title"),
    };
    entry.has_figure = number_of(object, "figure", &entry.figure);
    if (reading->status)
        return reading->status;
    if (!entry.path || !entry.rule || !entry.fingerprint)
        return refuse_entry(reading, "lacks a path, rule or fingerprint");
    if (entry.has_figure == number_of(object, "count", &count) || count < 0)
        return refuse_entry(reading, "has neither a count nor a figure");
    entry.title = entry.title ? entry.title : "";
    entry.count = entry.left = entry.has_figure ? 1 : (size_t)count;
    return baseline_entry_add(baseline, &entry);
}

static enum qualm_status entries_read(struct reading *reading, json_object *list)
{
    const size_t n = json_object_array_length(list);
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < n && !status; i++) {
        json_object *item = json_object_array_get_idx(list, i);
        reading->n_entry = i + 1;
        if (item) /* null ends the list */
            status = entry_read(reading, item);
    }
    return status;
}

static enum qualm_status root_read(struct reading *reading, json_object *root)
{
    struct baseline *baseline = reading->baseline;
    json_object *list;
    double version = 0;
    if (!json_object_is_type(root, json_type_object) || !number_of(root, "qualm_baseline", &version))
        return refuse(reading, 1, "is no baseline");
    if (version < 1 || version > 1)
        return refuse(reading, 1, "is a baseline of another version of qualm");
    const char *edition = text_of(reading, root, "edition");
    if (reading->status)
        return reading->status;
    if (!edition)
        return refuse(reading, 1, "does not say its edition");
    baseline->edition = edition;
    if (!json_object_object_get_ex(root, "entries", &list) || !json_object_is_type(list, json_type_array))
        return refuse(reading, 1, "has no list of entries");
    return entries_read(reading, list);
}

static enum qualm_status plain_read(struct reading *reading, struct span json)
{
    json_tokener *tokener = json_tokener_new_ex(DEPTH_MOST);
    if (!tokener)
        return QUALM_ERR_MEMORY;
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
    json_object *root = json_tokener_parse_ex(tokener, json.ptr, (int)json.len);
    const enum json_tokener_error error = json_tokener_get_error(tokener);
    const size_t end = json_tokener_get_parse_end(tokener);
    enum qualm_status status = QUALM_ERR_MEMORY;
    /* Without memory the parser gives what "null" gives, or (from 0.17 on) an error of that name. */
    const bool is_null = error == json_tokener_success && !root && !span_starts_with(span_trim(json), "null");
    const bool is_memory = is_null || strcmp(json_tokener_error_desc(error), "out of memory") == 0;
    if (!is_memory && error == json_tokener_continue)
        status = refuse(reading, line_at(json, end), "ends too early");
    else if (!is_memory && error != json_tokener_success)
        status = refuse_json(reading, json, end, json_tokener_error_desc(error));
    else if (!is_memory)
        status = root_read(reading, root);
    json_object_put(root);
    json_tokener_free(tokener);
    return status;
}

static enum qualm_status bytes_read(struct reading *reading, struct span bytes)
{
    if (bytes.len > BYTES_MOST)
        return refuse(reading, 1, "is larger than 64 MiB");
    struct buffer plain = {0};
    enum qualm_status status = json_plain(bytes, &plain);
    if (status == QUALM_ERR_ENCODING)
        status = refuse(reading, 1, "is no UTF-8");
    else if (!status)
        status = plain_read(reading, (struct span){plain.bytes, plain.n_bytes});
    buffer_free(&plain);
    return status;
}

enum qualm_status baseline_read(const char *path, struct span bytes, struct complaint *why,
                                struct baseline **baseline)
{
    struct baseline *made;
    enum qualm_status status = baseline_new_at(path, &made);
    if (status)
        return status;
    struct reading reading = {.baseline = made, .path = path, .why = why};
    status = bytes_read(&reading, bytes);
    if (status)
        baseline_free(made);
    else
        *baseline = made;
    return status;
}
