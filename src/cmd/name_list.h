/* Names out of a list, each with a NUL behind it, as "find -print0" and "git diff -z --name-only" write them. */
#ifndef CMD_NAME_LIST_H
#define CMD_NAME_LIST_H

#include "base/buffer.h"
#include "project/complaint.h"

struct name_list {
    const char **items;
    size_t n, n_room;
    struct buffer bytes;
};

/* From the file `path`, "-" for standard input. The last name may lack its NUL. "-" in the list is a file of that
 * name. QUALM_ERR_ARGUMENT with a complaint for a list that cannot be read or has an empty name in it. */
enum qualm_status name_list_read(const char *path, struct name_list *list, struct complaint *why);
void name_list_free(struct name_list *list);

#endif
