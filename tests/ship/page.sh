# The page on CI, with the real pandas where it can be had.
. "${top:?}/tests/ship/common.sh"

tool_python pandas 2.2.3 || tool=python3
"$tool" "$top/tests/check_ci.py" --qualm "$QUALM"
