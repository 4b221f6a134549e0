# match
libqualm_core_la_SOURCES += src/match/match.h src/match/pattern.c src/match/search.c src/match/set.c src/match/spelling.c src/match/spelling.h
