/* Names of block kinds, and the way from clean text back to the source. */
#include "text/document.h"

#include <assert.h>

#include "base/utf8.h"

const char *block_kind_name(enum block_kind kind)
{
    static const char *const names[BLOCK_N_KINDS] = {
        [BLOCK_PARAGRAPH] = "paragraph",
        [BLOCK_TITLE] = "title",
        [BLOCK_HEADING] = "heading",
        [BLOCK_LIST_ITEM] = "list_item",
        [BLOCK_QUOTATION] = "quotation",
        [BLOCK_CODE] = "code",
        [BLOCK_TABLE_CELL] = "table_cell",
        [BLOCK_CAPTION] = "caption",
        [BLOCK_CITATION] = "citation",
        [BLOCK_FOOTNOTE] = "footnote",
        [BLOCK_FURNITURE] = "furniture",
    };
    assert(kind < BLOCK_N_KINDS);
    return names[kind];
}

/* The last run that starts at or before `clean`. */
static size_t run_find(const struct block *block, size_t clean, size_t hint)
{
    size_t low = 0;
    size_t high = block->n_runs;
    if (hint < block->n_runs && block->runs[hint].clean <= clean)
        low = hint;
    /* Rising calls find their run at the hint or right behind it. */
    for (unsigned i = 0; i < 2 && low + 1 < high && block->runs[low + 1].clean <= clean; i++)
        low++;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (block->runs[middle].clean <= clean)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static uint64_t source_start(const struct run *run, size_t clean)
{
    if (run->clean_unit == 0)
        return run->source;
    return run->source + (uint64_t)(clean - run->clean) / run->clean_unit * run->source_unit;
}

/* Where the source unit ends that the clean byte `clean` came from. */
static uint64_t source_end(const struct run *run, size_t clean)
{
    if (run->clean_unit == 0)
        return run->source + run->source_size;
    return source_start(run, clean) + run->source_unit;
}

struct qualm_span block_span(const struct block *block, size_t start, size_t end, size_t *hint)
{
    assert(start <= end && end <= block->n_bytes);
    if (block->n_runs == 0)
        return (struct qualm_span){0};
    const size_t first = run_find(block, start, hint ? *hint : 0);
    if (hint)
        *hint = first;
    const struct run *run = &block->runs[first];
    struct qualm_span span = {.start = source_start(run, start), .line = run->line, .column = run->column};
    if (run->clean_unit != 0)
        span.column += (uint32_t)utf8_count(block->text + run->clean, start - run->clean);
    span.end = span.start;
    if (end > start)
        span.end = source_end(&block->runs[run_find(block, end - 1, first)], end - 1);
    return span;
}
