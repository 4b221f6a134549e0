/* What surrounds the texts of a run: for each of them the settings that hold, an engine that does what they say, what
 * is known already, and how it was before a change. */
#ifndef CMD_SITE_H
#define CMD_SITE_H

#include "cmd/files.h"
#include "project/baseline.h"
#include "project/config.h"
#include "project/verdict.h"

/* What holds for the texts of one resolution. */
struct policy {
    const struct settings *settings;
    struct qualm_engine *engine;
    struct baseline *baseline; /* NULL: none */
};

struct site;

/* Makes what the resolutions of the inputs ask for, before any work. NULL after a message; `*status` is then what to
 * exit with. The inputs are borrowed. */
struct site *site_open(const struct request *request, struct inputs *inputs, bool keeps_text, int *status);
void site_free(struct site *site);

/* Whether the lists of the command line leave no rule on, and nothing else holds any text to anything: a mistake that
 * is told before any work. What configurations switch off is meant. */
bool site_is_deselected(const struct site *site);

/* Of an input on the list. */
const struct policy *site_policy(const struct site *site, const struct input *input);
/* The format that it is to be read in, said or named by its configuration; NULL: none. */
enum qualm_status site_format(const struct policy *policy, const struct input *input, const char **format);

/* A text that was analysed. */
struct analysed {
    const struct input *input;
    const struct qualm_result *result;
    const struct line_ends *ends; /* NULL: nobody asks for the lines of a change */
};

/* What of a result counts. The verdict borrows from it, so it must outlive the verdict. */
enum qualm_status site_judge(struct site *site, const struct analysed *text, struct verdict *verdict);

/* Entries of baselines that no finding answers to any more. */
size_t site_dead(const struct site *site);
/* Writes what --write-baseline asks for; true when it did, or was not asked. */
bool site_write(struct site *site);

#endif
