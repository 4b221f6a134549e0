/* Markdown: what is prose, what is masked, what front matter says, and where everything stands in the source. */
#include "input_desk.h"

static void assert_markdown(const char *text, const char *expected)
{
    assert_blocks(&reader_markdown, text, expected);
}

static void blocks_have_their_kinds(void **state)
{
    (void)state;
    assert_markdown("# Boats\n\nRain fell\n*on* it.\n\n> Said **she**.\n\n- one\n- two, and so it ends.\n\n## Fog\n\n"
                    "| a | b |\n|---|---|\n| c | d |\n\n```\nint x;\n```\n",
                    "title: Boats\nparagraph*: Rain fell on it.\nquotation*: Said she.\nlist_item: one\n"
                    "list_item*: two, and so it ends.\nheading 2: Fog\ntable_cell: a\ntable_cell: b\ntable_cell: c\n"
                    "table_cell: d\ncode: int x;\n");
}

static void only_the_first_heading_of_level_one_is_the_title(void **state)
{
    (void)state;
    assert_markdown("## Fog\n\n# Boats\n\n# Bread\n", "heading 2: Fog\ntitle: Boats\nheading 1: Bread\n");
}

static void a_title_from_outside_is_the_title(void **state)
{
    (void)state;
    struct desk desk = {.reader = &reader_markdown, .has_title = true};
    const char *text = "---\ntitle: x\n---\n# Boats\n";
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_string_equal(desk.blocks.bytes, "heading 1: Boats\n");
    desk_clear(&desk);
}

static void links_images_and_code(void **state)
{
    (void)state;
    assert_markdown("See [the boats](http://example.org/x \"t\") with `a  b` here.\n\n![A boat](b.png)\n\n"
                    "Some ![bread](c.png) too.\n\n<http://example.org/>\n\n- [ ] a ~~task~~\n",
                    "paragraph*: See the boats with <a b> here.\ncaption: A boat\nparagraph*: Some too.\n"
                    "caption: bread\nfurniture: http://example.org/\nlist_item: a task\n");
}

static void references_and_escapes_are_read(void **state)
{
    (void)state;
    assert_markdown("Fish &amp; chips&nbsp;&hellip; caf&eacute; &#8217;&#x41; &nosuch; \\*\n",
                    "paragraph*: Fish & chips \u2026 caf\u00E9 \u2019A &nosuch; *\n");
}

static void what_is_no_markdown_is_masked(void **state)
{
    (void)state;
    assert_markdown("Rain[^1] fell {{< ref \"x\" >}}on {% if a %}boats{% endif %}.{: .note}\n\n"
                    "{{< note >}} Text behind.\n\n"
                    "[A]({{ url }}) `{{ kept }}` end <!-- and\n\nthis --> here.\n\n:::tip\nInside.\n:::\n\n"
                    "[^1]: The note.\n[^x]: http://a\n\n    More of it.\n\nBody.\n",
                    "paragraph*: Rain fell on boats.\nparagraph*: Text behind.\nparagraph*: A <{{ kept }}> end here.\n"
                    "paragraph*: Inside.\nfootnote: The note.\nfootnote: http://a\nfootnote: More of it.\n"
                    "paragraph*: Body.\n");
    assert_markdown("```\n<!-- qualm off --> [^1] {{ x }}\n```\n", "code: <!-- qualm off --> [^1] {{ x }}\n");
}

static void html_blocks_are_prose_without_tags(void **state)
{
    (void)state;
    assert_markdown("<div align=\"a > b\">\n<h2>Fog</h2>\n<p>Rain <b>fell</b> &copy;<br>\non <code>x</code>.</p>\n"
                    "<script>\nvar a = 1 < 2;\n</script>\n<ul><li>one<li>two</ul>\n</div>\n\nA <i\nclass=b>word</i>.\n",
                    "heading 2: Fog\nparagraph*: Rain fell \u00A9 on <x>.\nlist_item: one\nlist_item: two\n"
                    "paragraph*: A word.\n");
}

static void furniture_stands_in_lines_and_paragraphs(void **state)
{
    (void)state;
    struct desk desk = {.reader = &reader_markdown};
    const char *text = "# Boats\n\n*By Ada Quill*  \nMar 3, 2021\n**7 min read**\n\nRain fell on the\nboats.\nShare\n";
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_string_equal(desk.blocks.bytes,
                        "title: Boats\nfurniture: By Ada Quill\nfurniture: Mar 3, 2021\nfurniture: 7 min read\n"
                        "paragraph*: Rain fell on the boats.\nfurniture: Share\n");
    assert_string_equal(desk.metadata.author, "Ada Quill");
    assert_int_equal(desk.metadata.declared_minutes, 7);
    assert_memory_equal(text + desk.metadata.declared_span.start, "7 min read", 10);
    desk_clear(&desk);
}

static void citations_are_sections_paragraphs_and_lists(void **state)
{
    (void)state;
    assert_markdown("## References\n\nQuill, On rain\n\n### More\n\n- Quill, On fog\n\n## Rain\n\nBody.\n\n"
                    "**Paper:**\n\n"
                    "On bread\n\nBody.\n\nSources:\n\n1. One\n2. Two\n\nBody. \n\nSource: On boats, by\nQuill\n",
                    "heading 2: References\ncitation: Quill, On rain\nheading 3: More\ncitation: Quill, On fog\n"
                    "heading 2: Rain\nparagraph*: Body.\nfurniture: Paper:\ncitation: On bread\nparagraph*: Body.\n"
                    "furniture: Sources:\ncitation: One\ncitation: Two\nparagraph*: Body.\n"
                    "citation: Source: On boats, by Quill\n");
}

static void comments_switch_rules_off(void **state)
{
    (void)state;
    struct desk desk = {.reader = &reader_markdown};
    const char *text = "One.\n\n<!-- qualm off a/b, c -- they are quoted -->\n\nTwo.\n\n<!-- qualm on c -->\nThree.\n\n"
                       "<!-- qualm off-next -->\n![Four](x)\n\nFive.\n\n<!-- qualm on -->\n\nSix.\n\n"
                       "<!--qualm off z-->\n";
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_string_equal(desk.blocks.bytes, "paragraph*: One.\nparagraph* #0 #1: Two.\nparagraph* #0: Three.\n"
                                           "caption #0 #3: Four\nparagraph* #0: Five.\nparagraph*: Six.\n");
    assert_string_equal(desk.notes.bytes, "#0 'a/b' 3:1 (they are quoted)\n#1 'c' 3:1 (they are quoted)\n"
                                          "#2 'c' 7:1 back\n#3 '' 10:1\n#4 'z' 19:1\n");
    desk_clear(&desk);
}

static void a_part_of_what_is_off_can_be_switched_on(void **state)
{
    (void)state;
    struct desk desk = {.reader = &reader_markdown};
    const char *text = "<!-- qualm off a, b/x -->\n<!-- qualm on a/y -->\n<!-- qualm off-next a/y -->\nOne.\n\nTwo.\n\n"
                       "<!-- qualm on a/y -->\n<!-- qualm on b -->\nThree.\n\n<!-- qualm on a -->\nFour.\n\n"
                       "<!-- qualm on c -->\nFive.\n";
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_string_equal(desk.blocks.bytes, "paragraph* #0 #1 #2 #3: One.\nparagraph* #0 #1 #2: Two.\n"
                                           "paragraph* #0 #4: Three.\nparagraph*: Four.\nparagraph*: Five.\n");
    desk_clear(&desk);
}

static void assert_notes(const char *text, const char *expected)
{
    struct desk desk = {.reader = &reader_markdown};
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_string_equal(desk.notes.bytes ? desk.notes.bytes : "", expected);
    desk_clear(&desk);
}

static void switches_give_reasons_in_many_ways(void **state)
{
    (void)state;
    assert_notes("<!-- qualm off-this a reason=\"it's \"said\" so\" b -->\n", "#0 'a' 1:1 line (it's \"said)\n"
                                                                               "#1 'so\"' 1:1 line (it's \"said)\n"
                                                                               "#2 'b' 1:1 line (it's \"said)\n");
    assert_notes("<!-- qualm off-file reason=\xE2\x80\x9Cwe quote \xE2\x80\x99it\xE2\x80\x99\xE2\x80\x9D,a -->\n",
                 "#0 'a' 1:1 file (we quote \xE2\x80\x99it\xE2\x80\x99)\n");
    assert_notes("<!-- qualm off a reason = 'it's so' -->\n", "#0 'a' 1:1 (it's so)\n");
    assert_notes("<!-- qualm off a reason=legal -->\n", "#0 'a' 1:1 (legal)\n");
    assert_notes("<!-- qualm off a reason=\"never\nclosed -->\n", "#0 'a' 1:1 (never closed)\n");
    assert_notes("<!-- qualm off a: a  label -->\n", "#0 'a' 1:1 (a label)\n");
    assert_notes("<!-- qualm off: all of it -->\n", "#0 '' 1:1 (all of it)\n");
    assert_notes("<!-- qualm off a \xE2\x80\x94 a label -->\n", "#0 'a' 1:1 (a label)\n");
    assert_notes("<!-- qualm off a -- -->\n", "#0 'a' 1:1\n");
    assert_notes("<!-- qualm off reason -->\n", "#0 'reason' 1:1\n");
}

static void what_is_no_switch_is_told_where_it_was_meant_as_one(void **state)
{
    (void)state;
    assert_notes("<!-- qualm of a -->\n", "#0 'of' 1:1 nothing bad-verb for off\n");
    assert_notes("<!-- qualm offfile -->\n", "#0 'offfile' 1:1 nothing bad-verb for off-file\n");
    assert_notes("<!-- qualm -->\n", "#0 'qualm' 1:1 nothing bad-verb for qualm off\n");
    assert_notes("<!-- qualm: off a -->\n", "#0 'qualm:' 1:1 nothing bad-verb for qualm off\n");
    assert_notes("<!-- Qualm off-next -->\n", "#0 'Qualm' 1:1 nothing bad-verb for qualm off\n");
    assert_notes("<!-- qualm-off-this -->\n", "#0 'qualm-off-this' 1:1 nothing bad-verb for qualm off\n");
    assert_notes("<!-- qualms of mine -->\n<!-- Qualm is a word -->\n<!-- qualm-like -->\n", "");
}

static void one_switch_names_so_many_rules_and_no_more(void **state)
{
    (void)state;
    struct buffer text = {0}, expected = {0};
    desk_write(&text, "<!-- qualm off-file");
    for (unsigned i = 0; i < 66; i++) {
        desk_write(&text, " r%u", i);
        if (i < 65)
            desk_write(&expected, "#%u 'r%u' 1:1 file%s\n", i, i, i == 64 ? " too-many" : "");
    }
    desk_write(&text, " -->\n");
    assert_notes(text.bytes, expected.bytes);
    buffer_free(&text);
    buffer_free(&expected);
}

static void front_matter_switches_rules_off(void **state)
{
    (void)state;
    assert_notes("---\nqualm: {off: [a/b, c], reason: \"a label\"}\n---\n",
                 "#0 'a/b' 2:15 file (a label)\n#1 'c' 2:20 file (a label)\n");
    assert_notes("---\nqualm:\n  reason: a  label\n  off: a\ntitle: x\n---\n", "#0 'a' 4:8 file (a label)\n");
    assert_notes("---\nqualm: {off: []}\n---\n", "");
    assert_notes("---\nqualm: off\n---\n", "#0 'off' 2:8 nothing bad-value\n");
    assert_notes("---\nqualm: [a]\n---\n", "#0 'a' 2:9 nothing bad-value\n");
    assert_notes("---\nqualm: {of: [a], resaon: b}\n---\n",
                 "#0 'of' 2:9 nothing bad-key for off\n#1 'resaon' 2:18 nothing bad-key for reason\n");
    assert_notes("---\nqualm: {off: [{a: b}, c]}\n---\n", "#0 'a' 2:16 nothing bad-value\n"
                                                            "#1 'b' 2:19 nothing bad-value\n#2 'c' 2:23 file\n");
    assert_notes("---\ntags: {qualm: {off: a}}\nother: {off: b}\n? {qualm: c}\n: d\n---\n", "");
}

static void null_in_front_matter_is_nothing(void **state)
{
    static const char *const heads[] = {
        "---\ntitle: ~\nauthor: [null, Null]\ndate: NULL\nlang: null\n---\nRain fell.\n",
        "{\"title\": null, \"author\": {\"name\": null}, \"date\": null, \"lang\": null}\nRain fell.\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct desk desk = {.reader = &reader_markdown};
        assert_int_equal(desk_read(&desk, heads[i], strlen(heads[i])), QUALM_OK);
        assert_string_equal(desk.blocks.bytes, "paragraph*: Rain fell.\n");
        assert_null(desk.metadata.title);
        assert_null(desk.metadata.author);
        assert_null(desk.metadata.date);
        assert_null(desk.metadata.language);
        desk_clear(&desk);
    }
}

static void a_null_in_quotation_marks_is_a_word(void **state)
{
    static const char text[] = "---\nauthor: \"Null\"\n---\nRain fell.\n";
    struct desk desk = {.reader = &reader_markdown};
    (void)state;
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_string_equal(desk.metadata.author, "Null");
    desk_clear(&desk);
}

static void yaml_front_matter_is_read(void **state)
{
    (void)state;
    struct desk desk = {.reader = &reader_markdown, .shows_places = true};
    const char *text = "---\ntitle: 'Ada''s boats'\nauthors:\n  - Ada Quill\n  - {name: Bo Reed, url: x}\n"
                       "date: 2021-03-03\n"
                       "lang: en-GB\nreadingTime: {text: 3 min read}\ntags: [a]\n---\nRain fell.\n";
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_string_equal(desk.blocks.bytes, "title 2:9: Ada's boats\nparagraph* 11:1: Rain fell.\n");
    assert_string_equal(desk.metadata.title, "Ada's boats");
    assert_string_equal(desk.metadata.author, "Ada Quill, Bo Reed");
    assert_string_equal(desk.metadata.date, "2021-03-03");
    assert_string_equal(desk.metadata.language, "en-GB");
    assert_int_equal(desk.metadata.declared_minutes, 3);
    assert_memory_equal(text + desk.metadata.declared_span.start, "3 min read", 10);
    desk_clear(&desk);
}

static void bad_front_matter_is_a_warning(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "---\ntitle: {{ x }\n---\nBody.\n", "---\na: &x [1]\nb: *x\n---\nBody.\n", "---\na: !!str 1\n---\nBody.\n",
        "---\na: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n---\nBody.\n",
        "---\na: b\n\t- c\n---\nBody.\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct desk desk = {.reader = &reader_markdown};
        assert_int_equal(desk_read(&desk, texts[i], strlen(texts[i])), QUALM_OK);
        assert_string_equal(desk.blocks.bytes, "paragraph*: Body.\n");
        assert_true(desk.notes.bytes && strncmp(desk.notes.bytes, "front-matter: ", 14) == 0);
        desk_clear(&desk);
    }
}

static void json_is_read_and_toml_is_skipped(void **state)
{
    (void)state;
    assert_markdown("+++\ntitle = \"x\"\n+++\nBody.\n", "paragraph*: Body.\n");
    assert_markdown("{\n  \"title\": \"a } \\u0062\"\n}\n\nBody.\n", "title: a } b\nparagraph*: Body.\n");
    assert_markdown("{\"title\": \"a\\nb\", \"x\": [{}]}\nBody.\n", "title: a b\nparagraph*: Body.\n");
    assert_markdown("---\n\nJust a line.\n\n---\n\nBody.\n", "paragraph*: Just a line.\nparagraph*: Body.\n");
}

static void line_ends_are_all_alike(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r", "\xC2\x85", "\u2028", "\v", "\f"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char text[200];
        snprintf(text, sizeof text, "# Boats%s%sRain%sfell.%s%s- one%s- two%s", ends[i], ends[i], ends[i], ends[i],
                 ends[i], ends[i], ends[i]);
        assert_markdown(text, "title: Boats\nparagraph*: Rain fell.\nlist_item: one\nlist_item: two\n");
    }
}

static void places_are_those_of_the_source(void **state)
{
    (void)state;
    struct desk desk = {.reader = &reader_markdown, .shows_places = true};
    const char *text = "\xEF\xBB\xBF> \u00E9 x\n\n{{ caf\u00E9 }} **b** &amp;\n\n1. c\n\n   d\r\n";
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_string_equal(desk.blocks.bytes, "quotation* 1:3: \u00E9 x\nparagraph* 3:14: b &\nlist_item 5:4: c\n"
                                           "list_item 7:4: d\n");
    desk_clear(&desk);
}

static void hostile_shapes_end(void **state)
{
    (void)state;
    static const char *const units[] = {"> ", "- ", "[", "![[]()", "`e``", "{{ ", "{% highlight x %}", "<!--", "[^a]: ",
                                        "[a]: \"", "<div ", "| a", "*a_ ", "\n---\n", "{: "};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        struct desk desk = {.reader = &reader_markdown};
        struct buffer text = {0};
        for (int n = 0; n < 20000; n++)
            assert_int_equal(buffer_append_text(&text, units[i]), QUALM_OK);
        assert_int_equal(buffer_append_text(&text, "\n\nThe end is here.\n"), QUALM_OK);
        assert_int_equal(desk_read(&desk, text.bytes, text.n_bytes), QUALM_OK);
        desk_clear(&desk);
        buffer_free(&text);
    }
}

static void a_text_over_the_bound_is_refused(void **state)
{
    (void)state;
    struct document_sink sink = {0};
    struct furniture_rules *furniture;
    assert_int_equal(furniture_rules_new(data_language_find("en"), &furniture), QUALM_OK);
    const struct reader_options options = {.furniture = furniture};
    const struct checked_text window = {.bytes = "", .n_bytes = READER_WHOLE_MOST + 1, .is_last = true};
    void *reading = NULL;
    size_t n_used = 7;
    assert_int_equal(reader_markdown.open(&options, &sink, &reading), QUALM_OK);
    assert_int_equal(reader_markdown.read(reading, &window, &n_used), QUALM_ERR_TOO_LARGE);
    assert_int_equal(n_used, 7);
    reader_markdown.close(reading);
    furniture_rules_free(furniture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_have_their_kinds),
        cmocka_unit_test(only_the_first_heading_of_level_one_is_the_title),
        cmocka_unit_test(a_title_from_outside_is_the_title),
        cmocka_unit_test(links_images_and_code),
        cmocka_unit_test(references_and_escapes_are_read),
        cmocka_unit_test(what_is_no_markdown_is_masked),
        cmocka_unit_test(html_blocks_are_prose_without_tags),
        cmocka_unit_test(furniture_stands_in_lines_and_paragraphs),
        cmocka_unit_test(citations_are_sections_paragraphs_and_lists),
        cmocka_unit_test(comments_switch_rules_off),
        cmocka_unit_test(a_part_of_what_is_off_can_be_switched_on),
        cmocka_unit_test(switches_give_reasons_in_many_ways),
        cmocka_unit_test(what_is_no_switch_is_told_where_it_was_meant_as_one),
        cmocka_unit_test(one_switch_names_so_many_rules_and_no_more),
        cmocka_unit_test(front_matter_switches_rules_off),
        cmocka_unit_test(null_in_front_matter_is_nothing),
        cmocka_unit_test(a_null_in_quotation_marks_is_a_word),
        cmocka_unit_test(yaml_front_matter_is_read),
        cmocka_unit_test(bad_front_matter_is_a_warning),
        cmocka_unit_test(json_is_read_and_toml_is_skipped),
        cmocka_unit_test(line_ends_are_all_alike),
        cmocka_unit_test(places_are_those_of_the_source),
        cmocka_unit_test(hostile_shapes_end),
        cmocka_unit_test(a_text_over_the_bound_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
