/* Reads character references. The names are the common ones of HTML; others stay as they are written. */
#include "input/entities.h"

#include <stdlib.h>

#include "base/utf8.h"

struct entity {
    const char *name;
    uint32_t code_point;
};

/* Sorted by name. */
static const struct entity entities[] = {
    {"AMP", '&'},       {"Aacute", 0xC1},   {"Agrave", 0xC0},   {"Auml", 0xC4},     {"COPY", 0xA9},
    {"Ccedil", 0xC7},   {"Delta", 0x394},   {"Eacute", 0xC9},   {"GT", '>'},        {"LT", '<'},
    {"Ntilde", 0xD1},   {"Omega", 0x3A9},   {"Oslash", 0xD8},   {"Ouml", 0xD6},     {"QUOT", '"'},
    {"Uuml", 0xDC},     {"aacute", 0xE1},   {"acirc", 0xE2},    {"acute", 0xB4},    {"aelig", 0xE6},
    {"agrave", 0xE0},   {"alpha", 0x3B1},   {"amp", '&'},       {"apos", '\''},     {"aring", 0xE5},
    {"asymp", 0x2248},  {"atilde", 0xE3},   {"auml", 0xE4},     {"beta", 0x3B2},    {"bull", 0x2022},
    {"ccedil", 0xE7},   {"cent", 0xA2},     {"chi", 0x3C7},     {"circ", 0x2C6},    {"colon", ':'},
    {"comma", ','},     {"copy", 0xA9},     {"dagger", 0x2020}, {"darr", 0x2193},   {"deg", 0xB0},
    {"delta", 0x3B4},   {"divide", 0xF7},   {"dollar", '$'},    {"eacute", 0xE9},   {"ecirc", 0xEA},
    {"egrave", 0xE8},   {"emsp", 0x2003},   {"ensp", 0x2002},   {"epsilon", 0x3B5}, {"equals", '='},
    {"euml", 0xEB},     {"euro", 0x20AC},   {"excl", '!'},      {"frac12", 0xBD},   {"frac14", 0xBC},
    {"frac34", 0xBE},   {"frasl", 0x2044},  {"gamma", 0x3B3},   {"ge", 0x2265},     {"grave", '`'},
    {"gt", '>'},        {"harr", 0x2194},   {"hellip", 0x2026}, {"iacute", 0xED},   {"icirc", 0xEE},
    {"iexcl", 0xA1},    {"iquest", 0xBF},   {"iuml", 0xEF},     {"lambda", 0x3BB},  {"laquo", 0xAB},
    {"larr", 0x2190},   {"lbrace", '{'},    {"lbrack", '['},    {"lcub", '{'},      {"ldquo", 0x201C},
    {"le", 0x2264},     {"lpar", '('},      {"lsaquo", 0x2039}, {"lsqb", '['},      {"lsquo", 0x2018},
    {"lt", '<'},        {"mdash", 0x2014},  {"micro", 0xB5},    {"middot", 0xB7},   {"minus", 0x2212},
    {"mu", 0x3BC},      {"nbsp", 0xA0},     {"ndash", 0x2013},  {"ne", 0x2260},     {"ntilde", 0xF1},
    {"num", '#'},       {"oacute", 0xF3},   {"ocirc", 0xF4},    {"omega", 0x3C9},   {"ordf", 0xAA},
    {"ordm", 0xBA},     {"oslash", 0xF8},   {"otilde", 0xF5},   {"ouml", 0xF6},     {"para", 0xB6},
    {"percnt", '%'},    {"period", '.'},    {"permil", 0x2030}, {"pi", 0x3C0},      {"plus", '+'},
    {"plusmn", 0xB1},   {"pound", 0xA3},    {"prime", 0x2032},  {"quest", '?'},     {"quot", '"'},
    {"raquo", 0xBB},    {"rarr", 0x2192},   {"rbrace", '}'},    {"rbrack", ']'},    {"rcub", '}'},
    {"rdquo", 0x201D},  {"reg", 0xAE},      {"rpar", ')'},      {"rsaquo", 0x203A}, {"rsqb", ']'},
    {"rsquo", 0x2019},  {"sect", 0xA7},     {"semi", ';'},      {"shy", 0xAD},      {"sigma", 0x3C3},
    {"sol", '/'},       {"sup2", 0xB2},     {"sup3", 0xB3},     {"szlig", 0xDF},    {"thinsp", 0x2009},
    {"tilde", 0x2DC},   {"times", 0xD7},    {"trade", 0x2122},  {"uacute", 0xFA},   {"uarr", 0x2191},
    {"ugrave", 0xF9},   {"uuml", 0xFC},     {"verbar", '|'},    {"vert", '|'},      {"yen", 0xA5},
    {"zwj", 0x200D},    {"zwnj", 0x200C},
};

/* What the numbers 0x80 to 0x9F mean on the web: the signs of windows-1252. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

static int compare_name(const void *key, const void *item)
{
    const struct span *name = key;
    const struct entity *entity = item;
    const int order = strncmp(name->ptr, entity->name, name->len);
    return order ? order : entity->name[name->len] ? -1 : 0;
}

static bool named(struct span name, uint32_t *code_point)
{
    const struct entity *entity =
        bsearch(&name, entities, sizeof entities / sizeof entities[0], sizeof entities[0], compare_name);
    if (entity)
        *code_point = entity->code_point;
    return entity != NULL;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* "233" or "xE9". */
static bool numbered(struct span digits, uint32_t *code_point)
{
    const bool is_hex = digits.len && (digits.ptr[0] | 0x20) == 'x';
    const int base = is_hex ? 16 : 10;
    uint32_t value = 0;
    if (digits.len == (size_t)is_hex)
        return false;
    for (size_t i = is_hex; i < digits.len; i++) {
        const int digit = digit_of(digits.ptr[i]);
        if (digit >= base)
            return false;
        if (value <= 0x10FFFF)
            value = value * (uint32_t)base + (uint32_t)digit;
    }
    if (value >= 0x80 && value < 0xA0)
        value = windows_1252[value - 0x80];
    if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
        value = UTF8_REPLACEMENT;
    *code_point = value;
    return true;
}

size_t entity_read(struct span text, uint32_t *code_point)
{
    if (text.len < 3 || text.ptr[0] != '&')
        return 0;
    const char *end = memchr(text.ptr, ';', text.len < ENTITY_MOST ? text.len : ENTITY_MOST);
    if (!end)
        return 0;
    const struct span name = {text.ptr + 1, (size_t)(end - text.ptr) - 1};
    const bool is_known = name.len && name.ptr[0] == '#'
                              ? numbered((struct span){name.ptr + 1, name.len - 1}, code_point)
                              : name.len && named(name, code_point);
    return is_known ? name.len + 2 : 0;
}
