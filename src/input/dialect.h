/* What sites write in Markdown that Markdown does not know, as one line or the start of a text shows it. */
#ifndef INPUT_DIALECT_H
#define INPUT_DIALECT_H

#include "base/span.h"

/* Bytes in front of a line that are no text: an alert's mark ("[!NOTE]", in a quotation), an abbreviation's definition
 * ("*[HTML]: …"), an import or export of MDX. 0 when there are none. */
size_t dialect_head(struct span line, bool is_quoted);
/* Bytes of a formula that the text begins with, "$" and "$" included; 0 where a dollar is a dollar. */
size_t dialect_inline_math(struct span text);
/* Bytes of a formula on lines of its own, "$$" and "$$" included; 0 when there is none. */
size_t dialect_display_math(struct span text);
/* Whether a line is the second of a table with more than `most` columns. */
bool dialect_is_wide_table(struct span line, size_t most);

#endif
