/* Sentences: the candidates of the sentence rules, filtered by what stands on both sides.
 *
 * Each candidate is a seam. Judges look at it one after the other; the first that knows decides, and a seam that none
 * of them knows is an end. No judge looks further than REACH bytes, so the work stays linear.
 */
#include "segment/scratch.h"

#include "base/utf8.h"

#define REACH ((size_t)64)

/* A place where one sentence may end and the next begin. Offsets are bytes of the block's text. */
struct seam {
    const struct data_language *language;
    const char *text;
    size_t n_bytes;
    size_t first;            /* where the sentence in hand began */
    size_t left, right;      /* end of the text before, start of the text behind; equal when no space is between */
    bool is_lower_case_text; /* sentences of this block begin in lower case */
    /* Found by seam_read. */
    size_t stop;             /* the first of the sentence's last stops */
    uint32_t stop_char;
    bool is_ellipsis;
    struct span before;      /* the word in front of the stop, without what opens it: "e.g" */
    struct span behind;      /* the next word, without what opens it */
    bool is_quote_behind;    /* a quotation mark did open it */
};

enum ruling { RULING_NONE = 0, RULING_END, RULING_GOES_ON };

static uint32_t first_char(struct span word)
{
    size_t at = 0;
    return word.len ? utf8_next(word.ptr, &at) : 0;
}

static uint32_t second_char(struct span word)
{
    size_t at = 0;
    if (word.len)
        utf8_next(word.ptr, &at);
    return at < word.len ? utf8_next(word.ptr, &at) : 0;
}

static bool is_one_letter(struct span word)
{
    return word.len && is_letter(first_char(word)) && second_char(word) == 0;
}

/* Copies a word in lower case, as far as lists know words: in `bytes` of REACH * 2. */
static struct span lowered(struct span word, char *bytes)
{
    size_t n = 0;
    for (size_t at = 0; at < word.len && n + 4 < REACH * 2;) {
        const uint32_t c = utf8_next(word.ptr, &at);
        n += utf8_encode(is_apostrophe(c) ? '\'' : fold_case(c), bytes + n);
    }
    return (struct span){bytes, n};
}

static bool is_function_word(const struct seam *seam, struct span word)
{
    char bytes[REACH * 2];
    const struct data_words *list = data_words_find(seam->language, "function");
    return list && word.len < REACH && data_words_index(list, lowered(word, bytes)) >= 0;
}

/* ------------------------------------------------------------- what is there */

static struct span word_before(const struct seam *seam, size_t end)
{
    size_t start = end;
    while (start > seam->first && end - start < REACH && seam->text[start - 1] != ' ')
        utf8_previous(seam->text, &start);
    while (start < end) {
        size_t next = start;
        if (!is_opener(utf8_next(seam->text, &next)))
            break;
        start = next;
    }
    return (struct span){seam->text + start, end - start};
}

static struct span word_behind(const struct seam *seam, bool *is_quoted)
{
    size_t start = seam->right;
    *is_quoted = false;
    for (size_t at = start; at < seam->n_bytes && start - seam->right < REACH; start = at) {
        const uint32_t c = utf8_next(seam->text, &at);
        if (!is_opener(c))
            break;
        *is_quoted = *is_quoted || !(c == '(' || c == '[' || c == '{');
    }
    size_t end = start;
    for (size_t at = start; at < seam->n_bytes && end - start < REACH; end = at) {
        const uint32_t c = utf8_next(seam->text, &at);
        if (!is_letter(c) && !is_digit(c) && !is_mark(c) && !is_apostrophe(c))
            break;
    }
    return (struct span){seam->text + start, end - start};
}

static void seam_read(struct seam *seam)
{
    size_t at = seam->left;
    seam->stop = seam->left;
    seam->stop_char = 0;
    size_t n_stops = 0;
    while (at > seam->first && seam->left - at < REACH) {
        size_t previous = at;
        const uint32_t c = utf8_previous(seam->text, &previous);
        if (is_stop(c)) {
            seam->stop = previous;
            seam->stop_char = c;
            n_stops++;
        } else if (n_stops || !(is_closer(c) || c == ' ')) {
            break;
        }
        at = previous;
    }
    seam->is_ellipsis = seam->stop_char == ELLIPSIS || (seam->stop_char == '.' && n_stops > 1);
    seam->before = word_before(seam, seam->stop);
    seam->behind = word_behind(seam, &seam->is_quote_behind);
}

/* -------------------------------------------------------------------- judges */

/* Without a space only a script that uses none ends a sentence, or a capitalised word that was run on. */
static enum ruling judge_glued(const struct seam *seam)
{
    if (seam->left != seam->right || seam->stop_char >= 0x3000)
        return RULING_NONE;
    return is_upper(first_char(seam->behind)) && is_lower(second_char(seam->behind)) ? RULING_NONE : RULING_GOES_ON;
}

static bool is_roman_numeral(struct span word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!word.ptr[i] || !strchr("ivxIVX", word.ptr[i]))
            return false;
    return word.len > 0 && word.len <= 5;
}

static bool is_short_number(struct span word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < '0' || word.ptr[i] > '9')
            return false;
    return word.len > 0 && word.len <= 3;
}

/* "1. Wash the rice." The number is all that the sentence has so far. */
static enum ruling judge_list_number(const struct seam *seam)
{
    const bool is_all = seam->before.ptr == seam->text + seam->first;
    if (seam->stop_char != '.' || !is_all)
        return RULING_NONE;
    const bool is_number = is_short_number(seam->before) || is_one_letter(seam->before) ||
                           is_roman_numeral(seam->before);
    return is_number ? RULING_GOES_ON : RULING_NONE;
}

static bool starts_sentence(const struct seam *seam)
{
    return seam->is_quote_behind || (is_upper(first_char(seam->behind)) && is_function_word(seam, seam->behind));
}

/* "J. Smith" goes on; "vitamin C. It" and "my wife and I. We" end, since no name stands before the letter. */
static enum ruling judge_initial(const struct seam *seam)
{
    if (seam->stop_char != '.' || seam->is_ellipsis || !is_one_letter(seam->before))
        return RULING_NONE;
    size_t end = (size_t)(seam->before.ptr - seam->text);
    while (end > seam->first && seam->text[end - 1] == ' ')
        end--;
    const struct span name = word_before(seam, end);
    const bool follows_name = name.len == 0 || is_upper(first_char(name));
    if (follows_name)
        return RULING_GOES_ON;
    const bool is_pronoun = seam->before.ptr[0] == 'I' && seam->before.len == 1;
    return is_pronoun || starts_sentence(seam) ? RULING_END : RULING_GOES_ON;
}

/* "u.s", "p.m": single letters with stops between them. */
static bool is_dotted(struct span word)
{
    bool wants_letter = true;
    size_t n = 0;
    for (size_t at = 0; at < word.len; n++) {
        const uint32_t c = utf8_next(word.ptr, &at);
        if (wants_letter ? !is_letter(c) : c != '.')
            return false;
        wants_letter = !wants_letter;
    }
    return n >= 3 && !wants_letter;
}

static enum data_abbreviation_kind abbreviation_kind(const struct seam *seam)
{
    char bytes[REACH * 2];
    if (seam->before.len >= REACH)
        return 0;
    const struct data_abbreviation *found = data_abbreviation_find(seam->language, lowered(seam->before, bytes));
    if (found)
        return found->kind;
    return is_dotted(seam->before) ? DATA_ABBREVIATION_END : 0;
}

static enum ruling judge_abbreviation(const struct seam *seam)
{
    if (seam->stop_char != '.' || seam->is_ellipsis)
        return RULING_NONE;
    switch (abbreviation_kind(seam)) {
    case DATA_ABBREVIATION_TITLE:
    case DATA_ABBREVIATION_MIDDLE:
        return RULING_GOES_ON;
    case DATA_ABBREVIATION_NUMBER:
        return is_digit(first_char(seam->behind)) || is_roman_numeral(seam->behind) ? RULING_GOES_ON : RULING_NONE;
    case DATA_ABBREVIATION_END:
        return starts_sentence(seam) ? RULING_END : RULING_GOES_ON;
    }
    return RULING_NONE;
}

static enum ruling judge_lower_case(const struct seam *seam)
{
    if (!is_lower(first_char(seam->behind)))
        return RULING_NONE;
    const bool is_end = seam->is_lower_case_text && !seam->is_ellipsis && is_letter(first_char(seam->before));
    return is_end ? RULING_END : RULING_GOES_ON;
}

static enum ruling (*const judges[])(const struct seam *seam) = {judge_glued, judge_list_number, judge_initial,
                                                                 judge_abbreviation, judge_lower_case};

static bool seam_is_end(const struct seam *seam)
{
    for (size_t i = 0; i < sizeof judges / sizeof *judges; i++) {
        const enum ruling ruling = judges[i](seam);
        if (ruling)
            return ruling == RULING_END;
    }
    return true;
}

/* ------------------------------------------------------------------ the walk */

struct walk {
    struct segmenter *segmenter;
    const struct block *block;
    const struct data_language *language;
    bool is_lower_case_text;
    size_t first;       /* where the sentence in hand began */
    size_t token;       /* the first token that ends behind the last seam */
    size_t first_token; /* of the sentence in hand */
    size_t n_looked;    /* the tokens from first_token to here are symbols */
};

static bool ends_in_stop(const struct block *block, size_t start, size_t end, bool *is_question)
{
    *is_question = false;
    for (size_t at = end; at > start && end - at < REACH;) {
        const uint32_t c = utf8_previous(block->text, &at);
        if (is_stop(c)) {
            for (at = end; at > start && end - at < REACH && !*is_question;) {
                const uint32_t mark = utf8_previous(block->text, &at);
                if (!is_stop(mark) && !is_closer(mark) && mark != ' ')
                    break;
                *is_question = mark == '?' || mark == 0x61F || mark == 0xFF1F || mark == 0x37E;
            }
            return true;
        }
        if (!is_closer(c) && c != ' ')
            return false;
    }
    return false;
}

static enum qualm_status sentence_add(struct walk *walk, size_t end, size_t n_tokens)
{
    struct segmenter *segmenter = walk->segmenter;
    void *found = segmenter->found;
    const enum qualm_status status = array_reserve(&found, &segmenter->found_room, segmenter->n_found + 1,
                                                   sizeof *segmenter->found);
    segmenter->found = found;
    if (status)
        return status;
    struct sentence sentence = {.start = (uint32_t)walk->first, .end = (uint32_t)end,
                                .first_token = (uint32_t)walk->first_token, .n_tokens = (uint32_t)n_tokens};
    sentence.has_end = ends_in_stop(walk->block, walk->first, end, &sentence.is_question);
    segmenter->found[segmenter->n_found++] = sentence;
    return QUALM_OK;
}

static size_t trim_left(const char *text, size_t at, size_t n_bytes)
{
    while (at < n_bytes && text[at] == ' ')
        at++;
    return at;
}

static size_t trim_right(const char *text, size_t at, size_t least)
{
    while (at > least && text[at - 1] == ' ')
        at--;
    return at;
}

/* "… as shown.[12] Next": the reference belongs to the sentence that it supports. 0 when there is none. */
static size_t citation_end(const char *text, size_t at, size_t n_bytes)
{
    size_t end = 0;
    for (size_t from = at; from < n_bytes && text[from] == '['; from = trim_left(text, end, n_bytes)) {
        size_t to = from + 1;
        while (to < n_bytes && to - from < REACH && strchr("0123456789,-; ", text[to]) && text[to])
            to++;
        if (to >= n_bytes || text[to] != ']' || to == from + 1)
            break;
        end = to + 1;
    }
    return end;
}

/* The rules leave an opening bracket with the sentence before when no space is between. */
static size_t before_openers(const char *text, size_t at, size_t least)
{
    while (at > least && (text[at - 1] == '[' || text[at - 1] == '('))
        at--;
    return at;
}

static bool is_inside_token(struct walk *walk, size_t at)
{
    const struct segmenter *segmenter = walk->segmenter;
    while (walk->token < segmenter->n_tokens && segmenter->tokens[walk->token].end <= at)
        walk->token++;
    return walk->token < segmenter->n_tokens && segmenter->tokens[walk->token].start < at;
}

/* Whether the sentence in hand has a word among its tokens before `end`. Remembers where it stopped looking. */
static bool has_word(struct walk *walk, size_t end)
{
    const struct token *tokens = walk->segmenter->tokens;
    if (walk->n_looked < walk->first_token)
        walk->n_looked = walk->first_token;
    while (walk->n_looked < end && tokens[walk->n_looked].kind == TOKEN_SYMBOL)
        walk->n_looked++;
    return walk->n_looked < end;
}

static enum qualm_status walk_seam(struct walk *walk, size_t boundary)
{
    const struct block *block = walk->block;
    size_t left = before_openers(block->text, trim_right(block->text, boundary, walk->first), walk->first);
    size_t right = trim_left(block->text, left, block->n_bytes);
    const size_t cited = citation_end(block->text, right, block->n_bytes);
    if (cited) {
        left = cited;
        right = trim_left(block->text, left, block->n_bytes);
    }
    if (left <= walk->first || right >= block->n_bytes || is_inside_token(walk, right))
        return QUALM_OK;
    struct seam seam = {.language = walk->language, .text = block->text,
                        .n_bytes = block->n_bytes, .first = walk->first, .left = left, .right = right,
                        .is_lower_case_text = walk->is_lower_case_text};
    seam_read(&seam);
    /* What has no word, such as "***", is no sentence of its own. */
    if (!has_word(walk, walk->token) || (!cited && !seam_is_end(&seam)))
        return QUALM_OK;
    const enum qualm_status status = sentence_add(walk, left, walk->token - walk->first_token);
    walk->first = right;
    walk->first_token = walk->token;
    return status;
}

static enum qualm_status walk_end(struct walk *walk)
{
    struct segmenter *segmenter = walk->segmenter;
    const size_t end = trim_right(walk->block->text, walk->block->n_bytes, walk->first);
    const size_t n_tokens = segmenter->n_tokens - walk->first_token;
    if (end == walk->first)
        return QUALM_OK;
    if (has_word(walk, segmenter->n_tokens))
        return sentence_add(walk, end, n_tokens);
    if (!segmenter->n_found)
        return QUALM_OK;
    struct sentence *last = &segmenter->found[segmenter->n_found - 1];
    last->end = (uint32_t)end;
    last->n_tokens += (uint32_t)n_tokens;
    return QUALM_OK;
}

/* Whether ".", "!" or "?" stands at `at` with a space and something more behind it. */
static bool is_spaced_stop(const struct block *block, size_t at)
{
    return (unsigned char)block->text[at] < 0x80 && at + 2 < block->n_bytes && block->text[at + 1] == ' ';
}

/* People who write without capitals still write sentences. One such place alone is as likely an abbreviation, unless
 * the text begins with a small letter too. */
static bool text_is_lower_case(const struct segmenter *segmenter, const struct block *block)
{
    size_t n_lower = 0, n_upper = 0;
    for (size_t i = 0; i < segmenter->n_stops; i++) {
        const size_t at = segmenter->stops[i];
        if (!is_spaced_stop(block, at))
            continue;
        size_t next = at + 2;
        const uint32_t follower = utf8_next(block->text, &next);
        n_lower += is_lower(follower);
        n_upper += is_upper(follower) || is_opener(follower);
    }
    n_lower += is_lower(first_char((struct span){block->text, block->n_bytes}));
    return n_lower > n_upper && n_lower > 1;
}

/* The rules never part before a lower-case letter, so those seams are found apart: all that stand before `end`, from
 * stop `*next` on. */
static enum qualm_status walk_lower_seams(struct walk *walk, size_t end, size_t *next)
{
    const struct segmenter *segmenter = walk->segmenter;
    const char *text = walk->block->text;
    enum qualm_status status = QUALM_OK;
    for (; *next < segmenter->n_stops && segmenter->stops[*next] + 2 < end && !status; ++*next) {
        const size_t at = segmenter->stops[*next];
        if (is_spaced_stop(walk->block, at) && text[at + 2] >= 'a' && text[at + 2] <= 'z')
            status = walk_seam(walk, at + 2);
    }
    return status;
}

static enum qualm_status walk_boundary(struct walk *walk, size_t boundary, size_t *next_lower)
{
    enum qualm_status status = QUALM_OK;
    if (walk->is_lower_case_text)
        status = walk_lower_seams(walk, boundary, next_lower);
    return status ? status : walk_seam(walk, boundary);
}

static enum qualm_status walk_stops(struct walk *walk)
{
    const struct segmenter *segmenter = walk->segmenter;
    enum qualm_status status = QUALM_OK;
    size_t next_lower = 0;
    for (size_t i = 0; i < segmenter->n_stops && !status; i++) {
        const size_t boundary = stop_boundary(segmenter, walk->block, segmenter->stops[i]);
        if (boundary)
            status = walk_boundary(walk, boundary, &next_lower);
    }
    return status ? status : walk_boundary(walk, walk->block->n_bytes, &next_lower);
}

/* The rules know no ellipsis: the boundaries behind those that stand before `end`, from stop `*next` on. */
static enum qualm_status walk_ellipses(struct walk *walk, size_t end, size_t *next, size_t *next_lower)
{
    const struct segmenter *segmenter = walk->segmenter;
    enum qualm_status status = QUALM_OK;
    for (; *next < segmenter->n_stops && segmenter->stops[*next] < end && !status; ++*next) {
        size_t at = segmenter->stops[*next];
        const size_t boundary = stop_boundary(segmenter, walk->block, at);
        if (boundary && boundary < end && utf8_next(walk->block->text, &at) == ELLIPSIS)
            status = walk_boundary(walk, boundary, next_lower);
    }
    return status;
}

/* The same as ICU finds it. */
static enum qualm_status walk_rules(struct walk *walk)
{
    struct segmenter *segmenter = walk->segmenter;
    enum qualm_status status = rules_open(segmenter, RULES_SENTENCES, walk->block);
    size_t next_lower = 0, next_stop = 0;
    for (int32_t unit; !status && (unit = ubrk_next(segmenter->sentences)) != UBRK_DONE;) {
        status = walk_ellipses(walk, segmenter->offsets[unit], &next_stop, &next_lower);
        if (!status)
            status = walk_boundary(walk, segmenter->offsets[unit], &next_lower);
    }
    return status;
}

enum qualm_status sentences_cut(struct segmenter *segmenter, const struct data_language *language,
                                const struct block *block)
{
    segmenter->n_found = 0;
    struct walk walk = {.segmenter = segmenter, .block = block, .language = language,
                        .first = trim_left(block->text, 0, block->n_bytes)};
    enum qualm_status status = stops_find(segmenter, block);
    if (status)
        return status;
    walk.is_lower_case_text = text_is_lower_case(segmenter, block);
    status = segmenter->is_hard ? walk_rules(&walk) : walk_stops(&walk);
    return status ? status : walk_end(&walk);
}
