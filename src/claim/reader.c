/* Reading one sentence: its words mark rows, rows find cues and claims, scopes and voice follow. */
#include <stdlib.h>
#include <string.h>

#include "claim/reading.h"

static enum qualm_status view_new(struct view *view, const struct claim_reader *reader)
{
    const size_t n = reader->rules->language->n_claims + 1;
    view->answers = calloc(n, sizeof *view->answers);
    view->hits = calloc(n, sizeof *view->hits);
    return view->answers && view->hits ? QUALM_OK : QUALM_ERR_MEMORY;
}

static void view_free(struct view *view)
{
    pattern_search_free(view->search);
    free(view->answers);
    free(view->hits);
}

static enum qualm_status reader_fill(struct claim_reader *reader)
{
    const struct claim_rules *rules = reader->rules;
    struct view *whole = &reader->whole, *part = &reader->part;
    enum qualm_status status = match_scratch_new(&reader->scratch);
    reader->guard_answers = calloc(rules->language->n_guards + 1, sizeof *reader->guard_answers);
    if (!status && !reader->guard_answers)
        status = QUALM_ERR_MEMORY;
    if (!status)
        status = view_new(whole, reader);
    if (!status)
        status = view_new(part, reader);
    if (!status)
        status = pattern_search_new(rules->set, reader->scratch, reader->plain_matching, &whole->search);
    return status ? status
                  : pattern_search_new_part(whole->search, rules->first_claim, rules->first_guard, &part->search);
}

enum qualm_status claim_reader_new(struct claim_rules *rules, bool plain_matching, struct claim_reader **reader)
{
    struct claim_reader *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->rules = rules;
    made->plain_matching = plain_matching;
    const enum qualm_status status = reader_fill(made);
    if (status) {
        claim_reader_free(made);
        return status;
    }
    *reader = made;
    return QUALM_OK;
}

void claim_reader_free(struct claim_reader *reader)
{
    if (!reader)
        return;
    view_free(&reader->part);
    view_free(&reader->whole);
    free(reader->guard_answers);
    match_scratch_free(reader->scratch);
    buffer_free(&reader->masked);
    free(reader->paint);
    free(reader->taken);
    free(reader->places);
    free(reader->clauses);
    free(reader->cues);
    free(reader->quotes);
    free(reader);
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

/* Shows the bytes [start, end) of the block, where they are the sentence's, to patterns as one long word that none of
 * them knows. */
static enum qualm_status bytes_mask(struct claim_reader *reader, uint32_t start, uint32_t end)
{
    const struct sentence *sentence = reader->sentence;
    const uint32_t first = start > sentence->start ? start : sentence->start;
    const uint32_t last = end < sentence->end ? end : sentence->end;
    if (reader->text != reader->masked.bytes) {
        buffer_clear(&reader->masked);
        const enum qualm_status status = buffer_append(&reader->masked, reader->text, reader->n_bytes);
        if (status)
            return status;
        reader->text = reader->masked.bytes;
    }
    if (first < last)
        memset(reader->masked.bytes + (first - sentence->start), '_', last - first);
    return QUALM_OK;
}

/* The bytes of an address that say that it is one: "https:", "doi". Whoever cites gives them. */
static uint32_t address_mark(struct span address)
{
    size_t n = 0;
    while (n < address.len && address.ptr[n] >= 'a' && address.ptr[n] <= 'z')
        n++;
    if (n < address.len && address.ptr[n] == ':')
        return (uint32_t)n + 1;
    return span_is((struct span){address.ptr, n}, "doi") ? (uint32_t)n + 1 : 0;
}

/* Code and addresses are no prose. */
static enum qualm_status text_mask(struct claim_reader *reader)
{
    const struct block *block = reader->block;
    const struct sentence *sentence = reader->sentence;
    const struct token *token = reader->segments->tokens + sentence->first_token;
    enum qualm_status status = QUALM_OK;
    reader->text = block->text + sentence->start;
    for (size_t i = opaque_after(block, sentence->start); i < block->n_opaques && !status; i++) {
        if (block->opaques[i].start >= sentence->end)
            break;
        status = bytes_mask(reader, block->opaques[i].start, block->opaques[i].end);
    }
    for (const struct token *end = token + sentence->n_tokens; token < end && !status; token++) {
        const struct span key = {reader->segments->keys + token->key, token->n_key};
        if (token->kind == TOKEN_URL)
            status = bytes_mask(reader, token->start + address_mark(key), token->end);
    }
    return status;
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

static enum qualm_status searches_begin(struct claim_reader *reader)
{
    memset(reader->whole.answers, ANSWER_UNKNOWN, reader->rules->language->n_claims);
    memset(reader->guard_answers, ANSWER_UNKNOWN, reader->rules->language->n_guards);
    struct pattern_search *search = reader->whole.search;
    const struct sentence *sentence = reader->sentence;
    const struct token *token = reader->segments->tokens + sentence->first_token;
    enum qualm_status status = pattern_search_begin(search, reader->text, reader->n_bytes);
    for (const struct token *end = token + sentence->n_tokens; token < end && !status; token++) {
        const struct match_word word = {.folded = {reader->segments->keys + token->key, token->n_key},
                                        .type = token->type, .n_bytes = token->end - token->start,
                                        .at = token->start - sentence->start};
        if (token->kind != TOKEN_OPAQUE)
            status = pattern_search_word(search, &word);
    }
    return status ? status : pattern_search_ready(search);
}

static enum qualm_status sentence_read(struct claim_reader *reader)
{
    enum qualm_status status = text_mask(reader);
    if (!status)
        status = bytes_reserve(reader);
    if (status)
        return status;
    status = searches_begin(reader);
    if (!status)
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
