/* One block through the rooms: segmentation, measures, claims, judge; and the lists that the result keeps. */
#include <stdlib.h>
#include <string.h>

#include "analysis.h"
#include "text/builder.h"

/* A sentence is called hard from so many words and such a grade on; shorter ones need no second look. */
#define HARD_WORDS 20
#define HARD_GRADE 12.0

/* No grade, as judge.h and qualm.h write it. */
#define NO_GRADE (-1000.0)

enum qualm_status list_add(struct list *list, const void *item, size_t size)
{
    const enum qualm_status status = array_reserve(&list->items, &list->n_room, list->n + 1, size);
    if (!status)
        memcpy((char *)list->items + list->n++ * size, item, size);
    return status;
}

enum qualm_status analysis_warn(struct qualm_analysis *analysis, const char *code, const char *message,
                                uint64_t offset)
{
    struct qualm_record record = {.code = code, .offset = offset};
    record.message = arena_copy(&analysis->owned->arena, message, strlen(message));
    return record.message ? list_add(&analysis->warnings, &record, sizeof record) : QUALM_ERR_MEMORY;
}

const char *analysis_language(const struct qualm_analysis *analysis)
{
    const char *const words[] = {analysis->text.language, analysis->engine->language, analysis->metadata.language};
    const char *tag = NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words && !tag; i++)
        tag = words[i] ? data_language_tag(words[i]) : NULL;
    return tag;
}

/* What is said of the language goes before a guess, and a guess before English. */
static void language_settle(struct qualm_analysis *analysis)
{
    struct qualm_result *result = &analysis->owned->result;
    const char *said = analysis_language(analysis);
    const struct data_language *fallback = analysis->guess ? analysis->guess : data_language_find("en");
    analysis->language = said ? data_language_find(said) : fallback;
    analysis->is_english = strcmp(analysis->language->tag, "en") == 0;
    result->language = said ? said : fallback->tag;
    result->language_is_guess = !said;
    result->is_english = analysis->is_english;
}

static enum qualm_status rooms_new(struct qualm_analysis *analysis)
{
    const struct qualm_engine *engine = analysis->engine;
    enum qualm_status status = segmenter_new(engine->rules->segment, &analysis->segmenter);
    if (!status)
        status = measure_new(engine->rules->measure, analysis->language, &analysis->measure);
    if (!status)
        measure_set_speed(analysis->measure, engine->words_per_minute);
    if (!status)
        status = claim_reader_new(analysis->is_english ? engine->rules->claims : engine->rules->no_claims,
                                  engine->plain_matching, &analysis->claims);
    if (!status)
        status = judge_new(engine->judge, analysis->language, &analysis->judge);
    return status;
}

/* The text of `builder`, made of what a caller gave, which may be anything. */
static enum qualm_status outside_build(const char *text, struct buffer *decoded, struct block_builder *builder)
{
    struct decoder decoder = {.encoding = ENCODING_UTF8};
    struct stretch *map = NULL;
    size_t n_map = 0, map_room = 0, n_used = 0;
    enum qualm_status status =
        decoder_feed(&decoder, text, strlen(text), true, decoded, &map, &n_map, &map_room, &n_used);
    free(map);
    if (status || decoded->n_bytes == 0)
        return status;
    const struct checked_text window = {.bytes = decoded->bytes, .n_bytes = decoded->n_bytes, .line = 1, .column = 1,
                                        .byte_column = 1, .is_first = true, .is_last = true};
    struct text_cursor cursor;
    text_cursor_init(&cursor, &window);
    return builder_add(builder, &cursor, window.n_bytes);
}

/* As clean as the text of a block; lives as long as the result. */
static enum qualm_status outside_clean(struct arena *arena, const char *text, const char **clean)
{
    struct buffer decoded = {0};
    struct block_builder builder = {0};
    enum qualm_status status = outside_build(text, &decoded, &builder);
    if (!status) {
        const char *copy = arena_copy(arena, builder.text.bytes ? builder.text.bytes : "", builder.text.n_bytes);
        status = copy ? QUALM_OK : QUALM_ERR_MEMORY;
        *clean = copy ? copy : *clean;
    }
    buffer_free(&decoded);
    builder_free(&builder);
    return status;
}

/* A title from outside the text: a block that has no place in it. */
static enum qualm_status title_add(struct qualm_analysis *analysis)
{
    const char *title = "";
    const enum qualm_status status = outside_clean(&analysis->owned->arena, analysis->text.title, &title);
    if (status)
        return status;
    const struct run run = {.source_size = 0};
    const struct block block = {
        .kind = BLOCK_TITLE,
        .text = title,
        .n_bytes = strlen(title),
        .runs = &run,
        .n_runs = 1,
    };
    analysis->metadata.title = title;
    return *title ? analysis_block(analysis, &block) : QUALM_OK;
}

enum qualm_status analysis_rooms(struct qualm_analysis *analysis)
{
    if (analysis->judge)
        return QUALM_OK;
    language_settle(analysis);
    const enum qualm_status status = rooms_new(analysis);
    if (status || !analysis->text.title)
        return status;
    return title_add(analysis);
}

/* What is known of one sentence before it goes into a list. */
struct sentence_facts {
    struct judge_sentence judged;
    struct qualm_span span;
};

static enum qualm_status cues_copy(struct arena *arena, const struct sentence_facts *facts,
                                   struct qualm_sentence *sentence)
{
    const struct sentence_claims *claims = facts->judged.claims;
    struct qualm_cue *cues = arena_array(arena, claims->n_cues, sizeof *cues);
    size_t hint = 0;
    if (!cues)
        return QUALM_ERR_MEMORY;
    for (size_t i = 0; i < claims->n_cues; i++) {
        const struct cue_hit *hit = &claims->cues[i];
        cues[i] = (struct qualm_cue){
            .id = hit->cue->id,
            .kind = cue_kind_name(hit->kind),
            .span = block_span(facts->judged.block, hit->start, hit->end, &hint),
            .block = facts->judged.kept_block,
        };
        if (cues[i].block != QUALM_NO_BLOCK) {
            cues[i].text_start = hit->start;
            cues[i].text_end = hit->end;
        }
    }
    sentence->cues = cues;
    sentence->n_cues = claims->n_cues;
    return QUALM_OK;
}

static struct qualm_claim claim_of(const struct sentence_facts *facts)
{
    const struct clause *clause = facts->judged.claims->strongest;
    if (!clause || !clause->pattern)
        return (struct qualm_claim){.level = claim_level_name(0), .pattern = "", .span = facts->span};
    const struct data_claim *row = clause->pattern;
    return (struct qualm_claim){
        .code = clause->level,
        .level = claim_level_name(clause->level),
        .pattern = row->id,
        .confidence = row->fired ? (double)row->right / row->fired : 0.0,
        .span = block_span(facts->judged.block, clause->match_start, clause->match_end, NULL),
    };
}

static enum qualm_status sentence_make(struct arena *arena, const struct sentence_facts *facts,
                                       struct qualm_sentence *sentence)
{
    const struct judge_sentence *judged = &facts->judged;
    *sentence = (struct qualm_sentence){
        .span = facts->span,
        .words = judged->words,
        .has_grade = judged->grade > NO_GRADE,
        .grade = judged->grade,
        .voice = voice_name(judged->claims->voice),
        .advice = judged->claims->advice,
        .claim = claim_of(facts),
        .block = judged->kept_block,
    };
    if (sentence->block != QUALM_NO_BLOCK) {
        sentence->text_start = judged->sentence->start;
        sentence->text_end = judged->sentence->end;
    }
    enum qualm_status status = cues_copy(arena, facts, sentence);
    if (!status)
        status = excerpt_make(arena, judged->block, judged->sentence->start, judged->sentence->end,
                              &sentence->excerpt);
    return status;
}

/* Keeps the hardest sentences in order; ties go to the earlier one. */
static enum qualm_status hardest_add(struct hardest *hardest, const struct sentence_facts *facts)
{
    const struct judge_sentence *judged = &facts->judged;
    hardest->n_scored++;
    if (judged->words < HARD_WORDS || judged->grade < HARD_GRADE)
        return QUALM_OK;
    size_t at = hardest->n;
    while (at > 0 && hardest->sentences[at - 1].grade < judged->grade)
        at--;
    if (at == HARDEST_MOST)
        return QUALM_OK;
    const size_t last = hardest->n < HARDEST_MOST ? hardest->n : HARDEST_MOST - 1;
    struct arena arena = hardest->arenas[last];
    arena_clear(&arena);
    memmove(hardest->sentences + at + 1, hardest->sentences + at, (last - at) * sizeof *hardest->sentences);
    memmove(hardest->arenas + at + 1, hardest->arenas + at, (last - at) * sizeof *hardest->arenas);
    hardest->sentences[at] = (struct qualm_sentence){.grade = judged->grade};
    hardest->n = last + 1;
    const enum qualm_status status = sentence_make(&arena, facts, &hardest->sentences[at]);
    hardest->arenas[at] = arena;
    return status;
}

static enum qualm_status sentence_keep(struct qualm_analysis *analysis, const struct sentence_facts *facts)
{
    enum qualm_status status = QUALM_OK;
    if (facts->judged.block->is_scored)
        status = hardest_add(&analysis->hardest, facts);
    if (status || !analysis->engine->detail)
        return status;
    struct qualm_sentence sentence;
    status = sentence_make(&analysis->owned->arena, facts, &sentence);
    return status ? status : list_add(&analysis->sentences, &sentence, sizeof sentence);
}

/* Whether anyone asks for the grade of a sentence: the full list, or the hardest sentences of those long enough. */
static bool is_grade_shown(const struct qualm_analysis *analysis, const struct judge_sentence *judged)
{
    return analysis->engine->detail || (judged->block->is_scored && judged->words >= HARD_WORDS);
}

/* A block on its way, with where it is kept. */
struct block_facts {
    const struct block *block;
    const struct segments *segments;
    uint32_t kept;
};

static enum qualm_status sentence_read(struct qualm_analysis *analysis, const struct block_facts *here,
                                       const struct sentence *sentence, size_t *hint)
{
    const struct segments *segments = here->segments;
    struct sentence_claims claims;
    struct sentence_facts facts = {
        .judged = {here->block, segments, sentence, &claims, measure_sentence_words(segments, sentence), NO_GRADE},
        .span = block_span(here->block, sentence->start, sentence->end, hint),
    };
    facts.judged.span = &facts.span;
    facts.judged.kept_block = here->kept;
    double grade;
    enum qualm_status status = claim_read(analysis->claims, here->block, segments, sentence, &claims);
    if (status)
        return status;
    if (is_grade_shown(analysis, &facts.judged) &&
        measure_sentence_grade(analysis->measure, segments, sentence, &grade))
        facts.judged.grade = grade;
    status = judge_add_sentence(analysis->judge, &facts.judged);
    return status ? status : sentence_keep(analysis, &facts);
}

enum qualm_status analysis_block(struct qualm_analysis *analysis, const struct block *block)
{
    struct segments segments;
    struct block_facts here = {block, &segments, QUALM_NO_BLOCK};
    size_t hint = 0;
    enum qualm_status status = analysis_rooms(analysis);
    if (!status)
        status = segment_block(analysis->segmenter, analysis->language, block, &segments);
    if (!status)
        status = measure_add_block(analysis->measure, block, &segments);
    if (!status)
        status = kept_add(analysis, block, &here.kept);
    if (status || block->kind == BLOCK_CODE || block->kind == BLOCK_FURNITURE)
        return status;
    for (size_t i = 0; i < segments.n_sentences && !status; i++)
        status = sentence_read(analysis, &here, &segments.sentences[i], &hint);
    return status;
}
