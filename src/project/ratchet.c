/* The figures that a ratchet holds, and what is said when one slips. */
#include "project/ratchet.h"

#include <string.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "base/number.h"
#include "project/verdict.h"

static bool grade_of(const struct qualm_before *figures, enum qualm_severity fail_level, double *figure)
{
    (void)fail_level;
    *figure = figures->grade.value;
    return !figures->grade.absent;
}

static bool minutes_of(const struct qualm_before *figures, enum qualm_severity fail_level, double *figure)
{
    (void)fail_level;
    *figure = figures->minutes;
    return figures->minutes > 0;
}

static bool density_of(const struct qualm_before *figures, enum qualm_severity fail_level, double *figure)
{
    (void)fail_level;
    *figure = figures->density;
    return figures->words > 0;
}

static bool findings_of(const struct qualm_before *figures, enum qualm_severity fail_level, double *figure)
{
    *figure = figures->errors + (fail_level <= QUALM_WARNING ? figures->warnings : 0U) +
              (fail_level <= QUALM_NOTE ? figures->notes : 0U);
    return true;
}

/* One figure that can be held; it is compared as it is shown, so that both figures of a message differ. */
static const struct held_figure {
    enum ratchet bit;
    unsigned n_decimals;
    const char *rule;
    const char *says, *than; /* around the two figures */
    bool (*figure_of)(const struct qualm_before *figures, enum qualm_severity fail_level, double *figure);
} held_figures[RATCHET_FINDINGS_MOST] = {
    {RATCHET_GRADE, 1, "ratchet/grade", "The grade is ", "; before the change it was ", grade_of},
    {RATCHET_MINUTES, 0, "ratchet/minutes", "The reading time is (in minutes) ", "; before the change it was ",
     minutes_of},
    {RATCHET_DENSITY, 1, "ratchet/density", "Warnings and errors for each 1,000 words: ", "; before the change ",
     density_of},
    {RATCHET_FINDINGS, 0, "ratchet/findings", "Findings that fail: ", "; before the change ", findings_of},
};

static double shown(double figure, unsigned n_decimals)
{
    char digits[NUMBER_ROOM];
    double value = figure;
    const size_t n = number_from_double(figure, n_decimals, digits);
    return number_to_double((struct span){digits, n}, &value) ? value : figure;
}

static enum qualm_status message_make(const struct held_figure *held, double now, double before, struct arena *arena,
                                      const char **message)
{
    struct buffer text = {0};
    char digits[NUMBER_ROOM];
    enum qualm_status status = buffer_append_text(&text, held->says);
    number_shortest(now, held->n_decimals, digits);
    if (!status)
        status = buffer_append_text(&text, digits);
    if (!status)
        status = buffer_append_text(&text, held->than);
    number_shortest(before, held->n_decimals, digits);
    if (!status)
        status = buffer_append_text(&text, digits);
    if (!status)
        status = buffer_append_text(&text, ".");
    if (!status && !(*message = arena_copy(arena, text.bytes, text.n_bytes)))
        status = QUALM_ERR_MEMORY;
    buffer_free(&text);
    return status;
}

static enum qualm_status finding_make(const struct held_figure *held, double now, double before, struct arena *arena,
                                      struct qualm_finding *finding)
{
    const struct qualm_rule *rule = qualm_rule_find(held->rule);
    if (!rule)
        return QUALM_ERR_LIBRARY;
    *finding = (struct qualm_finding){
        .rule = rule,
        .severity = QUALM_ERROR,
        .remedy = rule->remedy,
        .confidence = 1,
        .excerpt = {.text = ""},
        .figure = now,
        .limit = before,
        .formula = "",
        .reason = "",
    };
    /* One such finding a text and rule: the rule alone names it. */
    hash_write(hash_bytes(HASH_SEED, held->rule, strlen(held->rule)), finding->fingerprint);
    return message_make(held, now, before, arena, &finding->message);
}

enum qualm_status ratchet_judge(const struct ratchet_case *figures, struct arena *arena,
                                struct qualm_finding *findings, size_t *n_findings)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < RATCHET_FINDINGS_MOST && !status; i++) {
        const struct held_figure *held = &held_figures[i];
        double before, now;
        const bool is_known = (figures->wanted & held->bit) &&
                              held->figure_of(figures->before, figures->fail_level, &before) &&
                              held->figure_of(figures->now, figures->fail_level, &now);
        if (!is_known || shown(now, held->n_decimals) <= shown(before, held->n_decimals))
            continue;
        status = finding_make(held, now, before, arena, &findings[*n_findings]);
        *n_findings += status == QUALM_OK;
    }
    return status;
}
