/* Which findings of a text count, given what surrounds it: words that the site accepts, what changed, what is known
 * already, and how the text was before. The analysis knows nothing of this; reports see it as data. */
#ifndef PROJECT_VERDICT_H
#define PROJECT_VERDICT_H

#include "base/arena.h"
#include "project/baseline.h"
#include "project/settings.h"

struct change;    /* project/changes.h */
struct line_ends; /* project/line_ends.h */

struct verdict_rules {
    const char *const *accept; /* phrases that are never reported */
    size_t n_accept;
    bool is_diff;              /* only what changed counts: `change` says what did, NULL: nothing */
    const struct change *change;
    const struct line_ends *ends; /* NULL: git counts the lines of the text as we do */
    const struct qualm_result *before; /* the text before the change, NULL: it is new, or nobody asked */
    unsigned ratchet;          /* enum ratchet bits: what must not get worse than before */
    enum qualm_severity fail_level; /* from where on the ratchet counts findings */
    struct baseline *baseline; /* NULL: none */
    const char *path;          /* as seen from the baseline's folder */
};

/* A result as the rules see it: the findings are copies with their states, and with those that the rules add. */
struct verdict {
    struct qualm_result result; /* shares all but the findings with what was given */
    struct qualm_before before;
    struct arena arena;
};

/* `result` must outlive the verdict. On failure the verdict is empty. */
enum qualm_status verdict_make(const struct verdict_rules *rules, const struct qualm_result *result,
                               struct verdict *verdict);
void verdict_clear(struct verdict *verdict);

/* Adds what would have to be known for the findings that count to be so no more. */
enum qualm_status verdict_remember(const struct verdict *verdict, const char *path, struct baseline *baseline);

#endif
