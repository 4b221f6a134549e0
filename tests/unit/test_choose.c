/* Which paths are left out, and who said so, in repositories made for it. */
#include "git_desk.h"

#include "project/choose.h"

static struct complaint why;

static struct chooser *chooser_of(const char *config_from, bool force)
{
    static const char *const excludes[] = {"skip*", "site/deep/x?.md"};
    const struct choice choice = {excludes, 2, force, config_from};
    struct chooser *chooser;
    if (chooser_new(&choice, &chooser, &why) != QUALM_OK)
        fail_msg("%s", why.text);
    return chooser;
}

static const char *left_text(const struct left *left)
{
    static const char *const kinds[] = {"in", "excluded", "config", "qualmignore", "gitignore"};
    static char text[600];
    if (left->kind == LEFT_NONE)
        return "in";
    snprintf(text, sizeof text, left->line ? "%s %s:%u" : "%s %s", kinds[left->kind], left->subject, left->line);
    return text;
}

/* What is said of a path in a walk from `dir`; folders end with a slash. */
static const char *walked(struct chooser *chooser, const char *dir, const char *path)
{
    const struct start *start;
    struct left left;
    char plain[300];
    const size_t n = strlen(path);
    const bool is_dir = path[n - 1] == '/';
    snprintf(plain, sizeof plain, "%.*s", (int)(n - is_dir), path);
    if (chooser_start(chooser, dir, false, &start, &why) != QUALM_OK ||
        chooser_ask(chooser, start, plain, is_dir, &left, &why) != QUALM_OK)
        fail_msg("%s: %s", path, why.text);
    return left_text(&left);
}

static const char *named(struct chooser *chooser, const char *path, bool is_dir)
{
    struct left left;
    if (chooser_ask_named(chooser, path, is_dir, &left, &why) != QUALM_OK)
        fail_msg("%s: %s", path, why.text);
    return left_text(&left);
}

static void site_make(void)
{
    assert_int_equal(chdir("/"), 0);
    desk_run(
        "rm -rf work; git init -q -b main work; cd work; mkdir -p site/deep site/out site/hide\n"
        "printf 'out/\\n*.tmp.md\\n!keep.tmp.md\\n' >.gitignore; printf 'hide/\\n' >site/.qualmignore\n"
        "touch site/a.md site/x.tmp.md site/keep.tmp.md site/out/o.md site/deep/x1.md site/hide/h.md site/skip.md\n"
        "git add .; git add -f site/x.tmp.md; git commit -qm one; touch site/deep/y.tmp.md site/out/p.md\n"
        "printf 'deep\\n*.md\\n' >site/.qualmignore; printf '*.md\\n' >>.gitignore; printf 'y.tmp.md\\n' "
        ">.qualmignore");
    assert_int_equal(chdir(desk_path("work")), 0);
}

static void git_and_patterns_say_what_is_left_out(void **state)
{
    static const char *const paths[][2] = {
        {"site/skip.md", "excluded skip*"},
        {"site/deep/x1.md", "excluded site/deep/x?.md"},
        {"site/deep/", "qualmignore site/.qualmignore:1"},
        {"site/a.md", "qualmignore site/.qualmignore:2"},
        {"site/out/", "gitignore .gitignore"},
        {"site/hide/", "in"},
    };
    (void)state;
    desk_need_git();
    site_make();
    struct chooser *chooser = chooser_of(NULL, false);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_string_equal(walked(chooser, "site", paths[i][0]), paths[i][1]);
    assert_null(chooser_warning(chooser));
    chooser_free(chooser);
    desk_run("cd work; rm site/.qualmignore");
    chooser = chooser_of(NULL, false);
    assert_string_equal(walked(chooser, ".", "./site/x.tmp.md"), "in"); /* git keeps it */
    assert_string_equal(walked(chooser, "./site/", "./site/deep/y.tmp.md"), "qualmignore .qualmignore:1");
    assert_string_equal(walked(chooser, "site/out", "site/out/o.md"), "in"); /* the folder was named */
    chooser_free(chooser);
    assert_int_equal(chdir("site/deep"), 0);
    chooser = chooser_of(NULL, false);
    assert_string_equal(walked(chooser, "..", "../out/"), "gitignore .gitignore");
    assert_string_equal(walked(chooser, "..", "../deep/y.tmp.md"), "qualmignore ../../.qualmignore:1");
    chooser_free(chooser);
}

/* A change that ignores its own pages hides nothing. */
static void a_revision_says_what_is_ignored(void **state)
{
    static const char *const paths[][2] = {
        {"site/a.md", "in"},
        {"site/deep/", "in"},
        {"site/hide/", "qualmignore main:site/.qualmignore:1"},
        {"site/out/", "gitignore main:.gitignore:1"},
        {"site/x.tmp.md", "in"},
        {"site/deep/y.tmp.md", "gitignore main:.gitignore:2"},
        {"site/keep.tmp.md", "in"},
        {"site/skip.md", "excluded skip*"},
    };
    (void)state;
    desk_need_git();
    site_make();
    struct chooser *chooser = chooser_of("main", false);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_string_equal(walked(chooser, "site", paths[i][0]), paths[i][1]);
    chooser_free(chooser);
    desk_run("cd work; git add -f site/out/o.md");
    chooser = chooser_of("main", false);
    assert_string_equal(walked(chooser, "site", "site/out/"), "in"); /* something in it is kept */
    assert_string_equal(walked(chooser, "site", "site/out/o.md"), "in");
    assert_string_equal(walked(chooser, "site", "site/out/p.md"), "gitignore main:.gitignore:1");
    chooser_free(chooser);
}

static void a_revision_that_is_none_stops_the_walk(void **state)
{
    const struct start *start;
    (void)state;
    desk_need_git();
    site_make();
    struct chooser *chooser = chooser_of("mian", false);
    assert_int_equal(chooser_start(chooser, "site", false, &start, &why), QUALM_ERR_ARGUMENT);
    assert_non_null(strstr(why.text, "git knows no revision 'mian'"));
    chooser_free(chooser);
}

static void force_speaks_of_what_is_named(void **state)
{
    (void)state;
    desk_need_git();
    site_make();
    struct chooser *chooser = chooser_of(NULL, false);
    assert_string_equal(named(chooser, "site/out/o.md", false), "in");
    chooser_free(chooser);
    chooser = chooser_of(NULL, true);
    assert_string_equal(named(chooser, "site/out/o.md", false), "qualmignore site/.qualmignore:2");
    assert_string_equal(named(chooser, "site/out", true), "gitignore .gitignore");
    assert_string_equal(named(chooser, "site/a.md", false), "qualmignore site/.qualmignore:2");
    assert_string_equal(named(chooser, "site/a.md", false), "qualmignore site/.qualmignore:2");
    assert_string_equal(named(chooser, "site/skip/b.md", false), "excluded skip*");
    assert_string_equal(named(chooser, ".", true), "in");
    assert_string_equal(named(chooser, "none/b.md", false), "in");
    assert_string_equal(walked(chooser, "site/out", "site/out/o.md"), "qualmignore site/.qualmignore:2");
    chooser_free(chooser);
}

static void a_repository_within_has_its_own_rules(void **state)
{
    const struct start *start;
    const struct start *inner;
    struct left left;
    (void)state;
    desk_need_git();
    site_make();
    desk_run("cd work; rm site/.qualmignore; git init -q sub; printf 'in.md\\n' >sub/.gitignore; touch sub/in.md "
             "sub/y.tmp.md");
    for (int i = 0; i < 2; i++) {
        struct chooser *chooser = chooser_of(i ? "main" : NULL, false);
        assert_int_equal(chooser_start(chooser, ".", false, &start, &why), QUALM_OK);
        assert_false(start_is_left(start, "."));
        assert_true(start_is_left(start, "./sub"));
        assert_int_equal(chooser_start(chooser, "./sub", true, &inner, &why), QUALM_OK);
        assert_false(start_is_left(inner, "./sub"));
        assert_int_equal(chooser_ask(chooser, inner, "./sub/in.md", false, &left, &why), QUALM_OK);
        /* It does not know the revision: then nothing in it is hidden. */
        assert_string_equal(left_text(&left), i ? "in" : "gitignore .gitignore");
        assert_int_equal(chooser_ask(chooser, inner, "./sub/y.tmp.md", false, &left, &why), QUALM_OK);
        assert_string_equal(left_text(&left), "in");
        chooser_free(chooser);
    }
}

/* Without git, and where git does not answer, everything but .gitignore works. */
static void git_may_be_missing(void **state)
{
    (void)state;
    desk_need_git();
    site_make();
    char *path = strdup(getenv("PATH"));
    setenv("PATH", "/nonexistent", 1);
    struct chooser *chooser = chooser_of(NULL, false);
    assert_string_equal(walked(chooser, "site", "site/a.md"), "qualmignore site/.qualmignore:2");
    assert_string_equal(walked(chooser, "site", "site/out/"), "in");
    assert_null(chooser_warning(chooser));
    chooser_free(chooser);
    setenv("PATH", path, 1);
    free(path);
    if (geteuid() != 0)
        return;
    desk_run("chown 65534 work work/.git");
    chooser = chooser_of(NULL, false);
    assert_string_equal(walked(chooser, "site", "site/out/"), "in");
    assert_non_null(strstr(chooser_warning(chooser), "safe.directory"));
    chooser_free(chooser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(git_and_patterns_say_what_is_left_out),  cmocka_unit_test(a_revision_says_what_is_ignored),
        cmocka_unit_test(a_revision_that_is_none_stops_the_walk), cmocka_unit_test(force_speaks_of_what_is_named),
        cmocka_unit_test(a_repository_within_has_its_own_rules),  cmocka_unit_test(git_may_be_missing),
    };
    return cmocka_run_group_tests(tests, desk_open, desk_close);
}
