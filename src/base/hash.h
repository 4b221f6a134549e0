/* FNV-1a in 64 bits: the same for the same bytes on every machine. No secret keeps two texts from sharing one. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_SEED UINT64_C(0xcbf29ce484222325)
#define HASH_DIGITS 16

/* Goes on from `hash`, which is HASH_SEED at the start. */
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n_bytes);
/* In hexadecimal digits, all of them, and NUL. */
void hash_write(uint64_t hash, char digits[HASH_DIGITS + 1]);

#endif
