# The Dockerfile makes an image in which qualm runs: with docker where it answers, else with buildah, without a daemon.
# shellcheck shell=sh disable=SC2317
. "${top:?}/tests/ship/common.sh"

mkdir "$work/mounted"
echo 'Scientists have proved it.' >"$work/mounted/bad.md"

with_docker() {
  check "docker does not build the image" docker build -q -t qualm-check "$top"
  in_container() { docker run --rm -v "$work/mounted:/work" qualm-check "$@"; }
}

# buildah with folders of its own; containers are a changed root, the network is the machine's.
in_store() {
  buildah --root "$work/store" --runroot "$work/run" --storage-driver vfs "$@"
}

# The image that the Dockerfile begins with, made of Debian itself; packages come from where this machine has its own.
base_make() {
  debootstrap --variant=minbase bookworm "$work/base" &&
    cp -r /etc/apt/apt.conf.d "$work/base/etc/apt/" &&
    base=$(in_store from scratch) && in_store copy -q "$base" "$work/base" / && in_store commit -q "$base" debian:12 &&
    rm -rf "$work/base"
}

# Of what goes wrong, the end tells.
image_make() {
  in_store build --isolation chroot --pull-never -t qualm-check "$top" >"$work/log" 2>&1 || {
    tail -n 30 "$work/log"
    return 1
  }
}

# Packages that cannot be fetched from inside are no fault of the Dockerfile either.
out_of_reach='Failed to fetch|Unable to fetch|Could not resolve|Could not connect'
check_image() {
  image_make >"$work/said" 2>&1
  status=$?
  if [ $status != 0 ] && grep -qE "$out_of_reach" "$work/log"; then
    skip "the image: no packages come to where it is built"
    finish
  fi
  verdict $status "buildah does not build the image"
}

# Where mounts are not allowed buildah makes no image at all; that is no fault of the Dockerfile.
with_buildah() {
  base_make >"$work/log" 2>&1 || {
    skip "the image: buildah cannot make the one to begin with: $(tail -n 1 "$work/log" | cut -c 1-200)"
    finish
  }
  check_image
  container=$(in_store from --pull-never localhost/qualm-check)
  entry=$(in_store inspect --format '{{index .OCIv1.Config.Entrypoint 0}}' "$container")
  in_container() { in_store run --isolation chroot -v "$work/mounted:/work" "$container" "$entry" "$@"; }
}

if docker info >/dev/null 2>&1; then
  with_docker
elif [ "$(id -u)" = 0 ] && command -v buildah >/dev/null && command -v debootstrap >/dev/null; then
  with_buildah
else
  skip "the image: docker does not answer, and buildah and debootstrap are not here or want root"
  finish
fi
check "the command does not say what it is" in_container --version
said "qualm "
check_status 1 "a bad text passes in the container" in_container check .
said certainty/proof
finish
