/* Which patterns of many can match: a hash of anchor words, and patterns that compile when they are first needed. */
#include "match/match.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

/* Longer anchors do not exist, and longer words are looked up by their first bytes only. */
#define ANCHOR_BYTES_MOST 48u
#define NO_LINK UINT32_MAX

enum anchor_kind { ANCHOR_WORD = 0, ANCHOR_PREFIX };

/* One anchor word, with the rows that have it. */
struct anchor {
    struct span word;
    uint32_t hash;
    enum anchor_kind kind;
    uint32_t first_link;
};

/* A row in the list of an anchor. */
struct link {
    uint32_t row, next;
};

/* A lead of a row. Leads are in buckets by their first two letters (a letter and nothing, for those of one). */
struct lead {
    struct span text;
    uint32_t row;
    uint16_t bucket;
};
#define LEAD_CLASSES 37u /* anything else, a to z, 0 to 9 */
#define LEAD_BUCKETS ((size_t)LEAD_CLASSES * LEAD_CLASSES)

struct pattern_set {
    const struct pattern_row *rows;
    size_t n_rows;
    _Atomic(struct pattern *) *patterns, *anchored; /* of each row; NULL until needed */
    struct anchor *anchors; /* open addressing over n_slots, a power of two at most half full */
    size_t n_slots;
    struct link *links;
    size_t n_links;
    uint64_t *always, *lead_rows; /* bit sets */
    struct lead *leads; /* by bucket, then by row */
    size_t n_leads;
    uint32_t buckets[LEAD_BUCKETS + 1]; /* where each bucket begins */
    uint64_t *bucket_rows;              /* the rows of each bucket, as bit sets */
    /* Bit n: an anchor that starts with this byte is n bytes long. Most words end here. */
    uint64_t lengths[2][256];
};

/* FNV-1a, which grows byte by byte: all beginnings of a word are looked up in one walk. */
#define HASH_START 2166136261u

static uint32_t hash_add(uint32_t hash, unsigned char byte)
{
    return (hash ^ byte) * 16777619u;
}

static uint32_t hash_of(struct span word)
{
    uint32_t hash = HASH_START;
    for (size_t i = 0; i < word.len; i++)
        hash = hash_add(hash, (unsigned char)word.ptr[i]);
    return hash;
}

/* The anchor's slot, or the free slot where it belongs. */
static struct anchor *slot_find(const struct pattern_set *set, enum anchor_kind kind, uint32_t hash, struct span word)
{
    for (size_t i = hash;; i++) {
        struct anchor *slot = &set->anchors[i & (set->n_slots - 1)];
        if (!slot->word.ptr || (slot->hash == hash && slot->kind == kind && span_equals(slot->word, word)))
            return slot;
    }
}

static void mark(uint64_t *rows, size_t row)
{
    rows[row / 64] |= UINT64_C(1) << (row % 64);
}

static size_t count_anchors(const struct pattern_row *rows, size_t n_rows)
{
    size_t n = 0;
    struct span word;
    for (size_t i = 0; i < n_rows; i++)
        for (struct span rest = span_of(rows[i].anchors); span_next_part(&rest, ' ', &word);)
            n++;
    return n;
}

static bool anchor_add(struct pattern_set *set, size_t row, struct span word)
{
    if (span_is(word, "*")) {
        mark(set->always, row);
        return true;
    }
    const enum anchor_kind kind = word.len && word.ptr[word.len - 1] == '*' ? ANCHOR_PREFIX : ANCHOR_WORD;
    if (kind == ANCHOR_PREFIX)
        word.len--;
    if (word.len == 0)
        return true;
    if (word.len > ANCHOR_BYTES_MOST)
        return false;
    const uint32_t hash = hash_of(word);
    struct anchor *slot = slot_find(set, kind, hash, word);
    if (!slot->word.ptr)
        *slot = (struct anchor){word, hash, kind, NO_LINK};
    set->links[set->n_links] = (struct link){(uint32_t)row, slot->first_link};
    slot->first_link = (uint32_t)set->n_links++;
    set->lengths[kind][(unsigned char)word.ptr[0]] |= UINT64_C(1) << word.len;
    return true;
}

bool pattern_set_has_leads(const struct pattern_set *set, size_t row)
{
    const char *leads = set->rows[row].leads;
    return leads && leads[0];
}

const uint64_t *pattern_set_lead_rows(const struct pattern_set *set)
{
    return set->lead_rows;
}

/* A row without an anchor could match anywhere. */
static bool anchors_add(struct pattern_set *set, size_t row)
{
    const size_t n_before = set->n_links;
    struct span word;
    for (struct span rest = span_of(set->rows[row].anchors); span_next_part(&rest, ' ', &word);)
        if (!anchor_add(set, row, word))
            return false;
    if (set->n_links == n_before)
        mark(set->always, row);
    return true;
}

/* ---------------------------------------------------------------- leads */

/* Letters 1 to 26 in either case, digits 27 to 36, anything else 0. */
static const uint8_t classes[256] = {
    ['0'] = 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    ['A'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    ['a'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
};

static unsigned class_of(char c)
{
    return classes[(unsigned char)c];
}

static int lead_compare(const void *left, const void *right)
{
    const struct lead *a = left, *b = right;
    if (a->bucket != b->bucket)
        return a->bucket < b->bucket ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->text.ptr > b->text.ptr) - (a->text.ptr < b->text.ptr);
}

/* A lead of one letter goes with every second one. */
static void lead_add(struct pattern_set *set, size_t row, struct span text)
{
    const unsigned first = class_of(text.ptr[0]) * LEAD_CLASSES;
    const bool is_single = text.len == 1;
    const unsigned from = is_single ? 0 : class_of(text.ptr[1]);
    const unsigned to = is_single ? LEAD_CLASSES - 1 : from;
    for (unsigned second = from; second <= to; second++)
        set->leads[set->n_leads++] = (struct lead){text, (uint32_t)row, (uint16_t)(first + second)};
}

static size_t count_leads(const struct pattern_set *set)
{
    size_t n = 0;
    struct span lead;
    for (size_t i = 0; i < set->n_rows; i++)
        if (pattern_set_has_leads(set, i))
            for (struct span rest = span_of(set->rows[i].leads); span_next_part(&rest, ' ', &lead);)
                n += lead.len == 1 ? LEAD_CLASSES : 1;
    return n;
}

static enum qualm_status leads_fill(struct pattern_set *set)
{
    struct span lead;
    set->leads = calloc(count_leads(set) + 1, sizeof *set->leads);
    set->bucket_rows = calloc(LEAD_BUCKETS * pattern_set_words(set) + 1, sizeof *set->bucket_rows);
    if (!set->leads || !set->bucket_rows)
        return QUALM_ERR_MEMORY;
    for (size_t i = 0; i < set->n_rows; i++) {
        if (!pattern_set_has_leads(set, i))
            continue;
        mark(set->lead_rows, i);
        for (struct span rest = span_of(set->rows[i].leads); span_next_part(&rest, ' ', &lead);)
            lead_add(set, i, lead);
    }
    qsort(set->leads, set->n_leads, sizeof *set->leads, lead_compare);
    for (size_t i = 0; i < set->n_leads; i++)
        mark(set->bucket_rows + set->leads[i].bucket * pattern_set_words(set), set->leads[i].row);
    for (size_t bucket = 0, i = 0; bucket <= LEAD_BUCKETS; bucket++) {
        while (i < set->n_leads && set->leads[i].bucket < bucket)
            i++;
        set->buckets[bucket] = (uint32_t)i;
    }
    return QUALM_OK;
}

/* Whether the text goes on from `at` as the lead does, ASCII case ignored. Leads are letters and digits, and their
 * first two are known to fit. */
static bool lead_stands(const struct lead *lead, const char *text, size_t n_left)
{
    if (lead->text.len > n_left)
        return false;
    for (size_t i = 2; i < lead->text.len; i++)
        if (class_of(text[i]) != class_of(lead->text.ptr[i]))
            return false;
    return true;
}

/* U+017F and U+212A fold to s and k. */
static bool is_odd_fold(const char *text, size_t n_left)
{
    const unsigned char *p = (const unsigned char *)text;
    return (n_left > 1 && p[0] == 0xC5 && p[1] == 0xBF) ||
           (n_left > 2 && p[0] == 0xE2 && p[1] == 0x84 && p[2] == 0xAA);
}

static enum qualm_status start_add(struct word_starts *starts, const char *text, size_t n_left, size_t at)
{
    void *items = starts->items;
    const enum qualm_status status = array_reserve(&items, &starts->n_room, starts->n + 1, sizeof *starts->items);
    starts->items = items;
    if (status)
        return status;
    const unsigned second = n_left > 1 ? class_of(text[1]) : 0;
    const unsigned bucket = class_of(text[0]) * LEAD_CLASSES + second;
    starts->items[starts->n++] = (struct word_start){(uint32_t)at, (uint16_t)bucket};
    return QUALM_OK;
}

enum qualm_status word_starts_find(struct word_starts *starts, const char *text, size_t n_bytes)
{
    bool is_in_word = false;
    enum qualm_status status = QUALM_OK;
    starts->n = 0;
    starts->is_exact = true;
    for (size_t at = 0; at < n_bytes && !status; at++) {
        const bool is_word_byte = class_of(text[at]) != 0;
        if (is_word_byte && !is_in_word)
            status = start_add(starts, text + at, n_bytes - at, at);
        else if ((unsigned char)text[at] >= 0xC5 && is_odd_fold(text + at, n_bytes - at))
            starts->is_exact = false;
        is_in_word = is_word_byte;
    }
    return status;
}

void word_starts_free(struct word_starts *starts)
{
    free(starts->items);
    *starts = (struct word_starts){0};
}

/* The first lead of a row among those of a bucket, which are sorted by row; the row has one there. */
static const struct lead *leads_of(const struct pattern_set *set, size_t bucket, size_t row)
{
    size_t low = set->buckets[bucket];
    size_t high = set->buckets[bucket + 1];
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (set->leads[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return &set->leads[low];
}

/* Whether one of a row's leads stands at a word. */
static bool row_stands(const struct pattern_set *set, const struct place_query *query, const struct word_start *start,
                       size_t row)
{
    const struct lead *end = set->leads + set->buckets[start->bucket + 1];
    const size_t at = start->at - query->offset;
    for (const struct lead *lead = leads_of(set, start->bucket, row); lead < end && lead->row == row; lead++)
        if (lead_stands(lead, query->text + at, query->n_bytes - at))
            return true;
    return false;
}

/* Places at one word: of the rows that have a lead in its bucket, few are looked for. */
static enum qualm_status places_at(const struct pattern_set *set, const struct place_query *query,
                                   const struct word_start *start)
{
    const size_t n = pattern_set_words(set);
    const uint64_t *held = set->bucket_rows + start->bucket * n;
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < n; i++)
        for (uint64_t bits = held[i] & query->rows[i]; bits && !status; bits &= bits - 1) {
            const size_t row = i * 64 + (size_t)__builtin_ctzll(bits);
            if (row_stands(set, query, start, row))
                status = query->found(query->to, (uint32_t)row, (uint32_t)(start->at - query->offset));
        }
    return status;
}

/* The first word that starts at or after `at`. */
static size_t start_after(const struct word_starts *starts, size_t at)
{
    size_t low = 0;
    size_t high = starts->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (starts->items[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

enum qualm_status pattern_set_places(const struct pattern_set *set, const struct place_query *query)
{
    const struct word_starts *starts = query->starts;
    const size_t end = query->offset + query->n_bytes;
    enum qualm_status status = QUALM_OK;
    for (size_t i = start_after(starts, query->offset); i < starts->n && starts->items[i].at < end && !status; i++)
        status = places_at(set, query, &starts->items[i]);
    return status;
}

static enum qualm_status set_allocate(struct pattern_set *set)
{
    const size_t n_anchors = count_anchors(set->rows, set->n_rows);
    set->n_slots = 16;
    while (set->n_slots < 2 * n_anchors)
        set->n_slots *= 2;
    set->patterns = calloc(set->n_rows + 1, sizeof *set->patterns);
    set->anchored = calloc(set->n_rows + 1, sizeof *set->anchored);
    set->anchors = calloc(set->n_slots, sizeof *set->anchors);
    set->links = calloc(n_anchors + 1, sizeof *set->links);
    set->always = calloc(pattern_set_words(set) + 1, sizeof *set->always);
    set->lead_rows = calloc(pattern_set_words(set) + 1, sizeof *set->lead_rows);
    const bool is_whole =
        set->patterns && set->anchored && set->anchors && set->links && set->always && set->lead_rows;
    return is_whole ? QUALM_OK : QUALM_ERR_MEMORY;
}

static enum qualm_status set_fill(struct pattern_set *set, bool compile_now, size_t *row)
{
    enum qualm_status status = set_allocate(set);
    if (!status)
        status = leads_fill(set);
    for (*row = 0; !status && *row < set->n_rows; ++*row) {
        const struct pattern *unused;
        if (!anchors_add(set, *row))
            status = QUALM_ERR_ARGUMENT;
        else if (compile_now)
            status = pattern_set_get(set, *row, &unused);
        if (status)
            break;
    }
    return status;
}

enum qualm_status pattern_set_new(const struct pattern_row *rows, size_t n_rows, bool compile_now,
                                  struct pattern_set **set, size_t *bad_row)
{
    struct pattern_set *made = n_rows < UINT32_MAX ? calloc(1, sizeof *made) : NULL;
    if (!made)
        return QUALM_ERR_MEMORY;
    made->rows = rows;
    made->n_rows = n_rows;
    size_t row = 0;
    const enum qualm_status status = set_fill(made, compile_now, &row);
    if (status) {
        if (status == QUALM_ERR_ARGUMENT && bad_row)
            *bad_row = row;
        pattern_set_free(made);
        return status;
    }
    *set = made;
    return QUALM_OK;
}

void pattern_set_free(struct pattern_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; set->patterns && i < set->n_rows; i++)
        pattern_free(atomic_load_explicit(&set->patterns[i], memory_order_relaxed));
    for (size_t i = 0; set->anchored && i < set->n_rows; i++)
        pattern_free(atomic_load_explicit(&set->anchored[i], memory_order_relaxed));
    free(set->patterns);
    free(set->anchored);
    free(set->anchors);
    free(set->links);
    free(set->always);
    free(set->lead_rows);
    free(set->leads);
    free(set->bucket_rows);
    free(set);
}

/* Puts `made` in its place; where another thread was quicker, its pattern stays. */
static const struct pattern *publish(_Atomic(struct pattern *) *place, struct pattern *made)
{
    struct pattern *known = NULL;
    if (atomic_compare_exchange_strong_explicit(place, &known, made, memory_order_acq_rel, memory_order_acquire))
        return made;
    pattern_free(made);
    return known;
}

enum qualm_status pattern_set_get(struct pattern_set *set, size_t row, const struct pattern **pattern)
{
    struct pattern *made = NULL;
    const struct pattern *known = atomic_load_explicit(&set->patterns[row], memory_order_acquire);
    const enum qualm_status status = known ? QUALM_OK : pattern_new(set->rows[row].pattern, NULL, 0, &made);
    if (!status)
        *pattern = known ? known : publish(&set->patterns[row], made);
    return status;
}

enum qualm_status pattern_set_get_anchored(struct pattern_set *set, size_t row, const struct pattern **pattern)
{
    struct pattern *made = NULL;
    const struct pattern *known = atomic_load_explicit(&set->anchored[row], memory_order_acquire);
    const enum qualm_status status = known ? QUALM_OK : pattern_new_anchored(set->rows[row].pattern, &made);
    if (!status)
        *pattern = known ? known : publish(&set->anchored[row], made);
    return status;
}

static void mark_anchor(const struct pattern_set *set, enum anchor_kind kind, uint32_t hash, struct span word,
                        uint64_t *rows)
{
    const struct anchor *slot = slot_find(set, kind, hash, word);
    if (!slot->word.ptr)
        return;
    for (uint32_t i = slot->first_link; i != NO_LINK; i = set->links[i].next)
        mark(rows, set->links[i].row);
}

static bool is_inner(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80);
}

/* Marks for every beginning of `word`: a word anchor must end where a part of it ends. */
static void mark_from(const struct pattern_set *set, struct span word, uint64_t *rows)
{
    const uint64_t words = set->lengths[ANCHOR_WORD][(unsigned char)word.ptr[0]];
    const uint64_t prefixes = set->lengths[ANCHOR_PREFIX][(unsigned char)word.ptr[0]];
    const uint64_t either = words | prefixes;
    uint32_t hash = HASH_START;
    for (size_t n = 1; n <= word.len && either >> n; n++) {
        hash = hash_add(hash, (unsigned char)word.ptr[n - 1]);
        const uint64_t bit = UINT64_C(1) << n;
        if (prefixes & bit)
            mark_anchor(set, ANCHOR_PREFIX, hash, (struct span){word.ptr, n}, rows);
        if ((words & bit) && (n == word.len || !is_inner(word.ptr[n]) || !is_inner(word.ptr[n - 1])))
            mark_anchor(set, ANCHOR_WORD, hash, (struct span){word.ptr, n}, rows);
    }
}

/* A pattern sees "risk" in "risk-free" and "can" in "can't", so each part of a word counts as a word too. */
void pattern_set_mark(const struct pattern_set *set, struct span word, uint64_t *rows)
{
    for (size_t i = 0; i < word.len; i++)
        if (i == 0 || !is_inner(word.ptr[i - 1]) || !is_inner(word.ptr[i]))
            mark_from(set, (struct span){word.ptr + i, word.len - i}, rows);
}

void pattern_set_mark_always(const struct pattern_set *set, uint64_t *rows)
{
    for (size_t i = 0; i < pattern_set_words(set); i++)
        rows[i] |= set->always[i];
}

size_t pattern_set_words(const struct pattern_set *set)
{
    return (set->n_rows + 63) / 64;
}

size_t pattern_set_rows(const struct pattern_set *set)
{
    return set->n_rows;
}
