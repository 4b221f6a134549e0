/* A line at a time: heads say which file, hunks say which lines. Bodies of hunks are counted, never guessed at. */
#include "project/diff_reader.h"

#include <stdlib.h>
#include <string.h>

#include "project/diff_names.h"

/* A head holds two names at most, each byte of which may be written with four. */
#define HEAD_MOST ((size_t)64 * 1024)
#define CHANGES_MOST ((size_t)1000000)

enum qualm_status diff_reader_new(const char *name, struct change_list *list, struct complaint *why,
                                  struct diff_reader **reader)
{
    struct diff_reader *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    *made = (struct diff_reader){.name = name, .list = list, .why = why, .line = 1};
    *reader = made;
    return QUALM_OK;
}

void diff_reader_free(struct diff_reader *reader)
{
    if (!reader)
        return;
    buffer_free(&reader->held);
    free(reader->ranges);
    free(reader);
}

/* ----------------------------------------------------------------- files */

static enum qualm_status change_add(struct diff_reader *reader, struct change change)
{
    struct change_list *list = reader->list;
    void *items = list->items;
    if (list->n == CHANGES_MOST)
        return diff_malformed(reader, "the diff tells of more than 1,000,000 files");
    const enum qualm_status status = array_reserve(&items, &list->n_room, list->n + 1, sizeof *list->items);
    list->items = items;
    if (!status)
        list->items[list->n++] = change;
    return status;
}

static enum qualm_status ranges_keep(struct diff_reader *reader, struct change *change)
{
    if (reader->n_ranges == 0 || change->is_whole)
        return QUALM_OK;
    struct line_range *kept = arena_array(&reader->list->arena, reader->n_ranges, sizeof *kept);
    if (!kept)
        return QUALM_ERR_MEMORY;
    memcpy(kept, reader->ranges, reader->n_ranges * sizeof *kept);
    change->ranges = kept;
    change->n_ranges = reader->n_ranges;
    return QUALM_OK;
}

/* The change of the open file, under the name that it has now. */
static struct change change_of(const struct diff_file *file, const struct diff_names *names)
{
    const bool is_new = file->is_new || file->is_copied || !names->old_path;
    return (struct change){
        .path = names->new_path,
        .old_path = is_new ? NULL : names->old_path,
        .is_new = is_new,
        .is_whole = is_new || file->is_whole,
        .has_deletions = file->has_deletions,
    };
}

/* Books the open file, if there is one and it is there afterwards. */
static enum qualm_status file_close(struct diff_reader *reader)
{
    struct diff_file *file = &reader->file;
    const struct diff_said said = {file->is_git,   file->has_prefix, file->old_name,
                                   file->new_name, file->moved_from, file->moved_to};
    struct diff_names names;
    enum qualm_status status = QUALM_OK;
    if (file->is_open && !file->is_deleted && diff_names_find(&said, &names)) {
        struct change change = change_of(file, &names);
        status = ranges_keep(reader, &change);
        if (!status)
            status = change_add(reader, change);
        /* diff -u of two folders: the name as it stands may be meant as well as the one without its folder. */
        if (!status && names.other_path) {
            change.path = names.other_path;
            status = change_add(reader, change);
        }
    }
    reader->n_ranges = 0;
    *file = (struct diff_file){0};
    return status;
}

/* ----------------------------------------------------------------- heads */

static enum qualm_status hunk_goes_on(const struct diff_reader *reader)
{
    return diff_malformed(reader, "the hunk has more lines than its head says; is the diff whole?");
}

static enum qualm_status name_keep(struct diff_reader *reader, struct span text, const char **name)
{
    const enum qualm_status status = diff_name_read(text, &reader->list->arena, name);
    return status == QUALM_ERR_ARGUMENT ? diff_malformed(reader, "a name in quotes is not whole") : status;
}

static enum qualm_status on_git(struct diff_reader *reader, struct span rest)
{
    enum qualm_status status = file_close(reader);
    reader->file = (struct diff_file){.is_open = true, .is_git = true, .has_prefix = diff_has_prefix(rest)};
    reader->list->has_diff = true;
    reader->at = 1;
    /* What it names counts only where no other line does: an empty file, another mode, binary content. */
    struct span name;
    if (!status && diff_name_twice(rest, &name))
        status = name_keep(reader, name, &reader->file.new_name);
    reader->file.old_name = reader->file.new_name;
    return status;
}

static enum qualm_status on_combined(struct diff_reader *reader, struct span rest)
{
    (void)rest;
    return diff_malformed(reader, "a combined diff has several old versions; give the diff against one");
}

static enum qualm_status on_old_name(struct diff_reader *reader, struct span rest)
{
    enum qualm_status status = QUALM_OK;
    if (!reader->file.is_git || reader->is_after_hunk) {
        status = file_close(reader);
        reader->at = 1;
    }
    reader->old_name_line = reader->line;
    reader->needs_new_name = reader->is_after_hunk;
    return status ? status : name_keep(reader, rest, &reader->file.old_name);
}

static enum qualm_status on_new_name(struct diff_reader *reader, struct span rest)
{
    struct diff_file *file = &reader->file;
    if (!file->old_name || reader->line != reader->old_name_line + 1)
        return reader->is_after_hunk ? hunk_goes_on(reader) : QUALM_OK; /* a line of prose before the diff */
    file->is_open = true;
    reader->list->has_diff = true;
    const enum qualm_status status = name_keep(reader, rest, &file->new_name);
    if (!status && strcmp(file->new_name, "/dev/null") == 0)
        file->is_deleted = true;
    return status;
}

static enum qualm_status on_new_file(struct diff_reader *reader, struct span rest)
{
    (void)rest;
    reader->file.is_new = true;
    return QUALM_OK;
}

static enum qualm_status on_deleted_file(struct diff_reader *reader, struct span rest)
{
    (void)rest;
    reader->file.is_deleted = true;
    return QUALM_OK;
}

static enum qualm_status on_moved_from(struct diff_reader *reader, struct span rest)
{
    return name_keep(reader, rest, &reader->file.moved_from);
}

static enum qualm_status on_moved_to(struct diff_reader *reader, struct span rest)
{
    return name_keep(reader, rest, &reader->file.moved_to);
}

static enum qualm_status on_copied_to(struct diff_reader *reader, struct span rest)
{
    reader->file.is_copied = true;
    return name_keep(reader, rest, &reader->file.moved_to);
}

/* A file that is told of without lines: everything in it counts. */
static enum qualm_status whole_add(struct diff_reader *reader, struct span name)
{
    enum qualm_status status = file_close(reader);
    struct diff_file *file = &reader->file;
    if (!status)
        status = name_keep(reader, name, &file->new_name);
    reader->list->has_diff = true;
    file->is_open = true;
    file->is_whole = true;
    return status ? status : file_close(reader);
}

#define ANDS_MOST 8 /* a name with more of them than that is not looked for */

/* "Binary files a/x and b/x differ". Outside git's diffs the second name may begin behind any " and ". */
static enum qualm_status on_binary(struct diff_reader *reader, struct span rest)
{
    static const char end[] = " differ";
    const size_t n_end = sizeof end - 1;
    enum qualm_status status = QUALM_OK;
    if (reader->file.is_git && !reader->is_after_hunk) {
        reader->file.is_whole = true;
        return QUALM_OK;
    }
    if (rest.len < n_end || memcmp(rest.ptr + rest.len - n_end, end, n_end) != 0)
        return QUALM_OK;
    unsigned n_tried = 0;
    for (size_t i = 0; i + 5 < rest.len - n_end && !status && n_tried < ANDS_MOST; i++)
        if (memcmp(rest.ptr + i, " and ", 5) == 0 && ++n_tried)
            status = whole_add(reader, (struct span){rest.ptr + i + 5, rest.len - n_end - i - 5});
    return status;
}

static enum qualm_status on_binary_patch(struct diff_reader *reader, struct span rest)
{
    (void)rest;
    reader->file.is_whole = true;
    return QUALM_OK;
}

/* "Only in b/content: new.md", from diff -r without -N. */
static enum qualm_status on_only_in(struct diff_reader *reader, struct span rest)
{
    const char *colon = memchr(rest.ptr, ':', rest.len);
    const size_t n_dir = colon ? (size_t)(colon - rest.ptr) : 0;
    if (!colon || rest.len < n_dir + 3)
        return QUALM_OK;
    char *name = arena_copy(&reader->list->arena, rest.ptr, rest.len - 1);
    if (!name)
        return QUALM_ERR_MEMORY;
    name[n_dir] = '/';
    memcpy(name + n_dir + 1, rest.ptr + n_dir + 2, rest.len - n_dir - 2);
    return whole_add(reader, (struct span){name, rest.len - 1});
}

/* How a line outside a hunk begins; those of git's own head count only there. */
static const struct head {
    const char *start;
    bool is_gits;
    enum qualm_status (*take)(struct diff_reader *reader, struct span rest);
} heads[] = {
    {"diff --git ", false, on_git},
    {"diff --cc ", false, on_combined},
    {"diff --combined ", false, on_combined},
    {"@@@ ", false, on_combined},
    {"--- ", false, on_old_name},
    {"+++ ", false, on_new_name},
    {"@@ -", false, NULL},
    {"new file mode ", true, on_new_file},
    {"deleted file mode ", true, on_deleted_file},
    {"rename from ", true, on_moved_from},
    {"rename to ", true, on_moved_to},
    {"copy from ", true, on_moved_from},
    {"copy to ", true, on_copied_to},
    {"Binary files ", false, on_binary},
    {"GIT binary patch", true, on_binary_patch},
    {"Only in ", false, on_only_in},
    {"* Unmerged path ", false, whole_add},
};

static enum qualm_status head_take(struct diff_reader *reader, const struct head *head, struct span line)
{
    const size_t n = strlen(head->start);
    if (!head->take)
        return diff_hunk_head(reader, line);
    const enum qualm_status status = head->take(reader, (struct span){line.ptr + n, line.len - n});
    reader->is_after_hunk = false;
    return status;
}

/* A line outside hunks, without what ends it. */
static enum qualm_status outer_line(struct diff_reader *reader)
{
    struct span line = {reader->held.bytes ? reader->held.bytes : "", reader->held.n_bytes};
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    reader->has_text = reader->has_text || span_trim(line).len;
    if (reader->needs_new_name && !span_starts_with(line, "+++ "))
        return hunk_goes_on(reader);
    reader->needs_new_name = false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        const struct head *head = &heads[i];
        if (!span_starts_with(line, head->start) || (head->is_gits && (!reader->file.is_git || reader->is_after_hunk)))
            continue;
        if (reader->is_cut && head->take)
            return diff_malformed(reader, "a line with a name is too long");
        return head_take(reader, head, line);
    }
    /* The end of a message that carries a patch is "-- ". */
    if (reader->is_after_hunk && line.len && (line.ptr[0] == '+' || line.ptr[0] == '-') && !span_is(line, "-- ") &&
        !span_is(line, "--"))
        return hunk_goes_on(reader);
    return QUALM_OK;
}

/* ----------------------------------------------------------------- bytes */

static bool is_in_hunk(const struct diff_reader *reader)
{
    return reader->is_inside_line || reader->old_left || reader->new_left;
}

/* Takes a piece of a line that `is_ended` or goes on. */
static enum qualm_status hunk_piece(struct diff_reader *reader, struct span piece, bool is_ended)
{
    enum qualm_status status = QUALM_OK;
    if (!reader->is_inside_line)
        status = diff_hunk_line(reader, piece.len ? piece.ptr[0] : '\n');
    reader->is_inside_line = !is_ended;
    return status;
}

static enum qualm_status outer_piece(struct diff_reader *reader, struct span piece, bool is_ended)
{
    const size_t n_free = HEAD_MOST - reader->held.n_bytes;
    const size_t n_kept = piece.len < n_free ? piece.len : n_free;
    reader->is_cut = reader->is_cut || n_kept < piece.len;
    enum qualm_status status = buffer_append(&reader->held, piece.ptr, n_kept);
    if (status || !is_ended)
        return status;
    status = outer_line(reader);
    buffer_clear(&reader->held);
    reader->is_cut = false;
    return status;
}

enum qualm_status diff_read(void *to, const char *bytes, size_t n_bytes)
{
    struct diff_reader *reader = to;
    enum qualm_status status = QUALM_OK;
    while (n_bytes && !status) {
        const char *feed = memchr(bytes, '\n', n_bytes);
        const struct span piece = {bytes, feed ? (size_t)(feed - bytes) : n_bytes};
        status = is_in_hunk(reader) ? hunk_piece(reader, piece, feed != NULL)
                                    : outer_piece(reader, piece, feed != NULL);
        if (!status)
            reader->line += feed != NULL;
        bytes += piece.len + (feed != NULL);
        n_bytes -= piece.len + (feed != NULL);
    }
    return status;
}

enum qualm_status diff_finish(struct diff_reader *reader)
{
    enum qualm_status status = QUALM_OK;
    if (reader->held.n_bytes)
        status = outer_line(reader);
    if (!status && (reader->old_left || reader->new_left))
        status = diff_malformed(reader, "the diff ends inside a hunk");
    if (!status && reader->needs_new_name)
        status = hunk_goes_on(reader);
    if (!status)
        status = file_close(reader);
    if (!status && reader->has_text && !reader->list->has_diff)
        status = complaint_say(reader->why, "'%.300s' is no unified diff; make one with 'git diff' or 'diff -u'",
                               reader->name);
    return status;
}
