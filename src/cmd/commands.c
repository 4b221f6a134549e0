/* The table of commands. */
#include <string.h>

#include "cmd/run.h"

const struct command commands[] = {
    {"read", COMMAND_READ, "PATH...", "report on texts for a person (the default)"},
    {"check", COMMAND_CHECK, "PATH...", "findings and limits for CI; fails by its exit status"},
    {"stream", COMMAND_STREAM, "", "NDJSON texts in, NDJSON results out, line by line"},
    {"rules", COMMAND_RULES, "", "what is checked, and how well"},
    {"explain", COMMAND_EXPLAIN, "ID...", "one rule or formula, with examples"},
    {"config", COMMAND_CONFIG, "[PATH]", "what configurations say of a text, and where each value comes from"},
    {"init", COMMAND_INIT, "", "write a configuration and a baseline for the folder at hand"},
};
const size_t n_commands = sizeof commands / sizeof *commands;

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < n_commands; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}
