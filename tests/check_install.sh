# What is installed is whole: command, library, header, qualm.pc, manual, completion; the example program builds against
# qualm.pc and runs; only qualm_* is exported.
set -eu
case $IS_ASAN in
*sanitize*) echo "skipped: an installed library with sanitizers needs a program with them"; exit 77 ;;
esac
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
$MAKE -s install DESTDIR="$stage" >"$stage/log" 2>&1 || { tail -20 "$stage/log"; exit 1; }

passed=0
failed=0
skipped=0
# check MESSAGE COMMAND...: the command must succeed and say nothing.
check() {
  message=$1
  shift
  if said=$("$@" 2>&1) && [ -z "$said" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf '%s\n%s\n' "$message" "$said"
  fi
}

pc=$(find "$stage" -name qualm.pc)
prefix=$(sed -n 's/^prefix=//p' "$pc")
PKG_CONFIG_PATH=$(dirname "$pc"):${PKG_CONFIG_PATH:-}
export PKG_CONFIG_PATH
staged() { pkg-config --define-variable=prefix="$stage$prefix" "$@" qualm; }
libdir=$(staged --variable=libdir)
LD_LIBRARY_PATH=$libdir
export LD_LIBRARY_PATH

for file in bin/qualm include/qualm.h share/man/man1/qualm.1 share/bash-completion/completions/qualm \
  share/doc/qualm/README.md share/doc/qualm/csv.md share/doc/qualm/json.md \
  share/doc/qualm/qualm-result.schema.json share/doc/qualm/LICENSE; do
  check "$file is not installed" test -s "$stage$prefix/$file"
done
check "libqualm.so is not installed" test -e "$libdir/libqualm.so"
# What other packages' files make pkg-config say is not ours.
pc_is_valid() {
  pkg-config --validate qualm >"$stage/validated" 2>&1 || { cat "$stage/validated"; return 1; }
  ! grep 'qualm\.pc' "$stage/validated"
}
check "qualm.pc is not valid" pc_is_valid

version_is_one() {
  case $("$stage$prefix/bin/qualm" --version) in
  "qualm $(pkg-config --modversion qualm) "*) ;;
  *) return 1 ;;
  esac
}
check "qualm.pc and qualm --version differ" version_is_one

example_runs() {
  # shellcheck disable=SC2046
  $CC -std=c11 -Wall -Wextra -Werror -o "$stage/example" "$top_srcdir/examples/minutes.c" $(staged --cflags --libs)
  said=$(printf 'Tea may help some people sleep. More research is needed.' | "$stage/example")
  [ "$said" = '1 min, 10 words, 0 findings' ] || echo "it said: $said"
}
check "the example program does not work" example_runs

foreign_exports() {
  nm -D --defined-only "$libdir/libqualm.so" | awk '$2 ~ /[TDBRVW]/ && $3 !~ /^qualm_/ { print $3 }'
}
check "exported beside qualm_*" foreign_exports
declared() { grep -ohE '\bqualm_[a-z0-9_]+\(' "$stage$prefix/include/qualm.h" | tr -d '(' | LC_ALL=C sort -u; }
exported() { nm -D --defined-only "$libdir/libqualm.so" | awk '$2 == "T" { print $3 }' | LC_ALL=C sort -u; }
declared >"$stage/declared"
exported >"$stage/exported"
check "declared in qualm.h, or exported, but not both" diff "$stage/declared" "$stage/exported"

if command -v groff >/dev/null; then
  manual_warnings() { groff -man -ww -Tutf8 -rLL=78n "$stage$prefix/share/man/man1/qualm.1" 2>&1 >/dev/null; }
  check "the manual does not render cleanly" manual_warnings
else
  echo "manual: skipped, groff is not installed"
  skipped=$((skipped + 1))
fi
if command -v bash >/dev/null; then
  completes() {
    bash -c '. "$1"; complete -p qualm >/dev/null && COMP_WORDS=(qualm ch) COMP_CWORD=1 &&
      eval "$(complete -p qualm | sed -n "s/.*-F \([^ ]*\) .*/\1/p") qualm ch qualm" && [ "${COMPREPLY[0]}" = check ]' \
      complete "$stage$prefix/share/bash-completion/completions/qualm"
  }
  check "bash does not complete 'qualm ch' to 'qualm check'" completes
fi

echo "$passed passed, $failed failed$([ $skipped = 0 ] || echo ", $skipped skipped")"
[ "$failed" = 0 ]
