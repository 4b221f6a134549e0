/* What a line of plain text is, seen where it stands. */
#include "input/plain.h"

#include "base/span.h"

/* A line of fewer words behind a section's name is no title: it is another name. */
#define KICKER_WORDS 3u
/* A title is not wrapped over more lines. */
#define TITLE_LINES 3u
/* So far is looked into a text for the width of its paragraphs. */
#define WIDTH_SEEN 4096u
/* A paragraph of fewer lines, or one with a narrower line before its last, shows no width. */
#define WIDTH_LINES 3u
#define WIDTH_LEAST 40u
/* A cited source without a year is shorter. */
#define PROSE_WORDS 25u

void plain_read_line(struct reading *reading, size_t at, struct line *line)
{
    if (reading->line_at != at)
        line_read(reading->window, at, BLOCK_MOST, &reading->line);
    reading->line_at = at;
    *line = reading->line;
}

/* Matches a line as clean text, without taking it. */
static enum qualm_status probe_line(struct reading *reading, const struct line *line, struct furniture_match *match)
{
    struct plain *plain = reading->plain;
    struct text_cursor cursor = reading->cursor;
    *match = (struct furniture_match){0};
    if (line->is_open || line->is_blank || line->is_rule)
        return QUALM_OK;
    if (plain->probed_start == line->start) {
        *match = plain->probed;
        return QUALM_OK;
    }
    text_cursor_move(&cursor, line->start);
    builder_clear(&plain->probe);
    const enum qualm_status status = builder_add(&plain->probe, &cursor, line->end - line->start);
    if (status)
        return status;
    const struct block block = builder_block(&plain->probe);
    const enum qualm_status matched =
        furniture_match(plain->furniture, (struct span){block.text, block.n_bytes}, match);
    plain->probed = *match;
    plain->probed_start = matched ? SIZE_MAX : line->start;
    return matched;
}

/* The first line behind `line` that is not blank; false when there is none within the bound. */
static bool next_line(struct reading *reading, const struct line *line, struct line *next)
{
    size_t at = line->next;
    while (at < reading->window->n_bytes && at - line->next < LOOK_AHEAD) {
        plain_read_line(reading, at, next);
        if (!next->is_blank)
            return true;
        at = next->next;
    }
    return false;
}

bool plain_has_text_after(struct reading *reading, const struct line *line)
{
    struct line next;
    return line->is_open || next_line(reading, line, &next) || reading->window->n_bytes - line->next > LOOK_AHEAD;
}

/* Whether a bare name stands where a byline stands: in the head, beside other furniture or as its only list line. */
static enum qualm_status is_head_name(struct reading *reading, const struct line *line, bool *is_byline)
{
    const struct plain *plain = reading->plain;
    struct line next;
    *is_byline = false;
    if (plain->has_body || !plain->is_title_settled || !next_line(reading, line, &next))
        return QUALM_OK;
    if (plain->is_after_furniture || (line->is_list && !next.is_list && !plain->has_items)) {
        *is_byline = true;
        return QUALM_OK;
    }
    struct furniture_match match;
    const enum qualm_status status = probe_line(reading, &next, &match);
    *is_byline = match.kind == FURNITURE_LINE || match.kind == FURNITURE_MINUTES;
    return status;
}

/* Whether the name of a page's section ("Sport") stands in front of a title, or of more furniture. */
static enum qualm_status is_kicker(struct reading *reading, const struct line *line, bool *is_above)
{
    struct line next;
    struct furniture_match match;
    *is_above = false;
    if (reading->plain->is_title_settled || reading->plain->has_body || !next_line(reading, line, &next))
        return QUALM_OK;
    const bool is_title = line_is_title(reading->window, &next) && !line_is_short(reading->window, &next, KICKER_WORDS);
    const enum qualm_status status = probe_line(reading, &next, &match);
    *is_above = !status && (is_title || (match.kind && match.kind != FURNITURE_NAME));
    return status;
}

/* Whether a line is prose whatever stood above it: long, and without a year such as sources have. */
static bool is_plain_prose(const struct reading *reading, const struct line *line)
{
    const char *bytes = reading->window->bytes;
    if (line_is_short(reading->window, line, PROSE_WORDS))
        return false;
    for (size_t at = line->start, n_digits = 0; at < line->end; at++) {
        n_digits = bytes[at] >= '0' && bytes[at] <= '9' ? n_digits + 1 : 0;
        if (n_digits == 4)
            return false;
    }
    return true;
}

enum qualm_status plain_classify(struct reading *reading, const struct line *line, struct furniture_match *match)
{
    static const char *const ends[] = {"comments", "sharing", "end"};
    *match = (struct furniture_match){0};
    enum qualm_status status = probe_line(reading, line, match);
    /* "Bibliography" in a list is an entry of a table of contents. */
    if (match->kind == FURNITURE_CITATION && line->is_list && !match->has_text_behind &&
        reading->window->bytes[line->end - 1] != ':')
        *match = (struct furniture_match){0};
    if (!match->kind && reading->plain->citation == CITATION_NOW && is_plain_prose(reading, line))
        reading->plain->citation = CITATION_NONE;
    if (!status && match->kind && reading->plain->citation == CITATION_NOW) {
        bool is_end = false;
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            is_end = is_end || strcmp(match->row_kind, ends[i]) == 0;
        if (is_end)
            reading->plain->citation = CITATION_NONE;
        else
            *match = (struct furniture_match){0};
        return QUALM_OK;
    }
    if (!status && match->kind == FURNITURE_NAME) {
        bool is_byline;
        status = is_head_name(reading, line, &is_byline);
        match->kind = is_byline ? FURNITURE_LINE : FURNITURE_NONE;
    }
    if (!status && match->kind == FURNITURE_KICKER) {
        bool is_above;
        status = is_kicker(reading, line, &is_above);
        match->kind = is_above ? FURNITURE_LINE : FURNITURE_NONE;
    }
    return status;
}

enum qualm_status plain_classify_lines(struct reading *reading, const struct line *lines, size_t n_lines,
                                       struct furniture_match *match)
{
    const struct line whole = lines_joined(lines, n_lines);
    reading->plain->probed_start = SIZE_MAX;
    const enum qualm_status status = plain_classify(reading, &whole, match);
    reading->plain->probed_start = SIZE_MAX;
    return status;
}

bool plain_is_title(struct reading *reading, const struct line *line)
{
    struct line next;
    if (reading->plain->is_title_settled || !line_is_title(reading->window, line) ||
        !plain_has_text_after(reading, line))
        return false;
    if (line->next >= reading->window->n_bytes)
        return true;
    plain_read_line(reading, line->next, &next);
    return next.is_blank || !next.starts_lower || line_is_short(reading->window, line, LIST_ITEM_WORDS);
}

static struct span line_text(const struct reading *reading, const struct line *line)
{
    return (struct span){reading->window->bytes + line->start, line->end - line->start};
}

bool plain_is_stray_mark(struct reading *reading, struct line *line)
{
    const struct plain *plain = reading->plain;
    const struct line *above = line - 1;
    const struct line marked = *line;
    if (!plain->width || plain->lines->is_list || line->indent != above->indent || line->is_open ||
        text_ends_sentence(line_text(reading, above)) || reading->window->bytes[above->end - 1] == ':')
        return false;
    struct line next = {.is_blank = true};
    if (line->next < reading->window->n_bytes)
        plain_read_line(reading, line->next, &next);
    line_unmark(reading->window, line);
    if (!next.is_list && (next.is_blank || next.indent == line->indent) && line_is_full(above, plain->width))
        return true;
    *line = marked;
    return false;
}

bool plain_continues_item(const struct reading *reading, const struct line *line)
{
    const uint32_t width = reading->plain->width;
    const struct line *above = line - 1;
    const bool is_end = text_ends_sentence(line_text(reading, above));
    if (line->indent < reading->plain->lines->indent)
        return false;
    if (width && !is_end && line_is_full(above, width))
        return true;
    if (width && above->n_points + 1 + line->first_word > width)
        return true;
    return !is_end && line->starts_lower && above->n_points >= WIDTH_LEAST;
}

/* Lines between blank ones, as they are met. */
struct passage {
    size_t n_lines, n_lower; /* those behind the first that begin in lower case */
    uint32_t longest, last, narrowest; /* the narrowest but for the last */
};

static void passage_add(struct passage *passage, const struct line *line)
{
    if (passage->n_lines && (passage->n_lines == 1 || passage->last < passage->narrowest))
        passage->narrowest = passage->last;
    passage->n_lower += passage->n_lines && line->starts_lower;
    passage->n_lines++;
    passage->last = line->n_points;
    passage->longest = line->n_points > passage->longest ? line->n_points : passage->longest;
}

/* How wide the passage is wrapped: most of its lines begin in the midst of a sentence. */
static uint32_t passage_width(const struct passage *passage)
{
    const bool shows = passage->n_lines >= WIDTH_LINES && passage->narrowest >= WIDTH_LEAST &&
                       passage->n_lower * 2 >= passage->n_lines - 1;
    return shows ? passage->longest : 0;
}

uint32_t plain_foresee_width(const struct reading *reading, size_t at)
{
    struct passage passage = {0};
    uint32_t width = 0;
    for (const size_t start = at; at < reading->window->n_bytes && at - start < WIDTH_SEEN;) {
        struct line line;
        line_read(reading->window, at, LINE_SEEN, &line);
        at = line.next;
        if (line_is_long(reading->window, &line))
            return width;
        if (!line.is_blank && !line.is_rule && !line.is_list) {
            if (line_is_address(reading->window, &line))
                continue;
            passage_add(&passage, &line);
            continue;
        }
        const uint32_t seen = passage_width(&passage);
        width = seen > width ? seen : width;
        passage = (struct passage){0};
    }
    const uint32_t seen = passage_width(&passage);
    return seen > width ? seen : width;
}

enum qualm_status plain_wrapped_title(struct reading *reading, size_t first, bool is_whole, size_t *n_title)
{
    const struct plain *plain = reading->plain;
    const struct line *lines = plain->lines + first;
    const size_t n_most = plain->n_lines - first < TITLE_LINES ? plain->n_lines - first : TITLE_LINES;
    size_t n = 0;
    *n_title = 0;
    if (plain->is_title_settled || !plain->width || first + 1 >= plain->n_lines)
        return QUALM_OK;
    while (n < n_most && line_is_title(reading->window, &lines[n]) &&
           (n == 0 || line_is_full(&lines[n - 1], plain->width))) {
        struct furniture_match match = {0};
        /* "health", the last word of a title, is no section's name. */
        const bool may_end = n && !lines[n].starts_lower;
        const enum qualm_status status = may_end ? plain_classify(reading, &lines[n], &match) : QUALM_OK;
        if (status)
            return status;
        if (match.kind)
            break;
        n++;
    }
    if (n < 2 || !is_whole || first + n < plain->n_lines)
        return QUALM_OK;
    const struct line whole = lines_joined(lines, n);
    if (line_is_title(reading->window, &whole) && plain_has_text_after(reading, &whole))
        *n_title = n;
    return QUALM_OK;
}

/* Whether what follows is text under a heading. In the head of a text
 * only a line that stands apart is one: names and labels are there. */
static enum qualm_status is_above_text(struct reading *reading, const struct line *line, bool *is_above)
{
    struct line next;
    struct furniture_match match;
    const struct span text = {reading->window->bytes + line->start, line->end - line->start};
    *is_above = false;
    if (reading->plain->is_before_name || reading->plain->is_in_comments || !line_may_head(text))
        return QUALM_OK;
    if (!next_line(reading, line, &next) || next.is_rule)
        return QUALM_OK;
    if (!next.is_list && line_is_fragment(reading->window, &next))
        return QUALM_OK;
    const bool is_apart = reading->plain->is_after_blank && next.start - next.indent > line->next;
    if (!reading->plain->has_body && !is_apart)
        return QUALM_OK;
    const enum qualm_status status = probe_line(reading, &next, &match);
    *is_above = !status && (match.kind == FURNITURE_NONE || match.kind == FURNITURE_CITATION);
    return status;
}

/* Whether the next line, with no blank line between, begins in lower case. */
static bool goes_on(struct reading *reading, const struct line *line)
{
    struct line next;
    if (line->next >= reading->window->n_bytes)
        return false;
    plain_read_line(reading, line->next, &next);
    return next.starts_lower && !next.is_list;
}

enum qualm_status plain_prose_kind(struct reading *reading, const struct line *line, enum block_kind *kind)
{
    bool is_heading;
    *kind = line_is_code(reading->window, line) ? BLOCK_CODE : BLOCK_PARAGRAPH;
    if (*kind == BLOCK_CODE || !line_is_fragment(reading->window, line) || goes_on(reading, line)) {
        reading->plain->is_before_name = reading->window->bytes[line->end - 1] == ',';
        return QUALM_OK;
    }
    const enum qualm_status status = is_above_text(reading, line, &is_heading);
    reading->plain->is_before_name = false;
    if (!status)
        *kind = is_heading ? BLOCK_HEADING : BLOCK_LIST_ITEM;
    return status;
}
