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
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "segment/segment.h"
#include "syllables.h"

#define HELD_OUT 5 /* one word in so many is kept back when measuring */

struct entry *entries;
size_t n_entries, n_phone_names;
static size_t entries_room;
static char phone_names[PHONE_KINDS][4];

void fail(const char *what, const char *subject)
{
    fprintf(stderr, "syllables: %s '%s'\n", what, subject);
    exit(1);
}

void *must(void *memory)
{
    if (!memory)
        fail("out of", "memory");
    return memory;
}

/* ------------------------------------------------------------------- reading */

bool phone_is_vowel(size_t phone)
{
    return strchr("AEIOU", phone_names[phone][0]) != NULL;
}

const char *phone_name(size_t phone)
{
    return phone_names[phone];
}

static unsigned char phone_number(struct span name)
{
    for (size_t i = 0; i < n_phone_names; i++)
        if (span_is(name, phone_names[i]))
            return (unsigned char)i;
    if (n_phone_names == PHONE_KINDS || name.len >= sizeof *phone_names)
        fail("not a phoneme:", name.ptr);
    memcpy(phone_names[n_phone_names], name.ptr, name.len);
    return (unsigned char)n_phone_names++;
}

static void entry_set_letters(struct entry *entry)
{
    const size_t n = strlen(entry->word);
    if (n > LETTERS_MOST || strspn(entry->word, "abcdefghijklmnopqrstuvwxyz") != n)
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

bool is_teacher(const struct entry *entry, bool hold_out)
{
    return entry->n_letters && !entry->mark && !(hold_out && entry->is_held_out);
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
    struct span phones = {rest, strcspn(rest, "#\n")}, phone;
    while (span_next_part(&phones, ' ', &phone) && entry.n_phones < PHONES_MOST) {
        if (phone.len == 0)
            continue;
        /* "AH0": the digit is the stress. */
        phone.len -= phone.ptr[phone.len - 1] <= '9';
        entry.phones[entry.n_phones] = phone_number(phone);
        entry.least += phone_is_vowel(entry.phones[entry.n_phones++]);
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
    fprintf(file, "# Grown by tools/syllables from pronunciations.txt; src/segment/syllables.h tells the format.\n");
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
    if (n == 0)
        fail("no word is held out of", "the list");
    printf("held out %zu words of %zu: %zu right (%zu in 10,000), %zu with the smaller count; tree of %zu bytes\n", n,
           n_entries, n_right, n_right * 10000 / n, n_least, n_tree);
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
