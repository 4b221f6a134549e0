/* A configuration as a row of events: values, lists, maps. Behind it is libyaml, which nothing else in the room knows.
 *
 * Aliases, anchors and tags are refused, and so is a NUL in a value: a scalar is a text and nothing else. */
#ifndef PROJECT_CONFIG_EVENTS_H
#define PROJECT_CONFIG_EVENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "project/complaint.h"

enum config_event {
    CONFIG_OTHER = 0, /* where a document begins or ends */
    CONFIG_SCALAR,
    CONFIG_LIST,
    CONFIG_LIST_END,
    CONFIG_MAP,
    CONFIG_MAP_END,
    CONFIG_END, /* of all */
};

/* Where an event begins, from 1. */
struct config_place {
    size_t line, column;
};

struct config_events {
    enum config_event kind; /* of the newest event */
    const char *text;       /* of a scalar, until the next event; else NULL */
    struct config_place place;
    const char *name;       /* of the file, as messages say it; borrowed */
    struct complaint *why;
    void *parser;          /* libyaml's, and the event */
};

/* Text and name must outlive the events. On failure there is nothing to close. */
enum qualm_status config_events_open(struct config_events *events, const char *name, struct span bytes,
                                     struct complaint *why);
void config_events_close(struct config_events *events);

/* QUALM_ERR_ARGUMENT where the text is no YAML, or has what is refused. */
enum qualm_status config_event_next(struct config_events *events);

/* Complaints about the newest event, or another place: "name:line:column: what". QUALM_ERR_ARGUMENT. */
enum qualm_status config_refuse(const struct config_events *events, const char *what);
enum qualm_status config_refuse_at(const struct config_events *events, struct config_place place, const char *what);
/* Likewise with the word that is meant, and one that is near (NULL: none). */
enum qualm_status config_refuse_word(const struct config_events *events, const char *what, const char *word,
                                     const char *near);

#endif
