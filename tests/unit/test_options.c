/* project/options and entries: the table, and what values become. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "project/arguments.h"

static enum qualm_status apply(const char *name, const char *value, struct settings *settings, struct complaint *why)
{
    const struct option_row *row = option_find_key(name) ? option_find_key(name) : option_find(name, strlen(name));
    assert_non_null(row);
    return entry_apply(&(struct entry){row, NULL, value, "here"}, settings, why);
}

static void names_are_one_and_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        const size_t n_name = strcspn(row->name, " ");
        assert_true(row->commands || row->is_key);
        assert_non_null(row->help);
        if (row->commands)
            assert_ptr_equal(option_find(row->name, n_name), row);
        if (row->is_key)
            assert_ptr_equal(option_find_key(row->name), row);
        if (row->letter)
            assert_ptr_equal(option_find_letter(row->letter), row);
        if (row->usual) {
            struct settings settings = {0};
            struct complaint why;
            assert_true(row->is_key);
            assert_int_equal(apply(row->name, row->usual, &settings, &why), QUALM_OK);
        }
    }
    assert_ptr_equal(option_find("format", 6), option_find("to", 2));
    assert_null(option_find("rules", 5));
    assert_null(option_find_key("format"));
}

/* A change must not have a say in where its verdict goes, or in what is believed of it. */
static void no_configuration_names_an_output(void **state)
{
    static const char *const names[] = {"to", "output", "write-baseline", "diff", "diff-base", "files0-from", "config",
                                        "no-config", "config-from", "no-inline", "exit-zero", "encoding", "from",
                                        "select", "ignore", "force-exclude", "list-files", "schema"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_non_null(option_find(names[i], strlen(names[i])));
        assert_null(option_find_key(names[i]));
    }
}

static void later_values_replace_and_lists_grow(void **state)
{
    static const char *const said[][2] = {
        {"max-minutes", "9"}, {"max-minutes", "3"}, {"exclude", "a"}, {"exclude", "b"}, {"accept", "miracle berry"},
        {"max-grade", "9"}, {"max-grade", "smog=8"}, {"max-grade", "7"}, {"to", "text"}, {"to", "json:x"},
        {"require-reason", "yes"}, {"require-reason", "off"}, {"ratchet", "grade , findings"}, {"min-words", "0"},
        {"max-density", "2.5"}, {"words-per-minute", "300"}, {"color", "never"}, {"fail-level", "error"},
    };
    struct settings settings = {0};
    struct complaint why = {""};
    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (apply(said[i][0], said[i][1], &settings, &why) != QUALM_OK)
            fail_msg("%s: %s", said[i][0], why.text);
    assert_int_equal(settings.max_minutes, 3);
    assert_int_equal(settings.excludes.n, 2);
    assert_string_equal(settings.excludes.items[1], "b");
    assert_string_equal(settings.accept.items[0], "miracle berry");
    assert_int_equal(settings.n_limits, 2);
    assert_null(settings.limits[0].formula);
    assert_true(settings.limits[0].most == 7 && settings.limits[1].most == 8);
    assert_string_equal(settings.limits[1].formula, "smog");
    assert_int_equal(settings.n_to, 2);
    assert_false(settings.require_reason);
    assert_int_equal(settings.ratchet, RATCHET_GRADE | RATCHET_FINDINGS);
    assert_true(settings.has_min_words && settings.min_words == 0);
    assert_true(settings.has_max_density && settings.max_density == 2.5);
    assert_int_equal(settings.words_per_minute, 300);
    assert_int_equal(settings.color, COLOR_NEVER);
    assert_int_equal(settings.fail_level, QUALM_ERROR);
}

static void what_no_key_converts_is_refused(void **state)
{
    static const char *const said[][3] = {
        {"max-minutes", "", "'' is no whole number"}, {"max-minutes", "-1", "'-1' is no whole number"},
        {"max-minutes", "1000000001", "is no whole number"}, {"max-minutes", "1.10", "is no whole number"},
        {"max-density", "-1", "is no density"}, {"max-density", "NaN", "is no density"},
        {"max-density", "1e3", "is no density"}, {"words-per-minute", "49", "is no reading speed"},
        {"words-per-minute", "2001", "is no reading speed"}, {"require-reason", "2", "is neither true nor false"},
        {"require-reason", "True", "is neither true nor false"}, {"fail-level", "none", "is no level"},
        {"max-grade", "", "is no limit"}, {"max-grade", "smog=", "is no limit"},
        {"max-grade", "=9", "'' is no formula"},
        {"max-grade", "flesch-reading-ease=9", "does not give a grade"}, {"ratchet", "grade,speed", "is no ratchet"},
        {"color", "blue", "is no choice"}, {"language", "", "'language' is empty"},
        {"exclude", "", "'exclude' is empty"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct settings settings = {0};
        struct complaint why = {""};
        const enum qualm_status status = apply(said[i][0], said[i][1], &settings, &why);
        if (status != QUALM_ERR_ARGUMENT || !strstr(why.text, said[i][2]))
            fail_msg("%s '%s': %d '%s' lacks '%s'", said[i][0], said[i][1], (int)status, why.text, said[i][2]);
    }
}

static void lists_have_an_end(void **state)
{
    struct settings settings = {0};
    struct complaint why = {""};
    (void)state;
    for (size_t i = 0; i < SETTINGS_LIST; i++)
        assert_int_equal(apply("accept", "word", &settings, &why), QUALM_OK);
    assert_int_equal(apply("accept", "word", &settings, &why), QUALM_ERR_ARGUMENT);
    assert_string_equal(why.text, "more than 256 values");
    for (size_t i = 0; i < SETTINGS_OUTPUTS; i++)
        assert_int_equal(apply("to", "text", &settings, &why), QUALM_OK);
    assert_int_equal(apply("to", "text", &settings, &why), QUALM_ERR_ARGUMENT);
}

static void a_slip_is_guessed(void **state)
{
    (void)state;
    assert_string_equal(option_closest("max-grad", true), "max-grade");
    assert_string_equal(option_closest("formts", true), "formats");
    assert_null(option_closest("ouput", true));
    assert_string_equal(option_closest("ouput", false), "output");
    assert_string_equal(option_closest_rule("hype/strnog"), "hype/strong");
    assert_null(option_closest_rule("nothing like it"));
}

static void arguments_become_entries(void **state)
{
    char *words[] = {"-t", "line", "--max-grade=9", "a.md", "--exclude", "x", "--", "--b.md"};
    struct arguments arguments = {0};
    struct complaint why;
    (void)state;
    assert_int_equal(arguments_read(8, words, COMMAND_CHECK, "check", &arguments, &why), QUALM_OK);
    assert_int_equal(arguments.entries.n, 3);
    assert_string_equal(arguments.entries.items[1].value, "9");
    assert_string_equal(arguments.entries.items[2].origin, "command line");
    assert_int_equal(arguments.n_operands, 2);
    assert_string_equal(arguments.operands[1], "--b.md");
    arguments_free(&arguments);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_one_and_explained),
        cmocka_unit_test(no_configuration_names_an_output),
        cmocka_unit_test(later_values_replace_and_lists_grow),
        cmocka_unit_test(what_no_key_converts_is_refused),
        cmocka_unit_test(lists_have_an_end),
        cmocka_unit_test(a_slip_is_guessed),
        cmocka_unit_test(arguments_become_entries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
