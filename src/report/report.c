/* The list of output formats, and the public functions that turn results into bytes. */
#include "report/report.h"

#include <string.h>

static const struct report_format *const formats[] = {
    &report_text, &report_json, &report_ndjson, &report_line, &report_github,
};

#define N_FORMATS (sizeof formats / sizeof formats[0])

const char *qualm_report_format_at(size_t index)
{
    return index < N_FORMATS ? formats[index]->name : NULL;
}

/* NULL when there is none of that name; text when no name is given. */
static const struct report_format *format_find(const char *name)
{
    if (!name)
        return &report_text;
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

bool report_is_shown(const struct qualm_report_options *options, const struct qualm_finding *finding)
{
    return finding->state == QUALM_COUNTS && finding->severity >= options->min_level;
}

static void count_finding(const struct qualm_finding *finding, bool is_hidden, struct qualm_summary *summary)
{
    if (finding->state == QUALM_SUPPRESSED) {
        summary->suppressed++;
        return;
    }
    summary->notes += finding->severity == QUALM_NOTE;
    summary->warnings += finding->severity == QUALM_WARNING;
    summary->errors += finding->severity == QUALM_ERROR;
    summary->hidden += is_hidden;
}

void qualm_summarise(const struct qualm_result *result, const struct qualm_report_options *options,
                     struct qualm_summary *summary)
{
    const struct report_format *format = format_find(options->format);
    const bool may_hide = format && format->needs_min_level;
    *summary = (struct qualm_summary){
        .words = result->words_seen,
        .minutes = result->silent.absent ? 0 : result->silent.minutes,
        .grade = result->grade.absent ? REPORT_NO_GRADE : result->grade.value,
        .is_failed = result->n_errors > 0,
        .is_foreign = !result->n_errors && !result->is_english,
        .limits = result->limits,
    };
    for (size_t i = 0; i < result->n_findings; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        count_finding(finding, may_hide && !report_is_shown(options, finding), summary);
    }
    if (summary->is_failed) {
        summary->minutes = 0;
        summary->grade = REPORT_NO_GRADE;
    }
}

/* What every call starts with; QUALM_ERR_UNKNOWN when there is no such format. */
static enum qualm_status report_open(const struct qualm_report_options *options, qualm_write write, void *to,
                                     struct printer *out, const struct report_format **format)
{
    if (!options || !write)
        return QUALM_ERR_ARGUMENT;
    const struct report_format *found = format_find(options->format);
    if (!found)
        return QUALM_ERR_UNKNOWN;
    printer_init(out, write, to);
    *format = found;
    return QUALM_OK;
}

enum qualm_status qualm_report_begin(const struct qualm_report_options *options, size_t n_documents,
                                     qualm_write write, void *to)
{
    struct printer out;
    const struct report_format *format;
    const enum qualm_status status = report_open(options, write, to, &out, &format);
    if (status)
        return status;
    if (format->begin)
        format->begin(&out, options, n_documents);
    return printer_flush(&out);
}

enum qualm_status qualm_report_document(const struct qualm_report_options *options, size_t index, size_t n_documents,
                                        const struct qualm_result *result, qualm_write write, void *to)
{
    struct printer out;
    const struct report_format *format;
    if (!result)
        return QUALM_ERR_ARGUMENT;
    const enum qualm_status status = report_open(options, write, to, &out, &format);
    if (status)
        return status;
    format->document(&out, options, index, n_documents, result);
    return printer_flush(&out);
}

enum qualm_status qualm_report_end(const struct qualm_report_options *options, const char *const *paths,
                                   const struct qualm_summary *summaries, size_t n_documents, qualm_write write,
                                   void *to)
{
    struct printer out;
    const struct report_format *format;
    if (n_documents && (!paths || !summaries))
        return QUALM_ERR_ARGUMENT;
    const enum qualm_status status = report_open(options, write, to, &out, &format);
    if (status)
        return status;
    if (format->end)
        format->end(&out, options, paths, summaries, n_documents);
    return printer_flush(&out);
}
