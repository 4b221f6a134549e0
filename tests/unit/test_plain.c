/* Plain text: both shapes of line breaks, title, furniture, citations, and windows that change nothing. */
#include "input_desk.h"

#define BODY "The committee met twice and agreed on very little, as its members were to " \
    "say for years to come, in print."

static void assert_plain(const char *text, const char *expected)
{
    assert_blocks(&reader_plain, text, expected);
}

static void each_line_is_a_paragraph(void **state)
{
    (void)state;
    assert_plain("Rain fell.\n" BODY "\nIt ended.\n",
                 "paragraph*: Rain fell.\nparagraph*: " BODY "\nparagraph*: It ended.\n");
}

static void hard_wrapped_lines_join(void **state)
{
    (void)state;
    assert_plain("The boats came in at dusk with\nlittle to show for a long day\nand less to say.\n\nOne more came.\n",
                 "paragraph*: The boats came in at dusk with little to show for a long day and less to say.\n"
                 "paragraph*: One more came.\n");
}

static void a_line_that_breaks_early_is_no_wrapping(void **state)
{
    (void)state;
    assert_plain("Bread is dear.\nThe boats came in at dusk with\nlittle.\n",
                 "paragraph*: Bread is dear.\nparagraph*: The boats came in at dusk with\nparagraph*: little.\n");
    assert_plain("A day.\nOf rain and of wind.\nA third.\n", "paragraph*: A day.\nparagraph*: Of rain and of wind.\n"
                                                           "paragraph*: A third.\n");
}

static void two_lines_join_only_in_lower_case(void **state)
{
    (void)state;
    assert_plain("It was late, and the boats\nwere out.\n\nIt was late for the boats.\nThey were out.\n",
                 "paragraph*: It was late, and the boats were out.\nparagraph*: It was late for the boats.\n"
                 "paragraph*: They were out.\n");
}

#define WIDE \
    "The harbour was rebuilt after the storm and it has been open to the\n" \
    "boats of the whole coast since then, which come in at every hour of\n" \
    "the day and of the night.\n"
#define WIDE_READ \
    "paragraph*: The harbour was rebuilt after the storm and it has been open to the boats of the whole coast since " \
    "then, which come in at every hour of the day and of the night.\n"

static void lines_of_long_words_are_full(void **state)
{
    (void)state;
    assert_plain("Administrative responsibilities notwithstanding, representatives\n"
                 "acknowledged extraordinary circumstances surrounding\n"
                 "implementation of environmental regulations.\n",
                 "paragraph*: Administrative responsibilities notwithstanding, representatives acknowledged "
                 "extraordinary circumstances surrounding implementation of environmental regulations.\n");
    assert_plain(WIDE "\nenvironmental sustainability\norganisational effectiveness and accountability\n"
                 "infrastructure modernisation\n",
                 WIDE_READ "paragraph*: environmental sustainability\n"
                 "paragraph*: organisational effectiveness and accountability\n"
                 "paragraph*: infrastructure modernisation\n");
}

static void a_text_shows_how_wide_it_is(void **state)
{
    (void)state;
    assert_plain(WIDE "\nThe town had asked for the works and paid for them, and so had\n"
                      "Upper Quay. It was not long before the boats came.\n",
                 WIDE_READ "paragraph*: The town had asked for the works and paid for them, and so had Upper Quay. "
                           "It was not long before the boats came.\n");
    assert_plain(WIDE "\nHarbour of Upper Quay to Open in May After Two Years of Works\n"
                      "Storm Closes Three Roads on the Coast\n",
                 WIDE_READ "paragraph*: Harbour of Upper Quay to Open in May After Two Years of Works\n"
                           "list_item: Storm Closes Three Roads on the Coast\n");
}

static void a_title_may_be_wrapped(void **state)
{
    (void)state;
    assert_plain("Harbour That Was Rebuilt After the Great Storm Is Open to the\nBoats of the Coast\n\n" WIDE,
                 "title: Harbour That Was Rebuilt After the Great Storm Is Open to the Boats of the Coast\n" WIDE_READ);
    assert_plain("Open harbours may be good for the purse, and good as well for the\nhealth\n\n" WIDE,
                 "title: Open harbours may be good for the purse, and good as well for the health\n" WIDE_READ);
    assert_plain("Harbour Is Open\nBoats of the Coast\n\n" WIDE,
                 "title: Harbour Is Open\nheading 2: Boats of the Coast\n" WIDE_READ);
}

static void a_wrapped_line_may_begin_as_an_item_does(void **state)
{
    (void)state;
    assert_plain(WIDE "\nThe boats that used to come here in the old days numbered about\n"
                      "32. They were of wood, and all of them had come from this coast.\n",
                 WIDE_READ "paragraph*: The boats that used to come here in the old days numbered about 32. They were "
                           "of wood, and all of them had come from this coast.\n");
    assert_plain(WIDE "\nThey were of wood all of them, and all of them were of this coast\n- but for one of iron.\n",
                 WIDE_READ "paragraph*: They were of wood all of them, and all of them were of this coast - but for "
                           "one of iron.\n");
    assert_plain(WIDE "\nWhoever comes in at night has to show these papers at the quay to\n- a clerk\n- a guard\n",
                 WIDE_READ "paragraph*: Whoever comes in at night has to show these papers at the quay to\n"
                           "list_item: a clerk\nlist_item: a guard\n");
}

static void an_item_goes_on_without_an_indent(void **state)
{
    (void)state;
    assert_plain(WIDE "\n1. The first of the boats that came in after the storm was a boat of\n"
                      "Upper Quay with coal.\n2. The next one was late.\nNobody had asked for it.\n",
                 WIDE_READ "list_item*: The first of the boats that came in after the storm was a boat of Upper Quay "
                           "with coal.\nlist_item*: The next one was late.\nparagraph*: Nobody had asked for it.\n");
}

static void an_address_is_no_long_line(void **state)
{
    (void)state;
    const char *text = WIDE "\nThe plans of the harbour are kept by the town and can be seen by\n"
                            "anybody here:\n"
                            "https://www.example.org/plans/harbour/of/upper/quay/and/of/the/roads/that/lead/to/it/from/"
                            "the/coast/in/full\n";
    struct desk desk = {.reader = &reader_plain};
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_non_null(strstr(desk.blocks.bytes, "can be seen by anybody here: https://"));
    desk_clear(&desk);
    assert_plain(WIDE "\nFiles:\nplans/harbour/of/upper/quay.txt\nplans/roads.txt\nplans/roads/of/the/coast.txt\n"
                      "Owner: the town\n",
                 WIDE_READ "paragraph*: Files:\nparagraph*: plans/harbour/of/upper/quay.txt\n"
                           "paragraph*: plans/roads.txt\nparagraph*: plans/roads/of/the/coast.txt\n"
                           "list_item: Owner: the town\n");
}

static void a_word_wrapped_at_its_hyphen_is_one(void **state)
{
    (void)state;
    assert_plain(WIDE "\nThe works were a matter of some debate in the town, as a well-\n"
                      "known clerk of the harbour had warned.\n",
                 WIDE_READ "paragraph*: The works were a matter of some debate in the town, as a well-known clerk of "
                           "the harbour had warned.\n");
}

static void first_line_without_a_stop_is_the_title(void **state)
{
    (void)state;
    struct desk desk = {.reader = &reader_plain};
    const char *text = "\n  Boats and bread\nRain fell.\n";
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_string_equal(desk.blocks.bytes, "title: Boats and bread\nparagraph*: Rain fell.\n");
    assert_string_equal(desk.metadata.title, "Boats and bread");
    assert_int_equal(desk.metadata.title_span.line, 2);
    assert_int_equal(desk.metadata.title_span.column, 3);
    desk_clear(&desk);
    assert_plain("Boats and bread", "paragraph*: Boats and bread\n");
    assert_plain("2 min read", "paragraph*: 2 min read\n");
    assert_plain("Rain fell. Boats sank\nMore rain.\n", "paragraph*: Rain fell. Boats sank\nparagraph*: More rain.\n");
}

static void furniture_of_a_page_is_seen(void **state)
{
    (void)state;
    struct desk desk = {.reader = &reader_plain};
    const char *text = "Boats and bread\n- Ada Quill\n\n- Mar 3, 2021\n- 7 min read\n" BODY "\nWhat do you think?\n"
                       "Paper:\nOn boats\nQuill A. J Boats. 2020\n\nRain again.\n\nComments (3)\n";
    assert_int_equal(desk_read(&desk, text, strlen(text)), QUALM_OK);
    assert_string_equal(desk.blocks.bytes,
                        "title: Boats and bread\nfurniture: Ada Quill\nfurniture: Mar 3, 2021\nfurniture: 7 min read\n"
                        "paragraph*: " BODY "\nfurniture: What do you think?\nfurniture: Paper:\ncitation: On boats\n"
                        "citation: Quill A. J Boats. 2020\nparagraph*: Rain again.\nfurniture: Comments (3)\n");
    assert_string_equal(desk.metadata.author, "Ada Quill");
    assert_string_equal(desk.metadata.date, "Mar 3, 2021");
    assert_int_equal(desk.metadata.declared_minutes, 7);
    assert_memory_equal(text + desk.metadata.declared_span.start, "7 min read", 10);
    desk_clear(&desk);
}

static void names_in_the_body_are_no_bylines(void **state)
{
    (void)state;
    assert_plain("Boats\n" BODY "\nAda Quill\n" BODY "\n",
                 "title: Boats\nparagraph*: " BODY "\nheading 2: Ada Quill\nparagraph*: " BODY "\n");
    assert_plain("Fruit\n- Apple Pie\n- Plum Cake\nAll good.\n",
                 "title: Fruit\nlist_item: Apple Pie\nlist_item: Plum Cake\nparagraph*: All good.\n");
}

static void citations_open_in_three_ways(void **state)
{
    (void)state;
    assert_plain("Rain fell.\nSource: Quill, On rain\nIt ended.\n",
                 "paragraph*: Rain fell.\ncitation: Source: Quill, On rain\nparagraph*: It ended.\n");
    assert_plain("Rain fell.\n\nReferences\n\n1. Quill, On rain\n\n2. Quill, On fog\n\nIt ended.\n",
                 "paragraph*: Rain fell.\nfurniture: References\ncitation: Quill, On rain\n"
                 "citation: Quill, On fog\nparagraph*: It ended.\n");
}

static void list_lines_never_join(void **state)
{
    (void)state;
    assert_plain("It was said that\n- rain fell\n- boats sank in the bay and were\n  lost to all\n1) no one came.\n",
                 "title: It was said that\nlist_item: rain fell\n"
                 "list_item*: boats sank in the bay and were lost to all\nlist_item*: no one came.\n");
}

static void line_ends_are_all_alike(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r", "\xC2\x85", "\u2028", "\v", "\f"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char text[200];
        snprintf(text, sizeof text, "Boats%sRain fell.%s%sIt ended.", ends[i], ends[i], ends[i]);
        assert_plain(text, "title: Boats\nparagraph*: Rain fell.\nparagraph*: It ended.\n");
    }
}

static void a_headline_is_one_title(void **state)
{
    (void)state;
    struct desk desk = {.reader = &reader_plain, .is_headline = true};
    assert_int_equal(desk_read(&desk, "Rain fell.\nBoats sank.", 22), QUALM_OK);
    assert_string_equal(desk.blocks.bytes, "title: Rain fell. Boats sank.\n");
    assert_string_equal(desk.metadata.title, "Rain fell. Boats sank.");
    desk_clear(&desk);
}

static void a_title_from_outside_is_the_title(void **state)
{
    (void)state;
    struct desk desk = {.reader = &reader_plain, .has_title = true};
    assert_int_equal(desk_read(&desk, "Boats\nRain fell.", 16), QUALM_OK);
    assert_string_equal(desk.blocks.bytes, "list_item: Boats\nparagraph*: Rain fell.\n");
    desk_clear(&desk);
}

static void short_lines_without_an_end_are_headings_or_items(void **state)
{
    (void)state;
    assert_plain("Boats\n" BODY "\nOn rain\n" BODY "\nOars\nSails\n",
                 "title: Boats\nparagraph*: " BODY "\nheading 2: On rain\nparagraph*: " BODY
                 "\nlist_item: Oars\nlist_item: Sails\n");
    assert_plain("Boats\n" BODY "\nBest regards,\nAda Quill\n" BODY "\n",
                 "title: Boats\nparagraph*: " BODY "\nparagraph*: Best regards,\nlist_item: Ada Quill\nparagraph*: "
                 BODY "\n");
    assert_plain("Boats\n" BODY "\nWell \u2014\n" BODY "\n",
                 "title: Boats\nparagraph*: " BODY "\nparagraph*: Well \u2014\nparagraph*: " BODY "\n");
}

static void section_names_are_above_a_title_only(void **state)
{
    (void)state;
    assert_plain("Local News |\nThe boats are back\n" BODY "\n",
                 "furniture: Local News |\ntitle: The boats are back\nparagraph*: " BODY "\n");
    assert_plain("Health\n" BODY "\n", "title: Health\nparagraph*: " BODY "\n");
}

static void a_long_line_is_cut_and_goes_on(void **state)
{
    (void)state;
    struct desk desk = {.reader = &reader_plain};
    struct buffer text = {0};
    while (text.n_bytes < 150000)
        desk_write(&text, "Rain fell on the %s. ", text.n_bytes % 2 ? "boats" : "bread");
    assert_int_equal(desk_read(&desk, text.bytes, text.n_bytes), QUALM_OK);
    assert_null(strstr(desk.blocks.bytes, "title"));
    assert_non_null(strstr(desk.blocks.bytes, ".\nparagraph*+: Rain"));
    desk_clear(&desk);
    buffer_free(&text);
}

/* A text longer than several windows, with groups that are longer than a block. */
static void long_text(struct buffer *text)
{
    for (unsigned i = 0; text->n_bytes < 1200000; i++) {
        const unsigned shape = i / 700 % 5;
        desk_write(text, shape == 0   ? "Rain fell on the boats that were out in the bay by night and day %u\n"
                         : shape == 1 ? "Rain fell %u.\n\n"
                         : shape == 2 ? "- rain fell on %u boats\n"
                         : shape == 3 ? "Rain fell, and boats sank, and %u men were seen no more. "
                                      : "\n\n%u\r\n", i);
    }
}

static void windows_change_nothing(void **state)
{
    (void)state;
    static const size_t windows[] = {READER_WINDOW, 262147, 400001, 1u << 30};
    struct buffer text = {0}, first = {0};
    long_text(&text);
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        struct desk desk = {.reader = &reader_plain, .window = windows[i], .shows_places = true};
        assert_int_equal(desk_read(&desk, text.bytes, text.n_bytes), QUALM_OK);
        if (i == 0)
            assert_int_equal(buffer_append(&first, desk.blocks.bytes, desk.blocks.n_bytes), QUALM_OK);
        assert_int_equal(desk.blocks.n_bytes, first.n_bytes);
        assert_memory_equal(desk.blocks.bytes, first.bytes, first.n_bytes);
        desk_clear(&desk);
    }
    buffer_free(&first);
    buffer_free(&text);
}

static void readers_are_found_by_name_and_ending(void **state)
{
    (void)state;
    assert_ptr_equal(reader_find("plain"), &reader_plain);
    assert_null(reader_find("prose"));
    assert_ptr_equal(reader_for_path("a.b/c.TXT"), &reader_plain);
    assert_ptr_equal(reader_for_path("x.md"), &reader_markdown);
    assert_null(reader_for_path("a.md/c"));
    size_t n = 0;
    while (reader_at(n)) {
        assert_ptr_equal(reader_find(reader_at(n)->name), reader_at(n));
        n++;
    }
    assert_true(n >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_a_paragraph),
        cmocka_unit_test(hard_wrapped_lines_join),
        cmocka_unit_test(a_line_that_breaks_early_is_no_wrapping),
        cmocka_unit_test(two_lines_join_only_in_lower_case),
        cmocka_unit_test(lines_of_long_words_are_full),
        cmocka_unit_test(a_text_shows_how_wide_it_is),
        cmocka_unit_test(a_title_may_be_wrapped),
        cmocka_unit_test(a_wrapped_line_may_begin_as_an_item_does),
        cmocka_unit_test(an_item_goes_on_without_an_indent),
        cmocka_unit_test(an_address_is_no_long_line),
        cmocka_unit_test(a_word_wrapped_at_its_hyphen_is_one),
        cmocka_unit_test(first_line_without_a_stop_is_the_title),
        cmocka_unit_test(furniture_of_a_page_is_seen),
        cmocka_unit_test(names_in_the_body_are_no_bylines),
        cmocka_unit_test(citations_open_in_three_ways),
        cmocka_unit_test(list_lines_never_join),
        cmocka_unit_test(line_ends_are_all_alike),
        cmocka_unit_test(a_headline_is_one_title),
        cmocka_unit_test(a_title_from_outside_is_the_title),
        cmocka_unit_test(short_lines_without_an_end_are_headings_or_items),
        cmocka_unit_test(section_names_are_above_a_title_only),
        cmocka_unit_test(a_long_line_is_cut_and_goes_on),
        cmocka_unit_test(windows_change_nothing),
        cmocka_unit_test(readers_are_found_by_name_and_ending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
