/* How a pattern is written out before PCRE2 sees it. */
#ifndef MATCH_SPELLING_H
#define MATCH_SPELLING_H

#include <stddef.h>

#include "base/buffer.h"

/* Appends `source` with every apostrophe as ' or ’ (U+2019), in character classes too; an escaped one stays alone.
 * (Group names are therefore written <name>.) Stops once `most` bytes are written; `*n_read` is how far it came. */
enum qualm_status spelling_expand(const char *source, size_t most, struct buffer *out, size_t *n_read);

#endif
