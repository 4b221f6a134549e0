/* The break rules of corpus/break/, compiled by ICU when a text first needs them, and cloned for each segmenter. */
#include "segment/scratch.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unicode/udata.h>
#include <unicode/ustring.h>

/* What is made once, by whichever thread comes first. */
struct compiled {
    _Atomic(UBreakIterator *) of[RULES_N];
};

struct segment_rules {
    struct compiled *compiled;
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

/* ICU's compiler of rules crashes where an allocation fails. It takes less than 3 MiB, and is not begun where there are
 * not these in one piece. */
#define COMPILER_BYTES ((size_t)4 * 1024 * 1024)

static bool has_compiler_room(void)
{
    void *volatile room = malloc(COMPILER_BYTES); /* volatile: else it may be optimised away */
    const bool is_there = room != NULL;
    free(room);
    return is_there;
}

static enum qualm_status rules_compile(const char *text, UBreakIterator **iterator)
{
    const size_t n = strlen(text);
    UChar *units = has_compiler_room() ? malloc((n + 1) * sizeof *units) : NULL;
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
    made->compiled = calloc(1, sizeof *made->compiled);
    if (!made->compiled) {
        free(made);
        return QUALM_ERR_MEMORY;
    }
    for (uint32_t c = 0; c < 128; c++)
        made->ascii_properties[c] = (uint16_t)(1u << edition_sentence_break(c));
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
    for (size_t i = 0; i < RULES_N; i++)
        ubrk_close(atomic_load(&rules->compiled->of[i]));
    free(rules->compiled);
    free(rules);
}

/* The iterator that all copies are made of. */
static enum qualm_status rules_get(const struct segment_rules *rules, enum rules_kind kind, UBreakIterator **iterator)
{
    static const char *const texts[RULES_N] = {data_word_rules, data_sentence_rules};
    _Atomic(UBreakIterator *) *place = &rules->compiled->of[kind];
    UBreakIterator *made = NULL, *known = atomic_load_explicit(place, memory_order_acquire);
    enum qualm_status status = QUALM_OK;
    if (!known) {
        status = rules_compile(texts[kind], &made);
        if (!status && atomic_compare_exchange_strong(place, &known, made))
            known = made;
        else if (!status)
            ubrk_close(made);
    }
    if (!status)
        *iterator = known;
    return status;
}

enum qualm_status rules_clone(const struct segment_rules *rules, enum rules_kind kind, UBreakIterator **copy)
{
    UBreakIterator *iterator;
    const enum qualm_status status = rules_get(rules, kind, &iterator);
    if (status)
        return status;
    UErrorCode code = U_ZERO_ERROR;
    UBreakIterator *made = ubrk_clone(iterator, &code);
    if (U_FAILURE(code)) {
        ubrk_close(made);
        return status_from_icu(code);
    }
    *copy = made;
    return QUALM_OK;
}
