/* Switches in the text: what they hold back, with which reason, and what is said of those that do nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "qualm.h"

static char told[8192];

/* "line rule state (reason)" a finding, with the message of findings on switches. */
static void tell(const struct qualm_finding *finding)
{
    const size_t n = strlen(told);
    const bool is_on_switch = strncmp(finding->rule->id, "suppression/", 12) == 0;
    snprintf(told + n, sizeof told - n, "%u %s%s%s%s%s%s%s\n", (unsigned)finding->first_line, finding->rule->id,
             finding->state == QUALM_SUPPRESSED ? " off" : "", finding->reason[0] ? " (" : "", finding->reason,
             finding->reason[0] ? ")" : "", is_on_switch ? ": " : "", is_on_switch ? finding->message : "");
}

static struct qualm_result *analyse(const struct qualm_options *options, const char *text)
{
    struct qualm_engine *engine;
    struct qualm_result *result;
    const struct qualm_text about = {.format = "markdown"};
    assert_int_equal(qualm_engine_new(options, NULL, 0, &engine), QUALM_OK);
    assert_int_equal(qualm_analyse(engine, &about, text, strlen(text), &result), QUALM_OK);
    qualm_engine_free(engine);
    return result;
}

static void assert_told(const struct qualm_options *options, const char *text, const char *expected)
{
    struct qualm_result *result = analyse(options, text);
    told[0] = '\0';
    for (size_t i = 0; i < result->n_findings; i++)
        tell(&result->findings[i]);
    qualm_result_free(result);
    assert_string_equal(told, expected);
}

static const struct qualm_options hype = {.select = "hype,certainty/proof,suppression,time,overstatement/headline"};

#define PROOF "Research proves that tea helps."
#define CURE "It is a miracle cure."

static void off_this_holds_for_sentences_on_its_line(void **state)
{
    (void)state;
    assert_told(&hype, PROOF " <!-- qualm off-this reason=\"a quote\" -->\n" CURE "\n\n" CURE "\n",
                "1 certainty/proof off (a quote)\n2 hype/strong\n4 hype/strong\n");
    /* A sentence over several lines is touched by any of them. */
    assert_told(&hype, "Research proves\nthat tea <!-- qualm off-this certainty -->\nhelps. " CURE "\n",
                "1 certainty/proof off\n3 hype/strong\n");
    assert_told(&hype, "| a | b |\n|---|---|\n| " CURE " <!-- qualm off-this hype --> | " CURE " |\n",
                "3 hype/strong off\n3 hype/strong off\n");
    assert_told(&hype, CURE "\n\n<!-- qualm off-this hype -->\n",
                "1 hype/strong\n3 suppression/unused: Nothing of \"hype\" was found where this switches it off.\n");
}

static void off_file_holds_for_the_whole_text(void **state)
{
    (void)state;
    assert_told(&hype, "# Tea\n\n9 min read\n\n" PROOF "\n\n" CURE
                       "\n\n<!-- qualm off-file time, hype -- as agreed -->\n",
                "3 time/declared off (as agreed)\n5 certainty/proof\n7 hype/strong off (as agreed)\n");
    assert_told(&hype, "<!-- qualm off-file -->\n\n# Tea cures cancer\n\nTea is linked to cancer.\n",
                "3 overstatement/headline off\n");
}

static void front_matter_holds_for_the_whole_text(void **state)
{
    (void)state;
    assert_told(&hype, "---\ntitle: Tea\nreading_time: 9\n"
                       "qualm: {off: [time/declared, hype], reason: house style}\n---\n\n" CURE "\n\n" PROOF "\n",
                "3 time/declared off (house style)\n7 hype/strong off (house style)\n9 certainty/proof\n");
    assert_told(&hype, "---\nqualm: {off: hype}\n---\n" PROOF "\n",
                "2 suppression/unused: Nothing of \"hype\" was found where this switches it off.\n4 certainty/proof\n");
}

/* The language is settled by front matter, wherever its switches stand. */
static void front_matter_still_names_the_language(void **state)
{
    (void)state;
    struct qualm_result *result = analyse(&hype, "---\nqualm: {off: hype}\nlang: de\n---\nTee.\n");
    assert_string_equal(result->language, "de");
    assert_int_equal(result->n_findings, 0);
    qualm_result_free(result);
}

static void the_first_reason_given_counts(void **state)
{
    (void)state;
    assert_told(&hype, "<!-- qualm off-file hype -->\n\n<!-- qualm off-next hype -- a quote -->\n\n" CURE
                       " <!-- qualm off-this hype reason=later -->\n",
                "5 hype/strong off (a quote)\n");
    assert_told(&hype, "<!-- qualm off hype: one -->\n\n" CURE "\n\n<!-- qualm on -->\n\n"
                       "<!-- qualm off hype: two -->\n\n" CURE "\n",
                "3 hype/strong off (one)\n9 hype/strong off (two)\n");
}

static void what_is_no_rule_is_told(void **state)
{
    (void)state;
    assert_told(&hype, "<!-- qualm off-next hype/storng -->\n\n" CURE "\n",
                "1 suppression/unknown-rule: \"hype/storng\" is no rule or family; did you mean \"hype/strong\"?\n"
                "3 hype/strong\n");
    assert_told(&hype, "<!-- qualm off hyp -->\n\n<!-- qualm on zzzzzz -->\n\nTea.\n",
                "1 suppression/unknown-rule: \"hyp\" is no rule or family; did you mean \"hype\"?\n"
                "3 suppression/unknown-rule: \"zzzzzz\" is no rule or family.\n");
    assert_told(&hype, "<!-- qualm of -->\n\nTea.\n",
                "1 suppression/unknown-rule: \"of\" is no switch; did you mean \"off\"?\n");
    assert_told(&hype, "<!-- qualm disable hype -->\n\nTea.\n",
                "1 suppression/unknown-rule: \"disable\" is no switch.\n");
    assert_told(&hype, "---\nqualm: {of: hype}\n---\nTea.\n",
                "2 suppression/unknown-rule: \"of\" is no key of \"qualm\" in front matter; did you mean \"off\"?\n");
    assert_told(&hype, "---\nqualm: off\n---\nTea.\n",
                "2 suppression/unknown-rule: \"off\" is no mapping of \"off\" to rules.\n");
    assert_told(&hype, "<!-- qualm off time/declared -->\n\nTea.\n",
                "1 suppression/unknown-rule: \"time/declared\" is no rule that \"off\" reaches; did you mean "
                "\"off-file\"?\n");
}

static void a_text_lifts_no_limit(void **state)
{
    (void)state;
    const struct qualm_options options = {.max_minutes = 1, .select = "suppression", .words_per_minute = 50};
    static char text[2000] = "---\nqualm: {off: [limit, suppression]}\n---\n\n<!-- qualm off-file -->\n\n";
    for (size_t i = 0; i < 60; i++)
        strcat(text, "We walk. ");
    assert_told(&options, text,
                "2 suppression/unknown-rule: \"limit\" is no rule that a text can switch off.\n"
                "2 suppression/unknown-rule: \"suppression\" is no rule that a text can switch off.\n"
                "0 limit/minutes\n");
}

static void reasons_are_required_where_asked_for(void **state)
{
    (void)state;
    const struct qualm_options options = {.select = "hype", .require_reason = true};
    assert_told(&options, "<!-- qualm off hype/strong certainty -->\n\n" CURE
                          "\n\n<!-- qualm on hype/strong -->\n\n" CURE " <!-- qualm off-this hype: a quote -->\n",
                "1 suppression/missing-reason: This switch gives no reason.\n3 hype/strong off\n"
                "7 hype/strong off (a quote)\n");
    assert_told(&options, "---\nqualm:\n  off: [hype, time]\n---\n" CURE "\n",
                "3 suppression/missing-reason: This switch gives no reason.\n5 hype/strong off\n");
    assert_told(&(struct qualm_options){.select = "hype"}, "<!-- qualm off hype -->\n\n" CURE "\n",
                "3 hype/strong off\n");
}

static void no_inline_obeys_none_and_complains_of_none(void **state)
{
    (void)state;
    const struct qualm_options options = {.select = hype.select, .no_inline = true, .require_reason = true};
    assert_told(&options, "---\nqualm: {off: [hype, hyp]}\n---\n<!-- qualm off-file -->\n<!-- qualm of -->\n\n"
                          "<!-- qualm off-next certainty -->\n\n" CURE "\n",
                "9 hype/strong\n");
}

/* Not where it did not run: ignored, not selected, or of a language without cues. */
static void unused_is_said_only_where_the_rule_ran(void **state)
{
    (void)state;
    static const char text[] = "<!-- qualm off-file hype/strong -->\n\nTea.\n";
    static const char unused[] =
        "1 suppression/unused: Nothing of \"hype/strong\" was found where this switches it off.\n";
    assert_told(&(struct qualm_options){0}, text, unused);
    assert_told(&(struct qualm_options){.ignore = "hype"}, text, "");
    assert_told(&(struct qualm_options){.select = "certainty,suppression"}, text, "");
    assert_told(&(struct qualm_options){.language = "de"}, text, "");
}

/* What is held back does not count towards a density. */
static void suppressed_findings_do_not_count(void **state)
{
    (void)state;
    struct qualm_result *result = analyse(&hype, CURE " <!-- qualm off-this -->\n\nTea.\n");
    assert_int_equal(qualm_result_findings(result, QUALM_NOTE), 0);
    assert_true(result->density < 0.001);
    qualm_result_free(result);
}

static void so_many_switches_are_obeyed_and_no_more(void **state)
{
    (void)state;
    static const char each[] = "<!-- qualm off-this hype/strong reason=x --> ";
    const size_t n = 10001;
    char *text = calloc(1, n * strlen(each) + 200);
    size_t at = 0;
    assert_non_null(text);
    for (size_t i = 0; i < n; i++)
        at += (size_t)sprintf(text + at, "%s", each);
    sprintf(text + at, "\n\n" CURE "\n");
    struct qualm_result *result = analyse(&(struct qualm_options){.select = "hype"}, text);
    free(text);
    assert_int_equal(result->n_warnings, 1);
    assert_string_equal(result->warnings[0].code, "too-many-switches");
    assert_int_equal(qualm_result_findings(result, QUALM_WARNING), 1);
    qualm_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(off_this_holds_for_sentences_on_its_line),
        cmocka_unit_test(off_file_holds_for_the_whole_text),
        cmocka_unit_test(front_matter_holds_for_the_whole_text),
        cmocka_unit_test(front_matter_still_names_the_language),
        cmocka_unit_test(the_first_reason_given_counts),
        cmocka_unit_test(what_is_no_rule_is_told),
        cmocka_unit_test(a_text_lifts_no_limit),
        cmocka_unit_test(reasons_are_required_where_asked_for),
        cmocka_unit_test(no_inline_obeys_none_and_complains_of_none),
        cmocka_unit_test(unused_is_said_only_where_the_rule_ran),
        cmocka_unit_test(suppressed_findings_do_not_count),
        cmocka_unit_test(so_many_switches_are_obeyed_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
