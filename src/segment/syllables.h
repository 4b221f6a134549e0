/* Syllables of words by a letter tree and its exceptions. Knows nothing of ICU, so that the tool that grows the trees
 * counts with the very code that the library runs.
 *
 * The tree answers for one letter at a time how many syllables begin to sound with it: 0, 1 or 2. It is bytes:
 *
 *   52 bytes           for a to z the offset of the letter's node, low byte first
 *   node               head byte: bits 0-1 the answer where no branch fits, bits 2-5 which neighbour is looked at
 *                      (0: none, the node is a leaf; n: syllable_neighbours[n - 1])
 *                      and, unless it is a leaf, a byte with the number of branches, then the branches
 *   branch             a byte: bits 0-4 the neighbour's letter (0 to 25; 26: no letter there), bits 5-6 what follows:
 *                      0 to 2 an answer, 3 the offset of a node in two bytes, low byte first, larger than this node's
 *
 * Exceptions are sorted words "word\tN". A word that ends in a full stop or an apostrophe is the one that is written
 * with that mark behind it: "rep." against "rep".
 */
#ifndef SEGMENT_SYLLABLES_H
#define SEGMENT_SYLLABLES_H

#include "data/rows.h"
#include "base/span.h"

#define SYLLABLE_LETTERS 26
#define SYLLABLE_NO_LETTER 26
#define SYLLABLE_N_NEIGHBOURS 11
#define SYLLABLE_BRANCH_NODE 3
#define SYLLABLE_MOST 255

/* Distances of the neighbours that a node may look at. */
extern const signed char syllable_neighbours[SYLLABLE_N_NEIGHBOURS];

/* What the tree says of a word of `n` letters, each 0 to 25: at least 1. */
unsigned syllables_of_letters(const unsigned char *tree, size_t n_tree, const unsigned char *letters, size_t n);

/* Whether the word is an exception, with `mark` behind it ("." or "'"; 0: as it is). Its count may be 0: "hmm". */
bool syllables_of_exception(const struct data_language *language, struct span folded_word, char mark,
                            unsigned *count);

#endif
