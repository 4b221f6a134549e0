/* Syllables: exceptions first, then the parts of the word, its English endings and the letter tree. */
#include "segment/syllables.h"

#include "base/utf8.h"
#include "segment/segment.h"

const signed char syllable_neighbours[SYLLABLE_N_NEIGHBOURS] = {1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6};

/* Longer runs of letters are no words; what is cut off is counted apart. */
#define RUN_ROOM 64

/* ------------------------------------------------------------------ the tree */

static unsigned offset_at(const unsigned char *bytes)
{
    return (unsigned)bytes[0] | (unsigned)bytes[1] << 8;
}

static unsigned neighbour_letter(const unsigned char *letters, size_t n, size_t at, unsigned which)
{
    const ptrdiff_t place = (ptrdiff_t)at + syllable_neighbours[which];
    return place < 0 || (size_t)place >= n ? SYLLABLE_NO_LETTER : letters[place];
}

static unsigned letter_syllables(const unsigned char *tree, const unsigned char *letters, size_t n, size_t at)
{
    unsigned node = offset_at(tree + (size_t)2 * letters[at]);
    for (;;) {
        const unsigned head = tree[node], which = head >> 2;
        if (which == 0)
            return head & 3;
        const unsigned letter = neighbour_letter(letters, n, at, which - 1);
        const unsigned char *branch = tree + node + 2;
        unsigned n_left = tree[node + 1];
        while (n_left && (branch[0] & 31u) != letter) {
            branch += branch[0] >> 5 == SYLLABLE_BRANCH_NODE ? 3 : 1;
            n_left--;
        }
        if (n_left == 0)
            return head & 3;
        const unsigned answer = branch[0] >> 5;
        if (answer != SYLLABLE_BRANCH_NODE)
            return answer;
        node = offset_at(branch + 1);
    }
}

unsigned syllables_of_letters(const unsigned char *tree, size_t n_tree, const unsigned char *letters, size_t n)
{
    if (n_tree < (size_t)2 * SYLLABLE_LETTERS)
        return 1;
    unsigned sum = 0;
    for (size_t at = 0; at < n; at++)
        sum += letter_syllables(tree, letters, n, at);
    return sum ? sum : 1;
}

/* ---------------------------------------------------------------- exceptions */

/* Compares `word` and the mark behind it (0: none) with the word of an exception "word\tN". */
static int exception_compare(struct span word, char mark, const char *exception)
{
    size_t i = 0;
    for (; i < word.len + (mark != 0); i++) {
        const unsigned char mine = (unsigned char)(i < word.len ? word.ptr[i] : mark);
        const unsigned char other = (unsigned char)exception[i];
        if (mine != other)
            return mine < other ? -1 : 1;
    }
    /* A tab sorts before every letter and mark, as it does in the list. */
    return exception[i] == '\t' ? 0 : -1;
}

static unsigned exception_count(const char *exception)
{
    unsigned count = 0;
    for (const char *digit = strchr(exception, '\t') + 1; *digit; digit++)
        count = 10 * count + (unsigned)(*digit - '0');
    return count;
}

bool syllables_of_exception(const struct data_language *language, struct span folded_word, char mark, unsigned *count)
{
    const struct data_words *list = language->syllable_exceptions;
    size_t low = 0, high = list ? list->n_words : 0;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = exception_compare(folded_word, mark, list->words[middle]);
        if (order == 0) {
            *count = exception_count(list->words[middle]);
            return true;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

/* --------------------------------------------------------------------- parts */

/* U+00C0 to U+017F without their marks; a blank is no letter. */
static const char base_letters[] =
    "aaaaaaeceeeeiiiidnooooo ouuuuytsaaaaaaeceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllll"
    "lnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* 0 to 25, or SYLLABLE_NO_LETTER. */
static unsigned letter_of(uint32_t c)
{
    if (c >= 'a' && c <= 'z')
        return c - 'a';
    if (c >= 0xC0 && c < 0xC0 + sizeof base_letters - 1 && base_letters[c - 0xC0] != ' ')
        return (unsigned)(base_letters[c - 0xC0] - 'a');
    return SYLLABLE_NO_LETTER;
}

/* A run of letters on its way to the tree. */
struct run_of_letters {
    unsigned char letters[RUN_ROOM];
    size_t n;
};

static unsigned run_flush(const struct data_language *language, struct run_of_letters *run)
{
    const unsigned n = run->n ? syllables_of_letters(language->syllable_tree, language->n_syllable_tree, run->letters,
                                                     run->n) : 0;
    run->n = 0;
    return n;
}

static void run_add(struct run_of_letters *run, uint32_t c, bool is_last)
{
    run->letters[run->n++] = (unsigned char)letter_of(c);
    /* "café", "résumé": the accent says that the last letter sounds, as in "cafey". */
    if (c == 0xE9 && is_last)
        run->letters[run->n++] = 'y' - 'a';
}

/* Letters by the tree, apostrophes unheard; anything else parts the word, and a run of digits is one syllable. */
static unsigned plain_syllables(const struct data_language *language, struct span word)
{
    struct run_of_letters run = {.n = 0};
    unsigned sum = 0;
    bool in_digits = false;
    for (size_t at = 0; at < word.len;) {
        const uint32_t c = utf8_next(word.ptr, &at);
        const bool is_digit = c >= '0' && c <= '9';
        if (letter_of(c) != SYLLABLE_NO_LETTER)
            run_add(&run, c, at == word.len);
        if ((letter_of(c) == SYLLABLE_NO_LETTER && c != '\'') || run.n + 2 > RUN_ROOM)
            sum += run_flush(language, &run);
        sum += is_digit && !in_digits;
        in_digits = is_digit;
        if (sum > SYLLABLE_MOST)
            return SYLLABLE_MOST;
    }
    return sum + run_flush(language, &run);
}

/* ------------------------------------------------------------ English endings */

static bool ends_with(struct span word, const char *ending)
{
    const size_t n = strlen(ending);
    return word.len >= n && memcmp(word.ptr + word.len - n, ending, n) == 0;
}

static bool ends_with_any(struct span word, const char *const *endings)
{
    for (; *endings; endings++)
        if (ends_with(word, *endings))
            return true;
    return false;
}

/* The sounds after which a possessive s is a syllable: 99 % of CMUdict's possessives follow it. */
static const char *const hissing[] = {"s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze", NULL};
static const char *const after_d[] = {"t", "d", "te", "de", NULL};
static const char *const vowels[] = {"a", "e", "i", "o", "u", "y", "w", NULL};
static const char *const nothing[] = {NULL};

/* What follows the last apostrophe, and when it is a syllable of its own. */
static const struct ending {
    const char *text;
    const char *const *after; /* the word before it ends so … */
    bool sounds_after;        /* … and then it is one, else it is none; or the other way round */
} endings[] = {
    {"s", hissing, true}, {"d", after_d, true}, {"ll", vowels, false}, {"ve", vowels, false},
    {"re", vowels, false}, {"m", nothing, true}, {"t", nothing, false},
};

/* The syllables that the ending behind the apostrophe adds to `*stem`; -1 when it is none of ours ("o'clock"). */
static int ending_syllables(struct span *stem, struct span ending)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!span_is(ending, endings[i].text))
            continue;
        /* "didn't" is "did" and a syllable. */
        if (endings[i].text[0] == 't' && (stem->len < 2 || stem->ptr[--stem->len] != 'n'))
            return -1;
        return ends_with_any(*stem, endings[i].after) == endings[i].sounds_after;
    }
    return -1;
}

/* Of a word that is no exception. */
static unsigned regular_syllables(const struct data_language *language, struct span word)
{
    unsigned count;
    const char *mark = word.len ? memrchr(word.ptr, '\'', word.len) : NULL;
    if (!mark || mark == word.ptr)
        return plain_syllables(language, word);
    const struct span ending = {mark + 1, word.len - (size_t)(mark - word.ptr) - 1};
    struct span stem = {word.ptr, (size_t)(mark - word.ptr)};
    const int added = ending_syllables(&stem, ending);
    if (added < 0)
        return plain_syllables(language, word);
    if (!syllables_of_exception(language, stem, 0, &count))
        count = plain_syllables(language, stem);
    return count + (unsigned)added;
}

/* Of a part of a hyphenated word. */
static unsigned part_syllables(const struct data_language *language, struct span part)
{
    unsigned count;
    return syllables_of_exception(language, part, 0, &count) ? count : regular_syllables(language, part);
}

unsigned syllables_count(const struct data_language *language, struct span folded_word)
{
    unsigned sum = 0;
    if (!language->syllable_tree || folded_word.len == 0)
        return 0;
    if (syllables_of_exception(language, folded_word, 0, &sum))
        return sum;
    struct span part = folded_word;
    if (!memchr(folded_word.ptr, '-', folded_word.len))
        sum = regular_syllables(language, folded_word);
    else
        while (sum <= SYLLABLE_MOST && span_next_part(&folded_word, '-', &part))
            sum += part_syllables(language, part);
    if (sum > SYLLABLE_MOST)
        return SYLLABLE_MOST;
    return sum ? sum : 1;
}
