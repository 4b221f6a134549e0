/* Counts in the making: of a document, a section or a sentence. */
#ifndef MEASURE_TALLY_H
#define MEASURE_TALLY_H

#include "measure/measure.h"

struct tally {
    struct measure_counts counts; /* but for what tally_counts adds */
    bool is_sentence_new;         /* no word of the newest sentence has come yet */
};

/* One token of scored text, with what the word lists say of it. */
struct tally_word {
    const struct token *token;
    struct span key;
    bool is_unfamiliar_dale_chall;
    bool is_unfamiliar_spache;    /* and comes for the first time */
};

/* How much there is to read. */
struct amount {
    uint64_t words;      /* of words proper, code included */
    uint64_t characters; /* of scripts that are counted in characters */
    uint64_t code_words; /* of `words`, those of code blocks */
};

/* Words proper and characters, these at eight for five words: Chinese has 1.6 to a word in IReST (255 characters and
 * 158 words a minute of the same texts). */
uint64_t amount_words(const struct amount *amount);
void amount_add(struct amount *sum, const struct amount *amount);
struct amount amount_of(const struct token *tokens, size_t n_tokens);
/* Whether there is anything to read. */
bool has_words(const struct token *tokens, size_t n_tokens);

/* Whether a token is a word, in the sense of sentence lengths. */
bool token_is_word(const struct token *token);
/* Whether syllables and letters of a token count. */
bool token_is_measured(const struct token *token);
/* Gunning's: see COUNT(complex_words). */
bool token_is_complex(const struct token *token, struct span key);

/* What a word adds to any text that holds it. */
void counts_add(struct measure_counts *counts, const struct tally_word *word);

void tally_begin_sentence(struct tally *tally);
/* Takes a token into the samples of first words; of no use once tally_is_sampled. */
void tally_sample(struct tally *tally, const struct token *token);
bool tally_is_sampled(const struct tally *tally);
void tally_add(struct tally *tally, const struct measure_counts *counts);
/* The counts as shown: `words` and `opaque_words` with characters at their rate. */
struct measure_counts tally_counts(const struct tally *tally);

/* Whether a count is of syllables: it means nothing in a language without a rule for them. */
bool count_is_of_syllables(size_t count);

/* Code points without white space and soft hyphens. */
uint64_t text_characters(const char *text, size_t n_bytes);

#endif
