/* What stands around the prose: contents, findings, hardest sentences, care taken, remarks, formulas. */
#include "report/html.h"

#include <string.h>

#include "base/number.h"

/* -------------------------------------------------------------- contents */

static void put_entry(struct printer *out, char letter, size_t number, const char *words, size_t n)
{
    print_text(out, "<li><a");
    put_link(out, letter, number);
    print_text(out, ">");
    print_text(out, words);
    print_text(out, "</a>");
    if (n) {
        print_text(out, " <span class=\"n\">");
        print_uint(out, n);
        print_text(out, "</span>");
    }
    print_text(out, "</li>\n");
}

static void put_section(struct printer *out, const struct qualm_section *section, size_t number)
{
    print_text(out, "<li class=\"level");
    print_uint(out, section->level > 6 ? 6 : section->level);
    print_text(out, "\"><a");
    put_link(out, 'h', number);
    print_text(out, "><bdi>");
    put_words(out, section->title[0] ? section->title : "(opening)");
    print_text(out, "</bdi></a> <span class=\"n\">");
    put_duration(out, section->typical_s);
    print_text(out, "</span>");
    if (!section->grade.absent) {
        print_text(out, " <span class=\"n s g");
        print_uint(out, html_band(section->grade.value));
        print_text(out, "\"><span class=\"unseen\">grade </span>");
        print_uint(out, whole_grade(section->grade.value));
        print_text(out, "</span>");
    }
    print_text(out, "</li>\n");
}

static bool has_headings(const struct qualm_result *result)
{
    size_t n = 0;
    for (size_t i = 0; i < result->n_sections; i++)
        n += result->sections[i].level > 0;
    return n > 0;
}

static void put_sections(struct printer *out, const struct qualm_result *result)
{
    print_text(out, "<li><a");
    put_link(out, 'T', 0);
    print_text(out, ">The text</a>\n");
    if (has_headings(result)) {
        print_text(out, "<div class=\"heads\" aria-hidden=\"true\"><span>time</span> <span>grade</span></div>\n"
                        "<ol class=\"sections\">\n");
        for (size_t i = 0; i < result->n_sections; i++)
            put_section(out, &result->sections[i], i);
        print_text(out, "</ol>\n");
    }
    print_text(out, "</li>\n");
}

void html_contents_put(struct html_text *text)
{
    struct printer *out = text->out;
    const struct qualm_result *result = text->result;
    print_text(out, "<nav class=\"side\" aria-label=\"Contents");
    if (!text->is_alone) {
        print_text(out, " of ");
        put_words(out, html_path(result->path));
    }
    print_text(out, "\">\n<ol>\n");
    put_entry(out, 'F', 0, "Worth a second look", text->n_shown);
    put_sections(out, result);
    if (result->n_hardest)
        put_entry(out, 'D', 0, "Hardest sentences", result->n_hardest);
    if (result->n_care)
        put_entry(out, 'K', 0, "Careful already", result->n_care);
    if (html_has_remarks(text))
        put_entry(out, 'R', 0, "Remarks", 0);
    if (html_has_formulas(text))
        put_entry(out, 'M', 0, "Formulas", 0);
    print_text(out, "</ol>\n</nav>\n");
}

/* ---------------------------------------------------------------- places */

/* A sentence may have a caption's sentences inside it, in the order of the source: so many are looked past. */
#define NESTED_MOST 16

/* The sentence that holds a place of the source; n_sentences when none does. */
static size_t sentence_at(const struct qualm_result *result, const struct qualm_span *span)
{
    size_t low = 0, high = result->n_sentences;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (result->sentences[middle].span.start <= span->start)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = 0; span->line && i < NESTED_MOST && low-- > 0; i++)
        if (span->start < result->sentences[low].span.end)
            return low;
    return result->n_sentences;
}

/* "line 8", as a link where the place is in the prose. */
static void put_place(const struct html_text *text, const struct qualm_span *span)
{
    const size_t sentence = sentence_at(text->result, span);
    const bool is_link = sentence < text->result->n_sentences &&
                         text->result->sentences[sentence].block < text->result->n_blocks;
    if (is_link) {
        print_text(text->out, "<a");
        put_link(text->out, 's', sentence);
        print_text(text->out, ">");
    }
    print_text(text->out, "line ");
    print_uint(text->out, span->line);
    print_text(text->out, is_link ? "</a>" : "");
}

/* -------------------------------------------------------------- findings */

static void put_excerpt(const struct html_text *text, const struct qualm_finding *finding)
{
    const struct qualm_excerpt *excerpt = &finding->excerpt;
    struct printer *out = text->out;
    if (!finding->span.line || !excerpt->text || !excerpt->text[0])
        return;
    print_text(out, "<p class=\"excerpt\" dir=\"auto\"");
    put_language(text);
    print_text(out, ">");
    print_html(out, excerpt->text, excerpt->mark_start);
    print_text(out, "<mark>");
    print_html(out, excerpt->text + excerpt->mark_start, excerpt->mark_end - excerpt->mark_start);
    print_text(out, "</mark>");
    put_words(out, excerpt->text + excerpt->mark_end);
    print_text(out, "</p>\n");
}

static bool is_in_prose(const struct html_text *text, const struct qualm_finding *finding)
{
    return finding->block < text->result->n_blocks && finding->text_end > finding->text_start;
}

static void put_finding_head(const struct html_text *text, const struct qualm_finding *finding, size_t number)
{
    struct printer *out = text->out;
    print_text(out, "<p class=\"where\"><strong class=\"level ");
    print_text(out, qualm_severity_name(finding->severity));
    print_text(out, "\">");
    print_text(out, qualm_severity_name(finding->severity));
    print_text(out, "</strong> <code>");
    put_words(out, finding->rule->id);
    print_text(out, "</code> ");
    if (is_in_prose(text, finding)) {
        print_text(out, "<a");
        put_link(out, 'f', number);
        print_text(out, ">");
    }
    if (finding->span.line) {
        print_text(out, "line ");
        print_uint(out, finding->span.line);
    } else {
        print_text(out, "the whole text");
    }
    print_text(out, is_in_prose(text, finding) ? "</a></p>\n" : "</p>\n");
}

static void put_related(const struct html_text *text, const struct qualm_finding *finding)
{
    struct printer *out = text->out;
    const char *between = "<p class=\"related\">See ";
    for (size_t i = 0; i < finding->n_related; i++) {
        if (!finding->related[i].span.line)
            continue;
        print_text(out, between);
        put_place(text, &finding->related[i].span);
        print_text(out, " <q dir=\"auto\">");
        put_words(out, finding->related[i].message);
        print_text(out, "</q>");
        between = ", ";
    }
    print_text(out, between[0] == ',' ? "</p>\n" : "");
}

static void put_finding(const struct html_text *text, const struct qualm_finding *finding, size_t number)
{
    struct printer *out = text->out;
    print_text(out, "<li class=\"");
    print_text(out, qualm_severity_name(finding->severity));
    print_text(out, "\"");
    put_id(out, 'n', number);
    print_text(out, ">\n");
    put_finding_head(text, finding, number);
    put_excerpt(text, finding);
    print_text(out, "<p dir=\"auto\">");
    put_words(out, finding->message);
    print_text(out, "</p>\n");
    if (finding->remedy && finding->remedy[0]) {
        print_text(out, "<p class=\"remedy\" dir=\"auto\">");
        put_words(out, finding->remedy);
        print_text(out, "</p>\n");
    }
    put_related(text, finding);
    print_text(out, "</li>\n");
}

/* Why there is nothing to show. */
static void put_nothing(const struct html_text *text)
{
    const struct qualm_result *result = text->result;
    print_text(text->out, "<p>");
    if (result->words_seen == 0)
        print_text(text->out, "There is no text to judge.");
    else if (result->has_no_rule)
        print_text(text->out, "Nothing was judged: " REPORT_NO_RULE ".");
    else if (!result->is_english)
        print_text(text->out, "Nothing was judged: grades and claims are for English only.");
    else
        print_text(text->out, "Nothing to look at twice.");
    print_text(text->out, "</p>\n");
}

void html_findings_put(struct html_text *text)
{
    print_text(text->out, "<section class=\"findings\">\n");
    put_part_heading(text, 'F', "Worth a second look");
    if (!text->n_shown)
        put_nothing(text);
    else
        print_text(text->out, "<ol>\n");
    for (size_t i = 0; i < text->result->n_findings; i++)
        if (text->numbers[i])
            put_finding(text, &text->result->findings[i], text->numbers[i]);
    print_text(text->out, text->n_shown ? "</ol>\n</section>\n" : "</section>\n");
}

/* ------------------------------------------------------ hardest sentences */

void html_hardest_put(struct html_text *text)
{
    const struct qualm_result *result = text->result;
    struct printer *out = text->out;
    if (!result->n_hardest)
        return;
    print_text(out, "<section>\n");
    put_part_heading(text, 'D', "Hardest sentences");
    print_text(out, "<ol class=\"hardest\">\n");
    for (size_t i = 0; i < result->n_hardest; i++) {
        const struct qualm_sentence *sentence = &result->hardest[i];
        print_text(out, "<li>");
        put_place(text, &sentence->span);
        print_text(out, " <span class=\"n\">");
        put_counted(out, sentence->words, "word");
        print_text(out, ", grade ");
        print_uint(out, whole_grade(sentence->grade));
        print_text(out, "</span> <q dir=\"auto\">");
        put_words(out, sentence->excerpt.text);
        print_text(out, "</q></li>\n");
    }
    print_text(out, "</ol>\n</section>\n");
}

/* ------------------------------------------------------------ care taken */

static void put_care(const struct html_text *text, const struct qualm_care *care)
{
    struct printer *out = text->out;
    print_text(out, "<q dir=\"auto\">");
    put_words(out, care->text);
    print_text(out, "</q>");
    if (care->scope[0]) {
        print_text(out, " on <q dir=\"auto\">");
        put_words(out, care->scope);
        print_text(out, "</q>");
    }
    if (care->span.line) {
        print_text(out, " (");
        put_place(text, &care->span);
        print_text(out, ")");
    }
}

/* An item a kind, in the order of the result, which has those of a kind together or not. */
static void put_care_of(const struct html_text *text, const char *kind)
{
    const struct qualm_result *result = text->result;
    const char *between = "<li><strong>";
    for (size_t i = 0; i < result->n_care; i++) {
        if (strcmp(result->care[i].kind, kind) != 0)
            continue;
        print_text(text->out, between);
        if (between[0] == '<') {
            put_words(text->out, kind);
            print_text(text->out, "</strong>: ");
        }
        put_care(text, &result->care[i]);
        between = ", ";
    }
    print_text(text->out, between[0] == ',' ? "</li>\n" : "");
}

void html_care_put(struct html_text *text)
{
    static const char *const kinds[] = {"hedge", "limit", "caveat"};
    if (!text->result->n_care)
        return;
    print_text(text->out, "<section>\n");
    put_part_heading(text, 'K', "Careful already");
    print_text(text->out, "<ul class=\"care\">\n");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        put_care_of(text, kinds[i]);
    print_text(text->out, "</ul>\n</section>\n");
}
