/* Where sentences may end: behind the stops of a text, as corpus/break/sentence.txt says.
 *
 * The rules part only behind a stop or a separator, so that a look at the stops does instead of a walk over all
 * characters. It is left to ICU, with the rules themselves, where a text holds separators or characters that the rules
 * skip (marks, joiners). Names such as SB7 are those of the rules. One thing they do not say: an ellipsis of one
 * character, which editors put for three full stops, ends what these would end.
 */
#include "segment/scratch.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

#define BIT(property) (1u << (property))
#define STOPS (BIT(U_SB_ATERM) | BIT(U_SB_STERM))
/* Separators and what is skipped. */
#define HARD (BIT(U_SB_SEP) | BIT(U_SB_CR) | BIT(U_SB_LF) | BIT(U_SB_EXTEND) | BIT(U_SB_FORMAT))

/* Bytes that are a stop, a control or the first of what may be one. */
static bool is_looked_at(unsigned char byte)
{
    return byte == '.' || byte == '!' || byte == '?' || byte < ' ' || byte >= 0x7F;
}

static unsigned property_of(const struct segmenter *segmenter, uint32_t c)
{
    return c < 0x80 ? segmenter->ascii_properties[c] : BIT(edition_sentence_break(c));
}

/* Whether one of eight bytes is looked at. */
static bool is_any_looked_at(const char *bytes)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t word;
    if (!utf8_is_plain(bytes))
        return true;
    memcpy(&word, bytes, sizeof word);
    const uint64_t full_stop = word ^ ones * '.', exclamation = word ^ ones * '!', question = word ^ ones * '?';
    /* Less one, the high bit of a byte of seven bits is set where it was nothing; borrows only reach what is behind. */
    return ((full_stop - ones) | (exclamation - ones) | (question - ones)) & 0x80 * ones;
}

static enum qualm_status stop_add(struct segmenter *segmenter, size_t at)
{
    void *stops = segmenter->stops;
    const enum qualm_status status = array_reserve(&stops, &segmenter->stops_room, segmenter->n_stops + 1,
                                                   sizeof *segmenter->stops);
    segmenter->stops = stops;
    if (!status)
        segmenter->stops[segmenter->n_stops++] = (uint32_t)at;
    return status;
}

enum qualm_status stops_find(struct segmenter *segmenter, const struct block *block)
{
    enum qualm_status status = QUALM_OK;
    segmenter->n_stops = 0;
    segmenter->is_hard = false;
    for (size_t at = 0; at < block->n_bytes && !status;) {
        if (block->n_bytes - at >= UTF8_PLAIN && !is_any_looked_at(block->text + at)) {
            at += UTF8_PLAIN;
            continue;
        }
        const size_t start = at;
        const uint32_t c = utf8_next(block->text, &at);
        if (c < 0x80 && !is_looked_at((unsigned char)c))
            continue;
        const unsigned property = property_of(segmenter, c);
        segmenter->is_hard |= (property & HARD) != 0;
        if ((property & STOPS) || c == ELLIPSIS)
            status = stop_add(segmenter, start);
    }
    return status;
}

/* ---------------------------------------------------------------- the rules */

struct place {
    const struct segmenter *segmenter;
    const struct block *block;
};

static unsigned property_at(const struct place *place, size_t at)
{
    return at < place->block->n_bytes ? property_of(place->segmenter, utf8_next(place->block->text, &at)) : 0;
}

/* Past what has one of the properties. */
static size_t skip(const struct place *place, size_t at, unsigned properties)
{
    for (size_t next = at; at < place->block->n_bytes; at = next)
        if (!(property_of(place->segmenter, utf8_next(place->block->text, &next)) & properties))
            break;
    return at;
}

/* SB6 and SB7, of the full stop at `stop` with `next` behind it: "3.5", "U.S". */
static bool is_inside(const struct place *place, size_t stop, size_t next)
{
    const unsigned behind = property_at(place, next), cased = BIT(U_SB_UPPER) | BIT(U_SB_LOWER);
    if (behind != BIT(U_SB_UPPER) || stop == 0)
        return behind == BIT(U_SB_NUMERIC);
    return property_of(place->segmenter, utf8_previous(place->block->text, &stop)) & cased;
}

/* SB8: what comes next that is a letter, before any stop, is in lower case. */
static bool is_lower_behind(const struct place *place, size_t at)
{
    const unsigned letters = BIT(U_SB_OLETTER) | BIT(U_SB_UPPER) | BIT(U_SB_LOWER);
    return property_at(place, skip(place, at, ~(letters | STOPS))) == BIT(U_SB_LOWER);
}

size_t stop_boundary(const struct segmenter *segmenter, const struct block *block, size_t stop)
{
    const struct place place = {segmenter, block};
    size_t next = stop;
    const uint32_t c = utf8_next(block->text, &next);
    const bool is_ellipsis = c == ELLIPSIS;
    const bool is_full_stop = is_ellipsis || property_of(segmenter, c) == BIT(U_SB_ATERM);
    /* In front of the last of three full stops there is no letter. */
    if (is_full_stop && is_inside(&place, is_ellipsis ? 0 : stop, next))
        return 0;
    /* SB9 to SB11 */
    const size_t at = skip(&place, skip(&place, next, BIT(U_SB_CLOSE)), BIT(U_SB_SP));
    /* SB8a */
    if (property_at(&place, at) & (BIT(U_SB_SCONTINUE) | STOPS))
        return 0;
    return is_full_stop && is_lower_behind(&place, at) ? 0 : at;
}
