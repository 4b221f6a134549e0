/* What single cues raise: each row of corpus/lang/TAG/cues with a rule, unless its sentence takes it back. */
#include <string.h>

#include "base/number.h"
#include "judge/state.h"

/* The kinds of cues that say something of the evidence; ids begin with the name of their kind. */
static const bool is_of_evidence[CUE_N_KINDS] = {
    [CUE_NUMBER] = true, [CUE_DESIGN] = true, [CUE_SPECIES] = true,
    [CUE_SAMPLE] = true, [CUE_ATTRIBUTION] = true, [CUE_CAVEAT] = true,
};

/* What one cue names of the evidence, by the beginning of its id. */
static const struct {
    const char *prefix;
    enum mention_kind mention;
} mention_cues[] = {
    {"design.observational", MENTION_OBSERVATION},
    {"design.survey", MENTION_OBSERVATION},
    {"design.data-from", MENTION_OBSERVATION},
    {"design.followed", MENTION_OBSERVATION},
    {"design.randomised", MENTION_EXPERIMENT},
    {"design.mendelian", MENTION_EXPERIMENT},
    {"design.animal-lab", MENTION_EXPERIMENT},
    {"species.humans", MENTION_PEOPLE},
    {"species.plants", MENTION_NONE},
    {"species.cells", MENTION_CELLS},
    {"species.in-vitro", MENTION_CELLS},
    {"species.petri", MENTION_CELLS},
    {"species.", MENTION_ANIMALS},
    {"number.participants", MENTION_PEOPLE},
    {"sample.group", MENTION_PEOPLE},
    {"sample.small-", MENTION_SMALL_SAMPLE},
    {"caveat.", MENTION_CAVEAT},
};

static const struct {
    const char *prefix;
    enum answer answer;
} answer_cues[] = {
    {"number.absolute-risk", ANSWER_ABSOLUTE_RISK}, {"attribution.et-al", ANSWER_SOURCE},
    {"attribution.citation-year", ANSWER_SOURCE},   {"attribution.published", ANSWER_SOURCE},
    {"attribution.led-by", ANSWER_SOURCE},          {"design.", ANSWER_RESEARCH},
    {"attribution.researchers", ANSWER_RESEARCH},   {"attribution.published", ANSWER_RESEARCH},
    {"attribution.unnamed", ANSWER_RESEARCH},       {"attribution.according-study", ANSWER_RESEARCH},
    {"attribution.et-al", ANSWER_RESEARCH},         {"attribution.citation-year", ANSWER_RESEARCH},
    {"attribution.affiliation", ANSWER_INSTITUTE},  {"attribution.in-study", ANSWER_RESEARCH},
    {"sample.small-study", ANSWER_RESEARCH},
};

/* Rules whose cue says nothing strong once a hedge has it in scope: "may cure", "almost always". */
static const enum rule_handle silenced_by_hedge[] = {RULE_TREATMENT, RULE_ABSOLUTE, RULE_PROOF, RULE_BOOSTER,
                                                     RULE_RELATIVE_RISK};

/* Rules whose cue holds only if the text nearby gives no answer. */
static const enum rule_handle awaiting[] = {RULE_RELATIVE_RISK, RULE_UNNAMED_STUDY};

/* The first paragraphs may leave the name of their study to the text behind. */
#define LEAD_PARAGRAPHS 3

/* Words told with the first finding of their rule in a sentence. */
#define MAX_JOINED 3

#define MAX_SMALL_SAMPLE 30
#define MIN_STACKED 3
/* Hedges counted in one stack, and the bytes that may part two of them: beyond, each is about a matter of its own. */
#define MAX_STACK 16
#define MAX_STACK_GAP 48

static bool is_one_of(const struct judge *judge, uint8_t rule, const enum rule_handle *handles, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (judge->rules->index[handles[i]] == rule)
            return true;
    return false;
}

static bool is_headline(enum block_kind kind)
{
    return kind == BLOCK_TITLE || kind == BLOCK_HEADING;
}

/* Whether a sentence can be held to its words at all. */
static bool is_asserted(const struct view *view)
{
    const enum block_kind kind = view->scene.kind;
    return kind != BLOCK_CODE && kind != BLOCK_CITATION && kind != BLOCK_FURNITURE &&
           !view->given->sentence->is_question && view->scene.voice != VOICE_QUESTION &&
           view->scene.voice != VOICE_CITATION;
}

/* The rule's finding in this sentence; NULL for none. That a text studied a group is told once. */
static struct pending *finding_here(const struct view *view, uint8_t rule)
{
    struct judge *judge = view->judge;
    const size_t last = judge->last_of_rule[rule];
    struct pending *pending = last ? &judge->findings[last - 1] : NULL;
    if (!pending || pending->scene.sentence == view->scene.sentence)
        return pending;
    return rule == judge->rules->index[RULE_SPECIAL_SAMPLE] && pending->cue == view->cue ? pending : NULL;
}

/* One sentence is one place to look at again: what else a rule finds there is told with its first finding. */
static enum qualm_status words_join(const struct view *view, struct pending *pending, const struct finding_seed *seed,
                                    const char *words)
{
    const struct place place = {
        .span = seed->span, .words = words, .block = view->scene.block, .sentence = view->scene.sentence};
    pending->steps_down &= seed->steps_down;
    if (seed->span.start < pending->span.end || pending->n_related == MAX_JOINED)
        return QUALM_OK;
    struct place *places = arena_array(&view->judge->arena, MAX_JOINED, sizeof *places);
    if (!places)
        return QUALM_ERR_MEMORY;
    if (pending->n_related)
        memcpy(places, pending->related, pending->n_related * sizeof *places);
    places[pending->n_related++] = place;
    pending->related = places;
    return QUALM_OK;
}

static enum qualm_status scene_raise(const struct view *view, const struct finding_seed *seed,
                                     struct pending **pending)
{
    const struct scene scene = scene_keep(view);
    return finding_add(view->judge, &scene, seed, pending);
}

/* A finding on the words [start, end), with these words as its cue. `*pending` is NULL where there is none, or one
 * that was there before. */
static enum qualm_status words_raise(const struct view *view, uint8_t rule, size_t start, size_t end, bool is_quoted,
                                     struct pending **pending)
{
    struct judge *judge = view->judge;
    const struct block *block = view->given->block;
    struct finding_seed seed = {.rule = rule, .steps_down = is_quoted || view->scene.is_others};
    *pending = NULL;
    if (!(judge->rules->selected >> rule & 1))
        return QUALM_OK;
    seed.span = block_span(block, start, end, &judge->run_hint);
    seed.start = (uint32_t)start;
    seed.end = (uint32_t)end;
    enum qualm_status status = excerpt_make(&judge->arena, block, start, end, &seed.excerpt);
    const char *words = status == QUALM_OK ? quote_words(judge, block, start, end) : NULL;
    if (status == QUALM_OK && !words)
        status = QUALM_ERR_MEMORY;
    struct pending *first = finding_here(view, rule);
    if (status == QUALM_OK && first)
        status = words_join(view, first, &seed, words);
    else if (status == QUALM_OK)
        status = scene_raise(view, &seed, pending);
    if (*pending) {
        (*pending)->values[VALUE_CUE] = words;
        (*pending)->cue = view->cue;
    }
    return status;
}

/* Whether a sample is of those that the headline speaks of: twins in a text on twins are no special ones. */
static bool is_headed(const struct judge *judge, const struct cue_hit *hit)
{
    const struct fact *title = title_find(judge);
    return title && stems_hold(title, hit->cue->anchors);
}

/* "Researchers found" are mostly those whom the text has named before, or is about to. */
static bool speaks_of_its_own(const struct cue_hit *hit)
{
    return span_is(span_of(hit->cue->id), "attribution.unnamed-experts");
}

static enum qualm_status cue_raise(const struct view *view, const struct cue_hit *hit)
{
    struct judge *judge = view->judge;
    const long index = rules_index(hit->cue->rule);
    if (index < 0 || hit->is_negated || !is_asserted(view))
        return QUALM_OK;
    const uint8_t rule = (uint8_t)index;
    if (rule == judge->rules->index[RULE_SPECIAL_SAMPLE] && is_headed(judge, hit))
        return QUALM_OK;
    if (hit->is_hedged &&
        is_one_of(judge, rule, silenced_by_hedge, sizeof silenced_by_hedge / sizeof *silenced_by_hedge))
        return QUALM_OK;
    struct pending *pending;
    enum qualm_status status = words_raise(view, rule, hit->start, hit->end, hit->is_quoted, &pending);
    if (status || !pending || !is_one_of(judge, rule, awaiting, sizeof awaiting / sizeof *awaiting))
        return status;
    const bool is_lead = rule == judge->rules->index[RULE_UNNAMED_STUDY] && view->scene.paragraph <= LEAD_PARAGRAPHS;
    pending->awaits_document = is_lead || is_headline(view->scene.kind) || speaks_of_its_own(hit);
    pending->awaits_paragraph = !pending->awaits_document;
    return QUALM_OK;
}

static enum mention_kind mention_of(const struct cue_hit *hit)
{
    for (size_t i = 0; is_of_evidence[hit->kind] && i < sizeof mention_cues / sizeof *mention_cues; i++)
        if (span_starts_with(span_of(hit->cue->id), mention_cues[i].prefix))
            return mention_cues[i].mention;
    return MENTION_NONE;
}

/* Whether people are those studied: "in humans and mice", "we asked 900 people"; and not "60 male rats", nor the
 * millions who have a disease. */
static bool are_studied(const struct view *view, const struct cue_hit *hit)
{
    if (hit->kind == CUE_SPECIES)
        return view->names_animals;
    return hit->kind == CUE_SAMPLE || (view->names_design && !view->names_animals);
}

/* Whether a hit says what its kind of mention stands for. */
static bool is_mention(const struct view *view, const struct cue_hit *hit, enum mention_kind kind)
{
    uint64_t number;
    switch (kind) {
    case MENTION_CAVEAT:
        return hit->cue->strength[0] == 's';
    case MENTION_SMALL_SAMPLE:
        return !words_number(view->given->block, hit->start, hit->end, &number) || number <= MAX_SMALL_SAMPLE;
    case MENTION_PEOPLE:
        return are_studied(view, hit);
    default:
        return true;
    }
}

/* More people are counted than a small sample has. */
static void large_sample_note(const struct view *view, const struct cue_hit *hit)
{
    uint64_t number;
    if (words_number(view->given->block, hit->start, hit->end, &number) && number > MAX_SMALL_SAMPLE)
        view->judge->has_large_sample = true;
}

static uint8_t answers_of(const struct cue_hit *hit)
{
    uint8_t answers = 0;
    for (size_t i = 0; is_of_evidence[hit->kind] && i < sizeof answer_cues / sizeof *answer_cues; i++)
        if (span_starts_with(span_of(hit->cue->id), answer_cues[i].prefix))
            answers |= (uint8_t)answer_cues[i].answer;
    return answers;
}

/* Cues that say where the evidence comes from, or that the text gives an answer. */
static enum qualm_status cue_note(const struct view *view, const struct cue_hit *hit)
{
    struct judge *judge = view->judge;
    const uint8_t answers = answers_of(hit);
    judge->answers[0] |= answers;
    const enum mention_kind kind = mention_of(hit);
    enum qualm_status status = QUALM_OK;
    if (answers & ANSWER_RESEARCH)
        status = mention_add(view, MENTION_RESEARCH, hit);
    if (status || kind == MENTION_NONE || view->scene.kind == BLOCK_CITATION || hit->is_negated)
        return status;
    if (kind == MENTION_PEOPLE)
        large_sample_note(view, hit);
    return is_mention(view, hit, kind) ? mention_add(view, kind, hit) : QUALM_OK;
}

/* What ends a clause wherever it stands. */
static const char *const stops[] = {";", ":", "(", "—", " – ", " but "};

static bool is_stop(struct span rest)
{
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (span_starts_with(rest, stops[i]))
            return true;
    return false;
}

/* Whether what parts two hedges ends a clause: a comma and words (", and the effect seems"), or a stop. A hedge between
 * commas does not (", perhaps,"). */
static bool is_parted(const struct block *block, size_t end, size_t start)
{
    bool has_comma = false;
    bool has_words = false;
    for (size_t i = end; i < start; i++) {
        const char c = block->text[i];
        if (is_stop((struct span){block->text + i, start - i}))
            return true;
        has_comma |= c == ',';
        has_words |= c != ' ' && c != ',';
    }
    return has_comma && has_words;
}

/* "Whether it could work" has one doubt: the word that opens the question is none of its own. */
static bool opens_question(const struct cue_hit *hit)
{
    return span_is(span_of(hit->cue->id), "hedge.whether");
}

/* The next run of hedges that stand close together in one clause. Those that overlap or repeat a word count once
 * ("may or may not"); one that is on a single word is no doubt about the clause. */
static size_t stack_collect(const struct view *view, size_t *next, const struct cue_hit *stack[MAX_STACK])
{
    const struct sentence_claims *claims = view->given->claims;
    size_t n = 0;
    for (; *next < claims->n_cues; (*next)++) {
        const struct cue_hit *hit = &claims->cues[*next];
        const struct cue_hit *last = n ? stack[n - 1] : NULL;
        if (hit->kind != CUE_HEDGE || hit->is_quoted || hit->scope_end > hit->scope_start || n == MAX_STACK ||
            opens_question(hit))
            continue;
        if (last && (hit->clause != last->clause || hit->start > last->end + MAX_STACK_GAP ||
                     is_parted(view->given->block, last->end, hit->start)))
            break;
        if (!last || (hit->start >= last->end && hit->cue != last->cue))
            stack[n++] = hit;
    }
    return n;
}

static enum qualm_status stack_raise(const struct view *view, const struct cue_hit *const *stack, size_t n)
{
    struct judge *judge = view->judge;
    const uint8_t rule = judge->rules->index[RULE_STACKED];
    struct pending *pending;
    char number[NUMBER_ROOM];
    number_from_uint(n, number);
    enum qualm_status status = words_raise(view, rule, stack[0]->start, stack[n - 1]->end, false, &pending);
    if (status || !pending)
        return status;
    pending->values[VALUE_NUMBER] = arena_copy(&judge->arena, number, strlen(number));
    return pending->values[VALUE_NUMBER] ? QUALM_OK : QUALM_ERR_MEMORY;
}

static enum qualm_status stacks_judge(const struct view *view)
{
    const struct sentence_claims *claims = view->given->claims;
    enum qualm_status status = QUALM_OK;
    if (!is_asserted(view) || view->scene.is_others)
        return QUALM_OK;
    for (size_t next = 0; next < claims->n_cues && status == QUALM_OK;) {
        const struct cue_hit *stack[MAX_STACK];
        const size_t n = stack_collect(view, &next, stack);
        if (n >= MIN_STACKED)
            status = stack_raise(view, stack, n);
    }
    return status;
}

/* Where somebody works says whose study it is, and not who speaks. */
static bool names_speaker(const struct cue_hit *hit)
{
    return hit->kind == CUE_ATTRIBUTION && !hit->cue->rule[0] &&
           !span_is(span_of(hit->cue->id), "attribution.affiliation");
}

/* What must be known of the sentence before its cues are read one by one. "Research proves" puts words into nobody's
 * mouth: only who is named answers for them. */
static void cues_survey(struct view *view)
{
    const struct sentence_claims *claims = view->given->claims;
    bool is_attributed = false;
    for (size_t i = 0; i < claims->n_cues; i++) {
        const struct cue_hit *hit = &claims->cues[i];
        view->names_design |= hit->kind == CUE_DESIGN;
        view->names_animals |= mention_of(hit) == MENTION_ANIMALS;
        is_attributed |= names_speaker(hit);
    }
    view->scene.is_others = view->scene.kind == BLOCK_QUOTATION || view->scene.voice == VOICE_QUOTED ||
                            (view->scene.voice == VOICE_ATTRIBUTED && is_attributed);
}

enum qualm_status cues_judge(struct view *view)
{
    const struct sentence_claims *claims = view->given->claims;
    cues_survey(view);
    for (size_t i = 0; i < claims->n_cues; i++) {
        const struct cue_hit *hit = &claims->cues[i];
        enum qualm_status status = cue_note(view, hit);
        view->cue = hit->cue;
        if (status == QUALM_OK && hit->cue->rule[0])
            status = cue_raise(view, hit);
        if (status)
            return status;
    }
    view->cue = NULL;
    return stacks_judge(view);
}
