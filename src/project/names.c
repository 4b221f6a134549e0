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

/* Whether the first `n` bytes of `path` are a name. */
static bool names_have_start(const struct names *names, const char *path, size_t n)
{
    size_t low = 0;
    size_t high = names->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const char *name = names->items[middle];
        const int order = strncmp(name, path, n);
        if (order == 0 && name[n] == '\0')
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

bool names_cover(const struct names *names, const char *path)
{
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/'))
        if (names_have_start(names, path, (size_t)(slash + 1 - path)))
            return true;
    return names_have(names, path);
}
