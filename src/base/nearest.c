/* "Did you mean": counts changes from word to word (insert, drop, replace, swap of neighbours). */
#include "base/nearest.h"

#define WORD_MOST 40

static size_t min3(size_t a, size_t b, size_t c)
{
    const size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* One row of the table at a time. */
static size_t distance(struct span a, struct span b)
{
    size_t rows[3][WORD_MOST + 1];
    if (a.len > WORD_MOST || b.len > WORD_MOST)
        return WORD_MOST;
    for (size_t k = 0; k <= b.len; k++)
        rows[0][k] = k;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        row[0] = i;
        for (size_t k = 1; k <= b.len; k++) {
            row[k] = min3(above[k] + 1, row[k - 1] + 1, above[k - 1] + (a.ptr[i - 1] != b.ptr[k - 1]));
            const bool is_swap = i > 1 && k > 1 && a.ptr[i - 1] == b.ptr[k - 2] && a.ptr[i - 2] == b.ptr[k - 1];
            if (is_swap && rows[(i + 1) % 3][k - 2] + 1 < row[k])
                row[k] = rows[(i + 1) % 3][k - 2] + 1;
        }
    }
    return rows[a.len % 3][b.len];
}

void nearest_init(struct nearest *nearest, struct span word)
{
    *nearest = (struct nearest){.word = word, .least = word.len < 4 ? 2 : 3};
}

void nearest_try(struct nearest *nearest, struct span candidate)
{
    const size_t n = distance(nearest->word, candidate);
    if (n >= nearest->least)
        return;
    nearest->least = n;
    nearest->best = candidate;
}
