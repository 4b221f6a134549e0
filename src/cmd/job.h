/* The work of one worker: a text in, rendered bytes and a fixed summary out. */
#ifndef CMD_JOB_H
#define CMD_JOB_H

#include "base/buffer.h"
#include "cmd/files.h"
#include "cmd/outlets.h"
#include "cmd/site.h"

/* What all jobs of a run share. */
struct job {
    struct site *site;
    const struct outlets *outlets;
    bool is_check;
};

/* How a job ended, beside its summary. */
enum job_end {
    JOB_DONE = 0,
    JOB_FAILED,  /* the text was not analysed; `message` says why */
    JOB_SKIPPED, /* met in a walk and not text after all */
};

struct job_outcome {
    struct buffer rendered[OUTLETS_MOST]; /* for each outlet; the caller frees them */
    struct qualm_summary summary;
    enum job_end end;
    enum qualm_severity fail_level; /* that holds for the text */
    char message[240];      /* of a failure; without the path */
    struct buffer missed;   /* a line for each limit that was missed; the caller frees it */
};

/* What should have given texts, and gave none. */
struct missing {
    const char *path, *reason;
};

/* Renders in place of a text that there is nothing to report on, so that a report alone does not look clean. */
enum qualm_status job_fail(const struct job *job, const struct settings *settings, const struct missing *missing,
                           struct job_outcome *outcome);

/* Reads, analyses and renders one input. Any status but QUALM_OK is a failure of the program, not of the text. */
enum qualm_status job_run(const struct job *job, const struct input *input, struct job_outcome *outcome);

#endif
