/* From "--to sarif:q.sarif" to reports in their places. */
#include "cmd/outlets.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd/message.h"
#include "cmd/run.h"

#define WIDTH_LEAST 40
#define WIDTH_MOST 120

/* --------------------------------------------------------------- options */

static bool color_is_wanted(const struct settings *settings, const char *path)
{
    if (settings->color != COLOR_AUTO)
        return settings->color == COLOR_ALWAYS;
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    return !path && isatty(STDOUT_FILENO) && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
}

static unsigned width_wanted(const char *path)
{
    struct winsize size;
    if (path || !isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == -1 || !size.ws_col)
        return 80;
    return size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col > WIDTH_MOST ? WIDTH_MOST : size.ws_col;
}

static struct qualm_report_options options_of(const struct settings *settings, bool is_check,
                                              const struct outlet *outlet)
{
    return (struct qualm_report_options){
        .format = outlet->format,
        .min_level = settings_shown_level(settings, is_check),
        .fail_level = settings_fail_level(settings),
        .is_check = is_check,
        .has_baseline = settings->baseline || settings->diff_base || settings->diff,
        .color = color_is_wanted(settings, outlet->path),
        .all = settings->all,
        .full = settings->full,
        .detail = settings->detail,
        .width = width_wanted(outlet->path),
        .cuts_paths = !outlet->path && isatty(STDOUT_FILENO),
    };
}

/* --------------------------------------------------------------- parsing */

/* "text, json, ndjson or line" */
static void complain_of_format(const char *format)
{
    struct buffer names = {0};
    const char *name;
    for (size_t i = 0; (name = qualm_report_format_at(i)); i++) {
        buffer_append_text(&names, i == 0 ? "" : qualm_report_format_at(i + 1) ? ", " : " or ");
        buffer_append_text(&names, name);
    }
    complain("unknown format '%s'; use %s", format, names.bytes ? names.bytes : "");
    buffer_free(&names);
}

/* "FORMAT" or "FORMAT:FILE". */
static bool outlet_parse(const struct settings *settings, const char *text, struct outlet *outlet)
{
    const size_t n_format = strcspn(text, ":");
    outlet->format = strndup(text, n_format);
    if (!outlet->format) {
        complain("out of memory", NULL, NULL);
        return false;
    }
    if (!qualm_report_format_find(outlet->format)) {
        complain_of_format(outlet->format);
        return false;
    }
    outlet->path = text[n_format] ? text + n_format + 1 : settings->output;
    if (outlet->path && !outlet->path[0]) {
        complain("'%s' names no file after the colon", text, NULL);
        return false;
    }
    return true;
}

static bool is_same_place(const struct outlet *a, const struct outlet *b)
{
    return a->path && b->path ? strcmp(a->path, b->path) == 0 : a->path == b->path;
}

static bool places_differ(const struct outlets *outlets)
{
    for (size_t i = 1; i < outlets->n; i++)
        for (size_t k = 0; k < i; k++)
            if (is_same_place(&outlets->items[i], &outlets->items[k])) {
                const char *path = outlets->items[i].path;
                complain("two reports would go to %s; give one of them a file: --to %s:FILE",
                         path ? path : "standard output", outlets->items[i].format);
                return false;
            }
    return true;
}

bool outlets_parse(const struct settings *settings, bool is_check, struct outlets *outlets)
{
    const size_t n = settings->n_to ? settings->n_to : 1;
    for (size_t i = 0; i < n; i++) {
        struct outlet *outlet = &outlets->items[outlets->n++];
        if (!outlet_parse(settings, settings->n_to ? settings->to[i] : "text", outlet))
            return false;
        outlet->options = options_of(settings, is_check, outlet);
    }
    return places_differ(outlets);
}

/* --------------------------------------------------------------- running */

bool outlets_open(struct outlets *outlets, size_t n_documents, enum qualm_status *result)
{
    for (size_t i = 0; i < outlets->n; i++) {
        struct outlet *outlet = &outlets->items[i];
        outlet->options.n_documents = n_documents;
        if (!output_open(&outlet->output, outlet->path))
            return false;
        *result = qualm_report_new(&outlet->options, output_write, &outlet->output, &outlet->report);
        if (*result)
            return false;
    }
    return true;
}

/* One report whose place takes no more does not end the others: its file does not appear, and the status says so. */
static enum qualm_status outlet_add(struct outlet *outlet, const char *path, const struct qualm_summary *summary,
                                    const struct buffer *rendered)
{
    if (outlet->output.has_failed)
        return QUALM_OK;
    const enum qualm_status status =
        qualm_report_add(outlet->report, path, summary, rendered->bytes, rendered->n_bytes);
    return status == QUALM_ERR_WRITE ? QUALM_OK : status;
}

enum qualm_status outlets_add(struct outlets *outlets, const char *path, const struct qualm_summary *summary,
                              const struct buffer *rendered)
{
    bool is_any_open = outlets->n == 0;
    for (size_t i = 0; i < outlets->n; i++) {
        const enum qualm_status status = outlet_add(&outlets->items[i], path, summary, &rendered[i]);
        if (status)
            return status;
        is_any_open = is_any_open || !outlets->items[i].output.has_failed;
    }
    return is_any_open ? QUALM_OK : QUALM_ERR_WRITE;
}

enum qualm_status outlets_add_error(struct outlets *outlets, const char *path, const struct qualm_summary *summary,
                                    const struct buffer *rendered)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < outlets->n && !status; i++)
        if (qualm_report_format_find(outlets->items[i].format)->carries_errors)
            status = outlet_add(&outlets->items[i], path, summary, &rendered[i]);
    return status;
}

static void outlet_end(struct outlet *outlet, enum qualm_status *result)
{
    if (!*result && !outlet->output.has_failed) {
        const enum qualm_status status = qualm_report_end(outlet->report);
        *result = status == QUALM_ERR_WRITE ? QUALM_OK : status;
    }
    if (*result)
        output_abandon(&outlet->output);
}

bool outlets_close(struct outlets *outlets, enum qualm_status *result)
{
    bool is_written = true;
    for (size_t i = 0; i < outlets->n; i++) {
        struct outlet *outlet = &outlets->items[i];
        if (outlet->report)
            outlet_end(outlet, result);
        if (outlet->output.fd > 0)
            is_written = output_close(&outlet->output) && is_written;
    }
    return is_written;
}

void outlets_free(struct outlets *outlets)
{
    for (size_t i = 0; i < outlets->n; i++) {
        qualm_report_free(outlets->items[i].report);
        free(outlets->items[i].format);
    }
}

/* ------------------------------------------------------------- questions */

bool outlets_show(const struct outlets *outlets, const char *format)
{
    for (size_t i = 0; i < outlets->n; i++)
        if (!outlets->items[i].path && strcmp(outlets->items[i].format, format) == 0)
            return true;
    return false;
}

bool outlets_all_hide(const struct outlets *outlets)
{
    for (size_t i = 0; i < outlets->n; i++)
        if (!qualm_report_format_find(outlets->items[i].format)->hides)
            return false;
    return outlets->n > 0;
}

bool outlets_need_text(const struct outlets *outlets)
{
    for (size_t i = 0; i < outlets->n; i++)
        if (qualm_report_format_find(outlets->items[i].format)->needs_text)
            return true;
    return false;
}
