/* qualm config: what holds for a text, and where each value was said. It is a configuration again. */
#include <assert.h>
#include <string.h>

#include "base/buffer.h"
#include "base/printer.h"
#include "cmd/configs.h"
#include "cmd/message.h"
#include "cmd/output.h"
#include "project/disk.h"
#include "project/paths.h"
#include "project/schema.h"

#define ORIGIN_COLUMN 40

/* ---------------------------------------------------------------- values */

/* Whether what `later` says goes in place of what `earlier` says, both of one row. */
static bool replaces(const struct entry *later, const struct entry *earlier)
{
    const size_t n = later->key ? strlen(later->key) : 0;
    /* An empty list is worth a line where nothing follows it. */
    if (later->is_clear || earlier->is_clear)
        return true;
    switch (later->row->kind) {
    case OPTION_GLOBS:
    case OPTION_PHRASES:
        return false;
    case OPTION_LIMIT: { /* one for each formula */
        const size_t n_later = strcspn(later->value, "=");
        const size_t n_earlier = strcspn(earlier->value, "=");
        const bool is_named = later->value[n_later], was_named = earlier->value[n_earlier];
        return is_named == was_named &&
               (!is_named || (n_later == n_earlier && strncmp(later->value, earlier->value, n_later) == 0));
    }
    case OPTION_RULES: /* a family goes in place of its rules */
        assert(later->key && earlier->key);
        return strncmp(later->key, earlier->key, n) == 0 && (earlier->key[n] == '\0' || earlier->key[n] == '/');
    case OPTION_FORMATS:
        assert(later->key && earlier->key);
        return strcmp(later->key, earlier->key) == 0;
    default:
        return true;
    }
}

static bool holds(const struct resolution *resolution, size_t index)
{
    const struct entry *entry = resolution->entries[index];
    for (size_t i = index + 1; i < resolution->n_entries; i++)
        if (resolution->entries[i]->row == entry->row && replaces(resolution->entries[i], entry))
            return false;
    return true;
}

/* -------------------------------------------------------------- printing */

static enum qualm_status to_buffer(void *to, const char *bytes, size_t n_bytes)
{
    return buffer_append(to, bytes, n_bytes);
}

/* Paths as seen from here. */
static enum qualm_status seen_from_here(const char *text, struct buffer *seen)
{
    struct buffer here = {0};
    enum qualm_status status = path_absolute(".", &here);
    if (!status)
        status = path_relative(here.bytes, text, seen);
    buffer_free(&here);
    return status;
}

static bool is_path(const struct option_row *row, const char *text)
{
    const bool may_be = row->kind == OPTION_PATH || row->kind == OPTION_GLOBS || row->kind == OPTION_FORMATS;
    return may_be && text[0] == '/';
}

/* Words that YAML takes for nothing else as they are; all else in quotes. */
static bool is_plain(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const char *rest = text + strspn(text, letters);
    while (rest != text && *rest && strchr("=./_-", *rest))
        rest += 1 + strspn(rest + 1, letters);
    return rest != text && !*rest;
}

static void print_scalar(struct printer *out, const char *text)
{
    if (is_plain(text))
        print_text(out, text);
    else
        print_json(out, text);
}

/* A glob that lost its slashes on the way here would be held against the last part only. */
static enum qualm_status print_value(struct printer *out, const struct option_row *row, const char *text)
{
    struct buffer seen = {0}, kept = {0};
    enum qualm_status status = QUALM_OK;
    if (is_path(row, text))
        status = seen_from_here(text, &seen);
    if (!status && seen.bytes && row->kind != OPTION_PATH && !strchr(seen.bytes, '/'))
        status = buffer_append_text(&kept, "./");
    if (!status)
        status = buffer_append_text(&kept, seen.bytes ? seen.bytes : text);
    if (!status)
        print_scalar(out, kept.bytes);
    buffer_free(&seen);
    buffer_free(&kept);
    return status;
}

/* "name: value", "  - value" or "  key: value". */
static enum qualm_status print_left(struct printer *out, const struct entry *entry, bool is_item)
{
    enum qualm_status status = QUALM_OK;
    print_text(out, !is_item ? entry->row->name : entry->key ? "  " : "  - ");
    if (entry->key)
        status = print_value(out, entry->row, entry->key);
    if (entry->key || !is_item)
        print_text(out, ": ");
    if (entry->is_clear) {
        print_text(out, "[]");
        return status;
    }
    return status ? status : print_value(out, entry->row, entry->value);
}

static enum qualm_status print_entry(struct printer *out, const struct entry *entry, bool is_item)
{
    struct buffer line = {0};
    struct printer left;
    printer_init(&left, to_buffer, &line);
    enum qualm_status status = print_left(&left, entry, is_item);
    if (!status)
        status = printer_flush(&left);
    if (!status) {
        print_bytes(out, line.bytes, line.n_bytes);
        print_repeat(out, " ", line.n_bytes + 2 < ORIGIN_COLUMN ? ORIGIN_COLUMN - line.n_bytes : 2);
        print_text(out, "# ");
        print_safe(out, entry->origin, strlen(entry->origin));
        print_text(out, "\n");
    }
    buffer_free(&line);
    return status;
}

static bool has_items(const struct option_row *row)
{
    return row->kind == OPTION_GLOBS || row->kind == OPTION_PHRASES || row->kind == OPTION_LIMIT ||
           row->kind == OPTION_RULES || row->kind == OPTION_FORMATS;
}

/* All that holds of one row; what nobody set is said where it has a usual value. */
static enum qualm_status print_row(struct printer *out, const struct resolution *resolution,
                                   const struct option_row *row)
{
    enum qualm_status status = QUALM_OK;
    bool is_first = true;
    for (size_t i = 0; i < resolution->n_entries && !status; i++) {
        if (resolution->entries[i]->row != row || !holds(resolution, i))
            continue;
        const bool is_item = has_items(row) && !resolution->entries[i]->is_clear;
        if (is_first && is_item) {
            print_text(out, row->name);
            print_text(out, ":\n");
        }
        is_first = false;
        status = print_entry(out, resolution->entries[i], is_item);
    }
    if (is_first && row->usual)
        status = print_entry(out, &(struct entry){.row = row, .value = row->usual, .origin = "default"}, false);
    return status;
}

static enum qualm_status print_all(struct printer *out, const struct resolution *resolution, const char *path)
{
    enum qualm_status status = QUALM_OK;
    print_text(out, resolution->n_entries ? "# what holds for " : "# no configuration says anything for ");
    print_safe(out, path, strlen(path));
    print_text(out, "\n");
    for (size_t i = 0; i < n_option_rows && !status; i++)
        if (option_rows[i].is_key)
            status = print_row(out, resolution, &option_rows[i]);
    return status;
}

/* --------------------------------------------------------------- running */

/* The path to ask for: a folder ends with a slash. NULL after a message. */
static const char *path_asked(const char *operand, struct buffer *path, int *status)
{
    enum qualm_status result = buffer_append_text(path, operand);
    *status = EXIT_UNREAD;
    if (!disk_mode(operand)) {
        complain("%s: there is no such file", operand, NULL);
        return NULL;
    }
    if (!result && disk_is_folder(operand) && operand[strlen(operand) - 1] != '/')
        result = buffer_append_text(path, "/");
    if (result)
        complain("%s", qualm_status_text(result), NULL);
    return result ? NULL : path->bytes;
}

static int output_print(const struct request *request, const struct resolution *resolution, const char *path)
{
    struct output output;
    struct printer out;
    if (!output_open(&output, request->settings.output))
        return EXIT_UNWRITTEN;
    printer_init(&out, output_write, &output);
    enum qualm_status status = QUALM_OK;
    if (resolution)
        status = print_all(&out, resolution, path);
    else
        schema_print(&out);
    printer_flush(&out);
    if (status) {
        complain("%s", qualm_status_text(status), NULL);
        output_abandon(&output);
    }
    const bool is_written = output_close(&output);
    return status ? EXIT_UNREAD : is_written ? EXIT_CLEAN : EXIT_UNWRITTEN;
}

/* With a revision, a folder outside of any repository that has it is refused. */
static enum qualm_status resolve(const struct request *request, struct chooser *chooser, const char *path,
                                 struct config_store **store, const struct resolution **resolution,
                                 struct complaint *why)
{
    const struct start *start;
    struct buffer folder = {0};
    enum qualm_status status = path_folder(path, &folder);
    if (!status && request->settings.config_from)
        status = chooser_start(chooser, disk_is_folder(path) ? path : folder.bytes, false, &start, why);
    if (!status)
        status = configs_open(request, chooser, store);
    if (!status)
        status = config_resolve(*store, path, resolution, why);
    buffer_free(&folder);
    return status;
}

static int show(const struct request *request, const char *operand)
{
    struct buffer path = {0};
    struct request of_files = *request; /* the options of this command are no values */
    struct chooser *chooser = NULL;
    struct config_store *store = NULL;
    const struct resolution *resolution = NULL;
    struct complaint why = {""};
    int exit_status = EXIT_UNREAD;
    of_files.entries = NULL;
    const char *asked = path_asked(operand, &path, &exit_status);
    const struct choice choice = {.config_from = request->settings.config_from};
    enum qualm_status status = asked ? chooser_new(&choice, &chooser, &why) : QUALM_OK;
    if (!status && asked)
        status = resolve(&of_files, chooser, asked, &store, &resolution, &why);
    if (status) {
        complain("%s", status == QUALM_ERR_ARGUMENT ? why.text : qualm_status_text(status), NULL);
        exit_status = status == QUALM_ERR_ARGUMENT ? EXIT_USAGE : EXIT_UNREAD;
    } else if (resolution) {
        configs_warn(store);
        exit_status = output_print(request, resolution, operand);
    }
    config_store_free(store);
    chooser_free(chooser);
    buffer_free(&path);
    return exit_status;
}

int run_config(const struct request *request)
{
    const bool is_schema = request->settings.schema;
    if (request->n_operands > 1 || (is_schema && request->n_operands)) {
        complain(is_schema ? "'qualm config --schema' takes no '%s'"
                           : "'qualm config' tells of one file or folder at a time; '%s' is one too many",
                 request->operands[!is_schema], NULL);
        return EXIT_USAGE;
    }
    if (is_schema)
        return output_print(request, NULL, NULL);
    return show(request, request->n_operands ? request->operands[0] : ".");
}
