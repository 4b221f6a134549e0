/* What is kept of a sentence's words: stems of its subject, names with years, quotes for messages. */
#include <string.h>

#include "base/utf8.h"
#include "judge/state.h"

/* Shorter words say little of a subject, and those as short say it only where they stand as one: "tea". */
#define MIN_STEM_LETTERS 3

/* A name stands at most this many tokens before its year: "(Sun, Lee and Marsh et al. 2024)". */
#define MAX_NAME_DISTANCE 7
#define YEAR_DIGITS 4

/* Markup of emphasis hides up to three bytes between two words; links and footnote marks hide more. */
#define MIN_LINK_BYTES 4

/* Which words that a cue holds are about how something is said, and not about its subject. */
enum wording {
    WORDING_NONE = 0,
    WORDING_ANCHORS, /* "cures" in "cures colds" */
    WORDING_ALL,
};
static const enum wording wording_of[CUE_N_KINDS] = {
    [CUE_HEDGE] = WORDING_ALL,
    [CUE_WEASEL] = WORDING_ALL,
    [CUE_BOOSTER] = WORDING_ALL,
    [CUE_CAUSAL] = WORDING_ANCHORS,
    [CUE_CORRELATIONAL] = WORDING_ANCHORS,
    [CUE_NO_RELATION] = WORDING_ANCHORS,
    [CUE_HYPE] = WORDING_ANCHORS,
    [CUE_ABSOLUTE] = WORDING_ANCHORS,
    [CUE_DESIGN] = WORDING_ALL,
    [CUE_ATTRIBUTION] = WORDING_ALL,
    [CUE_CAVEAT] = WORDING_ALL,
    [CUE_ADVICE] = WORDING_ANCHORS,
};

static uint64_t sentence_hash(const struct segments *segments, const struct sentence *sentence)
{
    uint64_t hash = HASH_SEED;
    for (uint32_t i = 0; i < sentence->n_tokens; i++) {
        const struct token *token = &segments->tokens[sentence->first_token + i];
        hash = hash_bytes(hash, segments->keys + token->key, token->n_key);
        hash = hash_bytes(hash, " ", 1);
    }
    return hash;
}

struct scene scene_keep(const struct view *view)
{
    struct scene scene = view->scene;
    scene.hash = sentence_hash(view->given->segments, view->given->sentence);
    scene.first_line = view->given->span->line;
    scene.last_line = view->given->span->end_line;
    scene.kept_block = view->given->kept_block;
    return scene;
}

struct scene scene_outside(const struct qualm_span *span, const char *words)
{
    return (struct scene){
        .block = UINT32_MAX,
        .hash = hash_bytes(HASH_SEED, words, strlen(words)),
        .first_line = span->line,
        .last_line = span->end_line,
        .kept_block = QUALM_NO_BLOCK,
    };
}

static uint32_t key_hash(const struct segments *segments, const struct token *token)
{
    return (uint32_t)hash_bytes(HASH_SEED, segments->keys + token->key, token->n_key);
}

/* Where a text of at most MAX_QUOTE bytes may be cut: the start of its last word. */
static size_t quote_end(const char *text, size_t n_bytes)
{
    if (n_bytes <= MAX_QUOTE)
        return n_bytes;
    size_t end = MAX_QUOTE;
    while (end && text[end] != ' ')
        end--;
    if (end)
        return end;
    end = MAX_QUOTE;
    while (end && ((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    return end;
}

const char *quote_words(struct judge *judge, const struct block *block, size_t start, size_t end)
{
    static const char ellipsis[] = " \xE2\x80\xA6";
    const size_t n_bytes = end - start;
    const size_t n = quote_end(block->text + start, n_bytes);
    const size_t n_more = n < n_bytes ? strlen(ellipsis) : 0;
    char *copy = arena_alloc(&judge->arena, n + n_more + 1);
    if (!copy)
        return NULL;
    memcpy(copy, block->text + start, n);
    memcpy(copy + n, ellipsis, n_more);
    return copy;
}

static void stem_add(struct fact *fact, struct span word)
{
    struct stem *stem = &fact->stems[fact->n_stems++];
    stem->n_bytes = (uint8_t)(word.len < STEM_ROOM ? word.len : STEM_ROOM);
    memcpy(stem->bytes, word.ptr, stem->n_bytes);
}

/* Words of one stem share their beginning, all but the ending: "disc" and "discs", "degenerative" and
 * "degeneration". The shortest take no ending but that of a plural: "nut" and "nuts", not "car" and "care". */
static bool stems_agree(const struct stem *a, const struct stem *b)
{
    const struct stem *longer = a->n_bytes > b->n_bytes ? a : b;
    const struct stem *shorter = a->n_bytes > b->n_bytes ? b : a;
    unsigned common = 0;
    while (common < shorter->n_bytes && a->bytes[common] == b->bytes[common])
        common++;
    if (shorter->n_bytes == MIN_STEM_LETTERS)
        return common == shorter->n_bytes &&
               (longer->n_bytes == common || (longer->n_bytes == common + 1 && longer->bytes[common] == 's'));
    return common > MIN_STEM_LETTERS && common * 3 >= longer->n_bytes * 2u;
}

static bool has_stem(const struct fact *fact, const struct stem *stem)
{
    for (size_t i = 0; i < fact->n_stems; i++)
        if (stems_agree(&fact->stems[i], stem))
            return true;
    return false;
}

uint32_t stems_common(const struct fact *a, const struct fact *b)
{
    uint32_t common = 0;
    for (size_t i = 0; i < a->n_stems; i++)
        if (has_stem(b, &a->stems[i]))
            common |= UINT32_C(1) << i;
    return common;
}

size_t stems_count(uint32_t common)
{
    size_t n = 0;
    for (; common; common &= common - 1)
        n++;
    return n;
}

size_t stems_shared(const struct fact *a, const struct fact *b)
{
    return stems_count(stems_common(a, b));
}

size_t stems_headed(const struct fact *title, const struct fact *claim)
{
    size_t n = 0;
    for (size_t i = 0; i < title->n_stems; i++) {
        bool is_shared = false;
        for (size_t k = 0; k < claim->n_stems; k++)
            is_shared |= (claim->subject >> k & 1) && stems_agree(&title->stems[i], &claim->stems[k]);
        n += is_shared;
    }
    return n;
}

bool stems_hold(const struct fact *fact, const char *words)
{
    struct span rest = span_of(words);
    struct span word;
    while (span_next_part(&rest, ' ', &word)) {
        struct fact one = {.n_stems = 0};
        if (word.len < MIN_STEM_LETTERS)
            continue;
        stem_add(&one, word);
        if (has_stem(fact, &one.stems[0]))
            return true;
    }
    return false;
}

/* Whether the word is one of the cue's anchors; "correlat*" stands for all that begin so. */
static bool is_anchor(const struct data_cue *cue, struct span word)
{
    struct span rest = span_of(cue->anchors);
    struct span anchor;
    while (span_next_part(&rest, ' ', &anchor)) {
        const bool is_prefix = anchor.len && anchor.ptr[anchor.len - 1] == '*';
        const size_t n = anchor.len - is_prefix;
        if ((is_prefix ? word.len >= n : word.len == n) && memcmp(anchor.ptr, word.ptr, n) == 0)
            return true;
    }
    return false;
}

/* The cue about wording that reaches furthest; cues are sorted, so that one pass serves all tokens. */
static void wording_follow(const struct sentence_claims *claims, size_t *next, uint32_t at,
                           const struct cue_hit **reaching)
{
    while (*next < claims->n_cues && claims->cues[*next].start <= at) {
        const struct cue_hit *hit = &claims->cues[(*next)++];
        if (wording_of[hit->kind] && (!*reaching || hit->end > (*reaching)->end))
            *reaching = hit;
    }
}

static bool is_wording(const struct cue_hit *reaching, const struct token *token, struct span word)
{
    if (!reaching || token->start >= reaching->end)
        return false;
    return wording_of[reaching->kind] == WORDING_ALL || is_anchor(reaching->cue, word);
}

/* Whether the word tells what a sentence is about. The shortest ones do as its subject only. */
static bool is_telling(const struct judge *judge, const struct segments *segments, const struct token *token,
                       bool is_subject)
{
    const struct span word = {segments->keys + token->key, token->n_key};
    if (token->kind != TOKEN_WORD || token->letters < MIN_STEM_LETTERS ||
        (token->letters == MIN_STEM_LETTERS && !is_subject))
        return false;
    return (!judge->function_words || data_words_index(judge->function_words, word) < 0) &&
           !softer_is_stop(judge->language, segments, token);
}

void stems_collect(const struct view *view, struct fact *fact)
{
    const struct segments *segments = view->given->segments;
    const struct sentence *sentence = view->given->sentence;
    const struct clause *clause = view->given->claims->strongest;
    const size_t subject_end = clause ? clause->match_start : sentence->end;
    const size_t object_end = clause ? extent_end(view, clause, clause->match_end) : sentence->end;
    const struct cue_hit *reaching = NULL;
    size_t next_cue = 0;
    for (uint32_t i = 0; i < sentence->n_tokens && fact->n_stems < MAX_STEMS; i++) {
        const struct token *token = &segments->tokens[sentence->first_token + i];
        const struct span word = {segments->keys + token->key, token->n_key};
        const bool is_subject = token->start <= subject_end;
        wording_follow(view->given->claims, &next_cue, token->start, &reaching);
        if (!is_telling(view->judge, segments, token, is_subject) || is_wording(reaching, token, word))
            continue;
        if (is_subject)
            fact->subject |= UINT32_C(1) << fact->n_stems;
        else if (token->start < object_end)
            fact->object |= UINT32_C(1) << fact->n_stems;
        stem_add(fact, word);
    }
}

static bool is_year(const struct segments *segments, const struct token *token)
{
    const char *digits = segments->keys + token->key;
    return token->kind == TOKEN_NUMBER && token->n_key >= YEAR_DIGITS && (digits[0] == '1' || digits[0] == '2') &&
           strspn(digits, "0123456789") == YEAR_DIGITS;
}

/* "2024" and "2024a" are one year. */
static uint32_t year_hash(const struct segments *segments, const struct token *token)
{
    return (uint32_t)hash_bytes(HASH_SEED, segments->keys + token->key, YEAR_DIGITS);
}

static bool is_function_word(const struct view *view, const struct token *token)
{
    const struct data_words *function_words = view->judge->function_words;
    const struct span word = {view->given->segments->keys + token->key, token->n_key};
    return function_words && data_words_index(function_words, word) >= 0;
}

/* Whether the first word may be a name: its capital says nothing, and "In 2019" and "According to a 2019 review" name
 * nobody. */
static bool begins_with_name(const struct view *view)
{
    const struct sentence *sentence = view->given->sentence;
    const struct token *first = &view->given->segments->tokens[sentence->first_token];
    return sentence->n_tokens > 1 && !is_function_word(view, first) && !is_function_word(view, first + 1);
}

void cites_collect(const struct view *view, struct cites *cites)
{
    const struct segments *segments = view->given->segments;
    const struct sentence *sentence = view->given->sentence;
    const struct token *tokens = segments->tokens + sentence->first_token;
    for (uint32_t i = 0; i < sentence->n_tokens; i++) {
        if (!is_year(segments, &tokens[i]))
            continue;
        const uint32_t first = i > MAX_NAME_DISTANCE ? i - MAX_NAME_DISTANCE : begins_with_name(view) ? 0 : 1;
        for (uint32_t k = i; k-- > first && cites->n < MAX_CITES;)
            if (tokens[k].kind == TOKEN_WORD && tokens[k].flags & TOKEN_CAPITAL)
                cites->items[cites->n++] = (struct cite){key_hash(segments, &tokens[k]),
                                                         year_hash(segments, &tokens[i])};
    }
}

void reference_collect(const struct view *view, struct reference *reference)
{
    const struct segments *segments = view->given->segments;
    const struct sentence *sentence = view->given->sentence;
    for (uint32_t i = 0; i < sentence->n_tokens; i++) {
        const struct token *token = &segments->tokens[sentence->first_token + i];
        if (is_year(segments, token) && reference->n_years < MAX_CITES)
            reference->years[reference->n_years++] = year_hash(segments, token);
        else if (token->kind == TOKEN_WORD && token->flags & TOKEN_CAPITAL && reference->n_names < MAX_NAMES)
            reference->names[reference->n_names++] = key_hash(segments, token);
    }
}

void reference_join(struct reference *reference, const struct reference *from)
{
    for (size_t i = 0; i < from->n_names && reference->n_names < MAX_NAMES; i++)
        reference->names[reference->n_names++] = from->names[i];
    for (size_t i = 0; i < from->n_years && reference->n_years < MAX_CITES; i++)
        reference->years[reference->n_years++] = from->years[i];
}

static bool is_among(uint32_t hash, const uint32_t *hashes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (hashes[i] == hash)
            return true;
    return false;
}

bool cites_reference(const struct fact *citing, const struct reference *reference)
{
    for (size_t i = 0; i < citing->cites.n; i++)
        if (is_among(citing->cites.items[i].name, reference->names, reference->n_names) &&
            is_among(citing->cites.items[i].year, reference->years, reference->n_years))
            return true;
    return false;
}

/* The run that holds the clean byte `at`. */
static size_t run_find(const struct block *block, size_t at)
{
    size_t low = 0;
    size_t high = block->n_runs;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (block->runs[middle].clean <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static uint64_t run_source_end(const struct run *run, const struct run *next)
{
    if (run->clean_unit == 0)
        return run->source + run->source_size;
    return run->source + (uint64_t)(next->clean - run->clean) / run->clean_unit * run->source_unit;
}

/* Bytes of the source that are not shown, between the run and the next or under a space. */
static uint64_t hidden_after(const struct block *block, const struct run *run)
{
    const uint64_t end = run_source_end(run, run + 1);
    const uint64_t gap = run[1].source > end ? run[1].source - end : 0;
    const bool is_space = run->clean_unit == 0 && block->text[run->clean] == ' ';
    return is_space && run->source_size ? gap + run->source_size - 1 : gap;
}

bool sentence_has_link(const struct block *block, const struct sentence *sentence)
{
    if (block->n_runs < 2)
        return false;
    for (size_t i = run_find(block, sentence->start); i + 1 < block->n_runs; i++) {
        const struct run *run = &block->runs[i];
        if (run[1].clean >= sentence->end)
            return false;
        if (run[1].line == run->line && hidden_after(block, run) >= MIN_LINK_BYTES)
            return true;
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool words_number(const struct block *block, size_t start, size_t end, uint64_t *number)
{
    const char *text = block->text;
    size_t at = start;
    while (at < end && !is_digit(text[at]))
        at++;
    if (at == end)
        return false;
    *number = 0;
    for (; at < end; at++) {
        const bool is_grouping = text[at] == ',' && at + 1 < end && is_digit(text[at + 1]);
        if (!is_digit(text[at]) && !is_grouping)
            break;
        if (!is_grouping && *number < UINT32_MAX)
            *number = *number * 10 + (uint64_t)(text[at] - '0');
    }
    return true;
}
