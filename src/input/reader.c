/* The list of input formats, and how to find one by name or by a path's ending. */
#include "input/reader.h"

#include <string.h>

static const struct reader *const readers[] = {&reader_plain, &reader_markdown};

const struct reader *reader_at(size_t index)
{
    return index < sizeof readers / sizeof readers[0] ? readers[index] : NULL;
}

const struct reader *reader_find(const char *name)
{
    const struct reader *reader;
    for (size_t i = 0; (reader = reader_at(i)) != NULL; i++)
        if (strcmp(reader->name, name) == 0)
            return reader;
    return NULL;
}

static bool knows_ending(const struct reader *reader, struct span ending)
{
    struct span rest = span_of(reader->endings);
    struct span known;
    while (span_next_part(&rest, ' ', &known))
        if (span_equals_nocase(known, ending))
            return true;
    return false;
}

const struct reader *reader_for_path(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash + 1 : path, '.');
    if (!dot)
        return NULL;
    const struct reader *reader;
    for (size_t i = 0; (reader = reader_at(i)) != NULL; i++)
        if (knows_ending(reader, span_of(dot)))
            return reader;
    return NULL;
}
