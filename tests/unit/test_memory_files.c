/* Every allocation of making the list of texts is made to fail, one after the other: nothing crashes, nothing leaks, no
 * list is wrong. */
#include "git_desk.h"

#include "cmd/files.h"
#include "failing_allocator.h"

/* What a person asks for, in the folder of the desk's site. */
struct scenario {
    const char *name;
    struct request request;
};

static void list_write(const struct inputs *inputs, char *text, size_t size)
{
    size_t n = 0;
    text[0] = '\0';
    for (size_t i = 0; i < inputs->n && n < size; i++) {
        const struct change *change = inputs->items[i].change;
        n += (size_t)snprintf(text + n, size - n, "%s %zu;", inputs->items[i].path, change ? change->n_ranges : 0);
    }
    for (size_t i = 0; i < inputs->n_left && n < size; i++)
        n += (size_t)snprintf(text + n, size - n, "%s: %s;", inputs->left[i].path, inputs->left[i].reason);
}

static enum qualm_status run(const struct scenario *scenario, char *text, size_t size)
{
    struct inputs inputs = {0};
    struct complaint why = {""};
    const enum qualm_status status = inputs_collect(&scenario->request, &inputs, &why);
    const bool was_armed = is_armed;
    is_armed = false;
    if (!status)
        list_write(&inputs, text, size);
    if (status && status != QUALM_ERR_MEMORY)
        fail_msg("%s: status %d: %s", scenario->name, (int)status, why.text);
    is_armed = was_armed;
    inputs_free(&inputs);
    return status;
}

static size_t fail_each(const struct scenario *scenario)
{
    char wanted[4000];
    char got[4000];
    size_t n = 0;
    assert_int_equal(run(scenario, wanted, sizeof wanted), QUALM_OK);
    assert_true(wanted[0]);
    for (bool has_failed = true; has_failed; n++) {
        is_armed = true;
        n_until_failure = n;
        n_seen = 0;
        const enum qualm_status status = run(scenario, got, sizeof got);
        is_armed = false;
        has_failed = n_seen > n;
        if (status == QUALM_OK && strcmp(got, wanted) != 0)
            fail_msg("%s: allocation %zu failed: %s\nwanted: %s", scenario->name, n, got, wanted);
        if (status == QUALM_OK && has_failed)
            print_message("%s: got by without allocation %zu\n", scenario->name, n);
    }
    print_message("%-16s %zu allocations made to fail\n", scenario->name, n - 1);
    return n - 1;
}

static void every_failed_allocation_is_a_status(void **state)
{
    static const char *const operands[] = {"content", "out/o.md"};
    static const char *const named[] = {"content/b.md", "out/o.md", "content/x.md"};
    struct scenario scenarios[] = {
        {"walk",
         {.settings = {.list_files = true, .no_config = true, .excludes = {{"skip*"}, 1}},
          .operands = operands,
          .n_operands = 2}},
        {"diff",
         {.settings = {.list_files = true, .no_config = true, .diff = "d.diff"},
          .operands = operands,
          .n_operands = 1}},
        {"diff base",
         {.settings = {.list_files = true, .no_config = true, .diff_base = "main"},
          .operands = operands,
          .n_operands = 1}},
        {"config from",
         {.settings = {.list_files = true,
                       .no_config = true,
                       .config_from = "main",
                       .force_exclude = true,
                       .files0_from = "names"},
          .operands = named,
          .n_operands = 3}},
    };
    size_t n_total = 0;
    (void)state;
    desk_need_git();
    desk_run("git init -q -b main site; cd site; mkdir -p content/deep content/drafts out\n"
             "printf 'out/\\n*.tmp.md\\n' >.gitignore; printf '# no\\ndrafts/\\n[x-z].md\\n' >.qualmignore\n"
             "touch content/a.md content/b.md content/skip.md content/deep/c.md content/drafts/d.md\n"
             "git add .; git commit -qm one; echo more >>content/b.md; git mv content/a.md content/deep/a.md\n"
             "touch content/x.md content/y.tmp.md out/o.md content/p.png; printf 'content/b.md\\0out/o.md' >names\n"
             "git diff main >d.diff");
    assert_int_equal(chdir(desk_path("site")), 0);
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
        n_total += fail_each(&scenarios[i]);
    print_message("%zu allocations made to fail in all\n", n_total);
    assert_true(n_total > 100);
}

int main(void)
{
    dl_iterate_phdr(range_add, NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_failed_allocation_is_a_status)};
    return cmocka_run_group_tests(tests, desk_open, desk_close);
}
