/* A text must not get worse than it was before the change. */
#ifndef PROJECT_RATCHET_H
#define PROJECT_RATCHET_H

#include "base/arena.h"
#include "qualm.h"

#define RATCHET_FINDINGS_MOST 4

struct ratchet_case {
    unsigned wanted;                /* enum ratchet bits */
    enum qualm_severity fail_level; /* findings from here on are counted */
    const struct qualm_before *before, *now;
};

/* Adds a finding for each figure that is worse, behind the `*n_findings` that `findings` holds; it has room. */
enum qualm_status ratchet_judge(const struct ratchet_case *figures, struct arena *arena,
                                struct qualm_finding *findings, size_t *n_findings);

#endif
