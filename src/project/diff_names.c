/* Quotes, prefixes, and what diff -u writes behind a name. */
#include "project/diff_names.h"

/* ---------------------------------------------------------------- quotes */

static bool is_octal(char c)
{
    return c >= '0' && c <= '7';
}

/* The byte that an escape stands for; `at` is behind the backslash. False when it is none. */
static bool escape_read(struct span text, size_t *at, char *byte)
{
    static const char letters[] = "abtnvfr\"\\";
    static const char bytes[] = "\a\b\t\n\v\f\r\"\\";
    if (*at == text.len || text.ptr[*at] == '\0')
        return false;
    const char *letter = strchr(letters, text.ptr[*at]);
    if (letter) {
        *byte = bytes[letter - letters];
        *at += 1;
        return true;
    }
    unsigned value = 0;
    for (int i = 0; i < 3; i++, *at += 1) {
        if (*at == text.len || !is_octal(text.ptr[*at]))
            return false;
        value = value * 8 + (unsigned)(text.ptr[*at] - '0');
    }
    *byte = (char)(unsigned char)value;
    return value > 0 && value < 256;
}

/* `n` is where the closing quote stands. */
static bool quotes_end(struct span text, size_t *n)
{
    for (size_t at = 1; at < text.len; at++) {
        if (text.ptr[at] == '"') {
            *n = at;
            return true;
        }
        at += text.ptr[at] == '\\';
    }
    return false;
}

static enum qualm_status quoted_read(struct span text, struct arena *arena, const char **name)
{
    size_t end;
    if (!quotes_end(text, &end))
        return QUALM_ERR_ARGUMENT;
    const struct span inside = {text.ptr, end};
    char *made = arena_copy(arena, text.ptr, end);
    size_t n = 0;
    if (!made)
        return QUALM_ERR_MEMORY;
    for (size_t at = 1; at < inside.len; n++) {
        made[n] = inside.ptr[at++];
        if (made[n] == '\\' && !escape_read(inside, &at, &made[n]))
            return QUALM_ERR_ARGUMENT;
    }
    made[n] = '\0';
    *name = made;
    return QUALM_OK;
}

enum qualm_status diff_name_read(struct span text, struct arena *arena, const char **name)
{
    if (text.len && text.ptr[0] == '"')
        return quoted_read(text, arena, name);
    const char *tab = text.len ? memchr(text.ptr, '\t', text.len) : NULL;
    char *made = arena_copy(arena, text.ptr, tab ? (size_t)(tab - text.ptr) : text.len);
    if (!made)
        return QUALM_ERR_MEMORY;
    *name = made;
    return QUALM_OK;
}

/* -------------------------------------------------------------- prefixes */

/* Whether two names are told that are the same to the letter, as without prefixes. */
static bool is_same_twice(struct span text)
{
    const size_t half = text.len / 2;
    return text.len % 2 == 1 && text.ptr[half] == ' ' && memcmp(text.ptr, text.ptr + half + 1, half) == 0;
}

bool diff_has_prefix(struct span text)
{
    if (is_same_twice(text))
        return false;
    if (text.len && text.ptr[0] == '"')
        text = (struct span){text.ptr + 1, text.len - 1};
    return text.len > 1 && strchr("aicow1", text.ptr[0]) && text.ptr[0] && text.ptr[1] == '/';
}

bool diff_name_twice(struct span text, struct span *name)
{
    size_t end;
    if (text.len && text.ptr[0] == '"') {
        if (!quotes_end(text, &end))
            return false;
        *name = (struct span){text.ptr, end + 1};
        return true;
    }
    const size_t half = text.len / 2;
    const size_t n_prefix = diff_has_prefix(text) ? 1 : 0;
    if (text.len < 3 || text.len % 2 == 0 || text.ptr[half] != ' ' || half <= n_prefix)
        return false;
    *name = (struct span){text.ptr, half};
    return memcmp(text.ptr + n_prefix, text.ptr + half + 1 + n_prefix, half - n_prefix) == 0;
}

static bool is_null(const char *name)
{
    return strcmp(name, "/dev/null") == 0;
}

/* Behind the first slash. */
static const char *below(const char *name)
{
    const char *slash = strchr(name, '/');
    return slash && slash > name && slash[1] ? slash + 1 : NULL;
}

/* diff -ru one two: both names say the same behind their first folder. */
static bool differs_in_folder(const char *old_name, const char *new_name)
{
    const char *a = below(old_name);
    const char *b = below(new_name);
    return a && b && strcmp(a, b) == 0 && strcmp(old_name, new_name) != 0;
}

static bool has_letter(const char *name, const char *letters)
{
    return name[0] && strchr(letters, name[0]) && name[1] == '/' && name[2];
}

/* Without git's line on top: whether the first folders are prefixes. They may be where one name is all there is. */
static bool is_prefixed(const char *old_name, const char *new_name)
{
    if (!old_name)
        return true;
    if (is_null(old_name))
        return has_letter(new_name, "biwoc2");
    if (is_null(new_name))
        return has_letter(old_name, "aiwoc1");
    return differs_in_folder(old_name, new_name) || (has_letter(old_name, "aiwoc1") && has_letter(new_name, "biwoc2"));
}

static const char *without_dot(const char *name)
{
    while (name[0] == '.' && name[1] == '/' && name[2])
        name += 2;
    return name;
}

static const char *path_of(const char *name, bool is_cut)
{
    const char *cut = is_cut ? below(name) : NULL;
    return without_dot(cut ? cut : name);
}

bool diff_names_find(const struct diff_said *said, struct diff_names *names)
{
    const char *old_name = said->old_name;
    const char *new_name = said->new_name;
    *names = (struct diff_names){0};
    if (said->moved_from && said->moved_to) {
        *names = (struct diff_names){said->moved_from, said->moved_to, NULL};
        return true;
    }
    if (!new_name || (said->is_git && !old_name))
        return false;
    const bool is_cut = said->is_git ? said->has_prefix : is_prefixed(old_name, new_name);
    names->new_path = path_of(new_name, is_cut);
    names->old_path = !old_name || is_null(old_name) ? NULL : path_of(old_name, is_cut);
    if (!said->is_git && is_cut && below(new_name))
        names->other_path = without_dot(new_name);
    return true;
}
