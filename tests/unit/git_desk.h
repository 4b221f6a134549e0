/* A folder of its own with a repository in it, made with fixed names and dates. */
#ifndef GIT_DESK_H
#define GIT_DESK_H

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char desk_folder[256];
static char desk_home[4096];

/* Runs a script in the folder, and fails the test when one of its commands does. */
static void desk_run(const char *script)
{
    char *whole = NULL;
    assert_true(asprintf(&whole, "set -e; cd '%s'\n%s", desk_folder, script) > 0);
    const int status = system(whole);
    if (status != 0)
        fail_msg("status %d of: %s", status, script);
    free(whole);
}

static const char *desk_path(const char *name)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s", desk_folder, name);
    return path;
}

/* Whether git is there; else the test that asks is skipped, and says so. */
static void desk_need_git(void)
{
    if (system("git --version >/dev/null 2>&1") == 0)
        return;
    print_message("skipped: git is not installed\n");
    skip();
}

/* Nothing of the person's own configuration may reach a test. */
static int desk_open(void **state)
{
    static const char *const environment[][2] = {
        {"GIT_CONFIG_NOSYSTEM", "1"},
        {"GIT_AUTHOR_NAME", "Ann"},
        {"GIT_AUTHOR_EMAIL", "ann@example.org"},
        {"GIT_COMMITTER_NAME", "Ann"},
        {"GIT_COMMITTER_EMAIL", "ann@example.org"},
        {"GIT_AUTHOR_DATE", "2024-05-01T12:00:00Z"},
        {"GIT_COMMITTER_DATE", "2024-05-01T12:00:00Z"},
    };
    char made[] = "/tmp/qualm-desk.XXXXXX";
    (void)state;
    if (!mkdtemp(made) || !realpath(made, desk_folder) || !getcwd(desk_home, sizeof desk_home))
        return -1;
    for (size_t i = 0; i < sizeof environment / sizeof *environment; i++)
        setenv(environment[i][0], environment[i][1], 1);
    setenv("HOME", desk_folder, 1);
    unsetenv("XDG_CONFIG_HOME");
    return 0;
}

static int desk_close(void **state)
{
    (void)state;
    if (chdir(desk_home) != 0)
        return -1;
    desk_run("cd /; chmod -R u+rwx \"$HOME\"; rm -rf \"$HOME\"");
    return 0;
}

#endif
