/* Knows the lines that are no prose: bylines, dates, labels, sharing, contacts, and what opens a citation. */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/number.h"
#include "base/span.h"
#include "input/reader.h"
#include "match/match.h"

/* No furniture is longer; a citation opener may be, and shows its colon early. */
#define LINE_MOST 160u
#define OPENER_MOST 40u
#define CITATION_MOST 2000u
/* A text that takes longer than a day to read is no article. */
#define MINUTES_MOST 1440u

/* Rows are tried a bunch at a time, as one pattern, since hardly any line is furniture. A pattern may be 8 KiB long
 * once its apostrophes are written out. */
#define BUNCH_BYTES 6000u

struct bunch {
    struct pattern *any; /* hits where one of the rows does */
    size_t first_row, n_rows;
};

struct furniture_rules {
    const struct data_language *language;
    struct bunch *bunches;
    size_t n_bunches, bunches_room;
    struct pattern_row *patterns; /* what `rows` borrows */
    struct pattern_set *rows;     /* each compiles when first needed */
};

struct furniture {
    const struct furniture_rules *rules;
    struct match_scratch *scratch;
};

/* Rows may name the same groups, which one pattern may not: the names go. */
static enum qualm_status append_unnamed(struct buffer *joined, const char *pattern)
{
    enum qualm_status status = QUALM_OK;
    for (const char *p = pattern; !status && *p; p++) {
        const bool is_name = p[0] == '(' && p[1] == '?' && p[2] == '<' && p[3] != '=' && p[3] != '!';
        if (!is_name) {
            status = buffer_append(joined, p, 1);
            continue;
        }
        status = buffer_append_text(joined, "(?:");
        while (*p != '>')
            p++;
    }
    return status;
}

/* Joins rows from `first` on, at least one, up to the size of a bunch. */
static enum qualm_status join_rows(const struct data_language *language, size_t first, struct buffer *joined,
                                   size_t *n_rows)
{
    enum qualm_status status = QUALM_OK;
    size_t row = first;
    while (!status && row < language->n_furniture) {
        const char *pattern = language->furniture[row].pattern;
        if (row > first && joined->n_bytes + strlen(pattern) > BUNCH_BYTES)
            break;
        status = buffer_append_text(joined, row > first ? "|(?:" : "(?:");
        if (!status)
            status = append_unnamed(joined, pattern);
        if (!status)
            status = buffer_append_text(joined, ")");
        row++;
    }
    *n_rows = row - first;
    return status;
}

static enum qualm_status compile_bunch(struct furniture_rules *rules, size_t first, size_t *n_rows)
{
    struct buffer joined = {0};
    struct pattern *any = NULL;
    enum qualm_status status = join_rows(rules->language, first, &joined, n_rows);
    if (!status)
        status = array_reserve((void **)&rules->bunches, &rules->bunches_room, rules->n_bunches + 1,
                               sizeof *rules->bunches);
    if (!status)
        status = pattern_new(joined.bytes, NULL, 0, &any);
    if (!status)
        rules->bunches[rules->n_bunches++] = (struct bunch){any, first, *n_rows};
    buffer_free(&joined);
    return status;
}

static enum qualm_status compile(struct furniture_rules *rules)
{
    const struct data_language *language = rules->language;
    size_t n_rows = 0;
    rules->patterns = calloc(language->n_furniture + 1, sizeof *rules->patterns);
    if (!rules->patterns)
        return QUALM_ERR_MEMORY;
    for (size_t row = 0; row < language->n_furniture; row++)
        rules->patterns[row] = (struct pattern_row){.pattern = language->furniture[row].pattern, .anchors = "*"};
    enum qualm_status status = pattern_set_new(rules->patterns, language->n_furniture, false, &rules->rows, NULL);
    for (size_t row = 0; !status && row < language->n_furniture; row += n_rows)
        status = compile_bunch(rules, row, &n_rows);
    return status;
}

enum qualm_status furniture_rules_new(const struct data_language *language, struct furniture_rules **rules)
{
    struct furniture_rules *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->language = language;
    const enum qualm_status status = compile(made);
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
    for (size_t i = 0; i < rules->n_bunches; i++)
        pattern_free(rules->bunches[i].any);
    free(rules->bunches);
    pattern_set_free(rules->rows);
    free(rules->patterns);
    free(rules);
}

enum qualm_status furniture_new(const struct furniture_rules *rules, struct furniture **furniture)
{
    struct furniture *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->rules = rules;
    const enum qualm_status status = match_scratch_new(&made->scratch);
    if (status)
        free(made);
    else
        *furniture = made;
    return status;
}

void furniture_free(struct furniture *furniture)
{
    if (!furniture)
        return;
    match_scratch_free(furniture->scratch);
    free(furniture);
}

static bool may_be_furniture(struct span line)
{
    if (line.len == 0 || line.len > CITATION_MOST)
        return false;
    return line.len <= LINE_MOST || memchr(line.ptr, ':', OPENER_MOST) != NULL;
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
                                      : FURNITURE_LINE;
}

/* Fills `match` if the row matches. */
static enum qualm_status match_row(struct furniture *furniture, size_t row, struct span line,
                                   struct furniture_match *match)
{
    struct match_hit hit;
    bool is_hit = false;
    const struct pattern *pattern;
    enum qualm_status status = pattern_set_get(furniture->rules->rows, row, &pattern);
    if (!status)
        status = pattern_find(pattern, furniture->scratch, line.ptr, line.len, 0, &hit, &is_hit);
    if (status || !is_hit)
        return status;
    const char *row_kind = furniture->rules->language->furniture[row].kind;
    *match = (struct furniture_match){.kind = kind_of(row_kind), .row_kind = row_kind};
    match->name = part_of(pattern, &hit, "name");
    match->date = part_of(pattern, &hit, "date");
    const struct furniture_part behind = part_of(pattern, &hit, "text");
    match->has_text_behind = behind.end > behind.start;
    read_minutes(line, part_of(pattern, &hit, "minutes"), match);
    return QUALM_OK;
}

/* Tries the rows of one bunch. */
static enum qualm_status match_bunch(struct furniture *furniture, const struct bunch *bunch, struct span line,
                                     struct furniture_match *match)
{
    struct match_hit hit;
    bool is_hit = false;
    enum qualm_status status = pattern_find(bunch->any, furniture->scratch, line.ptr, line.len, 0, &hit, &is_hit);
    for (size_t i = 0; !status && is_hit && !match->kind && i < bunch->n_rows; i++)
        status = match_row(furniture, bunch->first_row + i, line, match);
    return status;
}

enum qualm_status furniture_match(struct furniture *furniture, struct span line, struct furniture_match *match)
{
    enum qualm_status status = QUALM_OK;
    *match = (struct furniture_match){0};
    if (!may_be_furniture(line))
        return QUALM_OK;
    for (size_t i = 0; !status && !match->kind && i < furniture->rules->n_bunches; i++)
        status = match_bunch(furniture, &furniture->rules->bunches[i], line, match);
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
