/* Several files at once: a row a file, worst first, their total, and the verdict of a check. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "report/text.h"

/* ------------------------------------------------------------------ rows */

/* Right edges of the figures. */
enum { MINUTES_EDGE = 9, GRADE_EDGE = 16, WORDS_EDGE = 25, ERRORS_EDGE = 33, WARNINGS_EDGE = 43, NOTES_EDGE = 50,
       PATH_COLUMN = 52 };

static void put_figure(struct layout *page, size_t edge, uint64_t value)
{
    if (value)
        put_uint_before(page, edge, value);
    else
        put_before(page, edge, "-");
}

static void put_finding_figures(struct layout *page, uint64_t n_errors, uint64_t n_warnings, uint64_t n_notes)
{
    put_figure(page, ERRORS_EDGE, n_errors);
    put_figure(page, WARNINGS_EDGE, n_warnings);
    put_figure(page, NOTES_EDGE, n_notes);
    put_to(page, PATH_COLUMN);
}

static void put_row(struct layout *page, const struct file_row *row)
{
    const struct qualm_summary *summary = row->summary;
    put_figure(page, MINUTES_EDGE, summary->minutes);
    if (summary->grade > REPORT_NO_GRADE)
        put_uint_before(page, GRADE_EDGE, whole_grade(summary->grade));
    else
        put_before(page, GRADE_EDGE, "-");
    put_figure(page, WORDS_EDGE, summary->words);
    put_finding_figures(page, summary->errors, summary->warnings, summary->notes);
    put(page, row->path);
    put_line_end(page);
}

static void put_row_heads(struct layout *page)
{
    put_tint(page, TINT_FAINT);
    put_before(page, MINUTES_EDGE, "minutes");
    put_before(page, GRADE_EDGE, "grade");
    put_before(page, WORDS_EDGE, "words");
    put_before(page, ERRORS_EDGE, "errors");
    put_before(page, WARNINGS_EDGE, "warnings");
    put_before(page, NOTES_EDGE, "notes");
    put_tint(page, TINT_PLAIN);
    put_line_end(page);
}

/* ---------------------------------------------------------------- totals */

static void add_remainders(struct paragraph *line, const struct report_sums *sum)
{
    const struct {
        uint64_t n;
        const char *noun; /* NULL: the number alone */
        const char *rest;
    } parts[] = {
        {sum->suppressed, NULL, " suppressed"},
        {sum->dropped, NULL, " not listed (over 1,000 of a rule in a text)"},
        {sum->not_judged, "file", " not judged (too short or without a grade)"},
        {sum->foreign, "file", " not judged (not English)"},
        {sum->no_rule, "file", " not judged (no rule is on)"},
        {sum->failed, "file", " not read"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].n)
            continue;
        paragraph_add(line, "; ");
        if (parts[i].noun)
            paragraph_add_counted(line, parts[i].n, parts[i].noun);
        else
            paragraph_add_uint(line, parts[i].n);
        paragraph_add(line, parts[i].rest);
    }
}

static void put_total(struct layout *page, const struct report_sums *sum)
{
    put_line_end(page);
    put_figure(page, MINUTES_EDGE, sum->minutes);
    put_to(page, GRADE_EDGE);
    put_figure(page, WORDS_EDGE, sum->words);
    put_finding_figures(page, sum->counts[QUALM_ERROR], sum->counts[QUALM_WARNING], sum->counts[QUALM_NOTE]);
    struct paragraph line = paragraph_begin(page, PATH_COLUMN < page->n_columns / 2 ? PATH_COLUMN : LABEL_INDENT);
    paragraph_add_counted(&line, sum->read, "file");
    add_remainders(&line, sum);
    paragraph_end(&line);
    put_line_end(page);
}

void put_files(struct layout *page, const struct qualm_report *report)
{
    const size_t n_documents = report->n_documents;
    struct file_row *rows = file_rows_new(report);
    if (!rows) {
        page->out->status = QUALM_ERR_MEMORY;
        return;
    }
    const struct report_sums sum = report_sums_of(report);
    if (report->options.full)
        put_line_end(page);
    if (sum.read)
        put_row_heads(page);
    for (size_t i = 0; i < n_documents; i++)
        if (!rows[i].summary->is_failed)
            put_row(page, &rows[i]);
    free(rows);
    put_total(page, &sum);
}

/* --------------------------------------------------------------- verdict */

/* "412 notes not shown, 2 of them failing": what the options hide is counted all the same, and fails as if shown. */
static void add_hidden(struct paragraph *line, const struct qualm_report_options *options,
                       const struct report_sums *sum)
{
    if (!sum->hidden)
        return;
    const bool has_warnings = options->min_level > QUALM_WARNING && sum->counts[QUALM_WARNING];
    paragraph_add(line, "; ");
    paragraph_add_counted(line, sum->hidden, has_warnings ? "finding" : "note");
    paragraph_add(line, " not shown (--min-level note)");
    if (!sum->hidden_failing)
        return;
    paragraph_add(line, ", ");
    paragraph_add_uint(line, sum->hidden_failing);
    paragraph_add(line, " of them failing (--fail-level ");
    paragraph_add(line, qualm_severity_name(sum->fail_level));
    paragraph_add(line, ")");
}

void paragraph_add_counts(struct paragraph *paragraph, uint64_t n_errors, uint64_t n_warnings, uint64_t n_notes)
{
    const struct {
        uint64_t n;
        const char *noun;
    } counts[] = {{n_errors, "error"}, {n_warnings, "warning"}, {n_notes, "note"}};
    const char *between = "";
    if (!n_errors && !n_warnings) {
        paragraph_add(paragraph, "No warnings");
        between = ", ";
    }
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        if (!counts[i].n)
            continue;
        paragraph_add(paragraph, between);
        paragraph_add_counted(paragraph, counts[i].n, counts[i].noun);
        between = ", ";
    }
}

void put_verdict(struct layout *page, const struct qualm_report *report)
{
    const struct qualm_report_options *options = &report->options;
    const struct report_sums sum = report_sums_of(report);
    struct paragraph line = paragraph_begin(page, 0);
    if (sum.read) {
        paragraph_add_counts(&line, sum.counts[QUALM_ERROR], sum.counts[QUALM_WARNING],
                             options->min_level > QUALM_NOTE ? 0 : sum.counts[QUALM_NOTE]);
        paragraph_add(&line, " in ");
        paragraph_add_counted(&line, sum.read, "file");
    } else {
        paragraph_add(&line, report->options.n_documents ? "Nothing was read" : "Nothing to read");
    }
    add_hidden(&line, options, &sum);
    add_remainders(&line, &sum);
    paragraph_add(&line, ".");
    paragraph_end(&line);
    put_line_end(page);
}
