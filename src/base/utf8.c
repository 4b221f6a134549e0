/* Decoding and encoding UTF-8. */
#include "base/utf8.h"

uint32_t utf8_next_long(const char *text, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text + *at;
    if (p[0] < 0xE0) {
        *at += 2;
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    }
    if (p[0] < 0xF0) {
        *at += 3;
        return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    }
    *at += 4;
    return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
}

uint32_t utf8_previous(const char *text, size_t *at)
{
    do
        *at -= 1;
    while (((unsigned char)text[*at] & 0xC0) == 0x80);
    size_t from = *at;
    return utf8_next(text, &from);
}

/* What may follow a lead byte: how many bytes in all, and the range of the second one (Unicode table 3-7). */
struct lead {
    unsigned n_bytes;
    unsigned char low, high;
};

static struct lead lead_of(unsigned char byte)
{
    if (byte < 0x80)
        return (struct lead){1, 0, 0};
    if (byte < 0xC2 || byte > 0xF4)
        return (struct lead){0, 0, 0};
    if (byte < 0xE0)
        return (struct lead){2, 0x80, 0xBF};
    if (byte < 0xF0)
        return (struct lead){3, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
    return (struct lead){4, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
}

uint32_t utf8_next_unchecked(const char *bytes, size_t n_bytes, size_t *at, bool *is_bad)
{
    const unsigned char *p = (const unsigned char *)bytes + *at;
    const size_t n_left = n_bytes - *at;
    const struct lead lead = lead_of(p[0]);
    unsigned n_good = 1;
    if (lead.n_bytes > 1 && n_left > 1 && p[1] >= lead.low && p[1] <= lead.high) {
        n_good = 2;
        while (n_good < lead.n_bytes && n_good < n_left && (p[n_good] & 0xC0) == 0x80)
            n_good++;
    }
    if (n_good == lead.n_bytes)
        return utf8_next(bytes, at);
    *at += n_good;
    *is_bad = true;
    return UTF8_REPLACEMENT;
}

size_t utf8_encode(uint32_t code_point, char bytes[4])
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000))
        code_point = UTF8_REPLACEMENT;
    if (code_point < 0x80) {
        bytes[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        bytes[0] = (char)(0xC0 | code_point >> 6);
        bytes[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        bytes[0] = (char)(0xE0 | code_point >> 12);
        bytes[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | code_point >> 18);
    bytes[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

size_t utf8_count(const char *text, size_t n_bytes)
{
    const uint64_t ones = 0x0101010101010101u;
    size_t n = n_bytes, i = 0;
    for (uint64_t word; i + sizeof word <= n_bytes; i += sizeof word) {
        memcpy(&word, text + i, sizeof word);
        /* A byte of 1 for each that goes on a code point; the product adds them up in its highest byte. */
        const uint64_t inner = word >> 7 & ~word >> 6 & ones;
        n -= (size_t)(inner * ones >> 56);
    }
    for (; i < n_bytes; i++)
        n -= ((unsigned char)text[i] & 0xC0) == 0x80;
    return n;
}
