/* Findings: takes the facts of sentences in, gives the verdicts on the document out. */
#include <stdlib.h>

#include "judge/state.h"

enum qualm_status judge_new(const struct judge_rules *rules, const struct data_language *language, struct judge **judge)
{
    struct judge *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->rules = rules;
    made->language = language;
    made->function_words = data_words_find(language, "function");
    *judge = made;
    return QUALM_OK;
}

void judge_free(struct judge *judge)
{
    if (!judge)
        return;
    free(judge->facts);
    free(judge->findings);
    free(judge->scopes);
    arena_clear(&judge->arena);
    free(judge);
}

/* A block begins: so does a paragraph, unless the block goes on with the one before. */
static void block_enter(struct judge *judge, const struct block *block)
{
    judge->n_blocks++;
    judge->run_hint = 0;
    judge->suppressed = suppressions_enter(judge, block);
    if (block->is_continued && judge->n_paragraphs)
        return;
    findings_settle(judge, false);
    judge->n_paragraphs++;
    judge->answers[2] = judge->answers[1];
    judge->answers[1] = judge->answers[0];
    judge->answers[0] = 0;
}

/* Whether the sentence says where a study can be found. */
static bool names_source(const struct view *view)
{
    const struct judge_sentence *given = view->given;
    const struct sentence *sentence = given->sentence;
    for (uint32_t i = 0; i < sentence->n_tokens; i++)
        if (given->segments->tokens[sentence->first_token + i].kind == TOKEN_URL)
            return true;
    return view->cites.n || given->block->kind == BLOCK_CITATION || sentence_has_link(given->block, sentence);
}

enum qualm_status judge_add_sentence(struct judge *judge, const struct judge_sentence *sentence)
{
    if (sentence->sentence == sentence->segments->sentences)
        block_enter(judge, sentence->block);
    struct view view = {
        .judge = judge,
        .given = sentence,
        .scene =
            {
                .block = judge->n_blocks,
                .paragraph = judge->n_paragraphs,
                .sentence = judge->n_sentences++,
                .kind = sentence->block->kind,
                .voice = sentence->claims->voice,
                .suppressed = judge->suppressed,
            },
    };
    cites_collect(&view, &view.cites);
    if (names_source(&view))
        judge->answers[0] |= ANSWER_SOURCE;
    enum qualm_status status = cues_judge(&view);
    if (status == QUALM_OK)
        status = facts_add(&view);
    if (status == QUALM_OK)
        status = care_add(&view);
    judge->answers_all |= judge->answers[0];
    return status;
}

enum qualm_status judge_finish(struct judge *judge, const struct metadata *metadata, struct arena *arena,
                               struct qualm_result *result)
{
    findings_settle(judge, true);
    enum qualm_status status = document_judge(judge);
    if (status == QUALM_OK)
        status = declared_judge(judge, metadata, result);
    if (status == QUALM_OK)
        status = findings_rest(judge);
    if (status == QUALM_OK)
        status = suppressions_finish(judge);
    if (status == QUALM_OK)
        status = limits_judge(judge, result);
    if (status == QUALM_OK)
        status = care_finish(judge, arena, result);
    return status ? status : findings_finish(judge, arena, result);
}
