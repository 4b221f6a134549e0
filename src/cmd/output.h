/* Where results go: standard output, a device or pipe, or a file that appears whole or not at all. */
#ifndef CMD_OUTPUT_H
#define CMD_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct output {
    int fd;                /* -1: not open */
    const char *path;      /* NULL: standard output */
    char *temporary;       /* where a file is written first; NULL: a device or a pipe, written as it is */
    struct buffer held;    /* not yet written */
    bool has_failed;
    int error;             /* errno of the failure */
};

/* False after a message. */
bool output_open(struct output *output, const char *path);
/* A qualm_write: `to` is the output. */
enum qualm_status output_write(void *to, const char *bytes, size_t n_bytes);
/* Writes what is held. */
void output_flush(struct output *output);
/* Flushes, closes, and puts a file in its place; says what went wrong, but for a reader that has gone. False when
 * not every byte was accepted. */
bool output_close(struct output *output);

/* What was written is no good: a file will not appear, and closing says nothing. */
void output_abandon(struct output *output);

/* To be called first in main: descriptors 0 to 2 are open afterwards, and it is remembered whether 1 was not. */
void output_secure_descriptors(void);

#endif
