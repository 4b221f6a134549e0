/* Rewords a causal verb with care: "leads to" as "may lead to". */
#ifndef JUDGE_SOFTER_H
#define JUDGE_SOFTER_H

#include "base/arena.h"
#include "claim/claim.h"
#include "data/tables.h"
#include "text/document.h"

/* The words of the claim [start, end) from their first verb in the language's list `softer` on, with the verb
 * reworded. `*text` becomes NULL when no verb of the list is there: a wrong suggestion is worse than none. */
enum qualm_status softer_make(const struct data_language *language, const struct block *block,
                              const struct segments *segments, const struct sentence *sentence, size_t start,
                              size_t end, struct arena *arena, const char **text);

#endif
