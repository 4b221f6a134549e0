/* JUnit XML: a text is a test case that fails by its findings from the fail level on; milder ones are its output. */
#include "report/report.h"

static void place_print(struct printer *out, const char *path, const struct qualm_span *span)
{
    print_xml(out, report_path(path));
    if (span->line) {
        print_text(out, ":");
        print_uint(out, span->line);
        print_text(out, ":");
        print_uint(out, span->column);
    }
    print_text(out, ": ");
}

static void finding_print(struct printer *out, const char *path, const struct qualm_finding *finding)
{
    place_print(out, path, &finding->span);
    print_text(out, qualm_severity_name(finding->severity));
    print_text(out, ": ");
    print_xml(out, finding->message);
    print_text(out, finding->remedy && finding->remedy[0] ? " " : "");
    print_xml(out, finding->remedy ? finding->remedy : "");
    print_text(out, " [");
    print_xml(out, finding->rule->id);
    print_text(out, "]\n");
}

static enum qualm_severity fail_level(const struct qualm_report_options *options)
{
    return options->fail_level ? options->fail_level : QUALM_WARNING;
}

/* Of the findings shown: those that fail, or those that do not. */
static bool is_of(const struct qualm_report_options *options, const struct qualm_finding *finding, bool is_failing)
{
    const bool fails = finding->state == QUALM_COUNTS && finding->severity >= fail_level(options);
    return fails == is_failing && (fails || report_is_shown(options, finding));
}

static size_t count(const struct qualm_report_options *options, const struct qualm_result *result, bool is_failing)
{
    size_t n = 0;
    for (size_t i = 0; i < result->n_findings; i++)
        n += is_of(options, &result->findings[i], is_failing);
    return n;
}

static void findings_print(struct printer *out, const struct qualm_report_options *options,
                           const struct qualm_result *result, bool is_failing)
{
    for (size_t i = 0; i < result->n_findings; i++)
        if (is_of(options, &result->findings[i], is_failing))
            finding_print(out, result->path, &result->findings[i]);
}

static void errors_print(struct printer *out, const struct qualm_result *result)
{
    for (size_t i = 0; i < result->n_errors; i++) {
        print_text(out, "<error type=\"not-read\" message=\"not read: ");
        print_xml(out, result->errors[i].message);
        print_text(out, "\"/>\n");
    }
}

static void failure_print(struct printer *out, const struct qualm_report_options *options,
                          const struct qualm_result *result)
{
    const size_t n = count(options, result, true);
    if (!n)
        return;
    print_text(out, "<failure type=\"findings\" message=\"");
    print_uint(out, n);
    print_text(out, n == 1 ? " finding\">\n" : " findings\">\n");
    findings_print(out, options, result, true);
    print_text(out, "</failure>\n");
}

/* A text without a rule, or not in English, passed no test, but by limits that it may have failed. */
static void skip_print(struct printer *out, const struct qualm_report_options *options,
                       const struct qualm_result *result)
{
    if (result->n_errors || count(options, result, true))
        return;
    if (result->has_no_rule)
        print_text(out, "<skipped message=\"" REPORT_NO_RULE ": nothing was judged\"/>\n");
    else if (!result->is_english)
        print_text(out, "<skipped message=\"not in English: what it claims was not judged\"/>\n");
}

static void junit_document(struct printer *out, const struct qualm_report_options *options,
                           const struct qualm_result *result)
{
    print_text(out, "<testcase classname=\"qualm\" name=\"");
    print_xml(out, report_path(result->path));
    print_text(out, "\" file=\"");
    print_xml(out, report_path(result->path));
    print_text(out, "\">\n");
    errors_print(out, result);
    skip_print(out, options, result);
    failure_print(out, options, result);
    if (count(options, result, false)) {
        print_text(out, "<system-out>\n");
        findings_print(out, options, result, false);
        print_text(out, "</system-out>\n");
    }
    print_text(out, "</testcase>\n");
}

/* The totals stand in front of the cases. */
static void junit_add(struct qualm_report *report, struct span rendered)
{
    report->out.status = buffer_append(&report->held[0], rendered.ptr, rendered.len);
}

static bool is_failure(const struct qualm_report_options *options, const struct qualm_summary *summary)
{
    const uint32_t counts[] = {0, summary->notes, summary->warnings, summary->errors};
    for (size_t severity = fail_level(options); severity <= QUALM_ERROR; severity++)
        if (counts[severity])
            return true;
    return false;
}

static void totals_print(struct printer *out, const char *element, const size_t totals[4])
{
    static const char *const names[] = {" tests=\"", "\" failures=\"", "\" errors=\"", "\" skipped=\""};
    print_text(out, element);
    for (size_t i = 0; i < 4; i++) {
        print_text(out, names[i]);
        print_uint(out, totals[i]);
    }
    print_text(out, "\">\n");
}

static void junit_end(struct qualm_report *report)
{
    size_t totals[4] = {report->n_documents};
    for (size_t i = 0; i < report->n_documents; i++) {
        const struct qualm_summary *summary = &report->summaries[i];
        const bool fails = !summary->is_failed && is_failure(&report->options, summary);
        totals[1] += fails;
        totals[2] += summary->is_failed;
        totals[3] += (summary->is_foreign || summary->has_no_rule) && !fails;
    }
    print_text(&report->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    totals_print(&report->out, "<testsuites name=\"qualm\"", totals);
    totals_print(&report->out, "<testsuite name=\"qualm\"", totals);
    print_bytes(&report->out, report->held[0].bytes ? report->held[0].bytes : "", report->held[0].n_bytes);
    print_text(&report->out, "</testsuite>\n</testsuites>\n");
}

const struct report_format report_junit = {
    .about = {.name = "junit", .summary = "JUnit XML, each text a test case", .hides = true, .carries_errors = true},
    .document = junit_document,
    .add = junit_add,
    .end = junit_end,
};
