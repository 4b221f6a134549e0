/* Counts in the making: which of them a word adds to. */
#include "measure/tally.h"

#include "base/utf8.h"

#define LONG_WORD 7   /* "more than six letters": Bjornsson 1968, the same in every language */
#define SHORT_WORD 3  /* McAlpine's "miniwords" */
#define FIRST_SAMPLE 100
#define SECOND_SAMPLE 150

static const char *const count_names[] = {
#define COUNT(name, meaning) #name,
#define COUNTS_SHOWN
#include "measure/counts.def"
#undef COUNT
#undef COUNTS_SHOWN
};

/* The place of COUNTS_SHOWN among the counts. */
enum {
#define COUNT(name, meaning) PLACE_##name,
#define COUNTS_SHOWN PLACE_SHOWN, PLACE_BACK = PLACE_SHOWN - 1,
#include "measure/counts.def"
#undef COUNT
#undef COUNTS_SHOWN
};

const size_t measure_n_counts_shown = PLACE_SHOWN;
const struct formula_names measure_count_names = {count_names, COUNT_N};

uint64_t amount_words(const struct amount *amount)
{
    return amount->words + (amount->characters * 5 + 4) / 8;
}

void amount_add(struct amount *sum, const struct amount *amount)
{
    sum->words += amount->words;
    sum->characters += amount->characters;
    sum->code_words += amount->code_words;
}

#define KIND(kind) (1u << (kind))
#define WORDS (KIND(TOKEN_WORD) | KIND(TOKEN_NUMBER) | KIND(TOKEN_URL) | KIND(TOKEN_OPAQUE))
#define MEASURED (KIND(TOKEN_WORD) | KIND(TOKEN_NUMBER))

bool token_is_word(const struct token *token)
{
    return WORDS >> token->kind & 1;
}

bool token_is_measured(const struct token *token)
{
    return MEASURED >> token->kind & 1;
}

struct amount amount_of(const struct token *tokens, size_t n_tokens)
{
    struct amount amount = {0};
    for (size_t i = 0; i < n_tokens; i++) {
        amount.words += WORDS >> tokens[i].kind & 1;
        amount.characters += tokens[i].kind == TOKEN_CHARACTER;
    }
    return amount;
}

bool has_words(const struct token *tokens, size_t n_tokens)
{
    for (size_t i = 0; i < n_tokens; i++)
        if ((WORDS | KIND(TOKEN_CHARACTER)) >> tokens[i].kind & 1)
            return true;
    return false;
}

static bool ends_in_one_of(struct span key, const char *const *endings)
{
    for (; *endings; endings++) {
        const size_t n = strlen(*endings);
        if (key.len >= n && memcmp(key.ptr + key.len - n, *endings, n) == 0)
            return true;
    }
    return false;
}

/* Whether the last syllable is the ending's own: "wanted" and "boxes", not "played" and "canoes". */
static bool is_ending_spoken(struct span key)
{
    static const char *const endings[] = {"ted", "ded", "ses", "zes", "xes", "ches", "shes", "ces", "ges", NULL};
    if (key.len < 2 || key.ptr[key.len - 2] != 'e') /* as all of them: most words are told by this */
        return false;
    return ends_in_one_of(key, endings);
}

bool token_is_complex(const struct token *token, struct span key)
{
    if (token->kind != TOKEN_WORD || token->syllables < 3 || token->flags & (TOKEN_NAME | TOKEN_HYPHENATED))
        return false;
    return token->syllables > 3 || !is_ending_spoken(key);
}

void tally_begin_sentence(struct tally *tally)
{
    tally->counts.of[COUNT_sentences]++;
    tally->is_sentence_new = true;
}

bool tally_is_sampled(const struct tally *tally)
{
    return tally->counts.of[COUNT_words_150] == SECOND_SAMPLE;
}

void tally_sample(struct tally *tally, const struct token *token)
{
    uint64_t *of = tally->counts.of;
    if (!token_is_measured(token))
        return;
    if (of[COUNT_words_100] < FIRST_SAMPLE) {
        of[COUNT_words_100]++;
        of[token->syllables < 3 ? COUNT_easy_100 : COUNT_hard_100]++;
        of[COUNT_sentences_100] += tally->is_sentence_new;
    }
    if (of[COUNT_words_150] < SECOND_SAMPLE) {
        of[COUNT_words_150]++;
        of[COUNT_monosyllables_150] += token->syllables == 1;
    }
    tally->is_sentence_new = false;
}

static void add_measured(struct measure_counts *counts, const struct tally_word *word)
{
    uint64_t *of = counts->of;
    const struct token *token = word->token;
    const bool is_proper = token->kind == TOKEN_WORD;
    of[COUNT_letters] += token->letters;
    of[COUNT_syllables] += token->syllables;
    of[COUNT_monosyllables] += token->syllables == 1;
    if (token->syllables >= 3) {
        of[COUNT_polysyllables]++;
        of[COUNT_complex_words] += token_is_complex(token, word->key);
    }
    of[COUNT_long_words] += is_proper && token->letters >= LONG_WORD;
    of[COUNT_short_words] += is_proper && token->letters <= SHORT_WORD;
    of[COUNT_unfamiliar_dale_chall] += word->is_unfamiliar_dale_chall;
    of[COUNT_unfamiliar_spache] += word->is_unfamiliar_spache;
}

void counts_add(struct measure_counts *counts, const struct tally_word *word)
{
    uint64_t *of = counts->of;
    const struct token *token = word->token;
    of[COUNT_ideographs] += token->kind == TOKEN_CHARACTER;
    if (!token_is_word(token))
        return;
    of[COUNT_words]++;
    if (token_is_measured(token))
        add_measured(counts, word);
    else
        of[COUNT_opaque_words]++;
}

void tally_add(struct tally *tally, const struct measure_counts *counts)
{
    for (size_t i = 0; i < COUNT_N; i++)
        tally->counts.of[i] += counts->of[i];
}

struct measure_counts tally_counts(const struct tally *tally)
{
    struct measure_counts counts = tally->counts;
    const struct amount characters = {.characters = counts.of[COUNT_ideographs]};
    const uint64_t n = amount_words(&characters);
    counts.of[COUNT_words] += n;
    counts.of[COUNT_opaque_words] += n;
    return counts;
}

bool count_is_of_syllables(size_t count)
{
    static const enum count_id of_syllables[] = {
        COUNT_syllables, COUNT_monosyllables, COUNT_polysyllables, COUNT_complex_words,
        COUNT_easy_100, COUNT_hard_100, COUNT_monosyllables_150,
    };
    for (size_t i = 0; i < sizeof of_syllables / sizeof of_syllables[0]; i++)
        if (of_syllables[i] == count)
            return true;
    return false;
}

/* White space as the Unicode standard lists it, and what is there for line breaking only. */
static bool is_unseen(uint32_t c)
{
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0xAD || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 ||
           c == 0x3000 || c == 0xFEFF;
}

/* How many of UTF8_PLAIN bytes of plain ASCII are no space. */
static unsigned plain_characters(const char *bytes)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    /* The high bit of a byte is set by a space alone; the product adds them up in its highest byte. */
    const uint64_t spaces = ~((word ^ 0x20 * ones) + 0x7F * ones) >> 7 & ones;
    return UTF8_PLAIN - (unsigned)(spaces * ones >> 56);
}

uint64_t text_characters(const char *text, size_t n_bytes)
{
    uint64_t n = 0;
    for (size_t at = 0; at < n_bytes;) {
        if (n_bytes - at >= UTF8_PLAIN && utf8_is_plain(text + at)) {
            n += plain_characters(text + at);
            at += UTF8_PLAIN;
            continue;
        }
        const uint32_t c = utf8_next(text, &at);
        n += (c > ' ' && c < 0x80) || !is_unseen(c);
    }
    return n;
}
