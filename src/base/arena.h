/* Memory that is given out piece by piece and taken back all at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

/* Zero-initialised is ready for use. Owns all it gave. */
struct arena {
    struct arena_chunk *chunks;
    size_t n_used; /* of the newest chunk */
};

/* Zeroed memory aligned for any type, or NULL when there is none. A size of 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);
/* Room for `n` items of `size`, zeroed; NULL on overflow too. */
void *arena_array(struct arena *arena, size_t n, size_t size);
/* A NUL-terminated copy; NULL when memory is out. */
char *arena_copy(struct arena *arena, const char *text, size_t n_bytes);
/* Frees everything and leaves the arena usable. */
void arena_clear(struct arena *arena);

#endif
