# match: compiled patterns with budgets; the one room that knows PCRE2
libqualm_core_la_SOURCES += \
	src/match/hinges.c src/match/hinges.h \
	src/match/leads.c src/match/leads.h \
	src/match/match.h \
	src/match/memo.c src/match/memo.h \
	src/match/pattern.c \
	src/match/search.c \
	src/match/set.c \
	src/match/spelling.c src/match/spelling.h
