/* The settings, as the library's options say them. */
#include "cmd/engines.h"

#include <string.h>

#include "base/buffer.h"
#include "base/span.h"
#include "cmd/message.h"
#include "cmd/run.h"

/* Shorter texts have no grade worth a verdict. */
#define WORDS_LEAST 100

/* The lists that rules of a configuration become. */
struct rule_lists {
    struct buffer ignore, levels;
};

static bool is_of(const char *id, const char *name)
{
    const size_t n = strlen(name);
    return strncmp(id, name, n) == 0 && (id[n] == '\0' || id[n] == '/');
}

/* What the settings say of a rule: the last word that names it or its family; NULL when none does. */
static const char *level_of(const struct setting_map *rules, const char *id)
{
    for (size_t i = rules->n; i-- > 0;)
        if (is_of(id, rules->items[i].key))
            return rules->items[i].value;
    return NULL;
}

static enum qualm_status item_add(struct buffer *list, const char *id, const char *level)
{
    enum qualm_status status = list->n_bytes ? buffer_append_text(list, ",") : QUALM_OK;
    if (!status)
        status = buffer_append_text(list, id);
    if (!status && level)
        status = buffer_append_text(list, "=");
    return status || !level ? status : buffer_append_text(list, level);
}

static enum qualm_status lists_fill(const struct settings *settings, struct rule_lists *lists)
{
    enum qualm_status status = settings->ignore ? buffer_append_text(&lists->ignore, settings->ignore) : QUALM_OK;
    for (size_t i = 0; i < qualm_rule_count() && !status; i++) {
        const char *id = qualm_rule_at(i)->id;
        const char *level = level_of(&settings->rules, id);
        if (level && strcmp(level, "off") == 0)
            status = item_add(&lists->ignore, id, NULL);
        else if (level)
            status = item_add(&lists->levels, id, level);
    }
    return status;
}

static enum qualm_status engine_make(const struct settings *settings, const struct qualm_engine *base,
                                     const struct qualm_options *options, char *what, size_t what_size,
                                     struct qualm_engine **engine)
{
    struct rule_lists lists = {{0}, {0}};
    struct qualm_options all = *options;
    enum qualm_status status = lists_fill(settings, &lists);
    all.ignore = lists.ignore.bytes;
    all.levels = lists.levels.bytes;
    if (!status)
        status = base ? qualm_engine_derive(base, &all, what, what_size, engine)
                      : qualm_engine_new(&all, what, what_size, engine);
    buffer_free(&lists.ignore);
    buffer_free(&lists.levels);
    return status;
}

struct qualm_engine *engine_open(const struct settings *settings, const struct qualm_engine *base, bool keeps_text,
                                 int *status)
{
    const struct qualm_options options = {
        .language = settings->language,
        .select = settings->select,
        .max_grades = settings->limits,
        .n_max_grades = settings->n_limits,
        .max_minutes = settings->max_minutes,
        .min_words = settings->has_min_words ? settings->min_words : WORDS_LEAST,
        .max_density = settings->has_max_density ? &settings->max_density : NULL,
        .words_per_minute = settings->words_per_minute,
        .no_inline = settings->no_inline,
        .require_reason = settings->require_reason,
        .detail = settings->detail,
        .keep_text = keeps_text,
        .plain_matching = settings->plain_matching,
    };
    char what[80] = "";
    struct qualm_engine *engine = NULL;
    const enum qualm_status result = engine_make(settings, base, &options, what, sizeof what, &engine);
    *status = result == QUALM_ERR_UNKNOWN || result == QUALM_ERR_ARGUMENT ? EXIT_USAGE : EXIT_UNREAD;
    if (result == QUALM_ERR_UNKNOWN)
        complain("unknown rule '%s'; see 'qualm rules'", what, NULL);
    else if (result)
        complain("cannot start: %s", qualm_status_text(result), NULL);
    return engine;
}
