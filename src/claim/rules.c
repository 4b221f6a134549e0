/* From the rows of a language to what a reader runs: patterns behind their filter, and ids turned into numbers. */
#include "claim/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

struct role_family {
    const char *prefix;
    enum claim_role role;
};

static const struct role_family families[] = {
    {"neg.", ROLE_NEGATOR},
    {"pseudo.", ROLE_PSEUDO},
    {"scope.", ROLE_SCOPE},
    {"noadvice.", ROLE_NO_ADVICE},
};

static enum claim_role role_of(const struct data_claim *claim)
{
    if (claim->level >= 0)
        return ROLE_LADDER;
    if (claim->level == -2)
        return ROLE_BREAK;
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (span_starts_with(span_of(claim->id), families[i].prefix))
            return families[i].role;
    return ROLE_GUARD;
}

static enum qualm_status kind_find(const char *name, uint8_t *kind)
{
    for (unsigned i = 0; i < CUE_N_KINDS; i++) {
        if (strcmp(cue_kind_name((enum cue_kind)i), name) == 0) {
            *kind = (uint8_t)i;
            return QUALM_OK;
        }
    }
    return QUALM_ERR_LIBRARY;
}

static enum qualm_status claim_find(const struct data_language *language, struct span id, uint32_t *row)
{
    for (size_t i = 0; i < language->n_claims; i++) {
        if (span_is(id, language->claims[i].id)) {
            *row = (uint32_t)i;
            return QUALM_OK;
        }
    }
    return QUALM_ERR_LIBRARY;
}

/* Adds the rows that a list of ids names. */
static enum qualm_status links_add(struct claim_rules *rules, const char *ids, uint32_t *first, uint32_t *n)
{
    struct span id;
    *first = (uint32_t)rules->n_links;
    for (struct span rest = span_of(ids); span_next_part(&rest, ' ', &id);) {
        if (id.len == 0)
            continue;
        struct claim_link link = {.is_on_sentence = span_starts_with(id, "s:")};
        if (link.is_on_sentence)
            id = (struct span){id.ptr + 2, id.len - 2};
        enum qualm_status status = claim_find(rules->language, id, &link.row);
        void *links = rules->links;
        if (!status)
            status = array_reserve(&links, &rules->links_room, rules->n_links + 1, sizeof link);
        rules->links = links;
        if (status)
            return status;
        rules->links[rules->n_links++] = link;
    }
    *n = (uint32_t)rules->n_links - *first;
    return QUALM_OK;
}

static enum qualm_status guard_find(const struct data_language *language, struct span id, uint32_t *row)
{
    for (size_t i = 0; i < language->n_guards; i++) {
        if (span_is(id, language->guards[i].id)) {
            *row = (uint32_t)i;
            return QUALM_OK;
        }
    }
    return QUALM_ERR_LIBRARY;
}

/* Adds the guards that a list of ids names. */
static enum qualm_status guard_links_add(struct claim_rules *rules, const char *ids, uint32_t *first, uint32_t *n)
{
    struct span id;
    *first = (uint32_t)rules->n_guard_links;
    for (struct span rest = span_of(ids); span_next_part(&rest, ' ', &id);) {
        uint32_t row;
        if (id.len == 0)
            continue;
        enum qualm_status status = guard_find(rules->language, id, &row);
        void *links = rules->guard_links;
        if (!status)
            status = array_reserve(&links, &rules->guard_links_room, rules->n_guard_links + 1, sizeof row);
        rules->guard_links = links;
        if (status)
            return status;
        rules->guard_links[rules->n_guard_links++] = row;
    }
    *n = (uint32_t)rules->n_guard_links - *first;
    return QUALM_OK;
}

static enum qualm_status cue_row_fill(struct claim_rules *rules, const struct data_cue *cue, struct cue_row *row)
{
    enum qualm_status status = kind_find(cue->kind, &row->kind);
    if (!status)
        status = guard_links_add(rules, cue->unless, &row->first_unless, &row->n_unless);
    return status ? status : guard_links_add(rules, cue->needs, &row->first_needs, &row->n_needs);
}

static void guards_add(struct claim_rules *rules)
{
    const struct data_language *language = rules->language;
    for (size_t i = 0; i < language->n_guards; i++) {
        const struct data_guard *guard = &language->guards[i];
        rules->patterns[rules->first_guard + i] =
            (struct pattern_row){guard->pattern, "*", guard->leads, guard->between, guard->holds};
    }
}

static enum qualm_status cues_add(struct claim_rules *rules)
{
    const struct data_language *language = rules->language;
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; !status && i < language->n_cues; i++) {
        const struct data_cue *cue = &language->cues[i];
        rules->patterns[i] = (struct pattern_row){cue->pattern, cue->anchors, cue->leads, cue->between, cue->holds};
        status = cue_row_fill(rules, cue, &rules->cue_rows[i]);
    }
    return status;
}

static enum qualm_status claims_add(struct claim_rules *rules)
{
    const struct data_language *language = rules->language;
    enum qualm_status status = QUALM_OK;
    for (size_t i = 0; !status && i < language->n_claims; i++) {
        const struct data_claim *claim = &language->claims[i];
        struct claim_row *row = &rules->rows[i];
        rules->patterns[rules->first_claim + i] =
            (struct pattern_row){claim->pattern, claim->anchors, claim->leads, claim->between, claim->holds};
        row->role = role_of(claim);
        status = links_add(rules, claim->unless, &row->first_unless, &row->n_unless);
        if (!status)
            status = links_add(rules, claim->needs, &row->first_needs, &row->n_needs);
    }
    return status;
}

enum qualm_status claim_rules_new(const struct data_language *language, struct claim_rules **rules)
{
    struct claim_rules *made = calloc(1, sizeof *made);
    if (!made)
        return QUALM_ERR_MEMORY;
    made->language = language;
    made->first_claim = language->n_cues;
    made->first_guard = made->first_claim + language->n_claims;
    made->n_patterns = made->first_guard + language->n_guards;
    made->patterns = calloc(made->n_patterns + 1, sizeof *made->patterns);
    made->cue_rows = calloc(language->n_cues + 1, sizeof *made->cue_rows);
    made->rows = calloc(language->n_claims + 1, sizeof *made->rows);
    enum qualm_status status = QUALM_ERR_MEMORY;
    if (made->patterns && made->cue_rows && made->rows)
        status = cues_add(made);
    if (!status)
        status = claims_add(made);
    if (!status) {
        guards_add(made);
        status = pattern_set_new(made->patterns, made->n_patterns, false, &made->set, NULL);
    }
    if (status) {
        claim_rules_free(made);
        return status;
    }
    *rules = made;
    return QUALM_OK;
}

void claim_rules_free(struct claim_rules *rules)
{
    if (!rules)
        return;
    pattern_set_free(rules->set);
    free(rules->patterns);
    free(rules->cue_rows);
    free(rules->guard_links);
    free(rules->rows);
    free(rules->links);
    free(rules);
}
