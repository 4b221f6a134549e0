/* What JSON holds, in ASCII and without long integers. */
#include "base/json_plain.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* The digits of which every number fits 64 bits. */
#define DIGITS_SAFE 18

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

static void escape_write(uint32_t unit, char *out)
{
    out[0] = '\\';
    out[1] = 'u';
    for (size_t i = 0; i < 4; i++)
        out[2 + i] = "0123456789abcdef"[unit >> (12 - 4 * i) & 0xF];
}

static enum qualm_status escape_append(struct buffer *plain, uint32_t c)
{
    char bytes[12];
    if (c < 0x10000) {
        escape_write(c, bytes);
        return buffer_append(plain, bytes, 6);
    }
    escape_write(0xD800 + ((c - 0x10000) >> 10), bytes);
    escape_write(0xDC00 + ((c - 0x10000) & 0x3FF), bytes + 6);
    return buffer_append(plain, bytes, sizeof bytes);
}

/* One character of a string, with the backslash before it. */
static enum qualm_status character_append(struct span json, size_t *at, struct buffer *plain)
{
    const size_t start = *at;
    bool is_bad = false;
    const bool is_escape = json.ptr[start] == '\\' && start + 1 < json.len;
    *at += is_escape;
    const uint32_t c = utf8_next_unchecked(json.ptr, json.len, at, &is_bad);
    if (is_bad)
        return QUALM_ERR_ENCODING;
    /* Behind a backslash it is no JSON, and must not become any. */
    return c < 0x80 || is_escape ? buffer_append(plain, json.ptr + start, *at - start) : escape_append(plain, c);
}

/* From the quote at `*at` past the closing one. */
static enum qualm_status string_append(struct span json, size_t *at, struct buffer *plain)
{
    enum qualm_status status = QUALM_OK;
    size_t kept = (*at)++;
    while (*at < json.len && json.ptr[*at] != '"' && !status) {
        if (is_ascii(json.ptr[*at]) && json.ptr[*at] != '\\') {
            ++*at;
            continue;
        }
        status = buffer_append(plain, json.ptr + kept, *at - kept);
        if (!status)
            status = character_append(json, at, plain);
        kept = *at;
    }
    *at += *at < json.len;
    return status ? status : buffer_append(plain, json.ptr + kept, *at - kept);
}

/* What begins with a digit: a number, or none. */
static enum qualm_status number_append(struct span json, size_t *at, struct buffer *plain)
{
    const size_t start = *at;
    bool is_integer = true;
    for (; *at < json.len && (is_digit(json.ptr[*at]) || strchr("+-.eE", json.ptr[*at])); ++*at)
        is_integer &= is_digit(json.ptr[*at]);
    const enum qualm_status status = buffer_append(plain, json.ptr + start, *at - start);
    return status || !is_integer || *at - start <= DIGITS_SAFE ? status : buffer_append_text(plain, "e0");
}

enum qualm_status json_plain(struct span json, struct buffer *plain)
{
    enum qualm_status status = buffer_reserve(plain, json.len);
    if (!status)
        status = buffer_append(plain, "", 0);
    for (size_t at = 0; at < json.len && !status;) {
        const size_t start = at;
        if (json.ptr[at] == '"') {
            status = string_append(json, &at, plain);
        } else if (is_digit(json.ptr[at])) {
            status = number_append(json, &at, plain);
        } else {
            while (at < json.len && json.ptr[at] != '"' && !is_digit(json.ptr[at]))
                at++;
            status = buffer_append(plain, json.ptr + start, at - start);
        }
    }
    return status;
}
