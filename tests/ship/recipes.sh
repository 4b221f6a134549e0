# The recipes are what their services take: the workflow for actionlint, the scripts for shellcheck, YAML for a parser.
. "${top:?}/tests/ship/common.sh"

if tool_go actionlint github.com/rhysd/actionlint/cmd/actionlint v1.7.12; then
  check "actionlint on the workflow" "$tool" "$top/doc/examples/qualm.yml"
  # In a repository of its own the action is local: its inputs and outputs are looked at too.
  new_repository "$work/action"
  mkdir -p "$work/action/.github/workflows"
  cp -R "$top/action.yml" "$top/ship" "$work/action/"
  sed 's|OWNER/qualm@.*|./|' "$top/doc/examples/qualm.yml" >"$work/action/.github/workflows/qualm.yml"
  actionlint() { (cd "$work/action" && "$tool" -shellcheck "$(command -v shellcheck)"); }
  check "actionlint on the action" actionlint
  sed -i 's/paths: |/path: |/' "$work/action/.github/workflows/qualm.yml"
  check_status 1 "actionlint takes an input that the action does not have" actionlint
else
  skip "actionlint is not here and cannot be installed"
fi

if command -v shellcheck >/dev/null; then
  check "shellcheck on what is shipped" shellcheck -s sh "$top"/ship/*.sh
  # What the tests share is read at run time: its variables are not seen.
  check "shellcheck on the tests" shellcheck -s sh -S warning -e SC2154 "$top"/tests/ship/*.sh
else
  skip "shellcheck is not installed"
fi

if tool_python pre-commit 4.7.0; then
  for file in .pre-commit-hooks.yaml action.yml doc/examples/qualm.yml doc/examples/gitlab-ci.yml \
    doc/examples/pre-commit-config.yaml; do
    check "$file is no YAML" "$tool" -c 'import sys, yaml; yaml.safe_load(open(sys.argv[1]))' "$top/$file"
  done
  check "the pre-commit example is not valid" "$tool" -m pre_commit validate-config \
    "$top/doc/examples/pre-commit-config.yaml"
else
  skip "YAML: there is no parser here, and pre-commit, which brings one, cannot be installed"
fi

version=$(sed -n 's/^AC_INIT(\[qualm\], \[\(.*\)\])$/\1/p' "$top/configure.ac")
for file in qualm.yml gitlab-ci.yml pre-commit-config.yaml; do
  check "$file names another version" grep -qE "(qualm:|qualm@v|rev: v)$version\$" "$top/doc/examples/$file"
done

# Whatever an event may carry goes through variables: an expression in a script would be read as code.
scripts_have_no_expressions() { ! awk '/^ *run:/ { print }' "$top/action.yml" | grep -F '${{'; }
check "an expression stands in a script of the action" scripts_have_no_expressions
finish
