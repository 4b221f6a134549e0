/* FNV-1a. */
#include "base/hash.h"

#define PRIME UINT64_C(0x100000001b3)

uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n_bytes)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < n_bytes; i++)
        hash = (hash ^ byte[i]) * PRIME;
    return hash;
}

void hash_write(uint64_t hash, char digits[HASH_DIGITS + 1])
{
    for (unsigned i = 0; i < HASH_DIGITS; i++)
        digits[i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
    digits[HASH_DIGITS] = '\0';
}
