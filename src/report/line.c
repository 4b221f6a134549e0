/* A line for each finding, as compilers write them: path:line:column: severity: message [rule]. */
#include "report/report.h"

#include <string.h>

static void line_print(struct printer *out, const char *path, const struct qualm_span *span)
{
    print_safe(out, path, strlen(path));
    print_text(out, ":");
    print_uint(out, span->line ? span->line : 1);
    print_text(out, ":");
    print_uint(out, span->line ? span->column : 1);
    print_text(out, ": ");
}

static void line_document(struct printer *out, const struct qualm_report_options *options,
                          const struct qualm_result *result)
{
    const char *path = result->path ? result->path : "-";
    for (size_t i = 0; i < result->n_errors; i++) {
        line_print(out, path, &(struct qualm_span){0});
        print_text(out, "error: ");
        print_safe(out, result->errors[i].message, strlen(result->errors[i].message));
        print_text(out, "\n");
    }
    for (size_t i = 0; i < result->n_findings; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        if (!report_is_shown(options, finding))
            continue;
        line_print(out, path, &finding->span);
        print_text(out, qualm_severity_name(finding->severity));
        print_text(out, ": ");
        print_safe(out, finding->message, strlen(finding->message));
        print_text(out, " [");
        print_text(out, finding->rule->id);
        print_text(out, "]\n");
    }
}

const struct report_format report_line = {
    .about = {.name = "line",
              .summary = "a line for each finding: path:line:column: severity: message [rule]",
              .hides = true},
    .document = line_document,
};
