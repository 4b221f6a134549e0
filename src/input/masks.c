/* What is masked, by place. */
#include <stdlib.h>

#include "input/mask.h"

size_t masks_find(const struct masks *masks, size_t at, size_t hint)
{
    size_t low = hint <= masks->n_items && (hint == 0 || masks->items[hint - 1].end <= at) ? hint : 0;
    if (low < masks->n_items && masks->items[low].end > at)
        return low;
    size_t high = masks->n_items;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (masks->items[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void masks_free(struct masks *masks)
{
    free(masks->items);
    *masks = (struct masks){0};
}
