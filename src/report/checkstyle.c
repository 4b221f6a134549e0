/* Checkstyle's XML: the errors of each file. */
#include "report/report.h"

static const char *const severities[] = {"info", "info", "warning", "error"};

static void attribute(struct printer *out, const char *name, const char *value)
{
    print_text(out, " ");
    print_text(out, name);
    print_text(out, "=\"");
    print_xml(out, value);
    print_text(out, "\"");
}

static void error_open(struct printer *out, const struct qualm_span *span, enum qualm_severity severity)
{
    print_text(out, "<error line=\"");
    print_uint(out, span->line ? span->line : 1);
    if (span->line) {
        print_text(out, "\" column=\"");
        print_uint(out, span->column);
    }
    print_text(out, "\"");
    attribute(out, "severity", severities[severity]);
    print_text(out, " message=\"");
}

static void error_end(struct printer *out, const char *rule)
{
    print_text(out, "\" source=\"qualm.");
    print_xml(out, rule);
    print_text(out, "\"/>\n");
}

static void checkstyle_document(struct printer *out, const struct qualm_report_options *options,
                                const struct qualm_result *result)
{
    print_text(out, "<file");
    attribute(out, "name", report_path(result->path));
    print_text(out, ">\n");
    for (size_t i = 0; i < result->n_errors; i++) {
        error_open(out, &(struct qualm_span){0}, QUALM_ERROR);
        print_text(out, "not read: ");
        print_xml(out, result->errors[i].message);
        error_end(out, "not-read");
    }
    for (size_t i = 0; i < result->n_findings; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        if (!report_is_shown(options, finding))
            continue;
        error_open(out, &finding->span, finding->severity);
        print_xml(out, finding->message);
        print_text(out, finding->remedy && finding->remedy[0] ? " " : "");
        print_xml(out, finding->remedy ? finding->remedy : "");
        error_end(out, finding->rule->id);
    }
    print_text(out, "</file>\n");
}

static void checkstyle_begin(struct qualm_report *report)
{
    print_text(&report->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">\n");
}

static void no_rule_print(struct printer *out, const struct no_rule *no_rule)
{
    print_text(out, "<file");
    attribute(out, "name", no_rule->path);
    print_text(out, ">\n");
    error_open(out, &(struct qualm_span){0}, QUALM_NOTE);
    print_xml(out, no_rule->message);
    error_end(out, "not-judged");
    print_text(out, "</file>\n");
}

static void checkstyle_end(struct qualm_report *report)
{
    const struct no_rule no_rule = report_no_rule(report);
    if (no_rule.path)
        no_rule_print(&report->out, &no_rule);
    print_text(&report->out, "</checkstyle>\n");
}

const struct report_format report_checkstyle = {
    .about = {.name = "checkstyle", .summary = "Checkstyle XML", .hides = true, .carries_errors = true},
    .begin = checkstyle_begin,
    .document = checkstyle_document,
    .end = checkstyle_end,
};
