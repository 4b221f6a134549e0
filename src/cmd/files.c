/* Making the list of texts: what is named, what of it changed, what holds for each. */
#include "cmd/files.h"

#include <string.h>

#include "cmd/changed.h"
#include "cmd/collector.h"
#include "cmd/configs.h"
#include "cmd/formats.h"
#include "cmd/message.h"
#include "cmd/name_list.h"
#include "project/disk.h"

/* ----------------------------------------------------------- what is named */

static enum qualm_status operand_add(const struct collector *collector, const char *path)
{
    struct inputs *inputs = collector->inputs;
    struct left left = {LEFT_NONE, NULL, 0};
    const bool is_stdin = strcmp(path, "-") == 0;
    const bool is_dir = !is_stdin && disk_is_folder(path);
    if (!is_stdin) {
        const enum qualm_status status = chooser_ask_named(inputs->chooser, path, is_dir, &left, collector->why);
        if (status)
            return status;
    }
    char *kept = is_dir && !left.kind ? NULL : strdup(path);
    if (left.kind)
        return kept ? leave_out_by(collector, &left, kept) : QUALM_ERR_MEMORY;
    if (is_dir) {
        const enum qualm_status status = walk(collector, path);
        return status || !collector->settings->diff_base ? status : absent_add(collector, path);
    }
    const char *error = is_stdin || collector->settings->from ? NULL : format_way_out(path);
    return inputs_add(inputs, kept, false, error);
}

static enum qualm_status named_add(const struct collector *collector, const struct name_list *list)
{
    const struct request *request = collector->request;
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < request->n_operands && !status; i++)
        status = operand_add(collector, request->operands[i]);
    for (size_t i = 0; i < list->n && !status; i++)
        status = operand_add(collector, list->items[i]);
    return status;
}

/* --------------------------------------------------------- what is changed */

/* Keeps what changed on the list. What cannot be read stays, since nobody knows what is in it. */
static enum qualm_status unchanged_drop(const struct collector *collector)
{
    const struct settings *settings = collector->settings;
    struct inputs *inputs = collector->inputs;
    const char *words = settings->diff ? "not in the diff" : "not changed since ";
    enum qualm_status status = QUALM_OK;
    size_t n = 0;
    for (size_t i = 0; i < inputs->n; i++) {
        struct input input = inputs->items[i];
        input.change = &change_of_new;
        if (!status && !input.error && strcmp(input.path, "-") != 0)
            status = changes_find(inputs->changes, input.path, &input.change);
        if (status || input.change)
            inputs->items[n++] = input;
        else
            status = leave_out(collector, &inputs->n_unchanged, input.path, words,
                               settings->diff ? "" : settings->diff_base);
    }
    inputs->n = n;
    return status;
}

/* --------------------------------------------------------------- configuration */

static enum qualm_status config_open(const struct collector *collector)
{
    struct inputs *inputs = collector->inputs;
    const enum qualm_status status = configs_open(collector->request, inputs->chooser, &inputs->config);
    if (!status)
        chooser_heed(inputs->chooser, inputs->config);
    return status;
}

/* Finds what holds for each text, so that a mistake in a configuration is told before any work. */
static enum qualm_status inputs_resolve(const struct collector *collector)
{
    struct inputs *inputs = collector->inputs;
    const char *stdin_name = collector->settings->stdin_filename;
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < inputs->n && !status; i++) {
        struct input *input = &inputs->items[i];
        const char *name = strcmp(input->path, "-") != 0 ? input->path : stdin_name ? stdin_name : "./";
        status = config_resolve(inputs->config, name, &input->resolution, collector->why);
    }
    return status;
}

/* ----------------------------------------------------------------- the list */

/* What the options say against each other. */
static enum qualm_status options_check(const struct request *request, struct complaint *why)
{
    const struct settings *settings = &request->settings;
    size_t n_stdin = settings->diff && strcmp(settings->diff, "-") == 0;
    n_stdin += settings->files0_from && strcmp(settings->files0_from, "-") == 0;
    for (size_t i = 0; i < request->n_operands; i++)
        n_stdin += strcmp(request->operands[i], "-") == 0;
    if (settings->diff && settings->diff_base)
        return complaint_say(why, "--diff and --diff-base say the same in two ways; give one of them");
    /* It would hold nothing, and be green. A configuration may have it beside runs without a base. */
    if (settings->ratchet && !settings->diff_base)
        return complaint_say(why, "--ratchet compares a text with its last version; add --diff-base REV");
    return n_stdin > 1 ? complaint_say(why, "standard input can be read once only, and '-' is given twice") : QUALM_OK;
}

static enum qualm_status inputs_make(const struct collector *collector, struct name_list *list)
{
    const struct settings *settings = collector->settings;
    const struct choice choice = {settings->excludes.items, settings->excludes.n, settings->force_exclude,
                                  settings->config_from};
    const bool has_diff = settings->diff || settings->diff_base;
    enum qualm_status status = options_check(collector->request, collector->why);
    if (!status && settings->files0_from)
        status = name_list_read(settings->files0_from, list, collector->why);
    collector->inputs->is_list_empty = list->n + collector->request->n_operands == 0;
    if (!status)
        status = chooser_new(&choice, &collector->inputs->chooser, collector->why);
    if (!status && (has_diff || settings->config_from))
        status = changed_find(collector->request, list, collector->inputs, collector->why);
    if (!status)
        status = config_open(collector);
    if (!status)
        status = named_add(collector, list);
    if (!status && has_diff)
        status = unchanged_drop(collector);
    return status ? status : inputs_resolve(collector);
}

enum qualm_status inputs_collect(const struct request *request, struct inputs *inputs, struct complaint *why)
{
    const struct collector collector = {request, &request->settings, inputs, why};
    struct name_list list = {0};
    const enum qualm_status status = inputs_make(&collector, &list);
    const char *warning = status ? NULL : chooser_warning(inputs->chooser);
    if (warning)
        complain("going on without .gitignore: %s", warning, NULL);
    if (!status)
        configs_warn(inputs->config);
    name_list_free(&list);
    return status;
}
