# One word a habit. `make` alone lists them. Everything is set up on the way: tools, environment, model, database.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PY := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false
# Rasa imports libraries that warn about their own future at every start.
export PYTHONWARNINGS := ignore

.PHONY: help run test coverage newer demo check bench bench-analytics soak rasa removals bench-all format lint types validate unit lock clean

help: ## List what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.venv/.ready: requirements.lock pyproject.toml setup.sh
	@sh setup.sh </dev/null

run: .venv/.ready ## Run the bot: on Telegram with TELEGRAM_BOT_TOKEN set, else as a chat in the terminal
	@.venv/bin/meespraak run

test: .venv/.ready ## Run all tests
	@.venv/bin/meespraak train </dev/null
	@$(PY) -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

coverage: .venv/.ready ## Run all tests and tell what no test reaches
	@.venv/bin/meespraak train </dev/null
	@$(PY) -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder --cov=bot --cov=actions --cov=analytics --cov-report=term:skip-covered

newer: .venv/.ready ## Run the tests of analytics on Python 3.12 with today's pandas and SQLAlchemy 2
	@sh tests/newer_python.sh

check: .venv/.ready format lint types validate test newer ## Everything CI runs: format, lint, types, Rasa's own check, tests

format: .venv/.ready ## Check the format (ruff format mends it)
	@.venv/bin/ruff format --check .

lint: .venv/.ready ## Check the style and the direction of imports
	@.venv/bin/ruff check .
	@.venv/bin/lint-imports --config pyproject.toml

types: .venv/.ready ## Check the types
	@.venv/bin/mypy

validate: .venv/.ready ## Let Rasa check its data
	@.venv/bin/rasa data validate >.venv/validate.log 2>&1 || { cat .venv/validate.log; exit 1; }
	@echo "Rasa finds no fault in its data."

rasa: .venv/.ready ## Show that Rasa's own tools work here, without TensorFlow: train, test, validate, shell
	@.venv/bin/rasa train --quiet >.venv/rasa.log 2>&1 || { cat .venv/rasa.log; exit 1; }
	@.venv/bin/rasa test core --stories tests/rasa_tools --fail-on-prediction-errors --out .venv/rasa_test >>.venv/rasa.log 2>&1 || { cat .venv/rasa.log; exit 1; }
	@.venv/bin/rasa test nlu --nlu tests/rasa_tools/test_nlu.yml --out .venv/rasa_test >>.venv/rasa.log 2>&1 || { cat .venv/rasa.log; exit 1; }
	@echo "sla maar over" | .venv/bin/rasa shell nlu >>.venv/rasa.log 2>&1 || { cat .venv/rasa.log; exit 1; }
	@$(MAKE) --no-print-directory validate
	@grep -h "Correct:\|predicted correctly" .venv/rasa.log
	@echo "rasa train, test, shell and data validate work."

# Stock Rasa with TensorFlow, beside which `bench` measures; where it cannot be had, `bench` says so and goes on without.
.venv-stock/.ready: benchmarks/stock/requirements.lock .venv/.ready
	@echo "Installing stock Rasa's own environment (1.6 GB) ..." >&2
	@.tools/bin/uv venv --quiet --clear --python 3.10 .venv-stock
	@.tools/bin/uv pip sync --quiet --compile-bytecode --python .venv-stock/bin/python --require-hashes benchmarks/stock/requirements.lock
	@touch $@

bench: .venv/.ready ## Measure a turn beside stock Rasa, on the same interview in the same run
	@.venv/bin/meespraak train </dev/null
	-@$(MAKE) --no-print-directory .venv-stock/.ready
	@$(PY) benchmarks/turns.py

bench-all: .venv/.ready bench bench-analytics ## Run every benchmark: turns, analysis, long talks, start and memory, several programs, Telegram's limits, a simulated day
	@.venv/bin/meespraak train </dev/null
	@for one in long_talk footprint workers telegram queueing; do echo "== $$one"; $(PY) -W ignore benchmarks/$$one.py || exit 1; done

demo: .venv/.ready ## Simulated people talk to the real bot, then the report opens
	@.venv/bin/meespraak demo --open

bench-analytics: .venv/.ready ## Time the analysis of 10,000 to 1,000,000 answers beside a plain script
	@$(PY) benchmarks/analytics.py

soak: .venv/.ready ## The long run: a thousand kills over ten thousand answers, 500 people at once, a backlog, memory
	@.venv/bin/meespraak train </dev/null
	@PYTHONPATH=tests $(PY) -m endurance.soak

removals: .venv/.ready ## Take each safeguard out in turn, in a copy, and see which test turns red; takes half an hour
	@.venv/bin/meespraak train </dev/null
	@PYTHONPATH=tests $(PY) -W ignore -m removals.run $(WORDS)

lock: .venv/.ready ## Make requirements.lock anew: versions and hashes, no addresses
	@.tools/bin/uv lock --upgrade --quiet
	@.tools/bin/uv export --quiet --all-groups --no-emit-project --no-header --output-file requirements.lock
	@.tools/bin/uv lock --upgrade --quiet --project benchmarks/stock
	@.tools/bin/uv export --quiet --project benchmarks/stock --no-emit-project --no-header --no-annotate --output-file benchmarks/stock/requirements.lock

clean: ## Throw away what can be made again; never the data
	rm -rf .venv .venv-newer .venv-stock .tools models/*.tar.gz .pytest_cache .mypy_cache .ruff_cache
