/* The text of a result that keeps it: blocks, and where sentences, cues and findings stand in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
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

/* ----------------------------------------------------------------- shape */

/* The containers of a block from the outermost: "list:0 item:0". */
static const char *way_to(const struct qualm_block *block)
{
    static const char *const names[] = {"list", "numbered", "item", "quotation", "table", "row", "cell"};
    static char way[400];
    const struct qualm_container *path[QUALM_CONTAINERS_MOST];
    size_t depth = 0, n = 0;
    for (const struct qualm_container *each = block->container; each; each = each->parent) {
        assert_in_range(depth, 0, QUALM_CONTAINERS_MOST - 1);
        path[depth++] = each;
    }
    way[0] = '\0';
    while (depth-- > 0 && n < sizeof way)
        n += (size_t)snprintf(way + n, sizeof way - n, "%s%s:%u", n ? " " : "", names[path[depth]->kind],
                              path[depth]->number);
    return way;
}

struct expected_way {
    const char *text, *way;
};

static void assert_ways(const char *text, const struct expected_way *expected, size_t n_expected)
{
    struct qualm_result *result = read_markdown(text);
    assert_int_equal(result->n_blocks, n_expected);
    for (size_t i = 0; i < n_expected; i++) {
        assert_string_equal(result->blocks[i].text, expected[i].text);
        assert_string_equal(way_to(&result->blocks[i]), expected[i].way);
    }
    qualm_result_free(result);
}

static void blocks_know_the_lists_that_they_stand_in(void **state)
{
    (void)state;
    static const struct expected_way expected[] = {
        {"before", ""},          {"three", "numbered:0 item:3"},          {"four", "numbered:0 item:4"},
        {"more", "numbered:0 item:4"},
        {"deep", "numbered:0 item:4 list:0 item:0"},
        {"code", "numbered:0 item:4 list:0 item:0"},
        {"said", "quotation:0"}, {"listed", "quotation:0 list:0 item:0"}, {"after", ""},
    };
    assert_ways("before\n\n3. three\n4. four\n\n   more\n   - deep\n\n     ```\n     code\n     ```\n\n"
                "> said\n> - listed\n\nafter\n", expected, sizeof expected / sizeof *expected);
}

static void items_of_one_list_share_it(void **state)
{
    (void)state;
    struct qualm_result *result = read_markdown("- [ ] one\n- [x] two\n  three\n\n* four\n");
    assert_int_equal(result->n_blocks, 3);
    const struct qualm_container *one = result->blocks[0].container, *two = result->blocks[1].container,
                                 *four = result->blocks[2].container;
    assert_ptr_not_equal(one, two);
    assert_ptr_equal(one->parent, two->parent);
    assert_ptr_not_equal(one->parent, four->parent);
    assert_int_equal(one->task, QUALM_TASK_OPEN);
    assert_int_equal(two->task, QUALM_TASK_DONE);
    assert_int_equal(four->task, QUALM_TASK_NONE);
    qualm_result_free(result);
}

static void cells_know_row_and_column(void **state)
{
    (void)state;
    static const struct expected_way expected[] = {{"a", "table:3 row:1 cell:1"},
                                                   {"c", "table:3 row:1 cell:3"},
                                                   {"1", "table:3 row:2 cell:2"},
                                                   {"2", "table:3 row:3 cell:3"}};
    static const char text[] = "| a |   | c |\n|---|:-:|--:|\n|   | 1 |   |\n|   |   | 2 |\n";
    assert_ways(text, expected, sizeof expected / sizeof *expected);
    struct qualm_result *result = read_markdown(text);
    assert_true(result->blocks[0].container->is_header);
    assert_false(result->blocks[2].container->is_header);
    assert_int_equal(result->blocks[0].container->align, QUALM_ALIGN_NONE);
    assert_int_equal(result->blocks[2].container->align, QUALM_ALIGN_CENTER);
    assert_int_equal(result->blocks[3].container->align, QUALM_ALIGN_END);
    qualm_result_free(result);
}

/* Tags need not fit together: what they hold still stands where text may stand. */
static void tags_are_containers_as_far_as_they_go(void **state)
{
    (void)state;
    static const struct expected_way expected[] = {
        {"cap", ""},
        {"a", "table:0 row:1 cell:1"},
        {"b", "table:0 row:1 cell:2"},
        {"c", "table:0 row:2 cell:1"},
        {"marked", "table:0 row:2 cell:1 list:0 item:0"},
        {"one", "numbered:0 item:1"},
        {"in", "numbered:0 item:1 list:0 item:0"},
        {"two", "numbered:0 item:2"},
        {"lost", ""},
        {"nowhere", ""},
    };
    assert_ways("<table><caption>cap</caption><tr><th>a<td>b</tr><tr><td>c\n\n- marked\n\n</td></tr></table>\n\n"
                "<ol><li>one<ul><li>in</ul><li>two</li></ol><ul>lost</ul></table>\n<li>nowhere\n",
                expected, sizeof expected / sizeof *expected);
}

/* However deep the text goes, a page does not. */
static void containers_have_a_bottom(void **state)
{
    (void)state;
    static char text[4000];
    for (size_t i = 0; i < 900; i++)
        memcpy(text + 4 * i, "> - ", 5);
    memcpy(text + 3600, "tea", 4);
    struct qualm_result *result = read_markdown(text);
    size_t depth = 0;
    assert_int_equal(result->n_blocks, 1);
    for (const struct qualm_container *each = result->blocks[0].container; each; each = each->parent)
        depth++;
    assert_in_range(depth, QUALM_CONTAINERS_MOST - 2, QUALM_CONTAINERS_MOST);
    assert_int_not_equal(result->blocks[0].container->kind, QUALM_IN_LIST);
    qualm_result_free(result);
}

static void words_that_are_set_off_are_marked(void **state)
{
    (void)state;
    static const struct {
        enum qualm_mark_kind kind;
        const char *words;
    } expected[] = {
        {QUALM_MARK_STRONG, "two three four"}, {QUALM_MARK_EMPHASIS, "three"}, {QUALM_MARK_CODE, "x y"},
        {QUALM_MARK_DELETED, "five"},          {QUALM_MARK_STRONG, "six"},     {QUALM_MARK_EMPHASIS, "seven"},
    };
    struct qualm_result *result =
        read_markdown("One **two *three* four** `x  y` ~~five~~ <b>six</b> <em>seven <br></em> ![*eight*](e)\n");
    const struct qualm_block *block = &result->blocks[0];
    assert_int_equal(block->n_marks, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < block->n_marks; i++) {
        assert_int_equal(block->marks[i].kind, expected[i].kind);
        assert_words(result, 0, block->marks[i].start, block->marks[i].end, expected[i].words);
    }
    qualm_result_free(result);
}

static void assert_gap(const struct qualm_block *block, size_t index, const struct qualm_gap *expected)
{
    assert_in_range(index, 0, block->n_gaps - 1);
    assert_int_equal(block->gaps[index].at, expected->at);
    assert_int_equal(block->gaps[index].n_lines, expected->n_lines);
    assert_int_equal(block->gaps[index].n_columns, expected->n_columns);
}

static void code_knows_its_lines(void **state)
{
    (void)state;
    struct qualm_result *result = read_markdown("```\n  a b\r\n\n\tc  =  d\n```\n\n<pre>e\n f</pre>\n\ng  h\ni\\\nj\n");
    static const struct qualm_gap of_fence[] = {{0, 0, 2}, {3, 2, 4}, {5, 0, 2}, {7, 0, 2}};
    assert_int_equal(result->n_blocks, 3);
    assert_string_equal(result->blocks[0].text, "a b c = d");
    assert_int_equal(result->blocks[0].n_gaps, 4);
    for (size_t i = 0; i < 4; i++)
        assert_gap(&result->blocks[0], i, &of_fence[i]);
    assert_int_equal(result->blocks[1].n_gaps, 1);
    assert_gap(&result->blocks[1], 0, &(struct qualm_gap){1, 1, 1});
    assert_string_equal(result->blocks[2].text, "g h i j");
    assert_int_equal(result->blocks[2].n_gaps, 1);
    assert_gap(&result->blocks[2], 0, &(struct qualm_gap){5, 1, 0});
    qualm_result_free(result);
}

/* Code that is cut keeps every line, and what is set off goes on. */
static void shape_goes_on_where_a_block_is_cut(void **state)
{
    (void)state;
    static char text[200000];
    const size_t n_lines = 18000;
    size_t n = (size_t)snprintf(text, sizeof text, "```\n"), n_seen = 0;
    for (size_t i = 0; i < n_lines; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "  f(x);\n");
    snprintf(text + n, sizeof text - n, "```\n");
    struct qualm_result *result = read_markdown(text);
    assert_true(result->n_blocks > 1);
    for (size_t i = 0; i < result->n_blocks; i++)
        for (size_t k = 0; k < result->blocks[i].n_gaps; k++)
            n_seen += result->blocks[i].gaps[k].n_lines;
    assert_int_equal(n_seen, n_lines - 1);
    qualm_result_free(result);
    n = (size_t)snprintf(text, sizeof text, "**");
    while (n + 20 < sizeof text)
        n += (size_t)snprintf(text + n, sizeof text - n, "We walk. ");
    snprintf(text + n - 1, 4, "**\n");
    result = read_markdown(text);
    assert_true(result->n_blocks > 1);
    for (size_t i = 0; i < result->n_blocks; i++) {
        assert_int_equal(result->blocks[i].n_marks, 1);
        assert_int_equal(result->blocks[i].marks[0].start, 0);
        assert_int_equal(result->blocks[i].marks[0].end, result->blocks[i].n_bytes);
    }
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
        cmocka_unit_test(blocks_know_the_lists_that_they_stand_in),
        cmocka_unit_test(items_of_one_list_share_it),
        cmocka_unit_test(cells_know_row_and_column),
        cmocka_unit_test(tags_are_containers_as_far_as_they_go),
        cmocka_unit_test(containers_have_a_bottom),
        cmocka_unit_test(words_that_are_set_off_are_marked),
        cmocka_unit_test(code_knows_its_lines),
        cmocka_unit_test(shape_goes_on_where_a_block_is_cut),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
