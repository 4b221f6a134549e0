/* The lists below the findings: sections, hardest sentences, care taken, formulas and every sentence. */
#include <limits.h>
#include <string.h>

#include "base/number.h"
#include "report/text.h"

#define SECTIONS_IN_FULL 30
#define CARE_OF_A_KIND 6

static void put_heading(struct layout *page, const char *text)
{
    put_line_end(page);
    put_in(page, TINT_STRONG, text);
    put_line_end(page);
}

static void put_more(struct layout *page, size_t n)
{
    put_to(page, LABEL_INDENT);
    put(page, "+ ");
    put_uint(page, n);
    put(page, " more (--all)");
    put_line_end(page);
}

/* -------------------------------------------------------------- sections */

/* Right edges of the three figures behind the title, counted from the right edge of the page. */
#define WORDS_EDGE 17
#define TIME_EDGE 8
#define GRADE_EDGE 0
#define TITLE_COLUMNS_MOST 52

/* Where the figures of a row begin to need room: the page's edge, or nearer on a wide page. */
static size_t table_edge(const struct layout *page)
{
    const size_t most = LABEL_INDENT + TITLE_COLUMNS_MOST + WORDS_EDGE + 9;
    return page->n_columns < most ? page->n_columns : most;
}

static void put_section(struct layout *page, const struct qualm_section *section, unsigned top_level)
{
    const size_t edge = table_edge(page);
    const size_t indent = LABEL_INDENT + 2 * (section->level > top_level ? section->level - top_level : 0);
    char time[DURATION_ROOM];
    duration_text(section->typical_s, time);
    put_to(page, indent);
    put_cut(page, span_of(section->title[0] ? section->title : "(opening)"),
            edge - WORDS_EDGE - 9 - indent);
    put_uint_before(page, edge - WORDS_EDGE, section->words);
    put_before(page, edge - TIME_EDGE, time);
    if (section->grade.absent)
        put_before(page, edge, "-");
    else
        put_uint_before(page, edge, whole_grade(section->grade.value));
    put_line_end(page);
}

/* How many sections have a heading, and the highest level of these. */
static size_t count_headings(const struct qualm_result *result, unsigned *top_level)
{
    size_t n = 0;
    *top_level = UINT_MAX;
    for (size_t i = 0; i < result->n_sections; i++) {
        const unsigned level = result->sections[i].level;
        n += level > 0;
        if (level && level < *top_level)
            *top_level = level;
    }
    return n;
}

void put_sections(struct layout *page, const struct qualm_report_options *options, const struct qualm_result *result)
{
    unsigned top_level;
    if (count_headings(result, &top_level) < 2)
        return;
    const bool is_cut = !options->all && !options->detail && result->n_sections > SECTIONS_IN_FULL;
    const size_t n_shown = is_cut ? SECTIONS_IN_FULL : result->n_sections;
    put_line_end(page);
    put_in(page, TINT_STRONG, "Sections");
    put_tint(page, TINT_FAINT);
    put_before(page, table_edge(page) - WORDS_EDGE, "words");
    put_before(page, table_edge(page) - TIME_EDGE, "time");
    put_before(page, table_edge(page), "grade");
    put_tint(page, TINT_PLAIN);
    put_line_end(page);
    for (size_t i = 0; i < n_shown; i++)
        put_section(page, &result->sections[i], top_level);
    if (is_cut)
        put_more(page, result->n_sections - n_shown);
}

/* ------------------------------------------------------ hardest sentences */

/* The sentence itself, as far as the line has room: the excerpt's mark, with what says that it was cut. */
static void put_sentence_words(struct layout *page, const struct qualm_excerpt *excerpt)
{
    static const char ellipsis[] = "…";
    struct span words = {excerpt->text + excerpt->mark_start, excerpt->mark_end - excerpt->mark_start};
    const char *after = words.ptr + words.len;
    if (strcmp(after, ellipsis) == 0)
        words.len += strlen(ellipsis);
    put_cut(page, span_trim(words.len ? words : span_of(words.ptr)), page->n_columns - page->column);
}

void put_hardest(struct layout *page, const struct qualm_result *result)
{
    uint32_t last_line = 0;
    unsigned most_words = 0;
    for (size_t i = 0; i < result->n_hardest; i++) {
        const struct qualm_sentence *sentence = &result->hardest[i];
        last_line = sentence->span.line > last_line ? sentence->span.line : last_line;
        most_words = sentence->words > most_words ? sentence->words : most_words;
    }
    if (!result->n_hardest)
        return;
    put_heading(page, result->n_hardest == 1 ? "Hardest sentence" : "Hardest sentences");
    const size_t n_digits = line_label_columns(most_words) - strlen("line ");
    for (size_t i = 0; i < result->n_hardest; i++) {
        const struct qualm_sentence *sentence = &result->hardest[i];
        put_line_label(page, sentence->span.line, line_label_columns(last_line));
        put_uint_before(page, page->column + n_digits, sentence->words);
        put(page, " words   ");
        put_sentence_words(page, &sentence->excerpt);
        put_line_end(page);
    }
}

/* ---------------------------------------------------------- care taken */

/* What of one kind is listed: the same words only once. */
struct care_list {
    const char *kind;
    const struct qualm_care *items[CARE_OF_A_KIND];
    size_t n_items;
    size_t n_more; /* that are none of the items */
};

static bool is_listed(const struct care_list *list, const struct qualm_care *care)
{
    for (size_t i = 0; i < list->n_items; i++)
        if (strcmp(list->items[i]->text, care->text) == 0 && strcmp(list->items[i]->scope, care->scope) == 0)
            return true;
    return false;
}

static void care_list_fill(const struct qualm_result *result, struct care_list *list)
{
    for (size_t i = 0; i < result->n_care; i++) {
        const struct qualm_care *care = &result->care[i];
        if (strcmp(care->kind, list->kind) != 0 || is_listed(list, care))
            continue;
        if (list->n_items < CARE_OF_A_KIND)
            list->items[list->n_items++] = care;
        else
            list->n_more++;
    }
}

static void add_care(struct paragraph *list, const struct qualm_care *care, bool ends_line)
{
    paragraph_add(list, "\"");
    paragraph_add(list, care->text);
    paragraph_add(list, "\"");
    if (care->scope[0]) {
        paragraph_add(list, " (on \"");
        paragraph_add(list, care->scope);
        paragraph_add(list, "\")");
    }
    if (ends_line && care->span.line) {
        paragraph_add(list, " (line ");
        paragraph_add_uint(list, care->span.line);
        paragraph_add(list, ")");
    }
}

static void put_care_list(struct layout *page, const struct care_list *list)
{
    put_to(page, LABEL_INDENT);
    put_tint(page, TINT_FAINT);
    put(page, list->kind);
    put(page, list->n_items == 1 ? "" : "s");
    put_tint(page, TINT_PLAIN);
    put_to(page, LABEL_INDENT + strlen("caveats") + LABEL_GAP);
    struct paragraph words = paragraph_begin(page, page->column);
    for (size_t i = 0; i < list->n_items; i++) {
        const bool is_last = i + 1 == list->n_items;
        add_care(&words, list->items[i], is_last || list->items[i + 1]->span.line != list->items[i]->span.line);
        if (!is_last)
            paragraph_add(&words, ", ");
    }
    if (list->n_more) {
        paragraph_add(&words, ", + ");
        paragraph_add_uint(&words, list->n_more);
        paragraph_add(&words, " more");
    }
    paragraph_end(&words);
    put_line_end(page);
}

void put_care(struct layout *page, const struct qualm_result *result)
{
    static const char *const kinds[] = {"hedge", "limit", "caveat"};
    if (!result->n_care)
        return;
    put_heading(page, "Careful already");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct care_list list = {.kind = kinds[i]};
        care_list_fill(result, &list);
        if (list.n_items)
            put_care_list(page, &list);
    }
}

/* ---------------------------------------------------------------- detail */

#define FORMULA_VALUE_EDGE 10
#define FORMULA_NAME_COLUMN 12

void put_formulas(struct layout *page, const struct qualm_result *result)
{
    if (!result->n_readability)
        return;
    put_heading(page, "Formulas");
    for (size_t i = 0; i < result->n_readability; i++) {
        const struct qualm_readability *each = &result->readability[i];
        char value[NUMBER_ROOM] = "-";
        if (!each->absent)
            number_from_double(each->value, 1, value);
        put_before(page, FORMULA_VALUE_EDGE, value);
        put_to(page, FORMULA_NAME_COLUMN);
        struct paragraph line = paragraph_begin(page, FORMULA_NAME_COLUMN + 2);
        paragraph_add(&line, each->formula->name);
        if (!each->absent && strcmp(each->formula->scale, "grade") != 0)
            paragraph_add(&line, " (a score)");
        if (each->absent || each->caution) {
            paragraph_add(&line, ": ");
            paragraph_add(&line, each->absent ? each->absent : each->caution);
        }
        paragraph_end(&line);
        put_line_end(page);
    }
}

static void add_sentence_facts(struct paragraph *line, const struct qualm_sentence *sentence)
{
    paragraph_add_counted(line, sentence->words, "word");
    if (sentence->has_grade) {
        char grade[NUMBER_ROOM];
        number_from_double(sentence->grade, 1, grade);
        paragraph_add(line, ", grade ");
        paragraph_add(line, grade);
    }
    if (strcmp(sentence->voice, "author") != 0) {
        paragraph_add(line, ", ");
        paragraph_add(line, sentence->voice);
    }
    if (sentence->claim.code) {
        paragraph_add(line, ", claim ");
        paragraph_add_uint(line, sentence->claim.code);
        paragraph_add(line, " ");
        paragraph_add(line, sentence->claim.level);
        paragraph_add(line, " (");
        paragraph_add(line, sentence->claim.pattern);
        paragraph_add(line, ")");
    }
    for (size_t i = 0; i < sentence->n_cues; i++) {
        paragraph_add(line, i ? ", " : "; ");
        paragraph_add(line, sentence->cues[i].id);
    }
}

void put_sentences(struct layout *page, const struct qualm_result *result)
{
    if (!result->n_sentences)
        return;
    const uint32_t last_line = result->sentences[result->n_sentences - 1].span.line;
    put_heading(page, "Sentences");
    for (size_t i = 0; i < result->n_sentences; i++) {
        const struct qualm_sentence *sentence = &result->sentences[i];
        put_line_label(page, sentence->span.line, line_label_columns(last_line));
        const size_t indent = page->column;
        put_sentence_words(page, &sentence->excerpt);
        put_line_end(page);
        put_to(page, indent);
        struct paragraph facts = paragraph_begin(page, indent);
        put_tint(page, TINT_FAINT);
        add_sentence_facts(&facts, sentence);
        paragraph_end(&facts);
        put_tint(page, TINT_PLAIN);
        put_line_end(page);
    }
}
