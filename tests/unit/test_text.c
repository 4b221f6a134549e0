/* Decoding, cleaning, and the way back to the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json_plain.h"
#include "text/builder.h"

struct decoded {
    struct decoder decoder;
    struct buffer text;
    struct stretch *map;
    size_t n_map, map_room;
};

/* Decodes in pieces of `piece` bytes, an unfinished character again in front of the next one. */
static void decode(struct decoded *decoded, const char *bytes, size_t n_bytes, size_t piece)
{
    size_t n_mark, n_used, extra = 0;
    *decoded = (struct decoded){0};
    decoded->decoder.encoding = encoding_sniff(bytes, n_bytes, &n_mark);
    decoded->decoder.source = n_mark;
    for (size_t at = n_mark; at < n_bytes; at += n_used) {
        const size_t n_left = n_bytes - at;
        const size_t n = n_left < piece + extra ? n_left : piece + extra;
        assert_int_equal(decoder_feed(&decoded->decoder, bytes + at, n, n == n_left, &decoded->text, &decoded->map,
                                      &decoded->n_map, &decoded->map_room, &n_used), QUALM_OK);
        extra = n - n_used;
    }
    assert_int_equal(buffer_append(&decoded->text, "", 0), QUALM_OK);
}

static void decoded_free(struct decoded *decoded)
{
    buffer_free(&decoded->text);
    free(decoded->map);
}

static void assert_decodes(const char *bytes, size_t n_bytes, const char *expected, unsigned n_repairs)
{
    for (size_t piece = 1; piece <= n_bytes; piece++) {
        struct decoded decoded;
        decode(&decoded, bytes, n_bytes, piece);
        assert_string_equal(decoded.text.bytes, expected);
        assert_int_equal(decoded.decoder.n_repairs, n_repairs);
        decoded_free(&decoded);
    }
}
#define ASSERT_DECODES(bytes, expected, n_repairs) assert_decodes(bytes, sizeof bytes - 1, expected, n_repairs)

static void maximal_subparts_become_one_replacement(void **state)
{
    (void)state;
    ASSERT_DECODES("a\x80z", "a\uFFFDz", 1);
    ASSERT_DECODES("a\xE2\x82z", "a\uFFFDz", 1);
    ASSERT_DECODES("\xF0\x80\x80", "\uFFFD\uFFFD\uFFFD", 3);
    ASSERT_DECODES("\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", 3);
    ASSERT_DECODES("end\xF0\x9F\x98", "end\uFFFD", 1);
    ASSERT_DECODES("\uFFFD is a character", "\uFFFD is a character", 0);
}

static void wide_encodings_are_known_by_their_mark(void **state)
{
    (void)state;
    ASSERT_DECODES("\xFF\xFE" "a\0\xE9\0\x3D\xD8\x00\xDE", "a\u00E9\U0001F600", 0);
    ASSERT_DECODES("\xFE\xFF" "\0a\x20\x19", "a\u2019", 0);
    ASSERT_DECODES("\xFF\xFE\0\0" "a\0\0\0\0\xF6\x01\0", "a\U0001F600", 0);
    ASSERT_DECODES("\0\0\xFE\xFF" "\0\0\0a\0\x11\0\0", "a\uFFFD", 1);
}

static void lone_surrogates_and_odd_bytes_are_repaired(void **state)
{
    (void)state;
    ASSERT_DECODES("\xFF\xFE" "\x3D\xD8" "a\0", "\uFFFDa", 1);
    ASSERT_DECODES("\xFF\xFE" "\x00\xDE" "a\0", "\uFFFDa", 1);
    ASSERT_DECODES("\xFF\xFE" "a\0\x3D\xD8", "a\uFFFD", 1);
    ASSERT_DECODES("\xFF\xFE" "a\0b", "a\uFFFD", 1);
}

static void controls_are_gaps_and_line_ends_stay(void **state)
{
    (void)state;
    ASSERT_DECODES("a\0b\x1B" "c\x7F" "d", "a b c d", 0);
    ASSERT_DECODES("a\xC2\x81" "b", "a b", 0);
    ASSERT_DECODES("a\r\nb\tc\xC2\x85" "d\u2028e", "a\r\nb\tc\xC2\x85" "d\u2028e", 0);
}

static void text_that_needs_no_repair_is_one_stretch(void **state)
{
    (void)state;
    struct decoded decoded;
    decode(&decoded, "caf\u00E9 au lait", 13, 4);
    assert_int_equal(decoded.n_map, 1);
    decoded_free(&decoded);
}

static void first_repair_has_its_place(void **state)
{
    (void)state;
    struct decoded decoded;
    decode(&decoded, "\xEF\xBB\xBFok \xFF\xFF", 8, 1);
    assert_int_equal(decoded.decoder.first_repair, 6);
    assert_int_equal(decoded.decoder.n_repairs, 2);
    decoded_free(&decoded);
}

static void nul_bytes_make_a_binary(void **state)
{
    (void)state;
    char bytes[2000];
    memset(bytes, 'a', sizeof bytes);
    bytes[7] = bytes[9] = '\0';
    assert_false(encoding_is_binary(bytes, sizeof bytes));
    bytes[11] = '\0';
    assert_true(encoding_is_binary(bytes, sizeof bytes));
    assert_false(encoding_is_binary("\xFF\xFE" "a\0b\0", 6));
    assert_false(encoding_is_binary("", 0));
}

/* A window on a whole input of plain UTF-8. */
static struct checked_text window_on(const char *text)
{
    return (struct checked_text){
        .bytes = text, .n_bytes = strlen(text), .line = 1, .column = 1, .byte_column = 1, .is_first = true,
        .is_last = true};
}

static void assert_cleans(const char *text, const char *expected)
{
    struct block_builder builder = {0};
    const struct checked_text window = window_on(text);
    struct text_cursor cursor;
    text_cursor_init(&cursor, &window);
    assert_int_equal(builder_add(&builder, &cursor, window.n_bytes), QUALM_OK);
    assert_string_equal(builder_block(&builder).text, expected);
    builder_free(&builder);
}

static void pasted_prose_is_made_clean(void **state)
{
    (void)state;
    assert_cleans("  one \t two\n three ", "one two three");
    assert_cleans("2\u00A0min\u2007read\u3000now", "2 min read now");
    assert_cleans("hy\u00ADphen zero\u200Bwidth a\u2060b \uFEFFmark", "hyphen zerowidth ab mark");
    assert_cleans("we\u200Cll \u202Elam\u202C \u2066x\u2069", "well lam x");
    assert_cleans("\u201Ccurly\u201D \u2014 dash\u2026", "\u201Ccurly\u201D \u2014 dash\u2026");
}

static void joiners_stay_where_they_mean_something(void **state)
{
    (void)state;
    assert_cleans("\u0645\u06CC\u200C\u062E", "\u0645\u06CC\u200C\u062E");
    assert_cleans("\U0001F468\u200D\U0001F469", "\U0001F468\u200D\U0001F469");
}

static struct qualm_span span_of_text(const struct block *block, const char *part)
{
    const char *found = strstr(block->text, part);
    assert_non_null(found);
    const size_t start = (size_t)(found - block->text);
    return block_span(block, start, start + strlen(part), NULL);
}

static void assert_place(const struct block *block, const char *part, const struct qualm_span *expected)
{
    const struct qualm_span span = span_of_text(block, part);
    assert_int_equal(span.start, expected->start);
    assert_int_equal(span.end, expected->end);
    assert_int_equal(span.line, expected->line);
    assert_int_equal(span.column, expected->column);
    assert_int_equal(span.end_line, expected->end_line);
    assert_int_equal(span.end_column, expected->end_column);
    assert_int_equal(span.byte_column, expected->byte_column);
    assert_int_equal(span.end_byte_column, expected->end_byte_column);
}

static void clean_text_knows_its_source(void **state)
{
    (void)state;
    struct block_builder builder = {0};
    const struct checked_text window = window_on("\u00E9t\u00E9  so\u00ADft\r\nline\rend");
    struct text_cursor cursor;
    text_cursor_init(&cursor, &window);
    assert_int_equal(builder_add(&builder, &cursor, window.n_bytes), QUALM_OK);
    const struct block block = builder_block(&builder);
    assert_string_equal(block.text, "\u00E9t\u00E9 soft line end");
    assert_place(&block, "t\u00E9", &(struct qualm_span){2, 5, 1, 2, 1, 4, 3, 6});
    assert_place(&block, "soft", &(struct qualm_span){7, 13, 1, 6, 1, 11, 8, 14});
    assert_place(&block, "ft line", &(struct qualm_span){11, 19, 1, 9, 2, 5, 12, 5});
    assert_place(&block, "end", &(struct qualm_span){20, 23, 3, 1, 3, 4, 1, 4});
    builder_free(&builder);
}

static void utf16_spans_are_bytes_of_the_input(void **state)
{
    (void)state;
    struct decoded decoded;
    struct block_builder builder = {0};
    decode(&decoded, "\xFF\xFE" "a\0 \0\xE9\0b\0\n\0c\0", 14, 3);
    struct checked_text window = window_on(decoded.text.bytes);
    window.map = decoded.map;
    window.n_map = decoded.n_map;
    struct text_cursor cursor;
    text_cursor_init(&cursor, &window);
    assert_int_equal(builder_add(&builder, &cursor, window.n_bytes), QUALM_OK);
    const struct block block = builder_block(&builder);
    assert_string_equal(block.text, "a \u00E9b c");
    assert_place(&block, "\u00E9", &(struct qualm_span){6, 8, 1, 3, 1, 4, 3, 5});
    assert_place(&block, "b", &(struct qualm_span){8, 10, 1, 4, 1, 5, 5, 6});
    assert_place(&block, "c", &(struct qualm_span){12, 14, 2, 1, 2, 2, 1, 2});
    builder_free(&builder);
    decoded_free(&decoded);
}

static void an_entity_maps_as_a_whole(void **state)
{
    (void)state;
    struct block_builder builder = {0};
    const struct checked_text window = window_on("a&amp;b");
    struct text_cursor cursor;
    text_cursor_init(&cursor, &window);
    assert_int_equal(builder_add(&builder, &cursor, 1), QUALM_OK);
    assert_int_equal(builder_add_code_point(&builder, &cursor, 5, '&'), QUALM_OK);
    assert_int_equal(builder_add(&builder, &cursor, 1), QUALM_OK);
    const struct block block = builder_block(&builder);
    assert_string_equal(block.text, "a&b");
    assert_place(&block, "&", &(struct qualm_span){1, 6, 1, 2, 1, 7, 2, 7});
    assert_place(&block, "b", &(struct qualm_span){6, 7, 1, 7, 1, 8, 7, 8});
    builder_free(&builder);
}

static void all_line_ends_count_alike(void **state)
{
    (void)state;
    static const char *const texts[] = {"a\nb\nc", "a\r\nb\r\nc",
                                        "a\rb\rc", "a\xC2\x85" "b\xC2\x85" "c", "a\u2028b\u2029c"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const struct checked_text window = window_on(texts[i]);
        struct text_cursor cursor;
        text_cursor_init(&cursor, &window);
        text_cursor_move(&cursor, window.n_bytes);
        assert_int_equal(cursor.line, 3);
        assert_int_equal(cursor.column, 2);
    }
}

static void json_is_made_plain(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"{\"a\":\"b\\\"\\\\\"}\n", "{\"a\":\"b\\\"\\\\\"}\n"},
        {"\"caf\u00E9 \u20AC \U0001F600\"", "\"caf\\u00e9 \\u20ac \\ud83d\\ude00\""},
        {"\"\u00E9\":\"\u00E9\"", "\"\\u00e9\":\"\\u00e9\""},
        {"\"\\\u00E9\u00E9\"", "\"\\\u00E9\\u00e9\""}, /* no escape, and not made one */
        {"[123456789012345678,-1234567890123456789]", "[123456789012345678,-1234567890123456789e0]"},
        {"1234567890123456789", "1234567890123456789e0"},
        {"1234567890123456789.5 1E1234567890123456789", "1234567890123456789.5 1E1234567890123456789"},
        {"\"1234567890123456789\"", "\"1234567890123456789\""},
        {"\"half", "\"half"},
        {"\"half\\", "\"half\\"},
        {"\u00E9", "\u00E9"}, /* outside a string: not JSON, and left so */
    };
    static const char *const ill_formed[] = {"\"\xFF\"", "\"\xC3", "{\"a\":\"\xED\xA0\x80\"}"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer plain = {0};
        assert_int_equal(json_plain(span_of(cases[i][0]), &plain), QUALM_OK);
        assert_string_equal(plain.bytes ? plain.bytes : "", cases[i][1]);
        buffer_free(&plain);
    }
    for (size_t i = 0; i < sizeof ill_formed / sizeof *ill_formed; i++) {
        struct buffer plain = {0};
        assert_int_equal(json_plain(span_of(ill_formed[i]), &plain), QUALM_ERR_ENCODING);
        buffer_free(&plain);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maximal_subparts_become_one_replacement),
        cmocka_unit_test(wide_encodings_are_known_by_their_mark),
        cmocka_unit_test(lone_surrogates_and_odd_bytes_are_repaired),
        cmocka_unit_test(controls_are_gaps_and_line_ends_stay),
        cmocka_unit_test(text_that_needs_no_repair_is_one_stretch),
        cmocka_unit_test(first_repair_has_its_place),
        cmocka_unit_test(nul_bytes_make_a_binary),
        cmocka_unit_test(pasted_prose_is_made_clean),
        cmocka_unit_test(joiners_stay_where_they_mean_something),
        cmocka_unit_test(clean_text_knows_its_source),
        cmocka_unit_test(utf16_spans_are_bytes_of_the_input),
        cmocka_unit_test(an_entity_maps_as_a_whole),
        cmocka_unit_test(all_line_ends_count_alike),
        cmocka_unit_test(json_is_made_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
