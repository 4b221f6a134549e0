/* The key of a token: how a word is looked up, whatever its case, quotes and normal form. */
#include "segment/scratch.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "base/utf8.h"

#define LETTERS_MOST UINT16_MAX

uint32_t fold_case(uint32_t c)
{
    if (c < 128)
        return is_upper(c) ? c + ('a' - 'A') : c;
    if (is_apostrophe(c))
        return '\'';
    if (is_hyphen(c))
        return '-';
    return edition_lower(c);
}

/* What one walk over a word learns. */
struct word_facts {
    size_t n_letters, n_upper, n_cased;
    bool is_capital, has_apostrophe, has_hyphen, is_ascii, has_unassigned;
};

static void facts_add(struct word_facts *facts, uint32_t c)
{
    if (c >= 128) {
        facts->is_ascii = false;
        facts->has_unassigned |= edition_category(c) == U_GC_CN_MASK;
    }
    if (is_letter(c)) {
        const bool upper = is_upper(c);
        if (facts->n_cased == 0)
            facts->is_capital = upper;
        facts->n_upper += upper;
        facts->n_cased++;
        facts->n_letters++;
    } else if (is_digit(c)) {
        facts->n_letters++;
    } else if (is_apostrophe(c)) {
        facts->has_apostrophe = true;
    } else if (is_hyphen(c)) {
        facts->has_hyphen = true;
    }
}

static enum qualm_status key_append(struct buffer *keys, uint32_t c)
{
    char bytes[4];
    if (c < 128 && keys->n_bytes + 1 < keys->n_room) {
        keys->bytes[keys->n_bytes++] = (char)c;
        keys->bytes[keys->n_bytes] = '\0';
        return QUALM_OK;
    }
    return buffer_append(keys, bytes, utf8_encode(c, bytes));
}

static size_t units_from_utf8(UChar *units, const char *text, size_t n_bytes)
{
    size_t n = 0;
    for (size_t at = 0; at < n_bytes;) {
        const uint32_t c = utf8_next(text, &at);
        U16_APPEND_UNSAFE(units, n, c);
    }
    return n;
}

static enum qualm_status key_write_composed(struct buffer *keys, const UChar *composed, int32_t n_composed,
                                            struct word_facts *facts)
{
    const size_t key = keys->n_bytes, room = 3 * (size_t)n_composed + 1;
    const enum qualm_status status = buffer_reserve(keys, room);
    if (status)
        return status;
    UErrorCode code = U_ZERO_ERROR;
    int32_t n_bytes = 0;
    u_strToUTF8(keys->bytes + key, (int32_t)room, &n_bytes, composed, n_composed, &code);
    if (U_FAILURE(code))
        return status_from_icu(code);
    keys->n_bytes += (size_t)n_bytes;
    facts->n_letters = 0;
    for (size_t at = key; at < keys->n_bytes;) {
        const uint32_t c = utf8_next(keys->bytes, &at);
        facts->n_letters += is_letter(c) || is_digit(c);
    }
    return QUALM_OK;
}

/* Letters that are written as a base and its marks count, and are looked up, as the one letter they are. */
static enum qualm_status key_compose(struct segmenter *segmenter, size_t key, struct word_facts *facts)
{
    const size_t n_bytes = segmenter->keys.n_bytes - key;
    /* No composed text is longer than the decomposed one by more than a factor of three. */
    void *room = segmenter->word;
    enum qualm_status status = array_reserve(&room, &segmenter->word_room, 4 * n_bytes + 4, sizeof(UChar));
    segmenter->word = room;
    if (status)
        return status;
    const size_t n = units_from_utf8(segmenter->word, segmenter->keys.bytes + key, n_bytes);
    UErrorCode code = U_ZERO_ERROR;
    if (unorm2_quickCheck(segmenter->composer, segmenter->word, (int32_t)n, &code) == UNORM_YES)
        return status_from_icu(code);
    UChar *composed = segmenter->word + n;
    const int32_t n_composed = unorm2_normalize(segmenter->composer, segmenter->word, (int32_t)n, composed,
                                                (int32_t)(segmenter->word_room - n), &code);
    if (U_FAILURE(code))
        return status_from_icu(code);
    segmenter->keys.n_bytes = key;
    return key_write_composed(&segmenter->keys, composed, n_composed, facts);
}

static unsigned flags_of(const struct word_facts *facts)
{
    unsigned flags = 0;
    if (facts->is_capital)
        flags |= TOKEN_CAPITAL;
    if (facts->n_cased >= 2 && facts->n_upper == facts->n_cased)
        flags |= TOKEN_ALL_CAPITALS;
    if (facts->has_hyphen)
        flags |= TOKEN_HYPHENATED;
    if (facts->has_apostrophe)
        flags |= TOKEN_CONTRACTION;
    return flags;
}

static enum qualm_status key_write(struct segmenter *segmenter, const char *text, const struct token *token,
                                   struct word_facts *facts)
{
    const size_t n = token->end - token->start;
    enum qualm_status status = buffer_reserve(&segmenter->keys, n + 1);
    for (size_t at = token->start; at < token->end && !status;) {
        const uint32_t c = utf8_next(text, &at);
        facts_add(facts, c);
        status = key_append(&segmenter->keys, fold_case(c));
    }
    return status;
}

enum qualm_status token_fold(struct segmenter *segmenter, const char *text, struct token *token)
{
    const size_t key = segmenter->keys.n_bytes;
    struct word_facts facts = {.is_ascii = true};
    enum qualm_status status = key_write(segmenter, text, token, &facts);
    if (!status && !facts.is_ascii && !facts.has_unassigned)
        status = key_compose(segmenter, key, &facts);
    if (status)
        return status;
    token->key = (uint32_t)key;
    token->n_key = (uint32_t)(segmenter->keys.n_bytes - key);
    token->letters = (uint16_t)(facts.n_letters < LETTERS_MOST ? facts.n_letters : LETTERS_MOST);
    token->flags = (uint8_t)flags_of(&facts);
    return buffer_append(&segmenter->keys, "", 1);
}
