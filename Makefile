# What people run here; `make` alone lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := python -m pip install --quiet --disable-pip-version-check --no-deps

# Programs for maintainers, in an environment of their own: the program's own stays what it is.
TOOLS := $(VENV)/tools
EDITORS := $(VENV)/editors
COMPILE := $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE)

.PHONY: help setup demo test check bench bench-import bench-pdf torture year levels plans editors fidelity templates catalogues docs windows lock sbom clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | while IFS='|' read -r name what; do \
		printf '  make %-12s %s\n' "$$name" "$$what"; done

setup: $(VENV)/installed-dev ## .venv with gen and all that its tests need

demo: $(VENV)/installed ## plan.yaml → every unit's documents in out/
	$(BIN)/gen build plan.yaml --out out --source --zip

test: setup ## style, types and every test
	@sh tools/system_packages.sh test
	@[ "$${GEN_SYSTEM:-yes}" = no ] || $(MAKE) --no-print-directory $(EDITORS)/installed || \
		echo 'the engine of ONLYOFFICE could not be installed; its tests are skipped'
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: setup ## style and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup ## this renderer beside others, and whole builds → benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

bench-import: setup ## how long an import takes → benchmarks/RESULTS-imports.md
	$(BIN)/python -m benchmarks.imports

bench-pdf: setup ## how long PDFs take, by engine → benchmarks/RESULTS-pdf.md
	$(BIN)/python -m benchmarks.pdfs

torture: setup ## commands killed, stopped and out of disk space, then run again: is all as it should be?
	$(BIN)/python -m tests.torture $(ARGS)

year: setup ## years of an office with made-up forms, each figure beside an independent reckoning: ARGS="--seeds 20"
	$(BIN)/python -m tests.year $(ARGS)

levels: setup ## made-up provinces over three levels, tasks and figures beside a reckoning: ARGS="--seeds 5 --communes 30"
	$(BIN)/python -m tests.levels $(ARGS)

plans: setup ## known plans written in many ways, imported: how much is right, asked, or wrong in silence: ARGS="--seeds 50"
	$(BIN)/python -m tests.plans $(ARGS)

editors: setup $(EDITORS)/installed ## forms filled in by LibreOffice, ONLYOFFICE, AbiWord, Calligra → docs/forms.md
	@sh tools/system_packages.sh test
	$(BIN)/python -m tests.editors $(ARGS)

windows: setup ## gen under Windows' own Python in Wine, which it installs: an office's day, files held open, killed runs
	@sh tools/system_packages.sh windows
	$(BIN)/python -m tools.windows $(VENV)/windows
	GEN_WINDOWS=$(abspath $(VENV))/windows $(BIN)/python -m pytest tests/windows $(ARGS)

fidelity: setup ## the embedded PDF engine beside LibreOffice → benchmarks/FIDELITY.md
	$(BIN)/python -m benchmarks.fidelity

templates: setup ## templates/*.docx again from tools/make_templates.py
	$(BIN)/python -m tools.make_templates

catalogues: setup ## message catalogues: new messages in, .mo out
	$(BIN)/python -m tools.catalogues

docs: setup ## the pages of docs/ that are made from the code
	$(BIN)/python -m tools.make_docs

lock: $(TOOLS)/installed ## requirements/*.txt again, with hashes; UPGRADE=--upgrade takes newer versions; then sbom
	$(COMPILE) pyproject.toml requirements/run.in requirements/dev.in --all-extras -o requirements/dev.txt
	$(COMPILE) pyproject.toml requirements/run.in -c requirements/dev.txt -o requirements/run.txt
	$(COMPILE) pyproject.toml requirements/run.in -c requirements/dev.txt --extra cluster -o requirements/cluster.txt
	$(COMPILE) pyproject.toml requirements/run.in -c requirements/dev.txt --extra postgres -o requirements/postgres.txt
	$(COMPILE) requirements/tools.in -o requirements/tools.txt
	$(COMPILE) requirements/editors.in -o requirements/editors.txt
	@$(MAKE) --no-print-directory sbom

sbom: $(TOOLS)/installed ## sbom.cdx.json: what an install consists of, with licences (CycloneDX)
	rm -rf $(VENV)/plain
	$(PYTHON) -m venv $(VENV)/plain
	$(VENV)/plain/bin/$(PIP) --require-hashes -r requirements/run.txt
	$(VENV)/plain/bin/$(PIP) --no-build-isolation .
	$(VENV)/plain/bin/python -m pip uninstall --quiet --yes --disable-pip-version-check pip
	$(TOOLS)/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
		--of JSON -o $(VENV)/sbom.json $(VENV)/plain/bin/python
	$(TOOLS)/bin/python -m tools.sbom $(VENV)/sbom.json sbom.cdx.json
	rm -rf $(VENV)/plain build

clean: ## remove .venv and what tools leave behind; out/ stays
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find gen tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are newer than what they were made from, so that a second call has nothing to do.
# The lock lists all that is installed, so pip resolves nothing (--no-deps), and takes no file with another hash.
$(VENV)/installed-dev: pyproject.toml requirements/dev.txt | $(VENV)/pyvenv.cfg
	$(BIN)/$(PIP) --require-hashes -r requirements/dev.txt
	$(BIN)/$(PIP) --no-build-isolation -e .
	@touch $@ $(VENV)/installed

$(VENV)/installed: pyproject.toml requirements/run.txt | $(VENV)/pyvenv.cfg
	$(BIN)/$(PIP) --require-hashes -r requirements/run.txt
	$(BIN)/$(PIP) --no-build-isolation -e .
	@touch $@

$(TOOLS)/installed: requirements/tools.txt | $(VENV)/pyvenv.cfg
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/$(PIP) --require-hashes -r requirements/tools.txt
	@touch $@

$(EDITORS)/installed: requirements/editors.txt | $(VENV)/pyvenv.cfg
	$(PYTHON) -m venv $(EDITORS)
	$(EDITORS)/bin/$(PIP) --require-hashes -r requirements/editors.txt
	@touch $@

# Debian and Ubuntu keep ensurepip in a package of its own; without it a half-made .venv is left behind.
$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'gen needs Python 3.11 or newer; name it: make PYTHON=python3.12 …'; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); PYTHON=$(PYTHON) sh tools/system_packages.sh venv; $(PYTHON) -m venv $(VENV); } \
		|| { rm -rf $(VENV); exit 1; }
