/* Reading a list of names. */
#include "cmd/name_list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Half a million long names. */
#define LIST_MOST ((size_t)64 * 1024 * 1024)

void name_list_free(struct name_list *list)
{
    free(list->items);
    buffer_free(&list->bytes);
    *list = (struct name_list){0};
}

static enum qualm_status bytes_read(int fd, const char *path, struct buffer *bytes, struct complaint *why)
{
    char piece[16 * 1024];
    for (;;) {
        const ssize_t n = read(fd, piece, sizeof piece);
        if (n == -1 && errno == EINTR)
            continue;
        if (n == -1)
            return complaint_say(why, "the list '%.400s' cannot be read: %s", path, strerror(errno));
        if (n == 0)
            return QUALM_OK;
        if (bytes->n_bytes + (size_t)n > LIST_MOST)
            return complaint_say(why, "the list '%.400s' has more than 64 MiB", path);
        const enum qualm_status status = buffer_append(bytes, piece, (size_t)n);
        if (status)
            return status;
    }
}

static enum qualm_status name_add(struct name_list *list, const char *name)
{
    void *items = list->items;
    const enum qualm_status status = array_reserve(&items, &list->n_room, list->n + 1, sizeof *list->items);
    list->items = items;
    if (!status)
        list->items[list->n++] = strcmp(name, "-") == 0 ? "./-" : name;
    return status;
}

static enum qualm_status names_find(const char *path, struct name_list *list, struct complaint *why)
{
    const struct buffer *bytes = &list->bytes;
    enum qualm_status status = QUALM_OK;
    for (size_t at = 0; at < bytes->n_bytes && !status; at += strlen(bytes->bytes + at) + 1) {
        if (bytes->bytes[at] == '\0')
            return complaint_say(why, "name %zu of the list '%.400s' is empty", list->n + 1, path);
        status = name_add(list, bytes->bytes + at);
    }
    return status;
}

enum qualm_status name_list_read(const char *path, struct name_list *list, struct complaint *why)
{
    const bool is_stdin = strcmp(path, "-") == 0;
    const int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd == -1)
        return complaint_say(why, "the list '%.400s' cannot be read: %s", path, strerror(errno));
    enum qualm_status status = bytes_read(fd, path, &list->bytes, why);
    if (!is_stdin)
        close(fd);
    return status ? status : names_find(path, list, why);
}
