/* Standard error, through the one printer. */
#include "cmd/message.h"

#include <string.h>
#include <unistd.h>

#include "base/printer.h"

/* Nothing can be done about a standard error that takes no bytes. */
static enum qualm_status to_stderr(void *to, const char *bytes, size_t n_bytes)
{
    (void)to;
    while (n_bytes) {
        const ssize_t n = write(STDERR_FILENO, bytes, n_bytes);
        if (n <= 0)
            break;
        bytes += n;
        n_bytes -= (size_t)n;
    }
    return QUALM_OK;
}

static void print_format(struct printer *out, const char *format, const char *a, const char *b)
{
    const char *arguments[] = {a, b};
    size_t next = 0;
    for (const char *hole; (hole = strstr(format, "%s")) && next < 2; format = hole + 2) {
        print_bytes(out, format, (size_t)(hole - format));
        const char *argument = arguments[next++];
        if (argument)
            print_safe(out, argument, strlen(argument));
    }
    print_text(out, format);
    print_text(out, "\n");
}

void tell(const char *format, const char *a, const char *b)
{
    struct printer out;
    printer_init(&out, to_stderr, NULL);
    print_format(&out, format, a, b);
    printer_flush(&out);
}

void complain(const char *format, const char *a, const char *b)
{
    struct printer out;
    printer_init(&out, to_stderr, NULL);
    print_text(&out, "qualm: ");
    print_format(&out, format, a, b);
    printer_flush(&out);
}
