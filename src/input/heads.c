/* Walks a pattern as far as the head of a line goes. Whatever the walk does not know, or would have to count, it takes
 * for a match; look-arounds are passed by. */
#include "input/heads.h"

#include <stdint.h>
#include <stdlib.h>

#define DEPTH_MOST 200

/* Where the alternative and the group end that hold a character of the pattern: at a '|' or ')', at a ')'; for what
 * stands in no group, at the end of the pattern. */
struct ends {
    uint16_t alternative, group;
};

struct head_pattern {
    const char *text;
    struct ends ends[];
};

/* What is left of the head, and how deep the walk is in the pattern. */
struct way {
    const struct head_pattern *pattern;
    struct span head;
    unsigned depth;
};

static bool walk(const char *at, struct way way);

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
    return is_upper((char)(c & ~0x20));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

/* -------------------------------------------------------------------- atoms */

/* Past the next `c`. */
static const char *past(const char *at, char c)
{
    while (*at && *at != c)
        at++;
    return *at ? at + 1 : at;
}

/* Past an escape: "\d", "\p{Lu}". */
static const char *escape_end(const char *at)
{
    if (at[1] == '\0')
        return at + 1;
    return (at[1] == 'p' || at[1] == 'P') && at[2] == '{' ? past(at, '}') : at + 2;
}

static const char *class_end(const char *at)
{
    at += 1 + (at[1] == '^');
    if (*at == ']')
        at++;
    while (*at && *at != ']')
        at = *at == '\\' ? escape_end(at) : at + 1;
    return *at ? at + 1 : at;
}

/* Past one character of UTF-8. */
static const char *character_end(const char *at)
{
    do
        at++;
    while (((unsigned char)*at & 0xC0) == 0x80);
    return at;
}

static const char *atom_end(const char *at)
{
    return *at == '\\' ? escape_end(at) : *at == '[' ? class_end(at) : character_end(at);
}

/* Whether an escape takes the character; one that is not known takes all. */
static bool escape_takes(const char *at, char c)
{
    switch (at[1]) {
    case 'd':
        return is_digit(c);
    case 'S':
        return c != ' ';
    case 'w':
        return is_letter(c) || is_digit(c) || c == '_';
    case 'p':
        if (strncmp(at, "\\p{Lu}", 6) == 0)
            return is_upper(c);
        return strncmp(at, "\\p{L}", 5) != 0 || is_letter(c);
    default:
        return is_letter(at[1]) || is_digit(at[1]) || at[1] == c;
    }
}

/* Whether one of a class's members, from `at` to `end`, takes the character. */
static bool members_take(const char *at, const char *end, char c)
{
    while (at < end) {
        const char *next = *at == '\\' ? escape_end(at) : at + 1;
        const bool is_range = *at != '\\' && *next == '-' && next + 1 < end;
        if (*at == '\\' ? escape_takes(at, c) : lower(*at) == lower(c))
            return true;
        /* The ends of a range that are beyond ASCII lie above all of it. */
        if (is_range && (unsigned char)lower(c) >= (unsigned char)*at && (unsigned char)c <= (unsigned char)next[1])
            return true;
        at = is_range ? next + 2 : next;
    }
    return false;
}

static bool class_takes(const char *at, char c)
{
    const char *end = class_end(at) - 1;
    const bool is_negated = at[1] == '^';
    if (is_negated && memchr(at, '\\', (size_t)(end - at)))
        return true;
    return members_take(at + 1 + is_negated, end, c) != is_negated;
}

static bool atom_takes(const char *at, char c)
{
    if (*at == '.')
        return true;
    return *at == '\\' ? escape_takes(at, c) : *at == '[' ? class_takes(at, c) : lower(*at) == lower(c);
}

/* ----------------------------------------------------------------- the walk */

struct quantifier {
    bool is_optional, is_repeated;
    const char *end;
};

static struct quantifier quantifier_at(const char *at)
{
    struct quantifier found = {.end = at};
    found.is_optional = *at == '?' || *at == '*' || (at[0] == '{' && (at[1] == '0' || at[1] == ','));
    found.is_repeated = *at == '*' || *at == '+' || *at == '{';
    if (found.is_optional || found.is_repeated)
        at = *at == '{' ? past(at, '}') : at + 1;
    if ((*at == '?' || *at == '+') && at > found.end)
        at++;
    found.end = at;
    return found;
}

static bool walk_atom(const char *at, struct way way)
{
    const struct quantifier quantifier = quantifier_at(atom_end(at));
    if (quantifier.is_optional && walk(quantifier.end, way))
        return true;
    while (way.head.len && atom_takes(at, way.head.ptr[0])) {
        way.head.ptr++;
        way.head.len--;
        if (walk(quantifier.end, way))
            return true;
        if (!quantifier.is_repeated)
            break;
    }
    return false;
}

static const struct ends *ends_at(const char *at, const struct way *way)
{
    return &way->pattern->ends[at - way->pattern->text];
}

/* Whether an alternative fails at once: it begins with another letter, which must be there. */
static bool is_other_letter(const char *at, const struct way *way)
{
    const bool may_be_absent = at[0] && (at[1] == '?' || at[1] == '*' || at[1] == '{');
    return is_letter(at[0]) && !may_be_absent && lower(at[0]) != lower(way->head.ptr[0]);
}

/* Each alternative of the group whose inside starts at `at`. There is a head. */
static bool walk_alternatives(const char *at, struct way way)
{
    for (;;) {
        if (!is_other_letter(at, &way) && walk(at, way))
            return true;
        at = way.pattern->text + ends_at(at, &way)->alternative;
        if (*at++ != '|')
            return false;
    }
}

/* Where the inside of a group starts; NULL for a look-around. */
static const char *group_inside(const char *at)
{
    if (at[1] != '?')
        return at + 1;
    if (at[2] == '=' || at[2] == '!' || (at[2] == '<' && (at[3] == '=' || at[3] == '!')))
        return NULL;
    return past(at, at[2] == '<' ? '>' : ':');
}

static bool walk_group(const char *at, struct way way)
{
    const char *inside = group_inside(at);
    const char *end = way.pattern->text + ends_at(at + 1, &way)->group + 1;
    if (!inside)
        return walk(end, way);
    const struct quantifier quantifier = quantifier_at(end);
    return (quantifier.is_optional && walk(quantifier.end, way)) || walk_alternatives(inside, way);
}

/* Out of the group whose alternative ends at `at`. A group that may be gone through again is not followed. */
static bool walk_out(const char *at, struct way way)
{
    const char *end = way.pattern->text + ends_at(at, &way)->group;
    if (*end == '\0')
        return true;
    const struct quantifier quantifier = quantifier_at(end + 1);
    return quantifier.is_repeated || walk(quantifier.end, way);
}

static bool walk(const char *at, struct way way)
{
    if (way.head.len == 0 || ++way.depth > DEPTH_MOST)
        return true;
    switch (*at) {
    case '\0':
    case '|':
    case ')':
        return walk_out(at, way);
    case '(':
        return walk_group(at, way);
    case '^':
        return walk(at + 1, way);
    case '$': /* and there is more of the line */
        return false;
    default:
        return at[0] == '\\' && at[1] == 'b' ? walk(at + 2, way) : walk_atom(at, way);
    }
}

/* Each alternative of the pattern as a whole must begin with ^. */
static bool is_anchored(const struct head_pattern *pattern)
{
    for (const char *at = pattern->text;; at++) {
        if (*at != '^')
            return false;
        at = pattern->text + pattern->ends[at - pattern->text].alternative;
        if (*at != '|')
            return true;
    }
}

bool head_may_match(const struct head_pattern *pattern, struct span head)
{
    return head.len == 0 || !is_anchored(pattern) || walk_alternatives(pattern->text, (struct way){pattern, head, 0});
}

/* ------------------------------------------------------------------ the ends */

/* Groups in one another that are told apart. */
#define NESTED_MOST 32

/* Fills the ends from the last character to the first; those that begin an atom are marked. */
static bool ends_fill(struct head_pattern *pattern, size_t n)
{
    struct ends open[NESTED_MOST] = {{(uint16_t)n, (uint16_t)n}};
    size_t depth = 0;
    for (size_t at = n + 1; at-- > 0;) {
        const bool is_atom = pattern->ends[at].group;
        const char c = is_atom ? pattern->text[at] : '\0';
        if (c == ')' && ++depth == NESTED_MOST)
            return false;
        if (c == ')')
            open[depth] = (struct ends){(uint16_t)at, (uint16_t)at};
        if (c == '|')
            open[depth].alternative = (uint16_t)at;
        if (c == '(' && depth-- == 0)
            return false;
        pattern->ends[at] = open[depth];
    }
    return depth == 0;
}

enum qualm_status head_pattern_new(const char *pattern, struct head_pattern **made)
{
    const size_t n = strlen(pattern);
    struct head_pattern *filled = calloc(1, sizeof *filled + (n + 1) * sizeof *filled->ends);
    if (!filled)
        return QUALM_ERR_MEMORY;
    filled->text = pattern;
    for (const char *at = pattern; *at; at = atom_end(at))
        filled->ends[at - pattern].group = 1;
    if (n >= UINT16_MAX || !ends_fill(filled, n)) {
        free(filled);
        return QUALM_ERR_ARGUMENT;
    }
    *made = filled;
    return QUALM_OK;
}

void head_pattern_free(struct head_pattern *pattern)
{
    free(pattern);
}
