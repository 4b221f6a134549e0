/* Rules switched off in the text: which blocks each comment covers, and whether it was needed. */
#include <string.h>

#include "judge/state.h"

enum qualm_status judge_add_suppression(struct judge *judge, const struct suppression *suppression, uint32_t *index)
{
    if (judge->n_scopes >= UINT32_MAX)
        return QUALM_ERR_TOO_LARGE;
    const char *rule = arena_copy(&judge->arena, suppression->rule, strlen(suppression->rule));
    if (!rule)
        return QUALM_ERR_MEMORY;
    enum qualm_status status = array_reserve((void **)&judge->scopes, &judge->scopes_room, judge->n_scopes + 1,
                                             sizeof *judge->scopes);
    if (status)
        return status;
    judge->scopes[judge->n_scopes] = (struct suppression_scope){
        .suppression = {rule, suppression->span},
        .rules = rules_named(span_of(rule)),
    };
    *index = (uint32_t)judge->n_scopes++;
    return QUALM_OK;
}

uint64_t suppressions_enter(struct judge *judge, const struct block *block)
{
    uint64_t rules = 0;
    for (size_t i = 0; i < block->n_suppressions; i++) {
        if (block->suppressions[i] >= judge->n_scopes)
            continue;
        struct suppression_scope *scope = &judge->scopes[block->suppressions[i]];
        rules |= scope->rules;
        if (!scope->has_blocks)
            scope->first_block = judge->n_blocks;
        scope->last_block = judge->n_blocks;
        scope->has_blocks = true;
    }
    return rules;
}

/* Suppressed findings of each rule by block, to ask whether a range of blocks has one. */
struct used_blocks {
    uint32_t *blocks[RULES_MAX];
    size_t n[RULES_MAX];
};

static int compare_blocks(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static enum qualm_status used_blocks_fill(struct judge *judge, struct used_blocks *used)
{
    for (size_t i = 0; i < judge->n_findings; i++) {
        const struct pending *finding = &judge->findings[i];
        if (finding->is_dropped || !finding->is_suppressed)
            continue;
        const size_t rule = finding->rule;
        if (!used->blocks[rule])
            used->blocks[rule] = arena_array(&judge->arena, judge->n_of_rule[rule], sizeof(uint32_t));
        if (!used->blocks[rule])
            return QUALM_ERR_MEMORY;
        used->blocks[rule][used->n[rule]++] = finding->scene.block;
    }
    for (size_t rule = 0; rule < RULES_MAX; rule++)
        if (used->blocks[rule])
            qsort(used->blocks[rule], used->n[rule], sizeof(uint32_t), compare_blocks);
    return QUALM_OK;
}

/* Whether the rule has a suppressed finding in the blocks of the scope. */
static bool is_used_by(const struct used_blocks *used, size_t rule, const struct suppression_scope *scope)
{
    size_t low = 0;
    size_t high = used->n[rule];
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (used->blocks[rule][middle] < scope->first_block)
            low = middle + 1;
        else
            high = middle;
    }
    return low < used->n[rule] && used->blocks[rule][low] <= scope->last_block;
}

/* Rules that a comment in the text can switch off. Limits are set by whoever runs the check, and a declared time
 * stands in a label that belongs to no block. */
static uint64_t rules_in_blocks(const struct judge *judge)
{
    static const enum rule_handle elsewhere[] = {RULE_DECLARED, RULE_UNUSED};
    uint64_t rules = rules_ready() & ~rules_named(span_of("limit")) & ~rules_named(span_of("ratchet"));
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        rules &= ~(UINT64_C(1) << judge->rules->index[elsewhere[i]]);
    return rules;
}

/* Unused is only what could have been used: every rule it names ran on this text, and found nothing. */
static bool is_unused(const struct judge *judge, const struct used_blocks *used, const struct suppression_scope *scope)
{
    const uint64_t rules = scope->rules & rules_in_blocks(judge);
    if (!rules || rules & ~judge->rules->selected || rules & judge->rules_beyond || judge->language->n_cues == 0)
        return false;
    for (size_t rule = 0; scope->has_blocks && rule < RULES_MAX; rule++)
        if (rules >> rule & 1 && is_used_by(used, rule, scope))
            return false;
    return true;
}

static enum qualm_status unused_add(struct judge *judge, const struct suppression_scope *scope)
{
    const struct scene scene = scene_outside(&scope->suppression.span, scope->suppression.rule);
    const struct finding_seed seed = {
        .rule = judge->rules->index[RULE_UNUSED], .span = scope->suppression.span, .confidence = 1};
    struct pending *pending;
    enum qualm_status status = finding_add(judge, &scene, &seed, &pending);
    if (status == QUALM_OK && pending)
        pending->values[VALUE_CUE] = scope->suppression.rule;
    return status;
}

enum qualm_status suppressions_finish(struct judge *judge)
{
    struct used_blocks used = {0};
    if (!rules_has(judge->rules, RULE_UNUSED) || judge->n_scopes == 0)
        return QUALM_OK;
    enum qualm_status status = used_blocks_fill(judge, &used);
    for (size_t i = 0; i < judge->n_scopes && status == QUALM_OK; i++)
        if (is_unused(judge, &used, &judge->scopes[i]))
            status = unused_add(judge, &judge->scopes[i]);
    return status;
}
