/* What the fuzz targets share: analyse bytes in one go, and in pieces without the filter on patterns, and render them
 * in every format. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* Aborts when a result is not what it must be. */
void fuzz_text(const char *format, const uint8_t *data, size_t size);
void fuzz_record(const char *line, size_t n_bytes);

#endif
