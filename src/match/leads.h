/* A tree of what hits begin with: asked at a place of a text, it says which rows could match there. */
#ifndef MATCH_LEADS_H
#define MATCH_LEADS_H

#include "match/match.h"

struct lead_tree;

/* A row that could match; LEAD_AT_START is added where it can only do so at the start of the text. */
#define LEAD_AT_START UINT32_C(0x80000000)

enum qualm_status lead_tree_new(const struct pattern_row *rows, size_t n_rows, struct lead_tree **tree);
void lead_tree_free(struct lead_tree *tree);
/* The list of rows that have a lead at the start of `text` (not empty); 0 is the empty one. */
uint32_t lead_tree_find(const struct lead_tree *tree, const char *text, size_t n_bytes);
/* The same in two steps: a word of letters and digits, and then what follows it, from `at` on. */
struct lead_node {
    uint32_t classes[2]; /* bit set: of the bytes that lead on */
    uint32_t first_child;
    uint32_t list;      /* the rows that could match where the text goes on with a letter or digit */
    uint32_t list_over; /* where it does not: those that end a word here, too */
};
struct lead_node lead_tree_enter(const struct lead_tree *tree, const char *word, size_t n_bytes);
uint32_t lead_tree_go_on(const struct lead_tree *tree, const struct lead_node *node, const char *text, size_t n_bytes,
                         size_t at);
/* The same for leads that begin with a number; 0 where the text does not. */
uint32_t lead_tree_find_number(const struct lead_tree *tree, const char *text, size_t n_bytes);
/* For the lead of an upper-case letter; 0 where the byte is none. */
uint32_t lead_tree_find_upper(const struct lead_tree *tree, char first);
/* The lists of rows that could match a text for its first byte, and for that of its second word, beside those that have
 * a lead at its start. */
uint32_t lead_tree_find_start(const struct lead_tree *tree, char first);
uint32_t lead_tree_find_name(const struct lead_tree *tree, const char *text, size_t n_bytes);
const uint32_t *lead_tree_rows(const struct lead_tree *tree, uint32_t list, size_t *n);

/* Whether a byte belongs to a word that can be a lead: an ASCII letter or digit. */
bool lead_is_word_byte(char c);

/* Of a set; borrowed. */
const struct lead_tree *pattern_set_leads(const struct pattern_set *set);

#endif
