/* The compiled corpus keeps its own word: every row's hit matches, and its miss does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "claim/claim.h"
#include "input/heads.h"

static struct segment_rules *segment_rules;
static struct segmenter *segmenter;
static struct match_scratch *scratch;
static size_t n_bad;

static int set_up(void **state)
{
    (void)state;
    segment_seal_icu();
    return segment_rules_new(&segment_rules) || segmenter_new(segment_rules, &segmenter) ||
           match_scratch_new(&scratch);
}

static int tear_down(void **state)
{
    (void)state;
    match_scratch_free(scratch);
    segmenter_free(segmenter);
    segment_rules_free(segment_rules);
    return 0;
}

/* What the rows of all files that hold patterns have in common. */
struct row {
    const struct data_language *language;
    const char *id, *anchors, *pattern, *hit, *miss;
    const char *unless, *needs; /* guards, for cues */
};

static void complain(const struct row *row, const char *what, const char *text)
{
    print_error("%s: %s: %s: \"%s\"\n", row->language->tag, row->id, what, text);
    n_bad++;
}

static bool is_anchored(const struct row *row)
{
    return row->anchors[0] != '\0' && strcmp(row->anchors, "*") != 0;
}

static bool matches(const struct row *row, const struct pattern *pattern, const char *text)
{
    struct match_hit hit;
    bool is_hit = false;
    const uint64_t n_stopped = match_scratch_stopped(scratch);
    assert_int_equal(pattern_find(pattern, scratch, text, strlen(text), 0, &hit, &is_hit), QUALM_OK);
    if (match_scratch_stopped(scratch) != n_stopped)
        complain(row, "reached a limit", text);
    return is_hit;
}

/* Whether one of the guards that `ids` names is in the text. */
static bool any_guard(const struct row *row, const char *ids, const char *text)
{
    struct span id;
    bool is_there = false;
    for (struct span rest = span_of(ids); !is_there && span_next_part(&rest, ' ', &id);)
        for (size_t i = 0; i < row->language->n_guards; i++) {
            const struct data_guard *guard = &row->language->guards[i];
            struct pattern *pattern;
            if (!span_is(id, guard->id))
                continue;
            assert_int_equal(pattern_new(guard->pattern, NULL, 0, &pattern), QUALM_OK);
            is_there = is_there || matches(row, pattern, text);
            pattern_free(pattern);
        }
    return is_there;
}

/* Whether the row's pattern matches and its guards let it count. */
static bool fires(const struct row *row, const struct pattern *pattern, const char *text)
{
    if (!matches(row, pattern, text))
        return false;
    if (row->unless && any_guard(row, row->unless, text))
        return false;
    return !row->needs || !row->needs[0] || any_guard(row, row->needs, text);
}

static struct segments segments_of(const struct data_language *language, const char *text)
{
    const struct block block = {.text = text, .n_bytes = strlen(text)};
    struct segments segments;
    assert_int_equal(segment_block(segmenter, language, &block, &segments), QUALM_OK);
    return segments;
}

/* Whether a word of the text is one of the row's anchors. */
static bool holds_anchor(const struct row *row, const char *text)
{
    const struct pattern_row anchored = {row->pattern, row->anchors};
    struct pattern_set *set;
    uint64_t marks = 0;
    assert_int_equal(pattern_set_new(&anchored, 1, false, &set, NULL), QUALM_OK);
    const struct segments segments = segments_of(row->language, text);
    for (size_t i = 0; i < segments.n_tokens; i++)
        pattern_set_mark(set, (struct span){segments.keys + segments.tokens[i].key, segments.tokens[i].n_key}, &marks);
    pattern_set_free(set);
    return marks != 0;
}

static void row_check(const struct row *row)
{
    struct pattern *pattern;
    char error[200];
    if (pattern_new(row->pattern, error, sizeof error, &pattern)) {
        complain(row, "does not compile", error);
        return;
    }
    if (!fires(row, pattern, row->hit))
        complain(row, "misses its hit", row->hit);
    if (fires(row, pattern, row->miss))
        complain(row, "hits its miss", row->miss);
    if (is_anchored(row) && !holds_anchor(row, row->hit))
        complain(row, "has a hit without an anchor", row->hit);
    if (is_anchored(row) && !holds_anchor(row, row->miss))
        complain(row, "has a miss without an anchor", row->miss);
    pattern_free(pattern);
}

/* -------------------------------------------------- the rows of each file */

typedef struct row (*row_at)(const struct data_language *language, size_t index);

static struct row cue_at(const struct data_language *language, size_t index)
{
    const struct data_cue *cue = &language->cues[index];
    return (struct row){language, cue->id, cue->anchors, cue->pattern, cue->hit, cue->miss, cue->unless, cue->needs};
}

static struct row guard_at(const struct data_language *language, size_t index)
{
    const struct data_guard *guard = &language->guards[index];
    return (struct row){language, guard->id, "*", guard->pattern, guard->hit, guard->miss};
}

static struct row claim_at(const struct data_language *language, size_t index)
{
    const struct data_claim *claim = &language->claims[index];
    return (struct row){language, claim->id, claim->anchors, claim->pattern, claim->hit, claim->miss};
}

static struct row furniture_at(const struct data_language *language, size_t index)
{
    const struct data_furniture *furniture = &language->furniture[index];
    return (struct row){language, furniture->id, "*", furniture->pattern, furniture->hit, furniture->miss};
}

static size_t rows_check(size_t n_rows, const struct data_language *language, row_at at)
{
    for (size_t i = 0; i < n_rows; i++) {
        const struct row row = at(language, i);
        row_check(&row);
    }
    return n_rows;
}

static void assert_all_good(size_t n_checked)
{
    const size_t n = n_bad;
    n_bad = 0;
    if (n)
        fail_msg("%zu complaints", n);
    assert_true(n_checked > 0);
}

static void cues_hit_their_hits_and_miss_their_misses(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t i = 0; i < data_n_languages; i++)
        n += rows_check(data_languages[i].n_cues, &data_languages[i], cue_at);
    assert_all_good(n);
}

static void guards_hit_their_hits_and_miss_their_misses(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t i = 0; i < data_n_languages; i++)
        n += rows_check(data_languages[i].n_guards, &data_languages[i], guard_at);
    assert_all_good(n);
}

static void claims_hit_their_hits_and_miss_their_misses(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t i = 0; i < data_n_languages; i++)
        n += rows_check(data_languages[i].n_claims, &data_languages[i], claim_at);
    assert_all_good(n);
}

static void furniture_hits_its_hits_and_misses_its_misses(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t i = 0; i < data_n_languages; i++)
        n += rows_check(data_languages[i].n_furniture, &data_languages[i], furniture_at);
    assert_all_good(n);
}

static bool head_passes(const char *pattern, const char *head)
{
    struct head_pattern *made;
    assert_int_equal(head_pattern_new(pattern, &made), QUALM_OK);
    const bool passes = head_may_match(made, span_of(head));
    head_pattern_free(made);
    return passes;
}

/* No line is kept from its row by how it begins. */
static void heads_of_furniture_let_its_hits_pass(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t i = 0; i < data_n_languages; i++)
        for (size_t row = 0; row < data_languages[i].n_furniture; row++) {
            const struct data_furniture *furniture = &data_languages[i].furniture[row];
            char head[16] = "";
            for (size_t at = 0; at + 1 < sizeof head && furniture->hit[at] > 0; at++, n++) {
                head[at] = furniture->hit[at];
                assert_true(head_passes(furniture->pattern, head));
            }
        }
    assert_true(n > 100);
}

static void heads_are_read_off_patterns(void **state)
{
    (void)state;
    static const char pattern[] = "^(?:[-–] ?)?(?:(?:posted|sent)? ?by |no (?!one)\\d{1,2} )"
                                  "(?<name>(?-i:\\p{Lu}[\\p{L}'.-]*)){1,3}$|^e[nm]d$";
    static const struct {
        const char *head;
        bool passes;
    } rows[] = {
        {"p", true}, {"pos", true}, {"pot", false}, {"Sent by A", true}, {"Sent by a", false}, {"by Ann-M", true},
        {"- by Z", true}, {"+", false}, {"no 12 X", true}, {"no x", false}, {"END", true}, {"ent", false},
        {"ends", false}, {"by Ann 1", true /* what is gone through again is not followed */},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (head_passes(pattern, rows[i].head) != rows[i].passes)
            fail_msg("'%s' should %s", rows[i].head, rows[i].passes ? "pass" : "not pass");
    assert_true(head_passes("no anchor", "x"));
    assert_true(head_passes("^one|two", "x"));
}

static void ids_are_unique_in_a_language(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t l = 0; l < data_n_languages; l++) {
        const struct data_language *language = &data_languages[l];
        for (size_t i = 0; i < language->n_cues; i++, n++)
            for (size_t k = 0; k < i; k++)
                if (strcmp(language->cues[i].id, language->cues[k].id) == 0)
                    fail_msg("%s: cue %s twice", language->tag, language->cues[i].id);
        for (size_t i = 0; i < language->n_claims; i++, n++)
            for (size_t k = 0; k < i; k++)
                if (strcmp(language->claims[i].id, language->claims[k].id) == 0)
                    fail_msg("%s: claim %s twice", language->tag, language->claims[i].id);
    }
    assert_true(n > 0);
}

/* ------------------------------------------------------------ the filter */

struct pair {
    struct claim_reader *filtered, *plain;
    size_t n_cues, n_levels;
};

/* The first cue that only one of the two readings has; NULL when there is none. */
static const struct data_cue *cue_apart(const struct sentence_claims *a, const struct sentence_claims *b)
{
    for (size_t i = 0; i < b->n_cues; i++)
        if (i >= a->n_cues || a->cues[i].cue != b->cues[i].cue || a->cues[i].start != b->cues[i].start)
            return b->cues[i].cue;
    return a->n_cues > b->n_cues ? a->cues[b->n_cues].cue : NULL;
}

static bool levels_differ(const struct sentence_claims *a, const struct sentence_claims *b)
{
    if (a->n_clauses != b->n_clauses || a->advice != b->advice || a->voice != b->voice)
        return true;
    for (size_t i = 0; i < a->n_clauses; i++)
        if (a->clauses[i].level != b->clauses[i].level || a->clauses[i].pattern != b->clauses[i].pattern)
            return true;
    return false;
}

static void facts_compare(const struct row *row, const struct sentence_claims *filtered,
                          const struct sentence_claims *plain)
{
    const struct data_cue *apart = cue_apart(filtered, plain);
    if (apart) {
        const struct row other = {row->language, apart->id, NULL, NULL, NULL, NULL};
        complain(&other, "lacks an anchor for", row->hit);
    } else if (levels_differ(filtered, plain)) {
        complain(row, "has another level without the filter: a claim row lacks an anchor", row->hit);
    }
}

/* A row's hit is read with all rows of its language, as a paragraph and as a title. */
static void row_read(struct pair *pair, const struct row *row, enum block_kind kind)
{
    const struct segments segments = segments_of(row->language, row->hit);
    const struct block block = {.kind = kind, .text = row->hit, .n_bytes = strlen(row->hit)};
    for (size_t i = 0; i < segments.n_sentences; i++) {
        struct sentence_claims a, b;
        assert_int_equal(claim_read(pair->filtered, &block, &segments, &segments.sentences[i], &a), QUALM_OK);
        assert_int_equal(claim_read(pair->plain, &block, &segments, &segments.sentences[i], &b), QUALM_OK);
        facts_compare(row, &a, &b);
        pair->n_cues += a.n_cues;
        pair->n_levels += a.strongest != NULL;
    }
}

static void rows_read(struct pair *pair, const struct data_language *language, size_t n_rows, row_at at)
{
    for (size_t i = 0; i < n_rows; i++) {
        struct row row = at(language, i);
        row_read(pair, &row, BLOCK_PARAGRAPH);
        row_read(pair, &row, BLOCK_TITLE);
        row.hit = row.miss;
        row_read(pair, &row, BLOCK_PARAGRAPH);
    }
}

static void the_filter_gives_the_same_facts(void **state)
{
    (void)state;
    struct pair pair = {.n_cues = 0};
    for (size_t i = 0; i < data_n_languages; i++) {
        const struct data_language *language = &data_languages[i];
        struct claim_rules *rules;
        if (claim_rules_new(language, &rules))
            fail_msg("%s: the rows do not compile or name rows that are not there", language->tag);
        assert_int_equal(claim_reader_new(rules, false, &pair.filtered), QUALM_OK);
        assert_int_equal(claim_reader_new(rules, true, &pair.plain), QUALM_OK);
        rows_read(&pair, language, language->n_cues, cue_at);
        rows_read(&pair, language, language->n_claims, claim_at);
        claim_reader_free(pair.filtered);
        claim_reader_free(pair.plain);
        claim_rules_free(rules);
    }
    assert_all_good(pair.n_cues);
    assert_true(pair.n_levels > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cues_hit_their_hits_and_miss_their_misses),
        cmocka_unit_test(guards_hit_their_hits_and_miss_their_misses),
        cmocka_unit_test(claims_hit_their_hits_and_miss_their_misses),
        cmocka_unit_test(furniture_hits_its_hits_and_misses_its_misses),
        cmocka_unit_test(heads_of_furniture_let_its_hits_pass),
        cmocka_unit_test(heads_are_read_off_patterns),
        cmocka_unit_test(ids_are_unique_in_a_language),
        cmocka_unit_test(the_filter_gives_the_same_facts),
    };
    return cmocka_run_group_tests_name("corpus", tests, set_up, tear_down);
}
