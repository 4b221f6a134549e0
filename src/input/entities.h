/* Character references of HTML: "&amp;", "&#233;", "&#xE9;". */
#ifndef INPUT_ENTITIES_H
#define INPUT_ENTITIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/* The longest reference that is looked at. */
#define ENTITY_MOST 32u

/* Bytes of the reference that `text` starts with, semicolon included, and its code point; 0 when it starts with none
 * or with one that is not known. Numbers that stand for no character give U+FFFD; those of windows-1252's controls
 * mean its signs, as in HTML. */
size_t entity_read(struct span text, uint32_t *code_point);

#endif
