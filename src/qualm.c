/* The public interface: joins the rooms, checks arguments, owns no logic. */
#include "qualm.h"

#include <stdlib.h>
#include <string.h>

#include "analysis.h"

/* ---------------------------------------------------------------- engine */

static enum qualm_status copy_text(const char *text, char **copy)
{
    if (!text)
        return QUALM_OK;
    *copy = strdup(text);
    return *copy ? QUALM_OK : QUALM_ERR_MEMORY;
}

static void rules_release(struct compiled_rules *rules)
{
    if (!rules || --rules->n_engines)
        return;
    segment_rules_free(rules->segment);
    measure_rules_free(rules->measure);
    claim_rules_free(rules->claims);
    claim_rules_free(rules->no_claims);
    furniture_rules_free(rules->furniture);
    furniture_rules_free(rules->no_furniture);
    free(rules);
}

static enum qualm_status rules_fill(struct compiled_rules *rules)
{
    enum qualm_status status = segment_rules_new(&rules->segment);
    if (!status)
        status = measure_rules_new(&rules->measure);
    if (!status)
        status = claim_rules_new(data_language_find("en"), &rules->claims);
    if (!status)
        status = claim_rules_new(data_language_find("und"), &rules->no_claims);
    if (!status)
        status = furniture_rules_new(data_language_find("en"), &rules->furniture);
    if (!status)
        status = furniture_rules_new(data_language_find("und"), &rules->no_furniture);
    return status;
}

static enum qualm_status rules_new(struct compiled_rules **rules)
{
    struct compiled_rules *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->n_engines = 1;
    const enum qualm_status status = rules_fill(made);
    if (status)
        rules_release(made);
    else
        *rules = made;
    return status;
}

/* From a slow reader aloud to a skimmer; 0 asks for nothing. */
static bool speed_is_sane(double words_per_minute)
{
    return words_per_minute == 0 || (words_per_minute >= 50 && words_per_minute <= 2000);
}

/* Everything of an engine but its compiled rules. */
static enum qualm_status engine_fill(struct qualm_engine *engine, const struct qualm_options *options, char *what,
                                     size_t what_size)
{
    engine->detail = options->detail || options->keep_text;
    engine->keep_text = options->keep_text;
    engine->no_inline = options->no_inline;
    engine->plain_matching = options->plain_matching;
    engine->words_per_minute = options->words_per_minute;
    if (!speed_is_sane(options->words_per_minute)) {
        if (what && what_size)
            strncpy(what, "words_per_minute", what_size - 1)[what_size - 1] = '\0';
        return QUALM_ERR_ARGUMENT;
    }
    const enum qualm_status status = judge_rules_new(options, what, what_size, &engine->judge);
    return status ? status : copy_text(options->language, &engine->language);
}

/* `rules` are those of another engine, or NULL: to be compiled. */
static enum qualm_status engine_make(struct compiled_rules *rules, const struct qualm_options *options, char *what,
                                     size_t what_size, struct qualm_engine **engine)
{
    struct qualm_engine *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    enum qualm_status status = engine_fill(made, options, what, what_size);
    if (!status && rules) {
        made->rules = rules;
        rules->n_engines++;
    } else if (!status) {
        status = rules_new(&made->rules);
    }
    if (status)
        qualm_engine_free(made);
    else
        *engine = made;
    return status;
}

static const struct qualm_options defaults;

enum qualm_status qualm_engine_new(const struct qualm_options *options, char *what, size_t what_size,
                                   struct qualm_engine **engine)
{
    if (!engine)
        return QUALM_ERR_ARGUMENT;
    segment_seal_icu();
    return engine_make(NULL, options ? options : &defaults, what, what_size, engine);
}

enum qualm_status qualm_engine_derive(const struct qualm_engine *base, const struct qualm_options *options, char *what,
                                      size_t what_size, struct qualm_engine **engine)
{
    if (!base || !engine)
        return QUALM_ERR_ARGUMENT;
    return engine_make(base->rules, options ? options : &defaults, what, what_size, engine);
}

bool qualm_engine_judges(const struct qualm_engine *engine)
{
    return engine && rules_judge(engine->judge);
}

void qualm_engine_free(struct qualm_engine *engine)
{
    if (!engine)
        return;
    rules_release(engine->rules);
    judge_rules_free(engine->judge);
    free(engine->language);
    free(engine);
}

/* -------------------------------------------------------------- analysis */

static enum qualm_status on_block(void *to, const struct block *block)
{
    return analysis_block(to, block);
}

static enum qualm_status on_warning(void *to, const char *code, const char *message, uint64_t offset)
{
    return analysis_warn(to, code, message, offset);
}

static enum qualm_status on_suppress(void *to, const struct suppression *suppression, uint32_t *index)
{
    struct qualm_analysis *analysis = to;
    *index = SUPPRESSION_NOT_KEPT;
    if (analysis->engine->no_inline)
        return QUALM_OK;
    enum qualm_status status = analysis_rooms(analysis);
    if (!status)
        status = judge_add_suppression(analysis->judge, suppression, index);
    if (status || *index != SUPPRESSION_NOT_KEPT || analysis->had_too_many_switches)
        return status;
    analysis->had_too_many_switches = true;
    return analysis_warn(analysis, "too-many-switches", "rules are switched off more than 10,000 times; from here on "
                                                        "switches are not obeyed", suppression->span.start);
}

enum qualm_status qualm_analysis_begin(const struct qualm_engine *engine, const struct qualm_text *text,
                                       struct qualm_analysis **analysis)
{
    static const struct qualm_text nothing;
    if (!engine || !analysis)
        return QUALM_ERR_ARGUMENT;
    struct qualm_analysis *made = calloc(1, sizeof *made);
    struct owned_result *owned = calloc(1, sizeof *owned);
    if (!made || !owned) {
        free(made);
        free(owned);
        return QUALM_ERR_MEMORY;
    }
    made->engine = engine;
    made->text = text ? *text : nothing;
    made->owned = owned;
    made->line = 1;
    made->column = 1;
    made->byte_column = 1;
    made->sink = (struct document_sink){
        .to = made,
        .block = on_block,
        .warning = on_warning,
        .metadata = &made->metadata,
        .arena = &owned->arena,
        .suppress = on_suppress,
    };
    *analysis = made;
    return QUALM_OK;
}

enum qualm_status qualm_analysis_feed(struct qualm_analysis *analysis, const void *bytes, size_t n_bytes)
{
    if (!analysis || (!bytes && n_bytes))
        return QUALM_ERR_ARGUMENT;
    if (!analysis->broken)
        analysis->broken = analysis_take(analysis, bytes, n_bytes);
    return analysis->broken;
}

void qualm_analysis_free(struct qualm_analysis *analysis)
{
    if (!analysis)
        return;
    if (analysis->reader)
        analysis->reader->close(analysis->reader_state);
    segmenter_free(analysis->segmenter);
    measure_free(analysis->measure);
    claim_reader_free(analysis->claims);
    judge_free(analysis->judge);
    buffer_free(&analysis->input);
    buffer_free(&analysis->decoded);
    free(analysis->map);
    free(analysis->sentences.items);
    free(analysis->warnings.items);
    free(analysis->blocks.items);
    for (size_t i = 0; i < HARDEST_MOST; i++)
        arena_clear(&analysis->hardest.arenas[i]);
    if (analysis->owned)
        qualm_result_free(&analysis->owned->result);
    free(analysis);
}

/* ---------------------------------------------------------------- result */

/* Shorter texts seldom show their language, and nobody wonders. */
#define DOUBT_WORDS 50

static enum qualm_status copy_into(struct arena *arena, const char **text)
{
    if (!*text)
        return QUALM_OK;
    *text = arena_copy(arena, *text, strlen(*text));
    return *text ? QUALM_OK : QUALM_ERR_MEMORY;
}

/* What was lent by the caller or by static tables becomes the result's own. */
static enum qualm_status names_fill(struct qualm_result *result, struct arena *arena, const struct qualm_text *text)
{
    result->id = text->id;
    result->path = text->path;
    const char **const names[] = {&result->id, &result->path, &result->format, &result->encoding, &result->language,
                                  &result->title};
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names && !status; i++)
        status = copy_into(arena, names[i]);
    return status;
}

static enum qualm_status list_finish(struct arena *arena, const struct list *list, size_t size, const void **items)
{
    void *copy = arena_array(arena, list->n, size);
    if (!copy)
        return QUALM_ERR_MEMORY;
    if (list->n)
        memcpy(copy, list->items, list->n * size);
    *items = copy;
    return QUALM_OK;
}

/* At most a quarter of the sentences are called hardest. */
static enum qualm_status hardest_finish(struct qualm_analysis *analysis, struct qualm_result *result)
{
    struct arena *arena = &analysis->owned->arena;
    struct hardest *hardest = &analysis->hardest;
    size_t n = hardest->n_scored / 4;
    if (n > hardest->n)
        n = hardest->n;
    struct qualm_sentence *sentences = arena_array(arena, n, sizeof *sentences);
    if (!sentences)
        return QUALM_ERR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        sentences[i] = hardest->sentences[i];
        sentences[i].cues = NULL; /* theirs are in the sentence's own arena; the report does not show them here */
        sentences[i].n_cues = 0;
        const enum qualm_status status = copy_into(arena, &sentences[i].excerpt.text);
        if (status)
            return status;
    }
    result->hardest = sentences;
    result->n_hardest = n;
    return QUALM_OK;
}

static int compare_sentences(const void *a, const void *b)
{
    const struct qualm_span x = ((const struct qualm_sentence *)a)->span, y = ((const struct qualm_sentence *)b)->span;
    if (x.start != y.start)
        return x.start < y.start ? -1 : 1;
    return x.end < y.end ? -1 : x.end > y.end;
}

/* Readers give a caption after the paragraph in which its picture stands. */
static void sentences_sort(struct list *sentences)
{
    if (sentences->n)
        qsort(sentences->items, sentences->n, sizeof(struct qualm_sentence), compare_sentences);
}

static enum qualm_status lists_fill(struct qualm_analysis *analysis, struct qualm_result *result)
{
    struct arena *arena = &analysis->owned->arena;
    const void *sentences = NULL;
    const void *warnings = NULL;
    sentences_sort(&analysis->sentences);
    enum qualm_status status = list_finish(arena, &analysis->sentences, sizeof(struct qualm_sentence), &sentences);
    if (!status)
        status = list_finish(arena, &analysis->warnings, sizeof(struct qualm_record), &warnings);
    if (!status)
        status = hardest_finish(analysis, result);
    if (status)
        return status;
    result->sentences = sentences;
    result->n_sentences = analysis->sentences.n;
    result->warnings = warnings;
    result->n_warnings = analysis->warnings.n;
    result->has_detail = analysis->engine->detail;
    return kept_finish(analysis, result);
}

/* A word for a language that is no tag ("American") is as good as none. */
static bool language_is_unheard(const struct qualm_analysis *analysis)
{
    return (analysis->text.language || analysis->metadata.language) && !analysis_language(analysis);
}

/* A text of some length whose words give no sign of its language was read as English, and is told so. */
static enum qualm_status language_doubt(struct qualm_analysis *analysis, const struct qualm_result *result)
{
    if (language_is_unheard(analysis))
        return analysis_warn(analysis, "language-unknown", "what is said of the language is no tag such as en, and was "
                                                           "not heeded", 0);
    if (!result->language_is_guess || analysis->guess || result->words_seen < DOUBT_WORDS)
        return QUALM_OK;
    return analysis_warn(analysis, "language-unsure", "the language is not sure and was taken for English; say which "
                                                      "one with --language", 0);
}

static enum qualm_status facts_fill(struct qualm_analysis *analysis, struct qualm_result *result)
{
    struct arena *arena = &analysis->owned->arena;
    const struct metadata *metadata = &analysis->metadata;
    result->author = metadata->author;
    result->date = metadata->date;
    result->title = metadata->title;
    result->declared_minutes = metadata->declared_minutes;
    enum qualm_status status = measure_finish(analysis->measure, analysis->n_bytes, arena, result);
    if (!status)
        status = language_doubt(analysis, result);
    if (!status)
        status = judge_finish(analysis->judge, metadata, arena, result);
    return status;
}

/* What to say of a text that cannot be read: a code, and a remedy where there is one. */
static struct qualm_record record_of(enum qualm_status status)
{
    switch (status) {
    case QUALM_ERR_BINARY:
        return (struct qualm_record){"binary", "is binary data, not text; if it is text, name its encoding with "
                                               "--encoding", 0};
    case QUALM_ERR_UNKNOWN:
        return (struct qualm_record){"unknown", "has a format or encoding of a name that is not known", 0};
    case QUALM_ERR_TOO_LARGE:
        return (struct qualm_record){"too-large", "is larger than 64 MiB, which is the most for a text that must be "
                                                  "held whole (Markdown, a named encoding)", 0};
    default:
        return (struct qualm_record){"unreadable", qualm_status_text(status), 0};
    }
}

static enum qualm_status error_fill(struct qualm_result *result, struct arena *arena, struct qualm_record record)
{
    struct qualm_record *records = arena_array(arena, 1, sizeof *records);
    if (!records || copy_into(arena, &record.code) || copy_into(arena, &record.message))
        return QUALM_ERR_MEMORY;
    records[0] = record;
    result->errors = records;
    result->n_errors = 1;
    result->claim.level = claim_level_name(0);
    result->claim.pattern = "";
    return QUALM_OK;
}

static enum qualm_status result_fill(struct qualm_analysis *analysis)
{
    struct owned_result *owned = analysis->owned;
    struct qualm_result *result = &owned->result;
    enum qualm_status status = analysis_end(analysis);
    result->encoding = analysis->encoding;
    result->format = analysis->reader ? analysis->reader->name : analysis->text.format;
    if (!status && analysis->failed)
        status = error_fill(result, &owned->arena, record_of(analysis->failed));
    else if (!status)
        status = analysis_rooms(analysis);
    if (!status && !analysis->failed)
        status = facts_fill(analysis, result);
    if (!status)
        status = lists_fill(analysis, result);
    if (!status)
        status = names_fill(result, &owned->arena, &analysis->text);
    return status;
}

enum qualm_status qualm_analysis_finish(struct qualm_analysis *analysis, struct qualm_result **result)
{
    if (!analysis || !result) {
        qualm_analysis_free(analysis);
        return QUALM_ERR_ARGUMENT;
    }
    const enum qualm_status status = analysis->broken ? analysis->broken : result_fill(analysis);
    if (!status) {
        *result = &analysis->owned->result;
        analysis->owned = NULL;
    }
    qualm_analysis_free(analysis);
    return status;
}

enum qualm_status qualm_analyse(const struct qualm_engine *engine, const struct qualm_text *text, const void *bytes,
                                size_t n_bytes, struct qualm_result **result)
{
    struct qualm_analysis *analysis;
    enum qualm_status status = qualm_analysis_begin(engine, text, &analysis);
    if (status)
        return status;
    status = qualm_analysis_feed(analysis, bytes, n_bytes);
    if (status) {
        qualm_analysis_free(analysis);
        return status;
    }
    return qualm_analysis_finish(analysis, result);
}

enum qualm_status qualm_result_failed(const struct qualm_text *text, const char *code, const char *message,
                                      struct qualm_result **result)
{
    if (!text || !code || !message || !result)
        return QUALM_ERR_ARGUMENT;
    struct owned_result *owned = calloc(1, sizeof *owned);
    if (!owned)
        return QUALM_ERR_MEMORY;
    enum qualm_status status = error_fill(&owned->result, &owned->arena, (struct qualm_record){code, message, 0});
    owned->result.format = text->format;
    if (!status)
        status = names_fill(&owned->result, &owned->arena, text);
    if (status) {
        qualm_result_free(&owned->result);
        return status;
    }
    *result = &owned->result;
    return QUALM_OK;
}

uint64_t qualm_result_count(const struct qualm_result *result, const char *name)
{
    for (size_t i = 0; i < result->n_counts; i++)
        if (strcmp(result->counts[i].name, name) == 0)
            return result->counts[i].value;
    return 0;
}

size_t qualm_result_findings(const struct qualm_result *result, enum qualm_severity at_least)
{
    size_t n = 0;
    for (size_t i = 0; i < result->n_findings; i++)
        n += result->findings[i].state == QUALM_COUNTS && result->findings[i].severity >= at_least;
    return n;
}

void qualm_result_free(struct qualm_result *result)
{
    if (!result)
        return;
    struct owned_result *owned = (struct owned_result *)result;
    arena_clear(&owned->arena);
    free(owned);
}
