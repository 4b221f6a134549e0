/* Lines of plain text: where they end and what their shape says. */
#ifndef INPUT_LINES_H
#define INPUT_LINES_H

#include "base/span.h"
#include "text/checked.h"

/* A line over this is no line of hard-wrapped text. */
#define WRAPPED_LINE_MOST 100u

struct line {
    size_t start, end;   /* without white space at both ends and without a list marker */
    size_t mark;         /* where a list marker starts; `start` if there is none */
    size_t next;         /* where the next line starts */
    uint32_t n_points;   /* code points with the indent, without white space at the end */
    uint32_t first_word; /* code points of its first word */
    uint32_t indent;     /* code points of white space in front */
    uint32_t body;       /* column at which the text behind a list marker starts, from 0 */
    bool is_blank;
    bool is_list;        /* starts with a list marker */
    bool is_rule;        /* no letter or digit: "-----", "* * *" */
    bool is_open;        /* no line end within the bound: more of the same line follows at `next` */
    bool starts_lower;   /* its first letter is in lower case */
    bool is_loose;       /* part of a wrapped paragraph although the line above had room for its first word */
};

/* Reads the line at `at`, at most `most` bytes of it; what it shows is the same for any window that holds as much. */
void line_read(const struct checked_text *window, size_t at, size_t most, struct line *line);
/* Whether the lines are one hard-wrapped paragraph; says which of them are loose. `is_whole` is false where more lines
 * of the paragraph follow: then the last one is held to the rule as well as it can be. `width` is the longest line of
 * the wrapped paragraphs before, or 0: two lines need lower case, or a first one that is full by it. */
bool lines_are_wrapped(const struct checked_text *window, struct line *lines, size_t n_lines, bool is_whole,
                       uint32_t *width);
/* Takes the list marker for a word: a dash or a number that a wrapped line happens to begin with. */
void line_unmark(const struct checked_text *window, struct line *line);
/* Whether a line is the address of a page and nothing else: no program wraps it, however long it is. */
bool line_is_address(const struct checked_text *window, const struct line *line);
/* Whether a line is none of hard-wrapped text: too long, and no address. */
bool line_is_long(const struct checked_text *window, const struct line *line);
/* Whether the first word of the line behind `line` had no room in it to speak of, where lines are so wide. */
bool line_is_full(const struct line *line, uint32_t width);
/* The lines as one, from where the first of them starts to where the last one ends. */
struct line lines_joined(const struct line *lines, size_t n_lines);
/* Whether a line has fewer words than `n_words`. */
bool line_is_short(const struct checked_text *window, const struct line *line, size_t n_words);
/* Whether a line is a piece of text and no sentence: short, without an end, and in no list. */
bool line_is_fragment(const struct checked_text *window, const struct line *line);
/* Whether a line is code, data or a drawing: it has a sign of such for every eight letters. */
bool line_is_code(const struct checked_text *window, const struct line *line);
/* Whether a fragment may be a heading: it begins with a word or a number and has a word, and opens no list itself. */
bool line_may_head(struct span fragment);
/* Whether a line has the shape of a title. */
bool line_is_title(const struct checked_text *window, const struct line *line);
/* Writes line ends other than LF and CR as LF, with spaces in front where they are longer, so that offsets stay. The
 * text is followed by a NUL. */
void lines_normalise(char *text, size_t n_bytes);

#endif
