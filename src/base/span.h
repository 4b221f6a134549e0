/* A borrowed piece of bytes: pointer and length, never an owner. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
    const char *ptr;
    size_t len;
};

static inline struct span span_of(const char *text)
{
    return (struct span){text, strlen(text)};
}

static inline bool span_equals(struct span a, struct span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool span_is(struct span a, const char *text)
{
    return span_equals(a, span_of(text));
}

/* ASCII letters fold; everything else compares as bytes. */
bool span_equals_nocase(struct span a, struct span b);
bool span_starts_with(struct span a, const char *prefix);
/* Without white space (space, tab, CR, LF, VT, FF) at both ends. */
struct span span_trim(struct span a);
/* Takes the part up to the next `separator` off the front of `rest`; false at the end. */
bool span_next_part(struct span *rest, char separator, struct span *part);

#endif
