/* SARIF 2.1.0, for code scanning: one run, every finding with the reason why it does not count, worst first, within the
 * limits that GitHub sets. What does not fit is left out from the mildest on, and a notification says so. */
#include "report/members.h"
#include "report/report.h"

#include <string.h>

/* GitHub takes 25,000 results a run and 10 MB compressed; JSON like this shrinks to a tenth, a fourth is safe. */
#define RESULTS_MOST 25000
#define BYTES_MOST ((size_t)40 << 20)
#define NOTIFICATIONS_MOST 1000
#define RELATED_MOST 1000

/* Ranks of report_hold: findings that do not count, notes, warnings, errors, notifications. */
enum { HELD_ASIDE = 0, HELD_NOTIFICATIONS = QUALM_ERROR + 1 };

static const char *const levels[] = {"none", "note", "warning", "error"};

/* -------------------------------------------------------------- messages */

/* In a message braces are placeholders unless doubled, and "](" makes a link. */
static void message_inside(struct printer *out, const char *text)
{
    while (*text) {
        const size_t n = strcspn(text, "{}]");
        print_json_inside(out, text, n);
        text += n;
        if (!*text)
            return;
        print_bytes(out, text, 1);
        if (*text == ']' && text[1] == '(')
            print_text(out, " ");
        else if (*text != ']')
            print_bytes(out, text, 1);
        text++;
    }
}

/* One text or two, as the value of "message" and its like. */
static void sarif_message(struct printer *out, const char *text, const char *more)
{
    open_object(out, "text");
    print_text(out, "\"");
    message_inside(out, text);
    if (more && *more) {
        print_text(out, " ");
        message_inside(out, more);
    }
    print_text(out, "\"}");
}

static void message_member(struct printer *out, const char *name, const char *text)
{
    key(out, name);
    sarif_message(out, text, NULL);
}

/* ---------------------------------------------------------------- places */

/* A path from where qualm was run is for others to resolve; an absolute one is a URI by itself. */
static void artifact_location(struct printer *out, const char *path)
{
    const bool is_absolute = path && path[0] == '/';
    open_object(out, "uri");
    print_text(out, is_absolute ? "\"file://" : "\"");
    print_uri(out, report_path(path));
    print_text(out, is_absolute ? "\"" : "\",\"uriBaseId\":\"SRCROOT\"");
    print_text(out, "}");
}

static void region_value(struct printer *out, const struct qualm_span *span)
{
    open_object(out, "startLine");
    print_uint(out, span->line);
    uint_member(out, "startColumn", span->column);
    if (span->end_line) {
        uint_member(out, "endLine", span->end_line);
        uint_member(out, "endColumn", span->end_column);
    }
    uint_member(out, "byteOffset", span->start);
    uint_member(out, "byteLength", span->end - span->start);
    print_text(out, "}");
}

/* A finding about the whole text is shown at its first line: without a line it would be shown nowhere. */
static void physical_location(struct printer *out, const char *path, const struct qualm_span *span)
{
    open_object(out, "physicalLocation");
    open_object(out, "artifactLocation");
    artifact_location(out, path);
    key(out, "region");
    if (span->line)
        region_value(out, span);
    else
        print_text(out, "{\"startLine\":1}");
    print_text(out, "}");
}

static void locations_member(struct printer *out, const char *path, const struct qualm_span *span)
{
    key(out, "locations");
    print_text(out, "[");
    physical_location(out, path, span);
    print_text(out, "}]");
}

static void related_member(struct printer *out, const char *path, const struct qualm_finding *finding)
{
    const size_t n = finding->n_related < RELATED_MOST ? finding->n_related : RELATED_MOST;
    if (n == 0)
        return;
    key(out, "relatedLocations");
    print_text(out, "[");
    for (size_t i = 0; i < n; i++) {
        separate(out, i);
        physical_location(out, path, &finding->related[i].span);
        message_member(out, "message", finding->related[i].message);
        print_text(out, "}");
    }
    print_text(out, "]");
}

/* --------------------------------------------------------------- results */

/* Why a finding does not count, where that is no suppression in the text. */
static const char *const justifications[] = {
    [QUALM_ACCEPTED] = "accepted: the words are on the site's list",
    [QUALM_OUTSIDE_DIFF] = "outside-diff: the sentence is not in what changed",
};

static void suppressions_member(struct printer *out, const struct qualm_finding *finding)
{
    const bool is_in_source = finding->state == QUALM_SUPPRESSED;
    if (!is_in_source && finding->state != QUALM_ACCEPTED && finding->state != QUALM_OUTSIDE_DIFF)
        return;
    const char *justification = is_in_source ? finding->reason : justifications[finding->state];
    key(out, "suppressions");
    print_text(out, is_in_source ? "[{\"kind\":\"inSource\"" : "[{\"kind\":\"external\"");
    if (justification && *justification)
        text_member(out, "justification", justification);
    print_text(out, "}]");
}

static void properties_member(struct printer *out, const struct qualm_finding *finding)
{
    key(out, "properties");
    open_object(out, "confidence");
    number(out, finding->confidence, 3);
    text_member(out, "state", qualm_state_name(finding->state));
    if (finding->figure != 0 || finding->limit != 0) {
        key(out, "figure");
        number(out, finding->figure, 2);
        key(out, "limit");
        number(out, finding->limit, 2);
    }
    print_text(out, "}");
}

/* Rules that find nothing yet are not listed. Past the end where the rule is none of the catalogue. */
static size_t rule_index(const struct qualm_rule *rule, bool *is_listed)
{
    size_t n = 0;
    *is_listed = false;
    for (size_t i = 0; i < qualm_rule_count() && !*is_listed; i++) {
        const struct qualm_rule *each = qualm_rule_at(i);
        *is_listed = each->is_ready && strcmp(each->id, rule->id) == 0;
        n += each->is_ready && !*is_listed;
    }
    return n;
}

static void result_print(struct printer *out, const struct qualm_report_options *options, const char *path,
                         const struct qualm_finding *finding)
{
    bool is_listed;
    const size_t index = rule_index(finding->rule, &is_listed);
    open_object(out, "ruleId");
    print_json(out, finding->rule->id);
    if (is_listed)
        uint_member(out, "ruleIndex", index);
    text_member(out, "level", levels[finding->severity]);
    key(out, "message");
    sarif_message(out, finding->message, finding->remedy);
    locations_member(out, path, &finding->span);
    related_member(out, path, finding);
    key(out, "partialFingerprints");
    open_object(out, "qualm/v1");
    print_json(out, finding->fingerprint);
    print_text(out, "}");
    suppressions_member(out, finding);
    if (options->has_baseline)
        text_member(out, "baselineState", finding->state == QUALM_COUNTS ? "new" : "unchanged");
    properties_member(out, finding);
    print_text(out, "}\n");
}

static void notification_open(struct printer *out, const char *code, enum qualm_severity level)
{
    open_object(out, "descriptor");
    open_object(out, "id");
    print_json(out, code);
    print_text(out, "}");
    text_member(out, "level", levels[level]);
}

static void record_print(struct printer *out, const char *path, const struct qualm_record *record,
                         enum qualm_severity level)
{
    print_uint(out, HELD_NOTIFICATIONS);
    notification_open(out, record->code, level);
    message_member(out, "message", record->message);
    key(out, "locations");
    print_text(out, "[{\"physicalLocation\":{\"artifactLocation\":");
    artifact_location(out, path);
    print_text(out, "}}]}\n");
}

static void sarif_document(struct printer *out, const struct qualm_report_options *options,
                           const struct qualm_result *result)
{
    static const struct qualm_record dropped = {"findings-dropped",
                                                "findings of one rule beyond the bound of 1,000 are left out", 0};
    static const struct qualm_record foreign = {"not-judged",
                                                "the text is not in English: it has no grade, and what "
                                                "it claims was not judged",
                                                0};
    static const struct qualm_record no_rule = {"not-judged", REPORT_NO_RULE ": nothing was judged", 0};
    if (!result->n_errors && (result->has_no_rule || !result->is_english))
        record_print(out, result->path, result->has_no_rule ? &no_rule : &foreign, QUALM_NOTE);
    for (size_t i = 0; i < result->n_errors; i++)
        record_print(out, result->path, &result->errors[i], QUALM_ERROR);
    for (size_t i = 0; i < result->n_warnings; i++)
        record_print(out, result->path, &result->warnings[i], QUALM_NOTE);
    if (result->n_findings_dropped)
        record_print(out, result->path, &dropped, QUALM_WARNING);
    for (size_t i = 0; i < result->n_findings; i++) {
        const struct qualm_finding *finding = &result->findings[i];
        print_uint(out, finding->state == QUALM_COUNTS ? (unsigned)finding->severity : HELD_ASIDE);
        result_print(out, options, result->path, finding);
    }
}

static void sarif_add(struct qualm_report *report, struct span rendered)
{
    report_hold(report, rendered, RESULTS_MOST);
}

/* ----------------------------------------------------------------- rules */

/* GitHub's word for how often a rule is right; NULL where nobody has counted. Limits are arithmetic. */
static const char *precision_of(const struct qualm_rule *rule)
{
    static const struct {
        unsigned least; /* of 100 */
        const char *name;
    } steps[] = {{90, "very-high"}, {75, "high"}, {50, "medium"}, {0, "low"}};
    size_t step = 0;
    if (rule->judged == 0)
        return strncmp(rule->id, "limit/", 6) == 0 || strncmp(rule->id, "ratchet/", 8) == 0 ? steps[0].name : NULL;
    while (rule->right * 100 < steps[step].least * rule->judged)
        step++;
    return steps[step].name;
}

/* One string of JSON out of fixed words, as JSON has them, and texts behind them. */
struct piece {
    const char *words, *text;
};

static void pieces_print(struct printer *out, const struct piece *pieces, size_t n)
{
    print_text(out, "\"");
    for (size_t i = 0; i < n; i++) {
        print_text(out, pieces[i].words);
        message_inside(out, pieces[i].text);
    }
    print_text(out, "\"");
}

static void rule_help(struct printer *out, const struct qualm_rule *rule)
{
    const struct piece plain[] = {
        {"", rule->remedy},
        {"\\n\\nIt finds: ", rule->bad},
        {"\\nIt does not find: ", rule->good},
    };
    const struct piece markdown[] = {
        {"", rule->why},
        {"\\n\\n**What to do.** ", rule->remedy},
        {"\\n\\n**It finds**\\n\\n> ", rule->bad},
        {"\\n\\n**It does not find**\\n\\n> ", rule->good},
    };
    key(out, "help");
    open_object(out, "text");
    pieces_print(out, plain, sizeof plain / sizeof *plain);
    key(out, "markdown");
    pieces_print(out, markdown, sizeof markdown / sizeof *markdown);
    print_text(out, "}");
}

static void rule_properties(struct printer *out, const struct qualm_rule *rule)
{
    static const char *const problems[] = {"recommendation", "recommendation", "warning", "error"};
    const char *precision = precision_of(rule);
    const size_t n_family = strcspn(rule->id, "/");
    key(out, "properties");
    open_object(out, "tags");
    print_text(out, "[\"prose\",\"");
    print_json_inside(out, rule->id, n_family);
    print_text(out, "\"]");
    if (precision)
        text_member(out, "precision", precision);
    text_member(out, "problem.severity", problems[rule->severity]);
    if (rule->judged) {
        uint_member(out, "right", rule->right);
        uint_member(out, "judged", rule->judged);
        text_member(out, "measuredOn", rule->measured_on);
    }
    print_text(out, "}");
}

static void rules_value(struct printer *out)
{
    size_t n = 0;
    print_text(out, "[");
    for (size_t i = 0; i < qualm_rule_count(); i++) {
        const struct qualm_rule *rule = qualm_rule_at(i);
        if (!rule->is_ready)
            continue;
        print_text(out, n++ ? ",\n" : "\n");
        open_object(out, "id");
        print_json(out, rule->id);
        message_member(out, "shortDescription", rule->summary);
        message_member(out, "fullDescription", rule->why);
        rule_help(out, rule);
        key(out, "defaultConfiguration");
        open_object(out, "level");
        print_json(out, levels[rule->severity]);
        print_text(out, "}");
        rule_properties(out, rule);
        print_text(out, "}");
    }
    print_text(out, "]");
}

static void sarif_begin(struct qualm_report *report)
{
    struct printer *out = &report->out;
    print_text(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[\n"
                    "{\"tool\":{\"driver\":{\"name\":\"qualm\",\"version\":");
    print_json(out, qualm_version());
    text_member(out, "semanticVersion", qualm_version());
    print_text(out, ",\"language\":\"en\",\"properties\":{\"edition\":");
    print_json(out, qualm_edition());
    print_text(out, "},\"rules\":");
    rules_value(out);
    print_text(out, "}},\n\"columnKind\":\"unicodeCodePoints\",\"originalUriBaseIds\":{\"SRCROOT\":{\"description\":"
                    "{\"text\":\"The folder that qualm was run in.\"}}},\n\"results\":[");
}

/* ------------------------------------------------------------------- end */

/* Puts at most `most` of the held lines out, as far as their bytes fit too; returns how many. */
static size_t lines_print(struct printer *out, struct span held, size_t *n_before, size_t most, size_t *n_bytes_left)
{
    struct span line;
    size_t n = 0;
    while (n < most && span_next_part(&held, '\n', &line) && line.len && line.len <= *n_bytes_left) {
        print_text(out, *n_before ? ",\n" : "\n");
        print_bytes(out, line.ptr, line.len);
        *n_bytes_left -= line.len;
        ++*n_before;
        n++;
    }
    return n;
}

static struct span held_span(const struct qualm_report *report, size_t rank)
{
    return (struct span){report->held[rank].bytes, report->held[rank].n_bytes};
}

static void cut_print(struct printer *out, size_t n, const char *what, const char *how)
{
    notification_open(out, "left-out", QUALM_WARNING);
    print_text(out, ",\"message\":{\"text\":\"");
    print_uint(out, n);
    print_text(out, what);
    print_text(out, how);
    print_text(out, "\"}}");
}

/* What did not fit, by severity. */
static void cuts_print(struct printer *out, const size_t n_cut[REPORT_RANKS], size_t n_before)
{
    static const char results[] = " were left out: a run of SARIF holds 25,000 results; --to ndjson holds all.";
    static const char notifications[] = " were left out: 1,000 are given.";
    static const char *const what[] = {" findings that do not count", " notes", " warnings", " errors",
                                       " notifications"};
    for (size_t rank = 0; rank < sizeof what / sizeof *what; rank++) {
        if (!n_cut[rank])
            continue;
        print_text(out, n_before++ ? ",\n" : "\n");
        cut_print(out, n_cut[rank], what[rank], rank == HELD_NOTIFICATIONS ? notifications : results);
    }
}

static void artifacts_print(struct qualm_report *report)
{
    struct printer *out = &report->out;
    for (size_t i = 0; i < report->n_documents; i++) {
        const struct qualm_summary *summary = &report->summaries[i];
        print_text(out, i ? ",\n" : "\n");
        open_object(out, "location");
        artifact_location(out, report->paths[i]);
        print_text(out, ",\"roles\":[\"analysisTarget\"]");
        if (!summary->is_failed) {
            print_text(out, ",\"properties\":{\"words\":");
            print_uint(out, summary->words);
            if (summary->minutes)
                uint_member(out, "minutes", summary->minutes);
            if (summary->grade > REPORT_NO_GRADE) {
                key(out, "grade");
                number(out, summary->grade, 2);
            }
            print_text(out, "}");
        }
        print_text(out, "}");
    }
}

static void sarif_end(struct qualm_report *report)
{
    struct printer *out = &report->out;
    size_t n_cut[REPORT_RANKS] = {0};
    size_t n_results = 0;
    size_t n_notifications = 0;
    size_t n_bytes = BYTES_MOST;
    for (size_t rank = QUALM_ERROR + 1; rank-- > 0;)
        n_cut[rank] = report->n_held[rank] -
                      lines_print(out, held_span(report, rank), &n_results, RESULTS_MOST - n_results, &n_bytes);
    print_text(out, "],\n\"artifacts\":[");
    artifacts_print(report);
    print_text(out, "],\n\"invocations\":[{\"executionSuccessful\":");
    print_text(out, report_sums_of(report).failed ? "false" : "true");
    print_text(out, ",\"toolExecutionNotifications\":[");
    n_bytes = BYTES_MOST;
    n_cut[HELD_NOTIFICATIONS] = report->n_held[HELD_NOTIFICATIONS] -
                                lines_print(out, held_span(report, HELD_NOTIFICATIONS), &n_notifications,
                                            NOTIFICATIONS_MOST, &n_bytes);
    cuts_print(out, n_cut, n_notifications);
    print_text(out, "]}]}\n]}\n");
}

const struct report_format report_sarif = {
    .about = {.name = "sarif", .summary = "SARIF 2.1.0 with every finding, for code scanning", .carries_errors = true},
    .begin = sarif_begin,
    .document = sarif_document,
    .add = sarif_add,
    .end = sarif_end,
};
