/* Reading one sentence: its words mark rows, rows find cues and claims, scopes and voice follow. */
#include <stdlib.h>
#include <string.h>

#include "claim/reading.h"

static bool view_new(struct view *view, const struct claim_rules *rules)
{
    const size_t n = rules->language->n_claims + 1;
    view->marks = calloc(pattern_set_words(rules->claims) + 1, sizeof *view->marks);
    view->answers = calloc(n, sizeof *view->answers);
    view->hits = calloc(n, sizeof *view->hits);
    return view->marks && view->answers && view->hits;
}

static void view_free(struct view *view)
{
    free(view->marks);
    free(view->answers);
    free(view->hits);
}

static void mark_all(uint64_t *marks, size_t n_rows)
{
    for (size_t row = 0; row < n_rows; row++)
        marks[row / 64] |= UINT64_C(1) << (row % 64);
}

enum qualm_status claim_reader_new(struct claim_rules *rules, bool plain_matching, struct claim_reader **reader)
{
    struct claim_reader *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->rules = rules;
    made->plain_matching = plain_matching;
    made->cue_marks = calloc(pattern_set_words(rules->cues) + 1, sizeof *made->cue_marks);
    const bool is_whole = view_new(&made->whole, rules), is_part = view_new(&made->part, rules);
    if (!made->cue_marks || !is_whole || !is_part || match_scratch_new(&made->scratch)) {
        claim_reader_free(made);
        return QUALM_ERR_MEMORY;
    }
    if (plain_matching) {
        mark_all(made->cue_marks, rules->language->n_cues);
        mark_all(made->whole.marks, rules->language->n_claims);
        mark_all(made->part.marks, rules->language->n_claims);
    }
    *reader = made;
    return QUALM_OK;
}

void claim_reader_free(struct claim_reader *reader)
{
    if (!reader)
        return;
    match_scratch_free(reader->scratch);
    buffer_free(&reader->masked);
    view_free(&reader->whole);
    view_free(&reader->part);
    free(reader->cue_marks);
    free(reader->paint);
    free(reader->taken);
    free(reader->places);
    free(reader->clauses);
    free(reader->cues);
    free(reader->quotes);
    free(reader);
}

size_t token_at(const struct claim_reader *reader, size_t at)
{
    const struct token *tokens = reader->segments->tokens + reader->sentence->first_token;
    size_t low = 0, high = reader->sentence->n_tokens;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (tokens[middle].start < reader->sentence->start + at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first opaque token that ends after `at`. */
static size_t opaque_after(const struct block *block, uint32_t at)
{
    size_t low = 0, high = block->n_opaques;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (block->opaques[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Code is no prose: its bytes are shown to patterns as one long word that none of them knows. */
static enum qualm_status text_mask(struct claim_reader *reader)
{
    const struct block *block = reader->block;
    const uint32_t start = reader->sentence->start, end = reader->sentence->end;
    reader->text = block->text + start;
    for (size_t i = opaque_after(block, start); i < block->n_opaques && block->opaques[i].start < end; i++) {
        const struct opaque *opaque = &block->opaques[i];
        if (reader->text != reader->masked.bytes) {
            buffer_clear(&reader->masked);
            const enum qualm_status status = buffer_append(&reader->masked, reader->text, reader->n_bytes);
            if (status)
                return status;
            reader->text = reader->masked.bytes;
        }
        const uint32_t first = opaque->start > start ? opaque->start : start;
        const uint32_t last = opaque->end < end ? opaque->end : end;
        memset(reader->masked.bytes + (first - start), '_', last - first);
    }
    return QUALM_OK;
}

static enum qualm_status bytes_reserve(struct claim_reader *reader)
{
    void *bytes = reader->paint;
    enum qualm_status status = array_reserve(&bytes, &reader->paint_room, reader->n_bytes, 1);
    reader->paint = bytes;
    const size_t n_before = reader->taken_room;
    bytes = reader->taken;
    if (!status)
        status = array_reserve(&bytes, &reader->taken_room, reader->n_bytes, sizeof *reader->taken);
    reader->taken = bytes;
    if (!status && reader->taken_room > n_before)
        memset(reader->taken + n_before, 0, (reader->taken_room - n_before) * sizeof *reader->taken);
    return status;
}

static void words_mark(struct claim_reader *reader)
{
    const struct claim_rules *rules = reader->rules;
    memset(reader->whole.answers, ANSWER_UNKNOWN, rules->language->n_claims);
    if (reader->plain_matching)
        return;
    memset(reader->cue_marks, 0, pattern_set_words(rules->cues) * sizeof *reader->cue_marks);
    memset(reader->whole.marks, 0, pattern_set_words(rules->claims) * sizeof *reader->whole.marks);
    pattern_set_mark_always(rules->cues, reader->cue_marks);
    pattern_set_mark_always(rules->claims, reader->whole.marks);
    const struct token *tokens = reader->segments->tokens + reader->sentence->first_token;
    for (size_t i = 0; i < reader->sentence->n_tokens; i++) {
        const struct span word = {reader->segments->keys + tokens[i].key, tokens[i].n_key};
        if (tokens[i].kind == TOKEN_OPAQUE)
            continue;
        pattern_set_mark(rules->cues, word, reader->cue_marks);
        pattern_set_mark(rules->claims, word, reader->whole.marks);
    }
}

static enum qualm_status sentence_read(struct claim_reader *reader)
{
    enum qualm_status status = text_mask(reader);
    if (!status)
        status = bytes_reserve(reader);
    if (status)
        return status;
    reader->whole.text = reader->text;
    reader->whole.n_bytes = reader->n_bytes;
    words_mark(reader);
    status = quotes_find(reader);
    if (!status)
        status = places_find(reader);
    if (!status)
        status = clauses_cut(reader);
    if (!status)
        status = ladder_climb(reader);
    if (!status)
        status = cues_find(reader);
    if (!status)
        scopes_apply(reader);
    return status;
}

/* From offsets of the sentence to those of the block. */
static void offsets_shift(struct claim_reader *reader)
{
    const uint32_t base = reader->sentence->start;
    for (size_t i = 0; i < reader->n_cues; i++) {
        struct cue_hit *cue = &reader->cues[i];
        cue->start += base;
        cue->end += base;
        if (cue->scope_end) {
            cue->scope_start += base;
            cue->scope_end += base;
        }
    }
    for (size_t i = 0; i < reader->n_clauses; i++) {
        struct clause *clause = &reader->clauses[i];
        clause->start += base;
        clause->end += base;
        if (clause->pattern) {
            clause->match_start += base;
            clause->match_end += base;
        }
    }
}

static const struct clause *strongest_of(const struct claim_reader *reader)
{
    const struct clause *strongest = NULL;
    for (size_t i = 0; i < reader->n_clauses; i++)
        if (reader->clauses[i].level > (strongest ? strongest->level : 0))
            strongest = &reader->clauses[i];
    return strongest;
}

enum qualm_status claim_read(struct claim_reader *reader, const struct block *block, const struct segments *segments,
                             const struct sentence *sentence, struct sentence_claims *claims)
{
    if (block->kind == BLOCK_CODE || block->kind == BLOCK_FURNITURE || sentence->end <= sentence->start) {
        *claims = (struct sentence_claims){.voice = VOICE_AUTHOR};
        return QUALM_OK;
    }
    reader->block = block;
    reader->segments = segments;
    reader->sentence = sentence;
    reader->n_bytes = sentence->end - sentence->start;
    const enum qualm_status status = sentence_read(reader);
    if (status)
        return status;
    struct sentence_claims read = {.voice = voice_of(reader), .advice = advice_of(reader)};
    offsets_shift(reader);
    read.clauses = reader->clauses;
    read.n_clauses = reader->n_clauses;
    read.strongest = strongest_of(reader);
    read.cues = reader->cues;
    read.n_cues = reader->n_cues;
    *claims = read;
    return QUALM_OK;
}
