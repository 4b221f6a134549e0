/* Where a hit can begin that holds a hinge. */
#ifndef MATCH_HINGES_H
#define MATCH_HINGES_H

#include <stddef.h>

/* The first place from `from` on at which a hit with this hinge can begin: at the word before it, or, where that is one
 * that may come `between` (see struct pattern_row), further on. The hinge itself is the last. */
size_t hinge_reach(const char *text, size_t from, size_t hinge, const char *between);

#endif
