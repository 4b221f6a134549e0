/* What the facts of a document add up to: the headline against the text, a claim against the design, a cited title
 * against the sentences that cite it. Each comparison is between a bounded number of facts.
 */
#include <string.h>

#include "judge/state.h"

/* A reference list this long is compared from its beginning. */
#define MAX_CITATIONS 64
#define MAX_RELATED 3
/* One shared word is no subject yet. */
#define MIN_SUBJECT_STEMS 2
/* The lead stands here, behind title, place and date. */
#define LEAD_PARAGRAPHS 6
/* Work on animals is named twice or more, or early on. */
#define MIN_MENTIONS 2
#define EARLY_SENTENCES 6

/* The news is a claim that one thing acts on another, be it hedged. */
#define MIN_NEWS_CODE 4

/* Precision, measured on single sentences, of the ladder rows that are held to a design, and of those that say that a
 * text reports an association. */
#define MIN_CLAIM_CONFIDENCE 0.65
#define MIN_REPORT_CONFIDENCE 0.85

/* Blocks between a report and the nearest word of whose research it is. */
#define MAX_RESEARCH_DISTANCE 2

#define STEP_CAN 2
#define STEP_CAUSES 3

static unsigned step_of(const struct fact *fact)
{
    return claim_step(fact->code);
}

static bool is_body(const struct fact *fact)
{
    const enum block_kind kind = fact->scene.kind;
    return kind != BLOCK_TITLE && kind != BLOCK_HEADING && kind != BLOCK_CITATION && kind != BLOCK_CAPTION;
}

/* Whether the text itself stands behind the claim. */
static bool is_own_claim(const struct fact *fact)
{
    const enum voice voice = fact->scene.voice;
    return fact->code && !fact->is_open && !fact->is_question && fact->scene.kind != BLOCK_CITATION &&
           fact->scene.kind != BLOCK_QUOTATION &&
           (voice == VOICE_AUTHOR || voice == VOICE_HEADLINE || voice == VOICE_ATTRIBUTED);
}

static bool states_caveat(const struct judge *judge)
{
    return judge->mentions[MENTION_CAVEAT].n > 0;
}

/* Elsewhere a cause is a step of a recipe or of a program, and an animal one of a story. */
static bool speaks_of_research(const struct judge *judge)
{
    return judge->answers_all & ANSWER_RESEARCH;
}

/* A finding on the claim of a fact, with other places. `related` may be NULL when there is none. */
static enum qualm_status claim_raise(struct judge *judge, enum rule_handle handle, const struct fact *fact,
                                     const struct place *related, size_t n_related)
{
    const struct finding_seed seed = {
        .rule = judge->rules->index[handle],
        .steps_down = fact->scene.is_others,
        .span = fact->shown.span,
        .start = fact->shown.start,
        .end = fact->shown.end,
        .excerpt = fact->excerpt,
        .confidence = fact->confidence,
    };
    struct pending *pending;
    struct place *places = arena_array(&judge->arena, n_related, sizeof *places);
    if (!places)
        return QUALM_ERR_MEMORY;
    memcpy(places, related, n_related * sizeof *places);
    enum qualm_status status = finding_add(judge, &fact->scene, &seed, &pending);
    if (status || !pending)
        return status;
    pending->values[VALUE_CLAIM] = fact->shown.words;
    pending->values[VALUE_TRY] = fact->softer;
    pending->related = places;
    pending->n_related = n_related;
    return QUALM_OK;
}

static struct pending *newest(struct judge *judge, enum rule_handle handle, size_t n_before)
{
    if (judge->n_findings == n_before)
        return NULL;
    struct pending *pending = &judge->findings[judge->n_findings - 1];
    return pending->rule == judge->rules->index[handle] ? pending : NULL;
}

/* ---------------------------------------------------------------- headline */

const struct fact *title_find(const struct judge *judge)
{
    for (size_t i = 0; i < judge->n_facts; i++)
        if (judge->facts[i].scene.kind == BLOCK_TITLE)
            return &judge->facts[i];
    return NULL;
}

/* The strongest sentence of the body that shares the subject of the title. What others are quoted with is theirs. */
static const struct fact *strongest_on(const struct judge *judge, const struct fact *title)
{
    const struct fact *best = NULL;
    for (size_t i = 0; i < judge->n_facts; i++) {
        const struct fact *fact = &judge->facts[i];
        if (!is_body(fact) || !fact->code || fact->is_question || fact->is_quoted || stems_shared(title, fact) == 0)
            continue;
        if (!best || step_of(fact) > step_of(best))
            best = fact;
    }
    return best;
}

static enum qualm_status headline_judge(struct judge *judge)
{
    const struct fact *title = title_find(judge);
    if (!title || !is_own_claim(title))
        return QUALM_OK;
    const struct fact *best = strongest_on(judge, title);
    if (!best || step_of(best) >= step_of(title))
        return QUALM_OK;
    const size_t n_before = judge->n_findings;
    enum qualm_status status = claim_raise(judge, RULE_HEADLINE, title, &best->claim, 1);
    struct pending *pending = newest(judge, RULE_HEADLINE, n_before);
    if (pending && states_caveat(judge))
        pending->steps_down = true;
    return status;
}

/* ---------------------------------------------------------------- citation */

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

/* Names and years of the reference that a cited title belongs to: those of its block, and of its neighbours where
 * authors and year stand on a line of their own. */
static struct reference reference_of(const struct judge *judge, const struct fact *cited)
{
    struct reference reference = {.n_names = 0};
    for (uint32_t reach = 0; reach <= 1 && reference.n_years == 0; reach++)
        for (size_t i = 0; i < judge->n_facts; i++) {
            const struct fact *fact = &judge->facts[i];
            if (fact->reference && distance(fact->scene.block, cited->scene.block) == reach)
                reference_join(&reference, fact->reference);
        }
    return reference;
}

struct fact_list {
    const struct fact *facts[MAX_RELATED];
    size_t n;
    unsigned strongest; /* step, of all that were added */
};

static void list_add(struct fact_list *list, const struct fact *fact)
{
    if (step_of(fact) > list->strongest)
        list->strongest = step_of(fact);
    if (list->n < MAX_RELATED && fact->claim.words)
        list->facts[list->n++] = fact;
}

/* The sentences that cite the reference, and those of their paragraphs that go on about its subject, or that go on at
 * all where `is_wide`. */
static size_t carriers_find(const struct judge *judge, const struct fact *cited, bool is_wide,
                            struct fact_list *carriers)
{
    const struct reference reference = reference_of(judge, cited);
    uint32_t block = UINT32_MAX;
    size_t n = 0;
    *carriers = (struct fact_list){.n = 0};
    for (size_t i = 0; i < judge->n_facts; i++) {
        const struct fact *fact = &judge->facts[i];
        if (!is_body(fact))
            continue;
        const bool is_citing = cites_reference(fact, &reference);
        if (is_citing)
            block = fact->scene.block;
        if (!is_citing && (fact->scene.block != block || (!is_wide && stems_shared(fact, cited) == 0)))
            continue;
        list_add(carriers, fact);
        n++;
    }
    return n;
}

static size_t speakers_find(const struct judge *judge, const struct fact *cited, struct fact_list *speakers)
{
    size_t n = 0;
    for (size_t i = 0; i < judge->n_facts; i++) {
        const struct fact *fact = &judge->facts[i];
        if (!is_body(fact) || !fact->code || stems_shared(fact, cited) < MIN_SUBJECT_STEMS)
            continue;
        list_add(speakers, fact);
        n++;
    }
    return n;
}

/* The sentences that cite the reference and claim nothing themselves: at most MAX_RELATED. */
static size_t citing_find(const struct judge *judge, const struct fact *cited, struct place *places)
{
    const struct reference reference = reference_of(judge, cited);
    size_t n = 0;
    for (const struct fact *fact = judge->facts; fact < judge->facts + judge->n_facts && n < MAX_RELATED; fact++)
        if (is_body(fact) && fact->shown.is_beside && cites_reference(fact, &reference))
            places[n++] = fact->shown;
    return n;
}

static enum qualm_status citation_judge(struct judge *judge, const struct fact *cited)
{
    struct fact_list list;
    struct place places[2 * MAX_RELATED];
    const bool is_cited = carriers_find(judge, cited, false, &list) > 0;
    /* "Recent work (Lee 2020) compared walkers." What it found stands in the sentences behind. */
    if (is_cited && list.n == 0)
        carriers_find(judge, cited, true, &list);
    if ((!is_cited && speakers_find(judge, cited, &list) == 0) || list.strongest >= step_of(cited))
        return QUALM_OK;
    for (size_t i = 0; i < list.n; i++)
        places[i] = list.facts[i]->claim;
    return claim_raise(judge, RULE_CITATION, cited, places, list.n + citing_find(judge, cited, places + list.n));
}

static enum qualm_status citations_judge(struct judge *judge)
{
    enum qualm_status status = QUALM_OK;
    size_t n = 0;
    for (size_t i = 0; i < judge->n_facts && n < MAX_CITATIONS && status == QUALM_OK; i++) {
        const struct fact *fact = &judge->facts[i];
        if (fact->scene.kind != BLOCK_CITATION || step_of(fact) < STEP_CAUSES || fact->is_question)
            continue;
        status = citation_judge(judge, fact);
        n++;
    }
    return status;
}

/* ---------------------------------------------------------------- design */

/* Whether research is spoken of near a sentence: "associated with" in a manual is no finding. */
static bool is_near_research(const struct judge *judge, const struct fact *fact)
{
    const struct mentions *research = &judge->mentions[MENTION_RESEARCH];
    for (size_t i = 0; i < research->n; i++)
        if (distance(research->places[i].block, fact->scene.block) <= MAX_RESEARCH_DISTANCE)
            return true;
    return judge->mentions[MENTION_OBSERVATION].n > 0;
}

/* Plain correlational wording in the text's own report: "associated", "linked", "less likely". A mere comparison of
 * figures stands in trials too. */
static bool is_report(const struct judge *judge, const struct fact *fact)
{
    return is_body(fact) && is_own_claim(fact) && step_of(fact) == 1 && (fact->code == 2 || fact->code == 3) &&
           fact->confidence >= MIN_REPORT_CONFIDENCE && fact->has_association && is_near_research(judge, fact);
}

/* The report nearest to a claim whose paragraph reports on its subject; without an observational design of the text's
 * own it has to be the same subject plainly. */
static const struct fact *report_near(const struct judge *judge, const struct fact *claim)
{
    const size_t n_needed = judge->mentions[MENTION_OBSERVATION].n ? 1 : MIN_SUBJECT_STEMS;
    const struct fact *title = title_find(judge);
    const uint32_t headed = title && title != claim ? stems_common(claim, title) : 0;
    const struct fact *best = NULL;
    uint32_t common = 0;
    uint32_t block = UINT32_MAX;
    for (size_t i = 0; i < judge->n_facts; i++) {
        const struct fact *fact = &judge->facts[i];
        if (!is_report(judge, fact))
            continue;
        common = stems_common(claim, fact) | (fact->scene.block == block ? common : 0);
        block = fact->scene.block;
        if (!common || stems_count(common | headed) < n_needed)
            continue;
        if (!best || distance(fact->scene.sentence, claim->scene.sentence) <
                         distance(best->scene.sentence, claim->scene.sentence))
            best = fact;
    }
    return best;
}

/* That report and others of its paragraph, in order. */
static size_t reports_around(const struct judge *judge, const struct fact *report, struct place places[MAX_RELATED])
{
    size_t n = 0;
    for (size_t i = 0; i < judge->n_facts && n < MAX_RELATED; i++)
        if (is_report(judge, &judge->facts[i]) && judge->facts[i].scene.block == report->scene.block)
            places[n++] = judge->facts[i].claim;
    return n;
}

/* Whether the text speaks elsewhere of what a claim says is acted on: in its headline, or where it tells what goes with
 * what. "The diet lowers blood pressure" is background in a text on the diet and gout. */
static bool is_object_reported(const struct judge *judge, const struct fact *claim, const struct fact *title)
{
    if (!claim->object || stems_common(claim, title) & claim->object)
        return true;
    for (size_t i = 0; i < judge->n_facts; i++) {
        const struct fact *fact = &judge->facts[i];
        if (is_report(judge, fact) && stems_common(claim, fact) & claim->object)
            return true;
    }
    return false;
}

/* Whether a claim is put forward as a finding: in the headline, as something that was found, or on the subject of
 * the headline; where the text reports on it too, one word of that is enough. Others are background more often than
 * not; a text without a headline has no such sign. */
static bool is_put_forward(const struct judge *judge, const struct fact *claim, const struct fact *report)
{
    const struct fact *title = title_find(judge);
    if (!title || title == claim || claim->is_reported)
        return true;
    const uint32_t common = stems_common(claim, title);
    if (stems_headed(title, claim) >= MIN_SUBJECT_STEMS)
        return true;
    return ((report && common & claim->subject) || stems_count(common) >= MIN_SUBJECT_STEMS) &&
           is_object_reported(judge, claim, title);
}

static enum qualm_status design_raise(struct judge *judge, const struct fact *claim)
{
    const struct mentions *designs = &judge->mentions[MENTION_OBSERVATION];
    const struct fact *report = report_near(judge, claim);
    struct place places[MAX_RELATED];
    const size_t n_before = judge->n_findings;
    size_t n = 0;
    if (!is_put_forward(judge, claim, report))
        return QUALM_OK;
    if (report)
        n = reports_around(judge, report, places);
    else if (designs->n)
        places[n++] = designs->places[0];
    if (n == 0)
        return QUALM_OK;
    enum qualm_status status = claim_raise(judge, RULE_DESIGN, claim, places, n);
    struct pending *pending = newest(judge, RULE_DESIGN, n_before);
    if (pending) {
        pending->related_is_design = !report;
        pending->steps_down |= states_caveat(judge) || designs->n == 0;
    }
    return status;
}

/* Only what can be reworded is held to the design: finite verbs of cause. A noun ("the cause of") names a subject
 * more often than a finding. */
static enum qualm_status design_judge(struct judge *judge)
{
    enum qualm_status status = QUALM_OK;
    if (!speaks_of_research(judge) || judge->mentions[MENTION_EXPERIMENT].n || judge->mentions[MENTION_ANIMALS].n ||
        judge->mentions[MENTION_CELLS].n)
        return QUALM_OK;
    for (size_t i = 0; i < judge->n_facts && status == QUALM_OK; i++) {
        const struct fact *fact = &judge->facts[i];
        if (is_own_claim(fact) && fact->softer && fact->confidence >= MIN_CLAIM_CONFIDENCE && !fact->is_background)
            status = design_raise(judge, fact);
    }
    return status;
}

/* ---------------------------------------------------------------- species, samples */

/* Whether the sentence names a species, or one of the animals that the text names elsewhere. */
static bool names_animals(const struct judge *judge, const struct fact *fact)
{
    const struct mentions *animals = &judge->mentions[MENTION_ANIMALS];
    for (size_t i = 0; i < animals->n; i++)
        if (stems_hold(fact, animals->places[i].words))
            return true;
    return fact->names_species;
}

static bool is_news(const struct fact *fact)
{
    return is_own_claim(fact) && fact->code >= MIN_NEWS_CODE;
}

/* The claim of the first paragraph that claims anything; NULL when that names an animal. */
static const struct fact *lead_find(const struct judge *judge)
{
    uint32_t paragraph = 0;
    for (size_t i = 0; i < judge->n_facts; i++) {
        const struct fact *fact = &judge->facts[i];
        if (!is_body(fact) || !fact->code)
            continue;
        if (names_animals(judge, fact) || fact->scene.paragraph > LEAD_PARAGRAPHS ||
            (paragraph && fact->scene.paragraph != paragraph))
            return NULL;
        if (is_news(fact))
            return fact;
        paragraph = fact->scene.paragraph;
    }
    return NULL;
}

/* The headline's claim, else the lead's; NULL when the headline names an animal. */
static const struct fact *news_find(const struct judge *judge)
{
    const struct fact *title = title_find(judge);
    if (title && names_animals(judge, title))
        return NULL;
    return title && is_news(title) ? title : lead_find(judge);
}

/* Whether the text is about work on animals: one passing mention late in a text is not enough. */
static bool is_on_animals(const struct mentions *animals)
{
    return animals->n_all >= MIN_MENTIONS || (animals->n && animals->places[0].sentence < EARLY_SENTENCES);
}

static enum qualm_status species_judge(struct judge *judge)
{
    const struct mentions *animals = &judge->mentions[MENTION_ANIMALS];
    if (!speaks_of_research(judge) || !is_on_animals(animals) || judge->mentions[MENTION_PEOPLE].n)
        return QUALM_OK;
    const struct fact *news = news_find(judge);
    if (!news)
        return QUALM_OK;
    const size_t n_before = judge->n_findings;
    enum qualm_status status = claim_raise(judge, RULE_SPECIES, news, animals->places, 1);
    struct pending *pending = newest(judge, RULE_SPECIES, n_before);
    if (pending)
        pending->steps_down |= states_caveat(judge);
    return status;
}

/* Whether the text says itself, where it tells of a sample, what that leaves open. */
static bool is_weighed(const struct judge *judge, const struct place *sample)
{
    const struct mentions *caveats = &judge->mentions[MENTION_CAVEAT];
    for (size_t i = 0; i < caveats->n; i++)
        if (caveats->places[i].sentence == sample->sentence)
            return true;
    return false;
}

/* A claim that a small sample has to bear: a word of effect, in the paragraph of the sample or in what the text puts
 * forward. */
static bool rests_on_sample(const struct judge *judge, const struct fact *fact, const struct place *sample)
{
    return is_own_claim(fact) && step_of(fact) >= STEP_CAN && fact->confidence >= MIN_CLAIM_CONFIDENCE &&
           (fact->has_effect || fact->softer) && !fact->is_background &&
           (fact->scene.block == sample->block || is_put_forward(judge, fact, NULL));
}

static enum qualm_status small_sample_judge(struct judge *judge)
{
    const struct mentions *samples = &judge->mentions[MENTION_SMALL_SAMPLE];
    const struct fact *nearest = NULL;
    if (!speaks_of_research(judge) || samples->n == 0 || judge->has_large_sample)
        return QUALM_OK;
    const struct place *sample = &samples->places[0];
    if (is_weighed(judge, sample))
        return QUALM_OK;
    for (size_t i = 0; i < judge->n_facts; i++) {
        const struct fact *fact = &judge->facts[i];
        if (!rests_on_sample(judge, fact, sample))
            continue;
        if (!nearest ||
            distance(fact->scene.sentence, sample->sentence) < distance(nearest->scene.sentence, sample->sentence))
            nearest = fact;
    }
    if (!nearest)
        return QUALM_OK;
    const size_t n_before = judge->n_findings;
    enum qualm_status status = claim_raise(judge, RULE_SMALL_SAMPLE, nearest, sample, 1);
    struct pending *pending = newest(judge, RULE_SMALL_SAMPLE, n_before);
    if (pending)
        pending->values[VALUE_CUE] = sample->words;
    return status;
}

enum qualm_status document_judge(struct judge *judge)
{
    static enum qualm_status (*const parts[])(struct judge *) = {
        headline_judge, citations_judge, design_judge, species_judge, small_sample_judge,
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        enum qualm_status status = parts[i](judge);
        if (status)
            return status;
    }
    return QUALM_OK;
}
