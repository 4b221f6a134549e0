/* Rules switched off in the text: which findings each switch holds back, and what is to be said of switches. */
#include <string.h>

#include "base/likeness.h"
#include "judge/state.h"

enum qualm_status judge_add_suppression(struct judge *judge, const struct suppression *suppression, uint32_t *index)
{
    *index = SUPPRESSION_NOT_KEPT;
    if (judge->n_scopes == JUDGE_SWITCHES_MOST)
        return QUALM_OK;
    enum qualm_status status = array_reserve((void **)&judge->scopes, &judge->scopes_room, judge->n_scopes + 1,
                                             sizeof *judge->scopes);
    if (status)
        return status;
    judge->scopes[judge->n_scopes] = (struct suppression_scope){
        .suppression = *suppression,
        .rules = suppression->fault ? 0 : rules_named(span_of(suppression->rule)),
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
        if (scope->suppression.reach == REACH_BACK)
            rules &= ~scope->rules;
        else
            rules |= scope->rules;
        if (!scope->has_blocks)
            scope->first_block = judge->n_blocks;
        scope->last_block = judge->n_blocks;
        scope->has_blocks = true;
    }
    return rules;
}

/* ------------------------------------------------------------- obeying */

/* Families that no text can switch off: limits are set by whoever runs the check, ratchets too, and a switch does not
 * vouch for switches. */
static const char *const set_elsewhere[] = {"limit", "ratchet", "suppression"};

static uint64_t rules_elsewhere(void)
{
    uint64_t rules = 0;
    for (size_t i = 0; i < sizeof set_elsewhere / sizeof *set_elsewhere; i++)
        rules |= rules_named(span_of(set_elsewhere[i]));
    return rules;
}

/* The rules that a switch can hold back at all. A declared time stands in a label, which belongs to no block. */
static uint64_t rules_reached(const struct judge *judge, const struct suppression_scope *scope)
{
    const uint64_t declared = UINT64_C(1) << judge->rules->index[RULE_DECLARED];
    const uint64_t rules = scope->rules & ~rules_elsewhere();
    switch (scope->suppression.reach) {
    case REACH_BLOCKS:
        return rules & ~declared;
    case REACH_LINE:
    case REACH_FILE:
        return rules;
    default:
        return 0;
    }
}

/* Whether the finding's sentence or its words stand on a line of the switch. */
static bool is_beside(const struct suppression_scope *scope, const struct pending *finding)
{
    const struct qualm_span *span = &finding->span;
    const struct qualm_span *mark = &scope->suppression.span;
    const bool has_sentence = finding->scene.first_line <= mark->end_line && finding->scene.last_line >= mark->line;
    const bool has_words = span->line && span->line <= mark->end_line && span->end_line >= mark->line;
    return (finding->scene.first_line && has_sentence) || has_words;
}

static bool is_covered(const struct suppression_scope *scope, const struct pending *finding)
{
    const uint32_t block = finding->scene.block;
    switch (scope->suppression.reach) {
    case REACH_BLOCKS:
        return scope->has_blocks && block >= scope->first_block && block <= scope->last_block &&
               finding->scene.suppressed >> finding->rule & 1;
    case REACH_LINE:
        return is_beside(scope, finding);
    default:
        return true;
    }
}

/* The first reason that is given counts, where several switches hold one finding back. */
static void scope_obey(const struct judge *judge, struct suppression_scope *scope)
{
    const uint64_t rules = rules_reached(judge, scope);
    for (size_t i = 0; rules && i < judge->n_findings; i++) {
        struct pending *finding = &judge->findings[i];
        if (finding->is_dropped || !(rules >> finding->rule & 1) || !is_covered(scope, finding))
            continue;
        finding->is_suppressed = true;
        if (!finding->reason)
            finding->reason = scope->suppression.reason;
        scope->is_used = true;
    }
}

/* ---------------------------------------------------------- complaining */

static enum qualm_status complaint_add(struct judge *judge, enum rule_handle handle,
                                       const struct suppression_scope *scope, struct pending **pending)
{
    const struct scene scene = scene_outside(&scope->suppression.span, scope->suppression.rule);
    const struct finding_seed seed = {
        .rule = judge->rules->index[handle], .span = scope->suppression.span, .confidence = 1};
    enum qualm_status status = finding_add(judge, &scene, &seed, pending);
    if (*pending)
        (*pending)->values[VALUE_CUE] = scope->suppression.rule;
    return status;
}

/* Unused is only what could have been used: every rule it names ran on this text, and found nothing. */
static bool is_unused(const struct judge *judge, const struct suppression_scope *scope)
{
    const uint64_t rules = rules_reached(judge, scope) & rules_ready();
    return rules && !scope->is_used && !(rules & ~judge->rules->selected) && !(rules & judge->rules_beyond) &&
           judge->language->n_cues != 0;
}

static enum qualm_status unused_judge(struct judge *judge, const struct suppression_scope *scope)
{
    struct pending *pending;
    return is_unused(judge, scope) ? complaint_add(judge, RULE_UNUSED, scope, &pending) : QUALM_OK;
}

static enum qualm_status reason_judge(struct judge *judge, const struct suppression_scope *scope)
{
    const struct suppression *suppression = &scope->suppression;
    struct pending *pending;
    if (!judge->rules->require_reason || !suppression->is_first || suppression->reach == REACH_NOTHING ||
        suppression->reach == REACH_BACK || suppression->reason)
        return QUALM_OK;
    return complaint_add(judge, RULE_NO_REASON, scope, &pending);
}

/* What the word of a switch should have been; NULL when it is well. */
static const char *kind_wanted(const struct judge *judge, const struct suppression_scope *scope)
{
    static const char *const kinds[] = {
        [FAULT_VERB] = "switch",
        [FAULT_KEY] = "key of \"qualm\" in front matter",
        [FAULT_VALUE] = "mapping of \"off\" to rules",
        [FAULT_MANY] = "rule among the first 64, and no more are read",
    };
    const struct suppression *suppression = &scope->suppression;
    if (suppression->fault)
        return kinds[suppression->fault];
    if (!scope->rules)
        return "rule or family";
    if (!(scope->rules & ~rules_elsewhere()))
        return "rule that a text can switch off";
    if (suppression->reach == REACH_BLOCKS && !rules_reached(judge, scope))
        return "rule that \"off\" reaches";
    return NULL;
}

/* The rule whose name is spelt most like the word; NULL: none is near. */
static const char *rule_near(const char *word)
{
    const char *ids[RULES_MAX];
    for (size_t i = 0; i < data_n_rules; i++)
        ids[i] = data_rules[i].rule.id;
    return likeness_closest(word, ids, data_n_rules);
}

/* The names of families, which stand before the slash. */
#define FAMILY_BYTES 32
struct family_names {
    char names[RULES_MAX][FAMILY_BYTES];
};

/* The same of families; the name is in `room`. */
static const char *family_near(const char *word, struct family_names *room)
{
    const char *names[RULES_MAX];
    for (size_t i = 0; i < data_n_rules; i++) {
        const char *id = data_rules[i].rule.id;
        const size_t n = strcspn(id, "/");
        names[i] = room->names[i];
        memcpy(room->names[i], id, n < FAMILY_BYTES ? n : 0);
        room->names[i][n < FAMILY_BYTES ? n : 0] = '\0';
    }
    return likeness_closest(word, names, data_n_rules);
}

/* What the word was perhaps meant to be; NULL: nobody knows. */
static const char *meant_word(const struct suppression_scope *scope, struct family_names *room)
{
    const struct suppression *suppression = &scope->suppression;
    if (suppression->fault)
        return suppression->meant;
    if (scope->rules)
        return scope->rules & ~rules_elsewhere() ? "off-file" : NULL;
    return strchr(suppression->rule, '/') ? rule_near(suppression->rule) : family_near(suppression->rule, room);
}

static enum qualm_status unknown_judge(struct judge *judge, const struct suppression_scope *scope)
{
    const char *kind = kind_wanted(judge, scope);
    struct family_names room;
    struct pending *pending;
    if (!kind)
        return QUALM_OK;
    const char *meant = meant_word(scope, &room);
    enum qualm_status status = complaint_add(judge, RULE_UNKNOWN, scope, &pending);
    if (status || !pending)
        return status;
    pending->values[VALUE_KIND] = kind;
    if (!meant)
        return QUALM_OK;
    pending->values[VALUE_TRY] = arena_copy(&judge->arena, meant, strlen(meant));
    return pending->values[VALUE_TRY] ? QUALM_OK : QUALM_ERR_MEMORY;
}

enum qualm_status suppressions_finish(struct judge *judge)
{
    static enum qualm_status (*const parts[])(struct judge *, const struct suppression_scope *) = {
        unknown_judge, unused_judge, reason_judge};
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < judge->n_scopes; i++)
        scope_obey(judge, &judge->scopes[i]);
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
        for (size_t i = 0; i < judge->n_scopes && status == QUALM_OK; i++)
            status = parts[part](judge, &judge->scopes[i]);
    return status;
}
