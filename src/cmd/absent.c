/* What a change touches and a checkout leaves out: nobody reads it, so nobody may call it clean. */
#include <stdlib.h>
#include <string.h>

#include "cmd/collector.h"
#include "cmd/formats.h"
#include "project/disk.h"

/* One folder that was named, written as it was, and without links. */
struct place {
    const char *root;
    char *real;
    const struct start *start; /* opened when first needed */
};

/* The part of an absolute path below the folder; NULL when it lies elsewhere. */
static const char *below(const struct place *place, const char *path)
{
    const size_t n = strlen(place->real);
    if (strncmp(path, place->real, n) != 0)
        return NULL;
    return n && place->real[n - 1] == '/' ? path + n : path[n] == '/' ? path + n + 1 : NULL;
}

/* Whether a walk would have gone by: for the file and each folder that leads to it, as long as they are written. */
static enum qualm_status is_passed_by(const struct collector *collector, struct place *place, char *path, bool *is_so)
{
    struct chooser *chooser = collector->inputs->chooser;
    enum qualm_status status =
        place->start ? QUALM_OK : chooser_start(chooser, place->root, false, &place->start, collector->why);
    struct left left = {LEFT_NONE, NULL, 0};
    char *name = path + strlen(place->root);
    for (name += *name == '/'; !status && !*is_so && name;) {
        char *slash = strchr(name, '/');
        if (slash)
            *slash = '\0';
        status = chooser_ask(chooser, place->start, path, slash != NULL, &left, collector->why);
        *is_so = left.kind != LEFT_NONE || name[0] == '.';
        if (slash)
            *slash = '/';
        name = slash ? slash + 1 : NULL;
    }
    return status;
}

/* Puts a file that is not there on the list, as one that cannot be read. */
static enum qualm_status file_add(const struct collector *collector, struct place *place, const char *rest)
{
    struct buffer path = {0};
    bool is_passed = false;
    enum qualm_status status = buffer_append_text(&path, place->root);
    if (!status && place->root[strlen(place->root) - 1] != '/')
        status = buffer_append_text(&path, "/");
    if (!status)
        status = buffer_append_text(&path, rest);
    if (!status)
        status = is_passed_by(collector, place, path.bytes, &is_passed);
    if (!status && !is_passed)
        return inputs_add(collector->inputs, path.bytes, true,
                          "changed, but is not checked out: check out all that is named, or name less");
    buffer_free(&path);
    return status;
}

enum qualm_status absent_add(const struct collector *collector, const char *root)
{
    const struct changes *changes = collector->inputs->changes;
    struct place place = {.root = root};
    struct buffer path = {0};
    enum qualm_status status = disk_real(root, &place.real);
    for (size_t i = 0; !status && place.real; i++) {
        buffer_clear(&path);
        status = changes_path(changes, i, &path);
        if (status || !path.n_bytes)
            break;
        const char *rest = below(&place, path.bytes);
        if (rest && disk_mode(path.bytes) == 0 && format_is_known(rest))
            status = file_add(collector, &place, rest);
    }
    buffer_free(&path);
    free(place.real);
    return status;
}
