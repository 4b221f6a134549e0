/* Judging hand-made facts: what the facts of a whole text add up to. */
#include "judge_desk.h"

static void a_headline_above_its_text_is_found_with_the_nearest_sentence(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    say(&desk, (struct said){.kind = BLOCK_TITLE,
                             .voice = VOICE_HEADLINE,
                             .text = "Coffee prevents dementia",
                             .level = 6,
                             .claim = "prevents dementia"});
    say(&desk, (struct said){.text = "Coffee drinkers were less likely to develop dementia.",
                             .level = 2,
                             .claim = "less likely to develop dementia"});
    finish(&desk);
    const struct qualm_finding *finding = finding_of(&desk, "overstatement/headline", 1);
    assert_int_equal(finding->n_related, 1);
    assert_int_equal(finding->related[0].span.line, 2);
    assert_non_null(strstr(finding->message, "\"less likely to develop dementia\" (line 2)"));
    desk_close(&desk);
}

static void a_headline_no_higher_than_its_text_or_on_another_subject_is_left_alone(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    say(&desk, (struct said){.kind = BLOCK_TITLE,
                             .voice = VOICE_HEADLINE,
                             .text = "Coffee prevents dementia",
                             .level = 6,
                             .claim = "prevents dementia"});
    say(&desk, (struct said){.text = "Rain was linked to low moods.", .level = 3, .claim = "linked to"});
    finish(&desk);
    finding_of(&desk, "overstatement/headline", 0);
    desk_close(&desk);

    desk_open(&desk, &(struct qualm_options){.select = "overstatement/headline"});
    say(&desk, (struct said){.kind = BLOCK_TITLE,
                             .voice = VOICE_HEADLINE,
                             .text = "Coffee may prevent dementia",
                             .level = 4,
                             .claim = "may prevent dementia"});
    say(&desk, (struct said){.text = "Coffee drinkers were less likely to develop dementia.",
                             .level = 2,
                             .claim = "less likely to develop dementia"});
    finish(&desk);
    assert_int_equal(desk.result.n_findings, 0);
    desk_close(&desk);
}

static void a_cited_title_is_compared_with_the_sentences_that_cite_it(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){.select = "overstatement/citation"});
    say(&desk, (struct said){.text = "Gut bacteria correlated with disc damage (Marsh et al. 2021).",
                             .level = 2,
                             .claim = "correlated with"});
    say(&desk, (struct said){.text = "Poor diets cause disc damage.", .level = 6, .claim = "cause"});
    say(&desk, (struct said){.kind = BLOCK_CITATION,
                             .voice = VOICE_CITATION,
                             .text = "How Gut Bacteria Accelerate Disc Damage",
                             .level = 6,
                             .claim = "Accelerate"});
    say(&desk, (struct said){.kind = BLOCK_CITATION, .voice = VOICE_CITATION, .text = "Ida Marsh et al. Spine. 2021"});
    finish(&desk);
    const struct qualm_finding *finding = finding_of(&desk, "overstatement/citation", 1);
    assert_int_equal(finding->span.line, 3);
    assert_int_equal(finding->n_related, 1);
    assert_int_equal(finding->related[0].span.line, 1);
    desk_close(&desk);
}

static void a_causal_claim_beside_correlational_reports_is_found(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){.select = "overstatement/design"});
    say(&desk, (struct said){.text = "A survey of 900 nurses linked night shifts to weight.",
                             .level = 3,
                             .claim = "linked night shifts to",
                             .cues = {{"design.survey", "A survey of"}, {"correlational.linked", "linked"}}});
    say(&desk,
        (struct said){.text = "Night work increases weight in nurses.", .level = 6, .claim = "increases weight"});
    finish(&desk);
    const struct qualm_finding *finding = finding_of(&desk, "overstatement/design", 1);
    assert_non_null(strstr(finding->message, "\"linked night shifts to\" (line 1)"));
    assert_string_equal(finding->remedy, "Try: \"may increase weight in nurses\".");
    desk_close(&desk);
}

static void a_trial_of_its_own_may_speak_of_causes(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){.select = "overstatement/design"});
    say(&desk, (struct said){.text = "Nurses were randomised to night shifts, a survey of moods followed.",
                             .cues = {{"design.randomised", "were randomised"}, {"design.survey", "a survey of"}}});
    say(&desk,
        (struct said){.text = "Night work increases weight in nurses.", .level = 6, .claim = "increases weight"});
    finish(&desk);
    assert_int_equal(desk.result.n_findings, 0);
    desk_close(&desk);
}

static void a_headline_without_the_species_of_its_evidence_is_found(void **state)
{
    (void)state;
    struct desk desk;
    const struct said title = {.kind = BLOCK_TITLE,
                               .voice = VOICE_HEADLINE,
                               .text = "Drug reverses memory loss",
                               .level = 6,
                               .claim = "reverses memory loss"};
    const struct said body = {.text = "The researchers found it in old mice.",
                              .cues = {{"attribution.researchers", "researchers found"}, {"species.mice", "mice"}}};
    desk_open(&desk, &(struct qualm_options){.select = "evidence/species"});
    say(&desk, title);
    say(&desk, body);
    finish(&desk);
    assert_int_equal(finding_of(&desk, "evidence/species", 1)->related[0].span.line, 2);
    desk_close(&desk);

    struct said named = title;
    named.text = "Drug reverses memory loss in mice";
    named.cues[0][0] = "species.mice";
    named.cues[0][1] = "mice";
    desk_open(&desk, &(struct qualm_options){.select = "evidence/species"});
    say(&desk, named);
    say(&desk, body);
    finish(&desk);
    assert_int_equal(desk.result.n_findings, 0);
    desk_close(&desk);
}

static void a_causal_claim_on_twelve_people_is_found_and_on_many_is_not(void **state)
{
    (void)state;
    struct desk desk;
    const struct said claim = {.text = "The drops improve sight.", .level = 6, .claim = "improve",
                               .cues = {{"causal.improve", "improve"}}};
    const struct said sample = {.text = "The trial enrolled 12 men.",
                                .cues = {{"design.study-did", "The trial enrolled"},
                                         {"sample.small-n", "enrolled 12 men"}}};
    desk_open(&desk, &(struct qualm_options){.select = "evidence/small-sample"});
    say(&desk, claim);
    say(&desk, sample);
    finish(&desk);
    assert_non_null(strstr(finding_of(&desk, "evidence/small-sample", 1)->message, "\"enrolled 12 men\" (line 2)"));
    desk_close(&desk);

    desk_open(&desk, &(struct qualm_options){.select = "evidence/small-sample"});
    say(&desk, claim);
    say(&desk, sample);
    say(&desk, (struct said){.text = "We then asked 1,200 men.", .cues = {{"number.participants", "1,200 men"}}});
    finish(&desk);
    assert_int_equal(desk.result.n_findings, 0);
    desk_close(&desk);
}

static void a_relative_risk_is_answered_by_figures_in_its_paragraph(void **state)
{
    (void)state;
    struct desk desk;
    const struct said relative = {.text = "It doubles the risk of falls.",
                                  .cues = {{"number.relative-double", "doubles the risk"}}};
    const struct said absolute = {.text = "It struck 3 in 1,000 men.",
                                  .cues = {{"number.absolute-risk", "3 in 1,000"}}};
    struct said both = {
        .text = "It doubles the risk of falls, that struck 3 in 1,000 men.",
        .cues = {{"number.relative-double", "doubles the risk"}, {"number.absolute-risk", "3 in 1,000"}}};
    desk_open(&desk, &(struct qualm_options){.select = "statistics/relative-risk"});
    say(&desk, both);
    say(&desk, relative);
    say(&desk, absolute);
    finish(&desk);
    assert_int_equal(finding_of(&desk, "statistics/relative-risk", 1)->span.line, 2);
    desk_close(&desk);
}

static void an_unnamed_study_is_answered_by_a_citation_near_by(void **state)
{
    (void)state;
    struct desk desk;
    const struct said plain = {.text = "Walking is pleasant."};
    const struct said study = {.text = "A new study shows that cats sleep more.",
                               .cues = {{"attribution.unnamed-study", "A new study shows"}}};
    const struct said source = {.text = "So says Okafor (2021) too.",
                                .cues = {{"attribution.citation-year", "Okafor (2021)"}}};
    desk_open(&desk, &(struct qualm_options){.select = "attribution"});
    for (int i = 0; i < 4; i++)
        say(&desk, plain);
    say(&desk, study);
    say(&desk, source);
    say(&desk, plain);
    say(&desk, study);
    say(&desk, plain);
    finish(&desk);
    assert_int_equal(finding_of(&desk, "attribution/unnamed-study", 1)->span.line, 8);
    desk_close(&desk);
}

static void three_hedges_in_one_clause_are_a_stack_and_two_are_not(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){.select = "hedging"});
    say(&desk, (struct said){.text = "It may perhaps suggest rain.",
                             .cues = {{"hedge.may", "may"}, {"hedge.might", "perhaps"}, {"hedge.suggest", "suggest"}}});
    say(&desk, (struct said){.text = "It may or may not suggest rain.",
                             .cues = {{"hedge.may", "may"}, {"hedge.may", "may not"}, {"hedge.suggest", "suggest"}}});
    finish(&desk);
    const struct qualm_finding *finding = finding_of(&desk, "hedging/stacked", 1);
    assert_non_null(strstr(finding->message, "3 hedges"));
    assert_int_equal(finding->span.line, 1);
    desk_close(&desk);
}

static void the_strongest_claim_is_the_texts_own(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    say(&desk, (struct said){.voice = VOICE_QUOTED, .text = "Tea causes joy.", .level = 6, .claim = "causes"});
    say(&desk, (struct said){.text = "Tea causes joy?", .level = 6, .claim = "causes", .is_question = true});
    say(&desk,
        (struct said){
            .voice = VOICE_ATTRIBUTED, .text = "Tea may bring joy, she found.", .level = 4, .claim = "may bring"});
    finish(&desk);
    assert_int_equal(desk.result.claim.code, 4);
    assert_int_equal(desk.result.claim.span.line, 3);
    assert_string_equal(desk.result.claim.pattern, "test");
    desk_close(&desk);
}

static void care_lists_hedges_limits_and_caveats(void **state)
{
    (void)state;
    struct desk desk;
    desk_open(&desk, &(struct qualm_options){0});
    say(&desk, (struct said){.text = "Early work says it may help, more research is needed.",
                             .cues = {{"caveat.early", "Early"},
                                      {"hedge.may", "may"},
                                      {"caveat.further-research", "more research is needed"}}});
    finish(&desk);
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
