/* The leads of a pattern: what every hit can begin with, read off the pattern itself.
 *
 * They let a search try a pattern only where the text goes on so. Only what is surely right is given: a pattern must
 * begin at a word boundary or at the start of the text, and with a letter or a digit on every way through it; for all
 * others there are none, and the pattern is searched for as a whole. How a lead is written is told in match/match.h.
 *
 * Where any word can come first ("\b[^ ,;:]+ (?:also )*(?:cause|cure)"), the leads are hinges: what stands behind that
 * word, and behind others that a loop lets come between.
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
#define BETWEEN_ROOM 400
#define LEAD_ROOM (LEAD_BYTES_MOST + 3) /* and marks of start and end, and a NUL */

struct leads {
    char items[LEADS_MOST][LEAD_ROOM];
    size_t n, n_bytes; /* of the longest */
    char between[BETWEEN_ROOM]; /* words, each with a space behind it */
    bool are_hinges;
    bool has_failed;
};

/* What a way through the pattern stands in: the lead; or, on the way to a hinge, the word before it, or what may come
 * between the two. */
enum stage { STAGE_LEAD = 0, STAGE_WORD, STAGE_BETWEEN };

/* A way through the pattern: what it has collected so far. */
struct way {
    char lead[LEAD_ROOM];
    size_t n;
    bool is_at_boundary, is_at_start; /* \b or ^, and ^, were passed */
    bool is_word_over;                /* \b was passed behind a letter or digit */
    bool is_exact_case;               /* in (?-i:, so that an upper-case letter is one */
    enum stage stage;
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
    return is_word_char(c) || c == ' ' || c == '-' || c == '%' || c == '\'';
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
    way.stage = STAGE_LEAD;
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
            at = syntax_class_end(at);
            continue;
        }
        if (*at == '|' && depth == 0)
            walk(leads, pattern, at + 1, way);
        depth += *at == '(';
        depth -= *at == ')';
        at++;
    }
}

/* Adds one alternative of what may come between: words, or \w+ and the end of a word. */
static bool between_add_one(struct leads *leads, const char *at, const char *end)
{
    while (*at == '(' && syntax_is_look_around(at))
        at = syntax_group_end(at);
    char words[BETWEEN_ROOM] = " ";
    size_t n = 1;
    const bool is_ending = strncmp(at, "\\w+", 3) == 0;
    if (is_ending)
        words[n++] = '*';
    for (at += is_ending ? 3 : 0; at < end && n + 2 < sizeof words; at++) {
        if (!is_word_char(*at) && *at != ' ')
            return false;
        words[n++] = *at;
    }
    words[n] = '\0';
    words[n++] = ' ';
    words[n] = '\0';
    const size_t n_known = strlen(leads->between);
    if (is_ending && n < 4)
        return false;
    if (n_known && strstr(leads->between, words))
        return true;
    if (n_known + n >= sizeof leads->between)
        return false;
    const char *added = n_known ? words + 1 : words;
    memcpy(leads->between + n_known, added, strlen(added) + 1);
    return true;
}

/* Adds what may come between from a loop, "(?:(?:also|even|\w+ly) )*", or an optional word, "(?:\w+ly )?". */
static bool between_add(struct leads *leads, const char *inside, const char *end)
{
    const char *past = end - 1; /* of the inside */
    if (past - inside < 2 || past[-1] != ' ')
        return false;
    past--;
    const char *group = *inside == '(' ? syntax_group_inside(inside) : NULL;
    if (group && syntax_group_end(inside) == past) {
        inside = group;
        past--;
    }
    for (const char *from = inside; from <= past;) {
        const char *at = from;
        while (at < past && *at != '|')
            at = *at == '(' ? syntax_group_end(at) : at + 1;
        if (!between_add_one(leads, from, at))
            return false;
        from = at + 1;
    }
    return true;
}

/* Whether a group can be gone past on the way to a hinge: it belongs to the word before, or may come between, or is an
 * optional mark in front of the hinge. */
static bool is_passed(struct leads *leads, const char *inside, const char *end, const struct way *way,
                      bool is_optional)
{
    const bool spans_space = syntax_spans_space(inside, end - 1);
    if (way->stage == STAGE_WORD)
        return !spans_space;
    return way->stage == STAGE_BETWEEN && is_optional && (!spans_space || between_add(leads, inside, end));
}

static void walk_group(struct leads *leads, const char *pattern, const char *at, struct way way)
{
    bool is_optional;
    bool is_repeated;
    const char *inside = syntax_group_inside(at);
    const char *end = syntax_group_end(at);
    if (syntax_is_look_around(at)) {
        /* Before a letter or digit this is a word boundary. */
        way.is_at_boundary = way.is_at_boundary || (way.n == 0 && strncmp(at, "(?<![\\w", 7) == 0);
        walk(leads, pattern, end, way);
        return;
    }
    if (!inside) {
        emit(leads, &way);
        return;
    }
    const char *next = syntax_quantifier_end(end, &is_optional, &is_repeated);
    if (is_passed(leads, inside, end, &way, is_optional)) {
        walk(leads, pattern, next, way);
        return;
    }
    if (way.stage != STAGE_LEAD && (is_optional || is_repeated)) {
        leads->has_failed = true;
        return;
    }
    struct way inner = way;
    inner.is_exact_case = way.is_exact_case || strncmp(at, "(?-i:", 5) == 0;
    walk_alternatives(leads, pattern, inside, inner);
    if (is_optional)
        walk(leads, pattern, next, way);
}

/* A lead of one byte, a sign at the start of the text or 'A' for an upper-case letter; '_' for any sign, and for what
 * has a meaning of its own in leads. */
static void emit_sign(struct leads *leads, struct way way, char sign)
{
    const bool has_meaning = strchr("|^_", sign) != NULL;
    way.lead[way.n++] = has_meaning ? '_' : sign;
    way.lead[way.n] = '\0';
    emit(leads, &way);
}

/* A name of two words, "\p{Lu}[\p{L}]*(?: (?:(?:de|van) )*\p{Lu}…){1,3}", tells how its second begins: "AA" for a
 * capital letter, "Ad" for that of a word between. False where the pattern at `at` goes on in another way. */
static bool emit_name(struct leads *leads, struct way way, const char *at)
{
    bool is_optional;
    bool is_repeated;
    const char *end = *at == '[' ? syntax_class_end(at) : at;
    const char *group = syntax_quantifier_end(end, &is_optional, &is_repeated);
    const char *inside = *group == '(' ? syntax_group_inside(group) : NULL;
    if (end == at || memchr(at, ' ', (size_t)(end - at)) || at[1] == '^' || !inside || *inside++ != ' ')
        return false;
    syntax_quantifier_end(syntax_group_end(group), &is_optional, &is_repeated);
    const bool must_be = !is_optional;
    const char *between = strncmp(inside, "(?:(?:", 6) == 0 ? inside + 6 : NULL;
    if (between)
        inside = syntax_quantifier_end(syntax_group_end(inside), &is_optional, &is_repeated);
    if (!must_be || strncmp(inside, "\\p{Lu}", 6) != 0)
        return false;
    way.lead[0] = 'A';
    way.n = 2;
    way.lead[1] = 'A';
    emit(leads, &way);
    for (; between && *between != ')'; between += *between == '|') {
        way.lead[1] = *between;
        emit(leads, &way);
        between += strcspn(between, "|)");
    }
    return true;
}

/* At the start of the text: a sign, or an upper-case letter that is written as \p{Lu}. False where it is neither. */
static bool walk_sign(struct leads *leads, const char *pattern, const char *at, struct way way)
{
    bool is_optional;
    bool is_repeated;
    if (way.is_exact_case && strncmp(at, "\\p{Lu}", 6) == 0) {
        if (!emit_name(leads, way, at + 6))
            emit_sign(leads, way, 'A');
        return true;
    }
    const char *end = syntax_sign_end(at);
    if (!end)
        return false;
    const char *next = syntax_quantifier_end(end, &is_optional, &is_repeated);
    if (*at == '\\')
        emit_sign(leads, way, at[1] == 'W' ? '_' : at[1]);
    else if (*at != '[')
        emit_sign(leads, way, *at);
    for (const char *p = at + 1; *at == '[' && p < end - 1; p++) {
        if (is_word_char((char)(*p | 0x20)))
            walk_letter(leads, pattern, next, way, (char)(*p | 0x20));
        else if (*p != '\\' && (*p & 0xC0) != 0x80)
            emit_sign(leads, way, *p);
    }
    if (is_optional)
        walk(leads, pattern, next, way);
    return true;
}

static void walk_class(struct leads *leads, const char *pattern, const char *at, struct way way)
{
    bool is_optional;
    bool is_repeated;
    const char *end = syntax_class_end(at);
    const char *next = syntax_quantifier_end(end, &is_optional, &is_repeated);
    if (way.is_exact_case && way.n == 0 && strncmp(at, "[A-Z]", 5) == 0 && !is_optional) {
        emit_sign(leads, way, 'A');
        return;
    }
    for (const char *p = at + 1; p < end - 1; p++) {
        const bool is_range = *p == '-' && p > at + 1 && p < end - 2;
        if (!is_lead_char(*p) || is_repeated || (is_range && !(is_word_char(p[-1]) && is_word_char(p[1])))) {
            emit(leads, &way);
            return;
        }
    }
    for (const char *p = at + 1; p < end - 1; p++) {
        const char last = p[1] == '-' && p + 2 < end - 1 ? p[2] : *p;
        for (char letter = *p; letter <= last; letter++)
            walk_letter(leads, pattern, next, way, letter);
        p += last == *p ? 0 : 2;
    }
    if (is_optional)
        walk(leads, pattern, next, way);
}

/* \d: a number is a lead, and what stands behind its last digit, dot or comma. */
static void walk_digit(struct leads *leads, const char *pattern, const char *next, struct way way)
{
    bool is_optional;
    bool is_repeated;
    next = syntax_quantifier_end(next, &is_optional, &is_repeated);
    if (way.n) {
        emit(leads, &way);
        return;
    }
    if (is_optional)
        walk(leads, pattern, next, way);
    way.lead[way.n++] = 'N';
    way.lead[way.n] = '\0';
    walk(leads, pattern, next, way);
}

static void walk_literal(struct leads *leads, const char *pattern, const char *at, struct way way)
{
    bool is_optional;
    bool is_repeated;
    const char *next = syntax_quantifier_end(at + 1, &is_optional, &is_repeated);
    const char letter = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
    if (!is_lead_char(letter) || is_repeated) {
        /* What stands behind the lead is told as far as that it is no letter or digit. */
        const bool is_sign = strchr(":,;/=&", *at) && !is_optional && way.n;
        way.is_word_over = way.is_word_over || (is_sign && is_word_char(way.lead[way.n - 1]));
        emit(leads, &way);
        return;
    }
    walk_letter(leads, pattern, next, way, letter);
    if (is_optional)
        walk(leads, pattern, next, way);
}

/* An atom of the word before a hinge. A space ends it; at the start of the text there may be no such word. */
static void walk_word(struct leads *leads, const char *pattern, const char *at, struct way way)
{
    bool is_optional;
    bool is_repeated;
    const char *end = *at == '[' ? syntax_class_end(at) : at + (*at == '\\' && at[1] ? 2 : 1);
    const char *next = *at == '^' ? end : syntax_quantifier_end(end, &is_optional, &is_repeated);
    if (*at == '^' || (*at == ' ' && next == end)) {
        way.is_at_boundary = true;
        way.stage = STAGE_BETWEEN;
        walk(leads, pattern, next, way);
    } else if (syntax_spans_space(at, end)) {
        leads->has_failed = true;
    } else {
        walk(leads, pattern, next, way);
    }
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
    } else if (way.n == 1 && way.lead[0] == 'N' && syntax_number_end(at)) {
        walk(leads, pattern, syntax_number_end(at), way);
    } else if (way.is_at_start && way.n == 0 && walk_sign(leads, pattern, at, way)) {
        return;
    } else if (way.stage == STAGE_WORD && *at != '(' && *at != ')' && *at != '|') {
        walk_word(leads, pattern, at, way);
    } else if (*at == ')' || *at == '|') {
        /* Out of the group, which may be gone through again: then what is there already must do. */
        const char *end = syntax_enclosing_end(at);
        const char *next = syntax_quantifier_end(end, &is_optional, &is_repeated);
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
        return strncmp(a, b, n - 1) == 0 && b[n - 1] && !is_word_char((char)(b[n - 1] | 0x20));
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

/* The leads of one alternative of the pattern, or else its hinges. */
static void alternative_walk(struct leads *leads, const char *pattern, const char *at)
{
    const size_t n_before = leads->n;
    walk(leads, pattern, at, (struct way){.n = 0});
    if (!leads->has_failed)
        return;
    leads->n = n_before;
    leads->has_failed = false;
    leads->are_hinges = true;
    walk(leads, pattern, at, (struct way){.stage = STAGE_WORD});
}

static void leads_find(struct leads *leads, const char *pattern, size_t n_bytes)
{
    *leads = (struct leads){.n_bytes = n_bytes};
    for (const char *at = pattern, *next; !leads->has_failed; at = next) {
        alternative_walk(leads, pattern, at);
        for (next = at; *next && *next != '|';)
            next = *next == '(' ? syntax_group_end(next) : *next == '[' ? syntax_class_end(next)
                                                       : next + (*next == '\\' && next[1] ? 2 : 1);
        if (*next++ == '\0')
            break;
    }
    leads_prune(leads);
}

static void write_list(FILE *out, const struct leads *leads)
{
    static char text[LEADS_MOST * (LEAD_ROOM + 1)];
    size_t n = 0;
    for (size_t i = 0; i < leads->n; i++) {
        const size_t n_item = strlen(leads->items[i]);
        if (i)
            text[n++] = '|';
        memcpy(text + n, leads->items[i], n_item);
        n += n_item;
    }
    text[n] = '\0';
    write_string(out, text);
}

void write_leads(FILE *out, const char *pattern)
{
    static struct leads leads;
    size_t n_bytes = LEAD_BYTES_MOST;
    leads_find(&leads, pattern, n_bytes);
    while ((leads.has_failed || leads.n > LEADS_HANDFUL) && n_bytes > LEAD_BYTES_LEAST)
        leads_find(&leads, pattern, --n_bytes);
    if (leads.has_failed)
        leads = (struct leads){.n = 0};
    fputs(".leads = ", out);
    write_list(out, &leads);
    fprintf(out, ", .holds = %d", syntax_needed_sign(pattern));
    fprintf(out, ", .between = \"%s\", ", leads.are_hinges ? leads.between[0] ? leads.between : " " : "");
}
