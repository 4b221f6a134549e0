/* The JSON Schema of a configuration, made from the table of keys: editors complete and check from it. */
#ifndef PROJECT_SCHEMA_H
#define PROJECT_SCHEMA_H

#include "base/printer.h"

/* Draft 2020-12. It takes what the reader of configurations takes, as far as a schema can say so; a tool that reads
 * YAML 1.1 sees booleans in "off" and "no" where the reader sees words. */
void schema_print(struct printer *out);

#endif
