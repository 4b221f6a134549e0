/* The work of one worker: a text in, rendered bytes and a fixed summary out. */
#ifndef CMD_JOB_H
#define CMD_JOB_H

#include "base/buffer.h"
#include "cmd/files.h"
#include "cmd/settings.h"

/* What all jobs of a run share. */
struct job {
    const struct settings *settings;
    const struct qualm_engine *engine;
    const struct qualm_report_options *report;
    size_t n_documents;
};

/* How a job ended, beside its summary. */
enum job_end {
    JOB_DONE = 0,
    JOB_FAILED,  /* the text was not analysed; `message` says why */
    JOB_SKIPPED, /* met in a walk and not text after all */
};

struct job_outcome {
    struct buffer rendered; /* by buffer_append; the caller frees it */
    struct qualm_summary summary;
    enum job_end end;
    char message[240];      /* of a failure; without the path */
};

/* Reads, analyses and renders one input. Any status but QUALM_OK is a failure of the program, not of the text. */
enum qualm_status job_run(const struct job *job, const struct input *input, size_t index, struct job_outcome *outcome);

#endif
