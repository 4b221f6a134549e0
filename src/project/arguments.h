/* The command line: options become entries, the rest are operands. */
#ifndef PROJECT_ARGUMENTS_H
#define PROJECT_ARGUMENTS_H

#include "project/entries.h"

struct arguments {
    struct entries entries;      /* in order */
    const char **operands;       /* what is no option, in order */
    size_t n_operands;
};

/* Reads the arguments after the command's name. QUALM_ERR_ARGUMENT with `why`. */
enum qualm_status arguments_read(int argc, char **argv, enum command_bit command, const char *command_name,
                                 struct arguments *arguments, struct complaint *why);
void arguments_free(struct arguments *arguments);

#endif
