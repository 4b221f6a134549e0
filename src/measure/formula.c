/* Readability formulas: an expression becomes a small program for a stack, and a program with counts a value. */
#include "measure/formula.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

/* Open brackets and waiting operators; with the stack of values it bounds how deep an expression may nest. */
#define PENDING_MOST 64

/* What may wait until its right side is complete. */
enum pending_kind { PENDING_BRACKET = 0, PENDING_QUESTION, PENDING_CHOOSE, PENDING_COMPARE, PENDING_OPERATOR };

struct operator {
    const char *text;
    enum pending_kind kind;
    uint8_t code;       /* enum formula_op_code */
    uint8_t precedence; /* higher binds closer */
    bool is_flipped;    /* a > b is run as -a < -b */
};

static const struct operator operators[] = {
    {"<=", PENDING_COMPARE, FORMULA_LESS_EQUAL, 1, false},
    {">=", PENDING_COMPARE, FORMULA_LESS_EQUAL, 1, true},
    {"<", PENDING_COMPARE, FORMULA_LESS, 1, false},
    {">", PENDING_COMPARE, FORMULA_LESS, 1, true},
    {"+", PENDING_OPERATOR, FORMULA_ADD, 2, false},
    {"-", PENDING_OPERATOR, FORMULA_SUBTRACT, 2, false},
    {"*", PENDING_OPERATOR, FORMULA_MULTIPLY, 3, false},
    {"/", PENDING_OPERATOR, FORMULA_DIVIDE, 3, false},
};
static const struct operator minus_sign = {"-", PENDING_OPERATOR, FORMULA_NEGATE, 4, false};

struct function {
    const char *name;
    uint8_t code;
    bool is_folding; /* takes two arguments or more, else exactly one */
};

static const struct function functions[] = {
    {"sqrt", FORMULA_SQRT, false}, {"ceil", FORMULA_CEIL, false}, {"floor", FORMULA_FLOOR, false},
    {"min", FORMULA_MIN, true},    {"max", FORMULA_MAX, true},
};

/* Values that an operation takes from the stack; it leaves one. */
static const uint8_t n_taken[] = {
    [FORMULA_CONSTANT] = 0, [FORMULA_COUNT] = 0,    [FORMULA_ADD] = 2,        [FORMULA_SUBTRACT] = 2,
    [FORMULA_MULTIPLY] = 2, [FORMULA_DIVIDE] = 2,   [FORMULA_NEGATE] = 1,     [FORMULA_SQRT] = 1,
    [FORMULA_MIN] = 2,      [FORMULA_MAX] = 2,      [FORMULA_CEIL] = 1,       [FORMULA_FLOOR] = 1,
    [FORMULA_LESS] = 2,     [FORMULA_LESS_EQUAL] = 2, [FORMULA_CHOOSE] = 3,
};

struct pending {
    enum pending_kind kind;
    const struct operator *operator; /* of PENDING_COMPARE and PENDING_OPERATOR */
    const struct function *function; /* that a PENDING_BRACKET belongs to, or NULL */
    size_t n_arguments;
    size_t at;                       /* its place in the expression */
};

struct parser {
    struct span text;
    const struct formula_names *names;
    size_t at;
    struct pending pending[PENDING_MOST];
    size_t n_pending;
    size_t n_stack;          /* values that the program so far leaves on the stack */
    const char *wrong;       /* NULL while all is well */
    size_t wrong_at;
    struct formula_program program;
};

static bool fail(struct parser *parser, size_t at, const char *wrong)
{
    parser->wrong = wrong;
    parser->wrong_at = at;
    return false;
}

static bool emit(struct parser *parser, struct formula_op op)
{
    struct formula_program *program = &parser->program;
    if (program->n_ops == FORMULA_OPS_MOST)
        return fail(parser, parser->at, "the formula is too long");
    parser->n_stack = parser->n_stack + 1 - n_taken[op.code];
    if (parser->n_stack > FORMULA_STACK_MOST)
        return fail(parser, parser->at, "the formula nests too deep");
    program->ops[program->n_ops++] = op;
    return true;
}

static bool emit_code(struct parser *parser, uint8_t code)
{
    return emit(parser, (struct formula_op){.code = code});
}

static bool push(struct parser *parser, struct pending pending)
{
    if (parser->n_pending == PENDING_MOST)
        return fail(parser, pending.at, "the formula nests too deep");
    parser->pending[parser->n_pending++] = pending;
    return true;
}

static struct pending *top(struct parser *parser)
{
    return parser->n_pending ? &parser->pending[parser->n_pending - 1] : NULL;
}

static bool pop_operator(struct parser *parser)
{
    const struct operator *operator = parser->pending[--parser->n_pending].operator;
    if (operator->is_flipped && !emit_code(parser, FORMULA_NEGATE))
        return false;
    return emit_code(parser, operator->code);
}

/* Finishes waiting operators that bind at least as close as `precedence`. */
static bool pop_operators(struct parser *parser, unsigned precedence)
{
    for (struct pending *last; (last = top(parser)) && last->kind == PENDING_OPERATOR;) {
        if (last->operator->precedence < precedence)
            return true;
        if (!pop_operator(parser))
            return false;
    }
    return true;
}

/* Finishes everything back to the innermost bracket or to a '?' that waits for its ':'. */
static bool pop_expression(struct parser *parser)
{
    for (struct pending *last; (last = top(parser));) {
        switch (last->kind) {
        case PENDING_BRACKET:
        case PENDING_QUESTION:
            return true;
        case PENDING_COMPARE:
            return fail(parser, last->at, "a comparison needs '?' and ':' behind it");
        case PENDING_CHOOSE:
            parser->n_pending--;
            if (!emit_code(parser, FORMULA_CHOOSE))
                return false;
            break;
        case PENDING_OPERATOR:
            if (!pop_operator(parser))
                return false;
            break;
        }
    }
    return true;
}

/* As pop_expression, where no '?' may be left waiting. */
static bool pop_whole(struct parser *parser)
{
    if (!pop_expression(parser))
        return false;
    const struct pending *last = top(parser);
    if (last && last->kind == PENDING_QUESTION)
        return fail(parser, last->at, "this '?' has no ':'");
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The character at hand; NUL at the end. */
static char here(const struct parser *parser)
{
    return parser->at < parser->text.len ? parser->text.ptr[parser->at] : '\0';
}

static void skip_blanks(struct parser *parser)
{
    while (here(parser) == ' ' || here(parser) == '\t')
        parser->at++;
}

static bool take(struct parser *parser, const char *text)
{
    const struct span rest = {parser->text.ptr + parser->at, parser->text.len - parser->at};
    if (!span_starts_with(rest, text))
        return false;
    parser->at += strlen(text);
    return true;
}

static bool take_number(struct parser *parser)
{
    const size_t start = parser->at;
    while (is_digit(here(parser)) || here(parser) == '.')
        parser->at++;
    double value = 0;
    if (!number_to_double((struct span){parser->text.ptr + start, parser->at - start}, &value))
        return fail(parser, start, "not a number of at most 15 digits, 9 of them after the point");
    return emit(parser, (struct formula_op){.code = FORMULA_CONSTANT, .constant = value});
}

static struct span take_name(struct parser *parser)
{
    const size_t start = parser->at;
    while (is_name_start(here(parser)) || is_digit(here(parser)))
        parser->at++;
    return (struct span){parser->text.ptr + start, parser->at - start};
}

static const struct function *function_find(struct span name)
{
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
        if (span_is(name, functions[i].name))
            return &functions[i];
    return NULL;
}

/* A count, or a function and its opening bracket; `*is_operand` says which. */
static bool take_word(struct parser *parser, bool *is_operand)
{
    const size_t start = parser->at;
    const struct span name = take_name(parser);
    const struct function *function = function_find(name);
    *is_operand = !function;
    if (function) {
        skip_blanks(parser);
        if (!take(parser, "("))
            return fail(parser, start, "a function needs '(' behind it");
        return push(parser, (struct pending){
            .kind = PENDING_BRACKET, .function = function, .n_arguments = 1, .at = start});
    }
    for (size_t i = 0; i < parser->names->n_names && i <= UINT8_MAX; i++)
        if (span_is(name, parser->names->names[i]))
            return emit(parser, (struct formula_op){.code = FORMULA_COUNT, .count = (uint8_t)i});
    return fail(parser, start, "no count and no function has this name");
}

/* What may stand where a value must come. Sets `*is_operand` when the value is complete. */
static bool parse_operand(struct parser *parser, bool *is_operand)
{
    const size_t start = parser->at;
    const char c = here(parser);
    *is_operand = false;
    if (is_digit(c)) {
        *is_operand = true;
        return take_number(parser);
    }
    if (is_name_start(c))
        return take_word(parser, is_operand);
    if (take(parser, "("))
        return push(parser, (struct pending){.kind = PENDING_BRACKET, .at = start});
    const struct pending *last = top(parser);
    const bool is_signed = last && last->operator == &minus_sign;
    if (!is_signed && take(parser, "-"))
        return push(parser, (struct pending){.kind = PENDING_OPERATOR, .operator = &minus_sign, .at = start});
    return fail(parser, start, "a number, a count, a function or '(' must stand here");
}

static bool parse_question(struct parser *parser, size_t at)
{
    if (!pop_operators(parser, 0))
        return false;
    const struct pending *last = top(parser);
    if (!last || last->kind != PENDING_COMPARE)
        return fail(parser, at, "'?' needs a comparison in front of it");
    return pop_operator(parser) && push(parser, (struct pending){.kind = PENDING_QUESTION, .at = at});
}

static bool parse_colon(struct parser *parser, size_t at)
{
    if (!pop_expression(parser))
        return false;
    struct pending *last = top(parser);
    if (!last || last->kind != PENDING_QUESTION)
        return fail(parser, at, "this ':' has no '?'");
    last->kind = PENDING_CHOOSE;
    return true;
}

static bool parse_comma(struct parser *parser, size_t at)
{
    if (!pop_whole(parser))
        return false;
    struct pending *last = top(parser);
    if (!last || !last->function || !last->function->is_folding)
        return fail(parser, at, "',' stands only between the arguments of min and max");
    /* Folding at once keeps the stack low: min(a, b, c) is min(min(a, b), c). */
    if (last->n_arguments > 1 && !emit_code(parser, last->function->code))
        return false;
    last->n_arguments++;
    return true;
}

static bool parse_close(struct parser *parser, size_t at)
{
    if (!pop_whole(parser))
        return false;
    struct pending *last = top(parser);
    if (!last)
        return fail(parser, at, "this ')' has no '('");
    parser->n_pending--;
    const struct function *function = last->function;
    if (!function)
        return true;
    if (function->is_folding && last->n_arguments < 2)
        return fail(parser, last->at, "min and max need two arguments or more");
    return emit_code(parser, function->code);
}

static bool parse_infix(struct parser *parser, size_t at)
{
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        const struct operator *operator = &operators[i];
        if (!take(parser, operator->text))
            continue;
        if (!pop_operators(parser, operator->precedence))
            return false;
        const struct pending *last = top(parser);
        if (operator->kind == PENDING_COMPARE && last && last->kind == PENDING_COMPARE)
            return fail(parser, at, "a comparison cannot be compared again");
        if (operator->is_flipped && !emit_code(parser, FORMULA_NEGATE))
            return false;
        return push(parser, (struct pending){.kind = operator->kind, .operator = operator, .at = at});
    }
    return fail(parser, at, "an operator must stand here");
}

/* What may stand behind a value. Sets `*is_operand` when what follows is again behind a value. */
static bool parse_operator(struct parser *parser, bool *is_operand)
{
    const size_t start = parser->at;
    *is_operand = false;
    if (take(parser, "?"))
        return parse_question(parser, start);
    if (take(parser, ":"))
        return parse_colon(parser, start);
    if (take(parser, ","))
        return parse_comma(parser, start);
    if (take(parser, ")")) {
        *is_operand = true;
        return parse_close(parser, start);
    }
    return parse_infix(parser, start);
}

static bool parse_all(struct parser *parser)
{
    bool is_operand = false; /* a value is complete: an operator or the end may follow */
    for (skip_blanks(parser); parser->at < parser->text.len || !is_operand; skip_blanks(parser))
        if (!(is_operand ? parse_operator(parser, &is_operand) : parse_operand(parser, &is_operand)))
            return false;
    if (!pop_whole(parser))
        return false;
    const struct pending *last = top(parser);
    return last ? fail(parser, last->at, "this '(' is not closed") : true;
}

enum qualm_status formula_parse(struct span expression, const struct formula_names *names,
                                struct formula_program *program, char *error, size_t error_size)
{
    struct parser parser = {.text = expression, .names = names};
    if (parse_all(&parser)) {
        *program = parser.program;
        return QUALM_OK;
    }
    if (error_size)
        snprintf(error, error_size, "column %zu: %s", parser.wrong_at + 1, parser.wrong);
    return QUALM_ERR_ARGUMENT;
}

/* NAN stands for "undefined" on the way: it spreads through everything but the branch that is not chosen. */
static double run_two(uint8_t code, double a, double b)
{
    if (isnan(a) || isnan(b))
        return NAN;
    switch (code) {
    case FORMULA_ADD:
        return a + b;
    case FORMULA_SUBTRACT:
        return a - b;
    case FORMULA_MULTIPLY:
        return a * b;
    case FORMULA_DIVIDE:
        return b == 0 ? (double)NAN : a / b;
    case FORMULA_MIN:
        return a < b ? a : b;
    case FORMULA_MAX:
        return a > b ? a : b;
    case FORMULA_LESS:
        return a < b;
    default:
        return a <= b;
    }
}

static double run_one(uint8_t code, double a)
{
    switch (code) {
    case FORMULA_NEGATE:
        return -a;
    case FORMULA_SQRT:
        return a < 0 ? (double)NAN : sqrt(a);
    case FORMULA_CEIL:
        return ceil(a);
    default:
        return floor(a);
    }
}

static double run_choose(double condition, double then, double otherwise)
{
    if (isnan(condition))
        return NAN;
    return condition != 0 ? then : otherwise;
}

bool formula_run(const struct formula_program *program, const double *counts, double *value)
{
    double stack[FORMULA_STACK_MOST] = {0};
    size_t n = 0;
    for (size_t i = 0; i < program->n_ops; i++) {
        const struct formula_op *op = &program->ops[i];
        double *base = stack + n - n_taken[op->code];
        if (op->code == FORMULA_CONSTANT)
            *base = op->constant;
        else if (op->code == FORMULA_COUNT)
            *base = counts[op->count];
        else if (op->code == FORMULA_CHOOSE)
            *base = run_choose(base[0], base[1], base[2]);
        else
            *base = n_taken[op->code] == 1 ? run_one(op->code, base[0]) : run_two(op->code, base[0], base[1]);
        n = (size_t)(base - stack) + 1;
    }
    if (n != 1 || !isfinite(stack[0]))
        return false;
    *value = stack[0];
    return true;
}

bool formula_reads(const struct formula_program *program, size_t count)
{
    for (size_t i = 0; i < program->n_ops; i++)
        if (program->ops[i].code == FORMULA_COUNT && program->ops[i].count == count)
            return true;
    return false;
}
