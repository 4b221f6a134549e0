/* A table of short words and of the rows they call for. */
#include "match/memo.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

/* The table is made when so many texts have been searched that it pays. */
#define MEMO_AFTER 32u
#define SLOT_BITS 14u
#define N_SLOTS ((size_t)1 << SLOT_BITS)
/* Then all is forgotten. English prose has some 500 words that call for anything; numbers do, and have no end. */
#define CALLS_MOST 4096u

struct memo_slot {
    _Alignas(CACHE_LINE_BYTES / 2) struct word_call call;
    uint32_t type; /* of the word; 0: empty */
};
_Static_assert(sizeof(struct memo_slot) == CACHE_LINE_BYTES / 2, "two slots fill a line");

void word_memo_init(struct word_memo *memo, const struct pattern_set *set)
{
    *memo = (struct word_memo){.set = set, .n_words = pattern_set_words(set)};
}

void word_memo_free(struct word_memo *memo)
{
    free(memo->slots_room);
    free(memo->calls);
}

enum qualm_status word_memo_begin(struct word_memo *memo)
{
    if (++memo->n_texts == MEMO_AFTER)
        memo->slots = table_new(N_SLOTS, sizeof *memo->slots, &memo->slots_room);
    if (memo->n_calls && memo->n_calls < CALLS_MOST)
        return QUALM_OK;
    if (memo->slots)
        memset(memo->slots, 0, N_SLOTS * sizeof *memo->slots);
    void *calls = memo->calls;
    const enum qualm_status status =
        array_reserve(&calls, &memo->calls_room, memo->n_words + 1, sizeof *memo->calls);
    memo->calls = calls;
    if (status)
        return status;
    memset(memo->calls, 0, memo->n_words * sizeof *memo->calls);
    memo->n_calls = 1;
    return QUALM_OK;
}

/* No letter that folds to an ASCII one has its length. */
static bool is_run(const struct match_word *word)
{
    const struct span folded = word->folded;
    for (size_t i = 0; i < folded.len; i++)
        if (!lead_is_word_byte(folded.ptr[i]))
            return false;
    return folded.len && folded.len == word->n_bytes;
}

/* Asks the set. What calls for nothing is not kept. */
static enum qualm_status call_make(struct word_memo *memo, const struct match_word *word, struct word_call *call)
{
    void *calls = memo->calls;
    const enum qualm_status status =
        array_reserve(&calls, &memo->calls_room, (memo->n_calls + 1) * memo->n_words, sizeof *memo->calls);
    memo->calls = calls;
    if (status)
        return status;
    uint64_t *rows = memo->calls + memo->n_calls * memo->n_words;
    uint64_t any = 0;
    memset(rows, 0, memo->n_words * sizeof *rows);
    pattern_set_mark(memo->set, word->folded, rows);
    for (size_t i = 0; i < memo->n_words; i++)
        any |= rows[i];
    *call = (struct word_call){.rows = any ? (uint32_t)memo->n_calls & UINT32_MAX >> 1 : 0, .is_run = is_run(word)};
    if (call->is_run)
        call->leads = lead_tree_enter(pattern_set_leads(memo->set), word->folded.ptr, word->folded.len);
    memo->n_calls += any != 0;
    return QUALM_OK;
}

enum qualm_status word_memo_find(struct word_memo *memo, const struct match_word *word, const struct word_call **call)
{
    *call = &memo->uncached;
    if (!memo->slots || !word->type)
        return call_make(memo, word, &memo->uncached);
    struct memo_slot *slot = &memo->slots[word->type & (N_SLOTS - 1)];
    *call = &slot->call;
    if (slot->type == word->type)
        return QUALM_OK;
    slot->type = 0;
    const enum qualm_status status = call_make(memo, word, &slot->call);
    slot->type = status ? 0 : word->type;
    return status;
}
