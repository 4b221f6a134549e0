/* What is known of words met before: they are folded and their syllables counted once. */
#include "segment/scratch.h"

#include "segment/syllables.h"

_Static_assert(sizeof(struct memo) == CACHE_LINE_BYTES, "a word's memo is one line");

enum qualm_status memo_new(struct segmenter *segmenter)
{
    segmenter->memo = table_new(TOKEN_TYPE_PLACES, sizeof *segmenter->memo, &segmenter->memo_room);
    return segmenter->memo ? QUALM_OK : QUALM_ERR_MEMORY;
}

void memo_open(struct segmenter *segmenter, const struct data_language *language)
{
    /* A new segmenter's memo is empty, and stays untouched. Types go on counting. */
    if (segmenter->language && segmenter->language != language)
        for (size_t i = 0; i < TOKEN_TYPE_PLACES; i++)
            segmenter->memo[i].n_bytes = 0;
    segmenter->language = language;
}

unsigned word_syllables(const struct data_language *language, struct span key)
{
    return language->syllable_tree ? syllables_count(language, key) : 1;
}

static struct span token_key(const struct segmenter *segmenter, const struct token *token)
{
    return (struct span){segmenter->keys.bytes + token->key, token->n_key};
}

/* A slot numbers its words, in the bits above its own place; past the last number its words have no type. */
#define WORDS_MOST (UINT32_MAX >> TOKEN_TYPE_BITS)

static uint32_t memo_type(const struct segmenter *segmenter, const struct memo *memo)
{
    const uint32_t slot = (uint32_t)(memo - segmenter->memo);
    return memo->n_words < WORDS_MOST ? memo->n_words << TOKEN_TYPE_BITS | slot : 0;
}

static void memo_fill(const struct segmenter *segmenter, struct memo *memo, const struct short_word *word,
                      const struct token *token)
{
    *memo = (struct memo){.word = *word, .n_words = memo->n_words + (memo->n_words < WORDS_MOST),
                          .letters = token->letters, .n_bytes = (uint8_t)(token->end - token->start),
                          .n_key = (uint8_t)token->n_key, .flags = token->flags};
    memcpy(memo->key, token_key(segmenter, token).ptr, token->n_key);
}

/* Writes what the memo holds as the token's, with all the memo's bytes of the key: what is too much is written over. */
static enum qualm_status memo_copy(struct segmenter *segmenter, const struct memo *memo, struct token *token)
{
    struct buffer *keys = &segmenter->keys;
    if (keys->n_room - keys->n_bytes < SHORT_WORD_BYTES + 2) {
        const enum qualm_status status = buffer_reserve(keys, SHORT_WORD_BYTES + 1);
        if (status)
            return status;
    }
    memcpy(keys->bytes + keys->n_bytes, memo->key, SHORT_WORD_BYTES);
    keys->bytes[keys->n_bytes + memo->n_key] = '\0';
    keys->bytes[keys->n_bytes + memo->n_key + 1] = '\0';
    token->key = (uint32_t)keys->n_bytes;
    token->n_key = memo->n_key;
    token->type = memo_type(segmenter, memo);
    token->letters = memo->letters;
    token->flags = memo->flags;
    keys->n_bytes += (size_t)memo->n_key + 1;
    return QUALM_OK;
}

static bool is_word_of(const struct memo *slot, const struct short_word *word, size_t n_bytes)
{
    return slot->n_bytes == n_bytes && short_word_equals(&slot->word, word);
}

/* With two, 3 MB of 7,500 different words took 2 in 100 more instructions: some drove each other out over and over. */
#define SLOTS_A_WORD 4u

/* The slot that has the word, or is to have it: one of some, so that common words seldom drive each other out. */
static struct memo *slot_for(struct segmenter *segmenter, const struct short_word *word, size_t n_bytes)
{
    const size_t home = short_word_slot(word, TOKEN_TYPE_BITS);
    struct memo *empty = NULL;
    for (size_t i = 0; i < SLOTS_A_WORD; i++) {
        struct memo *slot = &segmenter->memo[home ^ i];
        if (is_word_of(slot, word, n_bytes))
            return slot;
        if (!empty && !slot->n_bytes)
            empty = slot;
    }
    return empty ? empty : &segmenter->memo[home];
}

/* What is known of the token's word already or, in `memo`, from now on; NULL where the memo has no room for it. */
static enum qualm_status token_look(struct segmenter *segmenter, const char *text, struct token *token,
                                    struct memo **memo)
{
    const size_t n_bytes = token->end - token->start;
    struct short_word word;
    *memo = NULL;
    if (!short_word_make((struct span){text + token->start, n_bytes}, &word))
        return token_fold(segmenter, text, token);
    struct memo *slot = slot_for(segmenter, &word, n_bytes);
    if (is_word_of(slot, &word, n_bytes)) {
        *memo = slot;
        return memo_copy(segmenter, slot, token);
    }
    const enum qualm_status status = token_fold(segmenter, text, token);
    if (status || token->n_key > SHORT_WORD_BYTES)
        return status;
    memo_fill(segmenter, slot, &word, token);
    token->type = memo_type(segmenter, slot);
    *memo = slot;
    return QUALM_OK;
}

enum qualm_status token_recall(struct segmenter *segmenter, const char *text, struct token *token)
{
    struct memo *memo;
    const enum qualm_status status = token_look(segmenter, text, token, &memo);
    if (status || token->kind != TOKEN_WORD)
        return status;
    if (!memo || !memo->has_syllables)
        token->syllables = (uint8_t)word_syllables(segmenter->language, token_key(segmenter, token));
    else
        token->syllables = memo->syllables;
    if (memo) {
        memo->syllables = token->syllables;
        memo->has_syllables = true;
    }
    return QUALM_OK;
}
