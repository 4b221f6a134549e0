/* From options to a store of configurations. */
#include "cmd/configs.h"

enum qualm_status configs_open(const struct request *request, struct chooser *chooser, struct config_store **store)
{
    const struct settings *settings = &request->settings;
    const struct config_choice choice = {
        .source = settings->config_from ? (struct config_source){.read = chooser_read, .from = chooser}
                                        : (struct config_source){.read = config_read_disk, .has_links = true},
        .file = settings->config,
        .is_off = settings->no_config,
        .command_line = request->entries,
    };
    return config_store_new(&choice, store);
}
