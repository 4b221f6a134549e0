/* The page: what of a text is escaped, how marks nest, and what a page of several texts holds. */
#include "report_desk.h"

static void html(struct printer *out, const char *text)
{
    print_html(out, text, strlen(text));
}

/* --------------------------------------------------------------- escapes */

static void markup_is_inert(void **state)
{
    (void)state;
    assert_string_equal(printed(html, "<b a='1' c=\"2\">&amp;`"),
                        "&#60;b a=&#39;1&#39; c=&#34;2&#34;&#62;&#38;amp;&#96;");
    assert_string_equal(printed(html, "caf\xC3\xA9 \xE6\xBC\xA2\n\tx"), "caf\xC3\xA9 \xE6\xBC\xA2\n\tx");
}

static void what_hides_is_shown(void **state)
{
    (void)state;
    assert_string_equal(printed(html, "a\x1B[1m\r\x7F"), "a\\u{1b}[1m\\u{d}\\u{7f}");
    assert_string_equal(printed(html, "\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\x8B\xF3\xA0\x81\x81"),
                        "\\u{202e}\\u{2066}\\u{200b}\\u{e0041}");
    assert_string_equal(printed(html, "\x9B\xFF"), "\\u{9b}\\u{ff}");
}

static void what_scripts_need_stays(void **state)
{
    (void)state;
    assert_string_equal(printed(html, "\xE2\x80\x8C\xE2\x80\x8D\xE2\x80\x8E\xE2\x80\x8F\xC2\xAD"),
                        "\xE2\x80\x8C\xE2\x80\x8D\xE2\x80\x8E\xE2\x80\x8F\xC2\xAD");
}

static void commands_of_ci_systems_are_references(void **state)
{
    (void)state;
    assert_string_equal(printed(html, "::error::x"), "&#58;:error::x");
    assert_string_equal(printed(html, "a\n  ::error::x"), "a\n  &#58;:error::x");
    assert_string_equal(printed(html, "##[error]"), "#&#35;[error]");
}

/* ----------------------------------------------------------------- pages */

static const struct qualm_rule proof = {.id = "certainty/proof", .severity = QUALM_WARNING};
static const struct qualm_rule cure = {.id = "advice/treatment", .severity = QUALM_ERROR};

/* "Tea proves it all. Fine." */
static const struct qualm_cue cues[] = {
    {.id = "causal.proves", .kind = "causal", .text_start = 4, .text_end = 10},
    {.id = "absolute.it-all", .kind = "absolute", .text_start = 8, .text_end = 17},
};
static const struct qualm_sentence sentences[] = {
    {.span = {.start = 0, .end = 18, .line = 1, .column = 1}, .text_end = 18, .words = 4, .has_grade = true,
     .grade = 14.4, .cues = cues, .n_cues = 2},
    {.span = {.start = 19, .end = 24, .line = 1, .column = 20}, .text_start = 19, .text_end = 24, .words = 1},
};
static const struct qualm_block block = {
    .kind = "paragraph", .text = "Tea proves it all. Fine.", .n_bytes = 24, .n_sentences = 2};

static struct qualm_finding finding(const struct qualm_rule *rule, uint32_t start, uint32_t end)
{
    return (struct qualm_finding){.rule = rule, .severity = rule->severity, .message = "Too \"much\".",
                                  .remedy = "Less.", .span = {.start = start, .end = end, .line = 1, .column = 1},
                                  .text_start = start, .text_end = end};
}

static struct qualm_result tea(const struct qualm_finding *findings, size_t n_findings)
{
    return (struct qualm_result){
        .path = "tea.md", .language = "en", .is_english = true, .words_seen = 5, .words_scored = 5,
        .silent = {.absent = "none"}, .aloud = {.absent = "none"}, .grade = {.absent = "too short to grade"},
        .sentences = sentences, .n_sentences = 2, .blocks = &block, .n_blocks = 1, .findings = findings,
        .n_findings = n_findings};
}

/* The page of `n_results` documents. */
static const char *page(const struct qualm_result *results, size_t n_results)
{
    return report(&(struct qualm_report_options){.format = "html"}, results, n_results);
}

static void words_stand_in_sentence_finding_and_cue(void **state)
{
    const struct qualm_finding one = finding(&proof, 4, 13);
    const struct qualm_result result = tea(&one, 1);
    (void)state;
    assert_holds(page(&result, 1),
                 "<p dir=\"auto\"><span id=\"s0\" class=\"s g2\" title=\"grade 14, 4 words\">Tea "
                 "<a class=\"f warning\" id=\"f1\" href=\"#n1\" aria-describedby=\"w1\">"
                 "<span class=\"c causal\" title=\"causal: one thing acts on another\">prov</span>"
                 "<span class=\"c causal\" title=\"causal: one thing acts on another; absolute: admits no exception\">"
                 "es</span><span class=\"c absolute\" title=\"absolute: admits no exception\"> it</span>"
                 "<sup>1</sup></a>"
                 "<span class=\"why\" role=\"note\" id=\"w1\">");
    assert_holds(sink.bytes, "</span><span class=\"c absolute\" title=\"absolute: admits no exception\"> all</span>."
                             "<small class=\"grade\"><span class=\"unseen\"> grade </span>14</small></span> "
                             "<span id=\"s1\" class=\"s\">Fine.</span></p>");
}

/* One link ends where another begins; what goes on behind it is marked and no link. */
static void findings_that_overlap_are_no_links_in_links(void **state)
{
    const struct qualm_finding overlapping[] = {finding(&proof, 0, 17), finding(&cure, 4, 10), finding(&proof, 4, 13)};
    const struct qualm_result result = tea(overlapping, 3);
    (void)state;
    const char *text = page(&result, 1);
    assert_holds(text, ">Tea <sup>1</sup></a>");
    assert_holds(text, "<a class=\"f error\" id=\"f2\" href=\"#n2\" aria-describedby=\"w2\"><span id=\"f3\"></span>");
    assert_holds(text, "<sup>2, 3</sup></a>");
    assert_holds(text, "<span class=\"f warning\"><span class=\"c absolute\"");
    assert_lacks(text, "id=\"w3\"");
}

static void texts_have_names_of_their_own(void **state)
{
    const struct qualm_finding one = finding(&proof, 4, 10);
    const struct qualm_record missing = {"unreadable", "no such <file>", 0};
    struct qualm_result results[] = {tea(&one, 1), {.path = "\"gone\".md", .errors = &missing, .n_errors = 1},
                                     tea(&one, 1)};
    results[2].title = "Tea & <you>";
    (void)state;
    const char *text = page(results, 3);
    assert_holds(text, "<h1>3 texts</h1>");
    assert_holds(text, "<bdi>&#34;gone&#34;.md</bdi></th><td colspan=\"6\">not read: no such &#60;file&#62;</td>");
    assert_holds(text, "<a href=\"#t3-A0\"><bdi>Tea &#38; &#60;you&#62;</bdi></a> <bdi class=\"path\">tea.md</bdi>");
    assert_holds(text, "id=\"t1-f1\" href=\"#t1-n1\"");
    assert_holds(text, "id=\"t3-f1\" href=\"#t3-n1\"");
    assert_lacks(text, "\x01");
    assert_lacks(text, "\x02");
}

/* Texts beyond what a page takes keep their row. */
static void page_is_bounded(void **state)
{
    enum { N = 12 };
    static char words[2000001];
    struct qualm_result results[N];
    const struct qualm_block large = {.kind = "code", .text = words, .n_bytes = sizeof words - 1};
    (void)state;
    memset(words, 'x', sizeof words - 1);
    for (size_t i = 0; i < N; i++) {
        results[i] = tea(NULL, 0);
        results[i].blocks = &large;
        results[i].sentences = NULL;
        results[i].n_sentences = 0;
    }
    const char *text = page(results, N);
    assert_holds(text, "3 texts are in this table only");
    assert_holds(text, "id=\"t9-A0\"");
    assert_lacks(text, "id=\"t10-A0\"");
    assert_lacks(text, "#t10-A0");
    assert_true(sink.n_bytes < 20 * 1000 * 1000 + 20000);
}

static void language_is_a_tag_or_nothing(void **state)
{
    struct qualm_result result = tea(NULL, 0);
    (void)state;
    result.language = "de-CH";
    assert_holds(page(&result, 1), "<div class=\"prose\" lang=\"de-CH\">");
    static const char *const bad[] = {"x\" onclick=\"y", "en--us", "-en", "und", "english!", "abcdefgh"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        result.language = bad[i];
        assert_holds(page(&result, 1), "<div class=\"prose\">");
    }
}

/* The headings of a text go below the page's own, without a gap. */
static void headings_leave_no_level_out(void **state)
{
    const struct qualm_block blocks[] = {{.kind = "title", .level = 1, .text = "T", .n_bytes = 1},
                                         {.kind = "heading", .level = 4, .text = "Four", .n_bytes = 4},
                                         {.kind = "heading", .level = 6, .text = "Six", .n_bytes = 3},
                                         {.kind = "heading", .level = 2, .text = "Two", .n_bytes = 3},
                                         {.kind = "list_item", .text = "a", .n_bytes = 1},
                                         {.kind = "list_item", .text = "b", .n_bytes = 1}};
    struct qualm_result result = tea(NULL, 0);
    (void)state;
    result.sentences = NULL;
    result.n_sentences = 0;
    result.blocks = blocks;
    result.n_blocks = sizeof blocks / sizeof blocks[0];
    const char *text = page(&result, 1);
    assert_holds(text, "<h1 id=\"H0\" lang=\"en\" dir=\"auto\">T</h1>");
    assert_holds(text, "<h3 dir=\"auto\">Four</h3>\n<h4 dir=\"auto\">Six</h4>\n<h3 dir=\"auto\">Two</h3>\n"
                       "<ul>\n<li dir=\"auto\">a</li>\n<li dir=\"auto\">b</li>\n</ul>\n");
}

static const char *page_of(const struct qualm_block *blocks, size_t n_blocks)
{
    struct qualm_result result = tea(NULL, 0);
    result.sentences = NULL;
    result.n_sentences = 0;
    result.blocks = blocks;
    result.n_blocks = n_blocks;
    return page(&result, 1);
}

static void lists_keep_their_numbers_and_levels(void **state)
{
    static const struct qualm_container outer = {.kind = QUALM_IN_NUMBERED_LIST},
                                        three = {.parent = &outer, .kind = QUALM_IN_ITEM, .number = 3},
                                        four = {.parent = &outer, .kind = QUALM_IN_ITEM, .number = 4},
                                        inner = {.parent = &four, .kind = QUALM_IN_LIST},
                                        done = {.parent = &inner, .kind = QUALM_IN_ITEM, .task = QUALM_TASK_DONE},
                                        said = {.kind = QUALM_IN_QUOTATION};
    static const struct qualm_gap line = {1, 2, 3};
    static const struct qualm_block blocks[] = {
        {.kind = "list_item", .text = "c", .n_bytes = 1, .container = &three},
        {.kind = "list_item", .text = "d", .n_bytes = 1, .container = &four},
        {.kind = "list_item", .text = "i", .n_bytes = 1, .container = &done},
        {.kind = "list_item", .text = "d2", .n_bytes = 2, .container = &four},
        {.kind = "code", .text = "x <y>", .n_bytes = 5, .container = &four, .gaps = &line, .n_gaps = 1},
        {.kind = "quotation", .text = "q", .n_bytes = 1, .container = &said},
        {.kind = "paragraph", .text = "p", .n_bytes = 1},
        {.kind = "paragraph", .text = "more", .n_bytes = 4, .is_continued = true},
    };
    (void)state;
    assert_holds(page_of(blocks, sizeof blocks / sizeof *blocks),
                 "<ol>\n<li value=\"3\" dir=\"auto\">c</li>\n<li dir=\"auto\">d<ul>\n"
                 "<li class=\"task\" dir=\"auto\"><span class=\"box\" role=\"img\" aria-label=\"done\">"
                 "\xE2\x98\x91</span> i</li>\n</ul>\n<p dir=\"auto\">d2</p>\n"
                 "<pre><code dir=\"ltr\">x\n\n   &#60;y&#62;</code></pre>\n</li>\n</ol>\n"
                 "<blockquote>\n<p dir=\"auto\">q</p>\n</blockquote>\n<p dir=\"auto\">p more</p>\n");
}

/* Cells without words are no blocks; the table has them all the same. */
static void tables_have_rows_and_columns(void **state)
{
    static const struct qualm_container table = {.kind = QUALM_IN_TABLE, .number = 3},
                                        head = {.parent = &table, .kind = QUALM_IN_ROW, .number = 1},
                                        h2 = {.parent = &head, .kind = QUALM_IN_CELL, .number = 2, .is_header = true,
                                              .align = QUALM_ALIGN_CENTER},
                                        row = {.parent = &table, .kind = QUALM_IN_ROW, .number = 2},
                                        c1 = {.parent = &row, .kind = QUALM_IN_CELL, .number = 1},
                                        c3 = {.parent = &row, .kind = QUALM_IN_CELL, .number = 3,
                                              .align = QUALM_ALIGN_END};
    static const struct qualm_block blocks[] = {
        {.kind = "table_cell", .text = "b", .n_bytes = 1, .container = &h2},
        {.kind = "table_cell", .text = "1", .n_bytes = 1, .container = &c1},
        {.kind = "table_cell", .text = "3", .n_bytes = 1, .container = &c3},
    };
    (void)state;
    assert_holds(page_of(blocks, sizeof blocks / sizeof *blocks),
                 "<table>\n<thead>\n<tr><td></td><th scope=\"col\" class=\"center\" dir=\"auto\">b</th><td></td></tr>\n"
                 "</thead>\n<tbody>\n<tr><td dir=\"auto\">1</td><td></td><td class=\"end\" dir=\"auto\">3</td></tr>\n"
                 "</tbody>\n</table>\n</div>\n");
}

/* "Tea proves it all. Fine.": what is set off and where lines break stand inside of sentence, finding and cue. */
static void what_is_set_off_stands_inside_of_cues(void **state)
{
    static const struct qualm_mark marks[] = {{QUALM_MARK_STRONG, 0, 6}, {QUALM_MARK_CODE, 1, 3},
                                              {QUALM_MARK_EMPHASIS, 19, 24}};
    static const struct qualm_gap gap = {18, 1, 0};
    struct qualm_result result = tea(NULL, 0);
    struct qualm_block set_off = block;
    (void)state;
    set_off.marks = marks;
    set_off.n_marks = sizeof marks / sizeof *marks;
    set_off.gaps = &gap;
    set_off.n_gaps = 1;
    result.blocks = &set_off;
    assert_holds(page(&result, 1),
                 "<strong>T</strong><strong><code>ea</code></strong><strong> </strong>"
                 "<span class=\"c causal\" title=\"causal: one thing acts on another\"><strong>pr</strong></span>"
                 "<span class=\"c causal\" title=\"causal: one thing acts on another\">ov</span>");
    assert_holds(sink.bytes, "14</small></span><br>\n<span id=\"s1\" class=\"s\"><em>Fine.</em></span></p>");
}

static void no_text_is_a_page_too(void **state)
{
    (void)state;
    assert_holds(page(NULL, 0), "<h1>Nothing was read</h1>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(markup_is_inert),
        TEST(what_hides_is_shown),
        TEST(what_scripts_need_stays),
        TEST(commands_of_ci_systems_are_references),
        TEST(words_stand_in_sentence_finding_and_cue),
        TEST(findings_that_overlap_are_no_links_in_links),
        TEST(texts_have_names_of_their_own),
        TEST(page_is_bounded),
        TEST(language_is_a_tag_or_nothing),
        TEST(headings_leave_no_level_out),
        TEST(lists_keep_their_numbers_and_levels),
        TEST(tables_have_rows_and_columns),
        TEST(what_is_set_off_stands_inside_of_cues),
        TEST(no_text_is_a_page_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
