/* project/config: what holds for a text, and what is refused where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/span.h"
#include "project/config.h"
#include "project/config_file.h"

/* A file system of a few files, in memory. */
struct memory_file {
    const char *path, *text;
};

static const struct memory_file *memory;

static enum qualm_status read_memory(void *from, const char *path, struct buffer *bytes, bool *is_there,
                                     struct complaint *why)
{
    (void)from, (void)why;
    for (const struct memory_file *file = memory; file->path; file++)
        if (strcmp(file->path, path) == 0) {
            *is_there = true;
            return buffer_append_text(bytes, file->text);
        }
    *is_there = false;
    return QUALM_OK;
}

static struct config_store *store_of(const struct memory_file *files, const struct config_choice *choice)
{
    struct config_choice all = choice ? *choice : (struct config_choice){.file = NULL};
    struct config_store *store;
    memory = files;
    all.source = (struct config_source){.read = read_memory};
    assert_int_equal(config_store_new(&all, &store), QUALM_OK);
    return store;
}

static const struct resolution *resolve(struct config_store *store, const char *path)
{
    const struct resolution *resolution;
    struct complaint why = {""};
    if (config_resolve(store, path, &resolution, &why) != QUALM_OK)
        fail_msg("%s: %s", path, why.text);
    return resolution;
}

static void assert_refused(const char *text, const char *words)
{
    const struct memory_file files[] = {{"/s/.qualm.yaml", text}, {NULL, NULL}};
    struct config_store *store = store_of(files, NULL);
    const struct resolution *resolution;
    struct complaint why = {""};
    assert_int_equal(config_resolve(store, "/s/a.md", &resolution, &why), QUALM_ERR_ARGUMENT);
    if (!strstr(why.text, words))
        fail_msg("'%s' lacks '%s'", why.text, words);
    config_store_free(store);
}

static void nearest_wins_and_lists_add_up(void **state)
{
    static const struct memory_file files[] = {
        {"/s/.qualm.yaml", "language: en\nmax-grade: 12\nmax-minutes: 9\nexclude: [drafts, old/*]\n"
                           "accept: [miracle berry]\n"},
        {"/s/blog/qualm.yaml", "max-grade: [10, flesch-kincaid=8]\nexclude: '*.tmp.md'\n"},
        {NULL, NULL}};
    struct config_store *store = store_of(files, NULL);
    (void)state;
    const struct settings *outer = &resolve(store, "/s/a.md")->settings;
    const struct settings *inner = &resolve(store, "/s/blog/b.md")->settings;
    assert_true(outer->limits[0].most == 12);
    assert_int_equal(inner->n_limits, 2);
    assert_true(inner->limits[0].most == 10 && inner->limits[1].most == 8);
    assert_int_equal(inner->max_minutes, 9);
    assert_int_equal(inner->excludes.n, 3);
    assert_string_equal(inner->excludes.items[1], "/s/old/*");
    assert_string_equal(inner->excludes.items[2], "*.tmp.md");
    assert_string_equal(inner->accept.items[0], "miracle berry");
    config_store_free(store);
}

static void root_stops(void **state)
{
    static const struct memory_file files[] = {
        {"/s/.qualm.yaml", "max-minutes: 9\n"}, {"/s/blog/.qualm.yaml", "root: yes\n"}, {NULL, NULL}};
    struct config_store *store = store_of(files, NULL);
    (void)state;
    assert_int_equal(resolve(store, "/s/blog/b.md")->settings.max_minutes, 0);
    assert_int_equal(resolve(store, "/s/b.md")->settings.max_minutes, 9);
    config_store_free(store);
}

static void texts_with_the_same_settings_share_a_number(void **state)
{
    static const struct memory_file files[] = {
        {"/s/.qualm.yaml", "overrides:\n- paths: ['*.txt', news/*]\n  rules: {hype: off}\n"
                           "- paths: b.txt\n  max-minutes: 3\n"},
        {NULL, NULL}};
    struct config_store *store = store_of(files, NULL);
    (void)state;
    const size_t plain = resolve(store, "/s/a.md")->number;
    assert_int_equal(resolve(store, "/s/deep/down/c.md")->number, plain);
    const struct resolution *text = resolve(store, "/s/a.txt");
    assert_int_not_equal(text->number, plain);
    assert_int_equal(resolve(store, "/s/news/x.md")->number, text->number);
    assert_int_equal(text->settings.rules.n, 1);
    assert_string_equal(text->settings.rules.items[0].value, "off");
    assert_int_equal(resolve(store, "/s/b.txt")->settings.max_minutes, 3);
    assert_int_equal(resolve(store, "/s/b.txt")->settings.rules.n, 1);
    config_store_free(store);
}

static void the_command_line_comes_last_and_values_know_where_they_were_said(void **state)
{
    static const struct memory_file files[] = {{"/s/.qualm.yaml", "extends: health\n\nmax-minutes: 9\n"}, {NULL, NULL}};
    struct entry said = {option_find("max-minutes", 11), NULL, "4", "command line"};
    const struct entries line = {.items = &said, .n = 1};
    struct config_store *store = store_of(files, &(struct config_choice){.command_line = &line});
    (void)state;
    const struct resolution *resolution = resolve(store, "/s/a.md");
    assert_int_equal(resolution->settings.max_minutes, 4);
    assert_true(resolution->settings.require_reason);
    assert_string_equal(resolution->entries[0]->origin, "preset 'health':2");
    assert_string_equal(resolution->entries[resolution->n_entries - 2]->origin, "/s/.qualm.yaml:3");
    assert_string_equal(resolution->entries[resolution->n_entries - 1]->origin, "command line");
    config_store_free(store);
}

static void presets_can_be_read(void **state)
{
    const struct qualm_preset *preset;
    (void)state;
    size_t n = 0;
    for (; (preset = qualm_preset_at(n)); n++) {
        struct config_file *file;
        struct complaint why = {""};
        if (config_file_read(preset->name, "/", span_of(preset->text), &file, &why) != QUALM_OK)
            fail_msg("%s", why.text);
        assert_true(file->entries.n > 5);
        config_file_free(file);
    }
    assert_int_equal(n, 3);
}

static void a_chosen_file_stands_for_all(void **state)
{
    static const struct memory_file files[] = {
        {"/s/.qualm.yaml", "max-minutes: 9\n"}, {"/x/site.yaml", "max-minutes: 2\n"}, {NULL, NULL}};
    struct config_store *store = store_of(files, &(struct config_choice){.file = "/x/site.yaml"});
    (void)state;
    assert_int_equal(resolve(store, "/s/a.md")->settings.max_minutes, 2);
    config_store_free(store);
    store = store_of(files, &(struct config_choice){.is_off = true});
    assert_int_equal(resolve(store, "/s/a.md")->settings.max_minutes, 0);
    config_store_free(store);
}

static void values_are_words_that_the_key_converts(void **state)
{
    static const struct memory_file files[] = {
        {"/s/.qualm.yaml", "rules: {hype: off, certainty/proof: \"note\"}\nlanguage: no\nmax-grade: 1.10\n"
                           "ratchet: [grade, findings]\nrequire-reason: 'on'\n"}, {NULL, NULL}};
    struct config_store *store = store_of(files, NULL);
    (void)state;
    const struct settings *settings = &resolve(store, "/s/a.md")->settings;
    assert_string_equal(settings->language, "no");
    assert_true(settings->limits[0].most == 1.10);
    assert_string_equal(settings->rules.items[0].value, "off");
    assert_int_equal(settings->ratchet, RATCHET_GRADE | RATCHET_FINDINGS);
    assert_true(settings->require_reason);
    config_store_free(store);
}

static void what_is_wrong_is_refused_where_it_stands(void **state)
{
    static const char *const cases[][2] = {
        {"max-grad: 9\n", "/s/.qualm.yaml:1:1: unknown key 'max-grad', did you mean 'max-grade'?"},
        {"language: en\nrules:\n  hype: loud\n", ".qualm.yaml:3:9: 'loud' is no level; use off, note"},
        {"rules: {hipe/strong: off}\n", ".qualm.yaml:1:9: unknown rule 'hipe/strong', did you mean 'hype/strong'?"},
        {"rules: {hype: off, hype: note}\n", ".qualm.yaml:1:20: a second time 'hype'"},
        {"max-minutes: 3\nmax-minutes: 4\n", ".qualm.yaml:2:1: a second time 'max-minutes'"},
        {"max-minutes: three\n", ".qualm.yaml:1:14: 'three' is no whole number"},
        {"max-minutes: [3]\n", ".qualm.yaml:1:14: wants one value: 'max-minutes'"},
        {"rules: off\n", ".qualm.yaml:1:8: wants a map: 'rules'"},
        {"exclude: {a: b}\n", ".qualm.yaml:1:10: wants a value or a list: 'exclude'"},
        {"exclude: [[a]]\n", ".qualm.yaml:1:11: wants a list of plain values"},
        {"language: &a en\n", ".qualm.yaml:1:11: aliases, anchors and tags"},
        {"language: !!str en\n", ".qualm.yaml:1:11: aliases, anchors and tags"},
        {"language: *a\n", ".qualm.yaml:1:11: aliases, anchors and tags"},
        {"- a\n", ".qualm.yaml:1:1: a configuration is a map of keys"},
        {"language: en\n---\nlanguage: de\n", ".qualm.yaml:2:1: a second document"},
        {"output: x\n", ".qualm.yaml:1:1: an option that no configuration may say: 'output'"},
        {"ignore: hype\n", ".qualm.yaml:1:1: an option that no configuration may say: 'ignore', did you mean 'rules'?"},
        {"to: sarif:x\n", ".qualm.yaml:1:1: "},
        {"overrides: [{max-minutes: 3}]\n", ".qualm.yaml:1:13: the override names no paths"},
        {"overrides: [{paths: a, root: true}]\n", ".qualm.yaml:1:24: a key that no override may say: 'root'"},
        {"extends: nothing\n", ".qualm.yaml:1:10: there is no preset and no file 'nothing'"},
        {"extends: ../../etc/passwd\n", ".qualm.yaml:1:10: '../../etc/passwd' lies outside the repository"},
        {"extends: .qualm.yaml\n", "extends others in a circle"},
        {"words-per-minute: 20\n", ".qualm.yaml:1:19: '20' is no reading speed"},
        {"ratchet: grades\n", ".qualm.yaml:1:10: 'grades' is no ratchet"},
        {"formats: {'*.x': rst}\n", ".qualm.yaml:1:18: unknown input format 'rst'"},
        {"language: \xFF\n", ".qualm.yaml:1:11: "},
        {"a: [\n", ".qualm.yaml:"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i][0], cases[i][1]);
}

static void two_files_in_one_folder_are_refused(void **state)
{
    static const struct memory_file files[] = {{"/s/.qualm.yaml", ""}, {"/s/qualm.yaml", "# nothing\n"}, {NULL, NULL}};
    struct config_store *store = store_of(files, NULL);
    const struct resolution *resolution;
    struct complaint why;
    (void)state;
    assert_int_equal(config_resolve(store, "/s/a.md", &resolution, &why), QUALM_ERR_ARGUMENT);
    assert_string_equal(why.text, "/s/.qualm.yaml: stands beside /s/qualm.yaml; keep one of them");
    config_store_free(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_wins_and_lists_add_up),
        cmocka_unit_test(root_stops),
        cmocka_unit_test(texts_with_the_same_settings_share_a_number),
        cmocka_unit_test(the_command_line_comes_last_and_values_know_where_they_were_said),
        cmocka_unit_test(presets_can_be_read),
        cmocka_unit_test(a_chosen_file_stands_for_all),
        cmocka_unit_test(values_are_words_that_the_key_converts),
        cmocka_unit_test(what_is_wrong_is_refused_where_it_stands),
        cmocka_unit_test(two_files_in_one_folder_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
