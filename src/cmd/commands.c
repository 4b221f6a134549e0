/* The table of commands. */
#include <string.h>

#include "cmd/run.h"

static const char check_examples[] =
    "  qualm check content                            the whole site\n"
    "  qualm check --diff-base main content           what changed since the branch left main\n"
    "  qualm check --to github --to csv:t.csv docs    two reports in one run\n"
    "\n"
    "Exit status: 0 all read and nothing failed, 1 findings or a missed limit, 2 a wrong\n"
    "command line or configuration, 3 some input was not read, 4 output was not written.\n";

const struct command commands[] = {
    {"read", COMMAND_READ, "PATH...", "report on texts for a person (the default)", NULL},
    {"check", COMMAND_CHECK, "PATH...", "findings and limits for CI; fails by its exit status", check_examples},
    {"stream", COMMAND_STREAM, "", "NDJSON texts in, NDJSON results out, line by line", NULL},
    {"rules", COMMAND_RULES, "", "what is checked, and how well", NULL},
    {"explain", COMMAND_EXPLAIN, "ID...", "one rule or formula, with examples", NULL},
    {"config", COMMAND_CONFIG, "[PATH]", "what configurations say of a text, and where each value comes from", NULL},
    {"init", COMMAND_INIT, "", "write a configuration and a baseline for the folder at hand", NULL},
};
const size_t n_commands = sizeof commands / sizeof *commands;

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < n_commands; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}
