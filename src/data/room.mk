# data: the compiled corpus and how to find things in it
libqualm_core_la_SOURCES += \
	src/data/rows.h \
	src/data/tables.c src/data/tables.h \
	src/data/tsv.c src/data/tsv.h
nodist_libqualm_core_la_SOURCES = corpus_tables.c
