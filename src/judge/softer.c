/* Rewords a causal verb with care, by the list `softer` of the language ("leads\tmay lead"). */
#include "judge/softer.h"

#include <string.h>

#include "base/buffer.h"

/* Two words are tried before one: "has a" may be reworded where "has" may not. */
#define MAX_KEY_WORDS 2
#define KEY_ROOM 64

/* A verb further in belongs to another clause more often than not. */
#define MAX_WORDS_IN 6

/* What stands behind the tab in the entry for `key`; NULL when there is none. */
static const char *find_softer(const struct data_words *list, const char *key)
{
    const size_t n_key = strlen(key);
    size_t low = 0;
    size_t high = list->n_words;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const char *word = list->words[middle];
        int order = strncmp(key, word, n_key);
        if (order == 0)
            order = word[n_key] == '\t' ? 0 : '\t' - word[n_key];
        if (order == 0)
            return word + n_key + 1;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* The rewording of the `n_words` words from token `first` on. */
static const char *softer_at(const struct data_words *list, const struct segments *segments, size_t first,
                             size_t n_words)
{
    char key[KEY_ROOM];
    size_t n_key = 0;
    for (size_t i = 0; i < n_words; i++) {
        const struct token *token = &segments->tokens[first + i];
        if (token->kind != TOKEN_WORD || n_key + token->n_key + 2 > sizeof key)
            return NULL;
        if (i)
            key[n_key++] = ' ';
        memcpy(key + n_key, segments->keys + token->key, token->n_key);
        n_key += token->n_key;
    }
    key[n_key] = '\0';
    return find_softer(list, key);
}

static enum qualm_status join(const char *softer, const struct block *block, size_t from, size_t end,
                              struct arena *arena, const char **text)
{
    const size_t n_softer = strlen(softer);
    const size_t n_rest = end > from ? end - from : 0;
    char *copy = arena_alloc(arena, n_softer + n_rest + 1);
    if (!copy)
        return QUALM_ERR_MEMORY;
    memcpy(copy, softer, n_softer);
    if (n_rest)
        memcpy(copy + n_softer, block->text + from, n_rest);
    *text = copy;
    return QUALM_OK;
}

enum qualm_status softer_make(const struct data_language *language, const struct block *block,
                              const struct segments *segments, const struct sentence *sentence, size_t start,
                              size_t end, struct arena *arena, const char **text)
{
    const struct data_words *list = data_words_find(language, "softer");
    const size_t past = sentence->first_token + sentence->n_tokens;
    size_t n_seen = 0;
    *text = NULL;
    for (size_t i = sentence->first_token; list && i < past && n_seen < MAX_WORDS_IN; i++) {
        if (segments->tokens[i].start < start)
            continue;
        if (segments->tokens[i].end > end)
            break;
        n_seen++;
        for (size_t n = MAX_KEY_WORDS; n >= 1; n--) {
            if (i + n > past || segments->tokens[i + n - 1].end > end)
                continue;
            const char *softer = softer_at(list, segments, i, n);
            if (softer)
                return join(softer, block, segments->tokens[i + n - 1].end, end, arena, text);
        }
    }
    return QUALM_OK;
}
