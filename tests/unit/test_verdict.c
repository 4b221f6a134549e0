/* project/verdict: which findings count, given what surrounds a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "project/accept.h"
#include "project/changes.h"
#include "project/verdict.h"

enum { PROOF, HYPE, GRADE, HEADLINE, SWITCHED_OFF, N_FINDINGS };

static struct qualm_finding findings[N_FINDINGS];

static struct qualm_finding finding(const char *rule, uint32_t line, const char *words)
{
    struct qualm_finding made = {
        .rule = qualm_rule_find(rule), .severity = QUALM_WARNING, .message = "", .remedy = "", .formula = "",
        .reason = "", .first_line = line, .last_line = line, .span = {.line = line},
        .excerpt = {words, 0, (uint32_t)strlen(words)},
    };
    made.fingerprint[0] = (char)('a' + line);
    return made;
}

/* A text of three sentences, one a line from line 3 on, whose grade is over its limit. */
static struct qualm_result text(double grade)
{
    findings[PROOF] = finding("certainty/proof", 3, "Research proves");
    findings[HYPE] = finding("hype/strong", 5, "miracle");
    findings[GRADE] = finding("limit/grade", 0, "");
    findings[GRADE].severity = QUALM_ERROR;
    findings[GRADE].figure = grade;
    findings[GRADE].limit = 10;
    findings[HEADLINE] = finding("overstatement/headline", 1, "Tea cures");
    findings[SWITCHED_OFF] = finding("hype/strong", 4, "wonder");
    findings[SWITCHED_OFF].state = QUALM_SUPPRESSED;
    return (struct qualm_result){
        .title = "Tea", .words_seen = 500, .density = 6, .grade = {NULL, grade, grade, grade}, .silent = {.minutes = 2},
        .findings = findings, .n_findings = N_FINDINGS, .is_english = true,
    };
}

static void assert_states(const struct verdict_rules *rules, const enum qualm_state wanted[N_FINDINGS])
{
    const struct qualm_result result = text(12);
    struct verdict verdict;
    assert_int_equal(verdict_make(rules, &result, &verdict), QUALM_OK);
    assert_true(verdict.result.n_findings >= N_FINDINGS);
    for (size_t i = 0; i < N_FINDINGS; i++)
        if (verdict.result.findings[i].state != wanted[i])
            fail_msg("%s: %s, wanted %s", findings[i].rule->id, qualm_state_name(verdict.result.findings[i].state),
                     qualm_state_name(wanted[i]));
    assert_int_equal(findings[PROOF].state, QUALM_COUNTS); /* the result itself stays as it was */
    verdict_clear(&verdict);
}

static void all_counts_where_nothing_surrounds_it(void **state)
{
    (void)state;
    assert_states(&(struct verdict_rules){.path = "a.md"},
                  (enum qualm_state[]){QUALM_COUNTS, QUALM_COUNTS, QUALM_COUNTS, QUALM_COUNTS, QUALM_SUPPRESSED});
}

static void accepted_phrases_do_not_count(void **state)
{
    static const char *const accept[] = {"miracle"};
    (void)state;
    assert_states(&(struct verdict_rules){.path = "a.md", .accept = accept, .n_accept = 1},
                  (enum qualm_state[]){QUALM_COUNTS, QUALM_ACCEPTED, QUALM_COUNTS, QUALM_COUNTS, QUALM_SUPPRESSED});
}

static void phrases_are_held_against_whole_words(void **state)
{
    static const struct {
        const char *phrase, *text;
        uint32_t start, end;
        bool is_covered;
    } cases[] = {
        {"Miracle Berry", "the miracle  berry is red", 4, 11, true}, /* the phrase holds the mark */
        {"cure", "a sure cure for all", 2, 15, true},               /* the mark holds the phrase */
        {"cure", "it cures all", 3, 8, false},                      /* no word of its own */
        {"miracle berry", "a miracle diet", 2, 9, false},
        {"diet", "a miracle diet", 2, 9, false},                    /* beside the mark */
        {"", "a miracle diet", 2, 9, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct qualm_excerpt excerpt = {cases[i].text, cases[i].start, cases[i].end};
        if (accept_covers(&cases[i].phrase, 1, &excerpt) != cases[i].is_covered)
            fail_msg("'%s' in '%s'", cases[i].phrase, cases[i].text);
    }
}

static const struct line_range third_line[] = {{3, 3, false}};

static void a_diff_counts_touched_sentences_and_the_whole(void **state)
{
    const struct change change = {.path = "a.md", .old_path = "a.md", .ranges = third_line, .n_ranges = 1};
    const struct qualm_result worse = text(13), better = text(11);
    struct verdict_rules rules = {.path = "a.md", .is_diff = true, .change = &change};
    (void)state;
    assert_states(&rules, (enum qualm_state[]){QUALM_COUNTS, QUALM_OUTSIDE_DIFF, QUALM_COUNTS, QUALM_COUNTS,
                                               QUALM_SUPPRESSED});
    rules.before = &worse; /* the limit was missed before, by more */
    assert_states(&rules, (enum qualm_state[]){QUALM_COUNTS, QUALM_OUTSIDE_DIFF, QUALM_OUTSIDE_DIFF, QUALM_COUNTS,
                                               QUALM_SUPPRESSED});
    rules.before = &better;
    assert_states(&rules, (enum qualm_state[]){QUALM_COUNTS, QUALM_OUTSIDE_DIFF, QUALM_COUNTS, QUALM_COUNTS,
                                               QUALM_SUPPRESSED});
    rules.change = NULL;
    assert_states(&rules, (enum qualm_state[]){QUALM_OUTSIDE_DIFF, QUALM_OUTSIDE_DIFF, QUALM_OUTSIDE_DIFF,
                                               QUALM_OUTSIDE_DIFF, QUALM_SUPPRESSED});
}

static void a_baseline_knows_what_it_was_made_of(void **state)
{
    const struct qualm_result result = text(12);
    struct verdict_rules rules = {.path = "a.md"};
    struct verdict verdict;
    (void)state;
    assert_int_equal(baseline_new(&rules.baseline), QUALM_OK);
    assert_int_equal(verdict_make(&(struct verdict_rules){.path = "a.md"}, &result, &verdict), QUALM_OK);
    assert_int_equal(verdict_remember(&verdict, "a.md", rules.baseline), QUALM_OK);
    assert_int_equal(baseline_size(rules.baseline), 4);
    verdict_clear(&verdict);
    assert_states(&rules, (enum qualm_state[]){QUALM_IN_BASELINE, QUALM_IN_BASELINE, QUALM_IN_BASELINE,
                                               QUALM_IN_BASELINE, QUALM_SUPPRESSED});
    baseline_free(rules.baseline);
}

static void a_ratchet_holds_each_figure(void **state)
{
    struct qualm_result before = text(11.96), now = text(12.04);
    struct verdict verdict;
    struct verdict_rules rules = {
        .path = "a.md", .before = &before, .fail_level = QUALM_WARNING,
        .ratchet = RATCHET_GRADE | RATCHET_MINUTES | RATCHET_DENSITY | RATCHET_FINDINGS};
    (void)state;
    assert_int_equal(verdict_make(&rules, &now, &verdict), QUALM_OK);
    assert_int_equal(verdict.result.n_findings, N_FINDINGS); /* 12 and 12, as they are shown */
    assert_non_null(verdict.result.before);
    verdict_clear(&verdict);
    now.grade.value = 12.4;
    now.silent.minutes = 3;
    now.density = 7;
    before.n_findings = 1;
    assert_int_equal(verdict_make(&rules, &now, &verdict), QUALM_OK);
    assert_int_equal(verdict.result.n_findings, N_FINDINGS + 4);
    const struct qualm_finding *added = &verdict.result.findings[N_FINDINGS];
    assert_string_equal(added[0].rule->id, "ratchet/grade");
    assert_string_equal(added[0].message, "The grade is 12.4; before the change it was 12.");
    assert_string_equal(added[3].message, "Findings that fail: 4; before the change 1.");
    assert_int_equal(added[3].severity, QUALM_ERROR);
    verdict_clear(&verdict);
    rules.before = NULL; /* a new text has nothing to be worse than */
    assert_int_equal(verdict_make(&rules, &now, &verdict), QUALM_OK);
    assert_int_equal(verdict.result.n_findings, N_FINDINGS);
    verdict_clear(&verdict);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_counts_where_nothing_surrounds_it),
        cmocka_unit_test(accepted_phrases_do_not_count),
        cmocka_unit_test(phrases_are_held_against_whole_words),
        cmocka_unit_test(a_diff_counts_touched_sentences_and_the_whole),
        cmocka_unit_test(a_baseline_knows_what_it_was_made_of),
        cmocka_unit_test(a_ratchet_holds_each_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
