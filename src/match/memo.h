/* What words call for, kept from text to text: most words of a text have been met before. Scratch of one thread. */
#ifndef MATCH_MEMO_H
#define MATCH_MEMO_H

#include "match/match.h"

struct word_memo {
    const struct pattern_set *set;
    size_t n_words;          /* of a bit set of rows */
    struct memo_slot *slots; /* by hash, a newer word in the place of the older of two; NULL until it pays, or where
                                there is no memory for it: going without is slower and nothing else */
    uint64_t *calls;         /* bit sets, the first empty */
    size_t n_calls, calls_room;
    size_t n_texts;
};

/* What a folded word says. */
struct word_call {
    uint32_t rows; /* the bit set of what it calls for; 0: nothing */
    bool is_run;   /* it is nothing but ASCII letters and digits */
};

void word_memo_init(struct word_memo *memo, const struct pattern_set *set);
void word_memo_free(struct word_memo *memo);
/* Before each text. What was said before is forgotten now and then. */
enum qualm_status word_memo_begin(struct word_memo *memo);
enum qualm_status word_memo_find(struct word_memo *memo, struct span word, struct word_call *call);

static inline const uint64_t *word_memo_rows(const struct word_memo *memo, uint32_t rows)
{
    return memo->calls + rows * memo->n_words;
}

#endif
