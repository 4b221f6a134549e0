/* Words with a slip in them: what was meant? */
#ifndef BASE_LIKENESS_H
#define BASE_LIKENESS_H

#include <stddef.h>

/* The word of `words` that is closest to `word`, within two changes (insert, drop, replace, swap of neighbours), one
 * for words of fewer than four letters; NULL when none is close. */
const char *likeness_closest(const char *word, const char *const *words, size_t n_words);

#endif
