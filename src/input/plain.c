/* Plain text: title, paragraphs (a line each, or hard-wrapped), list lines, furniture and citations. */
#include <stdlib.h>
#include <string.h>

#include "input/plain.h"

/* So many lines of title and furniture are looked for in front of a paragraph that has no blank line above it. */
#define HEAD_LINES 16
/* Of a heading: all are alike in plain text, and the title is above them. */
#define HEADING_LEVEL 2u

static enum qualm_status plain_open(const struct reader_options *options, struct document_sink *sink, void **state)
{
    struct plain *plain = calloc(1, sizeof *plain);
    if (!plain)
        return QUALM_ERR_MEMORY;
    plain->options = options;
    plain->writer.sink = sink;
    plain->is_title_settled = options->has_title;
    plain->is_after_blank = true;
    const enum qualm_status status = furniture_new(options, &plain->furniture);
    if (status)
        free(plain);
    else
        *state = plain;
    return status;
}

static void plain_close(void *state)
{
    struct plain *plain = state;
    if (!plain)
        return;
    furniture_free(plain->furniture);
    writer_free(&plain->writer);
    builder_free(&plain->probe);
    free(plain->lines);
    free(plain);
}

/* Adds a line to the block at hand; of an open line all that was read. */
static enum qualm_status add_line(struct reading *reading, const struct line *line)
{
    text_cursor_move(&reading->cursor, line->start);
    return writer_add(&reading->plain->writer, &reading->cursor,
                      (line->is_open ? line->next : line->end) - line->start);
}

static enum qualm_status take_as(struct reading *reading, const struct line *line, enum block_kind kind)
{
    reading->plain->writer.kind = kind;
    const enum qualm_status status = add_line(reading, line);
    return status ? status : writer_flush(&reading->plain->writer);
}

/* What an opener such as "References:" promised is here. */
static void citation_begin(struct plain *plain, const struct line *line)
{
    if (plain->citation != CITATION_AWAITED)
        return;
    plain->citation = CITATION_NOW;
    plain->is_list_cited = line->is_list;
}

static enum qualm_status take_furniture(struct reading *reading, const struct line *line,
                                        const struct furniture_match *match)
{
    struct plain *plain = reading->plain;
    if (match->kind == FURNITURE_CITATION && match->has_text_behind) {
        citation_begin(plain, line);
        return take_as(reading, line, BLOCK_CITATION);
    }
    if (match->kind == FURNITURE_CAPTION)
        return take_as(reading, line, BLOCK_CAPTION);
    if (match->kind == FURNITURE_CITATION)
        plain->citation = CITATION_AWAITED;
    else
        plain->is_after_furniture = true;
    plain->is_after_blank = false;
    plain->is_before_name = strcmp(match->row_kind, "date") == 0 || strcmp(match->row_kind, "byline") == 0;
    plain->is_in_comments |= plain->has_body && strcmp(match->row_kind, "comments") == 0;
    plain->writer.kind = BLOCK_FURNITURE;
    enum qualm_status status = add_line(reading, line);
    const struct block block = builder_block(&plain->writer.builder);
    if (!status && match->kind != FURNITURE_CITATION && !plain->has_body)
        status = furniture_note(match, &block, plain->writer.sink);
    return status ? status : writer_flush(&plain->writer);
}

/* Takes `n_lines` from `lines` on as the title. */
static enum qualm_status take_title(struct reading *reading, const struct line *lines, size_t n_lines)
{
    enum qualm_status status = QUALM_OK;
    reading->plain->is_title_settled = true;
    reading->plain->writer.kind = BLOCK_TITLE;
    for (size_t i = 0; !status && i < n_lines; i++) {
        builder_add_space(&reading->plain->writer.builder);
        status = add_line(reading, &lines[i]);
    }
    return status ? status : writer_flush_title(&reading->plain->writer);
}

/* Says what kind of prose a block is that begins with this line; `kind` is what it is outside lists and citations. */
static void begin_prose(struct plain *plain, const struct line *line, enum block_kind kind)
{
    citation_begin(plain, line);
    plain->writer.kind = plain->citation == CITATION_NOW ? BLOCK_CITATION
                         : line->is_list                 ? BLOCK_LIST_ITEM
                                                         : kind;
    plain->writer.level = plain->writer.kind == BLOCK_HEADING ? HEADING_LEVEL : 0;
    plain->has_body |= plain->writer.kind == BLOCK_PARAGRAPH;
    plain->has_items |= line->is_list;
    plain->is_after_furniture = plain->is_after_blank = false;
    plain->is_title_settled = true;
}

/* Takes the line that a block began with. The block of an open line stays open. */
static enum qualm_status take_begun(struct reading *reading, const struct line *line)
{
    struct plain *plain = reading->plain;
    enum qualm_status status = add_line(reading, line);
    if (!status && line->is_open)
        plain->mode = GROUP_OPEN;
    else if (!status)
        status = writer_flush(&plain->writer);
    plain->writer.level = 0;
    return status;
}

/* Takes a line as a paragraph, a heading or a list item of its own. */
static enum qualm_status take_prose(struct reading *reading, const struct line *line)
{
    enum block_kind kind;
    const enum qualm_status status = plain_prose_kind(reading, line, &kind);
    if (status)
        return status;
    begin_prose(reading->plain, line, kind);
    return take_begun(reading, line);
}

static enum qualm_status take_line(struct reading *reading, const struct line *line)
{
    struct furniture_match match;
    if (line->is_rule && !line->is_open)
        return take_as(reading, line, BLOCK_FURNITURE);
    const enum qualm_status status = plain_classify(reading, line, &match);
    if (status)
        return status;
    return match.kind ? take_furniture(reading, line, &match) : take_prose(reading, line);
}

/* Reads the lines up to the next blank line, list line or rule, within the bound. `*is_whole` says that the group ends
 * there. */
static enum qualm_status read_group(struct reading *reading, bool *is_whole)
{
    struct plain *plain = reading->plain;
    size_t at = reading->at;
    plain->n_lines = 0;
    *is_whole = true;
    while (*is_whole && at < reading->window->n_bytes) {
        const enum qualm_status status = array_reserve((void **)&plain->lines, &plain->lines_room,
                                                       plain->n_lines + 1, sizeof *plain->lines);
        if (status)
            return status;
        const struct line *first = plain->lines;
        struct line *line = &plain->lines[plain->n_lines];
        plain_read_line(reading, at, line);
        if (line->is_blank)
            break;
        if (line != first && (first->is_rule || line->is_rule))
            break;
        if (line != first && line->is_list && !plain_is_stray_mark(reading, line))
            break;
        if (line != first && first->is_list && line->indent < first->body && !plain_continues_item(reading, line))
            break;
        plain->n_lines++;
        at = line->next;
        *is_whole = !line->is_open && at - reading->at < BLOCK_MOST;
    }
    return QUALM_OK;
}

/* An indented line below a list line goes on with it. */
static bool is_wrapped_item(const struct reading *reading, const struct line *lines, size_t n_lines)
{
    for (size_t i = 0; i < n_lines; i++)
        if (line_is_long(reading->window, &lines[i]))
            return false;
    return n_lines > 1;
}

/* How many of the group's lines from `first` on are one wrapped paragraph: all, all but a last one that is furniture,
 * or none. */
static enum qualm_status wrapped_length(struct reading *reading, size_t first, bool is_whole, size_t *n_wrapped)
{
    const struct plain *plain = reading->plain;
    struct line *lines = plain->lines + first;
    size_t n = plain->n_lines - first;
    *n_wrapped = 0;
    if (lines[0].is_list) {
        *n_wrapped = is_wrapped_item(reading, lines, n) ? n : 0;
        return QUALM_OK;
    }
    if (is_whole && n > 2) {
        const struct line *before = &lines[n - 2];
        struct furniture_match match = {0};
        if (text_ends_sentence((struct span){reading->window->bytes + before->start, before->end - before->start})) {
            const enum qualm_status status = plain_classify(reading, &lines[n - 1], &match);
            if (status)
                return status;
        }
        n -= match.kind != FURNITURE_NONE;
    }
    if (!lines_are_wrapped(reading->window, lines, n, is_whole, &reading->plain->width))
        return QUALM_OK;
    for (size_t i = 1; i < n; i++) {
        struct furniture_match match = {0};
        const enum qualm_status status = lines[i].is_loose ? plain_classify(reading, &lines[i], &match) : QUALM_OK;
        if (status || match.kind)
            return status;
    }
    *n_wrapped = n;
    return QUALM_OK;
}

/* Whether a word that has a hyphen of its own was wrapped behind it, between the line and the next one. */
static bool is_in_word(const struct checked_text *window, const struct line *line)
{
    const char *bytes = window->bytes;
    const size_t end = line[0].end;
    return end - line[0].start > 1 && bytes[end - 1] == '-' && !strchr(" \t-", bytes[end - 2]) &&
           line[1].starts_lower && bytes[line[1].start] != '(';
}

/* Takes `n_lines` of the group as one paragraph; it stays open where the group goes on. */
static enum qualm_status take_wrapped(struct reading *reading, size_t first, size_t n_lines, bool goes_on)
{
    struct plain *plain = reading->plain;
    enum qualm_status status = QUALM_OK;
    for (size_t i = first; !status && i < first + n_lines; i++) {
        if (i == first || !is_in_word(reading->window, &plain->lines[i - 1]))
            builder_add_space(&plain->writer.builder);
        status = add_line(reading, &plain->lines[i]);
    }
    if (status || !goes_on)
        return status ? status : writer_flush(&plain->writer);
    plain->mode = GROUP_WRAPPED;
    return QUALM_OK;
}

/* Finds the wrapped lines that begin with this one of the group, and what furniture they are together: `match` is what
 * the first of them was alone. What a line seems to be alone ("Dr Ann Lee, lead author of the study and a") it need
 * not be where it goes on. */
static enum qualm_status find_wrapped(struct reading *reading, size_t first, bool is_whole,
                                      struct furniture_match *match, size_t *n_wrapped)
{
    const struct plain *plain = reading->plain;
    const struct line *lines = plain->lines + first;
    const bool opens_citation = match->kind == FURNITURE_CITATION && match->has_text_behind;
    *n_wrapped = 0;
    if (first + 1 == plain->n_lines)
        return QUALM_OK;
    const bool may_go_on = lines[1].starts_lower && line_is_full(lines, plain->width);
    if (match->kind && !opens_citation && !(match->kind == FURNITURE_LINE && may_go_on))
        return QUALM_OK;
    const enum qualm_status status = wrapped_length(reading, first, is_whole, n_wrapped);
    if (status || !*n_wrapped || !is_whole || opens_citation || lines[0].is_list)
        return status;
    return plain_classify_lines(reading, lines, *n_wrapped, match);
}

/* Takes lines that are wrapped: a paragraph, an item, or furniture. */
static enum qualm_status take_found(struct reading *reading, size_t first, size_t n_lines, bool is_whole,
                                    const struct furniture_match *match)
{
    struct plain *plain = reading->plain;
    const struct line *line = &plain->lines[first];
    const bool opens_citation = match->kind == FURNITURE_CITATION && match->has_text_behind;
    if (match->kind && !opens_citation) {
        const struct line whole = lines_joined(line, n_lines);
        return take_furniture(reading, &whole, match);
    }
    begin_prose(plain, line, BLOCK_PARAGRAPH);
    if (opens_citation)
        plain->writer.kind = BLOCK_CITATION;
    return take_wrapped(reading, first, n_lines, !is_whole);
}

/* Takes title and furniture at the head of a group, and the wrapped paragraph behind them if there is one. `*n_taken`
 * is how many lines that were. */
static enum qualm_status take_head(struct reading *reading, bool is_whole, size_t *n_taken)
{
    struct plain *plain = reading->plain;
    enum qualm_status status = QUALM_OK;
    *n_taken = 0;
    while (!status && *n_taken < plain->n_lines && *n_taken < HEAD_LINES) {
        const size_t first = *n_taken;
        const struct line *line = &plain->lines[first];
        struct furniture_match match;
        size_t n_title = 0, n_wrapped = 0;
        status = plain_classify(reading, line, &match);
        if (!status && !match.kind)
            status = plain_wrapped_title(reading, first, is_whole, &n_title);
        if (!status && !n_title)
            status = find_wrapped(reading, first, is_whole, &match, &n_wrapped);
        if (status)
            return status;
        *n_taken += n_title + n_wrapped;
        if (n_title)
            return take_title(reading, line, n_title);
        if (n_wrapped)
            return take_found(reading, first, n_wrapped, is_whole, &match);
        if (match.kind)
            status = take_furniture(reading, line, &match);
        else if (plain_is_title(reading, line))
            status = take_title(reading, line, 1);
        else if (line_is_fragment(reading->window, line) && first + 1 < plain->n_lines) {
            status = wrapped_length(reading, first + 1, is_whole, &n_wrapped);
            if (status || !n_wrapped)
                return status;
            status = take_prose(reading, line);
        } else
            return QUALM_OK;
        ++*n_taken;
    }
    return status;
}

static enum qualm_status take_group(struct reading *reading)
{
    struct plain *plain = reading->plain;
    bool is_whole;
    if (!plain->has_lines)
        plain->width = plain_foresee_width(reading, reading->at);
    enum qualm_status status = read_group(reading, &is_whole);
    if (status)
        return status;
    const struct line *lines = plain->lines;
    const bool is_only = !plain->has_lines && plain->n_lines == 1 && !plain_has_text_after(reading, &lines[0]);
    plain->has_lines = true;
    size_t n_taken = 0;
    if (is_only) {
        begin_prose(plain, &lines[0], BLOCK_PARAGRAPH);
        status = take_begun(reading, &lines[0]);
        n_taken = 1;
    } else if (!lines[0].is_rule && !lines[0].is_open)
        status = take_head(reading, is_whole, &n_taken);
    for (; !status && n_taken < plain->n_lines; n_taken++)
        status = take_line(reading, &lines[n_taken]);
    reading->at = lines[plain->n_lines - 1].next;
    if (!is_whole && plain->mode == GROUP_NONE)
        plain->mode = GROUP_LINES;
    return status;
}

/* Between groups: a blank line, or a group that begins. */
static enum qualm_status step_none(struct reading *reading, const struct line *line)
{
    struct plain *plain = reading->plain;
    if (line->is_blank) {
        plain->is_after_blank = true;
        if (plain->citation == CITATION_NOW)
            plain->citation = CITATION_RESTING;
        reading->at = line->next;
        return QUALM_OK;
    }
    if (plain->citation == CITATION_RESTING)
        plain->citation = plain->is_list_cited && line->is_list ? CITATION_NOW : CITATION_NONE;
    return take_group(reading);
}

static enum qualm_status step_wrapped(struct reading *reading, const struct line *line)
{
    struct plain *plain = reading->plain;
    const bool is_long = line_is_long(reading->window, line);
    if (line->is_blank || line->is_list || line->is_rule || is_long) {
        plain->mode = is_long ? GROUP_LINES : GROUP_NONE;
        return writer_flush(&plain->writer);
    }
    builder_add_space(&plain->writer.builder);
    reading->at = line->next;
    return add_line(reading, line);
}

static enum qualm_status step_lines(struct reading *reading, const struct line *line)
{
    if (line->is_blank || line->is_list || line->is_rule) {
        reading->plain->mode = GROUP_NONE;
        return QUALM_OK;
    }
    reading->at = line->next;
    return take_line(reading, line);
}

static enum qualm_status step_open(struct reading *reading, const struct line *line)
{
    struct plain *plain = reading->plain;
    text_cursor_move(&reading->cursor, reading->at);
    enum qualm_status status = writer_add(&plain->writer, &reading->cursor, line->next - reading->at);
    reading->at = line->next;
    if (status || line->is_open)
        return status;
    plain->mode = GROUP_LINES;
    return writer_flush(&plain->writer);
}

static enum qualm_status step_headline(struct reading *reading, const struct line *line)
{
    builder_add_space(&reading->plain->writer.builder);
    reading->plain->writer.kind = BLOCK_TITLE;
    reading->at = line->next;
    return add_line(reading, line);
}

static enum qualm_status step(struct reading *reading)
{
    static enum qualm_status (*const steps[])(struct reading *, const struct line *) = {
        [GROUP_NONE] = step_none,
        [GROUP_WRAPPED] = step_wrapped,
        [GROUP_LINES] = step_lines,
        [GROUP_OPEN] = step_open,
    };
    struct line line;
    plain_read_line(reading, reading->at, &line);
    if (reading->plain->options->is_headline)
        return step_headline(reading, &line);
    return steps[reading->plain->mode](reading, &line);
}

static enum qualm_status plain_read(void *state, const struct checked_text *window, size_t *n_used)
{
    struct plain *plain = state;
    struct reading reading = {.plain = plain, .window = window, .line_at = SIZE_MAX};
    enum qualm_status status = QUALM_OK;
    plain->probed_start = SIZE_MAX;
    text_cursor_init(&reading.cursor, window);
    while (!status && reading.at < window->n_bytes && (window->is_last || window->n_bytes - reading.at >= STEP_NEEDS))
        status = step(&reading);
    if (!status && window->is_last)
        status = plain->options->is_headline ? writer_flush_title(&plain->writer) : writer_flush(&plain->writer);
    if (!status)
        *n_used = reading.at;
    return status;
}

const struct reader reader_plain = {
    .name = "plain",
    .endings = ".txt .text",
    .is_windowed = true,
    .open = plain_open,
    .read = plain_read,
    .close = plain_close,
};
