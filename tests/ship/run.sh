# Runs the checks of what is shipped, all of them or those that are named; each ends with a line of counts.
#
# usage: run.sh TREE [NAME]...      with QUALM, TARBALL and RELEASE as common.sh says
top=$1
shift
export top
[ $# -gt 0 ] || set -- static recipes pre_commit action image container reviewdog page
status=0
for name; do
  echo "-- $name"
  sh "$top/tests/ship/$name.sh" || status=1
done
exit $status
