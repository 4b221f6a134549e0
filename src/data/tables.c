/* Finding things in the compiled corpus. */
#include "data/tables.h"

#include <string.h>

#include "base/tag.h"

static const struct data_language *language_exact(struct span tag)
{
    for (size_t i = 0; i < data_n_languages; i++)
        if (span_equals_nocase(span_of(data_languages[i].tag), tag) ||
            span_equals_nocase(span_of(data_languages[i].code), tag))
            return &data_languages[i];
    return NULL;
}

/* "en-GB" and "en_GB" without their last part; empty at the end. */
static struct span tag_parent(struct span tag)
{
    while (tag.len && tag.ptr[tag.len - 1] != '-' && tag.ptr[tag.len - 1] != '_')
        tag.len--;
    if (tag.len)
        tag.len--;
    return tag;
}

const struct data_language *data_language_find(const char *tag)
{
    for (struct span at = span_of(tag); at.len; at = tag_parent(at)) {
        const struct data_language *language = language_exact(at);
        if (language)
            return language;
    }
    return language_exact(span_of("und"));
}

const char *data_language_tag(const char *said)
{
    /* Undetermined, several, none, and one without a code. */
    static const char *const none[] = {"und", "mul", "zxx", "mis"};
    const struct span first = {said, strcspn(said, "-_.@")};
    for (size_t i = 0; i < data_n_languages; i++)
        if (span_equals_nocase(span_of(data_languages[i].name), span_of(said)))
            return data_languages[i].tag;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (span_equals_nocase(span_of(none[i]), first))
            return NULL;
    return tag_is_language(said) ? said : NULL;
}

const struct data_words *data_words_find(const struct data_language *language, const char *name)
{
    for (size_t i = 0; i < language->n_lists; i++)
        if (strcmp(language->lists[i].name, name) == 0)
            return &language->lists[i];
    return NULL;
}

/* strcmp of a span and a NUL-terminated word. */
static int compare(struct span a, const char *b)
{
    const int order = strncmp(a.ptr, b, a.len);
    return order ? order : (b[a.len] ? -1 : 0);
}

long data_words_index(const struct data_words *list, struct span word)
{
    size_t low = 0;
    size_t high = list->n_words;
    if (word.len == 0)
        return -1;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = compare(word, list->words[middle]);
        if (order == 0)
            return (long)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

const struct data_abbreviation *data_abbreviation_find(const struct data_language *language, struct span word)
{
    size_t low = 0;
    size_t high = language->n_abbreviations;
    if (word.len == 0)
        return NULL;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = compare(word, language->abbreviations[middle].word);
        if (order == 0)
            return &language->abbreviations[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct data_rule *data_rule_find(const char *id)
{
    for (size_t i = 0; i < data_n_rules; i++)
        if (strcmp(data_rules[i].rule.id, id) == 0)
            return &data_rules[i];
    return NULL;
}

const struct data_formula *data_formula_find(const char *id)
{
    for (size_t i = 0; i < data_n_formulas; i++)
        if (strcmp(data_formulas[i].formula.id, id) == 0)
            return &data_formulas[i];
    return NULL;
}
