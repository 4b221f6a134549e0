/* The checks that hold for every input, whatever it is. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "cmd/record.h"
#include "qualm.h"

static struct qualm_engine *engine;

static void must(int is_so)
{
    if (!is_so)
        abort();
}

static struct qualm_engine *engine_get(void)
{
    const struct qualm_options options = {.detail = true};
    if (!engine)
        must(qualm_engine_new(&options, NULL, 0, &engine) == QUALM_OK);
    return engine;
}

static enum qualm_status to_buffer(void *to, const char *bytes, size_t n_bytes)
{
    return buffer_append(to, bytes, n_bytes);
}

/* No raw control, no ill-formed byte, no command to a CI system may leave. */
static void output_check(const struct buffer *out, const char *format)
{
    bool is_bad = false;
    for (size_t at = 0; at < out->n_bytes;) {
        const uint32_t c = utf8_next_unchecked(out->bytes, out->n_bytes, &at, &is_bad);
        must(!is_bad);
        must(c == '\n' || (c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0)));
        must(!(c >= 0x202A && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069));
    }
    if (out->bytes && strcmp(format, "github") != 0)
        must(!strstr(out->bytes, "##[") && strncmp(out->bytes, "::", 2) != 0);
}

static void render(const struct qualm_result *result, struct buffer *ndjson)
{
    const char *format;
    for (size_t i = 0; (format = qualm_report_format_at(i)); i++) {
        const struct qualm_report_options options = {.format = format, .all = true, .detail = true};
        struct qualm_summary summary;
        struct buffer out = {0};
        const char *path = result->path ? result->path : "-";
        qualm_summarise(result, &options, &summary);
        must(qualm_report_begin(&options, 1, to_buffer, &out) == QUALM_OK);
        must(qualm_report_document(&options, 0, 1, result, to_buffer, &out) == QUALM_OK);
        must(qualm_report_end(&options, &path, &summary, 1, to_buffer, &out) == QUALM_OK);
        output_check(&out, format);
        if (strcmp(format, "ndjson") == 0)
            must(buffer_append(ndjson, out.bytes ? out.bytes : "", out.n_bytes) == QUALM_OK);
        buffer_free(&out);
    }
}

/* Every place lies in the input, and starts before it ends. */
static void spans_check(const struct qualm_result *result, size_t size)
{
    for (size_t i = 0; i < result->n_sentences; i++)
        must(result->sentences[i].span.start <= result->sentences[i].span.end &&
             result->sentences[i].span.end <= size);
    for (size_t i = 0; i < result->n_findings; i++)
        must(result->findings[i].span.start <= result->findings[i].span.end && result->findings[i].span.end <= size);
}

static struct qualm_result *analyse_in_pieces(const struct qualm_text *text, const uint8_t *data, size_t size)
{
    struct qualm_analysis *analysis;
    struct qualm_result *result;
    const size_t step = size ? 1 + data[0] % 7 : 1;
    must(qualm_analysis_begin(engine_get(), text, &analysis) == QUALM_OK);
    for (size_t at = 0; at < size; at += step)
        must(qualm_analysis_feed(analysis, data + at, size - at < step ? size - at : step) == QUALM_OK);
    must(qualm_analysis_finish(analysis, &result) == QUALM_OK);
    return result;
}

void fuzz_text(const char *format, const uint8_t *data, size_t size)
{
    const struct qualm_text text = {.path = "fuzz", .format = format};
    struct qualm_result *whole;
    struct buffer one = {0};
    struct buffer two = {0};
    must(qualm_analyse(engine_get(), &text, data, size, &whole) == QUALM_OK);
    spans_check(whole, size);
    render(whole, &one);
    struct qualm_result *pieces = analyse_in_pieces(&text, data, size);
    render(pieces, &two);
    must(one.n_bytes == two.n_bytes && memcmp(one.bytes, two.bytes, one.n_bytes) == 0);
    qualm_result_free(whole);
    qualm_result_free(pieces);
    buffer_free(&one);
    buffer_free(&two);
}

void fuzz_record(const char *line, size_t n_bytes)
{
    static struct record_reader *reader;
    struct record record;
    struct qualm_result *result;
    struct buffer out = {0};
    if (!reader)
        must(record_reader_new(&reader) == QUALM_OK);
    must(record_read(reader, line, n_bytes, &record) == QUALM_OK);
    if (record.error[0])
        must(qualm_result_failed(&record.text, "bad-record", record.error, &result) == QUALM_OK);
    else
        must(qualm_analyse(engine_get(), &record.text, record.body, record.n_body, &result) == QUALM_OK);
    render(result, &out);
    qualm_result_free(result);
    record_clear(&record);
    buffer_free(&out);
}
