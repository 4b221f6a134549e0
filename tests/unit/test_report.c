/* The printer and the output formats, on results made by hand. */
#include "report_desk.h"

static void safe(struct printer *out, const char *text)
{
    print_safe(out, text, strlen(text));
}

static void safe_in_line(struct printer *out, const char *text)
{
    print_text(out, "> ");
    print_safe(out, text, strlen(text));
}

static void safe_byte_by_byte(struct printer *out, const char *text)
{
    for (; *text; text++)
        print_safe(out, text, 1);
}

/* --------------------------------------------------------------- printer */

static void controls_and_ill_formed_bytes_become_escapes(void **state)
{
    (void)state;
    assert_string_equal(printed(safe, "a\x1B[31mb\rc\td"), "a\\u{1b}[31mb\\u{d}c\\u{9}d");
    assert_string_equal(printed(safe, "\xC2\x9B\xE2\x80\xAE\xE2\x80\x8B"), "\\u{9b}\\u{202e}\\u{200b}");
    assert_string_equal(printed(safe, "\x9B\xFF\xE2\x82"), "\\u{9b}\\u{ff}\\u{e2}\\u{82}");
    assert_string_equal(printed(safe, "caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D \xE6\xBC\xA2"),
                        "caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D \xE6\xBC\xA2");
}

static void commands_of_ci_systems_are_broken(void **state)
{
    (void)state;
    assert_string_equal(printed(safe, "see ##[error]x"), "see #\\u{23}[error]x");
    assert_string_equal(printed(safe, "###[x ##VSO[y ##teamcity[z"), "##\\u{23}[x #\\u{23}VSO[y #\\u{23}teamcity[z");
    assert_string_equal(printed(safe, "## a heading #1"), "## a heading #1");
    assert_string_equal(printed(safe, "::error::x"), "\\u{3a}:error::x");
    assert_string_equal(printed(safe, "  ::error::x"), "  \\u{3a}:error::x");
    assert_string_equal(printed(safe_in_line, "::error::x"), "> ::error::x");
    assert_string_equal(printed(safe, ":x"), ":x");
}

static void command_in_pieces_is_broken_too(void **state)
{
    (void)state;
    assert_null(strstr(printed(safe_byte_by_byte, "a ##[error]"), "##["));
    assert_null(strstr(printed(safe_byte_by_byte, "a ##vso[x"), "##vso["));
    assert_true(strncmp(printed(safe_byte_by_byte, "::error::"), "::", 2) != 0);
}

static void json_keeps_the_value_and_hides_nothing(void **state)
{
    (void)state;
    assert_string_equal(printed(print_json, NULL), "null");
    assert_string_equal(printed(print_json, "a\"b\\c\n\t\x01\x7F"), "\"a\\\"b\\\\c\\n\\t\\u0001\\u007f\"");
    assert_string_equal(printed(print_json, "\xE2\x80\xA8\xE2\x80\xAE\xC2\x85"), "\"\\u2028\\u202e\\u0085\"");
    assert_string_equal(printed(print_json, "\xF3\xA0\x81\x81 \xF0\x9F\x99\x82"),
                        "\"\\udb40\\udc41 \xF0\x9F\x99\x82\"");
    assert_string_equal(printed(print_json, "\xEF\xBF\xBE x\xED\xA0\x80y"),
                        "\"\\ufffe x\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDy\"");
    assert_string_equal(printed(print_json, "##[error]"), "\"#\\u0023[error]\"");
}

static void json_from_outside_is_echoed(void **state)
{
    (void)state;
    assert_string_equal(printed(print_json_raw, "-1.50e3"), "-1.50e3");
    assert_string_equal(printed(print_json_raw, "\"a\\u00e9\\\"\\/\xC3\xA9\""), "\"a\\u00e9\\\"\\/\xC3\xA9\"");
    assert_string_equal(printed(print_json_raw, "\"\xE2\x80\xAE\""), "\"\\u202e\"");
}

static enum qualm_status refuse(void *to, const char *bytes, size_t n_bytes)
{
    (void)bytes, (void)n_bytes;
    ++*(size_t *)to;
    return QUALM_ERR_WRITE;
}

static void refused_write_sticks(void **state)
{
    size_t n_writes = 0;
    struct printer out;
    (void)state;
    printer_init(&out, refuse, &n_writes);
    print_repeat(&out, "0123456789", 5000);
    assert_int_equal(printer_flush(&out), QUALM_ERR_WRITE);
    assert_int_equal(n_writes, 1);
}

static void durations_read_as_clocks_do(void **state)
{
    static const struct {
        double seconds;
        const char *text;
    } cases[] = {{0, "0:00"}, {-3, "0:00"}, {59.4, "0:59"}, {59.5, "1:00"}, {81.4, "1:21"}, {3599.6, "1:00:00"},
                 {36061, "10:01:01"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[DURATION_ROOM];
        duration_text(cases[i].seconds, text);
        assert_string_equal(text, cases[i].text);
    }
}

/* --------------------------------------------------------------- results */

static const struct qualm_rule proof = {.id = "certainty/proof", .severity = QUALM_WARNING};
static const struct qualm_rule sample = {.id = "evidence/small-sample", .severity = QUALM_NOTE};
static const struct qualm_rule grade_limit = {.id = "limit/grade", .severity = QUALM_ERROR};
static const struct qualm_formula kincaid = {.id = "flesch-kincaid", .name = "Flesch-Kincaid grade", .scale = "grade"};

static const struct qualm_related elsewhere = {{90, 99, 12, 5}, "the text says \"in mice\""};

/* By position, as results hold them: the worst is last. */
static const struct qualm_finding findings[] = {
    {.rule = &sample, .severity = QUALM_NOTE, .message = "The sample has 9 people: 50%, a start.",
     .remedy = "Say how small it is.", .confidence = 0.8, .span = {10, 20, 2, 5},
     .excerpt = {"We asked nine people about tea.", 9, 20}, .fingerprint = "00000000000000aa"},
    {.rule = &sample, .severity = QUALM_NOTE, .message = "Switched off.", .remedy = "None.", .confidence = 0.8,
     .span = {30, 40, 3, 1}, .excerpt = {"Nine people.", 0, 4}, .state = QUALM_SUPPRESSED, .reason = "a \"quote\"",
     .first_line = 3, .last_line = 4,
     .fingerprint = "00000000000000bb"},
    {.rule = &proof, .severity = QUALM_WARNING, .message = "\"proves\" is more than a study can do.",
     .remedy = "Try: \"suggests\".", .confidence = 0.834, .span = {50, 56, 10, 7},
     .excerpt = {"\xE8\x8C\xB6\xE8\x8C\xB6 tea proves it.", 11, 17}, .related = &elsewhere, .n_related = 1,
     .fingerprint = "00000000000000cc"},
    {.rule = &grade_limit, .severity = QUALM_ERROR, .message = "Grade 14 is over the limit of 9.",
     .remedy = "Shorten.", .confidence = 1, .figure = 14.05, .limit = 9, .formula = "smog",
     .fingerprint = "00000000000000dd"},
};

static const struct qualm_count counts[] = {{"words", 120}, {"sentences", 8}};
static const struct qualm_excluded excluded[] = {{"title", 4}, {"citation", 6}};
static const struct qualm_readability values[] = {
    {.formula = &kincaid, .value = 14.256}, {.formula = &kincaid, .absent = "no sentences"},
    {.formula = &kincaid, .value = 3, .caution = "fewer than 100 words"},
};
static const struct qualm_care care[] = {
    {"hedge", "might", "", {1, 2, 4, 1}}, {"hedge", "might", "", {5, 6, 5, 1}},
    {"caveat", "more work is needed", "", {7, 8, 9, 1}},
};
static const struct qualm_record missing = {"unreadable", "no such file", 0};

static struct qualm_result tea(void)
{
    return (struct qualm_result){
        .path = "tea,1.md", .format = "markdown", .encoding = "UTF-8", .language = "en", .is_english = true,
        .title = "Tea and people", .author = "A. Writer", .declared_minutes = 1, .counts = counts, .n_counts = 2,
        .words_seen = 130, .words_scored = 120, .excluded = excluded, .n_excluded = 2,
        .silent = {NULL, 44.57, 32.77, 26, 1}, .aloud = {.typical_s = 42.62, .minutes = 1},
        .basis_unit = "word", .basis_per_minute = 238, .basis_source = "Brysbaert 2019",
        .readability = values, .n_readability = 3, .grade = {NULL, 14.256, 12.5, 15.904},
        .claim = {6, "causes", "cause.prove", 0.834, {50, 56, 10, 7}}, .findings = findings, .n_findings = 4,
        .care = care, .n_care = 3,
    };
}

static struct qualm_result gone(void)
{
    return (struct qualm_result){.path = "gone.md", .errors = &missing, .n_errors = 1};
}

static void assert_begins(const char *text, const char *start)
{
    if (strncmp(text, start, strlen(start)) != 0)
        fail_msg("'%s' does not begin:\n%s", start, text);
}

/* --------------------------------------------------------------- formats */

static void formats_are_known_by_name(void **state)
{
    const struct qualm_report_options unknown = {.format = "pigeon"};
    const struct qualm_result result = tea();
    struct qualm_report *made;
    const char *name;
    (void)state;
    assert_string_equal(qualm_report_format_at(0), "text");
    for (size_t i = 0; (name = qualm_report_format_at(i)); i++)
        assert_string_equal(qualm_report_format_find(name)->name, name);
    assert_int_equal(qualm_report_new(&unknown, keep, &sink, &made), QUALM_ERR_UNKNOWN);
    assert_int_equal(qualm_report_document(&unknown, &result, keep, &sink), QUALM_ERR_UNKNOWN);
    assert_int_equal(qualm_report_document(&unknown, NULL, keep, &sink), QUALM_ERR_ARGUMENT);
    assert_null(qualm_report_format_find("pigeon"));
    assert_true(qualm_report_format_find("github")->carries_errors);
}

static void every_format_reports_a_refused_write(void **state)
{
    const struct qualm_result result = tea();
    (void)state;
    for (size_t i = 0; qualm_report_format_at(i); i++) {
        const struct qualm_report_options options = {.format = qualm_report_format_at(i)};
        size_t n_writes = 0;
        assert_int_equal(qualm_report_document(&options, &result, refuse, &n_writes), QUALM_ERR_WRITE);
    }
}

static void summary_counts_by_severity_and_what_is_hidden(void **state)
{
    const struct qualm_result result = tea();
    struct qualm_summary summary;
    (void)state;
    qualm_summarise(&result, QUALM_WARNING, &summary);
    assert_int_equal(summary.notes, 1);
    assert_int_equal(summary.warnings, 1);
    assert_int_equal(summary.errors, 1);
    assert_int_equal(summary.suppressed, 1);
    assert_int_equal(summary.hidden, 1);
    assert_int_equal(summary.words, 130);
    assert_int_equal(summary.minutes, 1);
    qualm_summarise(&result, QUALM_NOTE, &summary);
    assert_int_equal(summary.hidden, 0);
}

static void failed_text_has_no_figures_in_its_summary(void **state)
{
    const struct qualm_result result = gone();
    struct qualm_summary summary;
    (void)state;
    qualm_summarise(&result, QUALM_NOTE, &summary);
    assert_true(summary.is_failed);
    assert_int_equal(summary.minutes, 0);
    assert_true(summary.grade < -100);
}

static void json_holds_every_key_in_order(void **state)
{
    const char *text = report_of(&(struct qualm_report_options){.format = "ndjson"}, tea());
    static const char *const keys[] = {
        "{\"qualm\":", ",\"edition\":", ",\"path\":\"tea,1.md\"", ",\"format\":\"markdown\"",
        ",\"author\":\"A. Writer\"", ",\"date\":null", ",\"declared_minutes\":1", ",\"encoding\":\"UTF-8\"",
        ",\"language\":\"en\"", ",\"title\":\"Tea and people\"", ",\"counts\":{\"words\":120,\"sentences\":8}",
        ",\"scope\":{\"words_seen\":130,\"words_scored\":120,\"excluded\":{\"title\":4,\"citation\":6}}",
        ",\"reading_time\":{\"silent\":{\"slow_s\":44.6,\"typical_s\":32.8,\"fast_s\":26,\"minutes\":1,"
        "\"label\":\"1 min read\"},\"aloud\":{\"slow_s\":null,\"typical_s\":42.6,\"fast_s\":null,",
        ",\"basis\":{\"unit\":\"word\",\"per_minute\":238,\"source\":\"Brysbaert 2019\"}}",
        ",\"readability\":[{\"id\":\"flesch-kincaid\",\"value\":14.26,\"scale\":\"grade\"},"
        "{\"id\":\"flesch-kincaid\",\"absent\":\"no sentences\"},"
        "{\"id\":\"flesch-kincaid\",\"value\":3,\"scale\":\"grade\",\"caution\":\"fewer than 100 words\"}]",
        ",\"grade\":{\"value\":14.26,\"low\":12.5,\"high\":15.9}",
        ",\"claim\":{\"code\":6,\"level\":\"causes\",\"confidence\":0.834,"
        "\"span\":{\"start\":50,\"end\":56,\"line\":10,\"column\":7}}",
        ",\"findings\":[{\"rule\":\"evidence/small-sample\",\"severity\":\"note\",\"message\":",
        ",\"lines\":[3,4],", ",\"suppressed\":true,\"state\":\"suppressed\",\"reason\":\"a \\\"quote\\\"\",",
        "\"related\":[{\"span\":{\"start\":90,\"end\":99,\"line\":12,\"column\":5},\"message\":\"the text says "
        "\\\"in mice\\\"\"}],\"fingerprint\":\"00000000000000cc\"}",
        "\"confidence\":1,\"span\":null,\"related\":[],\"figure\":14.05,\"limit\":9,\"formula\":\"smog\","
        "\"fingerprint\":\"00000000000000dd\"}]",
        ",\"warnings\":[],\"errors\":[]}\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const char *at = strstr(text, keys[i]);
        if (!at)
            fail_msg("'%s' does not follow in:\n%s", keys[i], text);
        text = at;
    }
}

static void json_echoes_the_id_and_wraps_documents(void **state)
{
    struct qualm_result results[] = {tea(), gone()};
    results[0].id = "\"n\\u00b01\"";
    const char *text = report(&(struct qualm_report_options){.format = "json"}, results, 2);
    (void)state;
    assert_begins(text, "{\"schema\":1,\"documents\":[\n{\"qualm\":");
    assert_holds(text, ",\"id\":\"n\\u00b01\",\"path\":");
    assert_holds(text, "},\n{\"qualm\":");
    assert_holds(text, "\"errors\":[{\"code\":\"unreadable\",\"message\":\"no such file\",\"offset\":0}]}\n]}\n");
    assert_holds(text, "\"counts\":null,\"scope\":null,\"reading_time\":null,\"readability\":[],\"grade\":null");
    assert_string_equal(report(&(struct qualm_report_options){.format = "json"}, results, 0),
                        "{\"schema\":1,\"documents\":[]}\n");
}

static void json_says_why_a_figure_is_absent(void **state)
{
    struct qualm_result result = tea();
    result.silent = (struct qualm_reading_time){.absent = "no words"};
    result.grade = (struct qualm_grade){.absent = "no sentences"};
    const char *text = report_of(&(struct qualm_report_options){.format = "ndjson"}, result);
    (void)state;
    assert_holds(text, "\"silent\":{\"slow_s\":null,\"typical_s\":null,\"fast_s\":null,\"minutes\":null,"
                       "\"label\":null,\"absent\":\"no words\"}");
    assert_holds(text, "\"grade\":{\"value\":null,\"low\":null,\"high\":null,\"absent\":\"no sentences\"}");
}

static void line_gives_one_line_a_finding(void **state)
{
    struct qualm_report_options options = {.format = "line"};
    (void)state;
    assert_string_equal(report_of(&options, tea()),
                        "tea,1.md:2:5: note: The sample has 9 people: 50%, a start. [evidence/small-sample]\n"
                        "tea,1.md:10:7: warning: \"proves\" is more than a study can do. [certainty/proof]\n"
                        "tea,1.md:1:1: error: Grade 14 is over the limit of 9. [limit/grade]\n");
    options.min_level = QUALM_ERROR;
    assert_string_equal(report_of(&options, tea()),
                        "tea,1.md:1:1: error: Grade 14 is over the limit of 9. [limit/grade]\n");
}

static void paths_are_escaped_too(void **state)
{
    struct qualm_result result = tea();
    result.path = "::error::\n\x1B.md";
    const char *text = report_of(&(struct qualm_report_options){.format = "line", .min_level = QUALM_ERROR}, result);
    (void)state;
    assert_begins(text, "\\u{3a}:error::\\u{a}\\u{1b}.md:1:1:");
}

static void github_escapes_properties_and_messages(void **state)
{
    struct qualm_result result = tea();
    result.path = "a:b,c%\n.md";
    const char *text = report_of(&(struct qualm_report_options){.format = "github"}, result);
    (void)state;
    assert_begins(text, "::error file=a%3Ab%2Cc%25%0A.md,title=limit/grade::Grade 14");
    assert_holds(text, "\n::warning file=a%3Ab%2Cc%25%0A.md,line=10,col=7,title=certainty/proof::\"proves\" is");
    assert_holds(text, "\n::notice file=a%3Ab%2Cc%25%0A.md,line=2,col=5,title=evidence/small-sample::"
                       "The sample has 9 people: 50%25, a start.%0ASay how small it is.\n");
    assert_lacks(text, "Switched off");
}

static void github_stops_at_ten_of_a_level_and_says_so(void **state)
{
    struct qualm_finding many[13];
    struct qualm_result result = tea();
    for (size_t i = 0; i < 13; i++)
        many[i] = findings[i == 12 ? 2 : 0];
    result.findings = many;
    result.n_findings = 13;
    const char *text = report_of(&(struct qualm_report_options){.format = "github"}, result);
    size_t n_notices = 0;
    for (const char *at = text; (at = strstr(at, "::notice ")); at++)
        n_notices++;
    (void)state;
    assert_int_equal(n_notices, 10);
    assert_begins(text, "::warning ");
    assert_holds(text, "(+2 more; --to line shows all)\n");
}

/* ------------------------------------------------------------------ text */

static void text_gives_time_grade_and_words(void **state)
{
    const char *text = report_of(&(struct qualm_report_options){.format = "text"}, tea());
    (void)state;
    assert_holds(text, "Tea and people\nA. Writer\n\n");
    assert_holds(text, "  Time    1 min read   as the page says; 0:33 (fast 0:26, slow 0:45), aloud 0:43\n");
    assert_holds(text, "  Grade   14           university level, age 18 on; most formulas say 13 to 16\n");
    assert_holds(text, "  Words   130          120 graded, in 8 sentences; title, sources apart\n");
}

static void grade_is_told_as_an_age(void **state)
{
    static const struct {
        double grade;
        const char *words;
    } cases[] = {
        {-1.5, "  Grade   0            reading age 5–6;"},
        {1.2, "  Grade   1            reading age 6–7;"},
        {6.5, "  Grade   7            reading age 12–13;"},
        {12.4, "  Grade   12           reading age 17–18;"},
        {12.6, "  Grade   13           university level, age 18 on;"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct qualm_result result = tea();
        result.grade = (struct qualm_grade){NULL, cases[i].grade, cases[i].grade, cases[i].grade};
        assert_holds(report_of(&(struct qualm_report_options){.format = "text"}, result), cases[i].words);
    }
}

static void findings_come_worst_first_with_carets_under_the_words(void **state)
{
    const char *text = report_of(&(struct qualm_report_options){.format = "text"}, tea());
    (void)state;
    assert_holds(text, "3 places worth a second look\n\n"
                       "  the whole text\n"
                       "    Grade 14 is over the limit of 9.\n"
                       "    Shorten.                                                  error  limit/grade\n\n"
                       "  line 10  \xE8\x8C\xB6\xE8\x8C\xB6 tea proves it.\n"
                       "                    ^^^^^^\n"
                       "    \"proves\" is more than a study can do.\n"
                       "    Line 12: the text says \"in mice\"\n"
                       "    Try: \"suggests\".                                    warning  certainty/proof\n\n"
                       "  line 2   We asked nine people about tea.\n"
                       "                    ^^^^^^^^^^^\n");
    assert_lacks(text, "Switched off.");
    assert_holds(text, "\n1 error, 1 warning, 1 note. 1 suppressed.  Why?  qualm explain limit/grade\n");
}

static void no_line_is_wider_than_the_page(void **state)
{
    struct qualm_result result = tea();
    result.title = "A title that goes on and on about tea, people who drink tea, and what becomes of them in the end";
    (void)state;
    for (unsigned width = 40; width <= 120; width += 8)
        assert_fits(report_of(&(struct qualm_report_options){.format = "text", .width = width}, result), width);
}

static void seven_findings_come_in_full(void **state)
{
    struct qualm_finding many[12];
    struct qualm_result result = tea();
    struct qualm_report_options options = {.format = "text"};
    for (size_t i = 0; i < 12; i++)
        many[i] = findings[0];
    result.findings = many;
    result.n_findings = 12;
    const char *text = report_of(&options, result);
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, "  line 2")); at++)
        n++;
    (void)state;
    assert_int_equal(n, 7);
    assert_holds(text, "\n  + 5 more (--all)\n");
    options.all = true;
    assert_lacks(report_of(&options, result), "more (--all)");
}

static void care_lists_the_same_words_once(void **state)
{
    (void)state;
    assert_holds(report_of(&(struct qualm_report_options){.format = "text"}, tea()),
                 "Careful already\n"
                 "  hedge    \"might\" (line 4)\n"
                 "  caveat   \"more work is needed\" (line 9)\n");
}

static void clean_text_gets_one_calm_line(void **state)
{
    struct qualm_result result = tea();
    result.n_findings = 0;
    result.n_care = 0;
    const char *text = report_of(&(struct qualm_report_options){.format = "text"}, result);
    (void)state;
    assert_holds(text, "apart\n\nNothing to look at twice.\n");
    assert_lacks(text, "qualm explain");
}

static void text_in_another_language_says_what_was_not_done(void **state)
{
    struct qualm_result result = tea();
    result.is_english = false;
    result.n_findings = 0;
    result.grade = (struct qualm_grade){.absent = "no grades for \"de\""};
    const char *text = report_of(&(struct qualm_report_options){.format = "text"}, result);
    (void)state;
    assert_holds(text, "  Grade   none         no grades for \"de\"\n");
    assert_holds(text, "for English only");
    assert_lacks(text, "Nothing to look at twice");
}

static void color_is_only_used_when_asked_for(void **state)
{
    struct qualm_report_options options = {.format = "text"};
    (void)state;
    assert_lacks(report_of(&options, tea()), "\x1B");
    options.color = true;
    assert_holds(report_of(&options, tea()), "\x1B[33mwarning\x1B[0m");
}

static void check_shows_findings_and_counts_the_rest(void **state)
{
    struct qualm_result results[] = {tea(), gone()};
    results[0].limits = QUALM_TOO_SHORT;
    const char *text = report(&(struct qualm_report_options){.format = "text", .is_check = true,
                                                             .min_level = QUALM_WARNING}, results, 2);
    (void)state;
    assert_begins(text, "tea,1.md\n\n  the whole text\n");
    assert_lacks(text, "Time");
    assert_lacks(text, "line 2 ");
    assert_holds(text, "\ngone.md: no such file\n");
    assert_holds(text, "\n1 error, 1 warning in 1 file; 1 note not shown (--min-level note); 1 suppressed;\n"
                       "1 file not judged (too short or without a grade); 1 file not read.\n");
}

static void several_files_come_worst_first_with_a_total(void **state)
{
    struct qualm_result results[] = {tea(), tea(), tea(), gone()};
    results[0].path = "b.md";
    results[0].n_findings = 1;
    results[1].path = "a.md";
    results[1].n_findings = 1;
    results[2].path = "worst.md";
    const char *text = report(&(struct qualm_report_options){.format = "text"}, results, 4);
    (void)state;
    assert_holds(text, "  minutes  grade    words  errors  warnings  notes\n"
                       "        1     14      130       1         1      1  worst.md\n"
                       "        1     14      130       -         -      1  a.md\n"
                       "        1     14      130       -         -      1  b.md\n"
                       "\n"
                       "        3             390       1         1      3  3 files; ");
    assert_lacks(text, "second look");
}

static void full_reports_name_their_files(void **state)
{
    struct qualm_result results[] = {tea(), tea()};
    results[1].path = "two.md";
    const char *text = report(&(struct qualm_report_options){.format = "text", .full = true}, results, 2);
    (void)state;
    assert_holds(text, "tea,1.md\nTea and people\n");
    assert_holds(text, "\n\ntwo.md\nTea and people\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(controls_and_ill_formed_bytes_become_escapes),
        TEST(commands_of_ci_systems_are_broken),
        TEST(command_in_pieces_is_broken_too),
        TEST(json_keeps_the_value_and_hides_nothing),
        TEST(json_from_outside_is_echoed),
        TEST(refused_write_sticks),
        TEST(durations_read_as_clocks_do),
        TEST(formats_are_known_by_name),
        TEST(every_format_reports_a_refused_write),
        TEST(summary_counts_by_severity_and_what_is_hidden),
        TEST(failed_text_has_no_figures_in_its_summary),
        TEST(json_holds_every_key_in_order),
        TEST(json_echoes_the_id_and_wraps_documents),
        TEST(json_says_why_a_figure_is_absent),
        TEST(line_gives_one_line_a_finding),
        TEST(paths_are_escaped_too),
        TEST(github_escapes_properties_and_messages),
        TEST(github_stops_at_ten_of_a_level_and_says_so),
        TEST(text_gives_time_grade_and_words),
        TEST(grade_is_told_as_an_age),
        TEST(findings_come_worst_first_with_carets_under_the_words),
        TEST(no_line_is_wider_than_the_page),
        TEST(seven_findings_come_in_full),
        TEST(care_lists_the_same_words_once),
        TEST(clean_text_gets_one_calm_line),
        TEST(text_in_another_language_says_what_was_not_done),
        TEST(color_is_only_used_when_asked_for),
        TEST(check_shows_findings_and_counts_the_rest),
        TEST(several_files_come_worst_first_with_a_total),
        TEST(full_reports_name_their_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
