/* Doubling growth, checked for overflow in one place. */
#include "base/buffer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum qualm_status array_grow(void **items, size_t *n_room, size_t n_needed, size_t size)
{
    if (n_needed > SIZE_MAX / 2 / size)
        return QUALM_ERR_MEMORY;
    size_t n = *n_room ? *n_room : 16;
    while (n < n_needed)
        n *= 2;
    void *grown = realloc(*items, n * size);
    if (!grown)
        return QUALM_ERR_MEMORY;
    *items = grown;
    *n_room = n;
    return QUALM_OK;
}

enum qualm_status buffer_reserve(struct buffer *buffer, size_t n_more)
{
    if (n_more > SIZE_MAX / 4 - buffer->n_bytes)
        return QUALM_ERR_MEMORY;
    void *bytes = buffer->bytes;
    const enum qualm_status status = array_reserve(&bytes, &buffer->n_room, buffer->n_bytes + n_more + 1, 1);
    buffer->bytes = bytes;
    return status;
}

enum qualm_status buffer_append(struct buffer *buffer, const void *bytes, size_t n_bytes)
{
    const enum qualm_status status = buffer_reserve(buffer, n_bytes);
    if (status)
        return status;
    if (n_bytes)
        memcpy(buffer->bytes + buffer->n_bytes, bytes, n_bytes);
    buffer->n_bytes += n_bytes;
    buffer->bytes[buffer->n_bytes] = '\0';
    return QUALM_OK;
}

enum qualm_status buffer_append_text(struct buffer *buffer, const char *text)
{
    return buffer_append(buffer, text, strlen(text));
}

void buffer_drop(struct buffer *buffer, size_t n_bytes)
{
    if (n_bytes == 0)
        return;
    buffer->n_bytes -= n_bytes;
    memmove(buffer->bytes, buffer->bytes + n_bytes, buffer->n_bytes + 1);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->n_bytes = 0;
    if (buffer->bytes)
        buffer->bytes[0] = '\0';
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

void *table_new(size_t n, size_t size, void **room)
{
    const size_t n_more = CACHE_LINE_BYTES / size + 1; /* the line before the table's first */
    *room = n <= SIZE_MAX - n_more ? calloc(n + n_more, size) : NULL;
    if (!*room)
        return NULL;
    const uintptr_t start = (uintptr_t)*room;
    return (char *)*room + (-start & (CACHE_LINE_BYTES - 1));
}
