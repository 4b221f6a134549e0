/* Reading sentences with a small language made for the test: cues, clauses, ladder, scope, voice, advice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "claim/claim.h"

/* Every field that a reader looks at; the rest of a row is empty. */
#define CUE(id_, kind_, strength_, anchors_, pattern_) GUARDED(id_, kind_, strength_, anchors_, pattern_, "", "")
#define GUARDED(id_, kind_, strength_, anchors_, pattern_, unless_, needs_) \
    {.id = id_, .kind = kind_, .strength = strength_, .anchors = anchors_, .pattern = pattern_, .rule = "", \
     .unless = unless_, .needs = needs_}
#define CLAIM(id_, level_, anchors_, pattern_, unless_, needs_, where_) \
    {.id = id_, .level = level_, .anchors = anchors_, .pattern = pattern_, .unless = unless_, .needs = needs_, \
     .where = where_}

static const struct data_cue cues[] = {
    CUE("advice.must", "advice", "strong", "must", "\\bmust\\b"),
    CUE("advice.may-use", "advice", "weak", "may", "\\bmay be used\\b"),
    CUE("attribution.say", "attribution", "strong", "said says", "\\bsa(?:id|ys)\\b"),
    CUE("booster.clear", "booster", "strong", "clearly very", "\\b(?:very )?clearly\\b"),
    CUE("booster.very", "booster", "weak", "very", "\\bvery \\w+"),
    CUE("causal.cause", "causal", "strong", "caus*", "\\bcaus(?:e[sd]?|ing)\\b"),
    CUE("causal.risk", "causal", "weak", "risk", "\\brisk\\b"),
    GUARDED("absolute.always", "absolute", "strong", "always", "\\balways\\b", "asked", "health"),
    CUE("hedge.may", "hedge", "strong", "may", "\\bmay\\b"),
    CUE("hedge.perhaps", "hedge", "strong", "perhaps", "\\bperhaps\\b"),
};

static const struct data_guard guards[] = {
    {"asked", "\\?", NULL, NULL},
    {"health", "\\bhealth\\b", NULL, NULL},
};

static const struct data_claim claims[] = {
    CLAIM("research.need", 0, "research", "\\bmore research\\b", "", "", ""),
    CLAIM("break.but", -2, "but", ",? \\bbut\\b", "", "", ""),
    CLAIM("break.which", -2, "which", ", (which)\\b", "", "", ""),
    CLAIM("guard.mice", -1, "mice", "\\bmice\\b", "", "", ""),
    CLAIM("guard.people", -1, "people", "\\bpeople\\b", "", "", ""),
    CLAIM("neg.not", -1, "not no", "\\bnot?\\b", "", "", ""),
    CLAIM("pseudo.only", -1, "not", "\\bnot only\\b", "", "", ""),
    CLAIM("scope.adjective", -1, "perhaps", "\\bperhaps (\\w+ing)\\b", "", "", ""),
    CLAIM("noadvice.trials", -1, "trials", "\\btrials must\\b", "", "", ""),
    CLAIM("can.cause", 5, "can", "\\bcan cause\\b", "", "", ""),
    CLAIM("cause.title", 6, "boost", "^\\w+ boost", "", "", "headline"),
    CLAIM("cause.mice", 6, "cures", "\\bcures\\b", "", "guard.mice s:guard.people", ""),
    CLAIM("cause.verb", 6, "causes caused", "\\bcause[sd]\\b", "guard.mice", "", "body"),
    CLAIM("link", 2, "link*", "\\blinked (?:to|with)\\b", "s:guard.people", "", ""),
    CLAIM("end", 3, "*", "risks?\\.$", "", "", ""),
};

static const struct data_language language = {
    .tag = "xx",
    .cues = cues,
    .n_cues = sizeof cues / sizeof cues[0],
    .guards = guards,
    .n_guards = sizeof guards / sizeof guards[0],
    .claims = claims,
    .n_claims = sizeof claims / sizeof claims[0],
};

static struct claim_rules *rules;
static struct claim_reader *filtered, *plain;

static int set_up(void **state)
{
    (void)state;
    return claim_rules_new(&language, &rules) || claim_reader_new(rules, false, &filtered) ||
           claim_reader_new(rules, true, &plain);
}

static int tear_down(void **state)
{
    (void)state;
    claim_reader_free(filtered);
    claim_reader_free(plain);
    claim_rules_free(rules);
    return 0;
}

/* One block that is one sentence, cut into tokens at whatever is no letter, digit, apostrophe, hyphen or UTF-8. */
#define MAX_TOKENS 64
struct reading {
    struct block block;
    struct token tokens[MAX_TOKENS];
    struct sentence sentence;
    struct segments segments;
    char keys[1024];
    struct sentence_claims claims;
};

static bool is_inner(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' || c == '-';
}

static void tokens_cut(struct reading *reading)
{
    const struct sentence *sentence = &reading->sentence;
    const char *text = reading->block.text;
    uint32_t n = 0, key = 0;
    for (uint32_t at = sentence->start; at < sentence->end && n < MAX_TOKENS;) {
        const uint32_t start = at;
        while (at < sentence->end && is_inner(text[at]))
            at++;
        if (at == start) {
            at++;
            continue;
        }
        reading->tokens[n++] =
            (struct token){.start = start, .end = at, .kind = TOKEN_WORD, .key = key, .n_key = at - start};
        for (uint32_t i = start; i < at; i++)
            reading->keys[key++] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
        reading->keys[key++] = '\0';
    }
    reading->sentence.n_tokens = n;
}

/* Reads the bytes [start, end) of a block as a sentence. */
static void read_part(struct reading *reading, enum block_kind kind, const char *text, size_t start, size_t end)
{
    memset(reading, 0, sizeof *reading);
    reading->block = (struct block){.kind = kind, .text = text, .n_bytes = strlen(text)};
    reading->sentence = (struct sentence){
        .start = (uint32_t)start, .end = (uint32_t)end, .is_question = text[end - 1] == '?'};
    tokens_cut(reading);
    reading->segments = (struct segments){reading->tokens, reading->sentence.n_tokens, &reading->sentence, 1,
                                          reading->keys};
    assert_int_equal(claim_read(filtered, &reading->block, &reading->segments, &reading->sentence, &reading->claims),
                     QUALM_OK);
}

static void read_as(struct reading *reading, enum block_kind kind, const char *text)
{
    read_part(reading, kind, text, 0, strlen(text));
}

static void read_text(struct reading *reading, const char *text)
{
    read_as(reading, BLOCK_PARAGRAPH, text);
}

static void assert_words(const struct reading *reading, uint32_t start, uint32_t end, const char *words)
{
    char found[200];
    snprintf(found, sizeof found, "%.*s", (int)(end - start), reading->block.text + start);
    assert_string_equal(found, words);
}

static unsigned level_of(const char *text)
{
    struct reading reading;
    read_text(&reading, text);
    return reading.claims.strongest ? reading.claims.strongest->level : 0;
}

static const struct cue_hit *cue_of(const struct reading *reading, const char *id)
{
    for (size_t i = 0; i < reading->claims.n_cues; i++)
        if (strcmp(reading->claims.cues[i].cue->id, id) == 0)
            return &reading->claims.cues[i];
    fail_msg("no cue %s in \"%s\"", id, reading->block.text);
    return NULL;
}

/* ----------------------------------------------------------------- cues */

static void cues_come_in_the_order_of_the_text(void **state)
{
    (void)state;
    struct reading reading;
    read_text(&reading, "A risk that may grow is clearly a risk.");
    const char *const expected[] = {"causal.risk", "hedge.may", "booster.clear", "causal.risk"};
    assert_int_equal(reading.claims.n_cues, 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(reading.claims.cues[i].cue->id, expected[i]);
    assert_words(&reading, reading.claims.cues[3].start, reading.claims.cues[3].end, "risk");
}

static void of_overlapping_cues_of_a_kind_the_longest_stays(void **state)
{
    (void)state;
    struct reading reading;
    read_text(&reading, "It may be used very clearly.");
    assert_int_equal(reading.claims.n_cues, 3);
    assert_int_equal(cue_of(&reading, "hedge.may")->start, cue_of(&reading, "advice.may-use")->start);
    assert_words(&reading, cue_of(&reading, "booster.clear")->start, cue_of(&reading, "booster.clear")->end,
                 "very clearly");
}

static void code_holds_no_cue(void **state)
{
    (void)state;
    struct reading reading;
    const char *text = "Set may to cause it.";
    const struct opaque opaques[] = {{4, 7}};
    read_text(&reading, text);
    assert_int_equal(reading.claims.n_cues, 2);
    reading.block.opaques = opaques;
    reading.block.n_opaques = 1;
    assert_int_equal(claim_read(plain, &reading.block, &reading.segments, &reading.sentence, &reading.claims),
                     QUALM_OK);
    assert_int_equal(reading.claims.n_cues, 1);
    assert_string_equal(reading.claims.cues[0].cue->id, "causal.cause");
    read_as(&reading, BLOCK_CODE, text);
    assert_int_equal(reading.claims.n_cues, 0);
    assert_null(reading.claims.strongest);
}

/* ------------------------------------------------------ clauses, ladder */

static size_t absolutes_in(const char *text)
{
    struct reading reading;
    size_t n = 0;
    read_text(&reading, text);
    for (size_t i = 0; i < reading.claims.n_cues; i++)
        n += reading.claims.cues[i].kind == CUE_ABSOLUTE;
    return n;
}

static void guards_say_when_a_cue_counts(void **state)
{
    (void)state;
    assert_int_equal(absolutes_in("It always helps health, always."), 2);
    assert_int_equal(absolutes_in("It always helps."), 0);
    assert_int_equal(absolutes_in("Does it always help health?"), 0);
}

static void a_sentence_is_cut_at_breaks_and_semicolons(void **state)
{
    (void)state;
    struct reading reading;
    read_text(&reading, "It causes harm, but more research helps; one link, which risks.");
    const char *const expected[] = {"It causes harm", ", but more research helps;", "one link,", "which risks."};
    assert_int_equal(reading.claims.n_clauses, 4);
    for (size_t i = 0; i < 4; i++)
        assert_words(&reading, reading.claims.clauses[i].start, reading.claims.clauses[i].end, expected[i]);
    assert_int_equal(reading.claims.clauses[0].level, 6);
    assert_int_equal(reading.claims.clauses[1].level, 0);
    assert_string_equal(reading.claims.clauses[1].pattern->id, "research.need");
    assert_null(reading.claims.clauses[2].pattern);
    assert_int_equal(reading.claims.clauses[3].level, 3);
    assert_ptr_equal(reading.claims.strongest, &reading.claims.clauses[0]);
    assert_words(&reading, reading.claims.strongest->match_start, reading.claims.strongest->match_end, "causes");
}

static void a_colon_cuts_only_between_longer_parts(void **state)
{
    (void)state;
    struct reading reading;
    read_text(&reading, "New study: it causes harm to all.");
    assert_int_equal(reading.claims.n_clauses, 1);
    read_text(&reading, "We saw this in March: it causes harm to all.");
    assert_int_equal(reading.claims.n_clauses, 2);
}

static void the_first_row_that_holds_decides(void **state)
{
    (void)state;
    assert_int_equal(level_of("It causes harm and can cause pain."), 5);
    assert_int_equal(level_of("More research causes harm."), 0);
    assert_int_equal(level_of("It is linked to risk."), 2);
    assert_int_equal(level_of("Nothing at all."), 0);
}

static void unless_bars_a_row_and_needs_asks_for_one(void **state)
{
    (void)state;
    assert_int_equal(level_of("It causes harm."), 6);
    assert_int_equal(level_of("It causes harm in mice."), 0);
    assert_int_equal(level_of("It causes harm, but mice live."), 6);
    assert_int_equal(level_of("It cures."), 0);
    assert_int_equal(level_of("It cures mice."), 6);
    assert_int_equal(level_of("It cures, but mice live."), 0);
    assert_int_equal(level_of("It cures, but people live."), 6);
    assert_int_equal(level_of("It is linked to pain, but people live."), 0);
}

static void a_row_may_be_for_headlines_or_for_body_text(void **state)
{
    (void)state;
    struct reading reading;
    read_as(&reading, BLOCK_TITLE, "Nuts boost joy");
    assert_int_equal(reading.claims.strongest->level, 6);
    read_as(&reading, BLOCK_HEADING, "Nuts boost joy");
    assert_int_equal(reading.claims.strongest->level, 6);
    assert_int_equal(level_of("Nuts boost joy."), 0);
    read_as(&reading, BLOCK_TITLE, "It causes harm");
    assert_null(reading.claims.strongest);
}

static void the_first_of_equal_clauses_is_the_strongest(void **state)
{
    (void)state;
    struct reading reading;
    read_text(&reading, "It causes harm, but it caused joy.");
    assert_ptr_equal(reading.claims.strongest, &reading.claims.clauses[0]);
}

static void offsets_are_those_of_the_block(void **state)
{
    (void)state;
    struct reading reading;
    const char *text = "First. It perhaps surprising causes pain; risks.";
    read_part(&reading, BLOCK_PARAGRAPH, text, 7, strlen(text));
    const struct cue_hit *hedge = cue_of(&reading, "hedge.perhaps");
    assert_words(&reading, hedge->start, hedge->end, "perhaps");
    assert_words(&reading, hedge->scope_start, hedge->scope_end, "surprising");
    assert_words(&reading, reading.claims.clauses[1].start, reading.claims.clauses[1].end, "risks.");
    assert_words(&reading, reading.claims.strongest->match_start, reading.claims.strongest->match_end, "causes");
}

/* ---------------------------------------------------------------- scope */

static void a_negator_reaches_six_words_in_its_clause(void **state)
{
    (void)state;
    struct reading reading;
    read_text(&reading, "It does not always cause harm.");
    assert_true(cue_of(&reading, "causal.cause")->is_negated);
    read_text(&reading, "It is not one two three four five cause.");
    assert_true(cue_of(&reading, "causal.cause")->is_negated);
    read_text(&reading, "It is not one two three four five six cause.");
    assert_false(cue_of(&reading, "causal.cause")->is_negated);
    read_text(&reading, "It is not so, but a cause.");
    assert_false(cue_of(&reading, "causal.cause")->is_negated);
    read_text(&reading, "A cause it is not.");
    assert_false(cue_of(&reading, "causal.cause")->is_negated);
    read_text(&reading, "It not only caused harm.");
    assert_false(cue_of(&reading, "causal.cause")->is_negated);
    assert_false(reading.claims.strongest->is_negated);
    read_text(&reading, "It has not caused harm.");
    assert_true(reading.claims.strongest->is_negated);
}

static void a_hedge_reaches_to_the_end_of_its_clause(void **state)
{
    (void)state;
    struct reading reading;
    read_text(&reading, "It causes harm that may cause risk.");
    assert_false(reading.claims.cues[0].is_hedged);
    assert_false(reading.claims.strongest->is_hedged);
    assert_false(cue_of(&reading, "hedge.may")->is_hedged);
    assert_true(cue_of(&reading, "causal.risk")->is_hedged);
    read_text(&reading, "It may be so, but causes harm.");
    assert_false(cue_of(&reading, "causal.cause")->is_hedged);
    read_text(&reading, "Perhaps it may be what causes harm.");
    assert_true(cue_of(&reading, "hedge.may")->is_hedged);
    assert_true(reading.claims.strongest->is_hedged);
}

static void a_hedge_on_one_word_hedges_no_more(void **state)
{
    (void)state;
    struct reading reading;
    read_text(&reading, "This perhaps surprising food causes harm.");
    assert_words(&reading, cue_of(&reading, "hedge.perhaps")->scope_start, cue_of(&reading, "hedge.perhaps")->scope_end,
                 "surprising");
    assert_false(reading.claims.strongest->is_hedged);
    assert_false(cue_of(&reading, "causal.cause")->is_hedged);
    read_text(&reading, "It is perhaps causing harm.");
    assert_true(cue_of(&reading, "causal.cause")->is_hedged);
}

static bool is_quoted(const char *text)
{
    struct reading reading;
    read_text(&reading, text);
    return cue_of(&reading, "causal.cause")->is_quoted;
}

static void quotation_marks_of_many_kinds_quote(void **state)
{
    (void)state;
    assert_true(is_quoted("He wrote \"it may cause harm\" twice."));
    assert_true(is_quoted("He wrote “it may cause harm” twice."));
    assert_true(is_quoted("He wrote ‘it may cause harm’ twice."));
    assert_true(is_quoted("He wrote 'it doesn't cause harm' twice."));
    assert_true(is_quoted("Er schrieb „it may cause harm“ zweimal."));
    assert_true(is_quoted("The food 'causes' harm."));
    assert_true(is_quoted("“It may cause harm, and this goes on."));
    assert_false(is_quoted("He wrote “twice” it may cause harm."));
    assert_false(is_quoted("The doctors' food may cause their patients' harm."));
    assert_false(is_quoted("It didn’t cause the nurses’ harm."));
    assert_false(is_quoted("A 5\" pipe may cause a 6\" leak."));
    assert_false(is_quoted("He wrote \"this may cause harm."));
}

static void a_quotation_may_span_sentences(void **state)
{
    (void)state;
    struct reading reading;
    const char *text = "“One. It causes harm. Two.” It caused joy.";
    read_part(&reading, BLOCK_PARAGRAPH, text, (size_t)(strstr(text, "It causes") - text),
              (size_t)(strstr(text, " Two") - text));
    assert_true(reading.claims.strongest->is_quoted);
    assert_int_equal(reading.claims.voice, VOICE_QUOTED);
    read_part(&reading, BLOCK_PARAGRAPH, text, (size_t)(strstr(text, "It caused") - text), strlen(text));
    assert_false(reading.claims.strongest->is_quoted);
    assert_int_equal(reading.claims.voice, VOICE_AUTHOR);
}

/* The second sentence of a block uses the marks found with the first; the next block must not. */
static void quotations_are_those_of_the_block_at_hand(void **state)
{
    (void)state;
    static const char *const texts[] = {"“Yes. It causes harm.”", "Yes! It causes harm.’’"};
    for (size_t i = 0; i < 2; i++) {
        struct sentence sentences[] = {{.start = 0, .end = 4}, {.start = 4, .end = (uint32_t)strlen(texts[i])}};
        const struct segments segments = {.sentences = sentences, .n_sentences = 2, .keys = ""};
        static char text[40];
        struct sentence_claims read;
        strcpy(text, texts[i]);
        const struct block block = {.text = text, .n_bytes = strlen(text)};
        for (size_t k = 0; k < 2; k++)
            assert_int_equal(claim_read(plain, &block, &segments, &sentences[k], &read), QUALM_OK);
        assert_int_equal(read.n_cues, 1);
        assert_int_equal(read.cues[0].is_quoted, i == 0);
    }
}

/* -------------------------------------------------------- voice, advice */

static enum voice voice_as(enum block_kind kind, const char *text)
{
    struct reading reading;
    read_as(&reading, kind, text);
    return reading.claims.voice;
}

static void every_voice_is_known(void **state)
{
    (void)state;
    assert_int_equal(voice_as(BLOCK_PARAGRAPH, "It causes harm."), VOICE_AUTHOR);
    assert_int_equal(voice_as(BLOCK_TITLE, "It causes harm"), VOICE_HEADLINE);
    assert_int_equal(voice_as(BLOCK_TITLE, "Does it cause harm?"), VOICE_QUESTION);
    assert_int_equal(voice_as(BLOCK_HEADING, "It causes harm"), VOICE_AUTHOR);
    assert_int_equal(voice_as(BLOCK_CITATION, "Smith says it causes harm"), VOICE_CITATION);
    assert_int_equal(voice_as(BLOCK_QUOTATION, "It causes harm."), VOICE_QUOTED);
    assert_int_equal(voice_as(BLOCK_PARAGRAPH, "“It causes real harm,” he said."), VOICE_QUOTED);
    assert_int_equal(voice_as(BLOCK_PARAGRAPH, "“It works,” he said, and then told us more."), VOICE_ATTRIBUTED);
    assert_int_equal(voice_as(BLOCK_PARAGRAPH, "Smith said it causes harm."), VOICE_ATTRIBUTED);
    assert_int_equal(voice_as(BLOCK_PARAGRAPH, "Who said it causes harm?"), VOICE_QUESTION);
}

static unsigned advice_in(const char *text)
{
    struct reading reading;
    read_text(&reading, text);
    return reading.claims.advice;
}

static void advice_has_two_strengths(void **state)
{
    (void)state;
    assert_int_equal(advice_in("It causes harm."), 0);
    assert_int_equal(advice_in("It may be used."), 1);
    assert_int_equal(advice_in("You must stop."), 2);
    assert_int_equal(advice_in("It may be used, and you must stop."), 2);
    assert_int_equal(advice_in("You must, and trials must, go on."), 0);
    assert_int_equal(advice_in("Must you stop?"), 0);
}

/* --------------------------------------------------------------- bounds */

static void assert_same(const struct sentence_claims *a, const struct sentence_claims *b)
{
    assert_int_equal(a->voice, b->voice);
    assert_int_equal(a->advice, b->advice);
    assert_int_equal(a->n_clauses, b->n_clauses);
    assert_int_equal(a->n_cues, b->n_cues);
    for (size_t i = 0; i < a->n_clauses; i++) {
        assert_int_equal(a->clauses[i].level, b->clauses[i].level);
        assert_ptr_equal(a->clauses[i].pattern, b->clauses[i].pattern);
        assert_int_equal(a->clauses[i].match_start, b->clauses[i].match_start);
    }
    for (size_t i = 0; i < a->n_cues; i++) {
        assert_ptr_equal(a->cues[i].cue, b->cues[i].cue);
        assert_int_equal(a->cues[i].start, b->cues[i].start);
        assert_int_equal(a->cues[i].is_hedged, b->cues[i].is_hedged);
        assert_int_equal(a->cues[i].is_negated, b->cues[i].is_negated);
    }
}

/* Sentences put together from pieces in every order: with and without the filter the facts are the same. */
static void the_filter_changes_nothing(void **state)
{
    (void)state;
    static const char *const pieces[] = {"may-be cause", "it CAUSES",  "not only risk-free", "; more research",
                                         ", but mice",   "link-linked to people", ", which cures", "perhaps causing"};
    enum { N = sizeof pieces / sizeof pieces[0] };
    size_t n_cues = 0, n_levels = 0;
    for (size_t i = 0; i < (size_t)N * N * N; i++) {
        char text[120];
        struct reading reading;
        struct sentence_claims other;
        snprintf(text, sizeof text, "%s %s %s", pieces[i % N], pieces[i / N % N], pieces[i / N / N]);
        read_text(&reading, text);
        assert_int_equal(claim_read(plain, &reading.block, &reading.segments, &reading.sentence, &other), QUALM_OK);
        assert_same(&reading.claims, &other);
        n_cues += other.n_cues;
        n_levels += other.strongest != NULL;
    }
    assert_true(n_cues > 500);
    assert_true(n_levels > 100);
}

static void a_huge_sentence_is_bounded(void **state)
{
    (void)state;
    static const char piece[] = "it may not cause risk; but ";
    const size_t n = 40000, size = strlen(piece);
    char *text = malloc(n * size + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(text + i * size, piece, size);
    text[n * size] = '\0';
    struct sentence sentence = {.end = (uint32_t)(n * size)};
    const struct segments segments = {.sentences = &sentence, .n_sentences = 1, .tokens = NULL, .keys = ""};
    const struct block block = {.text = text, .n_bytes = n * size};
    struct sentence_claims read;
    assert_int_equal(claim_read(plain, &block, &segments, &sentence, &read), QUALM_OK);
    assert_int_equal(read.n_clauses, 1024);
    assert_int_equal(read.n_cues, 4096);
    assert_int_equal(read.clauses[1023].end, n * size - 1);
    free(text);
}

static void a_language_without_rows_finds_nothing(void **state)
{
    (void)state;
    static const struct data_language empty = {.tag = "yy"};
    struct claim_rules *no_rules;
    struct claim_reader *reader;
    struct reading reading;
    assert_int_equal(claim_rules_new(&empty, &no_rules), QUALM_OK);
    assert_int_equal(claim_reader_new(no_rules, false, &reader), QUALM_OK);
    read_text(&reading, "It causes harm?");
    assert_int_equal(claim_read(reader, &reading.block, &reading.segments, &reading.sentence, &reading.claims),
                     QUALM_OK);
    assert_int_equal(reading.claims.n_cues, 0);
    assert_int_equal(reading.claims.n_clauses, 1);
    assert_null(reading.claims.strongest);
    assert_int_equal(reading.claims.voice, VOICE_QUESTION);
    claim_reader_free(reader);
    claim_rules_free(no_rules);
}

static void a_row_that_names_no_row_is_refused(void **state)
{
    (void)state;
    static const struct data_claim bad[] = {CLAIM("a", 6, "*", "a", "s:b", "", "")};
    static const struct data_language broken = {.tag = "zz", .claims = bad, .n_claims = 1};
    struct claim_rules *no_rules = NULL;
    assert_int_equal(claim_rules_new(&broken, &no_rules), QUALM_ERR_LIBRARY);
    assert_null(no_rules);
}

static void names_and_steps_follow_the_ladder(void **state)
{
    (void)state;
    static const unsigned steps[] = {0, 0, 1, 1, 1, 2, 3};
    assert_string_equal(claim_level_name(0), "none");
    assert_string_equal(claim_level_name(6), "causes");
    assert_string_equal(cue_kind_name(CUE_NO_RELATION), "no-relation");
    assert_string_equal(voice_name(VOICE_CITATION), "citation");
    for (unsigned i = 0; i < 7; i++)
        assert_int_equal(claim_step(i), steps[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cues_come_in_the_order_of_the_text),
        cmocka_unit_test(of_overlapping_cues_of_a_kind_the_longest_stays),
        cmocka_unit_test(code_holds_no_cue),
        cmocka_unit_test(guards_say_when_a_cue_counts),
        cmocka_unit_test(a_sentence_is_cut_at_breaks_and_semicolons),
        cmocka_unit_test(a_colon_cuts_only_between_longer_parts),
        cmocka_unit_test(the_first_row_that_holds_decides),
        cmocka_unit_test(unless_bars_a_row_and_needs_asks_for_one),
        cmocka_unit_test(a_row_may_be_for_headlines_or_for_body_text),
        cmocka_unit_test(the_first_of_equal_clauses_is_the_strongest),
        cmocka_unit_test(offsets_are_those_of_the_block),
        cmocka_unit_test(a_negator_reaches_six_words_in_its_clause),
        cmocka_unit_test(a_hedge_reaches_to_the_end_of_its_clause),
        cmocka_unit_test(a_hedge_on_one_word_hedges_no_more),
        cmocka_unit_test(quotation_marks_of_many_kinds_quote),
        cmocka_unit_test(a_quotation_may_span_sentences),
        cmocka_unit_test(quotations_are_those_of_the_block_at_hand),
        cmocka_unit_test(every_voice_is_known),
        cmocka_unit_test(advice_has_two_strengths),
        cmocka_unit_test(the_filter_changes_nothing),
        cmocka_unit_test(a_huge_sentence_is_bounded),
        cmocka_unit_test(a_language_without_rows_finds_nothing),
        cmocka_unit_test(a_row_that_names_no_row_is_refused),
        cmocka_unit_test(names_and_steps_follow_the_ladder),
    };
    return cmocka_run_group_tests_name("claim", tests, set_up, tear_down);
}
