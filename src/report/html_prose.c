/* The words of a block, with the sentences, cues and findings that they are in. */
#include "report/html.h"

#include <string.h>

/* ------------------------------------------------------- inside of a block */

/* The way through one block. Everything in it is in the order of where it starts. */
struct walk {
    const struct html_text *text;
    const struct qualm_block *block;
    struct printer *out;
    const size_t *sentences, *findings; /* of the block that are still to come, or begun and not passed */
    size_t n_sentences, n_findings;
    const struct qualm_sentence *sentence; /* that is open */
    size_t n_cues_passed;                  /* of that sentence */
    size_t n_marks_begun, n_gaps_passed;   /* of the block's */
    const struct qualm_mark *marks[QUALM_N_MARKS]; /* that are open */
    uint32_t at;
    bool is_marked, is_link, is_in_cue;    /* what is open: a finding, which may be a link, and a cue */
};

static const struct qualm_finding *finding_of(const struct walk *walk, size_t i)
{
    return &walk->text->result->findings[walk->findings[i]];
}

static const struct qualm_sentence *sentence_next(const struct walk *walk)
{
    return walk->n_sentences ? &walk->text->result->sentences[walk->sentences[0]] : NULL;
}

static bool is_shown(const struct walk *walk, size_t i)
{
    return walk->text->numbers[walk->findings[i]] != 0;
}

static bool is_here(const struct walk *walk, uint32_t start, uint32_t end)
{
    return start <= walk->at && walk->at < end;
}

static void edge_take(const struct walk *walk, uint32_t edge, uint32_t *next)
{
    if (edge > walk->at && edge < *next)
        *next = edge;
}

static const struct qualm_gap *gap_next(const struct walk *walk)
{
    return walk->n_gaps_passed < walk->block->n_gaps ? &walk->block->gaps[walk->n_gaps_passed] : NULL;
}

/* Where words begin or end to be set off, and where a line breaks. */
static void shape_edges_take(const struct walk *walk, uint32_t *next)
{
    const struct qualm_gap *gap = gap_next(walk);
    if (walk->n_marks_begun < walk->block->n_marks)
        edge_take(walk, walk->block->marks[walk->n_marks_begun].start, next);
    for (size_t i = 0; i < QUALM_N_MARKS; i++)
        if (walk->marks[i])
            edge_take(walk, walk->marks[i]->end, next);
    if (gap) {
        edge_take(walk, gap->at, next);
        edge_take(walk, gap->at + 1, next);
    }
}

/* Where the next thing begins or ends. */
static uint32_t edge_next(const struct walk *walk)
{
    uint32_t next = (uint32_t)walk->block->n_bytes;
    const struct qualm_sentence *sentence = walk->sentence ? walk->sentence : sentence_next(walk);
    shape_edges_take(walk, &next);
    if (sentence) {
        edge_take(walk, sentence->text_start, &next);
        edge_take(walk, sentence->text_end, &next);
    }
    for (size_t i = 0; i < walk->n_findings && finding_of(walk, i)->text_start < next; i++) {
        edge_take(walk, finding_of(walk, i)->text_start, &next);
        edge_take(walk, finding_of(walk, i)->text_end, &next);
    }
    if (!walk->sentence)
        return next;
    for (size_t i = walk->n_cues_passed; i < sentence->n_cues && sentence->cues[i].text_start < next; i++) {
        edge_take(walk, sentence->cues[i].text_start, &next);
        edge_take(walk, sentence->cues[i].text_end, &next);
    }
    return next;
}

/* --------------------------------------------------------------- sentences */

static void sentence_open(struct walk *walk)
{
    const struct qualm_sentence *sentence = walk->sentence;
    struct printer *out = walk->out;
    print_text(out, "<span");
    put_id(out, 's', walk->sentences[0]);
    if (!html_has_grade(walk->text->result, sentence)) {
        print_text(out, " class=\"s\">");
        return;
    }
    print_text(out, " class=\"s g");
    print_uint(out, html_band(sentence->grade));
    print_text(out, "\" title=\"grade ");
    print_uint(out, whole_grade(sentence->grade));
    print_text(out, ", ");
    put_counted(out, sentence->words, "word");
    print_text(out, "\">");
}

static void sentence_close(struct walk *walk)
{
    const struct qualm_sentence *sentence = walk->sentence;
    if (html_has_grade(walk->text->result, sentence) && html_band(sentence->grade) >= HTML_BAND_HARD) {
        print_text(walk->out, "<small class=\"grade\"><span class=\"unseen\"> grade </span>");
        print_uint(walk->out, whole_grade(sentence->grade));
        print_text(walk->out, "</small>");
    }
    print_text(walk->out, "</span>");
    walk->sentence = NULL;
    walk->sentences++;
    walk->n_sentences--;
}

/* --------------------------------------------------------------- findings */

static bool begins_here(const struct walk *walk, size_t i)
{
    return is_shown(walk, i) && finding_of(walk, i)->text_start == walk->at;
}

/* What is said of the findings that begin here: beside their words, shown on hover and focus. */
static void notes_put(struct walk *walk, size_t first)
{
    struct printer *out = walk->out;
    print_text(out, "<span class=\"why\" role=\"note\"");
    put_id(out, 'w', walk->text->numbers[walk->findings[first]]);
    print_text(out, ">");
    for (size_t i = first; i < walk->n_findings && finding_of(walk, i)->text_start <= walk->at; i++) {
        const struct qualm_finding *finding = finding_of(walk, i);
        if (!begins_here(walk, i))
            continue;
        print_text(out, "<span class=\"one\"><strong class=\"level ");
        print_text(out, qualm_severity_name(finding->severity));
        print_text(out, "\">");
        print_text(out, qualm_severity_name(finding->severity));
        print_text(out, "</strong> ");
        put_words(out, finding->message);
        print_text(out, " <em>");
        put_words(out, finding->remedy ? finding->remedy : "");
        print_text(out, "</em></span>");
    }
    print_text(out, "</span>");
}

/* The finding of the words at hand that counts most, and the first that begins with them; n_findings: none. */
static size_t finding_worst(const struct walk *walk, size_t *begun)
{
    size_t worst = walk->n_findings;
    *begun = walk->n_findings;
    for (size_t i = 0; i < walk->n_findings && finding_of(walk, i)->text_start <= walk->at; i++) {
        const struct qualm_finding *finding = finding_of(walk, i);
        if (!is_shown(walk, i) || !is_here(walk, finding->text_start, finding->text_end))
            continue;
        if (worst == walk->n_findings || finding->severity > finding_of(walk, worst)->severity)
            worst = i;
        if (*begun == walk->n_findings && finding->text_start == walk->at)
            *begun = i;
    }
    return worst;
}

/* Places to come back to from the list, for findings that begin at the same words as another. */
static void places_put(struct walk *walk, size_t first)
{
    for (size_t i = first + 1; i < walk->n_findings && finding_of(walk, i)->text_start <= walk->at; i++) {
        if (!begins_here(walk, i))
            continue;
        print_text(walk->out, "<span");
        put_id(walk->out, 'f', walk->text->numbers[walk->findings[i]]);
        print_text(walk->out, "></span>");
    }
}

static void numbers_put(struct walk *walk, size_t first)
{
    const char *between = "<sup>";
    for (size_t i = first; i < walk->n_findings && finding_of(walk, i)->text_start <= walk->at; i++) {
        if (!begins_here(walk, i))
            continue;
        print_text(walk->out, between);
        print_uint(walk->out, walk->text->numbers[walk->findings[i]]);
        between = ", ";
    }
    print_text(walk->out, "</sup>");
}

static void link_open(struct walk *walk, size_t begun)
{
    struct printer *out = walk->out;
    const size_t number = walk->text->numbers[walk->findings[begun]];
    put_id(out, 'f', number);
    put_link(out, 'n', number);
    print_text(out, " aria-describedby=\"");
    put_name(out, 'w', number);
    print_text(out, ">");
    places_put(walk, begun);
}

/* A link to the list where a finding begins; words that only go on are marked and no further stop for the keyboard. */
static void finding_open(struct walk *walk)
{
    size_t begun;
    const size_t worst = finding_worst(walk, &begun);
    walk->is_marked = worst < walk->n_findings;
    walk->is_link = begun < walk->n_findings;
    if (!walk->is_marked)
        return;
    print_text(walk->out, walk->is_link ? "<a class=\"f " : "<span class=\"f ");
    print_text(walk->out, qualm_severity_name(finding_of(walk, worst)->severity));
    print_text(walk->out, walk->is_link ? "\"" : "\">");
    if (walk->is_link)
        link_open(walk, begun);
}

/* `began` is where the words that are closed began. */
static void finding_close(struct walk *walk, uint32_t began)
{
    const uint32_t at = walk->at;
    size_t begun;
    if (walk->is_link) {
        walk->at = began;
        finding_worst(walk, &begun);
        numbers_put(walk, begun);
        print_text(walk->out, "</a>");
        notes_put(walk, begun);
        walk->at = at;
    } else if (walk->is_marked) {
        print_text(walk->out, "</span>");
    }
    walk->is_marked = walk->is_link = false;
}

/* -------------------------------------------------------------------- cues */

static void cue_title(struct printer *out, const struct qualm_cue *cue)
{
    put_words(out, cue->kind);
    if (html_kind_meaning(cue->kind)[0]) {
        print_text(out, ": ");
        print_text(out, html_kind_meaning(cue->kind));
    }
}

static void cue_open(struct walk *walk)
{
    const struct qualm_sentence *sentence = walk->sentence;
    const char *between = "<span class=\"c ";
    for (size_t i = walk->n_cues_passed; i < sentence->n_cues && sentence->cues[i].text_start <= walk->at; i++) {
        const struct qualm_cue *cue = &sentence->cues[i];
        if (!is_here(walk, cue->text_start, cue->text_end))
            continue;
        print_text(walk->out, between);
        if (between[0] == '<') {
            put_words(walk->out, cue->kind);
            print_text(walk->out, "\" title=\"");
        }
        cue_title(walk->out, cue);
        between = "; ";
        walk->is_in_cue = true;
    }
    print_text(walk->out, walk->is_in_cue ? "\">" : "");
}

static void cue_close(struct walk *walk)
{
    print_text(walk->out, walk->is_in_cue ? "</span>" : "");
    walk->is_in_cue = false;
}

/* ------------------------------------------------------------------- shape */

/* What is set off from here on, and what has ended. */
static void shape_turn(struct walk *walk)
{
    for (size_t i = 0; i < QUALM_N_MARKS; i++)
        if (walk->marks[i] && walk->marks[i]->end <= walk->at)
            walk->marks[i] = NULL;
    for (; walk->n_marks_begun < walk->block->n_marks; walk->n_marks_begun++) {
        const struct qualm_mark *mark = &walk->block->marks[walk->n_marks_begun];
        if (mark->start > walk->at)
            break;
        if (mark->end > walk->at)
            walk->marks[mark->kind] = mark;
    }
    while (gap_next(walk) && gap_next(walk)->at < walk->at)
        walk->n_gaps_passed++;
}

/* Words up to `next`, where nothing begins or ends. */
static void words_put(struct walk *walk, uint32_t next)
{
    static const struct {
        enum qualm_mark_kind kind;
        const char *open, *close;
    } elements[] = {
        {QUALM_MARK_DELETED, "<del>", "</del>"},
        {QUALM_MARK_STRONG, "<strong>", "</strong>"},
        {QUALM_MARK_EMPHASIS, "<em>", "</em>"},
        {QUALM_MARK_CODE, "<code>", "</code>"},
    };
    const size_t n = sizeof elements / sizeof elements[0];
    if (gap_next(walk) && gap_next(walk)->at == walk->at && walk->at) {
        print_text(walk->out, "<br>\n");
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (walk->marks[elements[i].kind])
            print_text(walk->out, elements[i].open);
    print_html(walk->out, walk->block->text + walk->at, next - walk->at);
    for (size_t i = n; i-- > 0;)
        if (walk->marks[elements[i].kind])
            print_text(walk->out, elements[i].close);
}

/* ---------------------------------------------------------------- the walk */

static bool has_finding_edge(const struct walk *walk)
{
    for (size_t i = 0; i < walk->n_findings && finding_of(walk, i)->text_start <= walk->at; i++)
        if (is_shown(walk, i) &&
            (finding_of(walk, i)->text_start == walk->at || finding_of(walk, i)->text_end == walk->at))
            return true;
    return false;
}

/* What has ended is looked at no more. */
static void passed_drop(struct walk *walk)
{
    while (walk->n_findings && finding_of(walk, 0)->text_end <= walk->at) {
        walk->findings++;
        walk->n_findings--;
    }
    while (walk->sentence && walk->n_cues_passed < walk->sentence->n_cues &&
           walk->sentence->cues[walk->n_cues_passed].text_end <= walk->at)
        walk->n_cues_passed++;
}

/* The sentence that starts here; those that could not be opened, since another was, are passed. */
static bool sentence_find(struct walk *walk)
{
    const struct qualm_sentence *next;
    while ((next = sentence_next(walk)) && next->text_end <= walk->at) {
        walk->sentences++;
        walk->n_sentences--;
    }
    if (!next || next->text_start > walk->at)
        return false;
    walk->sentence = next;
    walk->n_cues_passed = 0;
    return true;
}

/* Closes and opens at `walk->at`; `began` is where the open finding's words began. */
static void walk_turn(struct walk *walk, uint32_t *began)
{
    const bool is_over = walk->sentence && walk->sentence->text_end <= walk->at;
    const bool is_turning = is_over || !walk->sentence || has_finding_edge(walk);
    if (is_turning)
        finding_close(walk, *began);
    if (is_over)
        sentence_close(walk);
    const bool is_new = !walk->sentence && sentence_find(walk);
    passed_drop(walk);
    if (is_new)
        sentence_open(walk);
    if (is_turning || is_new) {
        *began = walk->at;
        finding_open(walk);
    }
}

void html_block_put(const struct html_text *text, size_t block)
{
    const struct html_groups *sentences = &text->sentences, *findings = &text->findings;
    struct walk walk = {
        .text = text,
        .block = &text->result->blocks[block],
        .out = text->out,
        .sentences = sentences->items + sentences->first[block],
        .n_sentences = sentences->first[block + 1] - sentences->first[block],
        .findings = findings->items + findings->first[block],
        .n_findings = findings->first[block + 1] - findings->first[block],
    };
    uint32_t began = 0;
    while (walk.at < walk.block->n_bytes && text->out->status == QUALM_OK) {
        walk_turn(&walk, &began);
        shape_turn(&walk);
        const uint32_t next = edge_next(&walk);
        if (walk.sentence)
            cue_open(&walk);
        words_put(&walk, next);
        cue_close(&walk);
        walk.at = next;
    }
    finding_close(&walk, began);
    if (walk.sentence)
        sentence_close(&walk);
}
