/* One line of NDJSON as a text to analyse. */
#ifndef CMD_RECORD_H
#define CMD_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "qualm.h"

/* One record; owns what it points to. */
struct record {
    struct qualm_text text;  /* id is "null" when the line has none */
    const char *body;        /* the text to analyse */
    size_t n_body;
    struct json_object *json;
    struct buffer id, line;
    struct buffer plain;     /* the line as the parser has it */
    char error[160];         /* not empty: the line is no good */
};

struct record_reader; /* keeps the JSON parser from line to line */

enum qualm_status record_reader_new(struct record_reader **reader);
void record_reader_free(struct record_reader *reader);
/* A line that is no good gives QUALM_OK and an error in the record. */
enum qualm_status record_read(struct record_reader *reader, const char *line, size_t n_bytes, struct record *record);
void record_clear(struct record *record);

#endif
