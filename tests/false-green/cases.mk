# Situations in which nothing may look clean that is not; tests/check_false_green.py runs them.
FALSE_GREEN = tests/false-green/accepted.case tests/false-green/baseline-cut.case \
	tests/false-green/baseline-edition.case tests/false-green/baseline-empty.case \
	tests/false-green/baseline-known.case tests/false-green/baseline-malformed.case \
	tests/false-green/baseline-missing.case tests/false-green/baseline-new.case \
	tests/false-green/baseline-not-written.case tests/false-green/baseline-without-folder.case \
	tests/false-green/binary-from-plain.case tests/false-green/binary-in-walk.case \
	tests/false-green/binary-only-in-walk.case tests/false-green/binary.case \
	tests/false-green/capital-ending.case tests/false-green/closed-error.case \
	tests/false-green/closed-output.case tests/false-green/closed-stdin.case tests/false-green/config-below.case \
	tests/false-green/config-broken.case tests/false-green/config-excludes-all.case \
	tests/false-green/config-folder.case tests/false-green/config-link-nowhere.case \
	tests/false-green/config-missing.case tests/false-green/config-two.case \
	tests/false-green/config-unknown-key.case tests/false-green/config-unknown-rule.case \
	tests/false-green/config-unreadable.case tests/false-green/crlf.case tests/false-green/dangling-link.case \
	tests/false-green/density-without-rules.case tests/false-green/device-kept.case \
	tests/false-green/diff-ambiguous.case tests/false-green/diff-binary.case tests/false-green/diff-cut.case \
	tests/false-green/diff-empty.case tests/false-green/diff-line-separator.case \
	tests/false-green/diff-lone-cr.case tests/false-green/diff-missing.case tests/false-green/diff-no-diff.case \
	tests/false-green/diff-not-checked-out.case tests/false-green/diff-nothing-there.case \
	tests/false-green/diff-other-kind.case tests/false-green/diff-outside.case \
	tests/false-green/diff-revision-unset.case tests/false-green/diff-shallow-branch.case \
	tests/false-green/diff-shallow.case tests/false-green/diff-through-folder.case \
	tests/false-green/diff-unchanged.case tests/false-green/diff-uncommented.case \
	tests/false-green/diff-uncommitted.case tests/false-green/diff-untracked.case \
	tests/false-green/diff-without-commit.case tests/false-green/diff-without-git.case \
	tests/false-green/diff-wrong-revision.case tests/false-green/empty-folder.case \
	tests/false-green/empty-stdin.case tests/false-green/fifo.case tests/false-green/findings-256.case \
	tests/false-green/findings-65536.case tests/false-green/findings-many-files.case \
	tests/false-green/folder-barren-beside.case tests/false-green/folder-like-a-file.case \
	tests/false-green/folder-without-texts.case tests/false-green/forgiven.case \
	tests/false-green/from-own-config.case tests/false-green/from-own-ignore.case \
	tests/false-green/from-wrong-revision.case tests/false-green/full-device-findings.case \
	tests/false-green/full-device-named.case tests/false-green/hidden-by-level.case \
	tests/false-green/hidden-failing.case tests/false-green/huge-line.case tests/false-green/ignore-unknown.case \
	tests/false-green/ignore-unreadable.case tests/false-green/invalid-utf-8.case \
	tests/false-green/killed-by-kill.case tests/false-green/killed-by-term.case \
	tests/false-green/language-by-name.case tests/false-green/language-no-tag.case \
	tests/false-green/limit-no-number.case tests/false-green/limit-unset.case \
	tests/false-green/link-in-walk.case tests/false-green/list-by-lines.case tests/false-green/list-empty.case \
	tests/false-green/list-missing.case tests/false-green/lone-cr.case tests/false-green/many-and-a-change.case \
	tests/false-green/many-and-a-new-one.case tests/false-green/many-switched-off.case \
	tests/false-green/missing-alone.case tests/false-green/missing-file.case \
	tests/false-green/missing-forgiven.case tests/false-green/missing-with-findings.case \
	tests/false-green/no-words.case tests/false-green/only-excluded-named.case \
	tests/false-green/only-excluded.case tests/false-green/only-hidden.case tests/false-green/only-ignored.case \
	tests/false-green/only-links.case tests/false-green/option-unknown.case \
	tests/false-green/other-language.case tests/false-green/output-findings.case \
	tests/false-green/output-is-folder.case tests/false-green/output-without-folder.case \
	tests/false-green/path-empty.case tests/false-green/paths-unset.case \
	tests/false-green/pattern-unexpanded.case tests/false-green/quota.case tests/false-green/read-error.case \
	tests/false-green/reader-gone.case tests/false-green/rules-all-off.case \
	tests/false-green/rules-off-below.case tests/false-green/select-not-ready.case \
	tests/false-green/select-nothing.case tests/false-green/select-unknown.case \
	tests/false-green/short-text.case tests/false-green/switch-misspelt.case \
	tests/false-green/switch-no-inline.case tests/false-green/switch-off-file.case \
	tests/false-green/switch-unknown-front.case tests/false-green/switch-unknown-rule.case \
	tests/false-green/switch-without-reason.case tests/false-green/too-large.case \
	tests/false-green/truncated-alone.case tests/false-green/truncated-beside.case \
	tests/false-green/under-fail-level.case tests/false-green/unknown-format.case \
	tests/false-green/unreadable-file.case tests/false-green/unreadable-folder.case \
	tests/false-green/utf-16-named.case tests/false-green/utf-16-outright.case \
	tests/false-green/utf-16-without-bom.case tests/false-green/utf-16.case tests/false-green/vanished.case
EXTRA_DIST += $(FALSE_GREEN) tests/false-green/README.md
