/* Which rules run, and the limits that were set. */
#ifndef JUDGE_RULES_H
#define JUDGE_RULES_H

#include <stdint.h>

#include "data/tables.h"
#include "judge/judge.h"

/* Rules are bits of one word. */
#define RULES_MAX 64

/* The rules that code raises, or that stand under a condition of their own; all others are raised by cues alone. */
enum rule_handle {
    RULE_HEADLINE = 0,
    RULE_CITATION,
    RULE_DESIGN,
    RULE_SPECIES,
    RULE_SMALL_SAMPLE,
    RULE_SPECIAL_SAMPLE,
    RULE_ABSOLUTE,
    RULE_PROOF,
    RULE_BOOSTER,
    RULE_RELATIVE_RISK,
    RULE_TREATMENT,
    RULE_UNNAMED_STUDY,
    RULE_STACKED,
    RULE_DECLARED,
    RULE_UNUSED,
    RULE_UNKNOWN,
    RULE_NO_REASON,
    RULE_LIMIT_GRADE,
    RULE_LIMIT_MINUTES,
    RULE_LIMIT_DENSITY,
    RULE_N_HANDLES,
};

struct grade_limit {
    const struct data_formula *formula; /* NULL: the consensus */
    double most;
};

struct judge_rules {
    uint64_t selected;             /* by index into data_rules; ready ones only */
    uint8_t index[RULE_N_HANDLES]; /* into data_rules */
    struct grade_limit *limits;
    size_t n_limits;
    unsigned max_minutes, min_words;
    bool require_reason;           /* of switches in the text */
    bool has_max_density;
    double max_density;            /* warnings and errors for each 1,000 words */
    uint8_t levels[RULES_MAX];     /* the severity that was asked for; 0: what the rule has earned */
};

/* Index into data_rules by id, or -1. */
long rules_index(const char *id);
/* The rules that a name stands for, as bits: one rule, a family, or all for "". 0 for an unknown name. */
uint64_t rules_named(struct span name);
/* All rules that find something yet. */
uint64_t rules_ready(void);
/* Whether that rule runs. */
bool rules_has(const struct judge_rules *rules, enum rule_handle handle);

#endif
