/* Compiled patterns with budgets. The only room that knows PCRE2.
 *
 * Subjects are checked text, so PCRE2's own UTF check is off. Every match runs under a limit of steps, depth and heap;
 * a pattern that reaches one gives "no match" and is counted by match_scratch_stopped. A subject of more than 4 KiB is
 * searched window by window (4 KiB, cut at spaces): there a hit never spans two windows.
 */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "qualm.h"

struct pattern;       /* may be shared by threads */
struct match_scratch; /* of one thread */

#define MATCH_GROUPS 4 /* group 0 is the whole */

struct match_hit {
    uint32_t start[MATCH_GROUPS], end[MATCH_GROUPS]; /* start > end: the group did not take part */
};

/* Compiles caseless, UTF, UCP, extended classes off; at most 8 KiB. An apostrophe in the pattern stands for ' and ’
 * (U+2019), in character classes too (so groups are named <name>), a space for one space. A pattern must not start
 * with (* and must not hold \C. On failure (QUALM_ERR_ARGUMENT) `error` (may be NULL) gets "offset: message". */
enum qualm_status pattern_new(const char *source, char *error, size_t error_size, struct pattern **pattern);
/* For pattern_try: hits only where a search starts. */
enum qualm_status pattern_new_anchored(const char *source, struct pattern **pattern);
void pattern_free(struct pattern *pattern);
/* The number of a named group, or 0. */
unsigned pattern_group(const struct pattern *pattern, const char *name);

enum qualm_status match_scratch_new(struct match_scratch **scratch);
void match_scratch_free(struct match_scratch *scratch);
uint64_t match_scratch_stopped(const struct match_scratch *scratch);

/* The first hit at or after `from`; `*is_hit` says whether there is one. An empty hit is no hit. */
enum qualm_status pattern_find(const struct pattern *pattern, struct match_scratch *scratch, const char *text,
                               size_t n_bytes, size_t from, struct match_hit *hit, bool *is_hit);

/* The same for a hit that starts at `last` at the latest. */
enum qualm_status pattern_find_within(const struct pattern *pattern, struct match_scratch *scratch, struct span text,
                                      size_t from, size_t last, struct match_hit *hit, bool *is_hit);

/* A set of patterns behind a filter on words: only patterns of which an anchor is among the words are run. */
struct pattern_set;
struct pattern_row {
    const char *pattern;
    const char *anchors; /* space-separated, at most 48 bytes each; "suggest*" is a prefix; "*" or "": always run */
    const char *leads;   /* divided by |: every hit begins, at a word boundary, with one of these; NULL or "": not
                            known, then the row is searched for as a whole */
    const char *between; /* not "" or NULL: the leads are hinges, before which a hit begins: at the word before, or at
                            one further on where only words of this list are between ("*ly": all that end so) */
    char holds;          /* a sign that is in every hit, of an ASCII byte; '0': a digit; '\0': not known */
};
/* A lead is a letter or digit and up to some more of them, spaces, hyphens and %, in lower case. An apostrophe (or
 * U+2019) can only be its last. "no_" is one that no letter or digit follows, "N years" begins with any number.
 * "A" is an upper-case letter. "^no" is one where the text starts; "^(" where it starts with this sign (of more bytes,
 * the first), "^_" with any, "^A" with an upper-case letter or no ASCII one; "^AA" and "^Ad" where behind the first
 * space such a letter follows too, or a d. */
/* Rows are numbered from 0. The rows' strings must outlive the set. Patterns compile when first needed, or now when
 * `compile_now`; `*bad_row` (may be NULL) names the row that does not compile. */
enum qualm_status pattern_set_new(const struct pattern_row *rows, size_t n_rows, bool compile_now,
                                  struct pattern_set **set, size_t *bad_row);
void pattern_set_free(struct pattern_set *set);
/* The pattern of a row, as pattern_new or as pattern_new_anchored gives it. */
enum qualm_status pattern_set_get(struct pattern_set *set, size_t row, const struct pattern **pattern);
enum qualm_status pattern_set_get_anchored(struct pattern_set *set, size_t row, const struct pattern **pattern);
/* Whether a row is looked for at its leads. */
bool pattern_set_has_leads(const struct pattern_set *set, size_t row);
/* A sign that every hit of a row holds, '0' for a digit, or '\0'. */
char pattern_set_holds(const struct pattern_set *set, size_t row);
/* What may come between a hit's first word and its hinge; NULL where the leads are none. */
const char *pattern_set_between(const struct pattern_set *set, size_t row);
/* The rows with leads, as a bit set. */
const uint64_t *pattern_set_lead_rows(const struct pattern_set *set);
/* Marks in `rows` (a bit set of pattern_set_words(set) words of 64 bits, cleared by the caller) the rows that could
 * match a text that holds this folded word. */
void pattern_set_mark(const struct pattern_set *set, struct span word, uint64_t *rows);
/* Marks the rows that are always run. */
void pattern_set_mark_always(const struct pattern_set *set, uint64_t *rows);
size_t pattern_set_words(const struct pattern_set *set);
size_t pattern_set_rows(const struct pattern_set *set);
/* Like pattern_find with an anchored pattern: a hit starts at `at`. */
enum qualm_status pattern_try(const struct pattern *pattern, struct match_scratch *scratch, const char *text,
                              size_t n_bytes, size_t at, struct match_hit *hit, bool *is_hit);

/* A search for all rows of a set in one text after the other; scratch of one thread. `is_plain` leaves out every
 * filter: slow, with the same hits. Set and scratch are borrowed. */
struct pattern_search;
enum qualm_status pattern_search_new(struct pattern_set *set, struct match_scratch *scratch, bool is_plain,
                                     struct pattern_search **search);
/* A search for the rows from `first` up to `end` in parts of the text of `whole`, which must live longer. */
enum qualm_status pattern_search_new_part(const struct pattern_search *whole, size_t first, size_t end,
                                          struct pattern_search **part);
void pattern_search_free(struct pattern_search *search);
/* Turns to another text, which must live until the next one: begin, then each of its words in order, then ready. A row
 * is looked for when one of its anchors is among the words and, if it has leads, where one of them stands. */
enum qualm_status pattern_search_begin(struct pattern_search *search, const char *text, size_t n_bytes);
/* Every letter and digit of the text must be in a word. */
struct match_word {
    struct span folded;
    uint32_t type;    /* only words that are written alike have the same, in all texts of a search; 0: not known */
    uint32_t n_bytes; /* as it is written */
    size_t at;        /* in the text */
};
enum qualm_status pattern_search_word(struct pattern_search *search, const struct match_word *word);
enum qualm_status pattern_search_ready(struct pattern_search *search);
/* Instead of all that: for rows that match at the start of the text only, and of which none needs an anchor. */
enum qualm_status pattern_search_line(struct pattern_search *search, const char *text, size_t n_bytes);
/* Turns a part to [start, end) of the text that its whole is ready for. Places and hits count from `start`. */
enum qualm_status pattern_search_turn(struct pattern_search *part, size_t start, size_t end);
/* The next row, from `*row` on, that could match the text; false at the end. */
bool pattern_search_row(const struct pattern_search *search, size_t *row);
/* The rows that could match the text, as a bit set; valid until the next text. */
const uint64_t *pattern_search_rows(const struct pattern_search *search);
/* The first hit of a row at or after `from`. */
enum qualm_status pattern_search_find(struct pattern_search *search, size_t row, size_t from, struct match_hit *hit,
                                      bool *is_hit);

#endif
