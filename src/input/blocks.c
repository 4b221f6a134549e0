/* Finished blocks on their way to the sink, and the cut through those that are too long. */
#include "input/blocks.h"

#include "base/span.h"
#include "base/utf8.h"

static bool is_sentence_end(uint32_t code_point)
{
    switch (code_point) {
    case '.':
    case '!':
    case '?':
    case 0x2026: /* … */
    case 0x203D: /* ‽ */
    case 0x061F: /* ؟ */
    case 0x06D4: /* ۔ */
    case 0x0964: /* । */
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF0E: /* ． */
    case 0xFF1F: /* ？ */
        return true;
    default:
        return false;
    }
}

static bool is_closing(uint32_t code_point)
{
    return code_point == '"' || code_point == '\'' || code_point == ')' || code_point == ']' || code_point == 0x2019 ||
           code_point == 0x201D || code_point == 0xBB || code_point == 0x203A || code_point == 0x300D;
}

/* Signs that may stand behind a sentence end; a bound, since this runs at every space of a long text. */
#define CLOSING_MOST 8

bool text_ends_sentence(struct span text)
{
    size_t at = text.len;
    for (int i = 0; at && i < CLOSING_MOST; i++) {
        const uint32_t code_point = utf8_previous(text.ptr, &at);
        if (!is_closing(code_point) && code_point != ' ')
            return is_sentence_end(code_point);
    }
    return false;
}

static bool is_word_byte(unsigned char byte)
{
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

size_t text_count_words(struct span text, size_t most)
{
    size_t n_words = 0;
    bool is_word = false;
    for (size_t i = 0; i < text.len && n_words < most; i++) {
        const unsigned char byte = (unsigned char)text.ptr[i];
        if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
            is_word = false;
        else if (!is_word && is_word_byte(byte)) {
            is_word = true;
            n_words++;
        }
    }
    return n_words;
}

/* What counts and grades are made of. */
static bool is_scored(enum block_kind kind, struct span text)
{
    switch (kind) {
    case BLOCK_PARAGRAPH:
    case BLOCK_QUOTATION:
        return true;
    case BLOCK_LIST_ITEM:
        return text_ends_sentence(text) || text_count_words(text, LIST_ITEM_WORDS) >= LIST_ITEM_WORDS;
    default:
        return false;
    }
}

struct span writer_text(const struct block_writer *writer)
{
    const struct block block = builder_block(&writer->builder);
    return (struct span){block.text, block.n_bytes};
}

enum qualm_status writer_flush(struct block_writer *writer)
{
    enum qualm_status status = builder_end_opaque(&writer->builder);
    shape_end_all(&writer->builder.shape, writer->builder.text.n_bytes);
    struct block block = builder_block(&writer->builder);
    if (!status && block.n_bytes) {
        block.kind = writer->kind;
        block.level = writer->level;
        block.is_continued = writer->is_continued;
        block.is_scored = is_scored(writer->kind, writer_text(writer));
        block.suppressions = writer->suppressions;
        block.n_suppressions = writer->n_suppressions;
        block.container = writer->container;
        writer->n_blocks++;
        status = writer->sink->block(writer->sink->to, &block);
    }
    writer->is_continued = false;
    builder_clear(&writer->builder);
    return status;
}

enum qualm_status writer_flush_title(struct block_writer *writer)
{
    struct metadata *metadata = writer->sink->metadata;
    const struct block block = builder_block(&writer->builder);
    if (!metadata->title && block.n_bytes) {
        const char *title = arena_copy(writer->sink->arena, block.text, block.n_bytes);
        if (!title)
            return QUALM_ERR_MEMORY;
        metadata->title = title;
        metadata->title_span = block_span(&block, 0, block.n_bytes, NULL);
    }
    return writer_flush(writer);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* How many of `text`'s bytes still belong to a block that has room for `room`: up to a sentence end in the second
 * half, else up to a space, else (0 when `may_wait`) up to a code point. */
static size_t cut_length(struct span text, size_t room, bool may_wait)
{
    for (size_t n = room; n > room / 2 && n > 1; n--)
        if (is_blank(text.ptr[n - 1]) && text_ends_sentence((struct span){text.ptr, n - 1}))
            return n;
    for (size_t n = room; n > 0; n--)
        if (is_blank(text.ptr[n - 1]))
            return n;
    if (may_wait)
        return 0;
    size_t n = room;
    while (n > 1 && ((unsigned char)text.ptr[n] & 0xC0) == 0x80)
        n--;
    return n;
}

/* Ends a full block; the same paragraph goes on in the next one. */
static enum qualm_status flush_full(struct block_writer *writer)
{
    const bool is_in_opaque = writer->builder.is_in_opaque;
    const bool had_text = writer->builder.text.n_bytes != 0;
    const struct block_shape shape = writer->builder.shape;
    const enum qualm_status status = writer_flush(writer);
    writer->is_continued = had_text;
    if (is_in_opaque)
        builder_begin_opaque(&writer->builder);
    return status ? status : shape_go_on(&writer->builder.shape, &shape);
}

enum qualm_status writer_add(struct block_writer *writer, struct text_cursor *cursor, size_t n_bytes)
{
    enum qualm_status status = QUALM_OK;
    while (!status) {
        const size_t n_held = writer->builder.text.n_bytes + 4; /* a space may come on top */
        const size_t room = n_held < BLOCK_MOST ? BLOCK_MOST - n_held : 1;
        if (n_bytes <= room)
            return builder_add(&writer->builder, cursor, n_bytes);
        const struct span text = {cursor->text->bytes + cursor->at, n_bytes};
        const size_t n = cut_length(text, room, writer->builder.wants_space && writer->builder.text.n_bytes);
        status = builder_add(&writer->builder, cursor, n);
        n_bytes -= n;
        if (!status)
            status = flush_full(writer);
    }
    return status;
}

void writer_free(struct block_writer *writer)
{
    builder_free(&writer->builder);
}
