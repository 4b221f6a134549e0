/* Hides from the Markdown parser what is no Markdown: comments, template tags, footnote marks. What is hidden is
 * filled in place, so that offsets stay; and what would make the parser slow is made plain text.
 */
#ifndef INPUT_MASK_H
#define INPUT_MASK_H

#include "input/suppressions.h"

enum mask_kind {
    MASK_GONE = 0, /* vanishes from the text */
    MASK_FOOTNOTE, /* vanishes, and the text behind it is a footnote */
};

struct mask {
    size_t start, end;
    enum mask_kind kind;
};

/* Zero-initialised is ready. */
struct masks {
    struct mask *items; /* by start, apart from each other */
    size_t n_items, room;
};

/* Fills `copy` with the window's text from `from` on, masked; it has room for n_bytes + 1. Comments that speak to qualm
 * go to `suppressions`. */
enum qualm_status mask_markdown(const struct checked_text *window, size_t from, struct document_sink *sink,
                                struct suppressions *suppressions, struct masks *masks, char *copy);
/* The mask that holds `at`, else the first behind it; n_items when there is none. `hint` is the last answer. */
size_t masks_find(const struct masks *masks, size_t at, size_t hint);
void masks_free(struct masks *masks);

#endif
