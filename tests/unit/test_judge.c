/* Judging hand-made facts: what cues raise, what is held back, what a finding says. */
#include "judge_desk.h"

#include "judge/message.h"
#include "judge/rules.h"

#define HYPE                                                                                                           \
    {                                                                                                                  \
        .text = "A miracle drug arrived.", .cues = { {"hype.miracle", "miracle drug"} }                                \
    }
#define CURE "This tea cures diabetes at once."

static void a_cue_with_a_rule_is_a_finding_with_its_words(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    say(&desk, (struct said)HYPE);
    finish(&desk);
    const struct qualm_finding *finding = finding_of(&desk, "hype/strong", 1);
    assert_int_equal(finding->span.start, 2);
    assert_int_equal(finding->span.end, 14);
    assert_int_equal(finding->span.line, 1);
    assert_int_equal(finding->span.column, 3);
    assert_int_equal(finding->severity, finding->rule->severity);
    assert_non_null(strstr(finding->message, "\"miracle drug\""));
    assert_string_equal(finding->excerpt.text, "A miracle drug arrived.");
    assert_int_equal(finding->excerpt.mark_start, 2);
    assert_int_equal(finding->excerpt.mark_end, 14);
    assert_int_equal(strlen(finding->fingerprint), 16);
    desk_close(&desk);
}

static void questions_negations_and_citations_raise_nothing(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    struct said said = HYPE;
    said.is_question = true;
    say(&desk, said);
    said.is_question = false;
    said.is_negated = true;
    say(&desk, said);
    said.is_negated = false;
    said.kind = BLOCK_CITATION;
    say(&desk, said);
    said.kind = BLOCK_CODE;
    say(&desk, said);
    finish(&desk);
    assert_int_equal(desk.result.n_findings, 0);
    desk_close(&desk);
}

static void quoted_and_attributed_words_step_down_one_level(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    struct said said = HYPE;
    said.is_quoted = true;
    say(&desk, said);
    finish(&desk);
    const struct qualm_finding *finding = finding_of(&desk, "hype/strong", 1);
    const enum qualm_severity own = finding->rule->severity;
    assert_int_equal(finding->severity, own > QUALM_NOTE ? own - 1 : own);
    desk_close(&desk);
}

static void a_hedged_promise_is_no_promise(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    struct said said = {.text = CURE, .cues = {{"causal.cures-disease", "cures diabetes"}}};
    say(&desk, said);
    said.is_hedged = true;
    say(&desk, said);
    finish(&desk);
    finding_of(&desk, "advice/treatment", 1);
    desk_close(&desk);
}

static void one_place_has_one_finding_of_a_rule(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    say(&desk, (struct said){.text = "A miracle drug arrived.",
                             .cues = {{"hype.miracle", "miracle drug"}, {"hype.breakthrough", "drug arrived"}}});
    finish(&desk);
    finding_of(&desk, "hype/strong", 1);
    desk_close(&desk);
}

static void select_and_ignore_name_rules_and_families(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){.select = "hype, certainty/proof", .ignore = "hype/strong"});
    say(&desk, (struct said)HYPE);
    finish(&desk);
    assert_int_equal(desk.result.n_findings, 0);
    desk_close(&desk);
}

static void an_unknown_name_is_refused_and_told(void **state)
{
    (void)state;
    char what[32];
    struct judge_rules *rules = NULL;
    assert_int_equal(judge_rules_new(&(struct qualm_options){.select = "hype,hyp"}, what, sizeof what, &rules),
                     QUALM_ERR_UNKNOWN);
    assert_string_equal(what, "hyp");
    assert_int_equal(judge_rules_new(&(struct qualm_options){.ignore = "certainty/prof"}, what, 6, &rules),
                     QUALM_ERR_UNKNOWN);
    assert_string_equal(what, "certa");
    const struct qualm_limit limit = {"no-such-formula", 9};
    assert_int_equal(
        judge_rules_new(&(struct qualm_options){.max_grades = &limit, .n_max_grades = 1}, what, sizeof what, &rules),
        QUALM_ERR_UNKNOWN);
    assert_null(rules);
}

static void suppressed_findings_are_kept_and_unused_suppressions_told(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    const uint32_t used = switch_off(&desk, "hype/strong");
    struct said said = HYPE;
    said.suppression = used;
    say(&desk, said);
    const uint32_t unused = switch_off(&desk, "certainty");
    say(&desk, (struct said){.text = "Nothing here.", .suppression = unused});
    switch_off(&desk, "hype/first");
    finish(&desk);
    assert_int_equal(finding_of(&desk, "hype/strong", 1)->state, QUALM_SUPPRESSED);
    const struct qualm_finding *finding = finding_of(&desk, "suppression/unused", 1);
    assert_int_equal(finding->span.line, 2);
    assert_non_null(strstr(finding->message, "\"certainty\""));
    desk_close(&desk);
}

static void a_suppression_of_a_rule_that_did_not_run_is_not_unused(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){.ignore = "certainty/proof"});
    const uint32_t off = switch_off(&desk, "certainty/proof");
    say(&desk, (struct said){.text = "Nothing here.", .suppression = off});
    finish(&desk);
    finding_of(&desk, "suppression/unused", 0);
    desk_close(&desk);
}

static void a_label_that_differs_from_ours_is_noted_at_its_place(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    desk.metadata.declared_minutes = 9;
    desk.metadata.declared_span = (struct qualm_span){40, 50, 3, 3};
    finish(&desk);
    const struct qualm_finding *finding = finding_of(&desk, "time/declared", 1);
    assert_int_equal(finding->span.start, 40);
    assert_string_equal(finding->message, "The text says 9 min; at 238 words a minute it takes 2 min.");
    assert_string_equal(finding->remedy, "Write \"2 min read\".");
    desk_close(&desk);

    desk_open(&desk, &(struct qualm_options){0});
    desk.metadata.declared_minutes = 2;
    finish(&desk);
    assert_int_equal(desk.result.n_findings, 0);
    desk_close(&desk);
}

static void limits_are_judged_with_both_figures_or_not_at_all(void **state)
{
    (void)state;
    struct desk desk;
    const struct qualm_limit limit = {NULL, 9};
    const struct qualm_options options = {.max_grades = &limit, .n_max_grades = 1, .max_minutes = 1, .min_words = 100};
    desk_open(&desk, &options);
    desk.result.grade = (struct qualm_grade){.value = 9.0421};
    finish(&desk);
    assert_string_equal(finding_of(&desk, "limit/grade", 1)->message, "The grade is 9.04; the limit is 9.");
    assert_string_equal(finding_of(&desk, "limit/minutes", 1)->message,
                        "The text takes 2 min to read; the limit is 1.");
    assert_int_equal(finding_of(&desk, "limit/grade", 1)->severity, QUALM_ERROR);
    assert_int_equal(desk.result.limits, QUALM_JUDGED);
    desk_close(&desk);

    desk_open(&desk, &options);
    desk.result.grade = (struct qualm_grade){.value = 20};
    desk.result.words_scored = 99;
    finish(&desk);
    assert_int_equal(desk.result.n_findings, 0);
    assert_int_equal(desk.result.limits, QUALM_TOO_SHORT);
    desk_close(&desk);

    desk_open(&desk, &options);
    desk.result.grade = (struct qualm_grade){.absent = "no sentences"};
    finish(&desk);
    assert_int_equal(desk.result.limits, QUALM_NO_GRADE);
    desk_close(&desk);

    desk_open(&desk, &(struct qualm_options){.min_words = 100});
    finish(&desk);
    assert_int_equal(desk.result.limits, QUALM_VERDICT_NONE);
    desk_close(&desk);
}

static void findings_are_bounded_and_the_rest_is_counted(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    for (int i = 0; i < 1010; i++)
        say(&desk, (struct said)HYPE);
    finish(&desk);
    assert_int_equal(desk.result.n_findings, 1001);
    assert_int_equal(desk.result.findings[1000].first_line, 0);
    assert_true(desk.result.findings[1000].figure > 9.9 && desk.result.findings[1000].figure < 10.1);
    assert_int_equal(desk.result.n_findings_dropped, 10);
    for (size_t i = 1; i + 1 < desk.result.n_findings; i++) {
        assert_true(desk.result.findings[i - 1].span.start < desk.result.findings[i].span.start);
        assert_string_not_equal(desk.result.findings[i - 1].fingerprint, desk.result.findings[i].fingerprint);
    }
    desk_close(&desk);
}

static void a_fingerprint_outlives_moves_in_the_text(void **state)
{
    (void)state;
    struct desk desk;
    char before[17];
    desk_open(&desk, &(struct qualm_options){0});
    say(&desk, (struct said)HYPE);
    finish(&desk);
    memcpy(before, desk.result.findings[0].fingerprint, sizeof before);
    desk_close(&desk);

    desk_open(&desk, &(struct qualm_options){0});
    say(&desk, (struct said){.text = "Another paragraph comes first."});
    say(&desk, (struct said)HYPE);
    finish(&desk);
    assert_string_equal(desk.result.findings[0].fingerprint, before);
    desk_close(&desk);
}

static void a_message_uses_the_first_alternative_that_is_complete(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct data_rule rule = {{.remedy = "Plain."}, "A {cue} at {line}. | B {cue}. | C. => Try {try}."};
    const struct message_values values = {.of = {[MESSAGE_CUE] = "x{line}"}};
    const char *message;
    const char *remedy;
    assert_int_equal(message_render(&rule, &values, &arena, &message, &remedy), QUALM_OK);
    assert_string_equal(message, "B x{line}.");
    assert_string_equal(remedy, "Plain.");
    const struct message_values none = {.of = {NULL}};
    assert_int_equal(message_render(&rule, &none, &arena, &message, &remedy), QUALM_OK);
    assert_string_equal(message, "C.");
    arena_clear(&arena);
}

/* What a reader without a text sees must be complete. */
static void rules_have_plain_remedies_and_known_placeholders(void **state)
{
    (void)state;
    static const struct message_values all = {.of = {"a", "b", "c", "4", "e", "f", "7", "8", "9", "10", "k", "l"}};
    for (size_t i = 0; i < data_n_rules; i++) {
        struct arena arena = {0};
        const char *message;
        const char *remedy;
        assert_null(strchr(data_rules[i].rule.remedy, '{'));
        assert_int_equal(message_render(&data_rules[i], &all, &arena, &message, &remedy), QUALM_OK);
        if (strpbrk(message, "{}|") || strpbrk(remedy, "{}|"))
            fail_msg("%s: %s %s", data_rules[i].rule.id, message, remedy);
        /* A misspelt switch is a fact and not a reading of the text. */
        const bool is_fact = strncmp(data_rules[i].rule.id, "suppression/", 12) == 0;
        assert_true(data_rules[i].rule.severity != QUALM_WARNING ||
                    data_rules[i].rule.right * 100 >= data_rules[i].rule.judged * 75);
        assert_true(data_rules[i].rule.severity != QUALM_WARNING || is_fact || data_rules[i].rule.judged >= 30);
        arena_clear(&arena);
    }
}

static void excerpts_are_cut_at_words_and_keep_their_mark(void **state)
{
    (void)state;
    struct arena arena = {0};
    char text[1200] = "";
    while (strlen(text) < 1000)
        strcat(text, "\xC3\xA4pfel ");
    struct block block = {.text = text, .n_bytes = strlen(text)};
    struct qualm_excerpt excerpt;
    assert_int_equal(excerpt_make(&arena, &block, 490, 496, &excerpt), QUALM_OK);
    assert_memory_equal(excerpt.text + excerpt.mark_start, text + 490, 6);
    assert_int_equal(excerpt.mark_end - excerpt.mark_start, 6);
    assert_memory_equal(excerpt.text, "\xE2\x80\xA6\xC3\xA4pfel", 9);
    assert_true(strlen(excerpt.text) > 150 && strlen(excerpt.text) < 200);
    assert_int_equal(excerpt_make(&arena, &block, 0, block.n_bytes, &excerpt), QUALM_OK);
    assert_int_equal(excerpt.mark_start, 0);
    assert_true(excerpt.mark_end <= strlen(excerpt.text) && strlen(excerpt.text) < 200);
    block = (struct block){.text = "", .n_bytes = 0};
    assert_int_equal(excerpt_make(&arena, &block, 0, 0, &excerpt), QUALM_OK);
    assert_string_equal(excerpt.text, "");
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cue_with_a_rule_is_a_finding_with_its_words),
        cmocka_unit_test(questions_negations_and_citations_raise_nothing),
        cmocka_unit_test(quoted_and_attributed_words_step_down_one_level),
        cmocka_unit_test(a_hedged_promise_is_no_promise),
        cmocka_unit_test(one_place_has_one_finding_of_a_rule),
        cmocka_unit_test(select_and_ignore_name_rules_and_families),
        cmocka_unit_test(an_unknown_name_is_refused_and_told),
        cmocka_unit_test(suppressed_findings_are_kept_and_unused_suppressions_told),
        cmocka_unit_test(a_suppression_of_a_rule_that_did_not_run_is_not_unused),
        cmocka_unit_test(a_label_that_differs_from_ours_is_noted_at_its_place),
        cmocka_unit_test(limits_are_judged_with_both_figures_or_not_at_all),
        cmocka_unit_test(findings_are_bounded_and_the_rest_is_counted),
        cmocka_unit_test(a_fingerprint_outlives_moves_in_the_text),
        cmocka_unit_test(a_message_uses_the_first_alternative_that_is_complete),
        cmocka_unit_test(rules_have_plain_remedies_and_known_placeholders),
        cmocka_unit_test(excerpts_are_cut_at_words_and_keep_their_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
