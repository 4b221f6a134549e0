# Pages of --to html by those who know: html-validate, and axe-core in Chromium. See check_html_browser.cjs.
#
# usage: check_html_browser.sh QUALM SRCDIR [FOLDER]      FOLDER gets pictures and a PDF of every page, to look at
#
# Needs node, Chromium, and the npm packages html-validate, axe-core and puppeteer-core, in a node_modules that
# $QUALM_NODE_MODULES names or that stands where this is run; "./dev html" sees to it all. Else it is skipped.
set -u
qualm=$1
top=$(CDPATH='' cd -- "$2" && pwd) || exit 2
shots=${3:-}
modules=${QUALM_NODE_MODULES:-node_modules}
skip() {
  echo "html in a browser: skipped, $1"
  echo "0 passed, 0 failed, 1 skipped"
  exit 77
}
command -v node >/dev/null || skip "there is no node"
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || skip "there is no Chromium"
for package in html-validate axe-core puppeteer-core; do
  [ -d "$modules/$package" ] || skip "there is no npm package $package in $modules"
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A text that would take the page over, bytes that a terminal would obey, and a large one.
cat >"$work/hostile.md" <<'END'
---
title: "<script>alert(1)</script> \"><img src=x onerror=alert(1)>"
author: "A <b> & 'c'"
---
# "><img src=x onerror=alert(1)> heading </title></style>

Tea </p><script>alert(2)</script> cures cancer & proves that &lt;b&gt; works, <img src=x onerror=alert(3)>.

```
::error::gotcha <script>
```

> Research "proves" that 'tea' causes `<b>` sleep. A miracle cure proves it, [x](javascript:alert(4)).

| a | b |
|---|---|
| <img onerror=x> | =cmd|' /C calc'!A0 |
END
# All that Markdown and its tags put around text, in order and out of it.
cat >"$work/shapes.md" <<'END'
# Tea, `tea` and *more*

Tea **proves** its `worth`; ~~not~~ always.\
Research *proves that `tea`* works.

3. three
4. four

   ```c
   int main(void)
   {
       return  0;    /* a line that is longer than the column is wide, so that it must be broken somewhere */
   }
   ```
   - inner
     1. deep

        | a very long head of a column |   | right | another one | and another | the last of the columns |
        |:-----------------------------|---|------:|-------------|-------------|-------------------------|
        | Research proves that tea works, and it is a miracle cure for all of us. | | 12 | x | y | `z` |
        | ![a cup](x.png) | b |

- [ ] open
- [x] done

> Said he.
> - listed

<table><caption>A caption</caption><tr><th>A<th>B</tr><tr><td>1<ul><li>in a cell</ul><td>2</tr></table>

<ol><li>one <b>bold</b></ol><li>lost</table><td>lost too

Last words.
END
printf 'A title\n\nTea \033[31m proves it \177\010 and \342\200\256evil\342\200\254 <script>alert(1)</script>.\n' \
  >"$work/bare.txt"
awk 'BEGIN { for (i = 0; i < 42000; i++)
  print "Tea <b>proves</b> that \"sleep\" & rest may cure <script>x</script> cancer " i ".\n" }' >"$work/large.md"
: >"$work/empty.txt"

pages=
make_page() { # NAME INPUT...
  name=$1
  shift
  "$qualm" read --to "html:$work/$name.html" "$@" 2>/dev/null
  pages="$pages $work/$name.html"
}
make_page berry "$top/corpus/samples/miracle-berry.txt"
make_page light "$top/corpus/samples/evening-light.md"
make_page contributing "$top/CONTRIBUTING.md"
make_page shapes "$work/shapes.md"
make_page hostile "$work/hostile.md"
make_page bare "$work/bare.txt"
make_page empty "$work/empty.txt"
make_page gone "$work/gone.md"
make_page large "$work/large.md"
make_page several "$top"/corpus/samples/*.* "$work/hostile.md" "$work/gone.md" "$work/empty.txt"
# shellcheck disable=SC2086
node "$top/tests/check_html_browser.cjs" "$modules" ${shots:+--shots "$shots"} $pages
