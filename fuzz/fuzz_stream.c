/* Fuzzes one line of NDJSON and all that comes after it. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_record((const char *)data, size);
    return 0;
}
