# The public interface, which joins the rooms.
libqualm_core_la_SOURCES += include/qualm.h src/analysis.h src/catalogue.c src/intake.c src/kept.c src/pipeline.c \
	src/qualm.c
EXTRA_DIST += src/LAYERS
