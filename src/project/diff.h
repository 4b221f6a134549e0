/* Reading a unified diff: which lines of which files are new. */
#ifndef PROJECT_DIFF_H
#define PROJECT_DIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "project/complaint.h"

/* Lines from `first` to `last`, both included. A gap is no line of its own: between the two, lines were taken away, so
 * that it touches only what has both. */
struct line_range {
    uint32_t first, last;
    bool is_gap;
};

/* What became of one file that is there afterwards. */
struct change {
    const char *path;
    const char *old_path; /* NULL when it was not there before */
    bool is_new;
    bool is_whole; /* no lines are known (new, binary, told twice): all of them count */
    bool has_deletions;
    const struct line_range *ranges; /* by line */
    size_t n_ranges;
};

/* Owns what its changes point to. */
struct change_list {
    struct change *items; /* in the order of the diff */
    size_t n, n_room;
    bool has_diff; /* something in it was a diff */
    struct arena arena;
};

struct diff_reader;

/* Complaints begin with `name` and the line. Both must outlive the reader. */
enum qualm_status diff_reader_new(const char *name, struct change_list *list, struct complaint *why,
                                  struct diff_reader **reader);
void diff_reader_free(struct diff_reader *reader);
/* A qualm_write: `to` is the reader. The pieces may be cut anywhere. QUALM_ERR_ARGUMENT for what is malformed, and for
 * combined diffs, which have no one old version. */
enum qualm_status diff_read(void *to, const char *bytes, size_t n_bytes);
/* Must follow the last piece. Text without a diff in it is a complaint, nothing at all is not. */
enum qualm_status diff_finish(struct diff_reader *reader);

#endif
