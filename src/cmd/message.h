/* What the command tells a person on standard error, escaped like everything else. */
#ifndef CMD_MESSAGE_H
#define CMD_MESSAGE_H

/* "qualm: " and the message: lower case, no full stop. Each "%s" (at most two) is replaced by the next argument,
 * made safe. */
void complain(const char *format, const char *a, const char *b);
/* The same without "qualm: ". */
void tell(const char *format, const char *a, const char *b);

#endif
