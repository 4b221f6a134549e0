/* One input from descriptor to rendered bytes. */
#include "cmd/job.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"
#include "cmd/formats.h"
#include "cmd/message.h"
#include "project/disk.h"
#include "project/line_ends.h"

#define PIECE_BYTES ((size_t)64 * 1024)

static enum qualm_status to_buffer(void *to, const char *bytes, size_t n_bytes)
{
    return buffer_append(to, bytes, n_bytes);
}

/* A text on its way in. */
struct reading {
    const struct qualm_engine *engine;
    struct qualm_text text;
    struct line_ends *ends; /* NULL: no change is asked for its lines */
    bool wants_bytes;       /* none would mean that what should have filled a pipe has failed */
    const char *error;      /* why it cannot be read, static; NULL */
};

/* Feeds a descriptor to its end. */
static enum qualm_status feed(struct reading *reading, int fd, struct qualm_analysis *analysis)
{
    char piece[PIECE_BYTES];
    for (;;) {
        const ssize_t n = read(fd, piece, sizeof piece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            reading->error = "cannot be read to its end";
        else if (n == 0 && reading->wants_bytes)
            reading->error = "is empty";
        if (n <= 0)
            return QUALM_OK;
        reading->wants_bytes = false;
        if (reading->ends)
            line_ends_feed(reading->ends, piece, (size_t)n);
        const enum qualm_status status = qualm_analysis_feed(analysis, piece, (size_t)n);
        if (status)
            return status;
    }
}

static enum qualm_status text_fill(const struct policy *policy, const struct input *input, struct qualm_text *text)
{
    const bool is_stdin = strcmp(input->path, "-") == 0;
    text->path = is_stdin && policy->settings->stdin_filename ? policy->settings->stdin_filename : input->path;
    text->encoding = policy->settings->encoding;
    return site_format(policy, input, &text->format);
}

static enum qualm_status analyse(struct reading *reading, int fd, struct qualm_result **result)
{
    struct qualm_analysis *analysis;
    enum qualm_status status = qualm_analysis_begin(reading->engine, &reading->text, &analysis);
    if (status)
        return status;
    status = feed(reading, fd, analysis);
    if (!status && !reading->error)
        return qualm_analysis_finish(analysis, result);
    qualm_analysis_free(analysis);
    return status ? status : qualm_result_failed(&reading->text, "unreadable", reading->error, result);
}

static enum qualm_status open_and_analyse(struct reading *reading, const struct input *input,
                                          struct qualm_result **result)
{
    const bool is_stdin = strcmp(input->path, "-") == 0;
    reading->error = input->error;
    if (is_stdin && isatty(STDIN_FILENO))
        tell("reading the terminal; end with Ctrl-D on a line of its own", NULL, NULL);
    const int fd = reading->error ? -1 : is_stdin ? STDIN_FILENO : disk_open_file(input->path, &reading->error);
    if (reading->error)
        return qualm_result_failed(&reading->text, "unreadable", reading->error, result);
    const enum qualm_status status = analyse(reading, fd, result);
    if (!is_stdin)
        close(fd);
    return status;
}

/* Each report with the level that holds for this text. Formats without a place for a text that was not read leave it
 * to the message on standard error. */
static enum qualm_status render(const struct job *job, const struct settings *settings,
                                const struct qualm_result *result, struct job_outcome *outcome)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < job->outlets->n && !status; i++) {
        struct qualm_report_options options = job->outlets->items[i].options;
        options.min_level = settings_shown_level(settings, job->is_check);
        if (!result->n_errors || qualm_report_format_find(options.format)->carries_errors)
            status = qualm_report_document(&options, result, to_buffer, &outcome->rendered[i]);
    }
    return status;
}

/* ---------------------------------------------------------- missed limits */

/* Both figures with as few digits as tell them apart. */
static enum qualm_status figures_append(const struct qualm_finding *finding, const char *between, struct buffer *line)
{
    char figure[NUMBER_ROOM], limit[NUMBER_ROOM];
    for (unsigned n_decimals = 1; n_decimals <= 4; n_decimals++) {
        number_shortest(finding->figure, n_decimals, figure);
        number_shortest(finding->limit, n_decimals, limit);
        if (strcmp(figure, limit) != 0)
            break;
    }
    enum qualm_status status = buffer_append_text(line, figure);
    if (!status)
        status = buffer_append_text(line, between);
    return status ? status : buffer_append_text(line, limit);
}

/* "a.md: grade 12.4, limit 10" */
static enum qualm_status missed_add(const struct qualm_result *result, const struct qualm_finding *finding,
                                    struct buffer *missed)
{
    const bool is_ratchet = strncmp(finding->rule->id, "ratchet/", 8) == 0;
    const char *name = finding->formula[0] ? finding->formula : strchr(finding->rule->id, '/') + 1;
    enum qualm_status status = buffer_append_text(missed, result->path ? result->path : "-");
    if (!status)
        status = buffer_append_text(missed, ": ");
    if (!status)
        status = buffer_append_text(missed, name);
    if (!status)
        status = buffer_append_text(missed, " ");
    if (!status)
        status = figures_append(finding, is_ratchet ? ", before the change " : ", limit ", missed);
    return status ? status : buffer_append(missed, "", 1);
}

static enum qualm_status missed_fill(const struct qualm_result *result, struct buffer *missed)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < result->n_findings && !status; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        const bool is_limit = strncmp(finding->rule->id, "limit/", 6) == 0 ||
                              strncmp(finding->rule->id, "ratchet/", 8) == 0;
        if (is_limit && finding->state == QUALM_COUNTS)
            status = missed_add(result, finding, missed);
    }
    return status;
}

/* ---------------------------------------------------------------- the job */

/* Pictures and damaged files lie among the texts of a walk; but a change that brings binary data under the name of a
 * text has that text unread. */
static bool is_no_text(const struct input *input, const struct qualm_record *error)
{
    const bool is_of_change = input->change && format_is_known(input->path);
    return strcmp(error->code, "binary") == 0 && input->is_walked && !is_of_change;
}

static enum qualm_status outcome_fill(const struct job *job, const struct input *input,
                                      const struct qualm_result *result, struct job_outcome *outcome)
{
    const struct settings *settings = site_policy(job->site, input)->settings;
    outcome->fail_level = settings_fail_level(settings);
    const enum qualm_severity shown_level = settings_shown_level(settings, job->is_check);
    qualm_summarise(result, shown_level, &outcome->summary);
    if (job->is_check)
        qualm_summary_fail(&outcome->summary, outcome->fail_level, shown_level);
    if (result->n_errors) {
        outcome->end = is_no_text(input, &result->errors[0]) ? JOB_SKIPPED : JOB_FAILED;
        snprintf(outcome->message, sizeof outcome->message, "%s", result->errors[0].message);
    }
    const enum qualm_status status = missed_fill(result, &outcome->missed);
    return status || outcome->end == JOB_SKIPPED ? status : render(job, settings, result, outcome);
}

enum qualm_status job_fail(const struct job *job, const struct settings *settings, const struct missing *missing,
                           struct job_outcome *outcome)
{
    const struct qualm_text text = {.path = missing->path};
    struct qualm_result *result = NULL;
    enum qualm_status status = qualm_result_failed(&text, "nothing-read", missing->reason, &result);
    if (status)
        return status;
    qualm_summarise(result, QUALM_NOTE, &outcome->summary);
    outcome->end = JOB_FAILED;
    status = render(job, settings, result, outcome);
    qualm_result_free(result);
    return status;
}

enum qualm_status job_run(const struct job *job, const struct input *input, struct job_outcome *outcome)
{
    const struct policy *policy = site_policy(job->site, input);
    struct line_ends ends = {.is_encoding_named = policy->settings->encoding != NULL, .line = 1};
    struct reading reading = {.engine = policy->engine};
    struct qualm_result *result = NULL;
    struct verdict verdict = {.arena = {0}};
    reading.wants_bytes = job->is_check && strcmp(input->path, "-") == 0;
    reading.ends = input->change && !input->change->is_whole ? &ends : NULL;
    enum qualm_status status = text_fill(policy, input, &reading.text);
    if (!status)
        status = open_and_analyse(&reading, input, &result);
    if (!status)
        status = site_judge(job->site, &(struct analysed){input, result, reading.ends}, &verdict);
    if (!status)
        status = outcome_fill(job, input, &verdict.result, outcome);
    verdict_clear(&verdict);
    qualm_result_free(result);
    return status;
}
