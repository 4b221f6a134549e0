/* Going back from a hinge to where its hit can begin. A word is here what stands between spaces, with all its marks: to
 * go back too far costs time, not far enough a hit. */
#include "match/hinges.h"

#include "base/span.h"
#include "match/leads.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool ends_with(struct span word, struct span end)
{
    if (word.len < end.len)
        return false;
    for (size_t i = 0; i < end.len; i++)
        if (lower(word.ptr[word.len - end.len + i]) != end.ptr[i])
            return false;
    return true;
}

/* "“also" is "also"; "*ly" is any word that ends so. */
static bool is_between(struct span word, const char *between)
{
    struct span known;
    for (struct span rest = span_of(between); span_next_part(&rest, ' ', &known);) {
        if (known.len == 0)
            continue;
        const bool is_ending = known.ptr[0] == '*';
        const struct span end = {known.ptr + is_ending, known.len - is_ending};
        if (!ends_with(word, end))
            continue;
        if (is_ending || word.len == end.len || !lead_is_word_byte(word.ptr[word.len - end.len - 1]))
            return true;
    }
    return false;
}

static size_t word_start(const char *text, size_t from, size_t at)
{
    while (at > from && text[at - 1] != ' ')
        at--;
    return at;
}

size_t hinge_reach(const char *text, size_t from, size_t hinge, const char *between)
{
    /* Marks may stand in front of the hinge. */
    size_t start = word_start(text, from, hinge);
    bool goes_on = true;
    while (goes_on && start > from) {
        const size_t end = start - 1;
        start = word_start(text, from, end);
        goes_on = is_between((struct span){text + start, end - start}, between);
    }
    return start;
}
