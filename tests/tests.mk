# What `make check` runs: offline, under two minutes. Slower suites are targets of their own, below.
TEST_EXTENSIONS = .py .md .sh
PY_LOG_COMPILER = $(PYTHON)
MD_LOG_COMPILER = $(PYTHON) $(srcdir)/tests/spec.py --qualm ./qualm$(EXEEXT) --root $(srcdir)
SH_LOG_COMPILER = $(SHELL)
AM_TESTS_ENVIRONMENT = top_srcdir='$(abs_srcdir)'; top_builddir='$(abs_builddir)'; export top_srcdir top_builddir; \
	MAKE='$(MAKE)'; CC='$(CC)'; IS_ASAN='$(CHECK_CFLAGS)'; export MAKE CC IS_ASAN; \
	PYTHONDONTWRITEBYTECODE=1; export PYTHONDONTWRITEBYTECODE;

# Unit tests see the hidden names, since they are linked with the rooms.
NOT_FOUND =
UNIT_TESTS =
include tests/unit/unit.mk
AM_UNIT_LIBS = libqualm_core.la $(CMOCKA_LIBS)
if HAVE_CMOCKA
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
else
NOT_FOUND += cmocka
endif
LDADD = libqualm_project.la libqualm_core.la $(CMOCKA_LIBS) $(ICU_LIBS)
AM_CPPFLAGS += -I$(srcdir)/tests

# Not a test: tests/check_matching.py asks it.
check_PROGRAMS += tests/match_rows
tests_match_rows_SOURCES = tests/match_rows.c
tests_match_rows_LDADD = libqualm_core.la $(ICU_LIBS)

SPEC_PAGES = tests/spec/choosing.md tests/spec/commands.md tests/spec/config.md tests/spec/findings.md \
	tests/spec/formats.md tests/spec/measure.md tests/spec/reading.md tests/spec/regress.md tests/spec/report.md \
	tests/spec/samples.md tests/spec/switches.md
CHECKS = tests/check_choose.py tests/check_config.py tests/check_false_green.py tests/check_formats.py \
	tests/check_gate.py tests/check_house.py tests/check_html.py tests/check_install.sh tests/check_json.py \
	tests/check_layers.py tests/check_lists.py tests/check_locale.py tests/check_manual.py tests/check_matching.py \
	tests/check_presets.py tests/check_prose.py tests/check_scarce.py tests/check_stream.py
include tests/false-green/cases.mk
if HAVE_PYTHON
TESTS += $(SPEC_PAGES) README.md CONTRIBUTING.md $(CHECKS)
else
NOT_FOUND += python3
endif
check-local:
	@set -- $(NOT_FOUND); test $$# = 0 || echo "check: skipped what needs $$*: configure did not find it"
EXTRA_DIST += $(SPEC_PAGES) $(CHECKS) tests/checking.py tests/pattern_texts.py tests/spec.py tests/jsonschema_check.py \
	tests/format_readers.py tests/formats/checkstyle.rng tests/formats/gitlab.schema.json tests/formats/junit.rng \
	tests/formats/rdjsonl.schema.json
$(SPEC_PAGES) README.md CONTRIBUTING.md: qualm$(EXEEXT)

# What lies outside the tree may be missing: 77 is a skip, which the script has told.
.PHONY: update-golden check-truth check-matching check-validators check-html check-hostile check-instructions bench \
	bench-site lint
update-golden: qualm$(EXEEXT)
	$(PYTHON) $(srcdir)/tests/spec.py --qualm ./qualm$(EXEEXT) --root $(srcdir) --update \
		$(SPEC_PAGES:%=$(srcdir)/%) $(srcdir)/README.md $(srcdir)/CONTRIBUTING.md
check-truth: qualm$(EXEEXT)
	$(PYTHON) $(srcdir)/tests/check_truth.py --qualm ./qualm$(EXEEXT) || test $$? = 77
check-matching: qualm$(EXEEXT) tests/match_rows$(EXEEXT)
	top_builddir='$(abs_builddir)' $(PYTHON) $(srcdir)/tests/check_matching.py --truth || test $$? = 77
check-validators: qualm$(EXEEXT)
	$(PYTHON) $(srcdir)/tests/check_validators.py --qualm ./qualm$(EXEEXT) --tools validators || test $$? = 77
check-hostile: qualm$(EXEEXT)
	$(SHELL) $(srcdir)/tests/check_hostile.sh ./qualm$(EXEEXT) || test $$? = 77
check-html: qualm$(EXEEXT)
	$(SHELL) $(srcdir)/tests/check_html_browser.sh ./qualm$(EXEEXT) $(srcdir) $(SHOTS) || test $$? = 77
check-instructions: qualm$(EXEEXT)
	$(SHELL) $(srcdir)/tests/check_instructions.sh ./qualm$(EXEEXT) $(srcdir) || test $$? = 77
bench: qualm$(EXEEXT)
	$(SHELL) $(srcdir)/tests/bench.sh ./qualm$(EXEEXT)
bench-site: qualm$(EXEEXT)
	$(SHELL) $(srcdir)/tests/bench_site.sh ./qualm$(EXEEXT) $(srcdir)
lint:
	$(SHELL) $(srcdir)/tests/lint.sh $(srcdir)
EXTRA_DIST += tests/check_truth.py tests/check_validators.py tests/validate_json.cjs tests/check_html_browser.sh \
	tests/check_html_browser.cjs tests/check_hostile.sh tests/hostile.skip tests/check_instructions.sh tests/bench.sh \
	tests/bench_site.sh tests/bench/vale.ini tests/lint.sh
# Rules for Vale, of the kind that ours are: bench-site compares.
EXTRA_DIST += tests/bench/Claims/Absolutes.yml tests/bench/Claims/Advice.yml tests/bench/Claims/Boosters.yml \
	tests/bench/Claims/Causes.yml tests/bench/Claims/Evidence.yml tests/bench/Claims/Grade.yml \
	tests/bench/Claims/Hedges.yml tests/bench/Claims/Hype.yml tests/bench/Claims/Links.yml \
	tests/bench/Claims/Proof.yml tests/bench/Claims/Weasels.yml tests/bench/Claims/Wordy.yml
