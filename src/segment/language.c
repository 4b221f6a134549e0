/* Which language a text is in, by its script and its function words; only a positive sign counts. */
#include <string.h>

#include "base/utf8.h"
#include "segment/scratch.h"

/* What is looked at, and what a sign must amount to. The shares were set so that no text of a corpus of 3,756 English
 * school excerpts is taken for another language, and few texts of other languages for English. */
#define LOOK_BYTES ((size_t)64 * 1024)
#define LEAST_WORDS 20
#define LEAST_SHARE 0.15
#define LEAST_LEAD 0.06
#define WORD_MOST 40
#define LANGUAGES_MOST 64
/* A script that few languages share decides alone when most letters are in it. */
#define SCRIPT_SHARE 0.5

/* Counts over the look. */
struct look {
    size_t n_words, n_letters;
    size_t hits[LANGUAGES_MOST];
    size_t n_kana, n_han, n_hangul;
};

static void word_count(struct look *look, struct span word)
{
    look->n_words++;
    for (size_t i = 0; i < data_n_languages && i < LANGUAGES_MOST; i++) {
        const struct data_words *list = data_words_find(&data_languages[i], "function");
        look->hits[i] += list && data_words_index(list, word) >= 0;
    }
}

static void script_count(struct look *look, uint32_t c)
{
    look->n_kana += c >= 0x3040 && c <= 0x30FF;
    look->n_han += (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x323AF);
    look->n_hangul += c >= 0xAC00 && c <= 0xD7A3;
}

/* Cuts the text at everything that is no letter, mark or apostrophe, folded. */
static void words_count(struct look *look, const char *text, size_t n_bytes)
{
    char word[WORD_MOST];
    size_t n = 0;
    bool is_long = false;
    for (size_t at = 0; at < n_bytes;) {
        const uint32_t c = utf8_next(text, &at);
        char bytes[4];
        const bool is_in_word = is_letter(c) || is_mark(c) || (n && is_apostrophe(c));
        if (is_in_word) {
            const size_t size = utf8_encode(is_apostrophe(c) ? '\'' : fold_case(c), bytes);
            look->n_letters++;
            script_count(look, c);
            is_long = is_long || n + size > WORD_MOST;
            if (!is_long) {
                memcpy(word + n, bytes, size);
                n += size;
            }
        }
        if ((!is_in_word || at >= n_bytes) && n) {
            if (!is_long)
                word_count(look, (struct span){word, n});
            n = 0;
            is_long = false;
        }
    }
}

/* Han, kana and Hangul have no spaces, so function words cannot be cut out. */
static const struct data_language *by_script(const struct look *look)
{
    const double least = SCRIPT_SHARE * (double)look->n_letters;
    const size_t n_east = look->n_kana + look->n_han + look->n_hangul;
    if (look->n_letters == 0 || (double)n_east < least)
        return NULL;
    if (look->n_hangul * 2 > n_east)
        return data_language_find("ko");
    return data_language_find(look->n_kana * 10 > n_east ? "ja" : "zh");
}

static const struct data_language *by_words(const struct look *look)
{
    size_t best = 0;
    size_t english = 0;
    const size_t n = data_n_languages < LANGUAGES_MOST ? data_n_languages : LANGUAGES_MOST;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(data_languages[i].tag, "en") == 0)
            english = i;
        if (look->hits[i] > look->hits[best])
            best = i;
    }
    if (look->n_words < LEAST_WORDS)
        return NULL;
    const double share = (double)look->hits[best] / (double)look->n_words;
    const double lead = share - (double)look->hits[english] / (double)look->n_words;
    if (share < LEAST_SHARE || (best != english && lead < LEAST_LEAD))
        return NULL;
    return &data_languages[best];
}

const struct data_language *language_guess(const char *text, size_t n_bytes)
{
    struct look look = {0};
    size_t n = n_bytes < LOOK_BYTES ? n_bytes : LOOK_BYTES;
    while (n && n < n_bytes && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    words_count(&look, text, n);
    const struct data_language *language = by_script(&look);
    return language ? language : by_words(&look);
}
