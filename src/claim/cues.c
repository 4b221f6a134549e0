/* Cue hits of one sentence. Within a kind hits do not overlap: the longest stays, then the first. */
#include <stdlib.h>
#include <string.h>

#include "claim/reading.h"

static enum qualm_status hit_add(struct claim_reader *reader, size_t row, const struct match_hit *hit)
{
    void *cues = reader->cues;
    const enum qualm_status status =
        array_reserve(&cues, &reader->cues_room, reader->n_cues + 1, sizeof *reader->cues);
    reader->cues = cues;
    if (!status)
        reader->cues[reader->n_cues++] = (struct cue_hit){
            .cue = &reader->rules->language->cues[row],
            .kind = (enum cue_kind)reader->rules->cue_rows[row].kind,
            .start = hit->start[0],
            .end = hit->end[0],
        };
    return status;
}

/* Whether one of `n` guards is in the sentence. */
static enum qualm_status any_guard(struct claim_reader *reader, uint32_t first, uint32_t n, bool *is_there)
{
    *is_there = false;
    for (uint32_t i = 0; i < n && !*is_there; i++) {
        const uint32_t guard = reader->rules->guard_links[first + i];
        uint8_t *answer = &reader->guard_answers[guard];
        if (*answer == ANSWER_UNKNOWN) {
            struct match_hit hit;
            bool is_hit = false;
            const enum qualm_status status =
                pattern_search_find(reader->whole.search, reader->rules->first_guard + guard, 0, &hit, &is_hit);
            if (status)
                return status;
            *answer = is_hit ? ANSWER_YES : ANSWER_NO;
        }
        *is_there = *answer == ANSWER_YES;
    }
    return QUALM_OK;
}

/* Whether the sentence lets a row's hits count. */
static enum qualm_status row_counts(struct claim_reader *reader, size_t row, bool *counts)
{
    const struct cue_row *known = &reader->rules->cue_rows[row];
    bool is_barred;
    *counts = true;
    enum qualm_status status = any_guard(reader, known->first_unless, known->n_unless, &is_barred);
    if (!status && !is_barred && known->n_needs)
        status = any_guard(reader, known->first_needs, known->n_needs, counts);
    *counts = *counts && !is_barred;
    return status;
}

static enum qualm_status row_find_all(struct claim_reader *reader, size_t row)
{
    struct match_hit hit = {.end = {0}};
    enum qualm_status status = QUALM_OK;
    for (bool is_first = true; !status && reader->n_cues < HITS_MOST; is_first = false) {
        bool is_hit;
        status = pattern_search_find(reader->whole.search, row, hit.end[0], &hit, &is_hit);
        /* Guards cost a look at the whole sentence, and few sentences have a hit. */
        if (!status && is_hit && is_first)
            status = row_counts(reader, row, &is_hit);
        if (status || !is_hit)
            break;
        status = hit_add(reader, row, &hit);
    }
    return status;
}

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* A row that raises a rule goes before one that does not; rows of a language lie in one array, so that the order of
 * pointers is the order of rows. */
static int row_compare(const struct cue_hit *a, const struct cue_hit *b)
{
    const int order = (*a->cue->rule == '\0') - (*b->cue->rule == '\0');
    return order ? order : (a->cue > b->cue) - (a->cue < b->cue);
}

static int length_compare(const void *left, const void *right)
{
    const struct cue_hit *a = left, *b = right;
    int order = compare(b->end - b->start, a->end - a->start);
    if (!order)
        order = compare(a->start, b->start);
    return order ? order : row_compare(a, b);
}

static int start_compare(const void *left, const void *right)
{
    const struct cue_hit *a = left, *b = right;
    int order = compare(a->start, b->start);
    if (!order)
        order = compare(b->end, a->end);
    return order ? order : row_compare(a, b);
}

/* The longest come first, so one that overlaps a later one has the first or the last byte of it. */
static void overlaps_settle(struct claim_reader *reader)
{
    size_t n_kept = 0;
    qsort(reader->cues, reader->n_cues, sizeof *reader->cues, length_compare);
    for (size_t i = 0; i < reader->n_cues; i++) {
        const struct cue_hit hit = reader->cues[i];
        const uint16_t bit = (uint16_t)(1u << hit.kind);
        if ((reader->taken[hit.start] | reader->taken[hit.end - 1]) & bit)
            continue;
        for (size_t at = hit.start; at < hit.end; at++)
            reader->taken[at] |= bit;
        reader->cues[n_kept++] = hit;
    }
    for (size_t i = 0; i < n_kept; i++)
        memset(reader->taken + reader->cues[i].start, 0,
               (reader->cues[i].end - reader->cues[i].start) * sizeof *reader->taken);
    reader->n_cues = n_kept;
    qsort(reader->cues, n_kept, sizeof *reader->cues, start_compare);
}

enum qualm_status cues_find(struct claim_reader *reader)
{
    enum qualm_status status = QUALM_OK;
    reader->n_cues = 0;
    for (size_t row = 0; !status && pattern_search_row(reader->whole.search, &row); row++) {
        if (row >= reader->rules->first_claim)
            break;
        status = row_find_all(reader, row);
    }
    if (!status && reader->n_cues > 1)
        overlaps_settle(reader);
    return status;
}
