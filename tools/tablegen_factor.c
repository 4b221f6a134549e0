/* Factors the alternatives of a pattern by their first letters: (?:cause|cure|curb) becomes (?:c(?:ause|ur(?:e|b))).
 *
 * PCRE2 tries alternatives one by one, so a list of a hundred words costs a hundred looks at each place of a text. The
 * factored pattern matches the same: at a place only alternatives with the same first letter can match, and among
 * these the order stays. An alternative that does not begin with a plain letter keeps its place, and nothing moves
 * across it. Look-behinds are left as they are, since their branches must have fixed lengths.
 */
#include <stdlib.h>
#include <string.h>

#include "tablegen.h"

/* A list of borrowed or arena-owned texts. */
struct texts {
    char **items;
    size_t n, n_room;
};

static void *must(void *piece)
{
    if (!piece) {
        fputs("tablegen: out of memory\n", stderr);
        exit(1);
    }
    return piece;
}

static void texts_add(struct texts *texts, char *text)
{
    void *items = texts->items;
    if (array_reserve(&items, &texts->n_room, texts->n + 1, sizeof *texts->items))
        must(NULL);
    texts->items = items;
    texts->items[texts->n++] = text;
}

static void texts_free(struct texts *texts)
{
    for (size_t i = 0; i < texts->n; i++)
        free(texts->items[i]);
    free(texts->items);
}

static void put(struct buffer *out, const char *bytes, size_t n)
{
    if (buffer_append(out, bytes, n))
        must(NULL);
}

static char *cut(const char *from, const char *to)
{
    char *text = must(malloc((size_t)(to - from) + 1));
    memcpy(text, from, (size_t)(to - from));
    text[to - from] = '\0';
    return text;
}

/* The end of what starts at `at`: an escape, a class, a group or one character. */
static const char *atom_end(const char *at)
{
    size_t depth = 0;
    do {
        if (*at == '\\' && at[1]) {
            at += 2;
        } else if (*at == '[') {
            at += 1 + (at[1] == '^');
            at += *at == ']';
            while (*at && *at != ']')
                at += *at == '\\' && at[1] ? 2 : 1;
            at += *at != '\0';
        } else {
            depth += *at == '(';
            depth -= *at == ')';
            at++;
        }
    } while (*at && depth);
    return at;
}

/* The alternatives of `text`, a pattern or the inside of a group. */
static void split(const char *text, struct texts *alternatives)
{
    const char *start = text;
    const char *at = text;
    while (*at) {
        if (*at == '|') {
            texts_add(alternatives, cut(start, at));
            start = ++at;
        } else {
            at = atom_end(at);
        }
    }
    texts_add(alternatives, cut(start, at));
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether an alternative begins with a plain letter or digit that must be there once. */
static bool is_plain(const char *text)
{
    const char c = lower(text[0]);
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return is_letter && !(text[1] && strchr("?*+{", text[1]));
}

static void factor_list(struct buffer *out, char *const *alternatives, size_t n);

/* One letter and what follows it in the alternatives that begin with it. */
static void factor_letter(struct buffer *out, char *const *alternatives, size_t n, bool *is_done)
{
    struct texts rests = {0};
    for (size_t i = 0; i < n; i++)
        if (!is_done[i] && lower(alternatives[i][0]) == lower(alternatives[0][0])) {
            is_done[i] = true;
            texts_add(&rests, cut(alternatives[i] + 1, alternatives[i] + strlen(alternatives[i])));
        }
    put(out, alternatives[0], 1);
    if (rests.n == 1) {
        put(out, rests.items[0], strlen(rests.items[0]));
    } else {
        put(out, "(?:", 3);
        factor_list(out, rests.items, rests.n);
        put(out, ")", 1);
    }
    texts_free(&rests);
}

/* A run of plain alternatives, in the order in which their letters first stand. */
static void factor_run(struct buffer *out, char *const *alternatives, size_t n)
{
    bool *is_done = must(calloc(n, sizeof *is_done));
    for (size_t i = 0; i < n; i++) {
        if (is_done[i])
            continue;
        if (i)
            put(out, "|", 1);
        factor_letter(out, alternatives + i, n - i, is_done + i);
    }
    free(is_done);
}

static void factor_list(struct buffer *out, char *const *alternatives, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t n_run = 0;
        while (i + n_run < n && is_plain(alternatives[i + n_run]))
            n_run++;
        if (i)
            put(out, "|", 1);
        if (n_run) {
            factor_run(out, alternatives + i, n_run);
            i += n_run;
        } else {
            put(out, alternatives[i], strlen(alternatives[i]));
            i++;
        }
    }
}

/* How long the opening of a group is: "(", "(?:", "(?<name>"; 0 for kinds that are left as they are. */
static size_t opening(const char *at)
{
    if (at[1] != '?')
        return at[1] == '*' ? 0 : 1;
    if (at[2] && strchr(":=!>", at[2]))
        return 3;
    const bool is_named = at[2] == '<' && at[3] != '=' && at[3] != '!';
    return is_named ? strcspn(at, ">") + 1 : 0;
}

static void factor_text(struct buffer *out, const char *text);

/* One alternative: its groups are factored, everything else is copied. */
static void factor_sequence(struct buffer *out, const char *at)
{
    while (*at) {
        const char *end = atom_end(at);
        const size_t n_opening = *at == '(' ? opening(at) : 0;
        if (n_opening && end[-1] == ')') {
            char *inside = cut(at + n_opening, end - 1);
            put(out, at, n_opening);
            factor_text(out, inside);
            put(out, ")", 1);
            free(inside);
        } else {
            put(out, at, (size_t)(end - at));
        }
        at = end;
    }
}

static void factor_text(struct buffer *out, const char *text)
{
    struct texts alternatives = {0};
    struct texts done = {0};
    split(text, &alternatives);
    for (size_t i = 0; i < alternatives.n; i++) {
        struct buffer one = {0};
        put(&one, "", 0);
        factor_sequence(&one, alternatives.items[i]);
        texts_add(&done, one.bytes);
    }
    factor_list(out, done.items, done.n);
    texts_free(&alternatives);
    texts_free(&done);
}

void factor_pattern(struct buffer *out, const char *pattern)
{
    put(out, "", 0);
    factor_text(out, pattern);
}
