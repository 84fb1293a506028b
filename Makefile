# make run: the playground in the browser · make test: the whole suite · both set up what they need
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench soak clean
run: $(VENV)/.ready
	$(BIN)/natverksbot playground

test: $(VENV)/.ready-dev check
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not soak"

check: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

soak: $(VENV)/.ready-dev
	$(BIN)/python -m pytest -m soak --timeout 0

bench: $(VENV)/.ready-dev
	$(BIN)/python -m tests.bench

$(VENV)/.ready: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info
