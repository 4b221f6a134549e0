/* Figures in words, and the order in which several texts are shown. */
#include "report/wording.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"

unsigned whole_grade(double grade)
{
    return grade < 0.5 ? 0 : grade > 1000 ? 1000 : (unsigned)(grade + 0.5);
}

static size_t append(char *text, size_t at, const char *words)
{
    memcpy(text + at, words, strlen(words) + 1);
    return at + strlen(words);
}

/* School grades of the United States: kindergarten is for those who are five at its start (Education Commission of the
 * States, 50-State Comparison: State K-3 Policies, 2023), grade 1 follows at six, and grade 12 is the last before
 * university. So readers in grade g are g + 5 or g + 6 years old. */
void reading_age_text(unsigned grade, char text[READING_AGE_ROOM])
{
    if (grade > 12) {
        append(text, 0, "university level, age 18 on");
        return;
    }
    size_t at = append(text, 0, "reading age ");
    at += number_from_uint(grade + 5, text + at);
    at = append(text, at, "–");
    number_from_uint(grade + 6, text + at);
}

const char *excluded_name(const char *kind)
{
    static const struct {
        const char *kind, *name;
    } names[] = {
        {"heading", "headings"},   {"list_item", "short list items"}, {"quotation", "quotations"},
        {"table_cell", "tables"},  {"caption", "captions"},           {"citation", "sources"},
        {"footnote", "footnotes"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].kind, kind) == 0)
            return names[i].name;
    return kind;
}

/* ----------------------------------------------------------------- order */

static int compare_counts(uint64_t a, uint64_t b)
{
    return (a < b) - (a > b);
}

/* A total order. */
static int compare_rows(const void *left, const void *right)
{
    const struct file_row *a = left;
    const struct file_row *b = right;
    int order = compare_counts(a->summary->is_failed, b->summary->is_failed);
    if (!order)
        order = compare_counts(a->summary->errors, b->summary->errors);
    if (!order)
        order = compare_counts(a->summary->warnings, b->summary->warnings);
    if (!order)
        order = compare_counts(a->summary->notes, b->summary->notes);
    if (!order)
        order = strcmp(a->path, b->path);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

struct file_row *file_rows_new(const struct qualm_report *report)
{
    struct file_row *rows = calloc(report->n_documents ? report->n_documents : 1, sizeof *rows);
    if (!rows)
        return NULL;
    for (size_t i = 0; i < report->n_documents; i++)
        rows[i] = (struct file_row){report->paths[i] ? report->paths[i] : "-", &report->summaries[i], i};
    qsort(rows, report->n_documents, sizeof *rows, compare_rows);
    return rows;
}
