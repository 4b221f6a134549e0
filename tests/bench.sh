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
import os, shutil, statistics, subprocess, sys, time
qualm, prose, small = sys.argv[1:]
size = os.path.getsize(prose)

def once(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start

def peak(command):
    """Peak memory in MiB, read off while it runs: wait4's figure holds what the parent had before exec too."""
    process, most = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL), 0
    while process.poll() is None:
        try:
            status = open(f"/proc/{process.pid}/status").read()
            exe = os.readlink(f"/proc/{process.pid}/exe")
        except OSError:
            continue
        if "VmHWM:" in status and os.path.basename(exe) == os.path.basename(command[0]):
            most = max(most, int(status.split("VmHWM:")[1].split()[0]))
        time.sleep(0.001)
    return most / 1024

def in_turn(commands, n):
    runs = {name: [] for name in commands}
    for _ in range(n):
        for name, command in commands.items():
            runs[name].append(once(command))
    return {name: statistics.median(r) for name, r in runs.items()}

commands = {"qualm": [qualm, "check", "--exit-zero", prose], "wc -w": ["wc", "-w", prose]}
if shutil.which("style"):
    commands["style"] = ["style", prose]
got = in_turn(commands, 5)
print(f"{size / 1e6:.1f} MB of prose, median of 5 runs in turn")
for name, seconds in got.items():
    ratio = "" if name == "qualm" else f"  qualm takes {got['qualm'] / seconds:.2f} times as long"
    print(f"  {name:6s} {seconds:7.3f} s  {size / seconds / 1e6:7.1f} MB/s  {peak(commands[name]):6.1f} MiB{ratio}")
if "style" not in commands:
    print("  style: skipped, it is not installed (Debian package diction)")
command = [qualm, "check", "--exit-zero", small]
print(f"1 KB file: {1000 * in_turn({'qualm': command}, 20)['qualm']:.1f} ms, {peak(command):.1f} MiB")
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
