/* Cuts decoded text into lines and looks at their shape. */
#include "input/lines.h"

#include "base/span.h"
#include "base/utf8.h"
#include "input/blocks.h"

#define TITLE_WORDS 20u
/* Of so many line ends of a wrapped paragraph one may stand early before a capital. */
#define LINES_A_NAME 4u
/* The next three, and the widths in plain_lines.c, were chosen on 330 school texts, news and press releases, wrapped by
 * fmt and Python's textwrap at 60 to 80 columns: of others, 97 in 100 then got the grade of the text unwrapped. */
/* Of the width a line of prose fills all but so many parts: programs that even lines out end them early. */
#define PARTS_OF_WIDTH 6u
/* Long words fill a line as well as many do: one of so many code points, and as wide as the longest but for a part. */
#define FULL_LINE_LEAST 40u
#define FEW_PARTS 4u
/* None of 13,259 lines of school texts, news and press releases has so many for its letters. */
#define CODE_SIGNS 4u
#define LETTERS_A_SIGN 8u
/* "$70" and "5 km" head nothing; "CHAPTER I" does. */
#define HEADING_LETTERS 3u
/* A shorter word in front of a full stop may be an abbreviation: "Dr. Smith", "U.S. ban". */
#define WORD_BEFORE_STOP 4u

/* Bytes of the line end at `at`: LF, CRLF, CR, VT, FF, U+0085, U+2028, U+2029; 0 where none is. */
static size_t line_end_length(const char *bytes, size_t at)
{
    const unsigned char *p = (const unsigned char *)bytes + at;
    if (p[0] == '\r')
        return p[1] == '\n' ? 2 : 1;
    if (p[0] >= '\n' && p[0] <= '\f')
        return 1;
    if (p[0] == 0xC2 && p[1] == 0x85)
        return 2;
    return p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9) ? 3 : 0;
}

/* Bytes of the white space other than line ends at `at`, no-break and invisible signs included; 0 where none is. */
static size_t blank_length(const char *bytes, size_t at)
{
    const unsigned char *p = (const unsigned char *)bytes + at;
    if (p[0] == ' ' || p[0] == '\t')
        return 1;
    if (p[0] < 0x80)
        return 0;
    size_t next = at;
    const uint32_t c = utf8_next(bytes, &next);
    const bool is_blank = c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F ||
                          c == 0x2060 || c == 0x3000 || c == 0xFEFF;
    return is_blank ? next - at : 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Bytes of the bullet that the text begins with; 0 where it begins with none. */
static size_t bullet_length(struct span text)
{
    static const char *const bullets[] = {"-", "*", "\xE2\x80\xA2", "\xE2\x80\xA3", "\xE2\x97\xA6", "\xE2\x96\xAA",
                                          "\xC2\xB7"};
    if (text.len == 0 || is_letter(text.ptr[0]) || is_digit(text.ptr[0]))
        return 0;
    for (size_t i = 0; i < sizeof bullets / sizeof bullets[0]; i++)
        if (span_starts_with(text, bullets[i]))
            return strlen(bullets[i]);
    return 0;
}

/* Bytes of a bullet or a number in front of white space: "- ", "• ", "12. ", "b) ", "(3) "; 0 where none is. */
static size_t marker_length(const char *bytes, size_t at, size_t end)
{
    const struct span text = {bytes + at, end - at};
    const size_t n_bullet = bullet_length(text);
    if (n_bullet && n_bullet < text.len)
        return blank_length(bytes, at + n_bullet) ? n_bullet : 0;
    size_t n = text.len && text.ptr[0] == '(';
    const bool is_bracketed = n == 1;
    const size_t first = n;
    while (n < text.len && n - first < 3 && is_digit(text.ptr[n]))
        n++;
    const bool is_number = n > first;
    if (!is_number && n < text.len && is_letter(text.ptr[n]))
        n++;
    if (n == first || n + 1 >= text.len)
        return 0;
    const bool is_closed = text.ptr[n] == ')' || (text.ptr[n] == '.' && is_number && !is_bracketed);
    return is_closed && blank_length(bytes, at + n + 1) ? n + 1 : 0;
}

/* Past what is plain ASCII: most lines to their end. */
static size_t skip_plain(const char *bytes, size_t at, size_t stop)
{
    while (stop - at >= UTF8_PLAIN && utf8_is_plain(bytes + at))
        at += UTF8_PLAIN;
    while (at < stop && bytes[at] >= ' ' && bytes[at] < 0x7F)
        at++;
    return at;
}

static size_t before_spaces(const char *bytes, size_t at, size_t least)
{
    while (at > least && bytes[at - 1] == ' ')
        at--;
    return at;
}

/* Finds the end of the line: `line->end` without white space, `line->next` behind the line end. */
static void find_end(const struct checked_text *window, size_t start, size_t most, struct line *line)
{
    const size_t stop = window->n_bytes - start > most ? start + most : window->n_bytes;
    const char *bytes = window->bytes;
    size_t at = skip_plain(bytes, start, stop), end = before_spaces(bytes, at, start), n_end = 0;
    size_t n_points = at - start, n_points_at_end = end - start;
    while (at < stop) {
        n_end = line_end_length(bytes, at);
        if (n_end)
            break;
        const size_t n_blank = blank_length(bytes, at);
        if (n_blank)
            at += n_blank;
        else
            utf8_next(bytes, &at);
        n_points++;
        if (n_blank)
            continue;
        const size_t plain_end = skip_plain(bytes, at, stop);
        end = before_spaces(bytes, plain_end, at);
        n_points_at_end = n_points + (end - at);
        n_points += plain_end - at;
        at = plain_end;
    }
    line->end = end;
    line->n_points = (uint32_t)n_points_at_end;
    line->is_open = at >= stop && at < window->n_bytes;
    line->next = at + n_end;
}

static bool has_word(const char *bytes, size_t start, size_t end)
{
    return text_count_words((struct span){bytes + start, end - start}, 1) != 0;
}

static bool starts_lower(const char *bytes, size_t at, size_t end)
{
    while (at < end && (bytes[at] == '"' || bytes[at] == '\'' || bytes[at] == '('))
        at++;
    if (at >= end)
        return false;
    if (bytes[at] >= 'a' && bytes[at] <= 'z')
        return true;
    /* Lower case beyond ASCII where Latin-1 has it: à to ÿ, ß. */
    const unsigned char *p = (const unsigned char *)bytes + at;
    return p[0] == 0xC3 && p[1] >= 0x9F && p[1] != 0xB7;
}

static uint32_t first_word_length(const char *bytes, size_t at, size_t end)
{
    uint32_t n_points = 0;
    while (at < end && blank_length(bytes, at) == 0) {
        utf8_next(bytes, &at);
        n_points++;
    }
    return n_points;
}

void line_read(const struct checked_text *window, size_t at, size_t most, struct line *line)
{
    const char *bytes = window->bytes;
    *line = (struct line){.start = at};
    find_end(window, at, most, line);
    size_t n_blank;
    while (line->start < line->end && (n_blank = blank_length(bytes, line->start)) != 0) {
        line->start += n_blank;
        line->indent++;
    }
    line->is_blank = line->start == line->end;
    if (line->is_blank)
        return;
    line->is_rule = !has_word(bytes, line->start, line->end);
    line->body = line->indent;
    line->mark = line->start;
    const size_t n_marker = line->is_rule ? 0 : marker_length(bytes, line->start, line->end);
    if (n_marker) {
        line->is_list = true;
        line->start += n_marker;
        line->body += (uint32_t)utf8_count(bytes + line->start - n_marker, n_marker);
        while ((n_blank = blank_length(bytes, line->start)) != 0) {
            line->start += n_blank;
            line->body++;
        }
    }
    line->starts_lower = starts_lower(bytes, line->start, line->end);
    line->first_word = first_word_length(bytes, line->start, line->end);
}

void line_unmark(const struct checked_text *window, struct line *line)
{
    line->start = line->mark;
    line->is_list = line->starts_lower = false;
    line->first_word = first_word_length(window->bytes, line->start, line->end);
}

bool line_is_short(const struct checked_text *window, const struct line *line, size_t n_words)
{
    return text_count_words((struct span){window->bytes + line->start, line->end - line->start}, n_words) < n_words;
}

bool line_is_full(const struct line *line, uint32_t width)
{
    return line[0].n_points + 1 + line[1].first_word > width - width / PARTS_OF_WIDTH;
}

static bool ends_sentence(const struct checked_text *window, const struct line *line)
{
    return text_ends_sentence((struct span){window->bytes + line->start, line->end - line->start});
}

/* Whether `line` goes on in the next one, though that line's first word had room in it: in lower case it does, and in
 * the midst of a paragraph it may before a name. Short lines are verse, labels and lists of words; `least` is how long
 * a line of few words is that is not short. */
static bool runs_over(const struct checked_text *window, const struct line *line, bool is_first, uint32_t least)
{
    if (line->n_points < least && line_is_short(window, line, LIST_ITEM_WORDS))
        return false;
    const char end = window->bytes[line->end - 1];
    return line[1].starts_lower || (!is_first && end != ':' && !ends_sentence(window, line));
}

static bool is_word(const struct line *line)
{
    return line->first_word == line->n_points - line->indent;
}

bool line_is_address(const struct checked_text *window, const struct line *line)
{
    return is_word(line) && memmem(window->bytes + line->start, line->end - line->start, "://", 3);
}

bool line_is_long(const struct checked_text *window, const struct line *line)
{
    return line->is_open || (line->n_points > WRAPPED_LINE_MOST && !line_is_address(window, line));
}

struct line lines_joined(const struct line *lines, size_t n_lines)
{
    struct line whole = lines[0];
    whole.end = lines[n_lines - 1].end;
    whole.next = lines[n_lines - 1].next;
    return whole;
}

/* The longest of the lines that are no address; 0 where one of them is too long for a line that was wrapped. */
static uint32_t longest_line(const struct checked_text *window, const struct line *lines, size_t n_lines)
{
    uint32_t longest = 0;
    for (size_t i = 0; i < n_lines; i++) {
        if (line_is_long(window, &lines[i]))
            return 0;
        if (lines[i].n_points > longest && !line_is_address(window, &lines[i]))
            longest = lines[i].n_points;
    }
    return longest;
}

/* Whether the lines read as prose: one begins in lower case, or a sentence ends with the last of them and none with the
 * first. Headlines, and sentences that each have a line, do not. */
static bool read_as_prose(const struct checked_text *window, const struct line *lines, size_t n_lines)
{
    for (size_t i = 1; i < n_lines; i++)
        if (lines[i].starts_lower)
            return true;
    return ends_sentence(window, &lines[n_lines - 1]) && !ends_sentence(window, &lines[0]);
}

/* More code points than this have a line and the next word together where the line is full, as the text is wide and
 * these lines keep to it; UINT32_MAX where that is not known. What may be no prose must be full to the last sign. */
static uint32_t least_of_full(const struct checked_text *window, const struct line *lines, size_t n_lines,
                              uint32_t longest, uint32_t width)
{
    if (width < FULL_LINE_LEAST || longest > width + width / PARTS_OF_WIDTH)
        return UINT32_MAX;
    return read_as_prose(window, lines, n_lines) ? width - width / PARTS_OF_WIDTH : width;
}

/* How long a line of few words is where such lines, up to this last one, are prose. Lists of terms end no sentence, and
 * are narrower or as ragged as terms are. */
static uint32_t least_of_few(const struct checked_text *window, const struct line *last, uint32_t longest)
{
    const uint32_t least = longest - longest / FEW_PARTS;
    if (!ends_sentence(window, last))
        return UINT32_MAX;
    return least > FULL_LINE_LEAST ? least : FULL_LINE_LEAST;
}

/* Whether a line is a term in a list of them: one short word of ASCII, as in scripts without spaces all lines are one
 * word, and the next line does not begin with a long one. */
static bool is_term(const struct line *line)
{
    return is_word(line) && line->n_points < FULL_LINE_LEAST && line->end - line->start == line->first_word &&
           line[1].first_word < FULL_LINE_LEAST;
}

bool lines_are_wrapped(const struct checked_text *window, struct line *lines, size_t n_lines, bool is_whole,
                       uint32_t *width)
{
    if (n_lines < 2)
        return false;
    const uint32_t longest = longest_line(window, lines, n_lines);
    if (longest == 0)
        return false;
    const uint32_t full = least_of_full(window, lines, n_lines, longest, *width);
    const uint32_t least = least_of_few(window, &lines[n_lines - 1], longest);
    size_t n_names = 0;
    for (size_t i = 0; i + 1 < n_lines; i++) {
        struct line *next = &lines[i + 1];
        const uint32_t with_next = lines[i].n_points + 1 + next->first_word;
        next->is_loose = with_next <= longest;
        if (is_term(&lines[i]))
            return false;
        if (!next->is_loose || with_next > full)
            continue;
        if (!runs_over(window, &lines[i], i == 0, least))
            return false;
        n_names += !next->starts_lower;
    }
    if (n_names > (n_lines - 1) / LINES_A_NAME)
        return false;
    if (n_lines == 2 && is_whole)
        return lines[1].starts_lower || lines[0].n_points + 1 + lines[1].first_word > full;
    *width = longest > *width ? longest : *width;
    return true;
}

/* Whether a sentence ends inside the text: a full stop behind a word and in front of a capital. */
static bool has_full_stop(struct span text)
{
    size_t n_word = 0;
    for (size_t i = 0; i + 2 < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '.' && n_word >= WORD_BEFORE_STOP && text.ptr[i + 1] == ' ')
            return true;
        n_word = is_letter(c) || (unsigned char)c >= 0x80 ? n_word + 1 : 0;
    }
    return false;
}

static bool ends_with(struct span text, const char *end)
{
    const struct span tail = span_of(end);
    return text.len >= tail.len && memcmp(text.ptr + text.len - tail.len, tail.ptr, tail.len) == 0;
}

bool line_is_title(const struct checked_text *window, const struct line *line)
{
    const struct span text = {window->bytes + line->start, line->end - line->start};
    if (line->is_list || line->is_rule || line->is_open)
        return false;
    if (text_count_words(text, TITLE_WORDS + 1) > TITLE_WORDS || has_full_stop(text))
        return false;
    if (ends_with(text, "...")) /* an ellipsis stops nothing */
        return true;
    return !(ends_with(text, ".") || ends_with(text, ".\"") || ends_with(text, ".)") || ends_with(text, ".'") ||
             ends_with(text, ".\xE2\x80\x9D") || ends_with(text, ".\xE2\x80\x99") || ends_with(text, "\xE3\x80\x82"));
}

/* Whether a line begins as headings and labels do, in a script that has words between spaces and capitals. */
static bool starts_as_title(struct span text)
{
    size_t at = 0;
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80 && !is_letter(text.ptr[at]) && !is_digit(text.ptr[at]))
        at++;
    if (at >= text.len)
        return false;
    const unsigned char c = (unsigned char)text.ptr[at];
    return c < 'a' || (c >= 0xC3 && c <= 0xD4);
}

/* Whether the text breaks off: at a comma or a dash, with a closing quote behind it or not. */
static bool is_broken_off(struct span text)
{
    static const char *const ends[] = {",", ";", "-", "\xE2\x80\x93", "\xE2\x80\x94"};
    while (text.len && (text.ptr[text.len - 1] == '"' || text.ptr[text.len - 1] == '\''))
        text.len--;
    if (ends_with(text, "\xE2\x80\x9D") || ends_with(text, "\xE2\x80\x99"))
        text.len -= 3;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(text, ends[i]))
            return true;
    return false;
}

bool line_is_fragment(const struct checked_text *window, const struct line *line)
{
    const struct span text = {window->bytes + line->start, line->end - line->start};
    if (line->is_list || line->is_rule || line->is_open || line->starts_lower || line->n_points > WRAPPED_LINE_MOST)
        return false;
    return starts_as_title(text) && !text_ends_sentence(text) && !is_broken_off(text) &&
           line_is_short(window, line, LIST_ITEM_WORDS) && !has_full_stop(text);
}

/* What code is written with; 0xE2 begins the lines that boxes are drawn with. */
static const bool code_signs[256] = {
    ['{'] = true, ['}'] = true, ['['] = true, [']'] = true,  ['<'] = true, ['>'] = true, ['='] = true,  ['|'] = true,
    ['$'] = true, ['^'] = true, ['`'] = true, ['\\'] = true, ['~'] = true, [';'] = true, ['&'] = true, [0xE2] = true,
};

bool line_is_code(const struct checked_text *window, const struct line *line)
{
    const unsigned char *bytes = (const unsigned char *)window->bytes;
    size_t n_signs = 0, n_letters = 0;
    for (size_t at = line->start; at < line->end; at++)
        n_signs += code_signs[bytes[at]];
    if (line->is_list || line->is_open || n_signs < CODE_SIGNS)
        return false;
    n_signs = 0;
    for (size_t at = line->start; at < line->end; at++) {
        const unsigned char c = bytes[at];
        /* Lines of boxes: U+2500 to U+25BF. */
        const bool is_box = c == 0xE2 && (unsigned char)(bytes[at + 1] - 0x94) <= 2;
        n_signs += is_box || (c != 0xE2 && code_signs[c]);
        n_letters += !is_box && (is_letter((char)c) || c >= 0xC0);
    }
    return n_signs >= CODE_SIGNS && n_signs * LETTERS_A_SIGN >= n_letters;
}

bool line_may_head(struct span fragment)
{
    size_t n_letters = 0;
    if (strchr("(@#[$", fragment.ptr[0]) || fragment.ptr[fragment.len - 1] == ':' ||
        memmem(fragment.ptr, fragment.len, "://", 3))
        return false;
    for (size_t i = 0; i < fragment.len && n_letters < HEADING_LETTERS; i++)
        n_letters = is_letter(fragment.ptr[i]) || (unsigned char)fragment.ptr[i] >= 0x80 ? n_letters + 1 : 0;
    return n_letters == HEADING_LETTERS;
}

void lines_normalise(char *text, size_t n_bytes)
{
    for (size_t at = 0; at < n_bytes; at++) {
        const unsigned char byte = (unsigned char)text[at];
        const bool may_be = byte == '\v' || byte == '\f' || byte == 0xC2 || byte == 0xE2;
        const size_t n = may_be ? line_end_length(text, at) : 0;
        if (n == 0)
            continue;
        memset(text + at, ' ', n - 1);
        text[at + n - 1] = '\n';
        at += n - 1;
    }
}
