/* A short word as three numbers: for tables of words met before, where it is compared and hashed in a few steps. */
#ifndef BASE_SHORT_WORD_H
#define BASE_SHORT_WORD_H

#include <stdint.h>

#include "base/span.h"

#define SHORT_WORD_PARTS 3
#define SHORT_WORD_BYTES (SHORT_WORD_PARTS * sizeof(uint64_t))

/* Padded with NUL; how many bytes are the word's must be kept beside it where words may hold a NUL. */
struct short_word {
    uint64_t part[SHORT_WORD_PARTS];
};

/* False where the word is empty or too long. */
static inline bool short_word_make(struct span word, struct short_word *made)
{
    if (word.len == 0 || word.len > SHORT_WORD_BYTES)
        return false;
    *made = (struct short_word){{0}};
    memcpy(made->part, word.ptr, word.len);
    return true;
}

static inline bool short_word_equals(const struct short_word *a, const struct short_word *b)
{
    return a->part[0] == b->part[0] && a->part[1] == b->part[1] && a->part[2] == b->part[2];
}

/* A slot of a table of 2^bits. No secret is in it: a text can crowd a slot, so that a table must hold one word a slot
 * and be of use only, never needed. */
static inline size_t short_word_slot(const struct short_word *word, unsigned bits)
{
    const uint64_t *part = word->part;
    uint64_t hash = (part[0] ^ part[1] * 0x9E3779B97F4A7C15u ^ part[2] * 0xD6E8FEB86659FD93u) * 0xFF51AFD7ED558CCDu;
    hash ^= hash >> 32;
    hash *= 0x9E3779B97F4A7C15u;
    return (size_t)(hash >> (64 - bits));
}

#endif
