/* qualm stream: NDJSON in, NDJSON out, one line for each line, in order. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "cmd/engines.h"
#include "cmd/message.h"
#include "cmd/output.h"
#include "cmd/record.h"
#include "cmd/run.h"

/* A longer line is refused without being held. */
#define LINE_MOST ((size_t)16 * 1024 * 1024)
#define PIECE_BYTES ((size_t)64 * 1024)

struct stream {
    struct qualm_engine *engine;
    struct record_reader *reader;
    struct qualm_report_options report;
    struct output output;
    struct buffer line;     /* the line so far */
    bool is_too_long;       /* the line so far was dropped */
    size_t n_failed;
};

static enum qualm_status result_write(struct stream *stream, struct qualm_result *result)
{
    stream->n_failed += result->n_errors > 0;
    const enum qualm_status status = qualm_report_document(&stream->report, result, output_write, &stream->output);
    qualm_result_free(result);
    return status;
}

static enum qualm_status refusal_write(struct stream *stream, const struct qualm_text *text, const char *message)
{
    struct qualm_result *result;
    const enum qualm_status status = qualm_result_failed(text, "bad-record", message, &result);
    return status ? status : result_write(stream, result);
}

static enum qualm_status record_answer(struct stream *stream, const struct record *record)
{
    struct qualm_result *result;
    if (record->error[0])
        return refusal_write(stream, &record->text, record->error);
    const enum qualm_status status =
        qualm_analyse(stream->engine, &record->text, record->body, record->n_body, &result);
    return status ? status : result_write(stream, result);
}

static enum qualm_status line_answer(struct stream *stream)
{
    static const struct qualm_text nothing = {.id = "null", .format = "plain"};
    if (stream->is_too_long) {
        stream->is_too_long = false;
        return refusal_write(stream, &nothing, "the line is longer than 16 MiB");
    }
    struct record record;
    enum qualm_status status = record_read(stream->reader, stream->line.bytes, stream->line.n_bytes, &record);
    if (!status)
        status = record_answer(stream, &record);
    record_clear(&record);
    buffer_clear(&stream->line);
    return status;
}

static enum qualm_status line_grow(struct stream *stream, const char *bytes, size_t n_bytes)
{
    if (stream->is_too_long)
        return QUALM_OK;
    if (stream->line.n_bytes + n_bytes > LINE_MOST) {
        stream->is_too_long = true;
        buffer_free(&stream->line);
        return buffer_append(&stream->line, "", 0);
    }
    return buffer_append(&stream->line, bytes, n_bytes);
}

static enum qualm_status piece_take(struct stream *stream, const char *bytes, size_t n_bytes)
{
    enum qualm_status status = QUALM_OK;
    while (n_bytes && !status) {
        const char *end = memchr(bytes, '\n', n_bytes);
        const size_t n = end ? (size_t)(end - bytes) : n_bytes;
        status = line_grow(stream, bytes, n);
        if (!status && end)
            status = line_answer(stream);
        bytes += n + (end != NULL);
        n_bytes -= n + (end != NULL);
    }
    return status;
}

/* Whether reading would wait: then whoever reads our output must have all of it. */
static bool would_wait(void)
{
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&in, 1, 0) <= 0;
}

static enum qualm_status lines_run(struct stream *stream, bool *has_read_error)
{
    char piece[PIECE_BYTES];
    enum qualm_status status = buffer_append(&stream->line, "", 0);
    while (!status) {
        if (would_wait())
            output_flush(&stream->output);
        const ssize_t n = read(STDIN_FILENO, piece, sizeof piece);
        if (n < 0 && errno == EINTR)
            continue;
        *has_read_error = n < 0;
        if (n <= 0)
            break;
        status = piece_take(stream, piece, (size_t)n);
    }
    if (!status && !*has_read_error && (stream->line.n_bytes || stream->is_too_long))
        status = line_answer(stream);
    return status;
}

static int stream_run(struct stream *stream)
{
    bool has_read_error = false;
    const enum qualm_status status = lines_run(stream, &has_read_error);
    if (status && status != QUALM_ERR_WRITE)
        complain("stopped: %s", qualm_status_text(status), NULL);
    if (has_read_error)
        complain("standard input cannot be read to its end", NULL, NULL);
    if (!output_close(&stream->output))
        return EXIT_UNWRITTEN;
    return status || has_read_error || stream->n_failed ? EXIT_UNREAD : EXIT_CLEAN;
}

int run_stream(const struct request *request)
{
    const struct settings *settings = &request->settings;
    int status = EXIT_UNREAD;
    struct stream stream = {.report = {.format = "ndjson", .detail = settings->detail}};
    if (request->n_operands) {
        complain("'qualm stream' reads standard input and takes no '%s'", request->operands[0], NULL);
        return EXIT_USAGE;
    }
    stream.engine = engine_open(settings, NULL, false, &status);
    if (!stream.engine)
        return status;
    if (record_reader_new(&stream.reader))
        complain("out of memory", NULL, NULL);
    else
        status = output_open(&stream.output, settings->output) ? stream_run(&stream) : EXIT_UNWRITTEN;
    record_reader_free(stream.reader);
    buffer_free(&stream.line);
    qualm_engine_free(stream.engine);
    return status;
}
