/* Scope: how far a negation, a hedge and a quotation reach, painted on the bytes of the sentence. */
#include <string.h>

#include "claim/reading.h"

/* A negation speaks of the verb phrase behind it. In the negated relations of abstracts and press releases the verb
 * stands within 40 characters of the negator. */
#define NEGATION_WORDS 6u

static void paint(struct claim_reader *reader, size_t start, size_t end, enum paint color)
{
    for (size_t i = start; i < end; i++)
        reader->paint[i] |= (uint8_t)color;
    reader->is_painted = reader->is_painted || start < end;
}

static bool is_painted(const struct claim_reader *reader, size_t start, size_t end, unsigned colors)
{
    for (size_t i = start; i < end && reader->is_painted; i++)
        if (reader->paint[i] & colors)
            return true;
    return false;
}

/* Quotations do not overlap. */
static void quotes_paint(struct claim_reader *reader)
{
    const uint32_t base = reader->sentence->start, limit = reader->sentence->end;
    size_t low = 0, high = reader->n_quotes;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (reader->quotes[middle].end <= base)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < reader->n_quotes && reader->quotes[low].start < limit; low++) {
        const struct range *quote = &reader->quotes[low];
        const uint32_t start = quote->start > base ? quote->start - base : 0;
        const uint32_t end = (quote->end < limit ? quote->end : limit) - base;
        paint(reader, start, end, PAINT_QUOTED);
        reader->n_quoted += end - start;
    }
}

/* Where the words end that a negator reaches: some words on, in the same clause. */
static size_t reach_of(const struct claim_reader *reader, size_t from, size_t clause_end)
{
    const struct sentence *sentence = reader->sentence;
    const uint32_t base = sentence->start;
    const size_t past = sentence->first_token + sentence->n_tokens;
    unsigned n_words = 0;
    size_t end = from;
    for (size_t i = token_from(reader->segments, sentence, base + from); i < past && n_words < NEGATION_WORDS; i++) {
        const struct token *token = &reader->segments->tokens[i];
        if (token->start - base >= clause_end)
            break;
        n_words += token->kind != TOKEN_SYMBOL;
        end = token->end - base;
    }
    return end < clause_end ? end : clause_end;
}

static void negations_paint(struct claim_reader *reader)
{
    size_t n, n_pseudo, next = 0, hint = 0;
    const struct place *negators = places_of(reader, ROLE_NEGATOR, &n);
    const struct place *pseudo = places_of(reader, ROLE_PSEUDO, &n_pseudo);
    uint32_t pseudo_end = 0;
    for (size_t i = 0; i < n; i++) {
        for (; next < n_pseudo && pseudo[next].start < negators[i].end; next++)
            if (pseudo[next].end > pseudo_end)
                pseudo_end = pseudo[next].end;
        if (pseudo_end > negators[i].start)
            continue;
        const struct clause *clause = &reader->clauses[clause_at(reader, negators[i].start, &hint)];
        const size_t end = reach_of(reader, negators[i].end, clause->end);
        paint(reader, negators[i].start, negators[i].end, PAINT_NEGATOR);
        paint(reader, negators[i].end, end, PAINT_NEGATED);
    }
}

/* Finds the hedges that speak of one word only, and gives them that word. */
static void word_scopes_find(struct claim_reader *reader)
{
    size_t n, first = 0;
    const struct place *places = places_of(reader, ROLE_SCOPE, &n);
    for (size_t i = 0; i < n; i++) {
        while (first < reader->n_cues && reader->cues[first].start < places[i].start)
            first++;
        for (size_t k = first; k < reader->n_cues && reader->cues[k].end <= places[i].word_start; k++) {
            if (reader->cues[k].kind != CUE_HEDGE)
                continue;
            reader->cues[k].scope_start = places[i].word_start;
            reader->cues[k].scope_end = places[i].word_end;
        }
    }
}

static bool is_hedged_at(const struct claim_reader *reader, size_t at)
{
    return (reader->paint[at] & (PAINT_HEDGED | PAINT_WORD_HEDGED)) != 0;
}

/* A hedge reaches to the end of its clause, so the first one of a clause paints for all behind it. */
static void hedges_apply(struct claim_reader *reader)
{
    size_t hedged_clause = SIZE_MAX;
    for (size_t i = 0; i < reader->n_cues; i++) {
        struct cue_hit *cue = &reader->cues[i];
        if (cue->kind != CUE_HEDGE)
            continue;
        cue->is_hedged = is_hedged_at(reader, cue->start);
        if (cue->scope_end) {
            paint(reader, cue->scope_start, cue->scope_end, PAINT_WORD_HEDGED);
        } else if (hedged_clause != cue->clause) {
            hedged_clause = cue->clause;
            paint(reader, cue->start, reader->clauses[cue->clause].end, PAINT_HEDGED);
        }
    }
    for (size_t i = 0; i < reader->n_cues; i++)
        if (reader->cues[i].kind != CUE_HEDGE)
            reader->cues[i].is_hedged = is_hedged_at(reader, reader->cues[i].start);
}

static void clause_flag(const struct claim_reader *reader, struct clause *clause)
{
    const size_t start = clause->pattern ? clause->match_start : clause->start;
    const size_t end = clause->pattern ? clause->match_end : clause->end;
    clause->is_negated = is_painted(reader, start, end, PAINT_NEGATOR | PAINT_NEGATED);
    clause->is_hedged =
        is_painted(reader, start, end, PAINT_HEDGED) || is_painted(reader, start, start + 1, PAINT_WORD_HEDGED);
    clause->is_quoted = is_painted(reader, start, start + 1, PAINT_QUOTED);
}

void scopes_apply(struct claim_reader *reader)
{
    memset(reader->paint, 0, reader->n_bytes);
    reader->n_quoted = 0;
    reader->is_painted = false;
    quotes_paint(reader);
    negations_paint(reader);
    word_scopes_find(reader);
    size_t hint = 0;
    for (size_t i = 0; i < reader->n_cues; i++) {
        struct cue_hit *cue = &reader->cues[i];
        cue->clause = (uint16_t)clause_at(reader, cue->start, &hint);
        cue->is_negated = (reader->paint[cue->start] & PAINT_NEGATED) != 0;
        cue->is_quoted = (reader->paint[cue->start] & PAINT_QUOTED) != 0;
    }
    hedges_apply(reader);
    for (size_t i = 0; i < reader->n_clauses; i++)
        clause_flag(reader, &reader->clauses[i]);
}
