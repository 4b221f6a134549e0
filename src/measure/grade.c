/* Formulas over counts: values with their cautions, and the consensus of those on the scale of school grades. */
#include "measure/grade.h"

#include <assert.h>

#include "base/number.h"

/* Counts of which an opaque word has none of its own. */
static const enum count_id word_measures[] = {
    COUNT_letters, COUNT_syllables, COUNT_monosyllables, COUNT_polysyllables, COUNT_long_words, COUNT_complex_words,
    COUNT_unfamiliar_dale_chall, COUNT_unfamiliar_spache, COUNT_short_words,
};

/* The counts as formulas read them: an opaque word is taken for an average one, so that inline code makes sentences
 * longer and words neither shorter nor longer. */
static void formula_counts(const struct measure_counts *counts, double of[COUNT_N])
{
    for (size_t i = 0; i < COUNT_N; i++)
        of[i] = (double)counts->of[i];
    if (counts->of[COUNT_opaque_words] == 0)
        return;
    const double share = of[COUNT_words] / (of[COUNT_words] - of[COUNT_opaque_words]);
    for (size_t i = 0; i < sizeof word_measures / sizeof word_measures[0]; i++)
        of[word_measures[i]] *= share;
}

/* Why no formula has a value for these counts, or NULL. */
static const char *counts_absent(const struct measure_counts *counts)
{
    const uint64_t *of = counts->of;
    const uint64_t n_measured = of[COUNT_words] - of[COUNT_opaque_words];
    if (of[COUNT_words] == 0)
        return "there are no words";
    if (of[COUNT_ideographs] > n_measured)
        return "the text is counted in characters, not in words";
    if (n_measured == 0)
        return "there are no words but code and addresses";
    if (of[COUNT_sentences] == 0)
        return "there are no sentences";
    if (of[COUNT_words] / of[COUNT_sentences] > GRADE_MOST_WORDS_PER_SENTENCE)
        return "not prose: there is hardly an end of a sentence";
    if (of[COUNT_letters] / n_measured > GRADE_MOST_LETTERS_PER_WORD)
        return "not prose: the words are too long";
    return NULL;
}

static bool has_part(const char *list, struct span wanted)
{
    struct span rest = span_of(list);
    struct span part;
    while (span_next_part(&rest, ' ', &part))
        if (part.len && span_equals(part, wanted))
            return true;
    return false;
}

static bool speaks(const struct data_formula *formula, const struct data_language *language)
{
    return has_part(formula->languages, span_of(language->tag)) || has_part(formula->languages, span_of("und"));
}

static bool reads_syllables(const struct formula_program *program)
{
    for (size_t i = 0; i < COUNT_N; i++)
        if (count_is_of_syllables(i) && formula_reads(program, i))
            return true;
    return false;
}

struct formula_needs formula_needs_of(const struct formula_program *program)
{
    struct formula_needs needs = {.syllables = reads_syllables(program)};
    if (formula_reads(program, COUNT_unfamiliar_dale_chall))
        needs.lists |= FAMILIAR_DALE_CHALL;
    if (formula_reads(program, COUNT_unfamiliar_spache))
        needs.lists |= FAMILIAR_SPACHE;
    return needs;
}

/* Why a formula has no value here, or NULL. */
static const char *formula_absent(const struct grading *grading, size_t index)
{
    const struct formula_needs *needs = &grading->rules->needs[index];
    if (!speaks(&data_formulas[index], grading->language))
        return "not made for this language";
    if (needs->lists & ~grading->lists)
        return "the list of familiar words does not serve here";
    if (needs->syllables && !grading->language->syllable_tree)
        return "syllables are not known in this language";
    return NULL;
}

static const char *text_join(struct arena *arena, const char *const *parts, size_t n_parts)
{
    size_t n = 0;
    for (size_t i = 0; i < n_parts; i++)
        n += strlen(parts[i]);
    char *text = arena_alloc(arena, n + 1);
    if (!text)
        return NULL;
    n = 0;
    for (size_t i = 0; i < n_parts; i++) {
        memcpy(text + n, parts[i], strlen(parts[i]));
        n += strlen(parts[i]);
    }
    return text;
}

/* Sets `*caution` to NULL or to why the value is weak; false when memory is out. */
static bool caution_find(const struct grading *grading, const struct data_formula *formula, double value,
                         struct arena *arena, const char **caution)
{
    const bool has_few_words = grading->counts->of[COUNT_words] < formula->min_words;
    const bool has_few_sentences = grading->counts->of[COUNT_sentences] < formula->min_sentences;
    char low[NUMBER_ROOM];
    char high[NUMBER_ROOM];
    *caution = NULL;
    if (has_few_words || has_few_sentences) {
        number_from_uint(has_few_words ? formula->min_words : formula->min_sentences, low);
        const char *const parts[] = {"made for ", low, has_few_words ? " words" : " sentences", " or more"};
        *caution = text_join(arena, parts, 4);
        return *caution != NULL;
    }
    if (value >= formula->valid_low && value <= formula->valid_high)
        return true;
    number_shortest(formula->valid_low, 2, low);
    number_shortest(formula->valid_high, 2, high);
    const char *const parts[] = {"outside its range of ", low, " to ", high};
    *caution = text_join(arena, parts, 4);
    return *caution != NULL;
}

struct qualm_readability *grade_readability(const struct grading *grading, struct arena *arena)
{
    struct qualm_readability *rows = arena_array(arena, data_n_formulas, sizeof *rows);
    double of[COUNT_N];
    if (!rows)
        return NULL;
    const char *absent = counts_absent(grading->counts);
    formula_counts(grading->counts, of);
    for (size_t i = 0; i < data_n_formulas; i++) {
        struct qualm_readability *row = &rows[i];
        row->formula = &data_formulas[i].formula;
        row->absent = absent ? absent : formula_absent(grading, i);
        if (row->absent)
            continue;
        if (!formula_run(&grading->rules->programs[i], of, &row->value))
            row->absent = "not defined for these counts";
        else if (!caution_find(grading, &data_formulas[i], row->value, arena, &row->caution))
            return NULL;
    }
    return rows;
}

/* Values of the grade scale, rising; at most `n_room`. */
static size_t grades_collect(const struct grading *grading, double *grades, size_t n_room)
{
    double of[COUNT_N];
    size_t n = 0;
    formula_counts(grading->counts, of);
    for (size_t i = 0; i < data_n_formulas && n < n_room; i++) {
        double value = 0;
        if (strcmp(data_formulas[i].formula.scale, "grade") != 0 ||
            !has_part(data_formulas[i].units, span_of(grading->unit)) || formula_absent(grading, i) ||
            !formula_run(&grading->rules->programs[i], of, &value))
            continue;
        size_t at = n++;
        for (; at > 0 && grades[at - 1] > value; at--)
            grades[at] = grades[at - 1];
        grades[at] = value;
    }
    return n;
}

/* The value that `share` of the others lie below, between two neighbours in proportion. */
static double quantile(const double *sorted, size_t n, double share)
{
    assert(n > 0 && share >= 0 && share <= 1);
    const double place = (double)(n - 1) * share;
    const size_t below = (size_t)place;
    if (below + 1 >= n)
        return sorted[n - 1];
    /* The analyzer does not follow a double into an index: below + 1 < n. NOLINTNEXTLINE(clang-analyzer-core.*) */
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - (double)below);
}

struct qualm_grade grade_consensus(const struct grading *grading, uint64_t least_words)
{
    double grades[32];
    const char *absent = counts_absent(grading->counts);
    if (absent)
        return (struct qualm_grade){.absent = absent};
    if (grading->counts->of[COUNT_words] < least_words)
        return (struct qualm_grade){.absent = "too short to grade"};
    const size_t n = grades_collect(grading, grades, sizeof grades / sizeof grades[0]);
    if (n == 0)
        return (struct qualm_grade){.absent = "no grade formula is made for this language"};
    return (struct qualm_grade){
        .value = quantile(grades, n, 0.5), .low = quantile(grades, n, 0.25), .high = quantile(grades, n, 0.75)};
}
