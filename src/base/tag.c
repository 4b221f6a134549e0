/* Tells the tag of a language from its name and from anything else. */
#include "base/tag.h"

#include <string.h>

bool tag_is_language(const char *text)
{
    const size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return (n == 2 || n == 3) && (!text[n] || strchr("-_.@", text[n]));
}
