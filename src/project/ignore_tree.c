/* The ignore files of a tree, each read when something in its folder or below is first asked for. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "project/ignore.h"

/* One folder. */
struct node {
    const char *dir; /* "" is the root */
    const struct node *parent;
    struct ignore_file *file; /* NULL: none */
    const char *file_path;
    bool is_out;
    struct ignore_reason reason;
};

struct ignore_tree {
    const char *name;
    struct ignore_source source;
    struct node **nodes; /* by folder */
    size_t n_nodes, n_room;
    struct arena arena;
};

enum qualm_status ignore_tree_new(const char *name, struct ignore_source source, struct ignore_tree **tree)
{
    struct ignore_tree *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->name = name;
    made->source = source;
    *tree = made;
    return QUALM_OK;
}

void ignore_tree_free(struct ignore_tree *tree)
{
    if (!tree)
        return;
    for (size_t i = 0; i < tree->n_nodes; i++)
        ignore_file_free(tree->nodes[i]->file);
    free(tree->nodes);
    arena_clear(&tree->arena);
    free(tree);
}

/* Where the folder is or belongs: the first that is not before it. `dir` has `n` bytes. */
static size_t node_place(const struct ignore_tree *tree, const char *dir, size_t n)
{
    size_t low = 0;
    size_t high = tree->n_nodes;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const char *there = tree->nodes[middle]->dir;
        const int order = strncmp(there, dir, n);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct node *node_find(const struct ignore_tree *tree, const char *dir, size_t n)
{
    const size_t place = node_place(tree, dir, n);
    struct node *node = place < tree->n_nodes ? tree->nodes[place] : NULL;
    return node && strncmp(node->dir, dir, n) == 0 && node->dir[n] == '\0' ? node : NULL;
}

static enum qualm_status node_insert(struct ignore_tree *tree, struct node *node)
{
    void *nodes = tree->nodes;
    const enum qualm_status status = array_reserve(&nodes, &tree->n_room, tree->n_nodes + 1, sizeof(struct node *));
    tree->nodes = nodes;
    if (status)
        return status;
    const size_t place = node_place(tree, node->dir, strlen(node->dir));
    memmove(tree->nodes + place + 1, tree->nodes + place, (tree->n_nodes - place) * sizeof(struct node *));
    tree->nodes[place] = node;
    tree->n_nodes++;
    return QUALM_OK;
}

/* What the files from a folder upwards say of a path in it. */
static bool is_out_by(const struct node *node, const char *path, bool is_dir, struct ignore_reason *reason)
{
    for (; node; node = node->parent) {
        const size_t n = strlen(node->dir);
        const enum ignore_answer answer = node->file
                                              ? ignore_file_ask(node->file, path + n + (n > 0), is_dir, &reason->line)
                                              : IGNORE_SILENT;
        reason->file = node->file_path;
        if (answer != IGNORE_SILENT)
            return answer == IGNORE_OUT;
    }
    return false;
}

static enum qualm_status file_read(struct ignore_tree *tree, struct node *node, struct complaint *why)
{
    struct buffer bytes = {0};
    struct buffer path = {0};
    bool is_there = false;
    unsigned line = 0;
    enum qualm_status status = buffer_append_text(&path, node->dir);
    if (!status && node->dir[0])
        status = buffer_append_text(&path, "/");
    if (!status)
        status = buffer_append_text(&path, tree->name);
    if (!status)
        status = tree->source.read(tree->source.from, path.bytes, &bytes, &is_there, why);
    if (!status && is_there) {
        node->file_path = arena_copy(&tree->arena, path.bytes, path.n_bytes);
        status = node->file_path
                     ? ignore_file_new((struct span){bytes.bytes ? bytes.bytes : "", bytes.n_bytes}, &node->file, &line)
                     : QUALM_ERR_MEMORY;
        if (status == QUALM_ERR_TOO_LARGE)
            status = complaint_say(why, "%.400s:%u: the pattern is too long", path.bytes, line);
    }
    buffer_free(&path);
    buffer_free(&bytes);
    return status;
}

/* A folder's node, the one above it being there already. */
static enum qualm_status node_make(struct ignore_tree *tree, const char *dir, size_t n, const struct node *parent,
                                   bool is_open, struct complaint *why)
{
    struct node *node = arena_alloc(&tree->arena, sizeof *node);
    char *kept = arena_copy(&tree->arena, dir, n);
    if (!node || !kept)
        return QUALM_ERR_MEMORY;
    *node = (struct node){.dir = kept, .parent = parent};
    if (!is_open && parent) {
        node->is_out = parent->is_out;
        node->reason = parent->reason;
        if (!node->is_out)
            node->is_out = is_out_by(parent, kept, true, &node->reason);
    }
    enum qualm_status status = node->is_out ? QUALM_OK : file_read(tree, node, why);
    if (!status)
        status = node_insert(tree, node);
    if (status)
        ignore_file_free(node->file);
    return status;
}

/* The node of the first `n` bytes of `dir`; those above it are made first. */
static enum qualm_status node_need(struct ignore_tree *tree, const char *dir, size_t n, bool is_open,
                                   const struct node **node, struct complaint *why)
{
    enum qualm_status status = QUALM_OK;
    *node = node_find(tree, dir, n);
    if (*node)
        return QUALM_OK;
    const struct node *parent = NULL;
    for (size_t at = 0; at <= n && !status; at++) {
        /* "", "a", "a/b" of "a/b" */
        if (at != 0 && at != n && dir[at] != '/')
            continue;
        const struct node *there = node_find(tree, dir, at);
        if (!there)
            status = node_make(tree, dir, at, parent, is_open && at == n, why);
        parent = there ? there : node_find(tree, dir, at);
    }
    *node = parent;
    return status;
}

/* Forgets a folder and all below it. */
static void nodes_forget(struct ignore_tree *tree, const char *dir)
{
    const size_t n = strlen(dir);
    size_t n_kept = 0;
    for (size_t i = 0; i < tree->n_nodes; i++) {
        struct node *node = tree->nodes[i];
        if (strncmp(node->dir, dir, n) == 0 && (node->dir[n] == '\0' || node->dir[n] == '/'))
            ignore_file_free(node->file);
        else
            tree->nodes[n_kept++] = node;
    }
    tree->n_nodes = n_kept;
}

enum qualm_status ignore_tree_open(struct ignore_tree *tree, const char *dir, struct complaint *why)
{
    const struct node *node = node_find(tree, dir, strlen(dir));
    if (node && node->is_out)
        nodes_forget(tree, dir);
    return node_need(tree, dir, strlen(dir), true, &node, why);
}

enum qualm_status ignore_tree_ask(struct ignore_tree *tree, const char *path, bool is_dir, bool *is_out,
                                  struct ignore_reason *reason, struct complaint *why)
{
    const char *slash = strrchr(path, '/');
    const struct node *node;
    const enum qualm_status status = node_need(tree, path, slash ? (size_t)(slash - path) : 0, false, &node, why);
    if (status)
        return status;
    *reason = node->reason;
    *is_out = node->is_out || is_out_by(node, path, is_dir, reason);
    return QUALM_OK;
}
