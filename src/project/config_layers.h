/* What the files of the configuration share: folders with their layers. */
#ifndef PROJECT_CONFIG_LAYERS_H
#define PROJECT_CONFIG_LAYERS_H

#include "project/config.h"
#include "project/config_file.h"

/* A configuration that was read, with those it extends in front of it. */
struct layer {
    const struct config_file *file;
};

/* One folder: its own configuration, if it has one. */
struct folder {
    const char *path; /* absolute */
    struct layer *layers; /* the extended ones first; the last is the folder's own */
    size_t n_layers;
    bool is_last;     /* nothing further up is read */
};

struct config_store {
    struct config_choice choice;
    struct arena arena;
    struct config_file **files; /* all that were read, to be freed */
    size_t n_files, files_room;
    struct folder **folders;
    size_t n_folders, folders_room;
    struct folder *only;        /* of the file that was chosen */
    struct complaint warning;   /* the first; "": none */
    struct resolution **resolutions;
    const char **keys;          /* of the resolutions: which layers and overrides they are made of */
    size_t n_resolutions, resolutions_room, keys_room;
};

/* The folder at an absolute path. */
enum qualm_status config_folder_find(struct config_store *store, const char *path, struct folder **folder,
                                     struct complaint *why);
/* Stands for the one file that was chosen. */
enum qualm_status config_only_find(struct config_store *store, struct folder **folder, struct complaint *why);

#endif
