# measure: counts, formulas, grades, reading time
libqualm_core_la_SOURCES += \
	src/measure/counts.def \
	src/measure/familiar.c src/measure/familiar.h \
	src/measure/formula.c src/measure/formula.h \
	src/measure/grade.c src/measure/grade.h \
	src/measure/measure.c src/measure/measure.h \
	src/measure/tally.c src/measure/tally.h \
	src/measure/time.c src/measure/time.h \
	src/measure/vocabulary.c src/measure/vocabulary.h
libqualm_core_la_LIBADD += -lm
