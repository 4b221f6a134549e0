/* Rules that front matter switches off for the whole text: qualm: {off: [RULE…], reason: "…"}. */
#ifndef INPUT_FRONT_SWITCHES_H
#define INPUT_FRONT_SWITCHES_H

#include "input/switch_words.h"
#include "text/checked.h"
#include "text/document.h"

struct front_word {
    const char *word;  /* in the sink's arena */
    enum switch_fault fault;
    size_t start, end; /* in the window */
};

enum front_key { FRONT_KEY_NONE = 0, FRONT_KEY_OFF, FRONT_KEY_REASON };

/* What was read of it so far. It is told at the end: a reason may stand behind the rules, and the language of the text
 * behind both. */
struct front_switches {
    struct front_word words[SWITCH_RULES_MOST + 1];
    size_t n_words;
    enum front_key key; /* of the mapping, read last */
    const char *reason; /* NULL: none */
};

/* A scalar of the mapping. */
enum front_role {
    FRONT_KEY = 0,
    FRONT_VALUE, /* of the key read last, or an item of the list that is its value */
    FRONT_STRAY, /* where no scalar should be */
};
struct front_scalar {
    enum front_role role;
    struct span text;
    size_t start, end; /* in the window */
};
enum qualm_status front_switches_add(struct front_switches *switches, const struct front_scalar *scalar,
                                     struct document_sink *sink);
enum qualm_status front_switches_tell(const struct front_switches *switches, const struct checked_text *window,
                                      struct document_sink *sink);

#endif
