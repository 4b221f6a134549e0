/* The prose of a text: its blocks as a page has them. */
#include "report/html.h"

#include <string.h>

/* How a kind of block stands in a page. `group` is around all that follow one another. */
static const struct block_style {
    const char *kind, *group, *group_end, *open, *close;
} styles[] = {
    {"paragraph", "", "", "<p dir=\"auto\"", "</p>\n"},
    {"list_item", "<ul>\n", "</ul>\n", "<li dir=\"auto\"", "</li>\n"},
    {"quotation", "<blockquote>\n", "</blockquote>\n", "<p dir=\"auto\"", "</p>\n"},
    {"code", "", "", "<pre><code dir=\"ltr\"", "</code></pre>\n"},
    {"table_cell", "<div class=\"cells\">\n", "</div>\n", "<span class=\"cell\" dir=\"auto\"", "</span>\n"},
    {"caption", "", "", "<p class=\"caption\" dir=\"auto\"", "</p>\n"},
    {"citation", "", "", "<p class=\"citation\" dir=\"auto\"", "</p>\n"},
    {"footnote", "", "", "<p class=\"footnote\" dir=\"auto\"", "</p>\n"},
    {"furniture", "", "", "<p class=\"furniture\" dir=\"auto\"", "</p>\n"},
};

static const struct block_style *style_of(const struct qualm_block *block)
{
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++)
        if (strcmp(styles[i].kind, block->kind) == 0)
            return &styles[i];
    return &styles[0];
}

static bool is_heading(const struct qualm_block *block)
{
    return strcmp(block->kind, "heading") == 0 || strcmp(block->kind, "title") == 0;
}

/* Where the block stands in the source; false when nothing in it tells. */
static bool block_start(const struct html_text *text, size_t block, uint64_t *start, uint32_t *line)
{
    const struct html_groups *groups = &text->sentences;
    if (groups->first[block] == groups->first[block + 1])
        return false;
    const struct qualm_span *span = &text->result->sentences[groups->items[groups->first[block]]].span;
    *start = span->start;
    *line = span->line;
    return span->line != 0;
}

/* Names for the sections that begin with this block or, since no block told, before it. */
static void sections_mark(struct html_text *text, size_t block)
{
    const struct qualm_result *result = text->result;
    uint64_t start;
    uint32_t line;
    if (!block_start(text, block, &start, &line))
        return;
    while (text->n_headed < result->n_sections && result->sections[text->n_headed].span.start <= start) {
        print_text(text->out, "<span class=\"place\"");
        put_id(text->out, 'h', text->n_headed++);
        print_text(text->out, "></span>");
    }
}

/* Headings of the text go below those of the page, and none is left out on the way down. */
static void heading_put(struct html_text *text, size_t block)
{
    const unsigned base = text->is_alone ? 2 : 3;
    unsigned level = text->result->blocks[block].level + (base > 2 ? 2 : 1);
    if (level <= base)
        level = base + 1;
    if (level > text->heading_level + 1)
        level = text->heading_level + 1;
    if (level > 6)
        level = 6;
    text->heading_level = level;
    print_text(text->out, "<h");
    print_uint(text->out, level);
    print_text(text->out, " dir=\"auto\">");
    sections_mark(text, block);
    html_block_put(text, block);
    print_text(text->out, "</h");
    print_uint(text->out, level);
    print_text(text->out, ">\n");
}

/* Whether the cell is on another line of the source than those before: another row of the table. Cells without words
 * do not tell. */
static bool is_new_row(struct html_text *text, size_t block)
{
    uint64_t start;
    uint32_t line;
    if (!block_start(text, block, &start, &line))
        return false;
    const bool is_new = text->row_line && line != text->row_line;
    text->row_line = line;
    return is_new;
}

static void block_put(struct html_text *text, size_t block, const struct block_style *style)
{
    print_text(text->out, style->open);
    print_text(text->out, ">");
    sections_mark(text, block);
    html_block_put(text, block);
    print_text(text->out, style->close);
}

static void blocks_put(struct html_text *text)
{
    const struct qualm_result *result = text->result;
    const struct block_style *open = NULL;
    for (size_t i = 0; i < result->n_blocks && text->out->status == QUALM_OK; i++) {
        const struct qualm_block *block = &result->blocks[i];
        const struct block_style *style = block == text->title || is_heading(block) ? NULL : style_of(block);
        const bool is_cell = style && strcmp(style->kind, "table_cell") == 0;
        const bool is_row = is_cell && is_new_row(text, i) && open == style;
        if (open && (open != style || is_row))
            print_text(text->out, open->group_end);
        if (style && (open != style || is_row))
            print_text(text->out, style->group);
        open = style;
        if (style)
            block_put(text, i, style);
        else if (block != text->title)
            heading_put(text, i);
    }
    if (open)
        print_text(text->out, open->group_end);
}

void html_prose_put(struct html_text *text)
{
    struct printer *out = text->out;
    print_text(out, "<section>\n");
    put_part_heading(text, 'T', "The text");
    html_legend_put(text);
    print_text(out, "<div class=\"prose\"");
    put_language(text);
    print_text(out, ">\n");
    blocks_put(text);
    print_text(out, "<p class=\"place\">");
    for (; text->n_headed < text->result->n_sections; text->n_headed++) {
        print_text(out, "<span class=\"place\"");
        put_id(out, 'h', text->n_headed);
        print_text(out, "></span>");
    }
    print_text(out, "</p>\n</div>\n</section>\n");
}
