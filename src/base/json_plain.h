/* JSON that every version of json-c reads alike. */
#ifndef BASE_JSON_PLAIN_H
#define BASE_JSON_PLAIN_H

#include "base/buffer.h"
#include "base/span.h"

/* Appends `json` written otherwise: it means the same and has the same lines. json-c 0.18, told to be strict, takes
 * what lies beyond ASCII in a string for a control, and an integer of more than 64 bits for no number: so the one is
 * written as escapes, and the other gets an exponent. What is no JSON stays none. QUALM_ERR_ENCODING where a string is
 * not well-formed UTF-8. */
enum qualm_status json_plain(struct span json, struct buffer *plain);

#endif
