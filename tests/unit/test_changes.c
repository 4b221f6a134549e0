/* What changed since a revision, and how the paths of a person find it. */
#include "git_desk.h"

#include "project/changes.h"

static struct git *git;
static struct repository *repository;
static struct complaint why;

static void said(const char *words)
{
    if (!strstr(why.text, words))
        fail_msg("'%s' is not in: %s", words, why.text);
}

static void repository_need(const char *name)
{
    repository_free(repository);
    repository = NULL;
    if (!git)
        assert_int_equal(git_find(&git), QUALM_OK);
    assert_int_equal(repository_open(git, desk_path(name), &repository, &why), QUALM_OK);
    assert_non_null(repository);
}

static struct changes *since(const char *revision)
{
    struct changes *changes = NULL;
    if (changes_since(repository, revision, &changes, &why) != QUALM_OK)
        fail_msg("%s", why.text);
    return changes;
}

/* "same", or what became of the file at a path. */
static const char *told(struct changes *changes, const char *path)
{
    static char text[500];
    const struct change *change;
    assert_int_equal(changes_find(changes, path, &change), QUALM_OK);
    if (!change)
        return "same";
    size_t n = (size_t)snprintf(text, sizeof text, "%s",
                                change->is_new          ? "new"
                                : change->is_whole      ? "whole"
                                : change->has_deletions ? "-"
                                                        : "+");
    if (change->old_path && strcmp(change->old_path, change->path) != 0)
        n += (size_t)snprintf(text + n, sizeof text - n, " <%s", change->old_path);
    for (size_t i = 0; i < change->n_ranges && !change->is_whole; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, " %u%c%u", change->ranges[i].first,
                              change->ranges[i].is_gap ? '|' : '-', change->ranges[i].last);
    return text;
}

static void site_make(void)
{
    assert_int_equal(chdir("/"), 0);
    desk_run(
        "rm -rf site old linked; git init -q -b main site; cd site; mkdir -p content/deep\n"
        "for n in same staged unstaged moved gone binary mode; do seq 1 30 >content/$n.md; done\n"
        "seq 1 5 >'content/na\303\257ve \"q\".md'; seq 1 5 >'content/line\nfeed.md'; seq 1 5 >' led.md'\n"
        "printf 'a\\r\\nb\\r\\n' >content/crlf.md; printf 'out/\\n' >.gitignore; seq 1 5 >content/deep/d.md\n"
        "git add .; git commit -qm one; git checkout -qb work\n"
        "sed -i 's/^4$/four/' content/staged.md; git add .; git commit -qm two\n"
        "git checkout -q main; echo later >>content/same.md; git commit -qam three; git checkout -q work\n"
        "sed -i 's/^9$/nine/' content/staged.md; git add .; sed -i '12,13d' content/unstaged.md\n"
        "git mv content/moved.md content/deep/moved.md; echo end >>content/deep/moved.md; git rm -q content/gone.md\n"
        "echo 6 >>'content/na\303\257ve \"q\".md'; echo 6 >>'content/line\nfeed.md'; echo 6 >>' led.md'\n"
        "printf '\\0' >>content/binary.md; chmod +x content/mode.md; printf 'c\\r\\n' >>content/crlf.md\n"
        "echo n >content/untracked.md; mkdir out; echo o >out/o.md; ln -s ../content/same.md out/link.md");
}

static void work_is_compared_with_where_it_began(void **state)
{
    static const char *const files[][2] = {
        {"content/same.md", "same"},
        {"content/staged.md", "- 4-4 9-9"},
        {"content/unstaged.md", "- 11|12"},
        {"content/deep/moved.md", "+ <content/moved.md 31-31"},
        {"content/deep/d.md", "same"},
        {"content/na\xC3\xAFve \"q\".md", "+ 6-6"},
        {"content/line\nfeed.md", "+ 6-6"},
        {" led.md", "+ 6-6"},
        {"content/binary.md", "whole"},
        {"content/mode.md", "+"},
        {"content/crlf.md", "+ 3-3"},
        {"content/untracked.md", "new"},
        {"out/o.md", "new"},
        {"out/link.md", "same"},
        {"./content/../content//same.md", "same"},
        {"nowhere.md", "new"},
        {"/etc/passwd", "new"},
    };
    (void)state;
    desk_need_git();
    site_make();
    repository_need("site");
    assert_int_equal(chdir(desk_path("site")), 0);
    struct changes *changes = since("main");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(told(changes, files[i][0]), files[i][1]) != 0)
            fail_msg("%s: %s, not %s", files[i][0], told(changes, files[i][0]), files[i][1]);
    changes_free(changes);
}

static void paths_count_from_where_a_person_stands(void **state)
{
    (void)state;
    desk_need_git();
    site_make();
    repository_need("site/content");
    assert_int_equal(chdir(desk_path("site/content/deep")), 0);
    struct changes *changes = since("main");
    assert_string_equal(told(changes, "moved.md"), "+ <content/moved.md 31-31");
    assert_string_equal(told(changes, "../staged.md"), "- 4-4 9-9");
    assert_string_equal(told(changes, "../../content/same.md"), "same");
    assert_string_equal(told(changes, desk_path("site/content/staged.md")), "- 4-4 9-9");
    changes_free(changes);
    desk_run("ln -s site/content linked");
    assert_int_equal(chdir(desk_folder), 0);
    changes = since("main");
    assert_string_equal(told(changes, "linked/same.md"), "same");
    assert_string_equal(told(changes, "linked/untracked.md"), "new");
    changes_free(changes);
}

static void the_version_before_is_read(void **state)
{
    const struct change *change;
    struct buffer bytes = {0};
    bool is_there;
    (void)state;
    desk_need_git();
    site_make();
    repository_need("site");
    assert_int_equal(chdir(desk_path("site")), 0);
    struct changes *changes = since("main");
    assert_int_equal(changes_find(changes, "content/deep/moved.md", &change), QUALM_OK);
    assert_int_equal(changes_before(changes, change, &bytes, &is_there, &why), QUALM_OK);
    assert_true(is_there);
    assert_int_equal(bytes.n_bytes, 81);
    assert_int_equal(changes_find(changes, "content/untracked.md", &change), QUALM_OK);
    assert_int_equal(changes_before(changes, change, &bytes, &is_there, &why), QUALM_OK);
    assert_false(is_there);
    buffer_free(&bytes);
    changes_free(changes);
}

/* With an encoding of its own choice a change could make git count lines that are not there. */
static void attributes_of_the_change_itself_prove_nothing(void **state)
{
    (void)state;
    desk_need_git();
    site_make();
    desk_run("cd site; printf '*.md working-tree-encoding=UTF-16LE\\n' >.gitattributes; git add -N .gitattributes");
    repository_need("site");
    assert_int_equal(chdir(desk_path("site")), 0);
    struct changes *changes = since("main");
    assert_string_equal(told(changes, "content/staged.md"), "whole");
    changes_free(changes);
}

static void a_revision_that_is_none_gives_no_changes(void **state)
{
    struct changes *changes = NULL;
    (void)state;
    desk_need_git();
    site_make();
    repository_need("site");
    assert_int_equal(changes_since(repository, "mian", &changes, &why), QUALM_ERR_ARGUMENT);
    assert_null(changes);
}

static void a_diff_finds_its_files(void **state)
{
    struct changes *changes = NULL;
    (void)state;
    desk_need_git();
    site_make();
    desk_run("cd site; git diff main >../root.diff; cd content; git diff --relative >../../below.diff\n"
             "cp -r . ../old; echo x >>same.md; diff -u ../old/same.md same.md >../../plain.diff || true\n"
             ": >../../empty.diff; printf -- '--- a/no.md\\n+++ b/no.md\\n@@ -1 +1 @@\\n-a\\n+b\\n' >../../other.diff");
    repository_need("site");
    assert_int_equal(chdir(desk_path("site/content")), 0);
    assert_int_equal(changes_of_diff(repository, "../../root.diff", &changes, &why), QUALM_OK);
    assert_string_equal(told(changes, "staged.md"), "- 4-4 9-9");
    assert_string_equal(told(changes, "crlf.md"), "+ 3-3");
    assert_string_equal(told(changes, "deep/d.md"), "same");
    changes_free(changes);
    assert_int_equal(changes_of_diff(repository, "../../below.diff", &changes, &why), QUALM_OK);
    assert_string_equal(told(changes, "../content/unstaged.md"), "- 11|12");
    assert_string_equal(told(changes, "untracked.md"), "same");
    changes_free(changes);
    assert_int_equal(changes_of_diff(NULL, "../../plain.diff", &changes, &why), QUALM_OK);
    assert_string_equal(told(changes, "same.md"), "+ <../old/same.md 31-31");
    changes_free(changes);
    assert_int_equal(changes_of_diff(repository, "../../empty.diff", &changes, &why), QUALM_OK);
    assert_string_equal(told(changes, "staged.md"), "same");
    changes_free(changes);
    assert_int_equal(changes_of_diff(repository, "../../other.diff", &changes, &why), QUALM_ERR_ARGUMENT);
    said("none of the files of the diff '../../other.diff' is there, such as 'b/no.md'");
    assert_int_equal(changes_of_diff(repository, "../../none.diff", &changes, &why), QUALM_ERR_ARGUMENT);
    said("the diff '../../none.diff' cannot be read: No such file");
    assert_int_equal(changes_of_diff(repository, ".", &changes, &why), QUALM_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_is_compared_with_where_it_began),
        cmocka_unit_test(paths_count_from_where_a_person_stands),
        cmocka_unit_test(the_version_before_is_read),
        cmocka_unit_test(attributes_of_the_change_itself_prove_nothing),
        cmocka_unit_test(a_revision_that_is_none_gives_no_changes),
        cmocka_unit_test(a_diff_finds_its_files),
    };
    const int n_failed = cmocka_run_group_tests(tests, desk_open, desk_close);
    repository_free(repository);
    git_free(git);
    return n_failed;
}
