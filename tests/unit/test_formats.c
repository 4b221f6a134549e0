/* What the formats for pipelines say of states, changes and bounds, on results made by hand; and the notations of the
 * printer that they write in. What a whole run gives back is checked by tests/check_formats.py. */
#include "report_desk.h"

/* ------------------------------------------------------------- notations */

static void xml_holds_what_xml_can_hold(void **state)
{
    (void)state;
    assert_string_equal(printed(print_xml, "a<b>&\"'c ]]>"), "a&#60;b&#62;&#38;&#34;&#39;c ]]&#62;");
    assert_string_equal(printed(print_xml, "\t\r\n\x01\x1B\x7F"), "&#9;&#13;&#10;\\u{1}\\u{1b}&#127;");
    assert_string_equal(printed(print_xml, "\xEF\xBF\xBE\xFF\xE2\x80\xAE \xC3\xA9"),
                        "\\u{fffe}\xEF\xBF\xBD&#8238; \xC3\xA9");
    assert_string_equal(printed(print_xml, "::error:: ##[x"), "&#58;:error:: #&#35;[x");
}

static void markdown_holds_no_markup_and_nobody_is_called(void **state)
{
    (void)state;
    assert_string_equal(printed(print_markdown, "a *b* [c](d) <e> `f` | \\_"),
                        "a &#42;b&#42; &#91;c&#93;(d) &#60;e&#62; &#96;f&#96; &#124; &#92;&#95;");
    assert_string_equal(printed(print_markdown, "@me #1 GH-1 :tada: a: b"),
                        "&#64;&#8203;me &#35;&#8203;1 GH&#45;&#8203;1 &#58;&#8203;tada: a: b");
    assert_string_equal(printed(print_markdown, "https://www.e.org"), "https&#58;&#8203;//www&#46;e.org");
    assert_string_equal(printed(print_markdown, "a\nb\tc\x1B\xE2\x80\xAE\xFF"), "a b c\\u{1b}\\u{202e}\xEF\xBF\xBD");
}

static void uris_hold_any_path(void **state)
{
    (void)state;
    assert_string_equal(printed(print_uri, "a/b-c_d.~1"), "a/b-c_d.~1");
    assert_string_equal(printed(print_uri, "x:y #?%\xC3\xA9\n\xFF"), "x%3Ay%20%23%3F%25%C3%A9%0A%FF");
}

/* --------------------------------------------------------------- results */

static const struct qualm_rule proof = {.id = "certainty/proof", .severity = QUALM_WARNING};
static const struct qualm_rule limit = {.id = "limit/grade", .severity = QUALM_ERROR};

#define FINDING(what, whether)                                                                                        \
    {.rule = &proof, .severity = QUALM_WARNING, .message = what, .remedy = "Try {x}.", .confidence = 1,              \
     .span = {3, 9, 2, 4, 2, 9, 5, 11}, .state = whether, .reason = "a quote", .fingerprint = "00000000000000aa"}

static const struct qualm_finding findings[] = {
    FINDING("Counts [a](b).", QUALM_COUNTS),
    FINDING("In the text.", QUALM_SUPPRESSED),
    FINDING("On the list.", QUALM_ACCEPTED),
    FINDING("Known.", QUALM_IN_BASELINE),
    FINDING("Elsewhere.", QUALM_OUTSIDE_DIFF),
    {.rule = &limit, .severity = QUALM_ERROR, .message = "Too hard.", .remedy = "Shorten.", .confidence = 1,
     .figure = 12.4, .limit = 10, .fingerprint = "00000000000000bb"},
};

static struct qualm_result text_of(const char *path)
{
    return (struct qualm_result){
        .path = path, .words_seen = 120, .silent = {.typical_s = 61, .minutes = 2}, .grade = {NULL, 12.4, 11, 13},
        .is_english = true, .findings = findings, .n_findings = sizeof findings / sizeof *findings,
    };
}

static size_t count_of(const char *text, const char *part)
{
    size_t n = 0;
    for (; (text = strstr(text, part)); text++)
        n++;
    return n;
}

/* ----------------------------------------------------------------- SARIF */

static void sarif_says_why_a_finding_does_not_count(void **state)
{
    const struct qualm_result result = text_of("a b.md");
    (void)state;
    const char *text = report_of(&(struct qualm_report_options){.format = "sarif"}, result);
    assert_holds(text, "\"uri\":\"a%20b.md\",\"uriBaseId\":\"SRCROOT\"");
    assert_holds(text, "\"text\":\"Counts [a] (b). Try {{x}}.\"");
    assert_holds(text, "\"region\":{\"startLine\":2,\"startColumn\":4,\"endLine\":2,\"endColumn\":9,\"byteOffset\":3,"
                       "\"byteLength\":6}");
    assert_holds(text, "[{\"kind\":\"inSource\",\"justification\":\"a quote\"}]");
    assert_holds(text, "[{\"kind\":\"external\",\"justification\":\"accepted:");
    assert_holds(text, "[{\"kind\":\"external\",\"justification\":\"outside-diff:");
    assert_int_equal(count_of(text, "\"suppressions\""), 3);
    assert_holds(text, "\"figure\":12.4,\"limit\":10");
    assert_lacks(text, "baselineState");
    assert_holds(text, "\"executionSuccessful\":true");
    assert_true(strstr(text, "Too hard.") < strstr(text, "Counts ["));
    assert_true(strstr(text, "Counts [") < strstr(text, "In the text."));
}

static void sarif_knows_new_findings_where_there_is_a_baseline(void **state)
{
    const struct qualm_result result = text_of("/tmp/a.md");
    (void)state;
    const char *text = report_of(&(struct qualm_report_options){.format = "sarif", .has_baseline = true}, result);
    assert_int_equal(count_of(text, "\"baselineState\":\"new\""), 2);
    assert_int_equal(count_of(text, "\"baselineState\":\"unchanged\""), 4);
    assert_holds(text, "\"uri\":\"file:///tmp/a.md\"}");
}

/* -------------------------------------------------------------- Markdown */

static void markdown_shows_what_got_better_or_worse(void **state)
{
    const struct qualm_before harder = {.grade = {NULL, 13, 12, 14}, .minutes = 3, .words = 150, .warnings = 6};
    const struct qualm_before easier = {.grade = {NULL, 12, 11, 13}, .minutes = 1, .words = 100, .errors = 2};
    struct qualm_result results[] = {text_of("better.md"), text_of("worse.md"), text_of("./same.md")};
    (void)state;
    results[0].before = &harder;
    results[1].before = &easier;
    const struct qualm_report_options options = {.format = "markdown", .is_check = true};
    const char *text = report(&options, results, 3);
    assert_true(strncmp(text, "**qualm fails:** 3 errors, 3 warnings in 3 texts.\n", 50) == 0);
    assert_holds(text, "Than before: 1 text better, 1 text worse");
    assert_holds(text, "Not listed: 3 suppressed, 3 accepted, 3 in the baseline, 3 outside of what changed.\n");
    assert_holds(text, "| better.md | 12.4 (▼ 0.6) | 2 (−1) | 120 (−30) | 1 error, 1 warning (▼ 2) |\n");
    assert_holds(text, "| worse.md | 12.4 (▲ 0.4) | 2 (+1) | 120 (+20) | 1 error, 1 warning (▲ 2) |\n");
    assert_holds(text, "| same.md | 12.4 | 2 | 120 | 1 error, 1 warning |\n");
    assert_holds(text, "<li><b>error</b> Too hard. <i>Shorten.</i> <code>limit/grade</code></li>"
                       "<li><b>warning</b> line 2: Counts &#91;a&#93;(b).");
}

static void markdown_without_a_text_says_so(void **state)
{
    (void)state;
    assert_string_equal(report(&(struct qualm_report_options){.format = "markdown"}, NULL, 0),
                        "**qualm:** no text was read.\n");
}

/* ----------------------------------------------------------------- others */

static void github_takes_columns_within_one_line_only(void **state)
{
    struct qualm_finding finding = findings[0];
    struct qualm_result result = text_of("./a.md");
    (void)state;
    result.findings = &finding;
    result.n_findings = 1;
    const struct qualm_report_options options = {.format = "github"};
    assert_holds(report_of(&options, result), "::warning file=a.md,line=2,endLine=2,col=4,endColumn=9,title=");
    finding.span.end_line = 3;
    assert_holds(report_of(&options, result), "::warning file=a.md,line=2,endLine=3,title=");
}

static void rdjsonl_columns_are_bytes(void **state)
{
    const struct qualm_result result = text_of("a.md");
    (void)state;
    const char *text = report_of(&(struct qualm_report_options){.format = "rdjsonl"}, result);
    assert_holds(text, "\"range\":{\"start\":{\"line\":2,\"column\":5},\"end\":{\"line\":2,\"column\":11}}}");
    assert_holds(text, "\"range\":{\"start\":{\"line\":1}}}");
    assert_int_equal(count_of(text, "\n"), 2);
}

static void gitlab_tells_files_apart(void **state)
{
    const struct qualm_result results[] = {text_of("a.md"), text_of("b.md")};
    (void)state;
    const char *text = report(&(struct qualm_report_options){.format = "gitlab"}, results, 2);
    const char *first = strstr(text, "\"fingerprint\":\"");
    assert_non_null(first);
    char fingerprint[49] = "";
    memcpy(fingerprint, first, 48);
    assert_int_equal(count_of(text, fingerprint), 1);
    assert_int_equal(count_of(text, "\"severity\":\"major\""), 2);
}

static void junit_fails_from_the_fail_level_on(void **state)
{
    const struct qualm_result result = text_of("a.md");
    (void)state;
    struct qualm_report_options options = {.format = "junit", .is_check = true};
    assert_holds(report_of(&options, result), "<failure type=\"findings\" message=\"2 findings\">");
    options.fail_level = QUALM_ERROR;
    const char *text = report_of(&options, result);
    assert_holds(text, "<testsuite name=\"qualm\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">");
    assert_holds(text, "message=\"1 finding\">\na.md: error: Too hard. Shorten. [limit/grade]\n</failure>");
    assert_holds(text, "<system-out>\na.md:2:4: warning: Counts [a](b). Try {x}. [certainty/proof]\n</system-out>");
}

static void tables_count_states(void **state)
{
    const struct qualm_result result = text_of("=a,\"b\".md");
    (void)state;
    const char *text = report_of(&(struct qualm_report_options){.format = "csv"}, result);
    assert_holds(text, ",errors,warnings,notes,suppressed,accepted,in_baseline,outside_diff,findings_dropped\n"
                       "\"'=a,\"\"b\"\".md\",,,,,");
    assert_holds(text, ",1,1,0,1,1,1,1,0\n");
    assert_holds(report_of(&(struct qualm_report_options){.format = "tsv"}, result), "\n'=a,\"b\".md\t\t");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(xml_holds_what_xml_can_hold),
        TEST(markdown_holds_no_markup_and_nobody_is_called),
        TEST(uris_hold_any_path),
        TEST(sarif_says_why_a_finding_does_not_count),
        TEST(sarif_knows_new_findings_where_there_is_a_baseline),
        TEST(markdown_shows_what_got_better_or_worse),
        TEST(markdown_without_a_text_says_so),
        TEST(github_takes_columns_within_one_line_only),
        TEST(rdjsonl_columns_are_bytes),
        TEST(gitlab_tells_files_apart),
        TEST(junit_fails_from_the_fail_level_on),
        TEST(tables_count_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
