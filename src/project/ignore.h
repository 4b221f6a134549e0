/* Files of patterns in the syntax of .gitignore, and what they say of the paths around them. */
#ifndef PROJECT_IGNORE_H
#define PROJECT_IGNORE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/span.h"
#include "project/complaint.h"

/* ------------------------------------------------------------- one file */

struct ignore_file;

enum ignore_answer {
    IGNORE_SILENT = 0, /* no pattern speaks of it */
    IGNORE_OUT,
    IGNORE_IN, /* a pattern with "!" takes it back */
};

/* QUALM_ERR_TOO_LARGE for a pattern of more than GLOB_MOST bytes, with its `*line`. */
enum qualm_status ignore_file_new(struct span bytes, struct ignore_file **file, unsigned *line);
void ignore_file_free(struct ignore_file *file);
/* What the last pattern that speaks of `path`, which counts from the file's folder, says; `*line` is the pattern's. */
enum ignore_answer ignore_file_ask(const struct ignore_file *file, const char *path, bool is_dir, unsigned *line);

/* ----------------------------------------------------- those of one tree */

/* Where the files of a tree are read from. Paths count from its root. */
struct ignore_source {
    enum qualm_status (*read)(void *from, const char *path, struct buffer *bytes, bool *is_there,
                              struct complaint *why);
    void *from;
};

/* Who said so: the file's path from the root. Lives as long as the tree. */
struct ignore_reason {
    const char *file;
    unsigned line;
};

struct ignore_tree;

/* `name` is how the files are called: ".qualmignore". */
enum qualm_status ignore_tree_new(const char *name, struct ignore_source source, struct ignore_tree **tree);
void ignore_tree_free(struct ignore_tree *tree);
/* Says that a folder counts, whatever is said of it or of those above. */
enum qualm_status ignore_tree_open(struct ignore_tree *tree, const char *dir, struct complaint *why);
/* Whether a path is left out: the nearest file that speaks of it decides, and what lies in a folder that is left out
 * goes with it. */
enum qualm_status ignore_tree_ask(struct ignore_tree *tree, const char *path, bool is_dir, bool *is_out,
                                  struct ignore_reason *reason, struct complaint *why);

#endif
