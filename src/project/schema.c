/* A definition for each key; the file and its overrides refer to them. */
#include "project/schema.h"

#include <string.h>

#include "base/span.h"
#include "project/options.h"

#define NUMBER "[0-9]+(\\\\.[0-9]+)?"
#define COUNT "\"type\": [\"integer\", \"string\"], \"minimum\": 0, \"maximum\": 1000000000, \"pattern\": \"^[0-9]+$\""
#define TEXT "\"type\": \"string\", \"pattern\": \".\""
#define TEXTS(name) "\"anyOf\": [{" name "}, {\"type\": \"array\", \"maxItems\": 256, \"items\": {" name "}}]"

/* Prints the names that `name_at` gives, as a list of JSON strings. */
static void print_names(struct printer *out, const char *(*name_at)(size_t index))
{
    const char *name;
    print_text(out, "[");
    for (size_t i = 0; (name = name_at(i)); i++) {
        print_text(out, i ? ", " : "");
        print_json(out, name);
    }
    print_text(out, "]");
}

static const char *format_at(size_t index)
{
    return qualm_format_at(index, NULL);
}

static const char *preset_at(size_t index)
{
    const struct qualm_preset *preset = qualm_preset_at(index);
    return preset ? preset->name : NULL;
}

/* "(flesch-kincaid|smog|...)" of those that give a grade. */
static void print_grades(struct printer *out)
{
    const char *before = "(";
    for (size_t i = 0; i < qualm_formula_count(); i++) {
        const struct qualm_formula *formula = qualm_formula_at(i);
        if (strcmp(formula->scale, "grade") != 0)
            continue;
        print_text(out, before);
        print_text(out, formula->id);
        before = "|";
    }
    print_text(out, ")");
}

static void print_limit(struct printer *out)
{
    print_text(out, "{\"type\": [\"number\", \"string\"], \"pattern\": \"^(");
    print_grades(out);
    print_text(out, "=)?-?" NUMBER "$\"}");
}

static void print_limits(struct printer *out)
{
    print_text(out, "\"anyOf\": [");
    print_limit(out);
    print_text(out, ", {\"type\": \"array\", \"items\": ");
    print_limit(out);
    print_text(out, "}]");
}

/* Where `id` differs from the one before in its family: the family's length; else 0. */
static size_t new_family(size_t index)
{
    const char *id = qualm_rule_at(index)->id;
    const size_t n = strcspn(id, "/");
    return index == 0 || strncmp(qualm_rule_at(index - 1)->id, id, n + 1) != 0 ? n : 0;
}

static void print_level_of(struct printer *out, struct span name, const char *description)
{
    print_text(out, "\n        \"");
    print_json_inside(out, name.ptr, name.len);
    print_text(out, "\": {\"$ref\": \"#/$defs/level\", \"description\": ");
    print_json(out, description);
    print_text(out, "}");
}

/* Each family before its rules. */
static void print_rules(struct printer *out)
{
    print_text(out, "\"type\": \"object\", \"additionalProperties\": false, \"properties\": {");
    for (size_t i = 0; i < qualm_rule_count(); i++) {
        const struct qualm_rule *rule = qualm_rule_at(i);
        const struct span family = {rule->id, new_family(i)};
        print_text(out, i ? "," : "");
        if (family.len)
            print_level_of(out, family, "All rules of the family.");
        print_text(out, family.len ? "," : "");
        print_level_of(out, span_of(rule->id), rule->summary);
    }
    print_text(out, "\n      }");
}

static void print_formats(struct printer *out)
{
    print_text(out, "\"type\": \"object\", \"additionalProperties\": {\"enum\": ");
    print_names(out, format_at);
    print_text(out, "}");
}

static void print_extends(struct printer *out)
{
    print_text(out, "\"anyOf\": [{\"$ref\": \"#/$defs/preset\"}, {\"type\": \"array\", \"maxItems\": 8, "
                    "\"items\": {\"$ref\": \"#/$defs/preset\"}}]");
}

/* What a value of each kind looks like: words, or a function where the words depend on the catalogue. */
static const struct {
    const char *words;
    void (*print)(struct printer *out);
} shapes[] = {
    [OPTION_FLAG] = {"\"enum\": [true, false, \"yes\", \"no\", \"on\", \"off\"]", NULL},
    [OPTION_TEXT] = {TEXT, NULL},
    [OPTION_LANGUAGE] = {"\"type\": \"string\", \"pattern\": \"^[A-Za-z]{2,3}([-_.@]|$)\"", NULL},
    [OPTION_PATH] = {TEXT, NULL},
    [OPTION_COUNT] = {COUNT, NULL},
    [OPTION_LEAST] = {COUNT, NULL},
    [OPTION_DENSITY] = {"\"type\": [\"number\", \"string\"], \"minimum\": 0, \"pattern\": \"^" NUMBER "$\"", NULL},
    [OPTION_SPEED] = {"\"type\": [\"integer\", \"string\"], \"minimum\": 50, \"maximum\": 2000, "
                      "\"pattern\": \"^[0-9]+$\"", NULL},
    [OPTION_SEVERITY] = {"\"enum\": [\"note\", \"warning\", \"error\"]", NULL},
    [OPTION_LIMIT] = {NULL, print_limits},
    [OPTION_GLOBS] = {TEXTS(TEXT), NULL},
    [OPTION_PHRASES] = {TEXTS(TEXT), NULL},
    [OPTION_RATCHET] = {"\"anyOf\": [{\"type\": \"string\", \"pattern\": \"^ *(grade|minutes|density|findings) *"
                        "(, *(grade|minutes|density|findings) *)*$\"}, {\"type\": \"array\", \"items\": "
                        "{\"enum\": [\"grade\", \"minutes\", \"density\", \"findings\"]}}]", NULL},
    [OPTION_RULES] = {NULL, print_rules},
    [OPTION_FORMATS] = {NULL, print_formats},
};

static void print_definition(struct printer *out, const struct option_row *row)
{
    print_text(out, ",\n    \"");
    print_text(out, row->name);
    print_text(out, "\": {\n      \"description\": ");
    print_json(out, row->manual ? row->manual : row->help);
    print_text(out, ",\n      ");
    if (shapes[row->kind].print)
        shapes[row->kind].print(out);
    else
        print_text(out, shapes[row->kind].words);
    print_text(out, "\n    }");
}

static bool is_value(const struct option_row *row)
{
    return row->is_key && row->kind != OPTION_CONFIG;
}

/* References to the definitions of all keys that are values. */
static void print_references(struct printer *out, const char *indent)
{
    for (size_t i = 0; i < n_option_rows; i++) {
        if (!is_value(&option_rows[i]))
            continue;
        print_text(out, ",\n");
        print_text(out, indent);
        print_text(out, "\"");
        print_text(out, option_rows[i].name);
        print_text(out, "\": {\"$ref\": \"#/$defs/");
        print_text(out, option_rows[i].name);
        print_text(out, "\"}");
    }
}

static void print_described(struct printer *out, const char *name)
{
    const struct option_row *row = option_find_key(name);
    print_text(out, "    \"");
    print_text(out, name);
    print_text(out, "\": {\n      \"description\": ");
    print_json(out, row->manual ? row->manual : row->help);
    print_text(out, ",\n      ");
}

/* The keys that are no values. */
static void print_structure(struct printer *out)
{
    print_described(out, "root");
    print_text(out, shapes[OPTION_FLAG].words);
    print_text(out, "\n    },\n");
    print_described(out, "extends");
    print_extends(out);
    print_text(out, "\n    },\n");
    print_described(out, "overrides");
    print_text(out, "\"type\": \"array\", \"maxItems\": 64, \"items\": {\n"
                    "        \"type\": \"object\", \"additionalProperties\": false, \"required\": [\"paths\"],\n"
                    "        \"properties\": {\n"
                    "          \"paths\": {" TEXTS(TEXT) "}");
    print_references(out, "          ");
    print_text(out, "\n        }\n      }\n    }");
}

void schema_print(struct printer *out)
{
    print_text(out, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                    "  \"title\": \"A configuration of qualm (.qualm.yaml or qualm.yaml)\",\n"
                    "  \"type\": \"object\",\n  \"additionalProperties\": false,\n  \"properties\": {\n");
    print_structure(out);
    print_references(out, "    ");
    print_text(out, "\n  },\n  \"$defs\": {\n"
                    "    \"level\": {\"enum\": [\"off\", \"note\", \"warning\", \"error\"]},\n"
                    "    \"preset\": {\"anyOf\": [{\"enum\": ");
    print_names(out, preset_at);
    print_text(out, "}, {\"type\": \"string\", \"pattern\": \"^[^/]\"}]}");
    for (size_t i = 0; i < n_option_rows; i++)
        if (is_value(&option_rows[i]))
            print_definition(out, &option_rows[i]);
    print_text(out, "\n  }\n}\n");
}
