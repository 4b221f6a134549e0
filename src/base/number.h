/* Numbers as text, the same in every locale. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

#define NUMBER_ROOM 48

/* The decimal digits of `value` into `text` (room for 21 bytes), NUL-terminated; returns how many bytes. */
size_t number_from_uint(uint64_t value, char *text);
/* `value` with exactly `n_decimals` (0 to 9) digits after the point, rounded half to even on the exact value of the
 * double; never "-0". Values that are not finite or not below 1e18 in size give "0". Returns how many bytes. */
size_t number_from_double(double value, unsigned n_decimals, char text[NUMBER_ROOM]);
/* As above without trailing zeros after the point: "12", "12.5". */
size_t number_shortest(double value, unsigned n_decimals, char text[NUMBER_ROOM]);

/* Whole-span decimal number without sign; false on anything else or overflow. */
bool number_to_uint(struct span text, uint64_t *value);
/* Whole-span decimal number "-12.5", at most 15 significant digits and 9 after the point; false on anything else. */
bool number_to_double(struct span text, double *value);

#endif
