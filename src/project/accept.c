/* Finding a phrase around what is marked in a line. */
#include "project/accept.h"

#include <string.h>

#include "base/span.h"

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes of letters, digits, and everything beyond ASCII. */
static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (fold(c) >= 'a' && fold(c) <= 'z') || (c & 0x80);
}

static bool is_boundary(const char *text, size_t n_bytes, size_t at)
{
    return at == 0 || at == n_bytes || !is_word(text[at - 1]) || !is_word(text[at]);
}

static size_t skip_space(const char *text, size_t n_bytes, size_t at)
{
    while (at < n_bytes && is_space(text[at]))
        at++;
    return at;
}

/* Where the phrase ends that begins at `at`; 0 when it does not stand there. */
static size_t phrase_end(struct span phrase, const char *text, size_t n_bytes, size_t at)
{
    for (size_t i = 0; i < phrase.len;) {
        if (is_space(phrase.ptr[i])) {
            const size_t next = skip_space(text, n_bytes, at);
            if (next == at)
                return 0;
            at = next;
            i = skip_space(phrase.ptr, phrase.len, i);
        } else if (at == n_bytes || fold(text[at++]) != fold(phrase.ptr[i++])) {
            return 0;
        }
    }
    return is_boundary(text, n_bytes, at) ? at : 0;
}

static bool phrase_covers(struct span phrase, const struct qualm_excerpt *excerpt)
{
    const size_t n_bytes = strlen(excerpt->text);
    for (size_t at = 0; at < n_bytes && at < excerpt->mark_end; at++) {
        const size_t end = is_boundary(excerpt->text, n_bytes, at) ? phrase_end(phrase, excerpt->text, n_bytes, at) : 0;
        const bool holds_mark = at <= excerpt->mark_start && excerpt->mark_end <= end;
        const bool is_in_mark = excerpt->mark_start <= at && end <= excerpt->mark_end;
        if (end && (holds_mark || is_in_mark))
            return true;
    }
    return false;
}

bool accept_covers(const char *const *phrases, size_t n_phrases, const struct qualm_excerpt *excerpt)
{
    if (!excerpt->text || excerpt->mark_end <= excerpt->mark_start)
        return false;
    for (size_t i = 0; i < n_phrases; i++) {
        const struct span phrase = span_trim(span_of(phrases[i]));
        if (phrase.len && phrase_covers(phrase, excerpt))
            return true;
    }
    return false;
}
