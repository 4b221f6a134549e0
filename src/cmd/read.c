/* qualm read and qualm check: a list of texts, one report, one exit status. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/number.h"
#include "cmd/files.h"
#include "cmd/job.h"
#include "cmd/message.h"
#include "cmd/output.h"
#include "cmd/run.h"

#define MIN_WORDS 100
#define MIN_WIDTH 50
#define MAX_WIDTH 120

/* All that a run adds up. */
struct totals {
    const char **paths;               /* of the documents in the report */
    struct qualm_summary *summaries;
    size_t n_documents, n_failed, n_skipped, n_foreign, n_not_judged;
    uint64_t n_notes, n_warnings, n_errors, n_hidden;
    bool is_over_level;
};

struct qualm_engine *engine_open(const struct settings *settings, int *status)
{
    const struct qualm_options options = {
        .language = settings->language,
        .select = settings->select,
        .ignore = settings->ignore,
        .max_grades = settings->limits,
        .n_max_grades = settings->n_limits,
        .max_minutes = settings->max_minutes,
        .min_words = settings->has_min_words ? settings->min_words : MIN_WORDS,
        .detail = settings->detail,
        .plain_matching = settings->plain_matching,
    };
    char what[80] = "";
    struct qualm_engine *engine = NULL;
    const enum qualm_status result = qualm_engine_new(&options, what, sizeof what, &engine);
    *status = result == QUALM_ERR_UNKNOWN || result == QUALM_ERR_ARGUMENT ? EXIT_USAGE : EXIT_UNREAD;
    if (result == QUALM_ERR_UNKNOWN)
        complain("unknown rule '%s'; see 'qualm rules'", what, NULL);
    else if (result)
        complain("cannot start: %s", qualm_status_text(result), NULL);
    return engine;
}

static bool color_is_wanted(const struct settings *settings)
{
    if (settings->color != COLOR_AUTO)
        return settings->color == COLOR_ALWAYS;
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    return !settings->output && isatty(STDOUT_FILENO) && !(no_color && *no_color) &&
           !(term && strcmp(term, "dumb") == 0);
}

static unsigned width_of_terminal(const struct settings *settings)
{
    struct winsize size;
    if (settings->output || !isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == -1 || !size.ws_col)
        return 80;
    return size.ws_col < MIN_WIDTH ? MIN_WIDTH : size.ws_col > MAX_WIDTH ? MAX_WIDTH : size.ws_col;
}

static enum qualm_severity fail_level(const struct settings *settings)
{
    return settings->fail_level ? settings->fail_level : QUALM_WARNING;
}

static struct qualm_report_options report_of(const struct settings *settings, bool is_check)
{
    const enum qualm_severity usual = is_check ? fail_level(settings) : QUALM_NOTE;
    return (struct qualm_report_options){
        .format = settings->to ? settings->to : "text",
        .min_level = settings->min_level ? settings->min_level : usual,
        .is_check = is_check,
        .color = color_is_wanted(settings),
        .all = settings->all,
        .full = settings->full,
        .detail = settings->detail,
        .width = width_of_terminal(settings),
    };
}

/* Everything that can be wrong with the command line itself; status 2 is decided before any work. */
static bool usage_check(const struct settings *settings, const char *command)
{
    const char *name;
    bool is_known = !settings->to;
    for (size_t i = 0; (name = qualm_report_format_at(i)); i++)
        is_known = is_known || strcmp(name, settings->to) == 0;
    if (!is_known) {
        complain("unknown format '%s'; use text, json, ndjson, line or github", settings->to, NULL);
        return false;
    }
    bool is_read = !settings->from;
    for (size_t i = 0; (name = qualm_format_at(i, NULL)); i++)
        is_read = is_read || strcmp(name, settings->from) == 0;
    if (!is_read) {
        complain("unknown input format '%s'; use plain or markdown", settings->from, NULL);
        return false;
    }
    if (settings->encoding && !qualm_encoding_is_known(settings->encoding)) {
        complain("unknown encoding '%s'; use a name that ICU knows, such as windows-1252", settings->encoding, NULL);
        return false;
    }
    for (size_t i = 0; i < settings->n_operands; i++)
        if (settings->operands[i][0] == '\0') {
            complain("a file name is empty", NULL, NULL);
            return false;
        }
    if (settings->n_operands == 0)
        complain("nothing to read: name files or directories, or '-' for standard input (qualm %s PATH...)", command,
                 NULL);
    return settings->n_operands > 0;
}

static void summary_add(struct totals *totals, const struct job *job, const struct qualm_summary *summary)
{
    totals->n_notes += summary->notes;
    totals->n_warnings += summary->warnings;
    totals->n_errors += summary->errors;
    totals->n_hidden += summary->hidden;
    totals->n_foreign += summary->is_foreign;
    totals->n_not_judged += !summary->is_foreign && summary->limits > QUALM_JUDGED;
    const enum qualm_severity level = fail_level(job->settings);
    totals->is_over_level = totals->is_over_level || summary->errors || (summary->warnings && level <= QUALM_WARNING) ||
                            (summary->notes && level == QUALM_NOTE);
}

/* Books one outcome; its bytes go out. */
static void outcome_take(struct totals *totals, const struct job *job, const struct input *input,
                         struct job_outcome *outcome, struct output *output)
{
    if (outcome->end == JOB_FAILED)
        complain("%s: %s", input->path, outcome->message);
    totals->n_failed += outcome->end == JOB_FAILED;
    totals->n_skipped += outcome->end == JOB_SKIPPED;
    if (outcome->end == JOB_DONE || outcome->rendered.n_bytes) {
        totals->paths[totals->n_documents] = input->path;
        totals->summaries[totals->n_documents++] = outcome->summary;
    }
    if (outcome->end == JOB_DONE)
        summary_add(totals, job, &outcome->summary);
    if (outcome->rendered.n_bytes)
        output_write(output, outcome->rendered.bytes, outcome->rendered.n_bytes);
}

static enum qualm_status inputs_run(const struct job *job, const struct inputs *inputs, struct totals *totals,
                                    struct output *output)
{
    enum qualm_status status = qualm_report_begin(job->report, job->n_documents, output_write, output);
    for (size_t i = 0; i < inputs->n && !status; i++) {
        struct job_outcome outcome = {0};
        status = job_run(job, &inputs->items[i], totals->n_documents, &outcome);
        if (!status)
            outcome_take(totals, job, &inputs->items[i], &outcome, output);
        buffer_free(&outcome.rendered);
        if (output->has_failed)
            return QUALM_ERR_WRITE;
    }
    if (!status)
        status = qualm_report_end(job->report, totals->paths, totals->summaries, totals->n_documents, output_write,
                                  output);
    return status;
}

/* "3 files, 2 findings …": numbers as words for `tell`. */
static void count_append(struct buffer *line, uint64_t n, const char *one, const char *many)
{
    char digits[NUMBER_ROOM];
    number_from_uint(n, digits);
    if (line->n_bytes)
        buffer_append_text(line, ", ");
    buffer_append_text(line, digits);
    buffer_append_text(line, n == 1 ? one : many);
}

/* The last line on standard error. The text report of check ends with the same figures, so there it is `is_wanted` only
 * when something was not read. */
static void totals_tell(const struct totals *totals, const struct inputs *inputs, bool is_wanted)
{
    struct buffer line = {0};
    const size_t n_left = inputs->n_skipped + inputs->n_links + totals->n_skipped;
    count_append(&line, inputs->n - totals->n_failed - totals->n_skipped, " file read", " files read");
    count_append(&line, totals->n_errors, " error", " errors");
    count_append(&line, totals->n_warnings, " warning", " warnings");
    count_append(&line, totals->n_notes, " note", " notes");
    if (totals->n_hidden)
        count_append(&line, totals->n_hidden, " not shown (--min-level note)", " not shown (--min-level note)");
    if (totals->n_not_judged)
        count_append(&line, totals->n_not_judged, " not judged against limits", " not judged against limits");
    if (totals->n_foreign)
        count_append(&line, totals->n_foreign, " not judged (not English)", " not judged (not English)");
    if (totals->n_failed)
        count_append(&line, totals->n_failed, " not read", " not read");
    if (n_left)
        count_append(&line, n_left, " skipped (no text of a known kind)", " skipped (no text of a known kind)");
    if (inputs->n_excluded)
        count_append(&line, inputs->n_excluded, " excluded", " excluded");
    if (is_wanted || totals->n_failed || n_left || inputs->n_excluded)
        tell("qualm: %s", line.bytes ? line.bytes : "", NULL);
    buffer_free(&line);
}

static int status_of(const struct settings *settings, const struct totals *totals, const struct inputs *inputs,
                     bool is_check)
{
    const bool has_nothing = inputs->n == totals->n_failed + totals->n_skipped;
    if (has_nothing && totals->n_failed == 0)
        complain("nothing was analysed: no file of a known kind was found (see --from)", NULL, NULL);
    if (totals->n_failed || has_nothing)
        return EXIT_UNREAD;
    return is_check && totals->is_over_level && !settings->exit_zero ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* With the list at hand: engine, output, jobs. */
static int list_run(const struct settings *settings, const struct inputs *inputs, bool is_check)
{
    int status = EXIT_UNREAD;
    struct totals totals = {0};
    struct output output;
    const struct qualm_report_options report = report_of(settings, is_check);
    struct job job = {settings, engine_open(settings, &status), &report, inputs->n};
    if (!job.engine)
        return status;
    totals.paths = calloc(inputs->n + 1, sizeof *totals.paths);
    totals.summaries = calloc(inputs->n + 1, sizeof *totals.summaries);
    if (totals.paths && totals.summaries && !output_open(&output, settings->output)) {
        status = EXIT_UNWRITTEN;
    } else if (totals.paths && totals.summaries) {
        const enum qualm_status result = inputs_run(&job, inputs, &totals, &output);
        if (result && result != QUALM_ERR_WRITE) {
            complain("stopped: %s", qualm_status_text(result), NULL);
            output.has_failed = output.has_failed || output.path; /* no half file */
            output.error = output.error ? output.error : 0;
        }
        const bool is_written = output_close(&output);
        const bool is_text = strcmp(report.format, "text") == 0;
        totals_tell(&totals, inputs, is_text ? inputs->n == 0 : is_check || inputs->n != 1);
        status = !is_written ? EXIT_UNWRITTEN : result ? EXIT_UNREAD : status_of(settings, &totals, inputs, is_check);
    }
    free(totals.paths);
    free(totals.summaries);
    qualm_engine_free((struct qualm_engine *)job.engine);
    return status;
}

static int run_texts(const struct settings *settings, bool is_check)
{
    struct inputs inputs = {0};
    if (!usage_check(settings, is_check ? "check" : "read"))
        return EXIT_USAGE;
    int status = EXIT_UNREAD;
    if (inputs_collect(settings, &inputs))
        status = list_run(settings, &inputs, is_check);
    else
        complain("out of memory", NULL, NULL);
    inputs_free(&inputs);
    return status;
}

int run_read(const struct settings *settings)
{
    return run_texts(settings, false);
}

int run_check(const struct settings *settings)
{
    return run_texts(settings, true);
}
