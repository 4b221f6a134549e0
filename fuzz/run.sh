# Builds the fuzz targets with clang in build-fuzz and runs each for SECONDS from the seeds in fuzz/seeds and the
# examples of the pages; a crash leaves its input in build-fuzz and fails.
#
# A seed makes a run repeatable: a longer one goes on where a shorter one stopped. 0 takes another each time.
#
# usage: run.sh SECONDS [SEED]
set -eu
seconds=${1:-60}
seed=${2:-1}
top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
build=${QUALM_FUZZ_BUILD:-$top/build-fuzz}
[ -x "$top/configure" ] || (cd "$top" && autoreconf -fi)
mkdir -p "$build"
cd "$build"
# Without tracing of comparisons: it halves the number of runs, and the seeds know the words already.
[ -f Makefile ] || "$top/configure" -q --disable-shared --enable-static --enable-fuzzers --enable-asan CC=clang \
  CFLAGS='-O1 -g -fno-sanitize-coverage=trace-cmp'
make -s -j"$(nproc)" fuzzers

# The files of the pages' examples, one for each example.
examples() { # FOLDER
  awk -v to="$1" '
    /^```example/ { path = to "/example-" ++n; next }
    /^(```|\$ |@file )/ { if (!/^@/) path = ""; next }
    path { print >path }' "$top"/tests/spec/*.md
}

failed=0
passed=0
for target in plain markdown stream diff ignore config baseline; do
  mkdir -p "corpus-$target"
  cp "$top"/corpus/samples/*.* "corpus-$target/" 2>/dev/null || true
  cp "$top"/fuzz/seeds/"$target"-* "corpus-$target/" 2>/dev/null || true
  examples "corpus-$target"
  if ./fuzz/fuzz_"$target" -seed="$seed" -max_total_time="$seconds" -max_len=2048 -timeout=10 -rss_limit_mb=2048 \
    -print_final_stats=1 "corpus-$target" >"fuzz-$target.log" 2>&1; then
    passed=$((passed + 1))
    runs=$(sed -n 's/stat::number_of_executed_units: *//p' "fuzz-$target.log")
    echo "fuzz_$target: $runs runs in $seconds s, no finding"
  else
    failed=$((failed + 1))
    echo "fuzz_$target: FAILED"
    tail -30 "fuzz-$target.log"
  fi
done
echo "$passed passed, $failed failed"
exit "$failed"
