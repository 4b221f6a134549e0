/* UTF-8: one decoder for checked text, one for bytes that nobody has checked, and the classes that printing needs. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define UTF8_REPLACEMENT 0xFFFDu

/* What utf8_next does with code points beyond ASCII. */
uint32_t utf8_next_long(const char *text, size_t *at);
/* The code point at `*at` of well-formed text; moves `*at` past it. `*at` must be before the end. */
static inline uint32_t utf8_next(const char *text, size_t *at)
{
    const unsigned char byte = (unsigned char)text[*at];
    if (byte >= 0x80)
        return utf8_next_long(text, at);
    *at += 1;
    return byte;
}

/* Bytes of ASCII that utf8_is_plain looks at together. */
#define UTF8_PLAIN 8
/* Whether UTF8_PLAIN bytes are all of U+0020 to U+007E: no control and nothing beyond ASCII. */
static inline bool utf8_is_plain(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    /* The high bit of a byte is set by what is not ASCII, below U+0020, or U+007F. */
    const uint64_t ones = 0x0101010101010101u;
    return ((word | (word - 0x20 * ones) | (word + ones)) & 0x80 * ones) == 0;
}

/* The code point that ends before `*at`; moves `*at` to its first byte. `*at` must not be 0. */
uint32_t utf8_previous(const char *text, size_t *at);
/* Like utf8_next on bytes of any kind: an ill-formed sequence gives UTF8_REPLACEMENT, moves past its maximal
 * subpart (as the Unicode standard, section 3.9, recommends) and sets `*is_bad`. */
uint32_t utf8_next_unchecked(const char *bytes, size_t n_bytes, size_t *at, bool *is_bad);
/* Writes at most 4 bytes and returns how many; surrogates and values past U+10FFFF become U+FFFD. */
size_t utf8_encode(uint32_t code_point, char bytes[4]);
/* Code points in well-formed text. */
size_t utf8_count(const char *text, size_t n_bytes);

/* Columns that a code point takes on a terminal: 0, 1 or 2 (East Asian width, combining marks). */
unsigned utf8_width(uint32_t code_point);
/* Columns of well-formed text. */
size_t utf8_text_width(const char *text, size_t n_bytes);
/* Whether a code point may be sent to a terminal or a log as it is: no control, bidi override, isolate, zero width
 * or tag character, surrogate, noncharacter or unassigned one. */
bool utf8_is_printable(uint32_t code_point);

#endif
