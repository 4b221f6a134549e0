/* What a code point is in the Unicode of the corpus' edition, 15.0, whatever the installed ICU knows.
 *
 * Counts must not depend on the machine. To a newer ICU more code points are assigned: here they are not, yet. And a
 * few have become something else: those stand in a table. corpus/break/ does the same in the language of its rules.
 */
#include "segment/scratch.h"

#include <unicode/uchar.h>

#define MAJOR 15

/* What ICU says differently from Unicode 15.1 on. */
struct change {
    uint16_t first, last; /* beyond U+FFFF: less 0x10000, in the second table */
    uint8_t word_break, sentence_break;
    bool is_terminal;
};

/* In order. Only classes that differ matter: the others are as they were. */
static const struct change changes[] = {
    {0x003B, 0x003B, U_WB_MIDNUM, U_SB_OTHER, false},
    {0x00B8, 0x00B8, U_WB_OTHER, U_SB_OTHER, false},
    {0x0295, 0x0295, U_WB_ALETTER, U_SB_LOWER, false},
    {0x037E, 0x037E, U_WB_MIDNUM, U_SB_OTHER, false},
    {0x0600, 0x0605, U_WB_FORMAT, U_SB_FORMAT, false},
    {0x06DD, 0x06DD, U_WB_FORMAT, U_SB_FORMAT, false},
    {0x070F, 0x070F, U_WB_FORMAT, U_SB_FORMAT, false},
    {0x0890, 0x0891, U_WB_FORMAT, U_SB_FORMAT, false},
    {0x08E2, 0x08E2, U_WB_FORMAT, U_SB_FORMAT, false},
    {0x17D4, 0x17D5, U_WB_OTHER, U_SB_OTHER, false},
    {0x19DA, 0x19DA, U_WB_OTHER, U_SB_OTHER, false},
    {0x2024, 0x2024, U_WB_MIDNUMLET, U_SB_ATERM, false},
    {0x2CF9, 0x2CFB, U_WB_OTHER, U_SB_OTHER, false},
    {0xFE10, 0xFE10, U_WB_MIDNUM, U_SB_SCONTINUE, false},
    {0xFE12, 0xFE12, U_WB_OTHER, U_SB_OTHER, false},
    {0xFE14, 0xFE14, U_WB_MIDNUM, U_SB_OTHER, false},
    {0xFE15, 0xFE16, U_WB_OTHER, U_SB_OTHER, false},
    {0xFE54, 0xFE54, U_WB_MIDNUM, U_SB_OTHER, false},
    {0xFF1B, 0xFF1B, U_WB_MIDNUM, U_SB_OTHER, false},
};
static const struct change high_changes[] = {
    {0x10BD, 0x10BD, U_WB_FORMAT, U_SB_FORMAT, false},
    {0x10CD, 0x10CD, U_WB_FORMAT, U_SB_FORMAT, false},
};

static const struct change *find(const struct change *table, size_t n, uint32_t c)
{
    size_t low = 0;
    while (low < n) {
        const size_t middle = low + (n - low) / 2;
        if (c > table[middle].last)
            low = middle + 1;
        else if (c < table[middle].first)
            n = middle;
        else
            return &table[middle];
    }
    return NULL;
}

static const struct change *change_of(uint32_t c)
{
    if (c >= 0x20000)
        return NULL;
    return c < 0x10000 ? find(changes, sizeof changes / sizeof *changes, c)
                       : find(high_changes, sizeof high_changes / sizeof *high_changes, c - 0x10000);
}

static bool is_assigned(uint32_t c)
{
    UVersionInfo age;
    u_charAge((UChar32)c, age);
    return age[0] < MAJOR || (age[0] == MAJOR && age[1] == 0);
}

uint32_t edition_category(uint32_t c)
{
    if (c == 0x295) /* LATIN LETTER PHARYNGEAL VOICED FRICATIVE */
        return U_GC_LL_MASK;
    return is_assigned(c) ? U_MASK(u_charType((UChar32)c)) : U_GC_CN_MASK;
}

int edition_word_break(uint32_t c)
{
    const struct change *change = change_of(c);
    if (change)
        return change->word_break;
    return is_assigned(c) ? u_getIntPropertyValue((UChar32)c, UCHAR_WORD_BREAK) : U_WB_OTHER;
}

int edition_sentence_break(uint32_t c)
{
    const struct change *change = change_of(c);
    if (change)
        return change->sentence_break;
    return is_assigned(c) ? u_getIntPropertyValue((UChar32)c, UCHAR_SENTENCE_BREAK) : U_SB_OTHER;
}

bool edition_is_terminal(uint32_t c)
{
    const struct change *change = change_of(c);
    if (change)
        return change->is_terminal;
    return is_assigned(c) && u_hasBinaryProperty((UChar32)c, UCHAR_S_TERM);
}

uint32_t edition_lower(uint32_t c)
{
    return is_assigned(c) ? (uint32_t)u_tolower((UChar32)c) : c;
}
