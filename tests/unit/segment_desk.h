/* A segmenter for tests, and short ways to ask it. */
#ifndef TESTS_UNIT_SEGMENT_DESK_H
#define TESTS_UNIT_SEGMENT_DESK_H

#include <stdio.h>

#include "base/buffer.h"
#include "segment/segment.h"

static struct segment_rules *desk_rules;
static struct segmenter *desk_segmenter;

static int desk_open(void **state)
{
    (void)state;
    segment_seal_icu();
    return segment_rules_new(&desk_rules) || segmenter_new(desk_rules, &desk_segmenter);
}

static int desk_close(void **state)
{
    (void)state;
    segmenter_free(desk_segmenter);
    segment_rules_free(desk_rules);
    return 0;
}

static inline struct segments desk_cut(const char *tag, const struct block *block)
{
    struct segments segments;
    assert_int_equal(segment_block(desk_segmenter, data_language_find(tag), block, &segments), QUALM_OK);
    return segments;
}

static inline struct segments desk_cut_text(const char *tag, const char *text)
{
    const struct block block = {.text = text, .n_bytes = strlen(text)};
    return desk_cut(tag, &block);
}

#endif
