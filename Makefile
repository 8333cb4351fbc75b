# Two commands do everything on a fresh machine: `make site` and `make test`.
# They need Python 3.11 or newer with its venv module, and make; all the rest they fetch.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help tools cluster site check remix serve screenshots test judge bench fuzz lock clean

help:
	@echo "make site    build the site and the packages in dist/"
	@echo "make check   report whatever would hurt a reader"
	@echo "make cluster what a cluster needs, here and on each of its workers"
	@echo "make remix   what a copy of a course has changed: make remix BUNDLE=copyright-en.source.zip"
	@echo "make serve   show the site while you write, and begin with a language: make serve LANGUAGE=kk"
	@echo "make screenshots  the picture of the README, from the site as it is"
	@echo "make test    everything: style, types, tests, real clients"
	@echo "make judge   the real clients over all of dist/"
	@echo "make bench   what our build costs beside stock MkDocs"
	@echo "make fuzz    hostile files against the check, ten minutes for each of two fuzzers"
	@echo "make lock    newest versions of all tools into the lock files"

tools: $(BIN)/.site

# For the builder and for every worker of a cluster: the same versions everywhere.
cluster: $(BIN)/.site
	$(PIP) install --require-hashes -r requirements-cluster.lock

site: $(BIN)/.site
	@$(BIN)/oer build

check: $(BIN)/.site
	@$(BIN)/oer check

remix: $(BIN)/.site
	@$(BIN)/oer remix $(BUNDLE)

LANGUAGE ?= en
serve: $(BIN)/.site
	@$(BIN)/oer serve --language $(LANGUAGE)

screenshots: $(BIN)/.test site
	$(BIN)/python -m tests.judges.clients
	$(BIN)/python -m tests.judges.screenshots dist docs/assets/site.webp

test: $(BIN)/.test
	$(BIN)/python -m tests.judges.clients
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n 2

judge: $(BIN)/.test site
	$(BIN)/python -m tests.judges.clients
	$(BIN)/python -m tests.judges dist

# A figure above what we allow ourselves is told, and the others are measured all the same.
bench: $(BIN)/.test
	$(BIN)/python -m benchmarks $(BENCH)
	$(BIN)/python -m benchmarks.checks
	-$(BIN)/python -m benchmarks.take_away
	-$(BIN)/python -m benchmarks.watch

# atheris has wheels for Linux and few versions of Python; without it Hypothesis goes alone.
MINUTES ?= 10
fuzz: $(BIN)/.test
	cd tests && ../$(BIN)/python -m fuzz hypothesis --minutes $(MINUTES)
	$(PIP) install --require-hashes --only-binary :all: -r tests/fuzz/requirements.lock
	cd tests && ../$(BIN)/python -m fuzz atheris --minutes $(MINUTES)

lock:
	$(PYTHON) -m venv build/lock-tool
	build/lock-tool/bin/python -m pip --quiet install uv
	build/lock-tool/bin/uv $(LOCK) --group build --output-file requirements.lock
	build/lock-tool/bin/uv $(LOCK) --extra cluster --group build --constraint requirements.lock --output-file requirements-cluster.lock
	build/lock-tool/bin/uv $(LOCK) --extra cluster --group build --group test --constraint requirements-cluster.lock --output-file requirements-test.lock

LOCK := pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header

clean:
	rm -rf build dist

# The environment: exact versions with their hashes, then this program, without a further download.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This needs Python 3.11 or newer: make PYTHON=python3.12 site"; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "This needs Python's venv module: apt-get install python3-venv"; exit 1; }

$(BIN)/.site: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Fetching the tools, once ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/.test: requirements-test.lock $(BIN)/.site
	@echo "Fetching the tools for the tests, once ..."
	@$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@
