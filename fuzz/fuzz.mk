# Fuzz targets: `./dev fuzz SECONDS` builds and runs them.
EXTRA_DIST += fuzz/run.sh $(FUZZ_SEEDS)
FUZZ_SEEDS = fuzz/seeds/baseline-all.json fuzz/seeds/baseline-empty.json fuzz/seeds/baseline-null.json \
	fuzz/seeds/config-all.yaml fuzz/seeds/config-decorated.yaml fuzz/seeds/diff-gaps fuzz/seeds/diff-git.diff \
	fuzz/seeds/diff-plain.diff fuzz/seeds/ignore-marks fuzz/seeds/ignore-mixed fuzz/seeds/markdown-front-matter.md \
	fuzz/seeds/markdown-line-ends.md fuzz/seeds/markdown-mixed.md fuzz/seeds/markdown-pictures.md \
	fuzz/seeds/markdown-switches.md fuzz/seeds/plain-last-sign.txt fuzz/seeds/plain-wrapped.txt \
	fuzz/seeds/stream-escapes.json fuzz/seeds/stream-nested.json fuzz/seeds/stream-record.json
FUZZERS_SOURCES = fuzz/fuzz.c fuzz/fuzz.h src/cmd/record.c src/cmd/record.h
FUZZERS_LDADD = libqualm_core.la $(JSONC_LIBS)
if FUZZERS
EXTRA_PROGRAMS = fuzz/fuzz_plain fuzz/fuzz_markdown fuzz/fuzz_stream fuzz/fuzz_diff fuzz/fuzz_ignore \
	fuzz/fuzz_config fuzz/fuzz_baseline
fuzzers: $(EXTRA_PROGRAMS)
endif
fuzz_fuzz_plain_SOURCES = fuzz/fuzz_plain.c $(FUZZERS_SOURCES)
fuzz_fuzz_plain_CFLAGS = $(AM_CFLAGS) $(JSONC_CFLAGS)
fuzz_fuzz_plain_LDFLAGS = -fsanitize=fuzzer
fuzz_fuzz_plain_LDADD = $(FUZZERS_LDADD)
fuzz_fuzz_markdown_SOURCES = fuzz/fuzz_markdown.c $(FUZZERS_SOURCES)
fuzz_fuzz_markdown_CFLAGS = $(AM_CFLAGS) $(JSONC_CFLAGS)
fuzz_fuzz_markdown_LDFLAGS = -fsanitize=fuzzer
fuzz_fuzz_markdown_LDADD = $(FUZZERS_LDADD)
fuzz_fuzz_stream_SOURCES = fuzz/fuzz_stream.c $(FUZZERS_SOURCES)
fuzz_fuzz_stream_CFLAGS = $(AM_CFLAGS) $(JSONC_CFLAGS)
fuzz_fuzz_stream_LDFLAGS = -fsanitize=fuzzer
fuzz_fuzz_stream_LDADD = $(FUZZERS_LDADD)
# What surrounds a text needs no engine.
fuzz_fuzz_diff_SOURCES = fuzz/fuzz_diff.c fuzz/fuzz.h
fuzz_fuzz_diff_LDFLAGS = -fsanitize=fuzzer
fuzz_fuzz_diff_LDADD = libqualm_project.la libqualm_core.la
fuzz_fuzz_ignore_SOURCES = fuzz/fuzz_ignore.c fuzz/fuzz.h
fuzz_fuzz_ignore_LDFLAGS = -fsanitize=fuzzer
fuzz_fuzz_ignore_LDADD = libqualm_project.la libqualm_core.la
fuzz_fuzz_config_SOURCES = fuzz/fuzz_config.c fuzz/fuzz.h
fuzz_fuzz_config_LDFLAGS = -fsanitize=fuzzer
fuzz_fuzz_config_LDADD = libqualm_project.la libqualm_core.la
fuzz_fuzz_baseline_SOURCES = fuzz/fuzz_baseline.c fuzz/fuzz.h
fuzz_fuzz_baseline_LDFLAGS = -fsanitize=fuzzer
fuzz_fuzz_baseline_LDADD = libqualm_project.la libqualm_core.la
