/* Which words the lists of familiar words hold, in any of their regular forms. */
#ifndef MEASURE_FAMILIAR_H
#define MEASURE_FAMILIAR_H

#include "base/span.h"
#include "data/tables.h"

enum familiar_list { FAMILIAR_DALE_CHALL = 1, FAMILIAR_SPACHE = 2 };

struct familiar; /* the lists of one language in one table: immutable, shared */

/* `*familiar` is NULL where the language has no list. Free with familiar_free (NULL is fine). */
enum qualm_status familiar_new(const struct data_language *language, struct familiar **familiar);
void familiar_free(struct familiar *familiar);
/* The lists that there are, as a sum of enum familiar_list; `familiar` may be NULL. */
unsigned familiar_all(const struct familiar *familiar);
/* The lists that know a folded word: it stands there, or what it is a regular inflection of does (-s, -es, -d, -ed, -r,
 * -er, -est, -ing, -en, with y to i, a dropped e or a doubled consonant; 's), or all parts of a hyphenated word do;
 * a part that begins with a digit is always known. */
unsigned familiar_find(const struct familiar *familiar, struct span word);

#endif
