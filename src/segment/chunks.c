/* Words the short way: most of a text is words of ASCII between spaces, which need no rules; the rest goes to words.c.
 *
 * A chunk is what stands between two spaces. The word rules part before and behind every space, and nothing that
 * belongs together (words.c) nor an address (addresses.c) reaches over one; so chunks are cut one by one.
 */
#include "segment/scratch.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

/* What a byte may be in a plain chunk, "(well-known)," or "3.5": openers, one word or number, closers. No closer makes
 * an address of a word, and none is a token. */
enum {
    LETTER = 1,
    DIGIT = 2,
    OPENER = 4,
    CLOSER = 8,
    ALNUM = LETTER | DIGIT,
};

static const unsigned char chunk_classes[256] = {
    ['!'] = CLOSER, ['"'] = OPENER | CLOSER, ['\''] = OPENER | CLOSER, ['('] = OPENER, [')'] = CLOSER, [','] = CLOSER,
    ['.'] = CLOSER, [':'] = CLOSER, [';'] = CLOSER, ['?'] = CLOSER, ['['] = OPENER, [']'] = CLOSER,
    ['0'] = DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT,
    ['A'] = LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER,
    LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER,
    ['a'] = LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER,
    LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER,
    ['{'] = OPENER, ['}'] = CLOSER,
};

/* The text is NUL-terminated, and NUL has no class. */
static int class_at(const char *text, size_t at)
{
    return chunk_classes[(unsigned char)text[at]];
}

static size_t skip(const char *text, size_t at, int classes)
{
    while (class_at(text, at) & classes)
        at++;
    return at;
}

/* Whether the byte at `at` joins what stands on both sides of it to one word: "don't", "well-known", "covid-19". */
static bool joins_word(const char *text, size_t at)
{
    if (text[at] == '-')
        return class_at(text, at + 1) & ALNUM;
    return text[at] == '\'' && (class_at(text, at - 1) & class_at(text, at + 1) & LETTER);
}

/* "1,000", "3.5" */
static bool joins_number(const char *text, size_t at)
{
    return (text[at] == ',' || text[at] == '.') && (class_at(text, at - 1) & class_at(text, at + 1) & DIGIT);
}

/* Where the word ends that begins at `at` with a character of class `first`. */
static size_t word_end(const char *text, size_t at, int first)
{
    at = skip(text, at, ALNUM);
    while (first == LETTER ? joins_word(text, at) : joins_number(text, at))
        at = skip(text, at + 1, ALNUM);
    return at;
}

/* Takes the chunk at `*at` if it is plain, and moves past it. */
static enum qualm_status plain_take(struct segmenter *segmenter, const struct block *block, size_t *at, bool *is_plain)
{
    const char *text = block->text;
    const size_t start = skip(text, *at, OPENER);
    const int first = class_at(text, start);
    *is_plain = false;
    if (!(first & ALNUM))
        return QUALM_OK;
    const size_t end = word_end(text, start, first), stop = skip(text, end, CLOSER);
    if (text[stop] != ' ' && stop != block->n_bytes)
        return QUALM_OK;
    *is_plain = true;
    *at = stop;
    return token_add(segmenter, text, start, end, first == LETTER ? TOKEN_WORD : TOKEN_NUMBER);
}

/* Marks and the like belong to the spaces before them. */
static bool belongs_to_space(const char *text, size_t at)
{
    const uint32_t c = (unsigned char)text[at] < 0x80 ? 0 : utf8_next(text, &at);
    const int property = c ? edition_word_break(c) : U_WB_OTHER;
    return property == U_WB_EXTEND || property == U_WB_FORMAT || property == U_WB_ZWJ;
}

static enum qualm_status chunk_take(struct segmenter *segmenter, const struct block *block, size_t *at)
{
    bool is_plain;
    const enum qualm_status status = plain_take(segmenter, block, at, &is_plain);
    if (status || is_plain)
        return status;
    const char *space = memchr(block->text + *at, ' ', block->n_bytes - *at);
    size_t start = *at;
    if (belongs_to_space(block->text, start))
        while (start && block->text[start - 1] == ' ')
            start--;
    *at = space ? (size_t)(space - block->text) : block->n_bytes;
    return stretch_cut(segmenter, block, start, *at);
}

enum qualm_status words_cut(struct segmenter *segmenter, const struct block *block)
{
    enum qualm_status status = QUALM_OK;
    segmenter->n_tokens = 0;
    buffer_clear(&segmenter->keys);
    /* Inline code may hold spaces. */
    if (block->n_opaques)
        return stretch_cut(segmenter, block, 0, block->n_bytes);
    for (size_t at = 0; at < block->n_bytes && !status;) {
        if (block->text[at] == ' ')
            at++;
        else
            status = chunk_take(segmenter, block, &at);
    }
    return status;
}
