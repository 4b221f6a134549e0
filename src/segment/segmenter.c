/* Cuts one block: text to UTF-16, words, sentences, and what a token is by its place in a sentence. */
#include "segment/scratch.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "segment/syllables.h"

enum qualm_status segmenter_new(const struct segment_rules *rules, struct segmenter **segmenter)
{
    struct segmenter *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->rules = rules;
    made->ascii_properties = rules_ascii_properties(rules);
    UErrorCode code = U_ZERO_ERROR;
    made->composer = unorm2_getNFCInstance(&code);
    enum qualm_status status = status_from_icu(code);
    if (!status)
        status = memo_new(made);
    if (status)
        segmenter_free(made);
    else
        *segmenter = made;
    return status;
}

void segmenter_free(struct segmenter *segmenter)
{
    if (!segmenter)
        return;
    ubrk_close(segmenter->words);
    ubrk_close(segmenter->sentences);
    free(segmenter->units);
    free(segmenter->offsets);
    free(segmenter->stops);
    free(segmenter->ranges);
    free(segmenter->pieces);
    free(segmenter->tokens);
    free(segmenter->found);
    free(segmenter->word);
    free(segmenter->memo_room);
    buffer_free(&segmenter->keys);
    free(segmenter);
}

static enum qualm_status units_reserve(struct segmenter *segmenter, size_t n)
{
    void *units = segmenter->units;
    enum qualm_status status = array_reserve(&units, &segmenter->units_room, n, sizeof *segmenter->units);
    segmenter->units = units;
    if (status)
        return status;
    void *offsets = segmenter->offsets;
    status = array_reserve(&offsets, &segmenter->offsets_room, n, sizeof *segmenter->offsets);
    segmenter->offsets = offsets;
    return status;
}

/* The block in UTF-16, unless it is there. */
static enum qualm_status units_fill(struct segmenter *segmenter, const struct block *block)
{
    if (segmenter->has_units)
        return QUALM_OK;
    /* No code point has more units of UTF-16 than bytes of UTF-8. */
    const enum qualm_status status = units_reserve(segmenter, block->n_bytes + 1);
    if (status)
        return status;
    size_t n = 0;
    for (size_t at = 0; at < block->n_bytes;) {
        if ((unsigned char)block->text[at] < 0x80) {
            segmenter->offsets[n] = (uint32_t)at;
            segmenter->units[n++] = (UChar)block->text[at++];
            continue;
        }
        const size_t start = at, first = n;
        const uint32_t c = utf8_next(block->text, &at);
        U16_APPEND_UNSAFE(segmenter->units, n, c);
        for (size_t unit = first; unit < n; unit++)
            segmenter->offsets[unit] = (uint32_t)start;
    }
    segmenter->offsets[n] = (uint32_t)block->n_bytes;
    segmenter->n_units = n;
    segmenter->has_units = true;
    return QUALM_OK;
}

enum qualm_status rules_open(struct segmenter *segmenter, enum rules_kind kind, const struct block *block)
{
    UBreakIterator **iterator = kind == RULES_WORDS ? &segmenter->words : &segmenter->sentences;
    enum qualm_status status = units_fill(segmenter, block);
    if (!status && !*iterator)
        status = rules_clone(segmenter->rules, kind, iterator);
    if (status)
        return status;
    UErrorCode code = U_ZERO_ERROR;
    ubrk_setText(*iterator, segmenter->units, (int32_t)segmenter->n_units, &code);
    return status_from_icu(code);
}

/* ------------------------------------------------- what a token is by its place */

static bool is_word(const struct token *token)
{
    return token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER;
}

/* The char before a token, 0 at the start of the block. */
static uint32_t char_before(const struct block *block, const struct token *token)
{
    size_t at = token->start;
    return at ? utf8_previous(block->text, &at) : 0;
}

/* "I" and "I'm" are capitalised wherever they stand. */
static bool is_pronoun_i(const char *key)
{
    return key[0] == 'i' && (key[1] == '\0' || key[1] == '\'');
}

/* A capital behind an opening quote may be due to the quoted sentence. */
static bool is_name(const struct segmenter *segmenter, const struct block *block, const struct token *token)
{
    if (token->kind != TOKEN_WORD || !(token->flags & TOKEN_CAPITAL) || (token->flags & TOKEN_FIRST))
        return false;
    const uint32_t before = char_before(block, token);
    const bool is_quoted = before == '"' || before == 0x201C || before == 0x2018 || before == '\'';
    return !is_quoted && !is_pronoun_i(segmenter->keys.bytes + token->key);
}

/* Where most words shout, capitals mark no abbreviation. */
static bool is_shouted(const struct token *tokens, size_t n)
{
    size_t n_words = 0, n_shouted = 0;
    for (size_t i = 0; i < n; i++) {
        n_words += tokens[i].kind == TOKEN_WORD && tokens[i].letters > 1;
        n_shouted += tokens[i].kind == TOKEN_WORD && (tokens[i].flags & TOKEN_ALL_CAPITALS);
    }
    return n_shouted > 1 && 2 * n_shouted > n_words;
}

/* The full stop or apostrophe right behind a token, else 0: some words sound otherwise with it. */
static char mark_behind(const struct block *block, const struct token *token)
{
    if (token->end >= block->n_bytes)
        return 0;
    size_t at = token->end;
    const uint32_t c = utf8_next(block->text, &at);
    return is_apostrophe(c) ? '\'' : c == '.' ? '.' : 0;
}

/* Those of its key are there already. */
static unsigned token_syllables(const struct segmenter *segmenter, const struct block *block,
                                const struct token *token, bool shouted)
{
    if (token->kind == TOKEN_OPAQUE || token->kind == TOKEN_SYMBOL || token->kind == TOKEN_CHARACTER)
        return 0;
    /* Flesch's rule: abbreviations and figures have one syllable. */
    const bool is_abbreviation = (token->flags & TOKEN_ALL_CAPITALS) && !shouted;
    if (token->kind == TOKEN_NUMBER || is_abbreviation)
        return 1;
    unsigned count = token->kind == TOKEN_URL ? 1 : token->syllables;
    const char mark = block->text[token->end] == ' ' ? 0 : mark_behind(block, token);
    if (mark) {
        const struct span key = {segmenter->keys.bytes + token->key, token->n_key};
        syllables_of_exception(segmenter->language, key, mark, &count);
    }
    return count;
}

/* A host name that the dictionary knows is read aloud as a word. */
static void address_speak(const struct segmenter *segmenter, struct token *token)
{
    const struct span key = {segmenter->keys.bytes + token->key, token->n_key};
    unsigned count;
    if (!syllables_of_exception(segmenter->language, key, 0, &count))
        return;
    token->kind = TOKEN_WORD;
    token->syllables = (uint8_t)word_syllables(segmenter->language, key);
}

static void sentence_mark(struct segmenter *segmenter, const struct block *block, const struct sentence *sentence)
{
    struct token *tokens = segmenter->tokens + sentence->first_token;
    const bool shouted = is_shouted(tokens, sentence->n_tokens);
    const bool is_title = block->kind == BLOCK_TITLE || block->kind == BLOCK_HEADING;
    bool has_word = false;
    for (size_t i = 0; i < sentence->n_tokens; i++) {
        struct token *token = &tokens[i];
        if (token->kind == TOKEN_URL)
            address_speak(segmenter, token);
        if (!has_word && is_word(token)) {
            token->flags |= TOKEN_FIRST;
            has_word = true;
        }
        if (!is_title && !shouted && is_name(segmenter, block, token))
            token->flags |= TOKEN_NAME;
        token->syllables = (uint8_t)token_syllables(segmenter, block, token, shouted);
    }
}

enum qualm_status segment_block(struct segmenter *segmenter, const struct data_language *language,
                                const struct block *block, struct segments *segments)
{
    memo_open(segmenter, language);
    segmenter->has_units = segmenter->has_words_text = false;
    enum qualm_status status = words_cut(segmenter, block);
    if (!status)
        status = sentences_cut(segmenter, language, block);
    if (status)
        return status;
    for (size_t i = 0; i < segmenter->n_found; i++)
        sentence_mark(segmenter, block, &segmenter->found[i]);
    *segments = (struct segments){.tokens = segmenter->tokens, .n_tokens = segmenter->n_tokens,
                                  .sentences = segmenter->found, .n_sentences = segmenter->n_found,
                                  .keys = segmenter->keys.bytes ? segmenter->keys.bytes : ""};
    return QUALM_OK;
}

size_t token_from(const struct segments *segments, const struct sentence *sentence, size_t at)
{
    size_t low = sentence->first_token;
    size_t high = low + sentence->n_tokens;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (segments->tokens[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
