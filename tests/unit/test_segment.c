/* Words, sentences, languages and encodings: what is cut where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include "segment/scratch.h"
#include "segment_desk.h"
#include "text/checked.h"

/* --------------------------------------------------------------------- words */

static const char kind_letters[] = " WNSUCO";

/* "W:well-known N:3.5": kind and key of every token. */
static void assert_tokens(const char *text, const char *expected)
{
    const struct segments segments = desk_cut_text("en", text);
    struct buffer shown = {0};
    for (size_t i = 0; i < segments.n_tokens; i++) {
        const struct token *token = &segments.tokens[i];
        const char kind[] = {kind_letters[token->kind], ':', 0};
        assert_int_equal(strlen(segments.keys + token->key), token->n_key);
        assert_int_equal(buffer_append_text(&shown, i ? " " : ""), QUALM_OK);
        assert_int_equal(buffer_append_text(&shown, kind), QUALM_OK);
        assert_int_equal(buffer_append_text(&shown, segments.keys + token->key), QUALM_OK);
    }
    assert_string_equal(shown.bytes ? shown.bytes : "", expected);
    buffer_free(&shown);
}

static void contractions_and_hyphens_make_one_word(void **state)
{
    (void)state;
    assert_tokens("She didn’t see the well-known, state‐of‐the‑art tool",
                  "W:she W:didn't W:see W:the W:well-known W:state-of-the-art W:tool");
    assert_tokens("pre- and post-war -- a dash", "W:pre W:and W:post-war W:a W:dash");
    assert_tokens("the U.S.'s R&D", "W:the W:u.s.'s W:r&d");
}

static void numbers_stay_whole(void **state)
{
    (void)state;
    assert_tokens("3.5 1,000 1/2 10:30 2024-05-01 1980s 1990's", "N:3.5 N:1,000 N:1/2 N:10:30 N:2024-05-01 N:1980s "
                                                                 "N:1990's");
    assert_tokens("a 24-hour day, 5% of $20", "W:a W:24-hour W:day N:5 S:% W:of S:$ N:20");
}

static void addresses_are_one_token(void **state)
{
    (void)state;
    assert_tokens("(see https://a.org/b_(c)?d=1).", "W:see U:https://a.org/b_(c)?d=1");
    assert_tokens("mail jo.doe@mail.example.org, or example.com.",
                  "W:mail U:jo.doe@mail.example.org W:or U:example.com");
    assert_tokens("doi:10.1000/x-1 and www.a.net/b!", "U:doi:10.1000/x-1 W:and U:www.a.net/b");
    assert_tokens("the end.In the beginning, e.g. here", "W:the W:end.in W:the W:beginning W:e.g W:here");
}

static void scripts_without_spaces_are_counted_in_characters(void **state)
{
    (void)state;
    assert_tokens("猫が好き。", "C:猫 C:が C:好 C:き");
    assert_tokens("カラ", "C:カ C:ラ");
    assert_tokens("ที่", "C:ที่");
    assert_tokens("한국 사람", "W:한국 W:사람");
}

static void composed_and_decomposed_letters_are_the_same(void **state)
{
    (void)state;
    assert_tokens("Cafe\u0301 Café", "W:café W:café");
    const struct segments segments = desk_cut_text("en", "Cafe\u0301 \u1112\u1161\u11ab");
    assert_int_equal(segments.tokens[0].letters, 4);
    assert_int_equal(segments.tokens[1].letters, 1);
    assert_int_equal(segments.tokens[0].syllables, 2);
}

static void inline_code_is_one_opaque_token(void **state)
{
    (void)state;
    const char *text = "Call run. Now()'s twin";
    const struct opaque opaque = {5, 15};
    const struct block block = {.text = text, .n_bytes = strlen(text), .opaques = &opaque, .n_opaques = 1};
    const struct segments segments = desk_cut("en", &block);
    assert_int_equal(segments.n_tokens, 3);
    assert_int_equal(segments.tokens[1].kind, TOKEN_OPAQUE);
    assert_int_equal(segments.tokens[1].start, 5);
    assert_int_equal(segments.tokens[1].syllables, 0);
    assert_int_equal(segments.n_sentences, 1);
}

static void flags_tell_capitals_names_and_firsts(void **state)
{
    (void)state;
    const struct segments segments = desk_cut_text("en", "Yesterday NASA met Ann. \"Nobody knew I'm here\"");
    const unsigned capital = TOKEN_CAPITAL;
    const unsigned expected[] = {
        capital | TOKEN_FIRST, capital | TOKEN_ALL_CAPITALS | TOKEN_NAME, 0, capital | TOKEN_NAME,
        capital | TOKEN_FIRST, 0, capital | TOKEN_CONTRACTION, 0,
    };
    assert_int_equal(segments.n_tokens, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < segments.n_tokens; i++)
        assert_int_equal(segments.tokens[i].flags, expected[i]);
}

static void a_title_names_nobody(void **state)
{
    (void)state;
    const char *text = "Coffee and Your Heart";
    const struct block block = {.kind = BLOCK_TITLE, .text = text, .n_bytes = strlen(text)};
    const struct segments segments = desk_cut("en", &block);
    assert_int_equal(segments.n_sentences, 1);
    for (size_t i = 0; i < segments.n_tokens; i++)
        assert_false(segments.tokens[i].flags & TOKEN_NAME);
}

/* ----------------------------------------------------------------- sentences */

/* `expected` has a "|" where one sentence ends and the next begins. */
static void assert_sentences(const char *tag, const char *expected)
{
    char *text = strdup(expected);
    assert_non_null(text);
    size_t n = 0;
    for (const char *c = expected; *c; c++)
        if (*c != '|')
            text[n++] = *c;
    text[n] = '\0';
    const struct segments segments = desk_cut_text(tag, text);
    struct buffer shown = {0};
    size_t at = 0;
    for (size_t i = 0; i < segments.n_sentences; i++) {
        const struct sentence *sentence = &segments.sentences[i];
        assert_int_equal(buffer_append(&shown, text + at, sentence->start - at), QUALM_OK);
        assert_int_equal(buffer_append_text(&shown, i ? "|" : ""), QUALM_OK);
        assert_int_equal(buffer_append(&shown, text + sentence->start, sentence->end - sentence->start), QUALM_OK);
        at = sentence->end;
    }
    assert_string_equal(shown.bytes ? shown.bytes : "", expected);
    buffer_free(&shown);
    free(text);
}

static void abbreviations_do_not_end_sentences(void **state)
{
    (void)state;
    assert_sentences("en", "Dr. Hill saw Mr. Moss at St. Ives. |Fruit, e.g. Apples, keeps.");
    assert_sentences("en", "See Fig. 5 and vol. II of it. |She said no. |He left.");
    assert_sentences("en", "The U.S. Army left at 5 p.m. |The town slept.");
    assert_sentences("en", "Moss et al. (2020) found it. |It was in Jan. 5, not later.");
}

static void initials_go_on_and_letters_at_the_end_do_not(void **state)
{
    (void)state;
    assert_sentences("en", "It was J. R. Hill who wrote it. |They saw my wife and I. |We waved.");
    assert_sentences("en", "Oranges have vitamin C. |It helps.");
}

static void list_numbers_belong_to_their_item(void **state)
{
    (void)state;
    assert_sentences("en", "1. Wash the rice. |Then cook it.");
    assert_sentences("en", "a. Wash the rice.");
}

static void quotes_and_references_stay_with_their_sentence(void **state)
{
    (void)state;
    assert_sentences("en", "“Come in!” said the cat. |“Why?” |(Nobody knew.) |It sat down.");
    assert_sentences("en", "Rain fell for days.[12] |Then it stopped. [3] |The sun came out.");
    assert_sentences("en", "He said \"stop.\" |She did not.");
}

static void lower_case_goes_on_unless_the_writer_has_no_capitals(void **state)
{
    (void)state;
    assert_sentences("en", "It was … well, late. |The shop Yahoo! was sold.");
    assert_sentences("en", "i came home. |nobody was there! |so i left.");
}

/* The same boundaries with an ellipsis of one character and with three full stops. */
static void assert_ellipses(const char *expected)
{
    struct buffer stops = {0};
    const char *rest = expected;
    for (const char *at; (at = strstr(rest, "…")); rest = at + strlen("…")) {
        assert_int_equal(buffer_append(&stops, rest, (size_t)(at - rest)), QUALM_OK);
        assert_int_equal(buffer_append_text(&stops, "..."), QUALM_OK);
    }
    assert_int_equal(buffer_append_text(&stops, rest), QUALM_OK);
    assert_sentences("en", expected);
    assert_sentences("en", stops.bytes);
    buffer_free(&stops);
}

static void an_ellipsis_of_one_character_is_three_full_stops(void **state)
{
    (void)state;
    assert_ellipses("He left early… |Then it fell… |“No…” she said.");
    assert_ellipses("She waited… and slept, …, until noon… |(Maybe…) |He did.");
    assert_ellipses("Wait…? |Well… 5 pounds…5 pence… |5 Crowns.");
    assert_ellipses("“So…” |“Yes.” |Was it, he said, … or not…! |Done…");
    assert_ellipses("A soft­hyphen… |Then it fell… and fell… |That was it. |So it goes…");
}

static void marks_without_a_word_make_no_sentence(void **state)
{
    (void)state;
    assert_sentences("en", "It ended. |*** The next part began. ***");
    assert_int_equal(desk_cut_text("en", "*** !!! ***").n_sentences, 0);
    assert_int_equal(desk_cut_text("en", "").n_sentences, 0);
}

static void other_scripts_end_sentences_their_own_way(void **state)
{
    (void)state;
    assert_sentences("ja", "猫がいる。|犬もいる。");
    assert_sentences("hi", "यह घर है। |वह पेड़ है।");
    assert_sentences("ru", "Это дом. |Там А. С. Иванов.");
}

static void a_sentence_knows_how_it_ends(void **state)
{
    (void)state;
    const struct segments segments = desk_cut_text("en", "“Is it late?” So it is. Not really");
    assert_int_equal(segments.n_sentences, 3);
    assert_true(segments.sentences[0].is_question && segments.sentences[0].has_end);
    assert_true(!segments.sentences[1].is_question && segments.sentences[1].has_end);
    assert_true(!segments.sentences[2].is_question && !segments.sentences[2].has_end);
}

/* Every token lies in one sentence, in order, whatever the text. */
static void any_text_is_cut_without_gaps(void **state)
{
    (void)state;
    static const char *const parts[] = {"a", "Zed", "9", " ", ". ", "! ", "(", ")", "[1]", "’", "\"", "é", "e\u0301",
                                        "漢", "ไ", "-", "/", "&", "@", "www.", "http://", "e.g", "Dr", "…", "İ",
                                        "\u0301"};
    uint32_t random = 1;
    for (int round = 0; round < 3000; round++) {
        struct buffer text = {0};
        for (int i = 0; i < 24; i++) {
            random = random * 1664525u + 1013904223u;
            const char *part = parts[(random >> 16) % (sizeof parts / sizeof *parts)];
            assert_int_equal(buffer_append_text(&text, part), QUALM_OK);
        }
        const struct segments segments = desk_cut_text("en", text.bytes);
        size_t token = 0;
        for (size_t i = 0; i < segments.n_sentences; i++) {
            const struct sentence *sentence = &segments.sentences[i];
            assert_int_equal(sentence->first_token, token);
            for (; token < sentence->first_token + sentence->n_tokens; token++) {
                assert_true(segments.tokens[token].start >= sentence->start);
                assert_true(segments.tokens[token].end <= sentence->end);
                assert_true(token == 0 || segments.tokens[token].start >= segments.tokens[token - 1].end);
            }
        }
        assert_true(token == segments.n_tokens || segments.n_sentences == 0);
        buffer_free(&text);
    }
}

/* --------------------------------------------------------------- conformance */

#define SUM_OF_EDITION UINT64_C(0x79421E4F93E8CEFA)
#define SUM_OF_WORDS UINT64_C(0x38F125A8273255CA)
#define SUM_OF_SENTENCES UINT64_C(0x7CE60F509B2CF1E2)

/* The test files of the Unicode standard: in the folder QUALM_UNICODE_TESTS, or where Debian's unicode-data puts
 * them. Our rules have no tailoring, so every line must come out to the letter. */
static FILE *unicode_file(const char *name)
{
    const char *folder = getenv("QUALM_UNICODE_TESTS");
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder ? folder : "/usr/share/unicode/auxiliary", name);
    FILE *file = fopen(path, "r");
    char line[80] = "";
    if (file && fgets(line, sizeof line, file) && strstr(line, "-15.0."))
        return file;
    printf("skipped: no %s of Unicode 15.0 (set QUALM_UNICODE_TESTS to its folder)\n", path);
    if (file)
        fclose(file);
    return NULL;
}

/* "÷ 0061 × 0062 ÷" as UTF-16 and, for each unit, whether a boundary is before it. */
static int32_t line_parse(char *line, UChar *units, bool *breaks)
{
    int32_t n = 0;
    line[strcspn(line, "#")] = '\0';
    for (char *part = strtok(line, " \t\n"); part; part = strtok(NULL, " \t\n")) {
        if (strcmp(part, "÷") == 0)
            breaks[n] = true;
        else if (strcmp(part, "×") != 0)
            U16_APPEND_UNSAFE(units, n, strtoul(part, NULL, 16));
    }
    return n;
}

static void assert_conforms(UBreakIterator *iterator, FILE *file)
{
    char line[4096];
    size_t n_lines = 0;
    while (fgets(line, sizeof line, file)) {
        UChar units[256];
        bool expected[257] = {false}, found[257] = {true};
        const int32_t n = line_parse(line, units, expected);
        if (n == 0)
            continue;
        UErrorCode code = U_ZERO_ERROR;
        ubrk_setText(iterator, units, n, &code);
        for (int32_t at; (at = ubrk_next(iterator)) != UBRK_DONE;)
            found[at] = true;
        assert_memory_equal(found, expected, sizeof found);
        n_lines++;
    }
    fclose(file);
    assert_true(n_lines > 100);
}

static void the_word_rules_are_those_of_the_standard(void **state)
{
    (void)state;
    FILE *file = unicode_file("WordBreakTest.txt");
    if (!file)
        skip();
    UBreakIterator *words;
    assert_int_equal(rules_clone(desk_rules, RULES_WORDS, &words), QUALM_OK);
    assert_conforms(words, file);
    ubrk_close(words);
}

/* Texts made of what the rules are about. Every other one has characters beyond ASCII. */
static uint32_t trouble_next(uint32_t random, bool is_ascii, char *text)
{
    static const char alphabet[] = "aZ09_ .,:;'\"-/&#(\t\x7F? )!bC";
    static const char *const beyond[] = {"é", "\u0301", "’", "\u00AD", "\u200D", "א", "カ", "漢", "😀", "”", "…",
                                         "。", "—", "\u2028", "É", "ª", "١", "‥"};
    size_t n = 0;
    for (int i = 0; i < 16; i++) {
        random = random * 1664525u + 1013904223u;
        const uint32_t draw = random >> 12;
        if (!is_ascii && draw % 8 == 0)
            n += strlen(strcpy(text + n, beyond[draw / 8 % (sizeof beyond / sizeof *beyond)]));
        else
            text[n++] = alphabet[draw / 8 % (sizeof alphabet - 1)];
        text[n] = '\0';
    }
    return random;
}

/* Every boundary of the rules, as a bit for each byte. */
static void rules_bounds(enum rules_kind kind, const struct block *block, bool *bounds)
{
    struct segmenter *segmenter = desk_segmenter;
    segmenter->has_units = false;
    assert_int_equal(rules_open(segmenter, kind, block), QUALM_OK);
    UBreakIterator *iterator = kind == RULES_WORDS ? segmenter->words : segmenter->sentences;
    for (int32_t unit; (unit = ubrk_next(iterator)) != UBRK_DONE;)
        bounds[segmenter->offsets[unit]] = true;
}

static void piece_bounds(const struct block *block, bool *bounds)
{
    struct segmenter *segmenter = desk_segmenter;
    segmenter->has_units = segmenter->has_words_text = false;
    assert_int_equal(pieces_cut(segmenter, block, 0, block->n_bytes), QUALM_OK);
    for (size_t i = 0; i < segmenter->n_pieces; i++)
        bounds[segmenter->pieces[i].end] = true;
}

/* False where the block is left to ICU. */
static bool stop_bounds(const struct block *block, bool *bounds)
{
    struct segmenter *segmenter = desk_segmenter;
    assert_int_equal(stops_find(segmenter, block), QUALM_OK);
    for (size_t i = 0; i < segmenter->n_stops && !segmenter->is_hard; i++)
        /* Ellipses are ours, not the rules'. */
        if (strncmp(block->text + segmenter->stops[i], "…", strlen("…")) != 0)
            bounds[stop_boundary(segmenter, block, segmenter->stops[i])] = true;
    bounds[0] = false;
    bounds[block->n_bytes] = true;
    return !segmenter->is_hard;
}

/* ASCII is cut without asking the word rules, and sentences by their stops. */
static void the_short_ways_cut_where_the_rules_do(void **state)
{
    (void)state;
    uint32_t random = 7;
    size_t n_easy = 0;
    for (int round = 0; round < 40000; round++) {
        char text[128];
        bool expected[128] = {false}, found[128] = {false};
        random = trouble_next(random, round % 2 == 0, text);
        const struct block block = {.text = text, .n_bytes = strlen(text)};
        rules_bounds(RULES_WORDS, &block, expected);
        piece_bounds(&block, found);
        assert_memory_equal(found, expected, sizeof found);
        memset(expected, 0, sizeof expected);
        memset(found, 0, sizeof found);
        rules_bounds(RULES_SENTENCES, &block, expected);
        if (!stop_bounds(&block, found))
            continue;
        assert_memory_equal(found, expected, sizeof found);
        n_easy++;
    }
    assert_true(n_easy > 10000);
}

/* Chunk by chunk or all at once: the same tokens. */
static void chunks_give_the_tokens_of_the_whole(void **state)
{
    (void)state;
    static const char *const parts[] = {" ", " ", "a", "Zed", "don", "'", "t", "-", "9", "10", ".", ",", "(", ")", "[",
                                        "\"", "?", ":", "/", "&", "@", "www.", "://", ".com", "10.1234/", "é",
                                        "\u0301", "😀", "\u200D", "’", "s", "#", "漢", "=", "\t"};
    uint32_t random = 3;
    for (int round = 0; round < 40000; round++) {
        char text[256] = "";
        for (int i = 0; i < 20; i++) {
            random = random * 1664525u + 1013904223u;
            const size_t n_parts = round % 2 ? sizeof parts / sizeof *parts : 16;
            strcat(text, parts[(random >> 12) % n_parts]);
        }
        const struct block block = {.text = text, .n_bytes = strlen(text)};
        struct segmenter *segmenter = desk_segmenter;
        segmenter->has_units = segmenter->has_words_text = false;
        assert_int_equal(words_cut(segmenter, &block), QUALM_OK);
        const size_t n_tokens = segmenter->n_tokens;
        segmenter->has_words_text = false;
        assert_int_equal(stretch_cut(segmenter, &block, 0, block.n_bytes), QUALM_OK);
        assert_int_equal(segmenter->n_tokens, 2 * n_tokens);
        for (size_t i = 0; i < n_tokens; i++) {
            const struct token *chunked = &segmenter->tokens[i], *whole = chunked + n_tokens;
            assert_int_equal(chunked->start, whole->start);
            assert_int_equal(chunked->end, whole->end);
            assert_int_equal(chunked->kind, whole->kind);
            assert_string_equal(segmenter->keys.bytes + chunked->key, segmenter->keys.bytes + whole->key);
        }
    }
}

static uint64_t mix(uint64_t sum, uint64_t value)
{
    return (sum ^ value) * UINT64_C(0x100000001B3);
}

/* The sum was taken with ICU 72, which has Unicode 15.0. With an ICU that fails here something else has changed: it
 * wants a row in edition.c and a word in corpus/break/. */
static void characters_are_those_of_the_edition(void **state)
{
    const uint32_t asked = U_GC_L_MASK | U_GC_N_MASK | U_GC_S_MASK | U_GC_PS_MASK | U_GC_PI_MASK | U_GC_PE_MASK |
                           U_GC_PF_MASK;
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        sum = mix(sum, (edition_category(c) & asked) | (is_mark(c) ? 1u : 0u));
        sum = mix(sum, (uint64_t)edition_word_break(c) << 8 | (uint64_t)edition_sentence_break(c));
        sum = mix(sum, (uint64_t)is_stop(c) << 1 | is_counted_character(c));
        sum = mix(sum, edition_lower(c));
    }
    if (u_hasBinaryProperty(0x1FAE9, UCHAR_EXTENDED_PICTOGRAPHIC))
        assert_int_equal(edition_category(0x1FAE9), U_GC_CN_MASK); /* of Unicode 16 */
    if (sum != SUM_OF_EDITION)
        fail_msg("the sum is 0x%llX", (unsigned long long)sum);
}

/* Where the rules part a line of all code points, two letters around each. */
static uint64_t boundaries_sum(enum rules_kind kind)
{
    enum { PART = 4096 };
    static UChar units[PART * 8];
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    UBreakIterator *iterator;
    UErrorCode code = U_ZERO_ERROR;
    assert_int_equal(rules_clone(desk_rules, kind, &iterator), QUALM_OK);
    for (uint32_t first = 0; first < 0x110000; first += PART) {
        int32_t n = 0;
        for (uint32_t c = first; c < first + PART; c++) {
            if (c >= 0xD800 && c < 0xE000)
                continue;
            for (const char *before = "a. 1."; *before; before++)
                units[n++] = (UChar)*before;
            U16_APPEND_UNSAFE(units, n, c);
            units[n++] = c & 1 ? 'b' : '2';
        }
        ubrk_setText(iterator, units, n, &code);
        for (int32_t at; (at = ubrk_next(iterator)) != UBRK_DONE;)
            sum = mix(sum, first + (uint64_t)at);
    }
    ubrk_close(iterator);
    return sum;
}

static void boundaries_are_those_of_the_edition(void **state)
{
    (void)state;
    const uint64_t words = boundaries_sum(RULES_WORDS), sentences = boundaries_sum(RULES_SENTENCES);
    if (words != SUM_OF_WORDS || sentences != SUM_OF_SENTENCES)
        fail_msg("the sums are 0x%llX and 0x%llX", (unsigned long long)words, (unsigned long long)sentences);
}

static void the_sentence_rules_are_those_of_the_standard(void **state)
{
    (void)state;
    FILE *file = unicode_file("SentenceBreakTest.txt");
    if (!file)
        skip();
    UBreakIterator *sentences;
    assert_int_equal(rules_clone(desk_rules, RULES_SENTENCES, &sentences), QUALM_OK);
    assert_conforms(sentences, file);
    ubrk_close(sentences);
}

/* ----------------------------------------------------------------- languages */

static void assert_guess(const char *text, const char *tag)
{
    const struct data_language *language = language_guess(text, strlen(text));
    assert_string_equal(language ? language->tag : "none", tag);
}

static void a_language_is_told_by_its_function_words(void **state)
{
    (void)state;
    assert_guess("The dog that you saw was not mine, and it had been with us for a day when they came to ask for it, "
                 "so we let it go.", "en");
    assert_guess("Der Hund, den du gesehen hast, ist nicht von uns, und er war schon einen Tag bei uns, als sie kamen "
                 "und nach ihm fragten.", "de");
    assert_guess("Le chien que vous avez vu est dans la maison de ma sœur et il ne sort pas avec nous sur la plage "
                 "pour le moment.", "fr");
    assert_guess("Собака живёт в доме и любит гулять.", "ru");
    assert_guess("犬は家にいる。散歩が好きだ。", "ja");
    assert_guess("Ο σκύλος είναι στο σπίτι.", "el");
}

static void without_positive_signs_there_is_no_guess(void **state)
{
    (void)state;
    assert_guess("", "none");
    assert_guess("Der Hund ist nicht da.", "none");
    assert_guess("for (i = 0; i < n; i++) { a[i] = b[i] + c; if (a[i] > max) max = a[i]; } return max; "
                 "int main(void) { printf(x); y = f(a, e, o); w = z; }", "none");
    assert_guess("Marco de la Cruz, Lucia del Rio, Juan y Pedro, Ana, Rosa, Clara, Diego, Mateo, Elena, Sofia, Carlos, "
                 "Miguel, Teresa, Irene, Pablo, Hugo, Laura, Alba", "none");
}

/* ----------------------------------------------------------------- encodings */

struct decoded {
    struct decoder decoder;
    struct buffer text;
    struct stretch *map;
    size_t n_map, map_room;
    const char *name;
};

static struct decoded decode(const char *name, const char *bytes)
{
    struct decoded decoded = {.name = "unset"};
    assert_int_equal(charset_decode(name, bytes, strlen(bytes), &decoded.decoder, &decoded.text, &decoded.map,
                                    &decoded.n_map, &decoded.map_room, &decoded.name), QUALM_OK);
    return decoded;
}

static void decoded_free(struct decoded *decoded)
{
    buffer_free(&decoded->text);
    free(decoded->map);
}

static void a_named_encoding_is_decoded_and_mapped(void **state)
{
    (void)state;
    struct decoded decoded = decode("cp1252", "caf\xE9 \x80" "5");
    assert_string_equal(decoded.text.bytes, "café €5");
    assert_string_equal(decoded.name, "windows-1252");
    assert_int_equal(decoded.decoder.n_repairs, 0);
    /* Three letters, "é", a space, "€", a digit: each run has its own units. */
    assert_int_equal(decoded.n_map, 5);
    assert_int_equal(decoded.map[1].decoded, 3);
    assert_int_equal(decoded.map[1].decoded_unit, 2);
    assert_int_equal(decoded.map[1].source_unit, 1);
    assert_int_equal(decoded.map[4].source, 6);
    decoded_free(&decoded);
    decoded = decode("Shift_JIS", "\x94\x4C\x8C\xA2");
    assert_string_equal(decoded.text.bytes, "猫犬");
    assert_int_equal(decoded.n_map, 1);
    decoded_free(&decoded);
}

static void bad_bytes_become_counted_replacements(void **state)
{
    (void)state;
    struct decoded decoded = decode("Shift_JIS", "a\xFF" "b\x94");
    assert_string_equal(decoded.text.bytes, "a\uFFFDb\uFFFD");
    assert_int_equal(decoded.decoder.n_repairs, 2);
    assert_int_equal(decoded.decoder.first_repair, 1);
    decoded_free(&decoded);
}

static void an_unknown_encoding_is_said_to_be(void **state)
{
    (void)state;
    struct decoded decoded = {.name = "unset"};
    assert_true(charset_is_known("koi8-r"));
    assert_false(charset_is_known("no-such-charset"));
    assert_false(charset_is_known(""));
    assert_int_equal(charset_decode("no-such-charset", "a", 1, &decoded.decoder, &decoded.text, &decoded.map,
                                    &decoded.n_map, &decoded.map_room, &decoded.name), QUALM_ERR_UNKNOWN);
    assert_string_equal(decoded.name, "unset");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contractions_and_hyphens_make_one_word),
        cmocka_unit_test(numbers_stay_whole),
        cmocka_unit_test(addresses_are_one_token),
        cmocka_unit_test(scripts_without_spaces_are_counted_in_characters),
        cmocka_unit_test(composed_and_decomposed_letters_are_the_same),
        cmocka_unit_test(inline_code_is_one_opaque_token),
        cmocka_unit_test(flags_tell_capitals_names_and_firsts),
        cmocka_unit_test(a_title_names_nobody),
        cmocka_unit_test(abbreviations_do_not_end_sentences),
        cmocka_unit_test(initials_go_on_and_letters_at_the_end_do_not),
        cmocka_unit_test(list_numbers_belong_to_their_item),
        cmocka_unit_test(quotes_and_references_stay_with_their_sentence),
        cmocka_unit_test(lower_case_goes_on_unless_the_writer_has_no_capitals),
        cmocka_unit_test(an_ellipsis_of_one_character_is_three_full_stops),
        cmocka_unit_test(marks_without_a_word_make_no_sentence),
        cmocka_unit_test(other_scripts_end_sentences_their_own_way),
        cmocka_unit_test(a_sentence_knows_how_it_ends),
        cmocka_unit_test(any_text_is_cut_without_gaps),
        cmocka_unit_test(the_word_rules_are_those_of_the_standard),
        cmocka_unit_test(the_short_ways_cut_where_the_rules_do),
        cmocka_unit_test(chunks_give_the_tokens_of_the_whole),
        cmocka_unit_test(the_sentence_rules_are_those_of_the_standard),
        cmocka_unit_test(characters_are_those_of_the_edition),
        cmocka_unit_test(boundaries_are_those_of_the_edition),
        cmocka_unit_test(a_language_is_told_by_its_function_words),
        cmocka_unit_test(without_positive_signs_there_is_no_guess),
        cmocka_unit_test(a_named_encoding_is_decoded_and_mapped),
        cmocka_unit_test(bad_bytes_become_counted_replacements),
        cmocka_unit_test(an_unknown_encoding_is_said_to_be),
    };
    return cmocka_run_group_tests(tests, desk_open, desk_close);
}
