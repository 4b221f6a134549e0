# Makes DIR/libicudata.a: of ICU's data only what qualm asks for, a quarter of the whole.
#
# usage: icu_data.sh DIR      CC and AR name the compiler and the archiver
set -eu
out=$1
whole=$(${CC:-cc} -print-file-name=libicudata.a)
[ -f "$whole" ] || { echo "ship: no libicudata.a: install libicu-dev" >&2; exit 2; }
# Debian has it where only root's path leads.
PATH=$PATH:/usr/sbin:/sbin
command -v icupkg >/dev/null || { echo "ship: no icupkg: install icu-devtools" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
object=$(${AR:-ar} t "$whole")
case $object in
icudt[0-9]*[lb]_dat.o) ;;
*) echo "ship: $whole holds '$object', not one object of data" >&2; exit 2 ;;
esac
package=${object%_dat.o}
(cd "$work" && ${AR:-ar} x "$whole")
mkdir "$work/whole" "$work/part"
# The first member of the package is its table of contents: the file is the section, byte for byte.
objcopy -O binary -j .rodata "$work/$object" "$work/whole/$package.dat"

# All converters and their names; the dictionaries of scripts without spaces, with the root that leads to them and the
# rules that the root names; what the dictionaries are folded with; the properties that are not in ICU's code.
kept='\.cnv$|^cnvalias\.icu$|^brkitr/.*\.dict$|^brkitr/root\.res$|^nfkc\.nrm$|^uemoji\.icu$|^ulayout\.icu$'
kept="$kept"'|^brkitr/(char|line|line_loose|line_normal|sent|title|word)\.brk$'
# icupkg takes a list only from a file whose name ends in .txt.
icupkg -l "$work/whole/$package.dat" | grep -vE "$kept" >"$work/left-out.txt"
icupkg -r "$work/left-out.txt" "$work/whole/$package.dat" "$work/part/$package.dat"

cat >"$work/data.S" <<END
    .section .rodata
    .balign 16
    .globl ${package%[lb]}_dat
    .type ${package%[lb]}_dat, %object
${package%[lb]}_dat:
    .incbin "$work/part/$package.dat"
    .size ${package%[lb]}_dat, . - ${package%[lb]}_dat
    .section .note.GNU-stack, "", %progbits
END
${CC:-cc} -c -o "$work/data.o" "$work/data.S"
mkdir -p "$out"
rm -f "$out/libicudata.a"
${AR:-ar} rcsD "$out/libicudata.a" "$work/data.o"
