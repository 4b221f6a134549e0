/* Reading time: seconds from words and characters, at the speeds of corpus/speeds.tsv. */
#include "measure/time.h"

#include <limits.h>
#include <math.h>

static const struct data_speed *speed_exact(struct span tag, const char *mode, const char *unit)
{
    for (size_t i = 0; i < data_n_speeds; i++) {
        const struct data_speed *speed = &data_speeds[i];
        if (span_equals_nocase(span_of(speed->language), tag) && strcmp(speed->mode, mode) == 0 &&
            strcmp(speed->unit, unit) == 0)
            return speed;
    }
    return NULL;
}

static const struct data_speed *speed_find(const char *tag, const char *mode, const char *unit)
{
    for (struct span at = span_of(tag); at.len;) {
        const struct data_speed *speed = speed_exact(at, mode, unit);
        if (speed)
            return speed;
        do
            at.len--;
        while (at.len && at.ptr[at.len] != '-' && at.ptr[at.len] != '_');
    }
    return speed_exact(span_of("und"), mode, unit);
}

struct time_speeds time_speeds_find(const char *tag, const char *mode)
{
    return (struct time_speeds){speed_find(tag, mode, "word"), speed_find(tag, mode, "character")};
}

struct time_speeds time_speeds_asked(struct time_speeds speeds, double words_per_minute, struct data_speed *asked)
{
    if (!speeds.word || words_per_minute <= 0)
        return speeds;
    const double ratio = words_per_minute / speeds.word->typical;
    *asked = *speeds.word;
    asked->slow *= ratio;
    asked->typical = words_per_minute;
    asked->fast *= ratio;
    asked->source = "as asked for; slow and fast readers in proportion";
    speeds.word = asked;
    return speeds;
}

static double weighted_words(const struct amount *amount)
{
    return (double)amount->words + (double)amount->code_words * (TIME_CODE_WEIGHT - 1);
}

/* Minutes at given speeds; 0 where the range of one that is needed is not known. */
static double minutes_at(double words, double words_per_minute, double characters, double characters_per_minute)
{
    const bool is_known = (words == 0 || words_per_minute > 0) && (characters == 0 || characters_per_minute > 0);
    double minutes = 0;
    if (is_known && words > 0)
        minutes += words / words_per_minute;
    if (is_known && characters > 0)
        minutes += characters / characters_per_minute;
    return minutes;
}

/* Minutes rounded up, at least 1. */
static unsigned label_minutes(double minutes)
{
    const double whole = ceil(minutes);
    if (whole < 1)
        return 1;
    return whole < (double)UINT_MAX ? (unsigned)whole : UINT_MAX;
}

struct qualm_reading_time time_of(const struct time_speeds *speeds, const struct amount *amount)
{
    const double words = weighted_words(amount);
    const double characters = (double)amount->characters;
    if (words + characters == 0)
        return (struct qualm_reading_time){.absent = "there are no words to read"};
    if (!speeds->word || !speeds->character)
        return (struct qualm_reading_time){.absent = "no reading speed is known"};
    const struct data_speed *word = speeds->word;
    const struct data_speed *character = speeds->character;
    const double typical = minutes_at(words, word->typical, characters, character->typical);
    return (struct qualm_reading_time){
        .slow_s = 60 * minutes_at(words, word->slow, characters, character->slow),
        .typical_s = 60 * typical,
        .fast_s = 60 * minutes_at(words, word->fast, characters, character->fast),
        .minutes = label_minutes(typical),
    };
}

const struct data_speed *time_basis(const struct time_speeds *speeds, const struct amount *amount)
{
    if (!speeds->word || !speeds->character)
        return NULL;
    const bool is_words = weighted_words(amount) / speeds->word->typical >=
                          (double)amount->characters / speeds->character->typical;
    return is_words ? speeds->word : speeds->character;
}
