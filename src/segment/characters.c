/* Classes of code points, by Unicode's properties; ASCII by a table, since it is nearly all of the text. */
#include "segment/scratch.h"

#include <unicode/uchar.h>

enum {
    UPPER = 1,
    LOWER = 2,
    DIGIT = 4,
    SYMBOL = 8,
    OPENER = 16,
    CLOSER = 32,
    STOP = 64,
};

/* "%", "&", "#", "@" and "*" are punctuation to Unicode, but stand for words as "$" does. */
static const unsigned char ascii_classes[128] = {
    ['!'] = STOP, ['"'] = OPENER | CLOSER, ['#'] = SYMBOL, ['$'] = SYMBOL, ['%'] = SYMBOL, ['&'] = SYMBOL,
    ['\''] = OPENER | CLOSER, ['('] = OPENER, [')'] = CLOSER, ['*'] = SYMBOL, ['+'] = SYMBOL, ['.'] = STOP,
    ['0'] = DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT,
    ['<'] = SYMBOL, ['='] = SYMBOL, ['>'] = SYMBOL, ['?'] = STOP, ['@'] = SYMBOL,
    ['A'] = UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER,
    UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER, UPPER,
    ['['] = OPENER, [']'] = CLOSER, ['^'] = SYMBOL, ['`'] = SYMBOL,
    ['a'] = LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER,
    LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER,
    ['{'] = OPENER, ['|'] = SYMBOL, ['}'] = CLOSER, ['~'] = SYMBOL,
};

static bool is_ascii(uint32_t c, int classes)
{
    return ascii_classes[c] & classes;
}

static bool has_category(uint32_t c, uint32_t mask)
{
    return edition_category(c) & mask;
}

bool is_letter(uint32_t c)
{
    return c < 128 ? is_ascii(c, UPPER | LOWER) : has_category(c, U_GC_L_MASK);
}

bool is_upper(uint32_t c)
{
    return c < 128 ? is_ascii(c, UPPER) : has_category(c, U_GC_LU_MASK | U_GC_LT_MASK);
}

bool is_lower(uint32_t c)
{
    return c < 128 ? is_ascii(c, LOWER) : has_category(c, U_GC_LL_MASK);
}

bool is_digit(uint32_t c)
{
    return c < 128 ? is_ascii(c, DIGIT) : has_category(c, U_GC_N_MASK);
}

bool is_mark(uint32_t c)
{
    return c >= 0x300 && has_category(c, U_GC_M_MASK);
}

bool is_counted_character(uint32_t c)
{
    /* U+0E00 is the lowest of these scripts, and the look-up is slow. */
    if (c < 0xE00 || !has_category(c, U_GC_L_MASK | U_GC_NL_MASK))
        return false;
    switch (u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK)) {
    case U_LB_IDEOGRAPHIC:
    case U_LB_COMPLEX_CONTEXT:
    case U_LB_CONDITIONAL_JAPANESE_STARTER:
    case U_LB_NONSTARTER:
        return true;
    default:
        return false;
    }
}

bool is_symbol(uint32_t c)
{
    return c < 128 ? is_ascii(c, SYMBOL) : has_category(c, U_GC_S_MASK) || c == 0x2030;
}

bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x2018;
}

bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

bool is_opener(uint32_t c)
{
    return c < 128 ? is_ascii(c, OPENER)
                   : has_category(c, U_GC_PS_MASK | U_GC_PI_MASK) || c == 0x2019 || c == 0x201D || c == 0xBB;
}

bool is_closer(uint32_t c)
{
    /* German closes with what English opens with. */
    return c < 128 ? is_ascii(c, CLOSER)
                   : has_category(c, U_GC_PE_MASK | U_GC_PF_MASK) || c == 0x201C || c == 0x2018 || c == 0xAB;
}

bool is_stop(uint32_t c)
{
    return c < 128 ? is_ascii(c, STOP) : edition_is_terminal(c) || c == ELLIPSIS;
}
