/* Workflow commands of GitHub Actions: one annotation a finding, worst first, at most ten of a kind for one document,
 * since no more than ten of a kind are shown for a step; the tenth says how many were left out. */
#include "report/report.h"

#include <string.h>

#define MAX_OF_A_KIND 10

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

static void open_command(struct printer *out, enum qualm_severity severity, const struct qualm_result *result,
                         const struct qualm_span *span)
{
    print_text(out, "::");
    print_text(out, commands[severity]);
    print_text(out, " ");
    if (result->path) {
        print_text(out, "file=");
        print_property(out, result->path);
        print_text(out, ",");
    }
    if (span->line) {
        print_text(out, "line=");
        print_uint(out, span->line);
        print_text(out, ",col=");
        print_uint(out, span->column);
        print_text(out, ",");
    }
    print_text(out, "title=");
}

static void print_left_out(struct printer *out, size_t n_left_out)
{
    print_text(out, "%0A(");
    print_uint(out, n_left_out);
    print_text(out, " more of this kind in this file are not shown; --to line shows all)");
}

static void finding_command(struct printer *out, const struct qualm_result *result,
                            const struct qualm_finding *finding, size_t n_left_out)
{
    open_command(out, finding->severity, result, &finding->span);
    print_property(out, finding->rule->id);
    print_text(out, "::");
    print_message(out, finding->message);
    if (finding->remedy && finding->remedy[0]) {
        print_text(out, "%0A");
        print_message(out, finding->remedy);
    }
    if (n_left_out)
        print_left_out(out, n_left_out);
    print_text(out, "\n");
}

static size_t count_shown(const struct qualm_report_options *options, const struct qualm_result *result,
                          enum qualm_severity severity)
{
    size_t n = 0;
    for (size_t i = 0; i < result->n_findings; i++)
        n += result->findings[i].severity == severity && report_is_shown(options, &result->findings[i]);
    return n;
}

static void commands_of(struct printer *out, const struct qualm_report_options *options,
                        const struct qualm_result *result, enum qualm_severity severity)
{
    const size_t n_findings = count_shown(options, result, severity);
    size_t n = 0;
    for (size_t i = 0; i < result->n_findings && n < MAX_OF_A_KIND; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        if (finding->severity != severity || !report_is_shown(options, finding))
            continue;
        n++;
        finding_command(out, result, finding, n == MAX_OF_A_KIND ? n_findings - n : 0);
    }
}

static void github_document(struct printer *out, const struct qualm_report_options *options, size_t index,
                            size_t n_documents, const struct qualm_result *result)
{
    (void)index, (void)n_documents;
    for (size_t i = 0; i < result->n_errors; i++) {
        open_command(out, QUALM_ERROR, result, &(struct qualm_span){0});
        print_text(out, "not read::");
        print_message(out, result->errors[i].message);
        print_text(out, "\n");
    }
    for (enum qualm_severity severity = QUALM_ERROR; severity >= QUALM_NOTE; severity--)
        commands_of(out, options, result, severity);
}

static uint64_t annotations_of(const struct qualm_summary *summary, enum qualm_severity severity)
{
    const uint32_t n = severity == QUALM_ERROR     ? summary->errors
                       : severity == QUALM_WARNING ? summary->warnings
                                                   : summary->notes;
    return n < MAX_OF_A_KIND ? n : MAX_OF_A_KIND;
}

/* Several files together may pass the limit of a step without any one of them doing so. */
static void github_end(struct printer *out, const struct qualm_report_options *options, const char *const *paths,
                       const struct qualm_summary *summaries, size_t n_documents)
{
    (void)paths;
    for (enum qualm_severity severity = QUALM_ERROR; severity >= QUALM_NOTE; severity--) {
        uint64_t n = 0;
        for (size_t i = 0; i < n_documents; i++)
            n += severity >= options->min_level ? annotations_of(&summaries[i], severity) : 0;
        if (n <= MAX_OF_A_KIND)
            continue;
        print_text(out, commands[severity]);
        print_text(out, "s: ");
        print_uint(out, n);
        print_text(out, ", of which a step shows 10 as annotations; the others are in this log only\n");
    }
}

const struct report_format report_github = {
    .name = "github", .needs_min_level = true, .document = github_document, .end = github_end,
};
