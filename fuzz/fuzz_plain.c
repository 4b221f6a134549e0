/* Fuzzes the reader of plain text and all that comes after it. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_text("plain", data, size);
    return 0;
}
