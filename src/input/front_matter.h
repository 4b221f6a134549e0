/* What stands in front of a Markdown text: YAML between "---" lines and a JSON object are read, TOML between "+++"
 * lines is skipped.
 */
#ifndef INPUT_FRONT_MATTER_H
#define INPUT_FRONT_MATTER_H

#include "text/checked.h"
#include "text/document.h"

/* Longer front matter is none: it is text. */
#define FRONT_MATTER_MOST 65536u

struct front_matter {
    size_t end;                     /* where the text behind it starts; 0 when there is none */
    size_t title_start, title_end;  /* of the title as it is written, quotes included; empty when it names none */
};

/* Fills metadata but for the title, which its block makes. What cannot be read gives a warning record and is skipped;
 * only lack of memory and the sink's refusal are a status. */
enum qualm_status front_matter_read(const struct checked_text *window, struct document_sink *sink,
                                    struct front_matter *front_matter);

#endif
