/* Keeps what of a block's looks the clean text has not. */
#include "text/shape.h"

#include <stdlib.h>

#include "base/buffer.h"

/* Columns from one tab stop to the next, as most pages show code. */
#define TAB_COLUMNS 4u

void shape_line(struct block_shape *shape)
{
    shape->n_lines++;
    shape->n_columns = 0;
}

void shape_blank(struct block_shape *shape, uint32_t code_point)
{
    if (!shape->is_verbatim)
        return;
    if (code_point == '\n')
        shape_line(shape);
    else if (code_point == '\t')
        shape->n_columns += TAB_COLUMNS - shape->n_columns % TAB_COLUMNS;
    else
        shape->n_columns++;
}

static uint16_t bounded(unsigned n)
{
    return n < UINT16_MAX ? (uint16_t)n : UINT16_MAX;
}

/* Whether the white space that was met is told by the one space that stands for it, or by none at the start. */
static bool is_plain(const struct block_shape *shape, size_t at)
{
    if (at == 0 && (!shape->is_verbatim || shape->n_columns))
        return !shape->is_verbatim;
    return shape->n_lines == 0 && (!shape->is_verbatim || shape->n_columns < 2);
}

enum qualm_status shape_settle(struct block_shape *shape, size_t at)
{
    const struct qualm_gap gap = {(uint32_t)at, bounded(shape->n_lines), bounded(shape->n_columns)};
    const bool is_told = is_plain(shape, at);
    shape->n_lines = shape->n_columns = 0;
    if (is_told || !shape->is_kept)
        return QUALM_OK;
    const enum qualm_status status =
        array_reserve((void **)&shape->gaps, &shape->gaps_room, shape->n_gaps + 1, sizeof *shape->gaps);
    if (!status)
        shape->gaps[shape->n_gaps++] = gap;
    return status;
}

enum qualm_status shape_begin(struct block_shape *shape, enum qualm_mark_kind kind, size_t at)
{
    struct open_mark *open = &shape->open[kind];
    if (!shape->is_kept || open->depth++)
        return QUALM_OK;
    const enum qualm_status status =
        array_reserve((void **)&shape->marks, &shape->marks_room, shape->n_marks + 1, sizeof *shape->marks);
    if (status) {
        open->depth = 0;
        return status;
    }
    open->index = shape->n_marks++;
    shape->marks[open->index] = (struct qualm_mark){kind, (uint32_t)at, (uint32_t)at};
    return QUALM_OK;
}

void shape_end(struct block_shape *shape, enum qualm_mark_kind kind, size_t at)
{
    struct open_mark *open = &shape->open[kind];
    if (open->depth == 0 || --open->depth)
        return;
    struct qualm_mark *mark = &shape->marks[open->index];
    if (at > mark->start)
        mark->end = (uint32_t)at;
}

void shape_end_all(struct block_shape *shape, size_t at)
{
    for (unsigned kind = 0; kind < QUALM_N_MARKS; kind++) {
        if (shape->open[kind].depth)
            shape->open[kind].depth = 1;
        shape_end(shape, (enum qualm_mark_kind)kind, at);
    }
}

enum qualm_status shape_go_on(struct block_shape *shape, const struct block_shape *before)
{
    enum qualm_status status = QUALM_OK;
    shape->is_verbatim = before->is_verbatim;
    shape->n_lines = before->n_lines;
    shape->n_columns = before->n_columns;
    for (unsigned kind = 0; kind < QUALM_N_MARKS && !status; kind++) {
        if (before->open[kind].depth == 0)
            continue;
        status = shape_begin(shape, (enum qualm_mark_kind)kind, 0);
        shape->open[kind].depth = status ? 0 : before->open[kind].depth;
    }
    return status;
}

void shape_clear(struct block_shape *shape)
{
    shape->is_verbatim = false;
    shape->n_marks = shape->n_gaps = 0;
    shape->n_lines = shape->n_columns = 0;
    for (unsigned kind = 0; kind < QUALM_N_MARKS; kind++)
        shape->open[kind].depth = 0;
}

void shape_free(struct block_shape *shape)
{
    free(shape->marks);
    free(shape->gaps);
    *shape = (struct block_shape){.is_kept = false};
}
