# judge
libqualm_core_la_SOURCES += src/judge/judge.c src/judge/judge.h src/judge/state.h src/judge/rules.c src/judge/rules.h \
	src/judge/words.c src/judge/facts.c src/judge/cues.c src/judge/extent.c src/judge/document.c src/judge/findings.c \
	src/judge/suppressions.c src/judge/limits.c src/judge/care.c src/judge/excerpt.c \
	src/judge/message.c src/judge/message.h src/judge/softer.c src/judge/softer.h
