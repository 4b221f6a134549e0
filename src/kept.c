/* The text of a result that keeps it: its blocks, and which sentences are theirs. */
#include <string.h>

#include "analysis.h"

static void *items_copy(struct arena *arena, const void *items, size_t n, size_t size)
{
    void *copy = arena_array(arena, n, size);
    if (copy && n)
        memcpy(copy, items, n * size);
    return copy;
}

enum qualm_status kept_add(struct qualm_analysis *analysis, const struct block *block, uint32_t *index)
{
    *index = QUALM_NO_BLOCK;
    if (!analysis->engine->keep_text)
        return QUALM_OK;
    if (analysis->blocks.n == QUALM_NO_BLOCK)
        return QUALM_ERR_TOO_LARGE;
    struct arena *arena = &analysis->owned->arena;
    const struct qualm_block kept = {
        .kind = block_kind_name(block->kind),
        .level = block->level,
        .text = arena_copy(arena, block->text, block->n_bytes),
        .n_bytes = block->n_bytes,
        .is_continued = block->is_continued,
        .container = block->container,
        .marks = items_copy(arena, block->marks, block->n_marks, sizeof *block->marks),
        .n_marks = block->n_marks,
        .gaps = items_copy(arena, block->gaps, block->n_gaps, sizeof *block->gaps),
        .n_gaps = block->n_gaps,
    };
    if (!kept.text || !kept.marks || !kept.gaps)
        return QUALM_ERR_MEMORY;
    *index = (uint32_t)analysis->blocks.n;
    return list_add(&analysis->blocks, &kept, sizeof kept);
}

/* Sentences are in the order of the source by now. */
static void sentences_share(const struct qualm_result *result, struct qualm_block *blocks)
{
    for (size_t i = 0; i < result->n_sentences; i++) {
        struct qualm_block *block = &blocks[result->sentences[i].block];
        if (!block->n_sentences)
            block->first_sentence = i;
        block->n_sentences = i + 1 - block->first_sentence;
    }
}

enum qualm_status kept_finish(struct qualm_analysis *analysis, struct qualm_result *result)
{
    const struct list *kept = &analysis->blocks;
    if (!kept->n)
        return QUALM_OK;
    struct qualm_block *blocks = arena_array(&analysis->owned->arena, kept->n, sizeof *blocks);
    if (!blocks)
        return QUALM_ERR_MEMORY;
    memcpy(blocks, kept->items, kept->n * sizeof *blocks);
    sentences_share(result, blocks);
    result->blocks = blocks;
    result->n_blocks = kept->n;
    return QUALM_OK;
}
