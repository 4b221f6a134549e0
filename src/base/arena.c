/* Chunks in a list; an allocation moves a mark in the newest one. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Small enough that a short text costs little, large enough that a long one allocates seldom. */
#define CHUNK_BYTES ((size_t)16 * 1024)

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

static size_t aligned(size_t n)
{
    const size_t mask = alignof(max_align_t) - 1;
    return (n + mask) & ~mask;
}

static struct arena_chunk *chunk_new(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct arena_chunk))
        return NULL;
    struct arena_chunk *chunk = malloc(sizeof *chunk + size);
    if (!chunk)
        return NULL;
    chunk->next = arena->chunks;
    chunk->size = size;
    arena->chunks = chunk;
    arena->n_used = 0;
    return chunk;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    const size_t need = aligned(size ? size : 1);
    struct arena_chunk *chunk = arena->chunks;
    if (!chunk || chunk->size - arena->n_used < need) {
        chunk = chunk_new(arena, need > CHUNK_BYTES ? need : CHUNK_BYTES);
        if (!chunk)
            return NULL;
    }
    void *piece = chunk->bytes + arena->n_used;
    arena->n_used += need;
    return memset(piece, 0, need);
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / 2 / size)
        return NULL;
    return arena_alloc(arena, n * size);
}

char *arena_copy(struct arena *arena, const char *text, size_t n_bytes)
{
    if (n_bytes == SIZE_MAX)
        return NULL;
    char *copy = arena_alloc(arena, n_bytes + 1);
    if (copy && n_bytes)
        memcpy(copy, text, n_bytes);
    return copy;
}

void arena_clear(struct arena *arena)
{
    while (arena->chunks) {
        struct arena_chunk *next = arena->chunks->next;
        free(arena->chunks);
        arena->chunks = next;
    }
    arena->n_used = 0;
}
