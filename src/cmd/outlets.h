/* The reports of one run: each has a format and a place to go to, and all are made from one reading of the texts. */
#ifndef CMD_OUTLETS_H
#define CMD_OUTLETS_H

#include "cmd/output.h"
#include "project/options.h"

#define OUTLETS_MOST SETTINGS_OUTPUTS

struct outlet {
    char *format;
    const char *path; /* NULL: standard output */
    struct qualm_report_options options;
    struct output output;
    struct qualm_report *report;
};

struct outlets {
    struct outlet items[OUTLETS_MOST];
    size_t n;
};

/* Reads what --to and --output say. False after a message: status 2. */
bool outlets_parse(const struct settings *settings, bool is_check, struct outlets *outlets);
/* Opens files and begins reports. False after a message: status 4 (or 3 where `*result` says that something else
 * failed). */
bool outlets_open(struct outlets *outlets, size_t n_documents, enum qualm_status *result);
/* Adds a document to each report; `rendered` has a buffer for each. */
enum qualm_status outlets_add(struct outlets *outlets, const char *path, const struct qualm_summary *summary,
                              const struct buffer *rendered);
/* The same for what was not read, in those reports that have a place for it. */
enum qualm_status outlets_add_error(struct outlets *outlets, const char *path, const struct qualm_summary *summary,
                                    const struct buffer *rendered);
/* Ends the reports when the run came to its end, and puts files in their places; else none of them appears. False when
 * not every byte was accepted. */
bool outlets_close(struct outlets *outlets, enum qualm_status *result);
void outlets_free(struct outlets *outlets);

/* Whether a report of this format stands on standard output. */
bool outlets_show(const struct outlets *outlets, const char *format);
/* Whether every report leaves out what is below the level to show. */
bool outlets_all_hide(const struct outlets *outlets);
/* Whether results must be made with the text of their blocks. */
bool outlets_need_text(const struct outlets *outlets);

#endif
