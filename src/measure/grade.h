/* Formulas over counts: values with their cautions, and the consensus of those on the scale of school grades. */
#ifndef MEASURE_GRADE_H
#define MEASURE_GRADE_H

#include "measure/familiar.h"
#include "measure/tally.h"

/* A text with fewer words has no consensus grade, a sentence with fewer words neither: there is nothing to average. */
#define GRADE_LEAST_WORDS 10
#define GRADE_LEAST_SENTENCE_WORDS 5
/* Beyond these averages what is counted is not prose (a list without full stops, encoded data): a figure would say
 * nothing. The longest-winded prose that we know stays well below a hundred words a sentence, and no language's words
 * average half as many letters. */
#define GRADE_MOST_WORDS_PER_SENTENCE 250
#define GRADE_MOST_LETTERS_PER_WORD 25

/* What a formula's value rests on beside letters and lengths. */
struct formula_needs {
    unsigned lists;                   /* sum of enum familiar_list */
    bool syllables;
};

struct measure_rules {
    struct formula_program *programs; /* of data_formulas */
    struct formula_needs *needs;      /* the same */
    struct familiar **familiar;       /* of data_languages; NULL where there is none */
};

/* What is graded, and for what. */
struct grading {
    const struct measure_rules *rules;
    const struct data_language *language;
    const char *unit;                 /* "document", "section" or "sentence" */
    unsigned lists;                   /* sum of enum familiar_list: counts of these are right */
    const struct measure_counts *counts; /* from tally_counts */
};

struct formula_needs formula_needs_of(const struct formula_program *program);
/* One row for each of data_formulas, in `arena`; NULL when memory is out. */
struct qualm_readability *grade_readability(const struct grading *grading, struct arena *arena);
/* Median and quartiles (interpolated between neighbours) of all grade formulas that have a value here; a caution does
 * not keep a value out. */
struct qualm_grade grade_consensus(const struct grading *grading, uint64_t least_words);

#endif
