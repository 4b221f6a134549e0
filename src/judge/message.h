/* Messages and remedies: templates in the message column of corpus/rules.tsv, filled with words from the text.
 *
 *   message | message => remedy | remedy
 *
 * Of the alternatives parted by " | " the first one whose placeholders all have a value is used; when none is
 * complete, the last message, and the rule's plain remedy. The placeholders:
 *
 *   {cue}      the words that were found             {claim}    the words that make the claim
 *   {other}    the words of the place it speaks of   {line}     that place's line
 *   {design}   the words that name a study's design  {try}      the claim, reworded with care
 *   {n}        a number measured                     {limit}    the number it may not pass
 *   {declared} minutes that the text declares        {speed}    words a minute
 *   {formula}  the name of a formula                 {kind}     what the words should have been
 */
#ifndef JUDGE_MESSAGE_H
#define JUDGE_MESSAGE_H

#include "base/arena.h"
#include "data/rows.h"
#include "qualm.h"

enum message_key {
    MESSAGE_CUE = 0,
    MESSAGE_CLAIM,
    MESSAGE_OTHER,
    MESSAGE_LINE,
    MESSAGE_DESIGN,
    MESSAGE_TRY,
    MESSAGE_N,
    MESSAGE_LIMIT,
    MESSAGE_DECLARED,
    MESSAGE_SPEED,
    MESSAGE_FORMULA,
    MESSAGE_KIND,
    MESSAGE_N_KEYS,
};

/* NULL: has no value. The texts are borrowed. */
struct message_values {
    const char *of[MESSAGE_N_KEYS];
};

/* The filled texts. `message` is allocated in the arena; `remedy` is too, or is the rule's own. */
enum qualm_status message_render(const struct data_rule *rule, const struct message_values *values, struct arena *arena,
                                 const char **message, const char **remedy);

#endif
