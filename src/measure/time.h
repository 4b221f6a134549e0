/* Reading time: seconds from words and characters, at the speeds of corpus/speeds.tsv. */
#ifndef MEASURE_TIME_H
#define MEASURE_TIME_H

#include "measure/tally.h"

/* Code is read at half the speed of prose: our choice, since no study that we know gives a figure for readers of
 * articles. */
#define TIME_CODE_WEIGHT 2

/* Of one language and mode. */
struct time_speeds {
    const struct data_speed *word, *character;
};

/* By the fallback en-GB -> en -> und. `mode` is "silent" or "aloud". */
struct time_speeds time_speeds_find(const char *tag, const char *mode);
/* The same for a reader of so many words a minute: slow and fast keep their ratio. `asked` is filled, and borrowed. */
struct time_speeds time_speeds_asked(struct time_speeds speeds, double words_per_minute, struct data_speed *asked);
/* A range that the source does not give stays 0. */
struct qualm_reading_time time_of(const struct time_speeds *speeds, const struct amount *amount);
/* The speed that decides most of the time. */
const struct data_speed *time_basis(const struct time_speeds *speeds, const struct amount *amount);

#endif
