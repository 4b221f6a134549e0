/* How lines begin that a furniture pattern can match: read off the pattern, so that few lines ask a pattern at all. */
#ifndef INPUT_HEADS_H
#define INPUT_HEADS_H

#include "base/span.h"
#include "qualm.h"

/* A pattern with the way through its groups: immutable, shared. */
struct head_pattern;

/* The pattern has at most 8 KiB and must outlive what is made of it. */
enum qualm_status head_pattern_new(const char *pattern, struct head_pattern **made);
void head_pattern_free(struct head_pattern *pattern);
/* Whether the pattern could match a line that begins with `head`, which is ASCII. False only where it surely cannot;
 * a pattern that does not begin with ^ could always. Patterns are caseless, and \p{Lu} stands in (?-i:…) only. */
bool head_may_match(const struct head_pattern *pattern, struct span head);

#endif
