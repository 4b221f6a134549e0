/* Fills the templates of corpus/rules.tsv. */
#include "judge/message.h"

#include <string.h>

#include "base/buffer.h"
#include "base/span.h"

static const char *const key_names[MESSAGE_N_KEYS] = {
    [MESSAGE_CUE] = "cue",     [MESSAGE_CLAIM] = "claim",     [MESSAGE_OTHER] = "other",
    [MESSAGE_LINE] = "line",   [MESSAGE_DESIGN] = "design",   [MESSAGE_TRY] = "try",
    [MESSAGE_N] = "n",         [MESSAGE_LIMIT] = "limit",     [MESSAGE_DECLARED] = "declared",
    [MESSAGE_SPEED] = "speed", [MESSAGE_FORMULA] = "formula",
    [MESSAGE_KIND] = "kind",
};

static const char alternative_mark[] = " | ";
static const char remedy_mark[] = " => ";

/* Takes the part up to the next `mark` off the front of `rest`; false at the end. */
static bool next_part(struct span *rest, const char *mark, struct span *part)
{
    if (!rest->ptr)
        return false;
    const size_t n_mark = strlen(mark);
    const char *end = rest->len ? memmem(rest->ptr, rest->len, mark, n_mark) : NULL;
    const size_t n = end ? (size_t)(end - rest->ptr) : rest->len;
    *part = (struct span){rest->ptr, n};
    *rest = end ? (struct span){end + n_mark, rest->len - n - n_mark} : (struct span){NULL, 0};
    return true;
}

/* The value of the placeholder that starts at `at` ("{cue}"), NULL when it has none; `*n_bytes` is its length with
 * the braces, 0 when there is no placeholder here. */
static const char *value_at(struct span text, size_t at, const struct message_values *values, size_t *n_bytes)
{
    *n_bytes = 0;
    if (text.ptr[at] != '{')
        return NULL;
    const char *close = memchr(text.ptr + at, '}', text.len - at);
    if (!close)
        return NULL;
    const struct span name = {text.ptr + at + 1, (size_t)(close - text.ptr) - at - 1};
    for (size_t key = 0; key < MESSAGE_N_KEYS; key++) {
        if (!span_is(name, key_names[key]))
            continue;
        *n_bytes = name.len + 2;
        return values->of[key];
    }
    return NULL;
}

static bool is_complete(struct span text, const struct message_values *values)
{
    for (size_t at = 0; at < text.len; at++) {
        size_t n_bytes;
        const char *value = value_at(text, at, values, &n_bytes);
        if (n_bytes && (!value || !*value))
            return false;
    }
    return true;
}

static enum qualm_status append_filled(struct buffer *out, struct span text, const struct message_values *values)
{
    enum qualm_status status = QUALM_OK;
    size_t from = 0;
    for (size_t at = 0; at < text.len && status == QUALM_OK; at++) {
        size_t n_bytes;
        const char *value = value_at(text, at, values, &n_bytes);
        if (!n_bytes)
            continue;
        status = buffer_append(out, text.ptr + from, at - from);
        if (status == QUALM_OK && value)
            status = buffer_append_text(out, value);
        from = at + n_bytes;
        at = from - 1;
    }
    return status == QUALM_OK ? buffer_append(out, text.ptr + from, text.len - from) : status;
}

/* The first complete alternative, else the last one; tells which. */
static bool choose(struct span cell, const struct message_values *values, struct span *chosen)
{
    struct span rest = cell;
    while (next_part(&rest, alternative_mark, chosen))
        if (is_complete(*chosen, values))
            return true;
    return false;
}

static enum qualm_status fill(struct span template, const struct message_values *values, struct arena *arena,
                              const char **text)
{
    struct buffer out = {0};
    enum qualm_status status = append_filled(&out, template, values);
    const char *copy = status == QUALM_OK ? arena_copy(arena, out.bytes ? out.bytes : "", out.n_bytes) : NULL;
    if (status == QUALM_OK && !copy)
        status = QUALM_ERR_MEMORY;
    if (status == QUALM_OK)
        *text = copy;
    buffer_free(&out);
    return status;
}

enum qualm_status message_render(const struct data_rule *rule, const struct message_values *values, struct arena *arena,
                                 const char **message, const char **remedy)
{
    struct span rest = span_of(rule->message);
    struct span messages = {"", 0};
    struct span remedies = {NULL, 0};
    struct span chosen = {"", 0};
    const char *filled = NULL;
    const char *advice = rule->rule.remedy;
    next_part(&rest, remedy_mark, &messages);
    next_part(&rest, remedy_mark, &remedies);
    choose(messages, values, &chosen);
    enum qualm_status status = fill(chosen, values, arena, &filled);
    if (status == QUALM_OK && choose(remedies, values, &chosen))
        status = fill(chosen, values, arena, &advice);
    if (status == QUALM_OK) {
        *message = filled;
        *remedy = advice;
    }
    return status;
}
