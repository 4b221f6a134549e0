# A site of 3,000 Markdown files as a pipeline sees it: the whole check, a change of five files, a baseline; and Vale.
# The files are the Markdown of this machine, repeats with a small edit of their own; times are medians of five runs
# taken in turn.
#
# Vale is run where it is on the PATH (or VALE names it), with tests/bench/vale.ini: 100 patterns of the kind that ours
# are, and five formulas. Compared are two commands that read the same files, look for hedges, hype, proof and causes,
# grade, and print a line for each finding. Not compared is what they find: Vale prints every hit, as its rules say;
# qualm has some 500 patterns, weighs their hits against the evidence in the text, and prints what is left. Vale knows
# no changed lines: beside --diff-base it is given the five files by name. Vale works on all processors, qualm on one:
# "busy" is the time of all of them together.
#
# usage: bench_site.sh QUALM SRCDIR [FOLDER...]     Markdown is looked for in FOLDER; by default in /usr and the home
set -eu
qualm=$(realpath "$1")
sources=$(realpath "$2")
shift 2
[ $# -gt 0 ] || set -- /usr "$HOME"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
find "$@" -type f -name '*.md' -size +1 -size -120 -print 2>/dev/null | LC_ALL=C sort -u >"$work/found"

python3 - "$work" <<'PY'
import hashlib, pathlib, sys
N_FILES, LEAST, MOST = 3000, 1000, 60_000
work = pathlib.Path(sys.argv[1])
texts = {}
for name in (work / "found").read_text(encoding="utf8", errors="surrogateescape").splitlines():
    try:
        raw = pathlib.Path(name).read_bytes()
        raw.decode("utf8")
    except (OSError, UnicodeDecodeError):
        continue
    if LEAST <= len(raw) <= MOST and b"\0" not in raw:
        texts.setdefault(hashlib.sha256(raw).digest(), raw)
if not texts:
    sys.exit("bench-site: no Markdown found; name folders that have some")
# In the order of their hashes: the same choice whatever the files are called.
ordered = [texts[key] for key in sorted(texts)]
for i in range(N_FILES):
    text = ordered[i % len(ordered)]
    if i >= len(ordered):
        text += f"\n\nThis page is edition {i // len(ordered)} of number {i % len(ordered)}.\n".encode()
    path = work / "site/content" / f"part-{i % 60:02d}" / f"page-{i:04d}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
print(f"{N_FILES} files made of {len(ordered)} different ones")
PY

cd "$work/site"
printf 'max-grade: 12\n' >.qualm.yaml
git init -q -b main .
git config user.name site
git config user.email site@example.org
git add .
git commit -qm 'The site'
"$qualm" check --write-baseline "$work/baseline.json" content >/dev/null 2>&1
git checkout -q -b change
for page in part-00/page-0000 part-11/page-0611 part-22/page-1222 part-33/page-1833 part-44/page-2444; do
  printf '\nResearchers have proved that this page is better than the one before.\n' >>"content/$page.md"
done
git commit -qam 'Five pages'

python3 - "$qualm" "$work/baseline.json" "${VALE:-vale}" "$sources/tests/bench/vale.ini" <<'PY'
import os, pathlib, resource, shutil, statistics, subprocess, sys, time
qualm, baseline, vale, vale_ini = sys.argv[1:]
N_RUNS = 5
pages = sorted(pathlib.Path("content").rglob("*.md"))
five = subprocess.run(["git", "diff", "--name-only", "main"], capture_output=True, text=True).stdout.split()

check = [qualm, "check", "--to", "line"]
diff = [*check, "--diff-base", "main"]
commands = {
    "qualm check": [*check, "content"],
    "qualm check --baseline": [*check, "--baseline", baseline, "content"],
    "qualm check --diff-base": [*diff, "content"],
    "qualm check --diff-base --config-from": [*diff, "--config-from", "main", "content"],
    "qualm check --diff-base --baseline": [*diff, "--baseline", baseline, "content"],
    "qualm check, five files by name": [*check, *five],
}
if shutil.which(vale):
    vale = os.path.abspath(shutil.which(vale))
    lines = [vale, "--config", vale_ini, "--no-exit", "--output=line"]
    commands["vale"] = [*lines, "content"]
    commands["vale, five files by name"] = [*lines, *five]


def once(command):
    """Seconds by the clock, seconds of processors, and lines on standard output."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"bench-site: {command} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, busy, done.stdout.count(b"\n")


def peak(command):
    """Peak memory in MiB, read off while it runs: wait4's figure holds what the parent had before exec too."""
    process, most = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL), 0
    while process.poll() is None:
        try:
            status = open(f"/proc/{process.pid}/status").read()
            is_it = os.path.basename(os.readlink(f"/proc/{process.pid}/exe")) == os.path.basename(command[0])
        except OSError:
            continue
        if is_it and "VmHWM:" in status:
            most = max(most, int(status.split("VmHWM:")[1].split()[0]))
        time.sleep(0.001)
    return most / 1024


runs = {name: [] for name in commands}
for _ in range(N_RUNS):
    for name, command in commands.items():
        runs[name].append(once(command))
size = sum(p.stat().st_size for p in pages)
print(f"{len(pages)} files, {size / 1e6:.1f} MB, {len(five)} changed; {os.cpu_count()} processors; "
      f"median of {N_RUNS} runs in turn")
print(f"  {'':38s} {'seconds':>8s} {'busy':>8s} {'MiB':>7s} {'lines':>7s}")
for name, measured in runs.items():
    wall, busy, lines = (statistics.median(column) for column in zip(*measured))
    print(f"  {name:38s} {wall:8.3f} {busy:8.3f} {peak(commands[name]):7.1f} {lines:7.0f}", flush=True)
if "vale" not in commands:
    print("  vale: skipped, it is not on the PATH (go install github.com/vale-cli/vale/v3/cmd/vale@v3.21.0)")
PY
