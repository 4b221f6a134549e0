/* The compiled corpus, and how to find things in it. All of it is read-only and static. */
#ifndef DATA_TABLES_H
#define DATA_TABLES_H

#include "base/span.h"
#include "data/rows.h"

extern const char data_edition[];         /* corpus/EDITION */
extern const char data_word_rules[];      /* corpus/break/word.txt, UTF-8 */
extern const char data_sentence_rules[];  /* corpus/break/sentence.txt, UTF-8 */
extern const struct data_formula data_formulas[];
extern const size_t data_n_formulas;
extern const struct data_speed data_speeds[];
extern const size_t data_n_speeds;
extern const struct data_preset data_presets[];
extern const size_t data_n_presets;
extern const struct data_rule data_rules[];
extern const size_t data_n_rules;
extern const struct data_language data_languages[]; /* sorted by tag; "und" is there */
extern const size_t data_n_languages;

/* The language for a tag by the fallback en-GB -> en -> und; never NULL. */
const struct data_language *data_language_find(const char *tag);
/* What a person or a text calls a language, as a tag: itself when it is one, that of the name ("English"), and NULL
 * when it says no language, as "und" does. Lives as long as `said`. */
const char *data_language_tag(const char *said);
/* NULL when the language has no list of that name. */
const struct data_words *data_words_find(const struct data_language *language, const char *name);
/* The index of a word in a list, or -1. `word` must be lower case with straight apostrophes. */
long data_words_index(const struct data_words *list, struct span word);
/* NULL when there is none. `word` is lower case, without its last full stop. */
const struct data_abbreviation *data_abbreviation_find(const struct data_language *language, struct span word);
const struct data_rule *data_rule_find(const char *id);
const struct data_formula *data_formula_find(const char *id);

#endif
