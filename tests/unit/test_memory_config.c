/* Every allocation of reading configurations is made to fail, one after the other: nothing crashes, nothing leaks, no
 * value is wrong. */
#include "failing_allocator.h"
#include "project/arguments.h"
#include "project/config.h"

struct memory_file {
    const char *path, *text;
};

static const struct memory_file files[] = {
    {"/s/.qualm.yaml", "extends: [health, house.yaml]\nlanguage: en\nmax-grade: [9, smog=8]\nexclude: [drafts, old/*]\n"
                       "ratchet: [grade, density]\noverrides:\n- paths: [blog/*, '*.txt']\n  max-minutes: 3\n"
                       "  rules: {hype: off}\n"},
    {"/s/house.yaml", "accept: [miracle berry, \"cure: the film\"]\nbaseline: known.json\n"},
    {"/s/blog/qualm.yaml", "formats: {'*.x': markdown, y/*: plain}\nmin-words: 20\n"},
    {"/wrong/.qualm.yaml", "language: en\nmax-grad: 9\n"},
    {"/list/.qualm.yaml", "exclude: [{a: b}]\n"},
    {NULL, NULL},
};

static enum qualm_status read_memory(void *from, const char *path, struct buffer *bytes, bool *is_there,
                                     struct complaint *why)
{
    (void)from, (void)why;
    for (const struct memory_file *file = files; file->path; file++)
        if (strcmp(file->path, path) == 0) {
            *is_there = true;
            return buffer_append_text(bytes, file->text);
        }
    *is_there = false;
    return QUALM_OK;
}

/* What is asked, and what came of it. */
struct scenario {
    const char *name, *path, *other; /* other: asked next of the same store; NULL: none */
    const char *file;
};

static void resolution_write(const struct resolution *resolution, struct buffer *said)
{
    for (size_t i = 0; i < resolution->n_entries; i++) {
        const struct entry *entry = resolution->entries[i];
        const char *const words[] = {entry->row->name, entry->key ? entry->key : "", entry->value, entry->origin, ";"};
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            assert_int_equal(buffer_append_text(said, words[k]), QUALM_OK);
            assert_int_equal(buffer_append_text(said, " "), QUALM_OK);
        }
    }
}

static enum qualm_status resolve(struct config_store *store, const char *path, struct buffer *said)
{
    const struct resolution *resolution = NULL;
    struct complaint why = {""};
    const enum qualm_status status = config_resolve(store, path, &resolution, &why);
    const bool was_armed = is_armed;
    is_armed = false; /* writing it down is no part of what is tried */
    if (status == QUALM_ERR_ARGUMENT)
        assert_int_equal(buffer_append_text(said, why.text), QUALM_OK);
    else if (!status)
        resolution_write(resolution, said);
    is_armed = was_armed;
    return status;
}

static enum qualm_status run(const void *tried, struct buffer *said)
{
    const struct scenario *scenario = tried;
    struct config_store *store = NULL;
    struct arguments arguments = {0};
    struct complaint why;
    char *words[] = {"--max-minutes", "2", "--exclude", "x", "a.md"};
    enum qualm_status status = arguments_read(5, words, COMMAND_CHECK, "check", &arguments, &why);
    const struct config_choice choice = {
        .source = {.read = read_memory}, .file = scenario->file, .command_line = &arguments.entries};
    if (!status)
        status = config_store_new(&choice, &store);
    if (!status)
        status = resolve(store, scenario->path, said);
    if (!status && scenario->other)
        status = resolve(store, scenario->other, said);
    config_store_free(store);
    arguments_free(&arguments);
    return status;
}

static void every_failed_allocation_is_a_status(void **state)
{
    static const struct scenario scenarios[] = {
        {"found", "/s/blog/a.md", "/s/blog/b.txt", NULL}, {"named", "/s/blog/a.md", NULL, "/s/house.yaml"},
        {"folder", "/s/", NULL, NULL},                    {"unknown key", "/wrong/a.md", NULL, NULL},
        {"wrong list", "/list/a.md", NULL, NULL},         {"no file", "/s/a.md", NULL, "/s/missing.yaml"},
    };
    size_t n_total = 0;
    (void)state;
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
        n_total += fail_each(scenarios[i].name, run, &scenarios[i]);
    print_message("%zu allocations made to fail in all\n", n_total);
    assert_true(n_total > 300);
}

int main(void)
{
    dl_iterate_phdr(range_add, NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_failed_allocation_is_a_status)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
