/* What git is asked, in repositories made for it: the answers, and the words where there is none. */
#include "git_desk.h"

#include "project/repository.h"
#include "project/revision.h"

static struct git *git;
static struct complaint why;

static void said(const char *words)
{
    if (!strstr(why.text, words))
        fail_msg("'%s' is not in: %s", words, why.text);
}

static struct repository *opened(const char *name)
{
    struct repository *repository = NULL;
    why.text[0] = '\0';
    if (!git)
        assert_int_equal(git_find(&git), QUALM_OK);
    assert_int_equal(repository_open(git, desk_path(name), &repository, &why), QUALM_OK);
    return repository;
}

static void site_make(const char *name)
{
    char script[2000];
    snprintf(script, sizeof script,
             "git init -q -b main '%s'; cd '%s'\n"
             "mkdir -p content 'with space'\n"
             "printf 'Tea.\\nMilk.\\n' >content/tea.md; printf 'x\\n' >'with space/\xC3\xA9\"q.md'\n"
             "printf 'y\\n' >'line\nfeed.md'; ln -s content/tea.md link.md; printf '*.log\\nout/\\n' >.gitignore\n"
             "git add .; git commit -qm one",
             name, name);
    desk_run(script);
}

static char *read_at(struct repository *repository, const char *name, const char *path)
{
    struct object_id id;
    struct revision *revision;
    struct buffer bytes = {0};
    bool is_there;
    assert_int_equal(repository_revision(repository, name, &id, &why), QUALM_OK);
    assert_int_equal(revision_open(repository, &id, &revision, &why), QUALM_OK);
    assert_int_equal(revision_read(revision, path, &bytes, &is_there, &why), QUALM_OK);
    revision_free(revision);
    assert_true(is_there || bytes.n_bytes == 0);
    return is_there && !bytes.bytes ? strdup("") : bytes.bytes;
}

static void root_is_found_from_below(void **state)
{
    (void)state;
    desk_need_git();
    site_make("below");
    struct repository *repository = opened("below/content");
    assert_string_equal(repository_root(repository), desk_path("below"));
    repository_free(repository);
    desk_run("mkdir outside");
    assert_null(opened("outside"));
    assert_null(opened("below/.git"));
}

/* A hook's variables, another's index: the repository of the text is meant, whatever they say. */
static void environment_points_nowhere_else(void **state)
{
    (void)state;
    desk_need_git();
    site_make("here");
    desk_run("mkdir elsewhere");
    setenv("GIT_DIR", desk_path("here/.git"), 1);
    setenv("GIT_INDEX_FILE", "/nonexistent/index", 1);
    setenv("GIT_WORK_TREE", "/", 1);
    git_free(git);
    git = NULL;
    assert_null(opened("elsewhere"));
    struct repository *repository = opened("here");
    struct names names = {0};
    assert_int_equal(repository_tracked(repository, &names, &why), QUALM_OK);
    assert_int_equal(names.n, 5);
    names_free(&names);
    repository_free(repository);
    unsetenv("GIT_DIR");
    unsetenv("GIT_INDEX_FILE");
    unsetenv("GIT_WORK_TREE");
    git_free(git);
    git = NULL;
}

static void git_is_looked_for_in_absolute_folders_only(void **state)
{
    (void)state;
    struct git *none = NULL;
    char *path = strdup(getenv("PATH"));
    desk_run("printf '#!/bin/sh\\n' >git; chmod +x git");
    assert_int_equal(chdir(desk_folder), 0);
    setenv("PATH", ".::/nonexistent", 1);
    assert_int_equal(git_find(&none), QUALM_OK);
    assert_null(none);
    setenv("PATH", path, 1);
    free(path);
}

static void files_are_listed_and_read(void **state)
{
    (void)state;
    desk_need_git();
    site_make("files");
    struct repository *repository = opened("files");
    struct names names = {0};
    assert_int_equal(repository_tracked(repository, &names, &why), QUALM_OK);
    assert_true(names_have(&names, "with space/\xC3\xA9\"q.md"));
    assert_true(names_have(&names, "line\nfeed.md"));
    assert_false(names_have(&names, "content"));
    names_free(&names);
    static const char *const files[][2] = {
        {"content/tea.md", "Tea.\nMilk.\n"},
        {"with space/\xC3\xA9\"q.md", "x\n"},
        {"line\nfeed.md", "y\n"},
        {"link.md", NULL},
        {"content", NULL},
        {"none.md", NULL},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *bytes = read_at(repository, "HEAD", files[i][0]);
        if (files[i][1])
            assert_string_equal(bytes, files[i][1]);
        else
            assert_null(bytes);
        free(bytes);
    }
    repository_free(repository);
}

static void what_is_ignored_is_listed(void **state)
{
    (void)state;
    desk_need_git();
    site_make("ignored");
    desk_run("cd ignored; mkdir -p out/deep content/new; touch out/deep/a.md content/b.log content/new/c.md kept.log\n"
             "git add -f kept.log; printf '*.md\\n' >.git/info/exclude\n"
             "printf '*.md\\n' >\"$HOME/ignore\"; git config core.excludesFile \"$HOME/ignore\"");
    struct repository *repository = opened("ignored");
    struct names names = {0};
    assert_int_equal(repository_ignored(repository, &names, &why), QUALM_OK);
    assert_true(names_cover(&names, "out/deep/a.md", 0));
    assert_true(names_cover(&names, "content/b.log", 0));
    assert_false(names_cover(&names, "content/new/c.md", 0));
    assert_false(names_cover(&names, "kept.log", 0));
    assert_false(names_cover(&names, "out", 0));
    names_free(&names);
    repository_free(repository);
}

/* Every way in which a configuration names a program leaves a mark when it is run. */
static void no_program_is_run(void **state)
{
    (void)state;
    desk_need_git();
    site_make("armed");
    desk_run(
        "cd armed; printf '#!/bin/sh\\ntouch \"%s/mark\"; cat\\n' \"$HOME\" >../arm; chmod +x ../arm\n"
        "for key in core.fsmonitor core.pager diff.external diff.d.command diff.d.textconv filter.f.clean "
        "filter.f.smudge filter.g.process core.sshCommand core.editor pager.diff interactive.diffFilter; do\n"
        "git config $key \"$HOME/arm\"; done; git config filter.f.required true\n"
        "git config core.hooksPath \"$HOME/hooks\"; mkdir ../hooks; cp ../arm ../hooks/post-index-change\n"
        "printf '*.md diff=d filter=f\\nz.md filter=g\\n' >.gitattributes; echo more >>content/tea.md; echo z >z.md\n"
        "touch -d 2001-01-01 link.md with*/*; rm -f ../mark");
    struct repository *repository = opened("armed");
    struct object_id id;
    struct buffer diff = {0};
    struct names names = {0};
    assert_int_equal(repository_merge_base(repository, "main", &id, &why), QUALM_OK);
    assert_int_equal(repository_diff(repository, &id, (qualm_write)buffer_append, &diff, &why), QUALM_OK);
    assert_non_null(strstr(diff.bytes, "+more\n"));
    assert_int_equal(repository_ignored(repository, &names, &why), QUALM_OK);
    free(read_at(repository, "HEAD", "content/tea.md"));
    assert_int_equal(access(desk_path("mark"), F_OK), -1);
    names_free(&names);
    buffer_free(&diff);
    repository_free(repository);
}

static void tastes_change_no_diff(void **state)
{
    (void)state;
    desk_need_git();
    site_make("taste");
    desk_run("cd taste; git mv content/tea.md 'with space/t.md'; printf 'Tea.\\nCream.\\n' >'with space/t.md'");
    struct buffer diffs[2] = {{0}, {0}};
    for (int i = 0; i < 2; i++) {
        struct repository *repository = opened("taste/content/..");
        struct object_id id;
        assert_int_equal(repository_merge_base(repository, "main", &id, &why), QUALM_OK);
        assert_int_equal(repository_diff(repository, &id, (qualm_write)buffer_append, &diffs[i], &why), QUALM_OK);
        repository_free(repository);
        desk_run("cd taste; git config diff.noprefix true; git config diff.mnemonicPrefix true\n"
                 "git config diff.renames false; git config diff.context 9; git config diff.interHunkContext 9\n"
                 "git config color.ui always; git config core.quotePath true; git config diff.algorithm patience\n"
                 "git config diff.relative true; git config diff.renameLimit 0; git config diff.ignoreSubmodules none");
    }
    assert_string_equal(diffs[0].bytes, diffs[1].bytes);
    buffer_free(&diffs[0]);
    buffer_free(&diffs[1]);
}

static void revisions_that_are_none_are_told(void **state)
{
    static const struct {
        const char *revision, *words;
    } cases[] = {
        {"mian", "git knows no revision 'mian'; fetch it"},
        {"", "'' is no name of a revision"},
        {"--help", "'--help' is no name of a revision"},
        {"-q", "is no name of a revision"},
        {"^main", "is no name of a revision"},
        {"main..main", "git knows no revision 'main..main'"},
        {"main:content", "git knows no revision"},
        {"main\nmain", "git knows no revision"},
        {"apart", "'apart' and HEAD have no common ancestor; name the revision"},
    };
    (void)state;
    desk_need_git();
    site_make("revisions");
    desk_run("cd revisions; git checkout -q --orphan apart; git commit -qm apart; git checkout -q main");
    struct repository *repository = opened("revisions");
    struct object_id id;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(repository_merge_base(repository, cases[i].revision, &id, &why), QUALM_ERR_ARGUMENT);
        said(cases[i].words);
    }
    assert_int_equal(repository_merge_base(repository, "HEAD~0", &id, &why), QUALM_OK);
    repository_free(repository);
    desk_run("git init -q empty");
    repository = opened("empty");
    assert_int_equal(repository_merge_base(repository, "main", &id, &why), QUALM_ERR_ARGUMENT);
    said("the repository has no commit yet, so nothing can be compared with 'main'");
    repository_free(repository);
}

/* What a pipeline checks out by itself: one commit, and no other branch. */
static void a_shallow_clone_is_told_how_to_go_deeper(void **state)
{
    (void)state;
    desk_need_git();
    site_make("whole");
    desk_run("cd whole; git checkout -qb work; echo a >a.md; git add .; git commit -qm two\n"
             "git checkout -q main; echo b >b.md; git add .; git commit -qm three; cd ..\n"
             "git clone -q --depth 1 -b work \"file://$PWD/whole\" shallow\n"
             "git clone -q -b work \"file://$PWD/whole\" deep\n"
             "cd shallow; git fetch -q --depth 1 origin main:refs/heads/main");
    struct repository *repository = opened("shallow");
    struct object_id id;
    assert_int_equal(repository_merge_base(repository, "v1", &id, &why), QUALM_ERR_ARGUMENT);
    said("in this shallow clone; fetch the rest ('git fetch --unshallow', or 'fetch-depth: 0'");
    assert_int_equal(repository_merge_base(repository, "main", &id, &why), QUALM_ERR_ARGUMENT);
    said("no common ancestor in this shallow clone; fetch the rest");
    repository_free(repository);
    repository = opened("deep");
    assert_int_equal(repository_merge_base(repository, "main", &id, &why), QUALM_ERR_ARGUMENT);
    said("did you mean 'origin/main'?");
    assert_int_equal(repository_merge_base(repository, "origin/main", &id, &why), QUALM_OK);
    repository_free(repository);
}

static void a_partial_clone_fetches_nothing(void **state)
{
    (void)state;
    desk_need_git();
    site_make("full");
    desk_run("cd full; git config uploadpack.allowFilter true; echo more >>content/tea.md; git commit -qam two; cd ..\n"
             "git clone -q --filter=blob:none \"file://$PWD/full\" partial");
    struct repository *repository = opened("partial");
    struct object_id id;
    struct revision *revision;
    struct buffer bytes = {0};
    bool is_there;
    assert_int_equal(repository_revision(repository, "HEAD~1", &id, &why), QUALM_OK);
    assert_int_equal(revision_open(repository, &id, &revision, &why), QUALM_OK);
    assert_int_equal(revision_read(revision, "content/tea.md", &bytes, &is_there, &why), QUALM_ERR_ARGUMENT);
    revision_free(revision);
    assert_int_equal(repository_diff(repository, &id, (qualm_write)buffer_append, &bytes, &why), QUALM_ERR_ARGUMENT);
    said("this clone is partial");
    buffer_free(&bytes);
    repository_free(repository);
}

static void a_repository_of_somebody_else_is_told(void **state)
{
    (void)state;
    desk_need_git();
    if (geteuid() != 0) {
        print_message("skipped: only root can give a folder away\n");
        skip();
    }
    site_make("theirs");
    desk_run("chown -R 65534 theirs");
    struct repository *repository = NULL;
    if (!git)
        assert_int_equal(git_find(&git), QUALM_OK);
    assert_int_equal(repository_open(git, desk_path("theirs"), &repository, &why), QUALM_ERR_ARGUMENT);
    said("git config --global --add safe.directory");
    desk_run("git config --global --add safe.directory \"$PWD/theirs\"");
    assert_int_equal(repository_open(git, desk_path("theirs"), &repository, &why), QUALM_OK);
    assert_non_null(repository);
    repository_free(repository);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(root_is_found_from_below),
        cmocka_unit_test(environment_points_nowhere_else),
        cmocka_unit_test(git_is_looked_for_in_absolute_folders_only),
        cmocka_unit_test(files_are_listed_and_read),
        cmocka_unit_test(what_is_ignored_is_listed),
        cmocka_unit_test(no_program_is_run),
        cmocka_unit_test(tastes_change_no_diff),
        cmocka_unit_test(revisions_that_are_none_are_told),
        cmocka_unit_test(a_shallow_clone_is_told_how_to_go_deeper),
        cmocka_unit_test(a_partial_clone_fetches_nothing),
        cmocka_unit_test(a_repository_of_somebody_else_is_told),
    };
    const int n_failed = cmocka_run_group_tests(tests, desk_open, desk_close);
    git_free(git);
    return n_failed;
}
