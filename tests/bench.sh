# Speed as a budget: ratios to wc -w and GNU style on 10 MB of prose, a 1 KB file, peak memory, instructions a byte.
# Times are medians of five runs taken in turn, since machines drift.
#
# usage: bench.sh QUALM [PROSE]     PROSE is plain English text; by default documents of this machine, repeated
set -eu
qualm=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
prose=$work/prose.txt
if [ -n "${2:-}" ]; then
  cp "$2" "$prose"
else
  find /usr/share/doc /usr/share/common-licenses -type f \( -name 'README*' -o -name 'NEWS*' -o -name 'GPL-*' \) \
    ! -name '*.gz' -size +3k | LC_ALL=C sort | head -400 | xargs -d '\n' cat | iconv -f UTF-8 -t UTF-8 -c >"$work/base"
fi
: >>"$prose"
while [ "$(wc -c <"$prose")" -lt 10000000 ]; do cat "$work/base" >>"$prose"; done
head -c 1000 "$prose" >"$work/small.txt"

python3 - "$qualm" "$prose" "$work/small.txt" <<'PY'
import os, resource, shutil, statistics, subprocess, sys, time
qualm, prose, small = sys.argv[1:]
size = os.path.getsize(prose)

def once(command):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024

def in_turn(commands, n):
    runs = {name: [] for name in commands}
    for _ in range(n):
        for name, command in commands.items():
            runs[name].append(once(command))
    return {name: (statistics.median(t for t, _ in r), max(m for _, m in r)) for name, r in runs.items()}

commands = {"qualm": [qualm, "check", "--exit-zero", prose], "wc -w": ["wc", "-w", prose]}
if shutil.which("style"):
    commands["style"] = ["style", prose]
got = in_turn(commands, 5)
print(f"{size / 1e6:.1f} MB of prose, median of 5 runs in turn")
for name, (seconds, memory) in got.items():
    print(f"  {name:6s} {seconds:7.3f} s  {size / seconds / 1e6:7.1f} MB/s  {memory:6.1f} MiB"
          f"  qualm/{name} {got['qualm'][0] / seconds:.2f}")
short = in_turn({"qualm": [qualm, "check", "--exit-zero", small]}, 20)
print(f"1 KB file: {1000 * short['qualm'][0]:.1f} ms, {short['qualm'][1]:.1f} MiB")
PY
if command -v valgrind >/dev/null; then
  head -c 1000000 "$prose" >"$work/one.txt"
  head -c 2000000 "$prose" >"$work/two.txt"
  count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$qualm" check --exit-zero "$1" 2>&1 |
      sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
  }
  one=$(count "$work/one.txt")
  two=$(count "$work/two.txt")
  echo "instructions a byte (2 MB less 1 MB): $(((two - one) / 1000000)); start and 1 MB: $one"
fi
