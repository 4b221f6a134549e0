# Programs that serve the build and the maintainers; none is installed.
noinst_PROGRAMS += tools/tablegen
tools_tablegen_SOURCES = tools/tablegen.c tools/tablegen.h tools/tablegen_write.c tools/tablegen_check.c \
	tools/tablegen_factor.c tools/tablegen_leads.c tools/tablegen_syntax.c \
	src/base/arena.c src/base/buffer.c src/base/number.c src/base/span.c src/base/utf8.c \
	src/data/tsv.c src/measure/formula.c
tools_tablegen_CFLAGS = $(AM_CFLAGS)
tools_tablegen_LDADD = -lm

noinst_PROGRAMS += tools/pages
tools_pages_SOURCES = tools/pages.c src/cmd/commands.c
tools_pages_CFLAGS = $(AM_CFLAGS)
tools_pages_LDADD = libqualm_project.la libqualm_core.la

noinst_PROGRAMS += tools/stylegen
tools_stylegen_SOURCES = tools/stylegen.c
tools_stylegen_CFLAGS = $(AM_CFLAGS)
tools_stylegen_LDADD =

# A maintainer's tool; tests/unit/test_syllables has it measure the rule.
check_PROGRAMS += tools/syllables
tools_syllables_SOURCES = tools/syllables.c tools/syllables.h tools/syllables_align.c tools/syllables_tree.c
tools_syllables_CFLAGS = $(AM_CFLAGS)
tools_syllables_LDADD = libqualm_core.la -lm

# What maintainers run when a source of the committed tables changes.
EXTRA_DIST += tools/width.py
.PHONY: syllables width
syllables: tools/syllables$(EXEEXT)
	tools/syllables$(EXEEXT) grow $(srcdir)/corpus/lang/en/pronunciations.txt \
		$(srcdir)/corpus/lang/en/syllables.tree $(srcdir)/corpus/lang/en/syllables.exceptions.tsv
width:
	$(PYTHON) $(srcdir)/tools/width.py > $(srcdir)/src/base/width_table.h.tmp
	mv $(srcdir)/src/base/width_table.h.tmp $(srcdir)/src/base/width_table.h
