/* What the rows of corpus/ look like once tablegen has turned them into C: read-only, compiled in.
 *
 * One struct for each kind of file; the tables are defined in the generated tables.c and found through data/tables.h.
 */
#ifndef DATA_ROWS_H
#define DATA_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "qualm.h"

/* corpus/formulas.tsv */
struct data_formula {
    struct qualm_formula formula;      /* what the public sees: id, name, scale, expression, source */
    const char *languages;             /* space-separated tags */
    const char *units;                 /* where it is given: space-separated "document", "section", "sentence" */
    double valid_low, valid_high;      /* of the value; a value outside has a caution */
    unsigned min_words, min_sentences; /* a text with fewer has a caution */
    const char *example;               /* "words=119 sentences=5 letters=639" */
    double example_value;              /* to the decimals given */
    const char *conventions;           /* counting rules that differ from the common ones */
};

/* corpus/speeds.tsv */
struct data_speed {
    const char *language; /* a tag, or "und" */
    const char *mode;     /* "silent" or "aloud" */
    const char *unit;     /* "word" or "character" */
    double slow, typical, fast; /* units a minute; 0 where the source gives none */
    const char *source;
};

/* corpus/presets/NAME.yaml */
struct data_preset {
    struct qualm_preset preset;
};

/* corpus/lang/TAG/abbreviations.tsv */
enum data_abbreviation_kind {
    DATA_ABBREVIATION_TITLE = 1, /* a name follows: never ends a sentence */
    DATA_ABBREVIATION_MIDDLE,    /* seldom ends a sentence */
    DATA_ABBREVIATION_NUMBER,    /* not an end before a number: "No. 5" */
    DATA_ABBREVIATION_END,       /* may end a sentence: the next word decides */
};
struct data_abbreviation {
    const char *word; /* lower case, without the last full stop: "e.g" */
    enum data_abbreviation_kind kind;
};

/* corpus/lang/TAG/furniture.tsv */
struct data_furniture {
    const char *id;
    const char *kind;    /* "byline" "name" (only where a byline may stand) "date" "minutes" "sharing" "comments"
                            "contact" "embargo" "end" "citation" */
    const char *pattern; /* PCRE2 on one whole trimmed line, caseless; group "minutes" holds a declared time */
    const char *leads, *between; /* as for cues */
    char holds;
    const char *hit, *miss;
};

/* corpus/lang/TAG/cues/KIND.tsv: the file's name is the kind */
struct data_cue {
    const char *id;      /* "hedge.may" */
    const char *kind;    /* "hedge", one of the kinds of DESIGN section 8 */
    const char *strength;/* "strong", "weak" */
    const char *anchors; /* space-separated lower-case words of which one is in every hit; "suggest*" is a prefix */
    const char *pattern; /* PCRE2, caseless, on a sentence */
    const char *rule;    /* the rule that a hit raises, "" for none */
    const char *hit, *miss;
    const char *why;
    const char *leads;   /* what every hit begins with, as match/match.h says; "": not known. tablegen reads them off
                            the pattern */
    const char *between; /* not "": the leads are hinges, as match/match.h says */
    char holds;          /* a sign that is in every hit, '0': a digit; '\0': not known */
    const char *unless;  /* space-separated guards: a hit counts unless one of them is in the sentence */
    const char *needs;   /* space-separated guards: a hit counts when one of them is in the sentence; "": always */
};

/* corpus/lang/TAG/cues/guards.tsv: what cues name in their columns unless and needs */
struct data_guard {
    const char *id;
    const char *pattern; /* PCRE2, caseless, anywhere in the sentence */
    const char *leads, *between; /* as for cues */
    char holds;
    const char *hit, *miss;
};

/* corpus/lang/TAG/claims.tsv, in the order in which they are tried */
struct data_claim {
    const char *id;
    int level;           /* 0..6; -1: a guard, named by others and never a verdict; -2: a clause break */
    const char *anchors; /* as for cues; "*" when there is none */
    const char *pattern; /* on a clause */
    const char *unless;  /* space-separated ids: the row does not hold when one of them matches the clause */
    const char *needs;   /* space-separated ids, one of which must match too; "" for none */
    const char *where;   /* "", or "headline" or "body": only there */
    unsigned right, fired; /* measured precision: right of fired */
    const char *hit, *miss;
    const char *why;
    const char *leads, *between; /* as for cues */
    char holds;
};

/* corpus/rules.tsv */
struct data_rule {
    struct qualm_rule rule; /* what the public sees, the severity as an enum */
    const char *message;    /* with {cue}, {claim}, {other}, {n}, ...: see judge/message.h */
};

/* A sorted list of words: corpus/lang/TAG/familiar-NAME.txt and the function words of a profile. */
struct data_words {
    const char *name;     /* "dale-chall", "spache", "function" */
    const char *const *words; /* sorted by strcmp, lower case, straight apostrophes */
    size_t n_words;
};

/* corpus/lang/TAG/ as a whole; what a language lacks is empty. */
struct data_language {
    const char *tag;     /* "en" */
    const char *name;    /* "English" */
    const char *code;    /* of three letters, ISO 639-3: "eng"; "" when it has none */
    const char *script;  /* "Latn" */
    unsigned long_word;  /* letters from which a word is long */
    const struct data_abbreviation *abbreviations; /* sorted by word */
    size_t n_abbreviations;
    const struct data_furniture *furniture;
    size_t n_furniture;
    const struct data_cue *cues; /* by kind, then by id */
    size_t n_cues;
    const struct data_guard *guards;
    size_t n_guards;
    const struct data_claim *claims; /* in order */
    size_t n_claims;
    const struct data_words *lists;
    size_t n_lists;
    const unsigned char *syllable_tree; /* see segment/syllables.h; NULL when the language has none */
    size_t n_syllable_tree;
    const struct data_words *syllable_exceptions; /* "word\tN"; NULL when the language has none */
};

#endif
