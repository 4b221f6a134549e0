/* Patterns and searching, on PCRE2. The only file that includes it.
 *
 * A search looks at a text in windows of at most 4 KiB, cut at spaces, so that it takes linear time whatever the
 * pattern: a hit lies in one window, and only a text longer than that has more than one. What stands before a window
 * can be looked back at; ^ and $ are the edges of the whole text.
 *
 * Verdicts must not depend on the machine, and the limits of PCRE2 count differently under JIT. So a pattern has a
 * quick form, with JIT once it is hot, for short texts that no limit is near to; and a counted form, whose steps are
 * callouts and the same everywhere, for long texts and for whatever reaches a limit in the quick form.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "match/match.h"

#include <assert.h>
#include <pcre2.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/number.h"
#include "match/spelling.h"

#define WINDOW_BYTES 4096u
#define SHORT_BYTES 1024u
/* Of one search in one window. The costliest of a hundred honest patterns took 106 steps a byte; this is 10 ms. */
#define STEPS_MOST 1000000u
#define QUICK_MATCH_LIMIT 200000u
/* Behind the steps, for what no callout sees. A depth takes some 200 bytes of the heap. */
#define COUNTED_MATCH_LIMIT 4000000u
#define DEPTH_LIMIT 20000u
#define HEAP_LIMIT_KIB 16384u
#define PATTERN_BYTES_MOST 16384u
/* JIT takes some 70 µs to compile and saves 3 µs on a sentence. */
#define HOT_USES 30u

/* What is added to a pattern while it is in use, by whichever thread needs it first. */
struct variants {
    _Atomic(pcre2_code *) quick;   /* NULL until hot, then a copy with JIT, or the plain code where JIT is refused */
    _Atomic(pcre2_code *) counted; /* NULL until needed */
    _Atomic uint32_t n_uses;
};

struct pattern {
    struct buffer source; /* as compiled */
    uint32_t options;     /* PCRE2_ANCHORED or 0. JIT knows it only from compiling. */
    pcre2_code *plain;
    struct variants *variants;
};

struct match_scratch {
    pcre2_match_context *context;
    pcre2_match_data *data;
    uint64_t n_stopped;
    uint32_t n_steps; /* of the running search */
    uint32_t match_limit; /* that the context has; 0: none was set yet */
};

/* The JIT compiler of PCRE2 10.42 does not survive a failed allocation. While it runs it has a reserve to fall back on;
 * a pattern that needed it goes without JIT, so nothing of the reserve outlives the compiling. */
#define RESERVE_BYTES ((size_t)256 * 1024)
struct reserve {
    unsigned char *bytes;
    size_t n_used;
};
static _Thread_local struct reserve *reserve_now;

static void *plain_malloc(PCRE2_SIZE size, void *unused)
{
    (void)unused;
    void *memory = malloc(size);
    struct reserve *reserve = reserve_now;
    if (memory || !reserve || size > RESERVE_BYTES - reserve->n_used)
        return memory;
    memory = reserve->bytes + reserve->n_used;
    reserve->n_used += (size + 15) & ~(size_t)15;
    if (reserve->n_used > RESERVE_BYTES)
        reserve->n_used = RESERVE_BYTES;
    return memory;
}

static void plain_free(void *memory, void *unused)
{
    (void)unused;
    const struct reserve *reserve = reserve_now;
    const unsigned char *byte = memory;
    if (reserve && byte >= reserve->bytes && byte < reserve->bytes + RESERVE_BYTES)
        return;
    free(memory);
}

/* ------------------------------------------------------------ compiling */

static void add_text(char *out, size_t size, const char *text)
{
    const size_t n = strlen(out);
    if (n + 1 < size)
        strncat(out, text, size - n - 1);
}

static void describe(char *out, size_t size, size_t offset, const char *message)
{
    if (!out || size == 0)
        return;
    char digits[NUMBER_ROOM];
    number_from_uint(offset, digits);
    out[0] = '\0';
    add_text(out, size, digits);
    add_text(out, size, ": ");
    add_text(out, size, message);
}

static void describe_code(char *out, size_t size, const char *source, size_t offset, int code)
{
    struct buffer prefix = {0};
    size_t n_read = 0;
    /* PCRE2 counts in the expanded pattern, a reader in the one that was written. */
    if (spelling_expand(source, offset, &prefix, &n_read))
        n_read = 0;
    buffer_free(&prefix);
    char message[160] = "no pattern";
    pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message);
    describe(out, size, n_read, message);
}

static enum qualm_status compile(const struct buffer *source, uint32_t options, int *code, size_t *offset,
                                 pcre2_code **compiled)
{
    pcre2_general_context *general = pcre2_general_context_create(plain_malloc, plain_free, NULL);
    pcre2_compile_context *context = general ? pcre2_compile_context_create(general) : NULL;
    pcre2_code *made = NULL;
    *code = 0;
    if (context) {
        pcre2_set_max_pattern_length(context, PATTERN_BYTES_MOST);
        pcre2_set_newline(context, PCRE2_NEWLINE_LF);
        options |= PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
        if (!(options & PCRE2_ANCHORED))
            options |= PCRE2_USE_OFFSET_LIMIT;
        made = pcre2_compile((PCRE2_SPTR)source->bytes, source->n_bytes, options, code, offset, context);
    }
    pcre2_compile_context_free(context);
    pcre2_general_context_free(general);
    if (!made)
        return !context || *code == PCRE2_ERROR_HEAP_FAILED ? QUALM_ERR_MEMORY : QUALM_ERR_ARGUMENT;
    *compiled = made;
    return QUALM_OK;
}

static enum qualm_status make(const char *source, uint32_t options, char *error, size_t error_size,
                              struct pattern **pattern)
{
    /* Such a start could lift the limits or turn UTF off. */
    if (strncmp(source, "(*", 2) == 0) {
        describe(error, error_size, 0, "a pattern must not start with (*");
        return QUALM_ERR_ARGUMENT;
    }
    struct pattern *made = calloc(1, sizeof *made);
    if (!made || !(made->variants = calloc(1, sizeof *made->variants))) {
        free(made);
        return QUALM_ERR_MEMORY;
    }
    made->options = options;
    size_t n_read = 0, offset = 0;
    int code = 0;
    enum qualm_status status = spelling_expand(source, SIZE_MAX, &made->source, &n_read);
    if (!status)
        status = compile(&made->source, options, &code, &offset, &made->plain);
    if (status == QUALM_ERR_ARGUMENT)
        describe_code(error, error_size, source, offset, code);
    if (status) {
        pattern_free(made);
        return status;
    }
    *pattern = made;
    return QUALM_OK;
}

enum qualm_status pattern_new(const char *source, char *error, size_t error_size, struct pattern **pattern)
{
    return make(source, 0, error, error_size, pattern);
}

enum qualm_status pattern_new_anchored(const char *source, struct pattern **pattern)
{
    return make(source, PCRE2_ANCHORED, NULL, 0, pattern);
}

void pattern_free(struct pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_code *quick = atomic_load(&pattern->variants->quick);
    if (quick != pattern->plain)
        pcre2_code_free(quick);
    pcre2_code_free(atomic_load(&pattern->variants->counted));
    pcre2_code_free(pattern->plain);
    buffer_free(&pattern->source);
    free(pattern->variants);
    free(pattern);
}

unsigned pattern_group(const struct pattern *pattern, const char *name)
{
    const int number = pcre2_substring_number_from_name(pattern->plain, (PCRE2_SPTR)name);
    return number > 0 ? (unsigned)number : 0;
}

/* ---------------------------------------------------------------- forms */

/* Puts `made` into an empty place; where another thread was quicker, `made` goes and its code stays. */
static pcre2_code *publish(_Atomic(pcre2_code *) *place, pcre2_code *made, const pcre2_code *borrowed)
{
    pcre2_code *known = NULL;
    if (atomic_compare_exchange_strong(place, &known, made))
        return made;
    if (made != borrowed)
        pcre2_code_free(made);
    return known;
}

/* A copy with JIT; NULL where it cannot be had. */
static pcre2_code *quick_copy(const pcre2_code *plain)
{
    struct reserve reserve = {malloc(RESERVE_BYTES), 0};
    pcre2_code *copy = reserve.bytes ? pcre2_code_copy(plain) : NULL;
    reserve_now = &reserve;
    if (copy && (pcre2_jit_compile(copy, PCRE2_JIT_COMPLETE) || reserve.n_used)) {
        pcre2_code_free(copy);
        copy = NULL;
    }
    reserve_now = NULL;
    free(reserve.bytes);
    return copy;
}

/* Any failure of JIT means to go on without it: it changes speed, never a verdict. */
static const pcre2_code *quick_form(const struct pattern *pattern)
{
    struct variants *variants = pattern->variants;
    const pcre2_code *known = atomic_load_explicit(&variants->quick, memory_order_acquire);
    if (known)
        return known;
    if (atomic_fetch_add_explicit(&variants->n_uses, 1, memory_order_relaxed) < HOT_USES)
        return pattern->plain;
    pcre2_code *copy = quick_copy(pattern->plain);
    return publish(&variants->quick, copy ? copy : pattern->plain, pattern->plain);
}

static enum qualm_status counted_form(const struct pattern *pattern, const pcre2_code **code)
{
    struct variants *variants = pattern->variants;
    pcre2_code *known = atomic_load_explicit(&variants->counted, memory_order_acquire);
    if (!known) {
        int error;
        size_t offset;
        const enum qualm_status status =
            compile(&pattern->source, pattern->options | PCRE2_AUTO_CALLOUT, &error, &offset, &known);
        if (status == QUALM_ERR_ARGUMENT) { /* too large with callouts in it: the match limit alone decides */
            *code = pattern->plain;
            return QUALM_OK;
        }
        if (status)
            return status;
        known = publish(&variants->counted, known, NULL);
    }
    *code = known;
    return QUALM_OK;
}

/* ------------------------------------------------------------ searching */

static int count_step(pcre2_callout_block *unused, void *data)
{
    (void)unused;
    struct match_scratch *scratch = data;
    return ++scratch->n_steps > STEPS_MOST ? PCRE2_ERROR_CALLOUT : 0;
}

enum qualm_status match_scratch_new(struct match_scratch **scratch)
{
    pcre2_general_context *general = pcre2_general_context_create(plain_malloc, plain_free, NULL);
    if (!general)
        return QUALM_ERR_MEMORY;
    struct match_scratch *made = calloc(1, sizeof *made);
    if (made) {
        made->context = pcre2_match_context_create(general);
        made->data = pcre2_match_data_create(MATCH_GROUPS, general);
    }
    pcre2_general_context_free(general);
    if (!made || !made->context || !made->data) {
        match_scratch_free(made);
        return QUALM_ERR_MEMORY;
    }
    pcre2_set_depth_limit(made->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(made->context, HEAP_LIMIT_KIB);
    pcre2_set_callout(made->context, count_step, made);
    *scratch = made;
    return QUALM_OK;
}

void match_scratch_free(struct match_scratch *scratch)
{
    if (!scratch)
        return;
    pcre2_match_data_free(scratch->data);
    pcre2_match_context_free(scratch->context);
    free(scratch);
}

uint64_t match_scratch_stopped(const struct match_scratch *scratch)
{
    return scratch->n_stopped;
}

/* Where window `k` ends: after the last space in it, else before the character that does not fit. It depends on the
 * text alone and not on where a search starts. */
static size_t window_end(const char *text, size_t n_bytes, size_t k)
{
    const size_t floor = k * WINDOW_BYTES, ceiling = floor + WINDOW_BYTES;
    if (ceiling >= n_bytes)
        return n_bytes;
    /* Asked for each place that is tried: a loop over a window without spaces was most of the time. */
    const char *space = memrchr(text + floor, ' ', WINDOW_BYTES);
    if (space)
        return (size_t)(space - text) + 1;
    size_t at = ceiling;
    while ((text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* One window: `text` up to its end, searched from `from`. */
struct window {
    struct span text;
    size_t from;
    uint32_t options;
    bool is_short;
};

static void limit_set(struct match_scratch *scratch, uint32_t limit)
{
    if (scratch->match_limit != limit)
        pcre2_set_match_limit(scratch->context, limit);
    scratch->match_limit = limit;
}

static int run_counted(const pcre2_code *code, struct match_scratch *scratch, const struct window *window)
{
    scratch->n_steps = 0;
    limit_set(scratch, COUNTED_MATCH_LIMIT);
    return pcre2_match(code, (PCRE2_SPTR)window->text.ptr, window->text.len, window->from,
                       window->options | PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, scratch->data, scratch->context);
}

/* pcre2_match would find the JIT code too, and look at the options again for each of a thousand calls a page. */
static int run_quick(const struct pattern *pattern, struct match_scratch *scratch, const struct window *window)
{
    const pcre2_code *code = quick_form(pattern);
    const uint32_t options = window->options | PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY;
    const PCRE2_SPTR text = (PCRE2_SPTR)window->text.ptr;
    limit_set(scratch, QUICK_MATCH_LIMIT);
    if (code != pattern->plain)
        return pcre2_jit_match(code, text, window->text.len, window->from, options, scratch->data, scratch->context);
    return pcre2_match(code, text, window->text.len, window->from, options, scratch->data, scratch->context);
}

static bool is_limit(int code)
{
    return code == PCRE2_ERROR_MATCHLIMIT || code == PCRE2_ERROR_DEPTHLIMIT || code == PCRE2_ERROR_HEAPLIMIT ||
           code == PCRE2_ERROR_JIT_STACKLIMIT || code == PCRE2_ERROR_CALLOUT;
}

/* PCRE2 leaves what lies past the last group that took part as it was. */
static void copy_hit(const struct match_scratch *scratch, unsigned n_groups, struct match_hit *hit)
{
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(scratch->data);
    for (size_t i = 0; i < MATCH_GROUPS; i++) {
        const bool is_set = i < n_groups && offsets[2 * i] != PCRE2_UNSET;
        hit->start[i] = is_set ? (uint32_t)offsets[2 * i] : 1;
        hit->end[i] = is_set ? (uint32_t)offsets[2 * i + 1] : 0;
    }
}

static enum qualm_status search_window(const struct pattern *pattern, struct match_scratch *scratch,
                                       const struct window *window, struct match_hit *hit, bool *is_hit)
{
    int n = PCRE2_ERROR_MATCHLIMIT;
    if (window->is_short)
        n = run_quick(pattern, scratch, window);
    if (is_limit(n)) {
        const pcre2_code *counted;
        const enum qualm_status status = counted_form(pattern, &counted);
        if (status)
            return status;
        n = run_counted(counted, scratch, window);
    }
    if (n == PCRE2_ERROR_NOMEMORY)
        return QUALM_ERR_MEMORY;
    if (is_limit(n))
        scratch->n_stopped++;
    else if (n < 0 && n != PCRE2_ERROR_NOMATCH)
        return QUALM_ERR_LIBRARY;
    *is_hit = n >= 0;
    if (n >= 0)
        copy_hit(scratch, n ? (unsigned)n : MATCH_GROUPS, hit);
    return QUALM_OK;
}

static enum qualm_status windows_search(const struct pattern *pattern, struct match_scratch *scratch, struct span text,
                                        size_t from, size_t last, struct match_hit *hit, bool *is_hit)
{
    const size_t n_bytes = text.len;
    bool is_found = false;
    for (size_t k = from / WINDOW_BYTES; from < n_bytes && from <= last; k++) {
        const size_t end = window_end(text.ptr, n_bytes, k);
        if (end <= from)
            continue;
        const uint32_t edge = end < n_bytes ? PCRE2_NOTEOL : 0;
        const struct window window = {{text.ptr, end}, from, edge, n_bytes <= SHORT_BYTES};
        const enum qualm_status status = search_window(pattern, scratch, &window, hit, &is_found);
        if (status)
            return status;
        if (is_found)
            break;
        from = end;
    }
    *is_hit = is_found;
    return QUALM_OK;
}

enum qualm_status pattern_find(const struct pattern *pattern, struct match_scratch *scratch, const char *text,
                               size_t n_bytes, size_t from, struct match_hit *hit, bool *is_hit)
{
    assert(n_bytes < UINT32_MAX);
    return windows_search(pattern, scratch, (struct span){text, n_bytes}, from, SIZE_MAX, hit, is_hit);
}

enum qualm_status pattern_find_within(const struct pattern *pattern, struct match_scratch *scratch, struct span text,
                                      size_t from, size_t last, struct match_hit *hit, bool *is_hit)
{
    assert(text.len < UINT32_MAX && !(pattern->options & PCRE2_ANCHORED));
    pcre2_set_offset_limit(scratch->context, last);
    const enum qualm_status status = windows_search(pattern, scratch, text, from, last, hit, is_hit);
    pcre2_set_offset_limit(scratch->context, PCRE2_UNSET);
    return status;
}

enum qualm_status pattern_try(const struct pattern *pattern, struct match_scratch *scratch, const char *text,
                              size_t n_bytes, size_t at, struct match_hit *hit, bool *is_hit)
{
    assert(n_bytes < UINT32_MAX && at < n_bytes);
    const size_t k = at / WINDOW_BYTES;
    size_t end = window_end(text, n_bytes, k);
    if (end <= at)
        end = window_end(text, n_bytes, k + 1);
    const uint32_t edge = end < n_bytes ? PCRE2_NOTEOL : 0;
    assert(pattern->options & PCRE2_ANCHORED);
    const struct window window = {{text, end}, at, edge, n_bytes <= SHORT_BYTES};
    return search_window(pattern, scratch, &window, hit, is_hit);
}
