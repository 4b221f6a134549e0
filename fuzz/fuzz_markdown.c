/* Fuzzes the reader of markdown text and all that comes after it. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_text("markdown", data, size);
    return 0;
}
