# The real reviewdog reads what --to rdjsonl writes, and keeps what the diff touches.
. "${top:?}/tests/ship/common.sh"

if ! tool_go reviewdog github.com/reviewdog/reviewdog/cmd/reviewdog v0.21.0; then
  skip "reviewdog is not here and cannot be installed"
  finish
fi
HOME=$work
export HOME
new_repository "$work/site"
cd "$work/site" || exit 1
printf 'Scientists have proved that tea cures colds.\n\nThe end is here.\n' >old.md
git add . && git commit -qm first && git checkout -qb change
printf 'Scientists have proved that tea cures colds.\n\nThe 🫖 end: experts have proved it, “naïve” as it is.\n' >old.md
printf 'Tea may help.\n\nResearchers have proved that coffee always works.\n' >'new é.md'
git add . && git commit -qm second

"$QUALM" check --to rdjsonl . >"$work/findings"
reviewdog() { # FILTER
  "$tool" -f=rdjsonl -reporter=local -diff='git -c core.quotepath=off diff main' -filter-mode="$1" -fail-level=warning \
    <"$work/findings"
}
check_status 1 "reviewdog does not fail" reviewdog added
# The local reporter prints the lines that it keeps as they came.
is_kept() { grep -qE "\"path\":\"$1\",\"range\":\{\"start\":\{\"line\":3,\"column\":$2[,}]" "$work/kept"; }
reviewdog added >"$work/kept" 2>&1
check "a new sentence in an old file is not shown at its place, in bytes" is_kept old.md 15
check "a new sentence in a new file is not shown at its place" is_kept 'new é.md' 1
old_is_shown() { grep -q '"path":"old.md","range":{"start":{"line":1,' "$work/kept"; }
check_status 1 "what the diff does not touch is shown" old_is_shown
reviewdog nofilter >"$work/kept" 2>&1
check "without a filter a finding is lost" old_is_shown
all_are_shown() { [ "$(grep -c '^{' "$work/findings")" = "$(grep -c '^{' "$work/kept")" ]; }
check "findings and what reviewdog shows differ in number" all_are_shown
finish
