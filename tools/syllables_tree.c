/* Grows one decision tree a letter (ID3, pruned by cost) and writes them as bytes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "syllables.h"

#define N_ANSWERS 3
#define N_LETTERS (SYLLABLE_LETTERS + 1) /* and "no letter" */
/* Errors that a branch must save to be kept: larger is a smaller tree and more exceptions. From 0.25 to 1 held-out
 * words come out alike; 0.5 makes tree and exceptions together smallest. */
#define BRANCH_COST 0.5

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
    struct place *sorted = must(calloc(n + 1, sizeof *sorted));
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

unsigned char tree[UINT16_MAX + 1];
size_t n_tree;

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

void tree_grow(bool hold_out)
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
