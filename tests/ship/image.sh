# What the image holds runs as the image would run it: in its own root, as its own user, by its entry point.
. "${top:?}/tests/ship/common.sh"

# keyword NAME: the JSON list or the words behind NAME in the last stage of the Dockerfile.
keyword() {
  awk -v name="$1" '$1 == "FROM" { found = "" } $1 == name { $1 = ""; found = substr($0, 2) } END { print found }' \
    "$top/Dockerfile"
}
user=$(keyword USER)
path=$(keyword ENV)
folder=$(keyword WORKDIR)
entry=$(keyword ENTRYPOINT | tr -d '[]"')
check "the image runs as root" test "${user%%:*}" -gt 0

if ! command -v busybox >/dev/null || [ "$(file -bL "$(command -v busybox)" | grep -c 'static')" = 0 ]; then
  skip "the image's content: busybox-static is not installed"
elif [ "$(id -u)" != 0 ]; then
  skip "the image's content: chroot needs root"
else
  check "the root cannot be assembled" sh "$top/ship/image.sh" "$TARBALL" "$work/root"
  echo "image: $(du -sk "$work/root" | cut -f1) KiB"
  # An engine gives every container these.
  mkdir "$work/root/dev" && mknod -m 666 "$work/root/dev/null" c 1 3
  new_repository "$work/root/work"
  in_image() { # COMMAND...
    # shellcheck disable=SC2016
    env -i "$path" "$(command -v chroot)" --userspec="$user" "$work/root" \
      /usr/bin/sh -c 'cd "$1" && shift && exec "$@"' sh "$folder" "$@"
  }
  echo 'Tea may help some people sleep. More research is needed.' >"$work/root/work/good.md"
  check "a good text fails" in_image "$entry" check good.md
  git -C "$work/root/work" add . && git -C "$work/root/work" commit -qm first
  echo 'Scientists have proved it.' >"$work/root/work/bad.md"
  check_status 1 "a bad text passes" in_image "$entry" check .
  said certainty/proof
  check "git does not answer" in_image git -C /work log -1
  check_status 1 "changes are not seen in the image" in_image "$entry" check --diff-base HEAD .
  git -C "$work/root/work" add . && git -C "$work/root/work" commit -qm second
  check "an untouched text is read in the image" in_image "$entry" check --diff-base HEAD .
  check "a shell and its tools do not run" \
    in_image sh -c 'mkdir -p /tmp/x && cat /etc/passwd | grep qualm && rm -r /tmp/x'
  check "what the image runs as may write where it should not" \
    in_image sh -c '! touch /usr/bin/x 2>/dev/null'

  # GitLab's job, as its runner starts it: the script in sh, in a folder where everybody may write.
  if tool_python pre-commit 4.7.0; then
    "$tool" -c 'import sys, yaml; print("\n".join(yaml.safe_load(open(sys.argv[1]))["qualm"]["script"]))' \
      "$top/doc/examples/gitlab-ci.yml" >"$work/root/tmp/script"
    chmod 777 "$work/root/work"
    base=$(git -C "$work/root/work" rev-parse HEAD)
    gitlab_job() {
      rm -f "$work/root/work/gl-code-quality-report.json"
      in_image env "CI_MERGE_REQUEST_DIFF_BASE_SHA=$base" sh -e /tmp/script
    }
    echo 'Experts have proved it.' >"$work/root/work/new.md"
    check_status 1 "GitLab's job passes with a fault" gitlab_job
    "$tool" -c 'import json, sys; print([row["location"]["path"] for row in json.load(sys.stdin)])' \
      <"$work/root/work/gl-code-quality-report.json" >"$work/said" 2>&1
    said "'new.md'"
    rm "$work/root/work/new.md"
    check "GitLab's job fails without a fault" gitlab_job
    check "GitLab's job leaves no report" test -s "$work/root/work/gl-code-quality-report.json"
  else
    skip "GitLab's job: there is no YAML parser here, and pre-commit, which brings one, cannot be installed"
  fi
fi

finish
