/* tablegen DIR OUT: checks the corpus in DIR and writes it as C tables to OUT.
 *
 * A bad row stops the build with "path:line: what is wrong". Hits, misses and worked examples are run by the tests,
 * since they need the real engines.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "tablegen.h"

static const struct kind formulas = {
    "formulas.tsv", "data_formula",
    {{"id", CELL_ID, .member = "formula.id"}, {"name", CELL_NEEDED, .member = "formula.name"},
     {"scale", CELL_ONE_OF, "grade score", .member = "formula.scale"}, {"languages", CELL_NEEDED},
     {"units", CELL_NEEDED}, {"expression", CELL_FORMULA, .member = "formula.expression"}, {"valid_low", CELL_LOW},
     {"valid_high", CELL_HIGH}, {"min_words", CELL_COUNT}, {"min_sentences", CELL_COUNT}, {"example", CELL_NEEDED},
     {"example_value", CELL_NUMBER}, {"conventions", CELL_TEXT}, {"source", CELL_NEEDED, .member = "formula.source"}},
};
static const struct kind speeds = {
    "speeds.tsv", "data_speed",
    {{"language", CELL_NEEDED}, {"mode", CELL_ONE_OF, "silent aloud"}, {"unit", CELL_ONE_OF, "word character"},
     {"slow", CELL_COUNT}, {"typical", CELL_NUMBER}, {"fast", CELL_COUNT}, {"source", CELL_NEEDED}},
};
static const struct kind rules = {
    "rules.tsv", "data_rule",
    {{"id", CELL_ID, .member = "rule.id"},
     {"severity", CELL_ENUM, "note warning error", "QUALM_", .member = "rule.severity"},
     {"ready", CELL_YES_NO, .member = "rule.is_ready"}, {"summary", CELL_NEEDED, .member = "rule.summary"},
     {"message", CELL_NEEDED}, {"remedy", CELL_NEEDED, .member = "rule.remedy"},
     {"why", CELL_NEEDED, .member = "rule.why"}, {"bad", CELL_NEEDED, .member = "rule.bad"},
     {"good", CELL_NEEDED, .member = "rule.good"}, {"right", CELL_COUNT, .member = "rule.right"},
     {"judged", CELL_COUNT, .member = "rule.judged"}, {"measured_on", CELL_TEXT, .member = "rule.measured_on"}},
};
static const struct kind abbreviations = {
    "abbreviations.tsv", "data_abbreviation",
    {{"word", CELL_ID}, {"kind", CELL_ENUM, "title middle number end", "DATA_ABBREVIATION_"},
     {"example", CELL_EXAMPLE}},
};
#define FURNITURE_KINDS "byline name kicker date minutes caption sharing comments contact embargo end citation"
static const struct kind furniture = {
    "furniture.tsv", "data_furniture",
    {{"id", CELL_ID}, {"kind", CELL_ONE_OF, FURNITURE_KINDS}, {"pattern", CELL_PATTERN}, {"hit", CELL_NEEDED},
     {"miss", CELL_NEEDED}},
};
static const struct kind cues = {
    "cues/", "data_cue",
    {{"id", CELL_ID}, {"strength", CELL_ONE_OF, "strong weak"}, {"anchors", CELL_NEEDED}, {"pattern", CELL_PATTERN},
     {"unless", CELL_TEXT}, {"needs", CELL_TEXT}, {"rule", CELL_TEXT}, {"hit", CELL_NEEDED}, {"miss", CELL_NEEDED},
     {"why", CELL_NEEDED}},
};
static const struct kind guards = {
    "cues/guards.tsv", "data_guard",
    {{"id", CELL_ID}, {"pattern", CELL_PATTERN}, {"hit", CELL_NEEDED}, {"miss", CELL_NEEDED}, {"why", CELL_UNWRITTEN}},
};
static const struct kind claims = {
    "claims.tsv", "data_claim",
    {{"id", CELL_ID}, {"level", CELL_LEVEL}, {"where", CELL_TEXT}, {"anchors", CELL_NEEDED}, {"pattern", CELL_PATTERN},
     {"unless", CELL_TEXT}, {"needs", CELL_TEXT}, {"right", CELL_COUNT}, {"fired", CELL_COUNT}, {"hit", CELL_NEEDED},
     {"miss", CELL_NEEDED}, {"why", CELL_NEEDED}},
};
static const struct kind profile = {
    "profile.tsv", NULL, {{"key", CELL_ID}, {"value", CELL_NEEDED}},
};
static const struct kind exceptions = {
    "syllables.exceptions.tsv", NULL, {{"word", CELL_NEEDED}, {"count", CELL_COUNT}},
};

static const struct kind softer = {
    "softer.tsv", NULL, {{"word", CELL_NEEDED}, {"softer", CELL_NEEDED}},
};

/* The kinds of cue, in the order of enum cue_kind. */
static const char *const cue_kinds[] = {
    "hedge", "weasel", "booster", "causal", "correlational", "no-relation", "superlative", "hype",
    "absolute", "number", "design", "species", "sample", "attribution", "caveat", "advice",
};

/* All that was read and written; a process-long arena, since the program ends right after. */
static struct arena arena;
static struct tsv all_rules;
static FILE *out;

static void *must(void *piece)
{
    if (!piece) {
        fputs("tablegen: out of memory\n", stderr);
        exit(1);
    }
    return piece;
}

/* A printf into the arena. */
static char *text_of(const char *format, const char *a, const char *b)
{
    const size_t size = strlen(format) + strlen(a) + strlen(b) + 1;
    char *text = must(arena_alloc(&arena, size));
    snprintf(text, size, format, a, b);
    return text;
}

/* A tag as part of a C name. */
static char *c_name(const char *tag)
{
    char *name = text_of("%s%s", tag, "");
    for (char *p = name; *p; p++)
        if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9')))
            *p = '_';
    return name;
}

static bool exists(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file)
        fclose(file);
    return file != NULL;
}

/* A table of the corpus as a whole: an extern array and its length. */
static void table_write(const char *dir, const struct kind *kind, const char *name, struct tsv *tsv)
{
    if (!kind_read(kind, text_of("%s/%s", dir, kind->file), tsv))
        return;
    fprintf(out, "const struct %s data_%s[] = {\n", kind->struct_name, name);
    write_rows(out, kind, tsv, NULL);
    fprintf(out, "};\nconst size_t data_n_%s = %zu;\n\n", name, tsv->n_rows);
}

/* A table of one language: a static array (with an empty row at its end, so that it is never empty). */
static size_t language_table_write(const char *dir, const char *c_tag, const struct kind *kind, const char *name,
                                   struct tsv *tsv)
{
    const char *path = text_of("%s/%s", dir, kind->file);
    if (exists(path))
        kind_read(kind, path, tsv);
    fprintf(out, "static const struct %s %s_%s[] = {\n", kind->struct_name, c_tag, name);
    write_rows(out, kind, tsv, NULL);
    fputs("    {0},\n};\n", out);
    return tsv->n_rows;
}

static int compare_first_cells(const void *a, const void *b)
{
    return strcmp(((const struct tsv_row *)a)->cells[0], ((const struct tsv_row *)b)->cells[0]);
}

static size_t abbreviations_write(const char *dir, const char *c_tag)
{
    struct tsv tsv = {0};
    const char *path = text_of("%s/%s", dir, abbreviations.file);
    if (exists(path) && kind_read(&abbreviations, path, &tsv) && tsv.n_rows)
        qsort(tsv.rows, tsv.n_rows, sizeof *tsv.rows, compare_first_cells);
    fprintf(out, "static const struct data_abbreviation %s_abbreviations[] = {\n", c_tag);
    write_rows(out, &abbreviations, &tsv, NULL);
    fputs("    {0},\n};\n", out);
    const size_t n = tsv.n_rows;
    tsv_free(&tsv);
    return n;
}

static size_t cues_write(const char *dir, const char *c_tag, const struct tsv *all_guards)
{
    size_t n = 0;
    fprintf(out, "static const struct data_cue %s_cues[] = {\n", c_tag);
    for (size_t i = 0; i < sizeof cue_kinds / sizeof *cue_kinds; i++) {
        struct tsv tsv = {0};
        const char *path = text_of("%s/cues/%s.tsv", dir, cue_kinds[i]);
        if (exists(path) && kind_read(&cues, path, &tsv)) {
            check_references(path, &tsv, 4, all_guards, "");
            check_references(path, &tsv, 5, all_guards, "");
            check_references(path, &tsv, 6, &all_rules, "");
            write_rows(out, &cues, &tsv, text_of(".kind = \"%s\"%s", cue_kinds[i], ""));
            n += tsv.n_rows;
        }
        tsv_free(&tsv);
    }
    fputs("    {0},\n};\n", out);
    return n;
}

static size_t claims_write(const char *dir, const char *c_tag)
{
    struct tsv tsv = {0};
    const size_t n = language_table_write(dir, c_tag, &claims, "claims", &tsv);
    const char *path = text_of("%s/%s", dir, claims.file);
    check_references(path, &tsv, 5, &tsv, "s:");
    check_references(path, &tsv, 6, &tsv, "s:");
    tsv_free(&tsv);
    return n;
}

/* The words of a list file, sorted, as C. */
static size_t list_write(const char *path, const char *c_list)
{
    struct tsv tsv = {0};
    struct buffer bytes = {0};
    struct tsv_error error = {0, ""};
    if (file_read(path, &bytes, &error) || tsv_read(path, NULL, 0, &tsv, &error)) {
        complain(path, error.line, error.message, NULL);
        return 0;
    }
    check_word_list_head(path, bytes.bytes);
    const char **words = must(arena_array(&arena, tsv.n_rows + 1, sizeof *words));
    for (size_t i = 0; i < tsv.n_rows; i++)
        words[i] = tsv.rows[i].cells[0];
    write_words(out, c_list, words, tsv.n_rows);
    const size_t n = tsv.n_rows;
    tsv_free(&tsv);
    buffer_free(&bytes);
    return n;
}

static const char *profile_value(const struct tsv *tsv, const char *key, const char *fallback)
{
    for (size_t i = 0; i < tsv->n_rows; i++)
        if (strcmp(tsv->rows[i].cells[0], key) == 0)
            return tsv->rows[i].cells[1];
    return fallback;
}

static size_t function_words_write(const char *c_tag, const char *value)
{
    size_t n = 0;
    struct span rest = span_of(value);
    struct span word;
    const char **words = must(arena_array(&arena, strlen(value) + 1, sizeof *words));
    while (span_next_part(&rest, ' ', &word))
        if (word.len)
            words[n++] = must(arena_copy(&arena, word.ptr, word.len));
    write_words(out, text_of("%s_function%s", c_tag, ""), words, n);
    return n;
}

/* "dale-chall" for "familiar-dale-chall.txt"; NULL for other names. */
static const char *list_name(const char *file)
{
    static const char before[] = "familiar-";
    static const char after[] = ".txt";
    const size_t n = strlen(file);
    if (n <= strlen(before) + strlen(after) || strncmp(file, before, strlen(before)) != 0 ||
        strcmp(file + n - strlen(after), after) != 0)
        return NULL;
    return must(arena_copy(&arena, file + strlen(before), n - strlen(before) - strlen(after)));
}

/* The names in a folder, sorted, so that the output never depends on the file system. */
static size_t names_in(const char *dir, const char ***names)
{
    struct dirent **entries;
    const int n = scandir(dir, &entries, NULL, alphasort);
    if (n < 0) {
        complain(dir, 0, "cannot be read", NULL);
        return 0;
    }
    size_t n_names = 0;
    *names = must(arena_array(&arena, (size_t)n + 1, sizeof **names));
    for (int i = 0; i < n; i++) {
        if (entries[i]->d_name[0] != '.')
            (*names)[n_names++] = must(arena_copy(&arena, entries[i]->d_name, strlen(entries[i]->d_name)));
        free(entries[i]);
    }
    free(entries);
    return n_names;
}

/* The two cells of each row as one word, "has a\tmay have a"; 0 when there is no such file. */
static size_t pairs_write(const char *path, const struct kind *kind, const char *c_list)
{
    struct tsv tsv = {0};
    if (!exists(path) || !kind_read(kind, path, &tsv))
        return 0;
    const char **words = must(arena_array(&arena, tsv.n_rows + 1, sizeof *words));
    for (size_t i = 0; i < tsv.n_rows; i++)
        words[i] = text_of("%s\t%s", tsv.rows[i].cells[0], tsv.rows[i].cells[1]);
    write_words(out, c_list, words, tsv.n_rows);
    const size_t n = tsv.n_rows;
    tsv_free(&tsv);
    return n;
}

/* All word lists of a language: the function words, how verbs are reworded, and each familiar-NAME.txt. */
static size_t lists_write(const char *dir, const char *c_tag, const struct tsv *settings)
{
    const char **files = NULL;
    const size_t n_files = names_in(dir, &files);
    size_t n_lists = 0;
    size_t *sizes = must(arena_array(&arena, n_files + 2, sizeof *sizes));
    const char **names = must(arena_array(&arena, n_files + 2, sizeof *names));
    sizes[n_lists] = function_words_write(c_tag, profile_value(settings, "function_words", ""));
    names[n_lists++] = "function";
    sizes[n_lists] = pairs_write(text_of("%s/%s", dir, softer.file), &softer, text_of("%s_softer%s", c_tag, ""));
    if (sizes[n_lists])
        names[n_lists++] = "softer";
    for (size_t i = 0; i < n_files; i++) {
        const char *name = list_name(files[i]);
        if (!name)
            continue;
        sizes[n_lists] = list_write(text_of("%s/%s", dir, files[i]), text_of("%s_%s", c_tag, c_name(name)));
        names[n_lists++] = name;
    }
    fprintf(out, "static const struct data_words %s_lists[] = {\n", c_tag);
    for (size_t i = 0; i < n_lists; i++)
        fprintf(out, "    {\"%s\", %s_%s, %zu},\n", names[i], c_tag, c_name(names[i]), sizes[i]);
    fputs("};\n", out);
    return n_lists;
}

static bool number_is_byte(struct span text, uint64_t *value)
{
    return number_to_uint(text, value) && *value <= 255;
}

/* The bytes of the syllable tree; 0 when the language has none. */
static size_t tree_write(const char *dir, const char *c_tag)
{
    const char *path = text_of("%s/%s", dir, "syllables.tree");
    struct tsv tsv = {0};
    struct tsv_error error = {0, ""};
    size_t n = 0;
    if (!exists(path))
        return 0;
    if (tsv_read(path, NULL, 0, &tsv, &error))
        complain(path, error.line, error.message, NULL);
    fprintf(out, "static const unsigned char %s_tree[] = {\n", c_tag);
    for (size_t i = 0; i < tsv.n_rows; i++) {
        struct span rest = span_of(tsv.rows[i].cells[0]);
        struct span number;
        uint64_t value = 0;
        while (span_next_part(&rest, ' ', &number)) {
            if (!number_is_byte(number, &value))
                complain(path, tsv.rows[i].line, "is no number from 0 to 255:", tsv.rows[i].cells[0]);
            fprintf(out, "%u,", (unsigned)value);
            n++;
        }
        fputc('\n', out);
    }
    fputs("};\n", out);
    tsv_free(&tsv);
    return n;
}

static bool exceptions_write(const char *dir, const char *c_tag)
{
    const char *path = text_of("%s/%s", dir, exceptions.file);
    if (!exists(path))
        return false;
    const size_t n = pairs_write(path, &exceptions, text_of("%s_exception_words%s", c_tag, ""));
    fprintf(out, "static const struct data_words %s_exceptions = {\"exceptions\", %s_exception_words, %zu};\n", c_tag,
            c_tag, n);
    return true;
}

/* What the row of a language in data_languages says; the tables it points to were written before. */
struct language {
    const char *tag, *c_tag;
    struct tsv profile;
    size_t n_abbreviations, n_furniture, n_guards, n_cues, n_claims, n_lists, n_tree;
    bool has_exceptions;
};

static void language_write(const char *corpus, const char *tag, struct language *language)
{
    const char *dir = text_of("%s/lang/%s", corpus, tag);
    struct tsv pieces = {0};
    struct tsv all_guards = {0};
    language->tag = tag;
    language->c_tag = c_name(tag);
    kind_read(&profile, text_of("%s/%s", dir, profile.file), &language->profile);
    language->n_abbreviations = abbreviations_write(dir, language->c_tag);
    language->n_furniture = language_table_write(dir, language->c_tag, &furniture, "furniture", &pieces);
    language->n_guards = language_table_write(dir, language->c_tag, &guards, "guards", &all_guards);
    language->n_cues = cues_write(dir, language->c_tag, &all_guards);
    tsv_free(&all_guards);
    language->n_claims = claims_write(dir, language->c_tag);
    language->n_lists = lists_write(dir, language->c_tag, &language->profile);
    language->n_tree = tree_write(dir, language->c_tag);
    language->has_exceptions = exceptions_write(dir, language->c_tag);
    tsv_free(&pieces);
}

static void language_row_write(const struct language *language)
{
    static const char *const tables[] = {"abbreviations", "furniture", "guards", "cues", "claims",
                                         "lists"};
    const size_t sizes[] = {language->n_abbreviations, language->n_furniture, language->n_guards, language->n_cues,
                            language->n_claims, language->n_lists};
    const char *c_tag = language->c_tag;
    fprintf(out, "    {.tag = \"%s\", .name = ", language->tag);
    write_string(out, profile_value(&language->profile, "name", language->tag));
    fprintf(out, ", .code = \"%s\", .script = ", profile_value(&language->profile, "code", ""));
    write_string(out, profile_value(&language->profile, "script", "Zyyy"));
    fprintf(out, ", .long_word = %s", profile_value(&language->profile, "long_word", "7"));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        fprintf(out, ", .%s = %s_%s, .n_%s = %zu", tables[i], c_tag, tables[i], tables[i], sizes[i]);
    if (language->n_tree)
        fprintf(out, ", .syllable_tree = %s_tree, .n_syllable_tree = %zu", c_tag, language->n_tree);
    if (language->has_exceptions)
        fprintf(out, ", .syllable_exceptions = &%s_exceptions", c_tag);
    fputs("},\n", out);
}

static void languages_write(const char *corpus)
{
    const char **tags = NULL;
    const size_t n = names_in(text_of("%s/%s", corpus, "lang"), &tags);
    struct language *languages = must(arena_array(&arena, n + 1, sizeof *languages));
    for (size_t i = 0; i < n; i++)
        language_write(corpus, tags[i], &languages[i]);
    fputs("const struct data_language data_languages[] = {\n", out);
    for (size_t i = 0; i < n; i++) {
        language_row_write(&languages[i]);
        tsv_free(&languages[i].profile);
    }
    fprintf(out, "};\nconst size_t data_n_languages = %zu;\n", n);
}

/* A whole file as a string, a line of C for each line. */
static void file_string_write(const char *path, bool is_one_line)
{
    struct tsv_error error = {0, ""};
    struct buffer bytes = {0};
    if (file_read(path, &bytes, &error)) {
        complain(path, error.line, error.message, NULL);
        return;
    }
    for (char *line = bytes.bytes; *line;) {
        char *end = strchrnul(line, '\n');
        const bool has_end = *end;
        *end = '\0';
        write_string(out, line);
        fputs(has_end && !is_one_line ? " \"\\n\"\n" : "\n", out);
        line = end + has_end;
    }
    fputs("\"\"", out);
    buffer_free(&bytes);
}

static void file_write(const char *path, const char *name, bool is_one_line)
{
    fprintf(out, "const char %s[] =\n", name);
    file_string_write(path, is_one_line);
    fputs(";\n\n", out);
}

/* The presets, each a file of YAML that tests/check_presets.py holds to its rules. */
static void presets_write(const char *corpus)
{
    const char **files = NULL;
    const char *dir = text_of("%s/%s", corpus, "presets");
    const size_t n = names_in(dir, &files);
    fputs("const struct data_preset data_presets[] = {\n", out);
    for (size_t i = 0; i < n; i++) {
        fprintf(out, "    {{\"%.*s\",\n", (int)strcspn(files[i], "."), files[i]);
        file_string_write(text_of("%s/%s", dir, files[i]), false);
        fputs("}},\n", out);
    }
    fprintf(out, "};\nconst size_t data_n_presets = %zu;\n\n", n);
}

static void corpus_write(const char *corpus)
{
    struct tsv pieces = {0};
    fputs("/* Made by tablegen from corpus/; do not edit. */\n#include \"data/tables.h\"\n\n", out);
    file_write(text_of("%s/%s", corpus, "EDITION"), "data_edition", true);
    file_write(text_of("%s/%s", corpus, "break/word.txt"), "data_word_rules", false);
    file_write(text_of("%s/%s", corpus, "break/sentence.txt"), "data_sentence_rules", false);
    table_write(corpus, &formulas, "formulas", &pieces);
    tsv_free(&pieces);
    table_write(corpus, &speeds, "speeds", &pieces);
    tsv_free(&pieces);
    presets_write(corpus);
    table_write(corpus, &rules, "rules", &all_rules);
    languages_write(corpus);
    tsv_free(&all_rules);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: tablegen CORPUS_DIR OUT.c\n", stderr);
        return 2;
    }
    out = fopen(argv[2], "wb");
    if (!out) {
        perror(argv[2]);
        return 1;
    }
    corpus_write(argv[1]);
    arena_clear(&arena);
    if (fclose(out)) {
        perror(argv[2]);
        return 1;
    }
    if (has_complaints)
        remove(argv[2]);
    return has_complaints;
}
