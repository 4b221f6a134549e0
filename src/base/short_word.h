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

/* Eight bytes with the first one lowest, on every machine. */
static inline uint64_t short_word_load(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* One to seven bytes; the reads overlap, so that none goes past the word. */
static inline uint64_t short_word_load_few(const char *bytes, size_t n)
{
    const unsigned char *p = (const unsigned char *)bytes;
    if (n < 4)
        return p[0] | (uint64_t)p[n / 2] << 8 * (n / 2) | (uint64_t)p[n - 1] << 8 * (n - 1);
    const uint32_t low = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
    const unsigned char *q = p + n - 4;
    const uint32_t high = q[0] | (uint32_t)q[1] << 8 | (uint32_t)q[2] << 16 | (uint32_t)q[3] << 24;
    return low | (uint64_t)high << 8 * (n - 4);
}

/* False where the word is empty or too long. */
static inline bool short_word_make(struct span word, struct short_word *made)
{
    const size_t n = word.len;
    if (n == 0 || n > SHORT_WORD_BYTES)
        return false;
    *made = (struct short_word){{0}};
    if (n < 8) {
        made->part[0] = short_word_load_few(word.ptr, n);
        return true;
    }
    const size_t last = (n - 1) / 8; /* the last part is read from the word's end, and moved into place */
    made->part[0] = short_word_load(word.ptr);
    if (last == 2)
        made->part[1] = short_word_load(word.ptr + 8);
    if (last)
        made->part[last] = short_word_load(word.ptr + n - 8) >> 8 * (8 * (last + 1) - n);
    return true;
}

static inline bool short_word_equals(const struct short_word *a, const struct short_word *b)
{
    return ((a->part[0] ^ b->part[0]) | (a->part[1] ^ b->part[1]) | (a->part[2] ^ b->part[2])) == 0;
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
