# The real pre-commit, on a repository made for it: a bad commit is refused, a good one passes, so does one of
# excluded files.
. "${top:?}/tests/ship/common.sh"

if ! tool_python pre-commit 4.7.0; then
  skip "pre-commit is not here and cannot be installed"
  finish
fi
HOME=$work/home PATH=$work/bin:$PATH
PRE_COMMIT_HOME=$work/pre-commit
export HOME PATH PRE_COMMIT_HOME
unpack_binary "$work/bin"
mkdir "$HOME"
pre_commit() { "$tool" -m pre_commit "$@"; }

# The hooks are taken from a repository, as a user takes them; this one holds the manifest alone.
new_repository "$work/hooks"
cp "$top/.pre-commit-hooks.yaml" "$work/hooks/"
git -C "$work/hooks" add . && git -C "$work/hooks" commit -qm hooks
check "the manifest is not valid" pre_commit validate-manifest "$top/.pre-commit-hooks.yaml"

new_repository "$work/site"
cd "$work/site" || exit 1
cat >.pre-commit-config.yaml <<END
repos:
  - repo: $work/hooks
    rev: $(git -C "$work/hooks" rev-parse HEAD)
    hooks:
      - id: qualm
END
echo 'exclude: [old]' >.qualm.yaml
echo /drafts/ >.qualmignore
mkdir old drafts
echo 'Scientists have proved that tea cures colds.' | tee old/page.md >drafts/page.md
git add . && git commit -qm 'before the hook'
check "the hook cannot be installed" pre_commit install
commit() { git add -A && git commit -m 'a change'; }

echo 'Tea may help some people sleep. More research is needed.' >good.md
check "a good commit is refused" commit
echo 'Scientists have proved that tea cures colds.' >bad.md
check_status 1 "a bad commit passes" commit
said certainty/proof
has_bad() { git ls-tree --name-only HEAD | grep -qx bad.md; }
check_status 1 "the refused commit was made" has_bad
git rm -q -f bad.md
# added FOLDER: a commit that only adds a fault to the page there.
added() { echo 'Researchers have proved that coffee always works.' >>"$1/page.md" && commit && git diff --quiet HEAD; }
check "a commit of ignored files alone is refused" added drafts
check "a commit of excluded files alone is refused" added old
echo 'print("Scientists have proved it.")' >code.py
check "a commit without texts is refused" commit
printf 'Scientists have proved it.\n' >"-f odd name \$(x).md"
check_status 1 "a bad text with an odd name passes" commit
git rm -q -f -- "-f odd name \$(x).md"

for ending in mdx mkd text MD; do
  echo 'Scientists have proved it.' >"bad.$ending"
  check_status 1 "a bad text that ends in .$ending passes" commit
  git rm -q -f "bad.$ending"
done

# What was there before is let be: only the sentences of this commit count.
sed -i 's/id: qualm/id: qualm\n        args: [--diff-base, HEAD]/' .pre-commit-config.yaml
sed -i 's/exclude:.*/exclude: []/' .qualm.yaml
git add -A && git commit -qm 'the page with its faults' --no-verify
echo 'Tea may help.' >>old/page.md
check "with --diff-base an old fault refuses a commit" commit
echo 'Experts have proved that milk cures sleeplessness.' >>old/page.md
check_status 1 "with --diff-base a new fault passes" commit
finish
