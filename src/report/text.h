/* The parts of the text report; each is a file. */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include "report/layout.h"
#include "report/report.h"
#include "report/wording.h"

/* "line 10": columns of the widest label when lines go up to `line`. */
size_t line_label_columns(uint32_t line);
/* "  line 8" and spaces up to where the text of such a row begins, two columns behind a label of `n_columns` (0: no
 * spaces); no label for line 0, which stands for no place in the text. */
void put_line_label(struct layout *page, uint32_t line, size_t n_columns);
#define LABEL_INDENT 2
#define LABEL_GAP 2

/* The findings that the options show, worst first, at most `n_most` of them. */
void put_findings(struct layout *page, const struct qualm_report_options *options, const struct qualm_result *result,
                  size_t n_most);
/* The first that put_findings shows, NULL when there is none. */
const struct qualm_finding *worst_finding(const struct qualm_report_options *options,
                                          const struct qualm_result *result);

/* Sections, hardest sentences, careful already; formulas and sentences with detail. Each with an empty line before,
 * and nothing when there is nothing. */
void put_sections(struct layout *page, const struct qualm_report_options *options, const struct qualm_result *result);
void put_hardest(struct layout *page, const struct qualm_result *result);
void put_care(struct layout *page, const struct qualm_result *result);
void put_formulas(struct layout *page, const struct qualm_result *result);
void put_sentences(struct layout *page, const struct qualm_result *result);

/* The rows of several files, worst first, and their total. */
void put_files(struct layout *page, const struct qualm_report *report);
/* The last line of a check. */
void put_verdict(struct layout *page, const struct qualm_report *report);

/* "2 warnings, 3 notes"; "No warnings" when there is neither warning nor error. */
void paragraph_add_counts(struct paragraph *paragraph, uint64_t n_errors, uint64_t n_warnings, uint64_t n_notes);

#endif
