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

static void say(struct buffer *said, const char *format, ...)
{
    char line[500];
    va_list values;
    va_start(values, format);
    const int n = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    assert_in_range(n, 0, sizeof line - 1);
    assert_int_equal(buffer_append(said, line, (size_t)n), QUALM_OK);
}

static void list_write(const struct inputs *inputs, struct buffer *said)
{
    for (size_t i = 0; i < inputs->n; i++) {
        const struct change *change = inputs->items[i].change;
        say(said, "%s %zu;", inputs->items[i].path, change ? change->n_ranges : 0);
    }
    for (size_t i = 0; i < inputs->n_left; i++)
        say(said, "%s: %s;", inputs->left[i].path, inputs->left[i].reason);
}

static enum qualm_status run(const void *tried, struct buffer *said)
{
    const struct scenario *scenario = tried;
    struct inputs inputs = {0};
    struct complaint why = {""};
    const enum qualm_status status = inputs_collect(&scenario->request, &inputs, &why);
    const bool was_armed = is_armed;
    is_armed = false; /* writing it down is no part of what is tried */
    if (!status)
        list_write(&inputs, said);
    if (status && status != QUALM_ERR_MEMORY)
        fail_msg("%s: status %d: %s", scenario->name, (int)status, why.text);
    is_armed = was_armed;
    inputs_free(&inputs);
    return status;
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
        n_total += fail_each(scenarios[i].name, run, &scenarios[i]);
    print_message("%zu allocations made to fail in all\n", n_total);
    assert_true(n_total > 100);
}

int main(void)
{
    dl_iterate_phdr(range_add, NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_failed_allocation_is_a_status)};
    return cmocka_run_group_tests(tests, desk_open, desk_close);
}
