/* The pass over Markdown before the parser sees it. */
#include "input/mask.h"

#include "base/span.h"
#include "input/dialect.h"
#include "input/lines.h"

/* md4c takes a time that grows with the square of these; so the rest of such a thing is text. */
#define CONTAINERS_MOST 100u   /* block quote and list marks on one line */
#define COLUMNS_MOST 128u      /* of a table */
#define REFERENCE_MOST 2048u   /* bytes of a link's definition */
/* A template tag or a footnote's label is not longer. */
#define TAG_MOST 4096u
#define LABEL_MOST 200u
/* Nor is what stands between {% highlight %} and its end. */
#define BODY_MOST 65536u
/* Longer runs of backticks open no inline code here. */
#define BACKTICKS_MOST 32u
/* Fills hidden text in the middle of a line: a sign that Markdown does nothing with. */
#define FILLER ','

/* What opens and closes what is hidden. */
enum closer { CLOSE_COMMENT = 0, CLOSE_BRACES, CLOSE_PERCENT, CLOSE_SCRIPT, N_CLOSERS };
static const char *const closers[N_CLOSERS] = {"-->", "}}", "%}", "*/}"};

/* Template tags whose body is no prose, and how the body ends. */
static const struct {
    const char *name;
    enum closer tag;
    const char *closer;
} bodies[] = {
    {"highlight", CLOSE_PERCENT, "endhighlight"},
    {"comment", CLOSE_PERCENT, "endcomment"},
    {"highlight", CLOSE_BRACES, "/highlight"},
    {"mermaid", CLOSE_BRACES, "/mermaid"},
};
#define N_BODIES (sizeof bodies / sizeof bodies[0])

struct masker {
    const struct checked_text *window;
    char *copy;
    size_t n_bytes;
    struct document_sink *sink;
    struct suppressions *suppressions;
    struct masks *masks;
    struct text_cursor cursor;
    size_t at;
    size_t line_start;
    size_t closer_at[N_CLOSERS];  /* the next one at or behind the place asked for last; n_bytes: there is none */
    size_t no_body[N_BODIES];     /* up to where a body's closer is known not to be */
    size_t no_backticks[BACKTICKS_MOST + 1]; /* up to where runs of that length are known to have no partner */
    char fence;                   /* the sign of the code fence that is open, else 0 */
    size_t n_fence;
    bool is_in_footnote, was_blank;
};

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool starts(const struct masker *masker, size_t at, const char *text)
{
    return span_starts_with((struct span){masker->copy + at, masker->n_bytes - at}, text);
}

static size_t line_end(const struct masker *masker, size_t at)
{
    while (at < masker->n_bytes && !is_line_end(masker->copy[at]))
        at++;
    return at;
}

static size_t line_next(const struct masker *masker, size_t end)
{
    if (end >= masker->n_bytes)
        return end;
    return end + (masker->copy[end] == '\r' && masker->copy[end + 1] == '\n' ? 2 : 1);
}

static size_t skip_blanks(const struct masker *masker, size_t at)
{
    while (at < masker->n_bytes && is_blank(masker->copy[at]))
        at++;
    return at;
}

/* Whether nothing but white space and block quote marks shares its lines with [start, end). */
static bool stands_alone(const struct masker *masker, size_t start, size_t end)
{
    for (size_t at = masker->line_start; at < start; at++)
        if (!is_blank(masker->copy[at]) && masker->copy[at] != '>')
            return false;
    end = skip_blanks(masker, end);
    return end >= masker->n_bytes || is_line_end(masker->copy[end]);
}

/* Hides [start, end). What stands alone becomes a blank line, so that it parts paragraphs as it did. */
static enum qualm_status hide(struct masker *masker, size_t start, size_t end, enum mask_kind kind)
{
    struct masks *masks = masker->masks;
    const enum qualm_status status =
        array_reserve((void **)&masks->items, &masks->room, masks->n_items + 1, sizeof *masks->items);
    if (status)
        return status;
    const char filler = kind == MASK_GONE && stands_alone(masker, start, end) ? ' ' : FILLER;
    memset(masker->copy + start, filler, end - start);
    masks->items[masks->n_items++] = (struct mask){start, end, kind};
    return QUALM_OK;
}

/* Where the next closer of that kind ends, at most `most` bytes on; 0 when there is none. */
static size_t closer_end(struct masker *masker, enum closer closer, size_t from, size_t most)
{
    size_t *known = &masker->closer_at[closer];
    const size_t n = strlen(closers[closer]);
    if (*known < from) {
        const char *found = memmem(masker->copy + from, masker->n_bytes - from, closers[closer], n);
        *known = found ? (size_t)(found - masker->copy) : masker->n_bytes;
    }
    return *known < masker->n_bytes && *known - from <= most ? *known + n : 0;
}

/* "<!-- … -->", and of MDX, which has no such comments, what closes a script's. Both may hold a switch. */
static enum qualm_status take_comment(struct masker *masker, size_t at, const char *opener, enum closer closer)
{
    const size_t n_opener = strlen(opener);
    const size_t end = closer_end(masker, closer, at + n_opener, closer == CLOSE_SCRIPT ? TAG_MOST : SIZE_MAX);
    if (!end) {
        masker->at = at + n_opener;
        return QUALM_OK;
    }
    const struct comment comment = {end - at, n_opener, strlen(closers[closer])};
    text_cursor_move(&masker->cursor, at);
    enum qualm_status status = suppressions_read(masker->suppressions, &masker->cursor, &comment, masker->sink);
    masker->at = end;
    return status ? status : hide(masker, at, end, MASK_GONE);
}

/* The place of a body's closer at or behind `from`, within the bound; n_bytes when there is none. */
static size_t body_closer(struct masker *masker, size_t body, const char *closer, size_t from)
{
    const size_t n_left = masker->n_bytes - from;
    const size_t stop = n_left < BODY_MOST ? masker->n_bytes : from + BODY_MOST;
    const size_t start = masker->no_body[body] > from ? masker->no_body[body] : from;
    if (start >= stop)
        return masker->n_bytes;
    const char *found = memmem(masker->copy + start, stop - start, closer, strlen(closer));
    if (found)
        return (size_t)(found - masker->copy);
    masker->no_body[body] = stop - start > strlen(closer) ? stop - strlen(closer) : start;
    return masker->n_bytes;
}

/* The end of a tag's body when the tag opens one that is no prose; else `end`. */
static size_t body_end(struct masker *masker, size_t at, size_t end, enum closer closer)
{
    struct span name = {masker->copy + at, end - at};
    while (name.len && strchr("{%<- ", name.ptr[0])) {
        name.ptr++;
        name.len--;
    }
    for (size_t i = 0; i < N_BODIES; i++) {
        if (!span_starts_with(name, bodies[i].name) || bodies[i].tag != closer)
            continue;
        const size_t found = body_closer(masker, i, bodies[i].closer, end);
        const size_t close = found < masker->n_bytes ? closer_end(masker, closer, found, TAG_MOST) : 0;
        return close ? close : end;
    }
    return end;
}

/* "{{ … }}", "{{< … >}}", "{% … %}". */
static enum qualm_status take_template(struct masker *masker, size_t at, enum closer closer)
{
    const size_t end = closer_end(masker, closer, at + 2, TAG_MOST);
    if (!end) {
        masker->at = at + 2;
        return QUALM_OK;
    }
    masker->at = body_end(masker, at, end, closer);
    return hide(masker, at, masker->at, MASK_GONE);
}

/* "{: .class}", "{#id}", "{.class}" on one line. */
static enum qualm_status take_attributes(struct masker *masker, size_t at)
{
    size_t end = at + 1;
    while (end < masker->n_bytes && end - at < LABEL_MOST && !is_line_end(masker->copy[end]) &&
           masker->copy[end] != '}' && masker->copy[end] != '{')
        end++;
    masker->at = at + 1;
    if (end >= masker->n_bytes || masker->copy[end] != '}')
        return QUALM_OK;
    masker->at = end + 1;
    return hide(masker, at, end + 1, MASK_GONE);
}

/* Where "[^label]" at `at` ends; 0 when there is none. */
static size_t footnote_end(const struct masker *masker, size_t at)
{
    size_t end = at + 2;
    if (!starts(masker, at, "[^"))
        return 0;
    while (end < masker->n_bytes && end - at < LABEL_MOST && strchr("[]^ \t\r\n", masker->copy[end]) == NULL)
        end++;
    return end < masker->n_bytes && masker->copy[end] == ']' && end > at + 2 ? end + 1 : 0;
}

static size_t run_length(const struct masker *masker, size_t at)
{
    size_t n = 1;
    while (at + n < masker->n_bytes && masker->copy[at + n] == masker->copy[at])
        n++;
    return n;
}

/* Whether the line end at `at` ends a paragraph: a blank line follows. */
static bool ends_paragraph(const struct masker *masker, size_t at)
{
    const size_t next = skip_blanks(masker, line_next(masker, at));
    return next >= masker->n_bytes || is_line_end(masker->copy[next]);
}

/* Moves past inline code, which is taken as it is; past the backticks alone when nothing closes them. */
static void skip_code(struct masker *masker, size_t at)
{
    const size_t n = run_length(masker, at);
    masker->at = at + n;
    if (n > BACKTICKS_MOST || masker->no_backticks[n] > at)
        return;
    size_t p = at + n;
    while (p < masker->n_bytes && !(is_line_end(masker->copy[p]) && ends_paragraph(masker, p))) {
        if (masker->copy[p] != '`') {
            p++;
            continue;
        }
        const size_t n_here = run_length(masker, p);
        p += n_here;
        if (n_here == n) {
            masker->at = p;
            return;
        }
    }
    masker->no_backticks[n] = p;
}

/* An inline formula is read as inline code is. */
static void take_math(struct masker *masker, size_t at)
{
    const size_t n = dialect_inline_math((struct span){masker->copy + at, masker->n_bytes - at});
    if (!n)
        return;
    masker->copy[at] = masker->copy[at + n - 1] = '`';
    masker->at = at + n;
}

/* One sign that may open something; moves past it. */
static enum qualm_status take_sign(struct masker *masker)
{
    const size_t at = masker->at;
    masker->at = at + 1;
    switch (masker->copy[at]) {
    case '\\':
        masker->at += at + 1 < masker->n_bytes && !is_line_end(masker->copy[at + 1]);
        return QUALM_OK;
    case '`':
        skip_code(masker, at);
        return QUALM_OK;
    case '$':
        take_math(masker, at);
        return QUALM_OK;
    case '<':
        return starts(masker, at, "<!--") ? take_comment(masker, at, "<!--", CLOSE_COMMENT) : QUALM_OK;
    case '[':
        if (footnote_end(masker, at) == 0)
            return QUALM_OK;
        masker->at = footnote_end(masker, at);
        return hide(masker, at, masker->at, MASK_GONE);
    case '{':
        if (starts(masker, at, "{{"))
            return take_template(masker, at, CLOSE_BRACES);
        if (starts(masker, at, "{%"))
            return take_template(masker, at, CLOSE_PERCENT);
        if (starts(masker, at, "{/*"))
            return take_comment(masker, at, "{/*", CLOSE_SCRIPT);
        return strchr(":#.", masker->copy[at + 1]) && masker->copy[at + 1] ? take_attributes(masker, at) : QUALM_OK;
    default:
        return QUALM_OK;
    }
}

/* Takes the rest of the line, and of the lines that something on it goes on to. */
static enum qualm_status take_text(struct masker *masker)
{
    enum qualm_status status = QUALM_OK;
    while (!status && masker->at < masker->n_bytes) {
        const char c = masker->copy[masker->at];
        if (is_line_end(c))
            break;
        if (c == '\\' || c == '`' || c == '<' || c == '[' || c == '{' || c == '$')
            status = take_sign(masker);
        else
            masker->at++;
    }
    return status;
}

/* Bytes of a block quote or list mark at `at` and the blank behind it; 0 where none is. */
static size_t container_length(const struct masker *masker, size_t at)
{
    const char *p = masker->copy + at;
    if (p[0] == '>')
        return is_blank(p[1]) ? 2 : 1;
    if (p[0] == '-' || p[0] == '*' || p[0] == '+')
        return is_blank(p[1]) ? 2 : 0;
    size_t n = 0;
    while (n < 9 && p[n] >= '0' && p[n] <= '9')
        n++;
    return n && (p[n] == '.' || p[n] == ')') && is_blank(p[n + 1]) ? n + 2 : 0;
}

/* "* * *" is no list. */
static bool is_thematic_break(const struct masker *masker, size_t at, size_t end)
{
    const char sign = masker->copy[at];
    if (sign != '*' && sign != '-' && sign != '_')
        return false;
    for (; at < end; at++)
        if (masker->copy[at] != sign && !is_blank(masker->copy[at]))
            return false;
    return true;
}

/* Moves past the marks in front of a line's text. Those beyond the bound are hidden. */
static enum qualm_status take_containers(struct masker *masker, size_t end)
{
    size_t too_many = 0;
    size_t n;
    masker->at = skip_blanks(masker, masker->at);
    if (is_thematic_break(masker, masker->at, end))
        return QUALM_OK;
    for (size_t i = 0; masker->at < end && (n = container_length(masker, masker->at)) != 0; i++) {
        if (i == CONTAINERS_MOST)
            too_many = masker->at;
        masker->at = skip_blanks(masker, masker->at + n);
    }
    if (masker->at > end)
        masker->at = end;
    return too_many ? hide(masker, too_many, masker->at, MASK_GONE) : QUALM_OK;
}

/* Opens or closes a code fence; true when the line belongs to one. */
static bool take_fence(struct masker *masker, size_t end)
{
    const char sign = masker->copy[masker->at];
    const bool may_be = masker->at < end && (sign == '`' || sign == '~');
    const size_t n = may_be ? run_length(masker, masker->at) : 0;
    if (masker->fence) {
        if (sign == masker->fence && n >= masker->n_fence && skip_blanks(masker, masker->at + n) >= end)
            masker->fence = 0;
        return true;
    }
    if (n < 3 || (sign == '`' && memchr(masker->copy + masker->at + n, '`', end - masker->at - n)))
        return false;
    masker->fence = sign;
    masker->n_fence = n;
    return true;
}

/* Where the colon of a link's definition stands that is too large; 0 when the line has none. */
static size_t large_reference(const struct masker *masker, size_t at, size_t end)
{
    if (masker->copy[at] != '[')
        return 0;
    const char *close = memmem(masker->copy + at, end - at, "]:", 2);
    if (!close)
        return 0;
    const size_t colon = (size_t)(close - masker->copy) + 1;
    const size_t limit = masker->n_bytes - colon < REFERENCE_MOST ? masker->n_bytes : colon + REFERENCE_MOST;
    size_t p = colon + 1;
    while (p < limit && (is_blank(masker->copy[p]) || is_line_end(masker->copy[p])))
        p++;
    while (p < limit && !is_blank(masker->copy[p]) && !is_line_end(masker->copy[p]))
        p++;
    while (p < limit && (is_blank(masker->copy[p]) || is_line_end(masker->copy[p])))
        p++;
    const char quote = p < limit ? masker->copy[p] : 0;
    if (quote == '"' || quote == '\'' || quote == '(') {
        const char last = quote == '(' ? ')' : quote;
        p++;
        while (p < limit && masker->copy[p] != last && !(is_line_end(masker->copy[p]) && ends_paragraph(masker, p)))
            p++;
    }
    return p >= limit && limit < masker->n_bytes ? colon : 0;
}

/* What a line may be as a whole: a footnote, something to keep from the parser, a directive. */
static enum qualm_status take_line_start(struct masker *masker, size_t end)
{
    const size_t at = masker->at;
    const size_t label = footnote_end(masker, at);
    const struct span line = {masker->copy + at, end - at};
    if (label && masker->copy[label] == ':') {
        masker->is_in_footnote = true;
        masker->at = label + 1;
        return hide(masker, at, label + 1, MASK_FOOTNOTE);
    }
    const size_t colon = large_reference(masker, at, end);
    if (colon) {
        masker->at = colon + 1;
        return hide(masker, colon, colon + 1, MASK_GONE);
    }
    if (starts(masker, at, ":::") || dialect_is_wide_table(line, COLUMNS_MOST)) {
        masker->at = end;
        return hide(masker, at, end, MASK_GONE);
    }
    const size_t n_left = masker->n_bytes - at;
    const size_t n_math = dialect_display_math((struct span){line.ptr, n_left < BODY_MOST ? n_left : BODY_MOST});
    const size_t n_head = n_math ? n_math : dialect_head(line, memchr(masker->copy + masker->line_start, '>',
                                                                      at - masker->line_start) != NULL);
    masker->at = at + n_head;
    return n_head ? hide(masker, at, at + n_head, MASK_GONE) : QUALM_OK;
}

/* A paragraph of a footnote that is indented by four goes on with it, and is no code. */
static enum qualm_status take_footnote_indent(struct masker *masker)
{
    if (!masker->is_in_footnote || !masker->was_blank)
        return QUALM_OK;
    masker->is_in_footnote = starts(masker, masker->at, "    ");
    if (!masker->is_in_footnote)
        return QUALM_OK;
    masker->at += 4;
    return hide(masker, masker->at - 4, masker->at, MASK_FOOTNOTE);
}

static enum qualm_status take_line(struct masker *masker)
{
    masker->line_start = masker->at;
    size_t end = line_end(masker, masker->at);
    enum qualm_status status = QUALM_OK;
    const bool is_empty = skip_blanks(masker, masker->at) == end;
    if (!is_empty && !masker->fence)
        status = take_footnote_indent(masker);
    masker->was_blank = is_empty;
    if (!status && !masker->fence)
        status = take_containers(masker, end);
    else if (!status)
        while (masker->at < end && (is_blank(masker->copy[masker->at]) || masker->copy[masker->at] == '>'))
            masker->at++;
    if (status || is_empty || take_fence(masker, end)) {
        masker->at = line_next(masker, end);
        return status;
    }
    status = take_line_start(masker, end);
    if (!status)
        status = take_text(masker);
    end = line_end(masker, masker->at);
    masker->at = line_next(masker, end);
    return status;
}

enum qualm_status mask_markdown(const struct checked_text *window, size_t from, struct document_sink *sink,
                                struct suppressions *suppressions, struct masks *masks, char *copy)
{
    struct masker masker = {
        .window = window,
        .copy = copy,
        .n_bytes = window->n_bytes,
        .sink = sink,
        .suppressions = suppressions,
        .masks = masks,
        .at = from,
    };
    memcpy(copy, window->bytes, window->n_bytes);
    copy[window->n_bytes] = '\0';
    lines_normalise(copy, window->n_bytes);
    text_cursor_init(&masker.cursor, window);
    enum qualm_status status = QUALM_OK;
    while (!status && masker.at < masker.n_bytes)
        status = take_line(&masker);
    return status;
}
