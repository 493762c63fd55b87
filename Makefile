# The portal's commands; `make help` lists them. Everything they do is in tools/.
PYTHON ?= python3
VENV := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run setup serve test check format messages lock bench clean packages lexicons

help: ## list these targets
	@grep -hE '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed 's/:.*## /\t/' | expand -t 12

run: setup serve ## set everything up that is not yet, then serve

setup: ## packages, database, regions, demo content, search index, static files
	@$(PYTHON) -m tools.setup base
	@$(VENV) -m tools.content

serve: ## only serve; PORT=8100 make serve takes another port than 8000
	@test -x $(VENV) || { echo 'Nothing is set up yet: run "make setup" first.' >&2; exit 1; }
	@$(VENV) -m tools.serve

lexicons: packages # what the search knows of words
	@$(VENV) -m tools.lexicons

packages: # what tests and checks need besides
	@$(PYTHON) -m tools.setup base dev servers

test: lexicons ## all tests, on SQLite and, where it is there, on PostgreSQL
	@$(VENV) -m tools.run_tests

check: lexicons ## style, types, layers, templates, migrations, translations, licences
	@$(VENV) -m tools.run_checks

format: packages ## put code and templates in shape
	@$(VENV) -m tools.format

messages: packages ## write new texts of the interface into the catalogues (needs gettext)
	@$(VENV) -m tools.translations update

lock: packages ## pin requirements/*.in; UPGRADE=--upgrade takes the newest that fit
	@$(VENV) -m tools.lock $(UPGRADE)

bench: setup packages ## measure speed and size; prints a table, writes var/bench.json
	@$(VENV) -m bench

clean: ## forget all that was set up: packages, database, uploads, index
	rm -rf .venv var
