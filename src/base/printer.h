/* The one printer: everything that leaves qualm goes through it, so nothing from a document reaches a terminal, a CI
 * log or JSON unescaped. Errors stick: after a failed write the rest is dropped and `status` says why.
 */
#ifndef BASE_PRINTER_H
#define BASE_PRINTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "qualm.h"

struct printer {
    qualm_write write;
    void *to;
    enum qualm_status status;
    char room[4096];      /* collected bytes */
    size_t n_bytes;
    bool is_line_start;   /* only white space so far on this line */
    unsigned n_hashes;    /* '#' printed last, one after the other */
};

void printer_init(struct printer *out, qualm_write write, void *to);
/* Sends what is collected; returns the status. */
enum qualm_status printer_flush(struct printer *out);

/* Our own words, as they are. */
void print_text(struct printer *out, const char *text);
void print_bytes(struct printer *out, const char *bytes, size_t n_bytes);
void print_repeat(struct printer *out, const char *text, size_t n_times);
void print_uint(struct printer *out, uint64_t value);
/* "12.5" with at most `n_decimals`, no trailing zeros. */
void print_number(struct printer *out, double value, unsigned n_decimals);
/* "1:05", from an hour on "1:05:00"; rounded to the second. */
#define DURATION_ROOM 48
void duration_text(double seconds, char text[DURATION_ROOM]);

/* Words of a document for a person or a log: controls, bidi overrides, zero-width, tag, unassigned and ill-formed
 * characters as \u{HEX}; "##[" and the like, and "::" where only white space is before it on the line, are broken. */
void print_safe(struct printer *out, const char *text, size_t n_bytes);
/* Columns that print_safe takes for the character at `*at` of any bytes, where no command is broken; moves `*at`. */
size_t safe_width(const char *bytes, size_t n_bytes, size_t *at);
/* The same as text or inside a quoted attribute of HTML: markup is inert. What runs of right-to-left, joined and
 * hyphenated scripts need (joiners, direction marks, soft hyphens) stays, and so do line feeds and tabs: a page
 * isolates directions and keeps its own lines. */
void print_html(struct printer *out, const char *text, size_t n_bytes);
/* The same inside JSON quotes, as \uHEX, so that the string's value is unchanged; ill-formed UTF-8 becomes U+FFFD.
 * NULL gives null. */
void print_json(struct printer *out, const char *text);
/* The same without the quotes. */
void print_json_inside(struct printer *out, const char *text, size_t n_bytes);
/* JSON from outside that was checked before and is one string or number: echoed byte by byte, but what print_json
 * escapes in a string is escaped. */
void print_json_raw(struct printer *out, const char *json);
/* The same for XML, as text or as the value of an attribute: what XML 1.0 allows in no form is \u{HEX}, what cannot be
 * seen a character reference. */
void print_xml(struct printer *out, const char *text);
/* The same for Markdown and HTML at once: what either takes for markup is a character reference, and what a forge makes
 * a link, a mention, an issue or a picture of is broken by a zero-width space. */
void print_markdown(struct printer *out, const char *text);
/* A path as the relative part of a URI: everything but unreserved characters and slashes is percent-encoded. */
void print_uri(struct printer *out, const char *path);

#endif
