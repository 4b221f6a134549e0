# The command against the hostile corpus that stands beside the tree: no crash, no hang, no wrong exit class, nothing
# unclean printed, no other input's result touched. Cases that no reader covers yet are in hostile.skip; their number
# may only fall. Root may read everything, so where root runs this, the command reads the cases as nobody.
#
# usage: check_hostile.sh QUALM
# With HOSTILE_FACTOR=N: time and memory times N, and only the cases (for builds with sanitizers).
set -eu
qualm=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
hostile=$here/../../shared/hostile
skipped_most=$(sed -n 's/^# at most \([0-9]*\)$/\1/p' "$here/hostile.skip")
[ -d "$hostile" ] || { echo "hostile corpus: skipped, it is not beside this tree"; exit 77; }

work=$(mktemp -d)
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
"$hostile/make.sh" "$work/corpus" >/dev/null
# Nobody may be kept out of the build folder, and must be let in here.
cp "$qualm" "$work/qualm"
chmod 755 "$work" "$work/qualm"
tool="$work/qualm check"
as_user=
[ "$(id -u)" != 0 ] || as_user="setpriv --reuid=65534 --regid=65534 --clear-groups "
failed=0
check() {
  # Signals may come ignored from whoever started this; what is tested must see them.
  TMPDIR=$work env --default-signal=HUP,INT,TERM python3 "$hostile/run.py" "$@" >"$work/log" 2>&1 ||
    failed=$((failed + 1))
  grep -E '^FAIL|cases|families|checks done' "$work/log" || { tail -5 "$work/log"; failed=$((failed + 1)); }
}
factor=${HOSTILE_FACTOR:-1}
check --corpus "$work/corpus" --tool "$as_user$tool --to ndjson" --skip "$here/hostile.skip" --factor "$factor"
skipped=$(sed -n 's/.* cases, \([0-9]*\) of them skipped.*/\1/p' "$work/log")
if [ "${skipped:-0}" -gt "$skipped_most" ]; then
  echo "FAIL $skipped cases are skipped, at most $skipped_most may be"
  failed=$((failed + 1))
fi
if [ "$factor" = 1 ]; then
  check --corpus "$work/corpus" --tool "$tool --to ndjson" --dyn
  check --tool "$tool" --scale --ext md
  check --tool "$tool" --scale --ext txt
fi
[ "$failed" = 0 ] && echo "1 passed, 0 failed" || echo "0 passed, $failed failed"
exit "$failed"
