/* Aligns the letters of words with the phonemes they spell, by hard expectation-maximisation. */
#include <math.h>
#include <string.h>

#include "syllables.h"

/* What it costs that a letter spells a phoneme, spells nothing, or spells one more phoneme. */
struct costs {
    double spells[SYLLABLE_LETTERS][PHONE_KINDS], is_silent[SYLLABLE_LETTERS], adds[SYLLABLE_LETTERS][PHONE_KINDS];
};

static struct costs costs, seen;

static void costs_guess(void)
{
    for (size_t letter = 0; letter < SYLLABLE_LETTERS; letter++) {
        const bool is_vowel_letter = strchr("aeiouy", (int)('a' + letter)) != NULL;
        costs.is_silent[letter] = is_vowel_letter ? 1.5 : 2;
        for (size_t phone = 0; phone < n_phone_names; phone++) {
            const bool same_name = !is_vowel_letter && phone_name(phone)[0] == (char)('A' + letter);
            costs.spells[letter][phone] = same_name ? 0.2 : is_vowel_letter == phone_is_vowel(phone) ? 1 : 4;
            costs.adds[letter][phone] = 4;
        }
    }
}

enum step { STEP_NONE = 0, STEP_SPELLS, STEP_SILENT, STEP_ADDS };

/* The cheapest way through letters and phonemes; notes what it used. */
static void entry_align(struct entry *entry)
{
    static double cost[LETTERS_MOST + 1][PHONES_MOST + 1];
    static enum step steps[LETTERS_MOST + 1][PHONES_MOST + 1];
    cost[0][0] = 0;
    for (size_t i = 0; i <= entry->n_letters; i++) {
        for (size_t j = i ? 0 : 1; j <= entry->n_phones; j++) {
            cost[i][j] = HUGE_VAL;
            const unsigned letter = i ? entry->letters[i - 1] : 0;
            const unsigned phone = j ? entry->phones[j - 1] : 0;
            const double ways[] = {
                [STEP_NONE] = HUGE_VAL,
                [STEP_SPELLS] = i && j ? cost[i - 1][j - 1] + costs.spells[letter][phone] : HUGE_VAL,
                [STEP_SILENT] = i ? cost[i - 1][j] + costs.is_silent[letter] : HUGE_VAL,
                [STEP_ADDS] = i && j ? cost[i][j - 1] + costs.adds[letter][phone] : HUGE_VAL,
            };
            for (enum step step = STEP_SPELLS; step <= STEP_ADDS; step++)
                if (ways[step] < cost[i][j]) {
                    cost[i][j] = ways[step];
                    steps[i][j] = step;
                }
        }
    }
    memset(entry->answers, 0, sizeof entry->answers);
    for (size_t i = entry->n_letters, j = entry->n_phones; i > 0;) {
        const enum step step = steps[i][j];
        const unsigned letter = entry->letters[i - 1];
        if (step == STEP_SILENT) {
            seen.is_silent[letter]++;
            i--;
            continue;
        }
        const unsigned phone = entry->phones[j - 1];
        (step == STEP_SPELLS ? seen.spells : seen.adds)[letter][phone]++;
        entry->answers[i - 1] = (unsigned char)(entry->answers[i - 1] + phone_is_vowel(phone));
        i -= step == STEP_SPELLS;
        j--;
    }
}

/* The counts of one round are the costs of the next; the small numbers keep what was not seen possible. */
static void costs_learn(void)
{
    for (size_t letter = 0; letter < SYLLABLE_LETTERS; letter++) {
        double all = seen.is_silent[letter] + 0.5, added = 1;
        for (size_t phone = 0; phone < n_phone_names; phone++) {
            all += seen.spells[letter][phone] + 0.1;
            added += seen.adds[letter][phone];
        }
        costs.is_silent[letter] = -log((seen.is_silent[letter] + 0.5) / all);
        for (size_t phone = 0; phone < n_phone_names; phone++) {
            costs.spells[letter][phone] = -log((seen.spells[letter][phone] + 0.1) / all);
            costs.adds[letter][phone] = -log((seen.adds[letter][phone] + 0.05) / (all + added));
        }
    }
    memset(&seen, 0, sizeof seen);
}

void entries_align(bool hold_out)
{
    costs_guess();
    for (int round = 0; round < 6; round++) {
        for (size_t i = 0; i < n_entries; i++)
            if (is_teacher(&entries[i], hold_out))
                entry_align(&entries[i]);
        costs_learn();
    }
}
