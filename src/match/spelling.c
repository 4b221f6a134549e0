/* Straight and curly apostrophes: a pattern says ' and means both. */
#include "match/spelling.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define OUTSIDE SIZE_MAX

/* Where a scan of a pattern stands. */
struct scan {
    const char *source;
    size_t at;
    size_t class_start; /* of the character class it is in, or OUTSIDE */
};

/* The bytes of the next piece that is copied as it stands: an escape, a POSIX class, or a byte. */
static size_t piece_size(const struct scan *scan)
{
    const char *p = scan->source + scan->at;
    if (p[0] == '\\' && p[1])
        return 2;
    if (scan->class_start == OUTSIDE || p[0] != '[' || p[1] != ':')
        return 1;
    const char *end = strstr(p, ":]");
    return end ? (size_t)(end - p) + 2 : 1;
}

static void follow_class(struct scan *scan)
{
    const char *source = scan->source;
    if (scan->class_start == OUTSIDE) {
        if (source[scan->at] == '[')
            scan->class_start = scan->at;
        return;
    }
    /* A bracket that comes first in a class, or first after its ^, is a member. */
    const size_t first = scan->class_start + (source[scan->class_start + 1] == '^' ? 2 : 1);
    if (source[scan->at] == ']' && scan->at > first)
        scan->class_start = OUTSIDE;
}

enum qualm_status spelling_expand(const char *source, size_t most, struct buffer *out, size_t *n_read)
{
    struct scan scan = {source, 0, OUTSIDE};
    enum qualm_status status = buffer_append(out, "", 0);
    while (!status && source[scan.at] && out->n_bytes < most) {
        const size_t n = piece_size(&scan);
        if (source[scan.at] == '\'')
            status = buffer_append_text(out, scan.class_start == OUTSIDE ? "['’]" : "'’");
        else
            status = buffer_append(out, source + scan.at, n);
        if (n == 1)
            follow_class(&scan);
        scan.at += n;
    }
    *n_read = scan.at;
    return status;
}
