/* The leads of a pattern: what every hit can begin with, read off the pattern itself.
 *
 * They let a search try a pattern only where the text goes on so. Only what is surely right is given: a pattern must
 * begin at a word boundary or at the start of the text, and with a letter or a digit on every way through it; for all
 * others there are none, and the pattern is searched for as a whole. How a lead is written is told in match/match.h.
 */
#include <stdlib.h>
#include <string.h>

#include "tablegen.h"

/* A long lead tells more ("as a matter" is rare where "as a" is not), but alternatives multiply: of the lengths from
 * the longest down to the shortest a pattern gets the first that makes no more than a handful, else the shortest. */
#define LEAD_BYTES_MOST 12
#define LEAD_BYTES_LEAST 5
#define LEADS_HANDFUL 160
#define LEADS_MOST 600
#define DEPTH_MOST 200
#define LEAD_ROOM (LEAD_BYTES_MOST + 3) /* and marks of start and end, and a NUL */

struct leads {
    char items[LEADS_MOST][LEAD_ROOM];
    size_t n, n_bytes; /* of the longest */
    bool has_failed;
};

/* A way through the pattern: what it has collected so far. */
struct way {
    char lead[LEAD_ROOM];
    size_t n;
    bool is_at_boundary, is_at_start; /* \b or ^, and ^, were passed */
    bool is_word_over;                /* \b was passed behind a letter or digit */
    unsigned depth;
};

static void walk(struct leads *leads, const char *pattern, const char *at, struct way way);

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Whether a lead can hold it, though not begin with it. */
static bool is_lead_char(char c)
{
    return is_word_char(c) || c == ' ' || c == '-' || c == '\'';
}

static void emit(struct leads *leads, const struct way *way)
{
    if (way->n == 0 || !way->is_at_boundary || leads->n == LEADS_MOST) {
        leads->has_failed = true;
        return;
    }
    char lead[LEAD_ROOM + 2];
    snprintf(lead, sizeof lead, "%s%s%s", way->is_at_start ? "^" : "", way->lead, way->is_word_over ? "_" : "");
    for (size_t i = 0; i < leads->n; i++)
        if (strcmp(leads->items[i], lead) == 0)
            return;
    memcpy(leads->items[leads->n++], lead, LEAD_ROOM);
}

/* Past the character class that opens at `at`. */
static const char *class_end(const char *at)
{
    at += 1 + (at[1] == '^');
    if (*at == ']')
        at++;
    while (*at && *at != ']')
        at += *at == '\\' && at[1] ? 2 : 1;
    return *at ? at + 1 : at;
}

/* Past the group that opens at `at`. */
static const char *group_end(const char *at)
{
    size_t depth = 0;
    while (*at) {
        if (*at == '\\' && at[1]) {
            at += 2;
        } else if (*at == '[') {
            at = class_end(at);
        } else {
            depth += *at == '(';
            if (*at++ == ')' && --depth == 0)
                break;
        }
    }
    return at;
}

/* Past what may stand behind an atom: ?, *, +, {…} and their lazy or possessive mark. */
static const char *quantifier_end(const char *at, bool *is_optional, bool *is_repeated)
{
    *is_optional = *at == '?' || *at == '*' || (at[0] == '{' && (at[1] == '0' || at[1] == ','));
    *is_repeated = *at == '*' || *at == '+' || *at == '{';
    if (*at == '{')
        at += strcspn(at, "}");
    if (*at && strchr("?*+}", *at))
        at++;
    if ((*is_optional || *is_repeated) && (*at == '?' || *at == '+'))
        at++;
    return at;
}

/* The group that a '|' or ')' at `at` belongs to: past its end; the end of the pattern where there is none. */
static const char *enclosing_end(const char *at)
{
    size_t depth = 0;
    while (*at) {
        if (*at == '\\' && at[1]) {
            at += 2;
        } else if (*at == '[') {
            at = class_end(at);
        } else {
            if (*at == ')' && depth-- == 0)
                return at + 1;
            depth += *at++ == '(';
        }
    }
    return at;
}

/* Takes one letter into the way; a way that is long enough has its lead, and so has one that comes to an apostrophe,
 * which may have three bytes in a text. */
static void walk_letter(struct leads *leads, const char *pattern, const char *next, struct way way, char letter)
{
    if (way.n == 0 && !is_word_char(letter)) {
        emit(leads, &way);
        return;
    }
    if (way.is_word_over && is_word_char(letter))
        return;
    way.is_word_over = false;
    way.lead[way.n++] = letter;
    way.lead[way.n] = '\0';
    if (way.n == leads->n_bytes || letter == '\'')
        emit(leads, &way);
    else
        walk(leads, pattern, next, way);
}

/* Each alternative of the group whose inside starts at `at`. */
static void walk_alternatives(struct leads *leads, const char *pattern, const char *at, struct way way)
{
    size_t depth = 0;
    walk(leads, pattern, at, way);
    while (*at && !(*at == ')' && depth == 0)) {
        if (*at == '\\' && at[1]) {
            at += 2;
            continue;
        }
        if (*at == '[') {
            at = class_end(at);
            continue;
        }
        if (*at == '|' && depth == 0)
            walk(leads, pattern, at + 1, way);
        depth += *at == '(';
        depth -= *at == ')';
        at++;
    }
}

/* Where the inside of a plain or named group starts; NULL for other kinds. */
static const char *group_inside(const char *at)
{
    if (at[1] != '?')
        return at[1] == '*' ? NULL : at + 1;
    if (at[2] == ':')
        return at + 3;
    if (strncmp(at + 2, "-i:", 3) == 0)
        return at + 5;
    const bool is_named = at[2] == '<' && at[3] != '=' && at[3] != '!';
    return is_named ? at + strcspn(at, ">") + 1 : NULL;
}

static bool is_look_around(const char *at)
{
    return strncmp(at, "(?=", 3) == 0 || strncmp(at, "(?!", 3) == 0 || strncmp(at, "(?<=", 4) == 0 ||
           strncmp(at, "(?<!", 4) == 0;
}

static void walk_group(struct leads *leads, const char *pattern, const char *at, struct way way)
{
    bool is_optional;
    bool is_repeated;
    const char *inside = group_inside(at);
    const char *end = group_end(at);
    if (is_look_around(at)) {
        walk(leads, pattern, end, way);
        return;
    }
    if (!inside) {
        emit(leads, &way);
        return;
    }
    const char *next = quantifier_end(end, &is_optional, &is_repeated);
    walk_alternatives(leads, pattern, inside, way);
    if (is_optional)
        walk(leads, pattern, next, way);
}

static void walk_class(struct leads *leads, const char *pattern, const char *at, struct way way)
{
    bool is_optional;
    bool is_repeated;
    const char *end = class_end(at);
    const char *next = quantifier_end(end, &is_optional, &is_repeated);
    for (const char *p = at + 1; p < end - 1; p++) {
        const bool is_range = *p == '-' && p > at + 1 && p < end - 2;
        if (!is_lead_char(*p) || is_range || is_repeated) {
            emit(leads, &way);
            return;
        }
    }
    for (const char *p = at + 1; p < end - 1; p++)
        walk_letter(leads, pattern, next, way, *p);
    if (is_optional)
        walk(leads, pattern, next, way);
}

/* \d: any digit is a lead, whatever follows. */
static void walk_digit(struct leads *leads, const char *pattern, const char *next, struct way way)
{
    bool is_optional;
    bool is_repeated;
    next = quantifier_end(next, &is_optional, &is_repeated);
    if (way.n) {
        emit(leads, &way);
        return;
    }
    for (const char *digit = "0123456789"; *digit; digit++) {
        way.lead[0] = *digit;
        way.n = 1;
        emit(leads, &way);
    }
    way.lead[0] = '\0';
    way.n = 0;
    if (is_optional)
        walk(leads, pattern, next, way);
}

static void walk_literal(struct leads *leads, const char *pattern, const char *at, struct way way)
{
    bool is_optional;
    bool is_repeated;
    const char *next = quantifier_end(at + 1, &is_optional, &is_repeated);
    const char letter = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
    if (!is_lead_char(letter) || is_repeated) {
        emit(leads, &way);
        return;
    }
    walk_letter(leads, pattern, next, way, letter);
    if (is_optional)
        walk(leads, pattern, next, way);
}

static void walk(struct leads *leads, const char *pattern, const char *at, struct way way)
{
    bool is_optional;
    bool is_repeated;
    if (leads->has_failed || ++way.depth > DEPTH_MOST) {
        leads->has_failed = true;
        return;
    }
    if (*at == '\0') {
        emit(leads, &way);
    } else if (*at == ')' || *at == '|') {
        /* Out of the group, which may be gone through again: then what is there already must do. */
        const char *end = enclosing_end(at);
        const char *next = quantifier_end(end, &is_optional, &is_repeated);
        if (is_repeated)
            emit(leads, &way);
        else
            walk(leads, pattern, next, way);
    } else if (*at == '^') {
        if (way.n) {
            emit(leads, &way);
            return;
        }
        way.is_at_boundary = way.is_at_start = true;
        walk(leads, pattern, at + 1, way);
    } else if (at[0] == '\\' && at[1] == 'b') {
        way.is_at_boundary = true;
        way.is_word_over = way.n && is_word_char(way.lead[way.n - 1]);
        walk(leads, pattern, at + 2, way);
    } else if (at[0] == '\\' && at[1] == 'd') {
        walk_digit(leads, pattern, at + 2, way);
    } else if (*at == '(') {
        walk_group(leads, pattern, at, way);
    } else if (*at == '[') {
        walk_class(leads, pattern, at, way);
    } else {
        walk_literal(leads, pattern, at, way);
    }
}

static int compare_leads(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Whether all that begins with `b` begins with `a` too. */
static bool is_within(const char *b, const char *a)
{
    const size_t n = strlen(a);
    if (a[n - 1] == '_')
        return strncmp(a, b, n - 1) == 0 && b[n - 1] && !is_word_char(b[n - 1]);
    return strncmp(a, b, n) == 0;
}

/* Sorts, and drops what a shorter lead says already. */
static void leads_prune(struct leads *leads)
{
    size_t n_kept = 0;
    qsort(leads->items, leads->n, sizeof *leads->items, compare_leads);
    for (size_t i = 0; i < leads->n; i++) {
        bool is_kept = true;
        for (size_t k = 0; is_kept && k < leads->n; k++)
            is_kept = k == i || !is_within(leads->items[i], leads->items[k]);
        if (is_kept)
            memcpy(leads->items[n_kept++], leads->items[i], LEAD_ROOM);
    }
    leads->n = n_kept;
}

static void leads_find(struct leads *leads, const char *pattern, size_t n_bytes)
{
    leads->n = 0;
    leads->n_bytes = n_bytes;
    leads->has_failed = false;
    /* The pattern as a whole is a group without parentheses. */
    walk_alternatives(leads, pattern, pattern, (struct way){.n = 0});
    leads_prune(leads);
}

void write_leads(FILE *out, const char *pattern)
{
    static struct leads leads;
    size_t n_bytes = LEAD_BYTES_MOST;
    leads_find(&leads, pattern, n_bytes);
    while ((leads.has_failed || leads.n > LEADS_HANDFUL) && n_bytes > LEAD_BYTES_LEAST)
        leads_find(&leads, pattern, --n_bytes);
    if (leads.has_failed)
        leads.n = 0;
    fputs(".leads = \"", out);
    for (size_t i = 0; i < leads.n; i++)
        fprintf(out, "%s%s", i ? "|" : "", leads.items[i]);
    fputs("\", ", out);
}
