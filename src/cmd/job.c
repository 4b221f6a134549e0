/* One input from descriptor to rendered bytes. */
#include "cmd/job.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/message.h"

#define PIECE_BYTES ((size_t)64 * 1024)

static enum qualm_status to_buffer(void *to, const char *bytes, size_t n_bytes)
{
    return buffer_append(to, bytes, n_bytes);
}

/* Feeds a descriptor to its end; `*error` is set when reading fails. */
static enum qualm_status feed(struct qualm_analysis *analysis, int fd, const char **error)
{
    char piece[PIECE_BYTES];
    for (;;) {
        const ssize_t n = read(fd, piece, sizeof piece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            *error = "cannot be read to its end";
        if (n <= 0)
            return QUALM_OK;
        const enum qualm_status status = qualm_analysis_feed(analysis, piece, (size_t)n);
        if (status)
            return status;
    }
}

static struct qualm_text text_of(const struct job *job, const struct input *input)
{
    const bool is_stdin = strcmp(input->path, "-") == 0;
    return (struct qualm_text){
        .path = is_stdin && job->settings->stdin_filename ? job->settings->stdin_filename : input->path,
        .format = job->settings->from,
        .encoding = job->settings->encoding,
    };
}

static enum qualm_status analyse(const struct job *job, const struct qualm_text *text, int fd, const char **error,
                                 struct qualm_result **result)
{
    struct qualm_analysis *analysis;
    enum qualm_status status = qualm_analysis_begin(job->engine, text, &analysis);
    if (status)
        return status;
    status = feed(analysis, fd, error);
    if (!status && !*error)
        return qualm_analysis_finish(analysis, result);
    qualm_analysis_free(analysis);
    return status ? status : qualm_result_failed(text, "unreadable", *error, result);
}

static enum qualm_status open_and_analyse(const struct job *job, const struct input *input,
                                          const struct qualm_text *text, struct qualm_result **result)
{
    const bool is_stdin = strcmp(input->path, "-") == 0;
    const char *error = input->error;
    if (is_stdin && isatty(STDIN_FILENO))
        tell("reading the terminal; end with Ctrl-D on a line of its own", NULL, NULL);
    const int fd = error ? -1 : is_stdin ? STDIN_FILENO : input_open(input->path, &error);
    if (error)
        return qualm_result_failed(text, "unreadable", error, result);
    const enum qualm_status status = analyse(job, text, fd, &error, result);
    if (!is_stdin)
        close(fd);
    return status;
}

/* Formats without a place for a text that was not read leave it to the message on standard error. */
static enum qualm_status render(const struct job *job, const struct qualm_result *result, struct job_outcome *outcome)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < job->outlets->n && !status; i++) {
        const struct qualm_report_options *options = &job->outlets->items[i].options;
        if (!result->n_errors || qualm_report_format_find(options->format)->carries_errors)
            status = qualm_report_document(options, result, to_buffer, &outcome->rendered[i]);
    }
    return status;
}

static enum qualm_status outcome_fill(const struct job *job, const struct input *input,
                                      const struct qualm_result *result, struct job_outcome *outcome)
{
    qualm_summarise(result, job->outlets->items[0].options.min_level, &outcome->summary);
    if (result->n_errors) {
        const bool is_binary = strcmp(result->errors[0].code, "binary") == 0;
        outcome->end = is_binary && input->is_walked ? JOB_SKIPPED : JOB_FAILED;
        snprintf(outcome->message, sizeof outcome->message, "%s", result->errors[0].message);
    }
    return outcome->end == JOB_SKIPPED ? QUALM_OK : render(job, result, outcome);
}

enum qualm_status job_run(const struct job *job, const struct input *input, struct job_outcome *outcome)
{
    const struct qualm_text text = text_of(job, input);
    struct qualm_result *result = NULL;
    enum qualm_status status = open_and_analyse(job, input, &text, &result);
    if (status)
        return status;
    status = outcome_fill(job, input, result, outcome);
    qualm_result_free(result);
    return status;
}
