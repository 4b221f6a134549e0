/* One configuration: what its YAML says, as entries. */
#ifndef PROJECT_CONFIG_FILE_H
#define PROJECT_CONFIG_FILE_H

#include "base/span.h"
#include "project/entries.h"

/* Values for some paths only. */
struct config_override {
    const char **globs; /* as entries have them: with a slash, from the file system's root */
    size_t n_globs;
    size_t first, n;    /* of the file's `conditional` entries */
};

/* Another configuration to begin with. */
struct config_extend {
    const char *name;   /* as written */
    uint32_t line, column;
};

#define CONFIG_EXTENDS_MOST 8
#define CONFIG_OVERRIDES_MOST 64
#define CONFIG_BYTES_MOST ((size_t)1024 * 1024)

struct config_file {
    const char *name;   /* as messages say it */
    const char *folder; /* absolute; globs and paths count from here */
    bool is_root;       /* nothing further up is read */
    struct entries entries, conditional;
    struct config_extend extends[CONFIG_EXTENDS_MOST];
    size_t n_extends;
    struct config_override overrides[CONFIG_OVERRIDES_MOST];
    size_t n_overrides;
};

/* Reads YAML. `name` and `folder` must outlive the file. QUALM_ERR_ARGUMENT: `why` begins with name:line:column. On
 * failure there is nothing to free. */
enum qualm_status config_file_read(const char *name, const char *folder, struct span bytes, struct config_file **file,
                                   struct complaint *why);
void config_file_free(struct config_file *file);

#endif
