/* The table of several texts: it fits the page, and a path can be told however long it is. */
#include "report_desk.h"

#define LONG_PATH "content/posts/2024/what-people-who-drink-tea-every-day-say/sleep.md"
/* Of characters that take two columns, so that it has fewer characters than columns. */
#define WIDE_PATH "内容/関節痛の人が毎日緑茶を飲むと何が起きるのか調べてみた話/第一部/睡眠.md"
/* "e" and an acute accent are one column. */
#define ACCENT "e\xCC\x81"
#define ACCENTS ACCENT ACCENT ACCENT ACCENT ACCENT ACCENT ACCENT ACCENT

static const struct qualm_record missing = {"unreadable", "no such file", 0};

static struct qualm_result text_at(const char *path)
{
    return (struct qualm_result){
        .path = path, .format = "markdown", .language = "en", .is_english = true, .words_seen = 1300,
        .words_scored = 1200, .silent = {.typical_s = 300, .minutes = 5}, .grade = {NULL, 9.3, 8, 10},
    };
}

/* A table of one text with a path, one with a short path, and one that was not read. */
static const char *table(const char *path, unsigned width, bool cuts_paths)
{
    const struct qualm_result results[] = {
        text_at(path), text_at("b.md"), {.path = "gone.md", .errors = &missing, .n_errors = 1}};
    return report(&(struct qualm_report_options){.format = "text", .width = width, .cuts_paths = cuts_paths}, results,
                  3);
}

static void long_path_is_cut_in_its_middle(void **state)
{
    (void)state;
    assert_holds(table(LONG_PATH, 80, true), "  -  content/p…y-day-say/sleep.md\n");
    assert_holds(table(WIDE_PATH, 80, true), "  -  内容/関節…話/第一部/睡眠.md\n");
    assert_holds(table(LONG_PATH, 80, true), "  -  b.md\n");
    assert_holds(table(LONG_PATH, 120, true), "  -  " LONG_PATH "\n");
}

static void mark_stays_with_its_letter(void **state)
{
    (void)state;
    assert_holds(table(ACCENTS ACCENTS ACCENTS ACCENTS, 80, true), "  -  " ACCENTS ACCENT "…" ACCENT);
}

static void no_row_is_wider_than_the_page(void **state)
{
    (void)state;
    for (unsigned width = 40; width <= 120; width++) {
        assert_fits(table(LONG_PATH, width, true), width);
        assert_fits(table(WIDE_PATH, width, true), width);
    }
}

static void narrow_page_has_paths_above_their_figures(void **state)
{
    (void)state;
    assert_holds(table(LONG_PATH, 71, true),
                 "  minutes  grade    words  errors  warnings  notes\n"
                 "  b.md\n"
                 "        5      9     1300       -         -      -\n"
                 "  " LONG_PATH "\n"
                 "        5      9     1300       -         -      -\n"
                 "\n"
                 "  2 files; 1 file not read\n"
                 "       10            2600       -         -      -\n");
    assert_holds(table(LONG_PATH, 40, true),
                 "  minutes  grade  errors  warnings notes\n"
                 "  b.md\n"
                 "        5      9       -         -     -\n"
                 "  content/post…ea-every-day-say/sleep.md\n"
                 "        5      9       -         -     -\n");
}

static void path_in_a_file_is_whole(void **state)
{
    (void)state;
    assert_holds(table(LONG_PATH, 80, false), "  -  " LONG_PATH "\n");
    assert_holds(table(WIDE_PATH, 40, false), "  " WIDE_PATH "\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(long_path_is_cut_in_its_middle),
        TEST(mark_stays_with_its_letter),
        TEST(no_row_is_wider_than_the_page),
        TEST(narrow_page_has_paths_above_their_figures),
        TEST(path_in_a_file_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
