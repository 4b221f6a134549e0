/* Phrases that a site uses on purpose and does not want to hear about. */
#ifndef PROJECT_ACCEPT_H
#define PROJECT_ACCEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "qualm.h"

/* Whether a finding's words and one of the phrases lie over each other: the phrase holds what is marked, or what is
 * marked holds the phrase. ASCII case and the width of white space do not matter; a phrase begins and ends at words. */
bool accept_covers(const char *const *phrases, size_t n_phrases, const struct qualm_excerpt *excerpt);

#endif
