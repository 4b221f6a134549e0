/* A table of short words and of the rows they call for. */
#include "match/memo.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

/* The table is made when so many texts have been searched that it pays. */
#define MEMO_AFTER 32u
#define SLOT_BITS 14u
#define N_SLOTS ((size_t)1 << SLOT_BITS)
#define WORD_BYTES 16u
/* Then all is forgotten. English prose has some 500 words that call for anything; numbers do, and have no end. */
#define CALLS_MOST 4096u

/* A word as two overlapping numbers that, with its length, no other word has. */
struct memo_slot {
    uint64_t low, high;
    uint32_t rows;
    uint8_t n_bytes; /* 0: empty */
    bool is_run;
};

void word_memo_init(struct word_memo *memo, const struct pattern_set *set)
{
    *memo = (struct word_memo){.set = set, .n_words = pattern_set_words(set)};
}

void word_memo_free(struct word_memo *memo)
{
    free(memo->slots);
    free(memo->calls);
}

enum qualm_status word_memo_begin(struct word_memo *memo)
{
    if (++memo->n_texts == MEMO_AFTER)
        memo->slots = calloc(N_SLOTS, sizeof *memo->slots);
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

static bool is_run(struct span word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!((word.ptr[i] >= 'a' && word.ptr[i] <= 'z') || (word.ptr[i] >= '0' && word.ptr[i] <= '9')))
            return false;
    return true;
}

/* Asks the set. What calls for nothing is not kept. */
static enum qualm_status call_make(struct word_memo *memo, struct span word, struct word_call *call)
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
    pattern_set_mark(memo->set, word, rows);
    for (size_t i = 0; i < memo->n_words; i++)
        any |= rows[i];
    *call = (struct word_call){any ? (uint32_t)memo->n_calls : 0, is_run(word)};
    memo->n_calls += any != 0;
    return QUALM_OK;
}

static uint64_t load(const char *bytes, size_t n)
{
    uint64_t number = 0;
    memcpy(&number, bytes, n);
    return number;
}

/* Loads of fixed sizes: a copy of any length is a call, once for each word of a text. */
static struct memo_slot slot_of(struct span word)
{
    struct memo_slot slot = {.n_bytes = (uint8_t)word.len};
    const char *end = word.ptr + word.len;
    if (word.len >= 8) {
        slot.low = load(word.ptr, 8);
        slot.high = load(end - 8, 8);
    } else if (word.len >= 4) {
        slot.low = load(word.ptr, 4);
        slot.high = load(end - 4, 4);
    } else if (word.len) {
        slot.low = (uint64_t)(unsigned char)word.ptr[0] << 8 | (unsigned char)word.ptr[word.len / 2];
        slot.high = (unsigned char)end[-1];
    }
    return slot;
}

static size_t index_of(const struct memo_slot *slot)
{
    const uint64_t mixed = (slot->low + slot->n_bytes) * UINT64_C(0x9E3779B97F4A7C15) ^
                           slot->high * UINT64_C(0xD6E8FEB86659FD93);
    return (size_t)((mixed ^ mixed >> 29) * UINT64_C(0xBF58476D1CE4E5B9) >> (64 - SLOT_BITS)) & ~(size_t)1;
}

static bool is_same(const struct memo_slot *a, const struct memo_slot *b)
{
    return a->low == b->low && a->high == b->high && a->n_bytes == b->n_bytes;
}

/* Two words share a pair of slots, the newer in the first. */
enum qualm_status word_memo_find(struct word_memo *memo, struct span word, struct word_call *call)
{
    if (!memo->slots || word.len == 0 || word.len > WORD_BYTES)
        return call_make(memo, word, call);
    struct memo_slot asked = slot_of(word);
    struct memo_slot *pair = &memo->slots[index_of(&asked)];
    if (is_same(&pair[0], &asked)) {
        *call = (struct word_call){pair[0].rows, pair[0].is_run};
        return QUALM_OK;
    }
    if (is_same(&pair[1], &asked)) {
        *call = (struct word_call){pair[1].rows, pair[1].is_run};
    } else {
        const enum qualm_status status = call_make(memo, word, call);
        if (status)
            return status;
    }
    asked.rows = call->rows;
    asked.is_run = call->is_run;
    pair[1] = pair[0];
    pair[0] = asked;
    return QUALM_OK;
}
