/* Lists, quotations and tables that are open around a block, as a reader meets them. What holds a block becomes a
 * container of the result, and only where someone will show the text.
 */
#ifndef INPUT_CONTAINERS_H
#define INPUT_CONTAINERS_H

#include "base/arena.h"
#include "qualm.h"

struct open_container {
    struct qualm_container as;
    const struct qualm_container *made; /* NULL: nothing stood in it so far */
    unsigned next;                      /* the number of the next item, row or cell in it */
    bool is_tag;                        /* a tag opened it, which nobody may close */
};

/* Zero-initialised is ready, and makes nothing. */
struct containers {
    struct arena *arena; /* of what is made; NULL: nothing is */
    struct open_container open[QUALM_CONTAINERS_MOST];
    unsigned depth;      /* open ones, those that are not told apart included */
};

/* `number` is of the first item of a numbered list, or how many columns a table has. Items, rows and cells are counted
 * here. */
void containers_enter(struct containers *containers, enum qualm_container_kind kind, unsigned number);
/* Of the cell that was entered last. */
void containers_set_cell(struct containers *containers, bool is_header, enum qualm_align align);
/* Of the item that was entered last. */
void containers_set_task(struct containers *containers, enum qualm_task task);
void containers_leave(struct containers *containers);
/* The same for tags, which may come in any order: what cannot hold what is entered is left, and so is all that is
 * inside of what is left. */
void containers_enter_tag(struct containers *containers, enum qualm_container_kind kind, bool is_header);
void containers_leave_tag(struct containers *containers, enum qualm_container_kind kind);
/* NULL: there is none, or nobody wants to know. */
enum qualm_status containers_innermost(struct containers *containers, const struct qualm_container **innermost);

#endif
