/* Lines into patterns, and the last that matches. */
#include "project/ignore.h"

#include <stdlib.h>
#include <string.h>

#include "project/glob.h"

struct ignore_rule {
    struct glob glob;
    bool is_back; /* "!": takes back what was left out */
    bool is_name; /* no slash in it: held against the last part of a path */
    bool is_dir;  /* a slash at its end: folders only */
    unsigned line;
};

struct ignore_file {
    struct ignore_rule *rules;
    size_t n_rules, n_room;
    struct arena arena;
};

void ignore_file_free(struct ignore_file *file)
{
    if (!file)
        return;
    free(file->rules);
    arena_clear(&file->arena);
    free(file);
}

/* Without the spaces at its end, but for those behind a backslash. */
static struct span spaces_cut(struct span line)
{
    size_t n = 0; /* up to the last byte that is no space of the end */
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == ' ')
            continue;
        if (line.ptr[i] == '\\' && ++i == line.len)
            return line;
        n = i + 1;
    }
    return (struct span){line.ptr, n};
}

/* What git sees of a line: up to a NUL, without a carriage return. */
static struct span line_clean(struct span line)
{
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    const char *nul = line.len ? memchr(line.ptr, '\0', line.len) : NULL;
    if (nul)
        line.len = (size_t)(nul - line.ptr);
    return spaces_cut(line);
}

static enum qualm_status rule_add(struct ignore_file *file, struct span pattern, unsigned line)
{
    struct ignore_rule rule = {.line = line};
    if (pattern.ptr[0] == '!') {
        rule.is_back = true;
        pattern = (struct span){pattern.ptr + 1, pattern.len - 1};
    }
    if (pattern.len && pattern.ptr[pattern.len - 1] == '/') {
        rule.is_dir = true;
        pattern.len--;
    }
    rule.is_name = pattern.len == 0 || !memchr(pattern.ptr, '/', pattern.len);
    if (pattern.len && pattern.ptr[0] == '/')
        pattern = (struct span){pattern.ptr + 1, pattern.len - 1};
    void *rules = file->rules;
    enum qualm_status status = array_reserve(&rules, &file->n_room, file->n_rules + 1, sizeof *file->rules);
    file->rules = rules;
    if (!status)
        status = glob_make(pattern, rule.is_name ? GLOB_NAME : GLOB_PATH, &file->arena, &rule.glob);
    if (!status)
        file->rules[file->n_rules++] = rule;
    return status;
}

static enum qualm_status rules_read(struct ignore_file *file, struct span rest, unsigned *line)
{
    enum qualm_status status = QUALM_OK;
    struct span one;
    if (span_starts_with(rest, "\xEF\xBB\xBF"))
        rest = (struct span){rest.ptr + 3, rest.len - 3};
    for (*line = 1; !status && span_next_part(&rest, '\n', &one); *line += !status) {
        one = line_clean(one);
        if (one.len && one.ptr[0] != '#')
            status = rule_add(file, one, *line);
    }
    return status;
}

enum qualm_status ignore_file_new(struct span bytes, struct ignore_file **file, unsigned *line)
{
    struct ignore_file *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    const enum qualm_status status = rules_read(made, bytes, line);
    if (status)
        ignore_file_free(made);
    else
        *file = made;
    return status;
}

enum ignore_answer ignore_file_ask(const struct ignore_file *file, const char *path, bool is_dir, unsigned *line)
{
    const char *slash = strrchr(path, '/');
    const struct span whole = span_of(path);
    const struct span name = slash ? span_of(slash + 1) : whole;
    for (size_t i = file->n_rules; i-- > 0;) {
        const struct ignore_rule *rule = &file->rules[i];
        if ((rule->is_dir && !is_dir) || !glob_matches(&rule->glob, rule->is_name ? name : whole))
            continue;
        *line = rule->line;
        return rule->is_back ? IGNORE_IN : IGNORE_OUT;
    }
    return IGNORE_SILENT;
}
