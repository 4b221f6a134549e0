/* Rewords a causal verb with care: "leads to" as "may lead to". */
#ifndef JUDGE_SOFTER_H
#define JUDGE_SOFTER_H

#include "base/arena.h"
#include "claim/claim.h"
#include "data/tables.h"
#include "text/document.h"

/* A claim that may be reworded: its verb stands in bytes [start, end), what it says goes on to `text_end`. */
struct softer_claim {
    const struct data_language *language;
    const struct block *block;
    const struct segments *segments;
    const struct sentence *sentence;
    size_t start, end, text_end;
};

/* The words from the claim's first verb in the language's list `softer` on, with the verb reworded; `*verb` is the
 * byte where it begins. `*text` becomes NULL when no verb of the list is there: a wrong suggestion is worse than
 * none. */
enum qualm_status softer_make(const struct softer_claim *claim, struct arena *arena, const char **text, size_t *verb);
/* Whether the list has the word among those before or behind which no verb is reworded: "the", "between". */
bool softer_is_stop(const struct data_language *language, const struct segments *segments, const struct token *token);
/* Whether the list has the word among those before which a verb has no object, and no other mark: "and", "is". */
bool softer_has_no_object(const struct data_language *language, const struct segments *segments,
                          const struct token *token);

#endif
