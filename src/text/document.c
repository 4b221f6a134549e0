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

/* The end of a span whose last byte, in front of `end`, is in `run`. */
static void span_end(const struct block *block, const struct run *run, size_t end, struct qualm_span *span)
{
    const bool is_whole = run->clean_unit == 0;
    span->end = source_end(run, end - 1);
    span->end_line = run->line;
    span->end_column =
        run->column + (is_whole ? run->n_columns : (uint32_t)utf8_count(block->text + run->clean, end - run->clean));
    span->end_byte_column = run->byte_column + (is_whole ? run->n_byte_columns : (uint32_t)(end - run->clean));
}

static void span_end_at_start(struct qualm_span *span)
{
    span->end = span->start;
    span->end_line = span->line;
    span->end_column = span->column;
    span->end_byte_column = span->byte_column;
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
    struct qualm_span span = {
        .start = source_start(run, start), .line = run->line, .column = run->column, .byte_column = run->byte_column};
    if (run->clean_unit != 0) {
        span.column += (uint32_t)utf8_count(block->text + run->clean, start - run->clean);
        span.byte_column += (uint32_t)(start - run->clean);
    }
    if (end > start)
        span_end(block, &block->runs[run_find(block, end - 1, first)], end, &span);
    else
        span_end_at_start(&span);
    return span;
}
