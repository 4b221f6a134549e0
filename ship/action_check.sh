# A step of the GitHub action: checks $QUALM_PATHS against $QUALM_BASE, and ends with the status of qualm.
#
# Whatever somebody else may have named (a branch, a file) comes in variables, and is never read as code.
set -u
sarif=$RUNNER_TEMP/qualm/qualm.sarif
base=${QUALM_BASE:-${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF}}
# Longer summaries are refused whole.
summary_most=1048576

# Another use of the action in the same job may have left its own.
rm -f "$sarif"
set -- check --to github --to "sarif:$sarif" --to "markdown:$GITHUB_STEP_SUMMARY"
# A pull request is not trusted with its own verdict: the configuration is the base's.
[ -z "$base" ] || set -- "$@" "--diff-base=$base" "--config-from=$base"
set -- "$@" --
while IFS= read -r path; do
  [ -z "$path" ] || set -- "$@" "$path"
done <<END
${QUALM_PATHS:-.}
END

"$RUNNER_TEMP/qualm/bin/qualm" "$@"
status=$?

[ ! -f "$sarif" ] || echo "sarif=$sarif" >>"$GITHUB_OUTPUT"
echo "status=$status" >>"$GITHUB_OUTPUT"
if [ -f "$GITHUB_STEP_SUMMARY" ] && [ "$(wc -c <"$GITHUB_STEP_SUMMARY")" -gt $summary_most ]; then
  head -c $((summary_most - 1024)) "$GITHUB_STEP_SUMMARY" | sed '$d' >"$RUNNER_TEMP/qualm/summary"
  # The cut may lie in what is folded.
  printf '\n</details>\n\nThe summary was too long, and is cut here.\n' >>"$RUNNER_TEMP/qualm/summary"
  cat "$RUNNER_TEMP/qualm/summary" >"$GITHUB_STEP_SUMMARY"
fi
exit $status
