/* One text in the page: its head with time, grade and words, and the order of its parts. */
#include "report/html.h"

/* ------------------------------------------------------------------ head */

void put_duration(struct printer *out, double seconds)
{
    char words[DURATION_ROOM];
    duration_text(seconds, words);
    print_text(out, words);
}

/* The heading is the text's own title, with its marks, where the title stands in the text. */
static void put_heading(struct html_text *text)
{
    struct printer *out = text->out;
    const char *name = text->is_alone ? "h1" : "h2";
    text->heading_level = text->is_alone ? 1 : 2;
    print_text(out, "<");
    print_text(out, name);
    put_id(out, 'H', 0);
    if (!text->title && !html_title(text->result))
        print_text(out, " class=\"path\"");
    put_language(text);
    print_text(out, " dir=\"auto\">");
    if (text->title)
        html_block_put(text, (size_t)(text->title - text->result->blocks));
    else
        put_words(out, html_title(text->result) ? html_title(text->result) : html_path(text->result->path));
    print_text(out, "</");
    print_text(out, name);
    print_text(out, ">\n");
}

static void put_byline(struct html_text *text)
{
    const struct qualm_result *result = text->result;
    const bool has_path = html_title(result) && result->path;
    const char *const parts[] = {result->author, result->date, has_path ? html_path(result->path) : NULL};
    static const char *const classes[] = {"author", "date", "path"};
    print_text(text->out, "<p class=\"byline\">");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!parts[i] || !parts[i][0])
            continue;
        print_text(text->out, "<bdi class=\"");
        print_text(text->out, classes[i]);
        print_text(text->out, "\">");
        put_words(text->out, parts[i]);
        print_text(text->out, "</bdi> ");
    }
    if (!text->is_alone)
        print_text(text->out, "<a class=\"up\" href=\"#texts\">All texts</a>");
    print_text(text->out, "</p>\n");
}

/* --------------------------------------------------------------- figures */

static void open_figure(struct printer *out, const char *name)
{
    print_text(out, "<div><dt>");
    print_text(out, name);
    print_text(out, "</dt><dd>");
}

static void close_figure(struct printer *out)
{
    print_text(out, "</dd></div>\n");
}

static void put_absent(struct printer *out, const char *reason)
{
    print_text(out, "<strong>none</strong> <span>");
    put_words(out, reason);
    print_text(out, "</span>");
}

static void put_declared(struct printer *out, const struct qualm_result *result)
{
    if (!result->declared_minutes)
        return;
    if (result->declared_minutes == result->silent.minutes) {
        print_text(out, "; as the page says");
        return;
    }
    print_text(out, "; the page says ");
    print_uint(out, result->declared_minutes);
    print_text(out, " min");
}

static void put_time(struct printer *out, const struct qualm_result *result)
{
    const struct qualm_reading_time *time = &result->silent;
    open_figure(out, "Time to read");
    if (time->absent) {
        put_absent(out, time->absent);
        close_figure(out);
        return;
    }
    print_text(out, "<strong>");
    print_uint(out, time->minutes);
    print_text(out, " min</strong> <span>");
    put_duration(out, time->typical_s);
    if (time->fast_s > 0 && time->slow_s > 0) {
        print_text(out, " (fast ");
        put_duration(out, time->fast_s);
        print_text(out, ", slow ");
        put_duration(out, time->slow_s);
        print_text(out, ")");
    }
    if (!result->aloud.absent) {
        print_text(out, "; aloud ");
        put_duration(out, result->aloud.typical_s);
    }
    put_declared(out, result);
    print_text(out, "</span>");
    close_figure(out);
}

static void put_grade(struct printer *out, const struct qualm_grade *grade)
{
    open_figure(out, "School grade");
    if (grade->absent) {
        put_absent(out, grade->absent);
        close_figure(out);
        return;
    }
    char age[READING_AGE_ROOM];
    reading_age_text(whole_grade(grade->value), age);
    print_text(out, "<strong>");
    print_uint(out, whole_grade(grade->value));
    print_text(out, "</strong> <span>");
    print_text(out, age);
    print_text(out, "; most formulas say ");
    print_uint(out, whole_grade(grade->low));
    if (whole_grade(grade->low) != whole_grade(grade->high)) {
        print_text(out, " to ");
        print_uint(out, whole_grade(grade->high));
    }
    print_text(out, "</span>");
    close_figure(out);
}

static void put_word_count(struct printer *out, const struct qualm_result *result)
{
    open_figure(out, "Words");
    print_text(out, "<strong>");
    print_uint(out, result->words_seen);
    print_text(out, "</strong> <span>");
    if (result->words_scored != result->words_seen) {
        print_uint(out, result->words_scored);
        print_text(out, result->grade.absent ? " in running text, " : " graded, ");
    }
    print_text(out, "in ");
    put_counted(out, qualm_result_count(result, "sentences"), "sentence");
    print_text(out, "</span>");
    close_figure(out);
}

static void put_head(struct html_text *text)
{
    print_text(text->out, "<header class=\"head\">\n");
    put_heading(text);
    put_byline(text);
    print_text(text->out, "<dl class=\"figures\">\n");
    put_time(text->out, text->result);
    put_grade(text->out, &text->result->grade);
    put_word_count(text->out, text->result);
    print_text(text->out, "</dl>\n</header>\n");
}

/* -------------------------------------------------------------- the whole */

static void put_parts(struct html_text *text)
{
    print_text(text->out, "<div class=\"columns\">\n");
    html_contents_put(text);
    print_text(text->out, "<div class=\"body\">\n");
    html_findings_put(text);
    html_prose_put(text);
    html_hardest_put(text);
    html_care_put(text);
    html_remarks_put(text);
    html_formulas_put(text);
    print_text(text->out, "</div>\n</div>\n");
}

static void open_text(struct html_text *text)
{
    if (text->is_alone) {
        print_text(text->out, "<main class=\"text\">\n");
        return;
    }
    print_text(text->out, "<article class=\"text\"");
    put_id(text->out, 'A', 0);
    print_text(text->out, " aria-labelledby=\"");
    print_text(text->out, HTML_TEXT_MARK "H0\">\n");
}

void html_text_put(struct html_text *text)
{
    open_text(text);
    put_head(text);
    put_parts(text);
    print_text(text->out, text->is_alone ? "</main>\n" : "</article>\n");
}

/* Several texts have a row for it. */
void html_failure_put(struct html_text *text)
{
    struct printer *out = text->out;
    if (!text->is_alone)
        return;
    print_text(out, "<main class=\"text\">\n<h1>Not read</h1>\n<p class=\"failure\"><bdi>");
    put_words(out, html_path(text->result->path));
    print_text(out, "</bdi>: ");
    put_words(out, text->result->errors[0].message);
    print_text(out, "</p>\n</main>\n");
}
