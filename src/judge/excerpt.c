/* A bounded piece of one line around a place, for showing. */
#include "judge/judge.h"

#include <string.h>

#include "base/utf8.h"

/* Wide enough for two lines of a terminal, of which the printer takes what fits. */
#define EXCERPT_CODE_POINTS 160

static const char ellipsis[] = "\xE2\x80\xA6";

/* Moves `at` back by at most `n` code points, not below 0; returns how many are left. */
static size_t step_back(const char *text, size_t *at, size_t n)
{
    while (n && *at) {
        utf8_previous(text, at);
        n--;
    }
    return n;
}

static size_t step_on(const char *text, size_t n_bytes, size_t *at, size_t n)
{
    while (n && *at < n_bytes) {
        utf8_next(text, at);
        n--;
    }
    return n;
}

/* The window of whole words within [*low, *high) that still holds [start, end). */
static void trim_to_words(const struct block *block, size_t start, size_t end, size_t *low, size_t *high)
{
    const char *text = block->text;
    if (*low && text[*low - 1] != ' ') {
        const char *space = memchr(text + *low, ' ', start - *low);
        *low = space ? (size_t)(space - text) + 1 : start;
    }
    if (*high < block->n_bytes && text[*high] != ' ') {
        while (*high > end && text[*high] != ' ')
            (*high)--;
    }
}

enum qualm_status excerpt_make(struct arena *arena, const struct block *block, size_t start, size_t end,
                               struct qualm_excerpt *excerpt)
{
    /* Two are kept for the marks of what was left out. */
    size_t low = start;
    size_t high = start;
    size_t left = step_on(block->text, end, &high, EXCERPT_CODE_POINTS - 2);
    const size_t mark_end = high;
    const size_t before = start < end ? left / 2 : 0;
    const size_t unused = step_back(block->text, &low, before);
    left = step_on(block->text, block->n_bytes, &high, left - before + unused);
    if (before)
        step_back(block->text, &low, left);
    trim_to_words(block, start, mark_end, &low, &high);

    const size_t n_front = low ? strlen(ellipsis) : 0;
    const size_t n_back = high < block->n_bytes ? strlen(ellipsis) : 0;
    char *text = arena_alloc(arena, n_front + (high - low) + n_back + 1);
    if (!text)
        return QUALM_ERR_MEMORY;
    memcpy(text, ellipsis, n_front);
    memcpy(text + n_front, block->text + low, high - low);
    memcpy(text + n_front + (high - low), ellipsis, n_back);
    excerpt->text = text;
    excerpt->mark_start = (uint32_t)(start - low + n_front);
    excerpt->mark_end = (uint32_t)(mark_end - low + n_front);
    return QUALM_OK;
}
