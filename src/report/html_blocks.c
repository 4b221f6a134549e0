/* The prose of a text: its blocks as a page has them. */
#include "report/html.h"

#include <string.h>

/* How a kind of block stands in a page. */
static const struct block_style {
    const char *kind, *class;
    bool is_bare; /* in a list item or a cell it needs no element of its own */
} styles[] = {
    {"paragraph", "", true},
    {"list_item", "", true},
    {"quotation", "", true},
    {"table_cell", "", true},
    {"caption", " class=\"caption\"", false},
    {"citation", " class=\"citation\"", true},
    {"footnote", " class=\"footnote\"", true},
    {"furniture", " class=\"furniture\"", false},
};

static const struct block_style *style_of(const struct qualm_block *block)
{
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++)
        if (strcmp(styles[i].kind, block->kind) == 0)
            return &styles[i];
    return &styles[0];
}

static bool is_kind(const struct qualm_block *block, const char *kind)
{
    return strcmp(block->kind, kind) == 0;
}

/* One way from the text down to a block: a container, and what of it is in the page so far. */
struct level {
    const struct qualm_container *container;
    unsigned last; /* number of the item or cell in it that came last */
    bool has_text; /* something stands in it; in a table: its body */
    bool is_head;  /* it is the head of a table */
};

struct way {
    struct html_text *text;
    struct level levels[QUALM_CONTAINERS_MOST + 1];
    unsigned n_levels;
    const char *close; /* of the block that is open, since the next one may go on with it; NULL: none is */
};

/* ------------------------------------------------------------ containers */

static void item_open(struct way *way, const struct qualm_container *item)
{
    struct printer *out = way->text->out;
    static const char *const boxes[] = {
        [QUALM_TASK_NONE] = "",
        [QUALM_TASK_OPEN] = "<span class=\"box\" role=\"img\" aria-label=\"open\">\xE2\x98\x90</span> ",
        [QUALM_TASK_DONE] = "<span class=\"box\" role=\"img\" aria-label=\"done\">\xE2\x98\x91</span> ",
    };
    struct level *list = way->n_levels ? &way->levels[way->n_levels - 1] : NULL;
    print_text(out, item->task ? "<li class=\"task\"" : "<li");
    if (list && item->number && item->number != list->last + 1) {
        print_text(out, " value=\"");
        print_uint(out, item->number);
        print_text(out, "\"");
    }
    if (list)
        list->last = item->number;
    print_text(out, " dir=\"auto\">");
    print_text(out, boxes[item->task]);
}

/* Cells without words are no blocks, and have their place all the same. */
static void cells_skip(struct way *way, struct level *row, unsigned before)
{
    for (row->last++; row->last < before; row->last++)
        print_text(way->text->out, "<td></td>");
}

static void cell_open(struct way *way, const struct qualm_container *cell)
{
    static const char *const aligns[] = {
        [QUALM_ALIGN_NONE] = "",
        [QUALM_ALIGN_START] = "",
        [QUALM_ALIGN_CENTER] = " class=\"center\"",
        [QUALM_ALIGN_END] = " class=\"end\"",
    };
    if (way->n_levels)
        cells_skip(way, &way->levels[way->n_levels - 1], cell->number);
    print_text(way->text->out, cell->is_header ? "<th scope=\"col\"" : "<td");
    print_text(way->text->out, aligns[cell->align]);
    print_text(way->text->out, " dir=\"auto\">");
}

static void row_open(struct way *way, bool is_head)
{
    struct level *table = way->n_levels ? &way->levels[way->n_levels - 1] : NULL;
    if (is_head)
        print_text(way->text->out, "<thead>\n");
    else if (table && !table->has_text)
        print_text(way->text->out, "<tbody>\n");
    if (table && !is_head)
        table->has_text = true;
    print_text(way->text->out, "<tr>");
}

/* `inner` is the container in it that is opened next. */
static void container_open(struct way *way, const struct qualm_container *container,
                           const struct qualm_container *inner)
{
    static const char *const opens[] = {
        [QUALM_IN_LIST] = "<ul>\n",
        [QUALM_IN_NUMBERED_LIST] = "<ol>\n",
        [QUALM_IN_QUOTATION] = "<blockquote>\n",
        [QUALM_IN_TABLE] = "<div class=\"wide\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">\n<table>\n",
        [QUALM_IN_NOTHING] = NULL,
    };
    const bool is_head = container->kind == QUALM_IN_ROW && container->number == 1 && inner && inner->is_header;
    if (container->kind == QUALM_IN_ITEM)
        item_open(way, container);
    else if (container->kind == QUALM_IN_CELL)
        cell_open(way, container);
    else if (container->kind == QUALM_IN_ROW)
        row_open(way, is_head);
    else
        print_text(way->text->out, opens[container->kind]);
    way->levels[way->n_levels++] = (struct level){.container = container, .is_head = is_head};
}

static void container_close(struct way *way)
{
    static const char *const closes[] = {
        [QUALM_IN_LIST] = "</ul>\n",      [QUALM_IN_NUMBERED_LIST] = "</ol>\n",
        [QUALM_IN_ITEM] = "</li>\n",      [QUALM_IN_QUOTATION] = "</blockquote>\n",
        [QUALM_IN_TABLE] = "</table>\n</div>\n", [QUALM_IN_ROW] = "</tr>\n",
        [QUALM_IN_CELL] = "</td>",        [QUALM_IN_NOTHING] = NULL,
    };
    struct level *level = &way->levels[--way->n_levels];
    const struct qualm_container *container = level->container;
    if (container->kind == QUALM_IN_TABLE && level->has_text)
        print_text(way->text->out, "</tbody>\n");
    if (container->kind == QUALM_IN_ROW && container->parent)
        cells_skip(way, level, container->parent->number + 1);
    if (way->n_levels)
        way->levels[way->n_levels - 1].last = container->number;
    const bool is_header = container->kind == QUALM_IN_CELL && container->is_header;
    print_text(way->text->out, is_header ? "</th>" : closes[container->kind]);
    print_text(way->text->out, level->is_head ? "</thead>\n" : "");
}

static void block_end(struct way *way)
{
    if (way->close)
        print_text(way->text->out, way->close);
    way->close = NULL;
}

/* Leaves what the block does not stand in, and enters what it does. */
static void way_go(struct way *way, const struct qualm_container *innermost)
{
    const struct qualm_container *path[QUALM_CONTAINERS_MOST] = {NULL};
    unsigned depth = 0, n_same = 0;
    for (const struct qualm_container *each = innermost; each; each = each->parent)
        depth++;
    for (; innermost && depth > QUALM_CONTAINERS_MOST; depth--)
        innermost = innermost->parent;
    for (unsigned i = depth; innermost && i-- > 0; innermost = innermost->parent)
        path[i] = innermost;
    while (n_same < depth && n_same < way->n_levels && path[n_same] == way->levels[n_same].container)
        n_same++;
    if (n_same < way->n_levels || n_same < depth)
        block_end(way);
    while (way->n_levels > n_same)
        container_close(way);
    for (unsigned i = n_same; i < depth; i++)
        container_open(way, path[i], i + 1 < depth ? path[i + 1] : NULL);
}

/* What a block stands in whose format has no containers: items that follow one another are a list. */
static const struct qualm_container *container_of(const struct qualm_block *block, size_t index)
{
    static const struct qualm_container list = {.kind = QUALM_IN_LIST}, quotation = {.kind = QUALM_IN_QUOTATION};
    static const struct qualm_container items[] = {{.kind = QUALM_IN_ITEM, .parent = &list},
                                                   {.kind = QUALM_IN_ITEM, .parent = &list}};
    if (block->container)
        return block->container;
    if (is_kind(block, "list_item"))
        return &items[index % 2];
    return is_kind(block, "quotation") ? &quotation : NULL;
}

/* ---------------------------------------------------------------- blocks */

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

/* Code as it was laid out. Blank lines in front of it say nothing, unless it goes on. */
static void code_put(struct printer *out, const struct qualm_block *block)
{
    size_t at = 0;
    for (size_t i = 0; i < block->n_gaps; i++) {
        const struct qualm_gap *gap = &block->gaps[i];
        print_html(out, block->text + at, gap->at - at);
        print_repeat(out, "\n", gap->at || block->is_continued ? gap->n_lines : 0);
        print_repeat(out, " ", gap->n_columns);
        at = gap->at + (gap->at > 0);
    }
    print_html(out, block->text + at, block->n_bytes - at);
}

static bool is_bare(const struct level *level, const struct block_style *style)
{
    if (!level || level->has_text || !style->is_bare)
        return false;
    return level->container->kind == QUALM_IN_ITEM || level->container->kind == QUALM_IN_CELL;
}

/* Opens the block, unless it goes on with the one that is open. */
static void block_begin(struct way *way, const struct qualm_block *block)
{
    const struct block_style *style = style_of(block);
    struct level *level = way->n_levels ? &way->levels[way->n_levels - 1] : NULL;
    struct printer *out = way->text->out;
    const bool is_code = is_kind(block, "code");
    if (way->close && block->is_continued) {
        print_text(out, is_code ? "" : " ");
        return;
    }
    block_end(way);
    if (is_bare(level, style)) {
        way->close = "";
    } else if (is_code) {
        print_text(out, "<pre><code dir=\"ltr\">");
        way->close = "</code></pre>\n";
    } else {
        print_text(out, "<p");
        print_text(out, style->class);
        print_text(out, " dir=\"auto\">");
        way->close = "</p>\n";
    }
    if (level)
        level->has_text = true;
}

static void block_put(struct way *way, size_t index)
{
    struct html_text *text = way->text;
    const struct qualm_block *block = &text->result->blocks[index];
    way_go(way, container_of(block, index));
    if (is_kind(block, "heading") || is_kind(block, "title")) {
        block_end(way);
        heading_put(text, index);
        return;
    }
    block_begin(way, block);
    sections_mark(text, index);
    if (is_kind(block, "code"))
        code_put(text->out, block);
    else
        html_block_put(text, index);
}

static void blocks_put(struct html_text *text)
{
    struct way way = {.text = text};
    for (size_t i = 0; i < text->result->n_blocks && text->out->status == QUALM_OK; i++)
        if (&text->result->blocks[i] != text->title)
            block_put(&way, i);
    way_go(&way, NULL);
    block_end(&way);
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
