/* Collecting bytes for a sink, and making safe what came from outside. */
#include "base/printer.h"

#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

void printer_init(struct printer *out, qualm_write write, void *to)
{
    out->write = write;
    out->to = to;
    out->status = QUALM_OK;
    out->n_bytes = 0;
    out->is_line_start = true;
    out->n_hashes = 0;
}

enum qualm_status printer_flush(struct printer *out)
{
    if (out->status == QUALM_OK && out->n_bytes)
        out->status = out->write(out->to, out->room, out->n_bytes);
    out->n_bytes = 0;
    return out->status;
}

static void follow_line(struct printer *out, const char *bytes, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes; i++) {
        const char c = bytes[i];
        if (c == '\n')
            out->is_line_start = true;
        else if (c != ' ' && c != '\t')
            out->is_line_start = false;
        out->n_hashes = c == '#' ? out->n_hashes + 1 : 0;
    }
}

void print_bytes(struct printer *out, const char *bytes, size_t n_bytes)
{
    follow_line(out, bytes, n_bytes);
    while (n_bytes && out->status == QUALM_OK) {
        const size_t n_free = sizeof out->room - out->n_bytes;
        const size_t n = n_bytes < n_free ? n_bytes : n_free;
        memcpy(out->room + out->n_bytes, bytes, n);
        out->n_bytes += n;
        bytes += n;
        n_bytes -= n;
        if (out->n_bytes == sizeof out->room)
            printer_flush(out);
    }
}

void print_text(struct printer *out, const char *text)
{
    print_bytes(out, text, strlen(text));
}

void print_repeat(struct printer *out, const char *text, size_t n_times)
{
    while (n_times--)
        print_text(out, text);
}

void print_uint(struct printer *out, uint64_t value)
{
    char text[NUMBER_ROOM];
    print_bytes(out, text, number_from_uint(value, text));
}

void print_number(struct printer *out, double value, unsigned n_decimals)
{
    char text[NUMBER_ROOM];
    print_bytes(out, text, number_shortest(value, n_decimals, text));
}

static size_t two_digits(uint64_t value, char text[4])
{
    text[0] = ':';
    text[1] = (char)('0' + value / 10 % 10);
    text[2] = (char)('0' + value % 10);
    text[3] = '\0';
    return 3;
}

void duration_text(double seconds, char text[DURATION_ROOM])
{
    const uint64_t total = seconds > 0 && seconds < 1e15 ? (uint64_t)(seconds + 0.5) : 0;
    size_t n = number_from_uint(total < 3600 ? total / 60 : total / 3600, text);
    if (total >= 3600)
        n += two_digits(total / 60 % 60, text + n);
    two_digits(total % 60, text + n);
}

/* -------------------------------------------------- what must not pass */

/* What CI systems take for a command wherever it stands in a line, behind "##". */
static const char *const openers[] = {"[", "vso[", "teamcity["};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether an opener follows at `rest`, or may follow when more is printed. */
static bool may_open(struct span rest)
{
    for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++) {
        size_t n = 0;
        while (openers[i][n] && n < rest.len && lower(rest.ptr[n]) == openers[i][n])
            n++;
        if (!openers[i][n] || n == rest.len)
            return true;
    }
    return false;
}

/* Whether the ASCII character at the front of `text` would begin or complete a command of a CI system. */
static bool is_command(const struct printer *out, struct span text)
{
    const struct span rest = {text.ptr + 1, text.len - 1};
    if (text.ptr[0] == '#')
        return out->n_hashes > 0 && may_open(rest);
    return text.ptr[0] == ':' && out->is_line_start && (rest.len == 0 || rest.ptr[0] == ':');
}

static size_t hex_of(uint32_t value, unsigned n_least, char digits[8])
{
    unsigned n = n_least;
    while (n < 8 && value >> (4 * n))
        n++;
    for (unsigned i = 0; i < n; i++)
        digits[i] = "0123456789abcdef"[value >> (4 * (n - 1 - i)) & 15];
    return n;
}

static void print_escape(struct printer *out, uint32_t value)
{
    char digits[8];
    print_text(out, "\\u{");
    print_bytes(out, digits, hex_of(value, 1, digits));
    print_text(out, "}");
}

void print_safe(struct printer *out, const char *text, size_t n_bytes)
{
    for (size_t at = 0; at < n_bytes;) {
        const size_t from = at;
        bool is_bad = false;
        const uint32_t c = utf8_next_unchecked(text, n_bytes, &at, &is_bad);
        if (is_bad)
            for (size_t i = from; i < at; i++)
                print_escape(out, (unsigned char)text[i]);
        else if (!utf8_is_printable(c) || is_command(out, (struct span){text + from, n_bytes - from}))
            print_escape(out, c);
        else
            print_bytes(out, text + from, at - from);
    }
}

size_t safe_width(const char *bytes, size_t n_bytes, size_t *at)
{
    const size_t from = *at;
    bool is_bad = false;
    const uint32_t c = utf8_next_unchecked(bytes, n_bytes, at, &is_bad);
    char digits[8];
    if (is_bad)
        return (*at - from) * strlen("\\u{ff}");
    return utf8_is_printable(c) ? utf8_width(c) : strlen("\\u{}") + hex_of(c, 1, digits);
}

/* ---------------------------------------------------------------- HTML */

/* What is not printable in a terminal and harmless in a page. */
static bool is_html_text(uint32_t c)
{
    static const uint32_t harmless[] = {'\t', '\n', 0xAD, 0x200C, 0x200D, 0x200E, 0x200F};
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++)
        if (c == harmless[i])
            return true;
    return utf8_is_printable(c);
}

static void print_reference(struct printer *out, uint32_t c)
{
    print_text(out, "&#");
    print_uint(out, c);
    print_text(out, ";");
}

void print_html(struct printer *out, const char *text, size_t n_bytes)
{
    for (size_t at = 0; at < n_bytes;) {
        const size_t from = at;
        bool is_bad = false;
        const uint32_t c = utf8_next_unchecked(text, n_bytes, &at, &is_bad);
        const struct span rest = {text + from, n_bytes - from};
        if (is_bad)
            for (size_t i = from; i < at; i++)
                print_escape(out, (unsigned char)text[i]);
        else if (!is_html_text(c))
            print_escape(out, c);
        else if (c && c < 0x80 && (strchr("&<>\"'`", (int)c) || is_command(out, rest)))
            print_reference(out, c);
        else
            print_bytes(out, rest.ptr, at - from);
    }
}

/* ---------------------------------------------------------------- JSON */

static void print_unit(struct printer *out, uint32_t unit)
{
    char digits[8];
    print_text(out, "\\u");
    print_bytes(out, digits, hex_of(unit, 4, digits));
}

static void print_json_escape(struct printer *out, uint32_t c)
{
    if (c == '\n') {
        print_text(out, "\\n");
    } else if (c == '\t') {
        print_text(out, "\\t");
    } else if (c < 0x10000) {
        print_unit(out, c);
    } else {
        print_unit(out, 0xD7C0 + (c >> 10));
        print_unit(out, 0xDC00 | (c & 0x3FF));
    }
}

/* The characters of a JSON string; `own` are those that the string itself must not hold. */
static void print_json_part(struct printer *out, struct span text, const char *own)
{
    for (size_t at = 0; at < text.len;) {
        const size_t from = at;
        bool is_bad = false;
        const uint32_t c = utf8_next_unchecked(text.ptr, text.len, &at, &is_bad);
        const struct span rest = {text.ptr + from, text.len - from};
        if (is_bad) {
            print_text(out, "\xEF\xBF\xBD");
        } else if (!utf8_is_printable(c) || (c == '#' && is_command(out, rest))) {
            print_json_escape(out, c);
        } else {
            if (c < 0x80 && strchr(own, (int)c))
                print_text(out, "\\");
            print_bytes(out, rest.ptr, at - from);
        }
    }
}

void print_json(struct printer *out, const char *text)
{
    if (!text) {
        print_text(out, "null");
        return;
    }
    print_text(out, "\"");
    print_json_inside(out, text, strlen(text));
    print_text(out, "\"");
}

void print_json_inside(struct printer *out, const char *text, size_t n_bytes)
{
    print_json_part(out, (struct span){text, n_bytes}, "\"\\");
}

void print_json_raw(struct printer *out, const char *json)
{
    print_json_part(out, span_of(json), "");
}

/* ------------------------------------------------------- other notations */

/* Whether XML 1.0 has no way to say the character, not even as a reference. */
static bool is_beyond_xml(uint32_t c)
{
    return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF;
}

/* Characters of markup, white space that an attribute's value would not keep, and what begins a command of a CI
 * system. */
static bool is_reference(const struct printer *out, uint32_t c)
{
    if (c >= 0x80)
        return !utf8_is_printable(c);
    return c < ' ' || c == 0x7F || strchr("<>&\"'", (int)c) || (c == '#' && out->n_hashes) ||
           (c == ':' && out->is_line_start);
}

void print_xml(struct printer *out, const char *text)
{
    const size_t n_bytes = strlen(text);
    for (size_t at = 0; at < n_bytes;) {
        const size_t from = at;
        bool is_bad = false;
        const uint32_t c = utf8_next_unchecked(text, n_bytes, &at, &is_bad);
        if (is_bad) {
            print_text(out, "\xEF\xBF\xBD");
        } else if (is_beyond_xml(c)) {
            print_escape(out, c);
        } else if (is_reference(out, c)) {
            print_reference(out, c);
        } else {
            print_bytes(out, text + from, at - from);
        }
    }
}

static bool is_ascii_word(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

/* "@name", "#1", ":tada:", "https://", "GH-1": what a forge acts upon though it is written as a reference. */
static bool is_trigger(char c, char next)
{
    if (c == '-')
        return next >= '0' && next <= '9';
    return c == '@' || c == '#' || (c == ':' && (next == '/' || is_ascii_word(next)));
}

/* Signs that are markup in no place where words of a document stand. "www." makes a link. */
static bool is_plain_sign(char c, char before)
{
    return strchr(" ,;:!?()\"'%/-", c) || (c == '.' && lower(before) != 'w');
}

static void print_markdown_ascii(struct printer *out, char c, char before, char next)
{
    const bool is_broken = is_trigger(c, next);
    if (c == '\n' || c == '\t' || c == '\r')
        print_text(out, " ");
    else if (!utf8_is_printable((unsigned char)c))
        print_escape(out, (unsigned char)c);
    else if (!is_broken && (is_ascii_word(c) || is_plain_sign(c, before)))
        print_bytes(out, &c, 1);
    else
        print_reference(out, (unsigned char)c);
    if (is_broken)
        print_text(out, "&#8203;");
}

void print_markdown(struct printer *out, const char *text)
{
    const size_t n_bytes = strlen(text);
    for (size_t at = 0; at < n_bytes;) {
        const size_t from = at;
        bool is_bad = false;
        const uint32_t c = utf8_next_unchecked(text, n_bytes, &at, &is_bad);
        if (is_bad)
            print_text(out, "\xEF\xBF\xBD");
        else if (c < 0x80)
            print_markdown_ascii(out, text[from], from ? text[from - 1] : ' ', text[at]);
        else if (utf8_is_printable(c))
            print_bytes(out, text + from, at - from);
        else
            print_escape(out, c);
    }
}

static bool is_unreserved(char c)
{
    return is_ascii_word(c) || (c && strchr("-._~/", c));
}

void print_uri(struct printer *out, const char *path)
{
    for (; *path; path++) {
        const unsigned char c = (unsigned char)*path;
        const char escape[3] = {'%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]};
        print_bytes(out, is_unreserved(*path) ? path : escape, is_unreserved(*path) ? 1 : sizeof escape);
    }
}
