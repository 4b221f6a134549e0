/* qualm rules and qualm explain: what is checked, how well, with examples. */
#include <string.h>

#include "base/printer.h"
#include "base/likeness.h"
#include "cmd/message.h"
#include "cmd/output.h"
#include "cmd/run.h"

#define TEXT_WIDTH 78

/* Text with a paragraph for each "¶" in it, wrapped and indented. */
static void print_wrapped(struct printer *out, const char *text, size_t indent)
{
    static const char mark[] = "\xC2\xB6";
    size_t column = 0;
    while (*text) {
        const size_t n = strcspn(text, " ");
        if (n == strlen(mark) && strncmp(text, mark, n) == 0) {
            print_text(out, "\n\n");
            column = 0;
        } else {
            if (column && column + 1 + n > TEXT_WIDTH) {
                print_text(out, "\n");
                column = 0;
            }
            if (column == 0)
                print_repeat(out, " ", indent);
            else
                print_text(out, " ");
            column += (column ? 1 : indent) + n;
            print_bytes(out, text, n);
        }
        text += n + (text[n] == ' ');
    }
    print_text(out, "\n");
}

/* "right 28 of 30 on …", or that nobody has measured it. */
static void print_precision(struct printer *out, const struct qualm_rule *rule)
{
    if (!rule->is_ready) {
        print_text(out, "not ready: the id is kept for it");
        return;
    }
    if (rule->judged == 0) {
        print_text(out, "not measured");
        return;
    }
    print_uint(out, rule->right);
    print_text(out, " of ");
    print_uint(out, rule->judged);
    print_text(out, " right");
}

static void print_padded(struct printer *out, const char *text, size_t width)
{
    const size_t n = strlen(text);
    print_text(out, text);
    print_repeat(out, " ", n < width ? width - n : 1);
}

#define ID_WIDTH 33

static void print_rule_line(struct printer *out, const struct qualm_rule *rule)
{
    print_padded(out, rule->id, ID_WIDTH);
    print_padded(out, rule->is_ready ? qualm_severity_name(rule->severity) : "-", 9);
    print_text(out, rule->summary);
    if (rule->is_ready && rule->judged) {
        print_text(out, " (");
        print_precision(out, rule);
        print_text(out, ")");
    }
    print_text(out, "\n");
}

static int finish(struct printer *out, struct output *output)
{
    printer_flush(out);
    return output_close(output) ? EXIT_CLEAN : EXIT_UNWRITTEN;
}

int run_rules(const struct request *request)
{
    struct output output;
    struct printer out;
    if (request->n_operands) {
        complain("'qualm rules' takes no '%s'; try 'qualm explain'", request->operands[0], NULL);
        return EXIT_USAGE;
    }
    if (!output_open(&output, request->settings.output))
        return EXIT_UNWRITTEN;
    printer_init(&out, output_write, &output);
    for (size_t i = 0; i < qualm_rule_count(); i++)
        print_rule_line(&out, qualm_rule_at(i));
    print_text(&out, "\n- marks an id that is kept for a rule to come.\n");
    print_text(&out, "\nReadability formulas (for --max-grade and --detail)\n");
    for (size_t i = 0; i < qualm_formula_count(); i++) {
        const struct qualm_formula *formula = qualm_formula_at(i);
        print_padded(&out, formula->id, ID_WIDTH);
        print_padded(&out, formula->scale, 9);
        print_text(&out, formula->name);
        print_text(&out, "\n");
    }
    return finish(&out, &output);
}

static void print_part(struct printer *out, const char *head, const char *text)
{
    print_text(out, "\n");
    print_text(out, head);
    print_text(out, "\n");
    print_wrapped(out, text, 2);
}

static void print_rule(struct printer *out, const struct qualm_rule *rule)
{
    print_text(out, rule->id);
    print_text(out, rule->is_ready ? " (" : " (not ready, planned as ");
    print_text(out, qualm_severity_name(rule->severity));
    print_text(out, ")\n\n");
    print_wrapped(out, rule->summary, 2);
    print_part(out, "Why", rule->why);
    print_part(out, "What to do", rule->remedy);
    print_part(out, "It finds", rule->bad);
    print_part(out, "It does not find", rule->good);
    print_text(out, "\nHow well\n  ");
    print_precision(out, rule);
    print_text(out, rule->judged ? ", read one by one:\n" : "\n");
    if (rule->judged)
        print_wrapped(out, rule->measured_on, 2);
}

static void print_formula(struct printer *out, const struct qualm_formula *formula)
{
    print_text(out, formula->id);
    print_text(out, " (");
    print_text(out, formula->scale);
    print_text(out, ")\n\n");
    print_wrapped(out, formula->name, 2);
    print_part(out, "Formula", formula->expression);
    print_part(out, "Source", formula->source);
}

static int unknown_id(const char *id)
{
    const char *ids[256];
    size_t n = 0;
    for (size_t i = 0; i < qualm_rule_count() && n < 256; i++)
        ids[n++] = qualm_rule_at(i)->id;
    for (size_t i = 0; i < qualm_formula_count() && n < 256; i++)
        ids[n++] = qualm_formula_at(i)->id;
    const char *near = likeness_closest(id, ids, n);
    if (near)
        complain("there is no rule or formula '%s', did you mean '%s'?", id, near);
    else
        complain("there is no rule or formula '%s'; see 'qualm rules'", id, NULL);
    return EXIT_USAGE;
}

/* A rule, a formula, or the rules of a family. */
static void print_named(struct printer *out, const char *name)
{
    const struct qualm_rule *rule = qualm_rule_find(name);
    if (rule) {
        print_rule(out, rule);
    } else if (qualm_formula_find(name)) {
        print_formula(out, qualm_formula_find(name));
    } else {
        const size_t n = strlen(name);
        for (size_t i = 0; i < qualm_rule_count(); i++)
            if (strncmp(qualm_rule_at(i)->id, name, n) == 0 && qualm_rule_at(i)->id[n] == '/')
                print_rule_line(out, qualm_rule_at(i));
    }
}

int run_explain(const struct request *request)
{
    struct output output;
    struct printer out;
    if (request->n_operands == 0) {
        complain("explain what? Name a rule, a family or a formula; 'qualm rules' lists them", NULL, NULL);
        return EXIT_USAGE;
    }
    for (size_t i = 0; i < request->n_operands; i++)
        if (!qualm_rule_is_known(request->operands[i]) && !qualm_formula_find(request->operands[i]))
            return unknown_id(request->operands[i]);
    if (!output_open(&output, request->settings.output))
        return EXIT_UNWRITTEN;
    printer_init(&out, output_write, &output);
    for (size_t i = 0; i < request->n_operands; i++) {
        if (i)
            print_text(&out, "\n\n");
        print_named(&out, request->operands[i]);
    }
    return finish(&out, &output);
}
