/* What words call for, kept from text to text: most words of a text have been met before. Scratch of one thread. */
#ifndef MATCH_MEMO_H
#define MATCH_MEMO_H

#include "match/leads.h"

/* What a word says. */
struct word_call {
    struct lead_node leads; /* of a run: how far its leads have got at its end */
    uint32_t rows : 31;     /* the bit set of what it calls for; 0: nothing */
    uint32_t is_run : 1;    /* it is written in nothing but ASCII letters and digits */
};

struct word_memo {
    const struct pattern_set *set;
    size_t n_words;          /* of a bit set of rows */
    struct memo_slot *slots; /* by the lowest bits of words' types, a newer word in the place of an older; NULL until it
                                pays, or where there is no memory for it: going without is slower and nothing else */
    void *slots_room;
    uint64_t *calls;         /* bit sets, the first empty */
    size_t n_calls, calls_room;
    struct word_call uncached; /* of a word without a place in the slots */
    size_t n_texts;
};

void word_memo_init(struct word_memo *memo, const struct pattern_set *set);
void word_memo_free(struct word_memo *memo);
/* Before each text. What was said before is forgotten now and then. */
enum qualm_status word_memo_begin(struct word_memo *memo);
/* `*call` is the memo's, until the next call. */
enum qualm_status word_memo_find(struct word_memo *memo, const struct match_word *word, const struct word_call **call);

static inline const uint64_t *word_memo_rows(const struct word_memo *memo, uint32_t rows)
{
    return memo->calls + rows * memo->n_words;
}

#endif
