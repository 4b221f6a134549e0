/* Writing checked cells as C. */
#include <stdlib.h>
#include <string.h>

#include "base/span.h"
#include "tablegen.h"

void write_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        /* "?" too: two of them would begin a trigraph. */
        if (*p == '"' || *p == '\\' || *p == '?')
            fprintf(out, "\\%c", *p);
        else if (*p < 0x20 || *p >= 0x7F)
            fprintf(out, "\\%03o", *p);
        else
            fputc(*p, out);
    }
    fputc('"', out);
}

static void write_upper(FILE *out, const char *text)
{
    for (; *text; text++)
        fputc(*text >= 'a' && *text <= 'z' ? *text - 'a' + 'A' : *text, out);
}

static void write_pattern(FILE *out, const char *pattern)
{
    struct buffer factored = {0};
    factor_pattern(&factored, pattern);
    write_string(out, factored.bytes);
    buffer_free(&factored);
}

static void write_value(FILE *out, const struct column *column, const char *cell)
{
    switch (column->type) {
    case CELL_NUMBER:
    case CELL_LEVEL:
        fputs(cell, out);
        break;
    case CELL_LOW:
        fputs(*cell ? cell : "-1e30", out);
        break;
    case CELL_HIGH:
        fputs(*cell ? cell : "1e30", out);
        break;
    case CELL_COUNT:
        fputs(*cell ? cell : "0", out);
        break;
    case CELL_YES_NO:
        fputs(strcmp(cell, "yes") == 0 ? "true" : "false", out);
        break;
    case CELL_PATTERN:
        write_pattern(out, cell);
        break;
    case CELL_ENUM:
        fputs(column->prefix, out);
        write_upper(out, cell);
        break;
    default:
        write_string(out, cell);
        break;
    }
}

void write_rows(FILE *out, const struct kind *kind, const struct tsv *tsv, const char *extra)
{
    const size_t n = kind_n_columns(kind);
    for (size_t r = 0; r < tsv->n_rows; r++) {
        fputs("    {", out);
        for (size_t c = 0; c < n; c++) {
            if (kind->columns[c].type == CELL_EXAMPLE || kind->columns[c].type == CELL_UNWRITTEN)
                continue;
            const struct column *column = &kind->columns[c];
            fprintf(out, ".%s = ", column->member ? column->member : column->name);
            write_value(out, column, tsv->rows[r].cells[c]);
            fputs(", ", out);
            if (column->type == CELL_PATTERN)
                write_leads(out, tsv->rows[r].cells[c]);
        }
        fprintf(out, "%s},\n", extra ? extra : "");
    }
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void write_words(FILE *out, const char *name, const char **words, size_t n_words)
{
    if (n_words)
        qsort(words, n_words, sizeof *words, compare_words);
    fprintf(out, "static const char *const %s[] = {\n", name);
    for (size_t i = 0; i < n_words; i++) {
        fputs("    ", out);
        write_string(out, words[i]);
        fputs(",\n", out);
    }
    fputs("    0,\n};\n", out);
}
