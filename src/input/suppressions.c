/* Reads the comments that switch rules off, and knows which rules are off at a place. */
#include "input/suppressions.h"

#include <stdlib.h>
#include <string.h>

#include "base/span.h"

/* Rules off at one place; more are not kept. A text that switches off more names than this means all. */
#define ACTIVE_MOST 1024u

/* The next word of a comment's body; words are parted by white space and commas. */
static bool next_word(struct span *rest, struct span *word)
{
    size_t n = 0;
    while (rest->len && (strchr(" \t\r\n,", rest->ptr[0]) != NULL && rest->ptr[0])) {
        rest->ptr++;
        rest->len--;
    }
    while (n < rest->len && !(strchr(" \t\r\n,", rest->ptr[n]) != NULL && rest->ptr[n]))
        n++;
    *word = (struct span){rest->ptr, n};
    rest->ptr += n;
    rest->len -= n;
    return n != 0;
}

static enum suppression_verb verb_of(struct span word)
{
    static const char *const verbs[] = {[SUPPRESS_OFF] = "off", [SUPPRESS_ON] = "on", [SUPPRESS_OFF_NEXT] = "off-next"};
    for (unsigned i = SUPPRESS_OFF; i <= SUPPRESS_OFF_NEXT; i++)
        if (span_is(word, verbs[i]))
            return (enum suppression_verb)i;
    return SUPPRESS_NOTHING;
}

static enum qualm_status add_event(struct suppressions *suppressions, const struct suppression_event *event,
                                   const struct qualm_span *span, struct document_sink *sink)
{
    struct suppression_event added = *event;
    enum qualm_status status =
        array_reserve((void **)&suppressions->events, &suppressions->events_room, suppressions->n_events + 1,
                      sizeof *suppressions->events);
    if (!status && event->verb != SUPPRESS_ON) {
        const struct suppression suppression = {event->rule, *span};
        status = sink->suppress(sink->to, &suppression, &added.index);
    }
    if (!status)
        suppressions->events[suppressions->n_events++] = added;
    return status;
}

/* One event for each rule named, or one for all rules. */
static enum qualm_status add_rules(struct suppressions *suppressions, struct suppression_event *event,
                                   struct span words, const struct qualm_span *span, struct document_sink *sink)
{
    struct span word;
    enum qualm_status status = QUALM_OK;
    unsigned n_rules = 0;
    bool is_end = false;
    while (!status && !is_end && n_rules < SUPPRESSION_RULES_MOST && next_word(&words, &word)) {
        is_end = span_starts_with(word, "--") || word.ptr[0] == ':' || word.ptr[word.len - 1] == ':';
        while (word.len && word.ptr[word.len - 1] == ':')
            word.len--;
        if (word.len == 0 || span_starts_with(word, "--") || word.ptr[0] == ':')
            break;
        event->rule = arena_copy(sink->arena, word.ptr, word.len);
        status = event->rule ? add_event(suppressions, event, span, sink) : QUALM_ERR_MEMORY;
        n_rules++;
    }
    event->rule = "";
    return status || n_rules ? status : add_event(suppressions, event, span, sink);
}

enum qualm_status suppressions_read(struct suppressions *suppressions, struct text_cursor *cursor, size_t n_bytes,
                                    struct document_sink *sink)
{
    const size_t n_marks = strlen("<!--") + strlen("-->");
    struct span word;
    if (n_bytes < n_marks)
        return QUALM_OK;
    struct span words = {cursor->text->bytes + cursor->at + strlen("<!--"), n_bytes - n_marks};
    if (!next_word(&words, &word) || !span_is(word, "qualm") || !next_word(&words, &word))
        return QUALM_OK;
    struct suppression_event event = {.at = cursor->at, .verb = verb_of(word)};
    if (!event.verb)
        return QUALM_OK;
    const struct qualm_span span = text_cursor_span(cursor, n_bytes);
    return add_rules(suppressions, &event, words, &span, sink);
}

static enum qualm_status activate(struct suppressions *suppressions, const struct suppression_event *event)
{
    if (suppressions->n_active == ACTIVE_MOST)
        return QUALM_OK;
    enum qualm_status status = array_reserve((void **)&suppressions->active, &suppressions->active_room,
                                             suppressions->n_active + 1, sizeof *suppressions->active);
    if (!status)
        status = array_reserve((void **)&suppressions->rules, &suppressions->rules_room, suppressions->n_active + 1,
                               sizeof *suppressions->rules);
    if (status)
        return status;
    suppressions->active[suppressions->n_active] = event->index;
    suppressions->rules[suppressions->n_active++] = event->rule;
    if (event->verb == SUPPRESS_OFF) { /* in front of those for one block */
        const size_t at = suppressions->n_lasting++;
        const size_t last = suppressions->n_active - 1;
        suppressions->active[last] = suppressions->active[at];
        suppressions->rules[last] = suppressions->rules[at];
        suppressions->active[at] = event->index;
        suppressions->rules[at] = event->rule;
    }
    return QUALM_OK;
}

static void deactivate(struct suppressions *suppressions, const char *rule)
{
    size_t n_kept = 0, n_lasting = 0;
    for (size_t i = 0; i < suppressions->n_active; i++) {
        const bool is_lasting = i < suppressions->n_lasting;
        if (is_lasting && (rule[0] == '\0' || strcmp(rule, suppressions->rules[i]) == 0))
            continue;
        suppressions->active[n_kept] = suppressions->active[i];
        suppressions->rules[n_kept++] = suppressions->rules[i];
        n_lasting += is_lasting;
    }
    suppressions->n_active = n_kept;
    suppressions->n_lasting = n_lasting;
}

enum qualm_status suppressions_reach(struct suppressions *suppressions, size_t at)
{
    enum qualm_status status = QUALM_OK;
    while (!status && suppressions->next_event < suppressions->n_events) {
        const struct suppression_event *event = &suppressions->events[suppressions->next_event];
        if (event->at >= at)
            break;
        suppressions->next_event++;
        if (event->verb == SUPPRESS_ON)
            deactivate(suppressions, event->rule);
        else
            status = activate(suppressions, event);
    }
    return status;
}

void suppressions_end_block(struct suppressions *suppressions)
{
    suppressions->n_active = suppressions->n_lasting;
}

void suppressions_free(struct suppressions *suppressions)
{
    free(suppressions->events);
    free(suppressions->active);
    free(suppressions->rules);
    *suppressions = (struct suppressions){0};
}
