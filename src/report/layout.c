/* Columns, wrapping and colour for a page of text. */
#include "report/layout.h"

#include "base/number.h"

#define USUAL_COLUMNS 80
#define COLUMNS_LEAST 40

void layout_init(struct layout *page, struct printer *out, const struct qualm_report_options *options)
{
    size_t n_columns = options->width ? options->width : USUAL_COLUMNS;
    if (n_columns < COLUMNS_LEAST)
        n_columns = COLUMNS_LEAST;
    *page = (struct layout){.out = out, .n_columns = n_columns, .has_color = options->color,
                            .cuts_paths = options->cuts_paths};
}

void put_tint(struct layout *page, enum tint tint)
{
    static const char *const codes[] = {
        [TINT_PLAIN] = "\x1b[0m", [TINT_STRONG] = "\x1b[1m",  [TINT_FAINT] = "\x1b[2m",
        [TINT_NOTE] = "\x1b[36m", [TINT_WARNING] = "\x1b[33m", [TINT_ERROR] = "\x1b[31m",
    };
    if (page->has_color)
        print_text(page->out, codes[tint]);
}

void put(struct layout *page, const char *text)
{
    put_safe(page, span_of(text));
}

void put_in(struct layout *page, enum tint tint, const char *text)
{
    put_tint(page, tint);
    put(page, text);
    put_tint(page, TINT_PLAIN);
}

static void put_digits(struct layout *page, const char *text, size_t n_bytes)
{
    print_bytes(page->out, text, n_bytes);
    page->column += n_bytes;
}

void put_uint(struct layout *page, uint64_t value)
{
    char text[NUMBER_ROOM];
    put_digits(page, text, number_from_uint(value, text));
}

void put_before(struct layout *page, size_t column, const char *text)
{
    const size_t n = text_columns(span_of(text));
    put_to(page, column > n ? column - n : 0);
    put(page, text);
}

void put_uint_before(struct layout *page, size_t column, uint64_t value)
{
    char text[NUMBER_ROOM];
    number_from_uint(value, text);
    put_before(page, column, text);
}

void put_safe(struct layout *page, struct span text)
{
    page->column += text_columns(text);
    print_safe(page->out, text.ptr, text.len);
}

void put_to(struct layout *page, size_t column)
{
    while (page->column < column) {
        print_text(page->out, " ");
        page->column++;
    }
}

void put_line_end(struct layout *page)
{
    print_text(page->out, "\n");
    page->column = 0;
}

size_t text_columns(struct span text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.len;)
        n += safe_width(text.ptr, text.len, &at);
    return n;
}

/* The bytes of `text` that fill at most `n_columns`. */
static size_t bytes_in(struct span text, size_t n_columns)
{
    size_t at = 0;
    while (at < text.len) {
        size_t next = at;
        const size_t n = safe_width(text.ptr, text.len, &next);
        if (n > n_columns)
            break;
        n_columns -= n;
        at = next;
    }
    return at;
}

/* Cutting goes back to a space no farther than this, in bytes. */
#define LONG_WORD 24

struct span text_fit(struct span text, size_t n_columns)
{
    size_t n = bytes_in(text, n_columns);
    if (n == text.len)
        return text;
    const size_t least = n > LONG_WORD ? n - LONG_WORD : 0;
    for (size_t space = n; space > least; space--)
        if (text.ptr[space] == ' ')
            return (struct span){text.ptr, space};
    if (text.ptr[0] == ' ' && least == 0)
        n = 0;
    return (struct span){text.ptr, n};
}

/* Where the longest end of `text` in `n_columns` begins; not at a mark that belongs to the character before. */
static size_t end_in(struct span text, size_t n_columns)
{
    size_t n_taken = text_columns(text);
    size_t start = 0;
    for (size_t next = 0; next < text.len; start = next) {
        const size_t n = safe_width(text.ptr, text.len, &next);
        if (n_taken <= n_columns && (n || !start))
            break;
        n_taken -= n;
    }
    return start;
}

struct span text_fit_end(struct span text, size_t n_columns)
{
    size_t start = end_in(text, n_columns);
    if (start) {
        const size_t n_near = text.len - start < LONG_WORD ? text.len - start : LONG_WORD;
        const char *space = memchr(text.ptr + start - 1, ' ', n_near + 1);
        if (space)
            start = (size_t)(space - text.ptr) + 1;
        else if (n_near < LONG_WORD)
            start = text.len;
    }
    return (struct span){text.ptr + start, text.len - start};
}

void put_cut(struct layout *page, struct span text, size_t n_columns)
{
    if (text_columns(text) <= n_columns) {
        put_safe(page, text);
        return;
    }
    put_safe(page, span_trim(text_fit(text, n_columns > 2 ? n_columns - 2 : 0)));
    put(page, " …");
}

/* The end, where the name of the file stands, gets two thirds of the room. */
void put_path(struct layout *page, const char *path, size_t n_columns)
{
    const struct span text = span_of(path);
    if (!page->cuts_paths || text_columns(text) <= n_columns) {
        put_safe(page, text);
        return;
    }
    const struct span head = {path, bytes_in(text, (n_columns - 1) / 3)};
    const size_t start = end_in(text, n_columns - 1 - text_columns(head));
    put_safe(page, head);
    put(page, "…");
    put_safe(page, (struct span){path + start, text.len - start});
}

/* A word that no line has room for, over as many lines as it takes. */
static void put_long_word(struct layout *page, size_t indent, struct span word)
{
    while (word.len) {
        size_t n = bytes_in(word, page->n_columns > page->column ? page->n_columns - page->column : 0);
        if (n == 0 && page->column <= indent)
            safe_width(word.ptr, word.len, &n); /* a page narrower than one character: go on, whatever it takes */
        put_safe(page, (struct span){word.ptr, n});
        word = (struct span){word.ptr + n, word.len - n};
        if (word.len) {
            put_line_end(page);
            put_to(page, indent);
        }
    }
}

/* -------------------------------------------------------------- paragraph */

struct paragraph paragraph_begin(struct layout *page, size_t indent)
{
    return (struct paragraph){.page = page, .indent = indent};
}

static void put_word(struct paragraph *paragraph)
{
    struct layout *page = paragraph->page;
    const struct span word = {paragraph->word, paragraph->n_bytes};
    const size_t gap = paragraph->is_begun && !paragraph->is_inside;
    if (page->column > paragraph->indent && page->column + gap + text_columns(word) > page->n_columns) {
        put_line_end(page);
        put_to(page, paragraph->indent);
    } else if (gap) {
        put(page, " ");
    }
    put_long_word(page, paragraph->indent, word);
    paragraph->is_begun = true;
    paragraph->n_bytes = 0;
}

static bool is_first_byte(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

void paragraph_add(struct paragraph *paragraph, const char *text)
{
    for (; *text; text++) {
        if (*text == ' ' && !paragraph->is_kept_together) {
            if (paragraph->n_bytes)
                put_word(paragraph);
            paragraph->is_inside = false;
            continue;
        }
        const size_t n_left = sizeof paragraph->word - paragraph->n_bytes;
        if (n_left == 0 || (n_left < 4 && is_first_byte(*text))) {
            put_word(paragraph);
            paragraph->is_inside = true;
        }
        paragraph->word[paragraph->n_bytes++] = *text;
    }
}

void paragraph_end(struct paragraph *paragraph)
{
    if (paragraph->n_bytes)
        put_word(paragraph);
}

void paragraph_add_uint(struct paragraph *paragraph, uint64_t value)
{
    char text[NUMBER_ROOM];
    number_from_uint(value, text);
    paragraph_add(paragraph, text);
}

void paragraph_add_counted(struct paragraph *paragraph, uint64_t n, const char *noun)
{
    if (n)
        paragraph_add_uint(paragraph, n);
    else
        paragraph_add(paragraph, "no");
    paragraph_add(paragraph, " ");
    paragraph_add(paragraph, noun);
    if (n != 1)
        paragraph_add(paragraph, "s");
}

void paragraph_add_duration(struct paragraph *paragraph, double seconds)
{
    char text[DURATION_ROOM];
    duration_text(seconds, text);
    paragraph_add(paragraph, text);
}
