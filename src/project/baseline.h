/* What is known of a site already: findings by fingerprint, missed limits by figure.
 *
 * The file is JSON with one entry a line, sorted, so that versions of it merge; no line number stands in it. An entry
 * survives whatever leaves its sentence as it was: moved lines, reflow, a renamed file. A missed limit is known as long
 * as its figure is no worse. */
#ifndef PROJECT_BASELINE_H
#define PROJECT_BASELINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/printer.h"
#include "base/span.h"
#include "project/complaint.h"

struct baseline;

/* An empty one, to be added to and printed. */
enum qualm_status baseline_new(struct baseline **baseline);
/* The same, for a file at `path`: entries name files as seen from its folder. */
enum qualm_status baseline_new_at(const char *path, struct baseline **baseline);
/* From the bytes of a file at `path` (which messages name). QUALM_ERR_ARGUMENT:
 * `why` says "path:line: what is wrong". */
enum qualm_status baseline_read(const char *path, struct span bytes, struct complaint *why,
                                struct baseline **baseline);
void baseline_free(struct baseline *baseline);

/* The edition of the corpus that it was written with, "" for an empty one. */
const char *baseline_edition(const struct baseline *baseline);
/* The absolute folder that paths in it are seen from. */
const char *baseline_folder(const struct baseline *baseline);
size_t baseline_size(const struct baseline *baseline);

/* One finding of a text, as a baseline sees it. */
struct baseline_key {
    const char *path;  /* as seen from the baseline's folder */
    const char *title; /* by which a missed limit is found again when its file was renamed; "" for none */
    const struct qualm_finding *finding;
    const struct qualm_result *result; /* that it is one of */
};

/* Whether the finding is known; its entry is used up. Another file's entry serves only when that file is gone. Where a
 * rule had more findings than are listed, those that come up in the list for others that were mended are known. */
bool baseline_take(struct baseline *baseline, const struct baseline_key *key);
/* Remembers that the file was read: entries of it that nobody took are dead. */
enum qualm_status baseline_visit(struct baseline *baseline, const char *path);
/* Entries that nobody took and whose file was read or is gone, counted one by one. */
size_t baseline_dead(struct baseline *baseline);

enum qualm_status baseline_add(struct baseline *baseline, const struct baseline_key *key);
void baseline_print(struct baseline *baseline, struct printer *out);

#endif
