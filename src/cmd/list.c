/* qualm check --list-files: which files would be read, and why the others would not. */
#include <string.h>

#include "base/printer.h"
#include "cmd/files.h"
#include "cmd/message.h"
#include "cmd/output.h"
#include "cmd/run.h"
#include "project/disk.h"

int inputs_complain(enum qualm_status status, const struct complaint *why)
{
    if (status == QUALM_ERR_ARGUMENT)
        complain("%s", why->text, NULL);
    else
        complain("cannot start: %s", qualm_status_text(status), NULL);
    return status == QUALM_ERR_ARGUMENT ? EXIT_USAGE : EXIT_UNREAD;
}

/* Why a file on the list could not be read, as far as can be seen without opening it. */
static const char *error_of(const struct input *input)
{
    if (input->error)
        return input->error;
    const bool is_stdin = strcmp(input->path, "-") == 0;
    return !is_stdin && !input->is_walked && disk_mode(input->path) == 0 ? "there is no such file" : NULL;
}

/* Returns how many cannot be read. */
static size_t chosen_print(const struct inputs *inputs, struct printer *out)
{
    size_t n_failed = 0;
    for (size_t i = 0; i < inputs->n; i++) {
        const char *path = inputs->items[i].path;
        const char *error = error_of(&inputs->items[i]);
        if (error) {
            complain("%s: %s", path, error);
            n_failed++;
            continue;
        }
        print_safe(out, path, strlen(path));
        print_text(out, "\n");
    }
    return n_failed;
}

static int list_print(const struct settings *settings, const struct inputs *inputs)
{
    struct output output;
    struct printer out;
    if (!output_open(&output, settings->output))
        return EXIT_UNWRITTEN;
    printer_init(&out, output_write, &output);
    const size_t n_failed = chosen_print(inputs, &out);
    printer_flush(&out);
    for (size_t i = 0; i < inputs->n_left; i++)
        tell("%s: skipped: %s", inputs->left[i].path, inputs->left[i].reason);
    if (!output_close(&output))
        return EXIT_UNWRITTEN;
    return n_failed ? EXIT_UNREAD : EXIT_CLEAN;
}

int inputs_list(const struct request *request)
{
    struct inputs inputs = {0};
    struct complaint why = {""};
    const enum qualm_status result = inputs_collect(request, &inputs, &why);
    const int status = result ? inputs_complain(result, &why) : list_print(&request->settings, &inputs);
    inputs_free(&inputs);
    return status;
}
