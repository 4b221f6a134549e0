/* What holds where settings are silent. */
#include "project/settings.h"

enum qualm_severity settings_fail_level(const struct settings *settings)
{
    return settings->fail_level ? settings->fail_level : QUALM_WARNING;
}

enum qualm_severity settings_shown_level(const struct settings *settings, bool is_check)
{
    if (settings->min_level)
        return settings->min_level;
    return is_check ? settings_fail_level(settings) : QUALM_NOTE;
}
