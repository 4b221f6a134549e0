# claim: what a sentence says is the case, how strongly, in whose voice
libqualm_core_la_SOURCES += \
	src/claim/claim.h \
	src/claim/clauses.c \
	src/claim/cues.c \
	src/claim/ladder.c \
	src/claim/names.c \
	src/claim/places.c \
	src/claim/quotes.c \
	src/claim/reader.c \
	src/claim/reading.h \
	src/claim/rules.c src/claim/rules.h \
	src/claim/scope.c \
	src/claim/voice.c
