/* Which lines a hunk touches: those that it adds, and the gaps where it takes lines away. */
#include "project/diff_reader.h"

#include "base/number.h"

/* A file with more places than this counts as a whole: 16 MiB of memory. */
#define RANGES_MOST ((size_t)1 << 20)

static enum qualm_status range_add(struct diff_reader *reader, struct line_range range)
{
    if (reader->n_ranges == RANGES_MOST) {
        reader->file.is_whole = true;
        return QUALM_OK;
    }
    void *ranges = reader->ranges;
    const enum qualm_status status = array_reserve(&ranges, &reader->n_room, reader->n_ranges + 1,
                                                   sizeof *reader->ranges);
    reader->ranges = ranges;
    if (!status && ranges)
        reader->ranges[reader->n_ranges++] = range;
    return status;
}

/* Lines were taken away before the line to come, and none put in their place. */
static enum qualm_status gap_close(struct diff_reader *reader)
{
    const struct line_range *last = reader->n_ranges ? &reader->ranges[reader->n_ranges - 1] : NULL;
    const bool is_known = last && last->is_gap && last->last == reader->at; /* the hunk before ends with it */
    const bool is_gap = reader->has_gap && reader->at > 1 && !is_known;
    reader->has_gap = false;
    if (!is_gap)
        return QUALM_OK;
    return range_add(reader, (struct line_range){(uint32_t)(reader->at - 1), (uint32_t)reader->at, true});
}

static enum qualm_status added_line(struct diff_reader *reader)
{
    const uint32_t line = (uint32_t)reader->at;
    struct line_range *last = reader->n_ranges ? &reader->ranges[reader->n_ranges - 1] : NULL;
    reader->has_gap = false;
    if (!last || last->is_gap || last->last + 1 != line)
        return range_add(reader, (struct line_range){line, line, false});
    last->last = line;
    return QUALM_OK;
}

/* The first byte of a line in a hunk says what kind it is. An empty line is one of context that lost its space. */
enum qualm_status diff_hunk_line(struct diff_reader *reader, char kind)
{
    enum qualm_status status = QUALM_OK;
    const bool is_context = kind == ' ' || kind == '\n' || kind == '\r';
    if (kind == '\\')
        return QUALM_OK; /* "No newline at end of file" */
    if ((!is_context && kind != '+' && kind != '-') || (kind != '+' && reader->old_left == 0) ||
        (kind != '-' && reader->new_left == 0))
        return diff_malformed(reader, "the hunk has other lines than its head says; is the diff whole?");
    if (kind == '-') {
        reader->has_gap = true;
        reader->file.has_deletions = true;
    }
    if (is_context)
        status = gap_close(reader);
    else if (kind == '+')
        status = added_line(reader);
    reader->old_left -= kind != '+';
    reader->new_left -= kind != '-';
    reader->at += kind != '-';
    if (!status && reader->old_left == 0 && reader->new_left == 0)
        status = gap_close(reader);
    return status;
}

/* "12" or "12,3" up to a space. */
static bool numbers_read(struct span *rest, uint64_t *start, uint64_t *count)
{
    struct span both;
    struct span first;
    *count = 1;
    if (!span_next_part(rest, ' ', &both) || !span_next_part(&both, ',', &first) || !number_to_uint(first, start))
        return false;
    const bool has_count = first.ptr + first.len < both.ptr;
    return (!has_count || number_to_uint(both, count)) && *start <= UINT32_MAX - 2 && *count <= UINT32_MAX - 2 - *start;
}

/* "@@ -1,2 +3 @@": false when it is something else. */
static bool hunk_open(struct diff_reader *reader, struct span line)
{
    uint64_t old_start;
    uint64_t new_start;
    struct span rest = {line.ptr + 4, line.len - 4};
    if (!numbers_read(&rest, &old_start, &reader->old_left) || rest.len < 4 || rest.ptr[0] != '+')
        return false;
    rest = (struct span){rest.ptr + 1, rest.len - 1};
    if (!numbers_read(&rest, &new_start, &reader->new_left) || !span_starts_with(rest, "@@"))
        return false;
    /* A hunk without new lines names the line that it stands behind. */
    const uint64_t at = new_start + (reader->new_left == 0);
    if (at < reader->at)
        return false;
    reader->at = at;
    return true;
}

enum qualm_status diff_hunk_head(struct diff_reader *reader, struct span line)
{
    struct diff_file *file = &reader->file;
    if (!file->is_open)
        return diff_malformed(reader, "a hunk stands before the name of its file");
    if (!hunk_open(reader, line))
        return diff_malformed(reader, "a hunk needs a head such as '@@ -1,2 +3,4 @@', with lines that go upwards");
    reader->is_after_hunk = true;
    return QUALM_OK;
}
