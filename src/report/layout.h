/* Columns and colours for the report that a person reads: knows at which column the line stands, cuts and wraps by
 * display width, and sets colour only when asked. */
#ifndef REPORT_LAYOUT_H
#define REPORT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/printer.h"
#include "base/span.h"

enum tint {
    TINT_PLAIN = 0,
    TINT_STRONG, /* headings, figures */
    TINT_FAINT,  /* what may be skipped: ids, asides */
    TINT_NOTE,
    TINT_WARNING,
    TINT_ERROR,
};

struct layout {
    struct printer *out;
    size_t n_columns; /* of the page */
    size_t column;    /* where the line stands, from 0 */
    bool has_color;
    bool cuts_paths; /* who reads a pipe or a file wants them whole */
};

/* `n_columns` of 0 is 80; fewer than 40 are taken as 40, so that every line has room for words. */
void layout_init(struct layout *page, struct printer *out, const struct qualm_report_options *options);

void put_tint(struct layout *page, enum tint tint);
/* Our own words. */
void put(struct layout *page, const char *text);
void put_in(struct layout *page, enum tint tint, const char *text);
void put_uint(struct layout *page, uint64_t value);
/* Right-aligned so that it ends before `column`. */
void put_uint_before(struct layout *page, size_t column, uint64_t value);
void put_before(struct layout *page, size_t column, const char *text);
/* Words of a document, on this line whatever their width. */
void put_safe(struct layout *page, struct span text);
/* Spaces up to `column`; none when it is passed. */
void put_to(struct layout *page, size_t column);
void put_line_end(struct layout *page);

/* Words of any origin that flow over as many lines as they take, broken at spaces; a word longer than a line is broken
 * too. Lines after the first begin at column `indent`. The last line is left open. */
#define PARAGRAPH_WORD 256
struct paragraph {
    struct layout *page;
    size_t indent;
    char word[PARAGRAPH_WORD]; /* not put yet: it may go on */
    size_t n_bytes;
    bool is_begun;  /* words stand before: a space comes first */
    bool is_inside; /* the start of this word is put already */
    bool is_kept_together; /* for the caller to set: what is added now is not broken at spaces */
};
struct paragraph paragraph_begin(struct layout *page, size_t indent);
void paragraph_add(struct paragraph *paragraph, const char *text);
void paragraph_add_uint(struct paragraph *paragraph, uint64_t value);
/* "3 notes", "1 note", and "no notes" for 0. */
void paragraph_add_counted(struct paragraph *paragraph, uint64_t n, const char *noun);
void paragraph_add_duration(struct paragraph *paragraph, double seconds);
void paragraph_end(struct paragraph *paragraph);

/* Columns that put_safe takes. */
size_t text_columns(struct span text);
/* The longest start, and the longest end, of `text` in `n_columns`: whole words, but where a word is very long (or the
 * script has no spaces) whole characters. */
struct span text_fit(struct span text, size_t n_columns);
struct span text_fit_end(struct span text, size_t n_columns);
/* Puts `text`, cut at the end with "…" when it takes more than `n_columns`. */
void put_cut(struct layout *page, struct span text, size_t n_columns);
/* Puts a path; where paths are cut and it takes more than `n_columns`, with "…" in its middle. */
void put_path(struct layout *page, const char *path, size_t n_columns);

#endif
