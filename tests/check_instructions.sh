# Speed as a count that no busy machine can blur: instructions a byte of `qualm check` on 300 KB of the samples' prose,
# and millions of instructions for 1 KB, which is what starting costs.
#
# usage: check_instructions.sh QUALM SRCDIR
#
# Both bounds are a little above what was measured (gcc 12, -O2): for other compilers and for texts that come to
# corpus/samples. Whoever makes it slower raises a bound in the same commit and says why; whoever makes it faster
# lowers it.
set -eu
bound=1900
bound_start=46
qualm=$1
samples=$2/corpus/samples
if ! command -v valgrind >/dev/null; then
  echo "instruction count: skipped, valgrind is not installed"
  echo "0 passed, 0 failed, 1 skipped"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C

# The first SIZE bytes of the plain samples over and over, a blank line between them.
piece() {
  while :; do
    for sample in "$samples"/*.txt; do
      cat "$sample"
      echo
    done
  done | head -c "$1"
}
count() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$qualm" check --exit-zero --from plain "$1" \
    2>&1 >/dev/null |
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}
piece 300000 >"$work/text.txt"
piece 1000 >"$work/short.txt"
long=$(count "$work/text.txt")
short=$(count "$work/short.txt")
[ -n "$long" ] && [ -n "$short" ] || { echo "valgrind counted nothing"; echo "0 passed, 1 failed"; exit 1; }
each=$(((long - short) / 299000))
start=$((short / 1000000))
failed=0
echo "$each instructions a byte (at most $bound)"
[ "$each" -le "$bound" ] || failed=$((failed + 1))
echo "$start million instructions for a text of 1 KB (at most $bound_start)"
[ "$start" -le "$bound_start" ] || failed=$((failed + 1))
echo "$((2 - failed)) passed, $failed failed"
[ "$failed" = 0 ]
