/* What HTML tags mean for prose, and a small scanner that finds them: enough for the HTML that stands in Markdown. */
#ifndef INPUT_TAGS_H
#define INPUT_TAGS_H

#include "base/span.h"
#include "text/document.h"

enum tag_role {
    TAG_NONE = 0,  /* part of the sentence: <a>, unknown ones */
    TAG_MARK,      /* the same, set off: <b>, <em>, <del> */
    TAG_BREAK,     /* a space: <br> */
    TAG_BLOCK,     /* ends a block: <p>, <div> */
    TAG_HEADING,   /* <h1> to <h6> */
    TAG_LIST,      /* <ul>, <ol>, <table>, <tr>: ends a block, and holds what is inside */
    TAG_ITEM,      /* <li> */
    TAG_CELL,      /* <td>, <th> */
    TAG_QUOTATION, /* <blockquote> */
    TAG_CAPTION,   /* <figcaption>, <caption> */
    TAG_CODE,      /* inline code: <code>, <kbd> */
    TAG_PRE,       /* a code block */
    TAG_HIDDEN,    /* what it holds is no text: <script>, <style> */
};

struct tag {
    enum tag_role role;
    unsigned level;     /* of a heading */
    enum qualm_container_kind container; /* of what holds others, itself included; else QUALM_IN_NOTHING */
    bool is_header;     /* of a cell */
    enum qualm_mark_kind mark;
    bool is_closing;
};

/* Bytes of the tag, declaration or processing instruction that `text` starts with ("<b>", "</p>", "<!DOCTYPE html>");
 * 0 when it starts with none. A tag that does not end takes all of `text`. */
size_t tag_length(struct span text);
/* What such a tag means. */
struct tag tag_read(struct span tag);

#endif
