/* Members of JSON objects, for the formats that are made of them. Keys are our own words. */
#ifndef REPORT_MEMBERS_H
#define REPORT_MEMBERS_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/printer.h"

/* The brace and the key of the first member; its value follows. */
static inline void open_object(struct printer *out, const char *first_key)
{
    print_text(out, "{\"");
    print_text(out, first_key);
    print_text(out, "\":");
}

/* The comma and the key of a further member. */
static inline void key(struct printer *out, const char *name)
{
    print_text(out, ",\"");
    print_text(out, name);
    print_text(out, "\":");
}

/* Between the items of an array. */
static inline void separate(struct printer *out, size_t index)
{
    if (index)
        print_text(out, ",");
}

static inline void text_member(struct printer *out, const char *name, const char *value)
{
    key(out, name);
    print_json(out, value);
}

static inline void uint_member(struct printer *out, const char *name, uint64_t value)
{
    key(out, name);
    print_uint(out, value);
}

/* What a finding says and what to do about it, as one string. */
static inline void message_value(struct printer *out, const struct qualm_finding *finding)
{
    print_text(out, "\"");
    print_json_inside(out, finding->message, strlen(finding->message));
    if (finding->remedy && finding->remedy[0]) {
        print_text(out, " ");
        print_json_inside(out, finding->remedy, strlen(finding->remedy));
    }
    print_text(out, "\"");
}

/* A value: null for what is not finite. */
static inline void number(struct printer *out, double value, unsigned n_decimals)
{
    if (isfinite(value))
        print_number(out, value, n_decimals);
    else
        print_text(out, "null");
}

#endif
