/* GitLab's Code Quality report: a JSON array with the members that GitLab reads. */
#include "base/hash.h"
#include "report/members.h"
#include "report/report.h"

#include <string.h>

static const char *const severities[] = {"info", "info", "minor", "major"};

/* GitLab shows one of two issues with the same fingerprint. Ours is that of a sentence, whatever its file: the path
 * makes it one of a kind. */
static void issue_print(struct printer *out, const char *path, const char *rule, const char *fingerprint,
                        enum qualm_severity severity, uint32_t line)
{
    char of_path[HASH_DIGITS + 1];
    text_member(out, "check_name", rule);
    key(out, "fingerprint");
    print_text(out, "\"");
    hash_write(hash_bytes(HASH_SEED, path, strlen(path)), of_path);
    print_text(out, of_path);
    print_json_inside(out, fingerprint, strlen(fingerprint));
    print_text(out, "\"");
    text_member(out, "severity", severities[severity]);
    key(out, "location");
    open_object(out, "path");
    print_json(out, path);
    key(out, "lines");
    open_object(out, "begin");
    print_uint(out, line ? line : 1);
    print_text(out, "}}}");
}

static void separate_issues(struct printer *out, size_t *n)
{
    if ((*n)++)
        print_text(out, ",\n");
}

static void gitlab_document(struct printer *out, const struct qualm_report_options *options,
                            const struct qualm_result *result)
{
    const char *path = report_path(result->path);
    size_t n = 0;
    for (size_t i = 0; i < result->n_errors; i++) {
        separate_issues(out, &n);
        open_object(out, "description");
        print_text(out, "\"not read: ");
        print_json_inside(out, result->errors[i].message, strlen(result->errors[i].message));
        print_text(out, "\"");
        issue_print(out, path, "not-read", result->errors[i].code, QUALM_ERROR, 0);
    }
    for (size_t i = 0; i < result->n_findings; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        if (!report_is_shown(options, finding))
            continue;
        separate_issues(out, &n);
        open_object(out, "description");
        message_value(out, finding);
        issue_print(out, path, finding->rule->id, finding->fingerprint, finding->severity, finding->span.line);
    }
}

static void gitlab_begin(struct qualm_report *report)
{
    print_text(&report->out, "[");
}

/* A text without findings gave nothing. */
static void gitlab_add(struct qualm_report *report, struct span rendered)
{
    if (!rendered.len)
        return;
    print_text(&report->out, report->n_held[0]++ ? ",\n" : "\n");
    print_bytes(&report->out, rendered.ptr, rendered.len);
}

static void no_rule_print(struct qualm_report *report)
{
    const struct no_rule no_rule = report_no_rule(report);
    struct printer *out = &report->out;
    if (!no_rule.path)
        return;
    print_text(out, report->n_held[0]++ ? ",\n" : "\n");
    open_object(out, "description");
    print_json(out, no_rule.message);
    issue_print(out, no_rule.path, "not-judged", "not-judged", QUALM_NOTE, 0);
}

static void gitlab_end(struct qualm_report *report)
{
    no_rule_print(report);
    print_text(&report->out, "\n]\n");
}

const struct report_format report_gitlab = {
    .about = {.name = "gitlab", .summary = "a Code Quality report of GitLab", .hides = true, .carries_errors = true},
    .begin = gitlab_begin,
    .document = gitlab_document,
    .add = gitlab_add,
    .end = gitlab_end,
};
