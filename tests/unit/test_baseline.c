/* project/baseline and project/paths: what is known already, and what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "project/baseline.h"
#include "project/paths.h"

static struct buffer sink;

static enum qualm_status keep(void *to, const char *bytes, size_t n_bytes)
{
    return buffer_append(to, bytes, n_bytes);
}

static struct qualm_finding finding(const char *rule, const char *fingerprint)
{
    struct qualm_finding made = {.rule = qualm_rule_find(rule), .formula = "", .severity = QUALM_WARNING};
    strcpy(made.fingerprint, fingerprint);
    return made;
}

static struct qualm_finding grade(double figure)
{
    struct qualm_finding made = finding("limit/grade", "00000000000000aa");
    made.figure = figure;
    made.limit = 10;
    return made;
}

static const char *printed(struct baseline *baseline)
{
    struct printer out;
    buffer_clear(&sink);
    printer_init(&out, keep, &sink);
    baseline_print(baseline, &out);
    assert_int_equal(printer_flush(&out), QUALM_OK);
    return sink.bytes;
}

static void add(struct baseline *baseline, const char *path, const char *title, struct qualm_finding finding)
{
    const struct qualm_result result = {.findings = &finding, .n_findings = 1};
    const struct baseline_key key = {path, title, &finding, &result};
    assert_int_equal(baseline_add(baseline, &key), QUALM_OK);
}

static bool take(struct baseline *baseline, const char *path, const char *title, struct qualm_finding finding)
{
    const struct qualm_result result = {.findings = &finding, .n_findings = 1};
    const struct baseline_key key = {path, title, &finding, &result};
    return baseline_take(baseline, &key);
}

static struct baseline *read_again(const char *text)
{
    struct baseline *baseline;
    struct complaint why;
    if (baseline_read("site.json", span_of(text), &why, &baseline) != QUALM_OK)
        fail_msg("%s", why.text);
    return baseline;
}

/* Two findings of one wording in one file, another in another, and a missed limit. */
static struct baseline *site(void)
{
    struct baseline *baseline;
    assert_int_equal(baseline_new(&baseline), QUALM_OK);
    add(baseline, "b.md", "B", grade(12.345));
    add(baseline, "b.md", "B", finding("certainty/proof", "1111111111111111"));
    add(baseline, "a.md", "A", finding("hype/strong", "2222222222222222"));
    add(baseline, "a.md", "A", finding("hype/strong", "2222222222222222"));
    struct baseline *read = read_again(printed(baseline));
    baseline_free(baseline);
    return read;
}

static void is_printed_sorted_an_entry_a_line(void **state)
{
    struct baseline *baseline = site();
    (void)state;
    assert_string_equal(baseline_edition(baseline), qualm_edition());
    assert_non_null(strstr(sink.bytes, ",\"entries\":[\n"
        "{\"path\":\"a.md\",\"rule\":\"hype/strong\",\"fingerprint\":\"2222222222222222\",\"count\":2},\n"
        "{\"path\":\"b.md\",\"rule\":\"certainty/proof\",\"fingerprint\":\"1111111111111111\",\"count\":1},\n"
        "{\"path\":\"b.md\",\"rule\":\"limit/grade\",\"fingerprint\":\"00000000000000aa\",\"figure\":12.35,"
        "\"title\":\"B\"},\nnull]}\n"));
    baseline_free(baseline);
}

static void an_entry_is_used_up(void **state)
{
    struct baseline *baseline = site();
    const struct qualm_finding hype = finding("hype/strong", "2222222222222222");
    (void)state;
    assert_true(take(baseline, "a.md", "A", hype));
    assert_true(take(baseline, "a.md", "A", hype));
    assert_false(take(baseline, "a.md", "A", hype));
    assert_false(take(baseline, "b.md", "B", finding("certainty/proof", "1111111111111112")));
    baseline_free(baseline);
}

static void a_limit_fails_again_only_when_worse(void **state)
{
    struct baseline *baseline = site();
    (void)state;
    assert_true(take(baseline, "b.md", "B", grade(12.345)));
    assert_true(take(baseline, "b.md", "B", grade(11)));
    assert_false(take(baseline, "b.md", "B", grade(12.4)));
    baseline_free(baseline);
}

/* Entries name a.md and b.md; here b.md is there, and a.md is gone. */
static void a_renamed_file_keeps_its_entries(void **state)
{
    char folder[] = "/tmp/qualm-baseline-XXXXXX";
    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(mkdir("b.md", 0700), 0);
    struct baseline *baseline = site();
    assert_true(take(baseline, "new-a.md", "A", finding("hype/strong", "2222222222222222")));
    assert_false(take(baseline, "new-b.md", "B", finding("certainty/proof", "1111111111111111")));
    assert_false(take(baseline, "new-b.md", "B", grade(11)));
    baseline_free(baseline);
    assert_int_equal(rmdir("b.md"), 0);
    baseline = site();
    assert_true(take(baseline, "new-b.md", "B", grade(11)));
    assert_false(take(baseline, "other.md", "Another text", grade(11)));
    baseline_free(baseline);
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void dead_entries_are_counted_where_their_file_was_read(void **state)
{
    char folder[] = "/tmp/qualm-baseline-XXXXXX";
    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(mkdir("a.md", 0700), 0);
    assert_int_equal(mkdir("b.md", 0700), 0);
    struct baseline *baseline = site();
    assert_int_equal(baseline_dead(baseline), 0);
    assert_int_equal(baseline_visit(baseline, "a.md"), QUALM_OK);
    assert_int_equal(baseline_dead(baseline), 2);
    assert_true(take(baseline, "a.md", "A", finding("hype/strong", "2222222222222222")));
    assert_int_equal(baseline_dead(baseline), 1);
    baseline_free(baseline);
    assert_int_equal(rmdir("a.md") + rmdir("b.md") + chdir("/") + rmdir(folder), 0);
}

static void lines_that_two_branches_wrote_count_once(void **state)
{
    struct baseline *baseline = read_again(
        "{\"qualm_baseline\":1,\"edition\":\"2026.1\",\"entries\":[\n"
        "{\"path\":\"a.md\",\"rule\":\"hype/strong\",\"fingerprint\":\"2222222222222222\",\"count\":1},\n"
        "{\"path\":\"a.md\",\"rule\":\"hype/strong\",\"fingerprint\":\"2222222222222222\",\"count\":1},\nnull]}\n");
    (void)state;
    assert_true(take(baseline, "a.md", "", finding("hype/strong", "2222222222222222")));
    assert_false(take(baseline, "a.md", "", finding("hype/strong", "2222222222222222")));
    baseline_free(baseline);
}

static void names_beyond_ascii_come_back(void **state)
{
    const struct qualm_finding proof = finding("certainty/proof", "1111111111111111");
    struct baseline *baseline;
    (void)state;
    assert_int_equal(baseline_new(&baseline), QUALM_OK);
    add(baseline, "caf\u00E9/\u8336.md", "", proof);
    add(baseline, "a.md", "Th\u00E9 \U0001F375", grade(12));
    struct baseline *read = read_again(printed(baseline));
    assert_non_null(strstr(printed(read), "\"caf\u00E9/\u8336.md\""));
    assert_non_null(strstr(printed(read), "\"Th\u00E9 \U0001F375\""));
    assert_true(take(read, "caf\u00E9/\u8336.md", "", proof));
    baseline_free(baseline);
    baseline_free(read);
}

static void what_is_no_baseline_is_refused_with_its_line(void **state)
{
    static const char *const cases[][2] = {
        {"", "site.json:1: ends too early"},
        {"[]", "site.json:1: is no baseline"},
        {"null\n", "site.json:1: is no baseline"},
        {"null x", "site.json:1: unexpected character"},
        {"{\"qualm_baseline\":2}", "site.json:1: is a baseline of another version"},
        {"{\"qualm_baseline\":1,\"edition\":\"x\",\"entries\":[\n{\"path\":,", "site.json:2: "},
        {"{\"qualm_baseline\":1,\"edition\":\"x\",\"entries\":[{\"path\":\"a\"},null]}", "site.json: entry 1: lacks"},
        {"{\"qualm_baseline\":1,\"edition\":\"x\",\"entries\":[{\"path\":\"a\",\"rule\":\"r\",\"fingerprint\":\"f\"}]}",
         "site.json: entry 1: has neither a count nor a figure"},
        {"{\"qualm_baseline\":1,\"edition\":\"x\",\"entries\":[null]}\n{}", "site.json:2: unexpected character"},
        {"{\"qualm_baseline\":1,\"edition\":\"x\",\"entries\":[[[[[[[[[", "site.json:1: "},
        {"{\"qualm_baseline\":1,\"edition\":\"x\xFF\",\"entries\":[null]}", "site.json:1: is no UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct baseline *baseline;
        struct complaint why = {""};
        assert_int_equal(baseline_read("site.json", span_of(cases[i][0]), &why, &baseline), QUALM_ERR_ARGUMENT);
        if (strncmp(why.text, cases[i][1], strlen(cases[i][1])) != 0)
            fail_msg("%s: wanted %s", why.text, cases[i][1]);
    }
}

static void paths_are_made_absolute_and_relative(void **state)
{
    static const char *const cases[][3] = {
        {"/a/b", "/a/b/c.md", "c.md"}, {"/a/b", "/a/c.md", "../c.md"}, {"/a/b", "/a/bc/d", "../bc/d"},
        {"/", "/a.md", "a.md"},        {"/a/b", "/a/b", "."},          {"/a/b/c", "/x", "../../../x"},
    };
    struct buffer path = {0};
    (void)state;
    assert_int_equal(path_absolute("/a//b/./c/../d.md", &path), QUALM_OK);
    assert_string_equal(path.bytes, "/a/b/d.md");
    assert_int_equal(path_absolute("/../..", &path), QUALM_OK);
    assert_string_equal(path.bytes, "/");
    assert_int_equal(path_folder("/a.md", &path), QUALM_OK);
    assert_string_equal(path.bytes, "/");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(path_relative(cases[i][0], cases[i][1], &path), QUALM_OK);
        assert_string_equal(path.bytes, cases[i][2]);
    }
    buffer_free(&path);
}

static int sink_free(void **state)
{
    (void)state;
    buffer_free(&sink);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_printed_sorted_an_entry_a_line),
        cmocka_unit_test(an_entry_is_used_up),
        cmocka_unit_test(a_limit_fails_again_only_when_worse),
        cmocka_unit_test(a_renamed_file_keeps_its_entries),
        cmocka_unit_test(dead_entries_are_counted_where_their_file_was_read),
        cmocka_unit_test(lines_that_two_branches_wrote_count_once),
        cmocka_unit_test(names_beyond_ascii_come_back),
        cmocka_unit_test(what_is_no_baseline_is_refused_with_its_line),
        cmocka_unit_test(paths_are_made_absolute_and_relative),
    };
    return cmocka_run_group_tests(tests, NULL, sink_free);
}
