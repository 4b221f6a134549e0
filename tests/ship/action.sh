# The GitHub action and its workflow, step by step as a runner takes them, in a clean environment.
. "${top:?}/tests/ship/common.sh"

if ! tool_python pre-commit 4.7.0; then
  skip "the action: there is no YAML parser here, and pre-commit, which brings one, cannot be installed"
  finish
fi
"$tool" "$top/tests/ship/action.py" "$top" "$TARBALL"
