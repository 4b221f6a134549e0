/* Findings: what the facts of a document add up to. Sees facts and bounded excerpts, never the whole text. */
#ifndef JUDGE_JUDGE_H
#define JUDGE_JUDGE_H

#include "base/arena.h"
#include "claim/claim.h"
#include "measure/measure.h"
#include "text/document.h"

/* Which rules run, and the limits; made from the options once, shared. */
struct judge_rules;
enum qualm_status judge_rules_new(const struct qualm_options *options, char *what, size_t what_size,
                                  struct judge_rules **rules);
void judge_rules_free(struct judge_rules *rules);
/* Whether a text is held to anything: by a rule that can find something, or a limit on grade or time. A density is one
 * of findings, and says nothing where no rule is on. */
bool rules_judge(const struct judge_rules *rules);

struct judge; /* of one document */
enum qualm_status judge_new(const struct judge_rules *rules, const struct data_language *language,
                            struct judge **judge);
void judge_free(struct judge *judge);

/* Facts of one sentence, in reading order. What must outlive the block is copied. `words`, `grade` (< -100: none) and
 * `span` are the sentence's; `kept_block` is the block's index in the result, or QUALM_NO_BLOCK. */
struct judge_sentence {
    const struct block *block;
    const struct segments *segments;
    const struct sentence *sentence;
    const struct sentence_claims *claims;
    unsigned words;
    double grade;
    const struct qualm_span *span;
    uint32_t kept_block;
};
enum qualm_status judge_add_sentence(struct judge *judge, const struct judge_sentence *sentence);
/* Takes note of a switch, whose strings live as long as the judge; a text has JUDGE_SWITCHES_MOST at most, any more get
 * the index SUPPRESSION_NOT_KEPT and are not obeyed. */
#define JUDGE_SWITCHES_MOST 10000u
enum qualm_status judge_add_suppression(struct judge *judge, const struct suppression *suppression, uint32_t *index);

/* Fills findings, claim, care and the verdict on limits; everything else of the result is there already. */
enum qualm_status judge_finish(struct judge *judge, const struct metadata *metadata, struct arena *arena,
                               struct qualm_result *result);

/* A line of display text around clean bytes [start, end) of a block: at most 160 code points, cut at spaces with "…";
 * an empty range gives the line from there on. Allocated in the arena. */
enum qualm_status excerpt_make(struct arena *arena, const struct block *block, size_t start, size_t end,
                               struct qualm_excerpt *excerpt);

#endif
