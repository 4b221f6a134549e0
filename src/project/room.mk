# project: what surrounds a text; which files, what holds for them, what changed, what is known, what counts
libqualm_project_la_SOURCES = \
	src/project/accept.c src/project/accept.h \
	src/project/arguments.c src/project/arguments.h \
	src/project/baseline.c src/project/baseline.h \
	src/project/baseline_entries.h \
	src/project/baseline_read.c \
	src/project/changes.c src/project/changes.h \
	src/project/choose.c src/project/choose.h \
	src/project/complaint.c src/project/complaint.h \
	src/project/config.c src/project/config.h \
	src/project/config_events.c src/project/config_events.h \
	src/project/config_file.c src/project/config_file.h \
	src/project/config_layers.c src/project/config_layers.h \
	src/project/diff.c src/project/diff.h \
	src/project/diff_hunks.c \
	src/project/diff_names.c src/project/diff_names.h \
	src/project/diff_reader.h \
	src/project/disk.c src/project/disk.h \
	src/project/entries.c src/project/entries.h \
	src/project/git.c src/project/git.h \
	src/project/glob.c src/project/glob.h \
	src/project/ignore.c src/project/ignore.h \
	src/project/ignore_tree.c \
	src/project/line_ends.c src/project/line_ends.h \
	src/project/names.c src/project/names.h \
	src/project/options.c src/project/options.h \
	src/project/paths.c src/project/paths.h \
	src/project/places.c src/project/places.h \
	src/project/ratchet.c src/project/ratchet.h \
	src/project/repository.c src/project/repository.h \
	src/project/revision.c src/project/revision.h \
	src/project/schema.c src/project/schema.h \
	src/project/settings.c src/project/settings.h \
	src/project/verdict.c src/project/verdict.h
libqualm_project_la_CFLAGS = $(AM_CFLAGS) -fvisibility=hidden $(JSONC_CFLAGS) $(YAML_CFLAGS)
libqualm_project_la_LIBADD = $(JSONC_LIBS) $(YAML_LIBS)
