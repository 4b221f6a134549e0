# Makes DIR/libmd4c.a, DIR/md4c.h and DIR/md4c.licence from md4c's source, since Debian has it as a shared library only.
#
# usage: md4c.sh DIR      $MD4C_SOURCE is the source archive; without it apt fetches Debian's own into $QUALM_CACHE
set -eu
out=$1
cache=${QUALM_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/qualm}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# apt's own sources, read as sources of source; apt checks what it fetches by their signatures.
fetch() {
  mkdir -p "$work/parts" "$work/lists" "$work/cache" "$cache"
  for file in /etc/apt/sources.list.d/*.sources; do
    [ ! -f "$file" ] || sed 's/^Types:.*/Types: deb-src/' "$file" >"$work/parts/${file##*/}"
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ ! -f "$file" ] || sed -n 's/^deb /deb-src /p' "$file" >"$work/parts/${file##*/}.list"
  done
  set -- -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/parts" \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root
  echo "ship: fetches md4c's source with apt-get" >&2
  (cd "$cache" && apt-get "$@" update && apt-get "$@" source --download-only --tar-only md4c) >&2
}

newest() { find "$cache" -name 'md4c_*.orig.tar.*' 2>/dev/null | LC_ALL=C sort | tail -n 1; }
source=${MD4C_SOURCE:-$(newest)}
if [ -z "$source" ]; then
  fetch || { echo "ship: cannot fetch md4c's source: name its archive in MD4C_SOURCE" >&2; exit 2; }
  source=$(newest)
fi
tar -xf "$source" -C "$work" --strip-components=1 --wildcards '*/src/md4c.[ch]' '*/LICENSE.md'
mkdir -p "$out"
# md4c asks for UTF-8 so; Debian builds it with the same.
(cd "$work/src" && ${CC:-cc} -O2 -DMD4C_USE_UTF8 -c -o md4c.o md4c.c)
rm -f "$out/libmd4c.a"
${AR:-ar} rcsD "$out/libmd4c.a" "$work/src/md4c.o"
cp "$work/src/md4c.h" "$out/"
cp "$work/LICENSE.md" "$out/md4c.licence"
