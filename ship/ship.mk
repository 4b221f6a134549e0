# What is shipped beside the sources: a static binary, and what CI services and hooks read.
EXTRA_DIST += ship/icu_data.sh ship/md4c.sh ship/static.sh
dist_doc_DATA += doc/ci.md

static_archive = qualm-$(VERSION)-linux-$$(uname -m).tar.gz
# Dated by the last commit, where there is one.
set_date = : $${SOURCE_DATE_EPOCH:=$$(git -C $(srcdir) log -1 --format=%ct 2>/dev/null || stat -c %Y $(srcdir)/NEWS.md)}; \
	export SOURCE_DATE_EPOCH
# Built from what `make dist` would pack, so that a file which is not in the release is missed here.
.PHONY: dist-static check-ship
dist-static: distdir
	@$(set_date); $(SHELL) $(distdir)/ship/static.sh $(distdir) . && $(am__remove_distdir)

# The shipped things, each run for real with the tools that it is made for.
check-ship: qualm$(EXEEXT) distdir
	@$(set_date); $(SHELL) $(distdir)/ship/static.sh $(distdir) . && RELEASE='$(abs_builddir)/$(distdir)' \
		QUALM='$(abs_builddir)/qualm$(EXEEXT)' TARBALL="$(abs_builddir)/$(static_archive)" \
		$(SHELL) $(srcdir)/tests/ship/run.sh '$(abs_srcdir)' $(SHIP_CHECKS) && $(am__remove_distdir)
EXTRA_DIST += tests/ship/common.sh tests/ship/run.sh tests/ship/static.sh
