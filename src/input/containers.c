/* The stack of open containers. */
#include "input/containers.h"

static struct open_container *innermost_open(struct containers *containers)
{
    const unsigned depth = containers->depth;
    return depth && depth <= QUALM_CONTAINERS_MOST ? &containers->open[depth - 1] : NULL;
}

/* The number of what is entered, by what it stands in. */
static unsigned number_next(struct open_container *outer, enum qualm_container_kind kind)
{
    const bool counts = kind == QUALM_IN_ROW || kind == QUALM_IN_CELL ||
                        (kind == QUALM_IN_ITEM && outer && outer->as.kind == QUALM_IN_NUMBERED_LIST);
    return counts && outer ? outer->next++ : 0;
}

/* Only these hold text; what stands in a list or a table and in no item or cell is beside it. */
static bool holds_text(enum qualm_container_kind kind)
{
    return kind == QUALM_IN_ITEM || kind == QUALM_IN_CELL || kind == QUALM_IN_QUOTATION;
}

/* What an item, a row or a cell stands in; anything else stands in what holds text. */
static bool may_hold(enum qualm_container_kind outer, enum qualm_container_kind kind)
{
    switch (kind) {
    case QUALM_IN_ITEM:
        return outer == QUALM_IN_LIST || outer == QUALM_IN_NUMBERED_LIST;
    case QUALM_IN_ROW:
        return outer == QUALM_IN_TABLE;
    case QUALM_IN_CELL:
        return outer == QUALM_IN_ROW;
    default:
        return holds_text(outer);
    }
}

/* Leaves the tags that cannot hold such a container. Whether what is innermost then can. */
static bool make_room(struct containers *containers, enum qualm_container_kind kind)
{
    unsigned depth = containers->depth;
    if (depth > QUALM_CONTAINERS_MOST)
        return false;
    while (depth && containers->open[depth - 1].is_tag && !may_hold(containers->open[depth - 1].as.kind, kind))
        depth--;
    const bool has_holder = depth && may_hold(containers->open[depth - 1].as.kind, kind);
    const bool needs_holder = kind == QUALM_IN_ITEM || kind == QUALM_IN_ROW || kind == QUALM_IN_CELL;
    if (has_holder || !needs_holder)
        containers->depth = depth;
    return has_holder || !needs_holder;
}

void containers_enter(struct containers *containers, enum qualm_container_kind kind, unsigned number)
{
    make_room(containers, kind);
    struct open_container *outer = innermost_open(containers);
    if (containers->depth++ >= QUALM_CONTAINERS_MOST)
        return;
    containers->open[containers->depth - 1] = (struct open_container){
        .as = {.kind = kind, .number = kind == QUALM_IN_TABLE ? number : number_next(outer, kind)},
        .next = kind == QUALM_IN_NUMBERED_LIST ? number : 1,
    };
}

void containers_set_cell(struct containers *containers, bool is_header, enum qualm_align align)
{
    struct open_container *cell = innermost_open(containers);
    if (!cell)
        return;
    cell->as.is_header = is_header;
    cell->as.align = align;
}

void containers_set_task(struct containers *containers, enum qualm_task task)
{
    struct open_container *item = innermost_open(containers);
    if (item)
        item->as.task = task;
}

/* With what tags opened inside of it. */
void containers_leave(struct containers *containers)
{
    while (containers->depth && containers->depth <= QUALM_CONTAINERS_MOST &&
           containers->open[containers->depth - 1].is_tag)
        containers->depth--;
    if (containers->depth)
        containers->depth--;
}

void containers_enter_tag(struct containers *containers, enum qualm_container_kind kind, bool is_header)
{
    if (containers->depth >= QUALM_CONTAINERS_MOST || !make_room(containers, kind))
        return;
    containers_enter(containers, kind, kind == QUALM_IN_NUMBERED_LIST);
    containers->open[containers->depth - 1].is_tag = true;
    if (kind == QUALM_IN_CELL)
        containers_set_cell(containers, is_header, QUALM_ALIGN_NONE);
}

void containers_leave_tag(struct containers *containers, enum qualm_container_kind kind)
{
    unsigned depth = containers->depth <= QUALM_CONTAINERS_MOST ? containers->depth : 0;
    while (depth && containers->open[depth - 1].is_tag && containers->open[depth - 1].as.kind != kind)
        depth--;
    if (depth && containers->open[depth - 1].is_tag)
        containers->depth = depth - 1;
}

enum qualm_status containers_innermost(struct containers *containers, const struct qualm_container **innermost)
{
    const struct qualm_container *outer = NULL;
    unsigned depth = containers->depth < QUALM_CONTAINERS_MOST ? containers->depth : QUALM_CONTAINERS_MOST;
    while (depth && !holds_text(containers->open[depth - 1].as.kind))
        depth--;
    for (unsigned i = 0; containers->arena && i < depth; i++) {
        struct open_container *open = &containers->open[i];
        if (!open->made) {
            struct qualm_container *made = arena_alloc(containers->arena, sizeof *made);
            if (!made)
                return QUALM_ERR_MEMORY;
            *made = open->as;
            made->parent = outer;
            open->made = made;
        }
        outer = open->made;
    }
    *innermost = outer;
    return QUALM_OK;
}
