/* What the files of the diff's reader share. */
#ifndef PROJECT_DIFF_READER_H
#define PROJECT_DIFF_READER_H

#include "base/buffer.h"
#include "base/span.h"
#include "project/diff.h"

/* The file that the lines speak of. */
struct diff_file {
    bool is_open;
    bool is_git;     /* opened by "diff --git" */
    bool has_prefix; /* git's a/ and b/ stand before its names */
    bool is_new, is_deleted, is_whole, has_deletions;
    bool is_renamed, is_copied;
    const char *old_name, *new_name; /* NULL: not said; as they stand there */
    const char *moved_from, *moved_to;
};

struct diff_reader {
    const char *name;
    struct change_list *list;
    struct complaint *why;
    uint64_t line;
    uint64_t old_name_line; /* where the last "---" stands: its "+++" is the line behind it */
    struct buffer held;  /* the beginning of a line outside hunks */
    bool is_cut;         /* there was more of it than is held */
    bool is_inside_line; /* of a hunk, behind its first byte */
    bool is_after_hunk;  /* nothing but a head has come since */
    bool needs_new_name; /* what looks like a line of the hunk is a name only with the other behind it */
    bool has_gap;        /* lines were taken away where the reader stands */
    bool has_text;
    uint64_t old_left, new_left; /* lines that the hunk still has */
    uint64_t at;                 /* the new file's line to come */
    struct diff_file file;
    struct line_range *ranges;
    size_t n_ranges, n_room;
};

/* Complains of the line at hand. */
static inline enum qualm_status diff_malformed(const struct diff_reader *reader, const char *what)
{
    return complaint_say(reader->why, "%.300s:%llu: %s", reader->name, (unsigned long long)reader->line, what);
}

/* diff_hunks.c: the line "@@ -1,2 +3 @@", and each line of the hunk by its first byte. */
enum qualm_status diff_hunk_head(struct diff_reader *reader, struct span line);
enum qualm_status diff_hunk_line(struct diff_reader *reader, char kind);

#endif
