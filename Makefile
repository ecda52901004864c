# What one does here. The targets call Python files in scripts/ and the tools in .venv; settings stand in setup.cfg.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
BIN := .venv/bin
# Arguments for pytest, such as PYTEST="-k pledge --db=sqlite".
PYTEST ?=
# Arguments for each campaign of chaos.
CHAOS ?=

.DEFAULT_GOAL := help
.PHONY: help python setup page run give test check schema chaos lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

python:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "KSBB needs Python 3.11 or newer; here is $$($(or $(PYTHON),python3) --version 2>&1 | head -n 1)." \
			"Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }

setup: python ## Make .venv and build the page; nothing to do, nothing done
	@$(PYTHON) scripts/environment.py run
	@$(PYTHON) scripts/page.py

page: python ## Build the page, and fail if that fails
	@$(PYTHON) scripts/environment.py run
	@$(PYTHON) scripts/page.py --strict

run: setup ## Start the platform with its demo; Ctrl-C stops all of it
	@exec $(BIN)/ksbb serve --demo

give: python ## Walk a gift through the platform that runs here (examples/give.py)
	@$(PYTHON) scripts/environment.py test
	@$(BIN)/python examples/give.py

test: python ## Run all tests, on SQLite, PostgreSQL and Valkey
	@$(PYTHON) scripts/environment.py test
	@$(PYTHON) scripts/page.py
	@$(BIN)/python -m pytest -n 2 $(PYTEST)

check: python ## Check format, lint, types, import contracts, tidiness, the printed schema
	@$(PYTHON) scripts/environment.py dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest -q tests/architecture/test_tidy.py
	@$(BIN)/ksbb schema --check

schema: python ## Print the GraphQL schema into schema.graphql
	@$(PYTHON) scripts/environment.py run
	@$(BIN)/ksbb schema

chaos: python ## Kill processes under 1,000 workflows, on SQLite and on PostgreSQL (CHAOS="--workflows 400 --seed 7")
	@$(PYTHON) scripts/environment.py test
	@$(BIN)/python -m tests.chaos --database sqlite $(CHAOS)
	@$(BIN)/python -m tests.chaos --database postgres $(CHAOS)

lock: python ## Resolve the dependencies of setup.cfg again (network)
	@$(PYTHON) scripts/environment.py dev
	@$(BIN)/python scripts/lock.py

clean: ## Remove what was made: environment, built page, caches (never the data in .ksbb)
	@rm -rf .venv build dist *.egg-info server/web/page server/web/.page-built-from frontend_stub/node_modules
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@find . -name __pycache__ -type d -not -path './.ksbb/*' -prune -exec rm -rf {} +
