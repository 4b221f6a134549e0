/* Words, sentences and syllables of one block.
 *
 * Boundaries are those of our rules in corpus/break/, run by ICU or, for most text, by a shorter way that tests hold to
 * them; a second pass settles abbreviations, initials, list numbers, URLs, closing quotes and lower-case followers.
 * This room is the only one that includes ICU.
 */
#ifndef SEGMENT_SEGMENT_H
#define SEGMENT_SEGMENT_H

#include "data/tables.h"
#include "text/document.h"

enum token_kind {
    TOKEN_WORD = 1,  /* letters; contractions and hyphenated words are one token */
    TOKEN_NUMBER,    /* starts with a digit: "1980", "3.5", "24-hour" is a word */
    TOKEN_SYMBOL,    /* "%", "$", "=": counted by no word count */
    TOKEN_URL,       /* a URL, e-mail address or DOI: one word, no syllables of its own; but a host name that
                        the dictionary has is a TOKEN_WORD */
    TOKEN_CHARACTER, /* one character of a script that is counted in characters (Han, kana, Thai …) */
    TOKEN_OPAQUE,    /* inline code */
};

enum token_flag {
    TOKEN_CAPITAL = 1,      /* first letter is upper case */
    TOKEN_ALL_CAPITALS = 2, /* two letters or more, all upper case */
    TOKEN_HYPHENATED = 4,
    TOKEN_FIRST = 8,        /* of its sentence */
    TOKEN_NAME = 16,        /* capitalised, and not first of a sentence or of a title */
    TOKEN_CONTRACTION = 32, /* holds an apostrophe */
};

#define TOKEN_TYPE_BITS 14
#define TOKEN_TYPE_PLACES ((size_t)1 << TOKEN_TYPE_BITS)

struct token {
    uint32_t start, end;    /* bytes of the block's text */
    uint8_t kind, flags;
    uint8_t syllables;      /* 0 for TOKEN_CHARACTER, TOKEN_OPAQUE, TOKEN_SYMBOL and for what the dictionary gives no
                               vowel ("hmm"); else at least 1 (255 at most) */
    uint16_t letters;       /* letters and digits, as code points (65,535 at most) */
    uint32_t key, n_key;    /* the folded word, in segments.keys: lower case, straight apostrophes, composed */
    uint32_t type;          /* a number for the word as it is written: two tokens of one segmenter with the same number
                               have the same key. 0: it has none. The lowest TOKEN_TYPE_BITS bits are its place in
                               a table of what is known of words */
};

struct sentence {
    uint32_t start, end;          /* bytes of the block's text, without white space at the ends */
    uint32_t first_token, n_tokens;
    bool is_question;             /* ends in a question mark */
    bool has_end;                 /* ends in sentence punctuation */
};

/* Valid until the next call with the same segmenter. */
struct segments {
    const struct token *tokens;
    size_t n_tokens;
    const struct sentence *sentences;
    size_t n_sentences;
    const char *keys;             /* of all tokens, one after the other, each NUL-terminated */
};

struct segment_rules;  /* compiled rules: immutable, shared */
struct segmenter;      /* scratch of one thread */

enum qualm_status segment_rules_new(struct segment_rules **rules);
void segment_rules_free(struct segment_rules *rules);
enum qualm_status segmenter_new(const struct segment_rules *rules, struct segmenter **segmenter);
void segmenter_free(struct segmenter *segmenter);
/* Cuts the block; a title, heading or code block is one sentence where it has no sentence end inside. A block without
 * a word ("***") has no sentence; a part without one belongs to the next sentence, at the end to the last. */
enum qualm_status segment_block(struct segmenter *segmenter, const struct data_language *language,
                                const struct block *block, struct segments *segments);

/* The first token of the sentence that starts at or behind a byte of the block; past the sentence when none does. */
size_t token_from(const struct segments *segments, const struct sentence *sentence, size_t at);

/* Syllables of one folded word by the language's rule and exceptions; 0 when the language has no rule, and for the
 * few words that are an exception with 0: "hmm". */
unsigned syllables_count(const struct data_language *language, struct span folded_word);

/* The language of a text by its function words, from the first 64 KiB: a language of corpus/lang, or NULL where
 * the sign is not positive. */
const struct data_language *language_guess(const char *text, size_t n_bytes);

/* src/segment/charset.c: decodes `bytes` from a named encoding by ICU into UTF-8 and stretches, as decoder_feed does.
 * QUALM_ERR_UNKNOWN for a name that ICU does not know. `canonical` gets ICU's own name for it (static). */
struct decoder;
struct stretch;
struct buffer;
enum qualm_status charset_decode(const char *name, const char *bytes, size_t n_bytes, struct decoder *decoder,
                                 struct buffer *text, struct stretch **map, size_t *n_map, size_t *map_room,
                                 const char **canonical);
bool charset_is_known(const char *name);

/* Must run once before any other call of this room, in the process that will use it: keeps ICU off the file system
 * (UDATA_NO_FILES), so that ICU_DATA in the environment changes nothing. Harmless when repeated. */
void segment_seal_icu(void);

#endif
