/* Counts, readability, reading time, sections and the scope ledger of one document, block by block. */
#ifndef MEASURE_MEASURE_H
#define MEASURE_MEASURE_H

#include "base/arena.h"
#include "data/tables.h"
#include "measure/formula.h"
#include "segment/segment.h"
#include "text/document.h"

enum count_id {
#define COUNT(name, meaning) COUNT_##name,
#define COUNTS_SHOWN
#include "measure/counts.def"
#undef COUNT
#undef COUNTS_SHOWN
    COUNT_N,
};

/* How many of them, from the first, JSON shows. */
extern const size_t measure_n_counts_shown;
extern const struct formula_names measure_count_names; /* of all COUNT_N */

struct measure_counts {
    uint64_t of[COUNT_N];
};

/* All formulas of corpus/formulas.tsv, parsed: immutable, shared. */
struct measure_rules;
enum qualm_status measure_rules_new(struct measure_rules **rules);
void measure_rules_free(struct measure_rules *rules);

struct measure; /* of one document */
enum qualm_status measure_new(const struct measure_rules *rules, const struct data_language *language,
                              struct measure **measure);
/* The speed of a typical silent reader, in place of the language's own; 0: that one. */
void measure_set_speed(struct measure *measure, double words_per_minute);
void measure_free(struct measure *measure);

/* Adds one block with its segments, in reading order; all come from one segmenter. */
enum qualm_status measure_add_block(struct measure *measure, const struct block *block,
                                    const struct segments *segments);

/* Words and grade of one sentence: for sentences, hardest sentences. Words of seen but not scored text count here. */
unsigned measure_sentence_words(const struct segments *segments, const struct sentence *sentence);
bool measure_sentence_grade(const struct measure *measure, const struct segments *segments,
                            const struct sentence *sentence, double *grade);

/* Fills counts, words_seen, words_scored, excluded, silent, aloud, basis_*, readability, grade, sections of the
 * result; arrays and strings go to the arena. `n_input_bytes` becomes the count of bytes. */
enum qualm_status measure_finish(struct measure *measure, uint64_t n_input_bytes, struct arena *arena,
                                 struct qualm_result *result);

#endif
