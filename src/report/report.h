/* What an output format is: one file behind one struct. Adding a format is a new file and its name in report.c. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "qualm.h"
#include "base/printer.h"

struct report_format {
    const char *name;
    bool needs_min_level; /* shows findings from min_level on and counts the rest */
    /* begin and end may be NULL: nothing to say */
    void (*begin)(struct printer *out, const struct qualm_report_options *options, size_t n_documents);
    void (*document)(struct printer *out, const struct qualm_report_options *options, size_t index,
                     size_t n_documents, const struct qualm_result *result);
    void (*end)(struct printer *out, const struct qualm_report_options *options, const char *const *paths,
                const struct qualm_summary *summaries, size_t n_documents);
};

/* Stands for the absent grade of a summary. */
#define REPORT_NO_GRADE (-1000.0)

/* Whether a format with `needs_min_level` shows the finding. */
bool report_is_shown(const struct qualm_report_options *options, const struct qualm_finding *finding);

extern const struct report_format report_text, report_json, report_ndjson, report_line, report_github;

#endif
