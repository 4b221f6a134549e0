/* What is remembered of a sentence for the judgement over the whole document. */
#include <string.h>

#include "judge/state.h"

/* The ladder's top: "causes". */
#define CODE_CAUSES 6

/* Bytes of a block's text. */
struct range {
    size_t start, end;
};

static void place_set(const struct view *view, struct range range, struct place *place)
{
    place->span = block_span(view->given->block, range.start, range.end, &view->judge->run_hint);
    place->start = (uint32_t)range.start;
    place->end = (uint32_t)range.end;
}

static enum qualm_status place_make(const struct view *view, size_t start, size_t end, struct place *place)
{
    struct judge *judge = view->judge;
    const struct block *block = view->given->block;
    const char *words = quote_words(judge, block, start, end);
    if (!words)
        return QUALM_ERR_MEMORY;
    *place = (struct place){.words = words, .block = view->scene.block, .sentence = view->scene.sentence};
    place_set(view, (struct range){start, end}, place);
    return QUALM_OK;
}

/* Where the words of a hit begin to say something: "to the mice" begins at "mice". */
static size_t content_start(const struct view *view, const struct cue_hit *hit)
{
    const struct segments *segments = view->given->segments;
    const struct sentence *sentence = view->given->sentence;
    const struct data_words *function_words = view->judge->function_words;
    for (size_t i = token_from(segments, sentence, hit->start); i < sentence->first_token + sentence->n_tokens; i++) {
        const struct token *token = &segments->tokens[i];
        if (token->start >= hit->end)
            break;
        const struct span word = {segments->keys + token->key, token->n_key};
        if (!function_words || data_words_index(function_words, word) < 0)
            return token->start;
    }
    return hit->start;
}

enum qualm_status mention_add(const struct view *view, enum mention_kind kind, const struct cue_hit *hit)
{
    struct mentions *mentions = &view->judge->mentions[kind];
    mentions->n_all++;
    if (mentions->n == MAX_MENTIONS)
        return QUALM_OK;
    enum qualm_status status = place_make(view, content_start(view, hit), hit->end, &mentions->places[mentions->n]);
    if (status == QUALM_OK)
        mentions->n++;
    return status;
}

static bool is_strong(const struct cue_hit *hit)
{
    return hit->cue->strength[0] == 's';
}

/* Whether a hit marks a cause in the clause, plainly. */
static bool is_cause_in(const struct cue_hit *hit, const struct clause *clause)
{
    return hit->kind == CUE_CAUSAL && is_strong(hit) && !hit->is_negated && !hit->is_hedged &&
           hit->start >= clause->start && hit->end <= clause->end;
}

/* "The effects of naps on mood" name what a study asks more often than what it found. */
static bool is_topic(const struct cue_hit *hit)
{
    return span_is(span_of(hit->cue->id), "causal.effect-on");
}

/* What the cues say of the sentence. */
static void cues_keep(const struct sentence_claims *claims, struct fact *fact)
{
    for (size_t i = 0; i < claims->n_cues; i++) {
        const struct cue_hit *hit = &claims->cues[i];
        if (hit->kind == CUE_SPECIES)
            fact->names_species = true;
        if (hit->kind == CUE_ATTRIBUTION || (hit->kind == CUE_DESIGN && is_strong(hit)))
            fact->is_reported = true;
        if (hit->kind == CUE_DESIGN && !is_strong(hit))
            fact->is_background = true;
        if (hit->kind == CUE_CORRELATIONAL && is_strong(hit) && !hit->is_negated)
            fact->has_association = true;
        if (hit->kind == CUE_CAUSAL && is_strong(hit) && !hit->is_negated && !is_topic(hit))
            fact->has_effect = true;
    }
}

/* Markers of cause that are tried in one clause. */
#define MAX_TRIES 4

static enum qualm_status range_soften(const struct view *view, const struct clause *clause, struct range words,
                                      size_t *verb, const char **softer)
{
    const struct softer_claim claim = {
        .language = view->judge->language,
        .block = view->given->block,
        .segments = view->given->segments,
        .sentence = view->given->sentence,
        .start = words.start,
        .end = words.end,
        .text_end = extent_end(view, clause, words.end),
    };
    return softer_make(&claim, &view->judge->arena, softer, verb);
}

/* Rewords the claim's words, or those of the first marker of cause in its clause that can be reworded; `*words` is
 * what was reworded, `*verb` where its verb begins. */
static enum qualm_status claim_soften(const struct view *view, const struct clause *clause, struct range *words,
                                      size_t *verb, const char **softer)
{
    const struct sentence_claims *claims = view->given->claims;
    enum qualm_status status = range_soften(view, clause, *words, verb, softer);
    size_t n_tries = 0;
    for (size_t i = 0; i < claims->n_cues && n_tries < MAX_TRIES && status == QUALM_OK && !*softer; i++) {
        const struct cue_hit *hit = &claims->cues[i];
        if (!is_cause_in(hit, clause))
            continue;
        n_tries++;
        status = range_soften(view, clause, (struct range){hit->start, hit->end}, verb, softer);
        if (*softer)
            *words = (struct range){hit->start, hit->end};
    }
    return status;
}

/* Where the verb of the claim begins: a pattern may take the word before it along ("sleep damages"). */
static size_t verb_find(const struct view *view, const struct clause *clause, struct range words)
{
    const struct judge_sentence *given = view->given;
    const size_t second = token_from(given->segments, given->sentence, words.start + 1);
    if (second >= given->sentence->first_token + given->sentence->n_tokens)
        return words.start;
    const uint32_t at = given->segments->tokens[second].start;
    for (size_t i = 0; i < given->claims->n_cues; i++)
        if (is_cause_in(&given->claims->cues[i], clause) && given->claims->cues[i].start == at && at < words.end)
            return at;
    return words.start;
}

/* The words that decided, for findings that refer to them; a cited title is shown whole by those on itself. */
static enum qualm_status words_keep(const struct view *view, const struct clause *clause, struct range words,
                                    size_t verb, struct fact *fact)
{
    const struct sentence *sentence = view->given->sentence;
    struct range shown = {extent_start(view, clause, verb), extent_end(view, clause, words.end)};
    const size_t brief_end = extent_brief(view, clause, words.start, words.end);
    enum qualm_status status = place_make(view, words.start, brief_end, &fact->claim);
    if (status == QUALM_OK)
        status = place_make(view, shown.start, shown.end, &fact->shown);
    if (view->scene.kind == BLOCK_CITATION) {
        shown = (struct range){sentence->start, sentence->end};
        place_set(view, shown, &fact->shown);
    }
    return status ? status
                  : excerpt_make(&view->judge->arena, view->given->block, shown.start, shown.end, &fact->excerpt);
}

/* The claim itself: its words, its place, and the same with care. */
static enum qualm_status claim_keep(const struct view *view, const struct clause *clause, struct fact *fact)
{
    /* A pattern may look around without taking words; the clause then stands for them. */
    const bool is_empty = clause->match_end <= clause->match_start;
    struct range words = {is_empty ? clause->start : clause->match_start, is_empty ? clause->end : clause->match_end};
    size_t verb = verb_find(view, clause, words);
    enum qualm_status status = QUALM_OK;
    fact->code = clause->level;
    fact->is_open = clause->is_negated || clause->is_hedged || clause->is_quoted;
    fact->is_quoted = clause->is_quoted;
    fact->has_effect |= clause->pattern && span_starts_with(span_of(clause->pattern->id), "verb.");
    if (clause->pattern && clause->pattern->fired)
        fact->confidence = (double)clause->pattern->right / clause->pattern->fired;
    if (clause->level == CODE_CAUSES)
        status = claim_soften(view, clause, &words, &verb, &fact->softer);
    return status ? status : words_keep(view, clause, words, verb, fact);
}

static enum qualm_status sentence_keep(const struct view *view, struct fact *fact)
{
    const struct sentence *sentence = view->given->sentence;
    place_set(view, (struct range){sentence->start, sentence->end}, &fact->claim);
    fact->claim.block = view->scene.block;
    fact->claim.sentence = view->scene.sentence;
    if (view->cites.n) {
        const enum qualm_status status = place_make(view, sentence->start, sentence->end, &fact->shown);
        if (status)
            return status;
        fact->shown.is_beside = true;
    }
    if (view->scene.kind != BLOCK_CITATION)
        return QUALM_OK;
    fact->reference = arena_alloc(&view->judge->arena, sizeof *fact->reference);
    if (!fact->reference)
        return QUALM_ERR_MEMORY;
    reference_collect(view, fact->reference);
    return QUALM_OK;
}

/* Whether a sentence claims, cites or heads. */
static bool is_fact(const struct view *view, bool is_claim)
{
    const enum block_kind kind = view->scene.kind;
    if (view->judge->n_facts == MAX_FACTS || kind == BLOCK_CODE || kind == BLOCK_FURNITURE)
        return false;
    return is_claim || view->cites.n || kind == BLOCK_CITATION || kind == BLOCK_TITLE;
}

enum qualm_status facts_add(const struct view *view)
{
    struct judge *judge = view->judge;
    const struct clause *clause = view->given->claims->strongest;
    const bool is_claim = clause && clause->level;
    if (!is_fact(view, is_claim))
        return QUALM_OK;
    struct fact fact = {
        .scene = scene_keep(view), .is_question = view->given->sentence->is_question, .cites = view->cites};
    cues_keep(view->given->claims, &fact);
    stems_collect(view, &fact);
    enum qualm_status status = sentence_keep(view, &fact);
    if (status == QUALM_OK && is_claim)
        status = claim_keep(view, clause, &fact);
    if (status == QUALM_OK)
        status = array_reserve((void **)&judge->facts, &judge->facts_room, judge->n_facts + 1, sizeof *judge->facts);
    if (status == QUALM_OK)
        judge->facts[judge->n_facts++] = fact;
    return status;
}
