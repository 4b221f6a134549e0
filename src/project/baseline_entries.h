/* What the files of the baseline share. */
#ifndef PROJECT_BASELINE_ENTRIES_H
#define PROJECT_BASELINE_ENTRIES_H

#include "base/arena.h"
#include "base/buffer.h"
#include "project/baseline.h"

enum whereabouts { WHEREABOUTS_UNKNOWN = 0, WHEREABOUTS_THERE, WHEREABOUTS_GONE };

/* All strings are the arena's, or static. */
struct baseline_entry {
    const char *path, *rule, *fingerprint, *title;
    size_t count, left; /* left: not taken yet */
    bool has_figure;
    double figure;
    size_t n_lent; /* of the findings that the figure is about: came up in the list since */
    bool is_visited;
    enum whereabouts whereabouts;
};

struct baseline {
    struct arena arena;
    struct buffer folder;
    const char *edition;
    struct baseline_entry *entries;
    size_t n_entries, entries_room;
    bool is_sorted; /* for asking; nothing is added or printed from the first visit on */
    struct baseline_entry **by_path; /* once a file was visited */
};

enum qualm_status baseline_entry_add(struct baseline *baseline, const struct baseline_entry *entry);

#endif
