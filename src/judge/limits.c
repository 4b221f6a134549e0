/* Limits that whoever runs the check has set, and the reading time that the text declares. */
#include <string.h>

#include "base/number.h"
#include "judge/state.h"

/* Digits behind the point with which a value past its limit is shown apart from it. */
#define MAX_DECIMALS 4

static enum qualm_status number_value(struct judge *judge, const char *digits, const char **value)
{
    *value = arena_copy(&judge->arena, digits, strlen(digits));
    return *value ? QUALM_OK : QUALM_ERR_MEMORY;
}

/* Both numbers with as few digits as tell them apart. */
static enum qualm_status numbers_set(struct judge *judge, struct pending *pending, double measured, double limit)
{
    char above[NUMBER_ROOM];
    char most[NUMBER_ROOM];
    for (unsigned decimals = 1; decimals <= MAX_DECIMALS; decimals++) {
        number_shortest(measured, decimals, above);
        number_shortest(limit, MAX_DECIMALS, most);
        if (strcmp(above, most) != 0)
            break;
    }
    enum qualm_status status = number_value(judge, above, &pending->values[VALUE_NUMBER]);
    return status ? status : number_value(judge, most, &pending->values[VALUE_LIMIT]);
}

/* Rule and formula alone name it: however the text changes, it is the same limit. */
static enum qualm_status limit_raise(struct judge *judge, enum rule_handle handle, const struct data_formula *formula,
                                     const double figures[2])
{
    const char *id = formula ? formula->formula.id : "";
    const struct scene scene = scene_outside(&(struct qualm_span){0}, id);
    const struct finding_seed seed = {.rule = judge->rules->index[handle], .confidence = 1};
    struct pending *pending;
    enum qualm_status status = finding_add(judge, &scene, &seed, &pending);
    if (status || !pending)
        return status;
    pending->figure = figures[0];
    pending->limit = figures[1];
    pending->formula = id;
    pending->values[VALUE_FORMULA] = formula ? formula->formula.name : "";
    return numbers_set(judge, pending, figures[0], figures[1]);
}

static const struct qualm_readability *readability_find(const struct qualm_result *result,
                                                        const struct data_formula *formula)
{
    for (size_t i = 0; i < result->n_readability; i++)
        if (strcmp(result->readability[i].formula->id, formula->formula.id) == 0)
            return &result->readability[i];
    return NULL;
}

/* The value that a limit is about; false when there is none. */
static bool limited_value(const struct grade_limit *limit, const struct qualm_result *result, double *value)
{
    if (!limit->formula) {
        *value = result->grade.value;
        return !result->grade.absent;
    }
    const struct qualm_readability *readability = readability_find(result, limit->formula);
    if (!readability || readability->absent)
        return false;
    *value = readability->value;
    return true;
}

static enum qualm_status grades_judge(struct judge *judge, const struct qualm_result *result, bool *is_judged)
{
    const struct judge_rules *rules = judge->rules;
    for (size_t i = 0; i < rules->n_limits; i++) {
        double value;
        if (!limited_value(&rules->limits[i], result, &value)) {
            *is_judged = false;
            continue;
        }
        if (value <= rules->limits[i].most)
            continue;
        const double figures[2] = {value, rules->limits[i].most};
        enum qualm_status status = limit_raise(judge, RULE_LIMIT_GRADE, rules->limits[i].formula, figures);
        if (status)
            return status;
    }
    return QUALM_OK;
}

static enum qualm_status minutes_judge(struct judge *judge, const struct qualm_result *result, bool *is_judged)
{
    const unsigned most = judge->rules->max_minutes;
    if (!most)
        return QUALM_OK;
    if (result->silent.absent)
        *is_judged = false;
    if (result->silent.absent || result->silent.minutes <= most)
        return QUALM_OK;
    const double figures[2] = {result->silent.minutes, most};
    return limit_raise(judge, RULE_LIMIT_MINUTES, NULL, figures);
}

/* Warnings and errors that count, limits apart, for each 1,000 words seen. */
static double density_of(const struct judge *judge, const struct qualm_result *result)
{
    const uint64_t limits = rules_named(span_of("limit"));
    uint64_t n = 0;
    for (size_t i = 0; i < judge->n_findings; i++) {
        const struct pending *finding = &judge->findings[i];
        const bool is_counted = !finding->is_dropped && !finding->is_suppressed && !(limits >> finding->rule & 1) &&
                                finding_severity(judge, finding) >= QUALM_WARNING;
        n += !is_counted ? 0 : finding->is_rest ? judge->n_rest[finding->rule] : 1;
    }
    return result->words_seen ? 1000 * (double)n / (double)result->words_seen : 0;
}

static enum qualm_status density_judge(struct judge *judge, const struct qualm_result *result)
{
    const double figures[2] = {result->density, judge->rules->max_density};
    if (!judge->rules->has_max_density || figures[0] <= figures[1])
        return QUALM_OK;
    return limit_raise(judge, RULE_LIMIT_DENSITY, NULL, figures);
}

/* A label that names another number of minutes than ours, at its place. */
enum qualm_status declared_judge(struct judge *judge, const struct metadata *metadata,
                                 const struct qualm_result *result)
{
    char digits[NUMBER_ROOM];
    if (!metadata->declared_minutes || result->silent.absent || metadata->declared_minutes == result->silent.minutes)
        return QUALM_OK;
    const struct scene scene = scene_outside(&metadata->declared_span, "");
    const struct finding_seed seed = {
        .rule = judge->rules->index[RULE_DECLARED], .span = metadata->declared_span, .confidence = 1};
    struct pending *pending;
    enum qualm_status status = finding_add(judge, &scene, &seed, &pending);
    if (status || !pending)
        return status;
    number_from_uint(metadata->declared_minutes, digits);
    status = number_value(judge, digits, &pending->values[VALUE_DECLARED]);
    number_from_uint(result->silent.minutes, digits);
    if (status == QUALM_OK)
        status = number_value(judge, digits, &pending->values[VALUE_NUMBER]);
    number_shortest(result->basis_per_minute, 0, digits);
    return status || result->basis_per_minute <= 0 ? status
                                                   : number_value(judge, digits, &pending->values[VALUE_SPEED]);
}

enum qualm_status limits_judge(struct judge *judge, struct qualm_result *result)
{
    const struct judge_rules *rules = judge->rules;
    bool is_judged = true;
    enum qualm_status status = QUALM_OK;
    result->density = density_of(judge, result);
    result->has_no_rule = !rules_judge(rules);
    if (!rules->n_limits && !rules->max_minutes && !rules->has_max_density)
        return status;
    if (result->words_scored < rules->min_words) {
        result->limits = QUALM_TOO_SHORT;
        return QUALM_OK;
    }
    status = grades_judge(judge, result, &is_judged);
    if (status == QUALM_OK)
        status = minutes_judge(judge, result, &is_judged);
    if (status == QUALM_OK)
        status = density_judge(judge, result);
    if (status == QUALM_OK)
        result->limits = is_judged ? QUALM_JUDGED : QUALM_NO_GRADE;
    return status;
}
