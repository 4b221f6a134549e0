/* What the files of this room share while one sentence is read: its text, what matched where, and painted bytes.
 *
 * Inside the room offsets count from the start of the sentence; the facts that leave it count from the block's start.
 */
#ifndef CLAIM_READING_H
#define CLAIM_READING_H

#include "base/buffer.h"
#include "claim/rules.h"

/* Bounds for one sentence. What is beyond them is not looked at: no honest sentence has so many. */
#define HITS_MOST 4096u
#define CLAUSES_MOST 1024u

/* A text with the rows that could match it, and what is known of each claim row on it. */
struct view {
    struct pattern_search *search;
    uint8_t *answers;        /* of each claim row: enum answer */
    struct match_hit *hits;  /* of each claim row that matched */
};
enum answer { ANSWER_UNKNOWN = 0, ANSWER_NO, ANSWER_YES };

/* A match of a guard or a clause break. */
struct place {
    enum claim_role role;
    uint32_t row;
    uint32_t start, end;
    uint32_t word_start, word_end; /* group 1; 0, 0 where it took no part */
};

struct range {
    uint32_t start, end;
};

/* What holds at a byte of the sentence. */
enum paint { PAINT_NEGATOR = 1, PAINT_NEGATED = 2, PAINT_HEDGED = 4, PAINT_WORD_HEDGED = 8, PAINT_QUOTED = 16 };

struct claim_reader {
    struct claim_rules *rules;
    bool plain_matching;
    struct match_scratch *scratch;

    /* the sentence */
    const struct block *block;
    const struct segments *segments;
    const struct sentence *sentence;
    const char *text;        /* with inline code and addresses masked */
    size_t n_bytes;
    struct buffer masked;
    uint8_t *guard_answers;  /* of each guard on the sentence: enum answer */
    struct view whole, part; /* the sentence and the clause at hand */
    uint8_t *paint;          /* a byte for each byte */
    size_t n_quoted;         /* bytes inside quotation marks */
    bool is_painted;         /* any byte has a colour */
    uint16_t *taken;         /* cue kinds that have each byte, all zero between calls */
    size_t paint_room, taken_room;

    struct place *places;    /* by role, then by start */
    size_t n_places, places_room;
    struct clause *clauses;
    size_t n_clauses, clauses_room;
    struct cue_hit *cues;
    size_t n_cues, cues_room;

    /* of the block, kept from sentence to sentence: insides of quotation marks, offsets of the block */
    struct range *quotes;
    size_t n_quotes, quotes_room;
    const char *quotes_of;
    size_t quotes_of_bytes;
};

/* places.c: matches of guards and clause breaks in the sentence. */
enum qualm_status places_find(struct claim_reader *reader);
/* The places of one role: `*n` of them. */
const struct place *places_of(const struct claim_reader *reader, enum claim_role role, size_t *n);

/* clauses.c: cuts the sentence. */
enum qualm_status clauses_cut(struct claim_reader *reader);
/* The clause in which an offset of the sentence lies; `*hint` makes rising calls cheap. */
size_t clause_at(const struct claim_reader *reader, uint32_t at, size_t *hint);

/* ladder.c: level and pattern of every clause. */
enum qualm_status ladder_climb(struct claim_reader *reader);

/* cues.c: all cue hits, overlaps settled. */
enum qualm_status cues_find(struct claim_reader *reader);

/* quotes.c: what is inside quotation marks in the block. */
enum qualm_status quotes_find(struct claim_reader *reader);

/* scope.c: which cues and clauses are negated, hedged, quoted. */
void scopes_apply(struct claim_reader *reader);

/* voice.c */
enum voice voice_of(const struct claim_reader *reader);
unsigned advice_of(const struct claim_reader *reader);

#endif
