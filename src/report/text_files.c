/* Several files at once: a row a file, worst first, their total, and the verdict of a check. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "report/text.h"

/* ------------------------------------------------------------------ rows */

/* Right edges of the figures, and where the path stands. */
struct columns {
    size_t n_least; /* columns of a page that has room for these */
    size_t minutes, grade, words, errors, warnings, notes; /* 0: not shown */
    size_t path;    /* before the figures: on a line of its own above them */
};

/* A path behind the figures needs room to be told from others. */
static const struct columns layouts[] = {
    {72, 9, 16, 25, 33, 43, 50, 52},
    {50, 9, 16, 25, 33, 43, 50, 2},
    {0, 9, 16, 0, 24, 34, 40, 2},
};

static const struct columns *columns_of(const struct layout *page)
{
    size_t i = 0;
    while (page->n_columns < layouts[i].n_least)
        i++;
    return &layouts[i];
}

static bool is_above(const struct columns *columns)
{
    return columns->path < columns->notes;
}

static void put_figure(struct layout *page, size_t edge, uint64_t value)
{
    if (value && edge)
        put_uint_before(page, edge, value);
    else if (edge)
        put_before(page, edge, "-");
}

static void put_finding_figures(struct layout *page, uint64_t n_errors, uint64_t n_warnings, uint64_t n_notes)
{
    const struct columns *columns = columns_of(page);
    put_figure(page, columns->errors, n_errors);
    put_figure(page, columns->warnings, n_warnings);
    put_figure(page, columns->notes, n_notes);
}

static void put_row(struct layout *page, const struct file_row *row)
{
    const struct qualm_summary *summary = row->summary;
    const struct columns *columns = columns_of(page);
    if (is_above(columns)) {
        put_to(page, columns->path);
        put_path(page, row->path, page->n_columns - columns->path);
        put_line_end(page);
    }
    put_figure(page, columns->minutes, summary->minutes);
    if (summary->grade > REPORT_NO_GRADE)
        put_uint_before(page, columns->grade, whole_grade(summary->grade));
    else
        put_before(page, columns->grade, "-");
    put_figure(page, columns->words, summary->words);
    put_finding_figures(page, summary->errors, summary->warnings, summary->notes);
    if (!is_above(columns)) {
        put_to(page, columns->path);
        put_path(page, row->path, page->n_columns - columns->path);
    }
    put_line_end(page);
}

static void put_row_heads(struct layout *page)
{
    const struct columns *columns = columns_of(page);
    put_tint(page, TINT_FAINT);
    put_before(page, columns->minutes, "minutes");
    put_before(page, columns->grade, "grade");
    if (columns->words)
        put_before(page, columns->words, "words");
    put_before(page, columns->errors, "errors");
    put_before(page, columns->warnings, "warnings");
    put_before(page, columns->notes, "notes");
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

static void put_read(struct layout *page, const struct report_sums *sum)
{
    put_to(page, columns_of(page)->path);
    struct paragraph line = paragraph_begin(page, LABEL_INDENT);
    paragraph_add_counted(&line, sum->read, "file");
    add_remainders(&line, sum);
    paragraph_end(&line);
    put_line_end(page);
}

static void put_total(struct layout *page, const struct report_sums *sum)
{
    const struct columns *columns = columns_of(page);
    put_line_end(page);
    if (is_above(columns))
        put_read(page, sum);
    put_figure(page, columns->minutes, sum->minutes);
    put_figure(page, columns->words, sum->words);
    put_finding_figures(page, sum->counts[QUALM_ERROR], sum->counts[QUALM_WARNING], sum->counts[QUALM_NOTE]);
    if (is_above(columns))
        put_line_end(page);
    else
        put_read(page, sum);
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
