/* Checked text: bytes that are known to be well-formed UTF-8, with a map back to the bytes they were decoded from.
 *
 * Everything behind this type relies on it: PCRE2 and ICU never check again. It is made in two places only:
 * text/decode.c (UTF-8, UTF-16, UTF-32) and segment/charset.c (the converters of ICU).
 */
#ifndef TEXT_CHECKED_H
#define TEXT_CHECKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "qualm.h"

/* A stretch in which each decoded unit came from one source unit (see struct run in text/document.h; here too a
 * clean_unit of 0 means whole from whole). */
struct stretch {
    uint64_t decoded;      /* offset in the decoded text of the whole document */
    uint64_t source;       /* offset in the input */
    uint32_t decoded_unit, source_unit, source_size;
};

/* A window on the decoded text of one input. A reader is given windows in order; plain text may come in several,
 * cut where a block ends or, in an oversized block, at a space. */
struct checked_text {
    const char *bytes;     /* NUL-terminated */
    size_t n_bytes;
    uint64_t decoded;      /* offset of bytes[0] in the decoded text of the document */
    const struct stretch *map; /* by decoded offset, covers the window; NULL: decoded and source offsets are equal
                                  but for `source_shift` (the byte order mark) */
    size_t n_map;
    uint64_t source_shift;
    uint32_t line;         /* of bytes[0], from 1 */
    uint32_t column;       /* of bytes[0], from 1 */
    uint32_t byte_column;  /* likewise, in bytes of decoded text */
    bool is_first, is_last;
};

/* Walks a window forwards and knows source offset, line and column of where it stands. */
struct text_cursor {
    const struct checked_text *text;
    size_t at;             /* in the window */
    size_t map_hint;
    uint32_t line, column, byte_column;
};

void text_cursor_init(struct text_cursor *cursor, const struct checked_text *text);
/* Moves on to `at`, which must not be behind. LF, CRLF and CR end lines; so do U+0085, U+2028 and U+2029. */
void text_cursor_move(struct text_cursor *cursor, size_t at);
/* Moves on by `n_bytes` and gives what was passed as a place in the source. */
struct qualm_span text_cursor_span(struct text_cursor *cursor, size_t n_bytes);
/* The stretch-wise place of the cursor in the source: offset of its byte, and units from there on. `n_same` is how
 * many bytes of the window from here share those units without a break. */
uint64_t text_cursor_source(struct text_cursor *cursor, uint32_t *decoded_unit, uint32_t *source_unit,
                            uint32_t *source_size, size_t *n_same);

/* Decoding, piece by piece. */
enum encoding {
    ENCODING_UNKNOWN = 0,
    ENCODING_UTF8,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_UTF32LE,
    ENCODING_UTF32BE,
};

/* "UTF-8", "UTF-16LE", … */
const char *encoding_name(enum encoding encoding);
/* What a byte order mark at the start says, and how many bytes it has; UTF-8 and 0 where there is none. */
enum encoding encoding_sniff(const char *bytes, size_t n_bytes, size_t *n_mark);
/* Whether the text begins like a known kind of binary file, or its first 64 KiB hold more than 0.1 % of NUL and no mark
 * of UTF-16 or UTF-32. */
bool encoding_is_binary(const char *bytes, size_t n_bytes);

struct decoder {
    enum encoding encoding;
    uint64_t source;       /* bytes consumed so far, any mark included */
    uint64_t decoded;      /* bytes produced so far */
    uint64_t n_repairs;
    uint64_t first_repair; /* source offset */
};

/* Decodes what it can of `bytes`, appends UTF-8 to `text` and stretches to `*map` (an array from malloc, grown by
 * array_reserve). `*n_used` is how many bytes were consumed; the rest is an unfinished character and must come again
 * in front of the next piece, unless `is_last`. NUL, and controls other than white space, become spaces.
 * UTF-8 that needs no repair adds stretches that join into one. */
enum qualm_status decoder_feed(struct decoder *decoder, const char *bytes, size_t n_bytes, bool is_last,
                               struct buffer *text, struct stretch **map, size_t *n_map, size_t *map_room,
                               size_t *n_used);

/* For other decoders: appends one character that came from the next `n_source` bytes of the input. A repair is counted
 * and written as U+FFFD. */
enum qualm_status decoder_put(struct decoder *decoder, uint32_t code_point, bool is_repair, size_t n_source,
                              struct buffer *text, struct stretch **map, size_t *n_map, size_t *map_room);

#endif
