/* Joins the store of configurations with where they are read from. */
#include "cmd/configs.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/message.h"
#include "project/config_revision.h"
#include "project/places.h"

struct configs {
    const struct settings *settings; /* of the command line */
    struct places places;            /* with --config-from */
    struct config_store *store;
};

static int failed(enum qualm_status status, const struct complaint *why)
{
    complain("%s", status == QUALM_ERR_ARGUMENT ? why->text : qualm_status_text(status), NULL);
    return status == QUALM_ERR_ARGUMENT ? EXIT_USAGE : EXIT_UNREAD;
}

static enum qualm_status store_open(const struct request *request, struct configs *configs)
{
    const struct settings *settings = &request->settings;
    struct config_choice choice = {
        .source = {.read = config_read_disk, .has_links = true},
        .file = settings->config,
        .is_off = settings->no_config,
        .command_line = request->entries,
    };
    enum qualm_status status = QUALM_OK;
    if (settings->config_from) {
        status = places_open(&configs->places, settings->config_from);
        choice.source = (struct config_source){.read = config_read_revision, .from = &configs->places};
    }
    return status ? status : config_store_new(&choice, &configs->store);
}

struct configs *configs_open(const struct request *request, int *status)
{
    struct configs *configs = calloc(1, sizeof *configs);
    enum qualm_status result = configs ? store_open(request, configs) : QUALM_ERR_MEMORY;
    if (!result) {
        configs->settings = &request->settings;
        return configs;
    }
    *status = failed(result, NULL);
    configs_free(configs);
    return NULL;
}

void configs_free(struct configs *configs)
{
    if (!configs)
        return;
    config_store_free(configs->store);
    places_close(&configs->places);
    free(configs);
}

const struct resolution *settings_for(struct configs *configs, const char *path, int *status)
{
    const struct resolution *resolution;
    struct complaint why = {""};
    const char *stdin_path = configs->settings->stdin_filename ? configs->settings->stdin_filename : "./";
    const enum qualm_status result =
        config_resolve(configs->store, strcmp(path, "-") == 0 ? stdin_path : path, &resolution, &why);
    if (!result)
        return resolution;
    *status = failed(result, &why);
    return NULL;
}
