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

bench: $(VENV)/.ready-dev .venv-bench/.ready
	$(BIN)/python -m tests.bench

$(VENV)/.ready: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

# slack-machine asks for older versions of what the bot uses, so it lives by itself
.venv-bench/.ready: constraints-bench.txt
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r constraints-bench.txt
	touch $@

clean:
	rm -rf $(VENV) .venv-bench build dist *.egg-info
