/* Patterns as git reads them: a table of those that are easily got wrong, and hundreds made by chance, asked of git. */
#include "git_desk.h"

#include <fcntl.h>
#include <time.h>

#include "project/glob.h"
#include "project/ignore.h"

static const struct {
    const char *pattern, *text;
    bool is_path, is_match;
} globs[] = {
    {"a*c", "abc", true, true},
    {"a*c", "a/c", true, false},
    {"a*c", "a/c", false, true},
    {"**/c", "c", true, true},
    {"**/c", "a/b/c", true, true},
    {"**/c", "ac", true, false},
    {"a/**/c", "a/c", true, true},
    {"a/**/c", "a/x/y/c", true, true},
    {"a/**/c", "a/xc", true, false},
    {"a/**", "a/x/y", true, true},
    {"a/**", "a", true, false},
    {"x/a**b", "x/a/b", true, false},
    {"[a-c]", "b", true, true},
    {"[!a-c]", "b", true, false},
    {"[^a-c]", "d", true, true},
    {"[]]", "]", true, true},
    {"[]-]", "-", true, true},
    {"[a-]", "-", true, true},
    {"[[:digit:]x]", "7", true, true},
    {"[[:digit:]x]", "x", true, true},
    {"[[:wrong:]]", "w", true, false},
    {"[!/]", "/", true, false},
    {"[a", "a", true, false},
    {"[a", "[a", true, false},
    {"\\*", "*", true, true},
    {"\\*", "x", true, false},
    {"a\\", "a", true, false},
    {"?", "/", true, false},
    {"??", "\xC3\xA9", true, true},
    {"", "", true, true},
    {"*", "", true, true},
    {"*.md", "a.md", false, true},
    {"*.md", ".md", false, true},
};

static void globs_match(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof globs / sizeof *globs; i++) {
        struct arena arena = {0};
        struct glob glob;
        assert_int_equal(glob_make(span_of(globs[i].pattern), globs[i].is_path ? GLOB_PATH : GLOB_NAME, &arena, &glob),
                         QUALM_OK);
        if (glob_matches(&glob, span_of(globs[i].text)) != globs[i].is_match)
            fail_msg("'%s' and '%s'", globs[i].pattern, globs[i].text);
        arena_clear(&arena);
    }
}

/* Steps grow with the product of the lengths: what tries each way that the stars can share would not end today. */
static void many_stars_take_no_longer(void **state)
{
    struct arena arena = {0};
    struct glob glob;
    struct buffer pattern = {0};
    struct buffer text = {0};
    (void)state;
    for (int i = 0; i < 500; i++) {
        assert_int_equal(buffer_append_text(&pattern, i % 2 ? "*a" : "**/a"), QUALM_OK);
        assert_int_equal(buffer_append_text(&text, "aaaa/"), QUALM_OK);
    }
    assert_int_equal(buffer_append_text(&pattern, "b"), QUALM_OK);
    assert_int_equal(glob_make((struct span){pattern.bytes, pattern.n_bytes}, GLOB_PATH, &arena, &glob), QUALM_OK);
    assert_false(glob_matches(&glob, (struct span){text.bytes, text.n_bytes}));
    buffer_free(&pattern);
    for (size_t i = 0; i <= GLOB_MOST; i++)
        assert_int_equal(buffer_append_text(&pattern, "*"), QUALM_OK);
    assert_int_equal(glob_make((struct span){pattern.bytes, pattern.n_bytes}, GLOB_PATH, &arena, &glob),
                     QUALM_ERR_TOO_LARGE);
    buffer_free(&pattern);
    buffer_free(&text);
    arena_clear(&arena);
}

/* The line that left a path out, 0 when none did. */
static unsigned line_of(const char *lines, size_t n, const char *path, bool is_dir)
{
    struct ignore_file *file;
    unsigned line = 0;
    assert_int_equal(ignore_file_new((struct span){lines, n}, &file, &line), QUALM_OK);
    line = 0;
    const enum ignore_answer answer = ignore_file_ask(file, path, is_dir, &line);
    ignore_file_free(file);
    return answer == IGNORE_OUT ? line : 0;
}

static void lines_are_read_as_git_reads_them(void **state)
{
    static const char lines[] = "\xEF\xBB\xBF"
                                "one.md\r\n# comment\n\\#two.md\n\\!three.md\nfour.md   \nfive.md\\ \nout/\n"
                                "/six.md\ndeep/seven.md\n*.txt\n!eight.txt\n\n   \nnine.md\0junk\nlast.md";
    static const struct {
        const char *path;
        bool is_dir;
        unsigned line;
    } paths[] = {
        {"one.md", false, 1},        {"a/one.md", false, 1},        {"# comment", false, 0},
        {"#two.md", false, 3},       {"!three.md", false, 4},       {"four.md", false, 5},
        {"five.md", false, 0},       {"five.md ", false, 6},        {"out", false, 0},
        {"a/out", true, 7},          {"six.md", false, 8},          {"a/six.md", false, 0},
        {"deep/seven.md", false, 9}, {"a/deep/seven.md", false, 0}, {"x.txt", false, 10},
        {"eight.txt", false, 0},     {"nine.md", false, 14},        {"last.md", false, 15},
        {"   ", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (line_of(lines, sizeof lines - 1, paths[i].path, paths[i].is_dir) != paths[i].line)
            fail_msg("'%s': line %u, not %u", paths[i].path,
                     line_of(lines, sizeof lines - 1, paths[i].path, paths[i].is_dir), paths[i].line);
}

/* ----------------------------------------------------------- against git */

static const char *const folders[] = {"a", "b", "a/b", "a/a", "a/b/c", "a/b/a b", "b/ab"};
static const char *const files[] = {"a.md", "bb", "abc", "x ", "#y", "!z", "[", "\\", "a[b]"};
#define N_FOLDERS (sizeof folders / sizeof *folders)
#define N_FILES (sizeof files / sizeof *files)
/* The files in the root and in each folder, and the folders. */
#define N_PATHS ((N_FOLDERS + 1) * N_FILES + N_FOLDERS)
#define N_ROUNDS 300

static const char *path_at(size_t i, char *room, size_t size, bool *is_dir)
{
    *is_dir = i < N_FOLDERS;
    if (*is_dir)
        return folders[i];
    i -= N_FOLDERS;
    if (i < N_FILES)
        return files[i];
    snprintf(room, size, "%s/%s", folders[i / N_FILES - 1], files[i % N_FILES]);
    return room;
}

static unsigned chance(unsigned n)
{
    static unsigned seed = 7;
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % n;
}

static void pattern_make(FILE *to)
{
    static const char *const pieces[] = {"a",     "b",  "c",     "*",    "**", "/",           "?",   "[ab]", "[!a]",
                                         "[a-c]", "\\", ".md",   " ",    "a/", "/**",         "**/", "ab",   "[^b]",
                                         "]",     "*/", "a/**/", "x\\ ", "#",  "[[:alpha:]]", "[",   "!"};
    if (chance(4) == 0)
        fputs("!", to);
    if (chance(4) == 0)
        fputs("/", to);
    for (unsigned n = 1 + chance(4); n > 0; n--)
        fputs(pieces[chance(sizeof pieces / sizeof *pieces)], to);
    if (chance(4) == 0)
        fputs("/", to);
    fputs(chance(8) ? "\n" : "\r\n", to);
}

static void ignore_files_make(void)
{
    static const char *const places[] = {"chance/.gitignore", "chance/a/.gitignore", "chance/a/b/.gitignore"};
    for (size_t i = 0; i < 3; i++) {
        FILE *to = fopen(desk_path(places[i]), "w");
        assert_non_null(to);
        for (unsigned n = chance(i ? 4 : 6); n > 0; n--)
            pattern_make(to);
        fclose(to);
    }
}

static enum qualm_status read_disk(void *from, const char *path, struct buffer *bytes, bool *is_there,
                                   struct complaint *why)
{
    char whole[1000];
    char piece[1000];
    (void)why;
    snprintf(whole, sizeof whole, "%s/%s", (const char *)from, path);
    FILE *file = fopen(whole, "r");
    *is_there = file != NULL;
    enum qualm_status status = QUALM_OK;
    for (size_t n; file && !status && (n = fread(piece, 1, sizeof piece, file)) > 0;)
        status = buffer_append(bytes, piece, n);
    if (file)
        fclose(file);
    return status;
}

/* git's answers "source NUL line NUL pattern NUL path NUL", one for each path in order. */
static const char *field_next(char **at)
{
    const char *field = *at;
    *at += strlen(field) + 1;
    return field;
}

static void round_check(unsigned round, char *answers)
{
    struct ignore_tree *tree;
    struct complaint why;
    char folder[4096];
    memcpy(folder, desk_path("chance"), sizeof folder);
    assert_int_equal(ignore_tree_new(".gitignore", (struct ignore_source){read_disk, folder}, &tree), QUALM_OK);
    for (size_t i = 0; i < N_PATHS; i++) {
        char room[200];
        bool is_dir;
        bool is_out;
        struct ignore_reason reason = {NULL, 0};
        const char *path = path_at(i, room, sizeof room, &is_dir);
        const char *file = field_next(&answers);
        const char *line = field_next(&answers);
        const char *pattern = field_next(&answers);
        assert_string_equal(field_next(&answers), path);
        assert_int_equal(ignore_tree_ask(tree, path, is_dir, &is_out, &reason, &why), QUALM_OK);
        const bool is_wanted = pattern[0] && pattern[0] != '!';
        char number[20];
        snprintf(number, sizeof number, "%u", reason.line);
        if (is_out != is_wanted || (is_out && (strcmp(reason.file, file) != 0 || strcmp(number, line) != 0)))
            fail_msg("round %u: '%s' is %s (%s:%u), git says %s:%s: %s", round, path, is_out ? "out" : "in",
                     is_out ? reason.file : "", reason.line, file, line, pattern);
    }
    ignore_tree_free(tree);
}

static void git_agrees_on_patterns_made_by_chance(void **state)
{
    (void)state;
    desk_need_git();
    desk_run("git init -q chance");
    for (size_t i = 0; i < N_FOLDERS; i++) {
        char script[200];
        snprintf(script, sizeof script, "mkdir -p 'chance/%s'", folders[i]);
        desk_run(script);
    }
    FILE *list = fopen(desk_path("list"), "w");
    assert_non_null(list);
    for (size_t i = 0; i < N_PATHS; i++) {
        char room[200];
        char whole[600];
        bool is_dir;
        const char *path = path_at(i, room, sizeof room, &is_dir);
        fputs(path, list);
        fputc('\0', list);
        snprintf(whole, sizeof whole, "%s/chance/%s", desk_folder, path);
        FILE *made = is_dir ? NULL : fopen(whole, "wx");
        if (made)
            fclose(made);
    }
    fclose(list);
    for (unsigned round = 0; round < N_ROUNDS; round++) {
        struct buffer answers = {0};
        bool is_there;
        ignore_files_make();
        desk_run("git -C chance check-ignore --no-index -z -v -n --stdin <list >answers || test $? = 1");
        assert_int_equal(read_disk(desk_folder, "answers", &answers, &is_there, NULL), QUALM_OK);
        round_check(round, answers.bytes);
        buffer_free(&answers);
    }
    print_message("%u rounds of %zu paths\n", N_ROUNDS, N_PATHS);
}

static enum qualm_status read_two(void *from, const char *path, struct buffer *bytes, bool *is_there,
                                  struct complaint *why)
{
    (void)from;
    (void)why;
    *is_there = strcmp(path, ".qualmignore") == 0 || strcmp(path, "out/sub/.qualmignore") == 0;
    return *is_there ? buffer_append_text(bytes, strlen(path) > 12 ? "b.md\n" : "out/\nlong.md\n") : QUALM_OK;
}

static bool is_out(struct ignore_tree *tree, const char *path)
{
    struct ignore_reason reason;
    struct complaint why;
    bool is;
    assert_int_equal(ignore_tree_ask(tree, path, false, &is, &reason, &why), QUALM_OK);
    return is;
}

static void a_folder_that_is_opened_counts(void **state)
{
    struct ignore_tree *tree;
    struct complaint why;
    (void)state;
    assert_int_equal(ignore_tree_new(".qualmignore", (struct ignore_source){read_two, NULL}, &tree), QUALM_OK);
    assert_true(is_out(tree, "out/sub/a.md"));
    assert_int_equal(ignore_tree_open(tree, "out/sub", &why), QUALM_OK);
    assert_false(is_out(tree, "out/sub/a.md"));
    assert_true(is_out(tree, "out/sub/b.md"));
    assert_true(is_out(tree, "out/sub/deep/long.md"));
    assert_true(is_out(tree, "out/other.md"));
    assert_true(is_out(tree, "out/subway/a.md"));
    ignore_tree_free(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(globs_match),
        cmocka_unit_test(many_stars_take_no_longer),
        cmocka_unit_test(lines_are_read_as_git_reads_them),
        cmocka_unit_test(git_agrees_on_patterns_made_by_chance),
        cmocka_unit_test(a_folder_that_is_opened_counts),
    };
    return cmocka_run_group_tests(tests, desk_open, desk_close);
}
