/* Syllables: exact on the whole dictionary, nine in ten on words that the rule never saw. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "segment/syllables.h"
#include "segment_desk.h"

static unsigned count_in_text(const char *text)
{
    const struct segments segments = desk_cut_text("en", text);
    unsigned sum = 0;
    for (size_t i = 0; i < segments.n_tokens; i++)
        sum += segments.tokens[i].kind == TOKEN_WORD || segments.tokens[i].kind == TOKEN_NUMBER
                   ? segments.tokens[i].syllables : 0;
    return sum;
}

static const char *file_path(const char *variable, const char *name)
{
    static char path[2048];
    const char *folder = getenv(variable);
    snprintf(path, sizeof path, "%s/%s", folder ? folder : ".", name);
    return path;
}

/* One pronunciation: the headword is cut off `line`; the count is that of its vowels. */
static unsigned line_parse(char *line)
{
    char *phones = line + strcspn(line, " ");
    unsigned n = 0;
    for (const char *c = phones; *c && *c != '#' && *c != '\n'; c++)
        n += *c >= '0' && *c <= '2';
    *phones = '\0';
    /* "word(2)" */
    if (phones > line && phones[-1] == ')')
        *strrchr(line, '(') = '\0';
    return n;
}

static void check_word(const char *word, uint32_t counts, size_t *n_wrong)
{
    const unsigned found = count_in_text(word);
    if (*word == '\0' || counts >> found & 1)
        return;
    printf("%s: %u syllables\n", word, found);
    (*n_wrong)++;
}

/* As one-word texts, through the whole segmenter: with apostrophes, full stops and hyphens. The pronunciations of a
 * word need not stand together, but in this list they do. */
static void every_word_of_the_dictionary_is_right(void **state)
{
    (void)state;
    FILE *file = fopen(file_path("top_srcdir", "corpus/lang/en/pronunciations.txt"), "r");
    assert_non_null(file);
    char line[1024], word[256] = "";
    uint32_t counts = 0;
    size_t n_words = 0, n_wrong = 0;
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#' || line[0] == '\n')
            continue;
        const unsigned n = line_parse(line);
        if (strcmp(line, word) != 0) {
            check_word(word, counts, &n_wrong);
            snprintf(word, sizeof word, "%.*s", (int)sizeof word - 1, line);
            counts = 0;
            n_words++;
        }
        counts |= UINT32_C(1) << n;
    }
    check_word(word, counts, &n_wrong);
    fclose(file);
    assert_int_equal(n_words, 126046);
    assert_int_equal(n_wrong, 0);
}

static void the_rule_counts_words_it_never_saw(void **state)
{
    (void)state;
    char command[8192], line[256] = "";
    const char *source = getenv("top_srcdir"), *build = getenv("top_builddir");
    snprintf(command, sizeof command, "'%s/tools/syllables' measure '%s/corpus/lang/en/pronunciations.txt'",
             build ? build : ".", source ? source : ".");
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    const bool has_line = fgets(line, sizeof line, pipe) != NULL;
    assert_int_equal(pclose(pipe), 0);
    assert_true(has_line);
    printf("%s", line);
    unsigned long held_out = 0, all = 0, right = 0;
    assert_int_equal(sscanf(line, "held out %lu words of %lu: %lu right", &held_out, &all, &right), 3);
    assert_true(held_out > all / 6);
    assert_true(right * 10 >= held_out * 9);
}

static void words_that_no_list_has_are_counted(void **state)
{
    (void)state;
    assert_int_equal(count_in_text("microbiome"), 4);
    assert_int_equal(count_in_text("dysbiosis"), 4);
    assert_int_equal(count_in_text("intervertebral"), 5);
}

static void accents_are_heard(void **state)
{
    (void)state;
    assert_int_equal(count_in_text("naïve"), 2);
    assert_int_equal(count_in_text("résumé"), 3);
    assert_int_equal(count_in_text("café"), 2);
    assert_int_equal(count_in_text("Zoë Brontë"), 3);
}

static void endings_and_parts_are_counted(void **state)
{
    (void)state;
    assert_int_equal(count_in_text("zox zox's"), 3);
    assert_int_equal(count_in_text("the microbiome's"), 5);
    assert_int_equal(count_in_text("that'll"), 2);
    assert_int_equal(count_in_text("mother-in-law"), 4);
    assert_int_equal(count_in_text("a 24-hour day"), 4);
}

static void figures_and_abbreviations_are_one_syllable(void **state)
{
    (void)state;
    assert_int_equal(count_in_text("In 1980 the NATO men"), 5);
    assert_int_equal(count_in_text("EVERYTHING CHANGES TODAY"), 3 + 2 + 2);
}

static void a_language_without_a_rule_says_so(void **state)
{
    (void)state;
    assert_int_equal(syllables_count(data_language_find("und"), span_of("word")), 0);
    assert_int_equal(desk_cut_text("und", "word").tokens[0].syllables, 1);
}

/* The walk trusts the tree, so the tree must hold together: every node within it, children behind their parents. */
static void the_shipped_tree_is_sound(void **state)
{
    (void)state;
    const struct data_language *english = data_language_find("en");
    const unsigned char *tree = english->syllable_tree;
    const size_t n = english->n_syllable_tree;
    size_t at = 2 * SYLLABLE_LETTERS;
    assert_true(n > at && n <= 65536);
    while (at < n) {
        const size_t node = at;
        const unsigned which = tree[at++] >> 2;
        assert_true(which <= SYLLABLE_N_NEIGHBOURS);
        assert_true(which == 0 || at < n);
        for (unsigned left = which ? tree[at++] : 0; left; left--) {
            assert_true(at < n && (tree[at] & 31) <= SYLLABLE_NO_LETTER);
            if (tree[at++] >> 5 != SYLLABLE_BRANCH_NODE)
                continue;
            assert_true(at + 2 <= n);
            const size_t child = (size_t)tree[at] | (size_t)tree[at + 1] << 8;
            assert_true(child > node && child < n);
            at += 2;
        }
    }
    assert_int_equal(at, n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_of_the_dictionary_is_right),
        cmocka_unit_test(the_rule_counts_words_it_never_saw),
        cmocka_unit_test(words_that_no_list_has_are_counted),
        cmocka_unit_test(accents_are_heard),
        cmocka_unit_test(endings_and_parts_are_counted),
        cmocka_unit_test(figures_and_abbreviations_are_one_syllable),
        cmocka_unit_test(a_language_without_a_rule_says_so),
        cmocka_unit_test(the_shipped_tree_is_sound),
    };
    return cmocka_run_group_tests(tests, desk_open, desk_close);
}
