/* What stands inside quotation marks in a block: “…”, "…", «…», „…“, ‘…’ and '…'. The outermost pair counts.
 *
 * An apostrophe is told from a quotation mark by its neighbours: a quotation opens before a word and after none, and
 * closes after a word and before none. A mark that nothing closes is no quotation, except that a block which begins
 * with a double mark is one to its end (a quotation over several paragraphs closes in the last).
 */
#include <string.h>

#include "base/utf8.h"
#include "claim/reading.h"

#define QUOTE_SINGLE_LEFT 0x2018u
#define QUOTE_SINGLE_RIGHT 0x2019u
#define QUOTE_LEFT 0x201Cu
#define QUOTE_RIGHT 0x201Du
#define QUOTE_LOW 0x201Eu
#define GUILLEMET_LEFT 0xABu
#define GUILLEMET_RIGHT 0xBBu

/* Longer stretches between single marks are apostrophes that happen to look like a pair. */
#define SINGLE_BYTES_MOST 400u

struct mark_pair {
    uint32_t open, close;
    uint32_t close_too;   /* another closing mark, or 0 */
    bool is_single;
};

static const struct mark_pair pairs[] = {
    {QUOTE_LEFT, QUOTE_RIGHT, '"', false},
    {'"', '"', QUOTE_RIGHT, false},
    {GUILLEMET_LEFT, GUILLEMET_RIGHT, 0, false},
    {QUOTE_LOW, QUOTE_LEFT, QUOTE_RIGHT, false},
    {QUOTE_SINGLE_LEFT, QUOTE_SINGLE_RIGHT, 0, true},
    {'\'', '\'', QUOTE_SINGLE_RIGHT, true},
};

/* Where the scan of a block stands. */
struct quote_scan {
    const struct mark_pair *open; /* NULL outside of marks */
    size_t opened_at, inside;     /* offset of the opening mark, and of what follows it */
};

static bool is_word(uint32_t code_point)
{
    return (code_point >= '0' && code_point <= '9') || (code_point >= 'A' && code_point <= 'Z') ||
           (code_point >= 'a' && code_point <= 'z') || (code_point >= 0xC0 && code_point < 0x2000) ||
           code_point > 0x2E7F;
}

static const struct mark_pair *pair_opened(uint32_t mark, uint32_t before, uint32_t after)
{
    if (is_word(before) || after == ' ' || after == 0)
        return NULL;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i].open == mark)
            return &pairs[i];
    return NULL;
}

static bool is_closed(const struct mark_pair *pair, uint32_t mark, uint32_t before, uint32_t after)
{
    if (mark != pair->close && (mark != pair->close_too || mark == 0))
        return false;
    return !pair->is_single || (before != ' ' && !is_word(after));
}

static enum qualm_status quote_add(struct claim_reader *reader, size_t start, size_t end)
{
    if (start >= end)
        return QUALM_OK;
    void *quotes = reader->quotes;
    const enum qualm_status status =
        array_reserve(&quotes, &reader->quotes_room, reader->n_quotes + 1, sizeof *reader->quotes);
    reader->quotes = quotes;
    if (!status)
        reader->quotes[reader->n_quotes++] = (struct range){(uint32_t)start, (uint32_t)end};
    return status;
}

static enum qualm_status mark_meet(struct claim_reader *reader, struct quote_scan *scan, size_t at, uint32_t before)
{
    const struct block *block = reader->block;
    size_t next = at;
    const uint32_t mark = utf8_next(block->text, &next);
    size_t past = next;
    const uint32_t after = next < block->n_bytes ? utf8_next(block->text, &past) : 0;
    if (scan->open && is_closed(scan->open, mark, before, after)) {
        const bool is_too_long = scan->open->is_single && at - scan->inside > SINGLE_BYTES_MOST;
        scan->open = NULL;
        return is_too_long ? QUALM_OK : quote_add(reader, scan->inside, at);
    }
    const struct mark_pair *pair = pair_opened(mark, before, after);
    /* Inside a double pair a single mark is a quotation within it; anything else means that nothing closed. */
    if (pair && !(scan->open && !scan->open->is_single && pair->is_single))
        *scan = (struct quote_scan){pair, at, next};
    return QUALM_OK;
}

#define SIXTEEN 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
static const bool may_be_mark[256] = {
    ['"'] = true, ['\''] = true,
    [0x80] = SIXTEEN, SIXTEEN, SIXTEEN, SIXTEEN, SIXTEEN, SIXTEEN, SIXTEEN, SIXTEEN,
};

/* The first byte from `at` on that could belong to a mark: most are ASCII and none. */
static size_t mark_from(const char *text, size_t n_bytes, size_t at)
{
    while (at < n_bytes && !may_be_mark[(unsigned char)text[at]])
        at++;
    return at;
}

static enum qualm_status block_scan(struct claim_reader *reader)
{
    const struct block *block = reader->block;
    struct quote_scan scan = {.open = NULL};
    uint32_t before = ' ';
    enum qualm_status status = QUALM_OK;
    for (size_t at = 0; !status && at < block->n_bytes;) {
        const size_t mark = mark_from(block->text, block->n_bytes, at);
        if (mark > at)
            before = (unsigned char)block->text[mark - 1];
        at = mark;
        if (at == block->n_bytes)
            break;
        size_t next = at;
        const uint32_t here = utf8_next(block->text, &next);
        if (here == '"' || here == '\'' || (here >= 0x80 && !is_word(here)))
            status = mark_meet(reader, &scan, at, before);
        before = here;
        at = next;
    }
    if (!status && scan.open && scan.opened_at == 0 && !scan.open->is_single)
        status = quote_add(reader, scan.inside, block->n_bytes);
    return status;
}

/* A block is scanned once: with its first sentence, or when another block comes. */
enum qualm_status quotes_find(struct claim_reader *reader)
{
    const struct block *block = reader->block;
    const bool is_first = reader->sentence == reader->segments->sentences;
    if (!is_first && reader->quotes_of == block->text && reader->quotes_of_bytes == block->n_bytes)
        return QUALM_OK;
    reader->n_quotes = 0;
    reader->quotes_of = NULL;
    const enum qualm_status status = block_scan(reader);
    if (!status) {
        reader->quotes_of = block->text;
        reader->quotes_of_bytes = block->n_bytes;
    }
    return status;
}
