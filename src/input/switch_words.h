/* The words of a switch in the text: names of rules, and a reason.
 *
 *   hype/strong, certainty reason="quoted from the label"
 *   hype/strong -- quoted from the label
 *
 * What follows "--", a dash or a colon is a reason up to the end. Quotation marks of a reason may be typographic.
 */
#ifndef INPUT_SWITCH_WORDS_H
#define INPUT_SWITCH_WORDS_H

#include "base/arena.h"
#include "base/span.h"

/* Rules in one switch; more are not read, and that is told. There are fewer rules than this. */
#define SWITCH_RULES_MOST 64u

struct switch_part {
    struct span text;
    bool is_reason; /* else a word */
};

/* Takes the next part off the front; false at the end. */
bool switch_next_part(struct span *rest, struct switch_part *part);
/* The next word, parted by white space and commas. */
bool switch_next_word(struct span *rest, struct span *word);
/* A name or a reason as it is kept: white space folded, and cut where it is too long. NULL: out of memory. */
const char *switch_keep(struct arena *arena, struct span text, size_t most);
#define SWITCH_NAME_BYTES 80u
#define SWITCH_REASON_BYTES 300u

#endif
