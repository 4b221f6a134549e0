# Assembles what the container image holds: qualm, git with its libraries (--diff-base asks it), and a shell for CI.
#
# usage: image.sh ARCHIVE ROOT      ARCHIVE is the static archive, ROOT becomes the image's root folder
set -eu
archive=$1
root=$2
mkdir -p "$root/usr/bin" "$root/usr/share/doc" "$root/etc" "$root/tmp" "$root/work"
chmod 1777 "$root/tmp"
tar -xzf "$archive" -C "$root/usr" --strip-components=1 --no-same-owner

cp -L "$(command -v git)" "$root/usr/bin/git"
for library in $(ldd "$(command -v git)" | grep -oE '/[^ ]+'); do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
# A job's script is run by sh, and wants mkdir, cat and their like.
cp -L "$(command -v busybox)" "$root/usr/bin/busybox"
for tool in $("$root/usr/bin/busybox" --list); do
  [ -e "$root/usr/bin/$tool" ] || ln -s busybox "$root/usr/bin/$tool"
done
ln -s usr/bin "$root/bin"
for package in git busybox-static; do
  mkdir -p "$root/usr/share/doc/$package"
  cp -L "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/"
done

echo 'qualm:x:65532:65532:qualm:/work:/usr/bin/sh' >"$root/etc/passwd"
echo 'qualm:x:65532:' >"$root/etc/group"
# What is mounted belongs to somebody else, whom git would not trust; it is only read here.
printf '[safe]\n\tdirectory = *\n' >"$root/etc/gitconfig"
