/* Blocks out of marked-up text. */
#include "input/assembler.h"

#include "base/span.h"
#include "input/entities.h"

/* Lines that are looked at ahead for the furniture beside a bare name. */
#define PEEK_LINES 3
#define PEEK_BYTES 200u

static bool is_quoted(const struct assembler *assembler)
{
    return assembler->quote_depth != 0 || assembler->html.n_quotations != 0;
}

static enum block_kind html_kind(const struct assembler *assembler)
{
    switch (assembler->html.role) {
    case TAG_HEADING:
        return BLOCK_HEADING;
    case TAG_CELL:
        return BLOCK_TABLE_CELL;
    case TAG_CAPTION:
        return BLOCK_CAPTION;
    case TAG_PRE:
        return BLOCK_CODE;
    case TAG_ITEM:
        return is_quoted(assembler) ? BLOCK_QUOTATION : BLOCK_LIST_ITEM;
    default:
        return is_quoted(assembler) ? BLOCK_QUOTATION : BLOCK_PARAGRAPH;
    }
}

/* What the block at hand is by where it stands. */
static enum block_kind kind_by_place(const struct assembler *assembler)
{
    static const enum block_kind by_leaf[] = {
        [LEAF_HEADING] = BLOCK_HEADING, [LEAF_CODE] = BLOCK_CODE, [LEAF_CELL] = BLOCK_TABLE_CELL};
    if (assembler->options->is_headline)
        return BLOCK_TITLE;
    const bool is_text = assembler->leaf == LEAF_TEXT || assembler->leaf == LEAF_HTML;
    const enum block_kind kind = !is_text                       ? by_leaf[assembler->leaf]
                                 : assembler->leaf == LEAF_HTML ? html_kind(assembler)
                                 : is_quoted(assembler)         ? BLOCK_QUOTATION
                                 : assembler->list_depth        ? BLOCK_LIST_ITEM
                                                                : BLOCK_PARAGRAPH;
    if (kind == BLOCK_HEADING || kind == BLOCK_CODE)
        return kind;
    if (assembler->is_footnote)
        return BLOCK_FOOTNOTE;
    return assembler->citation_level || assembler->is_citation_next || assembler->is_citation_list ? BLOCK_CITATION
                                                                                                   : kind;
}

/* ------------------------------------------------------------ furniture */

/* A line of the text as it is written, without marks in front and emphasis around. */
static struct span raw_line(const struct assembler *assembler, size_t at, size_t *next)
{
    size_t end = at;
    while (end < assembler->window->n_bytes && assembler->copy[end] != '\n' && assembler->copy[end] != '\r')
        end++;
    *next = end < assembler->window->n_bytes ? end + 1 : end;
    struct span line = {assembler->copy + at, end - at};
    while (line.len && strchr(" \t>*_-+", line.ptr[0])) {
        line.ptr++;
        line.len--;
    }
    while (line.len && strchr(" \t*_\\", line.ptr[line.len - 1]))
        line.len--;
    return line;
}

/* Whether the next line with text behind `at` is furniture, or what the next line alone is. */
static bool next_is_furniture(struct assembler *assembler, size_t at, int n_lines, struct span *line)
{
    struct furniture_match match = {0};
    *line = (struct span){0};
    for (int i = 0; i < n_lines && at < assembler->window->n_bytes && line->len == 0; i++)
        *line = raw_line(assembler, at, &at);
    if (line->len == 0 || line->len > PEEK_BYTES)
        return false;
    const enum qualm_status status = furniture_match(assembler->furniture, *line, &match);
    if (!assembler->status)
        assembler->status = status;
    return match.kind != FURNITURE_NONE && match.kind != FURNITURE_NAME && match.kind != FURNITURE_KICKER;
}

/* Where the line ends that the cursor is on. */
static size_t next_line_start(const struct assembler *assembler)
{
    size_t next;
    raw_line(assembler, assembler->cursor.at, &next);
    if (next < assembler->window->n_bytes && assembler->copy[next - 1] == '\r' && assembler->copy[next] == '\n')
        next++;
    return next;
}

/* What the text built so far is, if it is no prose. */
static void classify(struct assembler *assembler, struct furniture_match *match)
{
    struct span line;
    *match = (struct furniture_match){0};
    const enum block_kind kind = assembler->writer.kind;
    if (assembler->writer.is_continued || (kind != BLOCK_PARAGRAPH && kind != BLOCK_LIST_ITEM))
        return;
    assembler->status = furniture_match(assembler->furniture, writer_text(&assembler->writer), match);
    if (match->kind != FURNITURE_NAME && match->kind != FURNITURE_KICKER)
        return;
    /* A bare name is a byline in the head of the text, beside other furniture; a section's name is above the title. */
    const bool has_title = assembler->options->has_title || assembler->sink->metadata->title;
    const bool is_head = !assembler->has_body && has_title;
    const bool is_kicker = match->kind == FURNITURE_KICKER && !assembler->has_body && !has_title;
    if (is_kicker || (match->kind == FURNITURE_NAME && is_head &&
                      (assembler->is_after_furniture ||
                       next_is_furniture(assembler, next_line_start(assembler), PEEK_LINES, &line))))
        match->kind = FURNITURE_LINE;
    else
        *match = (struct furniture_match){0};
}

/* --------------------------------------------------------------- blocks */

/* What is in force and open where a block begins. */
static void settle_place(struct assembler *assembler)
{
    assembler->writer.suppressions = assembler->suppressions.active;
    assembler->writer.n_suppressions = assembler->suppressions.n_active;
    if (!assembler->status)
        assembler->status = containers_innermost(&assembler->containers, &assembler->writer.container);
}

/* Ends the captions of a block. Where it had no other text, they are what the comments in front of it speak of. */
static void flush_captions(struct assembler *assembler, bool stand_alone)
{
    if (assembler->n_pieces == 0)
        return;
    if (stand_alone)
        assembler->status = suppressions_reach(&assembler->suppressions, assembler->pieces[0].cursor.at);
    settle_place(assembler);
    assembler->writer.kind = BLOCK_CAPTION;
    for (size_t i = 0; !assembler->status && i < assembler->n_pieces; i++) {
        struct caption_piece *piece = &assembler->pieces[i];
        if (piece->ends)
            assembler->status = writer_flush(&assembler->writer);
        else if (piece->n_bytes == 0)
            builder_add_space(&assembler->writer.builder);
        else
            assembler->status = writer_add(&assembler->writer, &piece->cursor, piece->n_bytes);
    }
    assembler->n_pieces = 0;
    suppressions_end_block(&assembler->suppressions);
}

/* Ends a heading: the title is the first of level 1 when nothing before named one. */
static void flush_heading(struct assembler *assembler, unsigned level)
{
    bool opens = false;
    assembler->writer.level = level;
    assembler->status = furniture_opens_citations(assembler->furniture, writer_text(&assembler->writer), &opens);
    if (assembler->status)
        return;
    if (assembler->citation_level && level <= assembler->citation_level)
        assembler->citation_level = 0;
    if (opens && assembler->citation_level == 0)
        assembler->citation_level = level;
    assembler->is_citation_next = false;
    const bool is_title = level == 1 && !assembler->options->has_title && !assembler->sink->metadata->title &&
                          !assembler->writer.is_continued;
    if (is_title) {
        assembler->writer.kind = BLOCK_TITLE;
        assembler->writer.level = 0;
    }
    assembler->status = is_title ? writer_flush_title(&assembler->writer) : writer_flush(&assembler->writer);
}

/* Ends a block of text: furniture, a citation or prose. */
static void flush_text(struct assembler *assembler)
{
    struct furniture_match match;
    classify(assembler, &match);
    if (assembler->status)
        return;
    const bool opens_alone = match.kind == FURNITURE_CITATION && !match.has_text_behind;
    const bool is_citation = match.kind == FURNITURE_CITATION && match.has_text_behind;
    if (match.kind)
        assembler->writer.kind = is_citation                       ? BLOCK_CITATION
                                 : match.kind == FURNITURE_CAPTION ? BLOCK_CAPTION
                                                                   : BLOCK_FURNITURE;
    const enum block_kind kind = assembler->writer.kind;
    if (kind == BLOCK_FURNITURE && !opens_alone && !assembler->has_body) {
        const struct block block = builder_block(&assembler->writer.builder);
        assembler->status = furniture_note(&match, &block, assembler->sink);
    }
    assembler->has_body |= kind == BLOCK_PARAGRAPH || kind == BLOCK_QUOTATION;
    assembler->is_after_furniture = kind == BLOCK_FURNITURE;
    if (kind == BLOCK_CITATION)
        assembler->is_citation_next = false;
    assembler->is_citation_next |= opens_alone;
    if (!assembler->status)
        assembler->status =
            kind == BLOCK_TITLE ? writer_flush_title(&assembler->writer) : writer_flush(&assembler->writer);
}

/* Ends the block at hand, if there is one. */
void assembler_flush(struct assembler *assembler)
{
    const bool has_text = writer_text(&assembler->writer).len != 0;
    if (assembler->status)
        return;
    assembler->writer.level = 0;
    if (has_text && assembler->writer.kind == BLOCK_HEADING)
        flush_heading(assembler, assembler->leaf == LEAF_HTML ? assembler->html.level : assembler->heading_level);
    else if (has_text)
        flush_text(assembler);
    if (has_text)
        suppressions_end_block(&assembler->suppressions);
    builder_clear(&assembler->writer.builder);
    assembler->writer.is_continued = false;
    flush_captions(assembler, !has_text);
    assembler->has_breaks = assembler->is_footnote = assembler->html.is_in_tag = false;
}

/* Gets ready for text at `at`. */
static void begin_text(struct assembler *assembler, size_t at)
{
    if (writer_text(&assembler->writer).len || assembler->writer.is_continued)
        return;
    assembler->status = suppressions_reach(&assembler->suppressions, at);
    settle_place(assembler);
    assembler->writer.kind = kind_by_place(assembler);
    assembler->writer.builder.shape.is_verbatim = assembler->writer.kind == BLOCK_CODE;
}

/* Moves the cursor; text comes in the order of the source, and should it not, this is still right. */
void assembler_move(struct assembler *assembler, size_t at)
{
    if (at < assembler->cursor.at)
        text_cursor_init(&assembler->cursor, assembler->window);
    text_cursor_move(&assembler->cursor, at);
}

static void add_piece(struct assembler *assembler, size_t n_bytes, bool ends)
{
    if (!assembler->status)
        assembler->status = array_reserve((void **)&assembler->pieces, &assembler->pieces_room, assembler->n_pieces + 1,
                                          sizeof *assembler->pieces);
    if (!assembler->status)
        assembler->pieces[assembler->n_pieces++] = (struct caption_piece){assembler->cursor, n_bytes, ends};
}

void assembler_end_caption(struct assembler *assembler)
{
    add_piece(assembler, 0, true);
}

void assembler_space(struct assembler *assembler)
{
    if (assembler->image_depth)
        add_piece(assembler, 0, false);
    else
        builder_add_space(&assembler->writer.builder);
}

void assembler_blank(struct assembler *assembler, const char *blank, size_t n_bytes)
{
    struct block_builder *builder = &assembler->writer.builder;
    assembler_space(assembler);
    if (assembler->image_depth || assembler->leaf == LEAF_TEXT)
        return;
    if (writer_text(&assembler->writer).len == 0)
        builder->shape.is_verbatim = kind_by_place(assembler) == BLOCK_CODE;
    for (size_t i = 0; i < n_bytes; i++)
        shape_blank(&builder->shape, (unsigned char)blank[i]);
}

/* Adds text that nothing hides. For the parser a line end of several bytes is spaces and a LF, so a text may end
 * within one. */
static void add_plain(struct assembler *assembler, size_t at, size_t n_bytes)
{
    while (n_bytes && ((unsigned char)assembler->window->bytes[at + n_bytes] & 0xC0) == 0x80)
        n_bytes--;
    if (assembler->status || n_bytes == 0)
        return;
    assembler_move(assembler, at);
    if (assembler->image_depth) {
        add_piece(assembler, n_bytes, false);
        return;
    }
    begin_text(assembler, at);
    if (!assembler->status)
        assembler->status = writer_add(&assembler->writer, &assembler->cursor, n_bytes);
}

/* Adds text, without what masks hide in it. A footnote's mark starts a block of its own. */
void assembler_text(struct assembler *assembler, size_t at, size_t n_bytes)
{
    const size_t end = at + n_bytes;
    while (!assembler->status && at < end) {
        assembler->mask_hint = masks_find(&assembler->masks, at, assembler->mask_hint);
        const struct mask *mask =
            assembler->mask_hint < assembler->masks.n_items ? &assembler->masks.items[assembler->mask_hint] : NULL;
        if (!mask || mask->start >= end) {
            add_plain(assembler, at, end - at);
            return;
        }
        if (mask->start > at)
            add_plain(assembler, at, mask->start - at);
        if (mask->kind == MASK_FOOTNOTE && mask->start >= at) {
            assembler_flush(assembler);
            assembler->is_footnote = true;
        }
        at = mask->end;
    }
}

void assembler_code_point(struct assembler *assembler, size_t at, size_t n_bytes, uint32_t code_point)
{
    if (assembler->image_depth || assembler->status) {
        add_plain(assembler, at, n_bytes);
        return;
    }
    assembler_move(assembler, at);
    begin_text(assembler, at);
    if (!assembler->status)
        assembler->status = builder_add_code_point(&assembler->writer.builder, &assembler->cursor, n_bytes, code_point);
}

void assembler_entity(struct assembler *assembler, size_t at, size_t n_bytes)
{
    uint32_t code_point;
    if (entity_read((struct span){assembler->copy + at, n_bytes}, &code_point) == n_bytes)
        assembler_code_point(assembler, at, n_bytes, code_point);
    else
        add_plain(assembler, at, n_bytes);
}

/* A line break in a paragraph is a space, unless the line behind or before it is furniture. */
void assembler_line_break(struct assembler *assembler, bool is_asked_for)
{
    struct furniture_match match;
    struct span line;
    const struct span text = writer_text(&assembler->writer);
    assembler_space(assembler);
    if (is_asked_for && !assembler->image_depth)
        shape_line(&assembler->writer.builder.shape);
    if (assembler->image_depth || text.len == 0 || assembler->leaf != LEAF_TEXT)
        return;
    if (!assembler->has_breaks) {
        classify(assembler, &match);
        const bool flows = match.kind == FURNITURE_CITATION && match.has_text_behind;
        const bool is_furniture = match.kind && !flows;
        next_is_furniture(assembler, is_furniture ? next_line_start(assembler) : assembler->window->n_bytes, 1, &line);
        if (is_furniture && !(line.len && line.ptr[0] >= 'a' && line.ptr[0] <= 'z')) {
            assembler_flush(assembler);
            return;
        }
    }
    assembler->has_breaks = true;
    if (!assembler->status && text_ends_sentence(text) &&
        next_is_furniture(assembler, next_line_start(assembler), 1, &line))
        assembler_flush(assembler);
}

void assembler_begin_mark(struct assembler *assembler, enum qualm_mark_kind kind)
{
    if (!assembler->image_depth && !assembler->status)
        assembler->status = builder_begin_mark(&assembler->writer.builder, kind);
}

void assembler_end_mark(struct assembler *assembler, enum qualm_mark_kind kind)
{
    if (!assembler->image_depth)
        builder_end_mark(&assembler->writer.builder, kind);
}

void assembler_begin_code(struct assembler *assembler)
{
    assembler_begin_mark(assembler, QUALM_MARK_CODE);
    if (!assembler->image_depth)
        builder_begin_opaque(&assembler->writer.builder);
}

void assembler_end_code(struct assembler *assembler)
{
    assembler_end_mark(assembler, QUALM_MARK_CODE);
    if (!assembler->image_depth && !assembler->status)
        assembler->status = builder_end_opaque(&assembler->writer.builder);
}
