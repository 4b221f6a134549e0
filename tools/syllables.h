/* The syllable tool: what its three files share. */
#ifndef TOOLS_SYLLABLES_H
#define TOOLS_SYLLABLES_H

#include "segment/syllables.h"

#define LETTERS_MOST 40
#define PHONES_MOST 40
#define PHONE_KINDS 64

/* One headword: its pronunciation with fewest syllables. */
struct entry {
    char *word;      /* folded, without leading apostrophes and the mark */
    char mark;       /* "." or "'" behind it, else 0 */
    unsigned least;  /* syllables */
    uint32_t counts; /* the set of its pronunciations' counts, as bits */
    unsigned char phones[PHONES_MOST];
    size_t n_phones;
    unsigned char letters[LETTERS_MOST], answers[LETTERS_MOST];
    size_t n_letters; /* 0: not only letters, or too long */
    bool is_held_out;
};

extern struct entry *entries;
extern size_t n_entries;
extern size_t n_phone_names;

/* Ends the program with a message. */
_Noreturn void fail(const char *what, const char *subject);
/* `memory`, unless there is none. */
void *must(void *memory);

bool phone_is_vowel(size_t phone);
const char *phone_name(size_t phone);
/* Whether the tree may learn from the word. */
bool is_teacher(const struct entry *entry, bool hold_out);

/* syllables_align.c: sets the answers of every teacher. */
void entries_align(bool hold_out);

/* syllables_tree.c: grows the tree in the format of segment/syllables.h. */
extern unsigned char tree[UINT16_MAX + 1];
extern size_t n_tree;
void tree_grow(bool hold_out);

#endif
