# What people run here; `make` alone lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# TeX Gyre Termes, for a machine without Times New Roman and Liberation Serif 2. Only its font files are used, which need
# none of the libraries that the package asks for.
FONT := rinoh-typeface-texgyretermes

.PHONY: help setup demo test check bench bench-pdf fidelity templates catalogues docs clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | while IFS='|' read -r name what; do \
		printf '  make %-12s %s\n' "$$name" "$$what"; done

setup: $(VENV)/installed-dev ## .venv with gen and all that its tests need

demo: $(VENV)/installed ## plan.yaml → every unit's documents in out/
	$(BIN)/gen build plan.yaml --out out --source --zip

test: setup ## style, types and every test
	@sh tools/system_packages.sh test
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n 2

check: setup ## style and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup ## this renderer beside others, and whole builds → benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

bench-pdf: setup ## how long PDFs take, by engine → benchmarks/RESULTS-pdf.md
	$(BIN)/python -m benchmarks.pdfs

fidelity: setup ## the embedded PDF engine beside LibreOffice → benchmarks/FIDELITY.md
	$(BIN)/python -m benchmarks.fidelity

templates: setup ## templates/*.docx again from tools/make_templates.py
	$(BIN)/python -m tools.make_templates

catalogues: setup ## message catalogues: new messages in, .mo out
	$(BIN)/python -m tools.catalogues

docs: setup ## the pages of docs/ that are made from the code
	$(BIN)/python -m tools.make_docs

clean: ## remove .venv and what tools leave behind; out/ stays
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find gen tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are newer than what they were made from, so that a second call has nothing to do.
$(VENV)/installed-dev: pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	$(PIP) -e '.[cluster,postgres,dev]'
	$(PIP) --no-deps vietnamadminunits  # only its data file is read, which needs none of its libraries
	$(PIP) --no-deps $(FONT)
	@touch $@ $(VENV)/installed

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	$(PIP) -e .
	$(PIP) --no-deps $(FONT)
	@touch $@

# Debian and Ubuntu keep ensurepip in a package of its own; without it a half-made .venv is left behind.
$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'gen needs Python 3.11 or newer; name it: make PYTHON=python3.12 …'; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); PYTHON=$(PYTHON) sh tools/system_packages.sh venv; $(PYTHON) -m venv $(VENV); } \
		|| { rm -rf $(VENV); exit 1; }
