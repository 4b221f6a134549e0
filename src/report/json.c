/* JSON, one document or one object a line. Documented in doc/json.md; the schema is doc/qualm-result.schema.json. */
#include "report/members.h"
#include "report/report.h"

/* --------------------------------------------------------------- values */

static void uint_or_null(struct printer *out, uint64_t value)
{
    if (value)
        print_uint(out, value);
    else
        print_text(out, "null");
}

/* Line 0 stands for no place in the text. */
static void span_value(struct printer *out, const struct qualm_span *span)
{
    if (!span->line) {
        print_text(out, "null");
        return;
    }
    open_object(out, "start");
    print_uint(out, span->start);
    uint_member(out, "end", span->end);
    uint_member(out, "line", span->line);
    uint_member(out, "column", span->column);
    print_text(out, "}");
}

static void span_member(struct printer *out, const char *name, const struct qualm_span *span)
{
    key(out, name);
    span_value(out, span);
}

/* ------------------------------------------------------------- measures */

static void counts_value(struct printer *out, const struct qualm_result *result)
{
    print_text(out, "{");
    for (size_t i = 0; i < result->n_counts; i++) {
        separate(out, i);
        print_json(out, result->counts[i].name);
        print_text(out, ":");
        print_uint(out, result->counts[i].value);
    }
    print_text(out, "}");
}

static void scope_value(struct printer *out, const struct qualm_result *result)
{
    open_object(out, "words_seen");
    print_uint(out, result->words_seen);
    uint_member(out, "words_scored", result->words_scored);
    key(out, "excluded");
    print_text(out, "{");
    for (size_t i = 0; i < result->n_excluded; i++) {
        separate(out, i);
        print_json(out, result->excluded[i].kind);
        print_text(out, ":");
        print_uint(out, result->excluded[i].words);
    }
    print_text(out, "}}");
}

/* A source may give no slow or fast speed: 0 seconds is no time. */
static void seconds_value(struct printer *out, const struct qualm_reading_time *time, double seconds)
{
    if (time->absent || !(seconds > 0))
        print_text(out, "null");
    else
        number(out, seconds, 1);
}

static void label_value(struct printer *out, const struct qualm_reading_time *time, const char *verb)
{
    if (time->absent) {
        print_text(out, "null");
        return;
    }
    print_text(out, "\"");
    print_uint(out, time->minutes);
    print_text(out, " min ");
    print_text(out, verb);
    print_text(out, "\"");
}

static void time_value(struct printer *out, const struct qualm_reading_time *time, const char *verb)
{
    open_object(out, "slow_s");
    seconds_value(out, time, time->slow_s);
    key(out, "typical_s");
    seconds_value(out, time, time->typical_s);
    key(out, "fast_s");
    seconds_value(out, time, time->fast_s);
    key(out, "minutes");
    uint_or_null(out, time->absent ? 0 : time->minutes);
    key(out, "label");
    label_value(out, time, verb);
    if (time->absent)
        text_member(out, "absent", time->absent);
    print_text(out, "}");
}

static void basis_value(struct printer *out, const struct qualm_result *result)
{
    if (!result->basis_unit) {
        print_text(out, "null");
        return;
    }
    open_object(out, "unit");
    print_json(out, result->basis_unit);
    key(out, "per_minute");
    number(out, result->basis_per_minute, 2);
    text_member(out, "source", result->basis_source);
    print_text(out, "}");
}

static void reading_time_value(struct printer *out, const struct qualm_result *result)
{
    open_object(out, "silent");
    time_value(out, &result->silent, "read");
    key(out, "aloud");
    time_value(out, &result->aloud, "aloud");
    key(out, "basis");
    basis_value(out, result);
    print_text(out, "}");
}

static void readability_value(struct printer *out, const struct qualm_result *result)
{
    print_text(out, "[");
    for (size_t i = 0; i < result->n_readability; i++) {
        const struct qualm_readability *each = &result->readability[i];
        separate(out, i);
        open_object(out, "id");
        print_json(out, each->formula->id);
        if (each->absent) {
            text_member(out, "absent", each->absent);
        } else {
            key(out, "value");
            number(out, each->value, 2);
            text_member(out, "scale", each->formula->scale);
            if (each->caution)
                text_member(out, "caution", each->caution);
        }
        print_text(out, "}");
    }
    print_text(out, "]");
}

static void grade_value(struct printer *out, const struct qualm_grade *grade)
{
    if (grade->absent) {
        print_text(out, "{\"value\":null,\"low\":null,\"high\":null");
        text_member(out, "absent", grade->absent);
    } else {
        open_object(out, "value");
        number(out, grade->value, 2);
        key(out, "low");
        number(out, grade->low, 2);
        key(out, "high");
        number(out, grade->high, 2);
    }
    print_text(out, "}");
}

static void claim_head(struct printer *out, const struct qualm_claim *claim)
{
    open_object(out, "code");
    print_uint(out, claim->code);
    text_member(out, "level", claim->level ? claim->level : "none");
    key(out, "confidence");
    number(out, claim->confidence, 3);
}

static void claim_value(struct printer *out, const struct qualm_claim *claim)
{
    claim_head(out, claim);
    span_member(out, "span", &claim->span);
    print_text(out, "}");
}

/* ------------------------------------------------ sections and sentences */

static void sections_value(struct printer *out, const struct qualm_result *result)
{
    print_text(out, "[");
    for (size_t i = 0; i < result->n_sections; i++) {
        const struct qualm_section *section = &result->sections[i];
        separate(out, i);
        open_object(out, "title");
        print_json(out, section->title);
        uint_member(out, "level", section->level);
        span_member(out, "span", &section->span);
        uint_member(out, "words", section->words);
        uint_member(out, "sentences", section->sentences);
        key(out, "typical_s");
        number(out, section->typical_s, 1);
        key(out, "grade");
        grade_value(out, &section->grade);
        print_text(out, "}");
    }
    print_text(out, "]");
}

static void cues_value(struct printer *out, const struct qualm_sentence *sentence)
{
    print_text(out, "[");
    for (size_t i = 0; i < sentence->n_cues; i++) {
        separate(out, i);
        open_object(out, "id");
        print_json(out, sentence->cues[i].id);
        text_member(out, "kind", sentence->cues[i].kind);
        span_member(out, "span", &sentence->cues[i].span);
        print_text(out, "}");
    }
    print_text(out, "]");
}

static void sentence_value(struct printer *out, const struct qualm_sentence *sentence)
{
    open_object(out, "span");
    span_value(out, &sentence->span);
    uint_member(out, "words", sentence->words);
    key(out, "grade");
    if (sentence->has_grade)
        number(out, sentence->grade, 2);
    else
        print_text(out, "null");
    text_member(out, "voice", sentence->voice);
    key(out, "claim");
    claim_head(out, &sentence->claim);
    print_text(out, "}");
    uint_member(out, "advice", sentence->advice);
    key(out, "cues");
    cues_value(out, sentence);
    print_text(out, "}");
}

static void sentences_value(struct printer *out, const struct qualm_result *result)
{
    print_text(out, "[");
    for (size_t i = 0; i < result->n_sentences; i++) {
        separate(out, i);
        sentence_value(out, &result->sentences[i]);
    }
    print_text(out, "]");
}

/* --------------------------------------------------- findings and records */

static void related_value(struct printer *out, const struct qualm_finding *finding)
{
    print_text(out, "[");
    for (size_t i = 0; i < finding->n_related; i++) {
        separate(out, i);
        open_object(out, "span");
        span_value(out, &finding->related[i].span);
        text_member(out, "message", finding->related[i].message);
        print_text(out, "}");
    }
    print_text(out, "]");
}

static void lines_member(struct printer *out, const struct qualm_finding *finding)
{
    if (!finding->first_line)
        return;
    key(out, "lines");
    print_text(out, "[");
    print_uint(out, finding->first_line);
    print_text(out, ",");
    print_uint(out, finding->last_line);
    print_text(out, "]");
}

static void state_members(struct printer *out, const struct qualm_finding *finding)
{
    if (finding->state == QUALM_SUPPRESSED)
        print_text(out, ",\"suppressed\":true");
    if (finding->state != QUALM_COUNTS)
        text_member(out, "state", qualm_state_name(finding->state));
    if (finding->reason && *finding->reason)
        text_member(out, "reason", finding->reason);
}

/* Digits behind the point that tell a figure from its limit, as messages do. */
#define FIGURE_DECIMALS 4

static void figure_members(struct printer *out, const struct qualm_finding *finding)
{
    const char *id = finding->rule->id;
    if (finding->figure == 0 && strncmp(id, "limit/", 6) != 0 && strncmp(id, "ratchet/", 8) != 0)
        return;
    key(out, "figure");
    number(out, finding->figure, FIGURE_DECIMALS);
    key(out, "limit");
    number(out, finding->limit, FIGURE_DECIMALS);
    if (finding->formula && *finding->formula)
        text_member(out, "formula", finding->formula);
}

static void finding_value(struct printer *out, const struct qualm_finding *finding)
{
    open_object(out, "rule");
    print_json(out, finding->rule->id);
    text_member(out, "severity", qualm_severity_name(finding->severity));
    text_member(out, "message", finding->message);
    text_member(out, "remedy", finding->remedy);
    key(out, "confidence");
    number(out, finding->confidence, 3);
    span_member(out, "span", &finding->span);
    lines_member(out, finding);
    key(out, "related");
    related_value(out, finding);
    figure_members(out, finding);
    state_members(out, finding);
    text_member(out, "fingerprint", finding->fingerprint);
    print_text(out, "}");
}

static void findings_value(struct printer *out, const struct qualm_result *result)
{
    print_text(out, "[");
    for (size_t i = 0; i < result->n_findings; i++) {
        separate(out, i);
        finding_value(out, &result->findings[i]);
    }
    print_text(out, "]");
}

static void records_items(struct printer *out, const struct qualm_record *records, size_t n_records)
{
    for (size_t i = 0; i < n_records; i++) {
        separate(out, i);
        open_object(out, "code");
        print_json(out, records[i].code);
        text_member(out, "message", records[i].message);
        uint_member(out, "offset", records[i].offset);
        print_text(out, "}");
    }
}

static void warnings_value(struct printer *out, const struct qualm_result *result)
{
    print_text(out, "[");
    records_items(out, result->warnings, result->n_warnings);
    if (result->n_findings_dropped) {
        separate(out, result->n_warnings);
        print_text(out, "{\"code\":\"findings-dropped\",\"message\":\"findings of one rule beyond the bound of 1,000 "
                        "are left out: ");
        print_uint(out, result->n_findings_dropped);
        print_text(out, "\",\"offset\":null}");
    }
    if (result->has_no_rule) {
        separate(out, result->n_warnings + (result->n_findings_dropped > 0));
        print_text(out, "{\"code\":\"not-judged\",\"message\":\"" REPORT_NO_RULE
                        ": nothing was judged\",\"offset\":null}");
    }
    print_text(out, "]");
}

static void errors_value(struct printer *out, const struct qualm_result *result)
{
    print_text(out, "[");
    records_items(out, result->errors, result->n_errors);
    print_text(out, "]");
}

/* -------------------------------------------------------------- document */

static void origin_members(struct printer *out, const struct qualm_result *result)
{
    if (result->id) {
        key(out, "id");
        print_json_raw(out, result->id);
    }
    text_member(out, "path", result->path);
    text_member(out, "format", result->format);
    text_member(out, "author", result->author);
    text_member(out, "date", result->date);
    key(out, "declared_minutes");
    uint_or_null(out, result->declared_minutes);
    text_member(out, "encoding", result->encoding);
    text_member(out, "language", result->language);
    text_member(out, "title", result->title);
}

static void measure_members(struct printer *out, const struct qualm_result *result)
{
    key(out, "counts");
    counts_value(out, result);
    key(out, "scope");
    scope_value(out, result);
    key(out, "reading_time");
    reading_time_value(out, result);
    key(out, "readability");
    readability_value(out, result);
    key(out, "grade");
    grade_value(out, &result->grade);
    key(out, "claim");
    claim_value(out, &result->claim);
}

static void detail_members(struct printer *out, const struct qualm_result *result)
{
    key(out, "sections");
    sections_value(out, result);
    key(out, "sentences");
    sentences_value(out, result);
}

static void document_object(struct printer *out, const struct qualm_report_options *options,
                            const struct qualm_result *result)
{
    open_object(out, "qualm");
    print_json(out, qualm_version());
    text_member(out, "edition", qualm_edition());
    origin_members(out, result);
    if (result->n_errors)
        print_text(out, ",\"counts\":null,\"scope\":null,\"reading_time\":null,\"readability\":[],\"grade\":null,"
                        "\"claim\":null");
    else
        measure_members(out, result);
    if (options->detail && result->has_detail && !result->n_errors)
        detail_members(out, result);
    key(out, "findings");
    findings_value(out, result);
    key(out, "warnings");
    warnings_value(out, result);
    key(out, "errors");
    errors_value(out, result);
    print_text(out, "}");
}

static void json_begin(struct qualm_report *report)
{
    print_text(&report->out, "{\"schema\":1,\"documents\":[");
}

static void json_document(struct printer *out, const struct qualm_report_options *options,
                          const struct qualm_result *result)
{
    document_object(out, options, result);
}

static void json_add(struct qualm_report *report, struct span rendered)
{
    print_text(&report->out, report->n_documents > 1 ? ",\n" : "\n");
    print_bytes(&report->out, rendered.ptr, rendered.len);
}

static void json_end(struct qualm_report *report)
{
    print_text(&report->out, report->n_documents ? "\n]}\n" : "]}\n");
}

static void ndjson_document(struct printer *out, const struct qualm_report_options *options,
                            const struct qualm_result *result)
{
    document_object(out, options, result);
    print_text(out, "\n");
}

const struct report_format report_json = {
    .about = {.name = "json", .summary = "one JSON document with every finding (doc/json.md)", .carries_errors = true},
    .begin = json_begin,
    .document = json_document,
    .add = json_add,
    .end = json_end,
};

const struct report_format report_ndjson = {
    .about = {.name = "ndjson", .summary = "the same, a line for each text", .carries_errors = true},
    .document = ndjson_document,
};
