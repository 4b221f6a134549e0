/* Prints into a buffer: a text through a printer, results made by hand through a report. */
#ifndef REPORT_DESK_H
#define REPORT_DESK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/printer.h"
#include "qualm.h"

static struct buffer sink; /* what was printed last */

static inline enum qualm_status keep(void *to, const char *bytes, size_t n_bytes)
{
    return buffer_append(to, bytes, n_bytes);
}

static inline int free_sink(void **state)
{
    (void)state;
    buffer_free(&sink);
    return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, free_sink)

/* What a printer gives for `text`, which ends at a NUL. */
static inline const char *printed(void (*print)(struct printer *out, const char *text), const char *text)
{
    struct printer out;
    buffer_clear(&sink);
    printer_init(&out, keep, &sink);
    print(&out, text);
    assert_int_equal(printer_flush(&out), QUALM_OK);
    return sink.bytes ? sink.bytes : "";
}

static inline void report_add(struct qualm_report *report, const struct qualm_report_options *options,
                              const struct qualm_result *result)
{
    struct qualm_summary summary;
    struct buffer rendered = {0};
    assert_int_equal(qualm_report_document(options, result, keep, &rendered), QUALM_OK);
    qualm_summarise(result, options->min_level, &summary);
    assert_int_equal(qualm_report_add(report, result->path, &summary, rendered.bytes, rendered.n_bytes), QUALM_OK);
    buffer_free(&rendered);
}

/* The whole report of `n_results` documents. */
static inline const char *report(const struct qualm_report_options *options, const struct qualm_result *results,
                                 size_t n_results)
{
    struct qualm_report_options whole = *options;
    struct qualm_report *made;
    whole.n_documents = n_results;
    buffer_clear(&sink);
    assert_int_equal(qualm_report_new(&whole, keep, &sink, &made), QUALM_OK);
    for (size_t i = 0; i < n_results; i++)
        report_add(made, &whole, &results[i]);
    assert_int_equal(qualm_report_end(made), QUALM_OK);
    qualm_report_free(made);
    return sink.bytes ? sink.bytes : "";
}

/* The report of one document. */
static inline const char *report_of(const struct qualm_report_options *options, const struct qualm_result result)
{
    return report(options, &result, 1);
}

static inline void assert_holds(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in:\n%s", part, text);
}

static inline void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("'%s' is in:\n%s", part, text);
}

/* No line of `text` takes more columns. */
static inline void assert_fits(const char *text, unsigned width)
{
    for (const char *end; (end = strchr(text, '\n')); text = end + 1) {
        size_t n_columns = 0;
        for (size_t at = 0; at < (size_t)(end - text);)
            n_columns += safe_width(text, (size_t)(end - text), &at);
        if (n_columns > width)
            fail_msg("%u columns: %.*s", width, (int)(end - text), text);
    }
}

#endif
