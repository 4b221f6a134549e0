/* The list of texts to be read, and of what is left out. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/number.h"
#include "cmd/collector.h"

enum qualm_status inputs_add(struct inputs *inputs, char *path, bool is_walked, const char *error)
{
    void *items = inputs->items;
    const enum qualm_status status = path ? array_reserve(&items, &inputs->n_room, inputs->n + 1, sizeof *inputs->items)
                                          : QUALM_ERR_MEMORY;
    inputs->items = items;
    if (status)
        free(path);
    else
        inputs->items[inputs->n++] = (struct input){.path = path, .is_walked = is_walked, .error = error};
    return status;
}

void inputs_free(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->n; i++)
        free(inputs->items[i].path);
    for (size_t i = 0; i < inputs->n_left; i++) {
        free(inputs->left[i].path);
        free(inputs->left[i].reason);
    }
    free(inputs->items);
    free(inputs->left);
    changes_free(inputs->changes);
    chooser_free(inputs->chooser);
    config_store_free(inputs->config);
}

/* ----------------------------------------------------------- leaving out */

static enum qualm_status reason_keep(struct inputs *inputs, char *path, char *reason)
{
    void *left = inputs->left;
    const enum qualm_status status = path && reason ? array_reserve(&left, &inputs->n_left_room, inputs->n_left + 1,
                                                                    sizeof *inputs->left)
                                                    : QUALM_ERR_MEMORY;
    inputs->left = left;
    if (!status) {
        inputs->left[inputs->n_left++] = (struct input_left){path, reason};
        return QUALM_OK;
    }
    free(path);
    free(reason);
    return status;
}

enum qualm_status leave_out(const struct collector *collector, size_t *count, char *path, const char *words,
                            const char *subject)
{
    *count += 1;
    if (!collector->settings->list_files) {
        free(path);
        return QUALM_OK;
    }
    struct buffer reason = {0};
    enum qualm_status status = buffer_append_text(&reason, words);
    if (!status)
        status = buffer_append_text(&reason, subject);
    if (!status)
        return reason_keep(collector->inputs, path, reason.bytes);
    buffer_free(&reason);
    free(path);
    return status;
}

enum qualm_status leave_out_by(const struct collector *collector, const struct left *left, char *path)
{
    struct inputs *inputs = collector->inputs;
    struct buffer subject = {0};
    char digits[NUMBER_ROOM];
    enum qualm_status status = buffer_append_text(&subject, left->kind == LEFT_EXCLUDED ? "'" : "");
    if (!status)
        status = buffer_append_text(&subject, left->subject);
    number_from_uint(left->line, digits);
    if (!status && left->line)
        status = buffer_append_text(&subject, ":");
    if (!status)
        status = buffer_append_text(&subject, left->kind == LEFT_EXCLUDED ? "'" : left->line ? digits : "");
    if (status)
        free(path);
    else if (left->kind == LEFT_EXCLUDED)
        status = leave_out(collector, &inputs->n_excluded, path, "excluded by --exclude ", subject.bytes);
    else if (left->kind == LEFT_CONFIG)
        status = leave_out(collector, &inputs->n_excluded, path, "excluded by ", subject.bytes);
    else
        status = leave_out(collector, &inputs->n_ignored, path, "ignored by ", subject.bytes);
    buffer_free(&subject);
    return status;
}
