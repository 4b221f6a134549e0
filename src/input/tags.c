/* HTML tags in Markdown. */
#include "input/tags.h"

/* `detail` is a heading's level, a mark's kind, what holds others, or whether a cell is a header. */
struct tag_name {
    const char *name;
    enum tag_role role;
    unsigned detail;
};

static const struct tag_name tag_names[] = {
    {"address", TAG_BLOCK, 0},
    {"article", TAG_BLOCK, 0},
    {"aside", TAG_BLOCK, 0},
    {"b", TAG_MARK, QUALM_MARK_STRONG},
    {"blockquote", TAG_QUOTATION, 0},
    {"br", TAG_BREAK, 0},
    {"caption", TAG_CAPTION, 0},
    {"center", TAG_BLOCK, 0},
    {"code", TAG_CODE, 0},
    {"dd", TAG_BLOCK, 0},
    {"del", TAG_MARK, QUALM_MARK_DELETED},
    {"details", TAG_BLOCK, 0},
    {"div", TAG_BLOCK, 0},
    {"dl", TAG_BLOCK, 0},
    {"dt", TAG_BLOCK, 0},
    {"em", TAG_MARK, QUALM_MARK_EMPHASIS},
    {"fieldset", TAG_BLOCK, 0},
    {"figcaption", TAG_CAPTION, 0},
    {"figure", TAG_BLOCK, 0},
    {"footer", TAG_BLOCK, 0},
    {"form", TAG_BLOCK, 0},
    {"h1", TAG_HEADING, 1},
    {"h2", TAG_HEADING, 2},
    {"h3", TAG_HEADING, 3},
    {"h4", TAG_HEADING, 4},
    {"h5", TAG_HEADING, 5},
    {"h6", TAG_HEADING, 6},
    {"head", TAG_HIDDEN, 0},
    {"header", TAG_BLOCK, 0},
    {"hr", TAG_BLOCK, 0},
    {"i", TAG_MARK, QUALM_MARK_EMPHASIS},
    {"iframe", TAG_HIDDEN, 0},
    {"kbd", TAG_CODE, 0},
    {"li", TAG_ITEM, 0},
    {"main", TAG_BLOCK, 0},
    {"nav", TAG_BLOCK, 0},
    {"ol", TAG_LIST, QUALM_IN_NUMBERED_LIST},
    {"p", TAG_BLOCK, 0},
    {"pre", TAG_PRE, 0},
    {"s", TAG_MARK, QUALM_MARK_DELETED},
    {"samp", TAG_CODE, 0},
    {"script", TAG_HIDDEN, 0},
    {"section", TAG_BLOCK, 0},
    {"strong", TAG_MARK, QUALM_MARK_STRONG},
    {"style", TAG_HIDDEN, 0},
    {"summary", TAG_BLOCK, 0},
    {"svg", TAG_HIDDEN, 0},
    {"table", TAG_LIST, QUALM_IN_TABLE},
    {"tbody", TAG_BLOCK, 0},
    {"td", TAG_CELL, false},
    {"template", TAG_HIDDEN, 0},
    {"textarea", TAG_HIDDEN, 0},
    {"tfoot", TAG_BLOCK, 0},
    {"th", TAG_CELL, true},
    {"thead", TAG_BLOCK, 0},
    {"tr", TAG_LIST, QUALM_IN_ROW},
    {"tt", TAG_CODE, 0},
    {"ul", TAG_LIST, QUALM_IN_LIST},
    {"video", TAG_HIDDEN, 0},
};

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_name_byte(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-';
}

/* The end of a tag with attributes; quotes may hold ">". */
static size_t attributes_end(struct span text, size_t at)
{
    char quote = 0;
    for (; at < text.len; at++) {
        const char c = text.ptr[at];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '>')
            return at + 1;
        else if ((c == '"' || c == '\'') && text.ptr[at - 1] == '=')
            quote = c;
    }
    return text.len;
}

size_t tag_length(struct span text)
{
    if (text.len < 2 || text.ptr[0] != '<')
        return 0;
    const char next = text.ptr[1];
    if (is_letter(next) || (next == '/' && text.len > 2 && is_letter(text.ptr[2])))
        return attributes_end(text, 2);
    if (next != '!' && next != '?')
        return 0;
    const char *end = memchr(text.ptr, '>', text.len);
    return end ? (size_t)(end - text.ptr) + 1 : text.len;
}

static void tag_fill(struct tag *tag, const struct tag_name *name)
{
    tag->role = name->role;
    tag->level = name->role == TAG_HEADING ? name->detail : 0;
    tag->is_header = name->role == TAG_CELL && name->detail;
    tag->mark = name->role == TAG_MARK ? (enum qualm_mark_kind)name->detail : QUALM_N_MARKS;
    tag->container = name->role == TAG_LIST        ? (enum qualm_container_kind)name->detail
                     : name->role == TAG_ITEM      ? QUALM_IN_ITEM
                     : name->role == TAG_CELL      ? QUALM_IN_CELL
                     : name->role == TAG_QUOTATION ? QUALM_IN_QUOTATION
                                                   : QUALM_IN_NOTHING;
}

struct tag tag_read(struct span text)
{
    struct tag tag = {.is_closing = text.len > 1 && text.ptr[1] == '/', .container = QUALM_IN_NOTHING};
    const size_t start = tag.is_closing ? 2 : 1;
    size_t end = start;
    while (end < text.len && is_name_byte(text.ptr[end]))
        end++;
    const struct span name = {text.ptr + start, end - start};
    for (size_t i = 0; i < sizeof tag_names / sizeof tag_names[0]; i++) {
        if (span_equals_nocase(name, span_of(tag_names[i].name))) {
            tag_fill(&tag, &tag_names[i]);
            break;
        }
    }
    return tag;
}
