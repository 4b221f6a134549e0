/* Why something that a person gave cannot be used: words for that person. */
#ifndef PROJECT_COMPLAINT_H
#define PROJECT_COMPLAINT_H

#include "qualm.h"

/* Goes with QUALM_ERR_ARGUMENT. May hold bytes of any kind: it is printed by print_safe only. */
struct complaint {
    char text[640];
};

/* Writes the words, cut where there is no more room, and returns QUALM_ERR_ARGUMENT. */
enum qualm_status complaint_say(struct complaint *complaint, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
