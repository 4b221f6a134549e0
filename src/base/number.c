/* Fixed-point decimal output and input, correctly rounded, without libc's locale. */
#include "base/number.h"

#include <math.h>
#include <string.h>

static const uint64_t powers[10] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

size_t number_from_uint(uint64_t value, char *text)
{
    char digits[20];
    size_t n = 0;
    do
        digits[n++] = (char)('0' + value % 10);
    while (value /= 10);
    for (size_t i = 0; i < n; i++)
        text[i] = digits[n - 1 - i];
    text[n] = '\0';
    return n;
}

/* fraction * 10^n_decimals rounded half to even. The product is split with fma into a rounded value and its exact
 * error, so a tie is seen as a tie and a near tie is not. */
static uint64_t scaled_fraction(double fraction, unsigned n_decimals)
{
    const double scale = (double)powers[n_decimals];
    const double product = fraction * scale;
    const double error = fma(fraction, scale, -product);
    const double whole = floor(product);
    const double rest = (product - whole) - 0.5; /* exact: both are below 2^53 and close */
    uint64_t n = (uint64_t)whole;
    const bool is_above = rest > 0 || (rest == 0 && error > 0);
    const bool is_tie = rest == 0 && error == 0;
    if (is_above || (is_tie && (n & 1)))
        n++;
    return n;
}

size_t number_from_double(double value, unsigned n_decimals, char text[NUMBER_ROOM])
{
    if (!isfinite(value) || fabs(value) >= 1e18)
        value = 0;
    double whole = 0;
    const double fraction = modf(fabs(value), &whole);
    uint64_t integer = (uint64_t)whole;
    uint64_t decimals;
    if (n_decimals == 0) {
        decimals = 0;
        integer += fraction > 0.5 || (fraction == 0.5 && (integer & 1));
    } else {
        decimals = scaled_fraction(fraction, n_decimals);
        if (decimals >= powers[n_decimals]) {
            decimals -= powers[n_decimals];
            integer++;
        }
    }
    size_t n = 0;
    if (value < 0 && (integer || decimals))
        text[n++] = '-';
    n += number_from_uint(integer, text + n);
    if (n_decimals) {
        text[n++] = '.';
        for (unsigned i = n_decimals; i-- > 0;)
            text[n++] = (char)('0' + decimals / powers[i] % 10);
    }
    text[n] = '\0';
    return n;
}

size_t number_shortest(double value, unsigned n_decimals, char text[NUMBER_ROOM])
{
    size_t n = number_from_double(value, n_decimals, text);
    if (n_decimals == 0)
        return n;
    while (text[n - 1] == '0')
        n--;
    if (text[n - 1] == '.')
        n--;
    if (n == 2 && text[0] == '-' && text[1] == '0')
        text[0] = text[--n];
    text[n] = '\0';
    return n;
}

bool number_to_uint(struct span text, uint64_t *value)
{
    uint64_t n = 0;
    if (text.len == 0)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned digit = (unsigned)(unsigned char)text.ptr[i] - '0';
        if (digit > 9 || n > (UINT64_MAX - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    *value = n;
    return true;
}

bool number_to_double(struct span text, double *value)
{
    const bool is_negative = text.len && text.ptr[0] == '-';
    if (is_negative)
        text = (struct span){text.ptr + 1, text.len - 1};
    const char *point = text.len ? memchr(text.ptr, '.', text.len) : NULL;
    const struct span before = {text.ptr, point ? (size_t)(point - text.ptr) : text.len};
    const struct span after = point ? (struct span){point + 1, text.len - before.len - 1} : (struct span){NULL, 0};
    uint64_t integer = 0;
    uint64_t decimals = 0;
    if (before.len + after.len > 15 || after.len > 9 || !number_to_uint(before, &integer))
        return false;
    if (point && !number_to_uint(after, &decimals))
        return false;
    /* Both parts fit in 53 bits together and the divisor is exact, so one division rounds correctly. */
    const double n = (double)(integer * powers[after.len] + decimals) / (double)powers[after.len];
    *value = is_negative ? -n : n;
    return true;
}
