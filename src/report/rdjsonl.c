/* Reviewdog's diagnostics, one a line. Its columns count bytes of UTF-8. */
#include "report/members.h"
#include "report/report.h"

static const char *const severities[] = {"INFO", "INFO", "WARNING", "ERROR"};

static void position_value(struct printer *out, uint32_t line, uint32_t byte_column)
{
    open_object(out, "line");
    print_uint(out, line);
    if (byte_column)
        uint_member(out, "column", byte_column);
    print_text(out, "}");
}

/* What is about the text as a whole stands at its first line. */
static void location_member(struct printer *out, const char *path, const struct qualm_span *span)
{
    key(out, "location");
    open_object(out, "path");
    print_json(out, report_path(path));
    key(out, "range");
    open_object(out, "start");
    position_value(out, span->line ? span->line : 1, span->byte_column);
    if (span->end_line) {
        key(out, "end");
        position_value(out, span->end_line, span->end_byte_column);
    }
    print_text(out, "}}");
}

static void diagnostic_end(struct printer *out, enum qualm_severity severity, const char *code)
{
    text_member(out, "severity", severities[severity]);
    print_text(out, ",\"source\":{\"name\":\"qualm\"},\"code\":{\"value\":");
    print_json(out, code);
    print_text(out, "}}\n");
}

static void rdjsonl_document(struct printer *out, const struct qualm_report_options *options,
                             const struct qualm_result *result)
{
    for (size_t i = 0; i < result->n_errors; i++) {
        print_text(out, "{\"message\":\"not read: ");
        print_json_inside(out, result->errors[i].message, strlen(result->errors[i].message));
        print_text(out, "\"");
        location_member(out, result->path, &(struct qualm_span){0});
        diagnostic_end(out, QUALM_ERROR, "not-read");
    }
    for (size_t i = 0; i < result->n_findings; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        if (!report_is_shown(options, finding))
            continue;
        open_object(out, "message");
        message_value(out, finding);
        location_member(out, result->path, &finding->span);
        diagnostic_end(out, finding->severity, finding->rule->id);
    }
}

static void rdjsonl_end(struct qualm_report *report)
{
    const struct no_rule no_rule = report_no_rule(report);
    struct printer *out = &report->out;
    if (!no_rule.path)
        return;
    open_object(out, "message");
    print_json(out, no_rule.message);
    location_member(out, no_rule.path, &(struct qualm_span){0});
    diagnostic_end(out, QUALM_NOTE, "not-judged");
}

const struct report_format report_rdjsonl = {
    .about = {.name = "rdjsonl",
              .summary = "a line of JSON for each finding, for reviewdog",
              .hides = true,
              .carries_errors = true},
    .document = rdjsonl_document,
    .end = rdjsonl_end,
};
