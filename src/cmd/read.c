/* qualm read and qualm check: a list of texts, their reports, one exit status. */
#include <stdlib.h>
#include <string.h>

#include "cmd/files.h"
#include "cmd/formats.h"
#include "cmd/job.h"
#include "cmd/message.h"
#include "cmd/outlets.h"
#include "cmd/run.h"
#include "cmd/site.h"
#include "cmd/totals.h"

/* A run over a list of texts. */
struct run {
    const struct request *request;
    const struct settings *settings;
    bool is_check;
    struct inputs inputs;
    struct outlets outlets;
    struct site *site;
    struct totals totals;
};

/* Everything that can be wrong with the command line itself; status 2 is decided before any work. */
static bool usage_check(const struct request *request, const char *command)
{
    const struct settings *settings = &request->settings;
    struct complaint why;
    if (settings->from && input_format_check(settings->from, &why)) {
        complain("%s", why.text, NULL);
        return false;
    }
    if (settings->encoding && !qualm_encoding_is_known(settings->encoding)) {
        complain("unknown encoding '%s'; use a name that ICU knows, such as windows-1252", settings->encoding, NULL);
        return false;
    }
    for (size_t i = 0; i < request->n_operands; i++)
        if (request->operands[i][0] == '\0') {
            complain("a file name is empty", NULL, NULL);
            return false;
        }
    const bool has_names = request->n_operands || settings->files0_from;
    if (!has_names)
        complain("nothing to read: name files or directories, or '-' for standard input (qualm %s PATH...)", command,
                 NULL);
    return has_names;
}

/* A file of a check that is empty may have been cut to nothing, and is named. */
static void empty_tell(const struct run *run, const struct input *input, const struct job_outcome *outcome)
{
    if (run->is_check && outcome->end == JOB_DONE && outcome->summary.is_empty)
        complain("%s: is empty", input->path, NULL);
}

/* Books one outcome; its bytes go out. */
static enum qualm_status outcome_take(struct run *run, const struct input *input, const struct job_outcome *outcome)
{
    struct totals *totals = &run->totals;
    if (outcome->end == JOB_FAILED)
        complain("%s: %s", input->path, outcome->message);
    /* With --from every file is tried, and pictures lie among texts; but what has the name of a text is missed. */
    if (outcome->end == JOB_SKIPPED && format_is_known(input->path))
        complain("%s: skipped, since it %s", input->path, outcome->message);
    empty_tell(run, input, outcome);
    totals->n_failed += outcome->end == JOB_FAILED;
    totals->n_skipped += outcome->end == JOB_SKIPPED;
    if (outcome->end == JOB_DONE)
        totals_add(totals, &outcome->summary, outcome->fail_level);
    totals_miss(totals, &outcome->missed);
    return outcome->end == JOB_SKIPPED ? QUALM_OK
                                       : outlets_add(&run->outlets, input->path, &outcome->summary, outcome->rendered);
}

static enum qualm_status inputs_run(struct run *run, const struct job *job)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < run->inputs.n && !status; i++) {
        struct job_outcome outcome = {0};
        status = job_run(job, &run->inputs.items[i], &outcome);
        if (!status)
            status = outcome_take(run, &run->inputs.items[i], &outcome);
        buffer_free(&outcome.missed);
        for (size_t k = 0; k < run->outlets.n; k++)
            buffer_free(&outcome.rendered[k]);
    }
    return status;
}

/* Whether there was nothing to read because nothing on the list had changed, or all of it was to be left out, or
 * because a site is only begun. */
static bool is_rightly_empty(const struct run *run)
{
    const struct inputs *inputs = &run->inputs;
    const bool is_unchanged = inputs->changes && inputs->n_unchanged;
    const bool is_left_out = run->settings->force_exclude && (inputs->n_excluded || inputs->n_ignored);
    const bool is_begun = run->outlets.n == 0;
    return inputs->n == 0 && (is_unchanged || is_left_out || is_begun);
}

/* Why nothing was analysed. */
static const char *nothing_text(const struct run *run)
{
    const struct inputs *inputs = &run->inputs;
    if (inputs->is_list_empty)
        return "the list of names is empty";
    return inputs->n_excluded + inputs->n_ignored + inputs->n_hidden + inputs->n_links
               ? "all that was found is left out (see --list-files)"
               : "no file of a known kind was found (see --from)";
}

/* Whether there was nothing to read, and that is not well. */
static bool has_nothing(const struct run *run)
{
    return run->totals.n_failed == 0 && run->inputs.n == run->totals.n_skipped && !is_rightly_empty(run);
}

/* Whoever sees a report alone, and not the status, has to see that too. */
static enum qualm_status nothing_report(struct run *run, const struct job *job)
{
    const struct request *request = run->request;
    const char *list = run->settings->files0_from;
    struct job_outcome outcome = {0};
    if (!has_nothing(run))
        return QUALM_OK;
    const struct missing missing = {request->n_operands ? request->operands[0] : list ? list : ".", nothing_text(run)};
    enum qualm_status status = job_fail(job, run->settings, &missing, &outcome);
    if (!status)
        status = outlets_add_error(&run->outlets, missing.path, &outcome.summary, outcome.rendered);
    for (size_t i = 0; i < run->outlets.n; i++)
        buffer_free(&outcome.rendered[i]);
    return status;
}

static int status_of(const struct run *run)
{
    const struct totals *totals = &run->totals;
    if (has_nothing(run))
        complain("nothing was analysed: %s", nothing_text(run), NULL);
    if (totals->n_failed || has_nothing(run))
        return EXIT_UNREAD;
    const bool is_forgiven = run->settings->exit_zero || run->settings->write_baseline;
    return run->is_check && totals->is_over_level && !is_forgiven ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* The text report of a check ends with the same figures, so beside it they are said only when something was not
 * read, or does not count. */
static void run_tell(struct run *run)
{
    const bool has_text = outlets_show(&run->outlets, "text");
    const struct totals_view view = {
        .is_wanted = has_text ? run->inputs.n == 0 : run->is_check || run->inputs.n != 1,
        .has_hidden = outlets_all_hide(&run->outlets),
        .since = run->settings->diff_base,
    };
    run->totals.n_dead = site_dead(run->site);
    totals_tell(&run->totals, &run->inputs, &view);
}

/* With the list and what surrounds it at hand. */
static int list_run(struct run *run)
{
    const struct job job = {run->site, &run->outlets, run->is_check};
    enum qualm_status result = QUALM_OK;
    const bool is_open = outlets_open(&run->outlets, run->inputs.n, &result);
    if (is_open)
        result = inputs_run(run, &job);
    if (is_open && !result)
        result = nothing_report(run, &job);
    if (result && result != QUALM_ERR_WRITE)
        complain("stopped: %s", qualm_status_text(result), NULL);
    const bool is_written = outlets_close(&run->outlets, &result) && is_open;
    if (!is_written || result)
        return result && result != QUALM_ERR_WRITE ? EXIT_UNREAD : EXIT_UNWRITTEN;
    run_tell(run);
    const int status = status_of(run);
    return status == EXIT_UNREAD || site_write(run->site) ? status : EXIT_UNWRITTEN;
}

static bool is_deselected(const struct run *run)
{
    if (!site_is_deselected(run->site))
        return false;
    complain("--select and --ignore leave no rule on, and no limit on grade or time is set; see 'qualm rules'", NULL,
             NULL);
    return true;
}

static int run_list(struct run *run)
{
    struct complaint why = {""};
    const enum qualm_status result = inputs_collect(run->request, &run->inputs, &why);
    if (result)
        return inputs_complain(result, &why);
    int status;
    run->site = site_open(run->request, &run->inputs, outlets_need_text(&run->outlets), &status);
    if (run->site)
        status = run->is_check && is_deselected(run) ? EXIT_USAGE : list_run(run);
    site_free(run->site);
    return status;
}

static int run_texts(const struct request *request, bool is_check)
{
    const struct settings *settings = &request->settings;
    struct run run = {.request = request, .settings = settings, .is_check = is_check};
    int status = EXIT_USAGE;
    if (outlets_parse(settings, is_check, &run.outlets) && usage_check(request, is_check ? "check" : "read"))
        status = settings->list_files ? inputs_list(request) : run_list(&run);
    outlets_free(&run.outlets);
    totals_free(&run.totals);
    inputs_free(&run.inputs);
    return status;
}

int run_baseline(const struct request *request)
{
    struct run run = {.request = request, .settings = &request->settings, .is_check = true};
    const int status = run_list(&run);
    totals_free(&run.totals);
    inputs_free(&run.inputs);
    return status;
}

int run_read(const struct request *request)
{
    return run_texts(request, false);
}

int run_check(const struct request *request)
{
    return run_texts(request, true);
}
