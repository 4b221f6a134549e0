/* Signs of the dialects of Markdown, found in spans. */
#include "input/dialect.h"

/* An inline formula is not longer, and an alert's name neither. */
#define FORMULA_MOST 300u
#define ALERT_MOST 20u

static bool is_upper_or_digit(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "[!WARNING]", "[!faq]-" */
static size_t alert_length(struct span line)
{
    size_t n = 2;
    while (n < line.len && n < ALERT_MOST && ((line.ptr[n] | 0x20) >= 'a' && (line.ptr[n] | 0x20) <= 'z'))
        n++;
    if (n == 2 || n >= line.len || line.ptr[n] != ']')
        return 0;
    n++;
    return n + (n < line.len && (line.ptr[n] == '-' || line.ptr[n] == '+'));
}

/* "*[HTML]: Hyper Text …", the whole line */
static size_t abbreviation_length(struct span line)
{
    const char *close = memchr(line.ptr, ']', line.len);
    const size_t end = close ? (size_t)(close - line.ptr) : line.len;
    return end > 2 && end + 1 < line.len && is_upper_or_digit(line.ptr[2]) && line.ptr[end + 1] == ':' ? line.len : 0;
}

/* "import x from 'y';", "export const x = …", the whole line */
static size_t module_length(struct span line)
{
    static const char *const exports[] = {"export const ", "export default ", "export function ", "export {"};
    for (size_t i = 0; i < sizeof exports / sizeof *exports; i++)
        if (span_starts_with(line, exports[i]))
            return line.len;
    size_t end = line.len;
    while (end && (is_blank(line.ptr[end - 1]) || line.ptr[end - 1] == ';'))
        end--;
    const bool is_quoted = end && (line.ptr[end - 1] == '\'' || line.ptr[end - 1] == '"');
    const char quote = is_quoted ? line.ptr[end - 1] : 0;
    const char *open = is_quoted ? memchr(line.ptr, quote, end - 1) : NULL;
    const size_t before = open ? (size_t)(open - line.ptr) : 0;
    if (!span_starts_with(line, "import ") || !open)
        return 0;
    return before == strlen("import ") || memmem(line.ptr, before, " from ", 6) ? line.len : 0;
}

size_t dialect_head(struct span line, bool is_quoted)
{
    if (is_quoted && span_starts_with(line, "[!"))
        return alert_length(line);
    if (span_starts_with(line, "*["))
        return abbreviation_length(line);
    return line.len && (line.ptr[0] == 'i' || line.ptr[0] == 'e') ? module_length(line) : 0;
}

size_t dialect_inline_math(struct span text)
{
    bool has_sign = false;
    if (text.len < 3 || text.ptr[0] != '$' || is_blank(text.ptr[1]) || text.ptr[1] == '$')
        return 0;
    for (size_t i = 1; i < text.len && i < FORMULA_MOST; i++) {
        const char c = text.ptr[i];
        if (c == '\n' || c == '\r' || c == '`')
            return 0;
        if (c != '$') {
            has_sign |= c == '\\' || c == '^' || c == '_' || c == '{';
            continue;
        }
        const bool is_amount = i + 1 < text.len && text.ptr[i + 1] >= '0' && text.ptr[i + 1] <= '9';
        return has_sign && !is_blank(text.ptr[i - 1]) && !is_amount ? i + 1 : 0;
    }
    return 0;
}

size_t dialect_display_math(struct span text)
{
    if (!span_starts_with(text, "$$"))
        return 0;
    const char *close = memmem(text.ptr + 2, text.len - 2, "$$", 2);
    return close ? (size_t)(close - text.ptr) + 2 : 0;
}

bool dialect_is_wide_table(struct span line, size_t most)
{
    size_t n_columns = 1;
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == '\0' || strchr("|-: \t", line.ptr[i]) == NULL)
            return false;
        n_columns += line.ptr[i] == '|';
    }
    return n_columns > most;
}
