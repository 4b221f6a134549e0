/* Paths as text: nothing is looked up but the working directory. */
#ifndef PROJECT_PATHS_H
#define PROJECT_PATHS_H

#include "base/buffer.h"

/* The absolute path, without ".", ".." and double slashes. Symbolic links stay as they are, so that "a/../b" is "b" as
 * a reader takes it. QUALM_ERR_LIBRARY when there is no working directory. */
enum qualm_status path_absolute(const char *path, struct buffer *absolute);
/* An absolute path as seen from an absolute folder: "b.md", "../b.md"; "." for the folder itself. */
enum qualm_status path_relative(const char *folder, const char *path, struct buffer *relative);
/* "folder/text", without "./" before the text, which may be a glob: nothing else is made simpler. */
enum qualm_status path_in_folder(const char *folder, const char *text, struct buffer *path);
/* The absolute folder that a file is in. */
enum qualm_status path_folder(const char *path, struct buffer *folder);

#endif
