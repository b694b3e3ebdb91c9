# Needs Python >= 3.11, make and a package index; everything else lands in .venv.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.synced

.PHONY: setup demo lint test gate bench model clean

setup: $(STAMP)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make: no Python >= 3.11 found; install one, or name it: make PYTHON=/path/to/python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV) || { command -v uv >/dev/null && uv venv --clear --python $(PYTHON) $(VENV); }

# uv is put into the environment itself, so that a machine without it needs nothing first.
$(STAMP): $(BIN)/python pyproject.toml uv.lock
	@test -x $(BIN)/uv || $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv sync --frozen --inexact --quiet
	@touch $@

demo: setup
	$(BIN)/mediagranskning demo

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest -n auto --dist loadfile

gate: setup
	$(BIN)/mediagranskning evaluate gate

# The models in nlp/models anew, from ../shared/data; some two hours.
model: setup
	$(BIN)/python -m spacy project run all nlp/training

bench: setup
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) data/var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
