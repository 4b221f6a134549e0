/* qualm, the command: which command is meant, and its exit status. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/likeness.h"
#include "cmd/message.h"
#include "cmd/output.h"
#include "cmd/run.h"

static int print_version(void)
{
    struct output output;
    output_open(&output, NULL);
    const char *const parts[] = {"qualm ", qualm_version(), " (corpus ", qualm_edition(), ")\n"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        output_write(&output, parts[i], strlen(parts[i]));
    return output_close(&output) ? EXIT_CLEAN : EXIT_UNWRITTEN;
}

/* A first word that is no file and looks like a command was one with a slip in it. */
static const char *command_guess(const char *word)
{
    const char *names[16];
    for (size_t i = 0; i < n_commands && i < 16; i++)
        names[i] = commands[i].name;
    if (word[0] == '-' || strpbrk(word, "./") || access(word, F_OK) == 0)
        return NULL;
    return likeness_closest(word, names, n_commands);
}

static int run(const struct request *request, enum command_bit bit)
{
    switch (bit) {
    case COMMAND_READ:
        return run_read(request);
    case COMMAND_CHECK:
        return run_check(request);
    case COMMAND_STREAM:
        return run_stream(request);
    case COMMAND_RULES:
        return run_rules(request);
    case COMMAND_EXPLAIN:
        return run_explain(request);
    case COMMAND_CONFIG:
        return run_config(request);
    case COMMAND_INIT:
        return run_init(request);
    }
    return EXIT_USAGE;
}

/* What the command line asks for; EXIT_CLEAN, or the status to end with after a message. */
static int request_read(const struct command *command, int argc, char **argv, struct arguments *arguments,
                        struct request *request)
{
    struct complaint why = {""};
    enum qualm_status status = arguments_read(argc, argv, command->bit, command->name, arguments, &why);
    if (!status)
        status = entries_apply(&arguments->entries, &request->settings, &why);
    if (status)
        complain("%s", status == QUALM_ERR_ARGUMENT ? why.text : qualm_status_text(status), NULL);
    request->entries = &arguments->entries;
    request->operands = arguments->operands;
    request->n_operands = arguments->n_operands;
    return !status ? EXIT_CLEAN : status == QUALM_ERR_ARGUMENT ? EXIT_USAGE : EXIT_UNREAD;
}

static int command_run(const struct command *command, bool is_named, int argc, char **argv)
{
    struct arguments arguments = {0};
    struct request request = {0};
    int status = request_read(command, argc, argv, &arguments, &request);
    if (status == EXIT_CLEAN && request.settings.wants_version)
        status = print_version();
    else if (status == EXIT_CLEAN && request.settings.wants_help)
        status = is_named ? help_command(command) : help_overview();
    else if (status == EXIT_CLEAN)
        status = run(&request, command->bit);
    arguments_free(&arguments);
    return status;
}

/* "qualm help" and "qualm help check", for those who are used to it. */
static int help(const char *name)
{
    const struct command *command = name ? command_find(name) : NULL;
    if (!name || command)
        return command ? help_command(command) : help_overview();
    complain("there is no command '%s'; see 'qualm --help'", name, NULL);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    output_secure_descriptors();
    if (argc < 2)
        return help_overview();
    const struct command *command = command_find(argv[1]);
    if (!command && access(argv[1], F_OK) != 0 && strcmp(argv[1], "help") == 0)
        return help(argc > 2 ? argv[2] : NULL);
    if (!command && access(argv[1], F_OK) != 0 && strcmp(argv[1], "version") == 0)
        return print_version();
    const char *guess = command ? NULL : command_guess(argv[1]);
    if (guess) {
        complain("there is no command and no file '%s', did you mean '%s'?", argv[1], guess);
        return EXIT_USAGE;
    }
    const int skip = command ? 2 : 1;
    return command_run(command ? command : command_find("read"), command != NULL, argc - skip, argv + skip);
}
