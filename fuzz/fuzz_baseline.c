/* Fuzzes the reader of baselines: it gives entries that can be written and read again, or says what is wrong. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/printer.h"
#include "project/baseline.h"

static void must(int is_so)
{
    if (!is_so)
        abort();
}

static enum qualm_status to_buffer(void *to, const char *bytes, size_t n_bytes)
{
    return buffer_append(to, bytes, n_bytes);
}

static struct buffer printed(struct baseline *baseline)
{
    struct buffer text = {0};
    struct printer out;
    printer_init(&out, to_buffer, &text);
    baseline_print(baseline, &out);
    must(printer_flush(&out) == QUALM_OK);
    must(text.n_bytes && strlen(text.bytes) == text.n_bytes);
    return text;
}

static struct baseline *read_again(const struct buffer *text)
{
    struct baseline *baseline = NULL;
    struct complaint why = {""};
    must(baseline_read("fuzz.json", (struct span){text->bytes, text->n_bytes}, &why, &baseline) == QUALM_OK);
    return baseline;
}

/* What was written comes back as it was. */
static void round_trip_check(struct baseline *baseline)
{
    struct buffer first = printed(baseline);
    struct baseline *again = read_again(&first);
    struct buffer second = printed(again);
    must(first.n_bytes == second.n_bytes && memcmp(first.bytes, second.bytes, first.n_bytes) == 0);
    baseline_free(again);
    buffer_free(&first);
    buffer_free(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct baseline *baseline = NULL;
    struct complaint why = {""};
    const enum qualm_status status =
        baseline_read("fuzz.json", (struct span){(const char *)data, size}, &why, &baseline);
    must(status == QUALM_OK || status == QUALM_ERR_ARGUMENT);
    if (status) {
        must(baseline == NULL && strncmp(why.text, "fuzz.json:", 10) == 0 && why.text[10] != '\0');
        return 0;
    }
    round_trip_check(baseline);
    baseline_free(baseline);
    return 0;
}
