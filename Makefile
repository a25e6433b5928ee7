# `make` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3.11
PYTHON := $(shell command -v $(PYTHON) || command -v python3)
VENV := .venv
# Each takes a core and 1.5 GB.
TEST_PROCESSES ?= 2
BIN := $(VENV)/bin
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help
help:  ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

.PHONY: run
run: $(VENV)/.installed  ## Serve the demo clinic on http://localhost:8080 (installs and trains what is missing)
	@exec $(BIN)/backline serve

.PHONY: train
train: $(VENV)/.installed  ## Train the model, if the data changed
	@$(BIN)/backline train

.PHONY: talk
talk: $(VENV)/.installed  ## Talk to the assistant in this terminal
	@exec $(BIN)/backline talk

.PHONY: test
test: $(VENV)/.installed-dev chromium  ## Check formatting, lint and types, then run all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	@$(BIN)/backline train
	CHROMIUM="$$(cat $(VENV)/.chromium)" $(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadfile

.PHONY: lint
lint: $(VENV)/.installed-dev  ## Check formatting, lint and types only
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

.PHONY: format
format: $(VENV)/.installed-dev  ## Format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: validate
validate: $(VENV)/.installed  ## Check domain, rules and examples as Rasa does
	@$(BIN)/rasa data validate --data data/nlu data/rules data/stories

.PHONY: evaluate
evaluate: $(VENV)/.installed-dev  ## Measure how well messages are understood; writes docs/understanding.md
	@$(BIN)/backline train
	$(BIN)/python -m benchmarks.understanding

.PHONY: bench
bench: $(VENV)/.installed-dev  ## Run the benchmarks and write their tables to docs/benchmarks
	$(BIN)/python -m benchmarks

.PHONY: lock
lock:  ## Resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev -c requirements.lock --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o requirements-dev.lock

.PHONY: chromium
chromium: $(VENV)/.installed-dev  ## Find or install the browser that the tests need
	@scripts/find-chromium $(BIN) > $(VENV)/.chromium

.PHONY: clean
clean:  ## Remove the environment and the models (never the data folder)
	rm -rf $(VENV) models .mypy_cache .pytest_cache .ruff_cache

# Rasa 3.6.21 declares Python below 3.11 and runs on it; the lock names every package, so nothing is resolved here.
INSTALL := $(BIN)/python -m pip install --use-pep517 --no-deps --ignore-requires-python

$(VENV)/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || { echo "Backline needs Python 3.11: install it, or name it with 'make run PYTHON=/path/to/python3.11'." >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { echo "Python's venv module is missing: on Debian, 'apt-get install python3.11-venv'." >&2; exit 1; }

$(VENV)/.installed: requirements.lock pyproject.toml $(wildcard packages/tensorflow-stand-in/*) | $(VENV)/bin/python
	@echo "Installing what Backline needs (about 0.9 GB, once) ..."
	@$(INSTALL) --require-hashes -r requirements.lock || { echo "The packages could not be installed: check the network and the free disk space, then run it again." >&2; exit 1; }
	@$(INSTALL) -q --no-build-isolation ./packages/tensorflow-stand-in
	@$(INSTALL) -q --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@$(INSTALL) -q --require-hashes -r requirements-dev.lock || { echo "The test packages could not be installed: check the network and the free disk space, then run it again." >&2; exit 1; }
	@touch $@
