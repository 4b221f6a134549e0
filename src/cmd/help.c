/* Help, made from the tables of commands and options. */
#include <string.h>

#include "base/printer.h"
#include "cmd/output.h"
#include "cmd/run.h"

static const char overview[] =
    "qualm reads prose and says how long it takes to read, how hard it is to read,\n"
    "and where it claims more than it can carry. It reads wording: it checks no facts,\n"
    "spelling or grammar.\n"
    "\n"
    "  qualm draft.md                     a report on one text, for its author\n"
    "  qualm check --max-grade 12 docs/   a verdict for CI: the exit status fails\n"
    "  qualm stream < texts.ndjson        a line of JSON for each text of an archive\n"
    "\n"
    "Commands\n";

static const char statuses[] =
    "\n"
    "Exit status: 0 all read and nothing found, 1 findings or a missed limit (check),\n"
    "2 usage, 3 some input was not read, 4 output was not written.\n"
    "'qualm COMMAND --help' tells more.\n";

static int finish(struct printer *out, struct output *output)
{
    printer_flush(out);
    return output_close(output) ? EXIT_CLEAN : EXIT_UNWRITTEN;
}

static void print_padded(struct printer *out, const char *text, size_t n, size_t width)
{
    print_bytes(out, text, n);
    print_repeat(out, " ", n < width ? width - n : 1);
}

int help_overview(void)
{
    struct output output;
    struct printer out;
    output_open(&output, NULL);
    printer_init(&out, output_write, &output);
    print_text(&out, overview);
    for (size_t i = 0; i < n_commands; i++) {
        print_text(&out, "  ");
        print_padded(&out, commands[i].name, strlen(commands[i].name), 9);
        print_text(&out, commands[i].summary);
        print_text(&out, "\n");
    }
    print_text(&out, statuses);
    return finish(&out, &output);
}

static void print_option(struct printer *out, const struct option_row *row)
{
    const size_t n_name = strcspn(row->name, " ");
    char left[64] = "";
    size_t n = 0;
    const char *const parts[] = {"--", row->name, row->value ? " " : "", row->value ? row->value : ""};
    for (size_t i = 0; i < 4; i++) {
        const size_t size = i == 1 ? n_name : strlen(parts[i]);
        memcpy(left + n, parts[i], size);
        n += size;
    }
    print_text(out, "  ");
    if (row->letter) {
        print_text(out, "-");
        print_bytes(out, &row->letter, 1);
        print_text(out, ", ");
    } else {
        print_text(out, "    ");
    }
    print_padded(out, left, n, 25);
    print_text(out, row->help);
    print_text(out, "\n");
}

static void print_formats(struct printer *out)
{
    const char *name;
    print_text(out, "\nFormats of reports\n");
    for (size_t i = 0; (name = qualm_report_format_at(i)); i++) {
        print_text(out, "  ");
        print_padded(out, name, strlen(name), 12);
        print_text(out, qualm_report_format_find(name)->summary);
        print_text(out, "\n");
    }
}

/* Headings help where there is much to find. */
#define HEADED_LEAST 10

static size_t count_options(const struct command *command)
{
    size_t n = 0;
    for (size_t i = 0; i < n_option_rows; i++)
        n += (option_rows[i].commands & command->bit) != 0;
    return n;
}

/* A group of which the command has no option leaves no heading. */
static void print_options(struct printer *out, const struct command *command)
{
    const bool has_headings = count_options(command) >= HEADED_LEAST;
    const char *pending = NULL;
    for (size_t i = 0; i < n_option_rows; i++) {
        const char *heading = option_heading(&option_rows[i]);
        pending = heading ? heading : pending;
        if (!(option_rows[i].commands & command->bit))
            continue;
        if (pending && has_headings) {
            print_text(out, "\n");
            print_text(out, pending);
            print_text(out, "\n");
        }
        pending = NULL;
        print_option(out, &option_rows[i]);
    }
}

int help_command(const struct command *command)
{
    struct output output;
    struct printer out;
    output_open(&output, NULL);
    printer_init(&out, output_write, &output);
    print_text(&out, "usage: qualm ");
    print_text(&out, command->name);
    print_text(&out, " [OPTION]...");
    print_text(&out, command->operands[0] ? " " : "");
    print_text(&out, command->operands);
    print_text(&out, "\n\n");
    print_text(&out, command->summary);
    print_text(&out, command->examples ? "\n\n" : "");
    print_text(&out, command->examples ? command->examples : "\n");
    print_text(&out, count_options(command) < HEADED_LEAST ? "\n" : "");
    print_options(&out, command);
    if (command->bit & (COMMAND_READ | COMMAND_CHECK))
        print_formats(&out);
    return finish(&out, &output);
}
