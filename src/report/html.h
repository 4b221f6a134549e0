/* The parts of the report as a page; each is a file. What was rendered of a text is, until it is put into the page:
 *
 *   its title as HTML text (nothing when it has none; of a text of several that was not read, why), HTML_TITLE_END, and
 *   its article (nothing for a text of several that was not read)
 *
 * where HTML_TEXT_MARK stands before each name that must be the text's own among several. Both are controls, which no
 * escaped text holds. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "report/report.h"
#include "report/wording.h"

#define HTML_TEXT_MARK "\x01"
#define HTML_TITLE_END "\x02"

/* Items of a result by the block that they stand in. */
struct html_groups {
    size_t *first; /* for each block, and one past the last: where its items begin */
    size_t *items; /* indexes into the result's list, in its order */
};

/* One text on its way into the page. */
struct html_text {
    struct printer *out;
    const struct qualm_report_options *options;
    const struct qualm_result *result;
    bool is_alone;                        /* it is the page's one text */
    struct html_groups sentences, findings;
    size_t *numbers;                      /* of the findings as the page counts them, from 1; 0: not shown */
    size_t n_shown;
    const struct qualm_block *title;      /* the block that is the page's heading; NULL: there is none */
    size_t n_headed;                      /* sections whose place was marked in the prose so far */
    unsigned heading_level;               /* of the heading put last */
};

/* ---- html.c: notation */
/* Words of a document or a message, escaped. */
void put_words(struct printer *out, const char *words);
/* "12 sentences", "1 sentence", "no sentences". */
void put_counted(struct printer *out, uint64_t n, const char *noun);
/* The name of a thing of this text, a letter and a number, and the quote that ends it; id="…" and href="#…". */
void put_name(struct printer *out, char letter, size_t number);
void put_id(struct printer *out, char letter, size_t number);
void put_link(struct printer *out, char letter, size_t number);
/* The text's language as an attribute, when it is a plausible tag. */
void put_language(const struct html_text *text);
/* The title, NULL when there is none. */
const char *html_title(const struct qualm_result *result);
/* What a text without a title goes by. */
const char *html_path(const char *path);
/* The heading of a part of the text. */
void put_part_heading(struct html_text *text, char letter, const char *words);

/* ---- html_text.c: one text */
void html_text_put(struct html_text *text);
void html_failure_put(struct html_text *text);
/* "1:18" */
void put_duration(struct printer *out, double seconds);

/* ---- html_blocks.c: the prose */
void html_prose_put(struct html_text *text);

/* ---- html_prose.c: its words */
/* The inside of one block, with its sentences, cues and findings. */
void html_block_put(const struct html_text *text, size_t block);

/* ---- html_lists.c: what stands around them */
void html_contents_put(struct html_text *text);
void html_findings_put(struct html_text *text);
void html_hardest_put(struct html_text *text);
void html_care_put(struct html_text *text);

/* ---- html_remarks.c: how the figures came to be */
void html_remarks_put(struct html_text *text);
void html_formulas_put(struct html_text *text);
/* Whether they put anything. */
bool html_has_remarks(const struct html_text *text);
bool html_has_formulas(const struct html_text *text);

/* ---- html_kinds.c: how difficulty and kinds of words are shown */
/* Whether the sentence has a grade that says something: one of running text, no title, source or cell. */
bool html_has_grade(const struct qualm_result *result, const struct qualm_sentence *sentence);
/* The class of a sentence of that grade, from 0 for easy. */
size_t html_band(double grade);
/* From this band on the grade stands behind the sentence, so that colour is not the only sign. */
#define HTML_BAND_HARD 2
/* What cues of a kind say: "holds a claim back"; "" for a kind that is not known. */
const char *html_kind_meaning(const char *kind);
void html_legend_put(struct html_text *text);

/* ---- html_index.c: the table of several texts */
void html_index_put(struct qualm_report *report, size_t n_left_out);

/* ---- made from html.css */
extern const char html_style[], html_style_hash[];

#endif
