/* The different words of one text, each kept once. */
#ifndef MEASURE_VOCABULARY_H
#define MEASURE_VOCABULARY_H

#include "base/buffer.h"
#include "base/span.h"

/* A text with more different unfamiliar words than this is no prose of any language, and memory must have an end. */
#define VOCABULARY_MOST (1u << 20)

struct vocabulary_word;

struct vocabulary {
    uint64_t secret[2];            /* of the hash: no text can be made to crowd the table */
    struct vocabulary_word *words; /* in the order in which they came */
    size_t n_words, words_room;
    uint32_t *slots;               /* by hash: the number of a word; 0: free */
    size_t n_slots;
    struct buffer bytes;           /* of all words */
    bool is_full;                  /* a word was turned away */
};

void vocabulary_init(struct vocabulary *vocabulary);
/* Adds a word that stands in section `section` (rising, from 0). `*is_new` and `*is_new_here`: it was not there before,
 * in the text and in the section. A full vocabulary turns new words away as not new. `*number` is the word's, from 1;
 * 0: it was turned away. */
enum qualm_status vocabulary_add(struct vocabulary *vocabulary, struct span word, uint32_t section, uint32_t *number,
                                 bool *is_new, bool *is_new_here);
/* The same for a word that is there: whether it is new in the section. */
bool vocabulary_meet(struct vocabulary *vocabulary, uint32_t number, uint32_t section);
void vocabulary_free(struct vocabulary *vocabulary);

#endif
