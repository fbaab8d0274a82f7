# Everything a person does with this project. `make` alone lists the targets.

PYTHON ?= python3
PORT ?= 8000
BASE := $(or $(WIRLOD_BASE_URI),http://localhost:$(PORT)/)
BIN := .venv/bin

# Tests of one file stay together: they share what they serve.
ON_ALL := --numprocesses auto --maxprocesses 4 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help install install-test serve publish test test-engines fuzz faults soak dist bench train weights reading editor browser lock clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 16

serve: publish editor  ## install, publish data/ and serve it at http://localhost:8000/ (PORT=…)
	@WIRLOD_BASE_URI=$(BASE) $(BIN)/wirlod serve --port $(PORT)

publish: install  ## make an edition out of data/
	@WIRLOD_BASE_URI=$(BASE) $(BIN)/wirlod publish

test: install-test editor browser  ## install what tests need and run them all (TESTS=tests/web)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pytest $(ON_ALL) $(TESTS)

test-engines: install-test  ## ask SPARQL engines elsewhere what the tests of the web ask
	@for engine in oxigraph virtuoso; do echo "The web, asked of $$engine"; \
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pytest --quiet $(ON_ALL) --store $$engine -m "not slow" tests/web || exit 1; done

.PHONY: mutants
mutants: install-test  ## change one important line at a time and see whether tests notice (RULE=…)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.benchmarks.mutants $(if $(RULE),"$(RULE)")

fuzz: install-test  ## feed every parser at random, led by coverage (SECONDS=60 for each)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.fuzz $(or $(SECONDS),60)

faults: install-test  ## inject a thousand faults (SEED=1 TIMES=22)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -W ignore -m tests.faults $(or $(SEED),1) $(or $(TIMES),22)

soak: install-test  ## ask, publish and kill for a long time (MINUTES=30 CLIENTS=32)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.faults.soak --minutes $(or $(MINUTES),30) --clients $(or $(CLIENTS),32)

bench: install-test browser  ## print the benchmarks
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.benchmarks

train: .venv/installed-train  ## learn anew how grants are read, from the retold releases
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.benchmarks.reading learn

weights: .venv/installed-train  ## fail where the weights are not what the retold releases teach
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.benchmarks.reading check

reading: .venv/installed-train  ## print how well releases never learnt from are read, and by what
	@for what in development ablation curve test; do echo "== $$what"; \
		PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.benchmarks.reading $$what || exit 1; done

EDITOR := src/wirlod/web/pages/editor
BUNDLE := src/wirlod/web/pages/static/bundle/editor.js

# The query page is complete without it: where npm is missing, nothing is lost but comfort.
editor:  ## bundle the SPARQL editor, where npm is at hand
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(BUNDLE) || echo "The editor could not be bundled; the plain form serves"; fi

$(BUNDLE): $(EDITOR)/editor.js $(EDITOR)/editor.css $(EDITOR)/package-lock.json
	@echo "Bundling the SPARQL editor"
	@cd $(EDITOR) && npm ci --silent >/dev/null && npm run --silent build

BROWSER := tests/browser/node_modules/.package-lock.json

browser:  ## install what tests in a browser need, where npm is at hand
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(BROWSER) || echo "Tests in a browser will be skipped"; fi

$(BROWSER): tests/browser/package-lock.json
	@echo "Installing what tests in a browser need"
	@cd tests/browser && npm ci --ignore-scripts --silent >/dev/null

install: .venv/installed
install-test: .venv/installed-test

.venv/pip:
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; $(MAKE) --no-print-directory venv-package && $(PYTHON) -m venv .venv; }
	@touch $@

# Debian keeps the standard library's venv in a package of its own.
.PHONY: venv-package
venv-package:
	@[ "$$(id -u)" = 0 ] || { echo "Python's venv is missing: run 'sudo apt-get install python3-venv' and make again"; exit 1; }
	apt-get update -qq && apt-get install -y -qq python3-venv

.venv/installed: .venv/pip requirements.txt pyproject.toml
	@echo "Installing pinned and hash-checked packages (a minute or two)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-test: .venv/installed requirements-test.txt
	@echo "Installing what tests need"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

.venv/installed-train: .venv/installed-test requirements-train.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-train.txt
	@touch $@

# The day of the last commit, so that the same sources make the same bytes.
EPOCH = $(shell git log -1 --format=%ct 2>/dev/null || date -d 2026-01-01 +%s)
SHIPPED = build/shipped

dist: install-test editor  ## build wheel, source archive, list of parts (CycloneDX) and of licences in dist/
	@rm -rf dist $(SHIPPED) && mkdir -p dist
	@echo "Building the wheel and the source archive"
	@umask 022 && SOURCE_DATE_EPOCH=$(EPOCH) $(BIN)/hatchling build -d dist >/dev/null
	@echo "Listing what the wheel needs"
	@$(PYTHON) -m venv $(SHIPPED)
	@$(SHIPPED)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(SHIPPED)/bin/pip install --quiet --disable-pip-version-check --no-deps dist/*.whl
	@$(BIN)/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml --mc-type application -o dist/parts.cdx.json $(SHIPPED)/bin/python 2>/dev/null
	@$(BIN)/pip-licenses --python $(SHIPPED)/bin/python --from mixed --with-urls --order license --format markdown --output-file dist/LICENCES.md >/dev/null
	@cd dist && sha256sum * >SHA256SUMS && cat SHA256SUMS

lock:  ## write requirements*.txt anew from pyproject.toml (needs uv)
	@uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 --extra build pyproject.toml -o requirements.txt
	@uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 --extra build --extra test pyproject.toml -o requirements-test.txt
	@uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 --extra build --extra test --extra train pyproject.toml -o requirements-train.txt

clean:  ## remove everything that make made, editions included
	rm -rf .venv editions build dist
