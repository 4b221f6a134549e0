/* Entries: one value for one option or key, with where it was said. */
#ifndef PROJECT_ENTRIES_H
#define PROJECT_ENTRIES_H

#include "base/arena.h"
#include "project/complaint.h"
#include "project/options.h"

struct entry {
    const struct option_row *row;
    const char *key;    /* of a map: the rule, the glob; else NULL */
    const char *value;
    const char *origin; /* "command line", "a/.qualm.yaml:3", "preset 'health'" */
    bool is_clear;      /* an empty list: what was said of it before counts no more */
};

/* Texts are the arena's, or outlive it. */
struct entries {
    struct entry *items;
    size_t n, n_room;
    struct arena arena;
};

enum qualm_status entries_add(struct entries *entries, const struct entry *entry);
void entries_free(struct entries *entries);

/* Sets what an entry says; the settings borrow its texts. QUALM_ERR_ARGUMENT: `why` says what is wrong with the value,
 * without saying where it stands. */
enum qualm_status entry_apply(const struct entry *entry, struct settings *settings, struct complaint *why);
enum qualm_status entries_apply(const struct entries *entries, struct settings *settings, struct complaint *why);

/* Whether the library reads a format of that name; else QUALM_ERR_ARGUMENT, and `why` lists those that it reads. */
enum qualm_status input_format_check(const char *name, struct complaint *why);

#endif
