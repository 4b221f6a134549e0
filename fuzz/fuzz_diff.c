/* Fuzzes the reader of unified diffs: whole and in pieces it says the same, and lines come in order. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "project/changes.h"

static void must(int is_so)
{
    if (!is_so)
        abort();
}

static enum qualm_status read_in_pieces(const char *bytes, size_t size, size_t step, struct change_list *list)
{
    struct complaint why;
    struct diff_reader *reader;
    enum qualm_status status = QUALM_OK;
    must(diff_reader_new("fuzz", list, &why, &reader) == QUALM_OK);
    for (size_t at = 0; at < size && !status; at += step)
        status = diff_read(reader, bytes + at, size - at < step ? size - at : step);
    if (!status)
        status = diff_finish(reader);
    must(status == QUALM_OK || status == QUALM_ERR_ARGUMENT);
    diff_reader_free(reader);
    return status;
}

/* Ranges are sorted, and each of their lines is touched. */
static void change_check(const struct change *change)
{
    must(change->path != NULL && (change->is_new || change->old_path));
    for (size_t i = 0; i < change->n_ranges; i++) {
        const struct line_range *range = &change->ranges[i];
        must(range->first > 0 && range->first <= range->last);
        must(i == 0 || range[-1].last <= range->first);
        must(change_touches(change, range->first, range->last));
        must(!range->is_gap || range->last == range->first + 1);
    }
}

static void changes_compare(const struct change_list *one, const struct change_list *two)
{
    must(one->n == two->n);
    for (size_t i = 0; i < one->n; i++) {
        change_check(&one->items[i]);
        must(strcmp(one->items[i].path, two->items[i].path) == 0);
        must(one->items[i].n_ranges == two->items[i].n_ranges);
    }
}

static void list_free(struct change_list *list)
{
    free(list->items);
    arena_clear(&list->arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct change_list whole = {0};
    struct change_list pieces = {0};
    const size_t step = size ? 1 + data[size - 1] % 7 : 1;
    const enum qualm_status status = read_in_pieces((const char *)data, size, size + 1, &whole);
    must(read_in_pieces((const char *)data, size, step, &pieces) == status);
    if (!status)
        changes_compare(&whole, &pieces);
    list_free(&whole);
    list_free(&pieces);
    return 0;
}
