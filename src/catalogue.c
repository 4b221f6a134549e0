/* The public catalogue: rules, formulas, formats, names of things. All of it is static data. */
#include <string.h>

#include "data/tables.h"
#include "input/reader.h"
#include "measure/measure.h"
#include "qualm.h"
#include "segment/segment.h"

const char *qualm_version(void)
{
    return QUALM_VERSION;
}

const char *qualm_edition(void)
{
    return data_edition;
}

const char *qualm_status_text(enum qualm_status status)
{
    static const char *const texts[] = {
        [QUALM_OK] = "no error",
        [QUALM_ERR_MEMORY] = "out of memory",
        [QUALM_ERR_ARGUMENT] = "an argument is not valid",
        [QUALM_ERR_UNKNOWN] = "there is nothing of that name",
        [QUALM_ERR_BINARY] = "is not text but binary data",
        [QUALM_ERR_ENCODING] = "cannot be decoded",
        [QUALM_ERR_TOO_LARGE] = "is too large",
        [QUALM_ERR_LIBRARY] = "a library failed",
        [QUALM_ERR_WRITE] = "output could not be written",
    };
    const size_t n = sizeof texts / sizeof *texts;
    return (size_t)status < n ? texts[status] : "unknown error";
}

const char *qualm_state_name(enum qualm_state state)
{
    static const char *const names[] = {
        [QUALM_COUNTS] = "counts",
        [QUALM_SUPPRESSED] = "suppressed",
        [QUALM_ACCEPTED] = "accepted",
        [QUALM_IN_BASELINE] = "baseline",
        [QUALM_OUTSIDE_DIFF] = "outside-diff",
    };
    return (size_t)state < sizeof names / sizeof *names ? names[state] : "";
}

const char *qualm_severity_name(enum qualm_severity severity)
{
    static const char *const names[] = {"none", "note", "warning", "error"};
    return (size_t)severity < sizeof names / sizeof *names ? names[severity] : "none";
}

const char *qualm_count_at(size_t index)
{
    return index < measure_n_counts_shown ? measure_count_names.names[index] : NULL;
}

size_t qualm_rule_count(void)
{
    return data_n_rules;
}

const struct qualm_rule *qualm_rule_at(size_t index)
{
    return index < data_n_rules ? &data_rules[index].rule : NULL;
}

const struct qualm_rule *qualm_rule_find(const char *id)
{
    const struct data_rule *row = id ? data_rule_find(id) : NULL;
    return row ? &row->rule : NULL;
}

bool qualm_rule_is_known(const char *name)
{
    const size_t n = name ? strlen(name) : 0;
    for (size_t i = 0; i < data_n_rules && n; i++) {
        const char *id = data_rules[i].rule.id;
        if (strncmp(id, name, n) == 0 && (id[n] == '\0' || id[n] == '/'))
            return true;
    }
    return false;
}

size_t qualm_formula_count(void)
{
    return data_n_formulas;
}

const struct qualm_formula *qualm_formula_at(size_t index)
{
    return index < data_n_formulas ? &data_formulas[index].formula : NULL;
}

const struct qualm_formula *qualm_formula_find(const char *id)
{
    const struct data_formula *row = id ? data_formula_find(id) : NULL;
    return row ? &row->formula : NULL;
}

bool qualm_encoding_is_known(const char *name)
{
    segment_seal_icu();
    return name && charset_is_known(name);
}

const char *qualm_format_at(size_t index, const char **endings)
{
    const struct reader *reader = reader_at(index);
    if (reader && endings)
        *endings = reader->endings;
    return reader ? reader->name : NULL;
}

const struct qualm_preset *qualm_preset_at(size_t index)
{
    return index < data_n_presets ? &data_presets[index].preset : NULL;
}

const struct qualm_preset *qualm_preset_find(const char *name)
{
    for (size_t i = 0; i < data_n_presets && name; i++)
        if (strcmp(data_presets[i].preset.name, name) == 0)
            return &data_presets[i].preset;
    return NULL;
}
