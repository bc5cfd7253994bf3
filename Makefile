# `make demo` and `make test` each do all the set-up they need; a second call finds it done.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-input -qq --no-compile --no-deps
LOCK := uv pip compile --python-version 3.11 --universal --generate-hashes --no-header --no-annotate --no-strip-extras \
	--no-emit-index-url --no-emit-find-links --quiet

.PHONY: help demo test lint versions graph bench torture swell same lexicon gazetteer vega train train-topics scores accuracy calibrate ui lock clean
.DEFAULT_GOAL := help

help: ## List these targets
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/p' Makefile | expand -t 14

demo: .venv/run ## Set up, write a sample archive, build a warehouse from it, ask it four questions
	@$(BIN)/dateline sample sample --articles 2000 --seed 7
	@$(BIN)/dateline build sample
	@echo; echo "Who publishes how much, and how long until the archive had it?"
	@$(BIN)/dateline query "select outlet_id, sum(article_count)::int as article_count, median(median_lag_minutes)::int as median_lag_minutes from marts.agg_outlet_days group by all order by 2 desc" --format table
	@echo; echo "Whose names stand most often above an article?"
	@$(BIN)/dateline query "select author_name, author_kind, article_count from marts.dim_authors order by 3 desc, 1 limit 5" --format table
	@echo; echo "Who is named most, without what agencies wrote?"
	@$(BIN)/dateline query "select entity_name, latin_name, entity_kind, country_code, sum(wire_free_article_count)::int as article_count from marts.agg_entity_days inner join marts.dim_entities using (entity_id, entity_name, entity_kind, is_confirmed) where is_confirmed group by all order by article_count desc, entity_name limit 8" --format table
	@echo; echo "What was turned away, and why?"
	@$(BIN)/dateline query "select rejection_kind, count(*) as document_count, any_value(rejection_detail) as for_example from ops.rejections group by all order by 2 desc" --format table
	@echo; echo "Open data/published/dateline.duckdb with any DuckDB client; see it run with: make ui"

test: .venv/dev lint ## Set up, then lint, check types and imports, run every test
	$(BIN)/pytest -n auto --dist loadfile

versions: .venv/dev ## Keep what each part makes of its cases, after a case was added or a version raised
	@$(BIN)/python -m tests.code_version

graph: .venv/dev ## Keep the graph of assets and the lineage of columns, after a view was added or changed
	@$(BIN)/python -m recipes.column_lineage
	@$(BIN)/python -m tests.assets.graph

lint: .venv/dev ## Format, lint, types, import contracts, SQL style: what pre-commit runs too
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/sqlfluff lint --disable-progress-bar sql etl/report

bench: .venv/bench ## Set up, then measure parsing against trafilatura, names against LAC and jieba (ARCHIVE=DIR for pages of your own)
	$(BIN)/python -m bench $(ARCHIVE)

swell: .venv/run ## Set up, then write an archive of N documents that names ever more, as real text does: ARCHIVE="DIR …" N=65000 OUT=DIR
	@test -n "$(ARCHIVE)" -a -n "$(N)" -a -n "$(OUT)" || { echo 'make swell ARCHIVE="DIR [DIR…]" N=65000 OUT=DIR'; exit 2; }
	$(BIN)/python -m bench.swell $(OUT) $(N) $(ARCHIVE) $(if $(SEED),--seed $(SEED))

torture: .venv/torture ## Set up, then kill builds, read beside publishes, fuzz; writes docs/RELIABILITY.md: [KILLS=100] [PUBLISHES=20] [ORDERS=12] [FUZZED=20000] [GUIDED=20000]
	-@$(MAKE) --no-print-directory .venv/guided # without it that one trial is left out
	$(BIN)/python -m bench.torture --kills $(or $(KILLS),100) --publishes $(or $(PUBLISHES),20) --orders $(or $(ORDERS),12) --fuzzed $(or $(FUZZED),20000) --guided $(or $(GUIDED),20000)

same: .venv/dev ## Whether BASE=COMMIT makes the same marts as this tree, of a sample or of ARCHIVE="DIR …"
	@test -n "$(BASE)" || { echo 'make same BASE=COMMIT [ARCHIVE="DIR [DIR…]"]'; exit 2; }
	$(BIN)/python -m bench.same $(BASE) $(ARCHIVE)

mutants: .venv/dev ## Set up, then change numbers of etl/ at random and name those that no test holds: [SEED=1] [COUNT=15]
	$(BIN)/python -m bench.mutants --seed $(or $(SEED),1) --count $(or $(COUNT),15)

lexicon: .venv/run ## Set up, then write etl/lexicon/README.md anew (after a change to a list or to who reads it)
	$(BIN)/python -m recipes.lexicon

gazetteer: .venv/gazetteer ## Set up, then compile etl/names/known/places.csv.gz anew (after a change to etl/lexicon's places)
	$(BIN)/python -m recipes.gazetteer

vega: ## Bundle anew what the report draws with, into etl/report/scripts/ (needs npm; recipes/vega/package.json pins it)
	cd recipes/vega && npm ci --ignore-scripts --no-audit --no-fund && npm run -s build

train: .venv-train/ready ## Set up apart, then make the tagger again: ARCHIVE="DIR …" [GOLD="FILE_OR_DIR …"] [WITHOUT=FILE] (docs/MODEL.md)
	@test -n "$(ARCHIVE)" || { echo 'make train ARCHIVE="DIR [DIR…]": the articles to learn from'; exit 2; }
	.venv-train/bin/python -m recipes.tagger $(ARCHIVE) $(if $(GOLD),--gold $(GOLD)) $(if $(WITHOUT),--without $(WITHOUT))

train-topics: .venv-train/ready ## Set up apart, then make the weights of topics again: ARCHIVE="DIR …" [WITHOUT=FILE] (docs/MODEL.md)
	@test -n "$(ARCHIVE)" || { echo 'make train-topics ARCHIVE="DIR [DIR…]": the articles that were annotated, and others beside them'; exit 2; }
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 .venv-train/bin/python -m recipes.topics $(ARCHIVE) $(if $(WITHOUT),--without $(WITHOUT))

scores: .venv-train/ready ## The tagger beside those it learned from, on annotated articles: ARCHIVE="DIR …" GOLD="FILE_OR_DIR …"
	.venv-train/bin/python -m recipes.tagger.compare $(ARCHIVE) --gold $(GOLD)

accuracy: .venv/dev ## Measure what comes out right of annotated articles: WAREHOUSE=FILE SCORER=FILE GOLD="FILE …" (ops.accuracy)
	@test -n "$(WAREHOUSE)" -a -n "$(SCORER)" -a -n "$(GOLD)" || { echo 'make accuracy WAREHOUSE=FILE SCORER=FILE GOLD="FILE …"'; exit 2; }
	$(BIN)/python -m recipes.accuracy $(WAREHOUSE) $(SCORER) $(GOLD)

calibrate: .venv/dev ## Fit and test the confidence of mentions: WAREHOUSE=FILE GOLD="FILE …" (docs/MODEL.md)
	@test -n "$(WAREHOUSE)" -a -n "$(GOLD)" || { echo 'make calibrate WAREHOUSE=FILE GOLD="FILE …"'; exit 2; }
	$(BIN)/python -m recipes.confidence $(WAREHOUSE) $(GOLD)

ui: .venv/run ## Set up, then start the Dagster UI on the sample (ARCHIVE=DIR for another)
	@$(if $(ARCHIVE)$(DATELINE_ARCHIVE)$(wildcard sample),,$(BIN)/dateline sample sample --articles 2000 --seed 7)
	@$(BIN)/dateline ui $(or $(ARCHIVE),$(if $(DATELINE_ARCHIVE),,sample))

lock: .venv/dev ## Resolve the dependencies anew and write the locks, with hashes
	$(BIN)/$(LOCK) pyproject.toml requirements/build.in -o requirements/run.lock $(UPGRADE)
	$(BIN)/$(LOCK) pyproject.toml requirements/build.in --extra dev -c requirements/run.lock -o requirements/dev.lock $(UPGRADE)
	$(BIN)/$(LOCK) pyproject.toml requirements/build.in --extra bench -c requirements/run.lock -o requirements/bench.lock $(UPGRADE)
	$(BIN)/$(LOCK) pyproject.toml requirements/build.in --extra train -c requirements/run.lock -o requirements/train.lock $(UPGRADE)
	$(BIN)/$(LOCK) pyproject.toml requirements/build.in --extra gazetteer -c requirements/run.lock -o requirements/gazetteer.lock $(UPGRADE)
	$(BIN)/$(LOCK) pyproject.toml requirements/build.in --extra torture -c requirements/run.lock -o requirements/torture.lock $(UPGRADE)
	$(BIN)/$(LOCK) requirements/guided.in -o requirements/guided.lock $(UPGRADE)

clean: ## Remove what these targets made, your data excepted
	rm -rf .venv .venv-train .torture build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11) and "Dateline needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv-train/ready: requirements/train.lock pyproject.toml # gigabytes, which no build or test should ever wait for
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --disable-pip-version-check --no-input -qq --no-deps --require-hashes -r requirements/train.lock
	.venv-train/bin/python -m pip install --disable-pip-version-check --no-input -qq --no-deps --no-build-isolation -e .
	@touch $@

# A stamp per set of dependencies: run for the demo and the UI, dev for tests, bench for measurements, torture for
# more kinds of readers, guided for a fuzzer that follows the code, gazetteer to compile it.
.venv/run .venv/dev .venv/bench .venv/torture .venv/guided .venv/gazetteer: .venv/%: requirements/%.lock pyproject.toml | .venv/python
	@echo "Installing the locked dependencies ($*) into .venv: a minute or two the first time"
	@$(INSTALL) --require-hashes -r requirements/$*.lock
	@$(INSTALL) --no-build-isolation -e .
	@$(BIN)/python -m compileall -q -j 0 .venv/lib/python3*/site-packages etl assets # by all cores, and once
	@touch $@
