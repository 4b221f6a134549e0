/* Rules that front matter switches off. */
#include "input/front_switches.h"

#include "base/likeness.h"

static enum qualm_status word_add(struct front_switches *switches, const struct front_scalar *scalar,
                                  enum switch_fault fault, struct document_sink *sink)
{
    if (!scalar->text.len || switches->n_words > SWITCH_RULES_MOST)
        return QUALM_OK;
    const char *kept = switch_keep(sink->arena, scalar->text, SWITCH_NAME_BYTES);
    if (!kept)
        return QUALM_ERR_MEMORY;
    if (switches->n_words == SWITCH_RULES_MOST)
        fault = FAULT_MANY;
    switches->words[switches->n_words++] = (struct front_word){kept, fault, scalar->start, scalar->end};
    return QUALM_OK;
}

static enum qualm_status key_take(struct front_switches *switches, const struct front_scalar *scalar,
                                  struct document_sink *sink)
{
    switches->key = span_is(scalar->text, "off")      ? FRONT_KEY_OFF
                    : span_is(scalar->text, "reason") ? FRONT_KEY_REASON
                                                      : FRONT_KEY_NONE;
    return switches->key ? QUALM_OK : word_add(switches, scalar, FAULT_KEY, sink);
}

enum qualm_status front_switches_add(struct front_switches *switches, const struct front_scalar *scalar,
                                     struct document_sink *sink)
{
    if (scalar->role == FRONT_KEY)
        return key_take(switches, scalar, sink);
    if (scalar->role == FRONT_STRAY)
        return word_add(switches, scalar, FAULT_VALUE, sink);
    if (switches->key == FRONT_KEY_OFF)
        return word_add(switches, scalar, FAULT_NONE, sink);
    if (switches->key == FRONT_KEY_NONE || switches->reason || !scalar->text.len)
        return QUALM_OK;
    switches->reason = switch_keep(sink->arena, scalar->text, SWITCH_REASON_BYTES);
    return switches->reason ? QUALM_OK : QUALM_ERR_MEMORY;
}

/* The key that a word was perhaps meant to be. */
static const char *key_near(const char *word)
{
    static const char *const names[] = {"off", "reason"};
    return likeness_closest(word, names, sizeof names / sizeof *names);
}

enum qualm_status front_switches_tell(const struct front_switches *switches, const struct checked_text *window,
                                      struct document_sink *sink)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < switches->n_words && !status; i++) {
        const struct front_word *word = &switches->words[i];
        struct text_cursor cursor;
        uint32_t index;
        text_cursor_init(&cursor, window);
        text_cursor_move(&cursor, word->start);
        const struct suppression told = {
            .rule = word->word,
            .span = text_cursor_span(&cursor, word->end - word->start),
            .reach = word->fault ? REACH_NOTHING : REACH_FILE,
            .fault = word->fault,
            .meant = word->fault == FAULT_KEY ? key_near(word->word) : NULL,
            .is_first = i == 0,
            .reason = switches->reason,
        };
        status = sink->suppress(sink->to, &told, &index);
    }
    return status;
}
