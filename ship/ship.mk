# What is shipped beside the sources: a static binary, and what CI services and hooks read.
EXTRA_DIST += ship/action_check.sh ship/action_unpack.sh ship/icu_data.sh ship/image.sh ship/md4c.sh ship/static.sh \
	.dockerignore .pre-commit-hooks.yaml Dockerfile action.yml doc/examples/gitlab-ci.yml \
	doc/examples/pre-commit-config.yaml doc/examples/qualm.yml
dist_doc_DATA += doc/ci.md

static_archive = qualm-$(VERSION)-linux-$$(uname -m).tar.gz
# Dated by the last commit, where there is one.
set_date = : $${SOURCE_DATE_EPOCH:=$$(git -C $(srcdir) log -1 --format=%ct 2>/dev/null || stat -c %Y $(srcdir)/NEWS.md)}; \
	export SOURCE_DATE_EPOCH
# Built from what `make dist` would pack, so that a file which is not in the release is missed here.
.PHONY: dist-static check-ship
dist-static: distdir
	@$(set_date); $(SHELL) $(distdir)/ship/static.sh $(distdir) . && $(am__remove_distdir)

# The shipped things, each run for real with the tools that it is made for; a tool that is not there is a skip that shows.
SHIP_TESTS = tests/ship/action.py tests/ship/action.sh tests/ship/common.sh tests/ship/container.sh tests/ship/image.sh \
	tests/ship/page.sh tests/ship/pre_commit.sh tests/ship/recipes.sh tests/ship/reviewdog.sh tests/ship/run.sh tests/ship/static.sh
EXTRA_DIST += $(SHIP_TESTS) tests/check_ci.py
if HAVE_PYTHON
TESTS += tests/check_ci.py
endif
check-ship: qualm$(EXEEXT) distdir
	@$(set_date); $(SHELL) $(distdir)/ship/static.sh $(distdir) . && \
		RELEASE='$(abs_builddir)/$(distdir)' QUALM='$(abs_builddir)/qualm$(EXEEXT)' \
		TARBALL="$(abs_builddir)/$(static_archive)" \
		$(SHELL) $(srcdir)/tests/ship/run.sh '$(abs_srcdir)' $(SHIP_CHECKS); status=$$?; \
		$(am__remove_distdir); exit $$status
