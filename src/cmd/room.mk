# cmd: the command; it sees qualm.h, base and project, nothing else of the inside
qualm_SOURCES = \
	src/cmd/absent.c \
	src/cmd/catalogue.c \
	src/cmd/changed.c src/cmd/changed.h \
	src/cmd/collector.h \
	src/cmd/commands.c \
	src/cmd/config.c \
	src/cmd/configs.c src/cmd/configs.h \
	src/cmd/engines.c src/cmd/engines.h \
	src/cmd/files.c src/cmd/files.h \
	src/cmd/formats.c src/cmd/formats.h \
	src/cmd/help.c \
	src/cmd/init.c \
	src/cmd/inputs.c \
	src/cmd/job.c src/cmd/job.h \
	src/cmd/list.c \
	src/cmd/main.c \
	src/cmd/message.c src/cmd/message.h \
	src/cmd/name_list.c src/cmd/name_list.h \
	src/cmd/outlets.c src/cmd/outlets.h \
	src/cmd/output.c src/cmd/output.h \
	src/cmd/read.c \
	src/cmd/record.c src/cmd/record.h \
	src/cmd/run.h \
	src/cmd/site.c src/cmd/site.h \
	src/cmd/stream.c \
	src/cmd/totals.c src/cmd/totals.h \
	src/cmd/walk.c
qualm_CFLAGS = $(AM_CFLAGS) $(JSONC_CFLAGS)
# Linked with the rooms themselves: one file that starts fast and needs no libqualm.so beside it.
qualm_LDADD = libqualm_project.la libqualm_core.la $(JSONC_LIBS)
