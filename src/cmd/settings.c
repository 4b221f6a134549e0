/* The option table and its reader. */
#include "cmd/settings.h"

#include <assert.h>
#include <string.h>

#include "base/number.h"
#include "cmd/message.h"

#define ON_TEXTS (COMMAND_READ | COMMAND_CHECK)
#define ON_ANALYSIS (COMMAND_READ | COMMAND_CHECK | COMMAND_STREAM)
#define ON_ALL (ON_ANALYSIS | COMMAND_RULES | COMMAND_EXPLAIN)
#define AT(member) offsetof(struct settings, member)

const struct option_row option_rows[] = {
    {"to format", 't', "FORMAT[:FILE]", OPTION_OUTPUT, 0, ON_TEXTS,
     "text, json, ndjson, line, github or html (default: text); may be repeated",
     "Write the report as text, json, ndjson, line (path:line:column: severity: message [rule]), github (workflow "
     "commands) or html (a page with the text itself, or with several and a table of them). The JSON formats carry every finding; the others show those from the level that --min-level says. "
     "May be repeated, so that one run makes several reports: each but one with a FILE, which appears whole or not at "
     "all."},
    {"output", 'o', "FILE", OPTION_TEXT, AT(output), ON_ALL, "write to FILE instead of standard output",
     "Write to FILE. It appears whole or not at all."},
    {"color", 0, "WHEN", OPTION_COLOR, AT(color), ON_TEXTS, "auto, always or never (default: auto)",
     "Use colour auto (on a terminal, unless NO_COLOR is set), always or never."},
    {"select", 0, "LIST", OPTION_TEXT, AT(select), ON_ANALYSIS, "run only these rules or families",
     "A comma list of rule ids or families; only these run. An unknown one is an error."},
    {"ignore", 0, "LIST", OPTION_TEXT, AT(ignore), ON_ANALYSIS, "do not run these rules or families", NULL},
    {"fail-level", 0, "LEVEL", OPTION_SEVERITY, AT(fail_level), COMMAND_CHECK,
     "note, warning or error: from where on a finding fails (default: warning)", NULL},
    {"min-level", 0, "LEVEL", OPTION_SEVERITY, AT(min_level), ON_TEXTS,
     "show findings from this level on; check counts the others",
     "Show findings from this level on in the formats text, line and github, and count the rest. The default is note "
     "for read and the fail level for check."},
    {"max-grade", 0, "[FORMULA=]N", OPTION_LIMIT, 0, COMMAND_CHECK,
     "fail texts whose grade is over N; for one formula: flesch-kincaid=9",
     "Fail texts whose consensus grade is over N, or whose value by one grade-scale formula is. May be repeated."},
    {"max-minutes", 0, "N", OPTION_COUNT, AT(max_minutes), COMMAND_CHECK, "fail texts that take more than N minutes",
     NULL},
    {"min-words", 0, "N", OPTION_LEAST, 0, COMMAND_CHECK,
     "do not judge shorter texts against limits (default: 100)",
     "A text with fewer graded words is not judged against limits and counted as such. The default is 100."},
    {"exit-zero", 0, NULL, OPTION_FLAG, AT(exit_zero), COMMAND_CHECK, "exit with 0 in spite of findings",
     "Exit with 0 where findings would give 1; every other status stays."},
    {"language", 0, "TAG", OPTION_TEXT, AT(language), ON_ANALYSIS, "the language of the texts, such as en or de", NULL},
    {"from", 'f', "FORMAT", OPTION_TEXT, AT(from), ON_TEXTS, "plain or markdown, whatever the file's name says", NULL},
    {"encoding", 0, "NAME", OPTION_TEXT, AT(encoding), ON_TEXTS, "the encoding of the texts, such as windows-1252",
     "The encoding of the texts, by any name that ICU knows. The default is what a byte order mark says, else UTF-8."},
    {"stdin-filename", 0, "NAME", OPTION_TEXT, AT(stdin_filename), ON_TEXTS,
     "what to call standard input; its ending tells the format", NULL},
    {"exclude", 0, "GLOB", OPTION_EXCLUDE, 0, ON_TEXTS, "leave out paths of a walk; may be repeated",
     "Leave out files and folders met while walking a directory. A GLOB without a slash is held against the last part "
     "of the path, else against the whole path. May be repeated."},
    {"detail", 'd', NULL, OPTION_FLAG, AT(detail), ON_ANALYSIS, "all formulas, and every sentence with its cues", NULL},
    {"all", 'a', NULL, OPTION_FLAG, AT(all), COMMAND_READ, "show every finding, not the first seven", NULL},
    {"full", 0, NULL, OPTION_FLAG, AT(full), COMMAND_READ, "a full report for each of several files", NULL},
    {"plain-matching", 0, NULL, OPTION_FLAG, AT(plain_matching), ON_ANALYSIS,
     "run every pattern on every sentence: slow, with the same result",
     "Run every pattern on every sentence, without the filter on words in front. It is slow and gives the same "
     "result; it is there to show that it does."},
    {"help", 'h', NULL, OPTION_FLAG, AT(wants_help), ON_ALL, "show this help", NULL},
    {"version", 'V', NULL, OPTION_FLAG, AT(wants_version), ON_ALL, "show the version", NULL},
};
const size_t n_option_rows = sizeof option_rows / sizeof *option_rows;

/* ------------------------------------------------------------ likeness */

#define WORD_MOST 40

static size_t min3(size_t a, size_t b, size_t c)
{
    const size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Changes (insert, drop, replace, swap of neighbours) from one word to another, one row of the table at a time. */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][WORD_MOST + 1];
    const size_t n_a = strlen(a);
    const size_t n_b = strlen(b);
    if (n_a > WORD_MOST || n_b > WORD_MOST)
        return WORD_MOST;
    for (size_t k = 0; k <= n_b; k++)
        rows[0][k] = k;
    for (size_t i = 1; i <= n_a; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        row[0] = i;
        for (size_t k = 1; k <= n_b; k++) {
            row[k] = min3(above[k] + 1, row[k - 1] + 1, above[k - 1] + (a[i - 1] != b[k - 1]));
            const bool is_swap = i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1];
            if (is_swap && rows[(i + 1) % 3][k - 2] + 1 < row[k])
                row[k] = rows[(i + 1) % 3][k - 2] + 1;
        }
    }
    return rows[n_a % 3][n_b];
}

const char *closest(const char *word, const char *const *words, size_t n_words)
{
    const char *best = NULL;
    size_t least = strlen(word) < 4 ? 2 : 3;
    for (size_t i = 0; i < n_words; i++) {
        const size_t d = distance(word, words[i]);
        if (d < least) {
            least = d;
            best = words[i];
        }
    }
    return best;
}

/* ------------------------------------------------------------- reading */

/* Whether `name` (of `n` bytes) is a name of the row or its alias. */
static bool row_is_named(const struct option_row *row, const char *name, size_t n)
{
    struct span rest = span_of(row->name);
    struct span one;
    while (span_next_part(&rest, ' ', &one))
        if (span_equals(one, (struct span){name, n}))
            return true;
    return false;
}

static const struct option_row *row_find(const char *name, size_t n, char letter)
{
    for (size_t i = 0; i < n_option_rows; i++)
        if (letter ? option_rows[i].letter == letter : row_is_named(&option_rows[i], name, n))
            return &option_rows[i];
    return NULL;
}

static bool unknown_option(const char *argument)
{
    const char *names[64];
    size_t n = 0;
    for (size_t i = 0; i < n_option_rows && n < 64; i++)
        if (!strchr(option_rows[i].name, ' '))
            names[n++] = option_rows[i].name;
    char word[WORD_MOST + 1] = "";
    const size_t n_word = strcspn(argument + 2, "=");
    if (argument[1] == '-' && n_word <= WORD_MOST)
        memcpy(word, argument + 2, n_word);
    const char *near = closest(word, names, n);
    if (near)
        complain("unknown option '%s', did you mean '--%s'?", argument, near);
    else
        complain("unknown option '%s'; see 'qualm --help'", argument, NULL);
    return false;
}

static bool severity_parse(const char *text, enum qualm_severity *severity)
{
    for (enum qualm_severity s = QUALM_NOTE; s <= QUALM_ERROR; s++)
        if (strcmp(text, qualm_severity_name(s)) == 0) {
            *severity = s;
            return true;
        }
    complain("'%s' is no level; use note, warning or error", text, NULL);
    return false;
}

static bool color_parse(const char *text, enum color_choice *color)
{
    static const char *const choices[] = {"auto", "always", "never"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(text, choices[i]) == 0) {
            *color = (enum color_choice)i;
            return true;
        }
    complain("'%s' is no choice for --color; use auto, always or never", text, NULL);
    return false;
}

static bool count_parse(const char *text, unsigned *count)
{
    uint64_t value;
    if (!number_to_uint(span_of(text), &value) || value > 1000000000) {
        complain("'%s' is no whole number", text, NULL);
        return false;
    }
    *count = (unsigned)value;
    return true;
}

static bool limit_parse(const char *text, struct settings *settings)
{
    const char *number = strchr(text, '=');
    struct qualm_limit limit = {NULL, 0};
    if (settings->n_limits == SETTINGS_LIMITS) {
        complain("more than 32 limits", NULL, NULL);
        return false;
    }
    if (!number_to_double(span_of(number ? number + 1 : text), &limit.most)) {
        complain("'%s' is no limit; use a grade such as 9, or a formula and a grade such as flesch-kincaid=9", text,
                 NULL);
        return false;
    }
    if (number) {
        char id[WORD_MOST + 1] = "";
        if ((size_t)(number - text) <= WORD_MOST)
            memcpy(id, text, (size_t)(number - text));
        const struct qualm_formula *formula = qualm_formula_find(id);
        if (!formula || strcmp(formula->scale, "grade") != 0) {
            complain(formula ? "'%s' does not give a grade" : "'%s' is no formula; see 'qualm rules'", id, NULL);
            return false;
        }
        limit.formula = formula->id;
    }
    settings->limits[settings->n_limits++] = limit;
    return true;
}

static bool exclude_add(const char *text, struct settings *settings)
{
    if (settings->n_excludes == SETTINGS_EXCLUDES) {
        complain("more than 256 excludes", NULL, NULL);
        return false;
    }
    settings->excludes[settings->n_excludes++] = text;
    return true;
}

static bool output_add(const char *text, struct settings *settings)
{
    if (settings->n_to == SETTINGS_OUTPUTS) {
        complain("more than 16 reports", NULL, NULL);
        return false;
    }
    settings->to[settings->n_to++] = text;
    return true;
}

static bool value_store(struct settings *settings, const struct option_row *row, const char *value)
{
    assert(value || row->kind == OPTION_FLAG);
    void *place = (char *)settings + row->offset;
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)place = true;
        return true;
    case OPTION_TEXT:
        *(const char **)place = value;
        return true;
    case OPTION_OUTPUT:
        return output_add(value, settings);
    case OPTION_COUNT:
        return count_parse(value, place);
    case OPTION_LEAST:
        settings->has_min_words = true;
        return count_parse(value, &settings->min_words);
    case OPTION_SEVERITY:
        return severity_parse(value, place);
    case OPTION_COLOR:
        return color_parse(value, place);
    case OPTION_LIMIT:
        return limit_parse(value, settings);
    case OPTION_EXCLUDE:
        return exclude_add(value, settings);
    }
    return false;
}

/* Where reading the arguments stands. */
struct arguments {
    int argc;
    char **argv;
    int at;
};

/* One option: its value is glued to it or is the next argument. */
static bool option_take(struct settings *settings, const struct command *command, struct arguments *arguments)
{
    const char *argument = arguments->argv[arguments->at];
    const bool is_long = argument[1] == '-';
    const size_t n_name = is_long ? strcspn(argument + 2, "=") : 1;
    const struct option_row *row = row_find(argument + 2, n_name, is_long ? '\0' : argument[1]);
    if (!row)
        return unknown_option(argument);
    if (!(row->commands & command->bit)) {
        complain("option '%s' does not go with 'qualm %s'", argument, command->name);
        return false;
    }
    const char *glued = is_long ? (argument[2 + n_name] ? argument + 3 + n_name : NULL)
                                : (argument[2] ? argument + 2 : NULL);
    if (!row->value) {
        if (!glued)
            return value_store(settings, row, NULL);
        complain("option '%s' takes no value", argument, NULL);
        return false;
    }
    if (!glued && arguments->at + 1 == arguments->argc) {
        complain("option '%s' needs a value: %s", argument, row->value);
        return false;
    }
    return value_store(settings, row, glued ? glued : arguments->argv[++arguments->at]);
}

bool settings_parse(struct settings *settings, const struct command *command, int argc, char **argv,
                    const char **operands)
{
    struct arguments arguments = {argc, argv, 0};
    bool is_open = true; /* until "--" */
    settings->operands = operands;
    for (; arguments.at < argc; arguments.at++) {
        const char *argument = argv[arguments.at];
        if (is_open && strcmp(argument, "--") == 0)
            is_open = false;
        else if (!is_open || argument[0] != '-' || argument[1] == '\0')
            operands[settings->n_operands++] = argument;
        else if (!option_take(settings, command, &arguments))
            return false;
    }
    return true;
}
