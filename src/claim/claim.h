/* Claims: what a sentence says is the case, how strongly, in whose voice. Facts, no verdicts. */
#ifndef CLAIM_CLAIM_H
#define CLAIM_CLAIM_H

#include "data/tables.h"
#include "match/match.h"
#include "segment/segment.h"
#include "text/document.h"

enum cue_kind {
    CUE_HEDGE = 0, CUE_WEASEL, CUE_BOOSTER, CUE_CAUSAL, CUE_CORRELATIONAL, CUE_NO_RELATION, CUE_SUPERLATIVE, CUE_HYPE,
    CUE_ABSOLUTE, CUE_NUMBER, CUE_DESIGN, CUE_SPECIES, CUE_SAMPLE, CUE_ATTRIBUTION, CUE_CAVEAT, CUE_ADVICE, CUE_N_KINDS,
};
/* "hedge", "no-relation", …: the names of the corpus files and of JSON. */
const char *cue_kind_name(enum cue_kind kind);

enum voice { VOICE_AUTHOR = 0, VOICE_HEADLINE, VOICE_QUOTED, VOICE_ATTRIBUTED, VOICE_CITATION, VOICE_QUESTION };
const char *voice_name(enum voice voice);

/* One hit of a cue pattern. */
struct cue_hit {
    const struct data_cue *cue;
    enum cue_kind kind;
    uint32_t start, end;   /* bytes of the block's text */
    uint16_t clause;       /* index into the sentence's clauses */
    bool is_negated;       /* a negator of its clause has it in scope */
    bool is_hedged;        /* a hedge of its clause has it in scope */
    bool is_quoted;        /* inside quotation marks */
    uint32_t scope_start, scope_end; /* for a hedge on one word only ("perhaps unsurprising"): that word; else 0, 0 */
};

struct clause {
    uint32_t start, end;   /* bytes of the block's text */
    uint8_t level;         /* ladder code 0..6 */
    const struct data_claim *pattern; /* that decided; NULL for none */
    uint32_t match_start, match_end;  /* what it matched */
    bool is_negated, is_hedged, is_quoted;
};

struct sentence_claims {
    enum voice voice;
    unsigned advice;       /* 0 none, 1 weak, 2 strong */
    const struct clause *clauses;
    size_t n_clauses;
    const struct clause *strongest; /* the clause that gives the sentence its level; NULL: none */
    const struct cue_hit *cues;     /* by start */
    size_t n_cues;
};

/* Compiled cue and claim patterns of one language: shared. Not NULL for a language without any; it finds nothing. */
struct claim_rules;
enum qualm_status claim_rules_new(const struct data_language *language, struct claim_rules **rules);
void claim_rules_free(struct claim_rules *rules);

struct claim_reader; /* scratch of one thread */
enum qualm_status claim_reader_new(struct claim_rules *rules, bool plain_matching, struct claim_reader **reader);
void claim_reader_free(struct claim_reader *reader);

/* Facts of one sentence; valid until the next call. */
enum qualm_status claim_read(struct claim_reader *reader, const struct block *block, const struct segments *segments,
                             const struct sentence *sentence, struct sentence_claims *claims);

/* "none", "no_relation", … for a ladder code. */
const char *claim_level_name(unsigned code);
/* The steps that readers notice (Adams et al. 2017): 0 none, 1 may-or-linked, 2 can, 3 causes. */
unsigned claim_step(unsigned code);

#endif
