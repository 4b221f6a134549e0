# project: what surrounds a text; which files, what changed
libqualm_project_la_SOURCES = src/project/changes.c src/project/changes.h \
	src/project/complaint.c src/project/complaint.h src/project/diff.c src/project/diff.h \
	src/project/diff_names.c src/project/diff_names.h src/project/git.c src/project/git.h \
	src/project/names.c src/project/names.h src/project/repository.c src/project/repository.h \
	src/project/revision.c src/project/revision.h
libqualm_project_la_CFLAGS = $(AM_CFLAGS) -fvisibility=hidden
