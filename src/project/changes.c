/* Joins a diff with the paths that a person writes. */
#include "project/changes.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "project/paths.h"
#include "project/revision.h"

#define PIECE_BYTES ((size_t)64 * 1024)

/* What changed in a submodule, which its own repository knows. Those in it again are new. */
struct inner {
    char *path;                    /* below the root */
    struct repository *repository; /* NULL: nothing to compare with */
    struct changes *changes;
};

struct changes {
    const struct repository *repository; /* NULL: none */
    struct change_list list;             /* by path; each path once */
    bool is_since;                       /* a revision is known, and what git keeps */
    struct names tracked;
    struct object_id base;
    struct revision *revision; /* opened when first needed */
    struct inner *inners;
    size_t n_inners, inners_room;
    char *folder;              /* the current one, without links; NULL: not known */
};

const struct change change_of_new = {.path = "", .is_new = true, .is_whole = true};

bool changes_are_none(const struct changes *changes)
{
    return changes->list.n == 0;
}

static void without_inners_free(struct changes *changes)
{
    free(changes->list.items);
    arena_clear(&changes->list.arena);
    names_free(&changes->tracked);
    revision_free(changes->revision);
    free(changes->folder);
    free(changes);
}

void changes_free(struct changes *changes)
{
    for (size_t i = 0; changes && i < changes->n_inners; i++) {
        if (changes->inners[i].changes)
            without_inners_free(changes->inners[i].changes);
        repository_free(changes->inners[i].repository);
        free(changes->inners[i].path);
    }
    if (!changes)
        return;
    free(changes->inners);
    without_inners_free(changes);
}

/* ---------------------------------------------------------------- order */

static int compare_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int compare_changes(const void *a, const void *b)
{
    const struct change *x = a;
    const struct change *y = b;
    const int order = strcmp(x->path, y->path);
    return order ? order : compare_text(x->old_path, y->old_path);
}

/* A path that is told twice has lines of two different versions: then all of it counts. */
static void duplicates_join(struct change_list *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct change *before = n ? &list->items[n - 1] : NULL;
        if (!before || strcmp(before->path, list->items[i].path) != 0) {
            list->items[n++] = list->items[i];
            continue;
        }
        before->is_whole = true;
        before->is_new = before->is_new && list->items[i].is_new;
        before->old_path = before->old_path ? before->old_path : list->items[i].old_path;
    }
    list->n = n;
}

static void list_sort(struct change_list *list)
{
    if (list->n)
        qsort(list->items, list->n, sizeof *list->items, compare_changes);
    duplicates_join(list);
}

static const struct change *list_find(const struct change_list *list, const char *path)
{
    const struct change wanted = {.path = path};
    size_t low = 0;
    size_t high = list->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(list->items[middle].path, wanted.path);
        if (order == 0)
            return &list->items[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* ------------------------------------------------------------- a revision */

static bool is_attributes(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(slash ? slash + 1 : path, ".gitattributes") == 0;
}

/* Attributes can tell git to read a file in another encoding, and so with other lines. Where the change itself brings
 * them, its lines prove nothing: each changed file counts as a whole. */
static void attributes_distrust(struct change_list *list)
{
    bool has_attributes = false;
    for (size_t i = 0; i < list->n; i++)
        has_attributes = has_attributes || is_attributes(list->items[i].path);
    for (size_t i = 0; i < list->n && has_attributes; i++)
        list->items[i].is_whole = true;
}

static enum qualm_status diff_ask(struct changes *changes, struct complaint *why)
{
    struct diff_reader *reader;
    enum qualm_status status = diff_reader_new("git diff", &changes->list, why, &reader);
    if (status)
        return status;
    status = repository_diff(changes->repository, &changes->base, diff_read, reader, why);
    if (!status)
        status = diff_finish(reader);
    diff_reader_free(reader);
    return status;
}

static enum qualm_status changes_new(const struct repository *repository, struct changes **changes)
{
    struct changes *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->repository = repository;
    errno = 0;
    made->folder = realpath(".", NULL);
    if (!made->folder && errno == ENOMEM) {
        free(made);
        return QUALM_ERR_MEMORY;
    }
    *changes = made;
    return QUALM_OK;
}

/* Hands the changes out, or frees them when something failed. */
static enum qualm_status changes_give(enum qualm_status status, struct changes *made, struct changes **changes)
{
    if (status)
        changes_free(made);
    else
        *changes = made;
    return status;
}

static enum qualm_status changes_from(const struct repository *repository, const struct object_id *base,
                                      struct changes **changes, struct complaint *why)
{
    struct changes *made = NULL;
    enum qualm_status status = changes_new(repository, &made);
    if (status)
        return status;
    made->is_since = true;
    made->base = *base;
    if (!status)
        status = repository_tracked(repository, &made->tracked, why);
    if (!status)
        status = diff_ask(made, why);
    list_sort(&made->list);
    attributes_distrust(&made->list);
    return changes_give(status, made, changes);
}

enum qualm_status changes_since(const struct repository *repository, const char *revision, struct changes **changes,
                                struct complaint *why)
{
    struct object_id base;
    const enum qualm_status status = repository_merge_base(repository, revision, &base, why);
    return status ? status : changes_from(repository, &base, changes, why);
}

/* ----------------------------------------------------------------- a diff */

static enum qualm_status descriptor_read(int fd, const char *name, struct diff_reader *reader, struct complaint *why)
{
    char piece[PIECE_BYTES];
    for (;;) {
        const ssize_t n = read(fd, piece, sizeof piece);
        if (n == -1 && errno == EINTR)
            continue;
        if (n == -1)
            return complaint_say(why, "'%.300s' cannot be read: %s", name, strerror(errno));
        if (n == 0)
            return diff_finish(reader);
        const enum qualm_status status = diff_read(reader, piece, (size_t)n);
        if (status)
            return status;
    }
}

static enum qualm_status file_read(struct changes *changes, const char *path, struct complaint *why)
{
    const bool is_stdin = strcmp(path, "-") == 0;
    const char *name = is_stdin ? "standard input" : path;
    const int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct diff_reader *reader;
    if (fd == -1)
        return complaint_say(why, "the diff '%.300s' cannot be read: %s", name, strerror(errno));
    enum qualm_status status = diff_reader_new(name, &changes->list, why, &reader);
    if (!status) {
        status = descriptor_read(fd, name, reader, why);
        diff_reader_free(reader);
    }
    if (!is_stdin)
        close(fd);
    return status;
}

static enum qualm_status is_there(const char *folder, const char *path, bool *is_file)
{
    struct buffer whole = {0};
    struct stat about;
    const enum qualm_status status = path_in_folder(folder, path, &whole);
    *is_file = !status && lstat(whole.bytes, &about) == 0;
    buffer_free(&whole);
    return status;
}

static bool leads_out(const char *path)
{
    for (const char *dots = path; (dots = strstr(dots, "..")); dots += 2)
        if ((dots == path || dots[-1] == '/') && (dots[2] == '/' || dots[2] == '\0'))
            return true;
    return false;
}

/* Paths that lead through another folder cannot be told from those of the texts. */
static enum qualm_status files_are_here(const struct changes *changes, const char *name, struct complaint *why)
{
    for (size_t i = 0; i < changes->list.n; i++)
        if (leads_out(changes->list.items[i].path))
            return complaint_say(why, "the diff '%.200s' names '%.200s'; make it in the folder that holds its files, "
                                 "without '..'", name, changes->list.items[i].path);
    return QUALM_OK;
}

/* A diff none of whose files is there was made of something else; going on would find nothing changed. */
static enum qualm_status files_are_there(const struct changes *changes, const char *name, struct complaint *why)
{
    const char *const folders[] = {changes->repository ? repository_root(changes->repository) : NULL, changes->folder};
    for (size_t i = 0; i < changes->list.n; i++)
        for (size_t k = 0; k < 2; k++) {
            bool is_file = false;
            const enum qualm_status status = folders[k] ? is_there(folders[k], changes->list.items[i].path, &is_file)
                                                        : QUALM_OK;
            if (status || is_file)
                return status;
        }
    if (changes->list.n == 0)
        return QUALM_OK;
    return complaint_say(why,
                         "none of the files of the diff '%.200s' is there, such as '%.200s'; run this in the folder "
                         "that the diff was made in",
                         name, changes->list.items[0].path);
}

enum qualm_status changes_of_diff(const struct repository *repository, const char *name, struct changes **changes,
                                  struct complaint *why)
{
    struct changes *made = NULL;
    enum qualm_status status = changes_new(repository, &made);
    if (status)
        return status;
    status = file_read(made, name, why);
    list_sort(&made->list);
    if (!status)
        status = files_are_here(made, name, why);
    if (!status)
        status = files_are_there(made, name, why);
    return changes_give(status, made, changes);
}

/* ----------------------------------------------------------------- asking */

/* The part of an absolute path below a folder; NULL when it lies elsewhere. */
static const char *path_below(const char *path, const char *folder)
{
    const size_t n = folder ? strlen(folder) : 0;
    if (!folder || strncmp(path, folder, n) != 0)
        return NULL;
    if (n && folder[n - 1] == '/') /* the file system's root */
        return path + n;
    return path[n] == '/' ? path + n + 1 : NULL;
}

enum qualm_status changes_path(const struct changes *changes, size_t i, struct buffer *path)
{
    if (!changes->repository || i >= changes->list.n)
        return QUALM_OK;
    return path_in_folder(repository_root(changes->repository), changes->list.items[i].path, path);
}

/* What its repository knows of a file below the root; NULL: it is as it was. */
static const struct change *find_here(const struct changes *changes, const char *path)
{
    const struct change *change = list_find(&changes->list, path);
    return change || names_have(&changes->tracked, path) ? change : &change_of_new;
}

/* Asks a submodule for its changes. Where it cannot be asked, all of it is new. */
static enum qualm_status inner_open(struct changes *changes, const char *path, struct inner *inner)
{
    struct object_id base;
    struct complaint unheard;
    inner->path = strdup(path);
    if (!inner->path)
        return QUALM_ERR_MEMORY;
    enum qualm_status status =
        repository_inner(changes->repository, &changes->base, path, &inner->repository, &base);
    if (!status && inner->repository)
        status = changes_from(inner->repository, &base, &inner->changes, &unheard);
    return status == QUALM_ERR_MEMORY ? status : QUALM_OK;
}

static enum qualm_status inner_find(struct changes *changes, const char *path, const struct inner **found)
{
    for (size_t i = 0; i < changes->n_inners; i++)
        if (strcmp(changes->inners[i].path, path) == 0) {
            *found = &changes->inners[i];
            return QUALM_OK;
        }
    void *inners = changes->inners;
    enum qualm_status status =
        array_reserve(&inners, &changes->inners_room, changes->n_inners + 1, sizeof *changes->inners);
    changes->inners = inners;
    if (status)
        return status;
    struct inner *made = &changes->inners[changes->n_inners++];
    *made = (struct inner){.path = NULL};
    *found = made;
    return inner_open(changes, path, made);
}

/* A file that git does not keep is new, unless it is a submodule's, whose folder git keeps as if it were a file. */
static enum qualm_status find_since(struct changes *changes, char *below_root, const struct change **change)
{
    const struct inner *inner = NULL;
    *change = below_root ? find_here(changes, below_root) : &change_of_new;
    if (!below_root || *change != &change_of_new)
        return QUALM_OK;
    for (char *slash = strchr(below_root, '/'); slash && !inner; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const bool is_kept = names_have(&changes->tracked, below_root);
        const enum qualm_status status = is_kept ? inner_find(changes, below_root, &inner) : QUALM_OK;
        *slash = '/';
        if (status)
            return status;
        if (inner && inner->changes)
            *change = find_here(inner->changes, slash + 1);
    }
    return QUALM_OK;
}

enum qualm_status changes_find(struct changes *changes, const char *path, const struct change **change)
{
    errno = 0;
    char *real = realpath(path, NULL);
    if (!real && errno == ENOMEM)
        return QUALM_ERR_MEMORY;
    const char *root = changes->repository ? repository_root(changes->repository) : NULL;
    const char *below_root = real ? path_below(real, root) : NULL;
    enum qualm_status status = QUALM_OK;
    if (changes->is_since || !real) {
        status = find_since(changes, below_root ? real + (below_root - real) : NULL, change);
    } else {
        const char *below_folder = path_below(real, changes->folder);
        const struct change *found = below_root ? list_find(&changes->list, below_root) : NULL;
        *change = found || !below_folder ? found : list_find(&changes->list, below_folder);
    }
    free(real);
    return status;
}

bool change_touches(const struct change *change, uint32_t first, uint32_t last)
{
    if (change->is_whole)
        return true;
    if (first == 0)
        return change->n_ranges || change->has_deletions;
    size_t low = 0;
    size_t high = change->n_ranges;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (change->ranges[middle].last < first)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < change->n_ranges && change->ranges[low].first <= last; low++) {
        const struct line_range *range = &change->ranges[low];
        if (!range->is_gap || (first <= range->first && range->last <= last))
            return true;
    }
    return false;
}

/* Whose change it is: that of the repository, or of a submodule. */
static struct changes *owner_of(struct changes *changes, const struct change *change)
{
    for (size_t i = 0; i < changes->n_inners; i++) {
        struct changes *inner = changes->inners[i].changes;
        for (size_t k = 0; inner && k < inner->list.n; k++)
            if (change == &inner->list.items[k])
                return inner;
    }
    return changes;
}

enum qualm_status changes_before(struct changes *changes, const struct change *change, struct buffer *bytes,
                                 bool *is_there_then, struct complaint *why)
{
    enum qualm_status status = QUALM_OK;
    *is_there_then = false;
    if (!changes->is_since || !change->old_path)
        return QUALM_OK;
    changes = owner_of(changes, change);
    if (!changes->revision)
        status = revision_open(changes->repository, &changes->base, &changes->revision, why);
    return status ? status : revision_read(changes->revision, change->old_path, bytes, is_there_then, why);
}
