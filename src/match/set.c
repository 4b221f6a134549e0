/* Which patterns of many can match: a hash of anchor words, and patterns that compile when they are first needed. */
#include "match/leads.h"

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

#define N_STARTS 1024u

struct pattern_set {
    const struct pattern_row *rows;
    size_t n_rows;
    _Atomic(struct pattern *) *patterns, *anchored; /* of each row; NULL until needed */
    struct anchor *anchors; /* open addressing over n_slots, a power of two at most half full */
    size_t n_slots;
    struct link *links;
    size_t n_links;
    uint64_t *always, *lead_rows; /* bit sets */
    struct lead_tree *leads;
    /* Bit n: an anchor that starts with these two bytes is n bytes long; by a hash of the two, and of one byte and NUL
     * for the anchors of one byte. Most words end here. */
    uint64_t lengths[2][N_STARTS];
};

/* FNV-1a, which grows byte by byte: all beginnings of a word are looked up in one walk. */
#define HASH_START 2166136261u

static uint32_t hash_add(uint32_t hash, unsigned char byte)
{
    return (hash ^ byte) * 16777619u;
}

static size_t start_of(const char *word, size_t n_bytes)
{
    const unsigned second = n_bytes > 1 ? (unsigned char)word[1] : 0;
    return ((unsigned char)word[0] * 37u + second) % N_STARTS;
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
    set->lengths[kind][start_of(word.ptr, word.len)] |= UINT64_C(1) << word.len;
    return true;
}

bool pattern_set_has_leads(const struct pattern_set *set, size_t row)
{
    const char *leads = set->rows[row].leads;
    return leads && leads[0];
}

char pattern_set_holds(const struct pattern_set *set, size_t row)
{
    return set->rows[row].holds;
}

const char *pattern_set_between(const struct pattern_set *set, size_t row)
{
    const char *between = set->rows[row].between;
    return between && between[0] ? between : NULL;
}

const uint64_t *pattern_set_lead_rows(const struct pattern_set *set)
{
    return set->lead_rows;
}

const struct lead_tree *pattern_set_leads(const struct pattern_set *set)
{
    return set->leads;
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
        status = lead_tree_new(set->rows, set->n_rows, &set->leads);
    for (*row = 0; !status && *row < set->n_rows; ++*row) {
        const struct pattern *unused;
        if (pattern_set_has_leads(set, *row))
            mark(set->lead_rows, *row);
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
    lead_tree_free(set->leads);
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
    const size_t start = start_of(word.ptr, word.len);
    const size_t single = start_of(word.ptr, 1);
    const uint64_t words = set->lengths[ANCHOR_WORD][start] | set->lengths[ANCHOR_WORD][single];
    const uint64_t prefixes = set->lengths[ANCHOR_PREFIX][start] | set->lengths[ANCHOR_PREFIX][single];
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
