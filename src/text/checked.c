/* The cursor: where in the source, and on which line and column, a place of the decoded text is. */
#include "text/checked.h"

#include <assert.h>

#include "base/utf8.h"

void text_cursor_init(struct text_cursor *cursor, const struct checked_text *text)
{
    *cursor = (struct text_cursor){
        .text = text, .line = text->line, .column = text->column, .byte_column = text->byte_column};
}

/* Whether the code point that starts at `at` ends a line. A CR in front of a LF leaves that to the LF. */
static bool ends_line(const struct checked_text *text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text->bytes + at;
    switch (p[0]) {
    case '\n':
        return true;
    case '\r':
        return p[1] != '\n';
    case 0xC2:
        return p[1] == 0x85;
    case 0xE2:
        return p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9);
    default:
        return false;
    }
}

/* How many bytes from `at` are ASCII and no control but U+007F. */
static size_t ascii_length(const char *bytes, size_t at, size_t stop)
{
    const size_t start = at;
    while (at + UTF8_PLAIN <= stop && utf8_is_plain(bytes + at))
        at += UTF8_PLAIN;
    while (at < stop && (unsigned char)bytes[at] >= ' ' && (unsigned char)bytes[at] < 0x80)
        at++;
    return at - start;
}

void text_cursor_move(struct text_cursor *cursor, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)cursor->text->bytes;
    assert(at >= cursor->at && at <= cursor->text->n_bytes);
    while (cursor->at < at) {
        const size_t n = ascii_length(cursor->text->bytes, cursor->at, at);
        cursor->at += n;
        cursor->column += (uint32_t)n;
        cursor->byte_column += (uint32_t)n;
        if (cursor->at == at)
            break;
        const bool is_end = ends_line(cursor->text, cursor->at);
        const size_t from = cursor->at;
        do
            cursor->at++;
        while (cursor->at < at && (bytes[cursor->at] & 0xC0) == 0x80);
        cursor->line += is_end;
        cursor->column = is_end ? 1 : cursor->column + 1;
        cursor->byte_column = is_end ? 1 : cursor->byte_column + (uint32_t)(cursor->at - from);
    }
}

/* The stretch that holds the decoded offset, or the last one in front of it. */
static size_t stretch_find(const struct checked_text *text, uint64_t decoded, size_t hint)
{
    size_t low = hint < text->n_map && text->map[hint].decoded <= decoded ? hint : 0;
    size_t high = text->n_map;
    if (low + 1 < high && text->map[low + 1].decoded <= decoded)
        low++;
    if (low + 1 < high && text->map[low + 1].decoded > decoded)
        return low;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (text->map[middle].decoded <= decoded)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint64_t text_cursor_source(struct text_cursor *cursor, uint32_t *decoded_unit, uint32_t *source_unit,
                            uint32_t *source_size, size_t *n_same)
{
    const struct checked_text *text = cursor->text;
    const uint64_t decoded = text->decoded + cursor->at;
    *decoded_unit = *source_unit = *source_size = 1;
    *n_same = text->n_bytes - cursor->at;
    if (!text->map || text->n_map == 0)
        return decoded + text->source_shift;
    cursor->map_hint = stretch_find(text, decoded, cursor->map_hint);
    const struct stretch *stretch = &text->map[cursor->map_hint];
    *decoded_unit = stretch->decoded_unit;
    *source_unit = stretch->source_unit;
    *source_size = stretch->source_size;
    if (cursor->map_hint + 1 < text->n_map) {
        const uint64_t n_left = stretch[1].decoded - decoded;
        if (n_left < *n_same)
            *n_same = (size_t)n_left;
    }
    const uint64_t into = decoded - stretch->decoded;
    if (stretch->decoded_unit == 0)
        return into && *n_same == 0 ? stretch->source + stretch->source_size : stretch->source;
    return stretch->source + into / stretch->decoded_unit * stretch->source_unit;
}

struct qualm_span text_cursor_span(struct text_cursor *cursor, size_t n_bytes)
{
    uint32_t unit;
    size_t n_same;
    struct qualm_span span = {.line = cursor->line, .column = cursor->column, .byte_column = cursor->byte_column};
    span.start = text_cursor_source(cursor, &unit, &unit, &unit, &n_same);
    text_cursor_move(cursor, cursor->at + n_bytes);
    span.end = text_cursor_source(cursor, &unit, &unit, &unit, &n_same);
    span.end_line = cursor->line;
    span.end_column = cursor->column;
    span.end_byte_column = cursor->byte_column;
    return span;
}
