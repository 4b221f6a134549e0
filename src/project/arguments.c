/* Reading options: long and short, glued to their values or before them. */
#include "project/arguments.h"

#include <stdlib.h>
#include <string.h>

/* Where reading stands. */
struct reading {
    int argc;
    char **argv;
    int at;
    enum command_bit command;
    const char *command_name;
    struct complaint *why;
};

static enum qualm_status unknown_option(const char *argument, struct complaint *why)
{
    const char *near = NULL;
    if (argument[1] == '-') {
        char word[48] = "";
        const size_t n_word = strcspn(argument + 2, "=");
        if (n_word < sizeof word)
            memcpy(word, argument + 2, n_word);
        near = option_closest(word, false);
    }
    if (near)
        return complaint_say(why, "unknown option '%s', did you mean '--%s'?", argument, near);
    return complaint_say(why, "unknown option '%s'; see 'qualm --help'", argument);
}

/* One option: its value is glued to it or is the next argument. */
static enum qualm_status option_take(struct reading *reading, struct entries *entries)
{
    const char *argument = reading->argv[reading->at];
    const bool is_long = argument[1] == '-';
    const size_t n_name = is_long ? strcspn(argument + 2, "=") : 1;
    const struct option_row *row =
        is_long ? option_find(argument + 2, n_name) : option_find_letter(argument[1]);
    if (!row || !row->commands)
        return unknown_option(argument, reading->why);
    if (!(row->commands & reading->command))
        return complaint_say(reading->why, "option '%s' does not go with 'qualm %s'", argument, reading->command_name);
    const char *glued = is_long ? (argument[2 + n_name] ? argument + 3 + n_name : NULL)
                                : (argument[2] ? argument + 2 : NULL);
    if (!row->value && glued)
        return complaint_say(reading->why, "option '%s' takes no value", argument);
    if (row->value && !glued && reading->at + 1 == reading->argc)
        return complaint_say(reading->why, "option '%s' needs a value: %s", argument, row->value);
    const char *value = !row->value ? "true" : glued ? glued : reading->argv[++reading->at];
    return entries_add(entries, &(struct entry){row, NULL, value, "command line"});
}

enum qualm_status arguments_read(int argc, char **argv, enum command_bit command, const char *command_name,
                                 struct arguments *arguments, struct complaint *why)
{
    struct reading reading = {argc, argv, 0, command, command_name, why};
    enum qualm_status status = QUALM_OK;
    bool is_open = true; /* until "--" */
    arguments->operands = calloc((size_t)argc + 1, sizeof *arguments->operands);
    if (!arguments->operands)
        return QUALM_ERR_MEMORY;
    for (; reading.at < argc && !status; reading.at++) {
        const char *argument = argv[reading.at];
        if (is_open && strcmp(argument, "--") == 0)
            is_open = false;
        else if (!is_open || argument[0] != '-' || argument[1] == '\0')
            arguments->operands[arguments->n_operands++] = argument;
        else
            status = option_take(&reading, &arguments->entries);
    }
    return status;
}

void arguments_free(struct arguments *arguments)
{
    entries_free(&arguments->entries);
    free(arguments->operands);
}
