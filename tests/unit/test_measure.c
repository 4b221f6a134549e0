/* Measures on hand-made words: what is counted, timed, graded and left out. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/number.h"
#include "measure/familiar.h"
#include "measure/grade.h"
#include "measure/measure.h"
#include "measure/tally.h"
#include "measure/time.h"
#include "measure/vocabulary.h"

/* A block written as words with their syllables: "the/1 cat/1 ." A letter behind makes another token of it: N name,
 * H hyphenated, # number, U address, O inline code, C character; "." ends a sentence. */
struct made {
    struct block block;
    struct segments segments;
    struct token tokens[4000];
    struct sentence sentences[400];
    char keys[40000];
};

static const struct {
    char letter;
    uint8_t kind, flags;
} letter_kinds[] = {
    {'N', TOKEN_WORD, TOKEN_NAME | TOKEN_CAPITAL}, {'H', TOKEN_WORD, TOKEN_HYPHENATED}, {'#', TOKEN_NUMBER, 0},
    {'U', TOKEN_URL, 0}, {'O', TOKEN_OPAQUE, 0}, {'C', TOKEN_CHARACTER, 0}, {'S', TOKEN_SYMBOL, 0},
};

static uint16_t letters_of(struct span word)
{
    uint16_t n = 0;
    for (size_t i = 0; i < word.len; i++)
        n = (uint16_t)(n + (word.ptr[i] != '-' && word.ptr[i] != '\''));
    return n;
}

static void token_make(struct made *made, struct span item, size_t *n_keys)
{
    struct span word;
    struct token *token = &made->tokens[made->segments.n_tokens++];
    assert_true(span_next_part(&item, '/', &word));
    *token = (struct token){.kind = TOKEN_WORD, .syllables = (uint8_t)(item.len ? item.ptr[0] - '0' : 1)};
    for (size_t i = 0; item.len > 1 && i < sizeof letter_kinds / sizeof letter_kinds[0]; i++)
        if (item.ptr[1] == letter_kinds[i].letter) {
            token->kind = letter_kinds[i].kind;
            token->flags = letter_kinds[i].flags;
        }
    token->letters = letters_of(word);
    token->key = (uint32_t)*n_keys;
    token->n_key = (uint32_t)word.len;
    memcpy(made->keys + *n_keys, word.ptr, word.len);
    *n_keys += word.len + 1;
}

static void sentence_end(struct made *made, size_t first, bool has_end)
{
    if (made->segments.n_tokens > first)
        made->sentences[made->segments.n_sentences++] =
            (struct sentence){.first_token = (uint32_t)first, .n_tokens = (uint32_t)(made->segments.n_tokens - first),
                              .has_end = has_end};
}

static struct made *make(enum block_kind kind, bool is_scored, const char *words)
{
    static const struct run run = {.clean_unit = 1, .source_unit = 1, .line = 1, .column = 1};
    struct made *made = calloc(1, sizeof *made);
    assert_non_null(made);
    made->block = (struct block){.kind = kind, .level = kind == BLOCK_HEADING ? 2 : 0, .text = words,
                                 .n_bytes = strlen(words), .runs = &run, .n_runs = 1, .is_scored = is_scored};
    made->segments = (struct segments){.tokens = made->tokens, .sentences = made->sentences, .keys = made->keys};
    size_t n_keys = 0;
    size_t first = 0;
    struct span rest = span_of(words);
    struct span item;
    while (span_next_part(&rest, ' ', &item)) {
        if (span_is(item, ".")) {
            sentence_end(made, first, true);
            first = made->segments.n_tokens;
        } else if (item.len) {
            token_make(made, item, &n_keys);
        }
    }
    sentence_end(made, first, false);
    return made;
}

/* One document at a time, of blocks that are added one by one. */
static struct measure_rules *rules;
static struct measure *measure;
static struct arena arena;
static struct qualm_result result;

static void begin(const char *tag)
{
    result = (struct qualm_result){.language = tag};
    assert_int_equal(measure_new(rules, data_language_find(tag), &measure), QUALM_OK);
}

static void add_block(struct made *made)
{
    assert_int_equal(measure_add_block(measure, &made->block, &made->segments), QUALM_OK);
    free(made);
}

static void add(enum block_kind kind, bool is_scored, const char *words)
{
    add_block(make(kind, is_scored, words));
}

static void finish(void)
{
    assert_int_equal(measure_finish(measure, 123, &arena, &result), QUALM_OK);
    measure_free(measure);
    measure = NULL;
}

static int set_up(void **state)
{
    (void)state;
    return (int)measure_rules_new(&rules);
}

static int tear_down(void **state)
{
    (void)state;
    measure_rules_free(rules);
    arena_clear(&arena);
    return 0;
}

static uint64_t count(const char *name)
{
    for (size_t i = 0; i < result.n_counts; i++)
        if (strcmp(result.counts[i].name, name) == 0)
            return result.counts[i].value;
    fail_msg("no count is called %s", name);
    return 0;
}

static const struct qualm_readability *formula(const char *id)
{
    for (size_t i = 0; i < result.n_readability; i++)
        if (strcmp(result.readability[i].formula->id, id) == 0)
            return &result.readability[i];
    fail_msg("no formula is called %s", id);
    return NULL;
}

static void assert_near(double has, double wants)
{
    if (!(fabs(has - wants) < 1e-6))
        fail_msg("%.9g where %.9g was expected", has, wants);
}

/* The cat sat on the mat. It was happy and warm. Everybody remembered the beautiful afternoon. */
static const char three_sentences[] = "the/1 cat/1 sat/1 on/1 the/1 mat/1 . it/1 was/1 happy/2 and/1 warm/1 . "
                                      "everybody/4 remembered/3 the/1 beautiful/3 afternoon/3 .";

static void three_sentences_give_the_counts_that_one_finds_by_hand(void **state)
{
    (void)state;
    begin("en");
    add(BLOCK_PARAGRAPH, true, three_sentences);
    finish();
    assert_int_equal(count("bytes"), 123);
    assert_int_equal(count("words"), 16);
    assert_int_equal(count("sentences"), 3);
    assert_int_equal(count("paragraphs"), 1);
    assert_int_equal(count("syllables"), 6 + 6 + 14);
    assert_int_equal(count("letters"), 17 + 17 + 40);
    assert_int_equal(count("monosyllables"), 6 + 4 + 1);
    assert_int_equal(count("polysyllables"), 4);
    assert_int_equal(count("complex_words"), 4);
    assert_int_equal(count("long_words"), 4);
    assert_int_equal(count("short_words"), 10);
    assert_int_equal(count("unfamiliar_dale_chall"), 0);
    assert_int_equal(count("opaque_words"), 0);
    assert_int_equal(result.words_scored, 16);
    assert_int_equal(result.words_seen, 16);
    assert_int_equal(result.n_excluded, 0);
}

static void formulas_are_arithmetic_on_those_counts(void **state)
{
    (void)state;
    begin("en");
    add(BLOCK_PARAGRAPH, true, three_sentences);
    finish();
    assert_near(formula("flesch-kincaid")->value, 0.39 * 16 / 3 + 11.8 * 26 / 16 - 15.59);
    assert_near(formula("flesch-reading-ease")->value, 206.835 - 1.015 * 16 / 3 - 84.6 * 26 / 16);
    assert_near(formula("smog")->value, 1.0430 * sqrt(4 * 30.0 / 3) + 3.1291);
    assert_near(formula("linsear-write")->value, ((12 + 3 * 4) / 3.0 - 2) / 2);
    assert_near(formula("forcast")->value, 20 - 15 * 11 / 16.0);
    assert_near(formula("lix")->value, 16 / 3.0 + 100 * 4 / 16.0);
    assert_near(formula("dale-chall-1948")->value, 0.0496 * 16 / 3 + 3.6365);
    assert_string_equal(formula("flesch-kincaid")->caution, "made for 100 words or more");
    assert_string_equal(formula("smog")->caution, "made for 30 sentences or more");
    assert_null(formula("eflaw")->caution);
}

static void consensus_is_median_and_quartiles_of_the_grades(void **state)
{
    double grades[32];
    size_t n = 0;
    (void)state;
    begin("en");
    add(BLOCK_PARAGRAPH, true, three_sentences);
    finish();
    for (size_t i = 0; i < result.n_readability; i++)
        if (strcmp(result.readability[i].formula->scale, "grade") == 0)
            grades[n++] = result.readability[i].value;
    assert_in_range(n, 3, sizeof grades / sizeof *grades);
    size_t n_below = 0;
    size_t n_above = 0;
    for (size_t i = 0; i < n; i++) {
        n_below += grades[i] < result.grade.value;
        n_above += grades[i] > result.grade.value;
    }
    assert_null(result.grade.absent);
    assert_int_equal(n_below, n / 2);
    assert_int_equal(n_above, n / 2);
    assert_true(result.grade.low < result.grade.value && result.grade.value < result.grade.high);
}

static void value_outside_its_range_has_a_caution(void **state)
{
    struct made *made = make(BLOCK_PARAGRAPH, true, "");
    (void)state;
    for (int i = 0; i < 200; i++)
        made->tokens[i] = (struct token){.kind = TOKEN_WORD, .syllables = 4, .letters = 12};
    made->segments.n_tokens = 200;
    made->sentences[0] = (struct sentence){.n_tokens = 200, .has_end = true};
    made->segments.n_sentences = 1;
    begin("en");
    add_block(made);
    finish();
    assert_string_equal(formula("flesch-kincaid")->caution, "outside its range of 0 to 18");
    assert_string_equal(formula("spache")->caution, "outside its range of 1 to 4");
    assert_null(result.grade.absent);
}

static void empty_text_has_zeros_and_reasons(void **state)
{
    (void)state;
    begin("en");
    finish();
    assert_int_equal(count("words"), 0);
    assert_string_equal(result.silent.absent, "there are no words to read");
    assert_string_equal(result.aloud.absent, "there are no words to read");
    assert_null(result.basis_unit);
    assert_string_equal(result.grade.absent, "there are no words");
    assert_int_equal(result.n_sections, 0);
    for (size_t i = 0; i < result.n_readability; i++)
        assert_string_equal(result.readability[i].absent, "there are no words");
}

static void what_is_no_prose_has_no_grade(void **state)
{
    struct made *made = make(BLOCK_PARAGRAPH, true, "");
    (void)state;
    for (int i = 0; i < 300; i++)
        made->tokens[i] = (struct token){.kind = TOKEN_WORD, .syllables = 1, .letters = 3};
    made->segments.n_tokens = 300;
    made->sentences[0] = (struct sentence){.n_tokens = 300};
    made->segments.n_sentences = 1;
    begin("en");
    add_block(made);
    finish();
    assert_string_equal(result.grade.absent, "not prose: there is hardly an end of a sentence");
    made = make(BLOCK_PARAGRAPH, true, "x/1 . y/1 .");
    made->tokens[0].letters = UINT16_MAX;
    made->tokens[0].syllables = 255;
    begin("en");
    add_block(made);
    finish();
    assert_string_equal(result.grade.absent, "not prose: the words are too long");
    assert_string_equal(formula("coleman-liau")->absent, "not prose: the words are too long");
    begin("en");
    add(BLOCK_PARAGRAPH, true, "so/1 few/1 words/1 .");
    finish();
    assert_string_equal(result.grade.absent, "too short to grade");
    assert_null(formula("flesch-kincaid")->absent);
}

static void other_language_has_counts_and_time_and_no_english_grade(void **state)
{
    (void)state;
    begin("de");
    add(BLOCK_PARAGRAPH, true, "der/1 hund/1 schlaeft/1 im/1 gras/1 und/1 die/1 katze/2 schaut/1 ihm/1 zu/1 .");
    finish();
    assert_int_equal(count("words"), 11);
    assert_int_equal(count("syllables"), 0);
    assert_string_equal(formula("flesch-kincaid")->absent, "not made for this language");
    assert_null(formula("lix")->absent);
    assert_string_equal(result.grade.absent, "no grade formula is made for this language");
    assert_near(result.basis_per_minute, 233);
}

static void seen_text_is_timed_and_listed_and_not_scored(void **state)
{
    (void)state;
    begin("en");
    add(BLOCK_TITLE, false, "a/1 title/2");
    add(BLOCK_FURNITURE, false, "by/1 someone/2");
    add(BLOCK_PARAGRAPH, true, three_sentences);
    add(BLOCK_CITATION, false, "a/1 source/1 of/1 words/1");
    add(BLOCK_CODE, false, "x/1 y/1 z/1");
    finish();
    assert_int_equal(result.words_scored, 16);
    assert_int_equal(result.words_seen, 16 + 2 + 4 + 3);
    assert_int_equal(count("words"), 16);
    assert_int_equal(result.n_excluded, 3);
    assert_string_equal(result.excluded[0].kind, "title");
    assert_int_equal(result.excluded[0].words, 2);
    assert_string_equal(result.excluded[1].kind, "code");
    assert_int_equal(result.excluded[1].words, 3);
    assert_string_equal(result.excluded[2].kind, "citation");
    assert_int_equal(result.excluded[2].words, 4);
    assert_near(result.silent.typical_s, 60 * (22 + 2 * 3) / 238.0);
    assert_near(result.silent.slow_s, 60 * 28 / 175.0);
    assert_near(result.silent.fast_s, 60 * 28 / 300.0);
    assert_near(result.aloud.typical_s, 60 * 28 / 183.0);
    assert_true(result.aloud.slow_s == 0); /* the source gives no range */
    assert_string_equal(result.basis_unit, "word");
}

static void label_is_typical_time_rounded_up(void **state)
{
    static const struct {
        uint64_t words;
        unsigned minutes;
    } cases[] = {{1, 1}, {238, 1}, {239, 2}, {476, 2}, {714, 3}, {715, 4}, {2380000, 10000}};
    const struct time_speeds speeds = time_speeds_find("en-GB", "silent");
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(time_of(&speeds, &(struct amount){.words = cases[i].words}).minutes, cases[i].minutes);
}

static void time_sums_over_words_and_characters(void **state)
{
    const struct time_speeds speeds = time_speeds_find("zh-Hant", "silent");
    const struct amount amount = {.words = 238, .characters = 600};
    (void)state;
    assert_near(time_of(&speeds, &amount).typical_s, 60 + 120);
    assert_string_equal(time_basis(&speeds, &amount)->unit, "character");
    assert_string_equal(time_basis(&speeds, &(struct amount){.words = 1})->unit, "word");
    const struct time_speeds unknown = time_speeds_find("tlh", "silent");
    assert_string_equal(unknown.word->language, "und");
    const struct time_speeds spanish = time_speeds_find("es", "silent");
    const struct qualm_reading_time time = time_of(&spanish, &(struct amount){.words = 278});
    assert_near(time.typical_s, 60);
    assert_near(time.slow_s, 60 * 278 / 204.0);
}

static void characters_are_words_at_a_rate(void **state)
{
    (void)state;
    begin("zh");
    add(BLOCK_PARAGRAPH, true, "a/0C b/0C c/0C d/0C e/0C f/0C g/0C h/0C .");
    finish();
    assert_int_equal(count("ideographs"), 8);
    assert_int_equal(count("words"), 5);
    assert_int_equal(count("sentences"), 1);
    assert_int_equal(result.words_seen, 5);
    assert_string_equal(formula("lix")->absent, "the text is counted in characters, not in words");
}

/* Four words of two syllables and one of inline code: a sentence of five words, each of two syllables. */
static void opaque_words_make_sentences_longer_and_words_no_shorter(void **state)
{
    (void)state;
    begin("en");
    add(BLOCK_PARAGRAPH, true, "over/2 under/2 x/0O never/2 ever/2 .");
    finish();
    assert_int_equal(count("words"), 5);
    assert_int_equal(count("opaque_words"), 1);
    assert_int_equal(count("syllables"), 8);
    assert_near(formula("flesch-kincaid")->value, 0.39 * 5 + 11.8 * 2 - 15.59);
    begin("en");
    add(BLOCK_PARAGRAPH, true, "x/0O y/0U .");
    finish();
    assert_string_equal(result.grade.absent, "there are no words but code and addresses");
}

static void symbols_and_empty_sentences_count_nothing(void **state)
{
    (void)state;
    begin("en");
    add(BLOCK_PARAGRAPH, true, "%/0S . one/1 =/0S two/1 .");
    finish();
    assert_int_equal(count("words"), 2);
    assert_int_equal(count("sentences"), 1);
}

static void cut_paragraph_is_one_and_so_is_the_sentence_that_was_cut(void **state)
{
    struct made *rest = make(BLOCK_PARAGRAPH, true, "and/1 goes/1 on/1 . here/1 too/1 .");
    (void)state;
    rest->block.is_continued = true;
    begin("en");
    add(BLOCK_PARAGRAPH, true, "first/1 . it/1 begins/2");
    add_block(rest);
    finish();
    assert_int_equal(count("paragraphs"), 1);
    assert_int_equal(count("sentences"), 3);
}

static void complex_words_are_gunnings(void **state)
{
    static const struct {
        const char *word;
        unsigned n;
    } cases[] = {
        {"beautiful/3", 1}, {"happy/2", 0}, {"washington/3N", 0}, {"happy-go-lucky/5H", 0}, {"created/3", 0},
        {"trespasses/3", 0}, {"exercised/3", 1}, {"regulated/4", 1}, {"diabetes/4", 1}, {"remembering/4", 1},
        {"gathering/3", 1}, {"1984/3#", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct made *made = make(BLOCK_PARAGRAPH, true, cases[i].word);
        const struct token *token = &made->tokens[0];
        if (token_is_complex(token, (struct span){made->keys, token->n_key}) != cases[i].n)
            fail_msg("%s should%s be complex", cases[i].word, cases[i].n ? "" : " not");
        free(made);
    }
}

static void regular_inflections_of_listed_words_are_familiar(void **state)
{
    static const char *const known[] = {
        "walk", "walks", "walked", "walking", "walker", "boxes", "babies", "carried", "happier", "happiest",
        "stopped", "stopping", "bigger", "biggest", "making", "maker", "baked", "nicest", "golden", "broken", "dog's",
        "don't", "mr", "mrs", "dog-house", "half-baked", "24-hour", "good-by", "apple\xE2\x80\x90tree",
    };
    static const char *const unknown[] = {
        "quantum", "dysbiosis", "apparatuses", "softly", "ing", "s", "", "-", "quantum-walk", "walk-quantum",
        "supercalifragilisticexpialidociouslyinflected", "weirdest",
    };
    const struct data_language *english = data_language_find("en");
    struct familiar *familiar = NULL;
    (void)state;
    assert_int_equal(familiar_new(english, &familiar), QUALM_OK);
    assert_int_equal(familiar_all(familiar), FAMILIAR_DALE_CHALL | FAMILIAR_SPACHE);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (!(familiar_find(familiar, span_of(known[i])) & FAMILIAR_DALE_CHALL))
            fail_msg("'%s' should be familiar", known[i]);
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
        if (strlen(unknown[i]) > 1 && familiar_find(familiar, span_of(unknown[i])) & FAMILIAR_DALE_CHALL)
            fail_msg("'%s' should not be familiar", unknown[i]);
    familiar_free(familiar);
}

static void lists_are_whole(void **state)
{
    const struct data_language *english = data_language_find("en");
    (void)state;
    assert_int_equal(data_words_find(english, "dale-chall")->n_words, 2942);
    assert_int_equal(data_words_find(english, "spache")->n_words, 1063);
}

static void names_and_numbers_are_familiar_and_repeats_count_once_for_spache(void **state)
{
    (void)state;
    begin("en");
    add(BLOCK_PARAGRAPH, true, "quantum/2 foam/1 quantum/2 Zyzzyva/3N 1984/1# .");
    add(BLOCK_PARAGRAPH, true, "quantum/2 flux/1 .");
    finish();
    assert_int_equal(count("unfamiliar_dale_chall"), 4 + (data_words_index(
        data_words_find(data_language_find("en"), "dale-chall"), span_of("foam")) < 0));
    assert_int_equal(count("unfamiliar_spache"), 3);
}

static void samples_are_the_first_words(void **state)
{
    struct tally tally = {0};
    const struct token easy = {.kind = TOKEN_WORD, .syllables = 1, .letters = 3};
    const struct token hard = {.kind = TOKEN_WORD, .syllables = 3, .letters = 9};
    (void)state;
    for (int i = 0; i < 200; i++) {
        if (i % 8 == 0)
            tally_begin_sentence(&tally);
        if (!tally_is_sampled(&tally))
            tally_sample(&tally, i < 90 || i >= 120 ? &easy : &hard);
    }
    const struct measure_counts counts = tally_counts(&tally);
    assert_int_equal(counts.of[COUNT_words_100], 100);
    assert_int_equal(counts.of[COUNT_easy_100], 90);
    assert_int_equal(counts.of[COUNT_hard_100], 10);
    assert_int_equal(counts.of[COUNT_sentences_100], 13);
    assert_int_equal(counts.of[COUNT_words_150], 150);
    assert_int_equal(counts.of[COUNT_monosyllables_150], 120);
}

static void headings_open_sections_with_their_own_counts(void **state)
{
    (void)state;
    begin("en");
    add(BLOCK_TITLE, false, "a/1 title/2");
    add(BLOCK_HEADING, false, "first/1");
    add(BLOCK_PARAGRAPH, true, "the/1 quantum/2 foam/1 rose/1 .");
    add(BLOCK_HEADING, false, "second/2");
    add(BLOCK_PARAGRAPH, true, three_sentences);
    add(BLOCK_PARAGRAPH, true, "the/1 quantum/2 fell/1 .");
    finish();
    assert_int_equal(result.n_sections, 2);
    assert_string_equal(result.sections[0].title, "first/1");
    assert_int_equal(result.sections[0].level, 2);
    assert_int_equal(result.sections[0].words, 5);
    assert_int_equal(result.sections[0].sentences, 1);
    assert_string_equal(result.sections[0].grade.absent, "too short to grade");
    assert_int_equal(result.sections[1].words, 1 + 16 + 3);
    assert_int_equal(result.sections[1].sentences, 4);
    assert_near(result.sections[1].typical_s, 60 * 20 / 238.0);
    assert_null(result.sections[1].grade.absent);
}

static void text_before_the_first_heading_is_a_section_without_title(void **state)
{
    (void)state;
    begin("en");
    add(BLOCK_PARAGRAPH, true, "some/1 words/1 .");
    add(BLOCK_HEADING, false, "then/1");
    finish();
    assert_int_equal(result.n_sections, 2);
    assert_string_equal(result.sections[0].title, "");
    assert_int_equal(result.sections[0].level, 0);
}

static void sections_are_bounded(void **state)
{
    struct made *made = make(BLOCK_HEADING, false, "h/1");
    (void)state;
    begin("en");
    for (int i = 0; i < 10005; i++)
        assert_int_equal(measure_add_block(measure, &made->block, &made->segments), QUALM_OK);
    free(made);
    finish();
    assert_int_equal(result.n_sections, 10000);
    assert_int_equal(result.sections[9999].words, 6);
}

static void sentence_has_words_and_a_grade_of_its_own(void **state)
{
    struct made *made = make(BLOCK_PARAGRAPH, true, three_sentences);
    double grade = 0;
    (void)state;
    begin("en");
    assert_int_equal(measure_sentence_words(&made->segments, &made->sentences[2]), 5);
    assert_true(measure_sentence_grade(measure, &made->segments, &made->sentences[2], &grade));
    /* Flesch-Kincaid 19.4, fog 34, readability index 18.75: the middle one. */
    assert_near(grade, 0.39 * 5 + 11.8 * 14 / 5 - 15.59);
    made->sentences[2].n_tokens = 4;
    assert_false(measure_sentence_grade(measure, &made->segments, &made->sentences[2], &grade));
    free(made);
    finish();
}

static void characters_are_those_one_sees(void **state)
{
    static const char text[] = "a\xC2\xA0" "b\xC2\xAD" "c d\xE2\x80\x99\xE2\x80\x8B\xE6\xBC\xA2";
    (void)state;
    assert_int_equal(text_characters(text, strlen(text)), 6);
}

static void vocabulary_keeps_each_word_once(void **state)
{
    struct vocabulary vocabulary;
    size_t n_new = 0;
    size_t n_new_here = 0;
    (void)state;
    vocabulary_init(&vocabulary);
    for (uint32_t section = 0; section < 3; section++)
        for (uint64_t i = 0; i < 5000; i++) {
            char word[NUMBER_ROOM];
            bool is_new = false;
            bool is_new_here = false;
            const struct span text = {word, number_from_uint(i % 2500 * 7919, word)};
            uint32_t number;
            assert_int_equal(vocabulary_add(&vocabulary, text, section, &number, &is_new, &is_new_here), QUALM_OK);
            assert_int_equal(number, i % 2500 + 1);
            assert_false(vocabulary_meet(&vocabulary, number, section));
            n_new += is_new;
            n_new_here += is_new_here;
        }
    assert_int_equal(n_new, 2500);
    assert_int_equal(n_new_here, 3 * 2500);
    assert_int_equal(vocabulary.n_words, 2500);
    assert_true(vocabulary_meet(&vocabulary, 2500, 3));
    vocabulary_free(&vocabulary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_sentences_give_the_counts_that_one_finds_by_hand),
        cmocka_unit_test(formulas_are_arithmetic_on_those_counts),
        cmocka_unit_test(consensus_is_median_and_quartiles_of_the_grades),
        cmocka_unit_test(value_outside_its_range_has_a_caution),
        cmocka_unit_test(empty_text_has_zeros_and_reasons),
        cmocka_unit_test(what_is_no_prose_has_no_grade),
        cmocka_unit_test(other_language_has_counts_and_time_and_no_english_grade),
        cmocka_unit_test(seen_text_is_timed_and_listed_and_not_scored),
        cmocka_unit_test(label_is_typical_time_rounded_up),
        cmocka_unit_test(time_sums_over_words_and_characters),
        cmocka_unit_test(characters_are_words_at_a_rate),
        cmocka_unit_test(opaque_words_make_sentences_longer_and_words_no_shorter),
        cmocka_unit_test(symbols_and_empty_sentences_count_nothing),
        cmocka_unit_test(cut_paragraph_is_one_and_so_is_the_sentence_that_was_cut),
        cmocka_unit_test(complex_words_are_gunnings),
        cmocka_unit_test(regular_inflections_of_listed_words_are_familiar),
        cmocka_unit_test(lists_are_whole),
        cmocka_unit_test(names_and_numbers_are_familiar_and_repeats_count_once_for_spache),
        cmocka_unit_test(samples_are_the_first_words),
        cmocka_unit_test(headings_open_sections_with_their_own_counts),
        cmocka_unit_test(text_before_the_first_heading_is_a_section_without_title),
        cmocka_unit_test(sections_are_bounded),
        cmocka_unit_test(sentence_has_words_and_a_grade_of_its_own),
        cmocka_unit_test(characters_are_those_one_sees),
        cmocka_unit_test(vocabulary_keeps_each_word_once),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
