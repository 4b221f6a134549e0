/* Words the long way: what lies between the boundaries of the word rules, and what of it belongs together. */
#include "segment/scratch.h"

#include "base/utf8.h"

static enum qualm_status piece_add(struct segmenter *segmenter, size_t start, size_t end, enum piece_kind kind)
{
    void *pieces = segmenter->pieces;
    const enum qualm_status status = array_reserve(&pieces, &segmenter->pieces_room, segmenter->n_pieces + 1,
                                                   sizeof *segmenter->pieces);
    segmenter->pieces = pieces;
    if (status)
        return status;
    segmenter->pieces[segmenter->n_pieces++] = (struct piece){(uint32_t)start, (uint32_t)end, kind};
    return QUALM_OK;
}

/* The first letter or digit decides; without one the piece is a symbol or nothing. */
static enum piece_kind piece_classify(const char *text, size_t start, size_t end)
{
    bool has_symbol = false;
    const char first = text[start];
    if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z'))
        return PIECE_LETTERS;
    if (first == ' ' && end - start == 1)
        return PIECE_NONE;
    for (size_t at = start; at < end;) {
        const uint32_t c = utf8_next(text, &at);
        if (is_counted_character(c))
            return PIECE_CHARACTERS;
        if (is_letter(c))
            return PIECE_LETTERS;
        if (is_digit(c))
            return PIECE_NUMBER;
        has_symbol = has_symbol || is_symbol(c);
    }
    return has_symbol ? PIECE_SYMBOL : PIECE_NONE;
}

/* Behind inline code or a host name "'s" is no word of its own. The text is NUL-terminated. */
static size_t skip_possessive(const char *text, size_t at)
{
    size_t end = at;
    if (!text[at] || !is_apostrophe(utf8_next(text, &end)) || text[end] != 's')
        return at;
    size_t next = ++end;
    const uint32_t c = text[end] ? utf8_next(text, &next) : 0;
    return is_letter(c) || is_digit(c) ? at : end;
}

/* Cuts [start, end) at the fixed ranges, each of which becomes one piece. `*next` is the first range not yet made. */
static enum qualm_status segment_add(struct segmenter *segmenter, const char *text, size_t start, size_t end,
                                     size_t *next)
{
    enum qualm_status status = QUALM_OK;
    const size_t covered = segmenter->n_pieces ? segmenter->pieces[segmenter->n_pieces - 1].end : 0;
    if (covered > start)
        start = covered;
    while (!status && *next < segmenter->n_ranges && segmenter->ranges[*next].start < end) {
        const struct fixed_range *range = &segmenter->ranges[(*next)++];
        if (range->start > start)
            status = piece_add(segmenter, start, range->start, piece_classify(text, start, range->start));
        start = skip_possessive(text, range->end);
        if (!status)
            status = piece_add(segmenter, range->start, start, range->kind);
    }
    if (!status && start < end)
        status = piece_add(segmenter, start, end, piece_classify(text, start, end));
    return status;
}

/* The word rules as they are for ASCII, by class of character; the others are pieces of their own. */
enum ascii_class {
    ASCII_OTHER = 0, ASCII_SPACE, ASCII_LETTER, ASCII_DIGIT, ASCII_CONNECTOR,
    ASCII_IN_LETTERS, ASCII_IN_DIGITS, ASCII_IN_BOTH, /* part nothing between two of them */
    ASCII_BEYOND,                                     /* and controls, which are left to the rules */
};

static enum ascii_class ascii_class(char byte)
{
    const unsigned char c = (unsigned char)byte;
    enum { L = ASCII_LETTER, D = ASCII_DIGIT };
    static const unsigned char classes[128] = {
        [' '] = ASCII_SPACE, ['_'] = ASCII_CONNECTOR, [':'] = ASCII_IN_LETTERS, [','] = ASCII_IN_DIGITS,
        [';'] = ASCII_IN_DIGITS, ['.'] = ASCII_IN_BOTH, ['\''] = ASCII_IN_BOTH,
        ['0'] = D, D, D, D, D, D, D, D, D, D,
        ['A'] = L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
        ['a'] = L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    };
    return c < ' ' || c > '~' ? ASCII_BEYOND : (enum ascii_class)classes[c];
}

/* The class behind the last byte is that of a space, before which every piece ends. */
static enum ascii_class class_at(const struct block *block, size_t at)
{
    return at < block->n_bytes ? ascii_class(block->text[at]) : ASCII_SPACE;
}

/* Whether a character of class `middle` does not part two of class `around`. */
static bool is_inside(enum ascii_class around, enum ascii_class middle)
{
    return (around == ASCII_LETTER && (middle == ASCII_IN_LETTERS || middle == ASCII_IN_BOTH)) ||
           (around == ASCII_DIGIT && (middle == ASCII_IN_DIGITS || middle == ASCII_IN_BOTH));
}

/* Where the piece ends that begins at `at`, as far as ASCII decides it; 0 where it does not. It is what the rules in
 * corpus/break/word.txt say, at a tenth of the time that it takes to run them. */
static size_t ascii_piece_end(const struct block *block, size_t at)
{
    enum ascii_class last = class_at(block, at), next = class_at(block, ++at);
    if (last == ASCII_BEYOND)
        return 0;
    if (last == ASCII_SPACE)
        while (next == ASCII_SPACE && at < block->n_bytes)
            next = class_at(block, ++at);
    if (last >= ASCII_LETTER && last <= ASCII_CONNECTOR) {
        for (;;) {
            while (next >= ASCII_LETTER && next <= ASCII_CONNECTOR) {
                last = next;
                next = class_at(block, ++at);
            }
            if (!is_inside(last, next))
                break;
            const enum ascii_class behind = class_at(block, at + 1);
            if (behind == ASCII_BEYOND)
                return 0;
            if (behind != last)
                break;
            next = behind;
            at++;
        }
    }
    return next == ASCII_BEYOND ? 0 : at;
}

/* The first unit that came from `at` or from behind it. Calls come with rising places. */
static size_t unit_at(struct segmenter *segmenter, size_t at)
{
    while (segmenter->offsets[segmenter->unit] < at)
        segmenter->unit++;
    return segmenter->unit;
}

/* Where the piece ends that begins at `at`. ICU is given the text when it is first asked. */
static enum qualm_status piece_end(struct segmenter *segmenter, const struct block *block, size_t at, size_t *end)
{
    *end = ascii_piece_end(block, at);
    if (*end)
        return QUALM_OK;
    if (!segmenter->has_words_text) {
        const enum qualm_status status = rules_open(segmenter, RULES_WORDS, block);
        if (status)
            return status;
        segmenter->has_words_text = true;
        segmenter->unit = 0;
    }
    const int32_t boundary = ubrk_following(segmenter->words, (int32_t)unit_at(segmenter, at));
    *end = boundary == UBRK_DONE ? block->n_bytes : segmenter->offsets[boundary];
    return QUALM_OK;
}

enum qualm_status pieces_cut(struct segmenter *segmenter, const struct block *block, size_t start, size_t end)
{
    enum qualm_status status = ranges_find(segmenter, block, start, end);
    segmenter->n_pieces = 0;
    size_t next_range = 0, next = start;
    for (size_t at = start; at < end && !status; at = next) {
        status = piece_end(segmenter, block, at, &next);
        if (!status)
            status = segment_add(segmenter, block->text, at, next, &next_range);
    }
    return status;
}

/* ------------------------------------------------------- what belongs together */

struct join_view {
    const char *text;
    const struct piece *pieces; /* from the piece in hand on */
    size_t n;
};

static uint32_t piece_char(const struct join_view *view, size_t i)
{
    size_t at = view->pieces[i].start;
    return utf8_next(view->text, &at);
}

static bool piece_is(const struct join_view *view, size_t i, enum piece_kind kind)
{
    return i < view->n && view->pieces[i].kind == kind;
}

static bool piece_is_wordlike(const struct join_view *view, size_t i)
{
    return piece_is(view, i, PIECE_LETTERS) || piece_is(view, i, PIECE_NUMBER);
}

static bool piece_is_s(const struct join_view *view, size_t i)
{
    return piece_is(view, i, PIECE_LETTERS) && view->pieces[i].end - view->pieces[i].start == 1 &&
           piece_char(view, i) == 's';
}

/* "well-known", "24-hour", "2024-05-01" */
static size_t join_hyphen(const struct join_view *view)
{
    return view->n > 2 && is_hyphen(piece_char(view, 1)) && piece_is_wordlike(view, 2) ? 2 : 0;
}

/* "1/2", "10:30" */
static size_t join_numbers(const struct join_view *view)
{
    if (view->n < 3 || !piece_is(view, 0, PIECE_NUMBER) || !piece_is(view, 2, PIECE_NUMBER))
        return 0;
    const uint32_t c = piece_char(view, 1);
    return c == '/' || c == ':' ? 2 : 0;
}

/* "R&D" */
static size_t join_ampersand(const struct join_view *view)
{
    const bool is_between = view->n > 2 && piece_char(view, 1) == '&' && piece_is(view, 0, PIECE_LETTERS) &&
                            piece_is(view, 2, PIECE_LETTERS);
    return is_between && is_upper(piece_char(view, 0)) && is_upper(piece_char(view, 2)) ? 2 : 0;
}

/* "1990's" */
static size_t join_number_s(const struct join_view *view)
{
    return view->n > 2 && piece_is(view, 0, PIECE_NUMBER) && is_apostrophe(piece_char(view, 1)) && piece_is_s(view, 2)
               ? 2 : 0;
}

/* "the U.S.'s" */
static size_t join_stop_s(const struct join_view *view)
{
    return view->n > 3 && piece_is(view, 0, PIECE_LETTERS) && piece_char(view, 1) == '.' &&
                   is_apostrophe(piece_char(view, 2)) && piece_is_s(view, 3)
               ? 3 : 0;
}

/* Each tells how many more pieces belong to the word in hand. */
static size_t (*const joins[])(const struct join_view *view) = {join_hyphen, join_numbers, join_ampersand,
                                                                join_number_s, join_stop_s};

static size_t join_more(const struct join_view *view)
{
    /* Nearly every word is followed by a space. */
    if (view->n < 3 || view->text[view->pieces[1].start] == ' ')
        return 0;
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
        const size_t n = joins[i](view);
        if (n)
            return n;
    }
    return 0;
}

/* ------------------------------------------------------------------- tokens */

enum qualm_status token_add(struct segmenter *segmenter, const char *text, size_t start, size_t end,
                            enum token_kind kind)
{
    void *tokens = segmenter->tokens;
    enum qualm_status status = array_reserve(&tokens, &segmenter->tokens_room, segmenter->n_tokens + 1,
                                             sizeof *segmenter->tokens);
    segmenter->tokens = tokens;
    if (status)
        return status;
    struct token token = {.start = (uint32_t)start, .end = (uint32_t)end, .kind = (uint8_t)kind};
    status = token_recall(segmenter, text, &token);
    if (status)
        return status;
    segmenter->tokens[segmenter->n_tokens++] = token;
    return QUALM_OK;
}

static enum qualm_status word_add(struct segmenter *segmenter, const char *text, size_t *i)
{
    const struct piece *first = &segmenter->pieces[*i];
    bool has_letters = first->kind == PIECE_LETTERS;
    size_t last = *i;
    for (size_t n = 1; n; last += n) {
        const struct join_view view = {text, &segmenter->pieces[last], segmenter->n_pieces - last};
        n = join_more(&view);
        /* "24-hour" is a word, "1990's" is a number. */
        has_letters = has_letters || (n && is_hyphen(piece_char(&view, 1)) && piece_is(&view, n, PIECE_LETTERS));
    }
    *i = last + 1;
    return token_add(segmenter, text, first->start, segmenter->pieces[last].end,
                     has_letters ? TOKEN_WORD : TOKEN_NUMBER);
}

static enum qualm_status characters_add(struct segmenter *segmenter, const char *text, const struct piece *piece)
{
    enum qualm_status status = QUALM_OK;
    size_t at = piece->start;
    while (at < piece->end && !status) {
        const size_t start = at;
        utf8_next(text, &at);
        for (size_t ahead = at; ahead < piece->end && is_mark(utf8_next(text, &ahead));)
            at = ahead;
        status = token_add(segmenter, text, start, at, TOKEN_CHARACTER);
    }
    return status;
}

/* A run of one symbol is one token: "====". */
static enum qualm_status symbol_add(struct segmenter *segmenter, const char *text, size_t *i)
{
    const struct piece *first = &segmenter->pieces[*i];
    const size_t n = first->end - first->start;
    size_t last = *i;
    while (last + 1 < segmenter->n_pieces) {
        const struct piece *next = &segmenter->pieces[last + 1];
        if (next->end - next->start != n || memcmp(text + next->start, text + first->start, n) != 0)
            break;
        last++;
    }
    *i = last + 1;
    return token_add(segmenter, text, first->start, segmenter->pieces[last].end, TOKEN_SYMBOL);
}

static enum qualm_status piece_tokens(struct segmenter *segmenter, const char *text, size_t *i)
{
    const struct piece *piece = &segmenter->pieces[*i];
    switch (piece->kind) {
    case PIECE_LETTERS:
    case PIECE_NUMBER:
        return word_add(segmenter, text, i);
    case PIECE_SYMBOL:
        return symbol_add(segmenter, text, i);
    case PIECE_CHARACTERS:
        (*i)++;
        return characters_add(segmenter, text, piece);
    case PIECE_URL:
        (*i)++;
        return token_add(segmenter, text, piece->start, piece->end, TOKEN_URL);
    case PIECE_OPAQUE:
        (*i)++;
        return token_add(segmenter, text, piece->start, piece->end, TOKEN_OPAQUE);
    case PIECE_NONE:
        break;
    }
    (*i)++;
    return QUALM_OK;
}

enum qualm_status stretch_cut(struct segmenter *segmenter, const struct block *block, size_t start, size_t end)
{
    enum qualm_status status = pieces_cut(segmenter, block, start, end);
    for (size_t i = 0; i < segmenter->n_pieces && !status;)
        status = piece_tokens(segmenter, block->text, &i);
    return status;
}
