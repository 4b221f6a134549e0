/* qualm init: a short configuration, in which the comments are the help of the keys. */
#include <string.h>

#include "base/printer.h"
#include "cmd/message.h"
#include "cmd/output.h"
#include "cmd/run.h"
#include "project/disk.h"

#define NAME ".qualm.yaml"
#define BASELINE ".qualm-baseline.json"
#define COMMENT_COLUMN 36

static const char head[] =
    "# What qualm holds for the texts in this folder and below. A file like this one in a folder further down\n"
    "# goes before it, value by value. \"qualm config FILE\" says what comes of it all; \"man qualm\" knows the\n"
    "# other keys.\n\n";

/* What a site may want to say. A line that is no default of ours begins as a comment. */
static const struct suggestion {
    const char *key, *text;
    bool is_active;
} suggestions[] = {
    {"fail-level", "warning", true},
    {"extends", "health", false},
    {"max-grade", "12", false},
    {"exclude", "[drafts, CHANGELOG.md]", false},
    {"rules", "{certainty/booster: off}", false},
    {"accept", "[miracle berry]", false},
    {"require-reason", "true", false},
    {"baseline", BASELINE, true},
};

static void print_suggestion(struct printer *out, const struct suggestion *suggestion)
{
    const size_t n = (suggestion->is_active ? 0 : 2) + strlen(suggestion->key) + 2 + strlen(suggestion->text);
    print_text(out, suggestion->is_active ? "" : "# ");
    print_text(out, suggestion->key);
    print_text(out, ": ");
    print_text(out, suggestion->text);
    print_repeat(out, " ", n < COMMENT_COLUMN ? COMMENT_COLUMN - n : 1);
    print_text(out, "# ");
    print_text(out, option_find_key(suggestion->key)->help);
    print_text(out, "\n");
}

static void print_config(struct printer *out)
{
    print_text(out, head);
    for (size_t i = 0; i < sizeof suggestions / sizeof *suggestions; i++)
        print_suggestion(out, &suggestions[i]);
}

static bool may_write(void)
{
    static const char *const names[] = {NAME, "qualm.yaml", BASELINE};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (disk_mode(names[i])) {
            complain("'%s' is there already; change it, or take it away first", names[i], NULL);
            return false;
        }
    return true;
}

static int write_config(void)
{
    struct output output;
    struct printer out;
    if (!output_open(&output, NAME))
        return EXIT_UNWRITTEN;
    printer_init(&out, output_write, &output);
    print_config(&out);
    printer_flush(&out);
    if (!output_close(&output))
        return EXIT_UNWRITTEN;
    output_open(&output, NULL);
    static const char said[] = "wrote " NAME "; commit both files, then run 'qualm check .'\n";
    output_write(&output, said, strlen(said));
    return output_close(&output) ? EXIT_CLEAN : EXIT_UNWRITTEN;
}

/* The baseline comes first, since a configuration that names one which is not there is refused. */
static int write_both(void)
{
    static const char *const here[] = {"."};
    const struct entries none = {0};
    const struct request request = {
        .settings = {.write_baseline = BASELINE}, .entries = &none, .operands = here, .n_operands = 1};
    const int status = run_baseline(&request);
    if (status == EXIT_UNREAD)
        complain("wrote nothing, since not every text can be read: mend it, or name it in .qualmignore", NULL, NULL);
    return status == EXIT_CLEAN ? write_config() : status;
}

int run_init(const struct request *request)
{
    if (request->n_operands) {
        complain("'qualm init' takes no '%s'; it writes to the folder at hand", request->operands[0], NULL);
        return EXIT_USAGE;
    }
    return may_write() ? write_both() : EXIT_USAGE;
}
