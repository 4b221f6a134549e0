/* The list of output formats, and the public functions that turn results into bytes. */
#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

static const struct report_format *const formats[] = {
    &report_text, &report_json, &report_ndjson, &report_line, &report_github, &report_sarif,
    &report_markdown, &report_csv, &report_tsv, &report_gitlab, &report_checkstyle, &report_junit,
    &report_rdjsonl, &report_html,
};

#define N_FORMATS (sizeof formats / sizeof formats[0])

const char *qualm_report_format_at(size_t index)
{
    return index < N_FORMATS ? formats[index]->about.name : NULL;
}

/* NULL when there is none of that name; text when no name is given. */
static const struct report_format *format_find(const char *name)
{
    if (!name)
        return &report_text;
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(formats[i]->about.name, name) == 0)
            return formats[i];
    return NULL;
}

const struct qualm_report_format *qualm_report_format_find(const char *name)
{
    const struct report_format *format = name ? format_find(name) : NULL;
    return format ? &format->about : NULL;
}

bool report_is_shown(const struct qualm_report_options *options, const struct qualm_finding *finding)
{
    return finding->state == QUALM_COUNTS && finding->severity >= options->min_level;
}

const char *report_path(const char *path)
{
    if (!path)
        return "-";
    while (path[0] == '.' && path[1] == '/') {
        const char *rest = path + 2 + strspn(path + 2, "/");
        if (!*rest)
            break;
        path = rest;
    }
    return path;
}

/* --------------------------------------------------------------- summary */

static void count_finding(const struct qualm_finding *finding, bool is_hidden, struct qualm_summary *summary)
{
    summary->suppressed += finding->state == QUALM_SUPPRESSED;
    summary->accepted += finding->state == QUALM_ACCEPTED;
    summary->in_baseline += finding->state == QUALM_IN_BASELINE;
    summary->outside_diff += finding->state == QUALM_OUTSIDE_DIFF;
    if (finding->state != QUALM_COUNTS)
        return;
    summary->notes += finding->severity == QUALM_NOTE;
    summary->warnings += finding->severity == QUALM_WARNING;
    summary->errors += finding->severity == QUALM_ERROR;
    summary->hidden += is_hidden;
}

static bool is_without_bytes(const struct qualm_result *result)
{
    for (size_t i = 0; i < result->n_counts; i++)
        if (strcmp(result->counts[i].name, "bytes") == 0)
            return result->counts[i].value == 0;
    return false;
}

void qualm_summarise(const struct qualm_result *result, enum qualm_severity min_level, struct qualm_summary *summary)
{
    *summary = (struct qualm_summary){
        .words = result->words_seen,
        .minutes = result->silent.absent ? 0 : result->silent.minutes,
        .grade = result->grade.absent ? REPORT_NO_GRADE : result->grade.value,
        .dropped = result->n_findings_dropped,
        .is_failed = result->n_errors > 0,
        .is_empty = !result->n_errors && is_without_bytes(result),
        .is_foreign = !result->n_errors && !result->is_english && !result->has_no_rule,
        .has_no_rule = !result->n_errors && result->has_no_rule,
        .limits = result->limits,
    };
    for (size_t i = 0; i < result->n_findings; i++)
        count_finding(&result->findings[i], result->findings[i].severity < min_level, summary);
    if (summary->is_failed) {
        summary->minutes = 0;
        summary->grade = REPORT_NO_GRADE;
    }
}

void qualm_summary_fail(struct qualm_summary *summary, enum qualm_severity fail_level, enum qualm_severity min_level)
{
    const uint32_t counts[] = {0, summary->notes, summary->warnings, summary->errors};
    summary->fail_level = fail_level;
    summary->hidden_failing = 0;
    for (unsigned severity = fail_level; severity < min_level; severity++)
        summary->hidden_failing += counts[severity];
}

struct report_sums report_sums_of(const struct qualm_report *report)
{
    struct report_sums sums = {0};
    for (size_t i = 0; i < report->n_documents; i++) {
        const struct qualm_summary *each = &report->summaries[i];
        sums.words += each->words;
        sums.minutes += each->minutes;
        sums.counts[QUALM_NOTE] += each->notes;
        sums.counts[QUALM_WARNING] += each->warnings;
        sums.counts[QUALM_ERROR] += each->errors;
        sums.hidden += each->hidden;
        sums.hidden_failing += each->hidden_failing;
        if (each->hidden_failing && (!sums.fail_level || each->fail_level < sums.fail_level))
            sums.fail_level = each->fail_level;
        sums.suppressed += each->suppressed;
        sums.accepted += each->accepted;
        sums.in_baseline += each->in_baseline;
        sums.outside_diff += each->outside_diff;
        sums.dropped += each->dropped;
        sums.read += !each->is_failed;
        sums.failed += each->is_failed;
        sums.foreign += each->is_foreign;
        sums.no_rule += each->has_no_rule;
        sums.not_judged += !each->is_failed && !each->is_foreign && !each->has_no_rule && each->limits > QUALM_JUDGED;
    }
    return sums;
}

struct no_rule report_no_rule(const struct qualm_report *report)
{
    struct no_rule made = {NULL, "not judged: " REPORT_NO_RULE};
    const uint64_t n = report_sums_of(report).no_rule;
    for (size_t i = 0; i < report->n_documents && !made.path; i++)
        if (report->summaries[i].has_no_rule)
            made.path = report_path(report->paths[i]);
    if (n < 2)
        return made;
    char digits[NUMBER_ROOM];
    const size_t n_said = strlen(made.message);
    number_from_uint(n, digits);
    snprintf(made.message + n_said, sizeof made.message - n_said, " (for %s texts)", digits);
    return made;
}

/* -------------------------------------------------------------- document */

enum qualm_status qualm_report_document(const struct qualm_report_options *options, const struct qualm_result *result,
                                        qualm_write write, void *to)
{
    struct printer out;
    if (!options || !result || !write)
        return QUALM_ERR_ARGUMENT;
    const struct report_format *format = format_find(options->format);
    if (!format)
        return QUALM_ERR_UNKNOWN;
    printer_init(&out, write, to);
    format->document(&out, options, result);
    return printer_flush(&out);
}

/* ---------------------------------------------------------------- report */

enum qualm_status qualm_report_new(const struct qualm_report_options *options, qualm_write write, void *to,
                                   struct qualm_report **report)
{
    if (!options || !write || !report)
        return QUALM_ERR_ARGUMENT;
    const struct report_format *format = format_find(options->format);
    if (!format)
        return QUALM_ERR_UNKNOWN;
    struct qualm_report *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->format = format;
    made->options = *options;
    printer_init(&made->out, write, to);
    if (format->begin)
        format->begin(made);
    const enum qualm_status status = printer_flush(&made->out);
    if (status)
        qualm_report_free(made);
    else
        *report = made;
    return status;
}

static enum qualm_status document_keep(struct qualm_report *report, const char *path,
                                       const struct qualm_summary *summary)
{
    const size_t n = report->n_documents + 1;
    void *paths = report->paths, *summaries = report->summaries;
    enum qualm_status status = array_reserve(&paths, &report->paths_room, n, sizeof *report->paths);
    if (!status)
        status = array_reserve(&summaries, &report->summaries_room, n, sizeof *report->summaries);
    report->paths = paths;
    report->summaries = summaries;
    if (status)
        return status;
    report->paths[n - 1] = path;
    report->summaries[n - 1] = *summary;
    report->n_documents = n;
    return QUALM_OK;
}

enum qualm_status qualm_report_add(struct qualm_report *report, const char *path, const struct qualm_summary *summary,
                                   const char *bytes, size_t n_bytes)
{
    if (!report || !summary || (!bytes && n_bytes))
        return QUALM_ERR_ARGUMENT;
    const enum qualm_status status = document_keep(report, path, summary);
    if (status)
        return status;
    if (report->format->add)
        report->format->add(report, (struct span){bytes, n_bytes});
    else if (n_bytes)
        print_bytes(&report->out, bytes, n_bytes);
    return printer_flush(&report->out);
}

enum qualm_status qualm_report_end(struct qualm_report *report)
{
    if (!report)
        return QUALM_ERR_ARGUMENT;
    if (report->format->end)
        report->format->end(report);
    return printer_flush(&report->out);
}

void qualm_report_free(struct qualm_report *report)
{
    if (!report)
        return;
    for (size_t i = 0; i < REPORT_RANKS; i++)
        buffer_free(&report->held[i]);
    free(report->paths);
    free(report->summaries);
    free(report);
}

void report_hold(struct qualm_report *report, struct span rendered, size_t most)
{
    struct span line;
    while (report->out.status == QUALM_OK && span_next_part(&rendered, '\n', &line)) {
        const size_t rank = line.len ? (size_t)(line.ptr[0] - '0') : REPORT_RANKS;
        if (rank >= REPORT_RANKS || report->n_held[rank]++ >= most)
            continue;
        /* With its line feed, which every line has. */
        report->out.status = buffer_append(&report->held[rank], line.ptr + 1, line.len);
    }
}
