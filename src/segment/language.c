/* Guesses the language of a text: by its script where that says enough, else by its function words. */
#include "segment/scratch.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"

#define SAMPLE_BYTES ((size_t)64 * 1024)
#define SAMPLE_WORDS 2000 /* more do not change the guess */
#define WORD_ROOM 48      /* bytes; no function word is longer */
#define LANGUAGES_MOST 64

/* A guess needs this much. Measured on the development texts of twelve languages and on English fiction and manuals:
 * prose in a language of ours has a third or more of its words on the list, English and code under a twelfth. */
#define LETTERS_LEAST 10
#define WORDS_LEAST 20
#define DIFFERENT_LEAST 5
#define SHARE_LEAST 0.15
#define LEAD_LEAST 1.5

/* A word is looked for only in the lists that have a word of its sum: asking every list was a third of the time that
 * texts of a page or two took. */
#define N_SUMS 2048

struct lists {
    const struct data_words *of[LANGUAGES_MOST];   /* function words of a language; NULL: it has none */
    uint64_t with_sum[N_SUMS];                     /* which languages have a word with that sum */
};

/* What the sample says for one language. */
struct evidence {
    size_t n_hits;
    uint64_t seen[2];   /* which of the first 128 function words were met */
};

struct sample {
    size_t n_letters, n_words;
    size_t n_kana, n_han, n_hangul, n_greek, n_cyrillic, n_arabic, n_hebrew, n_devanagari;
    struct evidence evidence[LANGUAGES_MOST];
    struct lists lists;
};

/* ------------------------------------------------------------------- script */

static size_t *script_counter(struct sample *sample, uint32_t c)
{
    UErrorCode code = U_ZERO_ERROR;
    switch (uscript_getScript((UChar32)c, &code)) {
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
        return &sample->n_kana;
    case USCRIPT_HAN:
        return &sample->n_han;
    case USCRIPT_HANGUL:
        return &sample->n_hangul;
    case USCRIPT_GREEK:
        return &sample->n_greek;
    case USCRIPT_CYRILLIC:
        return &sample->n_cyrillic;
    case USCRIPT_ARABIC:
        return &sample->n_arabic;
    case USCRIPT_HEBREW:
        return &sample->n_hebrew;
    case USCRIPT_DEVANAGARI:
        return &sample->n_devanagari;
    default:
        return NULL;
    }
}

static void sample_letter(struct sample *sample, uint32_t c)
{
    sample->n_letters++;
    /* Greek is the lowest script of these. */
    size_t *counter = c < 0x370 ? NULL : script_counter(sample, c);
    if (counter)
        (*counter)++;
}

static double language_share(const struct sample *sample, const struct data_language *language)
{
    const struct evidence *evidence = &sample->evidence[language - data_languages];
    return sample->n_words ? (double)evidence->n_hits / (double)sample->n_words : 0;
}

/* Two languages of one script: the first, unless the words speak for the second. */
static const struct data_language *either(const struct sample *sample, const char *first, const char *second)
{
    const struct data_language *one = data_language_find(first), *other = data_language_find(second);
    return language_share(sample, other) > language_share(sample, one) ? other : one;
}

static const struct data_language *guess_by_script(const struct sample *sample)
{
    /* Han is Japanese where some kana stand with it. */
    const size_t half = sample->n_letters / 2, n_east = sample->n_kana + sample->n_han;
    if (n_east > half)
        return data_language_find(sample->n_kana * 10 > n_east ? "ja" : "zh");
    if (sample->n_cyrillic > half)
        return either(sample, "ru", "uk");
    if (sample->n_arabic > half)
        return either(sample, "ar", "fa");
    const struct {
        size_t n;
        const char *tag;
    } rest[] = {{sample->n_hangul, "ko"}, {sample->n_greek, "el"}, {sample->n_hebrew, "he"},
                {sample->n_devanagari, "hi"}};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        if (rest[i].n > half)
            return data_language_find(rest[i].tag);
    return NULL;
}

/* -------------------------------------------------------------------- words */

static size_t word_sum(struct span word)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < word.len; i++)
        sum = sum * 31 + (unsigned char)word.ptr[i];
    return (sum ^ sum >> 11) % N_SUMS;
}

static void lists_gather(struct lists *lists)
{
    for (size_t i = 0; i < data_n_languages && i < LANGUAGES_MOST; i++) {
        const struct data_words *list = lists->of[i] = data_words_find(&data_languages[i], "function");
        for (size_t j = 0; list && j < list->n_words; j++)
            lists->with_sum[word_sum(span_of(list->words[j]))] |= UINT64_C(1) << i;
    }
}

static void sample_word(struct sample *sample, struct span word)
{
    if (sample->n_words == SAMPLE_WORDS)
        return;
    sample->n_words++;
    for (uint64_t left = sample->lists.with_sum[word_sum(word)]; left; left &= left - 1) {
        const int language = __builtin_ctzll(left);
        const long index = data_words_index(sample->lists.of[language], word);
        if (index < 0)
            continue;
        sample->evidence[language].n_hits++;
        sample->evidence[language].seen[index / 64 & 1] |= UINT64_C(1) << index % 64;
    }
}

/* Letters from `at` on, folded. One-letter words are not asked for: they are variables, initials and list marks. */
static size_t word_read(struct sample *sample, const char *text, size_t n_bytes, size_t at)
{
    char bytes[WORD_ROOM];
    size_t n = 0, n_letters = 0;
    while (at < n_bytes) {
        size_t next = at;
        const uint32_t c = utf8_next(text, &next);
        if (!is_letter(c) && !is_mark(c) && !(n && is_apostrophe(c)))
            break;
        at = next;
        n_letters++;
        if (is_letter(c))
            sample_letter(sample, c);
        if (n + 4 <= WORD_ROOM)
            n += utf8_encode(fold_case(c), bytes + n);
    }
    while (n && bytes[n - 1] == '\'')
        n--;
    if (n_letters > 1)
        sample_word(sample, (struct span){bytes, n});
    return at;
}

static void sample_take(struct sample *sample, const char *text, size_t n_bytes)
{
    size_t at = 0;
    while (at < n_bytes) {
        const size_t start = at;
        const uint32_t c = utf8_next(text, &at);
        if (is_letter(c))
            at = word_read(sample, text, n_bytes, start);
    }
}

static unsigned different_words(const struct evidence *evidence)
{
    return (unsigned)(__builtin_popcountll(evidence->seen[0]) + __builtin_popcountll(evidence->seen[1]));
}

static const struct data_language *guess_by_words(const struct sample *sample)
{
    const struct data_language *english = data_language_find("en"), *best = NULL;
    if (sample->n_words < WORDS_LEAST)
        return NULL;
    for (size_t i = 0; i < data_n_languages && i < LANGUAGES_MOST; i++) {
        const struct data_language *language = &data_languages[i];
        const bool speaks = language_share(sample, language) >= SHARE_LEAST &&
                            different_words(&sample->evidence[i]) >= DIFFERENT_LEAST;
        if (speaks && (!best || language_share(sample, language) > language_share(sample, best)))
            best = language;
    }
    if (!best || best == english)
        return best;
    return language_share(sample, best) >= LEAD_LEAST * language_share(sample, english) ? best : NULL;
}

const struct data_language *language_guess(const char *text, size_t n_bytes)
{
    struct sample sample = {.n_letters = 0};
    size_t n = n_bytes < SAMPLE_BYTES ? n_bytes : SAMPLE_BYTES;
    while (n && n < n_bytes && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    lists_gather(&sample.lists);
    sample_take(&sample, text, n);
    if (sample.n_letters < LETTERS_LEAST)
        return NULL;
    const struct data_language *language = guess_by_script(&sample);
    return language ? language : guess_by_words(&sample);
}
