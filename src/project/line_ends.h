/* From lines as we count them to lines as git does: a diff knows no end of a line but the line feed, while a text may
 * have others (CR alone, U+0085, U+2028, U+2029). */
#ifndef PROJECT_LINE_ENDS_H
#define PROJECT_LINE_ENDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A text with more of them was made on another system; its lines are then not told apart. */
#define LINE_ENDS_MOST 1024

/* Made by assigning {.line = 1}. */
struct line_ends {
    bool is_encoding_named;          /* not UTF-8: which bytes end a line is known only for ASCII's */
    uint32_t line;                   /* that the next byte stands on, as we count */
    unsigned char before[2];         /* the two bytes in front of it, the newest first */
    uint32_t others[LINE_ENDS_MOST]; /* lines of ours that git does not end, going up */
    size_t n_others;
    bool is_opaque;                  /* a line of ours cannot be found in git's */
};

/* The bytes of a text as they are in its file, in pieces that may be cut anywhere. */
void line_ends_feed(struct line_ends *ends, const char *bytes, size_t n_bytes);
/* Git's line for one of ours; not to be asked when the text is opaque. */
uint32_t line_ends_find(const struct line_ends *ends, uint32_t line);

#endif
