/* The catalogue's own texts: each rule finds its bad text and leaves the good one alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "qualm.h"

static const char pilcrow[] = " \xC2\xB6 "; /* stands for a paragraph break in the catalogue */

/* The text with its paragraph breaks; the caller frees it. */
static char *text_make(const char *cell)
{
    char *text = calloc(1, strlen(cell) + 2);
    size_t n = 0;
    assert_non_null(text);
    for (const char *at = cell; *at;) {
        const bool is_break = strncmp(at, pilcrow, strlen(pilcrow)) == 0;
        n += (size_t)sprintf(text + n, is_break ? "\n\n" : "%c", *at);
        at += is_break ? strlen(pilcrow) : 1;
    }
    text[n] = '\n';
    return text;
}

static bool finds(const struct qualm_rule *rule, const char *cell)
{
    static const struct qualm_limit limit = {NULL, 10};
    const struct qualm_options options = {.max_grades = &limit, .n_max_grades = 1, .require_reason = true};
    const struct qualm_text about = {.format = strstr(cell, "<!--") ? "markdown" : "plain"};
    struct qualm_engine *engine = NULL;
    struct qualm_result *result = NULL;
    char *text = text_make(cell);
    bool is_found = false;
    assert_int_equal(qualm_engine_new(&options, NULL, 0, &engine), QUALM_OK);
    assert_int_equal(qualm_analyse(engine, &about, text, strlen(text), &result), QUALM_OK);
    assert_int_equal(result->n_errors, 0);
    for (size_t i = 0; i < result->n_findings; i++)
        is_found |= result->findings[i].rule == rule && result->findings[i].state == QUALM_COUNTS;
    qualm_result_free(result);
    qualm_engine_free(engine);
    free(text);
    return is_found;
}

/* Texts that would be pages long, or need a last version, are described and not given. */
static bool has_texts(const struct qualm_rule *rule)
{
    static const char *const described[] = {"limit/minutes", "limit/density", "ratchet/"};
    for (size_t i = 0; i < sizeof described / sizeof *described; i++)
        if (strncmp(rule->id, described[i], strlen(described[i])) == 0)
            return false;
    return rule->is_ready;
}

static void each_rule_finds_its_bad_text(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t i = 0; i < qualm_rule_count(); i++) {
        const struct qualm_rule *rule = qualm_rule_at(i);
        if (has_texts(rule) && !finds(rule, rule->bad))
            fail_msg("%s does not find: %s", rule->id, rule->bad);
        n += has_texts(rule);
    }
    assert_true(n >= 18);
}

static void each_rule_leaves_its_good_text_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < qualm_rule_count(); i++) {
        const struct qualm_rule *rule = qualm_rule_at(i);
        if (has_texts(rule) && finds(rule, rule->good))
            fail_msg("%s finds: %s", rule->id, rule->good);
    }
}

/* Texts of rules that find nothing yet must not be fixed points of the others' noise: their good text is clean. */
static void the_good_texts_raise_no_warning(void **state)
{
    (void)state;
    struct qualm_engine *engine = NULL;
    assert_int_equal(qualm_engine_new(&(struct qualm_options){0}, NULL, 0, &engine), QUALM_OK);
    for (size_t i = 0; i < qualm_rule_count(); i++) {
        const struct qualm_rule *rule = qualm_rule_at(i);
        const struct qualm_text about = {.format = strstr(rule->good, "<!--") ? "markdown" : "plain"};
        struct qualm_result *result = NULL;
        char *text = text_make(rule->good);
        assert_int_equal(qualm_analyse(engine, &about, text, strlen(text), &result), QUALM_OK);
        if (qualm_result_findings(result, QUALM_WARNING))
            fail_msg("a warning in the good text of %s: %s", rule->id, rule->good);
        qualm_result_free(result);
        free(text);
    }
    qualm_engine_free(engine);
}

/* What the engine says beforehand, and what the result of a text says. */
static void assert_judges(const struct qualm_options *options, bool judges)
{
    static const char text[] = "Research proves that tea helps.\n";
    struct qualm_engine *engine = NULL;
    struct qualm_result *result = NULL;
    assert_int_equal(qualm_engine_new(options, NULL, 0, &engine), QUALM_OK);
    assert_int_equal(qualm_analyse(engine, &(struct qualm_text){0}, text, sizeof text - 1, &result), QUALM_OK);
    assert_int_equal(qualm_engine_judges(engine), judges);
    assert_int_equal(result->has_no_rule, !judges);
    qualm_result_free(result);
    qualm_engine_free(engine);
}

static void nothing_on_is_nothing_judged(void **state)
{
    static const double density = 1;
    static const struct qualm_limit limit = {NULL, 10};
    (void)state;
    assert_judges(&(struct qualm_options){0}, true);
    assert_judges(&(struct qualm_options){.select = "hype"}, true);
    assert_judges(&(struct qualm_options){.select = "hype", .ignore = "hype"}, false);
    assert_judges(&(struct qualm_options){.select = "hype/first"}, false); /* not ready */
    assert_judges(&(struct qualm_options){.select = "limit,ratchet,suppression/missing-reason"}, false);
    assert_judges(&(struct qualm_options){.select = "limit", .max_density = &density}, false);
    assert_judges(&(struct qualm_options){.select = "hype", .max_density = &density}, true);
    assert_judges(&(struct qualm_options){.select = "limit", .max_minutes = 3}, true);
    assert_judges(&(struct qualm_options){.select = "limit", .max_grades = &limit, .n_max_grades = 1}, true);
    assert_judges(&(struct qualm_options){.select = "limit", .require_reason = true}, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_finds_its_bad_text),
        cmocka_unit_test(each_rule_leaves_its_good_text_alone),
        cmocka_unit_test(the_good_texts_raise_no_warning),
        cmocka_unit_test(nothing_on_is_nothing_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
