/* Cutting a sentence into clauses: at semicolons, at colons between longer parts, and where the corpus says.
 *
 * A clause reaches from one cut to the next, without spaces at its ends; the punctuation stays with it, so that
 * patterns can see it.
 */
#include <stdlib.h>
#include <string.h>
#include <string.h>

#include "claim/reading.h"

/* A colon with fewer words on one side is "Study: …" or the start of a list, not a clause of its own. */
#define COLON_WORDS 4u

static enum qualm_status clause_add(struct claim_reader *reader, size_t start, size_t end)
{
    while (start < end && reader->text[start] == ' ')
        start++;
    while (end > start && reader->text[end - 1] == ' ')
        end--;
    if (start == end)
        return QUALM_OK;
    void *clauses = reader->clauses;
    const enum qualm_status status =
        array_reserve(&clauses, &reader->clauses_room, reader->n_clauses + 1, sizeof *reader->clauses);
    reader->clauses = clauses;
    if (!status)
        reader->clauses[reader->n_clauses++] = (struct clause){.start = (uint32_t)start, .end = (uint32_t)end};
    return status;
}

static bool is_cut_after(const struct claim_reader *reader, size_t at)
{
    if (reader->text[at] == ';')
        return true;
    if (reader->text[at] != ':' || at + 1 >= reader->n_bytes || reader->text[at + 1] != ' ')
        return false;
    const struct sentence *sentence = reader->sentence;
    const size_t n_before = token_from(reader->segments, sentence, sentence->start + at) - sentence->first_token;
    return n_before >= COLON_WORDS && sentence->n_tokens - n_before >= COLON_WORDS;
}

/* The first of a mark at or after `from` that cuts; the end of the sentence when there is none. */
static size_t next_mark_of(const struct claim_reader *reader, char mark, size_t from, size_t end)
{
    while (from < end) {
        const char *found = memchr(reader->text + from, mark, end - from);
        if (!found)
            break;
        from = (size_t)(found - reader->text) + 1;
        if (is_cut_after(reader, from - 1))
            return from;
    }
    return end;
}

/* The end of what is before the first cut by punctuation at or after `from`. */
static size_t next_mark(const struct claim_reader *reader, size_t from)
{
    return next_mark_of(reader, ':', from, next_mark_of(reader, ';', from, reader->n_bytes));
}

static size_t break_of(const struct place *place)
{
    return place->word_end ? place->word_start : place->start;
}

static int break_compare(const void *left, const void *right)
{
    const size_t a = *(const size_t *)left, b = *(const size_t *)right;
    return (a > b) - (a < b);
}

/* The breaks of the corpus in order, one past the end behind them. */
static enum qualm_status breaks_find(struct claim_reader *reader, size_t **breaks, size_t *n)
{
    const struct place *places = places_of(reader, ROLE_BREAK, n);
    size_t *made = malloc((*n + 1) * sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    for (size_t i = 0; i < *n; i++)
        made[i] = break_of(&places[i]);
    if (*n > 1)
        qsort(made, *n, sizeof *made, break_compare);
    made[*n] = reader->n_bytes;
    *breaks = made;
    return QUALM_OK;
}

enum qualm_status clauses_cut(struct claim_reader *reader)
{
    size_t *breaks, n, i = 0;
    enum qualm_status status = breaks_find(reader, &breaks, &n);
    if (status)
        return status;
    reader->n_clauses = 0;
    size_t start = 0, mark = next_mark(reader, 0);
    while (!status && start < reader->n_bytes && reader->n_clauses + 1 < CLAUSES_MOST) {
        while (i < n && breaks[i] <= start)
            i++;
        if (mark <= start)
            mark = next_mark(reader, start);
        const size_t end = breaks[i] < mark ? breaks[i] : mark;
        status = clause_add(reader, start, end);
        start = end;
    }
    if (!status)
        status = clause_add(reader, start, reader->n_bytes);
    free(breaks);
    return status;
}

size_t clause_at(const struct claim_reader *reader, uint32_t at, size_t *hint)
{
    while (*hint + 1 < reader->n_clauses && reader->clauses[*hint + 1].start <= at)
        ++*hint;
    return *hint;
}
