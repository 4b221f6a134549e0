/* How the figures of a text came to be: what was left out of them, what was said on the way, and the formulas. */
#include "report/html.h"

#include <string.h>

#include "base/number.h"

struct remark_facts {
    struct qualm_summary summary;
    size_t n_excluded;
};

static struct remark_facts facts_of(const struct html_text *text)
{
    struct remark_facts facts = {.n_excluded = 0};
    qualm_summarise(text->result, text->options->min_level, &facts.summary);
    for (size_t i = 0; i < text->result->n_excluded; i++)
        facts.n_excluded += text->result->excluded[i].words > 0;
    return facts;
}

static bool has_limit_remark(const struct qualm_result *result)
{
    return result->limits == QUALM_TOO_SHORT || result->limits == QUALM_NO_GRADE;
}

static bool has_uncounted(const struct qualm_summary *summary)
{
    return summary->suppressed || summary->accepted || summary->in_baseline || summary->outside_diff || summary->hidden;
}

bool html_has_remarks(const struct html_text *text)
{
    const struct qualm_result *result = text->result;
    const struct remark_facts facts = facts_of(text);
    return facts.n_excluded || has_uncounted(&facts.summary) || result->n_warnings || result->n_findings_dropped ||
           has_limit_remark(result);
}

static void put_excluded(struct printer *out, const struct qualm_result *result)
{
    const char *between = "<li>Read and timed, but not graded: ";
    for (size_t i = 0; i < result->n_excluded; i++) {
        if (!result->excluded[i].words)
            continue;
        print_text(out, between);
        put_words(out, excluded_name(result->excluded[i].kind));
        print_text(out, " (");
        put_counted(out, result->excluded[i].words, "word");
        print_text(out, ")");
        between = ", ";
    }
    print_text(out, between[0] == ',' ? ".</li>\n" : "");
}

static void put_uncounted(struct printer *out, const struct qualm_summary *summary)
{
    const struct {
        uint64_t n;
        const char *what;
    } rows[] = {
        {summary->suppressed, " suppressed in the text."},
        {summary->accepted, " accepted by the configuration."},
        {summary->in_baseline, " in the baseline."},
        {summary->outside_diff, " outside what changed."},
        {summary->hidden, " below the level that is shown (--min-level note shows all)."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!rows[i].n)
            continue;
        print_text(out, "<li>");
        put_counted(out, rows[i].n, "finding");
        print_text(out, rows[i].what);
        print_text(out, "</li>\n");
    }
}

static void put_said(struct printer *out, const struct qualm_result *result)
{
    for (size_t i = 0; i < result->n_warnings; i++) {
        print_text(out, "<li dir=\"auto\">");
        put_words(out, result->warnings[i].message);
        print_text(out, "</li>\n");
    }
    if (result->n_findings_dropped) {
        print_text(out, "<li>Findings of one rule beyond the bound of 1,000 are left out: ");
        print_uint(out, result->n_findings_dropped);
        print_text(out, ".</li>\n");
    }
    if (has_limit_remark(result))
        print_text(out, result->limits == QUALM_TOO_SHORT ? "<li>Limits not judged: the text is too short.</li>\n"
                                                          : "<li>Limits not judged: the text has no grade.</li>\n");
}

void html_remarks_put(struct html_text *text)
{
    const struct remark_facts facts = facts_of(text);
    if (!html_has_remarks(text))
        return;
    print_text(text->out, "<section>\n");
    put_part_heading(text, 'R', "Remarks");
    print_text(text->out, "<ul class=\"remarks\">\n");
    put_excluded(text->out, text->result);
    put_uncounted(text->out, &facts.summary);
    put_said(text->out, text->result);
    print_text(text->out, "</ul>\n</section>\n");
}

/* -------------------------------------------------------------- formulas */

static void put_formula(struct printer *out, const struct qualm_readability *each)
{
    print_text(out, "<tr><th scope=\"row\">");
    put_words(out, each->formula->name);
    print_text(out, "</th><td class=\"n\">");
    if (each->absent)
        print_text(out, "\xE2\x80\x93");
    else
        print_number(out, each->value, 1);
    print_text(out, "</td><td>");
    if (each->absent || each->caution)
        put_words(out, each->absent ? each->absent : each->caution);
    else
        print_text(out, strcmp(each->formula->scale, "grade") == 0 ? "" : "a score, not a grade");
    print_text(out, "</td></tr>\n");
}

/* A page of several texts would be long with them. */
bool html_has_formulas(const struct html_text *text)
{
    return text->result->n_readability && (text->is_alone || text->options->detail);
}

void html_formulas_put(struct html_text *text)
{
    const struct qualm_result *result = text->result;
    struct printer *out = text->out;
    if (!html_has_formulas(text))
        return;
    print_text(out, "<section>\n");
    put_part_heading(text, 'M', "Formulas");
    print_text(out, "<table class=\"formulas\">\n<thead><tr><th scope=\"col\">Formula</th>"
                    "<th scope=\"col\" class=\"n\">Value</th><th scope=\"col\">Remark</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < result->n_readability; i++)
        put_formula(out, &result->readability[i]);
    print_text(out, "</tbody>\n</table>\n</section>\n");
}
