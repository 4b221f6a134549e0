# Static analysis and the project's own rules; silent but for a line of counts when all is well.
#
# usage: lint.sh SRCDIR      run it in a built tree, so that generated files are there
set -eu
top=$(CDPATH='' cd -- "$1" && pwd)
failed=0
passed=0
note() {
  if [ "$1" = 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "lint: $2"
  fi
}
sources=$(find "$top/src" "$top/tools" -name '*.c' | LC_ALL=C sort)
flags="-std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DQUALM_VERSION=\"0\" -I$top/src -I$top/include -I$top/tools"

# What may not stand in the sources, and why: "pattern|reason".
banned() {
  # shellcheck disable=SC2086
  found=$(grep -nE "$1" $sources /dev/null | grep -v '^[^:]*:[0-9]*:[[:space:]]*\(/\*\|\*\)' || true)
  [ -z "$found" ] && note 0 "" || { echo "$found"; note 1 "$2"; }
}
banned '\bsetlocale[[:space:]]*\(' 'no locale is ever set'
banned '\bstrto(d|f|ld)[[:space:]]*\(' 'numbers are read by base/number.c'
banned 'printf[[:space:]]*\([^;]*%[-+ #0-9.*]*[aefgAEFG]' 'numbers are written by base/number.c'
banned '\b(isalpha|isdigit|isspace|isupper|islower|toupper|tolower|strcoll)[[:space:]]*\(' 'character classes must not depend on a locale'
banned '\b(strcat|sprintf|gets|strtok|atoi|atof|rand|system|popen)[[:space:]]*\(' 'not bounded, or not ours to call'

# Nothing in the tree may name a registry or a path of a machine.
if command -v git >/dev/null && git -C "$top" rev-parse >/dev/null 2>&1; then
  found=$(git -C "$top" grep -nIE 'registry\.npmjs|pypi\.org|crates\.io|deb\.debian\.org|proxy\.golang|/home/[a-z]+/' \
    -- . ':!tests/lint.sh' || true)
  [ -z "$found" ] && note 0 "" || { echo "$found"; note 1 "a host name or a path of a machine"; }
fi

if command -v cppcheck >/dev/null; then
  # shellcheck disable=SC2086
  found=$(cppcheck -q --std=c11 --enable=warning,performance,portability --inline-suppr --suppress=missingIncludeSystem \
    --error-exitcode=1 -j"$(nproc)" -I"$top/src" -I"$top/include" -DQUALM_VERSION='"0"' $sources 2>&1) && note 0 "" ||
    { echo "$found" | head -40; note 1 "cppcheck"; }
else
  echo "lint: cppcheck skipped, it is not installed"
fi

if command -v clang-tidy >/dev/null; then
  libraries=$(pkg-config --cflags icu-uc libpcre2-8 md4c yaml-0.1 json-c)
  checks='-*,bugprone-*,clang-analyzer-*,cert-err34-c,cert-mem57-cpp'
  checks="$checks,-bugprone-easily-swappable-parameters,-bugprone-reserved-identifier,-bugprone-narrowing-conversions"
  checks="$checks,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling"
  # clang-tidy wants the files before the "--", xargs puts them last: a shell in between turns them round.
  # shellcheck disable=SC2086
  found=$(echo $sources | tr ' ' '\n' | CHECKS=$checks FLAGS="$flags $libraries" xargs -P"$(nproc)" -n 6 sh -c \
    'clang-tidy -quiet -checks="$CHECKS" -warnings-as-errors="*" "$@" -- $FLAGS' tidy 2>/dev/null) && note 0 "" ||
    { echo "$found" | grep -E 'error|warning' | head -40; note 1 "clang-tidy"; }
else
  echo "lint: clang-tidy skipped, it is not installed"
fi
echo "$passed passed, $failed failed"
exit $((failed > 0))
