/* Rewords a causal verb with care, by the list `softer` of the language ("leads\tmay lead"). */
#include "judge/softer.h"

#include <string.h>

#include "judge/state.h"

/* Two words are tried before one: "has a" may be reworded where "has" may not. */
#define MAX_KEY_WORDS 2
#define KEY_ROOM 64

/* A verb further in belongs to another clause more often than not. */
#define MAX_WORDS_IN 6
/* Words before a verb that are looked at for one that speaks for all behind it. */
#define MAX_WORDS_BACK 24

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

/* Stand in the list for words that keep verbs from being reworded: the next one ("which", "to", "not"), all that follow
 * ("whether", "how"), the one before ("increases in"). */
static const char stops_next[] = "-";
static const char stops_all[] = "--";
static const char stops_before[] = "<";

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

static bool is_marked(const char *softer, const char *mark)
{
    return softer && strncmp(softer, mark, strlen(mark)) == 0;
}

static bool is_stop(const char *softer)
{
    return is_marked(softer, stops_next) || is_marked(softer, stops_before);
}

/* Whether the words before token `i` of the sentence keep its verb from being reworded. */
static bool is_stopped(const struct data_words *list, const struct segments *segments, size_t first, size_t i)
{
    const size_t from = i - first > MAX_WORDS_BACK ? i - MAX_WORDS_BACK : first;
    for (size_t k = from; k < i; k++) {
        const char *softer = softer_at(list, segments, k, 1);
        if (is_marked(softer, stops_all) || (k + 1 == i && is_marked(softer, stops_next)))
            return true;
    }
    return false;
}

/* Whether the single word at token `i` has an object right behind it, and so is a verb and no noun. */
static bool has_object(const struct data_words *list, const struct segments *segments, size_t past, size_t i)
{
    if (i + 1 == past || segments->tokens[i + 1].start != segments->tokens[i].end + 1)
        return false;
    const char *softer = softer_at(list, segments, i + 1, 1);
    return !softer || !strpbrk(softer, stops_before);
}

/* The rewording that begins at token `i`, and how many words it takes the place of; NULL when there is none. */
static const char *softer_from(const struct data_words *list, const struct segments *segments,
                               const struct sentence *sentence, size_t i, size_t *n_words)
{
    const size_t past = sentence->first_token + sentence->n_tokens;
    if (is_stopped(list, segments, sentence->first_token, i))
        return NULL;
    for (size_t n = MAX_KEY_WORDS; n >= 1; n--) {
        const char *softer = i + n <= past ? softer_at(list, segments, i, n) : NULL;
        if (!softer)
            continue;
        *n_words = n;
        return is_stop(softer) || (n == 1 && !has_object(list, segments, past, i)) ? NULL : softer;
    }
    return NULL;
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

enum qualm_status softer_make(const struct softer_claim *claim, struct arena *arena, const char **text, size_t *verb)
{
    const struct data_words *list = data_words_find(claim->language, "softer");
    const struct token *tokens = claim->segments->tokens;
    const size_t past = claim->sentence->first_token + claim->sentence->n_tokens;
    const size_t first = token_from(claim->segments, claim->sentence, claim->start);
    *text = NULL;
    for (size_t i = first; list && i < past && i < first + MAX_WORDS_IN && tokens[i].end <= claim->end; i++) {
        size_t n_words;
        const char *softer = softer_from(list, claim->segments, claim->sentence, i, &n_words);
        if (!softer)
            continue;
        *verb = tokens[i].start;
        return join(softer, claim->block, tokens[i + n_words - 1].end, claim->text_end, arena, text);
    }
    return QUALM_OK;
}

bool softer_is_stop(const struct data_language *language, const struct segments *segments, const struct token *token)
{
    const struct data_words *list = data_words_find(language, "softer");
    return list && is_stop(find_softer(list, segments->keys + token->key));
}

bool softer_has_no_object(const struct data_language *language, const struct segments *segments,
                          const struct token *token)
{
    const struct data_words *list = data_words_find(language, "softer");
    const char *softer = list ? find_softer(list, segments->keys + token->key) : NULL;
    return softer && strcmp(softer, stops_before) == 0;
}
