/* qualm read and qualm check: a list of texts, their reports, one exit status. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "cmd/engines.h"
#include "cmd/files.h"
#include "cmd/job.h"
#include "cmd/message.h"
#include "cmd/outlets.h"
#include "cmd/run.h"
#include "cmd/totals.h"

/* A run over a list of texts. */
struct run {
    const struct request *request;
    const struct settings *settings;
    bool is_check;
    struct inputs inputs;
    struct outlets outlets;
    struct totals totals;
};

static enum qualm_severity fail_level(const struct settings *settings)
{
    return settings->fail_level ? settings->fail_level : QUALM_WARNING;
}

enum qualm_severity level_shown(const struct settings *settings, bool is_check)
{
    const enum qualm_severity usual = is_check ? fail_level(settings) : QUALM_NOTE;
    return settings->min_level ? settings->min_level : usual;
}

/* Everything that can be wrong with the command line itself; status 2 is decided before any work. */
static bool usage_check(const struct request *request, const char *command)
{
    const struct settings *settings = &request->settings;
    const char *name;
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

/* Books one outcome; its bytes go out. */
static enum qualm_status outcome_take(struct run *run, const struct input *input, const struct job_outcome *outcome)
{
    struct totals *totals = &run->totals;
    if (outcome->end == JOB_FAILED)
        complain("%s: %s", input->path, outcome->message);
    totals->n_failed += outcome->end == JOB_FAILED;
    totals->n_skipped += outcome->end == JOB_SKIPPED;
    if (outcome->end == JOB_DONE)
        totals_add(totals, &outcome->summary, fail_level(run->settings));
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
        for (size_t k = 0; k < run->outlets.n; k++)
            buffer_free(&outcome.rendered[k]);
    }
    return status;
}

/* Whether a diff or --force-exclude left nothing of what there was, which is well; says so. */
static bool is_left_empty(const struct run *run)
{
    const struct settings *settings = run->settings;
    const struct inputs *inputs = &run->inputs;
    const size_t n_out = settings->force_exclude ? inputs->n_excluded + inputs->n_ignored : 0;
    char digits[NUMBER_ROOM];
    if (inputs->n || inputs->n_unchanged + n_out == 0)
        return false;
    number_from_uint(inputs->n_unchanged ? inputs->n_unchanged : n_out, digits);
    if (settings->diff_base && inputs->n_unchanged)
        tell("qualm: no text changed since %s (%s unchanged)", settings->diff_base, digits);
    else if (inputs->n_unchanged)
        tell("qualm: no text is in the diff (%s unchanged)", digits, NULL);
    else
        tell("qualm: all that was named is excluded or ignored (%s)", digits, NULL);
    return true;
}

static int status_of(const struct run *run)
{
    const struct totals *totals = &run->totals;
    const bool has_nothing = run->inputs.n == totals->n_failed + totals->n_skipped;
    if (is_left_empty(run))
        return EXIT_CLEAN;
    if (has_nothing && totals->n_failed == 0)
        complain(run->inputs.n_excluded + run->inputs.n_ignored
                     ? "nothing was analysed: all that was found is left out (see --list-files)"
                     : "nothing was analysed: no file of a known kind was found (see --from)",
                 NULL, NULL);
    if (totals->n_failed || has_nothing)
        return EXIT_UNREAD;
    return run->is_check && totals->is_over_level && !run->settings->exit_zero ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* The text report of a check ends with the same figures, so beside it they are said only when something was not
 * read. */
static void run_tell(const struct run *run)
{
    const bool has_text = outlets_show(&run->outlets, "text");
    const struct totals_view view = {
        .is_wanted = has_text ? run->inputs.n == 0 : run->is_check || run->inputs.n != 1,
        .has_hidden = outlets_all_hide(&run->outlets),
    };
    totals_tell(&run->totals, &run->inputs, &view);
}

/* With the list and the engine at hand. */
static int list_run(struct run *run, const struct job *job)
{
    enum qualm_status result = QUALM_OK;
    const bool is_open = outlets_open(&run->outlets, run->inputs.n, &result);
    if (is_open)
        result = inputs_run(run, job);
    if (result && result != QUALM_ERR_WRITE)
        complain("stopped: %s", qualm_status_text(result), NULL);
    const bool is_written = outlets_close(&run->outlets, &result) && is_open;
    if (!is_written || result)
        return result && result != QUALM_ERR_WRITE ? EXIT_UNREAD : EXIT_UNWRITTEN;
    run_tell(run);
    return status_of(run);
}

static int run_with_engine(struct run *run)
{
    int status = EXIT_UNREAD;
    struct qualm_engine *engine = engine_open(run->settings, NULL, outlets_need_text(&run->outlets), &status);
    if (!engine)
        return status;
    const struct job job = {run->settings, engine, &run->outlets};
    struct complaint why;
    const enum qualm_status result = inputs_collect(run->request, &run->inputs, &why);
    status = result ? inputs_complain(result, &why) : list_run(run, &job);
    qualm_engine_free(engine);
    return status;
}

static int run_texts(const struct request *request, bool is_check)
{
    const struct settings *settings = &request->settings;
    struct run run = {.request = request, .settings = settings, .is_check = is_check};
    int status = EXIT_USAGE;
    if (outlets_parse(settings, is_check, &run.outlets) && usage_check(request, is_check ? "check" : "read"))
        status = settings->list_files ? inputs_list(request) : run_with_engine(&run);
    outlets_free(&run.outlets);
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
