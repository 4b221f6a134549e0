/* Markdown, for the summary of a job or a comment on a change: the verdict, a table with a line a text, the findings
 * folded text by text, in no more than a comment may hold. What does not fit is counted. */
#include "report/report.h"

#include <math.h>
#include <string.h>

/* A comment of GitHub holds 65,536 characters; a job summary holds more. */
#define BYTES_MOST 65000
#define BYTES_OF_HEAD 2000
#define ROWS_MOST 100
#define BYTES_OF_ROWS 24000
#define FINDINGS_MOST 20

/* Ranks of report_hold: rows of the table by the worst that was found (0 is nothing), then the folded findings
 * likewise, then a line for each text that is better or worse than before. */
enum { HELD_ROWS = 0, HELD_BLOCKS = 4, HELD_BETTER = 8, HELD_WORSE = 9 };

/* --------------------------------------------------------------- figures */

static void count_print(struct printer *out, uint64_t n, const char *noun)
{
    print_uint(out, n);
    print_text(out, " ");
    print_text(out, noun);
    print_text(out, n == 1 ? "" : "s");
}

/* By severity, those from the level on that is shown. */
static uint64_t shown_of(const struct qualm_report_options *options, const uint64_t counts[QUALM_ERROR + 1])
{
    uint64_t n = 0;
    for (int severity = QUALM_NOTE; severity <= QUALM_ERROR; severity++)
        n += severity >= (int)options->min_level ? counts[severity] : 0;
    return n;
}

/* "2 errors, 1 note"; nothing for none. Says whether there was one. */
static bool counts_print(struct printer *out, const struct qualm_report_options *options,
                         const uint64_t counts[QUALM_ERROR + 1])
{
    bool has_one = false;
    for (int severity = QUALM_ERROR; severity >= QUALM_NOTE && severity >= (int)options->min_level; severity--) {
        if (!counts[severity])
            continue;
        print_text(out, has_one ? ", " : "");
        count_print(out, counts[severity], qualm_severity_name((enum qualm_severity)severity));
        has_one = true;
    }
    return has_one;
}

struct change {
    const struct qualm_before *before;
    double grade; /* how much higher */
    int64_t minutes, words, findings;
};

static int64_t difference(uint64_t now, uint64_t before)
{
    return now >= before ? (int64_t)(now - before) : -(int64_t)(before - now);
}

static void counts_of(const struct qualm_result *result, uint64_t counts[QUALM_ERROR + 1])
{
    for (size_t i = 0; i < result->n_findings; i++)
        counts[result->findings[i].severity] += result->findings[i].state == QUALM_COUNTS;
}

/* Those that a text from before can have too: what is known or unchanged was there, and no ratchet held. */
static uint64_t comparable_of(const struct qualm_report_options *options, const struct qualm_result *result)
{
    uint64_t counts[QUALM_ERROR + 1] = {0};
    for (size_t i = 0; i < result->n_findings; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        counts[finding->severity] += finding->state != QUALM_SUPPRESSED && finding->state != QUALM_ACCEPTED &&
                                     strncmp(finding->rule->id, "ratchet/", 8) != 0;
    }
    return shown_of(options, counts);
}

static struct change change_of(const struct qualm_report_options *options, const struct qualm_result *result)
{
    const struct qualm_before *before = result->before;
    struct change change = {.before = before};
    if (!before)
        return change;
    const uint64_t counts[QUALM_ERROR + 1] = {0, before->notes, before->warnings, before->errors};
    change.findings = difference(comparable_of(options, result), shown_of(options, counts));
    change.words = difference(result->words_seen, before->words);
    if (!result->silent.absent && before->minutes)
        change.minutes = difference(result->silent.minutes, before->minutes);
    if (!result->grade.absent && !before->grade.absent)
        change.grade = floor(result->grade.value * 10 + .5) / 10 - floor(before->grade.value * 10 + .5) / 10;
    return change;
}

#define GRADE_STEP .05

static bool is_worse(const struct change *change)
{
    return change->grade > GRADE_STEP || change->findings > 0;
}

static bool is_better(const struct change *change)
{
    return !is_worse(change) && (change->grade < -GRADE_STEP || change->findings < 0);
}

/* ------------------------------------------------------------------ rows */

static void delta_print(struct printer *out, int64_t delta, const char *up, const char *down)
{
    if (!delta)
        return;
    print_text(out, delta > 0 ? up : down);
    print_uint(out, delta > 0 ? (uint64_t)delta : (uint64_t)-delta);
    print_text(out, ")");
}

static void grade_cell(struct printer *out, const struct qualm_result *result, const struct change *change)
{
    if (result->grade.absent)
        print_text(out, "–");
    else
        print_number(out, result->grade.value, 1);
    if (fabs(change->grade) > GRADE_STEP) {
        print_text(out, change->grade > 0 ? " (▲ " : " (▼ ");
        print_number(out, fabs(change->grade), 1);
        print_text(out, ")");
    }
}

static void figures_cells(struct printer *out, const struct qualm_result *result, const struct change *change)
{
    grade_cell(out, result, change);
    print_text(out, " | ");
    if (result->silent.absent)
        print_text(out, "–");
    else
        print_uint(out, result->silent.minutes);
    delta_print(out, change->minutes, " (+", " (−");
    print_text(out, " | ");
    print_uint(out, result->words_seen);
    delta_print(out, change->words, " (+", " (−");
    print_text(out, " | ");
}

static void row_print(struct printer *out, const struct qualm_report_options *options,
                      const struct qualm_result *result, const uint64_t counts[QUALM_ERROR + 1],
                      const struct change *change)
{
    print_text(out, "| ");
    print_markdown(out, report_path(result->path));
    print_text(out, " | ");
    if (result->n_errors) {
        print_text(out, "– | – | – | **not read** |\n");
        return;
    }
    figures_cells(out, result, change);
    if (!counts_print(out, options, counts))
        print_text(out, "none");
    delta_print(out, change->findings, " (▲ ", " (▼ ");
    print_text(out, " |\n");
}

/* -------------------------------------------------------------- findings */

static void item_print(struct printer *out, const struct qualm_finding *finding)
{
    print_text(out, "<li><b>");
    print_text(out, qualm_severity_name(finding->severity));
    print_text(out, "</b> ");
    if (finding->span.line) {
        print_text(out, "line ");
        print_uint(out, finding->span.line);
        print_text(out, ": ");
    }
    print_markdown(out, finding->message);
    if (finding->remedy && finding->remedy[0]) {
        print_text(out, " <i>");
        print_markdown(out, finding->remedy);
        print_text(out, "</i>");
    }
    print_text(out, " <code>");
    print_markdown(out, finding->rule->id);
    print_text(out, "</code></li>");
}

/* The worst first, each in the order of the text. */
static void items_print(struct printer *out, const struct qualm_report_options *options,
                        const struct qualm_result *result, uint64_t n_shown)
{
    uint64_t n = 0;
    for (int severity = QUALM_ERROR; severity >= QUALM_NOTE; severity--)
        for (size_t i = 0; i < result->n_findings && n < FINDINGS_MOST; i++) {
            const struct qualm_finding *finding = &result->findings[i];
            if ((int)finding->severity != severity || !report_is_shown(options, finding))
                continue;
            item_print(out, finding);
            n++;
        }
    if (n_shown > n) {
        print_text(out, "<li>and ");
        print_uint(out, n_shown - n);
        print_text(out, " more: <code>--to line</code> shows all</li>");
    }
}

/* One line, so that it is one block of HTML in which no Markdown is read. */
static void block_print(struct printer *out, const struct qualm_report_options *options,
                        const struct qualm_result *result, const uint64_t counts[QUALM_ERROR + 1])
{
    print_text(out, "<details><summary>");
    print_markdown(out, report_path(result->path));
    print_text(out, ": ");
    if (result->n_errors)
        print_text(out, "not read");
    else
        counts_print(out, options, counts);
    print_text(out, "</summary><ul>");
    for (size_t i = 0; i < result->n_errors; i++) {
        print_text(out, "<li>");
        print_markdown(out, result->errors[i].message);
        print_text(out, "</li>");
    }
    items_print(out, options, result, shown_of(options, counts));
    print_text(out, "</ul></details>\n");
}

static unsigned worst_of(const struct qualm_report_options *options, const struct qualm_result *result,
                         const uint64_t counts[QUALM_ERROR + 1])
{
    if (result->n_errors)
        return QUALM_ERROR;
    for (unsigned severity = QUALM_ERROR; severity >= QUALM_NOTE && severity >= options->min_level; severity--)
        if (counts[severity])
            return severity;
    return 0;
}

static void markdown_document(struct printer *out, const struct qualm_report_options *options,
                              const struct qualm_result *result)
{
    uint64_t counts[QUALM_ERROR + 1] = {0};
    counts_of(result, counts);
    const struct change change = change_of(options, result);
    const unsigned worst = worst_of(options, result, counts);
    print_uint(out, HELD_ROWS + worst);
    row_print(out, options, result, counts, &change);
    if (worst) {
        print_uint(out, HELD_BLOCKS + worst);
        block_print(out, options, result, counts);
    }
    if (is_worse(&change) || is_better(&change)) {
        print_uint(out, is_worse(&change) ? HELD_WORSE : HELD_BETTER);
        print_text(out, "\n");
    }
}

/* No more lines than could be shown, whatever their length. */
static void markdown_add(struct qualm_report *report, struct span rendered)
{
    report_hold(report, rendered, BYTES_MOST / 100);
}

/* --------------------------------------------------------------- verdict */

static const char *verdict_of(const struct qualm_report_options *options, const struct report_sums *sums)
{
    const enum qualm_severity level = options->fail_level ? options->fail_level : QUALM_WARNING;
    if (!options->is_check)
        return "**qualm:** ";
    for (int severity = (int)level; severity <= QUALM_ERROR; severity++)
        if (sums->counts[severity])
            return "**qualm fails:** ";
    if (sums->failed)
        return "**qualm fails:** ";
    return sums->no_rule == sums->read ? "**qualm judged nothing:** " : "**qualm passes:** ";
}

static void verdict_print(struct qualm_report *report, const struct report_sums *sums)
{
    struct printer *out = &report->out;
    if (!sums->read && !sums->failed) {
        print_text(out, "**qualm:** no text was read.\n");
        return;
    }
    print_text(out, verdict_of(&report->options, sums));
    if (!counts_print(out, &report->options, sums->counts))
        print_text(out, sums->hidden_failing ? "nothing that is shown" : "nothing found");
    print_text(out, " in ");
    count_print(out, sums->read, "text");
    if (sums->failed) {
        print_text(out, "; ");
        count_print(out, sums->failed, "text");
        print_text(out, " not read");
    }
    print_text(out, ".\n");
}

static void changes_print(struct qualm_report *report)
{
    struct printer *out = &report->out;
    if (!report->n_held[HELD_BETTER] && !report->n_held[HELD_WORSE])
        return;
    print_text(out, "\nThan before: ");
    count_print(out, report->n_held[HELD_BETTER], "text");
    print_text(out, " better, ");
    count_print(out, report->n_held[HELD_WORSE], "text");
    print_text(out, " worse (▲ worse, ▼ better).\n");
}

struct part {
    uint64_t n;
    const char *text;
};

static void parts_print(struct printer *out, const char *head, const struct part *parts, size_t n)
{
    const char *before = head;
    for (size_t i = 0; i < n; i++) {
        if (!parts[i].n)
            continue;
        print_text(out, before);
        print_uint(out, parts[i].n);
        print_text(out, parts[i].text);
        before = ", ";
    }
    if (before != head)
        print_text(out, ".\n");
}

static void remainders_print(struct printer *out, const struct report_sums *sums)
{
    static const char *const failing[] = {"", " of them failing by the level of notes",
                                          " of them failing by the level of warnings",
                                          " of them failing by the level of errors"};
    const struct part not_listed[] = {
        {sums->hidden, " below the level shown"},
        {sums->hidden_failing, failing[sums->fail_level]},
        {sums->suppressed, " suppressed"},
        {sums->accepted, " accepted"},
        {sums->in_baseline, " in the baseline"},
        {sums->outside_diff, " outside of what changed"},
    };
    const struct part not_judged[] = {
        {sums->foreign, " not in English"},
        {sums->no_rule, " without a rule that is on"},
        {sums->not_judged, " too short for limits or without a grade"},
    };
    parts_print(out, "\nNot listed: ", not_listed, sizeof not_listed / sizeof *not_listed);
    parts_print(out, "\nTexts not judged: ", not_judged, sizeof not_judged / sizeof *not_judged);
}

/* ------------------------------------------------------------------- end */

/* Puts lines of the ranks `first` + 3 to `first` out, worst first, while there is room; returns how many were left
 * out. */
static size_t lines_print(struct qualm_report *report, size_t first, size_t n_most, size_t *n_bytes_left)
{
    size_t n_left_out = 0;
    for (size_t rank = first + QUALM_ERROR + 1; rank-- > first;) {
        struct span rest = {report->held[rank].bytes, report->held[rank].n_bytes};
        struct span line;
        size_t n = 0;
        while (n < n_most && span_next_part(&rest, '\n', &line) && line.len && line.len < *n_bytes_left) {
            print_bytes(&report->out, line.ptr, line.len);
            print_text(&report->out, "\n");
            *n_bytes_left -= line.len + 1;
            n++;
        }
        n_most -= n;
        n_left_out += report->n_held[rank] - n;
    }
    return n_left_out;
}

static void left_out_print(struct printer *out, size_t n, const char *what)
{
    if (!n)
        return;
    print_text(out, "\n");
    count_print(out, n, "more text");
    print_text(out, what);
}

static void markdown_end(struct qualm_report *report)
{
    const struct report_sums sums = report_sums_of(report);
    struct printer *out = &report->out;
    size_t n_rows = BYTES_OF_ROWS;
    verdict_print(report, &sums);
    changes_print(report);
    remainders_print(out, &sums);
    if (!report->n_documents)
        return;
    print_text(out, "\n| Text | Grade | Minutes | Words | Findings |\n| --- | --: | --: | --: | --- |\n");
    left_out_print(out, lines_print(report, HELD_ROWS, ROWS_MOST, &n_rows), " without a row here.\n");
    print_text(out, "\n");
    size_t n_blocks = BYTES_MOST - BYTES_OF_HEAD - (BYTES_OF_ROWS - n_rows);
    left_out_print(out, lines_print(report, HELD_BLOCKS, SIZE_MAX, &n_blocks),
                   " with findings that are not listed here: `--to line` shows all.\n");
}

const struct report_format report_markdown = {
    .about = {.name = "markdown",
              .summary = "a summary for a job or a comment, with findings folded",
              .hides = true,
              .carries_errors = true},
    .document = markdown_document,
    .add = markdown_add,
    .end = markdown_end,
};
