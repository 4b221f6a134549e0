/* From the text of a value to what it means. */
#include "project/entries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/number.h"
#include "base/span.h"
#include "base/tag.h"

enum qualm_status entries_add(struct entries *entries, const struct entry *entry)
{
    void *items = entries->items;
    const enum qualm_status status =
        array_reserve(&items, &entries->n_room, entries->n + 1, sizeof *entries->items);
    entries->items = items;
    if (!status)
        entries->items[entries->n++] = *entry;
    return status;
}

void entries_free(struct entries *entries)
{
    free(entries->items);
    arena_clear(&entries->arena);
    *entries = (struct entries){0};
}

/* ------------------------------------------------------------ conversion */

/* What every conversion gets: the entry, its place in the settings, the settings, and a complaint. */
struct conversion {
    const struct entry *entry;
    void *place;
    struct settings *settings;
    struct complaint *why;
};

static enum qualm_status to_flag(const struct conversion *c)
{
    static const char *const words[] = {"false", "no", "off", "true", "yes", "on"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(c->entry->value, words[i]) == 0) {
            *(bool *)c->place = i >= 3;
            return QUALM_OK;
        }
    return complaint_say(c->why, "'%s' is neither true nor false", c->entry->value);
}

static enum qualm_status to_text(const struct conversion *c)
{
    if (!c->entry->value[0])
        return complaint_say(c->why, "the value of '%s' is empty", c->entry->row->name);
    *(const char **)c->place = c->entry->value;
    return QUALM_OK;
}

static enum qualm_status to_language(const struct conversion *c)
{
    const enum qualm_status status = to_text(c);
    /* A name would be taken for a language without rules, and nothing would be judged. */
    return status || tag_is_language(c->entry->value)
               ? status
               : complaint_say(c->why, "'%s' is no tag of a language; use one such as en or de", c->entry->value);
}

static enum qualm_status to_output(const struct conversion *c)
{
    struct settings *settings = c->settings;
    if (settings->n_to == SETTINGS_OUTPUTS)
        return complaint_say(c->why, "more than %d reports", SETTINGS_OUTPUTS);
    settings->to[settings->n_to++] = c->entry->value;
    return QUALM_OK;
}

static enum qualm_status to_count(const struct conversion *c)
{
    uint64_t value;
    if (!number_to_uint(span_of(c->entry->value), &value) || value > 1000000000)
        return complaint_say(c->why, "'%s' is no whole number", c->entry->value);
    *(unsigned *)c->place = (unsigned)value;
    return QUALM_OK;
}

static enum qualm_status to_least(const struct conversion *c)
{
    c->settings->has_min_words = true;
    return to_count(c);
}

static enum qualm_status to_density(const struct conversion *c)
{
    double value;
    if (!number_to_double(span_of(c->entry->value), &value) || value < 0)
        return complaint_say(c->why, "'%s' is no density; use warnings for each 1,000 words, such as 5",
                             c->entry->value);
    c->settings->max_density = value;
    c->settings->has_max_density = true;
    return QUALM_OK;
}

static enum qualm_status to_speed(const struct conversion *c)
{
    uint64_t value;
    if (!number_to_uint(span_of(c->entry->value), &value) || value < 50 || value > 2000)
        return complaint_say(c->why, "'%s' is no reading speed; use words a minute, from 50 to 2000", c->entry->value);
    *(unsigned *)c->place = (unsigned)value;
    return QUALM_OK;
}

static enum qualm_status to_severity(const struct conversion *c)
{
    for (enum qualm_severity s = QUALM_NOTE; s <= QUALM_ERROR; s++)
        if (strcmp(c->entry->value, qualm_severity_name(s)) == 0) {
            *(enum qualm_severity *)c->place = s;
            return QUALM_OK;
        }
    return complaint_say(c->why, "'%s' is no level; use note, warning or error", c->entry->value);
}

static enum qualm_status to_color(const struct conversion *c)
{
    static const char *const choices[] = {"auto", "always", "never"};
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (strcmp(c->entry->value, choices[i]) == 0) {
            *(enum color_choice *)c->place = (enum color_choice)i;
            return QUALM_OK;
        }
    return complaint_say(c->why, "'%s' is no choice for color; use auto, always or never", c->entry->value);
}

/* The formula of "flesch-kincaid=9"; NULL, the consensus, for "9". */
static enum qualm_status limit_formula(const struct conversion *c, size_t n_name, const char **formula)
{
    char id[48] = "";
    *formula = NULL;
    if (!c->entry->value[n_name])
        return QUALM_OK;
    if (n_name < sizeof id)
        memcpy(id, c->entry->value, n_name);
    const struct qualm_formula *found = qualm_formula_find(id);
    if (!found)
        return complaint_say(c->why, "'%s' is no formula; see 'qualm rules'", id);
    if (strcmp(found->scale, "grade") != 0)
        return complaint_say(c->why, "'%s' does not give a grade", id);
    *formula = found->id;
    return QUALM_OK;
}

static enum qualm_status to_limit(const struct conversion *c)
{
    struct settings *settings = c->settings;
    const size_t n_name = strcspn(c->entry->value, "=");
    const char *number = c->entry->value[n_name] ? c->entry->value + n_name + 1 : c->entry->value;
    struct qualm_limit limit = {NULL, 0};
    if (c->entry->is_clear) {
        settings->n_limits = 0;
        return QUALM_OK;
    }
    if (!number_to_double(span_of(number), &limit.most))
        return complaint_say(c->why, "'%s' is no limit; use a grade such as 9, or a formula and a grade such as "
                             "flesch-kincaid=9", c->entry->value);
    const enum qualm_status status = limit_formula(c, n_name, &limit.formula);
    if (status)
        return status;
    size_t at = 0;
    while (at < settings->n_limits && settings->limits[at].formula != limit.formula)
        at++;
    if (at == SETTINGS_LIMITS)
        return complaint_say(c->why, "more than %d limits", SETTINGS_LIMITS);
    settings->limits[at] = limit;
    settings->n_limits += at == settings->n_limits;
    return QUALM_OK;
}

static enum qualm_status to_list(const struct conversion *c)
{
    struct setting_list *list = c->place;
    if (c->entry->is_clear) {
        list->n = 0;
        return QUALM_OK;
    }
    if (!c->entry->value[0])
        return complaint_say(c->why, "the value of '%s' is empty", c->entry->row->name);
    if (list->n == SETTINGS_LIST)
        return complaint_say(c->why, "more than %d values", SETTINGS_LIST);
    list->items[list->n++] = c->entry->value;
    return QUALM_OK;
}

static enum qualm_status to_ratchet(const struct conversion *c)
{
    static const char *const names[] = {"grade", "minutes", "density", "findings"};
    struct span rest = span_of(c->entry->value);
    struct span part;
    unsigned bits = 0;
    while (span_next_part(&rest, ',', &part)) {
        size_t i = 0;
        part = span_trim(part);
        while (i < sizeof names / sizeof *names && !span_is(part, names[i]))
            i++;
        if (i == sizeof names / sizeof *names)
            return complaint_say(c->why, "'%s' is no ratchet; use grade, minutes, density or findings, with commas",
                                 c->entry->value);
        bits |= 1U << i;
    }
    *(unsigned *)c->place = bits;
    return QUALM_OK;
}

static enum qualm_status map_add(const struct conversion *c)
{
    struct setting_map *map = c->place;
    if (map->n == SETTINGS_LIST)
        return complaint_say(c->why, "more than %d values", SETTINGS_LIST);
    map->items[map->n++] = (struct setting_pair){c->entry->key, c->entry->value};
    return QUALM_OK;
}

static enum qualm_status to_rule(const struct conversion *c)
{
    enum qualm_severity level;
    const struct conversion as_level = {c->entry, &level, c->settings, c->why};
    if (strcmp(c->entry->value, "off") != 0 && to_severity(&as_level))
        return complaint_say(c->why, "'%s' is no level; use off, note, warning or error", c->entry->value);
    if (!qualm_rule_is_known(c->entry->key))
        return complaint_say(c->why, "unknown rule '%s'; see 'qualm rules'", c->entry->key);
    return map_add(c);
}

enum qualm_status input_format_check(const char *name, struct complaint *why)
{
    char known[200] = "";
    size_t n = 0;
    const char *each;
    for (size_t i = 0; (each = qualm_format_at(i, NULL)); i++) {
        if (strcmp(each, name) == 0)
            return QUALM_OK;
        const char *between = i == 0 ? "" : qualm_format_at(i + 1, NULL) ? ", " : " or ";
        n += n < sizeof known ? (size_t)snprintf(known + n, sizeof known - n, "%s%s", between, each) : 0;
    }
    return complaint_say(why, "unknown input format '%s'; use %s", name, known);
}

static enum qualm_status to_format(const struct conversion *c)
{
    const enum qualm_status status = input_format_check(c->entry->value, c->why);
    return status ? status : map_add(c);
}

static enum qualm_status to_nothing(const struct conversion *c)
{
    (void)c;
    return QUALM_OK;
}

static enum qualm_status (*const conversions[])(const struct conversion *c) = {
    [OPTION_FLAG] = to_flag,       [OPTION_TEXT] = to_text,         [OPTION_PATH] = to_text,
    [OPTION_OUTPUT] = to_output,   [OPTION_COUNT] = to_count,       [OPTION_LEAST] = to_least,
    [OPTION_DENSITY] = to_density, [OPTION_SPEED] = to_speed,       [OPTION_SEVERITY] = to_severity,
    [OPTION_COLOR] = to_color,     [OPTION_LIMIT] = to_limit,       [OPTION_GLOBS] = to_list,
    [OPTION_PHRASES] = to_list,    [OPTION_RATCHET] = to_ratchet,   [OPTION_RULES] = to_rule,
    [OPTION_FORMATS] = to_format,  [OPTION_CONFIG] = to_nothing,    [OPTION_LANGUAGE] = to_language,
};

enum qualm_status entry_apply(const struct entry *entry, struct settings *settings, struct complaint *why)
{
    const struct conversion conversion = {entry, (char *)settings + entry->row->offset, settings, why};
    return conversions[entry->row->kind](&conversion);
}

enum qualm_status entries_apply(const struct entries *entries, struct settings *settings, struct complaint *why)
{
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < entries->n && !status; i++)
        status = entry_apply(&entries->items[i], settings, why);
    return status;
}
