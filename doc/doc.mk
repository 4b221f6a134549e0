# Pages. The manual and the completions are made from the command's tables.
EXTRA_DIST += doc/qualm.1.in
dist_doc_DATA += doc/csv.md doc/json.md doc/qualm-result.schema.json doc/qualm.schema.json
man1_MANS = doc/qualm.1
bashcompdir = $(datadir)/bash-completion/completions
nodist_bashcomp_DATA = doc/qualm
CLEANFILES += doc/qualm.1 doc/qualm

doc/qualm.1: doc/qualm.1.in tools/pages$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) doc && tools/pages$(EXEEXT) man $(srcdir)/doc/qualm.1.in > $@.tmp && mv $@.tmp $@
doc/qualm: tools/pages$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) doc && tools/pages$(EXEEXT) bash > $@.tmp && mv $@.tmp $@

# The schema of configurations is made from the same tables; tests/check_config.py holds the file to them.
.PHONY: schema
schema: qualm$(EXEEXT)
	./qualm$(EXEEXT) config --schema --output $(srcdir)/doc/qualm.schema.json
