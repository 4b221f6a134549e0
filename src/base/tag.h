/* The shape of locale tags. */
#ifndef BASE_TAG_H
#define BASE_TAG_H

#include <stdbool.h>

/* Whether `text` begins as the tag of a language does: two or three letters, then the end or a sign that parts, as in
 * "en", "deu", "en-GB", "en_US.UTF-8". Longer words ("English") are names and no tags. */
bool tag_is_language(const char *text);

#endif
