/* The HTML that stands in Markdown: its tags part blocks and vanish, its text is prose. */
#include "base/span.h"
#include "input/assembler.h"
#include "input/entities.h"

/* A tag in an HTML block ends the block at hand and says what the next one is. */
static void html_block_tag(struct assembler *assembler, const struct tag *tag)
{
    assembler_flush(assembler);
    assembler->html.role = tag->is_closing ? TAG_NONE : tag->role;
    assembler->html.level = tag->level;
    if (tag->container != QUALM_IN_NOTHING && tag->is_closing)
        containers_leave_tag(&assembler->containers, tag->container);
    else if (tag->container != QUALM_IN_NOTHING)
        containers_enter_tag(&assembler->containers, tag->container, tag->is_header);
    if (tag->role == TAG_QUOTATION && !tag->is_closing)
        assembler->html.n_quotations++;
    else if (tag->role == TAG_QUOTATION && assembler->html.n_quotations)
        assembler->html.n_quotations--;
}

static void html_tag(struct assembler *assembler, const struct tag *tag, bool is_empty)
{
    switch (tag->role) {
    case TAG_NONE:
        return;
    case TAG_HIDDEN:
        assembler->html.is_hidden = !tag->is_closing && !is_empty;
        return;
    case TAG_MARK:
        if (tag->is_closing)
            assembler_end_mark(assembler, tag->mark);
        else
            assembler_begin_mark(assembler, tag->mark);
        return;
    case TAG_CODE:
        if (tag->is_closing)
            assembler_end_code(assembler);
        else
            assembler_begin_code(assembler);
        return;
    case TAG_BREAK:
        if (assembler->leaf == LEAF_TEXT) {
            assembler_line_break(assembler, true);
            return;
        }
        assembler_space(assembler);
        return;
    default:
        if (assembler->leaf == LEAF_HTML)
            html_block_tag(assembler, tag);
        else
            assembler_space(assembler);
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
void assembler_html(struct assembler *assembler, size_t at, size_t n_bytes)
{
    struct span text = {assembler->copy + at, n_bytes};
    while (!assembler->status && text.len) {
        size_t n;
        uint32_t code_point;
        if (assembler->html.is_in_tag) {
            const char *close = memchr(text.ptr, '>', text.len);
            assembler->html.is_in_tag = !close;
            n = close ? (size_t)(close - text.ptr) + 1 : text.len;
        } else if ((n = tag_length(text)) != 0) {
            const struct tag tag = tag_read((struct span){text.ptr, n});
            const bool is_open = text.ptr[n - 1] != '>';
            if (!assembler->html.is_hidden || (tag.role == TAG_HIDDEN && tag.is_closing))
                html_tag(assembler, &tag, n > 2 && text.ptr[n - 2] == '/');
            assembler->html.is_in_tag = is_open; /* set last: a block tag resets it */
        } else if (assembler->html.is_hidden) {
            n = html_text_length(text);
        } else if ((n = entity_read(text, &code_point)) != 0) {
            assembler_code_point(assembler, (size_t)(text.ptr - assembler->copy), n, code_point);
        } else {
            n = html_text_length(text);
            assembler_text(assembler, (size_t)(text.ptr - assembler->copy), n);
        }
        text.ptr += n;
        text.len -= n;
    }
}
