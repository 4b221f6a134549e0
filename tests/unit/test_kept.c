/* The text of a result that keeps it: blocks, and where sentences, cues and findings stand in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "qualm.h"

static struct qualm_engine *engine;

static int set_up(void **state)
{
    (void)state;
    return qualm_engine_new(&(struct qualm_options){.keep_text = true}, NULL, 0, &engine) != QUALM_OK;
}

static int tear_down(void **state)
{
    (void)state;
    qualm_engine_free(engine);
    return 0;
}

static struct qualm_result *analyse(const struct qualm_engine *with, const struct qualm_text *about, const char *text)
{
    struct qualm_result *result;
    assert_int_equal(qualm_analyse(with, about, text, strlen(text), &result), QUALM_OK);
    assert_int_equal(result->n_errors, 0);
    return result;
}

static struct qualm_result *read_markdown(const char *text)
{
    return analyse(engine, &(struct qualm_text){.format = "markdown"}, text);
}

static void assert_words(const struct qualm_result *result, uint32_t block, uint32_t start, uint32_t end,
                         const char *words)
{
    assert_in_range(block, 0, result->n_blocks - 1);
    assert_in_range(end, start, result->blocks[block].n_bytes);
    assert_int_equal(end - start, strlen(words));
    assert_memory_equal(result->blocks[block].text + start, words, end - start);
}

static const struct qualm_finding *finding_of(const struct qualm_result *result, const char *rule)
{
    for (size_t i = 0; i < result->n_findings; i++)
        if (strcmp(result->findings[i].rule->id, rule) == 0)
            return &result->findings[i];
    fail_msg("no finding of %s", rule);
    return NULL;
}

static void assert_finding(const struct qualm_result *result, const char *rule, const char *words)
{
    const struct qualm_finding *finding = finding_of(result, rule);
    assert_words(result, finding->block, finding->text_start, finding->text_end, words);
}

static const char page[] = "---\ntitle: Tea\n---\n\n# Sleep &amp; tea\n\n"
                           "Mice *slept*.  Research\nproves that `tea` works.\n\n"
                           "```\ncode\n```\n\n- An item\n\n> \"A miracle cure,\" he said.\n\nShare\n";

static void blocks_hold_clean_text_in_order(void **state)
{
    (void)state;
    static const struct qualm_block expected[] = {
        {.kind = "title", .text = "Tea"},
        {.kind = "heading", .level = 1, .text = "Sleep & tea"},
        {.kind = "paragraph", .text = "Mice slept. Research proves that tea works."},
        {.kind = "code", .text = "code"},
        {.kind = "list_item", .text = "An item"},
        {.kind = "quotation", .text = "\"A miracle cure,\" he said."},
        {.kind = "furniture", .text = "Share"},
    };
    struct qualm_result *result = read_markdown(page);
    assert_int_equal(result->n_blocks, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < result->n_blocks; i++) {
        assert_string_equal(result->blocks[i].kind, expected[i].kind);
        assert_string_equal(result->blocks[i].text, expected[i].text);
        assert_int_equal(result->blocks[i].n_bytes, strlen(expected[i].text));
        assert_int_equal(result->blocks[i].level, expected[i].level);
        assert_false(result->blocks[i].is_continued);
    }
    assert_int_equal(result->blocks[2].first_sentence, 2);
    assert_int_equal(result->blocks[2].n_sentences, 2);
    assert_int_equal(result->blocks[3].n_sentences, 0);
    qualm_result_free(result);
}

static void sentences_cues_and_findings_know_their_words(void **state)
{
    (void)state;
    struct qualm_result *result = read_markdown(page);
    size_t n_cues = 0;
    assert_true(result->has_detail);
    const struct qualm_sentence *sentence = &result->sentences[3];
    assert_words(result, sentence->block, sentence->text_start, sentence->text_end, "Research proves that tea works.");
    for (size_t i = 0; i < sentence->n_cues; i++) {
        const struct qualm_cue *cue = &sentence->cues[i];
        assert_int_equal(cue->block, sentence->block);
        assert_in_range(cue->text_start, sentence->text_start, cue->text_end);
        assert_in_range(cue->text_end, cue->text_start, sentence->text_end);
        n_cues++;
    }
    assert_true(n_cues > 0);
    assert_finding(result, "certainty/proof", "Research proves");
    assert_finding(result, "hype/strong", "miracle cure");
    qualm_result_free(result);
}

static void a_finding_on_a_claim_knows_its_words(void **state)
{
    (void)state;
    const struct qualm_text about = {.format = "markdown", .title = "Coffee causes cancer"};
    struct qualm_result *result = analyse(engine, &about, "Coffee was associated with cancer in a cohort of nurses.\n");
    const struct qualm_finding *headline = finding_of(result, "overstatement/headline");
    assert_finding(result, "overstatement/headline", "Coffee causes cancer");
    assert_string_equal(result->blocks[headline->block].kind, "title");
    qualm_result_free(result);
}

static void a_caption_is_among_its_paragraph(void **state)
{
    (void)state;
    struct qualm_result *result = read_markdown("One came. Here ![A cup of tea.](a.png) two went. Three stayed.\n");
    assert_int_equal(result->n_blocks, 2);
    assert_string_equal(result->blocks[1].kind, "caption");
    const struct qualm_block *paragraph = &result->blocks[0];
    assert_int_equal(paragraph->first_sentence, 0);
    assert_int_equal(paragraph->n_sentences, result->n_sentences);
    assert_int_equal(result->blocks[1].n_sentences, 1);
    assert_int_equal(result->sentences[result->blocks[1].first_sentence].block, 1);
    qualm_result_free(result);
}

/* What keeps no text says so, and finds the same. */
static void without_it_there_is_no_place_in_a_block(void **state)
{
    (void)state;
    struct qualm_engine *plain;
    assert_int_equal(qualm_engine_new(&(struct qualm_options){.detail = true}, NULL, 0, &plain), QUALM_OK);
    struct qualm_result *result = analyse(plain, &(struct qualm_text){.format = "markdown"}, page);
    struct qualm_result *kept = read_markdown(page);
    assert_int_equal(result->n_blocks, 0);
    assert_int_equal(result->n_findings, kept->n_findings);
    assert_int_equal(result->n_sentences, kept->n_sentences);
    assert_int_equal(result->n_hardest, kept->n_hardest);
    for (size_t i = 0; i < result->n_findings; i++) {
        assert_int_equal(result->findings[i].block, QUALM_NO_BLOCK);
        assert_int_equal(result->findings[i].text_end, 0);
        assert_string_equal(result->findings[i].fingerprint, kept->findings[i].fingerprint);
    }
    for (size_t i = 0; i < result->n_sentences; i++)
        assert_int_equal(result->sentences[i].block, QUALM_NO_BLOCK);
    qualm_result_free(kept);
    qualm_result_free(result);
    qualm_engine_free(plain);
}

/* The pieces of a paragraph that was cut make up its text. */
static void a_long_paragraph_goes_on_in_the_next_block(void **state)
{
    (void)state;
    static char text[200000];
    for (size_t i = 0; i + 8 < sizeof text; i += 8)
        memcpy(text + i, "We walk. ", 9);
    struct qualm_result *result = analyse(engine, &(struct qualm_text){.format = "plain"}, text);
    size_t n_bytes = 0;
    assert_true(result->n_blocks > 1);
    for (size_t i = 0; i < result->n_blocks; i++) {
        assert_int_equal(result->blocks[i].is_continued, i > 0);
        n_bytes += result->blocks[i].n_bytes;
    }
    assert_in_range(n_bytes, sizeof text - 100, sizeof text);
    qualm_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_hold_clean_text_in_order),
        cmocka_unit_test(sentences_cues_and_findings_know_their_words),
        cmocka_unit_test(a_finding_on_a_claim_knows_its_words),
        cmocka_unit_test(a_caption_is_among_its_paragraph),
        cmocka_unit_test(without_it_there_is_no_place_in_a_block),
        cmocka_unit_test(a_long_paragraph_goes_on_in_the_next_block),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
