/* Front matter, by libyaml's events: no aliases, no tags, no tree. */
#include "input/front_matter.h"

#include <string.h>
#include <yaml.h>

#include "base/number.h"
#include "base/span.h"
#include "base/utf8.h"
#include "input/front_switches.h"

/* Deeper nesting is refused. */
#define DEPTH_MOST 32u
#define AUTHORS_BYTES_MOST 1000u
#define MINUTES_MOST 1440u

enum field { FIELD_NONE = 0, FIELD_TITLE, FIELD_AUTHOR, FIELD_DATE, FIELD_LANGUAGE, FIELD_MINUTES, FIELD_SWITCHES };

struct key {
    const char *name; /* lower case, without "_", "-" and spaces */
    enum field field;
};

static const struct key keys[] = {
    {"title", FIELD_TITLE},           {"headline", FIELD_TITLE},        {"author", FIELD_AUTHOR},
    {"authors", FIELD_AUTHOR},        {"byline", FIELD_AUTHOR},         {"date", FIELD_DATE},
    {"published", FIELD_DATE},        {"publishdate", FIELD_DATE},      {"pubdate", FIELD_DATE},
    {"datepublished", FIELD_DATE},    {"publishedat", FIELD_DATE},      {"language", FIELD_LANGUAGE},
    {"lang", FIELD_LANGUAGE},         {"locale", FIELD_LANGUAGE},       {"languagecode", FIELD_LANGUAGE},
    {"readingtime", FIELD_MINUTES},   {"readtime", FIELD_MINUTES},      {"minutes", FIELD_MINUTES},
    {"readingminutes", FIELD_MINUTES}, {"timetoread", FIELD_MINUTES},   {"readingtimeminutes", FIELD_MINUTES},
    {"minutestoread", FIELD_MINUTES}, {"estimatedreadingtime", FIELD_MINUTES}, {"qualm", FIELD_SWITCHES},
};

/* One reading of the events. */
struct yaml_reading {
    const struct checked_text *window;
    struct document_sink *sink;
    struct front_matter *found;
    struct buffer authors;
    struct front_switches *switches;
    size_t at;             /* byte in the window that stands at code point `index` of what libyaml was given */
    size_t index;
    unsigned depth;
    enum field field;      /* of the key read last, at depth 1 */
    bool awaits_value;     /* at depth 1: the next event belongs to `field` */
    bool awaits_inner;     /* inside a mapping in the value: the next scalar is a value */
    bool inner_is_wanted;  /* and its key says that it is what the field means */
    bool is_list[DEPTH_MOST];
    const char *form;      /* what is said of text that is not well-formed */
    const char *complaint; /* why reading ended early */
};

/* The byte that stands at a mark. Marks only rise. */
static size_t byte_at(struct yaml_reading *reading, const yaml_mark_t *mark)
{
    while (reading->index < mark->index && reading->at < reading->window->n_bytes) {
        utf8_next(reading->window->bytes, &reading->at);
        reading->index++;
    }
    return reading->at;
}

/* A key without case, "_", "-" and spaces: readingTime, reading_time and "Reading time" are one. */
static size_t fold_key(struct span key, char *folded, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < key.len && n + 1 < room; i++) {
        const char c = key.ptr[i];
        if (c == '_' || c == '-' || c == ' ')
            continue;
        folded[n++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    folded[n] = '\0';
    return n;
}

static enum field field_of(struct span key)
{
    char folded[32];
    fold_key(key, folded, sizeof folded);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (strcmp(keys[i].name, folded) == 0)
            return keys[i].field;
    return FIELD_NONE;
}

/* Whether a key inside the value names what the field means: an author's name, the minutes of a reading time. */
static bool inner_is_wanted(enum field field, struct span key)
{
    if (field == FIELD_AUTHOR)
        return span_equals_nocase(key, span_of("name"));
    return field == FIELD_MINUTES && (span_equals_nocase(key, span_of("minutes")) ||
                                      span_equals_nocase(key, span_of("text")));
}

static enum qualm_status add_author(struct yaml_reading *reading, struct span name)
{
    if (name.len == 0 || reading->authors.n_bytes + name.len > AUTHORS_BYTES_MOST)
        return QUALM_OK;
    enum qualm_status status = reading->authors.n_bytes ? buffer_append_text(&reading->authors, ", ") : QUALM_OK;
    return status ? status : buffer_append(&reading->authors, name.ptr, name.len);
}

static enum qualm_status keep(struct yaml_reading *reading, struct span value, const char **kept)
{
    if (*kept || value.len == 0)
        return QUALM_OK;
    const char *copy = arena_copy(reading->sink->arena, value.ptr, value.len);
    if (!copy)
        return QUALM_ERR_MEMORY;
    *kept = copy;
    return QUALM_OK;
}

/* The first number in a text such as "4", "4.2 minutes" or "about 4 min", rounded up; 0 when there is none. */
static unsigned minutes_in(struct span value)
{
    size_t start = 0;
    while (start < value.len && (value.ptr[start] < '0' || value.ptr[start] > '9'))
        start++;
    size_t end = start;
    while (end < value.len && ((value.ptr[end] >= '0' && value.ptr[end] <= '9') ||
                               (value.ptr[end] == '.' && end + 1 < value.len && value.ptr[end + 1] >= '0' &&
                                value.ptr[end + 1] <= '9')))
        end++;
    double minutes = 0;
    if (!number_to_double((struct span){value.ptr + start, end - start}, &minutes) || minutes > MINUTES_MOST)
        return 0;
    const unsigned whole = (unsigned)minutes;
    return whole + (minutes > whole);
}

static struct qualm_span place(struct yaml_reading *reading, size_t start, size_t end)
{
    struct text_cursor cursor;
    text_cursor_init(&cursor, reading->window);
    text_cursor_move(&cursor, start);
    return text_cursor_span(&cursor, end - start);
}

/* Right below "qualm" stand the keys of a mapping and their values, and a level further down the items of a list. */
static enum front_role role_of(struct yaml_reading *reading)
{
    const bool is_list = reading->depth > 1 && reading->is_list[reading->depth - 1];
    if (reading->depth == 3 && is_list && !reading->is_list[1])
        return FRONT_VALUE;
    if (reading->depth != 2 || is_list)
        return FRONT_STRAY;
    reading->awaits_inner = !reading->awaits_inner;
    return reading->awaits_inner ? FRONT_KEY : FRONT_VALUE;
}

static enum qualm_status take_switch(struct yaml_reading *reading, const yaml_event_t *event)
{
    struct front_scalar scalar = {
        .role = role_of(reading),
        .text = span_trim((struct span){(const char *)event->data.scalar.value, event->data.scalar.length}),
    };
    scalar.start = byte_at(reading, &event->start_mark);
    scalar.end = byte_at(reading, &event->end_mark);
    return front_switches_add(reading->switches, &scalar, reading->sink);
}

/* YAML's null, which JSON has too: a value that is not there. In quotation marks it is a word. */
static bool is_null(const yaml_event_t *event, struct span value)
{
    static const char *const nulls[] = {"~", "null", "Null", "NULL"};
    bool is_one = false;
    for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
        is_one |= span_is(value, nulls[i]);
    return is_one && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

static enum qualm_status take_value(struct yaml_reading *reading, const yaml_event_t *event)
{
    const struct span value =
        span_trim((struct span){(const char *)event->data.scalar.value, event->data.scalar.length});
    struct metadata *metadata = reading->sink->metadata;
    if (is_null(event, value) && reading->field != FIELD_SWITCHES)
        return QUALM_OK;
    switch (reading->field) {
    case FIELD_TITLE:
        if (value.len && reading->found->title_end == 0) {
            reading->found->title_start = byte_at(reading, &event->start_mark);
            reading->found->title_end = byte_at(reading, &event->end_mark);
        }
        return QUALM_OK;
    case FIELD_AUTHOR:
        return add_author(reading, value);
    case FIELD_DATE:
        return keep(reading, value, &metadata->date);
    case FIELD_LANGUAGE:
        return keep(reading, value, &metadata->language);
    case FIELD_MINUTES:
        if (metadata->declared_minutes == 0 && minutes_in(value)) {
            metadata->declared_minutes = minutes_in(value);
            const size_t start = byte_at(reading, &event->start_mark);
            metadata->declared_span = place(reading, start, byte_at(reading, &event->end_mark));
        }
        return QUALM_OK;
    case FIELD_SWITCHES:
        return take_switch(reading, event);
    default:
        return QUALM_OK;
    }
}

static enum qualm_status take_scalar(struct yaml_reading *reading, const yaml_event_t *event)
{
    const struct span text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    if (reading->depth == 1 && !reading->awaits_value) {
        reading->field = field_of(text);
        reading->awaits_value = true;
        return QUALM_OK;
    }
    if (reading->depth == 1) {
        reading->awaits_value = false;
        return take_value(reading, event);
    }
    if (reading->depth == 0 || reading->field == FIELD_NONE)
        return QUALM_OK;
    if (reading->field == FIELD_SWITCHES) /* a mapping may be a key, too: that belongs to nothing */
        return reading->awaits_value ? take_switch(reading, event) : QUALM_OK;
    if (reading->is_list[reading->depth - 1]) /* a plain list of names lies right below its key */
        return reading->depth == 2 && reading->field == FIELD_AUTHOR ? take_value(reading, event) : QUALM_OK;
    const bool is_value = reading->awaits_inner;
    reading->awaits_inner = !is_value;
    if (!is_value)
        reading->inner_is_wanted = inner_is_wanted(reading->field, text);
    return is_value && reading->inner_is_wanted ? take_value(reading, event) : QUALM_OK;
}

static void go_down(struct yaml_reading *reading, bool is_list)
{
    if (reading->depth == DEPTH_MOST) {
        reading->complaint = "the front matter is nested too deeply";
        return;
    }
    if (reading->depth == 0 && is_list)
        reading->complaint = "the front matter is a list, not keys and values";
    reading->is_list[reading->depth++] = is_list;
    reading->awaits_inner = false;
}

static void go_up(struct yaml_reading *reading)
{
    reading->depth--;
    reading->awaits_inner = false;
    if (reading->depth == 1)
        reading->awaits_value = false;
}

static enum qualm_status take_event(struct yaml_reading *reading, const yaml_event_t *event)
{
    static const char refusal[] = "aliases, anchors and tags are not read in front matter";
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        reading->complaint = refusal;
        return QUALM_OK;
    case YAML_SCALAR_EVENT:
        if (event->data.scalar.anchor || event->data.scalar.tag) {
            reading->complaint = refusal;
            return QUALM_OK;
        }
        return take_scalar(reading, event);
    case YAML_SEQUENCE_START_EVENT:
        go_down(reading, true);
        if (event->data.sequence_start.anchor || event->data.sequence_start.tag)
            reading->complaint = refusal;
        return QUALM_OK;
    case YAML_MAPPING_START_EVENT:
        go_down(reading, false);
        if (event->data.mapping_start.anchor || event->data.mapping_start.tag)
            reading->complaint = refusal;
        return QUALM_OK;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        go_up(reading);
        return QUALM_OK;
    default:
        return QUALM_OK;
    }
}

static enum qualm_status read_events(struct yaml_reading *reading, yaml_parser_t *parser)
{
    enum qualm_status status = QUALM_OK;
    bool is_end = false;
    while (!status && !is_end && !reading->complaint) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            if (parser->error == YAML_MEMORY_ERROR)
                return QUALM_ERR_MEMORY;
            reading->complaint = reading->form;
            return QUALM_OK;
        }
        is_end = event.type == YAML_STREAM_END_EVENT || event.type == YAML_DOCUMENT_END_EVENT;
        status = take_event(reading, &event);
        yaml_event_delete(&event);
    }
    return status;
}

/* Reads YAML, or JSON, which is a mapping in YAML's flow style. */
static enum qualm_status read_yaml(const struct checked_text *window, size_t start, size_t end,
                                   struct document_sink *sink, struct front_matter *found)
{
    static const char *const forms[] = {"the front matter is not well-formed YAML",
                                        "the front matter is not well-formed JSON"};
    struct front_switches switches = {.n_words = 0};
    struct yaml_reading reading = {.window = window,
                                   .sink = sink,
                                   .found = found,
                                   .switches = &switches,
                                   .at = start,
                                   .form = forms[start == 0]};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return QUALM_ERR_MEMORY;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)window->bytes + start, end - start);
    enum qualm_status status = read_events(&reading, &parser);
    yaml_parser_delete(&parser);
    if (!status && reading.authors.n_bytes)
        status = keep(&reading, (struct span){reading.authors.bytes, reading.authors.n_bytes},
                      &sink->metadata->author);
    buffer_free(&reading.authors);
    if (!status)
        status = front_switches_tell(&switches, window, sink);
    if (!status && reading.complaint)
        status = sink->warning(sink->to, "front-matter", reading.complaint, place(&reading, start, start).start);
    return status;
}

/* The line at `at` without white space at its end; `*next` is where the next one starts. */
static struct span line_at(const struct checked_text *window, size_t at, size_t *next)
{
    size_t end = at;
    while (end < window->n_bytes && window->bytes[end] != '\n' && window->bytes[end] != '\r')
        end++;
    *next = end;
    if (*next < window->n_bytes)
        *next += window->bytes[end] == '\r' && end + 1 < window->n_bytes && window->bytes[end + 1] == '\n' ? 2 : 1;
    struct span line = {window->bytes + at, end - at};
    while (line.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
        line.len--;
    return line;
}

/* Finds the line that closes what the first line opened. Text between two thematic breaks is no front matter: some
 * line has to have a colon, or there is none at all. */
static bool find_fence(const struct checked_text *window, const char *fence, const char *other, size_t *start,
                       size_t *end, size_t *next)
{
    size_t at;
    bool has_line = false, has_key = false;
    const struct span first = line_at(window, 0, start);
    if (!span_is(first, fence))
        return false;
    for (at = *start; at < window->n_bytes && at < FRONT_MATTER_MOST; at = *next) {
        const struct span line = line_at(window, at, next);
        if (span_is(line, fence) || span_is(line, other)) {
            *end = at;
            return has_key || !has_line;
        }
        has_line |= line.len != 0;
        has_key |= line.len && (memchr(line.ptr, ':', line.len) || memchr(line.ptr, '=', line.len));
    }
    return false;
}

/* The end of a JSON object that opens the text and ends with its line; 0 when there is none. */
static size_t json_end(const struct checked_text *window)
{
    const char *bytes = window->bytes;
    unsigned depth = 0;
    bool is_string = false;
    size_t at = 1;
    while (at < window->n_bytes && strchr(" \t\r\n", bytes[at]) && bytes[at])
        at++;
    if (window->n_bytes < 2 || bytes[0] != '{' || (bytes[at] != '"' && bytes[at] != '}'))
        return 0;
    for (at = 0; at < window->n_bytes && at < FRONT_MATTER_MOST; at++) {
        const char c = bytes[at];
        if (is_string) {
            at += c == '\\';
            is_string = c != '"';
            continue;
        }
        is_string = c == '"';
        depth += c == '{';
        if (c == '}' && --depth == 0) {
            size_t next;
            return line_at(window, at + 1, &next).len == 0 ? next : 0;
        }
    }
    return 0;
}

/* TOML is not read. Whoever switches rules off in it has to know. */
static enum qualm_status tell_toml(const struct checked_text *window, size_t start, size_t end,
                                   struct document_sink *sink)
{
    struct text_cursor cursor;
    size_t next;
    for (size_t at = start; at < end; at = next) {
        const struct span line = span_trim(line_at(window, at, &next));
        if (!span_starts_with(line, "qualm") && !span_starts_with(line, "[qualm"))
            continue;
        text_cursor_init(&cursor, window);
        text_cursor_move(&cursor, at);
        return sink->warning(sink->to, "front-matter", "TOML front matter is not read: it switches nothing off",
                             text_cursor_span(&cursor, line.len).start);
    }
    return QUALM_OK;
}

enum qualm_status front_matter_read(const struct checked_text *window, struct document_sink *sink,
                                    struct front_matter *front_matter)
{
    size_t start, end, next = 0;
    *front_matter = (struct front_matter){0};
    if (find_fence(window, "---", "...", &start, &end, &next)) {
        front_matter->end = next;
        return read_yaml(window, start, end, sink, front_matter);
    }
    if (find_fence(window, "+++", "+++", &start, &end, &next)) {
        front_matter->end = next;
        return tell_toml(window, start, end, sink);
    }
    front_matter->end = json_end(window);
    return front_matter->end ? read_yaml(window, 0, front_matter->end, sink, front_matter) : QUALM_OK;
}
