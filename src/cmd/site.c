/* Putting configuration, changes and baselines around each text. */
#include "cmd/site.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "cmd/engines.h"
#include "cmd/message.h"
#include "cmd/output.h"
#include "project/disk.h"
#include "project/paths.h"

#define BASELINE_BYTES_MOST ((size_t)64 * 1024 * 1024)

/* A baseline that a policy asks for; several may ask for the same. */
struct known_baseline {
    const char *path; /* a setting */
    struct baseline *baseline;
};

/* What a text was before the change, for as long as its verdict is asked for. */
struct earlier {
    struct buffer bytes;
    struct qualm_result *result;
};

struct site {
    const struct request *request;
    struct inputs *inputs;
    bool keeps_text;
    struct policy *policies; /* by the number of their resolution; without an engine: not needed */
    const struct qualm_engine *first_engine; /* whose compiled rules the others share */
    size_t n_policies, policies_room;
    struct known_baseline *baselines;
    size_t n_baselines, baselines_room;
    struct baseline *written; /* NULL: not asked for */
    struct buffer written_folder;
    struct earlier earlier;
};

void site_free(struct site *site)
{
    if (!site)
        return;
    for (size_t i = 0; i < site->n_policies; i++)
        qualm_engine_free(site->policies[i].engine);
    for (size_t i = 0; i < site->n_baselines; i++)
        baseline_free(site->baselines[i].baseline);
    free(site->policies);
    free(site->baselines);
    baseline_free(site->written);
    buffer_free(&site->written_folder);
    buffer_free(&site->earlier.bytes);
    free(site);
}

/* -------------------------------------------------------------- baselines */

/* Whether this run writes the baseline at `path`: then one that is missing or broken is no mistake, it is mended. */
static enum qualm_status is_rewritten(const struct site *site, const char *path, bool *is_so)
{
    const char *written = site->request->settings.write_baseline;
    struct buffer read = {0}, write = {0};
    enum qualm_status status = written ? path_absolute(path, &read) : QUALM_OK;
    if (written && !status)
        status = path_absolute(written, &write);
    *is_so = written && !status && strcmp(read.bytes, write.bytes) == 0;
    buffer_free(&read);
    buffer_free(&write);
    return status;
}

/* How a message names the file: configurations have made its path absolute. */
static enum qualm_status name_shown(const char *path, struct buffer *name)
{
    struct buffer folder = {0}, relative = {0};
    enum qualm_status status = path[0] == '/' ? path_absolute(".", &folder) : QUALM_OK;
    if (!status && folder.n_bytes)
        status = path_relative(folder.bytes, path, &relative);
    const bool is_below = relative.n_bytes && strncmp(relative.bytes, "../", 3) != 0;
    if (!status)
        status = buffer_append_text(name, is_below ? relative.bytes : path);
    buffer_free(&folder);
    buffer_free(&relative);
    return status;
}

static enum qualm_status baseline_bytes(struct site *site, const char *path, struct buffer *bytes,
                                        struct complaint *why)
{
    struct buffer absolute = {0};
    bool is_there = false;
    enum qualm_status status = path_absolute(path, &absolute);
    const char *revision = site->request->settings.config_from;
    if (!status && revision)
        status = chooser_read(site->inputs->chooser, absolute.bytes, bytes, &is_there, why);
    else if (!status)
        status = disk_read(absolute.bytes, &(struct disk_wish){BASELINE_BYTES_MOST, true}, bytes, &is_there, why);
    if (!status && !is_there && revision)
        status = complaint_say(why, "%s: is not in '%s'; leave out --config-from in the change that adds it", path,
                               revision);
    else if (!status && !is_there)
        status = complaint_say(why, "%s: there is no such baseline; make it with --write-baseline", path);
    buffer_free(&absolute);
    return status;
}

static void edition_warn(const char *path, const struct baseline *baseline)
{
    const char *edition = baseline_edition(baseline);
    if (strcmp(edition, qualm_edition()) != 0)
        complain("%s: is of another edition (%s); known findings may look new, then write it again with "
                 "--write-baseline", path, edition);
}

/* Reads a baseline; one that this run writes anew may be missing, or no baseline any more: then nothing is known. */
static enum qualm_status baseline_make(struct site *site, const char *path, struct complaint *why,
                                       struct baseline **baseline)
{
    struct buffer bytes = {0}, name = {0};
    bool may_lack = false;
    enum qualm_status status = is_rewritten(site, path, &may_lack);
    if (!status)
        status = name_shown(path, &name);
    if (!status)
        status = baseline_bytes(site, name.bytes, &bytes, why);
    if (!status)
        status = baseline_read(name.bytes, (struct span){bytes.bytes ? bytes.bytes : "", bytes.n_bytes}, why, baseline);
    if (!status)
        edition_warn(name.bytes, *baseline);
    if (status == QUALM_ERR_ARGUMENT && may_lack)
        status = baseline_new_at(name.bytes, baseline);
    buffer_free(&bytes);
    buffer_free(&name);
    return status;
}

static enum qualm_status baseline_open(struct site *site, const char *path, struct baseline **baseline,
                                       struct complaint *why)
{
    for (size_t i = 0; i < site->n_baselines; i++)
        if (strcmp(site->baselines[i].path, path) == 0) {
            *baseline = site->baselines[i].baseline;
            return QUALM_OK;
        }
    struct baseline *made = NULL;
    void *baselines = site->baselines;
    enum qualm_status status =
        array_reserve(&baselines, &site->baselines_room, site->n_baselines + 1, sizeof *site->baselines);
    site->baselines = baselines;
    if (!status)
        status = baseline_make(site, path, why, &made);
    if (status)
        return status;
    site->baselines[site->n_baselines++] = (struct known_baseline){path, made};
    *baseline = made;
    return QUALM_OK;
}

/* --------------------------------------------------------------- policies */

/* Where standard input would lie. */
static const char *path_of(const struct site *site, const struct input *input)
{
    const char *name = site->request->settings.stdin_filename;
    return strcmp(input->path, "-") != 0 ? input->path : name ? name : "-";
}

/* Resolutions are numbered from 0, but not all of them are of a text. */
static enum qualm_status policy_find(struct site *site, const struct resolution *resolution, struct policy **policy)
{
    void *policies = site->policies;
    const enum qualm_status status =
        array_reserve(&policies, &site->policies_room, resolution->number + 1, sizeof *site->policies);
    site->policies = policies;
    if (status)
        return status;
    assert(site->policies);
    while (site->n_policies <= resolution->number)
        site->policies[site->n_policies++] = (struct policy){.engine = NULL};
    *policy = &site->policies[resolution->number];
    return QUALM_OK;
}

static enum qualm_status policy_open(struct site *site, const struct resolution *resolution, struct policy *policy,
                                     int *exit_status, struct complaint *why)
{
    policy->settings = &resolution->settings;
    enum qualm_status status =
        policy->settings->baseline ? baseline_open(site, policy->settings->baseline, &policy->baseline, why) : QUALM_OK;
    if (status)
        return status;
    policy->engine = engine_open(policy->settings, site->first_engine, site->keeps_text, exit_status);
    if (!policy->engine)
        return QUALM_ERR_UNKNOWN; /* said already */
    if (!site->first_engine)
        site->first_engine = policy->engine;
    return QUALM_OK;
}

static enum qualm_status policies_open(struct site *site, int *exit_status, struct complaint *why)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < site->inputs->n && !status; i++) {
        const struct resolution *resolution = site->inputs->items[i].resolution;
        struct policy *policy;
        status = policy_find(site, resolution, &policy);
        if (!status && !policy->engine)
            status = policy_open(site, resolution, policy, exit_status, why);
    }
    return status;
}

/* ---------------------------------------------------------------- opening */

static enum qualm_status written_new(struct site *site)
{
    const char *path = site->request->settings.write_baseline;
    if (!path)
        return QUALM_OK;
    const enum qualm_status status = baseline_new(&site->written);
    return status ? status : path_folder(path, &site->written_folder);
}

/* What the options say against each other. */
static bool options_agree(const struct settings *settings)
{
    if (settings->config && settings->no_config)
        complain("--config and --no-config say opposite things; give one of them", NULL, NULL);
    else if (settings->write_baseline && (settings->diff || settings->diff_base))
        complain("--write-baseline lists all that is known, so it does not go with a diff", NULL, NULL);
    else
        return true;
    return false;
}

struct site *site_open(const struct request *request, struct inputs *inputs, bool keeps_text, int *status)
{
    struct complaint why = {""};
    struct site *made = options_agree(&request->settings) ? calloc(1, sizeof *made) : NULL;
    *status = EXIT_USAGE;
    if (!made)
        return NULL;
    made->request = request;
    made->inputs = inputs;
    made->keeps_text = keeps_text;
    enum qualm_status result = policies_open(made, status, &why);
    if (!result)
        result = written_new(made);
    if (!result)
        return made;
    if (result == QUALM_ERR_ARGUMENT)
        complain("%s", why.text, NULL);
    else if (result != QUALM_ERR_UNKNOWN)
        complain("cannot start: %s", qualm_status_text(result), NULL);
    if (result != QUALM_ERR_UNKNOWN)
        *status = result == QUALM_ERR_ARGUMENT ? EXIT_USAGE : EXIT_UNREAD;
    site_free(made);
    return NULL;
}

/* --------------------------------------------------------------- questions */

/* What the command line would judge by, were it alone. */
static bool lists_judge(const struct site *site)
{
    const struct qualm_options lists = {
        .select = site->request->settings.select,
        .ignore = site->request->settings.ignore,
    };
    struct qualm_engine *engine = NULL;
    const enum qualm_status status = qualm_engine_derive(site->first_engine, &lists, NULL, 0, &engine);
    const bool judges = status || qualm_engine_judges(engine);
    qualm_engine_free(engine);
    return judges;
}

static bool policy_judges(const struct site *site, const struct policy *policy)
{
    const bool has_ratchet =
        site->inputs->changes && policy->settings->ratchet & (RATCHET_GRADE | RATCHET_MINUTES);
    return has_ratchet || qualm_engine_judges(policy->engine);
}

bool site_is_deselected(const struct site *site)
{
    for (size_t i = 0; i < site->n_policies; i++)
        if (site->policies[i].engine && policy_judges(site, &site->policies[i]))
            return false;
    return site->first_engine && !lists_judge(site);
}

const struct policy *site_policy(const struct site *site, const struct input *input)
{
    return &site->policies[input->resolution->number];
}

enum qualm_status site_format(const struct policy *policy, const struct input *input, const char **format)
{
    const struct setting_map *formats = &policy->settings->formats;
    struct buffer absolute = {0};
    *format = policy->settings->from;
    if (*format || !formats->n)
        return QUALM_OK;
    enum qualm_status status = path_absolute(input->path, &absolute);
    for (size_t i = formats->n; i-- > 0 && !*format && !status;) {
        bool fits;
        status = config_glob_ask(formats->items[i].key, absolute.bytes, &fits);
        if (!status && fits)
            *format = formats->items[i].value;
    }
    buffer_free(&absolute);
    return status;
}

/* ---------------------------------------------------------------- judging */

/* The text as it was before the change; no result when it is new, or when nobody knows. */
static enum qualm_status earlier_analyse(struct site *site, const struct input *input, struct complaint *why)
{
    struct earlier *earlier = &site->earlier;
    const struct policy *policy = site_policy(site, input);
    struct qualm_text text = {.path = input->path, .encoding = policy->settings->encoding};
    bool is_there = false;
    buffer_clear(&earlier->bytes);
    if (!site->inputs->changes || !input->change || input->change->is_new)
        return QUALM_OK;
    enum qualm_status status = changes_before(site->inputs->changes, input->change, &earlier->bytes, &is_there, why);
    if (!status)
        status = site_format(policy, input, &text.format);
    if (status || !is_there)
        return status;
    return qualm_analyse(policy->engine, &text, earlier->bytes.bytes ? earlier->bytes.bytes : "",
                         earlier->bytes.n_bytes, &earlier->result);
}

/* The input's path as seen from a baseline's folder. */
static enum qualm_status path_from(const char *folder, const char *path, struct buffer *relative)
{
    struct buffer absolute = {0};
    enum qualm_status status = path_absolute(path, &absolute);
    if (!status)
        status = path_relative(folder, absolute.bytes, relative);
    buffer_free(&absolute);
    return status;
}

static enum qualm_status verdict_find(struct site *site, const struct analysed *text, struct verdict *verdict)
{
    const struct input *input = text->input;
    const struct policy *policy = site_policy(site, input);
    const struct settings *settings = policy->settings;
    struct buffer path = {0};
    enum qualm_status status =
        policy->baseline ? path_from(baseline_folder(policy->baseline), path_of(site, input), &path) : QUALM_OK;
    const struct verdict_rules rules = {
        .accept = settings->accept.items,
        .n_accept = settings->accept.n,
        .is_diff = site->inputs->changes != NULL,
        .change = input->change,
        .ends = text->ends,
        .before = site->earlier.result,
        .ratchet = settings->ratchet,
        .fail_level = settings_fail_level(settings),
        .baseline = policy->baseline,
        .path = path.bytes ? path.bytes : "",
    };
    if (!status)
        status = verdict_make(&rules, text->result, verdict);
    buffer_free(&path);
    return status;
}

static enum qualm_status verdict_write(struct site *site, const struct input *input, const struct verdict *verdict)
{
    struct buffer path = {0};
    enum qualm_status status = path_from(site->written_folder.bytes, path_of(site, input), &path);
    if (!status)
        status = verdict_remember(verdict, path.bytes, site->written);
    buffer_free(&path);
    return status;
}

enum qualm_status site_judge(struct site *site, const struct analysed *text, struct verdict *verdict)
{
    struct complaint why = {""};
    const bool is_read = text->result->n_errors == 0;
    enum qualm_status status = is_read ? earlier_analyse(site, text->input, &why) : QUALM_OK;
    if (status == QUALM_ERR_ARGUMENT)
        complain("%s", why.text, NULL);
    if (!status)
        status = verdict_find(site, text, verdict);
    if (!status && site->written && is_read)
        status = verdict_write(site, text->input, verdict);
    qualm_result_free(site->earlier.result);
    site->earlier.result = NULL;
    return status;
}

/* ----------------------------------------------------------------- the end */

size_t site_dead(const struct site *site)
{
    size_t n = 0;
    for (size_t i = 0; i < site->n_baselines; i++)
        n += baseline_dead(site->baselines[i].baseline);
    return n;
}

bool site_write(struct site *site)
{
    struct output output;
    struct printer out;
    if (!site->written)
        return true;
    if (!output_open(&output, site->request->settings.write_baseline))
        return false;
    printer_init(&out, output_write, &output);
    baseline_print(site->written, &out);
    if (printer_flush(&out))
        output_abandon(&output);
    const bool is_written = output_close(&output);
    char digits[NUMBER_ROOM];
    number_from_uint(baseline_size(site->written), digits);
    if (is_written)
        tell("qualm: wrote %s, which knows %s findings", site->request->settings.write_baseline, digits);
    return is_written;
}
