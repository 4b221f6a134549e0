/* Searching one text for all rows of a set: by leads where a row has them, else by the words of the text. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "match/hinges.h"
#include "match/leads.h"
#include "match/memo.h"

/* A word of the text that says something. */
struct said {
    uint32_t at;
    uint32_t rows;  /* in the memo: what it calls for */
    uint32_t leads; /* in the tree: what could begin there */
};

/* A place where a row could match; the places of a row are chained in rising order. */
struct place {
    uint32_t at, next;
};
#define NO_PLACE UINT32_MAX
#define NOT_LOOKED SIZE_MAX

/* The chain of a row; valid when the row is marked. `now` is where the last find stopped. */
struct chain {
    uint32_t first, last, now;
};

struct pattern_search {
    struct pattern_set *set;
    struct match_scratch *scratch;
    const struct pattern_search *whole; /* of which it searches parts; NULL: it is a whole */
    bool is_plain;
    bool is_exact; /* the places are all there are: false where the text holds letters that fold to ASCII ones (U+017F,
                      U+212A), so that a hit may begin elsewhere and hold no anchor: all rows are then searched for */
    size_t n_words; /* of the bit sets */
    const char *text;
    size_t n_bytes;
    size_t digits_end; /* past the last byte that may be of a digit; NOT_LOOKED: nobody has asked yet */
    uint64_t *wanted; /* rows that are ever looked for */
    uint64_t *called; /* of these, the rows that the words call for */
    uint64_t *marks;  /* of these, the rows that could match: those with leads have a place */
    struct chain *chains;
    struct place *places;
    size_t n_places, places_room;
    struct word_memo memo; /* of a whole, as is what follows */
    struct said *said;
    size_t n_said, said_room;
};

static bool has_bit(const uint64_t *bits, size_t row)
{
    return bits[row / 64] >> (row % 64) & 1;
}

static void set_bit(uint64_t *bits, size_t row)
{
    bits[row / 64] |= UINT64_C(1) << (row % 64);
}

/* ---------------------------------------------------------------- making */

static enum qualm_status search_make(struct pattern_set *set, size_t first, size_t end, struct pattern_search **search)
{
    struct pattern_search *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    const size_t n_words = pattern_set_words(set);
    made->set = set;
    made->n_words = n_words;
    word_memo_init(&made->memo, set);
    made->wanted = calloc(n_words + 1, sizeof *made->wanted);
    made->called = calloc(n_words + 1, sizeof *made->called);
    made->marks = calloc(n_words + 1, sizeof *made->marks);
    made->chains = calloc(pattern_set_rows(set) + 1, sizeof *made->chains);
    if (!made->wanted || !made->called || !made->marks || !made->chains) {
        pattern_search_free(made);
        return QUALM_ERR_MEMORY;
    }
    for (size_t row = first; row < end; row++)
        set_bit(made->wanted, row);
    *search = made;
    return QUALM_OK;
}

enum qualm_status pattern_search_new(struct pattern_set *set, struct match_scratch *scratch, bool is_plain,
                                     struct pattern_search **search)
{
    const enum qualm_status status = search_make(set, 0, pattern_set_rows(set), search);
    if (status)
        return status;
    (*search)->scratch = scratch;
    (*search)->is_plain = is_plain;
    return QUALM_OK;
}

enum qualm_status pattern_search_new_part(const struct pattern_search *whole, size_t first, size_t end,
                                          struct pattern_search **part)
{
    const enum qualm_status status = search_make(whole->set, first, end, part);
    if (status)
        return status;
    (*part)->whole = whole;
    (*part)->scratch = whole->scratch;
    (*part)->is_plain = whole->is_plain;
    return QUALM_OK;
}

void pattern_search_free(struct pattern_search *search)
{
    if (!search)
        return;
    word_memo_free(&search->memo);
    free(search->wanted);
    free(search->called);
    free(search->marks);
    free(search->chains);
    free(search->places);
    free(search->said);
    free(search);
}

/* ----------------------------------------------------------------- words */

/* What is called for whatever the words are. */
static void calls_begin(struct pattern_search *search)
{
    memset(search->called, 0, search->n_words * sizeof *search->called);
    pattern_set_mark_always(search->set, search->called);
}

static enum qualm_status said_add(struct pattern_search *search, size_t at, uint32_t rows, uint32_t leads)
{
    if (!rows && !leads)
        return QUALM_OK;
    void *said = search->said;
    const enum qualm_status status =
        array_reserve(&said, &search->said_room, search->n_said + 1, sizeof *search->said);
    search->said = said;
    if (!status)
        search->said[search->n_said++] = (struct said){(uint32_t)at, rows, leads};
    return status;
}

/* A run of letters and digits of the text begins at `at`; its leads by letters are known. */
static enum qualm_status run_add(struct pattern_search *search, size_t at, uint32_t rows, uint32_t leads)
{
    const struct lead_tree *tree = pattern_set_leads(search->set);
    const char *text = search->text + at;
    enum qualm_status status = said_add(search, at, rows, leads);
    if (text[0] >= 'a' && text[0] <= 'z') /* most are */
        return status;
    if (!status)
        status = said_add(search, at, 0, lead_tree_find_upper(tree, text[0]));
    return status ? status : said_add(search, at, 0, lead_tree_find_number(tree, text, search->n_bytes - at));
}

static enum qualm_status run_look(struct pattern_search *search, size_t at)
{
    const struct lead_tree *tree = pattern_set_leads(search->set);
    return run_add(search, at, 0, lead_tree_find(tree, search->text + at, search->n_bytes - at));
}

enum qualm_status pattern_search_begin(struct pattern_search *search, const char *text, size_t n_bytes)
{
    search->text = text;
    search->n_bytes = n_bytes;
    search->digits_end = NOT_LOOKED;
    search->n_said = 0;
    search->is_exact = !search->is_plain;
    calls_begin(search);
    return word_memo_begin(&search->memo);
}

/* U+017F and U+212A fold to s and k. */
static bool is_odd_fold(const char *text, size_t n_left)
{
    const unsigned char *p = (const unsigned char *)text;
    return (n_left > 1 && p[0] == 0xC5 && p[1] == 0xBF) ||
           (n_left > 2 && p[0] == 0xE2 && p[1] == 0x84 && p[2] == 0xAA);
}

/* A hit can begin at each run of letters and digits in a word: "risk-free", "l'amour". */
static enum qualm_status runs_add(struct pattern_search *search, size_t from, size_t end)
{
    bool is_in_run = false;
    enum qualm_status status = QUALM_OK;
    for (size_t at = from; at < end && !status; at++) {
        const bool is_run_byte = lead_is_word_byte(search->text[at]);
        if (is_run_byte && !is_in_run)
            status = run_look(search, at);
        else if (is_odd_fold(search->text + at, end - at))
            search->is_exact = false;
        is_in_run = is_run_byte;
    }
    return status;
}

static void rows_call(struct pattern_search *search, const uint64_t *rows)
{
    for (size_t i = 0; i < search->n_words; i++)
        search->called[i] |= rows[i];
}

enum qualm_status pattern_search_word(struct pattern_search *search, const struct match_word *word)
{
    const struct word_call *call;
    if (search->is_plain)
        return QUALM_OK;
    enum qualm_status status = word_memo_find(&search->memo, word, &call);
    if (status)
        return status;
    if (call->rows)
        rows_call(search, word_memo_rows(&search->memo, call->rows));
    const struct lead_tree *tree = pattern_set_leads(search->set);
    const size_t end = word->at + word->n_bytes;
    if (call->is_run)
        return run_add(search, word->at, call->rows,
                       lead_tree_go_on(tree, &call->leads, search->text, search->n_bytes, end));
    status = said_add(search, word->at, call->rows, 0);
    return status ? status : runs_add(search, word->at, end);
}

/* ---------------------------------------------------------------- places */

static enum qualm_status place_add(struct pattern_search *search, uint32_t row, uint32_t at)
{
    void *places = search->places;
    const enum qualm_status status =
        array_reserve(&places, &search->places_room, search->n_places + 1, sizeof *search->places);
    search->places = places;
    if (status)
        return status;
    const uint32_t new = (uint32_t)search->n_places++;
    struct chain *chain = &search->chains[row];
    search->places[new] = (struct place){at, NO_PLACE};
    if (has_bit(search->marks, row))
        search->places[chain->last].next = new;
    else
        chain->first = chain->now = new;
    chain->last = new;
    set_bit(search->marks, row);
    return QUALM_OK;
}

/* The places at one word, `at` from the start of the text. */
static enum qualm_status places_at(struct pattern_search *search, uint32_t leads, uint32_t at)
{
    size_t n;
    const uint32_t *rows = lead_tree_rows(pattern_set_leads(search->set), leads, &n);
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < n && !status; i++) {
        const uint32_t row = rows[i] & ~LEAD_AT_START;
        if (has_bit(search->called, row) && (at == 0 || row == rows[i]))
            status = place_add(search, row, at);
    }
    return status;
}

/* The places at the start of the text for what it starts with, beside those at its first word. */
static enum qualm_status start_add(struct pattern_search *search)
{
    const struct lead_tree *tree = pattern_set_leads(search->set);
    const enum qualm_status status = places_at(search, lead_tree_find_start(tree, search->text[0]), 0);
    return status ? status : places_at(search, lead_tree_find_name(tree, search->text, search->n_bytes), 0);
}

/* From what is called to what could match, by the words from `first` up to `end`. Rows that are searched for as a whole
 * go over as they were called. */
static enum qualm_status marks_fill(struct pattern_search *search, const struct said *first, const struct said *end,
                                    size_t offset)
{
    const uint64_t *leads = search->is_exact ? pattern_set_lead_rows(search->set) : NULL;
    enum qualm_status status = QUALM_OK;
    search->n_places = 0;
    if (!search->is_exact)
        memcpy(search->called, search->wanted, search->n_words * sizeof *search->called);
    memset(search->marks, 0, search->n_words * sizeof *search->marks);
    if (leads && search->n_bytes)
        status = start_add(search);
    for (const struct said *said = first; leads && said < end && !status; said++)
        if (said->leads)
            status = places_at(search, said->leads, said->at - (uint32_t)offset);
    for (size_t i = 0; i < search->n_words; i++)
        search->marks[i] |= leads ? search->called[i] & ~leads[i] : search->called[i];
    return status;
}

enum qualm_status pattern_search_ready(struct pattern_search *search)
{
    const struct said *end = search->n_said ? search->said + search->n_said : search->said;
    return marks_fill(search, search->said, end, 0);
}

enum qualm_status pattern_search_line(struct pattern_search *search, const char *text, size_t n_bytes)
{
    enum qualm_status status = pattern_search_begin(search, text, n_bytes);
    if (!status && n_bytes && lead_is_word_byte(text[0]))
        status = run_look(search, 0);
    if (memchr(text, 0xC5, n_bytes) || memchr(text, 0xE2, n_bytes))
        for (size_t at = 0; at < n_bytes && search->is_exact; at++)
            search->is_exact = !is_odd_fold(text + at, n_bytes - at);
    return status ? status : pattern_search_ready(search);
}

/* The first word that says something at or after `at`. */
static const struct said *said_from(const struct pattern_search *whole, size_t at)
{
    size_t low = 0;
    size_t high = whole->n_said;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (whole->said[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? whole->said + low : whole->said; /* there may be none at all */
}

enum qualm_status pattern_search_turn(struct pattern_search *part, size_t start, size_t end)
{
    const struct pattern_search *whole = part->whole;
    const struct said *first = said_from(whole, start), *past = said_from(whole, end);
    part->text = whole->text + start;
    part->n_bytes = end - start;
    part->digits_end = NOT_LOOKED;
    part->is_exact = whole->is_exact;
    calls_begin(part);
    for (const struct said *said = first; said < past; said++)
        if (said->rows)
            rows_call(part, word_memo_rows(&whole->memo, said->rows));
    for (size_t i = 0; i < part->n_words; i++)
        part->called[i] &= part->wanted[i];
    return marks_fill(part, first, past, start);
}

/* ------------------------------------------------------------- searching */

bool pattern_search_row(const struct pattern_search *search, size_t *row)
{
    for (size_t word = *row / 64; word < search->n_words; word++) {
        uint64_t bits = search->marks[word];
        if (word == *row / 64)
            bits &= UINT64_MAX << (*row % 64);
        if (bits) {
            *row = word * 64 + (size_t)__builtin_ctzll(bits);
            return true;
        }
    }
    return false;
}

const uint64_t *pattern_search_rows(const struct pattern_search *search)
{
    return search->marks;
}

/* Where the places of a row go on that are at or after `from`. */
static uint32_t place_from(const struct pattern_search *search, const struct chain *chain, size_t from)
{
    return chain->now != NO_PLACE && search->places[chain->now].at <= from ? chain->now : chain->first;
}

/* Beyond ASCII there are digits too: any of its bytes may be of one. */
static bool has_digit(struct pattern_search *search, size_t from)
{
    size_t end = search->digits_end == NOT_LOOKED ? search->n_bytes : search->digits_end;
    if (search->digits_end == NOT_LOOKED)
        while (end && (unsigned char)(search->text[end - 1] - '0') > 9 && (unsigned char)search->text[end - 1] < 0x80)
            end--;
    search->digits_end = end;
    return end > from;
}

/* Whether what is left of the text lacks a sign that every hit of the row holds. */
static bool lacks_sign(struct pattern_search *search, size_t row, size_t from)
{
    const char sign = search->is_plain ? '\0' : pattern_set_holds(search->set, row);
    if (sign == '0')
        return !has_digit(search, from);
    return sign && (from >= search->n_bytes || !memchr(search->text + from, sign, search->n_bytes - from));
}

/* Tries the places of a row from `from` on. */
static enum qualm_status places_try(struct pattern_search *search, size_t row, size_t from, struct match_hit *hit,
                                    bool *is_hit)
{
    struct chain *chain = &search->chains[row];
    const struct pattern *pattern;
    enum qualm_status status = pattern_set_get_anchored(search->set, row, &pattern);
    uint32_t place = place_from(search, chain, from);
    for (; place != NO_PLACE && !status && !*is_hit; place = search->places[place].next) {
        const uint32_t at = search->places[place].at;
        chain->now = place;
        if (at >= from)
            status = pattern_try(pattern, search->scratch, search->text, search->n_bytes, at, hit, is_hit);
    }
    return status;
}

/* Searches before each hinge of a row. What one search has been through is not searched again, so that words that may
 * come between and are hinges too cost no more than others. */
static enum qualm_status hinges_try(struct pattern_search *search, size_t row, size_t from, struct match_hit *hit,
                                    bool *is_hit)
{
    const char *between = pattern_set_between(search->set, row);
    const struct span text = {search->text, search->n_bytes};
    struct chain *chain = &search->chains[row];
    const struct pattern *pattern;
    enum qualm_status status = pattern_set_get(search->set, row, &pattern);
    uint32_t place = place_from(search, chain, from);
    for (; place != NO_PLACE && !status && !*is_hit; place = search->places[place].next) {
        const uint32_t hinge = search->places[place].at;
        chain->now = place;
        if (hinge < from)
            continue;
        const size_t start = hinge_reach(search->text, from, hinge, between);
        status = pattern_find_within(pattern, search->scratch, text, start, hinge, hit, is_hit);
        from = hinge + 1;
    }
    return status;
}

enum qualm_status pattern_search_find(struct pattern_search *search, size_t row, size_t from, struct match_hit *hit,
                                      bool *is_hit)
{
    *is_hit = false;
    if (!has_bit(search->marks, row) || lacks_sign(search, row, from))
        return QUALM_OK;
    if (search->is_exact && pattern_set_has_leads(search->set, row)) {
        const bool are_hinges = pattern_set_between(search->set, row) != NULL;
        return are_hinges ? hinges_try(search, row, from, hit, is_hit) : places_try(search, row, from, hit, is_hit);
    }
    const struct pattern *pattern;
    const enum qualm_status status = pattern_set_get(search->set, row, &pattern);
    return status ? status
                  : pattern_find(pattern, search->scratch, search->text, search->n_bytes, from, hit, is_hit);
}
