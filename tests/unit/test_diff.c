/* Unified diffs as tools and people write them, and as nobody should: which lines are said to be new. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "project/changes.h"

struct reading {
    struct change_list list;
    struct complaint why;
    char text[4000]; /* what was read, or the complaint */
};

static void text_add(struct reading *reading, const char *format, ...)
{
    const size_t n = strlen(reading->text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reading->text + n, sizeof reading->text - n, format, arguments);
    va_end(arguments);
}

/* "path<old new whole - 3-4 7|8;": a gap has a bar, "-" says that lines went. */
static void changes_write(struct reading *reading)
{
    for (size_t i = 0; i < reading->list.n; i++) {
        const struct change *change = &reading->list.items[i];
        text_add(reading, "%s", change->path);
        if (change->old_path && strcmp(change->old_path, change->path) != 0)
            text_add(reading, "<%s", change->old_path);
        text_add(reading, "%s%s%s", change->is_new ? " new" : "", change->is_whole && !change->is_new ? " whole" : "",
                 change->has_deletions ? " -" : "");
        for (size_t k = 0; k < change->n_ranges; k++)
            text_add(reading, " %u%c%u", change->ranges[k].first, change->ranges[k].is_gap ? '|' : '-',
                     change->ranges[k].last);
        text_add(reading, ";");
    }
}

/* Reads in pieces of `n_piece` bytes. */
static struct reading *reading_make(const char *diff, size_t n_bytes, size_t n_piece)
{
    static struct reading reading;
    struct diff_reader *reader;
    reading = (struct reading){.text = ""};
    assert_int_equal(diff_reader_new("d", &reading.list, &reading.why, &reader), QUALM_OK);
    enum qualm_status status = QUALM_OK;
    for (size_t at = 0; at < n_bytes && !status; at += n_piece)
        status = diff_read(reader, diff + at, n_bytes - at < n_piece ? n_bytes - at : n_piece);
    if (!status)
        status = diff_finish(reader);
    if (status)
        text_add(&reading, "%d %s", (int)status, reading.why.text);
    else
        changes_write(&reading);
    diff_reader_free(reader);
    free(reading.list.items);
    arena_clear(&reading.list.arena);
    return &reading;
}

#define GIT(name) "diff --git a/" name " b/" name "\nindex 1..2 100644\n--- a/" name "\n+++ b/" name "\n"

static const struct {
    const char *diff, *wanted;
} cases[] = {
    {"", ""},
    {"\n\r\n", ""},
    /* lines */
    {GIT("a.md") "@@ -3 +3 @@\n-old\n+new\n", "a.md - 3-3;"},
    {GIT("a.md") "@@ -1,0 +2,3 @@ head\n+x\n+y\n+z\n@@ -9 +12,0 @@\n-gone\n", "a.md - 2-4 12|13;"},
    {GIT("a.md") "@@ -1 +0,0 @@\n-first\n", "a.md -;"},
    {GIT("a.md") "@@ -1,3 +1,3 @@\n one\n-two\n+Two\n\n", "a.md - 2-2;"},
    {GIT("a.md") "@@ -1,4 +1,5 @@\n one\n+1a\n two\n-three\n four\n+five\n", "a.md - 2-2 3|4 5-5;"},
    {GIT("a.md") "@@ -2,3 +2 @@\n-a\n b\n-c\n@@ -5,2 +3 @@\n-d\n e\n", "a.md - 1|2 2|3;"},
    {GIT("a.md") "@@ -2 +2 @@\n--- x\n+++ y\n@@ -9 +9 @@\n--\n+--\n", "a.md - 2-2 9-9;"},
    {GIT("a.md") "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n", "a.md - 1-1;"},
    {GIT("a.md") "@@ -1 +1 @@\n-a\n+b", "a.md - 1-1;"},
    {"--- a.md\r\n+++ a.md\r\n@@ -1,2 +1,2 @@\r\n-a\r\n+b\r\n\r\n", "a.md - 1-1;"},
    /* names */
    {GIT("with space.md") "@@ -0,0 +1 @@\n+x\n", "with space.md 1-1;"},
    {"diff --git a/w s.md b/w s.md\n--- a/w s.md\t\n+++ b/w s.md\t\n@@ -0,0 +1 @@\n+x\n", "w s.md 1-1;"},
    {"diff --git \"a/na\\303\\257ve\\t\\\"q\\\".md\" \"b/na\\303\\257ve\\t\\\"q\\\".md\"\n"
     "--- \"a/na\\303\\257ve\\t\\\"q\\\".md\"\n+++ \"b/na\\303\\257ve\\t\\\"q\\\".md\"\n@@ -0,0 +1 @@\n+x\n",
     "na\xC3\xAFve\t\"q\".md 1-1;"},
    {"diff --git i/a.md w/a.md\n--- i/a.md\n+++ w/a.md\n@@ -1 +1 @@\n-a\n+b\n", "a.md - 1-1;"},
    {"diff --git a/x.md a/x.md\n--- a/x.md\n+++ a/x.md\n@@ -1 +1 @@\n-a\n+b\n", "a/x.md - 1-1;"},
    {"diff --git b/x.md b/x.md\nnew file mode 100644\n--- /dev/null\n+++ b/x.md\n@@ -0,0 +1 @@\n+b\n", "b/x.md new;"},
    /* git's heads */
    {"diff --git a/n.md b/n.md\nnew file mode 100644\n--- /dev/null\n+++ b/n.md\n@@ -0,0 +1,2 @@\n+a\n+b\n",
     "n.md new;"},
    {"diff --git a/e.md b/e.md\nnew file mode 100644\nindex 0..e69 100644\n", "e.md new;"},
    {"diff --git a/g.md b/g.md\ndeleted file mode 100644\n--- a/g.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n", ""},
    {"diff --git a/m.md b/m.md\nold mode 100644\nnew mode 100755\n", "m.md;"},
    {"diff --git a/o.md b/p q.md\nsimilarity index 100%\nrename from o.md\nrename to p q.md\n", "p q.md<o.md;"},
    {"diff --git a/o.md b/p.md\nsimilarity index 90%\nrename from o.md\nrename to p.md\nindex 1..2\n--- a/o.md\n"
     "+++ b/p.md\n@@ -3 +3 @@\n-a\n+b\n",
     "p.md<o.md - 3-3;"},
    {"diff --git a/o.md b/p.md\ncopy from o.md\ncopy to p.md\n", "p.md new;"},
    {"diff --git a/u.txt b/u.txt\nindex 1..2 100644\nBinary files a/u.txt and b/u.txt differ\n", "u.txt whole;"},
    {"diff --git a/u.txt b/u.txt\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKcmZ\n\n", "u.txt whole;"},
    {"* Unmerged path a.md\n" GIT("b.md") "@@ -0,0 +1 @@\n+x\n", "a.md new;b.md 1-1;"},
    {GIT("a.md") "@@ -0,0 +1 @@\n+x\n" GIT("b.md") "@@ -0,0 +1 @@\n+x\n", "a.md 1-1;b.md 1-1;"},
    {"From 1234 Mon Sep 17\nSubject: x\n\n-- a list\n+ an item\n---\n a.md | 2 +-\n\n" GIT(
         "a.md") "@@ -1 +1 @@\n-a\n+b\n-- \n2.39.5\n\n",
     "a.md - 1-1;"},
    /* diff -u */
    {"--- a.md\t2024-05-01 12:00:00.000000000 +0000\n+++ a.md\t2024-05-02 12:00:00 +0000\n@@ -1 +1 @@\n-a\n+b\n",
     "a.md - 1-1;"},
    {"--- ./s/a.md\n+++ ./s/a.md\n@@ -1 +1 @@\n-a\n+b\n--- c.md\n+++ c.md\n@@ -0,0 +1 @@\n+x\n",
     "s/a.md - 1-1;c.md 1-1;"},
    {"diff -ru old/s/a.md new/s/a.md\n--- old/s/a.md\n+++ new/s/a.md\n@@ -1 +1 @@\n-a\n+b\n",
     "s/a.md - 1-1;new/s/a.md<s/a.md - 1-1;"},
    {"Only in b/s: n.md\n", "s/n.md new;b/s/n.md new;"},
    {"Binary files a/u and v.txt and b/u and v.txt differ\n",
     "u and v.txt new;v.txt and b/u and v.txt new;u and v.txt new;b/u and v.txt new;v.txt new;"},
    {"--- /dev/null\n+++ b/n.md\n@@ -0,0 +1 @@\n+x\n", "n.md new;b/n.md new;"},
    /* malformed */
    {"Tea may help.\n", "2 'd' is no unified diff; make one with 'git diff' or 'diff -u'"},
    {"3c3\n< a\n---\n> b\n", "2 'd' is no unified diff; make one with 'git diff' or 'diff -u'"},
    {"Only in the morning\n", "2 'd' is no unified diff; make one with 'git diff' or 'diff -u'"},
    {"@@ -1 +1 @@\n-a\n+b\n", "2 d:1: a hunk stands before the name of its file"},
    {GIT("a.md") "@@ -1,2 +1 @@\n-a\n+b\n", "2 d:8: the diff ends inside a hunk"},
    {GIT("a.md") "@@ -1 +1 @@\n-a\n+b\n+c\n", "2 d:8: the hunk has more lines than its head says; is the diff whole?"},
    {GIT("a.md") "@@ -1 +1 @@\n-a\n-b\n", "2 d:7: the hunk has other lines than its head says; is the diff whole?"},
    {GIT("a.md") "@@ -1,2 +1,2 @@\n-a\n?b\n", "2 d:7: the hunk has other lines than its head says; is the diff whole?"},
    {GIT("a.md") "@@ -1 +x @@\n-a\n",
     "2 d:5: a hunk needs a head such as '@@ -1,2 +3,4 @@', with lines that go upwards"},
    {GIT("a.md") "@@ -1 +1\n-a\n+b\n",
     "2 d:5: a hunk needs a head such as '@@ -1,2 +3,4 @@', with lines that go upwards"},
    {GIT("a.md") "@@ -9 +9 @@\n-a\n+b\n@@ -1 +1 @@\n-a\n+b\n",
     "2 d:8: a hunk needs a head such as '@@ -1,2 +3,4 @@', with lines that go upwards"},
    {GIT("a.md") "@@ -1 +4294967295,9 @@\n-a\n",
     "2 d:5: a hunk needs a head such as '@@ -1,2 +3,4 @@', with lines that go upwards"},
    {GIT("a.md") "@@ -1 +99999999999999999999 @@\n-a\n",
     "2 d:5: a hunk needs a head such as '@@ -1,2 +3,4 @@', with lines that go upwards"},
    {"diff --cc a.md\n", "2 d:1: a combined diff has several old versions; give the diff against one"},
    {"diff --git a/a.md b/a.md\n@@@ -1,2 -1,2 +1,2 @@@\n",
     "2 d:2: a combined diff has several old versions; give the diff against one"},
    {"--- a.md\n+++ a.md\n@@ -1 +1 @@\n-a\n+b\n+++ c.md\n",
     "2 d:6: the hunk has more lines than its head says; is the diff whole?"},
    {"--- a.md\n+++ a.md\n@@ -1 +1 @@\n-a\n+b\n--- c.md\n",
     "2 d:7: the hunk has more lines than its head says; is the diff whole?"},
    {"--- a.md\n+++ a.md\n@@ -1 +1 @@\n-a\n+b\n--- c.md\n+d\n",
     "2 d:7: the hunk has more lines than its head says; is the diff whole?"},
    {"--- a.md\n+++ a.md\n@@ -1 +1 @@\n-a\n+b\n-- \ntext\n+++ c.md\n@@ -3 +3 @@\n-c\n+d\n",
     "2 d:8: the hunk has more lines than its head says; is the diff whole?"},
    {"--- a.md\n+++ \"a.md\n", "2 d:2: a name in quotes is not whole"},
    {"--- a.md\n+++ \"a\\9.md\"\n", "2 d:2: a name in quotes is not whole"},
    {"--- a.md\n+++ \"a\\000.md\"\n", "2 d:2: a name in quotes is not whole"},
    {"--- a.md\n+++ \"a\\\"\n", "2 d:2: a name in quotes is not whole"},
};

static void diffs_say_which_lines_are_new(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t n_bytes = strlen(cases[i].diff);
        for (size_t n_piece = n_bytes + 1; n_piece > 0; n_piece = n_piece > 9 ? 9 : n_piece - 1) {
            const struct reading *reading = reading_make(cases[i].diff, n_bytes, n_piece);
            if (strcmp(reading->text, cases[i].wanted) != 0)
                fail_msg("case %zu, pieces of %zu:\n%s\nwanted: %s\ngot:    %s", i, n_piece, cases[i].diff,
                         cases[i].wanted, reading->text);
        }
    }
}

static void long_lines_are_held_in_part_only(void **state)
{
    (void)state;
    const size_t n = (size_t)1 << 20;
    char *diff = malloc(n + 100);
    memset(diff, 'x', n + 100);
    memcpy(diff, GIT("a.md") "@@ -0,0 +1 @@\n+", strlen(GIT("a.md") "@@ -0,0 +1 @@\n+"));
    diff[n] = '\n';
    assert_string_equal(reading_make(diff, n + 1, 5000)->text, "a.md 1-1;");
    memset(diff, 'x', n);
    memcpy(diff, "--- ", 4);
    assert_string_equal(reading_make(diff, n + 1, 5000)->text, "2 d:1: a line with a name is too long");
    free(diff);
}

static void a_nul_ends_no_reading(void **state)
{
    static const char diff[] = "--- a\0b.md\n+++ a\0b.md\n@@ -1 +1 @@\n-a\n+\0\n";
    (void)state;
    assert_string_equal(reading_make(diff, sizeof diff - 1, 7)->text, "a - 1-1;");
}

static void sentences_are_touched_by_lines_and_gaps(void **state)
{
    static const struct line_range ranges[] = {{3, 4, false}, {7, 8, true}, {9, 9, false}, {20, 21, true}};
    static const struct {
        uint32_t first, last;
        bool is_touched;
    } lines[] = {{1, 2, false},   {1, 3, true},   {4, 4, true}, {5, 6, false},  {5, 7, false},
                 {7, 8, true},    {8, 8, false},  {8, 9, true}, {9, 12, true},  {10, 20, false},
                 {21, 30, false}, {10, 30, true}, {0, 0, true}, {30, 40, false}};
    const struct change change = {.path = "a", .old_path = "a", .ranges = ranges, .n_ranges = 4};
    const struct change moved = {.path = "a", .old_path = "b"};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (change_touches(&change, lines[i].first, lines[i].last) != lines[i].is_touched)
            fail_msg("lines %u to %u", lines[i].first, lines[i].last);
    assert_false(change_touches(&moved, 0, 0));
    assert_true(change_touches(&change_of_new, 5, 5));
}

/* Whatever comes, reading ends, and what is read is in order. */
static void noise_is_read_to_its_end(void **state)
{
    static const char *const pieces[] = {"diff --git a/x b/x\n",
                                         "--- a/x\n",
                                         "+++ b/x\n",
                                         "@@ -1 +1 @@\n",
                                         "@@ -2,3 +2,2 @@\n",
                                         "-a\n",
                                         "+b\n",
                                         " c\n",
                                         "\n",
                                         "\\ No\n",
                                         "rename from x\n",
                                         "rename to y\n",
                                         "Binary files a and b differ\n",
                                         "\"a/\\303\" ",
                                         "@@ -",
                                         "Only in a: b\n",
                                         "\r",
                                         "\t"};
    unsigned seed = 1;
    (void)state;
    for (int run = 0; run < 20000; run++) {
        char diff[600] = "";
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245u + 12345u;
            strncat(diff, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)], 40);
        }
        char whole[4000];
        snprintf(whole, sizeof whole, "%s", reading_make(diff, strlen(diff), 600)->text);
        assert_string_equal(reading_make(diff, strlen(diff), 1 + seed % 7)->text, whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(diffs_say_which_lines_are_new), cmocka_unit_test(long_lines_are_held_in_part_only),
        cmocka_unit_test(a_nul_ends_no_reading),         cmocka_unit_test(sentences_are_touched_by_lines_and_gaps),
        cmocka_unit_test(noise_is_read_to_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
