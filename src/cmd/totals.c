/* Counting a run, and saying what came of it. */
#include "cmd/totals.h"

#include <string.h>

#include "base/number.h"
#include "cmd/message.h"

/* Limits that are named one by one at the end; more are counted. */
#define MISSED_MOST 20

void totals_add(struct totals *totals, const struct qualm_summary *summary, enum qualm_severity fail_level)
{
    totals->n_notes += summary->notes;
    totals->n_warnings += summary->warnings;
    totals->n_errors += summary->errors;
    totals->n_hidden += summary->hidden;
    totals->n_hidden_failing += summary->hidden_failing;
    if (summary->hidden_failing && (!totals->fail_level || summary->fail_level < totals->fail_level))
        totals->fail_level = summary->fail_level;
    totals->n_suppressed += summary->suppressed;
    totals->n_accepted += summary->accepted;
    totals->n_in_baseline += summary->in_baseline;
    totals->n_outside_diff += summary->outside_diff;
    totals->n_dropped += summary->dropped;
    totals->n_wordless += !summary->words;
    totals->n_foreign += summary->is_foreign;
    totals->n_no_rule += summary->has_no_rule;
    totals->n_not_judged += !summary->is_foreign && !summary->has_no_rule && summary->limits > QUALM_JUDGED;
    totals->is_over_level = totals->is_over_level || summary->errors ||
                            (summary->warnings && fail_level <= QUALM_WARNING) ||
                            (summary->notes && fail_level == QUALM_NOTE);
}

void totals_miss(struct totals *totals, const struct buffer *missed)
{
    for (size_t at = 0; at < missed->n_bytes; at += strlen(missed->bytes + at) + 1)
        if (totals->n_missed++ < MISSED_MOST)
            buffer_append(&totals->missed, missed->bytes + at, strlen(missed->bytes + at) + 1);
}

void totals_free(struct totals *totals)
{
    buffer_free(&totals->missed);
}

static void missed_tell(const struct totals *totals)
{
    char digits[NUMBER_ROOM];
    for (size_t at = 0; at < totals->missed.n_bytes; at += strlen(totals->missed.bytes + at) + 1)
        tell("qualm: %s", totals->missed.bytes + at, NULL);
    if (totals->n_missed <= MISSED_MOST)
        return;
    number_from_uint(totals->n_missed - MISSED_MOST, digits);
    tell("qualm: +%s more limits missed", digits, NULL);
}

/* A count on the last line. */
struct count {
    uint64_t n;
    const char *one, *many;
    bool is_always; /* said even when it is 0 */
};

static void count_append(struct buffer *line, const struct count *count)
{
    char digits[NUMBER_ROOM];
    if (count->n == 0 && !count->is_always)
        return;
    number_from_uint(count->n, digits);
    if (line->n_bytes)
        buffer_append_text(line, ", ");
    buffer_append_text(line, digits);
    buffer_append_text(line, count->n == 1 ? count->one : count->many);
}

static void counts_append(struct buffer *line, const struct count *counts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        count_append(line, &counts[i]);
}

/* What was met and is not read, whether a change is asked for or not. */
static void left_append(struct buffer *line, const struct totals *totals, const struct inputs *inputs)
{
    const struct count counts[] = {
        {inputs->n_skipped + totals->n_skipped, " skipped (no text of a known kind)",
         " skipped (no text of a known kind)", false},
        {inputs->n_links, " symbolic link not followed", " symbolic links not followed", false},
        /* Every site has some; they are the reason only where nothing else was found. */
        {inputs->n + inputs->n_unchanged == 0 ? inputs->n_hidden : 0, " hidden", " hidden", false},
        {inputs->n_excluded, " excluded", " excluded", false},
        {inputs->n_ignored, " ignored", " ignored", false},
    };
    counts_append(line, counts, sizeof counts / sizeof *counts);
}

/* "no text changed since main (3,000 unchanged)", and behind it what else the change may have brought. */
static void unchanged_tell(const struct totals *totals, const struct inputs *inputs, const char *since)
{
    char digits[NUMBER_ROOM];
    struct buffer text = {0}, left = {0};
    number_from_uint(inputs->n_unchanged, digits);
    if (since) {
        buffer_append_text(&text, "no text changed since ");
        buffer_append_text(&text, since);
    } else {
        buffer_append_text(&text, changes_are_none(inputs->changes) ? "the diff is empty, so no text was read"
                                                                    : "no text is in the diff");
    }
    left_append(&left, totals, inputs);
    buffer_append_text(&text, " (");
    buffer_append_text(&text, digits);
    buffer_append_text(&text, left.n_bytes ? " unchanged); " : " unchanged)");
    tell("qualm: %s%s", text.bytes ? text.bytes : "", left.bytes ? left.bytes : "");
    buffer_free(&text);
    buffer_free(&left);
}

static void counted_tell(const struct totals *totals, const struct inputs *inputs, const struct totals_view *view)
{
    static const char *const failing[] = {
        [QUALM_NOTE] = " of them failing (--fail-level note)",
        [QUALM_WARNING] = " of them failing (--fail-level warning)",
        [QUALM_ERROR] = " of them failing (--fail-level error)",
    };
    const char *fails = failing[totals->fail_level];
    const struct count found[] = {
        {inputs->n - totals->n_failed - totals->n_skipped, " file read", " files read", true},
        {totals->n_errors, " error", " errors", true},
        {totals->n_warnings, " warning", " warnings", true},
        {totals->n_notes, " note", " notes", true},
        {view->has_hidden ? totals->n_hidden : 0, " not shown (--min-level note)", " not shown (--min-level note)",
         false},
        {view->has_hidden ? totals->n_hidden_failing : 0, fails, fails, false},
        {totals->n_dropped, " not listed (over 1,000 of a rule in a text)",
         " not listed (over 1,000 of a rule in a text)", false},
        {totals->n_suppressed, " suppressed", " suppressed", false},
        {totals->n_accepted, " accepted", " accepted", false},
        {totals->n_in_baseline, " in the baseline", " in the baseline", false},
        {totals->n_outside_diff, " outside the diff", " outside the diff", false},
        {totals->n_not_judged, " not judged against limits", " not judged against limits", false},
        {totals->n_foreign, " not judged (not English)", " not judged (not English)", false},
        {totals->n_no_rule, " not judged (no rule is on)", " not judged (no rule is on)", false},
        {totals->n_wordless, " without words", " without words", false},
        {totals->n_failed, " not read", " not read", false},
    };
    const struct count rest[] = {
        {inputs->n_unchanged, " unchanged", " unchanged", false},
        {totals->n_dead, " entry of the baseline is answered by nothing",
         " entries of the baseline are answered by nothing", false},
    };
    struct buffer line = {0};
    counts_append(&line, found, sizeof found / sizeof *found);
    left_append(&line, totals, inputs);
    counts_append(&line, rest, sizeof rest / sizeof *rest);
    tell("qualm: %s", line.bytes ? line.bytes : "", NULL);
    buffer_free(&line);
}

/* Whether anything is so that a person would not guess it from a report. */
static bool has_surprise(const struct totals *totals, const struct inputs *inputs)
{
    return totals->n_failed + totals->n_skipped + totals->n_accepted + totals->n_in_baseline + totals->n_outside_diff +
           totals->n_dead + totals->n_dropped + totals->n_wordless + inputs->n_skipped + inputs->n_links +
           inputs->n_excluded + inputs->n_ignored + inputs->n_unchanged;
}

void totals_tell(const struct totals *totals, const struct inputs *inputs, const struct totals_view *view)
{
    missed_tell(totals);
    if (inputs->n == 0 && inputs->n_unchanged)
        unchanged_tell(totals, inputs, view->since);
    else if (view->is_wanted || has_surprise(totals, inputs))
        counted_tell(totals, inputs, view);
}
