/* Takes the words of a switch apart. */
#include "input/switch_words.h"

#include "base/utf8.h"

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_between(char c)
{
    return is_blank(c) || c == ',';
}

static void drop(struct span *text, size_t n_bytes)
{
    text->ptr += n_bytes;
    text->len -= n_bytes;
}

static void drop_blanks(struct span *text)
{
    while (text->len && is_blank(text->ptr[0]))
        drop(text, 1);
}

bool switch_next_word(struct span *rest, struct span *word)
{
    size_t n = 0;
    while (rest->len && is_between(rest->ptr[0]))
        drop(rest, 1);
    while (n < rest->len && !is_between(rest->ptr[n]))
        n++;
    *word = (struct span){rest->ptr, n};
    drop(rest, n);
    return n != 0;
}

/* -------------------------------------------------------------- reasons */

/* The length of what opens a reason up to the end: "--", a dash, a colon. */
static size_t separator_length(struct span text)
{
    static const char *const separators[] = {"--", ":", "\xE2\x80\x93", "\xE2\x80\x94"};
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (span_starts_with(text, separators[i]))
            return strlen(separators[i]);
    return 0;
}

/* Quotation marks: those of one class close what another of it opened. */
static const struct quote {
    const char *mark;
    bool is_double;
} quotes[] = {
    {"\"", true},           {"'", false},           {"\xE2\x80\x9C", true},  {"\xE2\x80\x9D", true},
    {"\xE2\x80\x9E", true}, {"\xC2\xAB", true},     {"\xC2\xBB", true},      {"\xE2\x80\x98", false},
    {"\xE2\x80\x99", false}, {"\xE2\x80\x9A", false},
};

static const struct quote *quote_at(struct span text)
{
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (span_starts_with(text, quotes[i].mark))
            return &quotes[i];
    return NULL;
}

/* Takes a quoted text. Its closing mark stands before a blank or the end, so that an apostrophe is none; where there is
 * none, all that is left is meant. */
static struct span take_quoted(struct span *rest, const struct quote *opening)
{
    drop(rest, strlen(opening->mark));
    const struct span all = *rest;
    while (rest->len) {
        const struct quote *mark = quote_at(*rest);
        const size_t n_mark = mark ? strlen(mark->mark) : 0;
        if (mark && mark->is_double == opening->is_double && (rest->len == n_mark || is_between(rest->ptr[n_mark]))) {
            const struct span quoted = {all.ptr, all.len - rest->len};
            drop(rest, n_mark);
            return quoted;
        }
        drop(rest, mark ? n_mark : 1);
    }
    return all;
}

/* Takes what stands behind `reason=`; false where that does not stand here. */
static bool take_reason(struct span *rest, struct span *reason)
{
    static const char key[] = "reason";
    struct span value = *rest;
    if (!span_starts_with(value, key))
        return false;
    drop(&value, strlen(key));
    drop_blanks(&value);
    if (!value.len || value.ptr[0] != '=')
        return false;
    drop(&value, 1);
    drop_blanks(&value);
    const struct quote *opening = quote_at(value);
    if (opening)
        *reason = take_quoted(&value, opening);
    else if (!switch_next_word(&value, reason))
        *reason = (struct span){value.ptr, 0};
    *reason = span_trim(*reason);
    *rest = value;
    return true;
}

bool switch_next_part(struct span *rest, struct switch_part *part)
{
    while (rest->len && is_between(rest->ptr[0]))
        drop(rest, 1);
    const size_t n_separator = separator_length(*rest);
    part->is_reason = true;
    if (n_separator) {
        drop(rest, n_separator);
        part->text = span_trim(*rest);
        drop(rest, rest->len);
        return true;
    }
    if (take_reason(rest, &part->text))
        return true;
    part->is_reason = false;
    if (!switch_next_word(rest, &part->text))
        return false;
    while (part->text.ptr[part->text.len - 1] == ':') { /* the colon is the next part's */
        part->text.len--;
        rest->ptr--;
        rest->len++;
    }
    return true;
}

/* -------------------------------------------------------------- keeping */

const char *switch_keep(struct arena *arena, struct span text, size_t most)
{
    static const char ellipsis[] = "\xE2\x80\xA6";
    char *kept = arena_alloc(arena, (text.len < most ? text.len : most) + sizeof ellipsis);
    size_t n = 0, i = 0;
    if (!kept)
        return NULL;
    for (; i < text.len && n < most; i++)
        if (!is_blank(text.ptr[i]))
            kept[n++] = text.ptr[i];
        else if (n && kept[n - 1] != ' ')
            kept[n++] = ' ';
    if (i == text.len)
        return kept;
    while (n && ((unsigned char)text.ptr[i] & 0xC0) == 0x80) { /* no half of a character */
        i--;
        n--;
    }
    memcpy(kept + n, ellipsis, sizeof ellipsis);
    return kept;
}
