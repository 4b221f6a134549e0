# base: what every room stands on: memory, text, numbers, and the printer
libqualm_base_la_SOURCES += \
	src/base/arena.c src/base/arena.h \
	src/base/buffer.c src/base/buffer.h \
	src/base/hash.c src/base/hash.h \
	src/base/json_plain.c src/base/json_plain.h \
	src/base/likeness.c src/base/likeness.h \
	src/base/number.c src/base/number.h \
	src/base/printer.c src/base/printer.h \
	src/base/short_word.h \
	src/base/span.c src/base/span.h \
	src/base/tag.c src/base/tag.h \
	src/base/utf8.c src/base/utf8.h \
	src/base/width.c \
	src/base/width_table.h
