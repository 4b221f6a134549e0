# input
libqualm_core_la_SOURCES += src/input/assembler.c src/input/assembler.h src/input/blocks.c src/input/blocks.h \
	src/input/containers.c src/input/containers.h src/input/dialect.c src/input/dialect.h src/input/embedded_html.c \
	src/input/entities.c src/input/entities.h src/input/front_matter.c src/input/front_matter.h \
	src/input/front_switches.c src/input/front_switches.h src/input/furniture.c src/input/lines.c src/input/lines.h \
	src/input/markdown.c src/input/mask.c src/input/mask.h src/input/masks.c src/input/plain.c src/input/plain.h \
	src/input/plain_lines.c src/input/reader.c src/input/reader.h src/input/suppressions.c src/input/suppressions.h \
	src/input/switch_words.c src/input/switch_words.h src/input/tags.c src/input/tags.h
