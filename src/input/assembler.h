/* Makes blocks out of the pieces that a parser of marked-up text hands over: what each is by where it stands, what of
 * it is furniture or a citation, and where the captions of images go.
 */
#ifndef INPUT_ASSEMBLER_H
#define INPUT_ASSEMBLER_H

#include "input/blocks.h"
#include "input/containers.h"
#include "input/mask.h"
#include "input/reader.h"
#include "input/tags.h"

enum leaf { LEAF_TEXT = 0, LEAF_HEADING, LEAF_CODE, LEAF_CELL, LEAF_HTML };

/* A piece of an image's text, kept until the paragraph around it is over. */
struct caption_piece {
    struct text_cursor cursor;
    size_t n_bytes;         /* 0: a space, and `ends` tells the end of a caption */
    bool ends;
};

/* Where the text of HTML stands. */
struct html {
    enum tag_role role;     /* of the block that is open */
    unsigned level;
    bool is_in_tag;         /* a tag goes on from the piece before */
    bool is_hidden;         /* inside of <script> and the like */
    unsigned n_quotations;
};

struct assembler {
    const struct reader_options *options;
    struct document_sink *sink;
    struct furniture *furniture;
    struct block_writer writer;
    struct suppressions suppressions;
    struct masks masks;
    struct containers containers; /* kept by the reader */
    size_t mask_hint;
    const struct checked_text *window;
    char *copy;
    struct text_cursor cursor;
    enum qualm_status status;

    enum leaf leaf;         /* set by the reader, as are the depths */
    unsigned heading_level;
    unsigned quote_depth, list_depth, image_depth;
    bool is_footnote;       /* the block is one */
    bool has_breaks;        /* the block has more than one line */
    struct html html;
    struct caption_piece *pieces;
    size_t n_pieces, pieces_room;

    unsigned citation_level; /* of the heading that opened a section of citations; 0: none is open */
    bool is_citation_next;   /* "Paper:" stood alone */
    bool is_citation_list;
    bool has_body, is_after_furniture;
};

/* Every function does nothing once `status` is a failure. Offsets are those of the window. */

/* Ends the block at hand, if there is one. */
void assembler_flush(struct assembler *assembler);
/* Adds text, without what masks hide in it. A footnote's mark starts a block of its own. */
void assembler_text(struct assembler *assembler, size_t at, size_t n_bytes);
/* Adds one code point that is written in another way. */
void assembler_code_point(struct assembler *assembler, size_t at, size_t n_bytes, uint32_t code_point);
/* Adds a character reference; one that is not known stays as it is. */
void assembler_entity(struct assembler *assembler, size_t at, size_t n_bytes);
void assembler_space(struct assembler *assembler);
/* White space that is not in the window: line ends and indentation as a parser gives them. */
void assembler_blank(struct assembler *assembler, const char *blank, size_t n_bytes);
/* A line break in a paragraph is a space, unless the line behind or before it is furniture. One that is asked for is
 * more than the end of a line. */
void assembler_line_break(struct assembler *assembler, bool is_asked_for);
/* What is set off in the text. */
void assembler_begin_mark(struct assembler *assembler, enum qualm_mark_kind kind);
void assembler_end_mark(struct assembler *assembler, enum qualm_mark_kind kind);
void assembler_begin_code(struct assembler *assembler);
void assembler_end_code(struct assembler *assembler);
/* Takes one piece of HTML, at most a line (src/input/embedded_html.c). */
void assembler_html(struct assembler *assembler, size_t at, size_t n_bytes);
/* The image whose text was added is over. */
void assembler_end_caption(struct assembler *assembler);
/* Moves the cursor; text comes in the order of the source, and should it not, this is still right. */
void assembler_move(struct assembler *assembler, size_t at);

#endif
