/* The different words of one text, each kept once. */
#include "measure/vocabulary.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

struct vocabulary_slot {
    uint64_t hash;
    uint32_t section;     /* where it stood last, and 1; 0: a free slot */
    uint32_t n_bytes;
    size_t start;         /* in vocabulary.bytes */
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

static bool slot_holds(const struct vocabulary *vocabulary, const struct vocabulary_slot *slot, uint64_t h,
                       struct span word)
{
    return slot->hash == h && slot->n_bytes == word.len &&
           span_equals((struct span){vocabulary->bytes.bytes + slot->start, slot->n_bytes}, word);
}

static enum qualm_status grow(struct vocabulary *vocabulary)
{
    const size_t n_slots = vocabulary->n_slots ? vocabulary->n_slots * 2 : 64;
    struct vocabulary_slot *slots = calloc(n_slots, sizeof *slots);
    if (!slots)
        return QUALM_ERR_MEMORY;
    for (size_t i = 0; i < vocabulary->n_slots; i++) {
        if (!vocabulary->slots[i].section)
            continue;
        size_t at = vocabulary->slots[i].hash & (n_slots - 1);
        while (slots[at].section)
            at = (at + 1) & (n_slots - 1);
        slots[at] = vocabulary->slots[i];
    }
    free(vocabulary->slots);
    vocabulary->slots = slots;
    vocabulary->n_slots = n_slots;
    return QUALM_OK;
}

static enum qualm_status slot_fill(struct vocabulary *vocabulary, struct vocabulary_slot *slot, uint64_t h,
                                   struct span word)
{
    const size_t start = vocabulary->bytes.n_bytes;
    const enum qualm_status status = buffer_append(&vocabulary->bytes, word.ptr, word.len);
    if (status)
        return status;
    *slot = (struct vocabulary_slot){.hash = h, .n_bytes = (uint32_t)word.len, .start = start};
    vocabulary->n_words++;
    return QUALM_OK;
}

enum qualm_status vocabulary_add(struct vocabulary *vocabulary, struct span word, uint32_t section, bool *is_new,
                                 bool *is_new_here)
{
    if (2 * (vocabulary->n_words + 1) > vocabulary->n_slots && vocabulary->n_words < VOCABULARY_MOST) {
        const enum qualm_status status = grow(vocabulary);
        if (status)
            return status;
    }
    const uint64_t h = hash(vocabulary, word);
    size_t at = h & (vocabulary->n_slots - 1);
    while (vocabulary->slots[at].section && !slot_holds(vocabulary, &vocabulary->slots[at], h, word))
        at = (at + 1) & (vocabulary->n_slots - 1);
    struct vocabulary_slot *slot = &vocabulary->slots[at];
    const bool is_free = !slot->section;
    if (is_free && vocabulary->n_words == VOCABULARY_MOST) {
        vocabulary->is_full = true;
        *is_new = *is_new_here = false;
        return QUALM_OK;
    }
    if (is_free) {
        const enum qualm_status status = slot_fill(vocabulary, slot, h, word);
        if (status)
            return status;
    }
    *is_new = is_free;
    *is_new_here = slot->section != section + 1;
    slot->section = section + 1;
    return QUALM_OK;
}

void vocabulary_free(struct vocabulary *vocabulary)
{
    free(vocabulary->slots);
    buffer_free(&vocabulary->bytes);
    *vocabulary = (struct vocabulary){0};
}
