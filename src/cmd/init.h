/* The beginning of a configuration. */
#ifndef CMD_INIT_H
#define CMD_INIT_H

#include <stdbool.h>

/* Whether the folder at hand has no configuration yet; false after a message. */
bool init_may_write(void);
/* Writes .qualm.yaml to the folder at hand and says so on standard output. `baseline` is the file of known findings that
 * it is to name; NULL: none was written, and the line is there as a comment only. Gives what to exit with. */
int init_write_config(const char *baseline);

#endif
