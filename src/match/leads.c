/* The tree of leads. The children of a node lie side by side, by their classes. A node knows the rows of all leads on
 * the way to it, so the deepest one is all that must be found. */
#include "match/leads.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/span.h"

/* What leads tell apart: anything else, a to z in either case, 0 to 9, space, hyphen, per cent, and what an apostrophe
 * begins with (' or the first byte of U+2019). A number is a class in the tree only. */
enum {
    CLASS_OTHER = 0,
    CLASS_WORD_LAST = 36,
    CLASS_SPACE,
    CLASS_HYPHEN,
    CLASS_PER_CENT,
    CLASS_APOSTROPHE,
    CLASS_NUMBER,
    N_CLASSES,
};

static const uint8_t classes[256] = {
    ['0'] = 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    ['A'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    ['a'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    [' '] = CLASS_SPACE, ['-'] = CLASS_HYPHEN, ['%'] = CLASS_PER_CENT,
    ['\''] = CLASS_APOSTROPHE, [0xE2] = CLASS_APOSTROPHE,
};

static unsigned class_of(char c)
{
    return classes[(unsigned char)c];
}

struct lead_tree {
    struct lead_node *nodes;
    size_t n_nodes;
    uint32_t *lists; /* each is its length and its rows; the first is empty */
    size_t n_lists, lists_room;
    uint32_t number;      /* the node of a number; 0: no lead begins with one */
    uint32_t any_number;  /* the list of all that begin with a number */
    uint32_t upper;       /* the list of those that begin with an upper-case letter */
    uint32_t starts[256]; /* lists by the first byte of a text: what can start with a sign or an upper-case letter */
    uint32_t names[256];  /* lists by the first byte of its second word: what can start with two words of a name */
};

/* A node while the tree grows: its children (in the order of their classes) and its own leads are chained. The first is
 * the root; 0 ends a chain. */
struct bud {
    uint32_t child, sibling, own;
    uint8_t class;
};
struct own_lead {
    uint32_t row, next;
    bool is_word;
};
struct growth {
    struct bud *buds;
    size_t n_buds, buds_room;
    struct own_lead *owns;
    size_t n_owns, owns_room;
    uint32_t *order; /* of the nodes: the bud of each */
    uint32_t numbers;    /* the chain of leads that begin with a number */
    uint32_t upper;      /* the chain of "A" */
    uint32_t signs[256]; /* the chains of leads that are a sign, and of "^_" and "^A" */
    uint32_t names[256]; /* the chains of "^AA", "^Ad" … */
};

static bool is_word_class(unsigned class)
{
    return class != CLASS_OTHER && class <= CLASS_WORD_LAST;
}

bool lead_is_word_byte(char c)
{
    return is_word_class(class_of(c));
}

/* -------------------------------------------------------------- growing */

static enum qualm_status bud_add(struct growth *growth, struct bud bud, uint32_t *at)
{
    void *buds = growth->buds;
    const enum qualm_status status =
        array_reserve(&buds, &growth->buds_room, growth->n_buds + 1, sizeof *growth->buds);
    growth->buds = buds;
    if (status)
        return status;
    *at = (uint32_t)growth->n_buds++;
    growth->buds[*at] = bud;
    return QUALM_OK;
}

/* The child of a class, made where there is none. */
static enum qualm_status bud_enter(struct growth *growth, unsigned class, uint32_t *at)
{
    const uint32_t parent = *at;
    uint32_t before = 0;
    uint32_t child = growth->buds[parent].child;
    while (child && growth->buds[child].class < class) {
        before = child;
        child = growth->buds[child].sibling;
    }
    *at = child;
    if (child && growth->buds[child].class == class)
        return QUALM_OK;
    const enum qualm_status status = bud_add(growth, (struct bud){.sibling = child, .class = (uint8_t)class}, at);
    if (status)
        return status;
    *(before ? &growth->buds[before].sibling : &growth->buds[parent].child) = *at;
    return QUALM_OK;
}

static enum qualm_status own_add(struct growth *growth, uint32_t row, bool is_word, uint32_t *chain)
{
    void *owns = growth->owns;
    const enum qualm_status status =
        array_reserve(&owns, &growth->owns_room, growth->n_owns + 1, sizeof *growth->owns);
    growth->owns = owns;
    if (status)
        return status;
    growth->owns[growth->n_owns] = (struct own_lead){row, *chain, is_word};
    *chain = (uint32_t)growth->n_owns++;
    return QUALM_OK;
}

static enum qualm_status lead_add(struct growth *growth, struct span lead, uint32_t row)
{
    const bool is_start = lead.ptr[0] == '^';
    const bool is_word = lead.ptr[lead.len - 1] == '_';
    uint32_t at = 0;
    enum qualm_status status = QUALM_OK;
    if (is_start && lead.len == 2 && (is_word || lead.ptr[1] == 'A' || !lead_is_word_byte(lead.ptr[1])))
        return own_add(growth, row | LEAD_AT_START, false, &growth->signs[(unsigned char)lead.ptr[1]]);
    row |= is_start ? LEAD_AT_START : 0;
    if (span_is(lead, "A"))
        return own_add(growth, row, false, &growth->upper);
    if (is_start && lead.len == 3 && lead.ptr[1] == 'A')
        return own_add(growth, row, false, &growth->names[(unsigned char)lead.ptr[2]]);
    if (lead.ptr[is_start] == 'N')
        status = own_add(growth, row, false, &growth->numbers);
    for (size_t i = is_start; i < lead.len - is_word && !status; i++)
        status = bud_enter(growth, lead.ptr[i] == 'N' ? CLASS_NUMBER : class_of(lead.ptr[i]), &at);
    return status ? status : own_add(growth, row, is_word, &growth->buds[at].own);
}

/* The root, and each lead of each row below it. */
static enum qualm_status rows_add(struct growth *growth, const struct pattern_row *rows, size_t n_rows)
{
    uint32_t root;
    struct span lead;
    enum qualm_status status = bud_add(growth, (struct bud){.class = CLASS_OTHER}, &root);
    growth->n_owns = 1; /* 0 ends a chain */
    for (size_t i = 0; i < n_rows; i++) {
        struct span rest = span_of(rows[i].leads ? rows[i].leads : "");
        while (!status && span_next_part(&rest, '|', &lead))
            if (lead.len)
                status = lead_add(growth, lead, (uint32_t)i);
    }
    return status;
}

/* ---------------------------------------------------------------- lists */

static bool list_has(const uint32_t *list, uint32_t row)
{
    for (size_t i = 1; i <= list[0]; i++)
        if (list[i] == row)
            return true;
    return false;
}

/* The rows of a list and those of a bud's own leads that do, or do not, end a word. */
static enum qualm_status list_join(struct lead_tree *tree, const struct growth *growth, uint32_t base, uint32_t own,
                                   bool is_word, uint32_t *joined)
{
    size_t n_own = 0;
    for (uint32_t i = own; i; i = growth->owns[i].next)
        n_own += growth->owns[i].is_word == is_word;
    *joined = base;
    if (n_own == 0)
        return QUALM_OK;
    void *lists = tree->lists;
    const size_t n = tree->lists[base];
    const enum qualm_status status =
        array_reserve(&lists, &tree->lists_room, tree->n_lists + 1 + n + n_own, sizeof *tree->lists);
    tree->lists = lists;
    if (status)
        return status;
    uint32_t *list = tree->lists + tree->n_lists;
    memcpy(list, tree->lists + base, (1 + n) * sizeof *list);
    for (uint32_t i = own; i; i = growth->owns[i].next)
        if (growth->owns[i].is_word == is_word && !list_has(list, growth->owns[i].row))
            list[++list[0]] = growth->owns[i].row;
    *joined = (uint32_t)tree->n_lists;
    tree->n_lists += 1 + list[0];
    return QUALM_OK;
}

/* ---------------------------------------------------------------- nodes */

static enum qualm_status node_fill(struct lead_tree *tree, const struct growth *growth, size_t at, uint32_t base)
{
    struct lead_node *node = &tree->nodes[at];
    const uint32_t own = growth->buds[growth->order[at]].own;
    enum qualm_status status = list_join(tree, growth, base, own, false, &node->list);
    return status ? status : list_join(tree, growth, node->list, own, true, &node->list_over);
}

/* Lays the children of a node behind all that lie already. */
static enum qualm_status children_lay(struct lead_tree *tree, struct growth *growth, size_t at)
{
    enum qualm_status status = QUALM_OK;
    const struct lead_node parent = tree->nodes[at];
    tree->nodes[at].first_child = (uint32_t)tree->n_nodes;
    for (uint32_t bud = growth->buds[growth->order[at]].child; bud && !status; bud = growth->buds[bud].sibling) {
        const size_t child = tree->n_nodes++;
        growth->order[child] = bud;
        tree->nodes[at].classes[growth->buds[bud].class / 32] |= UINT32_C(1) << growth->buds[bud].class % 32;
        const uint32_t base = is_word_class(growth->buds[bud].class) ? parent.list : parent.list_over;
        status = node_fill(tree, growth, child, base);
    }
    return status;
}

/* "^_" is any sign, "^A" an upper-case letter or what is not ASCII. */
static enum qualm_status starts_fill(struct lead_tree *tree, const struct growth *growth)
{
    uint32_t any;
    uint32_t upper;
    uint32_t either;
    enum qualm_status status = list_join(tree, growth, 0, growth->signs['_'], false, &any);
    if (!status)
        status = list_join(tree, growth, 0, growth->signs['A'], false, &upper);
    if (!status)
        status = list_join(tree, growth, any, growth->signs['A'], false, &either);
    for (unsigned byte = 0; byte < 256 && !status; byte++) {
        if (byte >= 'A' && byte <= 'Z')
            tree->starts[byte] = upper;
        else if (!is_word_class(classes[byte]))
            status = list_join(tree, growth, byte < 128 ? any : either, growth->signs[byte], false,
                               &tree->starts[byte]);
    }
    return status;
}

static enum qualm_status names_fill(struct lead_tree *tree, const struct growth *growth)
{
    uint32_t capital;
    enum qualm_status status = list_join(tree, growth, 0, growth->names['A'], false, &capital);
    for (unsigned byte = 0; byte < 256 && !status; byte++) {
        const bool is_upper = byte >= 'A' && byte <= 'Z';
        const bool is_capital = is_upper || byte >= 128;
        status = list_join(tree, growth, is_capital ? capital : 0, growth->names[is_upper ? byte | 0x20 : byte], false,
                           &tree->names[byte]);
    }
    return status;
}

static const struct lead_node *child_find(const struct lead_tree *tree, const struct lead_node *node, unsigned class)
{
    const uint64_t all = (uint64_t)node->classes[1] << 32 | node->classes[0];
    const uint64_t bit = UINT64_C(1) << class;
    return all & bit ? tree->nodes + node->first_child + __builtin_popcountll(all & (bit - 1)) : NULL;
}

static uint32_t list_of(const struct lead_node *node, unsigned class)
{
    return is_word_class(class) ? node->list : node->list_over;
}

static enum qualm_status tree_fill(struct lead_tree *tree, struct growth *growth)
{
    tree->nodes = calloc(growth->n_buds, sizeof *tree->nodes);
    growth->order = calloc(growth->n_buds, sizeof *growth->order);
    enum qualm_status status = tree->nodes && growth->order ? QUALM_OK : QUALM_ERR_MEMORY;
    void *lists = NULL;
    if (!status)
        status = array_reserve(&lists, &tree->lists_room, 1, sizeof *tree->lists);
    tree->lists = lists;
    if (status)
        return status;
    tree->lists[0] = 0;
    tree->n_lists = tree->n_nodes = 1;
    status = starts_fill(tree, growth);
    if (!status)
        status = names_fill(tree, growth);
    if (!status)
        status = list_join(tree, growth, 0, growth->upper, false, &tree->upper);
    if (!status)
        status = list_join(tree, growth, 0, growth->numbers, false, &tree->any_number);
    for (size_t at = 0; at < tree->n_nodes && !status; at++)
        status = children_lay(tree, growth, at);
    if (status)
        return status;
    const struct lead_node *number = child_find(tree, tree->nodes, CLASS_NUMBER);
    tree->number = number ? (uint32_t)(number - tree->nodes) : 0;
    return QUALM_OK;
}

enum qualm_status lead_tree_new(const struct pattern_row *rows, size_t n_rows, struct lead_tree **tree)
{
    struct growth growth = {.buds = NULL};
    struct lead_tree *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    enum qualm_status status = rows_add(&growth, rows, n_rows);
    if (!status)
        status = tree_fill(made, &growth);
    free(growth.buds);
    free(growth.owns);
    free(growth.order);
    if (status)
        lead_tree_free(made);
    else
        *tree = made;
    return status;
}

void lead_tree_free(struct lead_tree *tree)
{
    if (!tree)
        return;
    free(tree->nodes);
    free(tree->lists);
    free(tree);
}

/* --------------------------------------------------------------- asking */

uint32_t lead_tree_go_on(const struct lead_tree *tree, const struct lead_node *node, const char *text, size_t n_bytes,
                         size_t at)
{
    for (;; at++) {
        const unsigned class = at < n_bytes ? class_of(text[at]) : CLASS_OTHER;
        const struct lead_node *child = child_find(tree, node, class);
        if (!child)
            return list_of(node, class);
        node = child;
    }
}

uint32_t lead_tree_find(const struct lead_tree *tree, const char *text, size_t n_bytes)
{
    return lead_tree_go_on(tree, tree->nodes, text, n_bytes, 0);
}

/* Where the word ends no lead goes on, whatever follows. */
struct lead_node lead_tree_enter(const struct lead_tree *tree, const char *word, size_t n_bytes)
{
    const struct lead_node *node = tree->nodes;
    for (size_t at = 0; at < n_bytes; at++) {
        const struct lead_node *child = child_find(tree, node, class_of(word[at]));
        if (!child)
            return (struct lead_node){.list = node->list, .list_over = node->list};
        node = child;
    }
    return *node;
}

/* No number that somebody counts with is longer. */
#define NUMBER_BYTES 32u

uint32_t lead_tree_find_number(const struct lead_tree *tree, const char *text, size_t n_bytes)
{
    size_t at = 0;
    if (text[0] < '0' || text[0] > '9' || !tree->number)
        return 0;
    while (at < n_bytes && at < NUMBER_BYTES &&
           ((text[at] >= '0' && text[at] <= '9') || text[at] == '.' || text[at] == ','))
        at++;
    /* A digit of another script would go on with the number; so would one that is too long to be looked through from
     * each of its parts. */
    if (at == NUMBER_BYTES || (at < n_bytes && (text[at] & 0x80)))
        return tree->any_number;
    return lead_tree_go_on(tree, &tree->nodes[tree->number], text, n_bytes, at);
}

uint32_t lead_tree_find_upper(const struct lead_tree *tree, char first)
{
    return first >= 'A' && first <= 'Z' ? tree->upper : 0;
}

uint32_t lead_tree_find_start(const struct lead_tree *tree, char first)
{
    return tree->starts[(unsigned char)first];
}

uint32_t lead_tree_find_name(const struct lead_tree *tree, const char *text, size_t n_bytes)
{
    const bool is_capital = (text[0] >= 'A' && text[0] <= 'Z') || (text[0] & 0x80);
    const char *space = is_capital ? memchr(text, ' ', n_bytes) : NULL;
    return space && space + 1 < text + n_bytes ? tree->names[(unsigned char)space[1]] : 0;
}

const uint32_t *lead_tree_rows(const struct lead_tree *tree, uint32_t list, size_t *n)
{
    *n = tree->lists[list];
    return tree->lists + list + 1;
}
