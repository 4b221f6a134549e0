/* qualm init: a short configuration, in which the comments are the help of the keys. */
#include "cmd/init.h"

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
    "# What qualm holds for the texts in this folder and below. A file like this one in a folder further down goes before\n"
    "# it, value by value. \"qualm config FILE\" says what comes of it all; \"man qualm\" knows the other keys.\n\n";

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

static void print_config(struct printer *out, const char *baseline)
{
    print_text(out, head);
    for (size_t i = 0; i < sizeof suggestions / sizeof *suggestions; i++)
        print_suggestion(out, &suggestions[i]);
    print_suggestion(out, &(struct suggestion){"baseline", baseline ? baseline : BASELINE, baseline != NULL});
}

bool init_may_write(void)
{
    static const char *const names[] = {NAME, "qualm.yaml", BASELINE};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (disk_mode(names[i])) {
            complain("'%s' is there already; change it, or take it away first", names[i], NULL);
            return false;
        }
    return true;
}

int init_write_config(const char *baseline)
{
    struct output output;
    struct printer out;
    if (!output_open(&output, NAME))
        return EXIT_UNWRITTEN;
    printer_init(&out, output_write, &output);
    print_config(&out, baseline);
    printer_flush(&out);
    if (!output_close(&output))
        return EXIT_UNWRITTEN;
    output_open(&output, NULL);
    static const char said[] = "wrote " NAME "\n";
    output_write(&output, said, strlen(said));
    return output_close(&output) ? EXIT_CLEAN : EXIT_UNWRITTEN;
}

/* A folder without texts gets a configuration all the same; what went wrong was said. */
int run_init(const struct request *request)
{
    if (request->n_operands) {
        complain("'qualm init' takes no '%s'; it writes to the folder at hand", request->operands[0], NULL);
        return EXIT_USAGE;
    }
    if (!init_may_write())
        return EXIT_USAGE;
    const int status = baseline_of_folder(BASELINE);
    return status == EXIT_UNWRITTEN ? status : init_write_config(status == EXIT_CLEAN ? BASELINE : NULL);
}
