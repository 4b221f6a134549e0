/* Which words the lists of familiar words hold, in any of their regular forms. */
#include "measure/familiar.h"

#include <stdlib.h>

/* The longest listed word has 15 bytes and the longest ending 4: longer words have no listed form. */
#define FORM_MOST 32

/* The table is fixed before any text is read, so no text can crowd it: chains are those of the lists alone. */
struct slot {
    struct span word; /* ptr NULL: free */
    unsigned lists;
};

struct familiar {
    unsigned all;
    size_t mask;
    struct slot slots[];
};

static const struct {
    const char *name;
    unsigned list;
} lists[] = {{"dale-chall", FAMILIAR_DALE_CHALL}, {"spache", FAMILIAR_SPACHE}};

static uint32_t hash(struct span word)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < word.len; i++)
        h = (h ^ (unsigned char)word.ptr[i]) * 16777619u;
    return h ^ h >> 15;
}

static size_t slot_find(const struct familiar *familiar, struct span word)
{
    size_t at = hash(word) & familiar->mask;
    while (familiar->slots[at].word.ptr && !span_equals(familiar->slots[at].word, word))
        at = (at + 1) & familiar->mask;
    return at;
}

static void word_add(struct familiar *familiar, struct span word, unsigned list)
{
    struct slot *slot = &familiar->slots[slot_find(familiar, word)];
    slot->word = word;
    slot->lists |= list;
}

static void list_add(struct familiar *familiar, const struct data_words *words, unsigned list)
{
    familiar->all |= list;
    for (size_t i = 0; i < words->n_words; i++) {
        struct span word = span_of(words->words[i]);
        /* "mr." is listed with its full stop, which a folded word does not have. */
        if (word.len > 1 && word.ptr[word.len - 1] == '.')
            word.len--;
        word_add(familiar, word, list);
    }
}

enum qualm_status familiar_new(const struct data_language *language, struct familiar **familiar)
{
    size_t n_words = 0;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const struct data_words *words = data_words_find(language, lists[i].name);
        n_words += words ? words->n_words : 0;
    }
    if (n_words == 0) {
        *familiar = NULL;
        return QUALM_OK;
    }
    size_t n_slots = 16;
    while (n_slots < 2 * n_words)
        n_slots *= 2;
    struct familiar *made = calloc(1, sizeof *made + n_slots * sizeof made->slots[0]);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->mask = n_slots - 1;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const struct data_words *words = data_words_find(language, lists[i].name);
        if (words)
            list_add(made, words, lists[i].list);
    }
    *familiar = made;
    return QUALM_OK;
}

void familiar_free(struct familiar *familiar)
{
    free(familiar);
}

unsigned familiar_all(const struct familiar *familiar)
{
    return familiar ? familiar->all : 0;
}

static unsigned exact_find(const struct familiar *familiar, struct span word)
{
    return familiar->slots[slot_find(familiar, word)].lists;
}

static const struct {
    const char *ending;
    const char *instead;
    bool may_double; /* "stopped" is also tried as "stop" */
} endings[] = {
    {"'s", "", false},  {"s", "", false},    {"d", "", false},   {"r", "", false},   {"es", "", false},
    {"ies", "y", false},{"ied", "y", false}, {"ier", "y", false},{"iest", "y", false},
    {"ed", "", true},   {"er", "", true},    {"ing", "", true},  {"est", "", true},  {"en", "", true},
    {"ing", "e", false},{"est", "e", false}, {"en", "e", false},
};

static bool ends_with(struct span word, const char *ending)
{
    const size_t n = strlen(ending);
    return word.len >= n && memcmp(word.ptr + word.len - n, ending, n) == 0;
}

/* The stem, with what stood in place of the ending. A stem of one letter is no word. */
static unsigned stem_find(const struct familiar *familiar, struct span stem, const char *instead)
{
    char form[FORM_MOST + 2];
    const size_t n = strlen(instead);
    if (stem.len < 2)
        return 0;
    memcpy(form, stem.ptr, stem.len);
    memcpy(form + stem.len, instead, n);
    return exact_find(familiar, (struct span){form, stem.len + n});
}

static unsigned inflected_find(const struct familiar *familiar, struct span word)
{
    unsigned found = exact_find(familiar, word);
    if (word.len > FORM_MOST)
        return found;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0] && found != familiar->all; i++) {
        if (!ends_with(word, endings[i].ending))
            continue;
        const struct span stem = {word.ptr, word.len - strlen(endings[i].ending)};
        found |= stem_find(familiar, stem, endings[i].instead);
        if (endings[i].may_double && stem.len > 2 && stem.ptr[stem.len - 1] == stem.ptr[stem.len - 2])
            found |= stem_find(familiar, (struct span){stem.ptr, stem.len - 1}, "");
    }
    return found;
}

static size_t hyphen_length(struct span text)
{
    if (text.ptr[0] == '-')
        return 1;
    const bool may_be = text.ptr[0] == '\xE2';
    return may_be && (span_starts_with(text, "\xE2\x80\x90") || span_starts_with(text, "\xE2\x80\x91")) ? 3 : 0;
}

/* Takes the part up to the next hyphen (also U+2010 and U+2011) off the front. */
static struct span part_take(struct span *rest)
{
    for (size_t i = 0; i < rest->len; i++) {
        const struct span from = {rest->ptr + i, rest->len - i};
        const size_t n = hyphen_length(from);
        if (!n)
            continue;
        const struct span part = {rest->ptr, i};
        *rest = (struct span){from.ptr + n, from.len - n};
        return part;
    }
    const struct span part = *rest;
    *rest = (struct span){NULL, 0};
    return part;
}

unsigned familiar_find(const struct familiar *familiar, struct span word)
{
    unsigned found = inflected_find(familiar, word);
    struct span rest = word;
    if (found == familiar->all || part_take(&rest).len == word.len)
        return found;
    unsigned of_parts = familiar->all;
    for (rest = word; rest.len && of_parts;) {
        const struct span part = part_take(&rest);
        if (part.len && !(part.ptr[0] >= '0' && part.ptr[0] <= '9'))
            of_parts &= inflected_find(familiar, part);
    }
    return found | of_parts;
}
