/* Names and steps of cues, voices and ladder codes: the words of corpus files and of JSON. */
#include "claim/claim.h"

#include <assert.h>

static const char *const cue_kind_names[CUE_N_KINDS] = {
    [CUE_HEDGE] = "hedge",
    [CUE_WEASEL] = "weasel",
    [CUE_BOOSTER] = "booster",
    [CUE_CAUSAL] = "causal",
    [CUE_CORRELATIONAL] = "correlational",
    [CUE_NO_RELATION] = "no-relation",
    [CUE_SUPERLATIVE] = "superlative",
    [CUE_HYPE] = "hype",
    [CUE_ABSOLUTE] = "absolute",
    [CUE_NUMBER] = "number",
    [CUE_DESIGN] = "design",
    [CUE_SPECIES] = "species",
    [CUE_SAMPLE] = "sample",
    [CUE_ATTRIBUTION] = "attribution",
    [CUE_CAVEAT] = "caveat",
    [CUE_ADVICE] = "advice",
};

static const char *const voice_names[] = {
    [VOICE_AUTHOR] = "author",
    [VOICE_HEADLINE] = "headline",
    [VOICE_QUOTED] = "quoted",
    [VOICE_ATTRIBUTED] = "attributed",
    [VOICE_CITATION] = "citation",
    [VOICE_QUESTION] = "question",
};

struct level {
    const char *name;
    unsigned step;
};

static const struct level levels[] = {
    {"none", 0},     {"no_relation", 0}, {"correlational", 1}, {"ambiguous", 1},
    {"may_cause", 1}, {"can_cause", 2},   {"causes", 3},
};
#define N_LEVELS (sizeof levels / sizeof levels[0])

const char *cue_kind_name(enum cue_kind kind)
{
    assert(kind < CUE_N_KINDS);
    return cue_kind_names[kind];
}

const char *voice_name(enum voice voice)
{
    assert(voice <= VOICE_QUESTION);
    return voice_names[voice];
}

const char *claim_level_name(unsigned code)
{
    assert(code < N_LEVELS);
    return levels[code].name;
}

unsigned claim_step(unsigned code)
{
    assert(code < N_LEVELS);
    return levels[code].step;
}
