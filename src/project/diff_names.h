/* The names of files in a diff, which are written in several ways. */
#ifndef PROJECT_DIFF_NAMES_H
#define PROJECT_DIFF_NAMES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/span.h"
#include "qualm.h"

/* A name as it stands behind "+++ " and the like: in C's quotes, or up to a tab. QUALM_ERR_ARGUMENT when the quotes are
 * not whole. */
enum qualm_status diff_name_read(struct span text, struct arena *arena, const char **name);
/* "a/x b/x" behind "diff --git ": one of the two where both are the same but for their first letter. */
bool diff_name_twice(struct span text, struct span *name);
/* Whether the names there stand behind git's "a/" and "b/", or the letters that diff.mnemonicPrefix gives. */
bool diff_has_prefix(struct span text);

/* What the lines of a diff said of one file; NULL where they said nothing. */
struct diff_said {
    bool is_git, has_prefix;
    const char *old_name, *new_name;
    const char *moved_from, *moved_to; /* these have no prefix */
};

struct diff_names {
    const char *old_path; /* NULL: there was none */
    const char *new_path;
    const char *other_path; /* another name that may be meant; NULL: none */
};

/* False when the lines named no file. The names are pieces of those said. */
bool diff_names_find(const struct diff_said *said, struct diff_names *names);

#endif
