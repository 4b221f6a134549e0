/* Workflow commands of GitHub Actions: one annotation a finding, worst first, at most ten of a level in all, since no
 * more than ten of a level are shown for a step; the tenth says how many were left out. */
#include "report/report.h"

#include <string.h>

#define LEVEL_MOST 10

/* By severity. */
static const char *const commands[] = {"notice", "notice", "warning", "error"};

/* Words of a document inside a command. `special` are the characters that the place does not hold. */
static void print_data(struct printer *out, const char *text, const char *special)
{
    for (;;) {
        const size_t n = strcspn(text, special);
        print_safe(out, text, n);
        if (!text[n])
            return;
        const unsigned char c = (unsigned char)text[n];
        const char escape[3] = {'%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]};
        print_bytes(out, escape, sizeof escape);
        text += n + 1;
    }
}

static void print_message(struct printer *out, const char *text)
{
    print_data(out, text, "%\r\n");
}

static void print_property(struct printer *out, const char *text)
{
    print_data(out, text, "%\r\n:,");
}

/* GitHub takes columns only where a place is within one line. */
static void print_place(struct printer *out, const struct qualm_span *span)
{
    const bool is_one_line = span->end_line == span->line;
    print_text(out, "line=");
    print_uint(out, span->line);
    if (span->end_line) {
        print_text(out, ",endLine=");
        print_uint(out, span->end_line);
    }
    if (is_one_line || !span->end_line) {
        print_text(out, ",col=");
        print_uint(out, span->column);
    }
    if (is_one_line) {
        print_text(out, ",endColumn=");
        print_uint(out, span->end_column);
    }
    print_text(out, ",");
}

/* A document's commands are held until all are known: the severity stands before each. */
static void open_command(struct printer *out, enum qualm_severity severity, const struct qualm_result *result,
                         const struct qualm_span *span)
{
    print_uint(out, severity);
    print_text(out, "::");
    print_text(out, commands[severity]);
    print_text(out, " ");
    if (result->path) {
        print_text(out, "file=");
        print_property(out, report_path(result->path));
        print_text(out, ",");
    }
    if (span->line)
        print_place(out, span);
    print_text(out, "title=");
}

static void finding_command(struct printer *out, const struct qualm_result *result, const struct qualm_finding *finding)
{
    open_command(out, finding->severity, result, &finding->span);
    print_property(out, finding->rule->id);
    print_text(out, "::");
    print_message(out, finding->message);
    if (finding->remedy && finding->remedy[0]) {
        print_text(out, "%0A");
        print_message(out, finding->remedy);
    }
    print_text(out, "\n");
}

static void github_document(struct printer *out, const struct qualm_report_options *options,
                            const struct qualm_result *result)
{
    for (size_t i = 0; i < result->n_errors; i++) {
        open_command(out, QUALM_ERROR, result, &(struct qualm_span){0});
        print_text(out, "not read::");
        print_message(out, result->errors[i].message);
        print_text(out, "\n");
    }
    for (size_t i = 0; i < result->n_findings; i++)
        if (report_is_shown(options, &result->findings[i]))
            finding_command(out, result, &result->findings[i]);
}

static void github_add(struct qualm_report *report, struct span rendered)
{
    report_hold(report, rendered, LEVEL_MOST);
}

static void level_print(struct qualm_report *report, enum qualm_severity severity)
{
    struct printer *out = &report->out;
    const struct buffer *held = &report->held[severity];
    const size_t n = report->n_held[severity];
    if (n <= LEVEL_MOST) {
        print_bytes(out, held->bytes, held->n_bytes);
        return;
    }
    print_bytes(out, held->bytes, held->n_bytes - 1); /* the line goes on */
    print_text(out, "%0A(+");
    print_uint(out, n - LEVEL_MOST);
    print_text(out, " more; --to line shows all)\n");
}

static void github_end(struct qualm_report *report)
{
    for (enum qualm_severity severity = QUALM_ERROR; severity >= QUALM_NOTE; severity--)
        level_print(report, severity);
    const struct no_rule no_rule = report_no_rule(report);
    if (!no_rule.path)
        return;
    print_text(&report->out, "::notice file=");
    print_property(&report->out, no_rule.path);
    print_text(&report->out, ",title=not judged::");
    print_message(&report->out, no_rule.message);
    print_text(&report->out, "\n");
}

const struct report_format report_github = {
    .about = {.name = "github",
              .summary = "workflow commands of GitHub Actions",
              .hides = true,
              .carries_errors = true},
    .document = github_document,
    .add = github_add,
    .end = github_end,
};
