# segment
libqualm_core_la_SOURCES += src/segment/addresses.c src/segment/characters.c src/segment/charset.c src/segment/chunks.c src/segment/edition.c \
	src/segment/fold.c src/segment/language.c src/segment/memo.c src/segment/rules.c src/segment/scratch.h \
	src/segment/segment.h src/segment/segmenter.c src/segment/sentences.c src/segment/stops.c src/segment/syllables.c src/segment/syllables.h \
	src/segment/words.c
