# Builds the command as one static Linux binary and packs it: qualm-VERSION-linux-ARCH.tar.gz and its .sha256 in OUT.
#
# usage: static.sh SOURCE OUT      SOURCE is an unpacked release; $SOURCE_DATE_EPOCH dates what is packed
#
# The same sources, tools and date give the same bytes, wherever they lie.
set -eu
source=$(CDPATH='' cd -- "$1" && pwd)
mkdir -p "$2"
out=$(CDPATH='' cd -- "$2" && pwd)
version=$(sed -n 's/^AC_INIT(\[qualm\], \[\(.*\)\])$/\1/p' "$source/configure.ac")
name=qualm-$version-linux-$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# configure.ac was changed last before the release was packed, at the latest.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(stat -c %Y "$source/configure.ac")}
export SOURCE_DATE_EPOCH LC_ALL=C
umask 022

sh "$source/ship/icu_data.sh" "$work/lib"
sh "$source/ship/md4c.sh" "$work/lib"

# No path of this build stands in the binary. Position independent, so that the system can move it about.
mkdir "$work/build"
cd "$work/build"
"$source/configure" -q --disable-shared --enable-static \
  CFLAGS="-O2 -fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=2 -ffile-prefix-map=$source=." \
  ICU_CFLAGS=' ' ICU_LIBS="-L$work/lib -licuuc -licudata -lstdc++ -lm" \
  MD4C_CFLAGS="-I$work/lib" MD4C_LIBS="-L$work/lib -lmd4c"
# ld warns of ICU's dlopen; that is for plug-ins, which nobody asks for.
make -s -j"$(nproc)" LDFLAGS='-static-pie -Wl,-z,relro,-z,now -Wl,--gc-sections -Wl,--build-id=none' \
  qualm doc/qualm.1 doc/qualm

to=$work/$name
install -D -m 755 -s qualm "$to/bin/qualm"
install -D -m 644 doc/qualm.1 "$to/share/man/man1/qualm.1"
install -D -m 644 doc/qualm "$to/share/bash-completion/completions/qualm"
for page in README.md NEWS.md LICENSE doc/ci.md doc/json.md doc/qualm-result.schema.json; do
  install -D -m 644 "$source/$page" "$to/share/doc/qualm/${page##*/}"
done
for page in gitlab-ci.yml pre-commit-config.yaml qualm.yml; do
  install -D -m 644 "$source/doc/examples/$page" "$to/share/doc/qualm/examples/$page"
done
! readelf -d "$to/bin/qualm" | grep NEEDED || { echo "ship: the binary is not static" >&2; exit 1; }

# What is linked in keeps its notices: Debian's copyright files, and md4c's own.
licences=$to/share/doc/qualm/licences
mkdir -p "$licences"
cp "$work/lib/md4c.licence" "$licences/md4c"
cp "$source/corpus/LICENSES/MIT-words.txt" "$licences/word-lists"
for library in icu:libicu-dev pcre2:libpcre2-dev libyaml:libyaml-dev json-c:libjson-c-dev glibc:libc6-dev \
  "libstdc++:libstdc++-$(${CC:-cc} -dumpversion)-dev"; do
  notice=/usr/share/doc/${library#*:}/copyright
  [ -f "$notice" ] || { echo "ship: no $notice" >&2; exit 2; }
  cp -L "$notice" "$licences/${library%%:*}"
done

chmod 644 "$licences"/*

cd "$work"
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=u+rw,go+r-w --format=ustar \
  -cf "$name.tar" "$name"
gzip -n -9 "$name.tar"
sha256sum "$name.tar.gz" >"$name.tar.gz.sha256"
mv "$name.tar.gz" "$name.tar.gz.sha256" "$out/"
echo "$out/$name.tar.gz"
