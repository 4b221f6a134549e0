/* What holds for a text: configurations found upwards from it, presets, overrides, and the command line. */
#ifndef PROJECT_CONFIG_H
#define PROJECT_CONFIG_H

#include "base/buffer.h"
#include "project/entries.h"

/* Where configurations are read from: absolute paths. `*is_there` is false for what is no file. */
struct config_source {
    enum qualm_status (*read)(void *from, const char *path, struct buffer *bytes, bool *is_there,
                              struct complaint *why);
    void *from;
    bool is_disk;         /* what is read may be a link, which must not lead out of the repository, or another user's */
    const char *revision; /* that is read; NULL: none. Messages name files as git does, REV:PATH */
};

struct config_choice {
    struct config_source source;
    const char *file;                   /* in place of those that are found; NULL: find them */
    bool is_off;                        /* read none */
    const struct entries *command_line; /* NULL: none; comes last */
};

/* All is borrowed, and must outlive the store. */
struct config_store;
enum qualm_status config_store_new(const struct config_choice *choice, struct config_store **store);
void config_store_free(struct config_store *store);

/* What came of it for some texts. Lives as long as the store. */
struct resolution {
    struct settings settings;
    const struct entry *const *entries; /* all that were applied, in order */
    size_t n_entries;
    size_t number; /* from 0; texts with the same number have the same settings */
};

/* For a text at `path` (relative to the working directory or absolute); for a folder when it ends with a slash.
 * QUALM_ERR_ARGUMENT: `why` names file, line and column. */
enum qualm_status config_resolve(struct config_store *store, const char *path, const struct resolution **resolution,
                                 struct complaint *why);

/* Whether one of the globs of a configuration fits an absolute path: one without a slash is held against the last part,
 * else against the whole. */
enum qualm_status config_glob_ask(const char *glob, const char *path, bool *fits);

/* Configurations as they are on disk. */
struct config_source config_source_disk(void);
/* Whether a path ends with the name of a configuration. */
bool config_is_name(const char *path);
/* What was not read that some would expect to be, for the person; NULL: nothing. */
const char *config_warning(const struct config_store *store);

#endif
