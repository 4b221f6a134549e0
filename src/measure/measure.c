/* Counts, readability, reading time, sections and the scope ledger of one document, block by block. */
#include "measure/measure.h"

#include <stdlib.h>

#include "measure/grade.h"
#include "measure/time.h"
#include "measure/vocabulary.h"

/* A heading beyond these opens no section any more: a file of nothing but headings must not eat the memory. */
#define SECTIONS_MOST 10000
/* Bytes of a heading that are kept as the title of its section. */
#define TITLE_MOST 400

struct section {
    const char *title;    /* in measure.arena */
    unsigned level;
    struct qualm_span span;
    struct tally tally;
    struct amount amount; /* seen */
    bool is_body;         /* more than the title of the document is in it */
};

/* What is known of a type of words: it is asked for once. */
struct known_word {
    uint32_t type;    /* 0: of none */
    uint32_t section; /* where the vocabulary was last told of it, and 1; 0: nowhere */
    uint32_t number;  /* in the vocabulary; 0: not known */
    unsigned unknown; /* the word lists that do not have it */
};

struct measure {
    const struct measure_rules *rules;
    const struct data_language *language;
    double words_per_minute; /* asked for; 0: not */
    const struct familiar *familiar;
    struct vocabulary vocabulary; /* unfamiliar words, for Spache */
    struct tally tally;
    struct amount scored;
    struct amount unscored[BLOCK_N_KINDS];
    struct section *sections;
    size_t n_sections, n_sections_room;
    bool is_sentence_open;        /* the scored sentence before had no end */
    struct arena arena;
    struct known_word known[TOKEN_TYPE_PLACES];
};

enum qualm_status measure_rules_new(struct measure_rules **rules)
{
    struct measure_rules *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->programs = calloc(data_n_formulas + 1, sizeof *made->programs);
    made->needs = calloc(data_n_formulas + 1, sizeof *made->needs);
    made->familiar = calloc(data_n_languages + 1, sizeof *made->familiar);
    enum qualm_status status = made->programs && made->needs && made->familiar ? QUALM_OK : QUALM_ERR_MEMORY;
    for (size_t i = 0; i < data_n_formulas && !status; i++)
        status = formula_parse(span_of(data_formulas[i].formula.expression), &measure_count_names, &made->programs[i],
                               NULL, 0);
    for (size_t i = 0; i < data_n_formulas && !status; i++)
        made->needs[i] = formula_needs_of(&made->programs[i]);
    for (size_t i = 0; i < data_n_languages && !status; i++)
        status = familiar_new(&data_languages[i], &made->familiar[i]);
    if (status) {
        measure_rules_free(made);
        return status;
    }
    *rules = made;
    return QUALM_OK;
}

void measure_rules_free(struct measure_rules *rules)
{
    if (!rules)
        return;
    for (size_t i = 0; rules->familiar && i < data_n_languages; i++)
        familiar_free(rules->familiar[i]);
    free(rules->familiar);
    free(rules->programs);
    free(rules->needs);
    free(rules);
}

enum qualm_status measure_new(const struct measure_rules *rules, const struct data_language *language,
                              struct measure **measure)
{
    struct measure *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->rules = rules;
    made->language = language;
    for (size_t i = 0; i < data_n_languages; i++)
        if (&data_languages[i] == language)
            made->familiar = rules->familiar[i];
    vocabulary_init(&made->vocabulary);
    *measure = made;
    return QUALM_OK;
}

void measure_set_speed(struct measure *measure, double words_per_minute)
{
    measure->words_per_minute = words_per_minute;
}

void measure_free(struct measure *measure)
{
    if (!measure)
        return;
    vocabulary_free(&measure->vocabulary);
    free(measure->sections);
    arena_clear(&measure->arena);
    free(measure);
}

/* At most TITLE_MOST bytes, cut between code points. */
static size_t title_length(const struct block *block)
{
    size_t n = block->n_bytes;
    if (n <= TITLE_MOST)
        return n;
    for (n = TITLE_MOST; n > 0 && ((unsigned char)block->text[n] & 0xC0) == 0x80;)
        n--;
    return n;
}

static enum qualm_status section_open(struct measure *measure, const struct block *block)
{
    const bool is_heading = block->kind == BLOCK_HEADING;
    void *sections = measure->sections;
    const enum qualm_status status = array_reserve(&sections, &measure->n_sections_room, measure->n_sections + 1,
                                                   sizeof *measure->sections);
    measure->sections = sections;
    if (status)
        return status;
    const char *title = is_heading ? arena_copy(&measure->arena, block->text, title_length(block)) : "";
    if (!title)
        return QUALM_ERR_MEMORY;
    measure->sections[measure->n_sections++] = (struct section){
        .title = title, .level = is_heading ? block->level : 0, .span = block_span(block, 0, block->n_bytes, NULL)};
    return QUALM_OK;
}

static bool opens_section(const struct measure *measure, const struct block *block)
{
    if (measure->n_sections == 0)
        return true;
    return block->kind == BLOCK_HEADING && !block->is_continued && measure->n_sections < SECTIONS_MOST;
}

static struct section *section_now(struct measure *measure)
{
    return &measure->sections[measure->n_sections - 1];
}

static unsigned unknown_to(const struct familiar *familiar, struct span key)
{
    return familiar_all(familiar) & ~familiar_find(familiar, key);
}

/* What is known of the token's word, or from now on is; a word without a type gets `rare`. */
static struct known_word *word_know(struct measure *measure, const struct token *token, struct span key,
                                    struct known_word *rare)
{
    struct known_word *known = token->type ? &measure->known[token->type % TOKEN_TYPE_PLACES] : rare;
    if (token->type == 0 || known->type != token->type)
        *known = (struct known_word){.type = token->type, .unknown = unknown_to(measure->familiar, key)};
    return known;
}

/* Whether a word counts as unfamiliar for Spache, which is once: in the text, in the section. */
static enum qualm_status spache_look_up(struct measure *measure, struct known_word *known, struct span key,
                                        bool *is_new, bool *is_new_here)
{
    const uint32_t section = (uint32_t)measure->n_sections;
    if (!(known->unknown & FAMILIAR_SPACHE) || known->section == section + 1)
        return QUALM_OK;
    known->section = section + 1;
    if (!known->number)
        return vocabulary_add(&measure->vocabulary, key, section, &known->number, is_new, is_new_here);
    *is_new_here = vocabulary_meet(&measure->vocabulary, known->number, section);
    return QUALM_OK;
}

/* Words of a sentence, counted for the text and, but for these, for the section. */
struct sentence_counts {
    struct measure_counts counts;
    uint64_t n_new, n_new_here; /* for Spache */
};

/* Asks the word lists; names and what is no word proper are never unfamiliar. */
static enum qualm_status word_score(struct measure *measure, const struct token *token, const char *keys,
                                    struct sentence_counts *sums)
{
    struct tally_word word = {.token = token, .key = {keys + token->key, token->n_key}};
    enum qualm_status status = QUALM_OK;
    if (measure->familiar && token->kind == TOKEN_WORD && !(token->flags & TOKEN_NAME)) {
        struct known_word rare;
        bool is_new = false, is_new_here = false;
        struct known_word *known = word_know(measure, token, word.key, &rare);
        word.is_unfamiliar_dale_chall = (known->unknown & FAMILIAR_DALE_CHALL) != 0;
        status = spache_look_up(measure, known, word.key, &is_new, &is_new_here);
        sums->n_new += is_new;
        sums->n_new_here += is_new_here;
    }
    counts_add(&sums->counts, &word);
    return status;
}

static void sentence_add(struct tally *tally, const struct token *tokens, size_t n_tokens,
                         struct sentence_counts *sums, uint64_t n_unfamiliar)
{
    for (size_t i = 0; i < n_tokens && !tally_is_sampled(tally); i++)
        tally_sample(tally, &tokens[i]);
    sums->counts.of[COUNT_unfamiliar_spache] = n_unfamiliar;
    tally_add(tally, &sums->counts);
}

/* `is_rest`: the sentence began in the block before, which was cut for its length. */
static enum qualm_status sentence_score(struct measure *measure, const struct segments *segments,
                                        const struct sentence *sentence, bool is_rest)
{
    const struct token *tokens = segments->tokens + sentence->first_token;
    struct tally *here = &section_now(measure)->tally;
    struct sentence_counts sums = {.n_new = 0};
    if (!has_words(tokens, sentence->n_tokens))
        return QUALM_OK;
    if (!is_rest) {
        tally_begin_sentence(&measure->tally);
        tally_begin_sentence(here);
    }
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < sentence->n_tokens && !status; i++)
        status = word_score(measure, &tokens[i], segments->keys, &sums);
    sentence_add(&measure->tally, tokens, sentence->n_tokens, &sums, sums.n_new);
    sentence_add(here, tokens, sentence->n_tokens, &sums, sums.n_new_here);
    measure->is_sentence_open = !sentence->has_end;
    return status;
}

static enum qualm_status block_score(struct measure *measure, const struct block *block,
                                     const struct segments *segments)
{
    struct tally *const tallies[] = {&measure->tally, &section_now(measure)->tally};
    const uint64_t n_characters = text_characters(block->text, block->n_bytes);
    for (size_t i = 0; i < 2; i++) {
        tallies[i]->counts.of[COUNT_characters] += n_characters;
        tallies[i]->counts.of[COUNT_paragraphs] += !block->is_continued;
    }
    bool is_rest = block->is_continued && measure->is_sentence_open;
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; i < segments->n_sentences && !status; i++) {
        status = sentence_score(measure, segments, &segments->sentences[i], is_rest);
        is_rest = false;
    }
    return status;
}

enum qualm_status measure_add_block(struct measure *measure, const struct block *block,
                                    const struct segments *segments)
{
    if (block->kind == BLOCK_FURNITURE)
        return QUALM_OK;
    if (opens_section(measure, block)) {
        const enum qualm_status status = section_open(measure, block);
        if (status)
            return status;
    }
    struct amount amount = amount_of(segments->tokens, segments->n_tokens);
    amount.code_words = block->kind == BLOCK_CODE ? amount.words : 0;
    amount_add(block->is_scored ? &measure->scored : &measure->unscored[block->kind], &amount);
    amount_add(&section_now(measure)->amount, &amount);
    section_now(measure)->is_body |= block->kind != BLOCK_TITLE;
    return block->is_scored ? block_score(measure, block, segments) : QUALM_OK;
}

unsigned measure_sentence_words(const struct segments *segments, const struct sentence *sentence)
{
    const struct amount amount = amount_of(segments->tokens + sentence->first_token, sentence->n_tokens);
    return (unsigned)amount_words(&amount);
}

bool measure_sentence_grade(const struct measure *measure, const struct segments *segments,
                            const struct sentence *sentence, double *grade)
{
    struct tally tally = {0};
    tally_begin_sentence(&tally);
    for (size_t i = 0; i < sentence->n_tokens; i++) {
        const struct token *token = &segments->tokens[sentence->first_token + i];
        const struct span key = {segments->keys + token->key, token->n_key};
        tally_sample(&tally, token);
        counts_add(&tally.counts, &(struct tally_word){.token = token, .key = key});
    }
    const struct measure_counts counts = tally_counts(&tally);
    /* No word list is asked: none of the formulas for sentences needs one. */
    const struct grading grading = {measure->rules, measure->language, "sentence", 0, &counts};
    const struct qualm_grade consensus = grade_consensus(&grading, GRADE_LEAST_SENTENCE_WORDS);
    if (!consensus.absent)
        *grade = consensus.value;
    return !consensus.absent;
}

static unsigned lists_of(const struct measure *measure)
{
    const unsigned all = familiar_all(measure->familiar);
    return measure->vocabulary.is_full ? all & ~(unsigned)FAMILIAR_SPACHE : all;
}

/* A language without a rule for syllables has none: 0 rather than the one that each word was given. */
static bool finish_counts(const struct measure *measure, const struct measure_counts *counts, struct arena *arena,
                          struct qualm_result *result)
{
    const bool has_syllables = measure->language->syllable_tree != NULL;
    struct qualm_count *rows = arena_array(arena, measure_n_counts_shown, sizeof *rows);
    if (!rows)
        return false;
    for (size_t i = 0; i < measure_n_counts_shown; i++)
        rows[i] = (struct qualm_count){measure_count_names.names[i],
                                       has_syllables || !count_is_of_syllables(i) ? counts->of[i] : 0};
    result->counts = rows;
    result->n_counts = measure_n_counts_shown;
    return true;
}

/* The scope ledger. Sums are of what is shown, so that they add up. */
static bool finish_scope(const struct measure *measure, struct arena *arena, struct qualm_result *result)
{
    struct qualm_excluded *rows = arena_array(arena, BLOCK_N_KINDS, sizeof *rows);
    size_t n = 0;
    if (!rows)
        return false;
    result->words_scored = amount_words(&measure->scored);
    result->words_seen = result->words_scored;
    for (size_t kind = 0; kind < BLOCK_N_KINDS; kind++) {
        const uint64_t words = amount_words(&measure->unscored[kind]);
        if (!words)
            continue;
        rows[n++] = (struct qualm_excluded){block_kind_name((enum block_kind)kind), words};
        result->words_seen += words;
    }
    result->excluded = rows;
    result->n_excluded = n;
    return true;
}

static void finish_time(const struct measure *measure, const struct time_speeds *silent, const char *tag,
                        struct qualm_result *result)
{
    struct amount seen = measure->scored;
    for (size_t kind = 0; kind < BLOCK_N_KINDS; kind++)
        amount_add(&seen, &measure->unscored[kind]);
    const struct time_speeds aloud = time_speeds_find(tag, "aloud");
    result->silent = time_of(silent, &seen);
    result->aloud = time_of(&aloud, &seen);
    const struct data_speed *basis = result->silent.absent ? NULL : time_basis(silent, &seen);
    result->basis_unit = basis ? basis->unit : NULL;
    result->basis_per_minute = basis ? basis->typical : 0;
    result->basis_source = basis ? basis->source : NULL;
}

static bool section_finish(const struct measure *measure, const struct section *section,
                           const struct time_speeds *silent, struct arena *arena, struct qualm_section *row)
{
    const struct measure_counts counts = tally_counts(&section->tally);
    const struct grading grading = {measure->rules, measure->language, "section", lists_of(measure), &counts};
    *row = (struct qualm_section){
        .title = arena_copy(arena, section->title, strlen(section->title)),
        .level = section->level,
        .span = section->span,
        .words = amount_words(&section->amount),
        .sentences = counts.of[COUNT_sentences],
        .typical_s = time_of(silent, &section->amount).typical_s,
        .grade = grade_consensus(&grading, GRADE_LEAST_WORDS),
    };
    return row->title != NULL;
}

/* What stands before the first heading is a section when it is more than the document's title. */
static bool finish_sections(const struct measure *measure, const struct time_speeds *silent, struct arena *arena,
                            struct qualm_result *result)
{
    struct qualm_section *rows = arena_array(arena, measure->n_sections, sizeof *rows);
    size_t n = 0;
    if (!rows)
        return false;
    for (size_t i = 0; i < measure->n_sections; i++)
        if (measure->sections[i].is_body && !section_finish(measure, &measure->sections[i], silent, arena, &rows[n++]))
            return false;
    result->sections = rows;
    result->n_sections = n;
    return true;
}

enum qualm_status measure_finish(struct measure *measure, uint64_t n_input_bytes, struct arena *arena,
                                 struct qualm_result *result)
{
    struct qualm_result filled = *result;
    struct measure_counts counts = tally_counts(&measure->tally);
    counts.of[COUNT_bytes] = n_input_bytes;
    const struct grading grading = {measure->rules, measure->language, "document", lists_of(measure), &counts};
    /* The corpus has speeds for more languages than it has folders. */
    const char *tag = result->language ? result->language : measure->language->tag;
    struct data_speed asked;
    const struct time_speeds silent =
        time_speeds_asked(time_speeds_find(tag, "silent"), measure->words_per_minute, &asked);
    filled.readability = grade_readability(&grading, arena);
    filled.n_readability = data_n_formulas;
    if (!filled.readability || !finish_counts(measure, &counts, arena, &filled) ||
        !finish_scope(measure, arena, &filled) || !finish_sections(measure, &silent, arena, &filled))
        return QUALM_ERR_MEMORY;
    finish_time(measure, &silent, tag, &filled);
    filled.grade = grade_consensus(&grading, GRADE_LEAST_WORDS);
    *result = filled;
    return QUALM_OK;
}
