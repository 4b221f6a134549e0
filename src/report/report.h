/* What an output format is: one file behind one struct. Adding a format is a new file and its name in report.c. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/buffer.h"
#include "base/printer.h"
#include "base/span.h"
#include "qualm.h"

/* A report in the making. */
struct qualm_report {
    const struct report_format *format;
    struct qualm_report_options options;
    struct printer out;
    const char **paths;               /* of the documents added; from malloc */
    struct qualm_summary *summaries;  /* likewise */
    size_t n_documents, paths_room, summaries_room;
    struct buffer held[QUALM_ERROR + 1]; /* for formats that put things in order of severity before they go out */
    size_t n_held[QUALM_ERROR + 1];
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

/* For formats that order by severity: takes `rendered`, whose lines each begin with a digit, the severity, into
 * held[severity] without that digit; counts lines in n_held. Lines past `most` of a severity are counted and left
 * out. */
void report_hold(struct qualm_report *report, struct span rendered, size_t most);

extern const struct report_format report_text, report_json, report_ndjson, report_line, report_github, report_html;

#endif
