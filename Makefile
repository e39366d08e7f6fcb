# Everything starts here: `make help`. Each target sets up what it needs; a fresh machine needs Python 3.11 or newer,
# git and make. `make check` is the whole of continuous integration.

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CODE := src tests scripts benchmarks
JOBS ?= 2
PIP_TOOLS := pip-tools==7.6.2

# python3.11 where there is one: the version the project is developed on.
PYTHON ?= $(shell command -v python3.11 || command -v python3)

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1

.PHONY: help setup check still looks format lint types contracts density catalogue docs editors test demo torture bench fmt lock site links dist clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(READY) ## the virtual environment, from the lock, redone only when the lock or pyproject.toml changes

$(READY): requirements/dev.txt pyproject.toml
	@"$(or $(PYTHON),false)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "promisectl needs Python 3.11 or newer; found: $(or $(shell $(or $(PYTHON),false) -V 2>/dev/null),none)" >&2; \
	  echo "Install one, or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf $(VENV) && "$(PYTHON)" -m venv $(VENV); }
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

check: still test ## all that must hold before a change goes in

# What looks at files alone, side by side; the tests come after it, by themselves.
still: $(READY)
	@$(MAKE) --jobs=$(JOBS) --no-print-directory looks

looks: types format lint contracts density catalogue docs

format: $(READY) ## is every file formatted?
	$(BIN)/ruff format --check $(wildcard $(CODE))

lint: $(READY) ## ruff's findings
	$(BIN)/ruff check $(wildcard $(CODE))

types: $(READY) ## mypy, strict
	$(BIN)/mypy

contracts: $(READY) ## do imports point down?
	$(BIN)/lint-imports

density: $(READY) ## is no function denser than it was?
	$(BIN)/python scripts/density.py check

catalogue: $(READY) ## is every message there in Spanish, and compiled?
	$(BIN)/python scripts/catalogue.py check

docs: $(READY) ## are the generated pages fresh? (what they show is run by the tests)
	$(if $(wildcard scripts/reference.py),$(BIN)/python scripts/reference.py check,@:)

# What editors run on YAML files, for tests/editors. Where it cannot be installed those tests are skipped, and say why.
EDITORS := tests/editors/node_modules/.ready

editors: $(if $(shell command -v npm),$(EDITORS),) ## the language server of editors, from its lock, where there is npm

$(EDITORS): tests/editors/package-lock.json
	@npm ci --prefer-offline --prefix tests/editors --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch $@ \
	  || echo "yaml-language-server cannot be installed; tests/editors will be skipped" >&2

test: $(READY) editors ## the tests, without the long ones
	$(BIN)/python -m pytest --verbosity=0 --numprocesses $(JOBS) --dist worksteal -m "not torture"

torture: $(READY) ## the long tests
	$(BIN)/python -m pytest --verbosity=0 --numprocesses $(JOBS) -m torture

bench: $(READY) ## how fast, on ledgers of many sizes
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/readers.py
	$(BIN)/python benchmarks/guard.py
	$(BIN)/python benchmarks/completion.py
	$(BIN)/python benchmarks/audit.py
	$(BIN)/python benchmarks/git_python.py

# The example is fixed in time, so the clock stands still on the Monday it was made for.
demo: export PROMISECTL_NOW = 2026-03-09T09:00:00-03:00
demo: export PROMISECTL_USER =
demo: export PROMISECTL_FORMAT =
demo: $(READY) ## a small workshop: what is overdue, and how well promises are kept
	@echo 'The ledger of examples/workshop, seen on Monday 9 March 2026 (PROMISECTL_NOW=$(PROMISECTL_NOW))'
	@echo
	@echo '$$ promisectl overdue all'
	@$(BIN)/promisectl --root examples/workshop overdue all
	@echo
	@echo '$$ promisectl report fulfilment'
	@$(BIN)/promisectl --root examples/workshop report fulfilment

fmt: $(READY) ## format the code and mend what can be mended
	$(BIN)/ruff check --fix $(wildcard $(CODE))
	$(BIN)/ruff format $(wildcard $(CODE))

# No --upgrade: a pin moves only when pyproject.toml asks for it, or with `make lock UPGRADE=--upgrade`.
lock: ## pin, with hashes, what pyproject.toml asks for
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet '$(PIP_TOOLS)'
	$(BIN)/python scripts/wanted.py | CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/python -m piptools compile \
	  --quiet $(UPGRADE) --generate-hashes --allow-unsafe --strip-extras --no-annotate --no-emit-options \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements/dev.txt -

# Every warning is an error: a broken link, a page that no index names.
SITE := $(BIN)/python -m sphinx -q -E -n -W --keep-going -c docs/site -d build/site-cache

site: $(READY) ## the manual as a site, in build/site, offline
	$(SITE) -b html . build/site
	@echo "build/site/index.html"

links: $(READY) ## do the links to other sites lead somewhere? (needs the network)
	$(SITE) -b linkcheck . build/links

# The same commit makes the same bytes, anywhere and at any time: what is dated in the archives is the commit's moment.
dist: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1580601600)
dist: $(READY) ## wheel and sdist, in dist/
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist -t sdist -t wheel

clean: ## remove what can be made again
	rm -rf $(VENV) tests/editors/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks build dist
