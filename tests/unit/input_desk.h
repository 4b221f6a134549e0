/* Reads a text and writes its blocks down, a line each, for the tests of the input room. */
#ifndef INPUT_DESK_H
#define INPUT_DESK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "input/reader.h"

struct desk {
    const struct reader *reader;
    bool is_headline, has_title, shows_places;
    size_t window;              /* bytes of a window; 0: READER_WINDOW */
    const char *source;         /* the input that is being read */
    size_t n_source;
    struct buffer blocks;       /* "kind level: text" with "+" for a block that goes on and "*" for a scored one */
    struct buffer notes;        /* warnings and suppressions */
    struct metadata metadata;
    struct arena arena;
    uint64_t n_repairs;
    uint32_t n_suppressions;
};

static inline void desk_write(struct buffer *out, const char *format, ...)
{
    char *line = NULL;
    va_list values;
    va_start(values, format);
    const int n = vasprintf(&line, format, values);
    va_end(values);
    assert_true(n >= 0);
    assert_int_equal(buffer_append(out, line, (size_t)n), QUALM_OK);
    free(line);
}

/* Every byte that a run claims to have copied is in the source where it says. */
static inline void desk_check_runs(const struct desk *desk, const struct block *block)
{
    for (size_t i = 0; i < block->n_runs; i++) {
        const struct run *run = &block->runs[i];
        const size_t end = i + 1 < block->n_runs ? block->runs[i + 1].clean : block->n_bytes;
        if (run->clean_unit != 1 || run->source_unit != 1)
            continue;
        for (size_t at = run->clean; at < end; at++) {
            const char source = desk->source[run->source + at - run->clean];
            if (block->text[at] != source && block->text[at] != ' ')
                fail_msg("byte %zu of \"%s\" is not where it says", at, block->text);
        }
    }
}

static inline enum qualm_status desk_block(void *to, const struct block *block)
{
    struct desk *desk = to;
    desk_check_runs(desk, block);
    desk_write(&desk->blocks, "%s%s", block_kind_name(block->kind), block->is_scored ? "*" : "");
    if (block->level)
        desk_write(&desk->blocks, " %u", block->level);
    if (block->is_continued)
        desk_write(&desk->blocks, "+");
    for (size_t i = 0; i < block->n_suppressions; i++)
        desk_write(&desk->blocks, " #%u", block->suppressions[i]);
    if (desk->shows_places) {
        const struct qualm_span span = block_span(block, 0, block->n_bytes, NULL);
        desk_write(&desk->blocks, " %u:%u", span.line, span.column);
    }
    desk_write(&desk->blocks, ": ");
    for (size_t at = 0, i = 0; at < block->n_bytes; at++) {
        if (i < block->n_opaques && block->opaques[i].start == at)
            desk_write(&desk->blocks, "<");
        desk_write(&desk->blocks, "%c", block->text[at]);
        if (i < block->n_opaques && block->opaques[i].end == at + 1 && ++i)
            desk_write(&desk->blocks, ">");
    }
    desk_write(&desk->blocks, "\n");
    return QUALM_OK;
}

static inline enum qualm_status desk_warning(void *to, const char *code, const char *message, uint64_t offset)
{
    struct desk *desk = to;
    desk_write(&desk->notes, "%s: %s @%u\n", code, message, (unsigned)offset);
    return QUALM_OK;
}

static inline enum qualm_status desk_suppress(void *to, const struct suppression *suppression, uint32_t *index)
{
    struct desk *desk = to;
    *index = desk->n_suppressions++;
    static const char *const reaches[] = {"", " line", " file", " back", " nothing"};
    static const char *const faults[] = {"", " bad-verb", " bad-key", " bad-value", " too-many"};
    desk_write(&desk->notes, "#%u '%s' %u:%u%s%s", *index, suppression->rule, suppression->span.line,
               suppression->span.column, reaches[suppression->reach], faults[suppression->fault]);
    if (suppression->reason)
        desk_write(&desk->notes, " (%s)", suppression->reason);
    if (suppression->meant)
        desk_write(&desk->notes, " for %s", suppression->meant);
    desk_write(&desk->notes, "\n");
    return QUALM_OK;
}

/* Reads in windows as the library does. */
static inline enum qualm_status desk_read(struct desk *desk, const char *bytes, size_t n_bytes)
{
    struct document_sink sink = {desk, desk_block, desk_warning, &desk->metadata, &desk->arena, desk_suppress};
    struct furniture_rules *furniture;
    assert_int_equal(furniture_rules_new(data_language_find("en"), &furniture), QUALM_OK);
    const struct reader_options options = {furniture, desk->is_headline, desk->has_title};
    const size_t window = desk->window ? desk->window : READER_WINDOW;
    struct decoder decoder = {0};
    struct buffer text = {0};
    struct stretch *map = NULL;
    size_t n_map = 0, map_room = 0, n_mark, n_used;
    void *state = NULL;
    desk->source = bytes;
    desk->n_source = n_bytes;
    decoder.encoding = encoding_sniff(bytes, n_bytes, &n_mark);
    decoder.source = n_mark;
    assert_int_equal(decoder_feed(&decoder, bytes + n_mark, n_bytes - n_mark, true, &text, &map, &n_map, &map_room,
                                  &n_used), QUALM_OK);
    assert_int_equal(buffer_append(&text, "", 0), QUALM_OK);
    desk->n_repairs = decoder.n_repairs;
    enum qualm_status status = desk->reader->open(&options, &sink, &state);
    uint32_t line = 1, column = 1, byte_column = 1;
    for (size_t at = 0; !status;) {
        const size_t n_left = text.n_bytes - at;
        const bool is_last = !desk->reader->is_windowed || n_left <= window;
        char *piece = strndup(text.bytes + at, is_last ? n_left : window);
        const struct checked_text checked = {
            .bytes = piece, .n_bytes = is_last ? n_left : window, .decoded = at, .map = map, .n_map = n_map,
            .line = line, .column = column, .byte_column = byte_column, .is_first = at == 0, .is_last = is_last,
        };
        struct text_cursor cursor;
        status = desk->reader->read(state, &checked, &n_used);
        if (!status) {
            text_cursor_init(&cursor, &checked);
            text_cursor_move(&cursor, n_used);
            line = cursor.line;
            column = cursor.column;
            byte_column = cursor.byte_column;
            at += n_used;
            assert_true(is_last ? n_used == n_left : n_used > 0);
        }
        free(piece);
        if (is_last)
            break;
    }
    desk->reader->close(state);
    furniture_rules_free(furniture);
    buffer_free(&text);
    free(map);
    return status;
}

static inline void desk_clear(struct desk *desk)
{
    buffer_free(&desk->blocks);
    buffer_free(&desk->notes);
    arena_clear(&desk->arena);
    desk->metadata = (struct metadata){0};
    desk->n_suppressions = 0;
}

/* What a text comes out as. */
static inline void assert_blocks(const struct reader *reader, const char *text, const char *expected)
{
    struct desk desk = {.reader = reader};
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_string_equal(desk.blocks.bytes ? desk.blocks.bytes : "", expected);
    desk_clear(&desk);
}

#endif
