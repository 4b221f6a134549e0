/* What an output format is: one file behind one struct. Adding a format is a new file and its name in report.c. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/buffer.h"
#include "base/printer.h"
#include "base/span.h"
#include "qualm.h"

#define REPORT_RANKS 10

/* A report in the making. */
struct qualm_report {
    const struct report_format *format;
    struct qualm_report_options options;
    struct printer out;
    const char **paths;               /* of the documents added; from malloc */
    struct qualm_summary *summaries;  /* likewise */
    size_t n_documents, paths_room, summaries_room;
    struct buffer held[REPORT_RANKS]; /* for formats that put things in order before they go out */
    size_t n_held[REPORT_RANKS];
};

struct report_format {
    struct qualm_report_format about;
    /* All but document may be NULL: nothing to say. A failure is the printer's status. */
    void (*begin)(struct qualm_report *report);
    /* Pure: needs nothing of other documents. */
    void (*document)(struct printer *out, const struct qualm_report_options *options,
                     const struct qualm_result *result);
    /* Takes what document gave; NULL: it goes out as it is. The document is counted and kept already. */
    void (*add)(struct qualm_report *report, struct span rendered);
    void (*end)(struct qualm_report *report);
};

/* Stands for the absent grade of a summary. */
#define REPORT_NO_GRADE (-1000.0)

/* Whether a format that hides shows the finding. */
bool report_is_shown(const struct qualm_report_options *options, const struct qualm_finding *finding);

/* A path without "./" in front, as those who compare it with the paths of a repository want it; "-" for none. */
const char *report_path(const char *path);

/* What is said of a text that nothing was held against: a report alone must not look clean then. */
#define REPORT_NO_RULE "no rule is on, and no limit on grade or time is set"

/* What the summaries of all documents add up to. */
struct report_sums {
    uint64_t words, minutes;
    uint64_t counts[QUALM_ERROR + 1]; /* findings that count, by severity */
    uint64_t hidden, suppressed, accepted, in_baseline, outside_diff, dropped; /* findings, as in qualm_summary */
    uint64_t hidden_failing;          /* of the hidden, those that fail the check */
    enum qualm_severity fail_level;   /* the lowest by which one of these fails; NONE: none does */
    uint64_t read, failed, foreign, not_judged; /* documents; not judged: in English, against limits */
    uint64_t no_rule;                           /* documents */
};
struct report_sums report_sums_of(const struct qualm_report *report);

/* For formats that know findings only: one line at the end stands for all texts without a rule, since a site may mean
 * it so for many. */
struct no_rule {
    const char *path; /* of the first of them; NULL: there is none */
    char message[160];
};
struct no_rule report_no_rule(const struct qualm_report *report);

/* For formats that put things in order: takes `rendered`, whose lines each begin with a digit, the rank (for findings
 * the severity), into held[rank] without that digit; counts lines in n_held. Lines past `most` of a rank are counted
 * and left out. */
void report_hold(struct qualm_report *report, struct span rendered, size_t most);

extern const struct report_format report_text, report_json, report_ndjson, report_line, report_github, report_sarif,
    report_markdown, report_csv, report_tsv, report_gitlab, report_checkstyle, report_junit, report_rdjsonl,
    report_html;

#endif
