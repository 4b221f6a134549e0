/* The different words of one text, each kept once. */
#include "measure/vocabulary.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

struct vocabulary_word {
    uint64_t hash;
    size_t start;     /* in vocabulary.bytes */
    uint32_t n_bytes;
    uint32_t section; /* where it stood last */
};

/* The secret decides where words lie, never what is counted, so that results do not depend on it. */
void vocabulary_init(struct vocabulary *vocabulary)
{
    *vocabulary = (struct vocabulary){0};
    if (getrandom(vocabulary->secret, sizeof vocabulary->secret, GRND_NONBLOCK) != sizeof vocabulary->secret) {
        vocabulary->secret[0] = (uint64_t)(uintptr_t)vocabulary;
        vocabulary->secret[1] = (uint64_t)(uintptr_t)&getrandom;
    }
}

static uint64_t rotate(uint64_t x, unsigned n)
{
    return x << n | x >> (64 - n);
}

static void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

static uint64_t little_endian(const char *bytes, size_t n)
{
    uint64_t x = 0;
    for (size_t i = 0; i < n; i++)
        x |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    return x;
}

/* SipHash-1-3 (Aumasson and Bernstein 2012): a keyed hash that is safe on chosen text. */
static uint64_t hash(const struct vocabulary *vocabulary, struct span word)
{
    uint64_t v[4] = {
        vocabulary->secret[0] ^ 0x736f6d6570736575u, vocabulary->secret[1] ^ 0x646f72616e646f6du,
        vocabulary->secret[0] ^ 0x6c7967656e657261u, vocabulary->secret[1] ^ 0x7465646279746573u,
    };
    for (size_t at = 0; at <= word.len; at += 8) {
        const bool is_last = word.len - at < 8;
        const uint64_t block = is_last ? little_endian(word.ptr + at, word.len - at) | (uint64_t)word.len << 56
                                       : little_endian(word.ptr + at, 8);
        v[3] ^= block;
        sip_round(v);
        v[0] ^= block;
    }
    v[2] ^= 0xff;
    for (int i = 0; i < 3; i++)
        sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* The slot of a word, or a free one for it. */
static uint32_t *slot_find(const struct vocabulary *vocabulary, uint64_t h, struct span text)
{
    for (size_t at = h;; at++) {
        uint32_t *slot = &vocabulary->slots[at & (vocabulary->n_slots - 1)];
        if (!*slot)
            return slot;
        const struct vocabulary_word *word = &vocabulary->words[*slot - 1];
        const struct span held = {vocabulary->bytes.bytes + word->start, word->n_bytes};
        if (word->hash == h && span_equals(held, text))
            return slot;
    }
}

static enum qualm_status grow(struct vocabulary *vocabulary)
{
    const size_t n_slots = vocabulary->n_slots ? vocabulary->n_slots * 2 : 64;
    uint32_t *slots = calloc(n_slots, sizeof *slots);
    if (!slots)
        return QUALM_ERR_MEMORY;
    for (size_t i = 0; i < vocabulary->n_words; i++) {
        size_t at = vocabulary->words[i].hash & (n_slots - 1);
        while (slots[at])
            at = (at + 1) & (n_slots - 1);
        slots[at] = (uint32_t)i + 1;
    }
    free(vocabulary->slots);
    vocabulary->slots = slots;
    vocabulary->n_slots = n_slots;
    return QUALM_OK;
}

static enum qualm_status word_append(struct vocabulary *vocabulary, uint64_t h, struct span text, uint32_t section)
{
    const size_t start = vocabulary->bytes.n_bytes;
    void *words = vocabulary->words;
    enum qualm_status status =
        array_reserve(&words, &vocabulary->words_room, vocabulary->n_words + 1, sizeof *vocabulary->words);
    vocabulary->words = words;
    if (!status)
        status = buffer_append(&vocabulary->bytes, text.ptr, text.len);
    if (!status)
        vocabulary->words[vocabulary->n_words++] = (struct vocabulary_word){
            .hash = h, .start = start, .n_bytes = (uint32_t)text.len, .section = section};
    return status;
}

enum qualm_status vocabulary_add(struct vocabulary *vocabulary, struct span word, uint32_t section, uint32_t *number,
                                 bool *is_new, bool *is_new_here)
{
    enum qualm_status status = QUALM_OK;
    *number = 0;
    *is_new = *is_new_here = false;
    if (2 * (vocabulary->n_words + 1) > vocabulary->n_slots && vocabulary->n_words < VOCABULARY_MOST)
        status = grow(vocabulary);
    if (status)
        return status;
    const uint64_t h = hash(vocabulary, word);
    uint32_t *slot = slot_find(vocabulary, h, word);
    if (*slot) {
        *number = *slot;
        *is_new_here = vocabulary_meet(vocabulary, *number, section);
    } else if (vocabulary->n_words == VOCABULARY_MOST) {
        vocabulary->is_full = true;
    } else {
        status = word_append(vocabulary, h, word, section);
        *number = *slot = status ? 0 : (uint32_t)vocabulary->n_words;
        *is_new = *is_new_here = true;
    }
    return status;
}

bool vocabulary_meet(struct vocabulary *vocabulary, uint32_t number, uint32_t section)
{
    struct vocabulary_word *word = &vocabulary->words[number - 1];
    const bool is_new_here = word->section != section;
    word->section = section;
    return is_new_here;
}

void vocabulary_free(struct vocabulary *vocabulary)
{
    free(vocabulary->words);
    free(vocabulary->slots);
    buffer_free(&vocabulary->bytes);
    *vocabulary = (struct vocabulary){0};
}
