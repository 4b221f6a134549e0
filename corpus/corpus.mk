# Language as data. tablegen checks it and writes it as C; a bad row stops the build.
EXTRA_DIST += $(CORPUS_FILES) $(CORPUS_EVIDENCE) corpus/README.md corpus/LICENSES/MIT-words.txt
# What the corpus rests on and is tested with; no build reads it.
CORPUS_EVIDENCE = corpus/gold/judged.tsv corpus/lang/en/pronunciations.txt corpus/samples/careful-note.txt \
	corpus/samples/evening-light.md corpus/samples/hill-walking.txt corpus/samples/mice-and-memory.txt \
	corpus/samples/miracle-berry.txt
BUILT_SOURCES += corpus_tables.c
CLEANFILES += corpus_tables.c

corpus_tables.c: tools/tablegen$(EXEEXT) $(CORPUS_FILES)
	$(AM_V_GEN)tools/tablegen$(EXEEXT) $(srcdir)/corpus $@.tmp && mv $@.tmp $@
# Every file of corpus/ that tablegen reads; tests/check_lists.py holds this list to the folder.
CORPUS_FILES = \
	corpus/EDITION \
	corpus/break/sentence.txt \
	corpus/break/word.txt \
	corpus/formulas.tsv \
	corpus/lang/ar/profile.tsv \
	corpus/lang/cs/profile.tsv \
	corpus/lang/da/profile.tsv \
	corpus/lang/de/profile.tsv \
	corpus/lang/el/profile.tsv \
	corpus/lang/en/abbreviations.tsv \
	corpus/lang/en/claims.tsv \
	corpus/lang/en/cues/absolute.tsv \
	corpus/lang/en/cues/advice.tsv \
	corpus/lang/en/cues/attribution.tsv \
	corpus/lang/en/cues/booster.tsv \
	corpus/lang/en/cues/causal.tsv \
	corpus/lang/en/cues/caveat.tsv \
	corpus/lang/en/cues/correlational.tsv \
	corpus/lang/en/cues/design.tsv \
	corpus/lang/en/cues/guards.tsv \
	corpus/lang/en/cues/hedge.tsv \
	corpus/lang/en/cues/hype.tsv \
	corpus/lang/en/cues/no-relation.tsv \
	corpus/lang/en/cues/number.tsv \
	corpus/lang/en/cues/sample.tsv \
	corpus/lang/en/cues/species.tsv \
	corpus/lang/en/cues/superlative.tsv \
	corpus/lang/en/cues/weasel.tsv \
	corpus/lang/en/familiar-dale-chall.txt \
	corpus/lang/en/familiar-spache.txt \
	corpus/lang/en/furniture.tsv \
	corpus/lang/en/profile.tsv \
	corpus/lang/en/softer.tsv \
	corpus/lang/en/syllables.exceptions.tsv \
	corpus/lang/en/syllables.tree \
	corpus/lang/es/profile.tsv \
	corpus/lang/fa/profile.tsv \
	corpus/lang/fi/profile.tsv \
	corpus/lang/fr/profile.tsv \
	corpus/lang/he/profile.tsv \
	corpus/lang/hi/profile.tsv \
	corpus/lang/hu/profile.tsv \
	corpus/lang/it/profile.tsv \
	corpus/lang/ja/profile.tsv \
	corpus/lang/ko/profile.tsv \
	corpus/lang/nb/profile.tsv \
	corpus/lang/nl/profile.tsv \
	corpus/lang/pl/profile.tsv \
	corpus/lang/pt/profile.tsv \
	corpus/lang/ro/profile.tsv \
	corpus/lang/ru/profile.tsv \
	corpus/lang/sv/profile.tsv \
	corpus/lang/tr/profile.tsv \
	corpus/lang/uk/profile.tsv \
	corpus/lang/und/profile.tsv \
	corpus/lang/zh/profile.tsv \
	corpus/presets/health.yaml \
	corpus/presets/news.yaml \
	corpus/presets/science.yaml \
	corpus/rules.tsv \
	corpus/speeds.tsv
