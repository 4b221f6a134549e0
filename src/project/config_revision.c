/* Reading configurations out of git. */
#include "project/config_revision.h"

#include <stdlib.h>
#include <string.h>

#include "project/paths.h"
#include "project/places.h"

/* The path with its folder's links resolved, as git counts paths. A folder that is in the revision only has none. */
static enum qualm_status path_resolve(const char *path, struct buffer *resolved)
{
    struct buffer folder = {0};
    enum qualm_status status = path_folder(path, &folder);
    char *real = status ? NULL : realpath(folder.bytes, NULL);
    if (!status)
        status = buffer_append_text(resolved, real ? real : folder.bytes);
    if (!status)
        status = buffer_append_text(resolved, strrchr(path, '/'));
    free(real);
    buffer_free(&folder);
    return status;
}

static enum qualm_status place_of(struct places *places, const char *path, struct place **place,
                                  struct complaint *why)
{
    struct buffer folder = {0};
    enum qualm_status status = path_folder(path, &folder);
    if (!status)
        status = place_find(places, folder.bytes, places->n > 0, place, why);
    buffer_free(&folder);
    return status;
}

enum qualm_status config_read_revision(void *from, const char *path, struct buffer *bytes, bool *is_there,
                                       struct complaint *why)
{
    struct buffer resolved = {0};
    struct place *place = NULL;
    enum qualm_status status = path_resolve(path, &resolved);
    *is_there = false;
    if (!status)
        status = place_of(from, resolved.bytes, &place, why);
    if (!status && place->revision)
        status = revision_read(place->revision, place_path(place, resolved.bytes), bytes, is_there, why);
    buffer_free(&resolved);
    return status;
}
