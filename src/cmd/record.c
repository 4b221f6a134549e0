/* NDJSON records by json-c, and the source bytes of their ids. */
#include "cmd/record.h"

#include <json-c/json.h>
#include <json-c/printbuf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_plain.h"
#include "base/span.h"
#include "base/utf8.h"

/* Objects and arrays in each other: more than any record needs, little enough for any stack. */
#define DEPTH_MOST 64

struct record_reader {
    struct json_tokener *tokener;
};

enum qualm_status record_reader_new(struct record_reader **reader)
{
    struct record_reader *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->tokener = json_tokener_new_ex(DEPTH_MOST);
    if (!made->tokener) {
        free(made);
        return QUALM_ERR_MEMORY;
    }
    json_tokener_set_flags(made->tokener, JSON_TOKENER_STRICT);
    *reader = made;
    return QUALM_OK;
}

void record_reader_free(struct record_reader *reader)
{
    if (!reader)
        return;
    json_tokener_free(reader->tokener);
    free(reader);
}

void record_clear(struct record *record)
{
    json_object_put(record->json);
    buffer_free(&record->id);
    buffer_free(&record->line);
    buffer_free(&record->plain);
    *record = (struct record){0};
}

/* Ill-formed UTF-8 becomes U+FFFD before the parser sees it. */
static enum qualm_status line_repair(const char *line, size_t n_bytes, struct buffer *repaired)
{
    enum qualm_status status = buffer_reserve(repaired, n_bytes);
    size_t good = 0;
    for (size_t at = 0; at < n_bytes && !status;) {
        bool is_bad = false;
        const size_t before = at;
        utf8_next_unchecked(line, n_bytes, &at, &is_bad);
        if (!is_bad)
            continue;
        status = buffer_append(repaired, line + good, before - good);
        if (!status)
            status = buffer_append_text(repaired, "\xEF\xBF\xBD");
        good = at;
    }
    return status ? status : buffer_append(repaired, line + good, n_bytes - good);
}

/* ------------------------------------------------------ the id as it stands */

static size_t skip_blanks(struct span line, size_t at)
{
    while (at < line.len && strchr(" \t\r\n", line.ptr[at]))
        at++;
    return at;
}

/* Past the closing quote of the string that opens at `at`. */
static size_t skip_string(struct span line, size_t at)
{
    for (at++; at < line.len && line.ptr[at] != '"'; at++)
        if (line.ptr[at] == '\\')
            at++;
    return at + 1;
}

/* Past the value at `at` in JSON that is known to be well formed. */
static size_t skip_value(struct span line, size_t at)
{
    size_t depth = 0;
    while (at < line.len) {
        const char c = line.ptr[at];
        if (depth == 0 && strchr(",}]", c))
            break;
        if (c == '"') {
            at = skip_string(line, at);
            continue;
        }
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        at++;
    }
    return at;
}

/* The source of the last value of the key "id" in a well-formed object; empty when there is none. */
static struct span id_find(struct span line)
{
    struct span id = {NULL, 0};
    size_t at = skip_blanks(line, 0) + 1;
    while ((at = skip_blanks(line, at)) < line.len && line.ptr[at] == '"') {
        const size_t key = at;
        at = skip_string(line, at);
        const struct span name = {line.ptr + key, at - key};
        at = skip_blanks(line, skip_blanks(line, at) + 1);
        const size_t end = skip_value(line, at);
        if (span_is(name, "\"id\""))
            id = span_trim((struct span){line.ptr + at, end - at});
        at = end + 1;
    }
    return id;
}

/* Characters that may not leave as they are (bidi overrides and the like) become their JSON escapes. */
static enum qualm_status id_escape(struct span id, struct buffer *safe)
{
    enum qualm_status status = buffer_append(safe, "", 0);
    for (size_t at = 0; at < id.len && !status;) {
        const size_t before = at;
        const uint32_t c = utf8_next(id.ptr, &at);
        char escape[16];
        if (utf8_is_printable(c) || c == ' ') {
            status = buffer_append(safe, id.ptr + before, at - before);
            continue;
        }
        if (c < 0x10000)
            snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c);
        else
            snprintf(escape, sizeof escape, "\\u%04x\\u%04x", (unsigned)(0xD800 + ((c - 0x10000) >> 10)),
                     (unsigned)(0xDC00 + ((c - 0x10000) & 0x3FF)));
        status = buffer_append_text(safe, escape);
    }
    return status;
}

/* -------------------------------------------------------------- members */

static void refuse(struct record *record, const char *message, const char *subject)
{
    if (!record->error[0])
        snprintf(record->error, sizeof record->error, message, subject);
}

/* A string member, or NULL when it is absent or null; another type is an error. */
static const char *member_text(struct record *record, const char *key, size_t *n_bytes)
{
    struct json_object *value = NULL;
    if (!json_object_object_get_ex(record->json, key, &value) || !value)
        return NULL;
    if (!json_object_is_type(value, json_type_string)) {
        refuse(record, "the value of \"%s\" is no string", key);
        return NULL;
    }
    if (n_bytes)
        *n_bytes = (size_t)json_object_get_string_len(value);
    return json_object_get_string(value);
}

static void part_read(struct record *record)
{
    const char *part = member_text(record, "part", NULL);
    if (!part)
        return;
    if (strcmp(part, "headline") == 0)
        record->text.is_headline = true;
    else if (strcmp(part, "body") != 0)
        refuse(record, "\"part\" is neither headline nor body: '%.60s'", part);
}

static void format_read(struct record *record)
{
    const char *name;
    record->text.format = member_text(record, "format", NULL);
    if (!record->text.format)
        record->text.format = "plain";
    for (size_t i = 0; (name = qualm_format_at(i, NULL)); i++)
        if (strcmp(name, record->text.format) == 0)
            return;
    refuse(record, "unknown format '%.60s'", record->text.format);
    record->text.format = "plain";
}

static enum qualm_status id_read(struct record *record)
{
    struct json_object *value = NULL;
    const struct span line = {record->line.bytes, record->line.n_bytes};
    if (!json_object_object_get_ex(record->json, "id", &value) || !value)
        return QUALM_OK;
    const enum json_type type = json_object_get_type(value);
    if (type != json_type_string && type != json_type_int && type != json_type_double) {
        refuse(record, "\"id\" is neither a string nor a number", NULL);
        return QUALM_OK;
    }
    const struct span id = id_find(line);
    const enum qualm_status status = id_escape(id.len ? id : span_of(json_object_to_json_string(value)), &record->id);
    if (!status)
        record->text.id = record->id.bytes;
    return status;
}

static enum qualm_status members_read(struct record *record)
{
    const enum qualm_status status = id_read(record);
    record->body = member_text(record, "text", &record->n_body);
    record->text.title = member_text(record, "title", NULL);
    record->text.language = member_text(record, "language", NULL);
    /* What "text" holds was decoded by the JSON reader: never guess at binary data. */
    record->text.encoding = "UTF-8";
    member_text(record, "genre", NULL);
    part_read(record);
    format_read(record);
    if (!record->body)
        refuse(record, "there is no \"text\"", NULL);
    return status;
}

/* Raw controls: tabulators and the CR of a CRLF are white space between values and not allowed in strings. */
static bool has_control(struct span line)
{
    bool is_in_string = false;
    for (size_t i = 0; i < line.len; i++) {
        const unsigned char c = (unsigned char)line.ptr[i];
        if (c < 0x20 && (is_in_string || (c != '\t' && c != '\r')))
            return true;
        if (c == '"')
            is_in_string = !is_in_string;
        else if (c == '\\' && is_in_string && i + 1 < line.len && (unsigned char)line.ptr[i + 1] >= 0x20)
            i++;
    }
    return false;
}

static struct span line_trim(const struct buffer *line)
{
    struct span all = {line->bytes, line->n_bytes};
    if (span_starts_with(all, "\xEF\xBB\xBF"))
        all = (struct span){all.ptr + 3, all.len - 3};
    return span_trim(all);
}

/* The parser collects a string in a buffer whose growth it does not check: let it have all it can need first. */
static enum qualm_status tokener_reserve(struct json_tokener *tokener, size_t n_bytes)
{
    printbuf_reset(tokener->pb);
    if (printbuf_memset(tokener->pb, 0, 0, (int)n_bytes + 16) < 0)
        return QUALM_ERR_MEMORY;
    printbuf_reset(tokener->pb);
    return QUALM_OK;
}

static enum qualm_status line_parse(struct record_reader *reader, struct record *record)
{
    struct json_tokener *tokener = reader->tokener;
    enum qualm_status status = json_plain(line_trim(&record->line), &record->plain);
    const struct span line = {record->plain.bytes, record->plain.n_bytes};
    json_tokener_reset(tokener);
    if (!status)
        status = tokener_reserve(tokener, line.len);
    if (status)
        return status;
    /* One byte more: the NUL tells the parser that a number has ended. */
    record->json = json_tokener_parse_ex(tokener, line.ptr, (int)line.len + 1);
    const enum json_tokener_error error = json_tokener_get_error(tokener);
    /* Without memory the parser gives what "null" gives, or (from 0.17 on) an error of that name. */
    const bool is_null = error == json_tokener_success && !record->json && !span_starts_with(line, "null");
    if ((is_null && line.len) || strcmp(json_tokener_error_desc(error), "out of memory") == 0)
        return QUALM_ERR_MEMORY;
    if (line.len == 0)
        refuse(record, "the line is empty", NULL);
    else if (error == json_tokener_continue)
        refuse(record, "the JSON text is cut off", NULL);
    else if (error != json_tokener_success)
        refuse(record, "is no JSON: %s", json_tokener_error_desc(error));
    else if (json_tokener_get_parse_end(tokener) < line.len)
        refuse(record, "has more behind the JSON object", NULL);
    else if (!json_object_is_type(record->json, json_type_object))
        refuse(record, "is no JSON object", NULL);
    return QUALM_OK;
}

enum qualm_status record_read(struct record_reader *reader, const char *line, size_t n_bytes, struct record *record)
{
    *record = (struct record){.text = {.id = "null"}};
    enum qualm_status status = line_repair(line, n_bytes, &record->line);
    if (status)
        return status;
    if (has_control(line_trim(&record->line))) {
        refuse(record, "is no JSON: a raw control character", NULL);
        return QUALM_OK;
    }
    status = line_parse(reader, record);
    return status || record->error[0] ? status : members_read(record);
}
