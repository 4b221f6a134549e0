/* The claim ladder: for each clause the first row of claims.tsv that holds. */
#include <string.h>

#include "claim/reading.h"

static bool is_headline(const struct block *block)
{
    return block->kind == BLOCK_TITLE || block->kind == BLOCK_HEADING || block->kind == BLOCK_CITATION;
}

static bool fits_place(const struct claim_reader *reader, const struct data_claim *claim)
{
    return claim->where[0] == '\0' || (strcmp(claim->where, "headline") == 0) == is_headline(reader->block);
}

/* Asked for every row that another names, and most cannot match. */
static bool could_match(const struct claim_reader *reader, const struct view *view, uint32_t row)
{
    const size_t at = reader->rules->first_claim + row;
    return pattern_search_rows(view->search)[at / 64] >> (at % 64) & 1;
}

static enum qualm_status row_matches(const struct claim_reader *reader, struct view *view, uint32_t row, bool *is_yes)
{
    if (view->answers[row] == ANSWER_UNKNOWN) {
        bool is_hit = false;
        const enum qualm_status status =
            pattern_search_find(view->search, reader->rules->first_claim + row, 0, &view->hits[row], &is_hit);
        if (status)
            return status;
        view->answers[row] = is_hit ? ANSWER_YES : ANSWER_NO;
    }
    *is_yes = view->answers[row] == ANSWER_YES;
    return QUALM_OK;
}

/* Whether one of `n` linked rows matches. */
static enum qualm_status any_matches(struct claim_reader *reader, struct view *clause, uint32_t first, uint32_t n,
                                     bool *is_yes)
{
    *is_yes = false;
    for (uint32_t i = 0; i < n && !*is_yes; i++) {
        const struct claim_link *link = &reader->rules->links[first + i];
        struct view *view = link->is_on_sentence ? &reader->whole : clause;
        if (!could_match(reader, view, link->row))
            continue;
        const enum qualm_status status = row_matches(reader, view, link->row, is_yes);
        if (status)
            return status;
    }
    return QUALM_OK;
}

static enum qualm_status row_holds(struct claim_reader *reader, struct view *clause, uint32_t row, bool *is_yes)
{
    const struct claim_row *known = &reader->rules->rows[row];
    bool is_barred = false;
    enum qualm_status status = QUALM_OK;
    *is_yes = true;
    /* What a row needs is often rarer than the row, which may have to be searched for at every word. */
    if (known->n_needs)
        status = any_matches(reader, clause, known->first_needs, known->n_needs, is_yes);
    if (!status && *is_yes)
        status = row_matches(reader, clause, row, is_yes);
    if (!status && *is_yes)
        status = any_matches(reader, clause, known->first_unless, known->n_unless, &is_barred);
    *is_yes = *is_yes && !is_barred;
    return status;
}

static enum qualm_status clause_climb(struct claim_reader *reader, struct view *view, struct clause *clause)
{
    const struct claim_rules *rules = reader->rules;
    for (size_t next = rules->first_claim; pattern_search_row(view->search, &next); next++) {
        if (next >= rules->first_guard)
            break;
        const size_t row = next - rules->first_claim;
        const struct data_claim *claim = &rules->language->claims[row];
        bool is_decided = false;
        if (rules->rows[row].role != ROLE_LADDER || !fits_place(reader, claim))
            continue;
        const enum qualm_status status = row_holds(reader, view, (uint32_t)row, &is_decided);
        if (status)
            return status;
        if (is_decided) {
            clause->level = (uint8_t)claim->level;
            clause->pattern = claim;
            clause->match_start = clause->start + view->hits[row].start[0];
            clause->match_end = clause->start + view->hits[row].end[0];
            break;
        }
    }
    return QUALM_OK;
}

/* Points the view at a clause. */
static enum qualm_status view_turn(struct claim_reader *reader, const struct clause *clause)
{
    struct view *view = &reader->part;
    memset(view->answers, ANSWER_UNKNOWN, reader->rules->language->n_claims);
    return pattern_search_turn(view->search, clause->start, clause->end);
}

enum qualm_status ladder_climb(struct claim_reader *reader)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; !status && i < reader->n_clauses; i++) {
        struct clause *clause = &reader->clauses[i];
        const bool is_all = clause->start == 0 && clause->end == reader->n_bytes;
        if (!is_all)
            status = view_turn(reader, clause);
        if (!status)
            status = clause_climb(reader, is_all ? &reader->whole : &reader->part, clause);
    }
    return status;
}
