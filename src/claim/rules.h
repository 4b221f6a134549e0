/* The compiled cue and claim rows of a language, as this room uses them. */
#ifndef CLAIM_RULES_H
#define CLAIM_RULES_H

#include "claim/claim.h"

/* What a row of claims.tsv is for. A guard's id (level -1) says it by its family: the part before the full stop. */
enum claim_role {
    ROLE_LADDER = 0,  /* level 0 to 6 */
    ROLE_BREAK,       /* level -2: a clause begins where the match begins, or its group 1 */
    ROLE_GUARD,       /* named by the unless and needs of others */
    ROLE_NEGATOR,     /* "neg.": what follows in its clause is negated */
    ROLE_PSEUDO,      /* "pseudo.": looks like a negator and is none ("not only") */
    ROLE_SCOPE,       /* "scope.": a hedge in front of group 1 is about that word only ("perhaps unsurprising") */
    ROLE_NO_ADVICE,   /* "noadvice.": a sentence with it gives no advice ("trials should") */
};

/* A row that another one names, matched on the clause or ("s:" before the id) on the whole sentence. */
struct claim_link {
    uint32_t row;
    bool is_on_sentence;
};

struct claim_row {
    enum claim_role role;
    uint32_t first_unless, n_unless; /* in claim_rules.links */
    uint32_t first_needs, n_needs;
};

/* The guards that a cue row names, in claim_rules.guard_links. */
struct cue_row {
    uint8_t kind;                    /* enum cue_kind */
    uint32_t first_unless, n_unless;
    uint32_t first_needs, n_needs;
};

struct claim_rules {
    const struct data_language *language;
    struct pattern_row *patterns; /* what the set borrows */
    struct pattern_set *set;      /* cue rows, then claim rows, then guards of cues: a word is looked up for all */
    size_t first_claim, first_guard, n_patterns;
    struct cue_row *cue_rows; /* of each cue row */
    uint32_t *guard_links;    /* guard rows */
    size_t n_guard_links, guard_links_room;
    struct claim_row *rows;   /* of each claim row */
    struct claim_link *links;
    size_t n_links, links_room;
};

#endif
