/* Searching one text for all rows of a set: by leads where a row has them, else by the words of the text. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "match/match.h"

/* A place where a row could match; the places of a row are chained in rising order. */
struct place {
    uint32_t at, next;
};
#define NO_PLACE UINT32_MAX

/* The chain of a row; valid when the row is marked. `now` is where the last find stopped. */
struct chain {
    uint32_t first, last, now;
};

/* What words call for, kept for the commonest ones: a table by hash in which a newer word takes the place of an older.
 * It is made when so many texts have been searched that it pays. */
#define CACHE_AFTER 32u
#define CACHE_SLOTS 2048u
#define CACHE_WORD 15u

/* A short word as two numbers, its length in the last byte; 0, 0 is no word. */
struct word_key {
    uint64_t low, high;
};

struct pattern_search {
    struct pattern_set *set;
    struct match_scratch *scratch;
    bool is_plain;
    bool is_exact;       /* the places are all there are */
    size_t n_words;      /* of the bit set */
    size_t n_rows;
    const char *text;
    size_t n_bytes;
    uint64_t *called;    /* rows that the words call for */
    uint64_t *marks;     /* of these, the rows that could match: those with leads have a place */
    struct chain *chains;
    struct place *places;
    size_t n_places, places_room;
    size_t n_texts;
    struct word_key *cache;     /* NULL: none */
    uint64_t *cache_rows;       /* n_words for each slot */
};

enum qualm_status pattern_search_new(struct pattern_set *set, struct match_scratch *scratch, bool is_plain,
                                     struct pattern_search **search)
{
    struct pattern_search *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->set = set;
    made->scratch = scratch;
    made->is_plain = is_plain;
    made->n_words = pattern_set_words(set);
    made->n_rows = pattern_set_rows(set);
    made->called = calloc(made->n_words + 1, sizeof *made->called);
    made->marks = calloc(made->n_words + 1, sizeof *made->marks);
    made->chains = calloc(made->n_rows + 1, sizeof *made->chains);
    if (!made->called || !made->marks || !made->chains) {
        pattern_search_free(made);
        return QUALM_ERR_MEMORY;
    }
    *search = made;
    return QUALM_OK;
}

void pattern_search_free(struct pattern_search *search)
{
    if (!search)
        return;
    free(search->called);
    free(search->marks);
    free(search->chains);
    free(search->places);
    free(search->cache);
    free(search->cache_rows);
    free(search);
}

static bool has_bit(const uint64_t *bits, size_t row)
{
    return bits[row / 64] >> (row % 64) & 1;
}

static void set_bit(uint64_t *bits, size_t row)
{
    bits[row / 64] |= UINT64_C(1) << (row % 64);
}

bool pattern_search_may(const struct pattern_search *search, size_t row)
{
    return has_bit(search->marks, row);
}

static enum qualm_status place_add(void *to, uint32_t row, uint32_t at)
{
    struct pattern_search *search = to;
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

/* Going without is slower and nothing else. */
static void cache_new(struct pattern_search *search)
{
    search->cache = calloc(CACHE_SLOTS, sizeof *search->cache);
    search->cache_rows = calloc(CACHE_SLOTS * (search->n_words + 1), sizeof *search->cache_rows);
    if (search->cache && search->cache_rows)
        return;
    free(search->cache);
    free(search->cache_rows);
    search->cache = NULL;
    search->cache_rows = NULL;
}

void pattern_search_begin(struct pattern_search *search, const char *text, size_t n_bytes)
{
    if (++search->n_texts == CACHE_AFTER)
        cache_new(search);
    search->text = text;
    search->n_bytes = n_bytes;
    search->n_places = 0;
    memset(search->called, 0, search->n_words * sizeof *search->called);
    memset(search->marks, 0, search->n_words * sizeof *search->marks);
    pattern_set_mark_always(search->set, search->called);
    for (size_t row = 0; search->is_plain && row < search->n_rows; row++)
        set_bit(search->called, row);
}

static struct word_key word_key_of(struct span word)
{
    unsigned char bytes[16] = {0};
    struct word_key key;
    memcpy(bytes, word.ptr, word.len);
    bytes[CACHE_WORD] = (unsigned char)word.len;
    memcpy(&key, bytes, sizeof key);
    return key;
}

static size_t slot_of(struct word_key key)
{
    const uint64_t mixed = (key.low ^ key.high * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xBF58476D1CE4E5B9);
    return (size_t)(mixed >> 32) % CACHE_SLOTS;
}

/* The rows that a word calls for, looked up once. */
static const uint64_t *cache_get(struct pattern_search *search, struct span word)
{
    const struct word_key key = word_key_of(word);
    const size_t slot = slot_of(key);
    struct word_key *known = &search->cache[slot];
    uint64_t *rows = &search->cache_rows[slot * search->n_words];
    if (known->low == key.low && known->high == key.high)
        return rows;
    *known = key;
    memset(rows, 0, search->n_words * sizeof *rows);
    pattern_set_mark(search->set, word, rows);
    return rows;
}

void pattern_search_word(struct pattern_search *search, struct span word)
{
    if (search->is_plain)
        return;
    const uint64_t *rows = search->cache && word.len && word.len <= CACHE_WORD ? cache_get(search, word) : NULL;
    if (!rows) {
        pattern_set_mark(search->set, word, search->called);
        return;
    }
    for (size_t i = 0; i < search->n_words; i++)
        search->called[i] |= rows[i];
}

/* Rows that are searched for as a whole go over as they were called. */
static void rows_take_over(struct pattern_search *search)
{
    const uint64_t *leads = search->is_exact ? pattern_set_lead_rows(search->set) : NULL;
    for (size_t i = 0; i < search->n_words; i++)
        search->marks[i] |= leads ? search->called[i] & ~leads[i] : search->called[i];
}

enum qualm_status pattern_search_ready(struct pattern_search *search, const struct word_starts *starts, size_t offset)
{
    const struct place_query query = {starts, offset, search->text, search->n_bytes, search->called, place_add, search};
    enum qualm_status status = QUALM_OK;
    search->is_exact = starts->is_exact && !search->is_plain;
    if (search->is_exact)
        status = pattern_set_places(search->set, &query);
    if (!status)
        rows_take_over(search);
    return status;
}

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

/* Tries the places of a row from `from` on. */
static enum qualm_status places_try(struct pattern_search *search, size_t row, size_t from, struct match_hit *hit,
                                    bool *is_hit)
{
    struct chain *chain = &search->chains[row];
    const struct pattern *pattern;
    enum qualm_status status = pattern_set_get_anchored(search->set, row, &pattern);
    uint32_t place = chain->now != NO_PLACE && search->places[chain->now].at <= from ? chain->now : chain->first;
    for (; place != NO_PLACE && !status && !*is_hit; place = search->places[place].next) {
        const uint32_t at = search->places[place].at;
        chain->now = place;
        if (at >= from)
            status = pattern_try(pattern, search->scratch, search->text, search->n_bytes, at, hit, is_hit);
    }
    return status;
}

enum qualm_status pattern_search_find(struct pattern_search *search, size_t row, size_t from, struct match_hit *hit,
                                      bool *is_hit)
{
    *is_hit = false;
    if (!pattern_search_may(search, row))
        return QUALM_OK;
    if (search->is_exact && pattern_set_has_leads(search->set, row))
        return places_try(search, row, from, hit, is_hit);
    const struct pattern *pattern;
    const enum qualm_status status = pattern_set_get(search->set, row, &pattern);
    return status ? status
                  : pattern_find(pattern, search->scratch, search->text, search->n_bytes, from, hit, is_hit);
}
