/* Judging hand-made facts: what the facts of a whole text add up to. */
#include "judge_desk.h"

#define N(array) (sizeof(array) / sizeof *(array))

/* What texts below have in common. */
#define DRINKERS                                                                                                       \
    {                                                                                                                  \
        .text = "Coffee drinkers were less likely to develop dementia.", .level = 2,                                   \
        .claim = "less likely to develop dementia"                                                                     \
    }
#define NIGHT_WORK                                                                                                     \
    {                                                                                                                  \
        .text = "Night work increases weight in nurses.", .level = 6, .claim = "increases weight"                      \
    }

static void assert_none(const char *rules, const struct said *said, size_t n_said)
{
    struct desk desk;
    desk_judge(&desk, rules, said, n_said);
    assert_int_equal(desk.result.n_findings, 0);
    desk_close(&desk);
}

/* ---------------------------------------------------------- overstatement */

static void a_headline_above_its_text_is_found_with_the_nearest_sentence(void **state)
{
    static const struct said text[] = {
        {HEADLINE, .text = "Coffee prevents dementia", .level = 6, .claim = "prevents dementia"},
        DRINKERS,
    };
    struct desk desk;
    (void)state;
    desk_judge(&desk, NULL, text, N(text));
    const struct qualm_finding *finding = finding_of(&desk, "overstatement/headline", 1);
    assert_int_equal(finding->n_related, 1);
    assert_int_equal(finding->related[0].span.line, 2);
    assert_non_null(strstr(finding->message, "\"less likely to develop dementia\" (line 2)"));
    desk_close(&desk);
}

static void a_headline_no_higher_than_its_text_or_on_another_subject_is_left_alone(void **state)
{
    static const struct said other_subject[] = {
        {HEADLINE, .text = "Coffee prevents dementia", .level = 6, .claim = "prevents dementia"},
        {.text = "Rain was linked to low moods.", .level = 3, .claim = "linked to"},
    };
    static const struct said no_higher[] = {
        {HEADLINE, .text = "Coffee may prevent dementia", .level = 4, .claim = "may prevent dementia"},
        DRINKERS,
    };
    (void)state;
    assert_none("overstatement/headline", other_subject, N(other_subject));
    assert_none("overstatement/headline", no_higher, N(no_higher));
}

/* Judges a text whose one finding on a cited title speaks of the first line alone. */
static const struct qualm_finding *cited_by_first(struct desk *desk, const struct said *text, size_t n)
{
    desk_judge(desk, "overstatement/citation", text, n);
    const struct qualm_finding *finding = finding_of(desk, "overstatement/citation", 1);
    assert_int_equal(finding->n_related, 1);
    assert_int_equal(finding->related[0].span.line, 1);
    return finding;
}

static void a_cited_title_is_compared_with_the_sentences_that_cite_it(void **state)
{
    static const struct said text[] = {
        {.text = "Gut bacteria correlated with disc damage (Marsh et al. 2021).",
         .level = 2,
         .claim = "correlated with"},
        {.text = "Poor diets cause disc damage.", .level = 6, .claim = "cause"},
        {CITATION, .text = "How Gut Bacteria Accelerate Disc Damage", .level = 6, .claim = "Accelerate"},
        {CITATION, .text = "Ida Marsh et al. Spine. 2021"},
    };
    struct desk desk;
    (void)state;
    const struct qualm_finding *finding = cited_by_first(&desk, text, N(text));
    assert_int_equal(finding->span.line, 3);
    desk_close(&desk);
}

static void a_sentence_that_cites_is_spoken_of_though_it_claims_nothing(void **state)
{
    static const struct said text[] = {
        {.text = "Early work looked at discs (Marsh et al. 2021)."},
        {CITATION, .text = "How Gut Bacteria Accelerate Disc Damage", .level = 6, .claim = "Accelerate"},
        {CITATION, .text = "Ida Marsh et al. Spine. 2021"},
    };
    struct desk desk;
    (void)state;
    const struct qualm_finding *finding = cited_by_first(&desk, text, N(text));
    assert_string_equal(finding->related[0].message, text[0].text);
    assert_null(strstr(finding->message, "Early"));
    desk_close(&desk);
}

static void a_causal_claim_beside_correlational_reports_is_found(void **state)
{
    static const struct said text[] = {
        {.text = "A survey of 900 nurses linked night shifts to weight.",
         .level = 3,
         .claim = "linked night shifts to",
         .cues = {{"design.survey", "A survey of"}, {"correlational.linked", "linked"}}},
        NIGHT_WORK,
    };
    struct desk desk;
    (void)state;
    desk_judge(&desk, "overstatement/design", text, N(text));
    const struct qualm_finding *finding = finding_of(&desk, "overstatement/design", 1);
    assert_non_null(strstr(finding->message, "\"linked night shifts to\" (line 1)"));
    assert_string_equal(finding->remedy, "Try: \"may increase weight in nurses\".");
    desk_close(&desk);
}

static void a_trial_of_its_own_may_speak_of_causes(void **state)
{
    static const struct said text[] = {
        {.text = "Nurses were randomised to night shifts, a survey of moods followed.",
         .cues = {{"design.randomised", "were randomised"}, {"design.survey", "a survey of"}}},
        NIGHT_WORK,
    };
    (void)state;
    assert_none("overstatement/design", text, N(text));
}

/* --------------------------------------------------------------- evidence */

static void a_headline_without_the_species_of_its_evidence_is_found(void **state)
{
    struct said text[] = {
        {HEADLINE, .text = "Drug reverses memory loss", .level = 6, .claim = "reverses memory loss"},
        {.text = "The researchers found it in old mice.",
         .cues = {{"attribution.researchers", "researchers found"}, {"species.mice", "mice"}}},
    };
    struct desk desk;
    (void)state;
    desk_judge(&desk, "evidence/species", text, N(text));
    assert_int_equal(finding_of(&desk, "evidence/species", 1)->related[0].span.line, 2);
    desk_close(&desk);

    text[0].text = "Drug reverses memory loss in mice";
    text[0].cues[0][0] = "species.mice";
    text[0].cues[0][1] = "mice";
    assert_none("evidence/species", text, N(text));
}

static void a_causal_claim_on_twelve_people_is_found_and_on_many_is_not(void **state)
{
    static const struct said text[] = {
        {.text = "The drops improve sight.", .level = 6, .claim = "improve", .cues = {{"causal.improve", "improve"}}},
        {.text = "The trial enrolled 12 men.",
         .cues = {{"design.study-did", "The trial enrolled"}, {"sample.small-n", "enrolled 12 men"}}},
        {.text = "We then asked 1,200 men.", .cues = {{"number.participants", "1,200 men"}}},
    };
    struct desk desk;
    (void)state;
    desk_judge(&desk, "evidence/small-sample", text, 2);
    assert_non_null(strstr(finding_of(&desk, "evidence/small-sample", 1)->message, "\"enrolled 12 men\" (line 2)"));
    desk_close(&desk);
    assert_none("evidence/small-sample", text, 3);
}

static void a_relative_risk_is_answered_by_figures_in_its_paragraph(void **state)
{
    static const struct said text[] = {
        {.text = "It doubles the risk of falls, that struck 3 in 1,000 men.",
         .cues = {{"number.relative-double", "doubles the risk"}, {"number.absolute-risk", "3 in 1,000"}}},
        {.text = "It doubles the risk of falls.", .cues = {{"number.relative-double", "doubles the risk"}}},
        {.text = "It struck 3 in 1,000 men.", .cues = {{"number.absolute-risk", "3 in 1,000"}}},
    };
    struct desk desk;
    (void)state;
    desk_judge(&desk, "statistics/relative-risk", text, N(text));
    assert_int_equal(finding_of(&desk, "statistics/relative-risk", 1)->span.line, 2);
    desk_close(&desk);
}

static void an_unnamed_study_is_answered_by_a_citation_near_by(void **state)
{
#define PLAIN {.text = "Walking is pleasant."}
#define STUDY                                                                                                          \
    {                                                                                                                  \
        .text = "A new study shows that cats sleep more.",                                                             \
        .cues = { {"attribution.unnamed-study", "A new study shows"} }                                                 \
    }
    static const struct said text[] = {
        PLAIN,
        PLAIN,
        PLAIN,
        PLAIN,
        STUDY,
        {.text = "So says Okafor (2021) too.", .cues = {{"attribution.citation-year", "Okafor (2021)"}}},
        PLAIN,
        STUDY,
        PLAIN,
    };
    struct desk desk;
    (void)state;
    desk_judge(&desk, "attribution", text, N(text));
    assert_int_equal(finding_of(&desk, "attribution/unnamed-study", 1)->span.line, 8);
    desk_close(&desk);
}

/* ----------------------------------------------------------------- hedges */

static void three_hedges_in_one_clause_are_a_stack_and_two_are_not(void **state)
{
    static const struct said text[] = {
        {.text = "It may perhaps suggest rain.",
         .cues = {{"hedge.may", "may"}, {"hedge.might", "perhaps"}, {"hedge.suggest", "suggest"}}},
        {.text = "It may or may not suggest rain.",
         .cues = {{"hedge.may", "may"}, {"hedge.may", "may not"}, {"hedge.suggest", "suggest"}}},
    };
    struct desk desk;
    (void)state;
    desk_judge(&desk, "hedging", text, N(text));
    const struct qualm_finding *finding = finding_of(&desk, "hedging/stacked", 1);
    assert_non_null(strstr(finding->message, "3 hedges"));
    assert_int_equal(finding->span.line, 1);
    desk_close(&desk);
}

/* --------------------------------------------------------------- the text */

static void the_strongest_claim_is_the_texts_own(void **state)
{
    static const struct said text[] = {
        {.voice = VOICE_QUOTED, .text = "Tea causes joy.", .level = 6, .claim = "causes"},
        {.text = "Tea causes joy?", .level = 6, .claim = "causes", .is_question = true},
        {.voice = VOICE_ATTRIBUTED, .text = "Tea may bring joy, she found.", .level = 4, .claim = "may bring"},
    };
    struct desk desk;
    (void)state;
    desk_judge(&desk, NULL, text, N(text));
    assert_int_equal(desk.result.claim.code, 4);
    assert_int_equal(desk.result.claim.span.line, 3);
    assert_string_equal(desk.result.claim.pattern, "test");
    desk_close(&desk);
}

static void care_lists_hedges_limits_and_caveats(void **state)
{
    static const struct said text[] = {
        {.text = "Early work says it may help, more research is needed.",
         .cues = {{"caveat.early", "Early"},
                  {"hedge.may", "may"},
                  {"caveat.further-research", "more research is needed"}}},
    };
    struct desk desk;
    (void)state;
    desk_judge(&desk, NULL, text, N(text));
    assert_int_equal(desk.result.n_findings, 0);
    assert_int_equal(desk.result.n_care, 3);
    assert_string_equal(desk.result.care[0].kind, "hedge");
    assert_string_equal(desk.result.care[0].text, "may");
    assert_string_equal(desk.result.care[1].kind, "limit");
    assert_string_equal(desk.result.care[2].kind, "caveat");
    desk_close(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_headline_above_its_text_is_found_with_the_nearest_sentence),
        cmocka_unit_test(a_headline_no_higher_than_its_text_or_on_another_subject_is_left_alone),
        cmocka_unit_test(a_cited_title_is_compared_with_the_sentences_that_cite_it),
        cmocka_unit_test(a_sentence_that_cites_is_spoken_of_though_it_claims_nothing),
        cmocka_unit_test(a_causal_claim_beside_correlational_reports_is_found),
        cmocka_unit_test(a_trial_of_its_own_may_speak_of_causes),
        cmocka_unit_test(a_headline_without_the_species_of_its_evidence_is_found),
        cmocka_unit_test(a_causal_claim_on_twelve_people_is_found_and_on_many_is_not),
        cmocka_unit_test(a_relative_risk_is_answered_by_figures_in_its_paragraph),
        cmocka_unit_test(an_unnamed_study_is_answered_by_a_citation_near_by),
        cmocka_unit_test(three_hedges_in_one_clause_are_a_stack_and_two_are_not),
        cmocka_unit_test(the_strongest_claim_is_the_texts_own),
        cmocka_unit_test(care_lists_hedges_limits_and_caveats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
