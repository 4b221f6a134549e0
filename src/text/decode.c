/* From bytes of the Unicode encodings to checked UTF-8: repair, white space for controls, and the map back. */
#include <assert.h>

#include "base/span.h"
#include "base/utf8.h"
#include "text/checked.h"

#define BINARY_SAMPLE 65536u /* bytes looked at */
#define BINARY_SHARE 1000u   /* more than one NUL in so many bytes is no text */

struct mark {
    enum encoding encoding;
    const char *name;
    const char *bytes;
    size_t n_bytes;
};

/* The marks of UTF-32 come first: that of UTF-16LE is how UTF-32LE's begins. */
static const struct mark marks[] = {
    {ENCODING_UTF8, "UTF-8", "\xEF\xBB\xBF", 3},        {ENCODING_UTF32LE, "UTF-32LE", "\xFF\xFE\0\0", 4},
    {ENCODING_UTF32BE, "UTF-32BE", "\0\0\xFE\xFF", 4},  {ENCODING_UTF16LE, "UTF-16LE", "\xFF\xFE", 2},
    {ENCODING_UTF16BE, "UTF-16BE", "\xFE\xFF", 2},
};
#define N_MARKS (sizeof marks / sizeof marks[0])

const char *encoding_name(enum encoding encoding)
{
    for (size_t i = 0; i < N_MARKS; i++)
        if (marks[i].encoding == encoding)
            return marks[i].name;
    return "unknown";
}

enum encoding encoding_sniff(const char *bytes, size_t n_bytes, size_t *n_mark)
{
    for (size_t i = 0; i < N_MARKS; i++) {
        if (n_bytes >= marks[i].n_bytes && memcmp(bytes, marks[i].bytes, marks[i].n_bytes) == 0) {
            *n_mark = marks[i].n_bytes;
            return marks[i].encoding;
        }
    }
    *n_mark = 0;
    return ENCODING_UTF8;
}

/* How files begin that are no text but need not hold a NUL early on: PDF, gzip, ZIP (also empty), bzip2, xz, Zstandard,
 * 7z, JPEG. */
static const struct span magics[] = {
    {"%PDF-", 5},       {"\x1F\x8B\x08", 3},    {"PK\x03\x04", 4},       {"PK\x05\x06", 4},   {"BZh91AY&SY", 10},
    {"\xFD""7zXZ\0", 6}, {"\x28\xB5\x2F\xFD", 4}, {"7z\xBC\xAF\x27\x1C", 6}, {"\xFF\xD8\xFF", 3},
};

static bool has_magic(struct span text)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
        if (text.len >= magics[i].len && memcmp(text.ptr, magics[i].ptr, magics[i].len) == 0)
            return true;
    return false;
}

bool encoding_is_binary(const char *bytes, size_t n_bytes)
{
    size_t n_mark;
    if (has_magic((struct span){bytes, n_bytes}))
        return true;
    if (encoding_sniff(bytes, n_bytes, &n_mark) != ENCODING_UTF8)
        return false;
    const size_t n = n_bytes < BINARY_SAMPLE ? n_bytes : BINARY_SAMPLE;
    size_t n_nul = 0;
    for (size_t i = 0; i < n; i++)
        n_nul += bytes[i] == '\0';
    return n_nul * BINARY_SHARE > n;
}

/* Where decoded text goes. */
struct output {
    struct decoder *decoder;
    struct buffer *text;
    struct stretch **map;
    size_t *n_map, *map_room;
};

/* Appends `bytes`, which came from the `n_source` bytes that stand next in the input, unit by unit; units of 0 say
 * whole from whole. */
static enum qualm_status put(struct output *out, struct span bytes, size_t n_source, uint32_t decoded_unit,
                             uint32_t source_unit)
{
    struct decoder *decoder = out->decoder;
    const struct stretch *last = *out->n_map ? *out->map + *out->n_map - 1 : NULL;
    const bool goes_on = last && decoded_unit && last->decoded_unit == decoded_unit &&
                         last->source_unit == source_unit &&
                         last->source + (decoder->decoded - last->decoded) / decoded_unit * source_unit ==
                             decoder->source;
    enum qualm_status status = buffer_append(out->text, bytes.ptr, bytes.len);
    if (!status && !goes_on)
        status = array_reserve((void **)out->map, out->map_room, *out->n_map + 1, sizeof **out->map);
    if (status)
        return status;
    assert(*out->map);
    if (!goes_on)
        (*out->map)[(*out->n_map)++] = (struct stretch){
            .decoded = decoder->decoded,
            .source = decoder->source,
            .decoded_unit = decoded_unit,
            .source_unit = source_unit,
            .source_size = decoded_unit ? source_unit : (uint32_t)n_source,
        };
    decoder->decoded += bytes.len;
    decoder->source += n_source;
    return QUALM_OK;
}

static enum qualm_status put_repair(struct output *out, size_t n_source)
{
    if (out->decoder->n_repairs++ == 0)
        out->decoder->first_repair = out->decoder->source;
    return put(out, span_of("\xEF\xBF\xBD"), n_source, 0, 0);
}

/* Line ends and tabulators are white space with a meaning; every other control is just a gap. */
static bool is_gap(uint32_t code_point)
{
    return (code_point < 0x20 && (code_point < '\t' || code_point > '\r')) ||
           (code_point >= 0x7F && code_point < 0xA0 && code_point != 0x85);
}

/* How many bytes the character needs that starts with this byte; 1 for bytes that start none. */
static size_t utf8_needs(unsigned char lead)
{
    return lead < 0xC2 || lead > 0xF4 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static enum qualm_status feed_utf8(struct output *out, const char *bytes, size_t n_bytes, bool is_last, size_t *n_used)
{
    size_t at = 0;
    size_t good = 0; /* [good, at) is to be copied as it is */
    enum qualm_status status = QUALM_OK;
    while (!status && at < n_bytes) {
        while (n_bytes - at > UTF8_PLAIN && utf8_is_plain(bytes + at))
            at += UTF8_PLAIN;
        const unsigned char byte = (unsigned char)bytes[at];
        if (byte < 0x80 && !is_gap(byte)) {
            at++;
            continue;
        }
        size_t next = at;
        bool is_bad = false;
        const uint32_t code_point = utf8_next_unchecked(bytes, n_bytes, &next, &is_bad);
        if (is_bad && !is_last && next == n_bytes && next - at < utf8_needs(byte))
            break;
        if (!is_bad && !is_gap(code_point)) {
            at = next;
            continue;
        }
        if (at > good)
            status = put(out, (struct span){bytes + good, at - good}, at - good, 1, 1);
        if (!status && is_bad)
            status = put_repair(out, next - at);
        else if (!status)
            status = put(out, span_of(" "), next - at, next - at == 1, next - at == 1);
        at = good = next;
    }
    if (!status && at > good)
        status = put(out, (struct span){bytes + good, at - good}, at - good, 1, 1);
    if (!status)
        *n_used = at;
    return status;
}

static uint32_t unit_at(const char *bytes, size_t n_unit, bool is_big)
{
    uint32_t unit = 0;
    for (size_t i = 0; i < n_unit; i++)
        unit = unit << 8 | (unsigned char)bytes[is_big ? i : n_unit - 1 - i];
    return unit;
}

/* One character of UTF-16 or UTF-32: how many bytes it has (0: more must come) and its code point. */
static size_t wide_next(struct span bytes, size_t n_unit, bool is_big, uint32_t *code_point, bool *is_bad)
{
    *is_bad = bytes.len < n_unit;
    if (*is_bad)
        return 0;
    *code_point = unit_at(bytes.ptr, n_unit, is_big);
    const bool is_surrogate = *code_point >= 0xD800 && *code_point < 0xE000;
    if (n_unit == 4 || !is_surrogate || *code_point >= 0xDC00) {
        *is_bad = is_surrogate || *code_point > 0x10FFFF;
        return n_unit;
    }
    *is_bad = true;
    if (bytes.len < 4)
        return 0;
    const uint32_t low = unit_at(bytes.ptr + 2, 2, is_big);
    if (low < 0xDC00 || low > 0xDFFF)
        return 2;
    *is_bad = false;
    *code_point = 0x10000 + ((*code_point - 0xD800) << 10) + (low - 0xDC00);
    return 4;
}

static enum qualm_status put_character(struct output *out, uint32_t code_point, size_t n_source)
{
    char utf8[4];
    const size_t n_utf8 = utf8_encode(is_gap(code_point) ? ' ' : code_point, utf8);
    return put(out, (struct span){utf8, n_utf8}, n_source, (uint32_t)n_utf8, (uint32_t)n_source);
}

static enum qualm_status feed_wide(struct output *out, const char *bytes, size_t n_bytes, bool is_last, size_t *n_used)
{
    const enum encoding encoding = out->decoder->encoding;
    const size_t n_unit = encoding == ENCODING_UTF32LE || encoding == ENCODING_UTF32BE ? 4 : 2;
    const bool is_big = encoding == ENCODING_UTF16BE || encoding == ENCODING_UTF32BE;
    size_t at = 0;
    enum qualm_status status = QUALM_OK;
    while (!status && at < n_bytes) {
        uint32_t code_point = 0;
        bool is_bad;
        size_t n = wide_next((struct span){bytes + at, n_bytes - at}, n_unit, is_big, &code_point, &is_bad);
        if (n == 0 && !is_last)
            break;
        if (n == 0) /* the input ends inside a unit or a pair: what is there of one unit is one bad character */
            n = n_bytes - at < n_unit ? n_bytes - at : n_unit;
        status = is_bad ? put_repair(out, n) : put_character(out, code_point, n);
        at += n;
    }
    if (!status)
        *n_used = at;
    return status;
}

enum qualm_status decoder_feed(struct decoder *decoder, const char *bytes, size_t n_bytes, bool is_last,
                               struct buffer *text, struct stretch **map, size_t *n_map, size_t *map_room,
                               size_t *n_used)
{
    struct output out = {decoder, text, map, n_map, map_room};
    if (decoder->encoding == ENCODING_UTF8 || decoder->encoding == ENCODING_UNKNOWN)
        return feed_utf8(&out, bytes, n_bytes, is_last, n_used);
    return feed_wide(&out, bytes, n_bytes, is_last, n_used);
}

enum qualm_status decoder_put(struct decoder *decoder, uint32_t code_point, bool is_repair, size_t n_source,
                              struct buffer *text, struct stretch **map, size_t *n_map, size_t *map_room)
{
    struct output out = {decoder, text, map, n_map, map_room};
    return is_repair ? put_repair(&out, n_source) : put_character(&out, code_point, n_source);
}
