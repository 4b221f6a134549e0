/* Checking the cells of corpus/: a bad row is named with path and line. */
#include <string.h>

#include "base/number.h"
#include "measure/formula.h"
#include "tablegen.h"

bool has_complaints;

void complain(const char *path, uint32_t line, const char *message, const char *subject)
{
    has_complaints = true;
    fprintf(stderr, "%s:%u: %s", path, (unsigned)line, message);
    if (subject)
        fprintf(stderr, " '%s'", subject);
    fputc('\n', stderr);
}

size_t kind_n_columns(const struct kind *kind)
{
    size_t n = 0;
    while (n < TSV_COLUMNS_MOST && kind->columns[n].name)
        n++;
    return n;
}

static bool is_choice(const char *choices, const char *cell)
{
    struct span rest = span_of(choices);
    struct span choice;
    while (span_next_part(&rest, ' ', &choice))
        if (span_is(choice, cell))
            return true;
    return false;
}

static const char *const count_names[] = {
#define COUNT(name, meaning) #name,
#define COUNTS_SHOWN
#include "measure/counts.def"
#undef COUNT
#undef COUNTS_SHOWN
};

static void check_formula(const char *path, uint32_t line, const char *cell)
{
    const struct formula_names names = {count_names, sizeof count_names / sizeof *count_names};
    struct formula_program program;
    char error[120] = "";
    if (formula_parse(span_of(cell), &names, &program, error, sizeof error))
        complain(path, line, error, cell);
}

static bool is_number(const char *cell)
{
    double value;
    return number_to_double(span_of(cell), &value);
}

static bool is_whole(const char *cell)
{
    uint64_t value;
    return number_to_uint(span_of(cell), &value);
}

static void check_example(const char *path, const struct tsv_row *row, const char *cell)
{
    char wanted[128];
    snprintf(wanted, sizeof wanted, "%.120s.", row->cells[0]);
    if (!strcasestr(cell, wanted))
        complain(path, row->line, "the example does not hold the row's word and a full stop:", cell);
}

static void check_cell(const char *path, const struct tsv_row *row, const struct column *column, const char *cell)
{
    const char *message = NULL;
    switch (column->type) {
    case CELL_TEXT:
        break;
    case CELL_ID:
        message = !*cell || strchr(cell, ' ') ? "is no id:" : NULL;
        break;
    case CELL_NEEDED:
    case CELL_PATTERN:
    case CELL_UNWRITTEN:
        message = *cell ? NULL : "this cell may not be empty:";
        break;
    case CELL_NUMBER:
        message = is_number(cell) ? NULL : "is no number:";
        break;
    case CELL_LOW:
    case CELL_HIGH:
        message = !*cell || is_number(cell) ? NULL : "is no number:";
        break;
    case CELL_COUNT:
        message = !*cell || is_whole(cell) ? NULL : "is no whole number:";
        break;
    case CELL_LEVEL:
        message = is_choice("-2 -1 0 1 2 3 4 5 6", cell) ? NULL : "is no level from -2 to 6:";
        break;
    case CELL_YES_NO:
        message = is_choice("yes no", cell) ? NULL : "is neither yes nor no:";
        break;
    case CELL_ONE_OF:
    case CELL_ENUM:
        message = is_choice(column->choices, cell) ? NULL : "is not one of the known words:";
        break;
    case CELL_FORMULA:
        check_formula(path, row->line, cell);
        break;
    case CELL_EXAMPLE:
        check_example(path, row, cell);
        break;
    }
    if (message) {
        char whole[160];
        snprintf(whole, sizeof whole, "column %s: %s", column->name, message);
        complain(path, row->line, whole, cell);
    }
}

static void check_unique(const char *path, const struct tsv *tsv)
{
    for (size_t i = 1; i < tsv->n_rows; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(tsv->rows[i].cells[0], tsv->rows[k].cells[0]) == 0)
                complain(path, tsv->rows[i].line, "stands twice:", tsv->rows[i].cells[0]);
}

bool kind_read(const struct kind *kind, const char *path, struct tsv *tsv)
{
    const char *names[TSV_COLUMNS_MOST];
    const size_t n = kind_n_columns(kind);
    for (size_t c = 0; c < n; c++)
        names[c] = kind->columns[c].name;
    struct tsv_error error = {0, ""};
    if (tsv_read(path, names, n, tsv, &error)) {
        complain(path, error.line, error.message[0] ? error.message : "out of memory", NULL);
        return false;
    }
    for (size_t r = 0; r < tsv->n_rows; r++)
        for (size_t c = 0; c < n; c++)
            check_cell(path, &tsv->rows[r], &kind->columns[c], tsv->rows[r].cells[c]);
    if (kind->columns[0].type == CELL_ID)
        check_unique(path, tsv);
    return true;
}

static bool has_id(const struct tsv *targets, struct span id)
{
    for (size_t i = 0; i < targets->n_rows; i++)
        if (span_is(id, targets->rows[i].cells[0]))
            return true;
    return false;
}

void check_references(const char *path, const struct tsv *tsv, size_t column, const struct tsv *targets,
                      const char *prefix)
{
    for (size_t r = 0; r < tsv->n_rows; r++) {
        struct span rest = span_of(tsv->rows[r].cells[column]);
        struct span id;
        while (span_next_part(&rest, ' ', &id)) {
            if (span_starts_with(id, prefix))
                id = (struct span){id.ptr + strlen(prefix), id.len - strlen(prefix)};
            if (id.len && !has_id(targets, id))
                complain(path, tsv->rows[r].line, "names something that is not there:", tsv->rows[r].cells[column]);
        }
    }
}

void check_word_list_head(const char *path, const char *bytes)
{
    static const char *const needed[] = {"# source: ", "# version: ", "# licence: ", "# sha256: "};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!strstr(bytes, needed[i]))
            complain(path, 1, "a word list must say in a comment", needed[i]);
}
