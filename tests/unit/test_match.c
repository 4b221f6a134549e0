/* Patterns and pattern sets: spelling, limits, windows, and the filter against running everything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <pthread.h>

#include "match/match.h"

static struct match_scratch *scratch;

static int set_up(void **state)
{
    (void)state;
    return match_scratch_new(&scratch) != QUALM_OK;
}

static int tear_down(void **state)
{
    (void)state;
    match_scratch_free(scratch);
    return 0;
}

static struct pattern *compiled(const char *source)
{
    struct pattern *pattern = NULL;
    char error[200] = "";
    if (pattern_new(source, error, sizeof error, &pattern))
        fail_msg("%s: %s", source, error);
    return pattern;
}

/* The first hit as a string of its own; "" when there is none. */
static char *first_hit(const char *source, const char *text)
{
    struct pattern *pattern = compiled(source);
    struct match_hit hit;
    bool is_hit = false;
    assert_int_equal(pattern_find(pattern, scratch, text, strlen(text), 0, &hit, &is_hit), QUALM_OK);
    pattern_free(pattern);
    return is_hit ? strndup(text + hit.start[0], hit.end[0] - hit.start[0]) : strdup("");
}

static void assert_hit(const char *source, const char *text, const char *expected)
{
    char *found = first_hit(source, text);
    assert_string_equal(found, expected);
    free(found);
}

static void apostrophes_are_straight_and_curly(void **state)
{
    (void)state;
    assert_hit("doesn't", "It doesn’t.", "doesn’t");
    assert_hit("doesn't", "It doesn't.", "doesn't");
    assert_hit("doesn'?t", "it doesnt", "doesnt");
    assert_hit("[a-z']+s\\b", "the mice’s", "mice’s");
    assert_hit("[]']x", "’x", "’x");
    assert_hit("[^]']x", "'x ’x yx", "yx");
    assert_hit("[[:alpha:]']+", "can’t", "can’t");
    assert_hit("can\\'t", "can’t", "");
}

static void case_does_not_matter_in_any_script(void **state)
{
    (void)state;
    assert_hit("über", "ÜBER", "ÜBER");
    assert_hit("\\bmay\\b", "MAY", "MAY");
    assert_hit("\\w+", "— naïve", "naïve");
}

static void an_empty_hit_is_no_hit(void **state)
{
    (void)state;
    assert_hit("x*", "aaxx", "xx");
    assert_hit("x*", "aa", "");
    assert_hit("\\b", "aa", "");
}

static void groups_that_took_no_part_are_marked(void **state)
{
    (void)state;
    struct pattern *pattern = compiled("(a)|(?<second>b)(c)(d)(e)|f");
    struct match_hit hit;
    bool is_hit = false;
    assert_int_equal(pattern_group(pattern, "second"), 2);
    assert_int_equal(pattern_group(pattern, "third"), 0);
    assert_int_equal(pattern_find(pattern, scratch, "bcde f", 6, 0, &hit, &is_hit), QUALM_OK);
    assert_true(is_hit);
    assert_true(hit.start[1] > hit.end[1]);
    assert_int_equal(hit.start[2], 0);
    assert_int_equal(hit.end[3], 2);
    assert_int_equal(pattern_find(pattern, scratch, "bcde f", 6, 1, &hit, &is_hit), QUALM_OK);
    assert_true(is_hit);
    for (unsigned i = 1; i < MATCH_GROUPS; i++)
        assert_true(hit.start[i] > hit.end[i]);
    pattern_free(pattern);
}

static void a_bad_pattern_says_where(void **state)
{
    (void)state;
    struct pattern *pattern = (struct pattern *)(void *)&scratch;
    char error[80];
    assert_int_equal(pattern_new("don't (", error, sizeof error, &pattern), QUALM_ERR_ARGUMENT);
    assert_memory_equal(error, "7: ", 3);
    assert_ptr_equal(pattern, (struct pattern *)(void *)&scratch);
    assert_int_equal(pattern_new("(*LIMIT_MATCH=9999999)a", error, sizeof error, &pattern), QUALM_ERR_ARGUMENT);
    assert_int_equal(pattern_new("(*NO_JIT)a", NULL, 0, &pattern), QUALM_ERR_ARGUMENT);
    assert_int_equal(pattern_new("\\C", NULL, 0, &pattern), QUALM_ERR_ARGUMENT);
    assert_int_equal(pattern_new("(((", error, 5, &pattern), QUALM_ERR_ARGUMENT);
    assert_int_equal(strlen(error), 4);
}

static char *repeated(const char *piece, size_t n)
{
    const size_t size = strlen(piece);
    char *text = malloc(n * size + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(text + i * size, piece, size);
    text[n * size] = '\0';
    return text;
}

static void a_pattern_that_runs_away_is_stopped(void **state)
{
    (void)state;
    static const size_t lengths[] = {60, 900, 100000};
    for (size_t i = 0; i < 3; i++) {
        struct pattern *pattern = compiled("(a+a*)+$");
        char *text = repeated("a", lengths[i]);
        text[lengths[i] - 1] = 'b';
        struct match_hit hit;
        bool is_hit = true;
        const uint64_t n_before = match_scratch_stopped(scratch);
        assert_int_equal(pattern_find(pattern, scratch, text, lengths[i], 0, &hit, &is_hit), QUALM_OK);
        assert_false(is_hit);
        assert_true(match_scratch_stopped(scratch) > n_before);
        free(text);
        pattern_free(pattern);
    }
}

static void a_hot_pattern_gives_the_same_hits(void **state)
{
    (void)state;
    struct pattern *pattern = compiled("\\b(?:may|might) (\\w+ ){0,3}cause\\w*");
    const char *text = "It might well be a cause, or may not cause.";
    struct match_hit first, hit;
    bool is_hit = false;
    assert_int_equal(pattern_find(pattern, scratch, text, strlen(text), 0, &first, &is_hit), QUALM_OK);
    for (int i = 0; i < 500; i++) {
        memset(&hit, 0, sizeof hit);
        assert_int_equal(pattern_find(pattern, scratch, text, strlen(text), 0, &hit, &is_hit), QUALM_OK);
        assert_true(is_hit);
        assert_memory_equal(&hit, &first, sizeof hit);
    }
    pattern_free(pattern);
}

/* A repetition whose JIT form needs more stack than it gets on a text that no limit is near to. */
static void a_hot_pattern_that_jit_cannot_run_still_matches(void **state)
{
    (void)state;
    struct pattern *pattern = compiled("^(?:(a|b)(c|d)?)*!");
    char *text = repeated("abc", 300);
    text[899] = '!';
    for (int i = 0; i < 300; i++) {
        struct match_hit hit;
        bool is_hit = false;
        assert_int_equal(pattern_find(pattern, scratch, text, 900, 0, &hit, &is_hit), QUALM_OK);
        assert_true(is_hit);
        assert_int_equal(hit.end[0], 900);
    }
    free(text);
    pattern_free(pattern);
}

static size_t count_hits(const char *source, const char *text)
{
    struct pattern *pattern = compiled(source);
    struct match_hit hit;
    size_t n = 0, from = 0;
    bool is_hit = true;
    while (is_hit) {
        assert_int_equal(pattern_find(pattern, scratch, text, strlen(text), from, &hit, &is_hit), QUALM_OK);
        n += is_hit;
        from = hit.end[0];
    }
    pattern_free(pattern);
    return n;
}

static void long_texts_are_searched_in_windows(void **state)
{
    (void)state;
    char *words = repeated("word ", 20000);
    assert_int_equal(count_hits("\\bword\\b", words), 20000);
    assert_int_equal(count_hits("^word", words), 1);
    assert_int_equal(count_hits("word $", words), 1);
    assert_int_equal(count_hits("(?<=word )word", words), 19999);
    free(words);
    char *solid = repeated("é", 20000);
    assert_int_equal(count_hits("é", solid), 20000);
    assert_int_equal(count_hits("é$", solid), 1);
    free(solid);
}

static const struct pattern_row rows[] = {
    {"\\bmay\\b", "may"},
    {"\\bsuggest\\w*", "suggest*"},
    {"\\b(?:proof|prov(?:e[sn]?|ed|ing))\\b", "proof prove proves proven proved proving"},
    {"\\d+ ?%", "*"},
    {"\\brisk\\b", "risk"},
    {"\\bgame-chang\\w+", "game-chang*"},
    {"\\bcan\\b", "can"},
    {"!", ""},
};
#define N_ROWS (sizeof rows / sizeof rows[0])

static uint64_t marks_of(const struct pattern_set *set, const char *word)
{
    uint64_t bits = 0;
    pattern_set_mark(set, span_of(word), &bits);
    return bits;
}

static struct pattern_set *new_set(void)
{
    struct pattern_set *set = NULL;
    assert_int_equal(pattern_set_new(rows, N_ROWS, false, &set, NULL), QUALM_OK);
    assert_int_equal(pattern_set_words(set), 1);
    return set;
}

static void a_word_marks_the_rows_it_anchors(void **state)
{
    (void)state;
    struct pattern_set *set = new_set();
    assert_int_equal(marks_of(set, "may"), 1);
    assert_int_equal(marks_of(set, "maybe"), 0);
    assert_int_equal(marks_of(set, "dismay"), 0);
    assert_int_equal(marks_of(set, "suggestion"), 2);
    assert_int_equal(marks_of(set, "suggest"), 2);
    assert_int_equal(marks_of(set, "sugges"), 0);
    assert_int_equal(marks_of(set, "proving"), 4);
    assert_int_equal(marks_of(set, "risk-free"), 16);
    assert_int_equal(marks_of(set, "high-risk"), 16);
    assert_int_equal(marks_of(set, "a-game-changer"), 32);
    assert_int_equal(marks_of(set, "can't"), 64);
    assert_int_equal(marks_of(set, ""), 0);
    uint64_t always = 0;
    pattern_set_mark_always(set, &always);
    assert_int_equal(always, 8 | 128);
    pattern_set_free(set);
}

static void marking_a_very_long_word_is_linear(void **state)
{
    (void)state;
    struct pattern_set *set = new_set();
    char *word = repeated("game-", 400000);
    assert_int_equal(marks_of(set, word), 0);
    free(word);
    pattern_set_free(set);
}

/* Words of every kind in every order of three: what the filter leaves out has no hit. */
static void what_the_filter_leaves_out_has_no_hit(void **state)
{
    (void)state;
    static const char *const words[] = {"may", "suggests", "proof", "50%", "risk-free", "game-changing", "can't", "so!",
                                        "dismay"};
    enum { N = sizeof words / sizeof words[0] };
    struct pattern_set *set = new_set();
    size_t n_hits = 0, n_left_out = 0;
    for (size_t i = 0; i < (size_t)N * N; i++) {
        char text[80];
        const char *const pair[] = {words[i / N], words[i % N]};
        snprintf(text, sizeof text, "%s %s", pair[0], pair[1]);
        uint64_t marked = marks_of(set, pair[0]) | marks_of(set, pair[1]);
        pattern_set_mark_always(set, &marked);
        for (size_t row = 0; row < N_ROWS; row++) {
            const struct pattern *pattern;
            struct match_hit hit;
            bool is_hit = false;
            assert_int_equal(pattern_set_get(set, row, &pattern), QUALM_OK);
            assert_int_equal(pattern_find(pattern, scratch, text, strlen(text), 0, &hit, &is_hit), QUALM_OK);
            if (is_hit && !(marked >> row & 1))
                fail_msg("row %zu hits \"%s\" unseen", row, text);
            n_hits += is_hit;
            n_left_out += !(marked >> row & 1);
        }
    }
    assert_true(n_hits > 100);
    assert_true(n_left_out > 100);
    pattern_set_free(set);
}

/* Rows with a lead of each kind. */
static const struct pattern_row led[] = {
    {.pattern = "\\bno fewer\\b", .anchors = "*", .leads = "no fewer_"},
    {.pattern = "\\bno\\b", .anchors = "*", .leads = "no_"},
    {.pattern = "^no\\b", .anchors = "*", .leads = "^no_"},
    {.pattern = "\\b\\d[\\d.,]* ?(?:%|years)", .anchors = "*", .leads = "N %|N years|N%|Nyears"},
    {.pattern = "\\bdon't\\b", .anchors = "*", .leads = "don'"},
    {.pattern = "\\b(?-i:[A-Z])\\w+ said\\b", .anchors = "*", .leads = "A"},
    {.pattern = "\\b[^ ]+ (?:also |\\w+ly )*helps\\b", .anchors = "*", .leads = "helps_", .between = " also *ly "},
    {.pattern = "^(?:\\(|No)o?\\b", .anchors = "*", .leads = "^(|^no"},
    {.pattern = "^(?-i:\\p{Lu}\\p{L}+ (?:de )*\\p{Lu})", .anchors = "*", .leads = "^AA|^Ad"},
    {.pattern = "\\w+@\\w+", .anchors = "*", .holds = '@'},
};
#define N_LED (sizeof led / sizeof *led)
#define N_HITS_LED 24 /* pairs of a row and a text of those below with a hit */

static const char *const led_texts[] = {
    "no fewer than three",   "No-one said no.",       "piano notes",         "it rose 1,200.5 % in 12 years",
    "5years and 3% of 7",    "they don't, don\u2019t", "Tea helps; it helps", "Tea also really also helps",
    "\u201ctea\u201d helps",  "helps",                 "(o dear",             "Ana de Souza",
    "\u00c1na Lopez said no", "Ana went",              "ask ana@example.org", "\u017fee 3\u0663 years",
    "The mayor Lee said no", "no\u00e9 no",            "",                    "also helps also helps",
};
#define N_LED_TEXTS (sizeof led_texts / sizeof *led_texts)

/* A number for a word as it is written. */
static uint32_t type_of(struct span word)
{
    static struct span met[256];
    static uint32_t n_met;
    for (uint32_t i = 0; i < n_met; i++)
        if (span_equals(met[i], word))
            return i + 1;
    assert_true(n_met < sizeof met / sizeof *met);
    met[n_met++] = word;
    return n_met;
}

static void text_say(struct pattern_search *search, const char *text)
{
    const size_t n_bytes = strlen(text);
    assert_int_equal(pattern_search_begin(search, text, n_bytes), QUALM_OK);
    for (size_t at = 0, end; at < n_bytes; at = end + 1) {
        char folded[64];
        end = at + strcspn(text + at, " ");
        for (size_t i = at; i < end; i++)
            folded[i - at] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i]);
        const struct span written = {text + at, end - at};
        const struct match_word word = {
            .folded = {folded, end - at}, .type = type_of(written), .n_bytes = (uint32_t)written.len, .at = at};
        assert_int_equal(pattern_search_word(search, &word), QUALM_OK);
    }
    assert_int_equal(pattern_search_ready(search), QUALM_OK);
}

/* All hits of a row, as one number. */
static uint64_t hits_of(struct pattern_search *search, size_t row)
{
    struct match_hit hit = {.end = {0}};
    uint64_t hits = 1;
    for (bool is_hit = true; is_hit;) {
        assert_int_equal(pattern_search_find(search, row, hit.end[0], &hit, &is_hit), QUALM_OK);
        if (is_hit)
            hits = hits * 10007 + hit.start[0] * 101 + hit.end[0];
    }
    return hits;
}

static void leads_leave_no_hit_out(void **state)
{
    (void)state;
    struct pattern_set *set;
    struct pattern_search *quick, *plain;
    size_t n_hits = 0;
    assert_int_equal(pattern_set_new(led, N_LED, false, &set, NULL), QUALM_OK);
    assert_int_equal(pattern_search_new(set, scratch, false, &quick), QUALM_OK);
    assert_int_equal(pattern_search_new(set, scratch, true, &plain), QUALM_OK);
    /* More often than it takes for words to be remembered. */
    for (size_t i = 0; i < 3 * N_LED_TEXTS; i++) {
        const char *text = led_texts[i % N_LED_TEXTS];
        text_say(quick, text);
        text_say(plain, text);
        for (size_t row = 0; row < N_LED; row++) {
            const uint64_t hits = hits_of(plain, row);
            n_hits += hits != 1;
            if (hits_of(quick, row) != hits)
                fail_msg("row %zu has other hits in: %s", row, text);
        }
    }
    assert_int_equal(n_hits, 3 * N_HITS_LED);
    pattern_search_free(quick);
    pattern_search_free(plain);
    pattern_set_free(set);
}

static void a_lead_keeps_a_row_from_other_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t rows_left;
    } cases[] = {
        {"piano notes", 0},       {"no", 2 | 4 | 128}, {"say no", 2},    {"12 men", 0},
        {"12 years", 8},          {"Ana went", 32},    {"Ana Lee", 32 | 256}, {"tea helps", 64},
    };
    struct pattern_set *set;
    struct pattern_search *search;
    assert_int_equal(pattern_set_new(led, N_LED, false, &set, NULL), QUALM_OK);
    assert_int_equal(pattern_search_new(set, scratch, false, &search), QUALM_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t left = 0;
        text_say(search, cases[i].text);
        for (size_t row = 0; pattern_search_row(search, &row); row++)
            left |= UINT64_C(1) << row;
        /* The last row has no lead. */
        if ((left & 511) != cases[i].rows_left)
            fail_msg("rows %llu could match: %s", (unsigned long long)left, cases[i].text);
    }
    pattern_search_free(search);
    pattern_set_free(set);
}

static void a_set_names_its_bad_row(void **state)
{
    (void)state;
    static const struct pattern_row bad[] = {{"a", "a"}, {"(b", "b"}};
    struct pattern_set *set = NULL;
    size_t row = 99;
    assert_int_equal(pattern_set_new(bad, 2, true, &set, &row), QUALM_ERR_ARGUMENT);
    assert_int_equal(row, 1);
    assert_null(set);
    const struct pattern *pattern = NULL;
    assert_int_equal(pattern_set_new(bad, 2, false, &set, NULL), QUALM_OK);
    assert_int_equal(pattern_set_get(set, 0, &pattern), QUALM_OK);
    assert_int_equal(pattern_set_get(set, 1, &pattern), QUALM_ERR_ARGUMENT);
    pattern_set_free(set);
}

static void a_set_may_be_empty(void **state)
{
    (void)state;
    struct pattern_set *set = NULL;
    assert_int_equal(pattern_set_new(NULL, 0, true, &set, NULL), QUALM_OK);
    assert_int_equal(pattern_set_words(set), 0);
    pattern_set_mark(set, span_of("may"), NULL);
    pattern_set_free(set);
    pattern_set_free(NULL);
}

static void *use_set(void *shared)
{
    struct pattern_set *set = shared;
    struct match_scratch *own;
    uintptr_t n_hits = 0;
    if (match_scratch_new(&own))
        return NULL;
    const char *text = "This may suggest proof of a 50% risk!";
    for (size_t i = 0; i < 300 * N_ROWS; i++) {
        const struct pattern *pattern;
        struct match_hit hit;
        bool is_hit = false;
        if (!pattern_set_get(set, i % N_ROWS, &pattern) &&
            !pattern_find(pattern, own, text, strlen(text), 0, &hit, &is_hit))
            n_hits += is_hit;
    }
    match_scratch_free(own);
    return (void *)n_hits;
}

static void threads_share_a_set(void **state)
{
    (void)state;
    struct pattern_set *set = new_set();
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, use_set, set), 0);
    for (size_t i = 0; i < 4; i++) {
        void *n_hits;
        pthread_join(threads[i], &n_hits);
        assert_int_equal((uintptr_t)n_hits, 300 * 6);
    }
    pattern_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(apostrophes_are_straight_and_curly),
        cmocka_unit_test(case_does_not_matter_in_any_script),
        cmocka_unit_test(an_empty_hit_is_no_hit),
        cmocka_unit_test(groups_that_took_no_part_are_marked),
        cmocka_unit_test(a_bad_pattern_says_where),
        cmocka_unit_test(a_pattern_that_runs_away_is_stopped),
        cmocka_unit_test(a_hot_pattern_gives_the_same_hits),
        cmocka_unit_test(a_hot_pattern_that_jit_cannot_run_still_matches),
        cmocka_unit_test(long_texts_are_searched_in_windows),
        cmocka_unit_test(a_word_marks_the_rows_it_anchors),
        cmocka_unit_test(marking_a_very_long_word_is_linear),
        cmocka_unit_test(what_the_filter_leaves_out_has_no_hit),
        cmocka_unit_test(leads_leave_no_hit_out),
        cmocka_unit_test(a_lead_keeps_a_row_from_other_texts),
        cmocka_unit_test(a_set_names_its_bad_row),
        cmocka_unit_test(a_set_may_be_empty),
        cmocka_unit_test(threads_share_a_set),
    };
    return cmocka_run_group_tests_name("match", tests, set_up, tear_down);
}
