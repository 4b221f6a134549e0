/* Markdown: CommonMark with tables, strikethrough and task lists, through md4c.
 *
 * md4c hands over text as pieces of the buffer that it was given, and that buffer has the offsets of the source. It is
 * never told to stop, since old versions do not take that well; after a failure its calls are ignored.
 */
#include <md4c.h>
#include <stdlib.h>

#include "base/span.h"
#include "input/assembler.h"
#include "input/front_matter.h"

/* ----------------------------------------------------- what md4c calls */

static enum qualm_container_kind container_of(MD_BLOCKTYPE type)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        return QUALM_IN_QUOTATION;
    case MD_BLOCK_UL:
        return QUALM_IN_LIST;
    case MD_BLOCK_OL:
        return QUALM_IN_NUMBERED_LIST;
    case MD_BLOCK_LI:
        return QUALM_IN_ITEM;
    case MD_BLOCK_TABLE:
        return QUALM_IN_TABLE;
    case MD_BLOCK_TR:
        return QUALM_IN_ROW;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        return QUALM_IN_CELL;
    default:
        return QUALM_IN_NOTHING;
    }
}

static void describe_cell(struct containers *containers, MD_BLOCKTYPE type, const MD_BLOCK_TD_DETAIL *detail)
{
    static const enum qualm_align aligns[] = {
        [MD_ALIGN_DEFAULT] = QUALM_ALIGN_NONE,
        [MD_ALIGN_LEFT] = QUALM_ALIGN_START,
        [MD_ALIGN_CENTER] = QUALM_ALIGN_CENTER,
        [MD_ALIGN_RIGHT] = QUALM_ALIGN_END,
    };
    containers_set_cell(containers, type == MD_BLOCK_TH, aligns[detail->align]);
}

static void describe_item(struct containers *containers, const MD_BLOCK_LI_DETAIL *detail)
{
    if (detail->is_task)
        containers_set_task(containers, detail->task_mark == ' ' ? QUALM_TASK_OPEN : QUALM_TASK_DONE);
}

static void enter_container(struct containers *containers, MD_BLOCKTYPE type, const void *detail)
{
    const enum qualm_container_kind kind = container_of(type);
    if (kind == QUALM_IN_NOTHING)
        return;
    containers_enter(containers, kind,
                     type == MD_BLOCK_OL      ? ((const MD_BLOCK_OL_DETAIL *)detail)->start
                     : type == MD_BLOCK_TABLE ? ((const MD_BLOCK_TABLE_DETAIL *)detail)->col_count
                                              : 0);
    if (kind == QUALM_IN_CELL)
        describe_cell(containers, type, detail);
    else if (kind == QUALM_IN_ITEM)
        describe_item(containers, detail);
}

/* How a span is set off; QUALM_N_MARKS: not, or it is code, which is more than a mark. */
static enum qualm_mark_kind mark_of(MD_SPANTYPE type)
{
    return type == MD_SPAN_EM       ? QUALM_MARK_EMPHASIS
           : type == MD_SPAN_STRONG ? QUALM_MARK_STRONG
           : type == MD_SPAN_DEL    ? QUALM_MARK_DELETED
                                    : QUALM_N_MARKS;
}

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct assembler *assembler = user;
    static const enum leaf leaves[] = {
        [MD_BLOCK_H] = LEAF_HEADING, [MD_BLOCK_CODE] = LEAF_CODE, [MD_BLOCK_HTML] = LEAF_HTML,
        [MD_BLOCK_TH] = LEAF_CELL,   [MD_BLOCK_TD] = LEAF_CELL,
    };
    assembler_flush(assembler);
    enter_container(&assembler->containers, type, detail);
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
        assembler->is_citation_list |= assembler->list_depth == 0 && assembler->is_citation_next;
        assembler->list_depth++;
    }
    assembler->quote_depth += type == MD_BLOCK_QUOTE;
    assembler->leaf = (size_t)type < sizeof leaves / sizeof leaves[0] ? leaves[type] : LEAF_TEXT;
    if (type == MD_BLOCK_H)
        assembler->heading_level = ((const MD_BLOCK_H_DETAIL *)detail)->level;
    if (type == MD_BLOCK_HTML)
        assembler->html = (struct html){.n_quotations = assembler->html.n_quotations};
    return 0;
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct assembler *assembler = user;
    (void)detail;
    assembler_flush(assembler);
    if (container_of(type) != QUALM_IN_NOTHING)
        containers_leave(&assembler->containers);
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
        assembler->list_depth--;
        if (assembler->list_depth == 0)
            assembler->is_citation_list = false;
    }
    assembler->quote_depth -= type == MD_BLOCK_QUOTE;
    assembler->html.is_hidden = false;
    assembler->leaf = LEAF_TEXT;
    return 0;
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct assembler *assembler = user;
    (void)detail;
    if (type == MD_SPAN_IMG)
        assembler->image_depth++;
    else if (type == MD_SPAN_CODE)
        assembler_begin_code(assembler);
    else if (mark_of(type) != QUALM_N_MARKS)
        assembler_begin_mark(assembler, mark_of(type));
    return 0;
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct assembler *assembler = user;
    (void)detail;
    if (type == MD_SPAN_CODE)
        assembler_end_code(assembler);
    else if (mark_of(type) != QUALM_N_MARKS)
        assembler_end_mark(assembler, mark_of(type));
    if (type != MD_SPAN_IMG || --assembler->image_depth)
        return 0;
    assembler_end_caption(assembler);
    return 0;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    struct assembler *assembler = user;
    if (assembler->status || assembler->html.is_hidden) {
        if (type == MD_TEXT_HTML && !assembler->status && text >= assembler->copy &&
            text < assembler->copy + assembler->window->n_bytes)
            assembler_html(assembler, (size_t)(text - assembler->copy), size);
        return 0;
    }
    if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR) {
        assembler_line_break(assembler, type == MD_TEXT_BR);
        return 0;
    }
    const bool is_in_buffer = text >= assembler->copy && text + size <= assembler->copy + assembler->window->n_bytes;
    if (!is_in_buffer || type == MD_TEXT_NULLCHAR) {
        assembler_blank(assembler, text, size);
        return 0;
    }
    const size_t at = (size_t)(text - assembler->copy);
    if (type == MD_TEXT_ENTITY)
        assembler_entity(assembler, at, size);
    else if (type == MD_TEXT_HTML && !assembler->image_depth)
        assembler_html(assembler, at, size);
    else if (type != MD_TEXT_HTML)
        assembler_text(assembler, at, size);
    return 0;
}

/* --------------------------------------------------------------- reader */

/* The code point that an escape in double quotes stands for: "\u00e9", "\"". What is no letter is a space. */
static uint32_t read_escape(struct span escape, size_t *n_bytes)
{
    static const char names[] = "xuU";
    static const size_t digits[] = {2, 4, 8};
    const char *name = escape.len > 1 ? strchr(names, escape.ptr[1]) : NULL;
    *n_bytes = escape.len < 2 ? escape.len : 2;
    if (!name || !*name)
        return escape.len > 1 && !strchr("0abefnrtvNLP_ \n\r", escape.ptr[1]) ? (unsigned char)escape.ptr[1] : ' ';
    uint32_t value = 0;
    for (size_t i = 0; i < digits[name - names] && *n_bytes < escape.len; i++, ++*n_bytes) {
        const char c = escape.ptr[*n_bytes];
        const uint32_t digit = c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a' + 10);
        value = value * 16 + (digit & 15);
    }
    const bool is_letter = value > ' ' && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return is_letter ? value : ' ';
}

/* Makes a block of a title in the front matter, as it is written but for quotes. */
static void add_front_title(struct assembler *assembler, const struct front_matter *front)
{
    const char *bytes = assembler->window->bytes;
    size_t at = front->title_start;
    size_t end = front->title_end;
    if (at >= end || assembler->options->has_title)
        return;
    const char quote = bytes[at] == '"' || bytes[at] == '\'' ? bytes[at] : 0;
    if (quote) {
        at++;
        end -= end > at;
    } else if (bytes[at] == '>' || bytes[at] == '|') {
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r')
            at++;
    }
    assembler->writer.kind = BLOCK_TITLE;
    while (!assembler->status && at < end) {
        size_t n = 0;
        while (at + n < end && !(quote == '"' && bytes[at + n] == '\\') && !(quote == '\'' && bytes[at + n] == '\''))
            n++;
        assembler_move(assembler, at);
        assembler->status = writer_add(&assembler->writer, &assembler->cursor, n);
        at += n;
        if (at + 1 >= end || assembler->status)
            break;
        const bool is_escape = quote == '"';
        const uint32_t code_point = is_escape ? read_escape((struct span){bytes + at, end - at}, &n) : '\'';
        n = is_escape ? n : 2;
        if (code_point == ' ')
            builder_add_space(&assembler->writer.builder);
        else
            assembler->status =
                builder_add_code_point(&assembler->writer.builder, &assembler->cursor, n, code_point);
        at += n;
    }
    if (!assembler->status)
        assembler->status = writer_flush_title(&assembler->writer);
}

static void parse(struct assembler *assembler, size_t from)
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
    if (md_parse(assembler->copy + from, (MD_SIZE)(assembler->window->n_bytes - from), &parser, assembler) != 0 &&
        !assembler->status)
        assembler->status = QUALM_ERR_MEMORY;
    assembler_flush(assembler);
}

static enum qualm_status markdown_open(const struct reader_options *options, struct document_sink *sink, void **state)
{
    struct assembler *assembler = calloc(1, sizeof *assembler);
    if (!assembler)
        return QUALM_ERR_MEMORY;
    assembler->options = options;
    assembler->sink = assembler->writer.sink = sink;
    assembler->writer.builder.shape.is_kept = options->keeps_shape;
    assembler->containers.arena = options->keeps_shape ? sink->arena : NULL;
    const enum qualm_status status = furniture_new(options, &assembler->furniture);
    if (status)
        free(assembler);
    else
        *state = assembler;
    return status;
}

static enum qualm_status markdown_read(void *state, const struct checked_text *window, size_t *n_used)
{
    struct assembler *assembler = state;
    struct front_matter front;
    if (window->n_bytes > READER_WHOLE_MOST)
        return QUALM_ERR_TOO_LARGE;
    assembler->window = window;
    assembler->copy = malloc(window->n_bytes + 1);
    if (!assembler->copy)
        return QUALM_ERR_MEMORY;
    text_cursor_init(&assembler->cursor, window);
    assembler->status = front_matter_read(window, assembler->sink, &front);
    if (!assembler->status)
        assembler->status = mask_markdown(window, front.end, assembler->sink, &assembler->suppressions,
                                          &assembler->masks, assembler->copy);
    if (!assembler->status)
        add_front_title(assembler, &front);
    if (!assembler->status)
        parse(assembler, front.end);
    if (!assembler->status)
        *n_used = window->n_bytes;
    return assembler->status;
}

static void markdown_close(void *state)
{
    struct assembler *assembler = state;
    if (!assembler)
        return;
    furniture_free(assembler->furniture);
    writer_free(&assembler->writer);
    suppressions_free(&assembler->suppressions);
    masks_free(&assembler->masks);
    free(assembler->pieces);
    free(assembler->copy);
    free(assembler);
}

const struct reader reader_markdown = {
    .name = "markdown",
    .endings = ".md .markdown .mdown .mkd .mdx",
    .open = markdown_open,
    .read = markdown_read,
    .close = markdown_close,
};
