# The commands of a developer. `make demo` and `make test` need a Python from 3.11 on and nothing else; the rest happens in .venv.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALL := $(PIP) install --quiet --only-binary :all: --constraint requirements/lock.txt
DB ?= sayso.db
CORPUS ?=

.PHONY: help demo test faults check data docs bench lock clean

help:
	@echo "make demo    install sayso into $(VENV), code the examples into $(DB), show what was found"
	@echo "make test    ruff, mypy, generated files, pytest"
	@echo "make faults  the store under faults: killed processes, full disks, PostgreSQL (10 minutes)"
	@echo "make data    compile the word lists of lexicon/ into the package"
	@echo "make docs    write the generated pages of docs/"
	@echo "make bench   speed, start-up time, memory and what grows (CORPUS=DIR for texts of your own)"
	@echo "make lock    write requirements/ anew from today's releases"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "no Python from 3.11 on was found; name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

demo: $(BIN)/python
	$(INSTALL) .
	$(BIN)/sayso code examples/*.txt --outlets examples/outlets.csv --db $(DB)
	$(BIN)/sayso events --db $(DB)
	$(BIN)/sayso attributions --db $(DB)

# Installed afresh only when what is required has changed; the package itself is linked, not copied.
$(VENV)/dev: $(BIN)/python pyproject.toml requirements/lock.txt requirements/dev.txt
	$(INSTALL) --requirement requirements/dev.txt --editable .
	@touch $@

test: $(VENV)/dev check
	$(BIN)/python -m pytest

# Minutes long, and PostgreSQL is tried only where its programs are installed.
faults: $(VENV)/dev
	SAYSO_FAULTS=1 $(BIN)/python -m pytest tests/faults tests/store

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/compile_lexicon.py --check
	$(BIN)/python scripts/make_docs.py --check

data: $(VENV)/dev
	$(BIN)/python scripts/compile_lexicon.py

docs: $(VENV)/dev
	$(BIN)/python scripts/make_docs.py

bench: $(VENV)/dev
	$(BIN)/python scripts/bench.py $(if $(CORPUS),--corpus $(CORPUS))
	$(BIN)/python scripts/bench_growth.py $(if $(CORPUS),--corpus $(CORPUS))

lock:
	$(PYTHON) scripts/make_lock.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
