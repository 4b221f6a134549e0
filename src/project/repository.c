/* The questions that git is asked, each a fixed number of runs. */
#include "project/repository.h"

#include <stdlib.h>
#include <string.h>

#include "project/disk.h"
#include "project/paths.h"

/* An answer of one line. */
#define LINE_MOST ((size_t)64 * 1024)
#define FILTERS_MOST 64

struct repository {
    const struct git *git;
    char *root;
    struct names filters; /* what turns the filters of its configuration off */
    const char *settings[FILTERS_MOST + 1];
};

static enum qualm_status take_bounded(void *to, const char *bytes, size_t n_bytes)
{
    const struct bounded *bounded = to;
    if (n_bytes > bounded->most - bounded->bytes->n_bytes)
        return QUALM_ERR_TOO_LARGE;
    return buffer_append(bounded->bytes, bytes, n_bytes);
}

enum qualm_status repository_ask(const struct repository *repository, const char *const *arguments,
                                 struct bounded answer, struct git_end *end)
{
    const struct git_call call = {repository->root, repository->settings, arguments, take_bounded, &answer};
    return git_run(repository->git, &call, end);
}

enum qualm_status repository_start(const struct repository *repository, const char *const *arguments,
                                   struct git_process *process)
{
    const struct git_call call = {repository->root, repository->settings, arguments, NULL, NULL};
    return git_start(repository->git, &call, process);
}

enum qualm_status repository_failed(enum qualm_status status, const char *what, struct git_end *end,
                                    struct complaint *why)
{
    if (status == QUALM_ERR_MEMORY)
        return status;
    if (status == QUALM_ERR_TOO_LARGE)
        return complaint_say(why, "git cannot %s: it is more than fits", what);
    if (strstr(end->said, "promisor") || strstr(end->said, "not allowed"))
        return complaint_say(why, "git cannot %s: this clone is partial; make one without --filter", what);
    return complaint_say(why, "git cannot %s: %s", what, git_reason(end));
}

/* Takes the one line feed off that git ends a line with; a name may end with others. */
static void line_end_cut(struct buffer *line)
{
    if (line->n_bytes && line->bytes[line->n_bytes - 1] == '\n')
        line->bytes[--line->n_bytes] = '\0';
}

/* ----------------------------------------------------------- repository */

void repository_free(struct repository *repository)
{
    if (!repository)
        return;
    free(repository->root);
    names_free(&repository->filters);
    free(repository);
}

const char *repository_root(const struct repository *repository)
{
    return strcmp(repository->root, "/") == 0 ? "" : repository->root;
}

static bool ends_with(const char *name, const char *end)
{
    const size_t n = strlen(name);
    return n >= strlen(end) && strcmp(name + n - strlen(end), end) == 0;
}

/* What a filter's variable is set to, so that it does nothing: "" runs nothing, and none is missed. */
static const char *filter_off(const char *name)
{
    return ends_with(name, ".required")                                                             ? "=false"
           : ends_with(name, ".clean") || ends_with(name, ".smudge") || ends_with(name, ".process") ? "="
                                                                                                    : NULL;
}

/* A filter is a program that git runs on a file's bytes before it compares them. Those that are configured get a
 * setting that turns them off. */
static enum qualm_status filters_turn_off(struct repository *repository, struct complaint *why)
{
    static const char *const arguments[] = {"config", "-z", "--name-only", "--get-regexp", "^filter\\.", NULL};
    struct buffer found = {0};
    struct buffer *off = &repository->filters.bytes;
    struct git_end end;
    enum qualm_status status = repository_ask(repository, arguments, (struct bounded){&found, LINE_MOST}, &end);
    if (status || end.status > 1)
        status = repository_failed(status, "read its configuration", &end, why);
    for (size_t at = 0; !status && at < found.n_bytes; at += strlen(found.bytes + at) + 1) {
        const char *name = found.bytes + at;
        const char *value = filter_off(name);
        if (value && strchr(name, '='))
            status = complaint_say(why, "git has a filter with '=' in its name, which cannot be turned off: '%s'",
                                   name);
        if (value && !status)
            status = buffer_append_text(off, name);
        if (value && !status)
            status = buffer_append(off, value, strlen(value) + 1);
    }
    buffer_free(&found);
    if (!status)
        status = names_find(&repository->filters);
    if (!status && repository->filters.n > FILTERS_MOST)
        status = complaint_say(why, "git has more than %d settings of filters", FILTERS_MOST);
    for (size_t i = 0; !status && i < repository->filters.n; i++)
        repository->settings[i] = repository->filters.items[i];
    return status;
}

/* Whether git found no repository, or none with files on disk; else it said why it will not look. */
static bool is_none(const struct git_end *end)
{
    return strstr(end->said, "not a git repository") || strstr(end->said, "must be run in a work tree");
}

static enum qualm_status root_find(const struct git *git, const char *dir, struct buffer *root, struct complaint *why)
{
    static const char *const arguments[] = {"rev-parse", "--show-toplevel", NULL};
    struct bounded answer = {root, LINE_MOST};
    const struct git_call call = {dir, NULL, arguments, take_bounded, &answer};
    struct git_end end;
    const enum qualm_status status = git_run(git, &call, &end);
    if (!status && end.status == 0) {
        line_end_cut(root);
        return QUALM_OK;
    }
    buffer_clear(root);
    if (!status && is_none(&end))
        return QUALM_OK;
    if (!status && (strstr(end.said, "dubious ownership") || strstr(end.said, "unsafe repository")))
        return complaint_say(why,
                             "git does not trust the repository of '%.300s', which belongs to another user; say that "
                             "you do with 'git config --global --add safe.directory DIR'",
                             dir);
    return repository_failed(status, "look for a repository", &end, why);
}

enum qualm_status repository_open(const struct git *git, const char *dir, struct repository **repository,
                                  struct complaint *why)
{
    struct buffer root = {0};
    enum qualm_status status = root_find(git, dir, &root, why);
    if (status || root.n_bytes == 0) {
        buffer_free(&root);
        if (!status)
            *repository = NULL;
        return status;
    }
    struct repository *made = calloc(1, sizeof *made);
    if (!made) {
        buffer_free(&root);
        return QUALM_ERR_MEMORY;
    }
    made->git = git;
    made->root = root.bytes;
    status = filters_turn_off(made, why);
    if (status)
        repository_free(made);
    else
        *repository = made;
    return status;
}

/* ------------------------------------------------------------ revisions */

/* The hex digits of a line; false when it is something else. */
static bool id_read(const struct buffer *line, struct object_id *id)
{
    const char *text = line->bytes ? line->bytes : "";
    const size_t n = strspn(text, "0123456789abcdef");
    if ((n != 40 && n != 64) || text[n])
        return false;
    memcpy(id->hex, text, n + 1);
    return true;
}

/* One line that is an id, or nothing and a status of 1 and more. */
static enum qualm_status id_ask(const struct repository *repository, const char *const *arguments, struct object_id *id,
                                bool *is_there, struct git_end *end)
{
    struct buffer line = {0};
    const enum qualm_status status = repository_ask(repository, arguments, (struct bounded){&line, LINE_MOST}, end);
    line_end_cut(&line);
    *is_there = !status && end->status == 0 && id_read(&line, id);
    buffer_free(&line);
    return status;
}

/* What was found, and whether the name may mean something else, too. */
struct commit_answer {
    struct object_id id;
    bool is_there, is_ambiguous;
};

static enum qualm_status commit_ask(const struct repository *repository, const char *before, const char *revision,
                                    struct commit_answer *answer)
{
    struct buffer wanted = {0};
    struct git_end end = {.said = ""};
    enum qualm_status status = buffer_append_text(&wanted, before);
    *answer = (struct commit_answer){.is_there = false};
    if (!status)
        status = buffer_append_text(&wanted, revision);
    if (!status)
        status = buffer_append_text(&wanted, "^{commit}");
    if (!status)
        status = id_ask(repository, (const char *const[]){"rev-parse", "--verify", wanted.bytes, NULL}, &answer->id,
                        &answer->is_there, &end);
    /* An id in full is that commit, whatever is called like it. */
    answer->is_ambiguous = strstr(end.said, "is ambiguous") && strcmp(answer->id.hex, revision) != 0;
    buffer_free(&wanted);
    return status;
}

/* A clone that lacks the older commits. When git does not say, it is taken for whole. */
static enum qualm_status shallow_ask(const struct repository *repository, bool *is_shallow)
{
    struct buffer line = {0};
    struct git_end end;
    const enum qualm_status status = repository_ask(repository,
                                                    (const char *const[]){"rev-parse", "--is-shallow-repository", NULL},
                                                    (struct bounded){&line, LINE_MOST}, &end);
    *is_shallow = !status && line.bytes && strcmp(line.bytes, "true\n") == 0;
    buffer_free(&line);
    return status;
}

#define DEEPEN "fetch the rest ('git fetch --unshallow', or 'fetch-depth: 0' for actions/checkout)"

static enum qualm_status no_commit(const char *revision, struct complaint *why)
{
    return complaint_say(why, "the repository has no commit yet, so nothing can be compared with '%s'; check without "
                         "it", revision);
}

static enum qualm_status revision_missing(const struct repository *repository, const char *revision,
                                          struct complaint *why)
{
    bool is_shallow = false;
    struct commit_answer remote, head = {.is_there = true};
    enum qualm_status status = commit_ask(repository, "refs/remotes/origin/", revision, &remote);
    if (!status)
        status = shallow_ask(repository, &is_shallow);
    if (!status)
        status = commit_ask(repository, "", "HEAD", &head);
    if (status == QUALM_ERR_MEMORY)
        return status;
    if (!status && !head.is_there)
        return no_commit(revision, why);
    if (remote.is_there)
        return complaint_say(why, "git knows no revision '%s'; did you mean 'origin/%s'?", revision, revision);
    if (is_shallow)
        return complaint_say(why, "git knows no revision '%s' in this shallow clone; " DEEPEN, revision);
    return complaint_say(why, "git knows no revision '%s'; fetch it, or name another ('git branch --all' lists them)",
                         revision);
}

enum qualm_status repository_revision(const struct repository *repository, const char *revision, struct object_id *id,
                                      struct complaint *why)
{
    struct commit_answer answer;
    /* "-" begins an option and "^" a revision turned round; no branch is called so. */
    if (revision[0] == '\0' || revision[0] == '-' || revision[0] == '^' || strlen(revision) > 255)
        return complaint_say(why, "'%.255s' is no name of a revision; use a branch, a tag or a commit", revision);
    const enum qualm_status status = commit_ask(repository, "", revision, &answer);
    if (status == QUALM_ERR_MEMORY)
        return status;
    if (!answer.is_there)
        return revision_missing(repository, revision, why);
    /* git takes the tag: who can make one would choose what a change is compared with. */
    if (answer.is_ambiguous)
        return complaint_say(why, "'%s' is both a branch and a tag, or more; say which one, such as "
                             "refs/heads/%s or refs/remotes/%s", revision, revision, revision);
    *id = answer.id;
    return QUALM_OK;
}

enum qualm_status repository_merge_base(const struct repository *repository, const char *revision, struct object_id *id,
                                        struct complaint *why)
{
    struct object_id other;
    struct commit_answer head;
    struct git_end end;
    bool is_there = false;
    bool is_shallow = false;
    enum qualm_status status = repository_revision(repository, revision, &other, why);
    if (!status)
        status = commit_ask(repository, "", "HEAD", &head);
    if (status)
        return status;
    if (!head.is_there)
        return no_commit(revision, why);
    status = id_ask(repository, (const char *const[]){"merge-base", other.hex, head.id.hex, NULL}, id, &is_there, &end);
    if (!status && is_there)
        return QUALM_OK;
    if (status || end.status > 1)
        return repository_failed(status, "find the merge base", &end, why);
    status = shallow_ask(repository, &is_shallow);
    if (status == QUALM_ERR_MEMORY)
        return status;
    return complaint_say(why,
                         is_shallow ? "'%s' and HEAD have no common ancestor in this shallow clone; " DEEPEN
                                    : "'%s' and HEAD have no common ancestor; name the revision that the work "
                                      "started from",
                         revision);
}

/* ----------------------------------------------------------- submodules */

/* Whether the repository begins in this folder, and has the commit. */
static enum qualm_status is_comparable(const struct repository *inner, const char *dir, const struct object_id *id,
                                       bool *is_so)
{
    struct commit_answer answer = {.is_there = false};
    char *real = NULL;
    enum qualm_status status = disk_real(dir, &real);
    *is_so = !status && real && strcmp(real, inner->root) == 0;
    free(real);
    if (!status && *is_so)
        status = commit_ask(inner, "", id->hex, &answer);
    *is_so = *is_so && answer.is_there;
    return status;
}

enum qualm_status repository_inner(const struct repository *repository, const struct object_id *base, const char *path,
                                   struct repository **inner, struct object_id *id)
{
    struct buffer wanted = {0}, dir = {0};
    struct repository *found = NULL;
    struct complaint unheard;
    struct git_end end;
    bool is_there = false;
    *inner = NULL;
    enum qualm_status status = buffer_append_text(&wanted, base->hex);
    if (!status)
        status = buffer_append_text(&wanted, ":");
    if (!status)
        status = buffer_append_text(&wanted, path);
    if (!status)
        status = path_in_folder(repository->root, path, &dir);
    if (!status)
        status = id_ask(repository, (const char *const[]){"rev-parse", "--verify", wanted.bytes, NULL}, id, &is_there,
                        &end);
    if (!status && is_there)
        status = repository_open(repository->git, dir.bytes, &found, &unheard);
    if (!status && found)
        status = is_comparable(found, dir.bytes, id, &is_there);
    buffer_free(&wanted);
    buffer_free(&dir);
    if (!status && found && is_there)
        *inner = found;
    else
        repository_free(found);
    return status == QUALM_ERR_MEMORY ? status : QUALM_OK;
}

/* ---------------------------------------------------------------- files */

static enum qualm_status names_ask(const struct repository *repository, const char *const *arguments, const char *what,
                                   struct names *names, struct complaint *why)
{
    struct names found = {0};
    struct git_end end;
    enum qualm_status status = repository_ask(repository, arguments, (struct bounded){&found.bytes, NAMES_BYTES_MOST},
                                              &end);
    if (status || end.status)
        status = repository_failed(status, what, &end, why);
    else
        status = names_find(&found);
    if (status)
        names_free(&found);
    else
        *names = found;
    return status;
}

enum qualm_status repository_tracked(const struct repository *repository, struct names *names, struct complaint *why)
{
    static const char *const arguments[] = {"ls-files", "-z", NULL};
    return names_ask(repository, arguments, "list its files", names, why);
}

/* A submodule's folder stands among the files. */
enum qualm_status repository_holds(const struct repository *repository, const struct repository *inner, bool *is_so)
{
    const size_t n = strlen(repository->root);
    struct buffer path = {0};
    struct names tracked = {0};
    struct complaint unheard;
    *is_so = false;
    if (strncmp(inner->root, repository->root, n) != 0 || inner->root[n] != '/')
        return QUALM_OK;
    enum qualm_status status = buffer_append_text(&path, inner->root + n + 1);
    if (!status)
        status = repository_tracked(repository, &tracked, &unheard);
    for (char *slash = path.bytes; !status && slash && !*is_so;) {
        slash = strchr(slash, '/');
        if (slash)
            *slash = '\0';
        *is_so = names_have(&tracked, path.bytes);
        if (slash)
            *slash++ = '/';
    }
    names_free(&tracked);
    buffer_free(&path);
    return status;
}

enum qualm_status repository_ignored(const struct repository *repository, struct names *names, struct complaint *why)
{
    static const char *const arguments[] = {
        "ls-files", "-z", "--others", "--ignored", "--exclude-per-directory=.gitignore", "--directory", NULL};
    return names_ask(repository, arguments, "list what it ignores", names, why);
}

enum qualm_status repository_diff(const struct repository *repository, const struct object_id *base, qualm_write take,
                                  void *to, struct complaint *why)
{
    /* Everything that configuration could set otherwise is said. */
    const char *const arguments[] = {"diff",
                                     "--no-ext-diff",
                                     "--no-textconv",
                                     "--no-color",
                                     "--no-relative",
                                     "--diff-algorithm=myers",
                                     "--indent-heuristic",
                                     /* An editor that takes them away, or writes CRLF, touches no sentence. */
                                     "--ignore-space-at-eol",
                                     "--find-renames",
                                     "-l1000",
                                     "-U0",
                                     "--inter-hunk-context=0",
                                     "--src-prefix=a/",
                                     "--dst-prefix=b/",
                                     "--full-index",
                                     "--ignore-submodules=all",
                                     "--submodule=short",
                                     base->hex,
                                     "--",
                                     NULL};
    const struct git_call call = {repository->root, repository->settings, arguments, take, to};
    struct git_end end;
    const enum qualm_status status = git_run(repository->git, &call, &end);
    if (status == QUALM_ERR_ARGUMENT)
        return status; /* what took the diff has complained */
    return status || end.status ? repository_failed(status, "compare with the files on disk", &end, why) : QUALM_OK;
}
