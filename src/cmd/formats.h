/* What the ending of a name says about a file. */
#ifndef CMD_FORMATS_H
#define CMD_FORMATS_H

#include <stdbool.h>

/* Whether the name is that of a text that can be read. */
bool format_is_known(const char *path);
/* Where a name's ending says a format that cannot be read yet: that, and the way out. NULL for others. */
const char *format_way_out(const char *path);

#endif
