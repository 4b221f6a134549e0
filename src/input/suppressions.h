/* Comments that switch rules off: <!-- qualm VERB RULE… reason="…" -->.
 *
 * "off" holds up to "on" or the end, "off-next" for the next block, "off-this" for the lines on which it stands,
 * "off-file" for the whole text. Without a rule they mean all rules. "on RULE…" takes back those alone, and out of what
 * is wider: "on hype/strong" after "off hype" or "off". A comment that begins like a switch and is none is told too:
 * nobody shall believe that it works.
 */
#ifndef INPUT_SUPPRESSIONS_H
#define INPUT_SUPPRESSIONS_H

#include "text/checked.h"
#include "text/document.h"

/* What a switch does to the blocks behind it; those of another reach do nothing there. */
enum suppression_verb { SUPPRESS_ELSEWHERE = 0, SUPPRESS_OFF, SUPPRESS_ON, SUPPRESS_OFF_NEXT };

/* One rule in one comment. */
struct suppression_event {
    size_t at;            /* of the comment, in the window */
    enum suppression_verb verb;
    const char *rule;     /* in the sink's arena */
    uint32_t index;       /* of the document's suppression; without a meaning for "on" alone */
};

struct suppressions {
    struct suppression_event *events; /* in the order of the text */
    size_t n_events, events_room;
    size_t next_event;    /* the first that has not been reached */
    uint32_t *active;     /* indexes in force, those of "off" and "on" first, in the order of the text */
    const char **rules;   /* of the active ones */
    size_t n_active, active_room, rules_room, n_lasting;
};

/* A comment, "<!-- … -->" or that of MDX, and the bytes of its marks. */
struct comment {
    size_t n_bytes, n_opener, n_closer;
};

/* Looks at a comment, where the cursor stands at its start. */
enum qualm_status suppressions_read(struct suppressions *suppressions, struct text_cursor *cursor,
                                    const struct comment *comment, struct document_sink *sink);
/* Brings into force what stands in front of `at`. */
enum qualm_status suppressions_reach(struct suppressions *suppressions, size_t at);
/* Forgets "off-next", once a block has had it. */
void suppressions_end_block(struct suppressions *suppressions);
void suppressions_free(struct suppressions *suppressions);

#endif
