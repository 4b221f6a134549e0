/* Which rules run: the comma lists of the options against the catalogue of corpus/rules.tsv. */
#include "judge/rules.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const handle_ids[RULE_N_HANDLES] = {
    [RULE_HEADLINE] = "overstatement/headline",
    [RULE_CITATION] = "overstatement/citation",
    [RULE_DESIGN] = "overstatement/design",
    [RULE_SPECIES] = "evidence/species",
    [RULE_SMALL_SAMPLE] = "evidence/small-sample",
    [RULE_SPECIAL_SAMPLE] = "evidence/special-sample",
    [RULE_ABSOLUTE] = "certainty/absolute",
    [RULE_PROOF] = "certainty/proof",
    [RULE_BOOSTER] = "certainty/booster",
    [RULE_RELATIVE_RISK] = "statistics/relative-risk",
    [RULE_TREATMENT] = "advice/treatment",
    [RULE_UNNAMED_STUDY] = "attribution/unnamed-study",
    [RULE_STACKED] = "hedging/stacked",
    [RULE_DECLARED] = "time/declared",
    [RULE_UNUSED] = "suppression/unused",
    [RULE_UNKNOWN] = "suppression/unknown-rule",
    [RULE_NO_REASON] = "suppression/missing-reason",
    [RULE_LIMIT_GRADE] = "limit/grade",
    [RULE_LIMIT_MINUTES] = "limit/minutes",
    [RULE_LIMIT_DENSITY] = "limit/density",
};

long rules_index(const char *id)
{
    for (size_t i = 0; i < data_n_rules; i++)
        if (strcmp(data_rules[i].rule.id, id) == 0)
            return (long)i;
    return -1;
}

/* Whether `id` is `name`, or of the family `name`. */
static bool is_named(const char *id, struct span name)
{
    return strncmp(id, name.ptr, name.len) == 0 && (id[name.len] == '\0' || id[name.len] == '/');
}

uint64_t rules_named(struct span name)
{
    uint64_t rules = 0;
    for (size_t i = 0; i < data_n_rules; i++)
        if (name.len == 0 || is_named(data_rules[i].rule.id, name))
            rules |= UINT64_C(1) << i;
    return rules;
}

bool rules_has(const struct judge_rules *rules, enum rule_handle handle)
{
    return rules->selected >> rules->index[handle] & 1;
}

bool rules_judge(const struct judge_rules *rules)
{
    const uint64_t on_request = rules_named(span_of("limit")) | rules_named(span_of("ratchet")) |
                                UINT64_C(1) << rules->index[RULE_NO_REASON];
    return (rules->selected & ~on_request) || rules->n_limits || rules->max_minutes || rules->require_reason;
}

uint64_t rules_ready(void)
{
    uint64_t rules = 0;
    for (size_t i = 0; i < data_n_rules; i++)
        if (data_rules[i].rule.is_ready)
            rules |= UINT64_C(1) << i;
    return rules;
}

/* Tells the caller which part of an option was not understood. */
static enum qualm_status refuse(struct span value, char *what, size_t what_size)
{
    if (what && what_size) {
        const size_t n = value.len < what_size - 1 ? value.len : what_size - 1;
        memcpy(what, value.ptr, n);
        what[n] = '\0';
    }
    return QUALM_ERR_UNKNOWN;
}

/* Tells which option has a value that can be none. */
static enum qualm_status refuse_option(const char *name, char *what, size_t what_size)
{
    refuse(span_of(name), what, what_size);
    return QUALM_ERR_ARGUMENT;
}

/* Empty parts of the list are passed over; a list without any part names nothing. */
static enum qualm_status read_list(const char *list, uint64_t *rules, char *what, size_t what_size)
{
    struct span rest = span_of(list);
    struct span part;
    *rules = 0;
    while (span_next_part(&rest, ',', &part)) {
        part = span_trim(part);
        if (part.len == 0)
            continue;
        const uint64_t named = rules_named(part);
        if (!named)
            return refuse(part, what, what_size);
        *rules |= named;
    }
    return QUALM_OK;
}

static enum qualm_status read_selection(const struct qualm_options *options, char *what, size_t what_size,
                                        uint64_t *selected)
{
    uint64_t rules = rules_ready();
    uint64_t named = 0;
    enum qualm_status status = QUALM_OK;
    if (options->select) {
        status = read_list(options->select, &named, what, what_size);
        rules &= named ? named : ~UINT64_C(0);
    }
    if (status == QUALM_OK && options->ignore) {
        status = read_list(options->ignore, &named, what, what_size);
        rules &= ~named;
    }
    if (status == QUALM_OK)
        *selected = rules;
    return status;
}

/* "id=level", a rule's or a family's. */
static enum qualm_status read_level(struct span part, struct judge_rules *rules, char *what, size_t what_size)
{
    const char *equals = memchr(part.ptr, '=', part.len);
    const size_t n_name = equals ? (size_t)(equals - part.ptr) : part.len;
    const uint64_t named = n_name ? rules_named((struct span){part.ptr, n_name}) : 0;
    uint8_t level = QUALM_NOTE;
    if (!named)
        return refuse(part, what, what_size);
    const struct span name = {part.ptr + n_name + 1, equals ? part.len - n_name - 1 : 0};
    while (level <= QUALM_ERROR && !span_is(name, qualm_severity_name(level)))
        level++;
    if (level > QUALM_ERROR) {
        refuse(part, what, what_size);
        return QUALM_ERR_ARGUMENT;
    }
    for (size_t i = 0; i < data_n_rules; i++)
        if (named >> i & 1)
            rules->levels[i] = level;
    return QUALM_OK;
}

static enum qualm_status read_levels(const char *list, struct judge_rules *rules, char *what, size_t what_size)
{
    struct span rest = span_of(list ? list : "");
    struct span part;
    enum qualm_status status = QUALM_OK;
    while (status == QUALM_OK && span_next_part(&rest, ',', &part)) {
        part = span_trim(part);
        if (part.len)
            status = read_level(part, rules, what, what_size);
    }
    return status;
}

/* A limit that is no number would never be missed. */
static enum qualm_status check_limits(const struct qualm_options *options, char *what, size_t what_size)
{
    if (options->max_density && !(isfinite(*options->max_density) && *options->max_density >= 0))
        return refuse_option("max_density", what, what_size);
    if (options->n_max_grades && !options->max_grades)
        return refuse_option("max_grades", what, what_size);
    for (size_t i = 0; i < options->n_max_grades; i++)
        if (!isfinite(options->max_grades[i].most))
            return refuse_option("max_grades", what, what_size);
    return QUALM_OK;
}

static enum qualm_status read_limits(const struct qualm_options *options, char *what, size_t what_size,
                                     struct judge_rules *rules)
{
    rules->max_minutes = options->max_minutes;
    rules->min_words = options->min_words;
    rules->has_max_density = options->max_density != NULL;
    rules->max_density = options->max_density ? *options->max_density : 0;
    if (options->n_max_grades == 0)
        return QUALM_OK;
    rules->limits = calloc(options->n_max_grades, sizeof *rules->limits);
    if (!rules->limits)
        return QUALM_ERR_MEMORY;
    for (size_t i = 0; i < options->n_max_grades; i++) {
        const struct qualm_limit *limit = &options->max_grades[i];
        const struct data_formula *formula = limit->formula ? data_formula_find(limit->formula) : NULL;
        if (limit->formula && !formula)
            return refuse(span_of(limit->formula), what, what_size);
        rules->limits[rules->n_limits++] = (struct grade_limit){formula, limit->most};
    }
    return QUALM_OK;
}

static enum qualm_status find_handles(struct judge_rules *rules)
{
    for (size_t i = 0; i < RULE_N_HANDLES; i++) {
        const long index = rules_index(handle_ids[i]);
        if (index < 0)
            return QUALM_ERR_LIBRARY;
        rules->index[i] = (uint8_t)index;
    }
    return QUALM_OK;
}

enum qualm_status judge_rules_new(const struct qualm_options *options, char *what, size_t what_size,
                                  struct judge_rules **rules)
{
    if (data_n_rules > RULES_MAX)
        return QUALM_ERR_LIBRARY;
    struct judge_rules *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    enum qualm_status status = find_handles(made);
    if (status == QUALM_OK)
        status = read_selection(options, what, what_size, &made->selected);
    if (status == QUALM_OK)
        status = check_limits(options, what, what_size);
    if (status == QUALM_OK)
        status = read_limits(options, what, what_size, made);
    if (status == QUALM_OK)
        status = read_levels(options->levels, made, what, what_size);
    made->require_reason = options->require_reason;
    /* Whoever sets a limit wants it judged, whatever else is selected. */
    if (status == QUALM_OK && options->n_max_grades)
        made->selected |= UINT64_C(1) << made->index[RULE_LIMIT_GRADE];
    if (status == QUALM_OK && options->max_minutes)
        made->selected |= UINT64_C(1) << made->index[RULE_LIMIT_MINUTES];
    if (status == QUALM_OK && options->max_density)
        made->selected |= UINT64_C(1) << made->index[RULE_LIMIT_DENSITY];
    if (status == QUALM_OK && options->require_reason)
        made->selected |= UINT64_C(1) << made->index[RULE_NO_REASON];
    if (status == QUALM_OK)
        *rules = made;
    else
        judge_rules_free(made);
    return status;
}

void judge_rules_free(struct judge_rules *rules)
{
    if (!rules)
        return;
    free(rules->limits);
    free(rules);
}
