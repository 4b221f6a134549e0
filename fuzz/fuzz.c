/* The checks that hold for every input, whatever it is. */
#include "fuzz.h"

#include <json-c/json.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "cmd/record.h"
#include "qualm.h"

static void must(int is_so)
{
    if (!is_so)
        abort();
}

static struct qualm_engine *engine_get(bool plain_matching)
{
    static struct qualm_engine *engines[2];
    const struct qualm_options options = {
        .keep_text = true, .require_reason = true, .plain_matching = plain_matching};
    if (!engines[plain_matching])
        must(qualm_engine_new(&options, NULL, 0, &engines[plain_matching]) == QUALM_OK);
    return engines[plain_matching];
}

static enum qualm_status to_buffer(void *to, const char *bytes, size_t n_bytes)
{
    return buffer_append(to, bytes, n_bytes);
}

/* No raw control, no ill-formed byte, no command to a CI system may leave. */
static void output_check(const struct buffer *out, const char *format)
{
    /* TSV parts its cells by them; a page may keep those of a text, as print_html says. */
    const bool has_tabs = strcmp(format, "tsv") == 0 || strcmp(format, "html") == 0;
    bool is_bad = false;
    for (size_t at = 0; at < out->n_bytes;) {
        const uint32_t c = utf8_next_unchecked(out->bytes, out->n_bytes, &at, &is_bad);
        must(!is_bad);
        must(c == '\n' || (c == '\t' && has_tabs) || (c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0)));
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
        struct buffer out = {0}, rendered = {0};
        struct qualm_report *report;
        qualm_summarise(result, QUALM_NOTE, &summary);
        must(qualm_report_new(&options, to_buffer, &out, &report) == QUALM_OK);
        must(qualm_report_document(&options, result, to_buffer, &rendered) == QUALM_OK);
        must(qualm_report_add(report, result->path, &summary, rendered.bytes, rendered.n_bytes) == QUALM_OK);
        must(qualm_report_end(report) == QUALM_OK);
        qualm_report_free(report);
        buffer_free(&rendered);
        output_check(&out, format);
        if (strcmp(format, "ndjson") == 0)
            must(buffer_append(ndjson, out.bytes ? out.bytes : "", out.n_bytes) == QUALM_OK);
        buffer_free(&out);
    }
}

/* Every place lies in the input and starts before it ends; line 0 says that there is no place. */
static void span_check(struct qualm_span span, size_t size)
{
    must(span.start <= span.end && span.end <= size);
    must((span.line == 0) == (span.column == 0));
    must(span.line || span.end == 0);
    must((span.line == 0) == (span.byte_column == 0) && span.column <= span.byte_column);
    must(span.end_line > span.line || (span.end_line == span.line && span.end_column >= span.column &&
                                       span.end_byte_column >= span.byte_column));
}

/* Every place in a block lies in its text, between whole characters. */
static void place_check(const struct qualm_result *result, uint32_t block, uint32_t start, uint32_t end)
{
    must(block < result->n_blocks || block == QUALM_NO_BLOCK);
    if (block == QUALM_NO_BLOCK) {
        must(start == 0 && end == 0);
        return;
    }
    const struct qualm_block *kept = &result->blocks[block];
    must(start <= end && end <= kept->n_bytes);
    must(((unsigned char)kept->text[start] & 0xC0) != 0x80 && ((unsigned char)kept->text[end] & 0xC0) != 0x80);
}

static void blocks_check(const struct qualm_result *result)
{
    for (size_t i = 0; i < result->n_blocks; i++) {
        const struct qualm_block *block = &result->blocks[i];
        must(strlen(block->text) == block->n_bytes);
        must(block->first_sentence + block->n_sentences <= result->n_sentences);
        must(!block->n_sentences || result->sentences[block->first_sentence].block == i);
    }
}

static void claim_check(const struct qualm_claim *claim, size_t size)
{
    must(claim->code <= 6 && claim->confidence >= 0 && claim->confidence <= 1);
    span_check(claim->span, size);
}

static void sentences_check(const struct qualm_result *result, size_t size)
{
    uint64_t last = 0;
    for (size_t i = 0; i < result->n_sentences; i++) {
        const struct qualm_sentence *sentence = &result->sentences[i];
        span_check(sentence->span, size);
        must(sentence->span.start >= last);
        last = sentence->span.start;
        claim_check(&sentence->claim, size);
        must(!sentence->has_grade || isfinite(sentence->grade));
        must(sentence->block != QUALM_NO_BLOCK);
        place_check(result, sentence->block, sentence->text_start, sentence->text_end);
        for (size_t k = 0; k < sentence->n_cues; k++) {
            const struct qualm_cue *cue = &sentence->cues[k];
            span_check(cue->span, size);
            must(cue->text_start >= sentence->text_start && cue->text_end <= sentence->text_end);
            place_check(result, cue->block, cue->text_start, cue->text_end);
        }
    }
}

static void findings_check(const struct qualm_result *result, size_t size)
{
    uint64_t last = 0;
    for (size_t i = 0; i < result->n_findings; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        span_check(finding->span, size);
        must(finding->span.start >= last);
        last = finding->span.start;
        place_check(result, finding->block, finding->text_start, finding->text_end);
        must(finding->first_line <= finding->last_line && (finding->first_line || !finding->last_line));
        must(finding->reason && (finding->state == QUALM_SUPPRESSED || !*finding->reason));
        for (size_t k = 0; k < finding->n_related; k++)
            span_check(finding->related[k].span, size);
    }
}

static void result_check(const struct qualm_result *result, size_t size)
{
    blocks_check(result);
    sentences_check(result, size);
    findings_check(result, size);
    claim_check(&result->claim, size);
    for (size_t i = 0; i < result->n_sections; i++)
        span_check(result->sections[i].span, size);
    for (size_t i = 0; i < result->n_care; i++)
        span_check(result->care[i].span, size);
    for (size_t i = 0; i < result->n_warnings; i++)
        must(result->warnings[i].offset <= size);
    for (size_t i = 0; i < result->n_readability; i++)
        must(result->readability[i].absent || isfinite(result->readability[i].value));
    const struct qualm_grade *grade = &result->grade;
    must(grade->absent || (grade->low <= grade->value && grade->value <= grade->high));
    must(result->words_scored <= result->words_seen);
}

/* One line that holds one JSON object. */
static void json_check(const struct buffer *line)
{
    must(line->n_bytes && memchr(line->bytes, '\n', line->n_bytes) == line->bytes + line->n_bytes - 1);
    struct json_tokener *tokener = json_tokener_new();
    must(tokener != NULL);
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
    struct json_object *object = json_tokener_parse_ex(tokener, line->bytes, (int)line->n_bytes);
    must(json_tokener_get_error(tokener) == json_tokener_success && json_object_is_type(object, json_type_object));
    json_object_put(object);
    json_tokener_free(tokener);
}

/* Every pattern is tried everywhere besides: neither changes a byte. */
static struct qualm_result *analyse_in_pieces(const struct qualm_text *text, const uint8_t *data, size_t size)
{
    struct qualm_analysis *analysis;
    struct qualm_result *result;
    const size_t step = size ? 1 + data[0] % 7 : 1;
    must(qualm_analysis_begin(engine_get(true), text, &analysis) == QUALM_OK);
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
    must(qualm_analyse(engine_get(false), &text, data, size, &whole) == QUALM_OK);
    result_check(whole, size);
    render(whole, &one);
    json_check(&one);
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
        must(qualm_analyse(engine_get(false), &record.text, record.body, record.n_body, &result) == QUALM_OK);
    result_check(result, record.n_body);
    render(result, &out);
    json_check(&out);
    qualm_result_free(result);
    record_clear(&record);
    buffer_free(&out);
}
