/* How the text of a block looked: what was set off in it, where lines broke, how code was indented. The clean text
 * knows nothing of this, and no count does.
 */
#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "qualm.h"

/* A mark that is open: how often, and which of the list it is. */
struct open_mark {
    unsigned depth;
    size_t index;
};

/* Zero-initialised keeps nothing. */
struct block_shape {
    bool is_kept;      /* someone will show the text; stays when the block is cleared */
    bool is_verbatim;  /* the block is code: all white space counts */
    struct qualm_mark *marks;
    size_t n_marks, marks_room;
    struct open_mark open[QUALM_N_MARKS];
    struct qualm_gap *gaps;
    size_t n_gaps, gaps_room;
    unsigned n_lines, n_columns; /* of the white space that was met and not yet written */
};

/* White space was met: a line break, or one sign of another kind. */
void shape_line(struct block_shape *shape);
void shape_blank(struct block_shape *shape, uint32_t code_point);
/* What was met is written as the space at `at`, or as nothing in front of the first byte. */
enum qualm_status shape_settle(struct block_shape *shape, size_t at);
/* What is written from here on, up to the end, is set off; inside another mark of its kind it is so already. */
enum qualm_status shape_begin(struct block_shape *shape, enum qualm_mark_kind kind, size_t at);
void shape_end(struct block_shape *shape, enum qualm_mark_kind kind, size_t at);
/* The block is over at `at`: what is still open ends. */
void shape_end_all(struct block_shape *shape, size_t at);
/* Goes on in the next block with what `before` had open, or had met and not written. */
enum qualm_status shape_go_on(struct block_shape *shape, const struct block_shape *before);
void shape_clear(struct block_shape *shape);
void shape_free(struct block_shape *shape);

#endif
