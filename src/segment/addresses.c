/* Finds what is one token by its shape: inline code, and URLs, e-mail addresses and DOIs in running text. */
#include "segment/scratch.h"

/* Endings by which a bare host name is known ("example.com"); country codes would take "end.In" for one. */
static const char *const host_endings[] = {"com", "org", "net", "edu", "gov", "mil", "int", "info", "co.uk", "ac.uk"};

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_host_byte(char c)
{
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '.';
}

static bool is_local_byte(char c)
{
    return is_host_byte(c) || c == '_' || c == '%' || c == '+';
}

/* Bytes of one non-space stretch of the text. */
struct chunk {
    const char *text;
    size_t start, end;
};

static size_t find(const struct chunk *chunk, const char *needle)
{
    const size_t n = chunk->end - chunk->start;
    const char *hit = memmem(chunk->text + chunk->start, n, needle, strlen(needle));
    return hit ? (size_t)(hit - chunk->text) : SIZE_MAX;
}

static size_t count_bytes(const char *text, size_t n, char byte)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += text[i] == byte;
    return count;
}

static const char closing[] = ".,;:!?'\"])}>*_";

/* Punctuation at the end of an address belongs to the sentence, and so does a bracket that was opened before it. */
static size_t address_trim(const struct chunk *chunk, size_t start, size_t end)
{
    const size_t n_opened = count_bytes(chunk->text + start, end - start, '(');
    size_t n_closed = count_bytes(chunk->text + start, end - start, ')');
    while (end > start) {
        const char c = chunk->text[end - 1];
        if (!memchr(closing, c, sizeof closing - 1) || (c == ')' && n_closed <= n_opened))
            break;
        n_closed -= c == ')';
        end--;
    }
    return end;
}

/* An address goes on to what is surely not part of it. */
static size_t address_end(const struct chunk *chunk, size_t at)
{
    size_t end = at;
    while (end < chunk->end && (unsigned char)chunk->text[end] < 128 && !strchr("\"<>", chunk->text[end]))
        end++;
    return address_trim(chunk, at, end);
}

static bool find_scheme(const struct chunk *chunk, size_t *start, size_t *end)
{
    const size_t mark = find(chunk, "://");
    if (mark == SIZE_MAX)
        return false;
    size_t at = mark;
    while (at > chunk->start && is_ascii_letter(chunk->text[at - 1]))
        at--;
    *start = at;
    *end = address_end(chunk, mark + 3);
    return mark - at >= 2 && *end > mark + 3;
}

static bool find_www(const struct chunk *chunk, size_t *start, size_t *end)
{
    const size_t mark = find(chunk, "www.");
    if (mark == SIZE_MAX || (mark > chunk->start && is_host_byte(chunk->text[mark - 1])))
        return false;
    *start = mark;
    *end = address_end(chunk, mark);
    return *end > mark + 4;
}

static bool find_doi(const struct chunk *chunk, size_t *start, size_t *end)
{
    const size_t mark = find(chunk, "10.");
    if (mark == SIZE_MAX || (mark > chunk->start && is_host_byte(chunk->text[mark - 1])))
        return false;
    size_t slash = mark + 3;
    while (slash < chunk->end && is_ascii_digit(chunk->text[slash]))
        slash++;
    if (slash < mark + 7 || slash >= chunk->end || chunk->text[slash] != '/')
        return false;
    const bool has_label = mark >= chunk->start + 4 && strncmp(chunk->text + mark - 4, "doi:", 4) == 0;
    *start = has_label ? mark - 4 : mark;
    *end = address_end(chunk, slash + 1);
    return *end > slash + 1;
}

static bool find_mail(const struct chunk *chunk, size_t *start, size_t *end)
{
    const size_t mark = find(chunk, "@");
    if (mark == SIZE_MAX)
        return false;
    size_t from = mark;
    while (from > chunk->start && is_local_byte(chunk->text[from - 1]))
        from--;
    size_t to = mark + 1;
    while (to < chunk->end && is_host_byte(chunk->text[to]))
        to++;
    to = address_trim(chunk, mark + 1, to);
    *start = from;
    *end = to;
    return from < mark && to > mark + 1 && memchr(chunk->text + mark + 1, '.', to - mark - 1);
}

static bool ends_as_host(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof host_endings / sizeof *host_endings; i++) {
        const size_t m = strlen(host_endings[i]);
        if (n > m + 1 && text[n - m - 1] == '.' && memcmp(text + n - m, host_endings[i], m) == 0)
            return true;
    }
    return false;
}

static bool find_host(const struct chunk *chunk, size_t *start, size_t *end)
{
    size_t from = chunk->start;
    while (from < chunk->end && !is_ascii_letter(chunk->text[from]) && !is_ascii_digit(chunk->text[from]))
        from++;
    size_t to = from;
    while (to < chunk->end && is_host_byte(chunk->text[to]))
        to++;
    const bool has_path = to < chunk->end && chunk->text[to] == '/';
    const size_t host_end = has_path ? to : address_trim(chunk, from, to);
    if (!ends_as_host(chunk->text + from, host_end - from))
        return false;
    *start = from;
    *end = has_path ? address_end(chunk, from) : host_end;
    return true;
}

static const struct {
    bool (*find)(const struct chunk *chunk, size_t *start, size_t *end);
} shapes[] = {{find_scheme}, {find_www}, {find_doi}, {find_mail}, {find_host}};

static bool chunk_address(const struct chunk *chunk, size_t *start, size_t *end)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (shapes[i].find(chunk, start, end))
            return true;
    return false;
}

static enum qualm_status range_add(struct segmenter *segmenter, size_t start, size_t end, enum piece_kind kind)
{
    void *ranges = segmenter->ranges;
    const enum qualm_status status = array_reserve(&ranges, &segmenter->ranges_room, segmenter->n_ranges + 1,
                                                   sizeof *segmenter->ranges);
    segmenter->ranges = ranges;
    if (status)
        return status;
    segmenter->ranges[segmenter->n_ranges++] = (struct fixed_range){(uint32_t)start, (uint32_t)end, kind};
    return QUALM_OK;
}

/* Every shape has a "." between two bytes or an "@". The answer costs one look at each byte. */
static bool may_hold_address(const struct chunk *chunk)
{
    for (size_t at = chunk->start + 1; at + 1 < chunk->end; at++)
        if (chunk->text[at] == '.' || chunk->text[at] == '@')
            return true;
    return false;
}

static enum qualm_status addresses_find(struct segmenter *segmenter, const struct block *block, size_t at, size_t end)
{
    enum qualm_status status = QUALM_OK;
    while (at < end && !status) {
        const char *space = memchr(block->text + at, ' ', end - at);
        const struct chunk chunk = {block->text, at, space ? (size_t)(space - block->text) : end};
        size_t from, to;
        /* One address a chunk: to look for more would make a long line of them quadratic. */
        if (may_hold_address(&chunk) && chunk_address(&chunk, &from, &to))
            status = range_add(segmenter, from, to, PIECE_URL);
        at = chunk.end + 1;
    }
    return status;
}

enum qualm_status ranges_find(struct segmenter *segmenter, const struct block *block, size_t start, size_t end)
{
    segmenter->n_ranges = 0;
    size_t at = start;
    for (size_t i = 0; i < block->n_opaques; i++) {
        const struct opaque *opaque = &block->opaques[i];
        enum qualm_status status = addresses_find(segmenter, block, at, opaque->start);
        if (!status && opaque->end > opaque->start)
            status = range_add(segmenter, opaque->start, opaque->end, PIECE_OPAQUE);
        if (status)
            return status;
        at = opaque->end;
    }
    return addresses_find(segmenter, block, at, end);
}
