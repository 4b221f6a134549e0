/* minutes: how long standard input takes to read, and how many places ask for a second look.
 *
 *   cc minutes.c $(pkg-config --cflags --libs qualm) -o minutes && ./minutes < draft.txt
 */
#include <qualm.h>
#include <stdio.h>

static int fail(enum qualm_status status)
{
    fprintf(stderr, "minutes: %s\n", qualm_status_text(status));
    return 1;
}

int main(void)
{
    struct qualm_engine *engine;
    struct qualm_analysis *analysis;
    struct qualm_result *result;
    const struct qualm_text text = {.path = "standard input", .format = "plain"};

    enum qualm_status status = qualm_engine_new(NULL, NULL, 0, &engine);
    if (status)
        return fail(status);
    status = qualm_analysis_begin(engine, &text, &analysis);
    if (status)
        return fail(status);

    char piece[4096];
    for (size_t n; !status && (n = fread(piece, 1, sizeof piece, stdin)) > 0;)
        status = qualm_analysis_feed(analysis, piece, n);
    if (status)
        return fail(status);
    status = qualm_analysis_finish(analysis, &result);
    if (status)
        return fail(status);

    printf("%u min, %llu words, %zu findings\n", result->silent.minutes, (unsigned long long)result->words_seen,
           qualm_result_findings(result, QUALM_NOTE));
    qualm_result_free(result);
    qualm_engine_free(engine);
    return 0;
}
