/* Bytes in: from pieces of any size to windows of checked text for the reader.
 *
 * Input is decoded in pieces of one fixed size and read in windows that begin and end where that size puts them, so
 * the cutting by the caller never shows in a result.
 */
#include <string.h>

#include "analysis.h"
#include "base/utf8.h"

/* What decides encoding, binary data and language: the first so many bytes. Also the size of a decoded piece. */
#define HEAD_BYTES ((size_t)64 * 1024)
/* A window for readers that take several: a block longer than this is cut. */
#define WINDOW_BYTES ((size_t)1024 * 1024)
/* More repairs than one in so many bytes are not a slip of the keyboard but another encoding. */
#define REPAIR_RATE 1000

static enum qualm_status fail(struct qualm_analysis *analysis, enum qualm_status status)
{
    if (status == QUALM_ERR_MEMORY || status == QUALM_ERR_LIBRARY)
        return status;
    analysis->failed = status;
    return QUALM_OK;
}

static const struct reader *reader_choose(const struct qualm_text *text)
{
    if (text->format)
        return reader_find(text->format);
    const struct reader *reader = text->path ? reader_for_path(text->path) : NULL;
    return reader ? reader : reader_find("plain");
}

static bool is_utf8_name(const char *name)
{
    return span_equals_nocase(span_of(name), span_of("UTF-8")) || span_equals_nocase(span_of(name), span_of("UTF8"));
}

/* Settles encoding and reader by the head of the text. */
static enum qualm_status encoding_settle(struct qualm_analysis *analysis)
{
    const char *name = analysis->text.encoding;
    const char *head = analysis->input.bytes;
    const size_t n_head = analysis->input.n_bytes;
    size_t n_mark = 0;
    if (name && !is_utf8_name(name)) {
        analysis->is_charset = true;
        analysis->encoding = name;
        return charset_is_known(name) ? QUALM_OK : QUALM_ERR_UNKNOWN;
    }
    if (!name && encoding_is_binary(head, n_head))
        return QUALM_ERR_BINARY;
    enum encoding encoding = encoding_sniff(head, n_head, &n_mark);
    if (name && encoding != ENCODING_UTF8) {
        encoding = ENCODING_UTF8;
        n_mark = 0;
    }
    analysis->decoder = (struct decoder){.encoding = encoding, .source = n_mark};
    analysis->encoding = encoding_name(encoding);
    buffer_drop(&analysis->input, n_mark);
    return QUALM_OK;
}

static enum qualm_status start(struct qualm_analysis *analysis)
{
    analysis->is_started = true;
    analysis->reader = reader_choose(&analysis->text);
    if (!analysis->reader)
        return fail(analysis, QUALM_ERR_UNKNOWN);
    return fail(analysis, encoding_settle(analysis));
}

/* Moves line and column past text that leaves the window. */
static void place_move(struct qualm_analysis *analysis, const struct checked_text *window, size_t n_bytes)
{
    struct text_cursor cursor;
    text_cursor_init(&cursor, window);
    text_cursor_move(&cursor, n_bytes);
    analysis->line = cursor.line;
    analysis->column = cursor.column;
    analysis->byte_column = cursor.byte_column;
    analysis->decoded_start += n_bytes;
}

/* Stretches that end before the window are done with. */
static void map_trim(struct qualm_analysis *analysis)
{
    size_t n = 0;
    while (n + 1 < analysis->n_map && analysis->map[n + 1].decoded <= analysis->decoded_start)
        n++;
    if (n == 0)
        return;
    analysis->n_map -= n;
    memmove(analysis->map, analysis->map + n, analysis->n_map * sizeof *analysis->map);
}

static struct checked_text window_of(const struct qualm_analysis *analysis, bool is_last)
{
    struct checked_text window = {
        .bytes = analysis->decoded.bytes ? analysis->decoded.bytes : "",
        .n_bytes = analysis->decoded.n_bytes,
        .decoded = analysis->decoded_start,
        .map = analysis->map,
        .n_map = analysis->n_map,
        .line = analysis->line,
        .column = analysis->column,
        .byte_column = analysis->byte_column,
        .is_first = !analysis->had_window,
        .is_last = is_last,
    };
    if (window.n_map == 1 && window.map[0].decoded_unit == 1 && window.map[0].source_unit == 1) {
        window.source_shift = window.map[0].source - window.map[0].decoded;
        window.map = NULL;
        window.n_map = 0;
    }
    return window;
}

static enum qualm_status reader_open(struct qualm_analysis *analysis)
{
    analysis->guess = language_guess(analysis->decoded.bytes ? analysis->decoded.bytes : "",
                                     analysis->decoded.n_bytes < HEAD_BYTES ? analysis->decoded.n_bytes : HEAD_BYTES);
    const char *said = analysis_language(analysis); /* front matter is not read yet */
    const struct data_language *expected = said ? data_language_find(said) : analysis->guess;
    const bool is_english = !expected || strcmp(expected->tag, "en") == 0;
    analysis->reader_options = (struct reader_options){
        .furniture = is_english ? analysis->engine->rules->furniture : analysis->engine->rules->no_furniture,
        .is_headline = analysis->text.is_headline,
        .has_title = analysis->text.title != NULL,
        .keeps_shape = analysis->engine->keep_text,
        .plain_matching = analysis->engine->plain_matching,
    };
    return analysis->reader->open(&analysis->reader_options, &analysis->sink, &analysis->reader_state);
}

static enum qualm_status window_read(struct qualm_analysis *analysis, bool is_last)
{
    if (!analysis->had_window) {
        const enum qualm_status status = reader_open(analysis);
        if (status)
            return status;
    }
    const struct checked_text window = window_of(analysis, is_last);
    size_t n_used = 0;
    const enum qualm_status status = analysis->reader->read(analysis->reader_state, &window, &n_used);
    if (status)
        return status;
    analysis->had_window = true;
    place_move(analysis, &window, n_used);
    buffer_drop(&analysis->decoded, n_used);
    map_trim(analysis);
    return QUALM_OK;
}

/* Decodes one piece from the front of the input. */
static enum qualm_status piece_decode(struct qualm_analysis *analysis, size_t n_bytes, bool is_last)
{
    size_t n_used = 0;
    const enum qualm_status status =
        decoder_feed(&analysis->decoder, analysis->input.bytes, n_bytes, is_last, &analysis->decoded, &analysis->map,
                     &analysis->n_map, &analysis->map_room, &n_used);
    if (!status)
        buffer_drop(&analysis->input, n_used);
    return status;
}

/* Decodes and reads all full pieces that there are. */
static enum qualm_status advance(struct qualm_analysis *analysis)
{
    enum qualm_status status = QUALM_OK;
    while (!status && analysis->input.n_bytes >= HEAD_BYTES) {
        status = piece_decode(analysis, HEAD_BYTES, false);
        if (!status && !analysis->reader->is_windowed && analysis->decoded.n_bytes > WHOLE_MOST)
            return QUALM_ERR_TOO_LARGE;
        if (!status && analysis->reader->is_windowed && analysis->decoded.n_bytes >= WINDOW_BYTES)
            status = window_read(analysis, false);
    }
    return status;
}

/* Takes in at most a piece. */
static enum qualm_status piece_take(struct qualm_analysis *analysis, const char *bytes, size_t n_bytes)
{
    enum qualm_status status = buffer_append(&analysis->input, bytes, n_bytes);
    if (status)
        return status;
    if (!analysis->is_started && analysis->input.n_bytes >= HEAD_BYTES)
        status = start(analysis);
    if (status || !analysis->is_started || analysis->failed)
        return status;
    if (analysis->is_charset)
        return analysis->input.n_bytes > WHOLE_MOST ? fail(analysis, QUALM_ERR_TOO_LARGE) : QUALM_OK;
    return fail(analysis, advance(analysis));
}

enum qualm_status analysis_take(struct qualm_analysis *analysis, const char *bytes, size_t n_bytes)
{
    enum qualm_status status = QUALM_OK;
    analysis->n_bytes += n_bytes;
    while (n_bytes && !status && !analysis->failed) {
        const size_t n = n_bytes < HEAD_BYTES ? n_bytes : HEAD_BYTES;
        status = piece_take(analysis, bytes, n);
        bytes += n;
        n_bytes -= n;
    }
    return status;
}

static enum qualm_status repairs_report(struct qualm_analysis *analysis)
{
    const struct decoder *decoder = &analysis->decoder;
    if (decoder->n_repairs == 0)
        return QUALM_OK;
    const bool is_guess = decoder->encoding == ENCODING_UTF8 && !analysis->is_charset &&
                          decoder->n_repairs * REPAIR_RATE > analysis->n_bytes;
    return analysis_warn(analysis, "repaired-bytes",
                         is_guess ? "bytes that are not UTF-8 were replaced; the text looks like windows-1252, "
                                    "try --encoding windows-1252"
                                  : "ill-formed bytes were replaced by U+FFFD",
                         decoder->first_repair);
}

static enum qualm_status rest_decode(struct qualm_analysis *analysis)
{
    if (!analysis->is_charset)
        return piece_decode(analysis, analysis->input.n_bytes, true);
    const enum qualm_status status =
        charset_decode(analysis->encoding, analysis->input.bytes ? analysis->input.bytes : "",
                       analysis->input.n_bytes, &analysis->decoder, &analysis->decoded, &analysis->map,
                       &analysis->n_map, &analysis->map_room, &analysis->encoding);
    buffer_clear(&analysis->input);
    return status;
}

enum qualm_status analysis_end(struct qualm_analysis *analysis)
{
    enum qualm_status status = buffer_append(&analysis->input, "", 0);
    if (!status && !analysis->is_started)
        status = start(analysis);
    if (status || analysis->failed)
        return status;
    status = fail(analysis, rest_decode(analysis));
    if (!status && !analysis->failed)
        status = fail(analysis, window_read(analysis, true));
    return status ? status : repairs_report(analysis);
}
