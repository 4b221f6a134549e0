# text
libqualm_core_la_SOURCES += src/text/builder.c src/text/builder.h src/text/checked.c src/text/checked.h \
	src/text/decode.c src/text/document.c src/text/document.h src/text/shape.c src/text/shape.h
