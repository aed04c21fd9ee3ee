# Every chore of the house. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --quiet

.PHONY: help env demo run test lint types plan format translations shots bench migration lock tools

help: ## list the chores
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

env: ## make the environment that running needs (.venv, hash-locked)
	@bin/environment run
	@bin/translations compile

demo: env ## show a living community on 127.0.0.1:8000; DATA=PATH imports a real one
	@exec bin/demo $(if $(DATA),"$(DATA)")

run: env ## start your own empty house on 127.0.0.1:8000
	@exec $(BIN)/python app.py

tools: # the environment that checks and tests need
	@bin/environment test
	@bin/translations compile

test: tools ## check and test everything, on SQLite and again on PostgreSQL and Redis
	@bin/services
	@bin/check all

lint: tools ## read code and templates for mistakes
	@bin/check lint

types: tools ## check the types
	@bin/check types

plan: tools ## check that imports keep to the floor plan
	@bin/check plan

format: tools ## put code into the house style
	@$(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format .

translations: tools ## collect texts, bring the catalogues up to date and compile them
	@bin/translations

shots: tools ## take a picture of every page into shots/, phone and desktop, light and dark
	@bin/services chromium
	@$(BIN)/python -m tests.shots $(SHOTS)

bench: tools ## measure speed and size and print the table; BENCH="pages --quick" for some of it
	@bin/services chromium
	@$(BIN)/python -m benchmarks $(BENCH)

migration: tools ## write a migration for what the models say now; MESSAGE="Keep polls"
	@HOMEGROUND_DATA="$$(mktemp -d)" bash -c '$(BIN)/flask db upgrade && $(BIN)/flask db migrate -m "$(MESSAGE)"'

lock: tools ## choose newer versions within pyproject.toml and write their hashes to requirements/
	@$(COMPILE) --upgrade --all-extras --group test -o requirements/test.txt
	@$(COMPILE) -c requirements/test.txt -o requirements/run.txt
	@$(COMPILE) -c requirements/test.txt --extra scale -o requirements/scale.txt
	@$(COMPILE) -c requirements/test.txt --extra scale --extra learn -o requirements/learn.txt
	@git diff --stat -- requirements
