# A step of the GitHub action: finds the static archive, verifies it, and puts qualm into $RUNNER_TEMP/qualm/bin.
#
# $QUALM_ARCHIVE names the archive; else it lies beside the action, else gh takes it from the release $QUALM_TAG of
# $QUALM_REPOSITORY. $QUALM_SHA256 is its checksum; else the .sha256 file beside it is believed.
set -eu
folder=$RUNNER_TEMP/qualm
pattern="qualm-*-linux-$(uname -m).tar.gz"
fail() {
  echo "::error::qualm: $1"
  exit 2
}
[ "$(uname -s)" = Linux ] || fail "the action needs a Linux runner; elsewhere use the container image"
mkdir -p "$folder"

# The last one, where there are several.
find_archive() { find "$1" -maxdepth 1 -name "$pattern" | LC_ALL=C sort | tail -n 1; }
archive=${QUALM_ARCHIVE:-}
[ -n "$archive" ] || archive=$(find_archive "$GITHUB_ACTION_PATH")
if [ -z "$archive" ]; then
  [ -n "${QUALM_REPOSITORY:-}" ] || fail "there is no static archive beside the action: name it with 'archive'"
  gh release download "${QUALM_TAG:-}" --repo "$QUALM_REPOSITORY" --pattern "$pattern" --pattern "$pattern.sha256" \
    --dir "$folder" --clobber || fail "the release has no static archive for $(uname -m)"
  archive=$(find_archive "$folder")
fi
[ -f "$archive" ] || fail "the archive that 'archive' names is not there"

wanted=${QUALM_SHA256:-}
if [ -z "$wanted" ]; then
  [ -f "$archive.sha256" ] || fail "there is no checksum for the archive: name it with 'sha256'"
  wanted=$(cut -d ' ' -f 1 <"$archive.sha256")
fi
found=$(sha256sum <"$archive" | cut -d ' ' -f 1)
[ "$found" = "$wanted" ] || fail "the archive's checksum is $found, which is not the one wanted"

mkdir -p "$folder/bin"
tar -xzOf "$archive" --wildcards 'qualm-*/bin/qualm' >"$folder/bin/qualm"
chmod 755 "$folder/bin/qualm"
"$folder/bin/qualm" --version
# Later steps find it too.
echo "$folder/bin" >>"$GITHUB_PATH"
