/* Reading files of a commit: one listing, and one git that is asked for their bytes. */
#include "project/revision.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

#define FILE_MOST ((size_t)64 * 1024 * 1024)

/* "100644 blob HEX<tab>PATH" in the listing. */
struct entry {
    const char *path, *id;
};

struct revision {
    const struct repository *repository;
    struct buffer listing;
    struct entry *entries; /* files only, by path */
    size_t n_entries, n_room;
    struct git_process process; /* started when first needed */
};

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

static enum qualm_status entry_add(struct revision *revision, char *line)
{
    char *tab = strchr(line, '\t');
    /* Links are 120000, submodules 160000. */
    if (!tab || strncmp(line, "100", 3) != 0 || strncmp(line + 6, " blob ", 6) != 0)
        return QUALM_OK;
    void *items = revision->entries;
    const enum qualm_status status = array_reserve(&items, &revision->n_room, revision->n_entries + 1,
                                                   sizeof *revision->entries);
    revision->entries = items;
    if (status)
        return status;
    *tab = '\0';
    revision->entries[revision->n_entries++] = (struct entry){tab + 1, line + 12};
    return QUALM_OK;
}

static enum qualm_status listing_read(struct revision *revision)
{
    struct buffer *listing = &revision->listing;
    enum qualm_status status = QUALM_OK;
    for (size_t at = 0, next; at < listing->n_bytes && !status; at = next) {
        next = at + strlen(listing->bytes + at) + 1;
        status = entry_add(revision, listing->bytes + at);
    }
    if (revision->n_entries)
        qsort(revision->entries, revision->n_entries, sizeof *revision->entries, compare_entries);
    return status;
}

enum qualm_status revision_open(const struct repository *repository, const struct object_id *commit,
                                struct revision **revision, struct complaint *why)
{
    struct revision *made = calloc(1, sizeof *made);
    struct git_end end;
    if (!made)
        return QUALM_ERR_MEMORY;
    made->repository = repository;
    enum qualm_status status = repository_ask(
        repository, (const char *const[]){"ls-tree", "-r", "-z", "--full-tree", commit->hex, NULL},
        (struct bounded){&made->listing, NAMES_BYTES_MOST}, &end);
    if (status || end.status)
        status = repository_failed(status, "list the files of a revision", &end, why);
    else
        status = listing_read(made);
    if (status)
        revision_free(made);
    else
        *revision = made;
    return status;
}

void revision_free(struct revision *revision)
{
    if (!revision)
        return;
    git_stop(&revision->process);
    buffer_free(&revision->listing);
    free(revision->entries);
    free(revision);
}

static enum qualm_status process_need(struct revision *revision)
{
    static const char *const arguments[] = {"cat-file", "--batch", NULL};
    return revision->process.pid ? QUALM_OK : repository_start(revision->repository, arguments, &revision->process);
}

/* Asks for an object; its size is in the line that comes before its bytes: "HEX blob SIZE". */
static enum qualm_status object_ask(struct revision *revision, const char *id, bool *is_there, uint64_t *size)
{
    char line[128];
    const size_t n_id = strlen(id);
    size_t n = 0;
    assert(n_id < sizeof line - 1);
    memcpy(line, id, n_id);
    line[n_id] = '\n';
    enum qualm_status status = process_need(revision);
    if (!status)
        status = git_ask(&revision->process, line, n_id + 1);
    do {
        if (!status && n == sizeof line)
            status = QUALM_ERR_LIBRARY;
        if (!status)
            status = git_answer(&revision->process, line + n++, 1);
    } while (!status && line[n - 1] != '\n');
    if (status)
        return status;
    const char *digits = NULL;
    *is_there = n > n_id + 6 && memcmp(line + n_id, " blob ", 6) == 0;
    if (*is_there)
        digits = line + n_id + 6;
    return *is_there && !number_to_uint((struct span){digits, (size_t)(line + n - 1 - digits)}, size)
               ? QUALM_ERR_LIBRARY
               : QUALM_OK;
}

/* The bytes and the line feed behind them. */
static enum qualm_status object_take(struct revision *revision, size_t size, struct buffer *bytes)
{
    enum qualm_status status = buffer_reserve(bytes, size + 1);
    if (!status)
        status = git_answer(&revision->process, bytes->bytes + bytes->n_bytes, size + 1);
    if (!status)
        bytes->n_bytes += size;
    if (bytes->bytes)
        bytes->bytes[bytes->n_bytes] = '\0';
    return status;
}

enum qualm_status revision_read(struct revision *revision, const char *path, struct buffer *bytes, bool *is_there,
                                struct complaint *why)
{
    const struct entry wanted = {path, NULL};
    const struct entry *entry = revision->n_entries ? bsearch(&wanted, revision->entries, revision->n_entries,
                                                              sizeof wanted, compare_entries)
                                                    : NULL;
    bool has_object = false;
    uint64_t size = 0;
    *is_there = entry != NULL;
    if (!entry)
        return QUALM_OK;
    enum qualm_status status = object_ask(revision, entry->id, &has_object, &size);
    if (!status && !has_object)
        return complaint_say(why,
                             "git lacks the content of '%.300s' in that revision: this clone is partial; make one "
                             "without --filter",
                             path);
    if (!status && size > FILE_MOST)
        status = complaint_say(why, "'%.300s' has more than 64 MiB in that revision", path);
    if (!status)
        status = object_take(revision, (size_t)size, bytes);
    /* What is still in the pipe would be taken for the next answer. */
    if (status)
        git_stop(&revision->process);
    if (status == QUALM_ERR_LIBRARY)
        return complaint_say(why, "git cannot read '%.300s' of a revision: it stopped", path);
    return status;
}
