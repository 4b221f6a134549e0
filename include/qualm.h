/* qualm.h - the public interface of libqualm: read prose; say how long it takes, how hard it is, what it claims.
 *
 * Three steps, three objects:
 *
 *   engine    compiled rules for one set of options; immutable, may be shared by threads
 *   analysis  one text on its way through: begin, feed, finish; belongs to one thread
 *   result    what was found; plain structs that may be read until qualm_result_free
 *
 * and a report that turns results into bytes. The library never prints, exits, aborts, reads the environment or sets
 * the locale. Every function that can fail returns an enum qualm_status; on failure its outputs are untouched. All text
 * given and returned is UTF-8 unless it says otherwise; what is ill-formed in text that is analysed, a title included,
 * is replaced by U+FFFD. A pointer may be NULL where that is said, and in every function that frees or finds.
 */
#ifndef QUALM_H
#define QUALM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define QUALM_API __attribute__((visibility("default")))
#else
#define QUALM_API
#endif

/* ---------------------------------------------------------------- status */

enum qualm_status {
    QUALM_OK = 0,
    QUALM_ERR_MEMORY,    /* an allocation failed; nothing was leaked, the call may be repeated (of an analysis: from
                            its begin on) */
    QUALM_ERR_ARGUMENT,  /* an argument or option is not valid */
    QUALM_ERR_UNKNOWN,   /* no rule, formula, format, language or encoding of that name */
    QUALM_ERR_BINARY,    /* the bytes are not text */
    QUALM_ERR_ENCODING,  /* the bytes cannot be decoded as asked */
    QUALM_ERR_TOO_LARGE, /* over a documented limit */
    QUALM_ERR_LIBRARY,   /* ICU, PCRE2 or a parser failed in a way that is not one of the above */
    QUALM_ERR_WRITE,     /* the sink refused bytes */
};

/* A short English sentence part for a status: "out of memory". Never NULL. Static. */
QUALM_API const char *qualm_status_text(enum qualm_status status);

/* "0.1.0", and the edition of the corpus ("2026.1"): figures may differ between editions, never within one. */
QUALM_API const char *qualm_version(void);
QUALM_API const char *qualm_edition(void);

/* ------------------------------------------------------- what is checked */

enum qualm_severity { QUALM_SEVERITY_NONE = 0, QUALM_NOTE, QUALM_WARNING, QUALM_ERROR };

/* "note", "warning", "error"; "none" for QUALM_SEVERITY_NONE. */
QUALM_API const char *qualm_severity_name(enum qualm_severity severity);

/* One rule: static data. A precision of 0 of 0 means that it has not been measured. */
struct qualm_rule {
    const char *id;          /* "certainty/proof": family, slash, name */
    enum qualm_severity severity;
    bool is_ready;           /* false: the id is reserved and the rule finds nothing yet */
    const char *summary;     /* one line */
    const char *why;         /* a paragraph or more */
    const char *remedy;      /* what to do about a finding */
    const char *bad;         /* a text that it finds */
    const char *good;        /* the same said with care: it finds nothing */
    unsigned right, judged;  /* firings judged right, firings judged */
    const char *measured_on; /* what was read, "" when judged is 0 */
};

QUALM_API size_t qualm_rule_count(void);
/* Rules in the order of the catalogue; NULL past the end. */
QUALM_API const struct qualm_rule *qualm_rule_at(size_t index);
/* NULL when there is no such rule. */
QUALM_API const struct qualm_rule *qualm_rule_find(const char *id);
/* Whether `name` is a rule id or a family ("certainty"). */
QUALM_API bool qualm_rule_is_known(const char *name);

/* One readability formula: static data. */
struct qualm_formula {
    const char *id;          /* "flesch-kincaid" */
    const char *name;        /* "Flesch-Kincaid grade level" */
    const char *scale;       /* "grade" (a US school grade) or "score" */
    const char *expression;  /* over named counts */
    const char *source;
};

QUALM_API size_t qualm_formula_count(void);
QUALM_API const struct qualm_formula *qualm_formula_at(size_t index);
QUALM_API const struct qualm_formula *qualm_formula_find(const char *id);

/* One preset for a configuration: static data. */
struct qualm_preset {
    const char *name; /* "health" */
    const char *text; /* YAML */
};

/* NULL when there is none. */
QUALM_API const struct qualm_preset *qualm_preset_find(const char *name);
QUALM_API const struct qualm_preset *qualm_preset_at(size_t index); /* NULL past the end */

/* --------------------------------------------------------------- options */

/* A limit that a text must keep. */
struct qualm_limit {
    const char *formula; /* a formula id, or NULL for the consensus grade */
    double most;         /* finite; a grade above it is a finding of limit/grade */
};

/* All strings are borrowed until qualm_engine_new returns. Zero everything for the defaults. */
struct qualm_options {
    const char *language;  /* a locale tag; NULL: the text's own word for it, else its function words, else "en". Any
                              tag will do: of a language without data, words are counted and timed and no more */
    const char *select;    /* comma list of rule ids and families; NULL: all */
    const char *ignore;    /* comma list taken away from `select` */
    const struct qualm_limit *max_grades;
    size_t n_max_grades;
    unsigned max_minutes;  /* 0: no limit */
    unsigned min_words;    /* a text with fewer scored words is not judged against limits */
    const double *max_density; /* warnings and errors for each 1,000 words seen, from 0; NULL: no limit */
    const char *levels;    /* comma list of "id=level" and "family=level", a later one wins: the severity of what these
                              rules find, which then never steps down. NULL: what each rule has earned */
    double words_per_minute; /* of a typical silent reader, 50 to 2000; 0: as the language's source says. Slow and fast
                                keep their ratio to it */
    bool no_inline;        /* switches in the text (comments, front matter) are not obeyed */
    bool require_reason;   /* a switch in the text without a reason is a finding */
    bool detail;           /* keep sections and sentences in the result */
    bool keep_text;        /* keep the text of blocks in the result, as long as it may be, and detail */
    bool plain_matching;   /* run every pattern on every sentence: slow, same result; for tests */
};

struct qualm_engine;

/* Compiles the rules. `what` (may be NULL) is set on QUALM_ERR_UNKNOWN and QUALM_ERR_ARGUMENT to the option's
 * offending value, a copy of at most `what_size` bytes. Free with qualm_engine_free (NULL is fine). */
QUALM_API enum qualm_status qualm_engine_new(const struct qualm_options *options, char *what, size_t what_size,
                                             struct qualm_engine **engine);
/* An engine with other options that shares the compiled rules of `base`, so that it costs next to nothing. Either may
 * be freed first. Errors as qualm_engine_new. */
QUALM_API enum qualm_status qualm_engine_derive(const struct qualm_engine *base, const struct qualm_options *options,
                                                char *what, size_t what_size, struct qualm_engine **engine);
QUALM_API void qualm_engine_free(struct qualm_engine *engine);
/* Whether a text is held to anything: by a rule that is on, or a limit on grade or time. Where it is not, a text
 * without findings is not clean, but not judged. */
QUALM_API bool qualm_engine_judges(const struct qualm_engine *engine);

/* ---------------------------------------------------------------- result */

/* Bytes of the input as it was given, end exclusive. Line and column count from 1, the column in code points
 * after any byte order mark; line 0 means that there is no place in the text. The byte columns count the bytes that the
 * line has in UTF-8, whatever its encoding was. The end is that of the character behind the last one. */
struct qualm_span {
    uint64_t start, end;
    uint32_t line, column;
    uint32_t end_line, end_column;
    uint32_t byte_column, end_byte_column;
};

/* Where words stand in a text that was kept (keep_text): which of the result's blocks, and bytes of its text, end
 * exclusive. Without keep_text, and for what stands in no block, the block is QUALM_NO_BLOCK and both are 0. */
#define QUALM_NO_BLOCK UINT32_MAX

/* A bounded piece of one line around a span, as display text; mark_start and mark_end are byte offsets in it. */
struct qualm_excerpt {
    const char *text;
    uint32_t mark_start, mark_end;
};

struct qualm_count {
    const char *name; /* as in JSON: "words" */
    uint64_t value;
};

struct qualm_reading_time {
    const char *absent;                      /* why there is no figure, else NULL */
    double slow_s, typical_s, fast_s;        /* seconds */
    unsigned minutes;                        /* of the label: typical, rounded up, at least 1 */
};

struct qualm_readability {
    const struct qualm_formula *formula;
    const char *absent;  /* why there is no value, else NULL */
    const char *caution; /* why the value is weak, else NULL */
    double value;
};

struct qualm_grade {
    const char *absent;      /* why there is no grade, else NULL */
    double value, low, high; /* median and quartiles of the grade-scale formulas */
};

/* Ladder codes: 0 none, 1 no relation, 2 correlational, 3 ambiguous, 4 may cause, 5 can cause, 6 causes. */
struct qualm_claim {
    unsigned code;
    const char *level;    /* "none", "no_relation", "correlational", "ambiguous", "may_cause", "can_cause", "causes" */
    const char *pattern;  /* id of the pattern that decided, "" for none */
    double confidence;    /* that pattern's measured precision, 0..1 */
    struct qualm_span span;
};

struct qualm_cue {
    const char *id;   /* "hedge.may" */
    const char *kind; /* "hedge" */
    struct qualm_span span;
    uint32_t block, text_start, text_end;
};

struct qualm_sentence {
    struct qualm_span span;
    uint32_t block, text_start, text_end;
    unsigned words;
    bool has_grade;
    double grade;
    const char *voice;  /* "author", "headline", "quoted", "attributed", "citation", "question" */
    unsigned advice;    /* 0 none, 1 weak, 2 strong */
    struct qualm_claim claim;
    const struct qualm_cue *cues;
    size_t n_cues;
    struct qualm_excerpt excerpt;
};

/* What of a marked-up text a block stands in. */
enum qualm_container_kind {
    QUALM_IN_LIST = 0,
    QUALM_IN_NUMBERED_LIST,
    QUALM_IN_ITEM,
    QUALM_IN_QUOTATION,
    QUALM_IN_TABLE,
    QUALM_IN_ROW,
    QUALM_IN_CELL,
    QUALM_IN_NOTHING, /* how many there are */
};

enum qualm_align { QUALM_ALIGN_NONE = 0, QUALM_ALIGN_START, QUALM_ALIGN_CENTER, QUALM_ALIGN_END };

enum qualm_task { QUALM_TASK_NONE = 0, QUALM_TASK_OPEN, QUALM_TASK_DONE };

/* Blocks that stand in the same container name the same one. Deeper ones than these are not told apart. */
#define QUALM_CONTAINERS_MOST 32
struct qualm_container {
    const struct qualm_container *parent; /* NULL: it is the outermost */
    enum qualm_container_kind kind;
    unsigned number;        /* of an item in a numbered list; of a row, and of a cell in its row, from 1; of a table:
                               how many columns it has, 0: not known */
    bool is_header;         /* of a cell */
    enum qualm_align align; /* of a cell */
    enum qualm_task task;   /* of an item */
};

enum qualm_mark_kind { QUALM_MARK_CODE = 0, QUALM_MARK_EMPHASIS, QUALM_MARK_STRONG, QUALM_MARK_DELETED, QUALM_N_MARKS };

/* How some of a block's bytes were set off, end exclusive. Marks of one kind do not overlap. */
struct qualm_mark {
    enum qualm_mark_kind kind;
    uint32_t start, end;
};

/* White space that was more than one space: the space at `at` stands for so many line breaks, and columns behind the
 * last one. Where `at` is 0 nothing stands for it: the first line is indented. Code has them all, other blocks the
 * line breaks that the text asks for. */
struct qualm_gap {
    uint32_t at;
    uint16_t n_lines, n_columns;
};

/* A piece of the text as its reader made it. Lists are in the order of where they begin. */
struct qualm_block {
    const char *kind;   /* "title", "heading", "paragraph", "list_item", "quotation", "code", "table_cell", "caption",
                           "citation", "footnote", "furniture" */
    unsigned level;     /* of a heading, 1 to 6 */
    const char *text;   /* clean: no markup, white space folded to single spaces; NUL-terminated */
    size_t n_bytes;
    bool is_continued;  /* the block before was cut here because it was too long */
    size_t first_sentence, n_sentences; /* of the result's: from its first to its last. Those of a caption that stands
                                           in the midst of a paragraph are among that paragraph's */
    const struct qualm_container *container; /* the innermost; NULL: none, or the format has none */
    const struct qualm_mark *marks;
    size_t n_marks;
    const struct qualm_gap *gaps;
    size_t n_gaps;
};

struct qualm_section {
    const char *title; /* "" before the first heading */
    unsigned level;    /* of its heading; 0 before the first */
    struct qualm_span span; /* of the heading, else of the first block */
    uint64_t words, sentences;
    double typical_s;
    struct qualm_grade grade;
};

/* Another place that a finding speaks of. */
struct qualm_related {
    struct qualm_span span;
    const char *message;
};

/* Whether a finding counts, and if not, why. The library itself gives the first two; whoever knows what surrounds a
 * text (a baseline, a change) gives the others. */
enum qualm_state {
    QUALM_COUNTS = 0,
    QUALM_SUPPRESSED,   /* switched off in the text */
    QUALM_ACCEPTED,     /* its words are on the site's list */
    QUALM_IN_BASELINE,  /* known already */
    QUALM_OUTSIDE_DIFF, /* not in what changed */
};

/* "counts", "suppressed", "accepted", "baseline", "outside-diff". */
QUALM_API const char *qualm_state_name(enum qualm_state state);

struct qualm_finding {
    const struct qualm_rule *rule;
    enum qualm_severity severity; /* may be below the rule's own */
    const char *message;
    const char *remedy;
    double confidence;
    struct qualm_span span;
    uint32_t block, text_start, text_end;
    uint32_t first_line, last_line; /* of the sentence it stands in; 0: it is about the whole text */
    struct qualm_excerpt excerpt;
    const struct qualm_related *related;
    size_t n_related;
    double figure, limit;  /* families limit and ratchet: what was measured, and the most that is allowed; of one that
                              stands for those of its rule that are not listed: how many it does, and how many are
                              listed; else 0 */
    const char *formula;   /* limit/grade for one formula: its id; else "" */
    enum qualm_state state;
    const char *reason;    /* what the text gives for a suppression, else "" */
    char fingerprint[17]; /* 16 hex digits over rule, normalised sentence and a running number for repeats */
};

/* What a careful writer did well: for the report to a person. */
struct qualm_care {
    const char *kind;  /* "hedge", "limit", "caveat" */
    const char *text;  /* the words */
    const char *scope; /* for a hedge that is on one word only: that word, else "" */
    struct qualm_span span;
};

/* A warning or error record about reading: { "code", "message", "offset" }. */
struct qualm_record {
    const char *code;
    const char *message;
    uint64_t offset;
};

struct qualm_excluded {
    const char *kind; /* "heading", "citation", … */
    uint64_t words;
};

/* The figures of a text as it was before a change: for ratchets and for reports on what got better or worse. */
struct qualm_before {
    struct qualm_grade grade;
    unsigned minutes;     /* 0: no time */
    uint64_t words;
    double density;
    uint32_t notes, warnings, errors; /* findings that counted */
};

enum qualm_verdict { QUALM_VERDICT_NONE = 0, QUALM_JUDGED, QUALM_TOO_SHORT, QUALM_NO_GRADE };

struct qualm_result {
    const char *id;     /* as given, raw JSON of a string or number; NULL: none was given */
    const char *path;   /* as given; NULL: none */
    const char *format; /* "plain", "markdown" */
    const char *author, *date; /* NULL when the text names none */
    unsigned declared_minutes; /* 0: none */
    const char *encoding;
    const char *language;      /* locale tag */
    bool language_is_guess;    /* neither the options nor the text named it */
    bool is_english;           /* grades and claims were made */
    const char *title;         /* NULL: none */

    const struct qualm_count *counts;
    size_t n_counts;
    uint64_t words_seen, words_scored;
    const struct qualm_excluded *excluded;
    size_t n_excluded;

    struct qualm_reading_time silent, aloud;
    const char *basis_unit;   /* "word" or "character"; NULL with absent times */
    double basis_per_minute;
    const char *basis_source;

    const struct qualm_readability *readability;
    size_t n_readability;
    struct qualm_grade grade;
    struct qualm_claim claim;

    bool has_detail;
    const struct qualm_section *sections;   /* always kept; JSON shows them with detail */
    size_t n_sections;
    const struct qualm_sentence *sentences; /* with detail: all; else none */
    size_t n_sentences;
    const struct qualm_block *blocks;       /* with keep_text: all, in the order of the text; else none */
    size_t n_blocks;
    const struct qualm_sentence *hardest;   /* at most five, hardest first */
    size_t n_hardest;
    const struct qualm_care *care;
    size_t n_care;

    const struct qualm_finding *findings;   /* by position, suppressed ones included */
    size_t n_findings;
    uint64_t n_findings_dropped;            /* beyond the bound of 1,000 for one rule; one stands for them */
    enum qualm_verdict limits;              /* were the limits of the options judged */
    bool has_no_rule;                       /* no rule was on, nor a limit on grade or time: nothing was judged */
    double density;                         /* warnings and errors that count, for each 1,000 words seen */
    const struct qualm_before *before;      /* the same text before a change; NULL: there was none, or nobody asked */

    const struct qualm_record *warnings;
    size_t n_warnings;
    const struct qualm_record *errors;      /* not empty: the text was not analysed */
    size_t n_errors;
};

/* The names of the counts of a result, in order; NULL past the end. */
QUALM_API const char *qualm_count_at(size_t index);
/* The value of a count by name; 0 for an unknown name. */
QUALM_API uint64_t qualm_result_count(const struct qualm_result *result, const char *name);
/* Findings at or above a severity that count. */
QUALM_API size_t qualm_result_findings(const struct qualm_result *result, enum qualm_severity at_least);
QUALM_API void qualm_result_free(struct qualm_result *result);

/* -------------------------------------------------------------- analysis */

/* What is known of a text beforehand. Everything is borrowed until qualm_analysis_finish and may be NULL or zero. */
struct qualm_text {
    const char *path;      /* for messages and results only; nothing is opened */
    const char *id;        /* raw JSON of a string or number, echoed */
    const char *format;    /* "plain", "markdown"; NULL: by the path's ending, else "plain" */
    const char *encoding;  /* a name that ICU knows; NULL: byte order mark, else UTF-8 */
    const char *language;  /* overrides the engine's option */
    const char *title;     /* the headline, when it is not in the text */
    bool is_headline;      /* the whole text is a headline */
};

struct qualm_analysis;

QUALM_API enum qualm_status qualm_analysis_begin(const struct qualm_engine *engine, const struct qualm_text *text,
                                                 struct qualm_analysis **analysis);
/* Any cutting of the bytes into pieces gives the same result. The bytes are not kept. After a failure a part of the
 * text is lost: every later feed and finish fails likewise, and nothing is left but to free the analysis. */
QUALM_API enum qualm_status qualm_analysis_feed(struct qualm_analysis *analysis, const void *bytes, size_t n_bytes);
/* Gives the result and frees the analysis, whatever it returns. A text that cannot be read gives QUALM_OK and a
 * result with errors; only lack of memory and internal failures are a status. */
QUALM_API enum qualm_status qualm_analysis_finish(struct qualm_analysis *analysis, struct qualm_result **result);
/* Frees without finishing; NULL is fine. */
QUALM_API void qualm_analysis_free(struct qualm_analysis *analysis);

/* begin, feed once, finish. */
QUALM_API enum qualm_status qualm_analyse(const struct qualm_engine *engine, const struct qualm_text *text,
                                          const void *bytes, size_t n_bytes, struct qualm_result **result);

/* A result that holds one error record: for a text that could not be opened or read at all. Strings are copied. */
QUALM_API enum qualm_status qualm_result_failed(const struct qualm_text *text, const char *code, const char *message,
                                                struct qualm_result **result);

/* Whether an encoding of that name can be read. */
QUALM_API bool qualm_encoding_is_known(const char *name);

/* The names of input formats and the file name endings they go by, NULL past the end. Endings are space-separated. */
QUALM_API const char *qualm_format_at(size_t index, const char **endings);

/* ---------------------------------------------------------------- report */

/* Takes bytes; anything but QUALM_OK stops the report with that status. */
typedef enum qualm_status (*qualm_write)(void *to, const char *bytes, size_t n_bytes);

struct qualm_report_options {
    const char *format;      /* a name that qualm_report_format_at gives; NULL: "text" */
    enum qualm_severity min_level; /* formats for people and logs show findings from here; NONE: all */
    enum qualm_severity fail_level; /* of a check: findings from here on fail; NONE: warning */
    bool is_check;           /* the report is a verdict: text shows findings only */
    bool has_baseline;       /* a baseline or a change decides what counts: sarif says which findings are new */
    bool color;              /* ANSI colour; text only */
    bool all;                /* text: every finding, not seven */
    bool full;               /* text: full reports for several documents */
    bool detail;             /* every formula and sentence */
    unsigned width;          /* columns, 0: 80; text is laid out in 40 at least */
    bool cuts_paths;         /* text: long paths in tables are cut in their middle, to fit the width */
    size_t n_documents;      /* how many are expected: one text is laid out otherwise than several; 0: one */
};

/* What a report keeps of each document for its last lines: a fixed size, so that workers can send it. */
struct qualm_summary {
    uint64_t words;
    unsigned minutes;       /* 0: no time */
    double grade;           /* < -100: none */
    uint32_t notes, warnings, errors; /* findings that count, by severity */
    uint32_t hidden;        /* of these, below min_level */
    uint32_t hidden_failing; /* of the hidden, those that fail a check; set with fail_level by qualm_summary_fail */
    enum qualm_severity fail_level; /* NONE: not said */
    uint32_t suppressed, accepted, in_baseline, outside_diff; /* findings that do not count, by state */
    uint64_t dropped;       /* findings beyond the bound for one rule; one of those counted stands for them */
    bool is_failed;         /* not analysed */
    bool is_empty;          /* has no byte */
    bool is_foreign;        /* not English: no grade was made, and claims were not judged */
    bool has_no_rule;       /* nothing was judged, whatever its language; is_foreign is false then */
    enum qualm_verdict limits;
};

QUALM_API const char *qualm_report_format_at(size_t index); /* NULL past the end */
/* What a format is for: static data, NULL for an unknown name. */
struct qualm_report_format {
    const char *name;
    const char *summary;  /* a line for help */
    bool hides;           /* shows findings from min_level on, and those that count only */
    bool carries_errors;  /* a text that was not read has its place in the report */
    bool needs_text;      /* results must be made with keep_text */
};
QUALM_API const struct qualm_report_format *qualm_report_format_find(const char *name);
QUALM_API void qualm_summarise(const struct qualm_result *result, enum qualm_severity min_level,
                               struct qualm_summary *summary);
/* Notes from which level on findings of that text fail a check, and how many of them `min_level` hides, so that reports
 * do not fail without a word of why. */
QUALM_API void qualm_summary_fail(struct qualm_summary *summary, enum qualm_severity fail_level,
                                  enum qualm_severity min_level);

/* A report is made in two parts, so that documents can be rendered by workers, in any order:
 *
 *   qualm_report_document   renders one document; needs nothing of the others
 *   struct qualm_report     puts what was rendered together: new, add for each document in order, end
 */
QUALM_API enum qualm_status qualm_report_document(const struct qualm_report_options *options,
                                                  const struct qualm_result *result, qualm_write write, void *to);

struct qualm_report;
/* Writes what comes before the first document. The strings of `options` are borrowed until the report is freed. */
QUALM_API enum qualm_status qualm_report_new(const struct qualm_report_options *options, qualm_write write, void *to,
                                             struct qualm_report **report);
/* Adds a document: its path (borrowed likewise, NULL: none), its summary, and the bytes that qualm_report_document gave
 * with the same options. */
QUALM_API enum qualm_status qualm_report_add(struct qualm_report *report, const char *path,
                                             const struct qualm_summary *summary, const char *bytes, size_t n_bytes);
/* Writes what comes after the last one. */
QUALM_API enum qualm_status qualm_report_end(struct qualm_report *report);
QUALM_API void qualm_report_free(struct qualm_report *report); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
