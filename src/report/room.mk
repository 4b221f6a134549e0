# report
libqualm_core_la_SOURCES += src/report/github.c src/report/json.c src/report/layout.c src/report/layout.h \
    src/report/line.c src/report/report.c src/report/report.h src/report/text.c src/report/text.h \
    src/report/text_files.c src/report/text_findings.c src/report/text_parts.c \
    src/report/wording.c src/report/wording.h
