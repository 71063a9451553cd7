# The few commands of this project. Everything is installed into .venv and nowhere else.
.PHONY: help install run test dev lint bench accuracy clean
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
RIVAL := .venv/rival/.installed

help: ## show these lines
	@grep -hE '^[a-z]+:.*##' Makefile | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

install: $(STAMP) ## make .venv and install the pinned packages (quick when nothing changed)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; ok = (3, 11) <= sys.version_info[:2] < (3, 14); sys.exit(not ok and "Saidso needs Python 3.11, 3.12 or 3.13; this is " + sys.version.split()[0] + ". Name another: make install PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $(STAMP)

run: install ## read the bundled articles and release a warehouse into data/
	$(BIN)/saidso run articles

test: install ## run the tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

dev: install ## Dagster's web interface and daemon at http://127.0.0.1:3000
	$(BIN)/saidso dev

lint: install ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install $(RIVAL) ## measure speed and memory, beside quantulum3 in an environment of its own
	$(BIN)/python -m bench

$(RIVAL): bench/rival.lock
	$(PYTHON) -m venv .venv/rival
	.venv/rival/bin/pip install --quiet --disable-pip-version-check -r bench/rival.lock
	@touch $(RIVAL)

accuracy: install ## score the reader against hand-made annotations
	$(BIN)/python -m tests.accuracy

clean: ## remove .venv and caches; data/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache saidso.egg-info
