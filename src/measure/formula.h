/* Readability formulas: one parser to a small bytecode, for corpus/formulas.tsv and a user's own.
 *
 *   expression = sum [ ("<" | "<=" | ">" | ">=") sum "?" expression ":" expression ]
 *   sum        = product { ("+" | "-") product }
 *   product    = factor { ("*" | "/") factor }
 *   factor     = ["-"] ( number | count | "(" expression ")" | function "(" expression { "," expression } ")" )
 *   function   = sqrt | min | max | ceil | floor
 *
 * Nesting is bounded, evaluation uses a fixed stack; there is no recursion. Division by zero makes the formula
 * absent, never infinite.
 */
#ifndef MEASURE_FORMULA_H
#define MEASURE_FORMULA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "qualm.h"

#define FORMULA_OPS_MOST 96
#define FORMULA_STACK_MOST 24

enum formula_op_code {
    FORMULA_CONSTANT = 0, FORMULA_COUNT, FORMULA_ADD, FORMULA_SUBTRACT, FORMULA_MULTIPLY, FORMULA_DIVIDE,
    FORMULA_NEGATE, FORMULA_SQRT, FORMULA_MIN, FORMULA_MAX, FORMULA_CEIL, FORMULA_FLOOR,
    FORMULA_LESS, FORMULA_LESS_EQUAL, FORMULA_CHOOSE, /* condition, then, else: all three on the stack */
};

struct formula_op {
    uint8_t code;   /* enum formula_op_code */
    uint8_t count;  /* index of the count for FORMULA_COUNT */
    double constant;
};

struct formula_program {
    struct formula_op ops[FORMULA_OPS_MOST];
    size_t n_ops;
};

/* Names that an expression may use: their place is the index. */
struct formula_names {
    const char *const *names;
    size_t n_names; /* at most 255 */
};

/* On failure returns QUALM_ERR_ARGUMENT and writes "column N: what is wrong" into `error`. */
enum qualm_status formula_parse(struct span expression, const struct formula_names *names,
                                struct formula_program *program, char *error, size_t error_size);
/* False when the value is undefined for these counts (a division by zero, a root of a negative number). */
bool formula_run(const struct formula_program *program, const double *counts, double *value);
/* Whether the program reads a count. */
bool formula_reads(const struct formula_program *program, size_t count);

#endif
