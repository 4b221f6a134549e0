/* What a judge remembers of a document: facts of the sentences that matter, places that name evidence, findings to be.
 * Everything is bounded and owned by the judge's arena or by an array that it frees.
 */
#ifndef JUDGE_STATE_H
#define JUDGE_STATE_H

#include <stdlib.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "judge/rules.h"
#include "judge/softer.h"

/* Sentences with a claim, a citation or a title that are compared with one another; later ones are judged by their
 * cues alone. A text that claims more often than this is a book, of which no one headline can be held to account. */
#define MAX_FACTS 1024
/* Places that name designs, species, samples, caveats: the first ones decide. */
#define MAX_MENTIONS 64
#define MAX_FINDINGS_PER_RULE 1000
#define MAX_CARE 8
/* Words kept of a sentence to see whether two speak of one subject, and their bytes. */
#define MAX_STEMS 24
#define STEM_ROOM 15
/* Names with a year in one sentence, years of one reference. */
#define MAX_CITES 4
#define MAX_NAMES 32
/* Bytes of words from the text in a message. */
#define MAX_QUOTE 90

struct stem {
    uint8_t n_bytes;
    char bytes[STEM_ROOM];
};

/* Hashes of a name and a year that stand together: "(Sun et al. 2024)". */
struct cite {
    uint32_t name, year;
};

/* Hashes of the names and years of a reference. */
struct reference {
    uint32_t names[MAX_NAMES];
    uint32_t years[MAX_CITES];
    uint8_t n_names, n_years;
};

struct place {
    struct qualm_span span;
    const char *words;        /* of the span, at most MAX_QUOTE bytes */
    uint32_t start, end;      /* the same in the text of its block */
    uint32_t block, sentence; /* ordinals */
    bool is_beside;           /* spoken of, and too long for a message to quote */
};

/* Where and in which voice a sentence stands: what every finding in it needs. */
struct scene {
    uint32_t block, paragraph, sentence; /* ordinals */
    enum block_kind kind;
    enum voice voice;
    bool is_others;      /* the sentence reports what others say, and names them */
    uint64_t hash;       /* of its folded words, where the scene is kept (scene_keep) */
    uint32_t first_line, last_line; /* the same; 0: the scene is the whole text */
    uint32_t kept_block; /* QUALM_NO_BLOCK: none */
    uint64_t suppressed; /* rules switched off here */
};

/* The names with a year that one sentence has. */
struct cites {
    uint8_t n;
    struct cite items[MAX_CITES];
};

/* A sentence that claims, cites or heads. */
struct fact {
    struct scene scene;
    bool is_question;
    bool is_open; /* the claim is negated, hedged or quoted */
    bool is_quoted;
    uint8_t code; /* ladder code of the strongest clause */
    bool names_species;
    bool is_reported;   /* the sentence says that research found it */
    bool is_background; /* the sentence speaks of other studies */
    double confidence;
    struct place claim;           /* the words that decided; NULL: no claim, the span is then the sentence's */
    struct place shown;           /* the claim as findings on it show it; the whole sentence where it cites and claims
                                     nothing */
    const char *softer;           /* the claim reworded; NULL: none */
    struct qualm_excerpt excerpt; /* around what is shown */
    bool has_association;         /* a word such as "linked" is among its cues */
    bool has_effect;              /* … such as "improved", or its claim is a verb of effect */
    uint8_t n_stems;
    uint32_t subject; /* the stems that stand before the claim's words, as bits */
    uint32_t object;  /* those that are shown with them, behind the verb */
    struct stem stems[MAX_STEMS];
    struct cites cites;
    struct reference *reference; /* of a citation, else NULL */
};

enum mention_kind {
    MENTION_OBSERVATION = 0, /* a design of this text's own that cannot show cause */
    MENTION_EXPERIMENT,      /* one that can */
    MENTION_ANIMALS,
    MENTION_CELLS,
    MENTION_PEOPLE, /* people as those studied */
    MENTION_SMALL_SAMPLE,
    MENTION_CAVEAT,   /* the text states a limit itself */
    MENTION_RESEARCH, /* somebody's research is spoken of */
    MENTION_N_KINDS,
    MENTION_NONE = MENTION_N_KINDS,
};

struct mentions {
    struct place places[MAX_MENTIONS];
    size_t n;
    uint64_t n_all;
};

/* What a finding brings to its message; the rest comes from `related`. */
enum value_key {
    VALUE_CUE = 0,
    VALUE_CLAIM,
    VALUE_NUMBER,
    VALUE_LIMIT,
    VALUE_DECLARED,
    VALUE_SPEED,
    VALUE_FORMULA,
    VALUE_TRY,
    VALUE_KIND,
    VALUE_N_KEYS
};

/* A finding on its way. */
struct pending {
    uint8_t rule; /* index into data_rules */
    bool is_dropped;
    bool awaits_paragraph; /* holds only if its paragraph, the one before and the next give no answer */
    bool awaits_document;  /* … the document gives none */
    bool steps_down;       /* quoted, attributed, or the text states the limit itself */
    bool is_rest;          /* stands for those of its rule past MAX_FINDINGS_PER_RULE */
    double confidence;
    struct scene scene;
    struct qualm_span span;
    uint32_t start, end; /* the same in the text of its block */
    struct qualm_excerpt excerpt;
    const char *values[VALUE_N_KEYS];
    const struct place *related; /* an array in the arena */
    size_t n_related;
    bool related_is_design;
    uint64_t fingerprint;
    bool is_suppressed;
    const char *reason;    /* of the switch that did it; NULL: none */
    double figure, limit;  /* of a limit; of a rest: how many it stands for, and how many are kept */
    const char *formula;   /* its id; NULL: none */
    const struct data_cue *cue; /* what raised it; NULL: no single cue */
};

/* Answers that a paragraph gives, and the text as a whole. */
enum answer {
    ANSWER_ABSOLUTE_RISK = 1, /* figures that say how large a risk is */
    ANSWER_SOURCE = 2,        /* a study can be found: name and year, link, journal */
    ANSWER_RESEARCH = 4,      /* the text speaks of research at all */
    ANSWER_INSTITUTE = 8,     /* where those work who did the study: enough for one that the whole text is about */
};

struct suppression_scope {
    struct suppression suppression;
    uint64_t rules;
    uint32_t first_block, last_block;
    bool has_blocks;
    bool is_used; /* a finding was held back by it */
};

struct care_list {
    struct qualm_care items[MAX_CARE];
    size_t n;
};

enum care_kind { CARE_HEDGE = 0, CARE_LIMIT, CARE_CAVEAT, CARE_N_KINDS };

struct judge {
    const struct judge_rules *rules;
    const struct data_language *language;
    const struct data_words *function_words;
    struct arena arena;

    struct fact *facts;
    size_t n_facts, facts_room;
    struct mentions mentions[MENTION_N_KINDS];
    bool has_large_sample; /* more people than a small sample has are counted somewhere */
    struct pending *findings;
    size_t n_findings, findings_room;
    uint16_t n_of_rule[RULES_MAX];
    size_t last_of_rule[RULES_MAX]; /* its newest finding, counted from 1 */
    uint64_t n_beyond;              /* findings past MAX_FINDINGS_PER_RULE */
    uint64_t rules_beyond;          /* the rules that went past it */
    uint64_t n_rest[RULES_MAX];     /* how many of them no switch around their block holds back */
    uint64_t rules_rest_full;       /* the rules one of which has its full severity */
    struct suppression_scope *scopes;
    size_t n_scopes, scopes_room;
    struct care_list care[CARE_N_KINDS];

    bool has_claim;
    struct qualm_claim claim; /* the strongest so far */

    uint32_t n_blocks, n_paragraphs, n_sentences;
    uint64_t suppressed; /* in the block at hand */
    uint8_t answers[3];  /* of this paragraph, the one before, the one before that */
    uint8_t answers_all;
    size_t first_awaiting; /* findings before it await no paragraph */
    size_t run_hint;       /* for block_span */
};

/* A sentence with what was worked out for it. */
struct view {
    struct judge *judge;
    const struct judge_sentence *given;
    struct scene scene;
    struct cites cites;
    bool names_design, names_animals; /* a cue of the sentence does */
    const struct data_cue *cue; /* the one that is being judged; NULL: none */
};

/* ---- words.c: stems, names, quotes */
/* The words [start, end) of the block as they go into a message; NULL when memory is out. */
const char *quote_words(struct judge *judge, const struct block *block, size_t start, size_t end);
/* The scene for what outlives its sentence: with hash and lines, which most sentences do not need. */
struct scene scene_keep(const struct view *view);
/* The scene of what stands in no sentence; `words` tell it from others of its rule. */
struct scene scene_outside(const struct qualm_span *span, const char *words);
void stems_collect(const struct view *view, struct fact *fact);
/* Which stems of `a` (at most 32) are stems of `b`, as bits; how many bits; both at once. */
uint32_t stems_common(const struct fact *a, const struct fact *b);
size_t stems_count(uint32_t common);
size_t stems_shared(const struct fact *a, const struct fact *b);
/* How many stems of the title are stems of the claim's subject. */
size_t stems_headed(const struct fact *title, const struct fact *claim);
/* Whether one of the words, as they stand in the text, is among the stems. */
bool stems_hold(const struct fact *fact, const char *words);
/* Names with a year close behind them. */
void cites_collect(const struct view *view, struct cites *cites);
/* All names and years of a citation. */
void reference_collect(const struct view *view, struct reference *reference);
/* Adds what fits of `from`. */
void reference_join(struct reference *reference, const struct reference *from);
bool cites_reference(const struct fact *citing, const struct reference *reference);
/* Whether the source shows more than the text between the words of the sentence: a link's target, a footnote mark. */
bool sentence_has_link(const struct block *block, const struct sentence *sentence);
/* The first whole number in the words; false when there is none. */
bool words_number(const struct block *block, size_t start, size_t end, uint64_t *number);

/* ---- findings.c */
struct finding_seed {
    uint8_t rule;
    bool steps_down;
    struct qualm_span span;
    uint32_t start, end; /* the same in the text of its block */
    struct qualm_excerpt excerpt;
    double confidence;
};
/* NULL in `*pending` when the rule is not selected, has reached its bound, or has a finding at this place. */
enum qualm_status finding_add(struct judge *judge, const struct scene *scene, const struct finding_seed *seed,
                              struct pending **pending);
/* As it will be shown. */
enum qualm_severity finding_severity(const struct judge *judge, const struct pending *finding);
/* Settles findings that waited for a paragraph now known. */
void findings_settle(struct judge *judge, bool is_last);
/* For each rule that went past its bound one finding on the text as a whole, so that none is without consequence. */
enum qualm_status findings_rest(struct judge *judge);
/* Sorts, numbers and copies findings to the result. */
enum qualm_status findings_finish(struct judge *judge, struct arena *arena, struct qualm_result *result);

/* ---- suppressions.c */
/* Takes note of the block's suppressions; gives the rules they switch off. */
uint64_t suppressions_enter(struct judge *judge, const struct block *block);
/* Obeys the switches, and adds findings on those that did nothing or are not as they should be. All findings that a
 * text can switch off must be there and settled. */
enum qualm_status suppressions_finish(struct judge *judge);

/* ---- cues.c: what single cues raise */
enum qualm_status cues_judge(struct view *view);

/* ---- extent.c: how much of a sentence is shown for its claim */
/* Where the words behind a match that ends at byte `end` stop saying what is claimed. */
size_t extent_end(const struct view *view, const struct clause *clause, size_t end);
/* Where the words before the claim's verb begin to; the verb itself where they are too many. */
size_t extent_start(const struct view *view, const struct clause *clause, size_t verb);
/* The end of a match, or of one word more where it is a single one: "linked to", "may help". */
size_t extent_brief(const struct view *view, const struct clause *clause, size_t start, size_t end);

/* ---- facts.c: what is remembered of a sentence */
enum qualm_status facts_add(const struct view *view);
enum qualm_status mention_add(const struct view *view, enum mention_kind kind, const struct cue_hit *hit);

/* ---- document.c: what the facts add up to */
enum qualm_status document_judge(struct judge *judge);
/* The headline of what was read so far; NULL when there is none. */
const struct fact *title_find(const struct judge *judge);

/* ---- limits.c */
enum qualm_status declared_judge(struct judge *judge, const struct metadata *metadata,
                                 const struct qualm_result *result);
enum qualm_status limits_judge(struct judge *judge, struct qualm_result *result);

/* ---- care.c */
enum qualm_status care_add(const struct view *view);
enum qualm_status care_finish(struct judge *judge, struct arena *arena, struct qualm_result *result);

#endif
