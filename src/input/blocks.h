/* Hands finished blocks to the sink: what every reader does the same way. Blocks that grow too long are cut at a
 * sentence end or a space, and the next one says that it goes on.
 */
#ifndef INPUT_BLOCKS_H
#define INPUT_BLOCKS_H

#include "text/builder.h"

/* Bytes of clean text in one block. It bounds what the rest of the library holds at a time. */
#define BLOCK_MOST 65536u
/* A list item without an end is prose from so many words on. */
#define LIST_ITEM_WORDS 8u

struct block_writer {
    struct document_sink *sink;
    struct block_builder builder;
    enum block_kind kind;      /* of the block being built */
    unsigned level;
    const uint32_t *suppressions; /* in force for it */
    size_t n_suppressions;
    const struct qualm_container *container; /* that it stands in */
    bool is_continued;
    uint64_t n_blocks;         /* handed over so far */
};

/* Adds `n_bytes` at the cursor and moves the cursor past them; hands over what is full. */
enum qualm_status writer_add(struct block_writer *writer, struct text_cursor *cursor, size_t n_bytes);
/* Hands over what was built, if anything, and is ready for the next block. */
enum qualm_status writer_flush(struct block_writer *writer);
/* As above, and keeps what was built as the title of the document unless it has one already. */
enum qualm_status writer_flush_title(struct block_writer *writer);
/* What was built so far, as clean text. */
struct span writer_text(const struct block_writer *writer);
void writer_free(struct block_writer *writer);

/* Whether a text ends in sentence punctuation, closing quotes and brackets behind it aside. */
bool text_ends_sentence(struct span text);
/* Words as white space cuts them; pieces without a letter or digit are none. Counts up to `most`. */
size_t text_count_words(struct span text, size_t most);

#endif
