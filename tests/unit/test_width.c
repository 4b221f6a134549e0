/* Display width and what may be printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

static size_t width_of(const char *text)
{
    return utf8_text_width(text, strlen(text));
}

static void letters_take_one_column(void **state)
{
    (void)state;
    assert_int_equal(width_of("plain"), 5);
    assert_int_equal(width_of("na\xC3\xAFve"), 5);
    assert_int_equal(width_of("\xD0\x9C\xD0\xB8\xD1\x80"), 3);
    assert_int_equal(width_of("\xE2\x80\x9Cq\xE2\x80\x9D\xE2\x80\xA6"), 4);
}

static void wide_scripts_and_emoji_take_two(void **state)
{
    (void)state;
    assert_int_equal(width_of("\xE6\xBC\xA2\xE5\xAD\x97"), 4);
    assert_int_equal(width_of("\xED\x95\x9C"), 2);
    assert_int_equal(width_of("\xEF\xBC\xA1"), 2); /* fullwidth A */
    assert_int_equal(width_of("\xF0\x9F\x99\x82"), 2);
    assert_int_equal(utf8_width(0x20000), 2); /* a plane of ideographs given as one range */
    assert_int_equal(utf8_width(0x3FFFD), 2);
    assert_int_equal(utf8_width(0x3FFFE), 1);
}

static void marks_and_invisible_characters_take_none(void **state)
{
    (void)state;
    assert_int_equal(width_of("e\xCC\x81"), 1);
    assert_int_equal(utf8_width(0x200B), 0);
    assert_int_equal(utf8_width(0xFE0F), 0);
    assert_int_equal(utf8_width(0x1160), 0); /* a Hangul vowel joins its syllable */
    assert_int_equal(utf8_width(0xE0041), 0);
    assert_int_equal(utf8_width('\n'), 0);
    assert_int_equal(utf8_width(0x9B), 0);
}

static void what_could_fool_a_reader_is_not_printable(void **state)
{
    static const uint32_t hidden[] = {
        0, 7, '\t', '\n', 0x1B, 0x7F, 0x85, 0x9B,           /* controls */
        0xAD, 0x61C, 0x200B, 0x200D, 0x200E, 0x2060, 0xFEFF, /* no shape */
        0x202A, 0x202E, 0x2066, 0x2069, 0x2028, 0x2029,     /* direction, lines */
        0x3164, 0xFFA0, 0xFFF9,                             /* fillers, annotation */
        0xE0001, 0xE0041, 0xE0100,                          /* tags, selectors beyond the common ones */
        0xD800, 0xDFFF, 0xFDD0, 0xFFFF, 0x10FFFE, 0x10FFFF, /* surrogates, noncharacters */
        0x378, 0x40000, 0x110000, 0xFFFFFFFF,               /* unassigned, out of range */
    };
    (void)state;
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        if (utf8_is_printable(hidden[i]))
            fail_msg("U+%04X is printable", (unsigned)hidden[i]);
}

static void what_people_write_is_printable(void **state)
{
    static const uint32_t shown[] = {
        ' ', '~', 0xA0, 0xE9, 0x301, 0x3A9, 0x5D0, 0x627, 0x905, 0xE01, 0x2019, 0x2026, 0x20AC,
        0x3042, 0x4E00, 0xAC00, 0xE000, 0xFE0F, 0xFFFD, 0x1F642, 0x20000,
    };
    (void)state;
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        if (!utf8_is_printable(shown[i]))
            fail_msg("U+%04X is not printable", (unsigned)shown[i]);
}

/* Counts that a table of another Unicode version changes a little and a broken one a lot. */
static void every_code_point_has_a_width(void **state)
{
    size_t of_width[3] = {0};
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        const unsigned width = utf8_width(c);
        assert_true(width <= 2);
        of_width[width]++;
    }
    assert_true(of_width[0] > 4000 && of_width[0] < 8000);
    assert_true(of_width[2] > 180000 && of_width[2] < 190000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_take_one_column),
        cmocka_unit_test(wide_scripts_and_emoji_take_two),
        cmocka_unit_test(marks_and_invisible_characters_take_none),
        cmocka_unit_test(what_could_fool_a_reader_is_not_printable),
        cmocka_unit_test(what_people_write_is_printable),
        cmocka_unit_test(every_code_point_has_a_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
