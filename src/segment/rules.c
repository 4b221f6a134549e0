/* The break rules of corpus/break/, compiled by ICU once and cloned for each segmenter. */
#include "segment/scratch.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/udata.h>
#include <unicode/ustring.h>

struct segment_rules {
    UBreakIterator *words, *sentences;
    uint16_t ascii_properties[128];
};

enum qualm_status status_from_icu(UErrorCode code)
{
    if (U_SUCCESS(code))
        return QUALM_OK;
    return code == U_MEMORY_ALLOCATION_ERROR ? QUALM_ERR_MEMORY : QUALM_ERR_LIBRARY;
}

void segment_seal_icu(void)
{
    UErrorCode code = U_ZERO_ERROR;
    udata_setFileAccess(UDATA_NO_FILES, &code);
}

static enum qualm_status rules_compile(const char *text, UBreakIterator **iterator)
{
    const size_t n = strlen(text);
    UChar *units = malloc((n + 1) * sizeof *units);
    if (!units)
        return QUALM_ERR_MEMORY;
    UErrorCode code = U_ZERO_ERROR;
    int32_t n_units = 0;
    u_strFromUTF8(units, (int32_t)n + 1, &n_units, text, (int32_t)n, &code);
    UParseError where;
    UBreakIterator *made = ubrk_openRules(units, n_units, NULL, 0, &where, &code);
    free(units);
    if (U_FAILURE(code)) {
        ubrk_close(made);
        return status_from_icu(code);
    }
    *iterator = made;
    return QUALM_OK;
}

enum qualm_status segment_rules_new(struct segment_rules **rules)
{
    struct segment_rules *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    enum qualm_status status = rules_compile(data_word_rules, &made->words);
    if (!status)
        status = rules_compile(data_sentence_rules, &made->sentences);
    if (status) {
        segment_rules_free(made);
        return status;
    }
    for (UChar32 c = 0; c < 128; c++)
        made->ascii_properties[c] = (uint16_t)(1u << u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK));
    *rules = made;
    return QUALM_OK;
}

const uint16_t *rules_ascii_properties(const struct segment_rules *rules)
{
    return rules->ascii_properties;
}

void segment_rules_free(struct segment_rules *rules)
{
    if (!rules)
        return;
    ubrk_close(rules->words);
    ubrk_close(rules->sentences);
    free(rules);
}

enum qualm_status rules_clone(const struct segment_rules *rules, UBreakIterator **words, UBreakIterator **sentences)
{
    UErrorCode code = U_ZERO_ERROR;
    UBreakIterator *word_copy = ubrk_clone(rules->words, &code);
    UBreakIterator *sentence_copy = ubrk_clone(rules->sentences, &code);
    if (U_FAILURE(code)) {
        ubrk_close(word_copy);
        ubrk_close(sentence_copy);
        return status_from_icu(code);
    }
    *words = word_copy;
    *sentences = sentence_copy;
    return QUALM_OK;
}
