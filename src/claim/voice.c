/* In whose voice a sentence speaks, and whether it gives advice. */
#include <string.h>

#include "claim/reading.h"

/* More of the sentence inside quotation marks than outside of them. */
static bool is_mostly_quoted(const struct claim_reader *reader)
{
    return reader->n_quoted > reader->n_bytes / 2;
}

static bool has_cue(const struct claim_reader *reader, enum cue_kind kind)
{
    for (size_t i = 0; i < reader->n_cues; i++)
        if (reader->cues[i].kind == kind)
            return true;
    return false;
}

/* A headline in the form of a question is a question: it puts nothing forward. */
enum voice voice_of(const struct claim_reader *reader)
{
    if (reader->block->kind == BLOCK_TITLE)
        return reader->sentence->is_question ? VOICE_QUESTION : VOICE_HEADLINE;
    if (reader->block->kind == BLOCK_CITATION)
        return VOICE_CITATION;
    if (reader->block->kind == BLOCK_QUOTATION || is_mostly_quoted(reader))
        return VOICE_QUOTED;
    if (reader->sentence->is_question)
        return VOICE_QUESTION;
    return has_cue(reader, CUE_ATTRIBUTION) ? VOICE_ATTRIBUTED : VOICE_AUTHOR;
}

unsigned advice_of(const struct claim_reader *reader)
{
    size_t n_barred;
    unsigned advice = 0;
    places_of(reader, ROLE_NO_ADVICE, &n_barred);
    if (n_barred || reader->sentence->is_question)
        return 0;
    for (size_t i = 0; i < reader->n_cues; i++) {
        const struct cue_hit *cue = &reader->cues[i];
        if (cue->kind != CUE_ADVICE)
            continue;
        const unsigned strength = strcmp(cue->cue->strength, "strong") == 0 ? 2 : 1;
        if (strength > advice)
            advice = strength;
    }
    return advice;
}
