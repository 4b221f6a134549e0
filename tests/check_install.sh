# What is installed is whole: the example program builds against qualm.pc and runs; only qualm_* is exported.
set -eu
case $IS_ASAN in
*sanitize*) echo "skipped: an installed library with sanitizers needs a program with them"; exit 77 ;;
esac
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
$MAKE -s install DESTDIR="$stage" >"$stage/log" 2>&1 || { tail -20 "$stage/log"; exit 1; }
pc=$(find "$stage" -name qualm.pc)
prefix=$(sed -n 's/^prefix=//p' "$pc")
PKG_CONFIG_PATH=$(dirname "$pc"):${PKG_CONFIG_PATH:-}
export PKG_CONFIG_PATH
flags=$(pkg-config --define-variable=prefix="$stage$prefix" --cflags --libs qualm)
libdir=$(pkg-config --define-variable=prefix="$stage$prefix" --variable=libdir qualm)
# shellcheck disable=SC2086
$CC -std=c11 -Wall -Wextra -Werror -o "$stage/example" "$top_srcdir/examples/minutes.c" $flags
got=$(printf 'Tea may help some people sleep. More research is needed.' | LD_LIBRARY_PATH=$libdir "$stage/example")
failed=0
case $got in
*"1 min"*) ;;
*) echo "the example program said: $got"; failed=1 ;;
esac
others=$(nm -D --defined-only "$libdir/libqualm.so" | awk '$2 ~ /[TDBR]/ && $3 !~ /^qualm_/ { print $3 }')
[ -z "$others" ] || { echo "exported beside qualm_*: $others"; failed=1; }
[ -x "$stage$prefix/bin/qualm" ] && [ -f "$stage$prefix/include/qualm.h" ] || { echo "not all was installed"; failed=1; }
echo "$((3 - failed)) passed, $failed failed"
exit $failed
