/* How many columns a character takes and whether it may be printed as it is. */
#include "base/utf8.h"
#include "base/width_table.h"

static bool is_in(const struct code_range *ranges, size_t n_ranges, uint32_t code_point)
{
    size_t low = 0;
    while (n_ranges) {
        const size_t half = n_ranges / 2;
        if (code_point > ranges[low + half].last) {
            low += half + 1;
            n_ranges -= half + 1;
        } else if (code_point < ranges[low + half].first) {
            n_ranges = half;
        } else {
            return true;
        }
    }
    return false;
}

#define IS_IN(table, code_point) is_in(table, sizeof(table) / sizeof(table)[0], code_point)

unsigned utf8_width(uint32_t code_point)
{
    if (code_point < 0x300)
        return code_point >= 0x20 && (code_point < 0x7F || code_point >= 0xA0);
    if (IS_IN(zero, code_point))
        return 0;
    return IS_IN(wide, code_point) ? 2 : 1;
}

size_t utf8_text_width(const char *text, size_t n_bytes)
{
    size_t width = 0;
    for (size_t at = 0; at < n_bytes;)
        width += utf8_width(utf8_next(text, &at));
    return width;
}

bool utf8_is_printable(uint32_t code_point)
{
    if (code_point < 0x7F)
        return code_point >= 0x20;
    return code_point < 0x110000 && !IS_IN(unprintable, code_point);
}
