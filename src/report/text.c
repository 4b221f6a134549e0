/* The report that a person reads: title, time, grade, words; then places to look at, hard sentences, care taken. */
#include "report/text.h"

#include <string.h>

#define KEY_COLUMN 2
#define VALUE_COLUMN 10
#define ASIDE_COLUMN 23
#define FINDINGS_IN_FULL 7

/* ------------------------------------------------------------------ head */

static const char *name_of(const struct qualm_result *result)
{
    if (!result->path || strcmp(result->path, "-") == 0)
        return "standard input";
    return result->path;
}

static void put_head(struct layout *page, const struct qualm_result *result, bool needs_path)
{
    const bool has_title = result->title && result->title[0];
    if (has_title && needs_path) {
        put_path(page, name_of(result), page->n_columns);
        put_line_end(page);
    }
    put_tint(page, TINT_STRONG);
    if (has_title)
        put_cut(page, span_of(result->title), page->n_columns);
    else
        put_path(page, name_of(result), page->n_columns);
    put_tint(page, TINT_PLAIN);
    put_line_end(page);
    if (!result->author && !result->date)
        return;
    if (result->author)
        put_cut(page, span_of(result->author), page->n_columns / 2);
    if (result->author && result->date)
        put(page, ", ");
    if (result->date)
        put_cut(page, span_of(result->date), page->n_columns / 3);
    put_line_end(page);
}

/* -------------------------------------------------- time, grade and words */

static void put_key(struct layout *page, const char *key)
{
    put_to(page, KEY_COLUMN);
    put_in(page, TINT_FAINT, key);
    put_to(page, VALUE_COLUMN);
}

static struct paragraph begin_aside(struct layout *page)
{
    if (page->column + 2 > ASIDE_COLUMN)
        put(page, "  ");
    put_to(page, ASIDE_COLUMN);
    return paragraph_begin(page, ASIDE_COLUMN);
}

static void end_aside(struct paragraph *aside)
{
    paragraph_end(aside);
    put_line_end(aside->page);
}

static void put_absent(struct layout *page, const char *reason)
{
    put(page, "none");
    struct paragraph aside = begin_aside(page);
    paragraph_add(&aside, reason);
    end_aside(&aside);
}

static void add_declared(struct paragraph *aside, const struct qualm_result *result)
{
    if (!result->declared_minutes)
        return;
    if (result->declared_minutes == result->silent.minutes) {
        paragraph_add(aside, "as the page says; ");
        return;
    }
    paragraph_add(aside, "page says ");
    paragraph_add_uint(aside, result->declared_minutes);
    paragraph_add(aside, " min; ");
}

static void put_time(struct layout *page, const struct qualm_result *result)
{
    const struct qualm_reading_time *time = &result->silent;
    put_key(page, "Time");
    if (time->absent) {
        put_absent(page, time->absent);
        return;
    }
    put_tint(page, TINT_STRONG);
    put_uint(page, time->minutes);
    put(page, " min read");
    put_tint(page, TINT_PLAIN);
    struct paragraph aside = begin_aside(page);
    add_declared(&aside, result);
    paragraph_add_duration(&aside, time->typical_s);
    if (time->fast_s > 0 && time->slow_s > 0) {
        paragraph_add(&aside, " (fast ");
        paragraph_add_duration(&aside, time->fast_s);
        paragraph_add(&aside, ", slow ");
        paragraph_add_duration(&aside, time->slow_s);
        paragraph_add(&aside, ")");
    }
    if (!result->aloud.absent) {
        paragraph_add(&aside, ", ");
        aside.is_kept_together = true;
        paragraph_add(&aside, "aloud ");
        paragraph_add_duration(&aside, result->aloud.typical_s);
    }
    end_aside(&aside);
}

static void put_grade(struct layout *page, const struct qualm_result *result)
{
    const struct qualm_grade *grade = &result->grade;
    put_key(page, "Grade");
    if (grade->absent) {
        put_absent(page, grade->absent);
        return;
    }
    put_tint(page, TINT_STRONG);
    put_uint(page, whole_grade(grade->value));
    put_tint(page, TINT_PLAIN);
    struct paragraph aside = begin_aside(page);
    char age[READING_AGE_ROOM];
    reading_age_text(whole_grade(grade->value), age);
    paragraph_add(&aside, age);
    paragraph_add(&aside, "; most formulas say ");
    paragraph_add_uint(&aside, whole_grade(grade->low));
    if (whole_grade(grade->low) != whole_grade(grade->high)) {
        paragraph_add(&aside, " to ");
        paragraph_add_uint(&aside, whole_grade(grade->high));
    }
    end_aside(&aside);
}

static void add_excluded(struct paragraph *aside, const struct qualm_result *result)
{
    const char *between = "; ";
    for (size_t i = 0; i < result->n_excluded; i++) {
        if (!result->excluded[i].words)
            continue;
        paragraph_add(aside, between);
        paragraph_add(aside, excluded_name(result->excluded[i].kind));
        between = ", ";
    }
    if (between[0] == ',')
        paragraph_add(aside, " apart");
}

static void put_words(struct layout *page, const struct qualm_result *result)
{
    put_key(page, "Words");
    put_tint(page, TINT_STRONG);
    put_uint(page, result->words_seen);
    put_tint(page, TINT_PLAIN);
    struct paragraph aside = begin_aside(page);
    if (result->words_scored != result->words_seen) {
        paragraph_add_uint(&aside, result->words_scored);
        paragraph_add(&aside, result->grade.absent ? " in running text, " : " graded, ");
    }
    paragraph_add(&aside, "in ");
    paragraph_add_counted(&aside, qualm_result_count(result, "sentences"), "sentence");
    add_excluded(&aside, result);
    end_aside(&aside);
}

static void put_remark(struct layout *page, const char *text)
{
    put_key(page, "Note");
    struct paragraph remark = paragraph_begin(page, VALUE_COLUMN);
    paragraph_add(&remark, text);
    paragraph_end(&remark);
    put_line_end(page);
}

static void put_remarks(struct layout *page, const struct qualm_result *result)
{
    for (size_t i = 0; i < result->n_warnings; i++)
        put_remark(page, result->warnings[i].message);
}

/* -------------------------------------------------------------- findings */

static size_t count_shown(const struct qualm_report_options *options, const struct qualm_result *result)
{
    size_t n = 0;
    for (size_t i = 0; i < result->n_findings; i++)
        n += report_is_shown(options, &result->findings[i]);
    return n;
}

static void put_places(struct layout *page, const struct qualm_report_options *options,
                       const struct qualm_result *result)
{
    const size_t n_findings = count_shown(options, result);
    if (!n_findings)
        return;
    const size_t n_most = options->all ? n_findings : FINDINGS_IN_FULL;
    put_line_end(page);
    put_tint(page, TINT_STRONG);
    put_uint(page, n_findings);
    put(page, n_findings == 1 ? " place worth a second look" : " places worth a second look");
    put_tint(page, TINT_PLAIN);
    put_line_end(page);
    put_findings(page, options, result, n_most);
    if (n_findings <= n_most)
        return;
    put_line_end(page);
    put(page, "  + ");
    put_uint(page, n_findings - n_most);
    put(page, " more (--all)");
    put_line_end(page);
}

static void add_not_judged(struct paragraph *line, enum qualm_verdict limits)
{
    if (limits == QUALM_TOO_SHORT)
        paragraph_add(line, " Limits not judged: the text is too short.");
    else if (limits == QUALM_NO_GRADE)
        paragraph_add(line, " Limits not judged: the text has no grade.");
}

static void add_clean(struct paragraph *line, const struct qualm_result *result)
{
    if (result->words_seen == 0) {
        paragraph_add(line, "There is no text to judge.");
        return;
    }
    if (result->has_no_rule) {
        paragraph_add(line, "Nothing was judged: " REPORT_NO_RULE ".");
        return;
    }
    if (result->is_english) {
        paragraph_add(line, "Nothing to look at twice.");
        return;
    }
    paragraph_add(line, "Nothing was judged: grades and claims are for English only, and this text ");
    paragraph_add(line, result->language_is_guess ? "reads as \"" : "is in \"");
    paragraph_add(line, result->language);
    paragraph_add(line, "\".");
}

/* On the same line when it has room, so that the command can be copied whole. */
static void put_why(struct layout *page, const char *rule)
{
    static const char question[] = "Why?  qualm explain ";
    if (page->column + 2 + strlen(question) + strlen(rule) > page->n_columns)
        put_line_end(page);
    else
        put(page, "  ");
    put_tint(page, TINT_FAINT);
    put(page, question);
    put(page, rule);
    put_tint(page, TINT_PLAIN);
}

static void put_last_line(struct layout *page, const struct qualm_report_options *options,
                          const struct qualm_result *result)
{
    struct qualm_summary summary;
    qualm_summarise(result, options->min_level, &summary);
    const struct qualm_finding *worst = worst_finding(options, result);
    struct paragraph line = paragraph_begin(page, 0);
    put_line_end(page);
    if (summary.notes || summary.warnings || summary.errors) {
        paragraph_add_counts(&line, summary.errors, summary.warnings, summary.notes);
        paragraph_add(&line, ".");
    } else {
        add_clean(&line, result);
    }
    if (summary.suppressed) {
        paragraph_add(&line, " ");
        paragraph_add_uint(&line, summary.suppressed);
        paragraph_add(&line, " suppressed.");
    }
    if (summary.hidden) {
        paragraph_add(&line, " ");
        paragraph_add_uint(&line, summary.hidden);
        paragraph_add(&line, " not shown (--min-level note).");
    }
    add_not_judged(&line, result->limits);
    paragraph_end(&line);
    if (worst)
        put_why(page, worst->rule->id);
    put_line_end(page);
}

/* -------------------------------------------------------------- document */

static void put_failure(struct layout *page, const struct qualm_result *result)
{
    for (size_t i = 0; i < result->n_errors; i++) {
        put(page, name_of(result));
        put(page, ": ");
        put(page, result->errors[i].message);
        put_line_end(page);
    }
}

static void put_whole_report(struct layout *page, const struct qualm_report_options *options,
                             const struct qualm_result *result, bool needs_path)
{
    put_head(page, result, needs_path);
    put_line_end(page);
    put_time(page, result);
    put_grade(page, result);
    put_words(page, result);
    put_remarks(page, result);
    put_places(page, options, result);
    put_sections(page, options, result);
    put_hardest(page, result);
    put_care(page, result);
    if (options->detail) {
        put_formulas(page, result);
        put_sentences(page, result);
    }
    put_last_line(page, options, result);
}

static void put_check(struct layout *page, const struct qualm_report_options *options,
                      const struct qualm_result *result)
{
    const size_t n_findings = count_shown(options, result);
    if (!n_findings)
        return;
    put_in(page, TINT_STRONG, name_of(result));
    put_line_end(page);
    put_findings(page, options, result, n_findings);
    put_line_end(page);
}

static void text_document(struct printer *out, const struct qualm_report_options *options,
                          const struct qualm_result *result)
{
    struct layout page;
    layout_init(&page, out, options);
    if (result->n_errors)
        put_failure(&page, result);
    else if (options->is_check)
        put_check(&page, options, result);
    else if (options->n_documents <= 1 || options->full)
        put_whole_report(&page, options, result, options->n_documents > 1);
}

/* An empty line parts full reports. */
static void text_add(struct qualm_report *report, struct span rendered)
{
    const struct qualm_report_options *options = &report->options;
    if (report->n_documents > 1 && options->full && !options->is_check)
        print_text(&report->out, "\n");
    print_bytes(&report->out, rendered.ptr, rendered.len);
}

static void text_end(struct qualm_report *report)
{
    struct layout page;
    layout_init(&page, &report->out, &report->options);
    if (report->options.is_check)
        put_verdict(&page, report);
    else if (report->n_documents > 1)
        put_files(&page, report);
}

const struct report_format report_text = {
    .about = {.name = "text", .summary = "a report for a person", .hides = true},
    .document = text_document,
    .add = text_add,
    .end = text_end,
};
