# The portal's commands. Each installs what it needs first; only python3, make and a network must be there.
SHELL := /bin/sh
.DEFAULT_GOAL := help

# The machine's own Python, or the newest one beside it that the portal supports.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	if command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; \
	then echo $$p; break; fi; done)
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help run run-demo test thorough security guards faults bench lint format docs lock sbom audit clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run build/vendor/.done ## Start the portal on this machine
	@$(PY) manage.py serve

run-demo: $(VENV)/.run build/vendor/.done ## The same, with 300 believable submissions
	@$(PY) manage.py serve --demo

test: $(VENV)/.dev build/vendor/.done ## Run the tests for every change, on SQLite and on PostgreSQL: five minutes
	@$(PY) scripts/run_tests.py --part quick

thorough: $(VENV)/.dev build/vendor/.done ## Run all other tests, too: whole tables, long journeys, faults
	@$(PY) scripts/run_tests.py --part thorough

security: $(VENV)/.dev build/vendor/.done ## Prove the security row by row, on both databases, and count
	@$(PY) scripts/security.py

guards: $(VENV)/.dev build/vendor/.done ## Take each guard of the security out and see its tests fail
	@$(PY) scripts/guards.py

# At 20 random points a fault, unless FAULTS_POINTS says otherwise; `make thorough` tries one.
faults: $(VENV)/.dev build/vendor/.done ## Kill, starve and cut off everything; write the table in docs/reliability.md
	@FAULTS_POINTS=$${FAULTS_POINTS:-20} FAULTS_REPORT=docs/reliability.md \
		$(PY) -m pytest -q -p no:randomly -n 0 tests/faults

bench: $(VENV)/.dev ## Measure the register at 20,000 suppliers, and text made to take long
	@$(PY) bench/register.py
	@$(PY) bench/hostile_text.py

lint: $(VENV)/.dev build/vendor/.done ## Check style, types, layers, templates, migrations, settings
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" sh scripts/lint.sh

format: $(VENV)/.dev ## Put the code in its usual form
	@$(VENV)/bin/ruff check --fix --quiet . && $(VENV)/bin/ruff format --quiet .

docs: $(VENV)/.dev ## Build the documentation into build/docs
	@$(PY) -m mkdocs build --strict --quiet --site-dir build/docs

lock: $(VENV)/bin/python ## Write the lock files anew, after a change of pyproject.toml or package.json
	@sh scripts/lock.sh $(PY)

sbom: $(VENV)/.dev build/vendor/.done ## Write what the portal is made of into build/sbom (CycloneDX)
	@sh scripts/sbom.sh $(PY) build/sbom

audit: $(VENV)/.dev build/vendor/.done ## Ask the registries for known holes in the libraries
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PY) scripts/audit.py

clean: ## Remove what make has installed and built; the data folder stays
	rm -rf $(VENV) node_modules build

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "The portal needs Python 3.11, 3.12 or 3.13; this machine has $$(python3 --version 2>/dev/null || echo no python3)."; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing: on Debian or Ubuntu, apt-get install python3-venv."; exit 1; }

$(VENV)/.run: requirements.txt requirements-redis.txt | $(VENV)/bin/python
	@echo "Installing the portal's libraries ..."
	@$(PIP) -r requirements.txt
	@sh scripts/redis_binary.sh $(PY)
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Installing the portal's tools ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

build/vendor/.done: package-lock.json scripts/vendor_assets.py scripts/node_modules.sh | $(VENV)/bin/python
	@echo "Installing the pages' styles and scripts ..."
	@sh scripts/node_modules.sh $(CURDIR)/$(PY)
	@$(PY) scripts/vendor_assets.py
	@touch $@
