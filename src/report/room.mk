# report: a file for each output format, and what several of them share
libqualm_core_la_SOURCES += \
	src/report/checkstyle.c \
	src/report/csv.c \
	src/report/github.c \
	src/report/gitlab.c \
	src/report/html.c src/report/html.h \
	src/report/html_blocks.c \
	src/report/html_index.c \
	src/report/html_kinds.c \
	src/report/html_lists.c \
	src/report/html_prose.c \
	src/report/html_remarks.c \
	src/report/html_text.c \
	src/report/json.c \
	src/report/junit.c \
	src/report/layout.c src/report/layout.h \
	src/report/line.c \
	src/report/markdown.c \
	src/report/members.h \
	src/report/rdjsonl.c \
	src/report/report.c src/report/report.h \
	src/report/sarif.c \
	src/report/text.c src/report/text.h \
	src/report/text_files.c \
	src/report/text_findings.c \
	src/report/text_parts.c \
	src/report/wording.c src/report/wording.h

# The stylesheet of a page and its hash.
nodist_libqualm_core_la_SOURCES += html_style.c
BUILT_SOURCES += html_style.c
CLEANFILES += html_style.c
EXTRA_DIST += src/report/html.css
html_style.c: tools/stylegen$(EXEEXT) $(srcdir)/src/report/html.css
	$(AM_V_GEN)tools/stylegen$(EXEEXT) $(srcdir)/src/report/html.css > $@.tmp && mv $@.tmp $@
