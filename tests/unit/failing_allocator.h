/* An allocator in front of the C library's, for a program and all libraries that it uses, that can be made to fail. To
 * be included by one file of a program.
 *
 * ICU and json-c are let through: they do not survive a failed allocation. ICU has no way to report one while it walks
 * a text; json-c 0.16 adds an object's member under a key that it could not copy, and crashes.
 */
#ifndef FAILING_ALLOCATOR_H
#define FAILING_ALLOCATOR_H

#include <errno.h>
#include <execinfo.h>
#include <link.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"

#if defined(__SANITIZE_ADDRESS__)
#define REAL(name) __interceptor_##name
#else
#define REAL(name) __libc_##name
#endif
void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t n, size_t size);
void *REAL(realloc)(void *block, size_t size);

static bool is_armed;
static size_t n_until_failure; /* allocations that still succeed */
static size_t n_seen;

/* Where the libraries that do not survive lie in memory, and the C library, which may call malloc for them. */
#define RANGES_MOST 32
struct range {
    uintptr_t start, end;
    bool is_libc;
};
static struct range ranges[RANGES_MOST];
static size_t n_ranges;

static int range_add(struct dl_phdr_info *library, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    const bool is_libc = strstr(library->dlpi_name, "libc.so") != NULL;
    if (!is_libc && !strstr(library->dlpi_name, "libicu") && !strstr(library->dlpi_name, "libjson-c"))
        return 0;
    for (size_t i = 0; i < library->dlpi_phnum && n_ranges < RANGES_MOST; i++) {
        const ElfW(Phdr) *part = &library->dlpi_phdr[i];
        const uintptr_t start = library->dlpi_addr + part->p_vaddr;
        if (part->p_type == PT_LOAD && (part->p_flags & PF_X))
            ranges[n_ranges++] = (struct range){start, start + part->p_memsz, is_libc};
    }
    return 0;
}

static const struct range *range_of(const void *address)
{
    for (size_t i = 0; i < n_ranges; i++)
        if ((uintptr_t)address >= ranges[i].start && (uintptr_t)address < ranges[i].end)
            return &ranges[i];
    return NULL;
}

#define FRAMES_MOST 8

/* Whether a library that does not survive asked for memory, itself or through the C library. */
static bool is_let_through(const void *caller)
{
    const struct range *range = range_of(caller);
    if (!range || !range->is_libc)
        return range != NULL;
    void *frames[FRAMES_MOST];
    is_armed = false; /* looking may allocate */
    const int n = backtrace(frames, FRAMES_MOST);
    is_armed = true;
    for (int i = 0; i < n; i++) {
        range = range_of(frames[i]);
        if (range && !range->is_libc)
            return true;
    }
    return false;
}

/* The sanitizer's start-up calls malloc before there is any shadow memory in which it could look. */
#define UNCHECKED __attribute__((no_sanitize("address", "undefined")))

UNCHECKED static bool fails(const void *caller)
{
    if (!is_armed || is_let_through(caller))
        return false;
    n_seen++;
    if (n_until_failure-- != 0)
        return false;
    errno = ENOMEM;
    return true;
}

UNCHECKED void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : REAL(malloc)(size);
}

UNCHECKED void *calloc(size_t n, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : REAL(calloc)(n, size);
}

UNCHECKED void *realloc(void *block, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : REAL(realloc)(block, size);
}

static inline bool says_same(const struct buffer *a, const struct buffer *b)
{
    return a->n_bytes == b->n_bytes && (a->n_bytes == 0 || memcmp(a->bytes, b->bytes, a->n_bytes) == 0);
}

/* Runs `run` with its first allocation failing, then its second, until it gets by without; returns how many failed.
 * `run` appends to `said` what came of it. Each time it is out of memory, or all is as if nothing had failed: a library
 * may do with less (a compiled pattern where there could be machine code). */
static inline size_t fail_each(const char *name, enum qualm_status (*run)(const void *scenario, struct buffer *said),
                               const void *scenario)
{
    struct buffer wanted = {0};
    size_t n = 0;
    const enum qualm_status whole = run(scenario, &wanted);
    assert_true(wanted.n_bytes > 0);
    for (bool has_failed = true; has_failed; n++) {
        struct buffer got = {0};
        is_armed = true;
        n_until_failure = n;
        n_seen = 0;
        const enum qualm_status status = run(scenario, &got);
        is_armed = false;
        has_failed = n_seen > n;
        const bool is_as_wanted = status == whole && says_same(&got, &wanted);
        if (!is_as_wanted && !(has_failed && status == QUALM_ERR_MEMORY))
            fail_msg("%s: allocation %zu failed: status %d: %.200s\nwanted %d: %.200s", name, n, (int)status,
                     got.bytes ? got.bytes : "", (int)whole, wanted.bytes);
        buffer_free(&got);
    }
    buffer_free(&wanted);
    print_message("%-20s %zu allocations made to fail\n", name, n - 1);
    return n - 1;
}

#if defined(__SANITIZE_ADDRESS__)
/* What the dynamic linker keeps is no leak; the sanitizer knows that only of a malloc that is its own. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:ld-linux";
}
#endif

#endif
