/* pages man TEMPLATE | pages bash: the manual page and the shell completions, from the command's own tables.
 *
 * A line of the template that is @COMMANDS@, @OPTIONS@, @KEYS@ or @FORMATS@ is replaced by what the tables say.
 */
#include <stdio.h>
#include <string.h>

#include "cmd/run.h"

/* Text in roff: a backslash, a hyphen, and a dot or quote at the start of a line mean something. */
static void put_roff(const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    for (; *text; text++) {
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            fputc(*text, stdout);
    }
}

/* A line of help as a sentence: with a capital and a full stop. */
static void put_sentence(const char *help)
{
    char line[256];
    snprintf(line, sizeof line, "%s.", help);
    if (line[0] >= 'a' && line[0] <= 'z')
        line[0] = (char)(line[0] - 'a' + 'A');
    put_roff(line);
}

static void put_commands(void)
{
    for (size_t i = 0; i < n_commands; i++) {
        printf(".TP\n.B qualm %s\n", commands[i].name);
        put_sentence(commands[i].summary);
        fputc('\n', stdout);
    }
}

static void put_command_names(unsigned bits)
{
    const char *before = "";
    for (size_t i = 0; i < n_commands; i++)
        if (bits & commands[i].bit) {
            printf("%s%s", before, commands[i].name);
            before = ", ";
        }
}

static void put_option(const struct option_row *row)
{
    if (!row->commands)
        return;
    const size_t n_name = strcspn(row->name, " ");
    if (option_heading(row))
        printf(".SS %s\n", option_heading(row));
    fputs(".TP\n.B ", stdout);
    if (row->letter)
        printf("\\-%c, ", row->letter);
    fputs("\\-\\-", stdout);
    char name[64] = "";
    memcpy(name, row->name, n_name < sizeof name ? n_name : 0);
    put_roff(name);
    if (row->value) {
        fputs(" \\fI", stdout);
        put_roff(row->value);
        fputs("\\fR", stdout);
    }
    fputc('\n', stdout);
    if (row->manual)
        put_roff(row->manual);
    else
        put_sentence(row->help);
    fputs("\n(", stdout);
    put_command_names(row->commands);
    fputs(")\n", stdout);
}

/* What stands behind a key. */
static const char *const shapes[] = {
    [OPTION_FLAG] = "True or false",
    [OPTION_TEXT] = "A text",
    [OPTION_LANGUAGE] = "A tag",
    [OPTION_PATH] = "A file, as seen from the folder of the configuration",
    [OPTION_COUNT] = "A whole number",
    [OPTION_LEAST] = "A whole number",
    [OPTION_DENSITY] = "A number",
    [OPTION_SPEED] = "A whole number",
    [OPTION_SEVERITY] = "Note, warning or error",
    [OPTION_LIMIT] = "A limit or a list of them; a later one goes in place of an earlier one for the same formula",
    [OPTION_GLOBS] = "A glob or a list of them; lists add up, and an empty one takes back those further out",
    [OPTION_PHRASES] = "A list; lists add up, and an empty one takes back those further out",
    [OPTION_RATCHET] = "A list",
    [OPTION_RULES] = "A map",
    [OPTION_FORMATS] = "A map",
};

/* A key that is an option too is explained there. */
static void put_key(const struct option_row *row)
{
    if (!row->is_key)
        return;
    fputs(".TP\n.B ", stdout);
    put_roff(row->name);
    fputc('\n', stdout);
    if (row->commands) {
        put_roff(shapes[row->kind]);
        fputs("; see\n.BR \\-\\-", stdout);
        put_roff(row->name);
        fputs(" .\n", stdout);
    } else if (row->manual) {
        put_roff(row->manual);
        fputc('\n', stdout);
    } else {
        put_sentence(row->help);
        fputc('\n', stdout);
    }
}

static void put_rows(void (*put)(const struct option_row *row))
{
    for (size_t i = 0; i < n_option_rows; i++)
        put(&option_rows[i]);
}

static void put_formats(void)
{
    const char *name;
    for (size_t i = 0; (name = qualm_report_format_at(i)); i++) {
        const struct qualm_report_format *format = qualm_report_format_find(name);
        printf(".TP\n.B %s\n", name);
        put_sentence(format->summary);
        fputs(format->hides ? " Findings that count, from the level shown on.\n" : "\n", stdout);
    }
}

static int write_manual(const char *path)
{
    char line[1024];
    FILE *template = fopen(path, "r");
    if (!template) {
        perror(path);
        return 1;
    }
    while (fgets(line, sizeof line, template)) {
        if (strcmp(line, "@COMMANDS@\n") == 0)
            put_commands();
        else if (strcmp(line, "@OPTIONS@\n") == 0)
            put_rows(put_option);
        else if (strcmp(line, "@KEYS@\n") == 0)
            put_rows(put_key);
        else if (strcmp(line, "@FORMATS@\n") == 0)
            put_formats();
        else
            fputs(line, stdout);
    }
    fclose(template);
    return 0;
}

static int write_completions(void)
{
    fputs("# bash completion for qualm; made from the command's own table of options\n_qualm()\n{\n    local words\n"
          "    case ${COMP_WORDS[1]} in\n", stdout);
    for (size_t c = 0; c < n_commands; c++) {
        printf("    %s) words='", commands[c].name);
        for (size_t i = 0; i < n_option_rows; i++)
            if (option_rows[i].commands & commands[c].bit)
                printf("--%.*s ", (int)strcspn(option_rows[i].name, " "), option_rows[i].name);
        fputs("' ;;\n", stdout);
    }
    fputs("    *) words='", stdout);
    for (size_t c = 0; c < n_commands; c++)
        printf("%s ", commands[c].name);
    fputs("' ;;\n    esac\n    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$2\"; compgen -f -- \"$2\")\n}\n"
          "complete -o filenames -F _qualm qualm\n", stdout);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "man") == 0)
        return write_manual(argv[2]);
    if (argc == 2 && strcmp(argv[1], "bash") == 0)
        return write_completions();
    fputs("usage: pages man TEMPLATE | pages bash\n", stderr);
    return 2;
}
