/* tablegen: checks corpus/ and writes it as C tables. What its files share. */
#ifndef TOOLS_TABLEGEN_H
#define TOOLS_TABLEGEN_H

#include <stdbool.h>
#include <stdio.h>

#include "data/tsv.h"

/* How a cell is checked and written. */
enum cell_type {
    CELL_TEXT = 0,   /* anything, written as a string */
    CELL_ID,         /* not empty, no white space, different in each row */
    CELL_NEEDED,     /* text that is not empty */
    CELL_NUMBER,     /* decimal number */
    CELL_LOW,        /* decimal number; empty: no lower bound */
    CELL_HIGH,       /* decimal number; empty: no upper bound */
    CELL_COUNT,      /* whole number; empty: 0 */
    CELL_LEVEL,      /* -2 to 6 */
    CELL_YES_NO,
    CELL_ONE_OF,     /* one of `choices` (space-separated), written as a string */
    CELL_ENUM,       /* one of `choices`, written as `prefix` and its upper-case name */
    CELL_FORMULA,    /* parses over the counts of measure/counts.def */
    CELL_PATTERN,    /* not empty; its leads are written too */
    CELL_UNWRITTEN,  /* not empty, for the readers of the corpus only */
    CELL_EXAMPLE,    /* checked, not written: holds the row's first cell followed by a full stop */
};

struct column {
    const char *name; /* of the header row */
    enum cell_type type;
    const char *choices, *prefix;
    const char *member; /* of the struct; NULL: as the name */
};

/* One kind of file. */
struct kind {
    const char *file;    /* its name below corpus/ or corpus/lang/TAG/ */
    const char *struct_name;
    struct column columns[TSV_COLUMNS_MOST];
};

/* Prints "path:line: message 'subject'" and remembers that something was wrong. */
void complain(const char *path, uint32_t line, const char *message, const char *subject);
extern bool has_complaints;

size_t kind_n_columns(const struct kind *kind);
/* Reads and checks a file of a kind; false after a complaint. */
bool kind_read(const struct kind *kind, const char *path, struct tsv *tsv);
/* Every space-separated id in a cell must be the first cell of a row, but for `prefix` before it. */
void check_references(const char *path, const struct tsv *tsv, size_t column, const struct tsv *targets,
                      const char *prefix);
/* A word list must say source, version, licence and sha256 in its comments. */
void check_word_list_head(const char *path, const char *bytes);

/* tablegen_syntax.c: past the character class, or the group, that opens at `at`. */
const char *syntax_class_end(const char *at);
const char *syntax_group_end(const char *at);
/* Past what may stand behind an atom: ?, *, +, {…} and their lazy or possessive mark. */
const char *syntax_quantifier_end(const char *at, bool *is_optional, bool *is_repeated);
/* Past the end of the group that a '|' or ')' at `at` belongs to; the end of the pattern where there is none. */
const char *syntax_enclosing_end(const char *at);
/* Where the inside of a plain or named group starts; NULL for other kinds. */
const char *syntax_group_inside(const char *at);
bool syntax_is_look_around(const char *at);
/* Past an atom that is of digits, dots and commas only, with its quantifier; NULL where it is not. */
const char *syntax_number_end(const char *at);
/* Past the sign, escaped or not, or the class of signs at `at`; NULL where it is none. */
const char *syntax_sign_end(const char *at);
/* A sign (ASCII, no letter, digit, space or apostrophe) that every hit of a pattern holds, '0' for any of Unicode's
 * decimal digits; '\0' where none is known. */
char syntax_needed_sign(const char *pattern);
/* Whether what is between could match a text with a space in it; true when in doubt. */
bool syntax_spans_space(const char *at, const char *end);

void write_string(FILE *out, const char *text);
/* The member `leads` of a row with this pattern (tablegen_leads.c). */
void write_leads(FILE *out, const char *pattern);
/* The pattern with its alternatives factored (tablegen_factor.c), appended to `out`. */
void factor_pattern(struct buffer *out, const char *pattern);
/* The rows as members of an array initialiser; `extra` is a member text put into each, or NULL. */
void write_rows(FILE *out, const struct kind *kind, const struct tsv *tsv, const char *extra);
/* A sorted `static const char *const NAME_words[]` and a struct data_words initialiser is left to the caller. */
void write_words(FILE *out, const char *name, const char **words, size_t n_words);

#endif
