/* From findings to findings with a state. The first reason not to count is the one that is kept. */
#include "project/verdict.h"

#include <stdlib.h>
#include <string.h>

#include "project/accept.h"
#include "project/changes.h"
#include "project/line_ends.h"
#include "project/ratchet.h"

/* A text that is being judged. */
struct judging {
    const struct verdict_rules *rules;
    const struct qualm_result *result;
    const char **earlier; /* fingerprints of the text before the change, sorted; NULL: not known */
    size_t n_earlier;
};

/* ----------------------------------------------------------- what changed */

/* What is said of a text as a whole: counted where any of it changed. */
static bool is_of_whole_text(const struct qualm_finding *finding)
{
    static const char *const rules[] = {"overstatement/headline", "time/declared"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(finding->rule->id, rules[i]) == 0)
            return true;
    return finding->first_line == 0;
}

static const struct qualm_readability *value_of(const struct qualm_result *result, const char *formula)
{
    for (size_t i = 0; i < result->n_readability; i++)
        if (strcmp(result->readability[i].formula->id, formula) == 0 && !result->readability[i].absent)
            return &result->readability[i];
    return NULL;
}

/* What the finding's limit is about, as it was before; false when there was no figure. */
static bool figure_before(const struct qualm_result *before, const struct qualm_finding *finding, double *figure)
{
    const struct qualm_readability *value = finding->formula[0] ? value_of(before, finding->formula) : NULL;
    if (before->n_errors)
        return false;
    if (strcmp(finding->rule->id, "limit/minutes") == 0)
        *figure = before->silent.minutes;
    else if (strcmp(finding->rule->id, "limit/density") == 0)
        *figure = before->density;
    else if (!finding->formula[0])
        *figure = before->grade.value;
    else if (value)
        *figure = value->value;
    else
        return false;
    return finding->formula[0] || strcmp(finding->rule->id, "limit/grade") != 0 || !before->grade.absent;
}

/* No more of a rule past those that are listed than before. */
static bool is_older_rest(const struct qualm_result *before, const struct qualm_finding *finding)
{
    for (size_t i = 0; i < before->n_findings; i++)
        if (strcmp(before->findings[i].fingerprint, finding->fingerprint) == 0)
            return finding->figure > 0 && finding->figure <= before->findings[i].figure;
    return false;
}

/* A limit that was missed before, and is missed by no more now, is not this change's doing. */
static bool is_older_limit(const struct verdict_rules *rules, const struct qualm_finding *finding)
{
    double figure = 0;
    if (!rules->before)
        return false;
    if (strncmp(finding->rule->id, "limit/", 6) != 0)
        return is_older_rest(rules->before, finding);
    return figure_before(rules->before, finding, &figure) && figure > finding->limit && finding->figure <= figure;
}

static bool is_touched(const struct verdict_rules *rules, const struct qualm_finding *finding)
{
    const struct line_ends *ends = rules->ends;
    if (ends && ends->is_opaque)
        return change_touches(rules->change, 0, 0);
    const uint32_t first = ends ? line_ends_find(ends, finding->first_line) : finding->first_line;
    const uint32_t last = ends ? line_ends_find(ends, finding->last_line) : finding->last_line;
    return change_touches(rules->change, first, last);
}

static int compare_fingerprints(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What was found before the change, whether it counted or not. A fingerprint holds its rule. */
static enum qualm_status earlier_fill(struct judging *judging, struct arena *arena)
{
    const struct qualm_result *before = judging->rules->before;
    if (!judging->rules->is_diff || !before || before->n_errors || before->n_findings_dropped)
        return QUALM_OK;
    judging->earlier = arena_array(arena, before->n_findings + 1, sizeof *judging->earlier);
    if (!judging->earlier)
        return QUALM_ERR_MEMORY;
    for (size_t i = 0; i < before->n_findings; i++)
        judging->earlier[i] = before->findings[i].fingerprint;
    judging->n_earlier = before->n_findings;
    qsort(judging->earlier, judging->n_earlier, sizeof *judging->earlier, compare_fingerprints);
    return QUALM_OK;
}

/* A sentence that nobody touched may have become a finding by the change: the marks of a comment or of code around it
 * were taken away, or the evidence that it was measured by. */
static bool is_brought(const struct judging *judging, const struct qualm_finding *finding)
{
    const char *key = finding->fingerprint;
    return judging->earlier && !bsearch(&key, judging->earlier, judging->n_earlier, sizeof *judging->earlier,
                                        compare_fingerprints);
}

static bool is_outside(const struct judging *judging, const struct qualm_finding *finding)
{
    const struct verdict_rules *rules = judging->rules;
    if (!rules->change)
        return true;
    if (is_of_whole_text(finding))
        return !change_touches(rules->change, 0, 0) || is_older_limit(rules, finding);
    return !is_touched(rules, finding) && !is_brought(judging, finding);
}

/* ---------------------------------------------------------------- states */

static enum qualm_state state_of(const struct judging *judging, const struct qualm_finding *finding)
{
    const struct verdict_rules *rules = judging->rules;
    const char *title = judging->result->title;
    const struct baseline_key key = {rules->path, title ? title : "", finding, judging->result};
    if (finding->state != QUALM_COUNTS)
        return finding->state;
    if (accept_covers(rules->accept, rules->n_accept, &finding->excerpt))
        return QUALM_ACCEPTED;
    /* Also outside the change an entry is answered: it is not dead. */
    const bool is_known = rules->baseline && baseline_take(rules->baseline, &key);
    if (rules->is_diff && is_outside(judging, finding))
        return QUALM_OUTSIDE_DIFF;
    return is_known ? QUALM_IN_BASELINE : QUALM_COUNTS;
}

/* Figures of a result, with the site's accepted phrases taken out of the findings that count. */
static struct qualm_before figures_of(const struct verdict_rules *rules, const struct qualm_result *result)
{
    struct qualm_before figures = {
        .grade = result->grade,
        .minutes = result->silent.absent ? 0 : result->silent.minutes,
        .words = result->words_seen,
        .density = result->density,
    };
    for (size_t i = 0; i < result->n_findings; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        if (finding->state != QUALM_COUNTS || accept_covers(rules->accept, rules->n_accept, &finding->excerpt))
            continue;
        figures.notes += finding->severity == QUALM_NOTE;
        figures.warnings += finding->severity == QUALM_WARNING;
        figures.errors += finding->severity == QUALM_ERROR;
    }
    return figures;
}

static enum qualm_status findings_fill(const struct verdict_rules *rules, const struct qualm_result *result,
                                       struct verdict *verdict)
{
    struct judging judging = {.rules = rules, .result = result};
    struct qualm_finding *findings =
        arena_array(&verdict->arena, result->n_findings + RATCHET_FINDINGS_MOST, sizeof *findings);
    const enum qualm_status status = findings ? earlier_fill(&judging, &verdict->arena) : QUALM_ERR_MEMORY;
    if (status)
        return status;
    for (size_t i = 0; i < result->n_findings; i++) {
        findings[i] = result->findings[i];
        findings[i].state = state_of(&judging, &findings[i]);
    }
    verdict->result.findings = findings;
    if (!rules->before || rules->before->n_errors || result->n_errors)
        return QUALM_OK;
    const struct qualm_before now = figures_of(rules, result);
    const struct ratchet_case figures = {rules->ratchet, rules->fail_level, &verdict->before, &now};
    verdict->before = figures_of(rules, rules->before);
    verdict->result.before = &verdict->before;
    if (rules->ratchet & (RATCHET_GRADE | RATCHET_MINUTES))
        verdict->result.has_no_rule = false;
    return ratchet_judge(&figures, &verdict->arena, findings, &verdict->result.n_findings);
}

enum qualm_status verdict_make(const struct verdict_rules *rules, const struct qualm_result *result,
                               struct verdict *verdict)
{
    *verdict = (struct verdict){.result = *result};
    enum qualm_status status = QUALM_OK;
    if (rules->baseline && !result->n_errors)
        status = baseline_visit(rules->baseline, rules->path);
    if (!status)
        status = findings_fill(rules, result, verdict);
    if (status)
        verdict_clear(verdict);
    return status;
}

void verdict_clear(struct verdict *verdict)
{
    arena_clear(&verdict->arena);
    *verdict = (struct verdict){0};
}

/* -------------------------------------------------------------- baseline */

enum qualm_status verdict_remember(const struct verdict *verdict, const char *path, struct baseline *baseline)
{
    const struct qualm_result *result = &verdict->result;
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < result->n_findings && !status; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        const struct baseline_key key = {path, result->title ? result->title : "", finding, result};
        const bool is_wanted = finding->state == QUALM_COUNTS || finding->state == QUALM_IN_BASELINE;
        if (is_wanted && strncmp(finding->rule->id, "ratchet/", 8) != 0)
            status = baseline_add(baseline, &key);
    }
    return status;
}
