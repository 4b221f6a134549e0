/* A growable run of bytes that it owns; always NUL-terminated once something was added. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stddef.h>

#include "qualm.h"

/* Zero-initialised is ready for use. */
struct buffer {
    char *bytes;
    size_t n_bytes;
    size_t n_room;
};

/* QUALM_ERR_MEMORY leaves the buffer as it was. */
enum qualm_status buffer_append(struct buffer *buffer, const void *bytes, size_t n_bytes);
enum qualm_status buffer_append_text(struct buffer *buffer, const char *text);
/* Makes room for `n_more` bytes beyond those held. */
enum qualm_status buffer_reserve(struct buffer *buffer, size_t n_more);
/* Drops `n_bytes` from the front. */
void buffer_drop(struct buffer *buffer, size_t n_bytes);
/* Forgets the bytes and keeps the room. */
void buffer_clear(struct buffer *buffer);
void buffer_free(struct buffer *buffer);

/* What array_reserve does where there is too little room. */
enum qualm_status array_grow(void **items, size_t *n_room, size_t n_needed, size_t size);
/* Growth for arrays of any type: makes `*items` hold at least `n_needed` items of `size` bytes. `*items` comes from
 * malloc and is freed by free. */
static inline enum qualm_status array_reserve(void **items, size_t *n_room, size_t n_needed, size_t size)
{
    return n_needed <= *n_room ? QUALM_OK : array_grow(items, n_room, n_needed, size);
}

#define CACHE_LINE_BYTES 64u
/* A table of `n` items of `size` bytes, all cleared, that begins a line of the cache, so that no item of at most a line
 * lies across two where `size` divides a line. Unlike aligned_alloc's, its memory stays untouched until it is used.
 * `*room` is for free; NULL where there is no memory. */
void *table_new(size_t n, size_t size, void **room);

#endif
