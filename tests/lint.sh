# Static analysis; silent but for a line of counts when all is well.
#
# usage: lint.sh SRCDIR      in a built tree
set -u
top=$(CDPATH='' cd -- "$1" && pwd) || exit 2
passed=0
failed=0
skipped=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# verdict WHAT: passed when the file $work/found is empty, else what it holds is shown.
verdict() {
  if [ -s "$work/found" ]; then
    failed=$((failed + 1))
    head -40 "$work/found"
    echo "lint: $1"
  else
    passed=$((passed + 1))
  fi
}
skip() {
  skipped=$((skipped + 1))
  echo "lint: $1 skipped, it is not installed"
}

analysed=$(find "$top/src" "$top/tools" -name '*.c' | LC_ALL=C sort)

warnings="-Wall -Wextra -Wconversion -Wshadow -Wvla -Wno-missing-field-initializers"
libraries=$(pkg-config --cflags icu-uc libpcre2-8 md4c yaml-0.1 json-c)
flags="-std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DQUALM_VERSION=\"0\""
flags="$flags -I$top/src -I$top/include -I$top/tools $libraries"

# No warnings, whatever is optimised: some are only seen with one, some only without.
for level in 0 2; do
  # shellcheck disable=SC2016
  echo "$analysed" | FLAGS="$flags $warnings -Werror -O$level" xargs -P"$(nproc)" -n 8 sh -c \
    'for file; do gcc $FLAGS -c -o /dev/null "$file"; done' gcc >"$work/found" 2>&1
  verdict "gcc -O$level"
done

if command -v cppcheck >/dev/null; then
  # shellcheck disable=SC2086
  cppcheck -q --std=c11 --enable=warning,performance,portability --inline-suppr --suppress=missingIncludeSystem \
    -j"$(nproc)" -I"$top/src" -I"$top/include" -DQUALM_VERSION='"0"' $analysed >"$work/found" 2>&1
  verdict cppcheck
else
  skip cppcheck
fi

# What clang-tidy looks for: clang's own warnings, its analyzer, and slips. Left out, and why:
#   easily-swappable-parameters    pointer and length, start and end side by side are how this code is written
#   reserved-identifier            _GNU_SOURCE
#   narrowing-conversions          -Wconversion tells, and with explicit casts is content
#   not-null-terminated-result     takes each memcpy of strlen bytes for a slip; spans have a length and no NUL
#   sizeof-expression              takes the size of a pointer in an array of pointers for a slip
#   DeprecatedOrUnsafeBufferHandling  asks for Annex K (memcpy_s), which glibc has not
#   clang-analyzer-valist          keeps names of functions from one file to the next, and then takes others for va_copy
checks='-*,clang-diagnostic-*,clang-analyzer-*,bugprone-*,cert-err34-c'
checks="$checks,-bugprone-easily-swappable-parameters,-bugprone-reserved-identifier,-bugprone-narrowing-conversions"
checks="$checks,-bugprone-not-null-terminated-result,-bugprone-sizeof-expression"
checks="$checks,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,-clang-analyzer-valist.*"
if command -v clang-tidy >/dev/null; then
  # clang-tidy wants the files before the "--", xargs puts them last: a shell in between turns them round.
  # shellcheck disable=SC2016
  echo "$analysed" | CHECKS=$checks FLAGS="$flags $warnings" xargs -P"$(nproc)" -n 4 sh -c \
    'clang-tidy -quiet -checks="$CHECKS" "$@" -- $FLAGS || echo "clang-tidy failed: $*"' tidy 2>"$work/said" |
    grep -aE 'warning:|error:|failed:' >"$work/found"
  verdict clang-tidy
else
  skip clang-tidy
fi

if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" = 0 ]
