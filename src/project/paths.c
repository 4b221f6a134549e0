/* Making paths absolute, and relative again. */
#include "project/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/span.h"

static enum qualm_status part_add(struct span part, struct buffer *path)
{
    if (part.len == 0 || span_is(part, "."))
        return QUALM_OK;
    if (!span_is(part, "..")) {
        const enum qualm_status status = buffer_append(path, "/", 1);
        return status ? status : buffer_append(path, part.ptr, part.len);
    }
    while (path->n_bytes && path->bytes[--path->n_bytes] != '/')
        ;
    if (path->bytes)
        path->bytes[path->n_bytes] = '\0';
    return QUALM_OK;
}

static enum qualm_status parts_add(const char *text, struct buffer *path)
{
    enum qualm_status status = QUALM_OK;
    struct span rest = span_of(text);
    struct span part;
    while (!status && span_next_part(&rest, '/', &part))
        status = part_add(part, path);
    return status;
}

enum qualm_status path_absolute(const char *path, struct buffer *absolute)
{
    enum qualm_status status = QUALM_OK;
    buffer_clear(absolute);
    if (path[0] != '/') {
        char *here = getcwd(NULL, 0);
        status = here ? parts_add(here, absolute) : errno == ENOMEM ? QUALM_ERR_MEMORY : QUALM_ERR_LIBRARY;
        free(here);
    }
    if (!status)
        status = parts_add(path, absolute);
    return status || absolute->n_bytes ? status : buffer_append(absolute, "/", 1);
}

/* How many bytes both paths share up to a slash, or to the end of one. */
static size_t shared_length(const char *a, const char *b)
{
    size_t n_shared = 0, i = 0;
    while (a[i] && a[i] == b[i]) {
        i++;
        if (a[i - 1] == '/')
            n_shared = i;
    }
    const bool is_end = (a[i] == '\0' || a[i] == '/') && (b[i] == '\0' || b[i] == '/');
    return is_end ? i : n_shared;
}

enum qualm_status path_relative(const char *folder, const char *path, struct buffer *relative)
{
    const size_t n_shared = shared_length(folder, path);
    const char *rest = path + n_shared + (path[n_shared] == '/');
    enum qualm_status status = QUALM_OK;
    struct span up = span_of(folder + n_shared);
    struct span part;
    buffer_clear(relative);
    while (!status && span_next_part(&up, '/', &part))
        if (part.len)
            status = buffer_append_text(relative, "../");
    if (!status)
        status = buffer_append_text(relative, rest);
    if (status || relative->n_bytes)
        return status;
    return buffer_append(relative, ".", 1);
}

enum qualm_status path_in_folder(const char *folder, const char *text, struct buffer *path)
{
    const size_t n = strlen(folder);
    enum qualm_status status = buffer_append(path, folder, n);
    if (!status && (n == 0 || folder[n - 1] != '/'))
        status = buffer_append_text(path, "/");
    return status ? status : buffer_append_text(path, text + (text[0] == '.' && text[1] == '/' ? 2 : 0));
}

enum qualm_status path_folder(const char *path, struct buffer *folder)
{
    const enum qualm_status status = path_absolute(path, folder);
    if (status)
        return status;
    const char *slash = strrchr(folder->bytes, '/');
    folder->n_bytes = slash == folder->bytes ? 1 : (size_t)(slash - folder->bytes);
    folder->bytes[folder->n_bytes] = '\0';
    return QUALM_OK;
}
