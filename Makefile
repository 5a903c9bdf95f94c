# `make plan`, `make check`: the planner; `make test`, `make lint`, `make bench`: its development.
# Each target sets up what it needs in .venv; a second run finds it there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELLS := bash zsh fish
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable

# pip reads the first for what is installed and the second (from pip 25.3) for what builds it.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# What other people's code may change under us: HiGHS, the command line (typer, click, rich), messages
# of pydantic, YAML, spreadsheets, templates, networks and arrays, languages, outlines.
OTHERS := tests/optimise/test_milp.py tests/optimise/test_conflict.py tests/test_network.py \
  tests/test_errors.py tests/test_cli.py tests/test_completion.py tests/test_looks.py \
  tests/test_language.py tests/test_schemas.py tests/test_outlines.py tests/render/test_xlsx.py \
  tests/render/test_geosvg.py tests/inputs/test_yamlfile.py tests/inputs/test_programme_file.py
NEWER := python3.15 python3.14 python3.13 python3.12
OLDEST ?= python3.11
# Old versions use what newer ones of their own dependencies deprecate (typer what click does), and warn
# of what they do without (pyproj of pandas).
OLD_USE := -W default::DeprecationWarning -W default::PendingDeprecationWarning -W default::ImportWarning
UNPINNED := env -u PIP_CONSTRAINT -u PIP_BUILD_CONSTRAINT

.PHONY: plan check test test-newest test-oldest reconstruction lint bench browser shells clean
.DELETE_ON_ERROR:

plan: $(VENV)/.runtime
	$(BIN)/fmkwave plan

check: $(VENV)/.runtime
	$(BIN)/fmkwave check

# A process for each core; a file stays whole, so that what its tests share is made once.
test: $(VENV)/.dev
	$(BIN)/pytest --numprocesses=auto --dist=loadfile

# The newest of everything, today's, under the newest Python there is; and the oldest that
# pyproject.toml allows, under Python 3.11. `make test-newest OTHERS=tests` runs all tests.
test-newest:
	@set -e; python=$(PYTHON); for name in $(NEWER); do \
	  if "$$name" -c '' 2>/dev/null; then python=$$name; break; fi; done; \
	test -x $(VENV)-newest/bin/python || "$$python" -m venv $(VENV)-newest
	$(UNPINNED) $(VENV)-newest/bin/python -m pip install --quiet --upgrade --upgrade-strategy=eager \
	  --editable '.[dev]'
	$(VENV)-newest/bin/python -m pytest --numprocesses=auto --dist=loadfile $(OTHERS)

test-oldest:
	test -x $(VENV)-oldest/bin/python || $(OLDEST) -m venv $(VENV)-oldest
	$(OLDEST) scripts/lower_bounds.py > $(VENV)-oldest/constraints.txt
	$(UNPINNED) $(VENV)-oldest/bin/python -m pip install --quiet \
	  --constraint $(VENV)-oldest/constraints.txt --editable '.[dev]'
	$(VENV)-oldest/bin/python -m pytest --numprocesses=auto --dist=loadfile $(OLD_USE) $(OTHERS)

# That scripts/reconstruct_inputs.py still makes the reconstructed files that are committed.
reconstruction: $(VENV)/.dev
	$(BIN)/python scripts/reconstruct_inputs.py --check

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# All of docs/performance.md anew, in half an hour or so; `make bench PART=losses` prints one table.
bench: $(VENV)/.bench
	$(BIN)/python benchmarks $(PART)

# The tests of the report need a browser, and skip without one.
browser:
	@for name in $(BROWSERS); do ! command -v "$$name" >/dev/null || exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium; \
	else false; fi || echo "No Chromium, and none could be installed: its tests skip." >&2

# The tests of completion press Tab in each of these, and skip those that are not installed.
shells:
	@for name in $(SHELLS); do command -v "$$name" >/dev/null || missing="$$missing $$name"; done; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $$missing; \
	else false; fi || echo "Not installed:$$missing; their tests of completion skip." >&2

clean:
	rm -rf $(VENV) $(VENV)-newest $(VENV)-oldest build dist .coverage htmlcov .hypothesis
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find src tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.runtime: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

$(VENV)/.bench: $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "fmkwave needs Python 3.11 or later; name one: make PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
