/* Formulas: what parses, what it is worth, what is refused and where. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/number.h"
#include "data/tables.h"
#include "measure/formula.h"
#include "measure/measure.h"

static const char *const letters[] = {"a", "b", "c", "zero"};
static const struct formula_names names = {letters, 4};
static const double counts[] = {2, 3, 5, 0};

static enum qualm_status parse(const char *text, struct formula_program *program, char error[120])
{
    error[0] = '\0';
    return formula_parse(span_of(text), &names, program, error, 120);
}

static void expression_has_the_value_that_its_grammar_gives(void **state)
{
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        {"7", 7}, {"a", 2}, {" a\t+ b ", 5}, {"a - b - c", -6}, {"a - (b - c)", 4}, {"c / a / a", 1.25},
        {"a + b * c", 17}, {"(a + b) * c", 25}, {"-a * b", -6}, {"a * -b", -6}, {"a - -b", 5}, {"-(a + b)", -5},
        {"-sqrt(4)", -2}, {"sqrt(b * b + 16)", 5}, {"0.25 * 4", 1}, {"min(a, b, c)", 2}, {"max(a, b, c) + 1", 6},
        {"min(max(a, b), c - 1) * 10", 30}, {"ceil(c / a)", 3}, {"floor(c / a)", 2}, {"ceil(-0.5) + 1", 1},
        {"a < b ? 10 : 20", 10}, {"b < a ? 10 : 20", 20}, {"a <= 2 ? 1 : 0", 1}, {"a >= 2 ? 1 : 0", 1},
        {"a > 2 ? 1 : 0", 0}, {"a < 2 ? 1 : 0", 0}, {"b > a ? 1 : 0", 1}, {"b >= a + 2 ? 1 : 0", 0},
        {"a < b ? b < a ? 1 : 2 : 3", 2}, {"b < a ? 1 : b < c ? 2 : 3", 2}, {"a < b ? 1 + 1 : 2 + 2", 2},
        {"(a < b ? 1 : 2) + 10", 11}, {"a + b < c + 1 ? a : b", 2}, {"max(a < b ? 1 : 2, 0)", 1},
        {"zero > 0 ? a / zero : 9", 9}, {"a - b > -2 ? 1 : 0", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct formula_program program;
        char error[120];
        double value = NAN;
        if (parse(cases[i].text, &program, error) || !formula_run(&program, counts, &value) ||
            value != cases[i].value)
            fail_msg("'%s' should be worth %g and is %g %s", cases[i].text, cases[i].value, value, error);
    }
}

static void what_is_undefined_has_no_value(void **state)
{
    static const char *const cases[] = {
        "a / zero", "sqrt(a - b)", "1 + min(a, b / zero)", "max(a / zero, 1)", "a / zero < 1 ? 1 : 2",
        "zero < 1 ? a / zero : 1", "floor(a / zero)",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct formula_program program;
        char error[120];
        double value = 42;
        assert_int_equal(parse(cases[i], &program, error), QUALM_OK);
        if (formula_run(&program, counts, &value) || value != 42)
            fail_msg("'%s' should have no value and has %g", cases[i], value);
    }
}

static void overflow_is_no_value_and_not_infinite(void **state)
{
    struct formula_program program;
    char error[120];
    double value = 42;
    (void)state;
    assert_int_equal(parse("a * a", &program, error), QUALM_OK);
    assert_false(formula_run(&program, (double[]){1e300, 0, 0, 0}, &value));
    assert_true(value == 42);
}

static void error_names_column_and_cause(void **state)
{
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"", "column 1: a number, a count, a function or '(' must stand here"},
        {"a +", "column 4: a number, a count, a function or '(' must stand here"},
        {"a b", "column 3: an operator must stand here"},
        {"a + wrods", "column 5: no count and no function has this name"},
        {"--a", "column 2: a number, a count, a function or '(' must stand here"},
        {"(a", "column 1: this '(' is not closed"},
        {"a)", "column 2: this ')' has no '('"},
        {"1.2.3", "column 1: not a number of at most 15 digits, 9 of them after the point"},
        {"1234567890123456", "column 1: not a number of at most 15 digits, 9 of them after the point"},
        {"a < b", "column 3: a comparison needs '?' and ':' behind it"},
        {"a < b < c ? 1 : 2", "column 7: a comparison cannot be compared again"},
        {"a ? 1 : 2", "column 3: '?' needs a comparison in front of it"},
        {"a < b ? 1", "column 7: this '?' has no ':'"},
        {"(a < b ? 1) : 2", "column 8: this '?' has no ':'"},
        {"a : b", "column 3: this ':' has no '?'"},
        {"a < b ? 1 : 2 : 3", "column 15: this ':' has no '?'"},
        {"sqrt a", "column 1: a function needs '(' behind it"},
        {"sqrt(a, b)", "column 7: ',' stands only between the arguments of min and max"},
        {"min(a)", "column 1: min and max need two arguments or more"},
        {"(a, b)", "column 3: ',' stands only between the arguments of min and max"},
        {"a, b", "column 2: ',' stands only between the arguments of min and max"},
        {"a $ b", "column 3: an operator must stand here"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct formula_program program = {.n_ops = 77};
        char error[120];
        assert_int_equal(parse(cases[i].text, &program, error), QUALM_ERR_ARGUMENT);
        assert_string_equal(error, cases[i].error);
        assert_int_equal(program.n_ops, 77);
    }
}

/* `n` times `before`, then "a", then `n` times `after`. */
static enum qualm_status parse_nested(const char *before, const char *after, size_t n, char error[120])
{
    struct formula_program program;
    const size_t n_before = strlen(before);
    const size_t n_after = strlen(after);
    char *text = malloc(n * (n_before + n_after) + 2);
    assert_non_null(text);
    for (size_t i = 0; i < n; i++)
        memcpy(text + i * n_before, before, n_before);
    text[n * n_before] = 'a';
    for (size_t i = 0; i < n; i++)
        memcpy(text + n * n_before + 1 + i * n_after, after, n_after);
    text[n * (n_before + n_after) + 1] = '\0';
    const enum qualm_status status = parse(text, &program, error);
    free(text);
    return status;
}

static void depth_and_length_are_bounded(void **state)
{
    char error[120];
    (void)state;
    assert_int_equal(parse_nested("(", ")", 60, error), QUALM_OK);
    assert_int_equal(parse_nested("(", ")", 100000, error), QUALM_ERR_ARGUMENT);
    assert_string_equal(error, "column 65: the formula nests too deep");
    assert_int_equal(parse_nested("1+(", ")", 20, error), QUALM_OK);
    assert_int_equal(parse_nested("1+(", ")", 30, error), QUALM_ERR_ARGUMENT);
    assert_int_equal(parse_nested("", "+a", 40, error), QUALM_OK);
    assert_int_equal(parse_nested("", "+a", 50, error), QUALM_ERR_ARGUMENT);
}

static void program_knows_which_counts_it_reads(void **state)
{
    struct formula_program program;
    char error[120];
    (void)state;
    assert_int_equal(parse("a + max(2, c)", &program, error), QUALM_OK);
    assert_true(formula_reads(&program, 0));
    assert_false(formula_reads(&program, 1));
    assert_true(formula_reads(&program, 2));
}

static size_t count_find(struct span name)
{
    for (size_t i = 0; i < measure_count_names.n_names; i++)
        if (span_is(name, measure_count_names.names[i]))
            return i;
    fail_msg("no count is called '%.*s'", (int)name.len, name.ptr);
    return 0;
}

/* Decimals that the worked example gives. */
static unsigned decimals_of(double value)
{
    char text[NUMBER_ROOM];
    number_shortest(value, 6, text);
    const char *point = strchr(text, '.');
    return point ? (unsigned)strlen(point + 1) : 0;
}

static void every_formula_of_the_corpus_gives_its_worked_example(void **state)
{
    (void)state;
    assert_true(data_n_formulas >= 13);
    for (size_t i = 0; i < data_n_formulas; i++) {
        const struct data_formula *formula = &data_formulas[i];
        double of[COUNT_N] = {0};
        struct span rest = span_of(formula->example);
        struct span pair;
        while (span_next_part(&rest, ' ', &pair)) {
            struct span name;
            assert_true(span_next_part(&pair, '=', &name));
            assert_true(number_to_double(pair, &of[count_find(name)]));
        }
        struct formula_program program;
        char error[120];
        double value = NAN;
        assert_int_equal(formula_parse(span_of(formula->formula.expression), &measure_count_names, &program, error,
                                       sizeof error), QUALM_OK);
        assert_true(formula_run(&program, of, &value));
        char has[NUMBER_ROOM];
        char wants[NUMBER_ROOM];
        number_from_double(value, decimals_of(formula->example_value), has);
        number_from_double(formula->example_value, decimals_of(formula->example_value), wants);
        if (strcmp(has, wants) != 0)
            fail_msg("%s gives %s where its example says %s", formula->formula.id, has, wants);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expression_has_the_value_that_its_grammar_gives),
        cmocka_unit_test(what_is_undefined_has_no_value),
        cmocka_unit_test(overflow_is_no_value_and_not_infinite),
        cmocka_unit_test(error_names_column_and_cause),
        cmocka_unit_test(depth_and_length_are_bounded),
        cmocka_unit_test(program_knows_which_counts_it_reads),
        cmocka_unit_test(every_formula_of_the_corpus_gives_its_worked_example),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
