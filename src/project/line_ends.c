/* Counts the ends of lines that git does not know. */
#include "project/line_ends.h"

#include <assert.h>

static void other_end(struct line_ends *ends)
{
    if (ends->n_others == LINE_ENDS_MOST) {
        ends->is_opaque = true;
        return;
    }
    ends->others[ends->n_others++] = ends->line++;
}

/* U+0085, U+2028 or U+2029 in UTF-8. */
static bool is_separator(const unsigned char before[2], unsigned char byte)
{
    return (byte == 0x85 && before[0] == 0xC2) ||
           ((byte == 0xA8 || byte == 0xA9) && before[0] == 0x80 && before[1] == 0xE2);
}

static void byte_take(struct line_ends *ends, unsigned char byte)
{
    if (ends->before[0] == '\r' && byte != '\n')
        other_end(ends);
    if (byte == '\n')
        ends->line++;
    if (is_separator(ends->before, byte) && !ends->is_encoding_named)
        other_end(ends);
    /* In UTF-16 the byte of a line feed may be half of a character; in other encodings 0x85 may be U+0085. */
    if (byte == 0 || (ends->is_encoding_named && (byte == 0x85 || is_separator(ends->before, byte))))
        ends->is_opaque = true;
    ends->before[1] = ends->before[0];
    ends->before[0] = byte;
}

void line_ends_feed(struct line_ends *ends, const char *bytes, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes && !ends->is_opaque; i++)
        byte_take(ends, (unsigned char)bytes[i]);
}

uint32_t line_ends_find(const struct line_ends *ends, uint32_t line)
{
    size_t low = 0, high = ends->n_others;
    assert(!ends->is_opaque);
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (ends->others[middle] < line)
            low = middle + 1;
        else
            high = middle;
    }
    return line - (uint32_t)low;
}
