# judge: findings, limits, suppressions
libqualm_core_la_SOURCES += \
	src/judge/care.c \
	src/judge/cues.c \
	src/judge/document.c \
	src/judge/excerpt.c \
	src/judge/extent.c \
	src/judge/facts.c \
	src/judge/findings.c \
	src/judge/judge.c src/judge/judge.h \
	src/judge/limits.c \
	src/judge/message.c src/judge/message.h \
	src/judge/rules.c src/judge/rules.h \
	src/judge/softer.c src/judge/softer.h \
	src/judge/state.h \
	src/judge/suppressions.c \
	src/judge/words.c
