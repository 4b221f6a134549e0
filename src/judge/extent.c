/* How much of a sentence is shown for its claim: from the subject, where that is short, to the end of what is said. */
#include "judge/state.h"

/* A subject of fewer words is shown with its verb. */
#define MAX_SUBJECT_WORDS 5
/* Words shown behind the ladder's match: the rest of the clause where it has no more than that, else … */
#define MAX_REST 8
/* … this many. */
#define MAX_OBJECT 6

static bool is_spelled(const struct token *token)
{
    return token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER;
}

/* Where the token ends, with its per cent sign. */
static size_t token_end(const struct block *block, const struct token *token)
{
    const bool is_share = token->end < block->n_bytes && block->text[token->end] == '%';
    return token->end + is_share;
}

/* Whether a token goes on with what ends at byte `end`: only a space parts them. */
static bool goes_on(const struct block *block, const struct token *token, size_t end)
{
    return is_spelled(token) && token->start == end + 1 && block->text[end] == ' ';
}

static bool is_small(const struct view *view, const struct token *token)
{
    const struct segments *segments = view->given->segments;
    const struct data_words *function_words = view->judge->function_words;
    const struct span word = {segments->keys + token->key, token->n_key};
    return (function_words && data_words_index(function_words, word) >= 0) ||
           softer_is_stop(view->judge->language, segments, token);
}

/* Whether a second verb begins at token `i`: "lowers blood pressure | and is cheap". */
static bool begins_verb(const struct view *view, size_t i, size_t past)
{
    const struct segments *segments = view->given->segments;
    const struct data_language *language = view->judge->language;
    return i + 1 < past && softer_has_no_object(language, segments, &segments->tokens[i]) &&
           softer_has_no_object(language, segments, &segments->tokens[i + 1]);
}

/* The end of at most `n_most` words behind byte `end`, none of them past `limit`; `*is_whole` when nothing is left. */
static size_t words_behind(const struct view *view, size_t end, size_t limit, size_t n_most, bool *is_whole)
{
    const struct judge_sentence *given = view->given;
    const struct token *tokens = given->segments->tokens;
    const size_t past = given->sentence->first_token + given->sentence->n_tokens;
    size_t i = token_from(given->segments, given->sentence, end);
    size_t full = end;
    size_t kept = end;
    for (size_t n = 0; n < n_most && i < past && tokens[i].end <= limit; n++, i++) {
        if (!goes_on(given->block, &tokens[i], full) || begins_verb(view, i, past))
            break;
        full = token_end(given->block, &tokens[i]);
        if (!is_small(view, &tokens[i]))
            kept = full;
    }
    *is_whole = i >= past || tokens[i].end > limit || !goes_on(given->block, &tokens[i], full) ||
                begins_verb(view, i, past);
    return *is_whole ? full : kept;
}

size_t extent_end(const struct view *view, const struct clause *clause, size_t end)
{
    bool is_whole;
    const size_t rest = words_behind(view, end, clause->end, MAX_REST, &is_whole);
    return is_whole ? rest : words_behind(view, end, clause->end, MAX_OBJECT, &is_whole);
}

size_t extent_start(const struct view *view, const struct clause *clause, size_t verb)
{
    const struct judge_sentence *given = view->given;
    const struct token *tokens = given->segments->tokens;
    const size_t first = token_from(given->segments, given->sentence, clause->start);
    const size_t last = token_from(given->segments, given->sentence, verb);
    if (last == given->sentence->first_token + given->sentence->n_tokens)
        return verb; /* no word: a sign behind the last of them */
    bool has_subject = false;
    size_t i = last;
    while (i > first && last - i < MAX_SUBJECT_WORDS && is_spelled(&tokens[i - 1]) &&
           goes_on(given->block, &tokens[i], tokens[i - 1].end))
        has_subject |= !is_small(view, &tokens[--i]);
    return has_subject && last - i < MAX_SUBJECT_WORDS ? tokens[i].start : verb;
}

size_t extent_brief(const struct view *view, const struct clause *clause, size_t start, size_t end)
{
    const struct judge_sentence *given = view->given;
    const struct token *tokens = given->segments->tokens;
    const size_t next = token_from(given->segments, given->sentence, end);
    const bool has_more = next < given->sentence->first_token + given->sentence->n_tokens &&
                          tokens[next].end <= clause->end && goes_on(given->block, &tokens[next], end);
    const size_t n_words = next - token_from(given->segments, given->sentence, start);
    return n_words == 1 && has_more ? tokens[next].end : end;
}
