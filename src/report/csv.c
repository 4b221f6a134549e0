/* CSV and TSV: a line a text, with the fixed header that doc/csv.md explains. Cells and header come from the same
 * tables; what is absent is an empty cell. */
#include "report/report.h"

#include <math.h>
#include <string.h>

/* A line in the making. */
struct line {
    struct printer *out;
    char separator;
    bool is_begun;
    bool is_blank; /* a header without names */
};

static void cell_begin(struct line *line)
{
    if (line->is_begun)
        print_bytes(line->out, &line->separator, 1);
    line->is_begun = true;
}

/* Spreadsheets take a cell for a formula that begins with one of these, the wide ones of Chinese and Japanese keyboards
 * included. */
static bool is_formula(const char *text)
{
    static const char *const wide[] = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(text, wide[i], strlen(wide[i])) == 0)
            return true;
    return text[0] && strchr("=+-@\t\r", text[0]);
}

/* Line breaks and tabs are escaped by print_safe, so that a text is always one line. */
static void quoted_print(struct printer *out, const char *text)
{
    for (;;) {
        const size_t n = strcspn(text, "\"");
        print_safe(out, text, n);
        if (!text[n])
            return;
        print_text(out, "\"\"");
        text += n + 1;
    }
}

/* Words of a document, behind some of our own. TSV has no quotation marks, yet many of its readers take one in front
 * for the start of a quotation. */
static void cell_words(struct line *line, const char *own, const char *text)
{
    const bool is_quoted = line->separator == ',' && strpbrk(text, "\",");
    const bool is_shielded = !*own && (is_formula(text) || (line->separator == '\t' && text[0] == '"'));
    cell_begin(line);
    print_text(line->out, is_quoted ? "\"" : "");
    print_text(line->out, is_shielded ? "'" : own);
    if (is_quoted)
        quoted_print(line->out, text);
    else
        print_safe(line->out, text, strlen(text));
    print_text(line->out, is_quoted ? "\"" : "");
}

static void cell_text(struct line *line, const char *text)
{
    cell_words(line, "", text ? text : "");
}

static void cell_uint(struct line *line, uint64_t value)
{
    cell_begin(line);
    print_uint(line->out, value);
}

static void cell_number(struct line *line, bool is_there, double value, unsigned n_decimals)
{
    cell_begin(line);
    if (is_there && isfinite(value))
        print_number(line->out, value, n_decimals);
}

/* ------------------------------------------------------- groups of columns */

/* A column's name in the header; an empty cell in the line of a text that was not read. */
static void head_cell(struct line *line, const char *own, struct span name)
{
    cell_begin(line);
    if (line->is_blank)
        return;
    print_text(line->out, own);
    print_bytes(line->out, name.ptr, name.len);
}

static void head_cells(struct line *line, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        head_cell(line, "", span_of(names[i]));
}

static void empty_cells(struct line *line, size_t n)
{
    while (n--)
        cell_begin(line);
}

#define N_OF(names) (sizeof(names) / sizeof *(names))

static const char *const scope_names[] = {"words_seen", "words_scored", "minutes", "slow_s", "typical_s", "fast_s"};

static void scope_head(struct line *line)
{
    head_cells(line, scope_names, N_OF(scope_names));
}

static void scope_cells(struct line *line, const struct qualm_result *result)
{
    const struct qualm_reading_time *time = &result->silent;
    cell_uint(line, result->words_seen);
    cell_uint(line, result->words_scored);
    if (time->absent) {
        empty_cells(line, 4);
        return;
    }
    cell_uint(line, time->minutes);
    cell_number(line, time->slow_s > 0, time->slow_s, 1);
    cell_number(line, time->typical_s > 0, time->typical_s, 1);
    cell_number(line, time->fast_s > 0, time->fast_s, 1);
}

static void counts_head(struct line *line)
{
    for (size_t i = 0; qualm_count_at(i); i++)
        head_cell(line, "", span_of(qualm_count_at(i)));
}

static void counts_cells(struct line *line, const struct qualm_result *result)
{
    for (size_t i = 0; qualm_count_at(i); i++)
        cell_uint(line, qualm_result_count(result, qualm_count_at(i)));
}

static void formulas_head(struct line *line)
{
    for (size_t i = 0; i < qualm_formula_count(); i++)
        head_cell(line, "", span_of(qualm_formula_at(i)->id));
}

static const struct qualm_readability *readability_find(const struct qualm_result *result, const char *id)
{
    for (size_t i = 0; i < result->n_readability; i++)
        if (strcmp(result->readability[i].formula->id, id) == 0)
            return &result->readability[i];
    return NULL;
}

static void formulas_cells(struct line *line, const struct qualm_result *result)
{
    for (size_t i = 0; i < qualm_formula_count(); i++) {
        const struct qualm_readability *each = readability_find(result, qualm_formula_at(i)->id);
        cell_number(line, each && !each->absent, each ? each->value : 0, 2);
    }
}

static const char *const judgement_names[] = {"grade", "grade_low", "grade_high", "density", "claim"};

static void judgement_head(struct line *line)
{
    head_cells(line, judgement_names, N_OF(judgement_names));
}

static void judgement_cells(struct line *line, const struct qualm_result *result)
{
    const struct qualm_grade *grade = &result->grade;
    cell_number(line, !grade->absent, grade->value, 2);
    cell_number(line, !grade->absent, grade->low, 2);
    cell_number(line, !grade->absent, grade->high, 2);
    cell_number(line, result->words_seen > 0, result->density, 2);
    cell_text(line, result->is_english ? (result->claim.level ? result->claim.level : "none") : NULL);
}

/* The family of a rule, where no rule in front of it has the same; else empty. */
static struct span new_family(size_t index)
{
    const char *id = qualm_rule_at(index)->id;
    const struct span family = {id, strcspn(id, "/")};
    for (size_t i = 0; i < index; i++) {
        const char *other = qualm_rule_at(i)->id;
        if (strncmp(other, id, family.len) == 0 && other[family.len] == '/')
            return (struct span){id, 0};
    }
    return family;
}

static void families_head(struct line *line)
{
    for (size_t i = 0; i < qualm_rule_count(); i++) {
        const struct span family = new_family(i);
        if (family.len)
            head_cell(line, "findings_", family);
    }
}

static void families_cells(struct line *line, const struct qualm_result *result)
{
    for (size_t i = 0; i < qualm_rule_count(); i++) {
        const struct span family = new_family(i);
        uint64_t n = 0;
        if (!family.len)
            continue;
        for (size_t k = 0; k < result->n_findings; k++) {
            const char *id = result->findings[k].rule->id;
            n += result->findings[k].state == QUALM_COUNTS && strncmp(id, family.ptr, family.len) == 0 &&
                 id[family.len] == '/';
        }
        cell_uint(line, n);
    }
}

static const char *const findings_names[] = {"errors",   "warnings",    "notes",        "suppressed",
                                             "accepted", "in_baseline", "outside_diff", "findings_dropped"};

static void findings_head(struct line *line)
{
    head_cells(line, findings_names, N_OF(findings_names));
}

static void findings_cells(struct line *line, const struct qualm_result *result)
{
    struct qualm_summary summary;
    qualm_summarise(result, QUALM_NOTE, &summary);
    cell_uint(line, summary.errors);
    cell_uint(line, summary.warnings);
    cell_uint(line, summary.notes);
    cell_uint(line, summary.suppressed);
    cell_uint(line, summary.accepted);
    cell_uint(line, summary.in_baseline);
    cell_uint(line, summary.outside_diff);
    cell_uint(line, result->n_findings_dropped);
}

/* In the order of the columns. Each writes its part of the header, and its cells. */
static const struct group {
    void (*head)(struct line *line);
    void (*cells)(struct line *line, const struct qualm_result *result);
} groups[] = {
    {counts_head, counts_cells},       {scope_head, scope_cells},       {formulas_head, formulas_cells},
    {judgement_head, judgement_cells}, {families_head, families_cells}, {findings_head, findings_cells},
};

/* ----------------------------------------------------------------- lines */

static const char *const origin_names[] = {"path", "title", "author", "date", "language", "edition", "status"};

static void header_print(struct printer *out, char separator)
{
    struct line line = {.out = out, .separator = separator};
    head_cells(&line, origin_names, N_OF(origin_names));
    for (size_t i = 0; i < N_OF(groups); i++)
        groups[i].head(&line);
    print_text(out, "\n");
}

static void line_print(struct printer *out, const struct qualm_result *result, char separator)
{
    struct line line = {.out = out, .separator = separator, .is_blank = result->n_errors > 0};
    cell_text(&line, result->path);
    cell_text(&line, result->title);
    cell_text(&line, result->author);
    cell_text(&line, result->date);
    cell_text(&line, result->language);
    cell_text(&line, qualm_edition());
    if (line.is_blank)
        cell_words(&line, "not read: ", result->errors[0].message);
    else
        cell_text(&line, result->has_no_rule ? "read, not judged: no rule is on" : "read");
    for (size_t i = 0; i < N_OF(groups); i++)
        if (line.is_blank)
            groups[i].head(&line);
        else
            groups[i].cells(&line, result);
    print_text(out, "\n");
}

static void csv_begin(struct qualm_report *report)
{
    header_print(&report->out, ',');
}

static void csv_document(struct printer *out, const struct qualm_report_options *options,
                         const struct qualm_result *result)
{
    (void)options;
    line_print(out, result, ',');
}

static void tsv_begin(struct qualm_report *report)
{
    header_print(&report->out, '\t');
}

static void tsv_document(struct printer *out, const struct qualm_report_options *options,
                         const struct qualm_result *result)
{
    (void)options;
    line_print(out, result, '\t');
}

const struct report_format report_csv = {
    .about = {.name = "csv", .summary = "a table with a line for each text (doc/csv.md)", .carries_errors = true},
    .begin = csv_begin,
    .document = csv_document,
};

const struct report_format report_tsv = {
    .about = {.name = "tsv", .summary = "the same table with tabs between its cells", .carries_errors = true},
    .begin = tsv_begin,
    .document = tsv_document,
};
