/* Markdown: CommonMark with tables, strikethrough and task lists, through md4c.
 *
 * md4c hands over text as pieces of the buffer that it was given, and that buffer has the offsets of the source. It is
 * never told to stop, since old versions do not take that well; after a failure its calls are ignored.
 */
#include <md4c.h>
#include <stdlib.h>

#include "base/span.h"
#include "input/blocks.h"
#include "input/entities.h"
#include "input/front_matter.h"
#include "input/mask.h"
#include "input/reader.h"
#include "input/tags.h"

/* Lines that are looked at ahead for the furniture beside a bare name. */
#define PEEK_LINES 3
#define PEEK_BYTES 200u

enum leaf { LEAF_TEXT = 0, LEAF_HEADING, LEAF_CODE, LEAF_CELL, LEAF_HTML };

/* A piece of an image's text, kept until the paragraph around it is over. */
struct caption_piece {
    struct text_cursor cursor;
    size_t n_bytes;         /* 0: a space, and `ends` tells the end of a caption */
    bool ends;
};

/* Where the text of HTML stands. */
struct html {
    enum tag_role role;     /* of the block that is open */
    unsigned level;
    bool is_in_tag;         /* a tag goes on from the piece before */
    bool is_hidden;         /* inside of <script> and the like */
    unsigned n_quotations;
};

struct markdown {
    const struct reader_options *options;
    struct document_sink *sink;
    struct furniture *furniture;
    struct block_writer writer;
    struct suppressions suppressions;
    struct masks masks;
    size_t mask_hint;
    const struct checked_text *window;
    char *copy;
    struct text_cursor cursor;
    enum qualm_status status;

    enum leaf leaf;
    unsigned heading_level;
    unsigned quote_depth, list_depth, image_depth;
    bool is_footnote;       /* the block is one */
    bool has_breaks;        /* the block has more than one line */
    struct html html;
    struct caption_piece *pieces;
    size_t n_pieces, pieces_room;

    unsigned citation_level; /* of the heading that opened a section of citations; 0: none is open */
    bool is_citation_next;   /* "Paper:" stood alone */
    bool is_citation_list;
    bool has_body, is_after_furniture;
};

static bool is_quoted(const struct markdown *md)
{
    return md->quote_depth != 0 || md->html.n_quotations != 0;
}

static enum block_kind html_kind(const struct markdown *md)
{
    switch (md->html.role) {
    case TAG_HEADING:
        return BLOCK_HEADING;
    case TAG_CELL:
        return BLOCK_TABLE_CELL;
    case TAG_CAPTION:
        return BLOCK_CAPTION;
    case TAG_PRE:
        return BLOCK_CODE;
    case TAG_ITEM:
        return is_quoted(md) ? BLOCK_QUOTATION : BLOCK_LIST_ITEM;
    default:
        return is_quoted(md) ? BLOCK_QUOTATION : BLOCK_PARAGRAPH;
    }
}

/* What the block at hand is by where it stands. */
static enum block_kind kind_by_place(const struct markdown *md)
{
    static const enum block_kind by_leaf[] = {
        [LEAF_HEADING] = BLOCK_HEADING, [LEAF_CODE] = BLOCK_CODE, [LEAF_CELL] = BLOCK_TABLE_CELL};
    if (md->options->is_headline)
        return BLOCK_TITLE;
    const bool is_text = md->leaf == LEAF_TEXT || md->leaf == LEAF_HTML;
    const enum block_kind kind = !is_text                 ? by_leaf[md->leaf]
                                 : md->leaf == LEAF_HTML  ? html_kind(md)
                                 : is_quoted(md)          ? BLOCK_QUOTATION
                                 : md->list_depth         ? BLOCK_LIST_ITEM
                                                          : BLOCK_PARAGRAPH;
    if (kind == BLOCK_HEADING || kind == BLOCK_CODE)
        return kind;
    if (md->is_footnote)
        return BLOCK_FOOTNOTE;
    return md->citation_level || md->is_citation_next || md->is_citation_list ? BLOCK_CITATION : kind;
}

/* ------------------------------------------------------------ furniture */

/* A line of the text as it is written, without marks in front and emphasis around. */
static struct span raw_line(const struct markdown *md, size_t at, size_t *next)
{
    size_t end = at;
    while (end < md->window->n_bytes && md->copy[end] != '\n' && md->copy[end] != '\r')
        end++;
    *next = end < md->window->n_bytes ? end + 1 : end;
    struct span line = {md->copy + at, end - at};
    while (line.len && strchr(" \t>*_-+", line.ptr[0])) {
        line.ptr++;
        line.len--;
    }
    while (line.len && strchr(" \t*_\\", line.ptr[line.len - 1]))
        line.len--;
    return line;
}

/* Whether the next line with text behind `at` is furniture, or what the next line alone is. */
static bool next_is_furniture(struct markdown *md, size_t at, int n_lines, struct span *line)
{
    struct furniture_match match = {0};
    *line = (struct span){0};
    for (int i = 0; i < n_lines && at < md->window->n_bytes && line->len == 0; i++)
        *line = raw_line(md, at, &at);
    if (line->len == 0 || line->len > PEEK_BYTES)
        return false;
    const enum qualm_status status = furniture_match(md->furniture, *line, &match);
    if (!md->status)
        md->status = status;
    return match.kind != FURNITURE_NONE && match.kind != FURNITURE_NAME;
}

/* Where the line ends that the cursor is on. */
static size_t next_line_start(const struct markdown *md)
{
    size_t next;
    raw_line(md, md->cursor.at, &next);
    if (next < md->window->n_bytes && md->copy[next - 1] == '\r' && md->copy[next] == '\n')
        next++;
    return next;
}

/* What the text built so far is, if it is no prose. */
static void classify(struct markdown *md, struct furniture_match *match)
{
    struct span line;
    *match = (struct furniture_match){0};
    const enum block_kind kind = md->writer.kind;
    if (md->writer.is_continued || (kind != BLOCK_PARAGRAPH && kind != BLOCK_LIST_ITEM))
        return;
    md->status = furniture_match(md->furniture, writer_text(&md->writer), match);
    if (match->kind != FURNITURE_NAME)
        return;
    /* A bare name is a byline in the head of the text, beside other furniture. */
    const bool is_head = !md->has_body && md->sink->metadata->title;
    if (is_head && (md->is_after_furniture || next_is_furniture(md, next_line_start(md), PEEK_LINES, &line)))
        match->kind = FURNITURE_LINE;
    else
        *match = (struct furniture_match){0};
}

/* --------------------------------------------------------------- blocks */

static void flush_captions(struct markdown *md)
{
    md->writer.kind = BLOCK_CAPTION;
    for (size_t i = 0; !md->status && i < md->n_pieces; i++) {
        struct caption_piece *piece = &md->pieces[i];
        if (piece->ends)
            md->status = writer_flush(&md->writer);
        else if (piece->n_bytes == 0)
            builder_add_space(&md->writer.builder);
        else
            md->status = writer_add(&md->writer, &piece->cursor, piece->n_bytes);
    }
    md->n_pieces = 0;
}

/* Ends a heading: the title is the first of level 1 when nothing before named one. */
static void flush_heading(struct markdown *md, unsigned level)
{
    bool opens = false;
    md->writer.level = level;
    md->status = furniture_opens_citations(md->furniture, writer_text(&md->writer), &opens);
    if (md->status)
        return;
    if (md->citation_level && level <= md->citation_level)
        md->citation_level = 0;
    if (opens && md->citation_level == 0)
        md->citation_level = level;
    md->is_citation_next = false;
    const bool is_title = level == 1 && !md->sink->metadata->title && !md->writer.is_continued;
    if (is_title) {
        md->writer.kind = BLOCK_TITLE;
        md->writer.level = 0;
    }
    md->status = is_title ? writer_flush_title(&md->writer) : writer_flush(&md->writer);
}

/* Ends a block of text: furniture, a citation or prose. */
static void flush_text(struct markdown *md)
{
    struct furniture_match match;
    classify(md, &match);
    if (md->status)
        return;
    const bool opens_alone = match.kind == FURNITURE_CITATION && !match.has_text_behind;
    const bool is_citation = match.kind == FURNITURE_CITATION && match.has_text_behind;
    if (match.kind)
        md->writer.kind = is_citation ? BLOCK_CITATION : BLOCK_FURNITURE;
    const enum block_kind kind = md->writer.kind;
    if (kind == BLOCK_FURNITURE && !opens_alone && !md->has_body) {
        const struct block block = builder_block(&md->writer.builder);
        md->status = furniture_note(&match, &block, md->sink);
    }
    md->has_body |= kind == BLOCK_PARAGRAPH || kind == BLOCK_QUOTATION;
    md->is_after_furniture = kind == BLOCK_FURNITURE;
    if (kind == BLOCK_CITATION)
        md->is_citation_next = false;
    md->is_citation_next |= opens_alone;
    if (!md->status)
        md->status = kind == BLOCK_TITLE ? writer_flush_title(&md->writer) : writer_flush(&md->writer);
}

/* Ends the block at hand, if there is one. */
static void flush(struct markdown *md)
{
    const bool has_text = writer_text(&md->writer).len != 0;
    if (md->status)
        return;
    md->writer.level = 0;
    if (has_text && md->writer.kind == BLOCK_HEADING)
        flush_heading(md, md->leaf == LEAF_HTML ? md->html.level : md->heading_level);
    else if (has_text)
        flush_text(md);
    if (has_text)
        suppressions_end_block(&md->suppressions);
    builder_clear(&md->writer.builder);
    md->writer.is_continued = false;
    md->writer.n_suppressions = md->suppressions.n_active;
    md->writer.suppressions = md->suppressions.active;
    flush_captions(md);
    md->has_breaks = md->is_footnote = md->html.is_in_tag = false;
}

/* Gets ready for text at `at`. */
static void begin_text(struct markdown *md, size_t at)
{
    if (writer_text(&md->writer).len || md->writer.is_continued)
        return;
    md->status = suppressions_reach(&md->suppressions, at);
    md->writer.suppressions = md->suppressions.active;
    md->writer.n_suppressions = md->suppressions.n_active;
    md->writer.kind = kind_by_place(md);
}

/* Moves the cursor; text comes in the order of the source, and should it not, this is still right. */
static void move_to(struct markdown *md, size_t at)
{
    if (at < md->cursor.at)
        text_cursor_init(&md->cursor, md->window);
    text_cursor_move(&md->cursor, at);
}

static void add_piece(struct markdown *md, size_t n_bytes, bool ends)
{
    if (!md->status)
        md->status =
            array_reserve((void **)&md->pieces, &md->pieces_room, md->n_pieces + 1, sizeof *md->pieces);
    if (!md->status)
        md->pieces[md->n_pieces++] = (struct caption_piece){md->cursor, n_bytes, ends};
}

static void add_space(struct markdown *md)
{
    if (md->image_depth)
        add_piece(md, 0, false);
    else
        builder_add_space(&md->writer.builder);
}

/* Adds text that nothing hides. */
static void add_plain(struct markdown *md, size_t at, size_t n_bytes)
{
    if (md->status || n_bytes == 0)
        return;
    move_to(md, at);
    if (md->image_depth) {
        add_piece(md, n_bytes, false);
        return;
    }
    begin_text(md, at);
    if (!md->status)
        md->status = writer_add(&md->writer, &md->cursor, n_bytes);
}

/* Adds text, without what masks hide in it. A footnote's mark starts a block of its own. */
static void add_text(struct markdown *md, size_t at, size_t n_bytes)
{
    const size_t end = at + n_bytes;
    while (!md->status && at < end) {
        md->mask_hint = masks_find(&md->masks, at, md->mask_hint);
        const struct mask *mask = md->mask_hint < md->masks.n_items ? &md->masks.items[md->mask_hint] : NULL;
        if (!mask || mask->start >= end) {
            add_plain(md, at, end - at);
            return;
        }
        if (mask->start > at)
            add_plain(md, at, mask->start - at);
        if (mask->kind == MASK_FOOTNOTE && mask->start >= at) {
            flush(md);
            md->is_footnote = true;
        }
        at = mask->end;
    }
}

static void add_code_point(struct markdown *md, size_t at, size_t n_bytes, uint32_t code_point)
{
    if (md->image_depth || md->status) {
        add_plain(md, at, n_bytes);
        return;
    }
    move_to(md, at);
    begin_text(md, at);
    if (!md->status)
        md->status = builder_add_code_point(&md->writer.builder, &md->cursor, n_bytes, code_point);
}

static void add_entity(struct markdown *md, size_t at, size_t n_bytes)
{
    uint32_t code_point;
    if (entity_read((struct span){md->copy + at, n_bytes}, &code_point) == n_bytes)
        add_code_point(md, at, n_bytes, code_point);
    else
        add_plain(md, at, n_bytes);
}

/* A line break in a paragraph is a space, unless the line behind or before it is furniture. */
static void add_line_break(struct markdown *md)
{
    struct furniture_match match;
    struct span line;
    const struct span text = writer_text(&md->writer);
    add_space(md);
    if (md->image_depth || text.len == 0 || md->leaf != LEAF_TEXT)
        return;
    if (!md->has_breaks) {
        classify(md, &match);
        const bool flows = match.kind == FURNITURE_CITATION && match.has_text_behind;
        const bool is_furniture = match.kind && !flows;
        next_is_furniture(md, is_furniture ? next_line_start(md) : md->window->n_bytes, 1, &line);
        if (is_furniture && !(line.len && line.ptr[0] >= 'a' && line.ptr[0] <= 'z')) {
            flush(md);
            return;
        }
    }
    md->has_breaks = true;
    if (!md->status && text_ends_sentence(text) && next_is_furniture(md, next_line_start(md), 1, &line))
        flush(md);
}

/* ----------------------------------------------------------------- HTML */

static void begin_code(struct markdown *md)
{
    if (!md->image_depth)
        builder_begin_opaque(&md->writer.builder);
}

static void end_code(struct markdown *md)
{
    if (!md->image_depth && !md->status)
        md->status = builder_end_opaque(&md->writer.builder);
}

/* A tag in an HTML block ends the block at hand and says what the next one is. */
static void html_block_tag(struct markdown *md, const struct tag *tag)
{
    flush(md);
    md->html.role = tag->is_closing ? TAG_NONE : tag->role;
    md->html.level = tag->level;
    if (tag->role == TAG_QUOTATION && !tag->is_closing)
        md->html.n_quotations++;
    else if (tag->role == TAG_QUOTATION && md->html.n_quotations)
        md->html.n_quotations--;
}

static void html_tag(struct markdown *md, const struct tag *tag, bool is_empty)
{
    switch (tag->role) {
    case TAG_NONE:
        return;
    case TAG_HIDDEN:
        md->html.is_hidden = !tag->is_closing && !is_empty;
        return;
    case TAG_CODE:
        if (tag->is_closing)
            end_code(md);
        else
            begin_code(md);
        return;
    case TAG_BREAK:
        if (md->leaf == LEAF_TEXT) {
            add_line_break(md);
            return;
        }
        add_space(md);
        return;
    default:
        if (md->leaf == LEAF_HTML)
            html_block_tag(md, tag);
        else
            add_space(md);
    }
}

/* The length of what stands in front of the next tag or reference. */
static size_t html_text_length(struct span text)
{
    size_t n = 0;
    do
        n++;
    while (n < text.len && text.ptr[n] != '<' && text.ptr[n] != '&');
    return n;
}

/* Takes one piece of HTML, at most a line. */
static void add_html(struct markdown *md, size_t at, size_t n_bytes)
{
    struct span text = {md->copy + at, n_bytes};
    while (!md->status && text.len) {
        size_t n;
        uint32_t code_point;
        if (md->html.is_in_tag) {
            const char *close = memchr(text.ptr, '>', text.len);
            md->html.is_in_tag = !close;
            n = close ? (size_t)(close - text.ptr) + 1 : text.len;
        } else if ((n = tag_length(text)) != 0) {
            const struct tag tag = tag_read((struct span){text.ptr, n});
            const bool is_open = text.ptr[n - 1] != '>';
            if (!md->html.is_hidden || (tag.role == TAG_HIDDEN && tag.is_closing))
                html_tag(md, &tag, n > 2 && text.ptr[n - 2] == '/');
            md->html.is_in_tag = is_open; /* set last: a block tag resets it */
        } else if (md->html.is_hidden) {
            n = html_text_length(text);
        } else if ((n = entity_read(text, &code_point)) != 0) {
            add_code_point(md, (size_t)(text.ptr - md->copy), n, code_point);
        } else {
            n = html_text_length(text);
            add_text(md, (size_t)(text.ptr - md->copy), n);
        }
        text.ptr += n;
        text.len -= n;
    }
}

/* ----------------------------------------------------- what md4c calls */

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    static const enum leaf leaves[] = {
        [MD_BLOCK_H] = LEAF_HEADING, [MD_BLOCK_CODE] = LEAF_CODE, [MD_BLOCK_HTML] = LEAF_HTML,
        [MD_BLOCK_TH] = LEAF_CELL,   [MD_BLOCK_TD] = LEAF_CELL,
    };
    flush(md);
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
        md->is_citation_list |= md->list_depth == 0 && md->is_citation_next;
        md->list_depth++;
    }
    md->quote_depth += type == MD_BLOCK_QUOTE;
    md->leaf = (size_t)type < sizeof leaves / sizeof leaves[0] ? leaves[type] : LEAF_TEXT;
    if (type == MD_BLOCK_H)
        md->heading_level = ((const MD_BLOCK_H_DETAIL *)detail)->level;
    if (type == MD_BLOCK_HTML)
        md->html = (struct html){.n_quotations = md->html.n_quotations};
    return 0;
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    (void)detail;
    flush(md);
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
        md->list_depth--;
        if (md->list_depth == 0)
            md->is_citation_list = false;
    }
    md->quote_depth -= type == MD_BLOCK_QUOTE;
    md->html.is_hidden = false;
    md->leaf = LEAF_TEXT;
    return 0;
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    (void)detail;
    if (type == MD_SPAN_IMG)
        md->image_depth++;
    else if (type == MD_SPAN_CODE)
        begin_code(md);
    return 0;
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    (void)detail;
    if (type == MD_SPAN_CODE)
        end_code(md);
    if (type != MD_SPAN_IMG || --md->image_depth)
        return 0;
    add_piece(md, 0, true);
    return 0;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    struct markdown *md = user;
    if (md->status || md->html.is_hidden) {
        if (type == MD_TEXT_HTML && !md->status && text >= md->copy && text < md->copy + md->window->n_bytes)
            add_html(md, (size_t)(text - md->copy), size);
        return 0;
    }
    if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR) {
        add_line_break(md);
        return 0;
    }
    const bool is_in_buffer = text >= md->copy && text + size <= md->copy + md->window->n_bytes;
    if (!is_in_buffer || type == MD_TEXT_NULLCHAR) {
        add_space(md);
        return 0;
    }
    const size_t at = (size_t)(text - md->copy);
    if (type == MD_TEXT_ENTITY)
        add_entity(md, at, size);
    else if (type == MD_TEXT_HTML && !md->image_depth)
        add_html(md, at, size);
    else if (type != MD_TEXT_HTML)
        add_text(md, at, size);
    return 0;
}

/* --------------------------------------------------------------- reader */

/* Makes a block of a title in the front matter, as it is written but for quotes. */
static void add_front_title(struct markdown *md, const struct front_matter *front)
{
    const char *bytes = md->window->bytes;
    size_t at = front->title_start;
    size_t end = front->title_end;
    if (at >= end)
        return;
    const char quote = bytes[at] == '"' || bytes[at] == '\'' ? bytes[at] : 0;
    if (quote) {
        at++;
        end -= end > at;
    } else if (bytes[at] == '>' || bytes[at] == '|') {
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r')
            at++;
    }
    md->writer.kind = BLOCK_TITLE;
    while (!md->status && at < end) {
        size_t n = 0;
        while (at + n < end && !(quote == '"' && bytes[at + n] == '\\') && !(quote == '\'' && bytes[at + n] == '\''))
            n++;
        move_to(md, at);
        md->status = writer_add(&md->writer, &md->cursor, n);
        at += n;
        if (at + 1 < end && !md->status)
            md->status = builder_add_code_point(&md->writer.builder, &md->cursor, 2, (unsigned char)bytes[at + 1]);
        at += 2;
    }
    if (!md->status)
        md->status = writer_flush_title(&md->writer);
}

static void parse(struct markdown *md, size_t from)
{
    const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
        .enter_block = on_enter_block,
        .leave_block = on_leave_block,
        .enter_span = on_enter_span,
        .leave_span = on_leave_span,
        .text = on_text,
    };
    /* All that makes md4c itself fail is lack of memory. */
    if (md_parse(md->copy + from, (MD_SIZE)(md->window->n_bytes - from), &parser, md) != 0 && !md->status)
        md->status = QUALM_ERR_MEMORY;
    flush(md);
}

static enum qualm_status markdown_open(const struct reader_options *options, struct document_sink *sink, void **state)
{
    struct markdown *md = calloc(1, sizeof *md);
    if (!md)
        return QUALM_ERR_MEMORY;
    md->options = options;
    md->sink = md->writer.sink = sink;
    const enum qualm_status status = furniture_new(options->language, &md->furniture);
    if (status)
        free(md);
    else
        *state = md;
    return status;
}

static enum qualm_status markdown_read(void *state, const struct checked_text *window, size_t *n_used)
{
    struct markdown *md = state;
    struct front_matter front;
    if (window->n_bytes > READER_WHOLE_MOST)
        return QUALM_ERR_TOO_LARGE;
    md->window = window;
    md->copy = malloc(window->n_bytes + 1);
    if (!md->copy)
        return QUALM_ERR_MEMORY;
    text_cursor_init(&md->cursor, window);
    md->status = front_matter_read(window, md->sink, &front);
    if (!md->status)
        md->status = mask_markdown(window, front.end, md->sink, &md->suppressions, &md->masks, md->copy);
    if (!md->status)
        add_front_title(md, &front);
    if (!md->status)
        parse(md, front.end);
    if (!md->status)
        *n_used = window->n_bytes;
    return md->status;
}

static void markdown_close(void *state)
{
    struct markdown *md = state;
    if (!md)
        return;
    furniture_free(md->furniture);
    writer_free(&md->writer);
    suppressions_free(&md->suppressions);
    masks_free(&md->masks);
    free(md->pieces);
    free(md->copy);
    free(md);
}

const struct reader reader_markdown = {
    .name = "markdown",
    .endings = ".md .markdown .mdown .mkd",
    .open = markdown_open,
    .read = markdown_read,
    .close = markdown_close,
};
