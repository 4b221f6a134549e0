/* "Did you mean": which of some words is spelt most like another. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/span.h"

/* One search. Words of more than 40 bytes are like none. */
struct nearest {
    struct span word;
    struct span best; /* ptr NULL: none is near enough */
    size_t least;     /* changes up to which a word is near, not included */
};

void nearest_init(struct nearest *nearest, struct span word);
void nearest_try(struct nearest *nearest, struct span candidate);

#endif
