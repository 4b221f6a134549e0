/* Difficulty by bands and words by kind: what a page calls them, and the legend of those that it has. */
#include "report/html.h"

#include <string.h>

/* School grades: up to 8 most adults read with ease; 12 is the last before university; beyond 16 even that is short. */
static const struct {
    double most;
    const char *name;
} bands[] = {
    {8.5, "grade 8 or below"},
    {12.5, "9 to 12"},
    {16.5, "13 to 16"},
    {1e9, "17 and above"},
};

#define N_BANDS (sizeof bands / sizeof bands[0])

size_t html_band(double grade)
{
    size_t i = 0;
    while (i + 1 < N_BANDS && !(grade < bands[i].most))
        i++;
    return i;
}

bool html_has_grade(const struct qualm_result *result, const struct qualm_sentence *sentence)
{
    static const char *const running[] = {"paragraph", "quotation", "list_item"};
    if (!sentence->has_grade || sentence->block >= result->n_blocks)
        return false;
    for (size_t i = 0; i < sizeof running / sizeof running[0]; i++)
        if (strcmp(result->blocks[sentence->block].kind, running[i]) == 0)
            return true;
    return false;
}

/* What presses first, then what holds back, then what a claim rests on. */
static const struct {
    const char *kind, *meaning;
} kinds[] = {
    {"causal", "one thing acts on another"},
    {"booster", "presses the claim"},
    {"absolute", "admits no exception"},
    {"superlative", "the first, the most"},
    {"hype", "praises"},
    {"weasel", "leans on nobody in particular"},
    {"hedge", "holds the claim back"},
    {"correlational", "two things go together"},
    {"no-relation", "no relation was found"},
    {"caveat", "states a limit"},
    {"design", "how it was studied"},
    {"species", "what was studied"},
    {"sample", "who was studied"},
    {"number", "gives a figure"},
    {"attribution", "says whose it is"},
    {"advice", "calls for action"},
};

#define N_KINDS (sizeof kinds / sizeof kinds[0])

static size_t kind_find(const char *kind)
{
    size_t i = 0;
    while (i < N_KINDS && strcmp(kinds[i].kind, kind) != 0)
        i++;
    return i;
}

const char *html_kind_meaning(const char *kind)
{
    const size_t i = kind_find(kind);
    return i < N_KINDS ? kinds[i].meaning : "";
}

/* ---------------------------------------------------------------- legend */

struct tally {
    uint64_t of_band[N_BANDS], of_kind[N_KINDS], graded, marked;
};

static struct tally tally_of(const struct html_text *text)
{
    const struct qualm_result *result = text->result;
    struct tally tally = {.graded = 0};
    for (size_t i = 0; i < result->n_sentences; i++) {
        const struct qualm_sentence *sentence = &result->sentences[i];
        const bool is_graded = html_has_grade(result, sentence);
        if (is_graded)
            tally.of_band[html_band(sentence->grade)]++;
        tally.graded += is_graded;
        for (size_t k = 0; k < sentence->n_cues; k++) {
            const size_t kind = kind_find(sentence->cues[k].kind);
            if (kind == N_KINDS)
                continue;
            tally.of_kind[kind]++;
            tally.marked++;
        }
    }
    return tally;
}

static void put_bands(struct printer *out, const struct tally *tally)
{
    print_text(out, "<dl class=\"legend bands\">\n<dt>Sentences by school grade</dt>\n");
    for (size_t i = 0; i < N_BANDS; i++) {
        if (!tally->of_band[i])
            continue;
        print_text(out, "<dd><span class=\"s g");
        print_uint(out, i);
        print_text(out, "\">");
        print_text(out, bands[i].name);
        print_text(out, "</span> <span class=\"n\">");
        print_uint(out, tally->of_band[i]);
        print_text(out, "</span></dd>\n");
    }
    print_text(out, "</dl>\n");
}

static void put_kinds(struct printer *out, const struct tally *tally)
{
    print_text(out, "<dl class=\"legend\">\n<dt>Words by what they do</dt>\n");
    for (size_t i = 0; i < N_KINDS; i++) {
        if (!tally->of_kind[i])
            continue;
        print_text(out, "<dd><span class=\"c ");
        print_text(out, kinds[i].kind);
        print_text(out, "\">");
        print_text(out, kinds[i].kind);
        print_text(out, "</span> <span class=\"meaning\">");
        print_text(out, kinds[i].meaning);
        print_text(out, "</span> <span class=\"n\">");
        print_uint(out, tally->of_kind[i]);
        print_text(out, "</span></dd>\n");
    }
    print_text(out, "</dl>\n");
}

void html_legend_put(struct html_text *text)
{
    const struct tally tally = tally_of(text);
    if (!tally.graded && !tally.marked)
        return;
    print_text(text->out, "<div class=\"legends\">\n");
    if (tally.graded)
        put_bands(text->out, &tally);
    if (tally.marked)
        put_kinds(text->out, &tally);
    print_text(text->out, "</div>\n");
}
