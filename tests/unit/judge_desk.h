/* A desk for judging hand-made facts: sentences with their cues and claims go in, findings come out. */
#ifndef JUDGE_DESK_H
#define JUDGE_DESK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "judge/judge.h"

#define MAX_TOKENS 64

/* One sentence of one block. Cues are named by id and the words they stand on; the claim by level and words. */
struct said {
    enum block_kind kind;
    enum voice voice;
    const char *text;
    unsigned level;
    const char *claim;
    const char *cues[6][2]; /* id, words */
    bool is_quoted, is_negated, is_hedged, is_question;
    uint32_t suppression; /* index + 1; 0: none */
};

#define HEADLINE .kind = BLOCK_TITLE, .voice = VOICE_HEADLINE
#define CITATION .kind = BLOCK_CITATION, .voice = VOICE_CITATION

struct desk {
    struct judge_rules *rules;
    struct judge *judge;
    struct arena arena;
    struct qualm_result result;
    struct metadata metadata;
    uint64_t source; /* offset of the next block */
    uint32_t line;
};

static inline void desk_open(struct desk *desk, const struct qualm_options *options)
{
    *desk = (struct desk){.line = 1};
    assert_int_equal(judge_rules_new(options, NULL, 0, &desk->rules), QUALM_OK);
    assert_int_equal(judge_new(desk->rules, data_language_find("en"), &desk->judge), QUALM_OK);
    desk->result.silent = (struct qualm_reading_time){.minutes = 2};
    desk->result.basis_per_minute = 238;
    desk->result.words_scored = 500;
}

static inline void desk_close(struct desk *desk)
{
    judge_free(desk->judge);
    judge_rules_free(desk->rules);
    arena_clear(&desk->arena);
}

static inline const struct data_cue *cue_by_id(const char *id)
{
    const struct data_language *language = data_language_find("en");
    for (size_t i = 0; i < language->n_cues; i++)
        if (strcmp(language->cues[i].id, id) == 0)
            return &language->cues[i];
    fail_msg("no cue '%s'", id);
    return NULL;
}

static inline enum cue_kind kind_by_name(const char *name)
{
    enum cue_kind kind = 0;
    while (strcmp(cue_kind_name(kind), name) != 0)
        kind++;
    return kind;
}

static inline bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Words of ASCII letters and digits, folded. */
static inline size_t tokens_make(const char *text, struct token *tokens, char *keys)
{
    size_t n = 0;
    uint32_t n_keys = 0;
    for (uint32_t at = 0; text[at];) {
        if (!is_letter(text[at])) {
            at++;
            continue;
        }
        const uint32_t start = at;
        const bool is_number = text[at] <= '9';
        struct token *token = &tokens[n++];
        *token = (struct token){.start = start, .key = n_keys, .kind = is_number ? TOKEN_NUMBER : TOKEN_WORD};
        if (text[at] >= 'A' && text[at] <= 'Z')
            token->flags = TOKEN_CAPITAL;
        for (; is_letter(text[at]); at++)
            keys[n_keys++] = (char)(text[at] | 0x20);
        if (is_number)
            memcpy(keys + token->key, text + start, at - start);
        keys[n_keys++] = '\0';
        token->end = at;
        token->letters = (uint16_t)(at - start);
        token->n_key = at - start;
    }
    return n;
}

static inline void range_find(const char *text, const char *words, uint32_t *start, uint32_t *end)
{
    const char *at = strstr(text, words);
    if (!at)
        fail_msg("'%s' is not in '%s'", words, text);
    *start = (uint32_t)(at - text);
    *end = *start + (uint32_t)strlen(words);
}

static inline void say(struct desk *desk, struct said said)
{
    static const struct data_claim pattern = {.id = "test", .right = 9, .fired = 10};
    struct token tokens[MAX_TOKENS];
    char keys[1024];
    const size_t n = strlen(said.text);
    const struct run run = {0, 1, 1, 0, desk->source, desk->line, 1};
    const uint32_t index = said.suppression - 1;
    const struct block block = {.kind = said.kind,
                                .text = said.text,
                                .n_bytes = n,
                                .runs = &run,
                                .n_runs = 1,
                                .suppressions = &index,
                                .n_suppressions = said.suppression ? 1 : 0};
    struct sentence sentence = {.end = (uint32_t)n, .is_question = said.is_question};
    sentence.n_tokens = (uint32_t)tokens_make(said.text, tokens, keys);
    const struct segments segments = {tokens, sentence.n_tokens, &sentence, 1, keys};
    struct clause clause = {.end = (uint32_t)n,
                            .level = (uint8_t)said.level,
                            .pattern = &pattern,
                            .is_quoted = said.is_quoted,
                            .is_negated = said.is_negated,
                            .is_hedged = said.is_hedged};
    if (said.claim)
        range_find(said.text, said.claim, &clause.match_start, &clause.match_end);
    struct cue_hit hits[6] = {{0}};
    size_t n_hits = 0;
    for (; n_hits < 6 && said.cues[n_hits][0]; n_hits++) {
        struct cue_hit *hit = &hits[n_hits];
        hit->cue = cue_by_id(said.cues[n_hits][0]);
        hit->kind = kind_by_name(hit->cue->kind);
        hit->is_quoted = said.is_quoted;
        hit->is_negated = said.is_negated;
        hit->is_hedged = said.is_hedged;
        range_find(said.text, said.cues[n_hits][1], &hit->start, &hit->end);
    }
    const struct sentence_claims claims = {said.voice, 0, &clause, 1, said.level ? &clause : NULL, hits, n_hits};
    const struct qualm_span span = block_span(&block, 0, n, NULL);
    desk->source += n + 1;
    desk->line++;
    assert_int_equal(
        judge_add_sentence(desk->judge, &(struct judge_sentence){&block, &segments, &sentence, &claims, 10, -1000,
                                                                 &span, QUALM_NO_BLOCK}),
        QUALM_OK);
}

static inline uint32_t switch_off(struct desk *desk, const char *rule)
{
    uint32_t index;
    const struct suppression suppression = {rule, {desk->source, desk->source + 4, desk->line, 1}};
    assert_int_equal(judge_add_suppression(desk->judge, &suppression, &index), QUALM_OK);
    return index + 1;
}

static inline void finish(struct desk *desk)
{
    assert_int_equal(judge_finish(desk->judge, &desk->metadata, &desk->arena, &desk->result), QUALM_OK);
}

/* Opens a desk for the rules that are named (NULL: all), and lets it judge these sentences. */
static inline void desk_judge(struct desk *desk, const char *rules, const struct said *said, size_t n_said)
{
    desk_open(desk, &(struct qualm_options){.select = rules});
    for (size_t i = 0; i < n_said; i++)
        say(desk, said[i]);
    finish(desk);
}

/* The only finding of a rule; fails when there is none or more. NULL is asked for by `n` 0. */
static inline const struct qualm_finding *finding_of(const struct desk *desk, const char *id, size_t n)
{
    const struct qualm_finding *found = NULL;
    size_t n_found = 0;
    for (size_t i = 0; i < desk->result.n_findings; i++)
        if (strcmp(desk->result.findings[i].rule->id, id) == 0) {
            found = found ? found : &desk->result.findings[i];
            n_found++;
        }
    if (n_found != n)
        fail_msg("%zu findings of %s, not %zu", n_found, id, n);
    return found;
}

#endif
