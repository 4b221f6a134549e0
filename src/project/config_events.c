/* Reading YAML with libyaml's events, each in our words. */
#include "project/config_events.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct parser {
    yaml_parser_t yaml;
    yaml_event_t event; /* the newest */
    bool has_event;
    struct span bytes;
};

/* ------------------------------------------------------------- complaints */

enum qualm_status config_refuse_at(const struct config_events *events, struct config_place place, const char *what)
{
    return complaint_say(events->why, "%s:%zu:%zu: %s", events->name, place.line, place.column, what);
}

enum qualm_status config_refuse(const struct config_events *events, const char *what)
{
    return config_refuse_at(events, events->place, what);
}

enum qualm_status config_refuse_word(const struct config_events *events, const char *what, const char *word,
                                     const char *near)
{
    const struct config_place place = events->place;
    if (near)
        return complaint_say(events->why, "%s:%zu:%zu: %s '%.80s', did you mean '%s'?", events->name, place.line,
                             place.column, what, word, near);
    return complaint_say(events->why, "%s:%zu:%zu: %s '%.80s'", events->name, place.line, place.column, what, word);
}

static struct config_place place_of(yaml_mark_t mark)
{
    return (struct config_place){mark.line + 1, mark.column + 1};
}

/* libyaml says where only for some errors; for bad bytes it counts bytes. */
static enum qualm_status parser_failed(const struct config_events *events)
{
    const struct parser *parser = events->parser;
    const yaml_parser_t *yaml = &parser->yaml;
    yaml_mark_t mark = yaml->problem_mark;
    if (yaml->error == YAML_MEMORY_ERROR)
        return QUALM_ERR_MEMORY;
    if (yaml->error == YAML_READER_ERROR) {
        mark = (yaml_mark_t){0};
        for (size_t i = 0; i < yaml->problem_offset && i < parser->bytes.len; i++) {
            const char c = parser->bytes.ptr[i];
            mark.column = c == '\n' ? 0 : mark.column + ((c & 0xC0) != 0x80);
            mark.line += c == '\n';
        }
    }
    return config_refuse_at(events, place_of(mark), yaml->problem ? yaml->problem : "is no YAML");
}

/* ----------------------------------------------------------------- events */

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

static enum config_event kind_of(yaml_event_type_t type)
{
    static const enum config_event kinds[] = {
        [YAML_STREAM_END_EVENT] = CONFIG_END,        [YAML_SCALAR_EVENT] = CONFIG_SCALAR,
        [YAML_SEQUENCE_START_EVENT] = CONFIG_LIST,   [YAML_SEQUENCE_END_EVENT] = CONFIG_LIST_END,
        [YAML_MAPPING_START_EVENT] = CONFIG_MAP,     [YAML_MAPPING_END_EVENT] = CONFIG_MAP_END,
    };
    return type < sizeof kinds / sizeof *kinds ? kinds[type] : CONFIG_OTHER;
}

static void event_drop(struct parser *parser)
{
    if (parser->has_event)
        yaml_event_delete(&parser->event);
    parser->has_event = false;
}

enum qualm_status config_event_next(struct config_events *events)
{
    struct parser *parser = events->parser;
    event_drop(parser);
    if (!yaml_parser_parse(&parser->yaml, &parser->event))
        return parser_failed(events);
    parser->has_event = true;
    events->kind = kind_of(parser->event.type);
    events->text = events->kind == CONFIG_SCALAR ? (const char *)parser->event.data.scalar.value : NULL;
    events->place = place_of(parser->event.start_mark);
    if (has_decoration(&parser->event))
        return config_refuse(events, "aliases, anchors and tags are not read here");
    return has_nul(&parser->event) ? config_refuse(events, "a NUL stands in no value") : QUALM_OK;
}

/* ------------------------------------------------------------ open, close */

/* A byte order mark says nothing that is not known. */
static struct span without_mark(struct span bytes)
{
    return span_starts_with(bytes, "\xEF\xBB\xBF") ? (struct span){bytes.ptr + 3, bytes.len - 3} : bytes;
}

enum qualm_status config_events_open(struct config_events *events, const char *name, struct span bytes,
                                     struct complaint *why)
{
    struct parser *parser = calloc(1, sizeof *parser);
    if (!parser || !yaml_parser_initialize(&parser->yaml)) {
        free(parser);
        return QUALM_ERR_MEMORY;
    }
    parser->bytes = without_mark(bytes);
    yaml_parser_set_input_string(&parser->yaml, (const unsigned char *)parser->bytes.ptr, parser->bytes.len);
    yaml_parser_set_encoding(&parser->yaml, YAML_UTF8_ENCODING);
    *events = (struct config_events){.name = name, .why = why, .parser = parser};
    return QUALM_OK;
}

void config_events_close(struct config_events *events)
{
    struct parser *parser = events->parser;
    event_drop(parser);
    yaml_parser_delete(&parser->yaml);
    free(parser);
}
