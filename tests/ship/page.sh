# The page on CI, with the real pandas.
. "${top:?}/tests/ship/common.sh"

if tool_python pandas 2.2.3; then
  "$tool" "$top/tests/check_ci.py" --qualm "$QUALM"
else
  skip "pandas is not here and cannot be installed"
  finish
fi
