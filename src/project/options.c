/* The table, and finding rows in it. */
#include "project/options.h"

#include <string.h>

#include "base/likeness.h"
#include "base/span.h"

#define ON_TEXTS (COMMAND_READ | COMMAND_CHECK)
#define ON_ANALYSIS (COMMAND_READ | COMMAND_CHECK | COMMAND_STREAM)
#define ON_OUTPUT (ON_ANALYSIS | COMMAND_RULES | COMMAND_EXPLAIN | COMMAND_CONFIG)
#define ON_CONFIG (ON_TEXTS | COMMAND_CONFIG)
#define ON_ALL (ON_OUTPUT | COMMAND_INIT)
#define AT(member) offsetof(struct settings, member)
/* The last but two of a row: whether a configuration may say it too. */
#define KEY true
#define OPTION false

const struct option_row option_rows[] = {
    {"to format", 't', "FORMAT[:FILE]", OPTION_OUTPUT, 0, ON_TEXTS, OPTION,
     "a format of those below (default: text); may be repeated",
     "Write the report in one of the formats listed below. May be repeated, so that one run makes several reports: "
     "each but one with a FILE, which appears whole or not at all."},
    {"output", 'o', "FILE", OPTION_TEXT, AT(output), ON_OUTPUT, OPTION, "write to FILE instead of standard output",
     "Write to FILE. It appears whole or not at all."},
    {"color", 0, "WHEN", OPTION_COLOR, AT(color), ON_TEXTS, OPTION, "auto, always or never (default: auto)",
     "Use colour auto (on a terminal, unless NO_COLOR is set), always or never."},
    {"detail", 'd', NULL, OPTION_FLAG, AT(detail), ON_ANALYSIS, OPTION,
     "all formulas, and every sentence with its cues", NULL},
    {"all", 'a', NULL, OPTION_FLAG, AT(all), COMMAND_READ, OPTION, "show every finding, not the first seven", NULL},
    {"full", 0, NULL, OPTION_FLAG, AT(full), COMMAND_READ, OPTION, "a full report for each of several files", NULL},

    {"language", 0, "TAG", OPTION_LANGUAGE, AT(language), ON_ANALYSIS, KEY,
     "the language of the texts, such as en or de", NULL},
    {"words-per-minute", 0, "N", OPTION_SPEED, AT(words_per_minute), ON_ANALYSIS, KEY,
     "how fast the readers read silently (English: 238)",
     "How many words a typical reader takes in silently in a minute, from 50 to 2000, in place of the language's own "
     "figure (238 for English). Slow and fast readers stay in proportion."},
    {"from", 'f', "FORMAT", OPTION_TEXT, AT(from), ON_TEXTS, OPTION,
     "plain or markdown, whatever the file's name says", NULL},
    {"formats", 0, NULL, OPTION_FORMATS, AT(formats), 0, KEY, "input formats of files by glob",
     "A map of globs to input formats (plain, markdown), for files whose names do not say it; a later one wins."},
    {"encoding", 0, "NAME", OPTION_TEXT, AT(encoding), ON_TEXTS, OPTION,
     "the encoding of the texts, such as windows-1252",
     "The encoding of the texts, by any name that ICU knows. The default is what a byte order mark says, else UTF-8."},
    {"stdin-filename", 0, "NAME", OPTION_TEXT, AT(stdin_filename), ON_TEXTS, OPTION,
     "what to call standard input; its ending tells the format", NULL},
    {"exclude", 0, "GLOB", OPTION_GLOBS, AT(excludes), ON_TEXTS, KEY, "leave out paths of a walk; may be repeated",
     "Leave out files and folders met while walking a directory. A GLOB without a slash is held against the last part "
     "of the path, else against the whole path. May be repeated; in a configuration, a list."},
    {"force-exclude", 0, NULL, OPTION_FLAG, AT(force_exclude), ON_TEXTS, OPTION,
     "leave out excluded and ignored files even when they are named",
     "Leave out files that are excluded or ignored even when they are named outright, as hooks name them."},
    {"files0-from", 0, "FILE", OPTION_TEXT, AT(files0_from), ON_TEXTS, OPTION,
     "read names from FILE ('-': standard input), each ended by NUL",
     "Read the names of files from FILE, or from standard input for '-': each ends with a NUL, as find -print0 and git "
     "ls-files -z write them."},
    {"list-files", 0, NULL, OPTION_FLAG, AT(list_files), ON_TEXTS, OPTION,
     "print the files that would be read, and do nothing else",
     "Print the files that would be read, one a line, on standard output, and the others with the reason on standard "
     "error. Nothing is analysed."},

    {"select", 0, "LIST", OPTION_TEXT, AT(select), ON_ANALYSIS, OPTION, "run only these rules or families",
     "A comma list of rule ids or families; only these run. An unknown one is an error, and so is a check in which no "
     "rule is left and no limit on grade or time is set."},
    {"ignore", 0, "LIST", OPTION_TEXT, AT(ignore), ON_ANALYSIS, OPTION, "do not run these rules or families", NULL},
    {"rules", 0, NULL, OPTION_RULES, AT(rules), 0, KEY, "how grave a rule or a family is",
     "A map of rule ids and families to off, note, warning or error; a later one wins. A rule with a level of its own "
     "keeps it in quotations and beside caveats too."},
    {"accept", 0, NULL, OPTION_PHRASES, AT(accept), 0, KEY, "phrases that are never reported",
     "A list of phrases that are used on purpose: a finding on one of them, or within one, does not count."},
    {"no-inline", 0, NULL, OPTION_FLAG, AT(no_inline), ON_ANALYSIS, OPTION,
     "do not obey switches in the texts",
     "Do not obey comments and front matter that switch rules off in a text."},
    {"require-reason", 0, NULL, OPTION_FLAG, AT(require_reason), ON_ANALYSIS, KEY,
     "a switch in a text must give its reason",
     "A comment or front matter that switches a rule off without reason=\"...\" is a finding."},
    {"plain-matching", 0, NULL, OPTION_FLAG, AT(plain_matching), ON_ANALYSIS, OPTION,
     "run every pattern on every sentence: slow, with the same result",
     "Run every pattern on every sentence, and on every line that may be furniture, without the filter in front. It "
     "is slow and gives the same result; it is there to show that it does."},

    {"max-grade", 0, "[FORMULA=]N", OPTION_LIMIT, 0, COMMAND_CHECK, KEY,
     "fail texts whose grade is over N; for one formula: flesch-kincaid=9",
     "Fail texts whose consensus grade is over N, or whose value by one grade-scale formula is. May be repeated, for "
     "other formulas; in a configuration, one value or a list."},
    {"max-minutes", 0, "N", OPTION_COUNT, AT(max_minutes), COMMAND_CHECK, KEY,
     "fail texts that take more than N minutes", NULL},
    {"max-density", 0, "N", OPTION_DENSITY, 0, COMMAND_CHECK, KEY,
     "fail texts with more than N warnings for each 1,000 words",
     "Fail texts with more than N warnings and errors for each 1,000 words seen."},
    {"min-words", 0, "N", OPTION_LEAST, AT(min_words), COMMAND_CHECK, KEY,
     "do not judge shorter texts against limits (default: 100)",
     "A text with fewer graded words is not judged against limits and counted as such. The default is 100.",
     "100"},
    {"fail-level", 0, "LEVEL", OPTION_SEVERITY, AT(fail_level), COMMAND_CHECK, KEY,
     "note, warning or error: from where on a finding fails (default: warning)", NULL, "warning"},
    {"min-level", 0, "LEVEL", OPTION_SEVERITY, AT(min_level), ON_TEXTS, KEY,
     "show findings from this level on; check counts the others",
     "Show findings from this level on in the formats for people and logs, and count the rest, which fail a check all "
     "the same. The default is note for read and the fail level for check."},
    {"exit-zero", 0, NULL, OPTION_FLAG, AT(exit_zero), COMMAND_CHECK, OPTION, "exit with 0 in spite of findings",
     "Exit with 0 where findings would give 1; every other status stays."},

    {"baseline", 0, "FILE", OPTION_PATH, AT(baseline), COMMAND_CHECK, KEY,
     "findings that FILE lists are known and do not count",
     "Findings that FILE lists are known and do not count; a limit that it lists fails only when the figure is worse."},
    {"write-baseline", 0, "FILE", OPTION_TEXT, AT(write_baseline), COMMAND_CHECK, OPTION,
     "list all findings in FILE, and exit with 0",
     "List in FILE all that counts now, for --baseline. The exit status is 0 when it was written and every file was "
     "read."},
    {"diff-base", 0, "REV", OPTION_TEXT, AT(diff_base), COMMAND_CHECK, OPTION,
     "count only what changed since the branch left REV",
     "Count only findings in sentences that changed since the work at hand left the git revision REV, those that the "
     "change brought to other sentences, and findings on the whole of a text where any of it changed; a limit counts "
     "for new files and where the figure is worse than it was. Files that did not change are not read."},
    {"diff", 0, "FILE", OPTION_TEXT, AT(diff), COMMAND_CHECK, OPTION,
     "count only what the unified diff in FILE ('-': standard input) touches",
     "Count only what a unified diff touches: FILE, or standard input for '-'."},
    {"ratchet", 0, "LIST", OPTION_RATCHET, AT(ratchet), COMMAND_CHECK, KEY,
     "with --diff-base: grade, minutes, density, findings must not get worse",
     "With --diff-base: a text whose grade, minutes, density or findings (a comma list) are worse than in its own last "
     "version is an error."},
    {"config", 0, "FILE", OPTION_TEXT, AT(config), ON_CONFIG, OPTION,
     "read FILE instead of the configurations above each text", NULL},
    {"no-config", 0, NULL, OPTION_FLAG, AT(no_config), ON_CONFIG, OPTION, "read no configuration", NULL},
    {"config-from", 0, "REV", OPTION_TEXT, AT(config_from), ON_CONFIG, OPTION,
     "take configuration, ignore files and baseline from the git revision REV",
     "Take configuration, ignore files and baseline as they are in the git revision REV, so that a change cannot alter "
     "the verdict on itself."},
    {"schema", 0, NULL, OPTION_FLAG, AT(schema), COMMAND_CONFIG, OPTION,
     "print the JSON Schema of configurations",
     "Print the JSON Schema of configurations, from which editors complete and check them."},
    {"extends", 0, NULL, OPTION_CONFIG, 0, 0, KEY, "presets and other configurations to begin with",
     "Presets (health, science, news) or other configurations of the same repository, by relative path; what the file "
     "itself says comes after them."},
    {"root", 0, NULL, OPTION_CONFIG, 0, 0, KEY, "true: configurations further up are not read", NULL},
    {"overrides", 0, NULL, OPTION_CONFIG, 0, 0, KEY, "values for some paths only",
     "A list of maps, each with paths (globs) and any of the other keys; the last that fits wins."},

    {"help", 'h', NULL, OPTION_FLAG, AT(wants_help), ON_ALL, OPTION, "show this help", NULL},
    {"version", 'V', NULL, OPTION_FLAG, AT(wants_version), ON_ALL, OPTION, "show the version", NULL},
};
const size_t n_option_rows = sizeof option_rows / sizeof *option_rows;
/* A reader of keys remembers in one word of bits which it has seen. */
_Static_assert(sizeof option_rows / sizeof *option_rows < 63, "more rows than bits");

/* Where groups begin in the table, for those who read help and manual. */
static const struct {
    const char *first, *heading;
} groups[] = {
    {"to format", "Reports"},
    {"language", "Which texts, and how they are read"},
    {"select", "Rules, and switches in the texts"},
    {"max-grade", "Limits, and what fails"},
    {"baseline", "What is known, and what changed"},
    {"config", "Configuration"},
    {"help", "About qualm"},
};

const char *option_heading(const struct option_row *row)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (strcmp(groups[i].first, row->name) == 0)
            return groups[i].heading;
    return NULL;
}

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

const struct option_row *option_find(const char *name, size_t n)
{
    for (size_t i = 0; i < n_option_rows; i++)
        if (option_rows[i].commands && row_is_named(&option_rows[i], name, n))
            return &option_rows[i];
    return NULL;
}

const struct option_row *option_find_letter(char letter)
{
    for (size_t i = 0; i < n_option_rows; i++)
        if (letter && option_rows[i].letter == letter)
            return &option_rows[i];
    return NULL;
}

const struct option_row *option_find_key(const char *name)
{
    for (size_t i = 0; i < n_option_rows; i++)
        if (option_rows[i].is_key && strcmp(option_rows[i].name, name) == 0)
            return &option_rows[i];
    return NULL;
}

const char *option_closest(const char *word, bool is_key)
{
    const char *names[sizeof option_rows / sizeof *option_rows];
    size_t n = 0;
    for (size_t i = 0; i < n_option_rows; i++)
        if ((is_key ? option_rows[i].is_key : option_rows[i].commands != 0) && !strchr(option_rows[i].name, ' '))
            names[n++] = option_rows[i].name;
    return likeness_closest(word, names, n);
}

/* There are at most 64 (a selection is one word of bits). */
#define RULES_MOST 64

const char *option_closest_rule(const char *word)
{
    const char *names[RULES_MOST];
    size_t n = 0;
    for (; n < qualm_rule_count() && n < RULES_MOST; n++)
        names[n] = qualm_rule_at(n)->id;
    return likeness_closest(word, names, n);
}
