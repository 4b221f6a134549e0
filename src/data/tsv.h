/* Reading the tables of corpus/: UTF-8 lines, cells between tabs, comments from '#', a header row that names the
 * columns. Cells are raw: a backslash is a backslash.
 */
#ifndef DATA_TSV_H
#define DATA_TSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/span.h"

#define TSV_COLUMNS_MOST 16

struct tsv_row {
    uint32_t line;
    const char *cells[TSV_COLUMNS_MOST]; /* NUL-terminated; "" for an empty one */
};

/* Owns its bytes and rows; zero-initialised is empty. */
struct tsv {
    struct buffer bytes;
    struct tsv_row *rows;
    size_t n_rows, rows_room;
    size_t n_columns;
};

/* Where reading failed: line 0 when the file could not be read at all. */
struct tsv_error {
    uint32_t line;
    char message[160];
};

/* Reads a whole file of at most 64 MiB. */
enum qualm_status file_read(const char *path, struct buffer *bytes, struct tsv_error *error);
/* `columns` are the names that the header row must have, in order. With none (NULL) every line is a row and there
 * is no header. Well-formed UTF-8 is required. */
enum qualm_status tsv_read(const char *path, const char *const *columns, size_t n_columns, struct tsv *tsv,
                           struct tsv_error *error);
void tsv_free(struct tsv *tsv);

#endif
