/* Cleans pasted prose while it is copied into a block, run by run. */
#include "text/builder.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/short_word.h"
#include "base/utf8.h"

/* A column is found by counting from the start of its run, so a run is never long. */
#define RUN_MOST 1024u

enum unit_class { UNIT_TEXT = 0, UNIT_SPACE, UNIT_GONE };

struct range {
    uint32_t low, high;
    enum unit_class unit_class;
};

/* Sorted. White space of Unicode and controls; soft hyphens and other default-ignorable signs that pasted text brings
 * and that no reader sees. Joiners (U+200C, U+200D) are looked at in their place. */
static const struct range ranges[] = {
    {0x0000, 0x0020, UNIT_SPACE}, /* controls and space */
    {0x007F, 0x00A0, UNIT_SPACE}, /* controls and no-break space */
    {0x00AD, 0x00AD, UNIT_GONE},  /* soft hyphen */
    {0x061C, 0x061C, UNIT_GONE},  /* Arabic letter mark */
    {0x1680, 0x1680, UNIT_SPACE}, /* Ogham space */
    {0x180B, 0x180F, UNIT_GONE},  /* Mongolian variation selectors, vowel separator */
    {0x2000, 0x200A, UNIT_SPACE}, /* quads, thin spaces */
    {0x200B, 0x200B, UNIT_GONE},  /* zero width space */
    {0x200E, 0x200F, UNIT_GONE},  /* direction marks */
    {0x2028, 0x2029, UNIT_SPACE}, /* line and paragraph separator */
    {0x202A, 0x202E, UNIT_GONE},  /* embeddings and overrides */
    {0x202F, 0x202F, UNIT_SPACE}, /* narrow no-break space */
    {0x205F, 0x205F, UNIT_SPACE}, /* mathematical space */
    {0x2060, 0x2060, UNIT_GONE},  /* word joiner */
    {0x2066, 0x206F, UNIT_GONE},  /* isolates and deprecated format controls */
    {0x3000, 0x3000, UNIT_SPACE}, /* ideographic space */
    {0xFE00, 0xFE0F, UNIT_GONE},  /* variation selectors */
    {0xFEFF, 0xFEFF, UNIT_GONE},  /* byte order mark */
    {0xE0100, 0xE01EF, UNIT_GONE}, /* variation selectors supplement */
};

#define LAST_LATIN 0x024Fu

static enum unit_class class_of(uint32_t code_point, uint32_t before)
{
    /* Joiners mean something in emoji and in Arabic and Indic scripts, nothing behind a Latin letter. */
    if (code_point == 0x200C || code_point == 0x200D)
        return before <= LAST_LATIN ? UNIT_GONE : UNIT_TEXT;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0] && ranges[i].low <= code_point; i++)
        if (code_point <= ranges[i].high)
            return ranges[i].unit_class;
    return UNIT_TEXT;
}

/* Whether a code point that starts with this byte is text for sure; continuation bytes are, for they follow one. */
static bool is_plain(unsigned char byte)
{
    if (byte < 0x80)
        return byte > ' ' && byte < 0x7F;
    return byte != 0xC2 && byte != 0xD8 && (byte < 0xE1 || byte > 0xE3) && byte != 0xEF && byte != 0xF3;
}

/* Whether UTF8_PLAIN bytes are ASCII text with single spaces; `*is_space` is of the byte before, then of the last. */
static bool is_plain_piece(const unsigned char *bytes, bool *is_space)
{
    const uint64_t ones = 0x0101010101010101u;
    if (!utf8_is_plain((const char *)bytes))
        return false;
    /* The high bit of a byte is set by a space alone, and of the byte behind by a shift. */
    const uint64_t spaces = ~((short_word_load((const char *)bytes) ^ 0x20 * ones) + 0x7F * ones) & 0x80 * ones;
    if (spaces & (spaces << 8 | (*is_space ? 0x80 : 0)))
        return false;
    *is_space = spaces >> 63;
    return true;
}

/* How many bytes from `at` are text or single spaces between text, and stay as they are. */
static size_t plain_length(const unsigned char *bytes, size_t at, size_t stop)
{
    const size_t start = at;
    bool is_space = true;
    for (;;) {
        if (stop - at >= UTF8_PLAIN && is_plain_piece(bytes + at, &is_space)) {
            at += UTF8_PLAIN;
            continue;
        }
        if (at == stop || !(is_plain(bytes[at]) || (bytes[at] == ' ' && !is_space)))
            break;
        is_space = bytes[at++] == ' ';
    }
    return at - start - (is_space && at > start);
}

static enum qualm_status push_run(struct block_builder *builder, const struct run *run)
{
    const enum qualm_status status =
        array_reserve((void **)&builder->runs, &builder->runs_room, builder->n_runs + 1, sizeof *builder->runs);
    if (status)
        return status;
    assert(builder->runs);
    builder->runs[builder->n_runs++] = *run;
    return QUALM_OK;
}

/* Appends text whose place in the source is `run`; it lengthens the last run where it goes on from there. */
static enum qualm_status append(struct block_builder *builder, const char *bytes, size_t n_bytes,
                                const struct run *run)
{
    const struct run *last = builder->n_runs ? &builder->runs[builder->n_runs - 1] : NULL;
    enum qualm_status status = QUALM_OK;
    const size_t into = last ? builder->text.n_bytes - last->clean : 0;
    const bool goes_on = last && run->clean_unit && last->clean_unit == run->clean_unit &&
                         last->source_unit == run->source_unit && last->line == run->line &&
                         last->byte_column + into == run->byte_column &&
                         into + n_bytes <= RUN_MOST &&
                         last->source + into / last->clean_unit * last->source_unit == run->source;
    if (!goes_on)
        status = push_run(builder, run);
    if (!status)
        status = buffer_append(&builder->text, bytes, n_bytes);
    return status;
}

/* Writes the white space that was met, now that text follows at `source`. */
static enum qualm_status settle_space(struct block_builder *builder, uint64_t source)
{
    if (!builder->wants_space)
        return QUALM_OK;
    builder->wants_space = false;
    const enum qualm_status status = shape_settle(&builder->shape, builder->text.n_bytes);
    if (status || builder->text.n_bytes == 0)
        return status;
    const uint64_t gap = source > builder->end_source ? source - builder->end_source : 0;
    const struct run *last = &builder->runs[builder->n_runs - 1];
    struct run run = {
        .clean = (uint32_t)builder->text.n_bytes,
        .source_size = (uint32_t)gap,
        .source = builder->end_source,
        .line = builder->end_line,
        .column = builder->end_column,
        .byte_column = builder->end_byte_column,
    };
    if (last->clean_unit == 1 && gap == last->source_unit) { /* one plain space: the run can go on over it */
        run.clean_unit = 1;
        run.source_unit = last->source_unit;
    }
    builder->before = ' ';
    return append(builder, " ", 1, &run);
}

/* At most RUN_MOST bytes from the cursor that share units and hold whole code points. */
static size_t piece_length(const struct text_cursor *cursor, size_t n_bytes)
{
    if (n_bytes <= RUN_MOST)
        return n_bytes;
    size_t n = RUN_MOST;
    while (n > 1 && ((unsigned char)cursor->text->bytes[cursor->at + n] & 0xC0) == 0x80)
        n--;
    return n;
}

/* Appends bytes that stay as they are and moves the cursor past them. */
static enum qualm_status append_text(struct block_builder *builder, struct text_cursor *cursor, size_t n_bytes)
{
    enum qualm_status status = QUALM_OK;
    while (!status && n_bytes) {
        struct run run = {.line = cursor->line, .column = cursor->column, .byte_column = cursor->byte_column};
        size_t n_same;
        run.source = text_cursor_source(cursor, &run.clean_unit, &run.source_unit, &run.source_size, &n_same);
        status = settle_space(builder, run.source);
        if (status)
            return status;
        run.clean = (uint32_t)builder->text.n_bytes;
        if (builder->is_in_opaque && builder->opaque_start == SIZE_MAX)
            builder->opaque_start = builder->text.n_bytes;
        const size_t n = piece_length(cursor, n_same < n_bytes ? n_same : n_bytes);
        run.n_columns = (uint16_t)utf8_count(cursor->text->bytes + cursor->at, n);
        run.n_byte_columns = (uint16_t)n;
        status = append(builder, cursor->text->bytes + cursor->at, n, &run);
        text_cursor_move(cursor, cursor->at + n);
        builder->end_source = run.source + (run.clean_unit ? n / run.clean_unit * run.source_unit : run.source_size);
        builder->end_line = cursor->line;
        builder->end_column = cursor->column;
        builder->end_byte_column = cursor->byte_column;
        n_bytes -= n;
    }
    return status;
}

static void note_before(struct block_builder *builder)
{
    size_t at = builder->text.n_bytes;
    builder->before = at ? utf8_previous(builder->text.bytes, &at) : 0;
}

/* Takes one code point that may be anything. */
static enum qualm_status add_one(struct block_builder *builder, struct text_cursor *cursor, size_t stop)
{
    size_t next = cursor->at;
    const uint32_t code_point = utf8_next(cursor->text->bytes, &next);
    assert(next <= stop);
    (void)stop;
    const enum unit_class unit_class = class_of(code_point, builder->before);
    if (unit_class == UNIT_TEXT) {
        const enum qualm_status status = append_text(builder, cursor, next - cursor->at);
        builder->before = code_point;
        return status;
    }
    if (unit_class == UNIT_SPACE) {
        builder_add_space(builder);
        shape_blank(&builder->shape, code_point);
    }
    text_cursor_move(cursor, next);
    return QUALM_OK;
}

enum qualm_status builder_add(struct block_builder *builder, struct text_cursor *cursor, size_t n_bytes)
{
    const size_t stop = cursor->at + n_bytes;
    enum qualm_status status = QUALM_OK;
    while (!status && cursor->at < stop) {
        const size_t n = plain_length((const unsigned char *)cursor->text->bytes, cursor->at, stop);
        if (n == 0) {
            status = add_one(builder, cursor, stop);
            continue;
        }
        status = append_text(builder, cursor, n);
        if (!status)
            note_before(builder);
    }
    return status;
}

enum qualm_status builder_add_code_point(struct block_builder *builder, struct text_cursor *cursor, size_t n_bytes,
                                         uint32_t code_point)
{
    struct run run = {.line = cursor->line, .column = cursor->column, .byte_column = cursor->byte_column};
    uint32_t unit;
    size_t n_same;
    run.source = text_cursor_source(cursor, &unit, &unit, &unit, &n_same);
    text_cursor_move(cursor, cursor->at + n_bytes);
    const enum unit_class unit_class = class_of(code_point, builder->before);
    if (unit_class == UNIT_SPACE)
        builder_add_space(builder);
    if (unit_class != UNIT_TEXT)
        return QUALM_OK;
    enum qualm_status status = settle_space(builder, run.source);
    if (status)
        return status;
    if (builder->is_in_opaque && builder->opaque_start == SIZE_MAX)
        builder->opaque_start = builder->text.n_bytes;
    builder->end_source = text_cursor_source(cursor, &unit, &unit, &unit, &n_same);
    builder->end_line = cursor->line;
    builder->end_column = cursor->column;
    builder->end_byte_column = cursor->byte_column;
    run.clean = (uint32_t)builder->text.n_bytes;
    run.source_size = (uint32_t)(builder->end_source - run.source);
    run.n_columns = (uint16_t)(cursor->column - run.column);
    run.n_byte_columns = (uint16_t)(cursor->byte_column - run.byte_column);
    char utf8[4];
    builder->before = code_point;
    return append(builder, utf8, utf8_encode(code_point, utf8), &run);
}

void builder_add_space(struct block_builder *builder)
{
    builder->wants_space = true;
    builder->before = ' ';
}

/* Where the next byte of text will stand. */
static size_t text_at(const struct block_builder *builder)
{
    return builder->text.n_bytes + (builder->wants_space && builder->text.n_bytes);
}

enum qualm_status builder_begin_mark(struct block_builder *builder, enum qualm_mark_kind kind)
{
    return shape_begin(&builder->shape, kind, text_at(builder));
}

void builder_end_mark(struct block_builder *builder, enum qualm_mark_kind kind)
{
    shape_end(&builder->shape, kind, builder->text.n_bytes);
}

void builder_begin_opaque(struct block_builder *builder)
{
    builder->is_in_opaque = true;
    builder->opaque_start = SIZE_MAX;
}

enum qualm_status builder_end_opaque(struct block_builder *builder)
{
    const bool has_text = builder->is_in_opaque && builder->opaque_start != SIZE_MAX;
    builder->is_in_opaque = false;
    if (!has_text)
        return QUALM_OK;
    const enum qualm_status status = array_reserve((void **)&builder->opaques, &builder->opaques_room,
                                                   builder->n_opaques + 1, sizeof *builder->opaques);
    if (!status)
        builder->opaques[builder->n_opaques++] =
            (struct opaque){(uint32_t)builder->opaque_start, (uint32_t)builder->text.n_bytes};
    return status;
}

struct block builder_block(const struct block_builder *builder)
{
    return (struct block){
        .text = builder->text.bytes ? builder->text.bytes : "",
        .n_bytes = builder->text.n_bytes,
        .runs = builder->runs,
        .n_runs = builder->n_runs,
        .opaques = builder->opaques,
        .n_opaques = builder->n_opaques,
        .marks = builder->shape.marks,
        .n_marks = builder->shape.n_marks,
        .gaps = builder->shape.gaps,
        .n_gaps = builder->shape.n_gaps,
    };
}

void builder_clear(struct block_builder *builder)
{
    buffer_clear(&builder->text);
    builder->n_runs = builder->n_opaques = 0;
    builder->wants_space = builder->is_in_opaque = false;
    builder->before = 0;
    shape_clear(&builder->shape);
}

void builder_free(struct block_builder *builder)
{
    buffer_free(&builder->text);
    free(builder->runs);
    free(builder->opaques);
    shape_free(&builder->shape);
    *builder = (struct block_builder){0};
}
