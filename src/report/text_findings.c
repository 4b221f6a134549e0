/* One finding as a person sees it: where, the words with a line under them, what is the matter, a way out. */
#include <string.h>

#include "base/number.h"
#include "report/text.h"

#define MESSAGE_INDENT 4

size_t line_label_columns(uint32_t line)
{
    char text[NUMBER_ROOM];
    return strlen("line ") + number_from_uint(line, text);
}

void put_line_label(struct layout *page, uint32_t line, size_t n_columns)
{
    if (line) {
        put_to(page, LABEL_INDENT);
        put_tint(page, TINT_FAINT);
        put(page, "line ");
        put_uint(page, line);
        put_tint(page, TINT_PLAIN);
    }
    if (n_columns)
        put_to(page, LABEL_INDENT + n_columns + LABEL_GAP);
}

/* --------------------------------------------------------------- excerpt */

/* The part of an excerpt that is shown, and the marked part of it; byte offsets in the excerpt's text. */
struct view {
    size_t start, mark_start, mark_end, end;
};

static size_t columns_between(const char *text, size_t start, size_t end)
{
    return text_columns((struct span){text + start, end - start});
}

static size_t view_start(const char *text, size_t mark_start, size_t n_columns)
{
    return mark_start - text_fit_end((struct span){text, mark_start}, n_columns).len;
}

static size_t view_end(const char *text, size_t mark_end, size_t n_columns)
{
    return mark_end + text_fit(span_of(text + mark_end), n_columns).len;
}

/* As much around the mark as `n_columns` have room for: half of what is free before it, the rest behind it, and what
 * that leaves before it again. A mark too long for the line loses its end. */
static struct view view_of(const struct qualm_excerpt *excerpt, size_t n_columns)
{
    const char *text = excerpt->text;
    const size_t n_bytes = strlen(text);
    struct view view = {0, excerpt->mark_start, excerpt->mark_end, n_bytes};
    if (columns_between(text, 0, n_bytes) <= n_columns)
        return view;
    n_columns -= strlen("> ") + strlen(" <"); /* as wide as the two ellipses */
    const struct span mark = {text + view.mark_start, view.mark_end - view.mark_start};
    if (text_columns(mark) > n_columns) {
        view.start = view.mark_start;
        view.end = view.mark_end = view.mark_start + text_fit(mark, n_columns).len;
        return view;
    }
    const size_t n_free = n_columns - text_columns(mark);
    view.start = view_start(text, view.mark_start, n_free / 2);
    view.end = view_end(text, view.mark_end, n_free - columns_between(text, view.start, view.mark_start));
    view.start = view_start(text, view.mark_start, n_free - columns_between(text, view.mark_end, view.end));
    return view;
}

static enum tint severity_tint(enum qualm_severity severity)
{
    static const enum tint tints[] = {TINT_PLAIN, TINT_NOTE, TINT_WARNING, TINT_ERROR};
    return tints[severity];
}

static void put_excerpt(struct layout *page, const struct qualm_finding *finding)
{
    const size_t indent = page->column;
    const char *text = finding->excerpt.text;
    const struct view view = view_of(&finding->excerpt, page->n_columns - indent);
    if (view.start)
        put(page, "… ");
    const size_t mark_column = page->column + columns_between(text, view.start, view.mark_start);
    const size_t n_carets = columns_between(text, view.mark_start, view.mark_end);
    put_safe(page, (struct span){text + view.start, view.end - view.start});
    if (view.end < strlen(text))
        put(page, " …");
    put_line_end(page);
    if (!n_carets)
        return;
    put_to(page, mark_column);
    put_tint(page, severity_tint(finding->severity));
    print_repeat(page->out, "^", n_carets);
    put_tint(page, TINT_PLAIN);
    put_line_end(page);
}

static void put_place(struct layout *page, const struct qualm_finding *finding, size_t label_columns)
{
    if (finding->span.line && finding->excerpt.text && finding->excerpt.text[0]) {
        put_line_label(page, finding->span.line, label_columns);
        put_excerpt(page, finding);
        return;
    }
    if (finding->span.line) {
        put_line_label(page, finding->span.line, 0);
    } else {
        put_to(page, LABEL_INDENT);
        put_in(page, TINT_FAINT, "the whole text");
    }
    put_line_end(page);
}

/* --------------------------------------------------------------- message */

/* Whether the message itself says "line 8", so that a line for it would say it twice. */
static bool says_line(const char *message, uint32_t line)
{
    char words[NUMBER_ROOM + 8] = "line ";
    const size_t n = strlen(words) + number_from_uint(line, words + strlen(words));
    for (const char *at = strstr(message, words); at; at = strstr(at + 1, words))
        if (at[n] < '0' || at[n] > '9')
            return true;
    return false;
}

static void put_related(struct layout *page, const struct qualm_finding *finding)
{
    for (size_t i = 0; i < finding->n_related; i++) {
        const struct qualm_related *related = &finding->related[i];
        if (!related->span.line || says_line(finding->message, related->span.line))
            continue;
        put_line_end(page);
        put_to(page, MESSAGE_INDENT);
        struct paragraph paragraph = paragraph_begin(page, MESSAGE_INDENT + LABEL_GAP);
        paragraph_add(&paragraph, "Line ");
        paragraph_add_uint(&paragraph, related->span.line);
        paragraph_add(&paragraph, ": ");
        paragraph_add(&paragraph, related->message);
        paragraph_end(&paragraph);
    }
}

static void put_lines(struct layout *page, const char *text)
{
    struct paragraph paragraph = paragraph_begin(page, MESSAGE_INDENT);
    put_to(page, MESSAGE_INDENT);
    paragraph_add(&paragraph, text);
    paragraph_end(&paragraph);
}

/* "note  evidence/species" at the right edge, on the last line of the message where that has room. */
static void put_rule(struct layout *page, const struct qualm_finding *finding)
{
    const char *severity = qualm_severity_name(finding->severity);
    const size_t n_columns = strlen(severity) + 2 + strlen(finding->rule->id);
    const size_t column = page->n_columns > n_columns ? page->n_columns - n_columns : 0;
    if (page->column + 2 > column)
        put_line_end(page);
    put_to(page, column);
    put_in(page, severity_tint(finding->severity), severity);
    put(page, "  ");
    put_in(page, TINT_FAINT, finding->rule->id);
    put_line_end(page);
}

static void put_finding(struct layout *page, const struct qualm_finding *finding, size_t label_columns)
{
    put_place(page, finding, label_columns);
    put_lines(page, finding->message);
    put_related(page, finding);
    if (finding->remedy && finding->remedy[0]) {
        put_line_end(page);
        put_lines(page, finding->remedy);
    }
    put_rule(page, finding);
}

/* ------------------------------------------------------------------ list */

/* The next finding to show after `after` (NULL: the first): by severity, then by position. */
static const struct qualm_finding *next_finding(const struct qualm_report_options *options,
                                                const struct qualm_result *result, const struct qualm_finding *after)
{
    enum qualm_severity severity = after ? after->severity : QUALM_ERROR;
    size_t i = after ? (size_t)(after - result->findings) + 1 : 0;
    for (; severity > QUALM_SEVERITY_NONE; severity--, i = 0)
        for (; i < result->n_findings; i++)
            if (result->findings[i].severity == severity && report_is_shown(options, &result->findings[i]))
                return &result->findings[i];
    return NULL;
}

const struct qualm_finding *worst_finding(const struct qualm_report_options *options,
                                          const struct qualm_result *result)
{
    return next_finding(options, result, NULL);
}

void put_findings(struct layout *page, const struct qualm_report_options *options, const struct qualm_result *result,
                  size_t n_most)
{
    uint32_t last_line = 0;
    const struct qualm_finding *finding = NULL;
    for (size_t n = 0; n < n_most && (finding = next_finding(options, result, finding)); n++)
        last_line = finding->span.line > last_line ? finding->span.line : last_line;
    finding = NULL;
    for (size_t n = 0; n < n_most && (finding = next_finding(options, result, finding)); n++) {
        put_line_end(page);
        put_finding(page, finding, line_label_columns(last_line));
    }
}
