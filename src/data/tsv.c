/* Tables of text, cut in place: tabs and line feeds become NUL bytes. */
#include "data/tsv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define FILE_MOST ((size_t)64 * 1024 * 1024)

static enum qualm_status fail(struct tsv_error *error, size_t line, const char *message, const char *subject)
{
    error->line = (uint32_t)line;
    snprintf(error->message, sizeof error->message, subject ? "%s '%.80s'" : "%s", message, subject);
    return QUALM_ERR_ARGUMENT;
}

enum qualm_status file_read(const char *path, struct buffer *bytes, struct tsv_error *error)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return fail(error, 0, strerror(errno), NULL);
    char piece[8192];
    enum qualm_status status = QUALM_OK;
    size_t n;
    while (!status && (n = fread(piece, 1, sizeof piece, file)) > 0)
        status = bytes->n_bytes + n > FILE_MOST ? fail(error, 0, "larger than 64 MiB", NULL)
                                                : buffer_append(bytes, piece, n);
    if (!status && ferror(file))
        status = fail(error, 0, "cannot be read", NULL);
    if (!status)
        status = buffer_append(bytes, "", 0);
    fclose(file);
    return status;
}

static bool is_utf8(const char *bytes, size_t n_bytes)
{
    bool is_bad = false;
    for (size_t at = 0; at < n_bytes && !is_bad;)
        utf8_next_unchecked(bytes, n_bytes, &at, &is_bad);
    return !is_bad && (n_bytes == 0 || !memchr(bytes, 0, n_bytes));
}

/* Cuts one line at its tabs; false when it has too many cells. */
static bool row_cut(char *line, struct tsv_row *row, size_t *n_cells)
{
    *n_cells = 0;
    for (char *cell = line; cell; (*n_cells)++) {
        if (*n_cells == TSV_COLUMNS_MOST)
            return false;
        row->cells[*n_cells] = cell;
        char *tab = strchr(cell, '\t');
        if (tab)
            *tab++ = '\0';
        cell = tab;
    }
    return true;
}

static enum qualm_status header_check(const struct tsv_row *row, size_t n_cells, const char *const *columns,
                                      size_t n_columns, struct tsv_error *error)
{
    for (size_t i = 0; i < n_columns; i++)
        if (i >= n_cells || strcmp(row->cells[i], columns[i]) != 0)
            return fail(error, row->line, "the header row lacks, at its place, the column", columns[i]);
    return n_cells > n_columns ? fail(error, row->line, "unknown column", row->cells[n_columns]) : QUALM_OK;
}

/* Takes in one line that is no comment. */
static enum qualm_status row_add(struct tsv *tsv, const char *const *columns, struct tsv_row *row, char *line,
                                 bool *is_header, struct tsv_error *error)
{
    size_t n_cells;
    if (!row_cut(line, row, &n_cells))
        return fail(error, row->line, "too many cells", NULL);
    if (*is_header) {
        *is_header = false;
        return header_check(row, n_cells, columns, tsv->n_columns, error);
    }
    if (n_cells != tsv->n_columns) {
        char counts[64];
        snprintf(counts, sizeof counts, "%zu cells, the header has %zu", n_cells, tsv->n_columns);
        return fail(error, row->line, counts, NULL);
    }
    void *rows = tsv->rows;
    const enum qualm_status status = array_reserve(&rows, &tsv->rows_room, tsv->n_rows + 1, sizeof *tsv->rows);
    tsv->rows = rows;
    if (!status)
        tsv->rows[tsv->n_rows++] = *row;
    return status;
}

enum qualm_status tsv_read(const char *path, const char *const *columns, size_t n_columns, struct tsv *tsv,
                           struct tsv_error *error)
{
    enum qualm_status status = file_read(path, &tsv->bytes, error);
    if (status)
        return status;
    if (!is_utf8(tsv->bytes.bytes, tsv->bytes.n_bytes))
        return fail(error, 0, "is not UTF-8 text", NULL);
    tsv->n_columns = columns ? n_columns : 1;
    bool is_header = columns != NULL;
    uint32_t number = 0;
    for (char *line = tsv->bytes.bytes; line && *line && !status;) {
        char *end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        struct tsv_row row = {.line = ++number};
        if (*line && *line != '#')
            status = row_add(tsv, columns, &row, line, &is_header, error);
        line = end;
    }
    return status;
}

void tsv_free(struct tsv *tsv)
{
    buffer_free(&tsv->bytes);
    free(tsv->rows);
    *tsv = (struct tsv){0};
}
