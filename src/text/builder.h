/* Makes one block out of pieces of decoded text, keeping the map back to the source.
 *
 * It is the one place where pasted prose is made clean: runs of white space (no-break spaces included) become one
 * space, soft hyphens, zero-width spaces, joiners between Latin letters, word joiners, byte order marks and variation
 * selectors vanish, bidi controls vanish. Curly quotes and dashes stay as they are.
 */
#ifndef TEXT_BUILDER_H
#define TEXT_BUILDER_H

#include "base/buffer.h"
#include "text/checked.h"
#include "text/document.h"
#include "text/shape.h"

/* Zero-initialised is ready; clear it after each block, free it at the end. */
struct block_builder {
    struct buffer text;
    struct run *runs;
    size_t n_runs, runs_room;
    struct opaque *opaques;
    size_t n_opaques, opaques_room;
    bool wants_space;     /* white space was met and not yet written */
    bool is_in_opaque;
    size_t opaque_start;  /* where its first byte stands; SIZE_MAX before that byte */
    uint32_t before;      /* the code point written last */
    uint64_t end_source;  /* where in the source the byte written last ended */
    uint32_t end_line, end_column, end_byte_column;
    struct block_shape shape;
};

/* Adds the `n_bytes` of the window that stand at the cursor, and moves the cursor past them. */
enum qualm_status builder_add(struct block_builder *builder, struct text_cursor *cursor, size_t n_bytes);
/* Adds one code point that came from the `n_bytes` at the cursor (an entity, an escape), and moves past them. */
enum qualm_status builder_add_code_point(struct block_builder *builder, struct text_cursor *cursor, size_t n_bytes,
                                         uint32_t code_point);
/* A word break that the source shows in another way than by white space (a line break, a cell border). */
void builder_add_space(struct block_builder *builder);
/* What is added from here to the end mark is set off in this way. */
enum qualm_status builder_begin_mark(struct block_builder *builder, enum qualm_mark_kind kind);
void builder_end_mark(struct block_builder *builder, enum qualm_mark_kind kind);
/* What is added from here to the end mark is one opaque token. */
void builder_begin_opaque(struct block_builder *builder);
enum qualm_status builder_end_opaque(struct block_builder *builder);
/* Shows what was built as a block: text, runs, opaques and shape are set, the rest is zero. Valid until the next
 * change. */
struct block builder_block(const struct block_builder *builder);
void builder_clear(struct block_builder *builder);
void builder_free(struct block_builder *builder);

#endif
