# The static archive is whole, is the same whoever builds it, and its binary alone says what the ordinary one says.
. "${top:?}/tests/ship/common.sh"

name=$(basename "$TARBALL" .tar.gz)
size() { wc -c <"$1" | tr -d ' '; }
unpack_binary "$work/root"
echo "static binary: $(size "$work/root/qualm") bytes, its archive $(size "$TARBALL")"

sum_is_right() { (cd "$(dirname "$TARBALL")" && sha256sum -c "$name.tar.gz.sha256"); }
check "the checksum" sum_is_right

tar -tzf "$TARBALL" >"$work/list"
for member in bin/qualm share/man/man1/qualm.1 share/bash-completion/completions/qualm share/doc/qualm/README.md \
  share/doc/qualm/LICENSE share/doc/qualm/ci.md share/doc/qualm/licences/icu share/doc/qualm/licences/pcre2 \
  share/doc/qualm/licences/md4c share/doc/qualm/licences/libyaml share/doc/qualm/licences/json-c \
  share/doc/qualm/licences/glibc share/doc/qualm/licences/libstdc++ share/doc/qualm/licences/word-lists; do
  check "$member is not in the archive" grep -qx "$name/$member" "$work/list"
done
foreign_owner() { tar --numeric-owner -tvzf "$TARBALL" | grep -v ' 0/0 '; }
check_status 1 "a file of the archive belongs to somebody" foreign_owner
paths_inside() { grep -aoE '(/tmp/tmp|/work/|/root/|/builds?/)[A-Za-z0-9./_-]*' "$work/root/qualm"; }
check_status 1 "the binary names a folder of the machine that built it" paths_inside

# One program and one text, and nothing else in the world.
cp "$top/corpus/samples/hill-walking.txt" "$work/root/text.txt"
in_root() {
  if [ "$(id -u)" = 0 ]; then
    env -i "$(command -v chroot)" "$work/root" /qualm "$@"
  else
    env -i "$(command -v unshare)" -r "$(command -v chroot)" "$work/root" /qualm "$@"
  fi
}
if [ "$(id -u)" = 0 ] || unshare -r true 2>/dev/null; then
  "$QUALM" --to json --detail "$top/corpus/samples/hill-walking.txt" | sed "s|$top/corpus/samples/hill-walking|/text|" \
    >"$work/ordinary"
  in_root --to json --detail /text.txt >"$work/static" 2>"$work/said"
  verdict $? "it does not run in an empty root"
  check "in an empty root it says something else" cmp "$work/ordinary" "$work/static"
  check_status 3 "a missing file in an empty root" in_root check /none.txt
  check_status 2 "an unknown option in an empty root" in_root --none
  check "the manual's command" in_root explain smog
else
  skip "an empty root needs root or user namespaces"
fi

# What was left out of ICU's data must not be missed: scripts without spaces, named encodings, unusual characters.
mkdir "$work/texts"
text() { printf '%s\n' "$2" >"$work/texts/$1.txt"; }
text thai 'ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอน การอ่านหนังสือช่วยให้เรานอนหลับได้ดีขึ้น'
text lao 'ພາສາລາວເປັນພາສາທີ່ໃຊ້ຢູ່ໃນປະເທດລາວ ການອ່ານຫນັງສືຊ່ວຍໃຫ້ນອນຫລັບດີຂຶ້ນ'
text khmer 'ភាសាខ្មែរជាភាសាផ្លូវការរបស់ប្រទេសកម្ពុជា ការអានសៀវភៅជួយឱ្យគេងលក់ស្រួល'
text burmese 'မြန်မာဘာသာစကားသည် မြန်မာနိုင်ငံ၏ ရုံးသုံးဘာသာစကား ဖြစ်သည်။'
text japanese '研究によると、読書は睡眠を改善する可能性があります。ｺﾝﾋﾟｭｰﾀｰを使う時間が長い人は眠れない。'
text kana 'お茶はよく眠れる助けになるかもしれません。'
text chinese '研究表明，阅读可以帮助人们入睡。长时间使用电脑的人睡不好觉。'
text korean '연구에 따르면 독서는 수면에 도움이 될 수 있다. 컴퓨터를 오래 쓰는 사람은 잠을 못 잔다.'
text arabic 'تساعد القراءة على النوم. ينام الناس جيدا بعد المشي.'
text hindi 'पढ़ने से नींद आने में मदद मिल सकती है। टहलने के बाद लोग अच्छी नींद सोते हैं।'
text emoji 'Tea 👩‍👩‍👧‍👦 may help 🇫🇷 people sleep 👍🏽. Others disagree ☕️!'
text german 'Tee kann müden Menschen helfen. Straße und Fuß sind nicht weit.'
text greek 'Το τσάι μπορεί να βοηθήσει; Ο ύπνος είναι σημαντικός.'
cp "$top"/corpus/samples/*.* "$work/texts/"
same() { # TEXT OPTION...
  file=$1
  shift
  "$QUALM" --to json --detail "$@" "$file" >"$work/ordinary" 2>&1
  "$work/root/qualm" --to json --detail "$@" "$file" >"$work/static" 2>&1
  cmp "$work/ordinary" "$work/static" && grep -q '"words":[1-9]' "$work/static"
}
for file in "$work"/texts/*; do check "$(basename "$file") is read otherwise" same "$file"; done
encoded() { # ENCODING TEXT
  iconv -f UTF-8 -t "$1" "$work/texts/$2.txt" >"$work/encoded.txt" && same "$work/encoded.txt" --encoding "$1"
}
for pair in windows-1252:german iso-8859-1:german iso-8859-15:german macintosh:german windows-1253:greek \
  iso-8859-7:greek windows-874:thai tis-620:thai shift_jis:japanese euc-jp:japanese iso-2022-jp:kana gb18030:chinese \
  gbk:chinese gb2312:chinese euc-kr:korean windows-1256:arabic iso-8859-6:arabic utf-16:hindi \
  utf-16le:hindi utf-32:hindi ibm037:german utf-7:chinese; do
  check "${pair%:*} is read otherwise" encoded "${pair%:*}" "${pair#*:}"
done
# Every encoding that either knows, by the names that iconv has: both know it, or neither.
every_name() {
  iconv -l | tr -d '/,' | tr ' ' '\n' | LC_ALL=C sort -u >"$work/names"
  while read -r encoding; do
    printf '\101\351\n' >"$work/bytes.txt"
    for program in "$QUALM" "$work/root/qualm"; do
      "$program" --to json --encoding "$encoding" "$work/bytes.txt" 2>&1
    done >"$work/both"
    lines=$(wc -l <"$work/both")
    head -n $((lines / 2)) "$work/both" >"$work/first"
    tail -n $((lines / 2)) "$work/both" | cmp -s - "$work/first" || echo "$encoding"
  done <"$work/names" >"$work/differ"
  cat "$work/differ"
  [ "$(wc -l <"$work/names")" -gt 300 ] && [ ! -s "$work/differ" ]
}
check "an encoding of that name is known to one alone" every_name

if [ -n "${RELEASE:-}" ]; then
  # From a copy of the release in a folder of another name, by another user's umask.
  again() {
    cp -a "$RELEASE" "$work/elsewhere" &&
      (umask 077 && sh "$work/elsewhere/ship/static.sh" "$work/elsewhere" "$work/again") &&
      cmp "$TARBALL" "$work/again/$name.tar.gz"
  }
  check "a second build gives other bytes" again
fi
finish
