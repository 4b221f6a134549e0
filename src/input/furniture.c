/* Knows the lines that are no prose: bylines, dates, labels, sharing, contacts, and what opens a citation. */
#include <stdlib.h>

#include "base/number.h"
#include "base/span.h"
#include "input/reader.h"
#include "match/match.h"

/* No furniture is longer; a citation opener may be, and shows its colon early. */
#define LINE_MOST 160u
#define OPENER_MOST 40u
#define CITATION_MOST 2000u
/* A caption may be longer than a line, and names its source at its end. */
#define CAPTION_MOST 400u
#define CREDIT_MOST 100u
/* A text that takes longer than a day to read is no article. */
#define MINUTES_MOST 1440u

struct furniture_rules {
    const struct data_language *language;
    struct pattern_row *patterns; /* what `rows` borrows */
    struct pattern_set *rows;
};

struct furniture {
    const struct furniture_rules *rules;
    struct match_scratch *scratch;
    struct pattern_search *search;
};

static enum qualm_status rules_fill(struct furniture_rules *rules)
{
    const struct data_language *language = rules->language;
    rules->patterns = calloc(language->n_furniture + 1, sizeof *rules->patterns);
    if (!rules->patterns)
        return QUALM_ERR_MEMORY;
    for (size_t row = 0; row < language->n_furniture; row++) {
        const struct data_furniture *furniture = &language->furniture[row];
        rules->patterns[row] =
            (struct pattern_row){furniture->pattern, "*", furniture->leads, furniture->between, furniture->holds};
    }
    return pattern_set_new(rules->patterns, language->n_furniture, false, &rules->rows, NULL);
}

enum qualm_status furniture_rules_new(const struct data_language *language, struct furniture_rules **rules)
{
    struct furniture_rules *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->language = language;
    const enum qualm_status status = rules_fill(made);
    if (status)
        furniture_rules_free(made);
    else
        *rules = made;
    return status;
}

void furniture_rules_free(struct furniture_rules *rules)
{
    if (!rules)
        return;
    pattern_set_free(rules->rows);
    free(rules->patterns);
    free(rules);
}

enum qualm_status furniture_new(const struct reader_options *options, struct furniture **furniture)
{
    struct furniture *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->rules = options->furniture;
    enum qualm_status status = match_scratch_new(&made->scratch);
    if (!status)
        status = pattern_search_new(made->rules->rows, made->scratch, options->plain_matching, &made->search);
    if (status)
        furniture_free(made);
    else
        *furniture = made;
    return status;
}

void furniture_free(struct furniture *furniture)
{
    if (!furniture)
        return;
    pattern_search_free(furniture->search);
    match_scratch_free(furniture->scratch);
    free(furniture);
}

static bool may_be_furniture(struct span line)
{
    if (line.len == 0 || line.len > CITATION_MOST)
        return false;
    if (line.len <= LINE_MOST || memchr(line.ptr, ':', OPENER_MOST))
        return true;
    const char *end = line.ptr + line.len - CREDIT_MOST;
    return line.len <= CAPTION_MOST &&
           (memchr(end, ':', CREDIT_MOST) || memchr(end, '(', CREDIT_MOST) || memchr(end, '/', CREDIT_MOST));
}

static struct furniture_part part_of(const struct pattern *pattern, const struct match_hit *hit, const char *name)
{
    const unsigned group = pattern_group(pattern, name);
    if (group == 0 || group >= MATCH_GROUPS || hit->start[group] >= hit->end[group])
        return (struct furniture_part){0, 0};
    return (struct furniture_part){hit->start[group], hit->end[group]};
}

static bool is_label_byte(char c)
{
    return c == ' ' || c == '-' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* From the number to the sign that ends its label: "4 min read" in "Jane Doe | 4 min read". */
static struct furniture_part label_around(struct span line, struct furniture_part number)
{
    size_t end = number.end;
    while (end < line.len && is_label_byte(line.ptr[end]))
        end++;
    while (end > number.end && (line.ptr[end - 1] == ' ' || line.ptr[end - 1] == '-'))
        end--;
    return (struct furniture_part){number.start, end};
}

static void read_minutes(struct span line, struct furniture_part number, struct furniture_match *match)
{
    uint64_t minutes = 0;
    if (number.end == number.start)
        return;
    if (!number_to_uint((struct span){line.ptr + number.start, number.end - number.start}, &minutes))
        return;
    if (minutes == 0 || minutes > MINUTES_MOST)
        return;
    match->minutes = (unsigned)minutes;
    match->label = label_around(line, number);
}

static enum furniture_kind kind_of(const char *row_kind)
{
    const struct span kind = span_of(row_kind);
    return span_is(kind, "citation") ? FURNITURE_CITATION
           : span_is(kind, "minutes") ? FURNITURE_MINUTES
           : span_is(kind, "name")    ? FURNITURE_NAME
           : span_is(kind, "kicker")  ? FURNITURE_KICKER
           : span_is(kind, "caption") ? FURNITURE_CAPTION
                                      : FURNITURE_LINE;
}

/* Reads a hit of a row. */
static enum qualm_status hit_read(const struct furniture *furniture, size_t row, struct span line,
                                  const struct match_hit *hit, struct furniture_match *match)
{
    const struct pattern *pattern;
    const enum qualm_status status = pattern_set_get(furniture->rules->rows, row, &pattern);
    if (status)
        return status;
    const char *row_kind = furniture->rules->language->furniture[row].kind;
    *match = (struct furniture_match){.kind = kind_of(row_kind), .row_kind = row_kind};
    match->name = part_of(pattern, hit, "name");
    match->date = part_of(pattern, hit, "date");
    const struct furniture_part behind = part_of(pattern, hit, "text");
    match->has_text_behind = behind.end > behind.start;
    read_minutes(line, part_of(pattern, hit, "minutes"), match);
    return QUALM_OK;
}

enum qualm_status furniture_match(struct furniture *furniture, struct span line, struct furniture_match *match)
{
    *match = (struct furniture_match){0};
    if (!may_be_furniture(line))
        return QUALM_OK;
    enum qualm_status status = pattern_search_line(furniture->search, line.ptr, line.len);
    for (size_t row = 0; !status && !match->kind && pattern_search_row(furniture->search, &row); row++) {
        struct match_hit hit;
        bool is_hit;
        status = pattern_search_find(furniture->search, row, 0, &hit, &is_hit);
        if (!status && is_hit)
            status = hit_read(furniture, row, line, &hit, match);
    }
    return status;
}

enum qualm_status furniture_opens_citations(struct furniture *furniture, struct span heading, bool *opens)
{
    struct furniture_match match;
    const enum qualm_status status = furniture_match(furniture, heading, &match);
    if (!status)
        *opens = match.kind == FURNITURE_CITATION && !match.has_text_behind;
    return status;
}

static enum qualm_status keep_text(const struct block *line, struct furniture_part part, struct arena *arena,
                                   const char **kept)
{
    if (*kept || part.end == part.start)
        return QUALM_OK;
    const char *copy = arena_copy(arena, line->text + part.start, part.end - part.start);
    if (!copy)
        return QUALM_ERR_MEMORY;
    *kept = copy;
    return QUALM_OK;
}

enum qualm_status furniture_note(const struct furniture_match *match, const struct block *line,
                                 struct document_sink *sink)
{
    struct metadata *metadata = sink->metadata;
    enum qualm_status status = keep_text(line, match->name, sink->arena, &metadata->author);
    if (!status)
        status = keep_text(line, match->date, sink->arena, &metadata->date);
    if (!status && match->minutes && !metadata->declared_minutes) {
        metadata->declared_minutes = match->minutes;
        metadata->declared_span = block_span(line, match->label.start, match->label.end, NULL);
    }
    return status;
}
