/* Every allocation is made to fail, one after the other: nothing crashes, nothing leaks, no result is wrong. */
#include <stdio.h>

#include "failing_allocator.h"

#include "cmd/record.h"
#include "qualm.h"

/* ------------------------------------------------------------ scenarios */

static const char markdown[] =
    "---\ntitle: \"Tea: what is known\"\nauthor: [Jane Doe, John Roe]\ndate: 2024-05-01\nreading_time: 9 min\n"
    "qualm: {off: [time, hype/storng], reason: \"it is said\"}\n---\n\n"
    "# Tea\n\nTea *may* help &amp; some people sleep, says `a study` of 12 men.\n\n"
    "<!-- qualm off hype/strong reason='a quote' -->\n\n<!-- qualm of -->\n\n"
    "Research proves that this miracle tea cures cancer.[^1]\n\n"
    "| a | b |\n|---|---|\n| c | d |\n\n- one\n- two  \n  2\n\n> Mice **slept**, \"he said\".\n\n"
    "```\na\n  b\n```\n\n"
    "## References\n\nSun et al. 2024. How Tea Accelerates Sleep. J Tea.\n\n[^1]: A note.\n";

static const char plain[] =
    "Tea and sleep\nBy Jane Doe\nMay 3, 2024\n2 min read\n\nEarly research has shown a difference. It may perhaps "
    "possibly help. We followed 900 nurses and tea reduces the risk of death. It always works.\n\nWhat do you think?\n";

static const char record_line[] =
    "{\"id\":\"a\\u00e9\",\"title\":\"Tea\",\"text\":\"Tea may help. It cures colds.\",\"format\":\"markdown\","
    "\"n\":[1,2.5,{}]}";

static enum qualm_status to_buffer(void *to, const char *bytes, size_t n_bytes)
{
    return buffer_append(to, bytes, n_bytes);
}

static enum qualm_status render(const struct qualm_result *result, const char *format, struct buffer *out)
{
    const struct qualm_report_options options = {.format = format, .detail = true, .all = true};
    struct qualm_summary summary;
    struct qualm_report *report = NULL;
    struct buffer rendered = {0};
    qualm_summarise(result, QUALM_NOTE, &summary);
    enum qualm_status status = qualm_report_new(&options, to_buffer, out, &report);
    if (!status)
        status = qualm_report_document(&options, result, to_buffer, &rendered);
    if (!status)
        status = qualm_report_add(report, "a.md", &summary, rendered.bytes, rendered.n_bytes);
    if (!status)
        status = qualm_report_end(report);
    qualm_report_free(report);
    buffer_free(&rendered);
    return status;
}

/* What is tried: one text, one format; a new engine or one that is warm. */
struct scenario {
    const char *name, *text_format, *text, *report_format;
    bool is_record, has_new_engine;
    bool is_heedless; /* feeds on after a failure, and asks for a result all the same */
    struct qualm_engine *engine;
};

static enum qualm_status analyse_record(const struct scenario *scenario, struct qualm_engine *engine,
                                        struct record_reader *reader, struct qualm_result **result)
{
    struct record record;
    enum qualm_status status = record_read(reader, scenario->text, strlen(scenario->text), &record);
    if (!status && record.error[0])
        status = qualm_result_failed(&record.text, "bad-record", record.error, result);
    else if (!status)
        status = qualm_analyse(engine, &record.text, record.body, record.n_body, result);
    record_clear(&record);
    return status;
}

static enum qualm_status analyse_heedlessly(struct qualm_engine *engine, const struct qualm_text *text,
                                            const char *bytes, struct qualm_result **result)
{
    struct qualm_analysis *analysis;
    const size_t n_bytes = strlen(bytes);
    const enum qualm_status status = qualm_analysis_begin(engine, text, &analysis);
    if (status)
        return status;
    for (size_t at = 0; at < n_bytes; at += 40)
        qualm_analysis_feed(analysis, bytes + at, n_bytes - at < 40 ? n_bytes - at : 40);
    return qualm_analysis_finish(analysis, result);
}

static enum qualm_status analyse(const struct scenario *scenario, struct qualm_engine *engine,
                                 struct qualm_result **result)
{
    const struct qualm_text text = {.path = "a.md", .format = scenario->text_format,
                                    .title = scenario->is_heedless ? "Tea\u00A0and sleep" : NULL};
    if (scenario->is_heedless)
        return analyse_heedlessly(engine, &text, scenario->text, result);
    if (!scenario->is_record)
        return qualm_analyse(engine, &text, scenario->text, strlen(scenario->text), result);
    struct record_reader *reader;
    enum qualm_status status = record_reader_new(&reader);
    if (status)
        return status;
    status = analyse_record(scenario, engine, reader, result);
    record_reader_free(reader);
    return status;
}

static enum qualm_status run(const void *tried, struct buffer *out)
{
    const struct scenario *scenario = tried;
    const struct qualm_options options = {.keep_text = true, .require_reason = true};
    struct qualm_engine *engine = scenario->engine;
    struct qualm_result *result = NULL;
    enum qualm_status status = QUALM_OK;
    if (scenario->has_new_engine)
        status = qualm_engine_new(&options, NULL, 0, &engine);
    if (status)
        return status;
    status = analyse(scenario, engine, &result);
    if (!status)
        status = render(result, scenario->report_format, out);
    qualm_result_free(result);
    if (scenario->has_new_engine)
        qualm_engine_free(engine);
    return status;
}

static size_t formats_fail(struct qualm_engine *engine)
{
    size_t n_total = 0;
    const char *format;
    for (size_t i = 0; (format = qualm_report_format_at(i)); i++) {
        char name[32];
        snprintf(name, sizeof name, "markdown %s", format);
        const struct scenario scenario = {name, "markdown", markdown, format, .engine = engine};
        n_total += fail_each(name, run, &scenario);
    }
    return n_total;
}

static void every_failed_allocation_is_a_status(void **state)
{
    (void)state;
    struct scenario scenarios[] = {
        {"plain text", "plain", plain, "text"},
        {"plain ndjson", "plain", plain, "ndjson"},
        {"in pieces", "plain", plain, "line", .is_heedless = true},
        {"stream record", "plain", record_line, "ndjson", .is_record = true},
        {"new engine", "plain", "This miracle tea cures cancer.", "line", .has_new_engine = true},
    };
    const struct qualm_options options = {.keep_text = true, .require_reason = true};
    struct qualm_engine *engine;
    assert_int_equal(qualm_engine_new(&options, NULL, 0, &engine), QUALM_OK);
    size_t n_total = formats_fail(engine);
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        scenarios[i].engine = engine;
        const size_t n = fail_each(scenarios[i].name, run, &scenarios[i]);
        assert_true(n > 10);
        n_total += n;
    }
    qualm_engine_free(engine);
    print_message("%zu allocations made to fail in all (ICU's and json-c's own let through)\n", n_total);
    assert_true(n_total > 1000);
}

int main(void)
{
    dl_iterate_phdr(range_add, NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_failed_allocation_is_a_status)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
