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

struct totals {
    uint64_t minutes, words, errors, warnings, notes, hidden, suppressed, failed, foreign, not_judged, read, dropped;
};

static struct totals totals_of(const struct qualm_summary *summaries, size_t n_documents)
{
    struct totals sum = {0};
    for (size_t i = 0; i < n_documents; i++) {
        const struct qualm_summary *each = &summaries[i];
        sum.minutes += each->minutes;
        sum.words += each->words;
        sum.errors += each->errors;
        sum.warnings += each->warnings;
        sum.notes += each->notes;
        sum.hidden += each->hidden;
        sum.suppressed += each->suppressed;
        sum.dropped += each->dropped;
        sum.failed += each->is_failed;
        sum.read += !each->is_failed;
        sum.foreign += each->is_foreign;
        sum.not_judged += !each->is_failed && !each->is_foreign && each->limits > QUALM_JUDGED;
    }
    return sum;
}

static void add_remainders(struct paragraph *line, const struct totals *sum)
{
    if (sum->suppressed) {
        paragraph_add(line, "; ");
        paragraph_add_uint(line, sum->suppressed);
        paragraph_add(line, " suppressed");
    }
    if (sum->dropped) {
        paragraph_add(line, "; ");
        paragraph_add_uint(line, sum->dropped);
        paragraph_add(line, " not listed (over 1,000 of a rule in a text)");
    }
    if (sum->not_judged) {
        paragraph_add(line, "; ");
        paragraph_add_counted(line, sum->not_judged, "file");
        paragraph_add(line, " not judged (too short or without a grade)");
    }
    if (sum->foreign) {
        paragraph_add(line, "; ");
        paragraph_add_counted(line, sum->foreign, "file");
        paragraph_add(line, " not judged (not English)");
    }
    if (sum->failed) {
        paragraph_add(line, "; ");
        paragraph_add_counted(line, sum->failed, "file");
        paragraph_add(line, " not read");
    }
}

static void put_total(struct layout *page, const struct totals *sum)
{
    put_line_end(page);
    put_figure(page, MINUTES_EDGE, sum->minutes);
    put_to(page, GRADE_EDGE);
    put_figure(page, WORDS_EDGE, sum->words);
    put_finding_figures(page, sum->errors, sum->warnings, sum->notes);
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
    const struct totals sum = totals_of(report->summaries, n_documents);
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

/* "412 notes not shown": what the options hide; warnings that they hide are counted all the same. */
static void add_hidden(struct paragraph *line, const struct qualm_report_options *options, const struct totals *sum)
{
    if (!sum->hidden)
        return;
    paragraph_add(line, "; ");
    if (options->min_level > QUALM_WARNING && sum->warnings) {
        paragraph_add_counted(line, sum->hidden, "finding");
        paragraph_add(line, " not shown (--min-level note)");
        return;
    }
    paragraph_add_counted(line, sum->hidden, "note");
    paragraph_add(line, " not shown (--min-level note)");
}

void put_verdict(struct layout *page, const struct qualm_report *report)
{
    const struct qualm_report_options *options = &report->options;
    const struct totals sum = totals_of(report->summaries, report->n_documents);
    struct paragraph line = paragraph_begin(page, 0);
    if (sum.read) {
        paragraph_add_counts(&line, sum.errors, sum.warnings, options->min_level > QUALM_NOTE ? 0 : sum.notes);
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
