/* Grows the syllable tree of a language from pronunciations: a maintainer's tool, not part of a build.
 *
 *   syllables measure PRONUNCIATIONS                     how well the rule does on a fifth of the words held out
 *   syllables grow PRONUNCIATIONS TREE EXCEPTIONS        writes what ships, grown on all words
 *
 * First each letter of a word is aligned with the phonemes that it spells, so that it is known how many vowel sounds
 * each letter begins; then for every letter a decision tree learns that number from the letters around it (ID3, pruned
 * by cost). What the tree and the rules of segment/syllables.c still get wrong becomes an exception, so that every
 * word of the list is counted right. Of several pronunciations the one with fewest syllables counts: Flesch's rule.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "segment/segment.h"
#include "segment/syllables.h"

#define MOST_LETTERS 40
#define MOST_PHONES 40
#define PHONE_KINDS 64
#define N_ANSWERS 3
#define N_LETTERS (SYLLABLE_LETTERS + 1) /* and "no letter" */
#define HELD_OUT 5
/* Errors that a branch must save to be kept: larger is a smaller tree and more exceptions. From 0.25 to 1 held-out words
 * come out alike; 0.5 makes tree and exceptions together smallest. */
#define BRANCH_COST 0.5

/* One headword: its pronunciation with fewest syllables. */
struct entry {
    char *word;      /* folded, without leading apostrophes and the mark */
    char mark;       /* "." or "'" behind it, else 0 */
    unsigned least;  /* syllables */
    uint32_t counts; /* the set of its pronunciations' counts, as bits */
    unsigned char phones[MOST_PHONES];
    size_t n_phones;
    unsigned char letters[MOST_LETTERS], answers[MOST_LETTERS];
    size_t n_letters; /* 0: not only letters, or too long */
    bool is_held_out;
};

static struct entry *entries;
static size_t n_entries, entries_room;
static char phone_names[PHONE_KINDS][4];
static size_t n_phone_names;

static void fail(const char *what, const char *subject)
{
    fprintf(stderr, "syllables: %s '%s'\n", what, subject);
    exit(1);
}

static void *must(void *memory)
{
    if (!memory)
        fail("out of", "memory");
    return memory;
}

/* ------------------------------------------------------------------- reading */

static bool is_vowel(size_t phone)
{
    return strchr("AEIOU", phone_names[phone][0]) != NULL;
}

static unsigned char phone_number(const char *name, size_t n)
{
    for (size_t i = 0; i < n_phone_names; i++)
        if (strlen(phone_names[i]) == n && memcmp(phone_names[i], name, n) == 0)
            return (unsigned char)i;
    if (n_phone_names == PHONE_KINDS || n >= sizeof *phone_names)
        fail("not a phoneme:", name);
    memcpy(phone_names[n_phone_names], name, n);
    return (unsigned char)n_phone_names++;
}

static void entry_set_letters(struct entry *entry)
{
    const size_t n = strlen(entry->word);
    if (n > MOST_LETTERS || strspn(entry->word, "abcdefghijklmnopqrstuvwxyz") != n)
        return;
    for (size_t i = 0; i < n; i++)
        entry->letters[i] = (unsigned char)(entry->word[i] - 'a');
    entry->n_letters = n;
}

/* FNV-1a, so that the fifth is the same on every machine. */
static bool is_held_out(const char *word)
{
    uint32_t hash = 2166136261u;
    for (; *word; word++)
        hash = (hash ^ (unsigned char)*word) * 16777619u;
    return hash % HELD_OUT == 0;
}

static struct entry entry_parse(char *line)
{
    struct entry entry = {.mark = 0};
    char *rest = line + strcspn(line, " ");
    char *word_end = rest;
    if (word_end > line && word_end[-1] == ')')
        while (word_end > line && *word_end != '(')
            word_end--;
    line += strspn(line, "'");
    if (word_end - line > 1 && (word_end[-1] == '.' || word_end[-1] == '\''))
        entry.mark = *--word_end;
    entry.word = must(strndup(line, (size_t)(word_end - line)));
    rest[strcspn(rest, "#\n")] = '\0';
    for (char *phone = strtok(rest, " "); phone && entry.n_phones < MOST_PHONES; phone = strtok(NULL, " ")) {
        entry.phones[entry.n_phones] = phone_number(phone, strcspn(phone, "012"));
        entry.least += is_vowel(entry.phones[entry.n_phones++]);
    }
    entry.counts = 1u << entry.least;
    entry.is_held_out = is_held_out(entry.word);
    entry_set_letters(&entry);
    return entry;
}

static int entry_order(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    const int order = strcmp(left->word, right->word);
    if (order || left->mark != right->mark)
        return order ? order : left->mark - right->mark;
    /* A count of 0 wraps round to the end: "fs" is rather "f. s." than no syllable. */
    return left->least - 1 < right->least - 1 ? -1 : left->least != right->least;
}

/* Pronunciations of one word become one entry, the one with fewest syllables. */
static void entries_merge(void)
{
    qsort(entries, n_entries, sizeof *entries, entry_order);
    size_t n = 0;
    for (size_t i = 0; i < n_entries; i++) {
        struct entry *last = n ? &entries[n - 1] : NULL;
        if (last && strcmp(last->word, entries[i].word) == 0 && last->mark == entries[i].mark) {
            last->counts |= entries[i].counts;
            free(entries[i].word);
        } else {
            entries[n++] = entries[i];
        }
    }
    n_entries = n;
}

static void entries_read(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        fail("cannot open", path);
    char line[1024];
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#' || line[0] == '\n')
            continue;
        void *grown = entries;
        if (array_reserve(&grown, &entries_room, n_entries + 1, sizeof *entries))
            fail("out of", "memory");
        entries = grown;
        entries[n_entries++] = entry_parse(line);
    }
    fclose(file);
    entries_merge();
}

/* ----------------------------------------------------------------- alignment */

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
            const bool same_name = !is_vowel_letter && phone_names[phone][0] == (char)('A' + letter);
            costs.spells[letter][phone] = same_name ? 0.2 : is_vowel_letter == is_vowel(phone) ? 1 : 4;
            costs.adds[letter][phone] = 4;
        }
    }
}

enum step { STEP_NONE = 0, STEP_SPELLS, STEP_SILENT, STEP_ADDS };

/* The cheapest way through letters and phonemes; notes what it used. */
static void entry_align(struct entry *entry)
{
    static double cost[MOST_LETTERS + 1][MOST_PHONES + 1];
    static enum step steps[MOST_LETTERS + 1][MOST_PHONES + 1];
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
        entry->answers[i - 1] = (unsigned char)(entry->answers[i - 1] + is_vowel(phone));
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

static bool is_teacher(const struct entry *entry, bool hold_out)
{
    return entry->n_letters && !entry->mark && !(hold_out && entry->is_held_out);
}

static void entries_align(bool hold_out)
{
    costs_guess();
    for (int round = 0; round < 6; round++) {
        for (size_t i = 0; i < n_entries; i++)
            if (is_teacher(&entries[i], hold_out))
                entry_align(&entries[i]);
        costs_learn();
    }
}

/* ---------------------------------------------------------------------- tree */

/* One letter of one word. */
struct place {
    const struct entry *entry;
    size_t at;
};

struct node {
    int neighbour; /* -1: a leaf */
    unsigned answer;
    struct node *branches[N_LETTERS];
    double n_wrong;
    size_t n_branches; /* of the whole tree below */
};

static unsigned place_letter(const struct place *place, int neighbour)
{
    const ptrdiff_t at = (ptrdiff_t)place->at + syllable_neighbours[neighbour];
    return at < 0 || (size_t)at >= place->entry->n_letters ? SYLLABLE_NO_LETTER : place->entry->letters[at];
}

static unsigned place_answer(const struct place *place)
{
    const unsigned answer = place->entry->answers[place->at];
    return answer < N_ANSWERS ? answer : N_ANSWERS - 1;
}

/* In nats, over all `counts`, not their mean. */
static double entropy(const double *counts, size_t n)
{
    double all = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        all += counts[i];
    for (size_t i = 0; i < n; i++)
        if (counts[i] > 0)
            sum -= counts[i] * log(counts[i] / all);
    return sum;
}

/* How much knowing the neighbour tells, over how finely it splits; 0 when it does not split. */
static double neighbour_worth(const struct place *places, size_t n, int neighbour, double before)
{
    double counts[N_LETTERS][N_ANSWERS] = {{0}}, sizes[N_LETTERS] = {0}, after = 0;
    for (size_t i = 0; i < n; i++) {
        const unsigned letter = place_letter(&places[i], neighbour);
        counts[letter][place_answer(&places[i])]++;
        sizes[letter]++;
    }
    for (size_t letter = 0; letter < N_LETTERS; letter++)
        after += entropy(counts[letter], N_ANSWERS);
    const double split = entropy(sizes, N_LETTERS);
    return split > 0 ? (before - after) / (split + 0.5 * (double)n) : 0;
}

static int neighbour_choose(const struct place *places, size_t n, unsigned used, double before)
{
    int best = -1;
    double most = 1e-9;
    for (int neighbour = 0; neighbour < SYLLABLE_N_NEIGHBOURS; neighbour++) {
        if (used >> neighbour & 1)
            continue;
        const double worth = neighbour_worth(places, n, neighbour, before);
        if (worth > most) {
            most = worth;
            best = neighbour;
        }
    }
    return best;
}

static void node_free(struct node *node)
{
    if (!node)
        return;
    for (size_t letter = 0; letter < N_LETTERS; letter++)
        node_free(node->branches[letter]);
    free(node);
}

/* Sorts places by the neighbour's letter; `starts` gets where each letter's begin, and the end. */
static void places_split(struct place *places, size_t n, int neighbour, size_t starts[N_LETTERS + 1])
{
    struct place *sorted = must(malloc(n * sizeof *sorted));
    size_t next[N_LETTERS];
    memset(starts, 0, (N_LETTERS + 1) * sizeof *starts);
    for (size_t i = 0; i < n; i++)
        starts[place_letter(&places[i], neighbour) + 1]++;
    for (size_t letter = 0; letter < N_LETTERS; letter++)
        starts[letter + 1] += starts[letter];
    memcpy(next, starts, sizeof next);
    for (size_t i = 0; i < n; i++)
        sorted[next[place_letter(&places[i], neighbour)]++] = places[i];
    memcpy(places, sorted, n * sizeof *places);
    free(sorted);
}

static struct node *node_grow(struct place *places, size_t n, unsigned used);

static void node_branch(struct node *node, struct place *places, size_t n, unsigned used)
{
    size_t starts[N_LETTERS + 1];
    places_split(places, n, node->neighbour, starts);
    double n_wrong = 0;
    for (size_t letter = 0; letter < N_LETTERS; letter++) {
        if (starts[letter] == starts[letter + 1])
            continue;
        struct node *child = node_grow(places + starts[letter], starts[letter + 1] - starts[letter],
                                       used | 1u << node->neighbour);
        n_wrong += child->n_wrong;
        if (child->neighbour < 0 && child->answer == node->answer) {
            node_free(child);
            continue;
        }
        node->branches[letter] = child;
        node->n_branches += 1 + child->n_branches;
    }
    if (node->n_branches && node->n_wrong - n_wrong > BRANCH_COST * (double)node->n_branches) {
        node->n_wrong = n_wrong;
        return;
    }
    for (size_t letter = 0; letter < N_LETTERS; letter++) {
        node_free(node->branches[letter]);
        node->branches[letter] = NULL;
    }
    node->n_branches = 0;
    node->neighbour = -1;
}

/* Calls itself at most once a neighbour deep. */
static struct node *node_grow(struct place *places, size_t n, unsigned used)
{
    struct node *node = must(calloc(1, sizeof *node));
    double counts[N_ANSWERS] = {0};
    for (size_t i = 0; i < n; i++)
        counts[place_answer(&places[i])]++;
    for (unsigned answer = 1; answer < N_ANSWERS; answer++)
        if (counts[answer] > counts[node->answer])
            node->answer = answer;
    node->n_wrong = (double)n - counts[node->answer];
    node->neighbour = node->n_wrong > BRANCH_COST ? neighbour_choose(places, n, used, entropy(counts, N_ANSWERS)) : -1;
    if (node->neighbour >= 0)
        node_branch(node, places, n, used);
    return node;
}

/* ----------------------------------------------------------- tree as bytes */

static unsigned char tree[UINT16_MAX + 1];
static size_t n_tree;

static void byte_put(unsigned value)
{
    if (n_tree == sizeof tree)
        fail("the tree is over 64", "KiB");
    tree[n_tree++] = (unsigned char)value;
}

static void offset_set(size_t at, size_t offset)
{
    tree[at] = (unsigned char)(offset & 255);
    tree[at + 1] = (unsigned char)(offset >> 8);
}

/* Writes the format of segment/syllables.h: a node, then its children. */
static void node_write(const struct node *node)
{
    byte_put(node->answer | (unsigned)(node->neighbour + 1) << 2);
    if (node->neighbour < 0)
        return;
    size_t fix[N_LETTERS] = {0};
    const size_t count_at = n_tree;
    byte_put(0);
    for (unsigned letter = 0; letter < N_LETTERS; letter++) {
        const struct node *child = node->branches[letter];
        if (!child)
            continue;
        tree[count_at]++;
        byte_put(letter | (child->neighbour < 0 ? child->answer : SYLLABLE_BRANCH_NODE) << 5);
        if (child->neighbour < 0)
            continue;
        fix[letter] = n_tree;
        byte_put(0);
        byte_put(0);
    }
    for (unsigned letter = 0; letter < N_LETTERS; letter++)
        if (fix[letter]) {
            offset_set(fix[letter], n_tree);
            node_write(node->branches[letter]);
        }
}

static size_t places_of(unsigned letter, bool hold_out, struct place *places)
{
    size_t n = 0;
    for (size_t i = 0; i < n_entries; i++)
        for (size_t at = 0; is_teacher(&entries[i], hold_out) && at < entries[i].n_letters; at++)
            if (entries[i].letters[at] == letter) {
                if (places)
                    places[n] = (struct place){&entries[i], at};
                n++;
            }
    return n;
}

static void tree_grow(bool hold_out)
{
    entries_align(hold_out);
    n_tree = (size_t)2 * SYLLABLE_LETTERS;
    for (unsigned letter = 0; letter < SYLLABLE_LETTERS; letter++) {
        const size_t n = places_of(letter, hold_out, NULL);
        struct place *places = must(malloc((n + 1) * sizeof *places));
        places_of(letter, hold_out, places);
        struct node *root = node_grow(places, n, 0);
        offset_set((size_t)2 * letter, n_tree);
        node_write(root);
        node_free(root);
        free(places);
    }
}

/* ---------------------------------------------------------------- exceptions */

static const char **exceptions;
static size_t exceptions_room;
static struct data_words exception_list;
static struct data_language language = {.tag = "en", .syllable_tree = tree, .syllable_exceptions = &exception_list};

static unsigned entry_count(const struct entry *entry)
{
    const struct span word = span_of(entry->word);
    unsigned count;
    if (entry->mark && syllables_of_exception(&language, word, entry->mark, &count))
        return count;
    return syllables_count(&language, word);
}

static int text_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void exception_add(const struct entry *entry, bool with_mark)
{
    char text[128];
    snprintf(text, sizeof text, "%s%s\t%u", entry->word, with_mark ? (char[]){entry->mark, 0} : "", entry->least);
    void *grown = exceptions;
    if (array_reserve(&grown, &exceptions_room, exception_list.n_words + 1, sizeof *exceptions))
        fail("out of", "memory");
    exceptions = grown;
    exception_list.words = exceptions;
    exceptions[exception_list.n_words] = must(strdup(text));
}

/* Adds what comes out wrong among the words of a kind. New rows count from the next call on, so that plain words
 * help the possessives and compounds made of them. */
static void exceptions_find(bool (*is_of_kind)(size_t i))
{
    const size_t before = exception_list.n_words;
    size_t n = before;
    for (size_t i = 0; i < n_entries; i++) {
        if (!is_of_kind(i) || entry_count(&entries[i]) == entries[i].least)
            continue;
        const bool has_plain_form = i > 0 && strcmp(entries[i - 1].word, entries[i].word) == 0;
        exception_list.n_words = n++;
        exception_add(&entries[i], entries[i].mark && has_plain_form);
        exception_list.n_words = before;
    }
    exception_list.n_words = n;
    if (n)
        qsort(exceptions, n, sizeof *exceptions, text_order);
}

static bool is_plain(size_t i)
{
    return entries[i].n_letters && !entries[i].mark;
}

static bool is_compound(size_t i)
{
    return !entries[i].n_letters && !entries[i].mark;
}

static bool is_marked(size_t i)
{
    return entries[i].mark != 0;
}

/* ------------------------------------------------------------------- results */

static void tree_write(const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        fail("cannot write", path);
    fprintf(file, "# Grown by tools/syllables from pronunciations.txt; the format stands in src/segment/syllables.h.\n");
    for (size_t i = 0; i < n_tree; i++)
        fprintf(file, "%u%c", tree[i], i % 30 == 29 || i + 1 == n_tree ? '\n' : ' ');
    if (fclose(file))
        fail("cannot write", path);
}

static void exceptions_write(const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        fail("cannot write", path);
    fprintf(file, "# Words of pronunciations.txt that the tree gets wrong; made by tools/syllables.\nword\tcount\n");
    for (size_t i = 0; i < exception_list.n_words; i++)
        fprintf(file, "%s\n", exceptions[i]);
    if (fclose(file))
        fail("cannot write", path);
}

static void measure(void)
{
    size_t n = 0, n_right = 0, n_least = 0;
    tree_grow(true);
    language.n_syllable_tree = n_tree;
    for (size_t i = 0; i < n_entries; i++) {
        if (!entries[i].is_held_out)
            continue;
        const unsigned count = entry_count(&entries[i]);
        n++;
        n_right += count < 32 && (entries[i].counts >> count & 1);
        n_least += entries[i].least == count;
    }
    printf("held out %zu words of %zu: %zu right (%.2f %%), %zu with the smaller count; tree of %zu bytes\n", n,
           n_entries, n_right, 100.0 * (double)n_right / (double)n, n_least, n_tree);
}

static void grow(const char *tree_path, const char *exceptions_path)
{
    tree_grow(false);
    language.n_syllable_tree = n_tree;
    exceptions_find(is_plain);
    exceptions_find(is_compound);
    exceptions_find(is_marked);
    tree_write(tree_path);
    exceptions_write(exceptions_path);
    printf("%zu words, tree of %zu bytes, %zu exceptions\n", n_entries, n_tree, exception_list.n_words);
}

int main(int argc, char **argv)
{
    const bool measures = argc == 3 && strcmp(argv[1], "measure") == 0;
    const bool grows = argc == 5 && strcmp(argv[1], "grow") == 0;
    if (!measures && !grows) {
        fprintf(stderr, "usage: syllables measure PRONUNCIATIONS\n"
                        "       syllables grow PRONUNCIATIONS TREE EXCEPTIONS\n");
        return 2;
    }
    entries_read(argv[2]);
    if (measures)
        measure();
    else
        grow(argv[3], argv[4]);
    for (size_t i = 0; i < n_entries; i++)
        free(entries[i].word);
    free(entries);
    for (size_t i = 0; i < exception_list.n_words; i++)
        free((void *)(uintptr_t)exceptions[i]);
    free(exceptions);
    return 0;
}
