/* Endings: those that qualm reads, and those that say another way out. */
#include "cmd/formats.h"

#include <string.h>

#include "base/span.h"
#include "qualm.h"

static bool has_ending(const char *path, struct span ending)
{
    const size_t n = strlen(path);
    return n > ending.len && span_equals_nocase((struct span){path + n - ending.len, ending.len}, ending);
}

static bool has_ending_of(const char *path, const char *endings)
{
    struct span rest = span_of(endings);
    struct span ending;
    while (span_next_part(&rest, ' ', &ending))
        if (has_ending(path, ending))
            return true;
    return false;
}

static const struct {
    const char *endings, *text;
} ways_out[] = {
    {".html .htm .xhtml .rst .adoc .asciidoc .tex .docx .odt .epub",
     "a format that is not read yet: convert it (\"pandoc -t markdown FILE | qualm -\"), or read it as it is "
     "(--from plain)"},
    {".zip .tar .tgz .gz .bz2 .xz .zst .7z .warc",
     "an archive, which is not read yet: unpack it, or name the format inside (--from plain)"},
    {".ndjson .jsonl",
     "records, which are not read by file: pipe them (\"qualm stream <FILE\"), or read it as it is (--from plain)"},
    {".pdf", "a format that is not read: convert it (\"pdftotext FILE - | qualm -\")"},
};

const char *format_way_out(const char *path)
{
    for (size_t i = 0; i < sizeof ways_out / sizeof *ways_out; i++)
        if (has_ending_of(path, ways_out[i].endings))
            return ways_out[i].text;
    return NULL;
}

bool format_is_known(const char *path)
{
    const char *endings;
    for (size_t i = 0; qualm_format_at(i, &endings); i++)
        if (has_ending_of(path, endings))
            return true;
    return false;
}
