/* From options to a store of configurations. */
#include "cmd/configs.h"

#include "cmd/message.h"

static struct config_source from_revision(const char *revision, struct chooser *chooser)
{
    return (struct config_source){.read = chooser_read, .from = chooser, .revision = revision};
}

enum qualm_status configs_open(const struct request *request, struct chooser *chooser, struct config_store **store)
{
    const struct settings *settings = &request->settings;
    const struct config_choice choice = {
        .source = settings->config_from ? from_revision(settings->config_from, chooser) : config_source_disk(),
        .file = settings->config,
        .is_off = settings->no_config,
        .command_line = request->entries,
    };
    return config_store_new(&choice, store);
}

void configs_warn(const struct config_store *store)
{
    const char *warning = config_warning(store);
    if (warning)
        complain("%s", warning, NULL);
}
