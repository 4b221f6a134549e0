# The includes keep to src/LAYERS, and a planted violation is found.
set -eu
python3 "$top_srcdir/tests/check_layers.py" "$top_srcdir/src"
python3 "$top_srcdir/tests/check_layers.py" "$top_srcdir/src" --planted
