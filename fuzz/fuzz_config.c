/* Fuzzes the reader of configurations: it gives values, or says where in the file something is wrong. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "project/config_file.h"

static void must(int is_so)
{
    if (!is_so)
        abort();
}

/* Past a number from 1 on. */
static const char *number_pass(const char *text)
{
    must(*text >= '1' && *text <= '9');
    return text + strspn(text, "0123456789");
}

/* "fuzz:LINE:COLUMN: words". */
static void complaint_check(const char *text)
{
    must(strncmp(text, "fuzz:", 5) == 0);
    text = number_pass(text + 5);
    must(*text == ':');
    text = number_pass(text + 1);
    must(strncmp(text, ": ", 2) == 0 && text[2]);
}

/* Every value was tried, so all of a file can be set. */
static void entries_check(const struct entries *entries, size_t first, size_t n, struct settings *settings)
{
    struct complaint why;
    must(first + n <= entries->n);
    for (size_t i = first; i < first + n; i++) {
        const struct entry *entry = &entries->items[i];
        must(entry->row->is_key && entry->value && strncmp(entry->origin, "fuzz:", 5) == 0);
        must(entry_apply(entry, settings, &why) == QUALM_OK);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct config_file *file = NULL;
    struct complaint why = {""};
    const enum qualm_status status =
        config_file_read("fuzz", "/site", (struct span){(const char *)data, size}, &file, &why);
    must(status == QUALM_OK || status == QUALM_ERR_ARGUMENT);
    if (status) {
        must(file == NULL);
        complaint_check(why.text);
        return 0;
    }
    struct settings *settings = calloc(1, sizeof *settings);
    must(settings != NULL);
    entries_check(&file->entries, 0, file->entries.n, settings);
    for (size_t i = 0; i < file->n_overrides; i++) {
        must(file->overrides[i].n_globs > 0);
        entries_check(&file->conditional, file->overrides[i].first, file->overrides[i].n, settings);
    }
    free(settings);
    config_file_free(file);
    return 0;
}
