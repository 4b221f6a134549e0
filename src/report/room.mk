# report
libqualm_core_la_SOURCES += src/report/checkstyle.c src/report/csv.c src/report/github.c src/report/gitlab.c \
    src/report/json.c src/report/junit.c src/report/layout.c src/report/layout.h src/report/line.c \
    src/report/markdown.c src/report/members.h src/report/rdjsonl.c src/report/report.c src/report/report.h \
    src/report/sarif.c src/report/text.c src/report/text.h src/report/text_files.c src/report/text_findings.c \
    src/report/text_parts.c
