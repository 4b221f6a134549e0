/* Lists of paths, kept as git gives them. */
#include "project/names.h"

#include <stdlib.h>
#include <string.h>

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void names_free(struct names *names)
{
    buffer_free(&names->bytes);
    free(names->items);
    *names = (struct names){0};
}

enum qualm_status names_find(struct names *names)
{
    for (size_t at = 0; at < names->bytes.n_bytes; at += strlen(names->bytes.bytes + at) + 1) {
        void *items = names->items;
        const enum qualm_status status = array_reserve(&items, &names->n_room, names->n + 1, sizeof *names->items);
        names->items = items;
        if (status)
            return status;
        names->items[names->n++] = names->bytes.bytes + at;
    }
    if (names->n)
        qsort(names->items, names->n, sizeof *names->items, compare_names);
    return QUALM_OK;
}

bool names_have(const struct names *names, const char *name)
{
    return names->n && bsearch(&name, names->items, names->n, sizeof *names->items, compare_names);
}

/* The first name that does not stand before the first `n` bytes of `path`. */
static const char *name_at(const struct names *names, const char *path, size_t n)
{
    size_t low = 0;
    size_t high = names->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strncmp(names->items[middle], path, n) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < names->n ? names->items[low] : "";
}

bool names_cover(const struct names *names, const char *path, size_t n_open)
{
    for (const char *slash = strchr(path + n_open, '/'); slash; slash = strchr(slash + 1, '/')) {
        const size_t n = (size_t)(slash + 1 - path);
        const char *name = name_at(names, path, n);
        if (n > n_open + 1 && strncmp(name, path, n) == 0 && name[n] == '\0')
            return true;
    }
    return names_have(names, path);
}

bool names_have_below(const struct names *names, const char *dir)
{
    const size_t n = strlen(dir);
    return strncmp(name_at(names, dir, n), dir, n) == 0;
}
