/* Reads the comments that switch rules off, and knows which rules are off at a place. */
#include "input/suppressions.h"

#include <stdlib.h>
#include <string.h>

#include "base/likeness.h"
#include "input/switch_words.h"

/* Rules off at one place; more are not kept. A text that switches off more names than this means all. */
#define ACTIVE_MOST 1024u

static const struct verb {
    const char *name;
    enum suppression_verb verb;
    enum switch_reach reach;
} verbs[] = {
    {"off", SUPPRESS_OFF, REACH_BLOCKS},         {"on", SUPPRESS_ON, REACH_BACK},
    {"off-next", SUPPRESS_OFF_NEXT, REACH_BLOCKS}, {"off-this", SUPPRESS_ELSEWHERE, REACH_LINE},
    {"off-file", SUPPRESS_ELSEWHERE, REACH_FILE},
};

static const struct verb *verb_find(struct span word)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (span_is(word, verbs[i].name))
            return &verbs[i];
    return NULL;
}

static const char *verb_near(const char *word)
{
    const char *names[sizeof verbs / sizeof *verbs];
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        names[i] = verbs[i].name;
    return likeness_closest(word, names, sizeof verbs / sizeof *verbs);
}

/* A comment on its way. */
struct reading {
    struct suppressions *suppressions;
    struct document_sink *sink;
    const struct verb *verb;
    size_t at;
    struct suppression told; /* to the sink, once for each rule */
};

/* Tells the sink of one rule, and remembers where a change of what is in force takes place. */
static enum qualm_status tell(struct reading *reading, const char *rule, enum switch_fault fault)
{
    struct suppressions *suppressions = reading->suppressions;
    struct suppression_event event = {reading->at, reading->verb ? reading->verb->verb : SUPPRESS_ELSEWHERE, rule, 0};
    const bool is_event = !fault && event.verb != SUPPRESS_ELSEWHERE;
    enum qualm_status status = QUALM_OK;
    if (is_event)
        status = array_reserve((void **)&suppressions->events, &suppressions->events_room, suppressions->n_events + 1,
                               sizeof *suppressions->events);
    reading->told.rule = rule;
    reading->told.fault = fault;
    if (!status && (fault || *rule || event.verb != SUPPRESS_ON))
        status = reading->sink->suppress(reading->sink->to, &reading->told, &event.index);
    reading->told.is_first = false;
    if (!status && is_event)
        suppressions->events[suppressions->n_events++] = event;
    return status;
}

static enum qualm_status tell_word(struct reading *reading, struct span word, enum switch_fault fault)
{
    const char *kept = switch_keep(reading->sink->arena, word, SWITCH_NAME_BYTES);
    return kept ? tell(reading, kept, fault) : QUALM_ERR_MEMORY;
}

/* Tells of what was no switch; without a verb, the name itself was not written as it should be. */
static enum qualm_status tell_fault(struct reading *reading, struct span word, bool is_verb)
{
    const char *kept = switch_keep(reading->sink->arena, word, SWITCH_NAME_BYTES);
    if (!kept)
        return QUALM_ERR_MEMORY;
    reading->told.meant = is_verb ? verb_near(kept) : "qualm off";
    return tell(reading, kept, FAULT_VERB);
}

/* The first reason that the words give. */
static enum qualm_status reason_find(struct reading *reading, struct span words)
{
    struct switch_part part;
    while (switch_next_part(&words, &part)) {
        if (!part.is_reason || !part.text.len)
            continue;
        reading->told.reason = switch_keep(reading->sink->arena, part.text, SWITCH_REASON_BYTES);
        return reading->told.reason ? QUALM_OK : QUALM_ERR_MEMORY;
    }
    return QUALM_OK;
}

/* Each rule named is told, or all rules at once. */
static enum qualm_status rules_tell(struct reading *reading, struct span words)
{
    struct switch_part part;
    unsigned n_rules = 0;
    enum qualm_status status = reason_find(reading, words);
    while (!status && switch_next_part(&words, &part)) {
        if (part.is_reason)
            continue;
        if (n_rules == SWITCH_RULES_MOST)
            return tell_word(reading, part.text, FAULT_MANY);
        status = tell_word(reading, part.text, FAULT_NONE);
        n_rules++;
    }
    return status || n_rules ? status : tell(reading, "", FAULT_NONE);
}

/* Whether a first word that is not "qualm" was meant to be: "qualm:", "qualm-off", "Qualm off". */
static bool is_meant(struct span word, struct span behind)
{
    static const char name[] = "qualm";
    struct span next;
    if (word.len < strlen(name) || !span_equals_nocase((struct span){word.ptr, strlen(name)}, span_of(name)))
        return false;
    struct span rest = {word.ptr + strlen(name), word.len - strlen(name)};
    if (rest.len && !strchr(":-_=./", rest.ptr[0]))
        return false;
    while (rest.len && strchr(":-_=./", rest.ptr[0])) {
        rest.ptr++;
        rest.len--;
    }
    return verb_find(rest) || (!rest.len && switch_next_word(&behind, &next) && verb_find(next));
}

enum qualm_status suppressions_read(struct suppressions *suppressions, struct text_cursor *cursor,
                                    const struct comment *comment, struct document_sink *sink)
{
    const size_t n_marks = comment->n_opener + comment->n_closer;
    struct switch_part part;
    struct span word;
    if (comment->n_bytes < n_marks)
        return QUALM_OK;
    struct span words = {cursor->text->bytes + cursor->at + comment->n_opener, comment->n_bytes - n_marks};
    if (!switch_next_word(&words, &word))
        return QUALM_OK;
    const bool is_named = span_is(word, "qualm");
    if (!is_named && !is_meant(word, words))
        return QUALM_OK;
    struct reading reading = {suppressions, sink, NULL, cursor->at, {.is_first = true, .reach = REACH_NOTHING}};
    reading.told.span = text_cursor_span(cursor, comment->n_bytes);
    const bool has_verb = is_named && switch_next_part(&words, &part) && !part.is_reason;
    if (has_verb)
        word = part.text;
    reading.verb = has_verb ? verb_find(word) : NULL;
    if (!reading.verb)
        return tell_fault(&reading, word, has_verb);
    reading.told.reach = reading.verb->reach;
    return rules_tell(&reading, words);
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
    if (event->verb != SUPPRESS_OFF_NEXT) { /* in front of those for one block */
        const size_t at = suppressions->n_lasting++;
        const size_t last = suppressions->n_active - 1;
        suppressions->active[last] = suppressions->active[at];
        suppressions->rules[last] = suppressions->rules[at];
        suppressions->active[at] = event->index;
        suppressions->rules[at] = event->rule;
    }
    return QUALM_OK;
}

/* Whether `outer` means all that `name` does: "" is every rule, a family its own. */
static bool is_within(const char *name, const char *outer)
{
    const size_t n = strlen(outer);
    return n == 0 || (strncmp(name, outer, n) == 0 && (name[n] == '\0' || name[n] == '/'));
}

/* Ends what is in force within a rule, a family or everything. */
static void deactivate(struct suppressions *suppressions, const char *rule)
{
    size_t n_kept = 0, n_lasting = 0;
    for (size_t i = 0; i < suppressions->n_active; i++) {
        const bool is_lasting = i < suppressions->n_lasting;
        if (is_lasting && is_within(suppressions->rules[i], rule))
            continue;
        suppressions->active[n_kept] = suppressions->active[i];
        suppressions->rules[n_kept++] = suppressions->rules[i];
        n_lasting += is_lasting;
    }
    suppressions->n_active = n_kept;
    suppressions->n_lasting = n_lasting;
}

/* Whether something in force means more than the rule, so that the rule has to be taken out of it. */
static bool has_wider(const struct suppressions *suppressions, const char *rule)
{
    for (size_t i = 0; i < suppressions->n_lasting; i++)
        if (is_within(rule, suppressions->rules[i]))
            return true;
    return false;
}

/* Where there is no room to take one rule out of many, all are on again: rather too much is found than too little. */
static enum qualm_status take_back(struct suppressions *suppressions, const struct suppression_event *event)
{
    deactivate(suppressions, event->rule);
    if (!has_wider(suppressions, event->rule))
        return QUALM_OK;
    if (suppressions->n_active < ACTIVE_MOST && event->index != SUPPRESSION_NOT_KEPT)
        return activate(suppressions, event);
    deactivate(suppressions, "");
    return QUALM_OK;
}

enum qualm_status suppressions_reach(struct suppressions *suppressions, size_t at)
{
    enum qualm_status status = QUALM_OK;
    while (!status && suppressions->next_event < suppressions->n_events) {
        const struct suppression_event *event = &suppressions->events[suppressions->next_event];
        if (event->at >= at)
            break;
        suppressions->next_event++;
        status = event->verb == SUPPRESS_ON ? take_back(suppressions, event) : activate(suppressions, event);
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
