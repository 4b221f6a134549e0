/* Entries in memory: sorted by fingerprint for asking, by path for printing. */
#include "project/baseline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "project/baseline_entries.h"
#include "project/paths.h"

static int compare_paths(const void *a, const void *b)
{
    const struct baseline_entry *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    if (!order)
        order = strcmp(x->rule, y->rule);
    return order ? order : strcmp(x->fingerprint, y->fingerprint);
}

static int compare_fingerprints(const void *a, const void *b)
{
    const struct baseline_entry *x = a, *y = b;
    const int order = strcmp(x->fingerprint, y->fingerprint);
    return order ? order : compare_paths(a, b);
}

enum qualm_status baseline_new(struct baseline **baseline)
{
    struct baseline *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->edition = "";
    made->is_sorted = true;
    *baseline = made;
    return QUALM_OK;
}

enum qualm_status baseline_new_at(const char *path, struct baseline **baseline)
{
    struct baseline *made;
    enum qualm_status status = baseline_new(&made);
    if (status)
        return status;
    status = path_folder(path, &made->folder);
    if (status)
        baseline_free(made);
    else
        *baseline = made;
    return status;
}

void baseline_free(struct baseline *baseline)
{
    if (!baseline)
        return;
    arena_clear(&baseline->arena);
    buffer_free(&baseline->folder);
    free(baseline->entries);
    free(baseline);
}

const char *baseline_edition(const struct baseline *baseline)
{
    return baseline->edition;
}

const char *baseline_folder(const struct baseline *baseline)
{
    return baseline->folder.bytes ? baseline->folder.bytes : "/";
}

size_t baseline_size(const struct baseline *baseline)
{
    return baseline->n_entries;
}

enum qualm_status baseline_entry_add(struct baseline *baseline, const struct baseline_entry *entry)
{
    void *entries = baseline->entries;
    const enum qualm_status status =
        array_reserve(&entries, &baseline->entries_room, baseline->n_entries + 1, sizeof *baseline->entries);
    baseline->entries = entries;
    if (status)
        return status;
    baseline->entries[baseline->n_entries++] = *entry;
    baseline->is_sorted = false;
    return QUALM_OK;
}

/* ---------------------------------------------------------------- asking */

/* Branches that were merged may each have written the same line: it counts once. */
static void duplicates_drop(struct baseline *baseline)
{
    size_t n = 0;
    for (size_t i = 0; i < baseline->n_entries; i++) {
        struct baseline_entry *last = n ? &baseline->entries[n - 1] : NULL;
        const struct baseline_entry *entry = &baseline->entries[i];
        if (last && compare_fingerprints(last, entry) == 0) {
            last->count = last->count > entry->count ? last->count : entry->count;
            last->left = last->count;
            last->figure = last->figure > entry->figure ? last->figure : entry->figure;
        } else {
            baseline->entries[n++] = *entry;
        }
    }
    baseline->n_entries = n;
}

static void sort_for_asking(struct baseline *baseline)
{
    if (baseline->is_sorted)
        return;
    qsort(baseline->entries, baseline->n_entries, sizeof *baseline->entries, compare_fingerprints);
    duplicates_drop(baseline);
    baseline->is_sorted = true;
}

/* The first entry with this fingerprint. */
static size_t entries_from(const struct baseline *baseline, const char *fingerprint)
{
    size_t low = 0, high = baseline->n_entries;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(baseline->entries[middle].fingerprint, fingerprint) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Asked of the disk once. A path that leads nowhere, or cannot be made, is gone. */
static bool is_gone(const struct baseline *baseline, struct baseline_entry *entry)
{
    if (entry->whereabouts == WHEREABOUTS_UNKNOWN) {
        struct buffer path = {0};
        const bool is_named = buffer_append_text(&path, baseline_folder(baseline)) == QUALM_OK &&
                              buffer_append_text(&path, "/") == QUALM_OK &&
                              buffer_append_text(&path, entry->path) == QUALM_OK;
        entry->whereabouts = is_named && access(path.bytes, F_OK) == 0 ? WHEREABOUTS_THERE : WHEREABOUTS_GONE;
        buffer_free(&path);
    }
    return entry->whereabouts == WHEREABOUTS_GONE;
}

static bool is_limit(const struct qualm_finding *finding)
{
    return finding->limit != 0 || finding->figure != 0;
}

#define DECIMALS 2

/* A figure as it is written, rounded up: an entry holds at least what it was made of. Figures are compared so too, else
 * a text that did not change would be worse than its own entry. */
static double figure_kept(double figure)
{
    return ceil(figure * 100 - 1e-6) / 100;
}

/* Whether the entry speaks of this finding, were it in this file. Figures are held to what the file shows of them. */
static bool entry_covers(const struct baseline_entry *entry, const struct qualm_finding *finding)
{
    if (strcmp(entry->rule, finding->rule->id) != 0)
        return false;
    return is_limit(finding) ? figure_kept(finding->figure) <= entry->figure : entry->left > 0;
}

static bool entry_use(struct baseline_entry *entry)
{
    entry->left -= entry->left > 0;
    return true;
}

/* How many of the finding's rule are not listed now. */
static double unlisted_now(const struct baseline_key *key)
{
    for (size_t i = 0; i < key->result->n_findings; i++) {
        const struct qualm_finding *finding = &key->result->findings[i];
        if (finding->rule == key->finding->rule && finding->first_line == 0 && is_limit(finding))
            return finding->figure;
    }
    return 0;
}

/* Takes one of those that were not listed when the baseline was written, where fewer are so now. */
static bool rest_take(const struct baseline *baseline, const struct baseline_key *key)
{
    const struct baseline_entry wanted = {.path = key->path, .rule = key->finding->rule->id, .fingerprint = ""};
    size_t low = 0, high = baseline->by_path ? baseline->n_entries : 0;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_paths(baseline->by_path[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; baseline->by_path && low < baseline->n_entries; low++) {
        struct baseline_entry *entry = baseline->by_path[low];
        if (strcmp(entry->path, wanted.path) != 0 || strcmp(entry->rule, wanted.rule) != 0)
            return false;
        if (entry->has_figure && (double)(entry->n_lent + 1) + unlisted_now(key) <= entry->figure) {
            entry->n_lent++;
            return entry_use(entry);
        }
    }
    return false;
}

bool baseline_take(struct baseline *baseline, const struct baseline_key *key)
{
    const struct qualm_finding *finding = key->finding;
    sort_for_asking(baseline);
    const size_t first = entries_from(baseline, finding->fingerprint);
    struct baseline_entry *end = baseline->entries + baseline->n_entries;
    struct baseline_entry *start = baseline->entries + first;
    for (struct baseline_entry *e = start; e < end && strcmp(e->fingerprint, finding->fingerprint) == 0; e++)
        if (strcmp(e->path, key->path) == 0) {
            const bool is_known = entry_covers(e, finding);
            if (is_known || e->has_figure) /* a limit that is missed by more is answered, and fails */
                entry_use(e);
            if (is_known)
                return true;
        }
    for (struct baseline_entry *e = start; e < end && strcmp(e->fingerprint, finding->fingerprint) == 0; e++) {
        const bool is_same_text = !is_limit(finding) || (key->title[0] && strcmp(e->title, key->title) == 0);
        if (is_same_text && entry_covers(e, finding) && is_gone(baseline, e))
            return entry_use(e);
    }
    return !is_limit(finding) && rest_take(baseline, key);
}

static int compare_entries_by_path(const void *a, const void *b)
{
    return compare_paths(*(struct baseline_entry *const *)a, *(struct baseline_entry *const *)b);
}

static enum qualm_status sort_for_visits(struct baseline *baseline)
{
    sort_for_asking(baseline);
    if (baseline->by_path)
        return QUALM_OK;
    baseline->by_path = arena_array(&baseline->arena, baseline->n_entries, sizeof *baseline->by_path);
    if (!baseline->by_path)
        return QUALM_ERR_MEMORY;
    for (size_t i = 0; i < baseline->n_entries; i++)
        baseline->by_path[i] = &baseline->entries[i];
    if (baseline->n_entries)
        qsort(baseline->by_path, baseline->n_entries, sizeof *baseline->by_path, compare_entries_by_path);
    return QUALM_OK;
}

enum qualm_status baseline_visit(struct baseline *baseline, const char *path)
{
    const enum qualm_status status = sort_for_visits(baseline);
    size_t low = 0, high = status ? 0 : baseline->n_entries;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(baseline->by_path[middle]->path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; !status && low < baseline->n_entries && strcmp(baseline->by_path[low]->path, path) == 0; low++)
        baseline->by_path[low]->is_visited = true;
    return status;
}

size_t baseline_dead(struct baseline *baseline)
{
    size_t n = 0;
    for (size_t i = 0; i < baseline->n_entries; i++) {
        struct baseline_entry *entry = &baseline->entries[i];
        if (entry->left && (entry->is_visited || is_gone(baseline, entry)))
            n += entry->left;
    }
    return n;
}

/* --------------------------------------------------------------- writing */

static const char *keep(struct baseline *baseline, const char *text, enum qualm_status *status)
{
    const char *copy = arena_copy(&baseline->arena, text, strlen(text));
    if (!copy)
        *status = QUALM_ERR_MEMORY;
    return copy;
}

enum qualm_status baseline_add(struct baseline *baseline, const struct baseline_key *key)
{
    enum qualm_status status = QUALM_OK;
    const bool has_figure = is_limit(key->finding);
    const struct baseline_entry entry = {
        .path = keep(baseline, key->path, &status),
        .rule = key->finding->rule->id,
        .fingerprint = keep(baseline, key->finding->fingerprint, &status),
        .title = keep(baseline, has_figure ? key->title : "", &status),
        .count = 1,
        .left = 1,
        .has_figure = has_figure,
        .figure = has_figure ? figure_kept(key->finding->figure) : 0,
    };
    return status ? status : baseline_entry_add(baseline, &entry);
}

static void entry_print(const struct baseline_entry *entry, struct printer *out)
{
    print_text(out, "{\"path\":");
    print_json(out, entry->path);
    print_text(out, ",\"rule\":");
    print_json(out, entry->rule);
    print_text(out, ",\"fingerprint\":");
    print_json(out, entry->fingerprint);
    if (entry->has_figure) {
        print_text(out, ",\"figure\":");
        print_number(out, entry->figure, DECIMALS);
        print_text(out, ",\"title\":");
        print_json(out, entry->title);
    } else {
        print_text(out, ",\"count\":");
        print_uint(out, entry->count);
    }
    print_text(out, "},\n");
}

/* Every entry's line ends with a comma, and null ends the list: a line added at the end changes no other. */
void baseline_print(struct baseline *baseline, struct printer *out)
{
    if (baseline->n_entries)
        qsort(baseline->entries, baseline->n_entries, sizeof *baseline->entries, compare_paths);
    baseline->is_sorted = false;
    print_text(out, "{\"qualm_baseline\":1,\"edition\":");
    print_json(out, qualm_edition());
    print_text(out, ",\"entries\":[\n");
    for (size_t i = 0; i < baseline->n_entries; i++) {
        struct baseline_entry entry = baseline->entries[i];
        for (; i + 1 < baseline->n_entries && compare_paths(&entry, &baseline->entries[i + 1]) == 0; i++)
            entry.count++;
        entry_print(&entry, out);
    }
    print_text(out, "null]}\n");
}
