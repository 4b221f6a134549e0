/* Findings on their way: added one by one, settled when their paragraph is known, sorted and shown at the end. */
#include <string.h>

#include "base/number.h"
#include "judge/message.h"
#include "judge/state.h"

/* Words of this many other places go into one message. */
#define MAX_OTHERS 3

/* What speaks against a finding that awaits its paragraph or document, what does so in a document only, and whether
 * the paragraphs before and behind count too. */
static const struct {
    enum rule_handle rule;
    enum answer answer;
    unsigned in_document;
    bool is_around;
} answers_to[] = {
    {RULE_RELATIVE_RISK, ANSWER_ABSOLUTE_RISK, 0, false},
    {RULE_UNNAMED_STUDY, ANSWER_SOURCE, ANSWER_INSTITUTE, true},
};

/* Whether the newest finding of the rule is at this place already. */
static bool is_repeat(const struct judge *judge, const struct finding_seed *seed)
{
    const size_t last = judge->last_of_rule[seed->rule];
    if (last == 0 || seed->span.line == 0)
        return false;
    const struct qualm_span *span = &judge->findings[last - 1].span;
    return seed->span.start < span->end && span->start < seed->span.end;
}

/* A page often begins with its headline once more: what is wrong with it is one place. */
static bool is_headline_again(const struct judge *judge, const struct scene *scene, uint8_t rule)
{
    const size_t last = judge->last_of_rule[rule];
    const struct scene *before = last ? &judge->findings[last - 1].scene : NULL;
    return before && before->kind == BLOCK_TITLE && before->hash == scene->hash && before->block != scene->block;
}

static bool is_wanted(struct judge *judge, const struct scene *scene, const struct finding_seed *seed)
{
    const uint64_t rule = UINT64_C(1) << seed->rule;
    if (!(judge->rules->selected & rule) || is_repeat(judge, seed) ||
        is_headline_again(judge, scene, seed->rule))
        return false;
    if (judge->n_of_rule[seed->rule] < MAX_FINDINGS_PER_RULE)
        return true;
    judge->n_beyond++;
    judge->rules_beyond |= rule;
    if (!(scene->suppressed & rule)) {
        judge->n_rest[seed->rule]++;
        judge->rules_rest_full |= seed->steps_down ? 0 : rule;
    }
    return false;
}

static double confidence_of(const struct finding_seed *seed)
{
    const struct qualm_rule *rule = &data_rules[seed->rule].rule;
    return seed->confidence > 0 ? seed->confidence : rule->judged ? (double)rule->right / rule->judged : 0.5;
}

static enum qualm_status pending_new(struct judge *judge, struct pending **pending)
{
    const enum qualm_status status = array_reserve((void **)&judge->findings, &judge->findings_room,
                                                   judge->n_findings + 1, sizeof *judge->findings);
    if (!status)
        *pending = &judge->findings[judge->n_findings++];
    return status;
}

enum qualm_status finding_add(struct judge *judge, const struct scene *scene, const struct finding_seed *seed,
                              struct pending **pending)
{
    *pending = NULL;
    if (!is_wanted(judge, scene, seed))
        return QUALM_OK;
    struct pending *made;
    const enum qualm_status status = pending_new(judge, &made);
    if (status)
        return status;
    *made = (struct pending){
        .rule = seed->rule,
        .steps_down = seed->steps_down,
        .confidence = confidence_of(seed),
        .scene = *scene,
        .span = seed->span,
        .start = seed->start,
        .end = seed->end,
        .excerpt = seed->excerpt,
        .is_suppressed = scene->suppressed >> seed->rule & 1,
    };
    judge->n_of_rule[seed->rule]++;
    judge->last_of_rule[seed->rule] = judge->n_findings;
    *pending = made;
    return QUALM_OK;
}

enum qualm_status findings_rest(struct judge *judge)
{
    enum qualm_status status = QUALM_OK;
    for (uint8_t rule = 0; rule < RULES_MAX && !status; rule++) {
        struct pending *made;
        if (judge->n_rest[rule] == 0)
            continue;
        status = pending_new(judge, &made);
        if (status)
            break;
        *made = (struct pending){
            .rule = rule,
            .steps_down = !(judge->rules_rest_full >> rule & 1),
            .is_rest = true,
            .confidence = confidence_of(&(struct finding_seed){.rule = rule}),
            .scene = scene_outside(&(struct qualm_span){0}, "the rest"),
            .figure = (double)judge->n_rest[rule],
            .limit = judge->n_of_rule[rule],
        };
    }
    return status;
}

static bool is_answered(const struct judge *judge, const struct pending *finding)
{
    for (size_t i = 0; i < sizeof answers_to / sizeof *answers_to; i++) {
        if (judge->rules->index[answers_to[i].rule] != finding->rule)
            continue;
        const unsigned answer = answers_to[i].answer;
        if (finding->awaits_document)
            return judge->answers_all & (answer | answers_to[i].in_document);
        /* 0: the paragraph that just ended is the finding's own, 1: the one after it. */
        const uint32_t age = judge->n_paragraphs - finding->scene.paragraph;
        unsigned given = judge->answers[age];
        if (answers_to[i].is_around)
            given |= (unsigned)(judge->answers[age + 1] | (age ? judge->answers[0] : 0));
        return given & answer;
    }
    return false;
}

static void finding_drop(struct judge *judge, struct pending *finding)
{
    finding->is_dropped = true;
    judge->n_of_rule[finding->rule]--;
}

void findings_settle(struct judge *judge, bool is_last)
{
    size_t first_kept = judge->n_findings;
    for (size_t i = judge->first_awaiting; i < judge->n_findings; i++) {
        struct pending *finding = &judge->findings[i];
        if (!finding->awaits_paragraph)
            continue;
        if (!is_last && finding->scene.paragraph == judge->n_paragraphs) {
            first_kept = first_kept < i ? first_kept : i;
            continue;
        }
        finding->awaits_paragraph = false;
        if (is_answered(judge, finding))
            finding_drop(judge, finding);
    }
    judge->first_awaiting = first_kept;
    if (!is_last)
        return;
    for (size_t i = 0; i < judge->n_findings; i++)
        if (judge->findings[i].awaits_document && is_answered(judge, &judge->findings[i]))
            finding_drop(judge, &judge->findings[i]);
}

/* ------------------------------------------------------------ order and names */

static uint64_t position(const struct pending *finding)
{
    return finding->span.line ? finding->span.start : UINT64_MAX;
}

static int compare(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_places(const void *a, const void *b)
{
    const struct pending *const *x = a;
    const struct pending *const *y = b;
    int order = compare(position(*x), position(*y));
    if (order == 0)
        order = strcmp(data_rules[(*x)->rule].rule.id, data_rules[(*y)->rule].rule.id);
    if (order == 0)
        order = compare((*x)->span.end, (*y)->span.end);
    /* Both point into one array. */
    return order ? order : (*x > *y) - (*x < *y);
}

static int compare_sentences(const void *a, const void *b)
{
    const struct pending *const *x = a;
    const struct pending *const *y = b;
    int order = compare((*x)->rule, (*y)->rule);
    if (order == 0)
        order = compare((*x)->scene.hash, (*y)->scene.hash);
    return order ? order : compare_places(a, b);
}

static uint64_t hash_number(uint64_t hash, uint64_t number)
{
    for (unsigned shift = 0; shift < 64; shift += 8) {
        const unsigned char byte = (unsigned char)(number >> shift);
        hash = hash_bytes(hash, &byte, 1);
    }
    return hash;
}

/* Numbers findings of one rule in one wording, so that each has a name of its own that outlives moves in the text. */
static void name_findings(struct pending **sorted, size_t n)
{
    uint64_t running = 0;
    qsort(sorted, n, sizeof *sorted, compare_sentences);
    for (size_t i = 0; i < n; i++) {
        struct pending *finding = sorted[i];
        const bool is_repeat_wording = i && sorted[i - 1]->rule == finding->rule &&
                                       sorted[i - 1]->scene.hash == finding->scene.hash;
        running = is_repeat_wording ? running + 1 : 0;
        const char *id = data_rules[finding->rule].rule.id;
        uint64_t hash = hash_bytes(HASH_SEED, id, strlen(id) + 1);
        hash = hash_number(hash, finding->scene.hash);
        finding->fingerprint = hash_number(hash, running);
    }
}

/* ------------------------------------------------------------ the result */

enum qualm_severity finding_severity(const struct judge *judge, const struct pending *finding)
{
    const enum qualm_severity severity = data_rules[finding->rule].rule.severity;
    if (judge->rules->levels[finding->rule])
        return judge->rules->levels[finding->rule];
    return finding->steps_down && severity > QUALM_NOTE ? severity - 1 : severity;
}

/* The words of the other places, parted so that quotation marks around the whole stand around each. */
static enum qualm_status others_join(const struct pending *finding, struct buffer *joined)
{
    enum qualm_status status = QUALM_OK;
    size_t n = 0;
    for (size_t i = 0; i < finding->n_related && n < MAX_OTHERS && status == QUALM_OK; i++) {
        if (!finding->related[i].words || finding->related[i].is_beside)
            continue;
        if (n++)
            status = buffer_append_text(joined, "\", \"");
        if (status == QUALM_OK)
            status = buffer_append_text(joined, finding->related[i].words);
    }
    return status;
}

static enum qualm_status finding_word(const struct pending *pending, struct arena *arena, struct qualm_finding *finding)
{
    static const enum message_key keys[VALUE_N_KEYS] = {
        [VALUE_CUE] = MESSAGE_CUE,         [VALUE_CLAIM] = MESSAGE_CLAIM,       [VALUE_NUMBER] = MESSAGE_N,
        [VALUE_LIMIT] = MESSAGE_LIMIT,     [VALUE_DECLARED] = MESSAGE_DECLARED, [VALUE_SPEED] = MESSAGE_SPEED,
        [VALUE_FORMULA] = MESSAGE_FORMULA, [VALUE_TRY] = MESSAGE_TRY,
        [VALUE_KIND] = MESSAGE_KIND,
    };
    struct message_values values = {{NULL}};
    struct buffer others = {0};
    char line[NUMBER_ROOM];
    for (size_t i = 0; i < VALUE_N_KEYS; i++)
        values.of[keys[i]] = pending->values[i];
    enum qualm_status status = others_join(pending, &others);
    values.of[pending->related_is_design ? MESSAGE_DESIGN : MESSAGE_OTHER] = others.bytes;
    if (pending->n_related && pending->related[0].span.line) {
        number_from_uint(pending->related[0].span.line, line);
        values.of[MESSAGE_LINE] = line;
    }
    if (status == QUALM_OK)
        status = message_render(&data_rules[pending->rule], &values, arena, &finding->message, &finding->remedy);
    buffer_free(&others);
    return status;
}

/* "500 more findings of this rule, past the 1000 that are listed." */
static enum qualm_status rest_word(const struct pending *pending, struct arena *arena, struct qualm_finding *finding)
{
    struct buffer text = {0};
    char more[NUMBER_ROOM], listed[NUMBER_ROOM];
    number_from_uint((uint64_t)pending->figure, more);
    number_from_uint((uint64_t)pending->limit, listed);
    const char *const parts[] = {more, pending->figure > 1 ? " more findings" : " more finding",
                                 " of this rule, past the ", listed, " that are listed."};
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !status; i++)
        status = buffer_append_text(&text, parts[i]);
    finding->remedy = "Mend those that are listed, and the others will be.";
    if (!status && !(finding->message = arena_copy(arena, text.bytes, text.n_bytes)))
        status = QUALM_ERR_MEMORY;
    buffer_free(&text);
    return status;
}

static const char *copy_text(struct arena *arena, const char *text)
{
    return arena_copy(arena, text ? text : "", text ? strlen(text) : 0);
}

static enum qualm_status related_copy(const struct pending *pending, struct arena *arena, struct qualm_finding *finding)
{
    struct qualm_related *related = arena_array(arena, pending->n_related, sizeof *related);
    if (!related)
        return QUALM_ERR_MEMORY;
    for (size_t i = 0; i < pending->n_related; i++) {
        related[i].span = pending->related[i].span;
        related[i].message = copy_text(arena, pending->related[i].words);
        if (!related[i].message)
            return QUALM_ERR_MEMORY;
    }
    finding->related = related;
    finding->n_related = pending->n_related;
    return QUALM_OK;
}

static enum qualm_status finding_show(const struct judge *judge, const struct pending *pending, struct arena *arena,
                                      struct qualm_finding *finding)
{
    finding->rule = &data_rules[pending->rule].rule;
    finding->severity = finding_severity(judge, pending);
    finding->confidence = pending->confidence;
    finding->span = pending->span;
    finding->block = pending->scene.kept_block;
    if (finding->block != QUALM_NO_BLOCK) {
        finding->text_start = pending->start;
        finding->text_end = pending->end;
    }
    finding->state = pending->is_suppressed ? QUALM_SUPPRESSED : QUALM_COUNTS;
    finding->reason = copy_text(arena, pending->is_suppressed ? pending->reason : NULL);
    finding->first_line = pending->scene.first_line;
    finding->last_line = pending->scene.last_line;
    finding->figure = pending->figure;
    finding->limit = pending->limit;
    finding->formula = pending->formula ? pending->formula : "";
    hash_write(pending->fingerprint, finding->fingerprint);
    finding->excerpt = pending->excerpt;
    finding->excerpt.text = copy_text(arena, pending->excerpt.text);
    if (!finding->excerpt.text || !finding->reason)
        return QUALM_ERR_MEMORY;
    enum qualm_status status = pending->is_rest ? rest_word(pending, arena, finding)
                                                : finding_word(pending, arena, finding);
    return status ? status : related_copy(pending, arena, finding);
}

enum qualm_status findings_finish(struct judge *judge, struct arena *arena, struct qualm_result *result)
{
    struct pending **sorted = arena_array(&judge->arena, judge->n_findings, sizeof *sorted);
    struct qualm_finding *findings = arena_array(arena, judge->n_findings, sizeof *findings);
    if (!sorted || !findings)
        return QUALM_ERR_MEMORY;
    size_t n = 0;
    for (size_t i = 0; i < judge->n_findings; i++)
        if (!judge->findings[i].is_dropped)
            sorted[n++] = &judge->findings[i];
    name_findings(sorted, n);
    qsort(sorted, n, sizeof *sorted, compare_places);
    for (size_t i = 0; i < n; i++) {
        enum qualm_status status = finding_show(judge, sorted[i], arena, &findings[i]);
        if (status)
            return status;
    }
    result->findings = findings;
    result->n_findings = n;
    result->n_findings_dropped = judge->n_beyond;
    return QUALM_OK;
}
