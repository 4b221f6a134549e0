/* Several texts as a table, worst first; a text that was not read has its row and says why. */
#include "report/html.h"

#include <stdlib.h>
#include <string.h>

struct index_row {
    struct span title; /* as HTML; of a text that was not read, why */
    bool is_in_page;
};

/* What was held of each text, in the order given; from malloc. NULL when memory is out. */
static struct index_row *rows_read(const struct qualm_report *report)
{
    struct index_row *rows = calloc(report->n_documents + 1, sizeof *rows);
    struct span rest = {report->held[1].bytes, report->held[1].n_bytes}, each;
    if (!rows)
        return NULL;
    for (size_t i = 0; i < report->n_documents && span_next_part(&rest, HTML_TITLE_END[0], &each); i++)
        if (each.len)
            rows[i] = (struct index_row){{each.ptr + 1, each.len - 1}, each.ptr[0] == '+'};
    return rows;
}

static void put_figure(struct printer *out, uint64_t value)
{
    print_text(out, "<td class=\"n\">");
    if (value)
        print_uint(out, value);
    else
        print_text(out, "\xE2\x80\x93");
    print_text(out, "</td>");
}

static void put_name_cell(struct printer *out, const struct file_row *file, const struct index_row *row)
{
    print_text(out, "<th scope=\"row\">");
    if (row->is_in_page) {
        print_text(out, "<a href=\"#t");
        print_uint(out, file->index + 1);
        print_text(out, "-A0\">");
    }
    print_text(out, "<bdi>");
    const bool has_title = !file->summary->is_failed && row->title.len;
    if (has_title)
        print_bytes(out, row->title.ptr, row->title.len);
    else
        put_words(out, html_path(file->path));
    print_text(out, row->is_in_page ? "</bdi></a>" : "</bdi>");
    if (has_title) {
        print_text(out, " <bdi class=\"path\">");
        put_words(out, html_path(file->path));
        print_text(out, "</bdi>");
    }
    print_text(out, "</th>");
}

static void put_row(struct printer *out, const struct file_row *file, const struct index_row *row)
{
    const struct qualm_summary *summary = file->summary;
    print_text(out, summary->is_failed ? "<tr class=\"failed\">" : "<tr>");
    put_name_cell(out, file, row);
    if (summary->is_failed) {
        print_text(out, "<td colspan=\"6\">not read: ");
        print_bytes(out, row->title.ptr, row->title.len);
        print_text(out, "</td></tr>\n");
        return;
    }
    put_figure(out, summary->minutes);
    if (summary->grade > REPORT_NO_GRADE) {
        print_text(out, "<td class=\"n\">");
        print_uint(out, whole_grade(summary->grade));
        print_text(out, "</td>");
    } else {
        print_text(out, "<td class=\"n\">\xE2\x80\x93</td>");
    }
    const uint64_t figures[] = {summary->words, summary->errors, summary->warnings, summary->notes};
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        put_figure(out, figures[i]);
    print_text(out, "</tr>\n");
}

static void put_totals(struct printer *out, const struct qualm_report *report)
{
    const struct report_sums sums = report_sums_of(report);
    print_text(out, "<p class=\"byline\">");
    put_counted(out, sums.words, "word");
    print_text(out, ", ");
    put_counted(out, sums.minutes, "minute");
    print_text(out, "; ");
    put_counted(out, sums.counts[QUALM_ERROR], "error");
    print_text(out, ", ");
    put_counted(out, sums.counts[QUALM_WARNING], "warning");
    print_text(out, ", ");
    put_counted(out, sums.counts[QUALM_NOTE], "note");
    if (sums.failed) {
        print_text(out, "; ");
        put_counted(out, sums.failed, "text");
        print_text(out, " not read");
    }
    if (sums.no_rule) {
        print_text(out, "; ");
        put_counted(out, sums.no_rule, "text");
        print_text(out, " not judged (no rule is on)");
    }
    print_text(out, ".</p>\n");
}

static void put_table(struct printer *out, const struct qualm_report *report, const struct file_row *files,
                      const struct index_row *rows)
{
    static const char *const heads[] = {"Minutes", "Grade", "Words", "Errors", "Warnings", "Notes"};
    print_text(out, "<table class=\"index\">\n<thead><tr><th scope=\"col\">Text</th>");
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        print_text(out, "<th scope=\"col\" class=\"n\">");
        print_text(out, heads[i]);
        print_text(out, "</th>");
    }
    print_text(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < report->n_documents; i++)
        put_row(out, &files[i], &rows[files[i].index]);
    print_text(out, "</tbody>\n</table>\n");
}

void html_index_put(struct qualm_report *report, size_t n_left_out)
{
    struct printer *out = &report->out;
    struct file_row *files = file_rows_new(report);
    struct index_row *rows = rows_read(report);
    if (!files || !rows)
        out->status = QUALM_ERR_MEMORY;
    print_text(out, "<main>\n<header class=\"head\" id=\"texts\">\n<h1>");
    put_counted(out, report->n_documents, "text");
    print_text(out, "</h1>\n");
    put_totals(out, report);
    if (n_left_out) {
        print_text(out, "<p class=\"failure\">");
        put_counted(out, n_left_out, "text");
        print_text(out, n_left_out == 1 ? " is" : " are");
        print_text(out, " in this table only, since the page would be too large: a report of its own shows one.</p>\n");
    }
    print_text(out, "</header>\n");
    if (files && rows && report->n_documents)
        put_table(out, report, files, rows);
    free(files);
    free(rows);
}
