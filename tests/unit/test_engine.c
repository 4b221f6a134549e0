/* The options of an engine, through the public interface alone. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "qualm.h"

static const char text[] = "# Tea\n\nTea may help. Research proves\nthat tea cures colds.\n\nIt was quiet.\n";

static struct qualm_result *analyse(const struct qualm_engine *engine)
{
    struct qualm_result *result;
    const struct qualm_text about = {.path = "tea.md"};
    assert_int_equal(qualm_analyse(engine, &about, text, strlen(text), &result), QUALM_OK);
    assert_int_equal(result->n_errors, 0);
    return result;
}

static struct qualm_result *result_with(const struct qualm_options *options)
{
    struct qualm_engine *engine;
    char what[80] = "";
    if (qualm_engine_new(options, what, sizeof what, &engine) != QUALM_OK)
        fail_msg("%s", what);
    struct qualm_result *result = analyse(engine);
    qualm_engine_free(engine);
    return result;
}

static const struct qualm_finding *finding_of(const struct qualm_result *result, const char *rule)
{
    for (size_t i = 0; i < result->n_findings; i++)
        if (strcmp(result->findings[i].rule->id, rule) == 0)
            return &result->findings[i];
    fail_msg("no finding of %s", rule);
    return NULL;
}

static void a_finding_knows_the_lines_of_its_sentence(void **state)
{
    struct qualm_result *result = result_with(&(struct qualm_options){0});
    (void)state;
    const struct qualm_finding *proof = finding_of(result, "certainty/proof");
    assert_int_equal(proof->span.line, 3);
    assert_int_equal(proof->first_line, 3);
    assert_int_equal(proof->last_line, 4);
    assert_int_equal(finding_of(result, "advice/treatment")->first_line, 3);
    qualm_result_free(result);
}

static void a_level_holds_for_a_rule_or_a_family_and_the_last_one_wins(void **state)
{
    struct qualm_result *result =
        result_with(&(struct qualm_options){.levels = "certainty=error, advice=note,advice/treatment=error"});
    (void)state;
    assert_int_equal(finding_of(result, "certainty/proof")->severity, QUALM_ERROR);
    assert_int_equal(finding_of(result, "advice/treatment")->severity, QUALM_ERROR);
    qualm_result_free(result);
}

static void levels_that_name_nothing_are_refused(void **state)
{
    static const struct {
        const char *levels;
        enum qualm_status status;
    } cases[] = {
        {"hipe=note", QUALM_ERR_UNKNOWN}, {"=note", QUALM_ERR_UNKNOWN}, {"hype=loud", QUALM_ERR_ARGUMENT},
        {"hype", QUALM_ERR_ARGUMENT},     {"hype=none", QUALM_ERR_ARGUMENT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct qualm_engine *engine;
        char what[80] = "";
        const struct qualm_options options = {.levels = cases[i].levels};
        assert_int_equal(qualm_engine_new(&options, what, sizeof what, &engine), cases[i].status);
        assert_string_equal(what, cases[i].levels);
    }
}

static void density_counts_warnings_for_each_thousand_words(void **state)
{
    const double low = 100, high = 200;
    struct qualm_result *result = result_with(&(struct qualm_options){.max_density = &low});
    (void)state;
    /* Two warnings in 13 words. */
    const struct qualm_finding *density = finding_of(result, "limit/density");
    assert_int_equal(result->words_seen, 13);
    assert_true(density->figure > 153.84 && density->figure < 153.85);
    assert_true(density->figure == result->density);
    assert_true(density->limit == 100);
    assert_int_equal(density->first_line, 0);
    assert_string_equal(density->message,
                        "There are 153.8 warnings and errors for each 1,000 words; the limit is 100.");
    qualm_result_free(result);
    result = result_with(&(struct qualm_options){.max_density = &high});
    assert_int_equal(qualm_result_findings(result, QUALM_ERROR), 0);
    assert_int_equal(result->limits, QUALM_JUDGED);
    qualm_result_free(result);
    result = result_with(&(struct qualm_options){.max_density = &low, .min_words = 100});
    assert_int_equal(result->limits, QUALM_TOO_SHORT);
    qualm_result_free(result);
}

static void a_reader_may_be_slower_or_faster(void **state)
{
    struct qualm_result *usual = result_with(&(struct qualm_options){0});
    struct qualm_result *slow = result_with(&(struct qualm_options){.words_per_minute = 119});
    (void)state;
    assert_true(slow->silent.typical_s == 2 * usual->silent.typical_s);
    assert_true(slow->silent.slow_s > 1.99 * usual->silent.slow_s && slow->silent.slow_s < 2.01 * usual->silent.slow_s);
    assert_true(slow->aloud.typical_s == usual->aloud.typical_s);
    assert_true(slow->basis_per_minute == 119);
    qualm_result_free(usual);
    qualm_result_free(slow);
    for (double speed = 49; speed < 2002; speed += 1952) {
        struct qualm_engine *engine;
        assert_int_equal(qualm_engine_new(&(struct qualm_options){.words_per_minute = speed}, NULL, 0, &engine),
                         QUALM_ERR_ARGUMENT);
    }
}

static void a_derived_engine_outlives_its_base(void **state)
{
    struct qualm_engine *base, *derived;
    const struct qualm_options ignores = {.ignore = "certainty"};
    char what[80];
    (void)state;
    assert_int_equal(qualm_engine_new(NULL, NULL, 0, &base), QUALM_OK);
    assert_int_equal(qualm_engine_derive(base, &(struct qualm_options){.select = "hipe"}, what, sizeof what, &derived),
                     QUALM_ERR_UNKNOWN);
    assert_int_equal(qualm_engine_derive(base, &ignores, what, sizeof what, &derived), QUALM_OK);
    struct qualm_result *all = analyse(base);
    qualm_engine_free(base);
    struct qualm_result *some = analyse(derived);
    qualm_engine_free(derived);
    assert_int_equal(some->n_findings + 1, all->n_findings);
    qualm_result_free(all);
    qualm_result_free(some);
}

static void a_limit_that_is_no_number_is_refused(void **state)
{
    const double bad[] = {NAN, INFINITY, -INFINITY, -1};
    const struct qualm_limit no_limit = {NULL, NAN};
    const struct {
        struct qualm_options options;
        const char *what;
    } cases[] = {
        {{.max_density = &bad[0]}, "max_density"}, {{.max_density = &bad[1]}, "max_density"},
        {{.max_density = &bad[2]}, "max_density"}, {{.max_density = &bad[3]}, "max_density"},
        {{.max_grades = &no_limit, .n_max_grades = 1}, "max_grades"}, {{.n_max_grades = 1}, "max_grades"},
        {{.words_per_minute = NAN}, "words_per_minute"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct qualm_engine *engine = NULL;
        char what[80] = "";
        assert_int_equal(qualm_engine_new(&cases[i].options, what, sizeof what, &engine), QUALM_ERR_ARGUMENT);
        assert_string_equal(what, cases[i].what);
        assert_null(engine);
    }
}

/* Titles that no reader of ours has looked at. */
static void a_title_may_be_any_bytes(void **state)
{
    static const char *const cases[][2] = {
        {"Tea", "Tea"},
        {"\xFF\xFE\x01 Tea\xC3", "\xEF\xBF\xBD\xEF\xBF\xBD Tea\xEF\xBF\xBD"},
        {" Tea\r\n\tand\xC2\xADsleep\x1B ", "Tea andsleep"},
        {"\xC2\xA0", ""},
        {"", ""},
    };
    struct qualm_engine *engine;
    (void)state;
    assert_int_equal(qualm_engine_new(NULL, NULL, 0, &engine), QUALM_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct qualm_text about = {.path = "\xFF", .language = "\xFF", .title = cases[i][0]};
        struct qualm_result *result;
        assert_int_equal(qualm_analyse(engine, &about, text, strlen(text), &result), QUALM_OK);
        assert_string_equal(result->title, cases[i][1]);
        qualm_result_free(result);
    }
    qualm_engine_free(engine);
}

static void nothing_is_found_by_no_name(void **state)
{
    (void)state;
    assert_null(qualm_rule_find(NULL));
    assert_null(qualm_formula_find(NULL));
    assert_null(qualm_preset_find(NULL));
    assert_null(qualm_report_format_find(NULL));
    assert_false(qualm_rule_is_known(NULL));
    assert_false(qualm_encoding_is_known(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_knows_the_lines_of_its_sentence),
        cmocka_unit_test(a_level_holds_for_a_rule_or_a_family_and_the_last_one_wins),
        cmocka_unit_test(levels_that_name_nothing_are_refused),
        cmocka_unit_test(density_counts_warnings_for_each_thousand_words),
        cmocka_unit_test(a_reader_may_be_slower_or_faster),
        cmocka_unit_test(a_derived_engine_outlives_its_base),
        cmocka_unit_test(a_limit_that_is_no_number_is_refused),
        cmocka_unit_test(a_title_may_be_any_bytes),
        cmocka_unit_test(nothing_is_found_by_no_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
