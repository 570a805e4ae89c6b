# One word a habit. `make` alone lists them. Everything is set up on the way: tools, environment, model, database.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PY := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false
# Rasa imports libraries that warn about their own future at every start.
export PYTHONWARNINGS := ignore

.PHONY: help run test coverage demo check bench bench-analytics soak format lint types validate unit lock clean

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

check: .venv/.ready format lint types validate test ## Everything CI runs: format, lint, types, Rasa's own check, tests

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

bench: .venv/.ready ## Measure a turn beside stock Rasa, on the same interview in the same run
	@$(PY) benchmarks/turns.py

demo: .venv/.ready ## Simulated people talk to the real bot, then the report opens
	@.venv/bin/meespraak demo --open

bench-analytics: .venv/.ready ## Time the analysis of 10,000 to 1,000,000 answers beside a plain script
	@$(PY) benchmarks/analytics.py

soak: .venv/.ready ## The long run: a thousand kills over ten thousand answers, 500 people at once, a backlog, memory
	@.venv/bin/meespraak train </dev/null
	@PYTHONPATH=tests $(PY) -m endurance.soak

lock: .venv/.ready ## Make requirements.lock anew: versions and hashes, no addresses
	@.tools/bin/uv lock --upgrade --quiet
	@.tools/bin/uv export --quiet --all-groups --no-emit-project --no-header --output-file requirements.lock

clean: ## Throw away what can be made again; never the data
	rm -rf .venv .tools models/*.tar.gz .pytest_cache .mypy_cache .ruff_cache
