/* Where the guards and clause breaks of claims.tsv match in a sentence. */
#include <stdlib.h>

#include "claim/reading.h"

static enum qualm_status place_add(struct claim_reader *reader, const struct place *place)
{
    void *places = reader->places;
    const enum qualm_status status =
        array_reserve(&places, &reader->places_room, reader->n_places + 1, sizeof *place);
    reader->places = places;
    if (!status)
        reader->places[reader->n_places++] = *place;
    return status;
}

static enum qualm_status row_find_all(struct claim_reader *reader, uint32_t row)
{
    struct match_hit hit = {.end = {0}};
    bool is_hit = true;
    enum qualm_status status = QUALM_OK;
    while (!status && reader->n_places < HITS_MOST) {
        status = pattern_search_find(reader->whole.search, reader->rules->first_claim + row, hit.end[0], &hit, &is_hit);
        if (status || !is_hit)
            break;
        struct place place = {reader->rules->rows[row].role, row, hit.start[0], hit.end[0], 0, 0};
        if (hit.start[1] < hit.end[1]) {
            place.word_start = hit.start[1];
            place.word_end = hit.end[1];
        }
        status = place_add(reader, &place);
    }
    return status;
}

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int place_compare(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    int order = compare(a->role, b->role);
    if (!order)
        order = compare(a->start, b->start);
    if (!order)
        order = compare(a->end, b->end);
    return order ? order : compare(a->row, b->row);
}

enum qualm_status places_find(struct claim_reader *reader)
{
    const struct claim_rules *rules = reader->rules;
    enum qualm_status status = QUALM_OK;
    reader->n_places = 0;
    for (size_t next = rules->first_claim; !status && pattern_search_row(reader->whole.search, &next); next++) {
        const size_t row = next - rules->first_claim;
        if (next >= rules->first_guard)
            break;
        if (rules->rows[row].role != ROLE_LADDER && rules->rows[row].role != ROLE_GUARD)
            status = row_find_all(reader, (uint32_t)row);
    }
    if (!status && reader->n_places > 1)
        qsort(reader->places, reader->n_places, sizeof *reader->places, place_compare);
    return status;
}

const struct place *places_of(const struct claim_reader *reader, enum claim_role role, size_t *n)
{
    size_t first = 0;
    while (first < reader->n_places && reader->places[first].role < role)
        first++;
    size_t end = first;
    while (end < reader->n_places && reader->places[end].role == role)
        end++;
    *n = end - first;
    return *n ? &reader->places[first] : NULL;
}
