/* A pattern is a row of parts; matching keeps the set of parts that may come next, so nothing is tried twice. */
#include "project/glob.h"

#include <string.h>

enum part_kind {
    PART_BYTE,
    PART_ANY, /* one byte that is no slash */
    PART_SET,
    PART_STAR, /* bytes that are no slash */
    PART_DEEP, /* bytes */
    PART_DIRS, /* no folder, or what the next part takes */
    PART_DIR,  /* folders with a slash behind each: leaves only after a slash */
};

struct glob_part {
    enum part_kind kind;
    unsigned char byte;
    const unsigned char *set; /* 256 bits */
};

#define SET_BYTES 32

/* ---------------------------------------------------------------- sets */

static bool in_range(unsigned char c, char first, char last)
{
    return c >= (unsigned char)first && c <= (unsigned char)last;
}

static bool is_lower(unsigned char c)
{
    return in_range(c, 'a', 'z');
}

static bool is_upper(unsigned char c)
{
    return in_range(c, 'A', 'Z');
}

static bool is_digit(unsigned char c)
{
    return in_range(c, '0', '9');
}

static bool is_alpha(unsigned char c)
{
    return is_lower(c) || is_upper(c);
}

static bool is_alnum(unsigned char c)
{
    return is_alpha(c) || is_digit(c);
}

static bool is_blank(unsigned char c)
{
    return c == ' ' || c == '\t';
}

static bool is_space(unsigned char c)
{
    return c == ' ' || in_range(c, '\t', '\r');
}

static bool is_cntrl(unsigned char c)
{
    return c < 0x20 || c == 0x7F;
}

static bool is_print(unsigned char c)
{
    return in_range(c, 0x20, 0x7E);
}

static bool is_graph(unsigned char c)
{
    return in_range(c, 0x21, 0x7E);
}

static bool is_punct(unsigned char c)
{
    return is_graph(c) && !is_alnum(c);
}

static bool is_xdigit(unsigned char c)
{
    return is_digit(c) || in_range(c, 'a', 'f') || in_range(c, 'A', 'F');
}

static const struct {
    const char *name;
    bool (*has)(unsigned char c);
} classes[] = {
    {"alnum", is_alnum}, {"alpha", is_alpha}, {"blank", is_blank}, {"cntrl", is_cntrl},
    {"digit", is_digit}, {"graph", is_graph}, {"lower", is_lower}, {"print", is_print},
    {"punct", is_punct}, {"space", is_space}, {"upper", is_upper}, {"xdigit", is_xdigit},
};

static void set_add(unsigned char *set, unsigned first, unsigned last)
{
    for (unsigned c = first; c <= last; c++)
        set[c / 8] = (unsigned char)(set[c / 8] | 1u << c % 8);
}

static bool set_has(const unsigned char *set, unsigned char c)
{
    return set[c / 8] >> c % 8 & 1;
}

static bool class_add(unsigned char *set, struct span name)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (span_is(name, classes[i].name)) {
            for (unsigned c = 0; c < 256; c++)
                if (classes[i].has((unsigned char)c))
                    set_add(set, c, c);
            return true;
        }
    return false;
}

/* Reading a pattern; beyond its end stands a NUL, as it does for git. */
struct cursor {
    struct span pattern;
    size_t at;
};

static unsigned char byte_at(const struct cursor *cursor, size_t ahead)
{
    const size_t at = cursor->at + ahead;
    return at < cursor->pattern.len ? (unsigned char)cursor->pattern.ptr[at] : '\0';
}

/* "[:alpha:]" with the cursor on its "[". Where no ":]" closes it, it is an ordinary "[". */
static bool class_read(struct cursor *cursor, unsigned char *set, bool *is_class)
{
    const size_t start = cursor->at + 2;
    size_t end = start;
    while (end < cursor->pattern.len && cursor->pattern.ptr[end] != ']')
        end++;
    if (end == cursor->pattern.len)
        return false;
    *is_class = end > start && cursor->pattern.ptr[end - 1] == ':';
    if (!*is_class) {
        set_add(set, '[', '[');
        return true;
    }
    cursor->at = end;
    return class_add(set, (struct span){cursor->pattern.ptr + start, end - 1 - start});
}

/* One member of a set, or a range that ends with it; `*before` is the byte that a range may begin with, 0 for none. */
static bool member_read(struct cursor *cursor, unsigned char *set, unsigned char *before)
{
    unsigned char c = byte_at(cursor, 0);
    if (c == '-' && *before && byte_at(cursor, 1) && byte_at(cursor, 1) != ']') {
        cursor->at++;
        cursor->at += byte_at(cursor, 0) == '\\';
        c = byte_at(cursor, 0);
        if (c >= *before)
            set_add(set, *before, c);
        *before = 0;
        return c != '\0';
    }
    if (c == '[' && byte_at(cursor, 1) == ':') {
        bool is_class = false;
        const bool is_read = class_read(cursor, set, &is_class);
        *before = is_class ? 0 : c;
        return is_read;
    }
    if (c == '\\') {
        cursor->at++;
        c = byte_at(cursor, 0);
    }
    set_add(set, c, c);
    *before = c;
    return c != '\0';
}

/* With the cursor on "["; leaves it on the "]". False when there is none, or a class that does not exist. */
static bool set_read(struct cursor *cursor, unsigned char *set)
{
    unsigned char before = 0;
    cursor->at++;
    const bool is_negated = byte_at(cursor, 0) == '!' || byte_at(cursor, 0) == '^';
    cursor->at += is_negated;
    do {
        if (!member_read(cursor, set, &before))
            return false;
        cursor->at++;
    } while (byte_at(cursor, 0) != ']');
    for (size_t i = 0; i < SET_BYTES && is_negated; i++)
        set[i] = (unsigned char)~set[i];
    return true;
}

/* ------------------------------------------------------------ compiling */

/* What is being made of a pattern. */
struct maker {
    struct cursor cursor;
    enum glob_kind kind;
    size_t n_literal; /* bytes before the first wildcard */
    struct arena *arena;
    struct glob_part *parts;
    size_t n_parts;
};

static void part_add(struct maker *maker, enum part_kind kind, unsigned char byte, const unsigned char *set)
{
    maker->parts[maker->n_parts++] = (struct glob_part){kind, byte, set};
}

/* Stars, one or more. git takes what stands before the first wildcard off and then looks for "**" between slashes, so
 * that "a**" counts as if a slash stood before the stars; so does this. */
static void stars_read(struct maker *maker)
{
    struct cursor *cursor = &maker->cursor;
    const size_t start = cursor->at;
    while (byte_at(cursor, 0) == '*')
        cursor->at++;
    const bool is_pair = cursor->at - start > 1;
    const bool is_first = start == 0 || start == maker->n_literal || cursor->pattern.ptr[start - 1] == '/';
    const bool is_at_end = cursor->at == cursor->pattern.len;
    const bool has_slash = byte_at(cursor, 0) == '/';
    const bool has_escape = byte_at(cursor, 0) == '\\' && byte_at(cursor, 1) == '/';
    if (maker->kind == GLOB_NAME) {
        part_add(maker, PART_DEEP, 0, NULL);
    } else if (is_pair && is_first && has_slash) {
        part_add(maker, PART_DIRS, 0, NULL);
        part_add(maker, PART_DIR, 0, NULL);
        cursor->at++;
    } else {
        part_add(maker, is_pair && is_first && (is_at_end || has_escape) ? PART_DEEP : PART_STAR, 0, NULL);
    }
}

/* False when the pattern is not whole. */
static enum qualm_status part_read(struct maker *maker, bool *is_whole)
{
    struct cursor *cursor = &maker->cursor;
    unsigned char c = byte_at(cursor, 0);
    if (c == '*') {
        stars_read(maker);
        return QUALM_OK;
    }
    if (c == '?') {
        part_add(maker, maker->kind == GLOB_PATH ? PART_ANY : PART_SET, 0, NULL);
    } else if (c == '[') {
        unsigned char *set = arena_array(maker->arena, SET_BYTES, 1);
        if (!set)
            return QUALM_ERR_MEMORY;
        *is_whole = set_read(cursor, set);
        if (maker->kind == GLOB_PATH)
            set['/' / 8] = (unsigned char)(set['/' / 8] & ~(1u << '/' % 8));
        part_add(maker, PART_SET, 0, set);
    } else {
        cursor->at += c == '\\';
        c = byte_at(cursor, 0);
        *is_whole = c != '\0';
        part_add(maker, PART_BYTE, c, NULL);
    }
    cursor->at++;
    return QUALM_OK;
}

static size_t literal_length(struct span pattern)
{
    size_t n = 0;
    while (n < pattern.len && !strchr("*?[\\", pattern.ptr[n]))
        n++;
    return n;
}

enum qualm_status glob_make(struct span pattern, enum glob_kind kind, struct arena *arena, struct glob *glob)
{
    if (pattern.len > GLOB_MOST)
        return QUALM_ERR_TOO_LARGE;
    char *kept = arena_copy(arena, pattern.ptr, pattern.len);
    /* A part takes at least one byte of the pattern, or two parts take three. */
    struct glob_part *parts = arena_array(arena, pattern.len + 1, sizeof *parts);
    if (!kept || !parts)
        return QUALM_ERR_MEMORY;
    struct maker maker = {{{kept, pattern.len}, 0}, kind, literal_length(pattern), arena, parts, 0};
    bool is_whole = true;
    while (is_whole && maker.cursor.at < pattern.len) {
        const enum qualm_status status = part_read(&maker, &is_whole);
        if (status)
            return status;
    }
    *glob = (struct glob){
        .parts = is_whole ? parts : NULL,
        .n_parts = maker.n_parts,
        .literal = {kept, maker.n_literal},
        .is_literal = maker.n_literal == pattern.len,
    };
    return QUALM_OK;
}

/* ------------------------------------------------------------- matching */

/* Parts that may come next, `low` being the first of them and `high` the last. */
struct states {
    bool has[GLOB_MOST + 2];
    size_t low, high;
};

static void states_clear(struct states *states)
{
    if (states->low <= states->high)
        memset(states->has + states->low, 0, states->high - states->low + 1);
    states->low = GLOB_MOST + 2;
    states->high = 0;
}

/* Adds a part and those that follow it when it takes nothing. */
static void state_add(const struct glob *glob, struct states *states, size_t i)
{
    states->low = i < states->low ? i : states->low;
    for (;; i++) {
        states->has[i] = true;
        states->high = i > states->high ? i : states->high;
        if (i == glob->n_parts || glob->parts[i].kind < PART_STAR || glob->parts[i].kind == PART_DIR)
            return;
        if (glob->parts[i].kind == PART_DIRS) {
            states->has[i + 1] = true;
            i++;
        }
    }
}

static void part_take(const struct glob *glob, size_t i, unsigned char c, struct states *next)
{
    const struct glob_part *part = &glob->parts[i];
    switch (part->kind) {
    case PART_BYTE:
        if (c == part->byte)
            state_add(glob, next, i + 1);
        return;
    case PART_ANY:
        if (c != '/')
            state_add(glob, next, i + 1);
        return;
    case PART_SET:
        if (!part->set || set_has(part->set, c))
            state_add(glob, next, i + 1);
        return;
    case PART_STAR:
        if (c != '/')
            state_add(glob, next, i);
        return;
    case PART_DEEP:
        state_add(glob, next, i);
        return;
    case PART_DIRS:
        return;
    case PART_DIR:
        state_add(glob, next, i);
        if (c == '/')
            state_add(glob, next, i + 1);
        return;
    }
}

bool glob_matches(const struct glob *glob, struct span text)
{
    struct states sets[2];
    if (!glob->parts)
        return false;
    if (glob->is_literal)
        return span_equals(glob->literal, text);
    if (text.len < glob->literal.len || memcmp(text.ptr, glob->literal.ptr, glob->literal.len) != 0)
        return false;
    memset(sets, 0, sizeof sets);
    states_clear(&sets[0]);
    states_clear(&sets[1]);
    struct states *now = &sets[0];
    struct states *next = &sets[1];
    /* As many parts as bytes stand before the first wildcard. */
    state_add(glob, now, glob->literal.len);
    for (size_t at = glob->literal.len; at < text.len && now->low <= now->high; at++) {
        states_clear(next);
        for (size_t i = now->low; i <= now->high && i < glob->n_parts; i++)
            if (now->has[i])
                part_take(glob, i, (unsigned char)text.ptr[at], next);
        struct states *swapped = now;
        now = next;
        next = swapped;
    }
    return now->has[glob->n_parts];
}
