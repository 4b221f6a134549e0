# What the checks of shipped things share: counting, a folder that goes away, tools that are installed outside the tree.
#
# Read by the scripts beside it. $QUALM is the ordinary command, $TARBALL the static one in its archive, $top the tree.
# shellcheck shell=sh disable=SC2034
set -u
LC_ALL=C
export LC_ALL
passed=0
failed=0
skipped=0
tools=${QUALM_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/qualm}/tools
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# verdict STATUS WHAT: counts; a failure is shown with what $work/said holds.
verdict() {
  if [ "$1" = 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $2"
    [ ! -s "$work/said" ] || sed 's/^/    /' "$work/said" | head -40
  fi
}

# check WHAT COMMAND...: it must succeed.
check() {
  what=$1
  shift
  "$@" >"$work/said" 2>&1
  verdict $? "$what"
}

# check_status WANTED WHAT COMMAND...
check_status() {
  wanted=$1 what=$2
  shift 2
  "$@" >"$work/said" 2>&1
  got=$?
  echo "status $got, wanted $wanted" >>"$work/said"
  [ "$got" = "$wanted" ]
  verdict $? "$what"
}

# said TEXT: the command that was checked before has printed it.
said() {
  grep -qF -- "$1" "$work/said"
  verdict $? "it does not say '$1'"
}

skip() {
  skipped=$((skipped + 1))
  echo "skipped: $1"
}

# Puts the one file of the static archive that is a program where it is asked for.
unpack_binary() { # FOLDER
  mkdir -p "$1" && tar -xzOf "$TARBALL" --wildcards '*/bin/qualm' >"$1/qualm" && chmod 755 "$1/qualm"
}

# tool_go NAME MODULE VERSION: its path in $tool, installed when it is not there.
tool_go() {
  tool=$tools/$1-$3/$1
  [ -x "$tool" ] && return 0
  command -v go >/dev/null || return 1
  GOBIN=$tools/$1-$3 go install "$2@$3" >"$work/said" 2>&1
}

# tool_python NAME VERSION: the interpreter with it in $tool.
tool_python() {
  tool=$tools/$1-$2/bin/python
  [ -x "$tools/$1-$2/done" ] && return 0
  python3 -m venv "$tools/$1-$2" >"$work/said" 2>&1 && "$tool" -m pip install -q "$1==$2" >>"$work/said" 2>&1 &&
    install -m 755 /dev/null "$tools/$1-$2/done"
}

finish() {
  echo "$passed passed, $failed failed$([ $skipped = 0 ] || echo ", $skipped skipped")"
  [ $failed = 0 ]
  exit
}

# A repository whose commits are the same whoever makes them.
new_repository() { # FOLDER
  git init -q -b main "$1" && git -C "$1" config user.name Test && git -C "$1" config user.email test@invalid
}
