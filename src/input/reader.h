/* What an input format is: one file that makes blocks out of decoded text. Adding a format is a new file with one
 * struct reader and its name in the list of reader.c.
 */
#ifndef INPUT_READER_H
#define INPUT_READER_H

#include "data/tables.h"
#include "text/checked.h"
#include "text/document.h"

struct furniture_rules;
struct reader_options {
    const struct furniture_rules *furniture; /* of the language that is expected */
    bool is_headline;                     /* the whole text is one headline */
    bool has_title;                       /* a title was given from outside: the text's first line is none */
    bool keeps_shape;                     /* blocks say how they looked: containers, marks, gaps */
    bool plain_matching;                  /* every row of furniture is tried on every line */
};

/* A reader of windows may leave a window that is not the last and shorter than this wholly unused, so that the same
 * text gives the same blocks however it is cut; a longer one always gets it on. */
#define READER_WINDOW 262144u
/* Bytes of decoded text that a reader without windows takes. */
#define READER_WHOLE_MOST (64u << 20)

struct reader {
    const char *name;     /* "markdown" */
    const char *endings;  /* space-separated, with the dot: ".md .markdown" */
    bool is_windowed;     /* text may come in windows; else it comes as one, of at most 64 MiB */
    /* The state lives until close. `sink` and what `options` points to must live as long. */
    enum qualm_status (*open)(const struct reader_options *options, struct document_sink *sink, void **state);
    /* Hands the blocks that end in this window to the sink. What is left over, `n_bytes - *n_used`, comes again at
     * the front of the next window; a last window is used up. */
    enum qualm_status (*read)(void *state, const struct checked_text *window, size_t *n_used);
    void (*close)(void *state); /* NULL is fine */
};

extern const struct reader reader_plain;
extern const struct reader reader_markdown;

const struct reader *reader_at(size_t index); /* NULL past the end */
const struct reader *reader_find(const char *name);
/* By the path's ending, ASCII case ignored; NULL when no reader knows it. */
const struct reader *reader_for_path(const char *path);

/* Lines that are no prose (src/input/furniture.c, used by every reader). */
struct furniture_rules;
struct furniture;
enum furniture_kind {
    FURNITURE_NONE = 0,
    FURNITURE_LINE,
    FURNITURE_NAME,     /* nothing but a person's name: a byline only where the text's head is */
    FURNITURE_KICKER,   /* the name of a page's section: only in front of a title */
    FURNITURE_CAPTION,  /* what stands under a picture */
    FURNITURE_MINUTES,
    FURNITURE_CITATION, /* opens a citation */
};
/* Bytes of the line; empty when the line has no such part. */
struct furniture_part {
    size_t start, end;
};
struct furniture_match {
    enum furniture_kind kind;
    const char *row_kind;        /* of the corpus row: "byline", "date", … */
    unsigned minutes;            /* a declared reading time, or 0; a byline may hold one too */
    struct furniture_part name;  /* of the author */
    struct furniture_part date;
    struct furniture_part label; /* of the declared time: "4 min read" */
    bool has_text_behind;        /* a citation opener with text behind it on the line */
};
/* The rows of a language, compiled: immutable, shared; the language may have none. */
enum qualm_status furniture_rules_new(const struct data_language *language, struct furniture_rules **rules);
void furniture_rules_free(struct furniture_rules *rules);
/* Scratch of one thread, for the shared rules of the options. */
enum qualm_status furniture_new(const struct reader_options *options, struct furniture **furniture);
/* `line` is clean, trimmed, checked UTF-8, NUL-terminated or not. */
enum qualm_status furniture_match(struct furniture *furniture, struct span line, struct furniture_match *match);
/* Whether a heading opens a section of citations. */
enum qualm_status furniture_opens_citations(struct furniture *furniture, struct span heading, bool *opens);
/* Keeps author, date and declared time that the block's line names, where nothing was known of them before. */
enum qualm_status furniture_note(const struct furniture_match *match, const struct block *line,
                                 struct document_sink *sink);
void furniture_free(struct furniture *furniture);

#endif
