/* Named encodings, by the converters of ICU. */
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include "segment/scratch.h"
#include "text/checked.h"

/* Source bytes given to the converter at a time; every byte gives at most a few units. */
#define PIECE_BYTES ((size_t)16 * 1024)
#define PIECE_UNITS (PIECE_BYTES * 2)

/* One conversion on its way. */
struct conversion {
    UConverter *converter;
    struct decoder *decoder;
    struct buffer *text;
    struct stretch **map;
    size_t *n_map, *map_room;
    UChar units[PIECE_UNITS];
    int32_t offsets[PIECE_UNITS]; /* of the source byte of each unit, in the piece; -1: in a piece before */
};

bool charset_is_known(const char *name)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &code);
    if (U_FAILURE(code))
        return false;
    ucnv_close(converter);
    return true;
}

/* The end in the input of what gave the unit at `next`'s predecessor: where the next character starts, or the end of
 * what was taken in so far. */
static uint64_t source_end(const struct conversion *conversion, size_t next, size_t n_units, uint64_t piece_start,
                           uint64_t taken)
{
    for (; next < n_units; next++)
        if (conversion->offsets[next] >= 0)
            return piece_start + (uint64_t)conversion->offsets[next];
    return taken;
}

/* Writes the units of one call as characters. */
static enum qualm_status units_put(struct conversion *conversion, size_t n_units, uint64_t piece_start, uint64_t taken)
{
    enum qualm_status status = QUALM_OK;
    for (size_t at = 0; at < n_units && !status;) {
        uint32_t c = conversion->units[at++];
        if (U16_IS_LEAD(c) && at < n_units && U16_IS_TRAIL(conversion->units[at]))
            c = (uint32_t)U16_GET_SUPPLEMENTARY(c, conversion->units[at++]);
        const uint64_t end = source_end(conversion, at, n_units, piece_start, taken);
        const uint64_t start = conversion->decoder->source;
        status = decoder_put(conversion->decoder, c, c == 0xFFFD, end > start ? (size_t)(end - start) : 0,
                             conversion->text, conversion->map, conversion->n_map, conversion->map_room);
    }
    return status;
}

static enum qualm_status piece_convert(struct conversion *conversion, const char *bytes, size_t n_bytes,
                                       uint64_t piece_start, bool is_last)
{
    const char *source = bytes;
    enum qualm_status status = QUALM_OK;
    UErrorCode code = U_BUFFER_OVERFLOW_ERROR;
    while (!status && code == U_BUFFER_OVERFLOW_ERROR) {
        UChar *target = conversion->units;
        const uint64_t call_start = piece_start + (uint64_t)(source - bytes);
        code = U_ZERO_ERROR;
        ucnv_toUnicode(conversion->converter, &target, conversion->units + PIECE_UNITS, &source, bytes + n_bytes,
                       conversion->offsets, is_last, &code);
        if (U_FAILURE(code) && code != U_BUFFER_OVERFLOW_ERROR)
            return status_from_icu(code);
        status = units_put(conversion, (size_t)(target - conversion->units), call_start,
                           piece_start + (uint64_t)(source - bytes));
    }
    return status;
}

static enum qualm_status convert(struct conversion *conversion, const char *bytes, size_t n_bytes)
{
    enum qualm_status status = QUALM_OK;
    for (size_t at = 0; !status;) {
        const size_t n = n_bytes - at < PIECE_BYTES ? n_bytes - at : PIECE_BYTES;
        status = piece_convert(conversion, bytes + at, n, at, at + n == n_bytes);
        at += n;
        if (at == n_bytes)
            break;
    }
    return status;
}

enum qualm_status charset_decode(const char *name, const char *bytes, size_t n_bytes, struct decoder *decoder,
                                 struct buffer *text, struct stretch **map, size_t *n_map, size_t *map_room,
                                 const char **canonical)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &code);
    if (U_FAILURE(code))
        return code == U_MEMORY_ALLOCATION_ERROR ? QUALM_ERR_MEMORY : QUALM_ERR_UNKNOWN;
    struct conversion *conversion = malloc(sizeof *conversion);
    enum qualm_status status = conversion ? QUALM_OK : QUALM_ERR_MEMORY;
    if (conversion) {
        conversion->converter = converter;
        conversion->decoder = decoder;
        conversion->text = text;
        conversion->map = map;
        conversion->n_map = n_map;
        conversion->map_room = map_room;
        status = convert(conversion, bytes, n_bytes);
    }
    if (!status) {
        /* The converter's own name goes with it; the alias table's is static. */
        UErrorCode ignored = U_ZERO_ERROR;
        const char *standard = ucnv_getStandardName(ucnv_getName(converter, &ignored), "MIME", &ignored);
        *canonical = standard ? standard : name;
    }
    free(conversion);
    ucnv_close(converter);
    return status;
}
