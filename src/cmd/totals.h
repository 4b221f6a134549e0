/* What a run adds up, and the lines on standard error that end it. */
#ifndef CMD_TOTALS_H
#define CMD_TOTALS_H

#include "base/buffer.h"
#include "cmd/files.h"

struct totals {
    size_t n_failed, n_skipped, n_foreign, n_not_judged, n_no_rule;
    size_t n_wordless;    /* texts without a word */
    uint64_t n_notes, n_warnings, n_errors, n_hidden; /* findings that count; hidden: below the level to show */
    uint64_t n_hidden_failing;      /* of the hidden, those that fail the check */
    enum qualm_severity fail_level; /* the lowest by which one of these fails; NONE: none does */
    uint64_t n_suppressed, n_accepted, n_in_baseline, n_outside_diff; /* findings that do not */
    uint64_t n_dropped;   /* findings beyond the bound for one rule */
    uint64_t n_dead;      /* entries of baselines that no finding answers to */
    bool is_over_level;   /* something counts from the fail level on */
    size_t n_missed;      /* limits, of which the first are kept */
    struct buffer missed; /* texts, each ended by NUL */
};

void totals_add(struct totals *totals, const struct qualm_summary *summary, enum qualm_severity fail_level);

/* Keeps some of the limits that a text missed: texts, each ended by NUL. */
void totals_miss(struct totals *totals, const struct buffer *missed);
void totals_free(struct totals *totals);

/* Which of the last lines are wanted. */
struct totals_view {
    bool is_wanted;   /* false: only when something was not read */
    bool has_hidden;  /* what is hidden stands in no report */
    const char *since; /* the revision of --diff-base; NULL: none */
};
void totals_tell(const struct totals *totals, const struct inputs *inputs, const struct totals_view *view);

#endif
