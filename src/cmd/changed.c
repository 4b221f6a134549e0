/* Asks for the change, before anything is walked: a revision or a diff that is none must not go unseen. */
#include "cmd/changed.h"

#include <string.h>

#include "cmd/configs.h"

/* What is named first; else the folder at hand. */
static const char *named_first(const struct request *request, const struct name_list *list)
{
    const char *first = request->n_operands ? request->operands[0] : list->n ? list->items[0] : ".";
    return strcmp(first, "-") == 0 ? "." : first;
}

/* Whether configurations are found, and those of a revision. */
static bool has_own_configs(const struct settings *settings)
{
    return settings->config_from && !settings->config && !settings->no_config;
}

/* A configuration that the change brings is judged by nothing yet, since the target's own is read. A mistake in it
 * would come to light when every later change fails. */
static enum qualm_status configs_try(const struct changes *changes, struct complaint *why)
{
    struct buffer path = {0};
    const struct config_choice choice = {.source = config_source_disk()};
    struct config_store *store = NULL;
    const struct resolution *unused;
    enum qualm_status status = config_store_new(&choice, &store);
    for (size_t i = 0; !status; i++) {
        buffer_clear(&path);
        status = changes_path(changes, i, &path);
        if (status || !path.n_bytes)
            break;
        if (config_is_name(path.bytes))
            status = config_resolve(store, path.bytes, &unused, why);
    }
    config_store_free(store);
    buffer_free(&path);
    return status;
}

/* Whoever stands in a repository and names a file of its submodule asks for the change of that repository. */
static enum qualm_status outer_find(const struct inputs *inputs, const struct repository **repository)
{
    const struct repository *here = NULL;
    struct complaint unheard;
    bool has_git, is_so = false;
    enum qualm_status status = chooser_repository(inputs->chooser, ".", &here, &has_git, &unheard);
    if (!status && here && here != *repository)
        status = repository_holds(here, *repository, &is_so);
    if (is_so)
        *repository = here;
    return status == QUALM_ERR_MEMORY ? status : QUALM_OK;
}

enum qualm_status changed_find(const struct request *request, const struct name_list *list, struct inputs *inputs,
                               struct complaint *why)
{
    const struct settings *settings = &request->settings;
    const struct repository *repository = NULL;
    bool has_git = true;
    enum qualm_status status =
        chooser_repository(inputs->chooser, named_first(request, list), &repository, &has_git, why);
    const char *warning = status ? NULL : chooser_warning(inputs->chooser);
    if (!status && repository && settings->diff_base)
        status = outer_find(inputs, &repository);
    if (!status && settings->diff)
        status = changes_of_diff(repository, settings->diff, &inputs->changes, why);
    else if (!status && settings->diff_base && repository)
        status = changes_since(repository, settings->diff_base, &inputs->changes, why);
    else if (!status && settings->diff_base)
        status = warning ? complaint_say(why, "%s", warning)
                 : has_git
                     ? complaint_say(why, "--diff-base needs a repository, and what is named lies in none")
                     : complaint_say(why, "--diff-base needs git, which is not installed (--diff takes a diff made "
                                          "elsewhere)");
    return !status && inputs->changes && has_own_configs(settings) ? configs_try(inputs->changes, why) : status;
}
