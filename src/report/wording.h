/* What the reports for people have in common: figures in words, and the order of several texts. */
#ifndef REPORT_WORDING_H
#define REPORT_WORDING_H

#include "report/report.h"

/* A school grade as a person reads it: rounded, 0 for all below the first. */
unsigned whole_grade(double grade);

/* "reading age 14–15", "university level, age 18 on". */
#define READING_AGE_ROOM 128
void reading_age_text(unsigned grade, char text[READING_AGE_ROOM]);

/* What JSON calls a kind of text in its scope, in words for a person: "headings". */
const char *excluded_name(const char *kind);

/* One of several texts, to be put in order. */
struct file_row {
    const char *path; /* "-" for none */
    const struct qualm_summary *summary;
    size_t index;     /* among the documents of the report */
};
/* The documents of a report: not read first, then more and worse findings, then by path, then the order given; from
 * malloc. NULL when memory is out. */
struct file_row *file_rows_new(const struct qualm_report *report);

#endif
