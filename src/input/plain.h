/* A plain text at hand, and what its lines are, seen where they stand. */
#ifndef INPUT_PLAIN_H
#define INPUT_PLAIN_H

#include "input/blocks.h"
#include "input/lines.h"
#include "input/reader.h"

/* How far behind a group of lines is looked for what follows it. Everything is decided by what stands within these
 * bounds, and nothing is decided before a window holds them: so windows change nothing. */
#define LOOK_AHEAD 65536u
#define LINE_SEEN 4096u /* of the line that follows; longer ones are neither furniture nor short */
#define STEP_NEEDS (2 * BLOCK_MOST + LOOK_AHEAD + LINE_SEEN)
_Static_assert(STEP_NEEDS <= READER_WINDOW, "a long window always gets on");

enum group_mode {
    GROUP_NONE = 0, /* between groups of lines */
    GROUP_WRAPPED,  /* in a hard-wrapped paragraph: line ends are spaces */
    GROUP_LINES,    /* each line is a paragraph */
    GROUP_OPEN,     /* in a line that is longer than a block may be */
};

/* What "Paper:" on a line of its own opened: it lasts up to a blank line, and a list of sources up to its end. */
enum citation_state { CITATION_NONE = 0, CITATION_AWAITED, CITATION_NOW, CITATION_RESTING };

struct plain {
    const struct reader_options *options;
    struct furniture *furniture;
    struct block_writer writer;
    struct block_builder probe; /* one line, to see whether it is furniture */
    struct furniture_match probed; /* what it was; lines are asked about more than once */
    size_t probed_start;        /* where it starts in the window; SIZE_MAX: there is none */
    struct line *lines;         /* of the group at hand */
    size_t n_lines, lines_room;
    uint32_t width;             /* the longest line of the wrapped paragraphs so far, or foreseen */
    enum group_mode mode;
    enum citation_state citation;
    bool is_list_cited;         /* the citation is a list */
    bool is_title_settled;
    bool has_body;              /* a paragraph was there: the head is over */
    bool has_items;             /* so was a list */
    bool is_after_furniture;
    bool is_after_blank;        /* a blank line stands above the line at hand, or nothing */
    bool is_before_name;        /* the line above is a date, a byline or a greeting: "Best regards," */
    bool is_in_comments;        /* those of readers: what is short there is a name */
    bool has_lines;             /* the text has had a line */
};

/* One call of read. */
struct reading {
    struct plain *plain;
    const struct checked_text *window;
    struct text_cursor cursor;
    size_t at;
    struct line line;    /* the one read last, which starts at `line_at`: lines are asked for more than once */
    size_t line_at;      /* SIZE_MAX: none was read */
};

/* Reads the line at `at`, once. */
void plain_read_line(struct reading *reading, size_t at, struct line *line);
/* Whether any text follows. Where only white space stands within the bound, it is taken that some does. */
bool plain_has_text_after(struct reading *reading, const struct line *line);
/* What furniture a line is. A citation has names, dates and sources in it that are none; what the page says behind it
 * ("Comments (3)", "Share") is, and ends it. */
enum qualm_status plain_classify(struct reading *reading, const struct line *line, struct furniture_match *match);
/* The same for wrapped lines, which are read as one. */
enum qualm_status plain_classify_lines(struct reading *reading, const struct line *lines, size_t n_lines,
                                       struct furniture_match *match);
/* Whether the list line, read into the group at hand, is in truth the midst of a sentence that happens to be wrapped in
 * front of a dash or a number; if so, its marker is text again. */
bool plain_is_stray_mark(struct reading *reading, struct line *line);
/* Whether a line of the group goes on with the list item above it, though it is not indented as the item is. */
bool plain_continues_item(const struct reading *reading, const struct line *line);
/* How wide the text is wrapped, as its first paragraphs show; 0 where they do not. */
uint32_t plain_foresee_width(const struct reading *reading, size_t at);
/* How many lines of the group from `first` on are the text's title, wrapped as the text is; 0 where it is one line or
 * none. `is_whole` says that the group ends with the lines at hand. */
enum qualm_status plain_wrapped_title(struct reading *reading, size_t first, bool is_whole, size_t *n_title);
/* Whether the line is the text's title: it has the shape, and the next line does not go on with it. */
bool plain_is_title(struct reading *reading, const struct line *line);
/* What a line is that is neither furniture nor part of a list: a paragraph, or code. A short one without an end is no
 * sentence: it is a heading where prose or a list follows, else an item in a row of its like. */
enum qualm_status plain_prose_kind(struct reading *reading, const struct line *line, enum block_kind *kind);

#endif
