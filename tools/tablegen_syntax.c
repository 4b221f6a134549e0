/* The way through the text of a pattern: where its atoms and groups end. What PCRE2 itself would say is not asked, so a
 * reader of patterns must know each construct that it goes past. */
#include <string.h>

#include "tablegen.h"

/* Past the character class that opens at `at`. */
const char *syntax_class_end(const char *at)
{
    at += 1 + (at[1] == '^');
    if (*at == ']')
        at++;
    while (*at && *at != ']')
        at += *at == '\\' && at[1] ? 2 : 1;
    return *at ? at + 1 : at;
}

/* Past what may stand behind an atom: ?, *, +, {…} and their lazy or possessive mark. */
const char *syntax_quantifier_end(const char *at, bool *is_optional, bool *is_repeated)
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
const char *syntax_enclosing_end(const char *at)
{
    size_t depth = 0;
    while (*at) {
        if (*at == '\\' && at[1]) {
            at += 2;
        } else if (*at == '[') {
            at = syntax_class_end(at);
        } else {
            if (*at == ')' && depth-- == 0)
                return at + 1;
            depth += *at++ == '(';
        }
    }
    return at;
}

/* Past the group that opens at `at`. */
const char *syntax_group_end(const char *at)
{
    return syntax_enclosing_end(at + 1);
}

/* Where the inside of a plain or named group starts; NULL for other kinds. */
const char *syntax_group_inside(const char *at)
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

bool syntax_is_look_around(const char *at)
{
    return strncmp(at, "(?=", 3) == 0 || strncmp(at, "(?!", 3) == 0 || strncmp(at, "(?<=", 4) == 0 ||
           strncmp(at, "(?<!", 4) == 0;
}

/* A class between its brackets; an escape that is no sign and neither \w nor \d leaves it in doubt. */
static bool class_spans_space(const char *at, const char *past)
{
    const bool is_negated = at[1] == '^';
    bool holds_space = false;
    for (const char *p = at + 1 + is_negated; p < past - 1; p++) {
        if (*p == '\\') {
            p++;
            if ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z' && *p != 'w' && *p != 'd')
                return true;
        }
        holds_space = holds_space || *p == ' ';
    }
    return holds_space != is_negated;
}

bool syntax_spans_space(const char *at, const char *end)
{
    while (at < end) {
        if (*at == '\\') {
            if (!strchr("wdb", at[1]))
                return true;
            at += 2;
        } else if (*at == '[') {
            const char *past = syntax_class_end(at);
            if (class_spans_space(at, past))
                return true;
            at = past;
        } else if (*at == '(' && syntax_is_look_around(at)) {
            at = syntax_group_end(at);
        } else {
            if (*at == ' ' || *at == '.')
                return true;
            at++;
        }
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter_or_digit(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool class_is_number(const char *at, const char *end)
{
    for (const char *p = at + 1; p < end - 1; p++) {
        if (*p == '\\' && p[1] == 'd')
            p++;
        else if (!is_digit(*p) && *p != '.' && *p != ',' && !(*p == '-' && is_digit(p[-1]) && is_digit(p[1])))
            return false;
    }
    return true;
}

static bool group_is_number(const char *at, const char *end)
{
    const char *p = syntax_is_look_around(at) ? NULL : syntax_group_inside(at);
    while (p && p < end - 1)
        p = *p == '|' ? p + 1 : syntax_number_end(p);
    return p != NULL;
}

const char *syntax_number_end(const char *at)
{
    bool is_optional;
    bool is_repeated;
    const char *end = at + 1;
    if (*at == '\\' && (at[1] == 'd' || at[1] == '.'))
        end = at + 2;
    else if (*at == '[' && class_is_number(at, syntax_class_end(at)))
        end = syntax_class_end(at);
    else if (*at == '(' && group_is_number(at, syntax_group_end(at)))
        end = syntax_group_end(at);
    else if (!is_digit(*at) && *at != ',')
        return NULL;
    return syntax_quantifier_end(end, &is_optional, &is_repeated);
}

/* Past a group, a class, an escape or a character. The braces of "\p{Lu}" belong to it and count nothing. */
static const char *atom_end(const char *at)
{
    if (*at == '(')
        return syntax_group_end(at);
    if (*at == '[')
        return syntax_class_end(at);
    const char *past_name = strncmp(at, "\\p{", 3) == 0 ? strchr(at, '}') : NULL;
    if (past_name)
        return past_name + 1;
    return at + 1 + (*at == '\\' && at[1]);
}

/* The end of the way that begins at `at`, one of those up to `end`. */
static const char *way_end(const char *at, const char *end)
{
    while (at < end && *at != '|')
        at = atom_end(at);
    return at < end ? at : end;
}

/* Whether each way from `at` up to `end` has a digit in it. Ways in ways are followed, as deep as a pattern is. */
static bool needs_digit(const char *at, const char *end)
{
    bool is_optional, is_repeated;
    for (const char *past; at <= end; at = past + 1) {
        bool has_digit = false;
        past = way_end(at, end);
        for (const char *next; at < past && !has_digit; at = next) {
            const char *inside = *at == '(' ? syntax_group_inside(at) : NULL;
            const char *past_atom = atom_end(at);
            next = syntax_quantifier_end(past_atom, &is_optional, &is_repeated);
            has_digit = !is_optional && (strncmp(at, "\\d", 2) == 0 || (inside && needs_digit(inside, past_atom - 1)));
        }
        if (!has_digit)
            return false;
    }
    return true;
}

/* The signs that tell something, those that prose has least of first; 0 is any digit. */
static const char signs[] = "@=<>_~|{}[]\\^$*+?&#%/!;:\"0().,-";

/* The rarer of two signs; '\0' is none. */
static char rarer_sign(char one, char other)
{
    const char *first = one ? strchr(signs, one) : NULL;
    const char *second = other ? strchr(signs, other) : NULL;
    return second && (!first || second < first) ? other : one;
}

char syntax_needed_sign(const char *pattern)
{
    bool is_optional;
    bool is_repeated;
    char sign = needs_digit(pattern, pattern + strlen(pattern)) ? '0' : '\0';
    for (const char *at = pattern, *next; *at; at = next) {
        const bool is_escaped = *at == '\\' && at[1];
        const char *end = atom_end(at);
        if (*at == '|')
            return needs_digit(pattern, pattern + strlen(pattern)) ? '0' : '\0';
        next = syntax_quantifier_end(end, &is_optional, &is_repeated);
        if (is_optional)
            continue;
        const char *inside = *at == '(' ? syntax_group_inside(at) : NULL;
        if (inside && way_end(inside, end - 1) == end - 1)
            next = inside; /* its end is passed as a character */
        else if (is_escaped ? strchr(signs, at[1]) != NULL : strchr("!#%&,-/:;<=>@_~", *at) != NULL)
            sign = rarer_sign(sign, at[is_escaped]);
    }
    return sign;
}

/* Whether a class is of signs, and of letters that are named one by one; a negated one has everything in it. */
static bool is_class_of_signs(const char *at, const char *end, bool has_letters)
{
    if (at[1] == '^')
        return false;
    for (const char *p = at + 1; p < end - 1; p++) {
        if (*p == '\\' && is_letter_or_digit(*++p))
            return false;
        const bool is_range = *p == '-' && p > at + 1 && p < end - 2 && is_letter_or_digit(p[-1]);
        if (is_range || (is_letter_or_digit(*p) && !has_letters))
            return false;
    }
    return true;
}

const char *syntax_sign_end(const char *at)
{
    const char *end = at + 1;
    if (*at == '[') {
        end = syntax_class_end(at);
        bool is_optional;
        bool is_repeated;
        syntax_quantifier_end(end, &is_optional, &is_repeated);
        return is_class_of_signs(at, end, !is_repeated) ? end : NULL;
    }
    if (*at == '\\')
        return at[1] == 'W' || !is_letter_or_digit(at[1]) ? at + 2 : NULL;
    if (is_letter_or_digit(*at) || strchr("().|^$", *at))
        return NULL;
    while ((*end & 0xC0) == 0x80)
        end++;
    return end;
}
