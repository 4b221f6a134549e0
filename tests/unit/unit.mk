# One line a test program.
UNIT_TESTS += tests/unit/test_baseline
UNIT_TESTS += tests/unit/test_changes
UNIT_TESTS += tests/unit/test_choose
UNIT_TESTS += tests/unit/test_claim
UNIT_TESTS += tests/unit/test_config
UNIT_TESTS += tests/unit/test_corpus
UNIT_TESTS += tests/unit/test_diff
UNIT_TESTS += tests/unit/test_engine
UNIT_TESTS += tests/unit/test_formats
UNIT_TESTS += tests/unit/test_formula
UNIT_TESTS += tests/unit/test_html
UNIT_TESTS += tests/unit/test_ignore
UNIT_TESTS += tests/unit/test_judge
UNIT_TESTS += tests/unit/test_judge_document
UNIT_TESTS += tests/unit/test_kept
UNIT_TESTS += tests/unit/test_markdown
UNIT_TESTS += tests/unit/test_match
UNIT_TESTS += tests/unit/test_measure
UNIT_TESTS += tests/unit/test_memory
UNIT_TESTS += tests/unit/test_memory_config
UNIT_TESTS += tests/unit/test_memory_files
UNIT_TESTS += tests/unit/test_options
UNIT_TESTS += tests/unit/test_plain
UNIT_TESTS += tests/unit/test_report
UNIT_TESTS += tests/unit/test_repository
UNIT_TESTS += tests/unit/test_rules
UNIT_TESTS += tests/unit/test_segment
UNIT_TESTS += tests/unit/test_switches
UNIT_TESTS += tests/unit/test_syllables
UNIT_TESTS += tests/unit/test_table
UNIT_TESTS += tests/unit/test_text
UNIT_TESTS += tests/unit/test_verdict
UNIT_TESTS += tests/unit/test_width
# What several of them share.
EXTRA_DIST += tests/unit/failing_allocator.h tests/unit/git_desk.h tests/unit/input_desk.h tests/unit/judge_desk.h \
	tests/unit/report_desk.h tests/unit/segment_desk.h

# Those that make allocations fail take what they need of the command, and calls of malloc as they stand there.
tests_unit_test_memory_SOURCES = tests/unit/test_memory.c src/cmd/record.c src/cmd/record.h
tests_unit_test_memory_CFLAGS = $(AM_CFLAGS) $(JSONC_CFLAGS) $(ICU_CFLAGS) -fno-builtin
tests_unit_test_memory_LDADD = $(LDADD) $(JSONC_LIBS)
tests_unit_test_memory_config_CFLAGS = $(AM_CFLAGS) -fno-builtin
tests_unit_test_memory_files_SOURCES = tests/unit/test_memory_files.c \
	src/cmd/changed.c src/cmd/changed.h \
	src/cmd/collector.h \
	src/cmd/configs.c src/cmd/configs.h \
	src/cmd/files.c src/cmd/files.h \
	src/cmd/formats.c src/cmd/formats.h \
	src/cmd/inputs.c \
	src/cmd/message.c src/cmd/message.h \
	src/cmd/name_list.c src/cmd/name_list.h \
	src/cmd/absent.c src/cmd/walk.c
tests_unit_test_memory_files_CFLAGS = $(AM_CFLAGS) -fno-builtin
