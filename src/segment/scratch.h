/* What one segmenter holds, and the steps that its files do for one another. Private to the room. */
#ifndef SEGMENT_SCRATCH_H
#define SEGMENT_SCRATCH_H

#include <unicode/ubrk.h>
#include <unicode/unorm2.h>

#include "base/buffer.h"
#include "base/short_word.h"
#include "segment/segment.h"

/* What a piece between two word boundaries is. */
enum piece_kind {
    PIECE_NONE = 0,   /* white space, punctuation, marks: no token */
    PIECE_LETTERS,
    PIECE_NUMBER,
    PIECE_CHARACTERS, /* of a script that is counted in characters */
    PIECE_SYMBOL,
    PIECE_URL,
    PIECE_OPAQUE,
};

struct piece {
    uint32_t start, end; /* bytes of the block's text */
    enum piece_kind kind;
};

/* A part of the block that is one token whatever the word rules say. In order, none overlaps another. */
struct fixed_range {
    uint32_t start, end;
    enum piece_kind kind; /* PIECE_URL or PIECE_OPAQUE */
};

/* What is known of words met before, by a hash of their bytes, which is the place in their type: prose is made of few
 * words, and folding them and counting their syllables cost more than all else together. Longer words are looked at
 * each time. */
struct memo {
    struct short_word word;      /* as it is written */
    char key[SHORT_WORD_BYTES];
    uint32_t n_words;            /* that the slot has held, this one among them */
    uint16_t letters;
    uint8_t n_bytes;             /* of the word; 0: an empty slot */
    uint8_t n_key;
    uint8_t flags;
    uint8_t syllables;           /* of the key, whatever the token is */
    bool has_syllables;          /* they have been counted */
};

struct segmenter {
    const struct segment_rules *rules;
    UBreakIterator *words, *sentences; /* copies of the rules, once they were needed */
    const uint16_t *ascii_properties; /* of the rules: for each character of ASCII, its Sentence_Break as a bit */
    const UNormalizer2 *composer;
    /* The block in UTF-16, and for each unit the byte it came from; offsets[n_units] is the end. Made for ICU, where
     * it must be asked. */
    UChar *units;
    uint32_t *offsets;
    size_t n_units, units_room, offsets_room;
    bool has_units, has_words_text; /* they are there; `words` has them */
    size_t unit;                    /* the one that words.c was at last */
    uint32_t *stops; /* where the block's stops are */
    size_t n_stops, stops_room;
    bool is_hard;    /* stops alone do not tell where sentences may end */
    struct fixed_range *ranges;
    size_t n_ranges, ranges_room;
    struct piece *pieces;
    size_t n_pieces, pieces_room;
    struct token *tokens;
    size_t n_tokens, tokens_room;
    struct sentence *found;
    size_t n_found, found_room;
    struct buffer keys;
    UChar *word; /* one word on its way to being composed */
    size_t word_room;
    const struct data_language *language; /* of the block in hand, and of the words that the memo holds */
    struct memo *memo; /* TOKEN_TYPE_PLACES of them, in memo_room */
    void *memo_room;
};

/* rules.c: a private copy of the compiled rules, for one segmenter. */
enum rules_kind { RULES_WORDS = 0, RULES_SENTENCES, RULES_N };
enum qualm_status rules_clone(const struct segment_rules *rules, enum rules_kind kind, UBreakIterator **copy);
/* U_SB_… of each character of ASCII, as a bit. */
const uint16_t *rules_ascii_properties(const struct segment_rules *rules);
enum qualm_status status_from_icu(UErrorCode code);

/* segmenter.c: gives the block to the rules. */
enum qualm_status rules_open(struct segmenter *segmenter, enum rules_kind kind, const struct block *block);

/* addresses.c: finds opaque ranges, URLs, e-mail addresses and DOIs between two bytes of the block: all of it, or
 * what stands between two spaces of a block without opaque ranges. */
enum qualm_status ranges_find(struct segmenter *segmenter, const struct block *block, size_t start, size_t end);

/* chunks.c: the block's tokens, with keys and the flags that need no neighbours. */
enum qualm_status words_cut(struct segmenter *segmenter, const struct block *block);

/* words.c: the same between two bytes of the block, as above, by way of pieces; and the pieces alone. */
enum qualm_status stretch_cut(struct segmenter *segmenter, const struct block *block, size_t start, size_t end);
enum qualm_status pieces_cut(struct segmenter *segmenter, const struct block *block, size_t start, size_t end);
enum qualm_status token_add(struct segmenter *segmenter, const char *text, size_t start, size_t end,
                            enum token_kind kind);

/* fold.c: appends the folded word and its NUL to the keys, and sets key, n_key, letters and flags of `token`. */
uint32_t fold_case(uint32_t c);
enum qualm_status token_fold(struct segmenter *segmenter, const char *text, struct token *token);

/* memo.c: the same by way of the memo, and the syllables of a TOKEN_WORD in the segmenter's language. */
enum qualm_status memo_new(struct segmenter *segmenter);
void memo_open(struct segmenter *segmenter, const struct data_language *language);
enum qualm_status token_recall(struct segmenter *segmenter, const char *text, struct token *token);
/* Syllables of a folded word; 1 where the language has no rule. */
unsigned word_syllables(const struct data_language *language, struct span key);

/* stops.c: finds the block's stops, and whether they are enough. */
enum qualm_status stops_find(struct segmenter *segmenter, const struct block *block);
/* Where a sentence may end behind a stop; 0 where it goes on. For a block that is not hard. */
size_t stop_boundary(const struct segmenter *segmenter, const struct block *block, size_t stop);

/* sentences.c: the block's sentences, over tokens that are already there. */
enum qualm_status sentences_cut(struct segmenter *segmenter, const struct data_language *language,
                                const struct block *block);

/* edition.c: what a code point is to the Unicode of the edition. The category is a bit, U_GC_…_MASK; the others are
 * U_WB_… and U_SB_…. */
uint32_t edition_category(uint32_t c);
int edition_word_break(uint32_t c);
int edition_sentence_break(uint32_t c);
bool edition_is_terminal(uint32_t c);
uint32_t edition_lower(uint32_t c);

/* characters.c: classes of code points. */
bool is_letter(uint32_t c);
bool is_upper(uint32_t c);
bool is_lower(uint32_t c);
bool is_digit(uint32_t c);
bool is_mark(uint32_t c);
/* A letter of a script without spaces between words: Han, kana, bopomofo, Thai, Lao, Khmer, Burmese, … */
bool is_counted_character(uint32_t c);
bool is_symbol(uint32_t c);
bool is_apostrophe(uint32_t c);
bool is_hyphen(uint32_t c);
/* Quotation marks and brackets that may stand before or behind a sentence; "'" and '"' are both. */
bool is_opener(uint32_t c);
bool is_closer(uint32_t c);
/* Ends a sentence: the stops of every script, and the ellipsis. */
bool is_stop(uint32_t c);

#endif
