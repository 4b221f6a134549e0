/* The words of a complaint. */
#include "project/complaint.h"

#include <stdarg.h>
#include <stdio.h>

enum qualm_status complaint_say(struct complaint *complaint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(complaint->text, sizeof complaint->text, format, arguments);
    va_end(arguments);
    return QUALM_ERR_ARGUMENT;
}
