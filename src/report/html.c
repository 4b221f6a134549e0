/* A page of HTML for one text or several: one file, without script, that asks for nothing from anywhere. */
#include "report/html.h"

#include <stdlib.h>
#include <string.h>

/* Texts in full beyond these would be more than a browser shows with ease: the table alone has the others. */
#define PAGE_BYTES_MOST ((size_t)20 * 1000 * 1000)
#define PAGE_TEXTS_MOST 2000
/* The longest tag that RFC 5646 shows (section 4.4.1) has 35 characters. */
#define LANGUAGE_MOST 35

/* -------------------------------------------------------------- notation */

void put_words(struct printer *out, const char *words)
{
    print_html(out, words, strlen(words));
}

void put_counted(struct printer *out, uint64_t n, const char *noun)
{
    if (n)
        print_uint(out, n);
    else
        print_text(out, "no");
    print_text(out, " ");
    print_text(out, noun);
    print_text(out, n == 1 ? "" : "s");
}

void put_name(struct printer *out, char letter, size_t number)
{
    print_text(out, HTML_TEXT_MARK);
    print_bytes(out, &letter, 1);
    print_uint(out, number);
    print_text(out, "\"");
}

void put_id(struct printer *out, char letter, size_t number)
{
    print_text(out, " id=\"");
    put_name(out, letter, number);
}

void put_link(struct printer *out, char letter, size_t number)
{
    print_text(out, " href=\"#");
    put_name(out, letter, number);
}

/* Letters and digits, parted by single hyphens. */
static bool is_language_tag(const char *tag)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const size_t n = strlen(tag);
    return n >= 2 && n <= LANGUAGE_MOST && strspn(tag, letters) >= 2 && strspn(tag, letters) <= 3 &&
           tag[n - 1] != '-' && !strstr(tag, "--") && n == strspn(tag, "-abcdefghijklmnopqrstuvwxyz"
                                                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

void put_language(const struct html_text *text)
{
    const char *tag = text->result->language;
    if (!tag || !is_language_tag(tag) || strcmp(tag, "und") == 0)
        return;
    print_text(text->out, " lang=\"");
    put_words(text->out, tag);
    print_text(text->out, "\"");
}

const char *html_title(const struct qualm_result *result)
{
    return result->title && result->title[0] ? result->title : NULL;
}

const char *html_path(const char *path)
{
    return path && strcmp(path, "-") != 0 ? path : "standard input";
}

void put_part_heading(struct html_text *text, char letter, const char *words)
{
    text->heading_level = text->is_alone ? 2 : 3;
    print_text(text->out, text->is_alone ? "<h2" : "<h3");
    put_id(text->out, letter, 0);
    print_text(text->out, ">");
    print_text(text->out, words);
    print_text(text->out, text->is_alone ? "</h2>\n" : "</h3>\n");
}

/* -------------------------------------------------------------- document */

static uint32_t sentence_block(const struct qualm_result *result, size_t index)
{
    return result->sentences[index].block;
}

static uint32_t finding_block(const struct qualm_result *result, size_t index)
{
    const struct qualm_finding *finding = &result->findings[index];
    return finding->text_end > finding->text_start ? finding->block : QUALM_NO_BLOCK;
}

/* Counts first, then fills: items of a block stay in the order of the list. */
static bool groups_make(const struct qualm_result *result, size_t n_items,
                        uint32_t (*block_of)(const struct qualm_result *, size_t), struct html_groups *groups)
{
    const size_t n_blocks = result->n_blocks;
    groups->first = calloc(n_blocks + 2, sizeof *groups->first);
    groups->items = calloc(n_items ? n_items : 1, sizeof *groups->items);
    if (!groups->first || !groups->items)
        return false;
    for (size_t i = 0; i < n_items; i++)
        if (block_of(result, i) < n_blocks)
            groups->first[block_of(result, i) + 2]++;
    for (size_t i = 2; i < n_blocks + 2; i++)
        groups->first[i] += groups->first[i - 1];
    for (size_t i = 0; i < n_items; i++)
        if (block_of(result, i) < n_blocks)
            groups->items[groups->first[block_of(result, i) + 1]++] = i;
    return true;
}

static bool text_prepare(struct html_text *text)
{
    const struct qualm_result *result = text->result;
    text->numbers = calloc(result->n_findings ? result->n_findings : 1, sizeof *text->numbers);
    if (!text->numbers || !groups_make(result, result->n_sentences, sentence_block, &text->sentences) ||
        !groups_make(result, result->n_findings, finding_block, &text->findings))
        return false;
    for (size_t i = 0; i < result->n_findings; i++)
        if (report_is_shown(text->options, &result->findings[i]))
            text->numbers[i] = ++text->n_shown;
    for (size_t i = 0; i < result->n_blocks && !text->title; i++)
        if (strcmp(result->blocks[i].kind, "title") == 0)
            text->title = &result->blocks[i];
    return true;
}

static void text_release(struct html_text *text)
{
    free(text->sentences.first);
    free(text->sentences.items);
    free(text->findings.first);
    free(text->findings.items);
    free(text->numbers);
}

static void html_document(struct printer *out, const struct qualm_report_options *options,
                          const struct qualm_result *result)
{
    struct html_text text = {.out = out, .options = options, .result = result, .is_alone = options->n_documents <= 1};
    if (result->n_errors && !text.is_alone)
        put_words(out, result->errors[0].message);
    else if (html_title(result))
        put_words(out, html_title(result));
    print_text(out, HTML_TITLE_END);
    if (result->n_errors)
        html_failure_put(&text);
    else if (text_prepare(&text))
        html_text_put(&text);
    else
        out->status = QUALM_ERR_MEMORY;
    text_release(&text);
}

/* ------------------------------------------------------------------ page */

static bool is_alone(const struct qualm_report *report)
{
    return report->options.n_documents <= 1;
}

/* `title` is HTML; where it is empty, the page goes by `path`. */
static void page_begin(struct printer *out, struct span title, const char *path)
{
    print_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '");
    print_text(out, html_style_hash);
    print_text(out, "'; base-uri 'none'; form-action 'none'\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"referrer\" content=\"no-referrer\">\n"
                    "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    print_bytes(out, title.ptr, title.len);
    if (!title.len)
        put_words(out, html_path(path));
    print_text(out, " \xE2\x80\x93 read by qualm</title>\n<style>");
    print_text(out, html_style);
    print_text(out, "</style>\n</head>\n<body>\n");
}

static void page_end(struct printer *out)
{
    print_text(out, "<footer class=\"foot\"><p>Made by qualm ");
    put_words(out, qualm_version());
    print_text(out, ", edition ");
    put_words(out, qualm_edition());
    print_text(out, ". It counts and looks at words; whether they are true it does not know.</p></footer>\n"
                    "</body>\n</html>\n");
}

/* An article with its marks made into names of its own: "t3-" in the third of several texts. */
static void article_put(struct printer *out, struct span article, size_t number)
{
    struct span part;
    bool is_first = true;
    while (span_next_part(&article, HTML_TEXT_MARK[0], &part)) {
        if (!is_first && number) {
            print_text(out, "t");
            print_uint(out, number);
            print_text(out, "-");
        }
        print_bytes(out, part.ptr, part.len);
        is_first = false;
    }
}

static void first_put(struct qualm_report *report, struct span title, struct span article)
{
    if (report->n_documents == 1)
        page_begin(&report->out, title, report->paths[0]);
    article_put(&report->out, article, report->n_documents > 1 ? report->n_documents : 0);
}

static enum qualm_status to_buffer(void *to, const char *bytes, size_t n_bytes)
{
    return buffer_append(to, bytes, n_bytes);
}

/* Held until the table that stands before them is known: held[0] has the articles, the next one the titles, each with
 * a byte before it that says whether its article is there. */
static void article_hold(struct qualm_report *report, struct span title, struct span article)
{
    struct buffer *articles = &report->held[0], *titles = &report->held[1];
    const bool has_room = report->n_held[0] < PAGE_TEXTS_MOST && articles->n_bytes + article.len <= PAGE_BYTES_MOST;
    const bool is_in = has_room && article.len;
    struct printer out;
    printer_init(&out, to_buffer, articles);
    if (is_in)
        article_put(&out, article, report->n_documents);
    report->n_held[0] += is_in;
    report->n_held[1] += !has_room && article.len;
    enum qualm_status status = printer_flush(&out);
    if (!status)
        status = buffer_append(titles, is_in ? "+" : "-", 1);
    if (!status)
        status = buffer_append(titles, title.ptr, title.len);
    if (!status)
        status = buffer_append(titles, HTML_TITLE_END, 1);
    if (status)
        report->out.status = status;
}

static void html_add(struct qualm_report *report, struct span rendered)
{
    struct span title;
    if (!span_next_part(&rendered, HTML_TITLE_END[0], &title))
        title = span_of("");
    if (is_alone(report))
        first_put(report, title, rendered);
    else
        article_hold(report, title, rendered);
}

static void html_end(struct qualm_report *report)
{
    struct printer *out = &report->out;
    if (!is_alone(report)) {
        page_begin(out, span_of("Texts"), NULL);
        html_index_put(report, report->n_held[1]);
        if (report->held[0].n_bytes)
            print_bytes(out, report->held[0].bytes, report->held[0].n_bytes);
        print_text(out, "</main>\n");
    } else if (!report->n_documents) {
        page_begin(out, span_of("Nothing"), NULL);
        print_text(out, "<main><h1>Nothing was read</h1></main>\n");
    }
    page_end(out);
}

const struct report_format report_html = {
    .about = {.name = "html",
              .summary = "a page with the text itself, or several and a table of them",
              .hides = true,
              .carries_errors = true,
              .needs_text = true},
    .document = html_document,
    .add = html_add,
    .end = html_end,
};
