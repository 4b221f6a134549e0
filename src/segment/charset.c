/* Named encodings: decodes with ICU's converters into checked UTF-8 and the map back to the source. */
#include "segment/segment.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "text/checked.h"

/* Where the decoded text goes. */
struct charset_output {
    struct decoder *decoder;
    struct buffer *text;
    struct stretch **map;
    size_t *n_map, *map_room;
};

static UConverter *charset_open(const char *name, UErrorCode *code)
{
    /* An empty name would mean the converter of the environment. */
    if (!*name)
        *code = U_FILE_ACCESS_ERROR;
    return U_SUCCESS(*code) ? ucnv_open(name, code) : NULL;
}

bool charset_is_known(const char *name)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = charset_open(name, &code);
    ucnv_close(converter);
    return U_SUCCESS(code);
}

/* The name that the web knows, else the one of the registry, else ICU's; all of them live as long as ICU's data. */
static const char *charset_canonical(const char *name)
{
    static const char *const standards[] = {"MIME", "IANA"};
    for (size_t i = 0; i < sizeof standards / sizeof *standards; i++) {
        UErrorCode code = U_ZERO_ERROR;
        const char *found = ucnv_getStandardName(name, standards[i], &code);
        if (U_SUCCESS(code) && found)
            return found;
    }
    UErrorCode code = U_ZERO_ERROR;
    const char *found = ucnv_getAlias(name, 0, &code);
    return U_SUCCESS(code) && found ? found : "unknown";
}

/* ICU's own substitution writes U+001A for some encodings. */
static void replace_bad(const void *context, UConverterToUnicodeArgs *args, const char *bytes, int32_t n_bytes,
                        UConverterCallbackReason reason, UErrorCode *code)
{
    (void)context, (void)bytes, (void)n_bytes;
    static const UChar replacement = UTF8_REPLACEMENT;
    if (reason > UCNV_IRREGULAR)
        return;
    *code = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &replacement, 1, 0, code);
}

static bool is_bad(uint32_t c)
{
    return c == UTF8_REPLACEMENT || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF;
}

static enum qualm_status charset_run(UConverter *converter, struct span bytes, const struct charset_output *out)
{
    const char *at = bytes.ptr, *const end = bytes.ptr + bytes.len;
    enum qualm_status status = QUALM_OK;
    while (!status && at < end) {
        const char *const before = at;
        UErrorCode code = U_ZERO_ERROR;
        uint32_t c = (uint32_t)ucnv_getNextUChar(converter, &at, end, &code);
        /* What is left holds no character, only an escape sequence. */
        if (code == U_INDEX_OUTOFBOUNDS_ERROR)
            return QUALM_OK;
        if (code == U_MEMORY_ALLOCATION_ERROR)
            return QUALM_ERR_MEMORY;
        if (U_FAILURE(code))
            c = UTF8_REPLACEMENT;
        if (U_FAILURE(code) && at == before)
            at++;
        status = decoder_put(out->decoder, c, is_bad(c), (size_t)(at - before), out->text, out->map, out->n_map,
                             out->map_room);
    }
    return status;
}

enum qualm_status charset_decode(const char *name, const char *bytes, size_t n_bytes, struct decoder *decoder,
                                 struct buffer *text, struct stretch **map, size_t *n_map, size_t *map_room,
                                 const char **canonical)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = charset_open(name, &code);
    if (U_FAILURE(code))
        return code == U_MEMORY_ALLOCATION_ERROR ? QUALM_ERR_MEMORY : QUALM_ERR_UNKNOWN;
    ucnv_setToUCallBack(converter, replace_bad, NULL, NULL, NULL, &code);
    const struct charset_output out = {decoder, text, map, n_map, map_room};
    const enum qualm_status status = U_FAILURE(code) ? QUALM_ERR_LIBRARY
                                                     : charset_run(converter, (struct span){bytes, n_bytes}, &out);
    ucnv_close(converter);
    if (!status)
        *canonical = charset_canonical(name);
    return status;
}
