/* Asks one row of the corpus about one text, with the filter and without it: the hands of tests/check_matching.py.
 *
 * usage: match_rows [anchors|leads N]
 *
 * A line of input is TABLE:ID, a TAB and a text; the table is cue, claim, guard or furniture. The answer is a line: the
 * number of hits without the filter, and "same" or "apart" for those with it; "?" where there is no such row. With
 * arguments the N-th anchor or lead (from 0) is first left out of every row that has it and another one: what is then
 * apart shows that it would be seen. The last line tells of how many rows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "data/tables.h"
#include "match/match.h"
#include "segment/segment.h"

#define HITS_MOST 256u

static struct arena arena;

static void must(bool is_so)
{
    if (!is_so) {
        fputs("match_rows: failed\n", stderr);
        exit(3);
    }
}

/* Zeroed; it lasts to the end. */
static void *memory(size_t n, size_t size)
{
    void *made = arena_array(&arena, n, size);
    must(made != NULL);
    return made;
}

/* --------------------------------------------------------------- planting */

struct fault {
    const char *kind; /* NULL: none is planted */
    size_t item;
    size_t n_planted;
};

/* The list without its N-th part; the list itself where it has no such part, or no other. */
static const char *part_dropped(const char *list, char between, size_t item, size_t *n_planted)
{
    struct span part;
    size_t n = 0;
    if (!list || !*list)
        return list;
    for (struct span rest = span_of(list); span_next_part(&rest, between, &part);)
        n++;
    if (item >= n || n < 2)
        return list;
    char *made = memory(strlen(list) + 1, 1);
    n = 0;
    for (struct span rest = span_of(list); span_next_part(&rest, between, &part); n++) {
        if (n == item)
            continue;
        const size_t n_made = strlen(made);
        if (n_made)
            made[n_made] = between;
        memcpy(made + n_made + (n_made > 0), part.ptr, part.len);
    }
    ++*n_planted;
    return made;
}

static void fault_plant(struct fault *fault, struct pattern_row *row)
{
    if (fault->kind && strcmp(fault->kind, "anchors") == 0)
        row->anchors = part_dropped(row->anchors, ' ', fault->item, &fault->n_planted);
    if (fault->kind && strcmp(fault->kind, "leads") == 0)
        row->leads = part_dropped(row->leads, '|', fault->item, &fault->n_planted);
}

/* ------------------------------------------------------------------ tables */

/* Rows that are searched for together, as the library has them. */
struct table {
    const char **names; /* "cue:hedge.may" */
    struct pattern_row *rows;
    size_t n_rows;
    bool are_lines; /* furniture: at the start of a line, without words */
    struct pattern_set *set;
    struct pattern_search *filtered, *plain;
};

static void row_add(struct table *table, const char *kind, const char *id, const struct pattern_row *row)
{
    char *name = memory(strlen(kind) + strlen(id) + 1, 1);
    stpcpy(stpcpy(name, kind), id);
    table->names[table->n_rows] = name;
    table->rows[table->n_rows++] = *row;
}

static void table_make(struct table *table, size_t n_rows)
{
    *table = (struct table){.names = memory(n_rows + 1, sizeof *table->names),
                            .rows = memory(n_rows + 1, sizeof *table->rows)};
}

#define ROW_OF(data, words)                                                                                            \
    (&(struct pattern_row){(data)->pattern, words, (data)->leads, (data)->between, (data)->holds})

static void claims_fill(struct table *table, const struct data_language *language)
{
    table_make(table, language->n_cues + language->n_claims + language->n_guards);
    for (size_t i = 0; i < language->n_cues; i++)
        row_add(table, "cue:", language->cues[i].id, ROW_OF(&language->cues[i], language->cues[i].anchors));
    for (size_t i = 0; i < language->n_claims; i++)
        row_add(table, "claim:", language->claims[i].id, ROW_OF(&language->claims[i], language->claims[i].anchors));
    for (size_t i = 0; i < language->n_guards; i++)
        row_add(table, "guard:", language->guards[i].id, ROW_OF(&language->guards[i], "*"));
}

static void furniture_fill(struct table *table, const struct data_language *language)
{
    table_make(table, language->n_furniture);
    table->are_lines = true;
    for (size_t i = 0; i < language->n_furniture; i++)
        row_add(table, "furniture:", language->furniture[i].id, ROW_OF(&language->furniture[i], "*"));
}

static void table_open(struct table *table, struct match_scratch *scratch, struct fault *fault)
{
    for (size_t i = 0; i < table->n_rows; i++)
        fault_plant(fault, &table->rows[i]);
    must(pattern_set_new(table->rows, table->n_rows, false, &table->set, NULL) == QUALM_OK);
    must(pattern_search_new(table->set, scratch, false, &table->filtered) == QUALM_OK);
    must(pattern_search_new(table->set, scratch, true, &table->plain) == QUALM_OK);
}

static void table_close(struct table *table)
{
    pattern_search_free(table->filtered);
    pattern_search_free(table->plain);
    pattern_set_free(table->set);
}

/* ------------------------------------------------------------------ asking */

/* Turns a search to a text as the rooms do: src/claim/reader.c by words, src/input/furniture.c by the line. */
static void search_turn(struct pattern_search *search, const struct table *table, struct span text,
                        const struct segments *segments)
{
    if (table->are_lines) {
        must(pattern_search_line(search, text.ptr, text.len) == QUALM_OK);
        return;
    }
    must(pattern_search_begin(search, text.ptr, text.len) == QUALM_OK);
    for (size_t i = 0; i < segments->n_tokens; i++) {
        const struct token *token = &segments->tokens[i];
        const struct match_word word = {.folded = {segments->keys + token->key, token->n_key}, .type = token->type,
                                        .n_bytes = token->end - token->start, .at = token->start};
        if (token->kind != TOKEN_OPAQUE)
            must(pattern_search_word(search, &word) == QUALM_OK);
    }
    must(pattern_search_ready(search) == QUALM_OK);
}

static size_t hits_find(struct pattern_search *search, size_t row, struct match_hit *hits)
{
    bool is_hit = true;
    size_t n = 0;
    memset(hits, 0, HITS_MOST * sizeof *hits);
    while (n < HITS_MOST) {
        must(pattern_search_find(search, row, n ? hits[n - 1].end[0] : 0, &hits[n], &is_hit) == QUALM_OK);
        if (!is_hit)
            break;
        n++;
    }
    return n;
}

static void row_ask(struct table *table, size_t row, struct span text, const struct segments *segments)
{
    static struct match_hit plain[HITS_MOST], filtered[HITS_MOST];
    search_turn(table->plain, table, text, segments);
    const size_t n_plain = hits_find(table->plain, row, plain);
    search_turn(table->filtered, table, text, segments);
    const size_t n_filtered = hits_find(table->filtered, row, filtered);
    const bool is_same = n_plain == n_filtered && memcmp(plain, filtered, n_plain * sizeof *plain) == 0;
    printf("%zu %s\n", n_plain, is_same ? "same" : "apart");
}

static bool table_ask(struct table *table, struct span name, struct span text, const struct segments *segments)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        if (span_is(name, table->names[row])) {
            row_ask(table, row, text, segments);
            return true;
        }
    }
    return false;
}

static void line_answer(struct table *tables, struct segmenter *segmenter, const struct data_language *language,
                        struct span line)
{
    struct span name;
    struct segments segments = {.n_tokens = 0};
    must(span_next_part(&line, '\t', &name));
    const struct block block = {.text = line.ptr, .n_bytes = line.len};
    if (line.len)
        must(segment_block(segmenter, language, &block, &segments) == QUALM_OK);
    if (!table_ask(&tables[0], name, line, &segments) && !table_ask(&tables[1], name, line, &segments))
        puts("?");
}

static void lines_answer(struct table *tables, const struct data_language *language)
{
    struct segment_rules *rules;
    struct segmenter *segmenter;
    char *line = NULL;
    size_t room = 0;
    segment_seal_icu();
    must(segment_rules_new(&rules) == QUALM_OK && segmenter_new(rules, &segmenter) == QUALM_OK);
    for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;)
        line_answer(tables, segmenter, language, (struct span){line, (size_t)n - (line[n - 1] == '\n')});
    free(line);
    segmenter_free(segmenter);
    segment_rules_free(rules);
}

int main(int argc, char **argv)
{
    const struct data_language *language = data_language_find("en");
    struct fault fault = {.kind = argc > 2 ? argv[1] : NULL};
    struct match_scratch *scratch;
    struct table tables[2];
    for (const char *digit = argc > 2 ? argv[2] : ""; *digit >= '0' && *digit <= '9'; digit++)
        fault.item = fault.item * 10 + (size_t)(*digit - '0');
    must(match_scratch_new(&scratch) == QUALM_OK);
    claims_fill(&tables[0], language);
    furniture_fill(&tables[1], language);
    for (size_t i = 0; i < 2; i++)
        table_open(&tables[i], scratch, &fault);
    lines_answer(tables, language);
    printf("%zu rows planted\n", fault.n_planted);
    for (size_t i = 0; i < 2; i++)
        table_close(&tables[i]);
    match_scratch_free(scratch);
    arena_clear(&arena);
    return 0;
}
