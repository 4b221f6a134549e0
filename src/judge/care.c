/* The strongest claim that a text puts forward, and what a careful writer did well. */
#include <string.h>

#include "judge/state.h"

static const char *const care_names[CARE_N_KINDS] = {
    [CARE_HEDGE] = "hedge", [CARE_LIMIT] = "limit", [CARE_CAVEAT] = "caveat"};

static bool is_told(const struct view *view)
{
    return view->scene.kind != BLOCK_CITATION && view->scene.kind != BLOCK_QUOTATION &&
           view->scene.kind != BLOCK_CODE && view->scene.kind != BLOCK_FURNITURE &&
           !view->given->sentence->is_question;
}

static bool is_put_forward(const struct view *view)
{
    return view->scene.voice == VOICE_AUTHOR || view->scene.voice == VOICE_HEADLINE ||
           view->scene.voice == VOICE_ATTRIBUTED;
}

static void claim_note(const struct view *view)
{
    struct judge *judge = view->judge;
    const struct sentence_claims *claims = view->given->claims;
    const struct clause *clause = claims->strongest;
    /* A headline's quotation marks keep their distance from the words and still spread them. */
    if (!clause || clause->level <= judge->claim.code ||
        (clause->is_quoted && view->scene.voice != VOICE_HEADLINE))
        return;
    const bool has_match = clause->match_end > clause->match_start;
    judge->has_claim = true;
    judge->claim = (struct qualm_claim){
        .code = clause->level,
        .level = claim_level_name(clause->level),
        .pattern = clause->pattern ? clause->pattern->id : "",
        .confidence = clause->pattern && clause->pattern->fired
                          ? (double)clause->pattern->right / clause->pattern->fired
                          : 0,
        .span = block_span(view->given->block, has_match ? clause->match_start : clause->start,
                           has_match ? clause->match_end : clause->end, &judge->run_hint),
    };
}

/* The list that a cue belongs to; CARE_N_KINDS for none. Who lets an expert say what a study cannot show has said it: a
 * caveat counts in a quotation too, a hedge is its speaker's. */
static enum care_kind care_kind_of(const struct view *view, const struct cue_hit *hit)
{
    const bool is_strong = hit->cue->strength[0] == 's';
    const bool is_quoted = hit->is_quoted || !is_put_forward(view);
    if (hit->is_negated)
        return CARE_N_KINDS;
    if (hit->kind == CUE_HEDGE && is_strong && !is_quoted)
        return CARE_HEDGE;
    if (hit->kind == CUE_CAVEAT && is_strong)
        return CARE_CAVEAT;
    if (hit->kind == CUE_CAVEAT && !is_quoted)
        return CARE_LIMIT;
    return CARE_N_KINDS;
}

static enum qualm_status care_note(const struct view *view, const struct cue_hit *hit, enum care_kind kind)
{
    struct judge *judge = view->judge;
    const struct block *block = view->given->block;
    struct care_list *list = &judge->care[kind];
    if (list->n == MAX_CARE)
        return QUALM_OK;
    const char *words = quote_words(judge, block, hit->start, hit->end);
    const char *scope = hit->scope_end > hit->scope_start ? quote_words(judge, block, hit->scope_start, hit->scope_end)
                                                          : "";
    if (!words || !scope)
        return QUALM_ERR_MEMORY;
    list->items[list->n++] = (struct qualm_care){
        .kind = care_names[kind],
        .text = words,
        .scope = scope,
        .span = block_span(block, hit->start, hit->end, &judge->run_hint),
    };
    return QUALM_OK;
}

enum qualm_status care_add(const struct view *view)
{
    const struct sentence_claims *claims = view->given->claims;
    if (!is_told(view))
        return QUALM_OK;
    if (is_put_forward(view))
        claim_note(view);
    for (size_t i = 0; i < claims->n_cues; i++) {
        const enum care_kind kind = care_kind_of(view, &claims->cues[i]);
        enum qualm_status status = kind == CARE_N_KINDS ? QUALM_OK : care_note(view, &claims->cues[i], kind);
        if (status)
            return status;
    }
    return QUALM_OK;
}

static enum qualm_status care_copy(const struct qualm_care *item, struct arena *arena, struct qualm_care *copy)
{
    const char *text = arena_copy(arena, item->text, strlen(item->text));
    const char *scope = arena_copy(arena, item->scope, strlen(item->scope));
    if (!text || !scope)
        return QUALM_ERR_MEMORY;
    *copy = (struct qualm_care){item->kind, text, scope, item->span};
    return QUALM_OK;
}

enum qualm_status care_finish(struct judge *judge, struct arena *arena, struct qualm_result *result)
{
    struct qualm_care *items = arena_array(arena, (size_t)CARE_N_KINDS * MAX_CARE, sizeof *items);
    size_t n = 0;
    if (!items)
        return QUALM_ERR_MEMORY;
    for (size_t kind = 0; kind < CARE_N_KINDS; kind++) {
        const struct care_list *list = &judge->care[kind];
        for (size_t i = 0; i < list->n; i++) {
            enum qualm_status status = care_copy(&list->items[i], arena, &items[n++]);
            if (status)
                return status;
        }
    }
    result->care = items;
    result->n_care = n;
    result->claim = judge->claim;
    if (!judge->has_claim)
        result->claim = (struct qualm_claim){.level = claim_level_name(0), .pattern = ""};
    return QUALM_OK;
}
