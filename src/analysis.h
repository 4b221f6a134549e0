/* One text on its way through the rooms, and what an engine holds for all texts. */
#ifndef ANALYSIS_H
#define ANALYSIS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "claim/claim.h"
#include "input/reader.h"
#include "judge/judge.h"
#include "measure/measure.h"
#include "segment/segment.h"

/* A text that must be held whole (Markdown, a named encoding) may have this many bytes. */
#define WHOLE_MOST ((size_t)64 * 1024 * 1024)

/* What is compiled once, whatever the options: shared by the engines that derive from one another. Immutable once made;
 * patterns and break rules compile when first needed and are shared safely. */
struct compiled_rules {
    _Atomic unsigned n_engines;
    struct segment_rules *segment;
    struct measure_rules *measure;
    struct claim_rules *claims;   /* of English, the one language with cues */
    struct claim_rules *no_claims;/* for every other language */
    struct furniture_rules *furniture, *no_furniture; /* the same */
};

struct qualm_engine {
    bool detail, keep_text, no_inline, plain_matching;
    char *language; /* NULL: not said */
    double words_per_minute; /* 0: not said */
    struct judge_rules *judge;
    struct compiled_rules *rules;
};

/* A result and the memory that holds it. */
struct owned_result {
    struct qualm_result result; /* first: qualm_result_free gets its address */
    struct arena arena;
};

/* A list in the making: items from malloc, copied into the arena at the end. */
struct list {
    void *items;
    size_t n, n_room;
};

/* The hardest sentences so far, hardest first; each has an arena of its own for its strings. */
#define HARDEST_MOST 5
struct hardest {
    struct qualm_sentence sentences[HARDEST_MOST];
    struct arena arenas[HARDEST_MOST];
    size_t n;
    size_t n_scored; /* sentences that could have been one */
};

struct qualm_analysis {
    const struct qualm_engine *engine;
    struct qualm_text text;       /* strings are the caller's */
    struct owned_result *owned;
    struct metadata metadata;
    struct document_sink sink;

    /* bytes in (intake.c) */
    enum qualm_status broken;     /* a part of the text was lost: there will be no result */
    enum qualm_status failed;     /* the text cannot be read: everything after is ignored */
    bool is_started;
    bool is_charset;              /* a named encoding: held whole and decoded by ICU at the end */
    const char *encoding;
    const struct reader *reader;
    struct reader_options reader_options;
    void *reader_state;
    struct buffer input;          /* bytes not yet decoded */
    struct decoder decoder;
    struct buffer decoded;        /* text not yet read */
    struct stretch *map;
    size_t n_map, map_room;
    uint64_t decoded_start;       /* of decoded.bytes[0] in the decoded text of the document */
    uint32_t line, column, byte_column; /* of the same */
    bool had_window;
    uint64_t n_bytes;

    /* rooms, made when the language is known: at the first block (pipeline.c) */
    const struct data_language *guess;
    const struct data_language *language;
    struct segmenter *segmenter;
    struct measure *measure;
    struct claim_reader *claims;
    struct judge *judge;
    bool is_english;
    bool had_too_many_switches;   /* told already */

    /* lists of the result */
    struct list sentences, warnings, blocks;
    struct hardest hardest;
};

/* Takes `n_bytes` more; a text that cannot be read sets `failed` and gives QUALM_OK. */
enum qualm_status analysis_take(struct qualm_analysis *analysis, const char *bytes, size_t n_bytes);
/* Decodes and reads what is left. */
enum qualm_status analysis_end(struct qualm_analysis *analysis);
/* One block through segmentation, measures, claims and judge. */
enum qualm_status analysis_block(struct qualm_analysis *analysis, const struct block *block);
/* The tag of the language that the caller, the engine's options or the front matter name, in this order; else NULL. */
const char *analysis_language(const struct qualm_analysis *analysis);
/* Makes the rooms for the language of the text, unless they are there. */
enum qualm_status analysis_rooms(struct qualm_analysis *analysis);
/* A warning record. */
enum qualm_status analysis_warn(struct qualm_analysis *analysis, const char *code, const char *message,
                                uint64_t offset);
/* With keep_text (kept.c): keeps a block and gives its index, else QUALM_NO_BLOCK; fills the result's blocks. */
enum qualm_status kept_add(struct qualm_analysis *analysis, const struct block *block, uint32_t *index);
enum qualm_status kept_finish(struct qualm_analysis *analysis, struct qualm_result *result);
enum qualm_status list_add(struct list *list, const void *item, size_t size);

#endif
