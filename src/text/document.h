/* The document: blocks of clean UTF-8 in reading order, each byte of which knows where in the source it came from.
 *
 * Input readers make blocks one after another and hand each to a sink; the rest of the library sees only these.
 * A block lives as long as the call that hands it over.
 */
#ifndef TEXT_DOCUMENT_H
#define TEXT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "qualm.h"

enum block_kind {
    BLOCK_PARAGRAPH = 0,
    BLOCK_TITLE,
    BLOCK_HEADING,
    BLOCK_LIST_ITEM,
    BLOCK_QUOTATION,
    BLOCK_CODE,
    BLOCK_TABLE_CELL,
    BLOCK_CAPTION,
    BLOCK_CITATION,
    BLOCK_FOOTNOTE,
    BLOCK_FURNITURE,
    BLOCK_N_KINDS,
};

/* "paragraph", "list_item", … as in JSON's scope ledger. */
const char *block_kind_name(enum block_kind kind);

/* A stretch of clean text that came from one stretch of one source line. Within it each clean unit came from one
 * source unit: 1 and 1 for plain UTF-8, 1 and 2 for ASCII in UTF-16; `clean_unit` is 0 when the whole stretch came
 * from the whole source stretch (an entity), whose bytes are `source_size`. */
struct run {
    uint32_t clean;        /* offset of the first byte in the block's text */
    uint32_t clean_unit;   /* bytes */
    uint32_t source_unit;  /* bytes */
    uint32_t source_size;  /* bytes, when clean_unit is 0 */
    uint64_t source;       /* offset of the first byte in the input */
    uint32_t line, column; /* of that byte, from 1; the column in code points */
    uint32_t byte_column;  /* the same in bytes of UTF-8 */
    uint16_t n_columns, n_byte_columns; /* that the stretch takes up, when clean_unit is 0; 0: it is white space */
};

/* Inline code is one opaque token: its bytes stand in the clean text and are marked here. */
struct opaque {
    uint32_t start, end;
};

struct block {
    enum block_kind kind;
    unsigned level;        /* of a heading, 1 to 6 */
    const char *text;      /* clean UTF-8, white space folded to single spaces, NUL-terminated */
    size_t n_bytes;        /* below 2^31 */
    const struct run *runs;/* by clean offset; the first one starts at 0 */
    size_t n_runs;
    const struct opaque *opaques; /* by offset */
    size_t n_opaques;
    bool is_continued;     /* the block before was cut here because it was too long: the same paragraph goes on */
    bool is_scored;        /* counts and grades are made of it (DESIGN section 4) */
    const uint32_t *suppressions; /* indexes into the document's suppressions that are in force here */
    size_t n_suppressions;
    /* How it looked, for those who show it; nothing of it changes a count. Only where the reader was asked for it. */
    const struct qualm_container *container;
    const struct qualm_mark *marks;
    size_t n_marks;
    const struct qualm_gap *gaps;
    size_t n_gaps;
};

/* What a switch in the text reaches. */
enum switch_reach {
    REACH_BLOCKS = 0, /* the blocks that name it */
    REACH_LINE,       /* sentences on the lines that it stands on */
    REACH_FILE,       /* the whole text, what stands before it too */
    REACH_BACK,       /* it takes back, in the blocks that name it, what others in front of it switch off */
    REACH_NOTHING,    /* it was not understood */
};

/* What was not understood of a switch. */
enum switch_fault {
    FAULT_NONE = 0,
    FAULT_VERB,  /* it is not off, on, off-next, off-this or off-file */
    FAULT_KEY,   /* front matter's "qualm" has another key than off and reason */
    FAULT_VALUE, /* … another value than a rule or a list of them */
    FAULT_MANY,  /* one switch names more rules than are read */
};

/* One rule id or family in one switch: a comment, or "qualm" in front matter. Strings live as long as the document. */
struct suppression {
    const char *rule;      /* as written; "" switches off all; with a fault, the word that was not understood */
    struct qualm_span span;/* of the comment, or of the word in front matter */
    enum switch_reach reach;
    enum switch_fault fault;
    const char *meant;     /* with a fault: what was perhaps meant; NULL: nobody knows */
    bool is_first;         /* the others of the same switch come behind it */
    const char *reason;    /* as given; NULL: none */
};

#define SUPPRESSION_NOT_KEPT UINT32_MAX

/* What front matter, title and labels say. Strings belong to the sink's owner's arena. */
struct metadata {
    const char *title, *author, *date, *language; /* NULL: not said */
    unsigned declared_minutes;                    /* 0: not said */
    struct qualm_span declared_span;
    struct qualm_span title_span;                 /* line 0 when the title is not in the text */
};

/* Where readers put what they find. Any status but QUALM_OK ends the reading with that status. */
struct document_sink {
    void *to;
    enum qualm_status (*block)(void *to, const struct block *block);
    /* A warning record: static `code`, `message` copied by the receiver. */
    enum qualm_status (*warning)(void *to, const char *code, const char *message, uint64_t offset);
    struct metadata *metadata;     /* filled by the reader, strings from `arena` */
    struct arena *arena;           /* for strings that outlive the reading */
    /* Adds one, for whoever judges to obey or to complain of; its index is what block.suppressions names, or
     * SUPPRESSION_NOT_KEPT where there are too many. */
    enum qualm_status (*suppress)(void *to, const struct suppression *suppression, uint32_t *index);
};

/* The source span of clean bytes [start, end) of a block, with lines and columns. `hint` may be NULL;
 * given, it holds the run found last, which makes rising calls cheap (start it at 0). */
struct qualm_span block_span(const struct block *block, size_t start, size_t end, size_t *hint);

#endif
