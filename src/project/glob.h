/* Patterns for names and paths, as git reads them. Matching takes steps in the length of the text times that of the
 * pattern, whatever the pattern is. Everything is bytes: "?" is one byte. */
#ifndef PROJECT_GLOB_H
#define PROJECT_GLOB_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/span.h"
#include "qualm.h"

enum glob_kind {
    GLOB_NAME, /* a slash is a byte like others: "*" goes past it */
    GLOB_PATH, /* "*", "?" and "[…]" do not match a slash; "**" between slashes does */
};

struct glob_part;

struct glob {
    const struct glob_part *parts; /* NULL: it matches nothing, for a bracket is not closed */
    size_t n_parts;
    struct span literal; /* what it is, when it has no wildcard; else what it begins with */
    bool is_literal;
};

/* A pattern has no more bytes than this. */
#define GLOB_MOST ((size_t)4096)

/* Compiles into the arena. QUALM_ERR_TOO_LARGE for a pattern of more than GLOB_MOST bytes. */
enum qualm_status glob_make(struct span pattern, enum glob_kind kind, struct arena *arena, struct glob *glob);
bool glob_matches(const struct glob *glob, struct span text);

#endif
