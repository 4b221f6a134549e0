/* Fuzzes files of patterns: the first line is a path, the others are patterns. A file that is said twice says the same
 * (its byte order mark once: further down it is part of a pattern), and what is taken back at its end is in. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "project/ignore.h"

static void must(int is_so)
{
    if (!is_so)
        abort();
}

static enum ignore_answer ask(const struct buffer *patterns, const char *path, bool is_dir)
{
    struct ignore_file *file;
    unsigned line = 0;
    const struct span bytes = {patterns->bytes ? patterns->bytes : "", patterns->n_bytes};
    const enum qualm_status status = ignore_file_new(bytes, &file, &line);
    must(status == QUALM_OK || (status == QUALM_ERR_TOO_LARGE && line > 0));
    if (status)
        return IGNORE_SILENT;
    const enum ignore_answer answer = ignore_file_ask(file, path, is_dir, &line);
    must(answer == IGNORE_SILENT || line > 0);
    ignore_file_free(file);
    return answer;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer path = {0};
    struct buffer patterns = {0};
    struct span rest = {(const char *)data, size};
    struct span first = {"", 0};
    span_next_part(&rest, '\n', &first);
    must(buffer_append(&path, first.ptr, first.len) == QUALM_OK);
    must(buffer_append(&patterns, rest.ptr, rest.len) == QUALM_OK);
    const bool is_dir = size % 2;
    const enum ignore_answer once = ask(&patterns, path.bytes, is_dir);
    must(buffer_append_text(&patterns, "\n") == QUALM_OK);
    if (span_starts_with(rest, "\xEF\xBB\xBF"))
        rest = (struct span){rest.ptr + 3, rest.len - 3};
    must(buffer_append(&patterns, rest.ptr, rest.len) == QUALM_OK);
    must(ask(&patterns, path.bytes, is_dir) == once);
    must(buffer_append_text(&patterns, "\n**\n!**\n") == QUALM_OK);
    must(ask(&patterns, path.bytes, is_dir) != IGNORE_OUT);
    buffer_free(&path);
    buffer_free(&patterns);
    return 0;
}
