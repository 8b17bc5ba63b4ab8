# Two commands from a fresh clone: `make demo` and `make test`. Each sets up what it needs.
PYTHON ?= python3.11
GOLD ?= ../shared
VENV := .venv
BIN := $(VENV)/bin
CASES = $(wildcard $(GOLD)/cases/*/key.json)
COLD = $(wildcard evaluation/cases/*/key.json)
PAIRS = $(wildcard $(GOLD)/pairs/typed.jsonl $(GOLD)/pairs/rte3-dev.jsonl)

.PHONY: demo test check evaluate benchmark soak golden lock clean

demo: $(VENV)/installed
	$(BIN)/rashomon demo

test: $(VENV)/developed
	$(BIN)/python -m pytest

check: $(VENV)/developed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Run the gold cases, the seeds and the corpus of attributions through the program; hold the figures against floors.
evaluate: $(VENV)/developed
	$(BIN)/python evaluation/cases.py $(dir $(CASES)) --show --floors evaluation/floors.json --set cases
	$(BIN)/python evaluation/cases.py $(dir $(COLD)) --show --floors evaluation/floors.json --set "cold cases" --scorer $(GOLD)/cases/score.py
	$(BIN)/python evaluation/cases.py $(GOLD)/seeds --show --floors evaluation/floors.json --set seeds --scorer $(GOLD)/cases/score.py
ifneq ($(wildcard $(GOLD)/attribution/dev.jsonl),)
	$(BIN)/python evaluation/attribution.py $(GOLD)/attribution/dev.jsonl --floors evaluation/floors.json --set attribution
endif
	$(BIN)/python evaluation/names.py evaluation/names_hard.csv --floors evaluation/floors.json --set "hard names"
ifneq ($(wildcard $(GOLD)/names/pairs.csv),)
	$(BIN)/python evaluation/names.py $(GOLD)/names/pairs.csv --floors evaluation/floors.json --set names
endif
ifneq ($(wildcard $(GOLD)/coreference/dev.jsonl),)
	$(BIN)/python evaluation/entities.py $(GOLD)/coreference/dev.jsonl --floors evaluation/floors.json --set entities
endif
ifneq ($(wildcard $(GOLD)/times/timebank.jsonl),)
	$(BIN)/python evaluation/times.py $(GOLD)/times/timebank.jsonl --floors evaluation/floors.json --set times
endif
ifneq ($(wildcard $(GOLD)/coreference/dev.jsonl),)
	$(BIN)/python evaluation/alignment.py $(GOLD)/coreference/dev.jsonl --floors evaluation/floors.json --set alignment
endif
ifneq ($(PAIRS),)
	$(BIN)/python evaluation/pairs.py $(PAIRS) --floors evaluation/floors.json --set pairs
endif
	$(BIN)/python evaluation/folds.py $(dir $(CASES)) --floors evaluation/floors.json --set folds
	$(BIN)/python evaluation/stages.py $(dir $(CASES))
	for part in alignment lexicon model; do $(BIN)/python evaluation/stages.py $(dir $(CASES)) --without $$part || exit 1; done

benchmark: $(VENV)/developed
	$(BIN)/python benchmarks/verify.py
	$(BIN)/python benchmarks/case.py
	$(BIN)/python benchmarks/compare.py $(dir $(CASES))
	$(BIN)/python benchmarks/comparison.py
	$(BIN)/python benchmarks/web.py
ifneq ($(wildcard $(GOLD)/attribution/dev.jsonl),)
	$(BIN)/python benchmarks/attribution.py $(GOLD)/attribution/dev.jsonl
endif

# Ten thousand spoiled files of each format, every regular expression, a web archive of a gigabyte: half an hour.
FILES ?= 10000
soak: $(VENV)/developed
	$(BIN)/python soak/patterns.py
	$(BIN)/python soak/archive.py
	$(BIN)/python soak/spoiled.py --files $(FILES)
	$(BIN)/python soak/case.py
	$(BIN)/python benchmarks/web.py --readers 8 --seconds 60

# Write the golden dossiers anew; read the difference before you commit it.
golden: $(VENV)/developed
	$(BIN)/python tests/regenerate.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/developed: $(VENV)/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Exact versions anew, from what pyproject.toml names.
lock:
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --only-binary :all: .
	build/lock/bin/python -m pip freeze --exclude rashomon-ledger > requirements.lock
	build/lock/bin/python -m pip install --quiet --only-binary :all: --group dev
	build/lock/bin/python -m pip freeze --exclude rashomon-ledger | grep -vxFf requirements.lock > requirements-dev.lock
