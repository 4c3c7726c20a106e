# Every target does its own set-up: once, and again only when the requirements change.
# Needs Python 3.11 or newer and make (GNU Make 3.81 will do); everything else goes into .venv.

SHELL = /bin/sh
PORT ?= 8000
SITE ?= site
MINUTES ?= 10
PY = .venv/bin/python

# An empty VAULT= would reach MkDocs as "no folder at all": unset, it means docs/.
ifneq ($(strip $(VAULT)),)
export VAULT
else
unexport VAULT
endif

# Material's notice of its end of life (May 2027) is for us, not for every build's reader.
export NO_MKDOCS_2_WARNING = 1

# A .venv whose Python has since been removed is made again.
broken := $(shell $(PY) -c "" 2>/dev/null || echo new-venv)

.PHONY: help serve build check audit test fuzz lint bench bench-serve bench-pages lighthouse setup clean new-venv

help:
	@echo "make serve   publish the vault on this computer, rebuilt at every edit (PORT=$(PORT))"
	@echo "make build   write the site into site/"
	@echo "make check   the same, and fail where the report holds warnings"
	@echo "make audit   what SITE=$(SITE) publishes, and whether anything private is in it"
	@echo "make test    lint, types, and all tests"
	@echo "make fuzz    random notes for MINUTES=$(MINUTES); ATHERIS=1: led by coverage"
	@echo "make bench   time and memory beside plain MkDocs + Material (RUNS=3); NOTES=10000: a made vault"
	@echo "make bench-serve   seconds from an edit to the browser (EDITS=7); NOTES=10000: a made vault"
	@echo "make bench-pages   what pages cost on a slow telephone (SITE_DIR=a built site, RUNS=3)"
	@echo "make lighthouse   what Lighthouse says of them, as on a telephone (SITE_DIR, RUNS=3)"
	@echo "make setup   only install: .venv and node_modules"
	@echo "make clean   remove what the targets above have made"
	@echo
	@echo "VAULT=~/Notes make serve publishes that vault; without VAULT it is docs/."

serve: .venv/.npm
	@$(PY) -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: .venv/.npm
	@$(PY) -m mkdocs build

check: .venv/.npm
	@$(PY) -m mkdocs build --strict

audit: .venv/.build
	@PYTHONPATH=hooks $(PY) -m vaultsite.audit "$(SITE)" --vault "$(or $(VAULT),docs)"

lint: .venv/.dev
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

test: lint .venv/.npm
	@$(PY) -m tests.browser.find
	$(PY) -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile

fuzz: .venv/.dev
ifdef ATHERIS
	@$(PY) -m pip install --quiet --disable-pip-version-check atheris
	@mkdir -p .cache/atheris
	@PYTHONPATH=hooks $(PY) -m tests.fuzz.atheris_note .cache/atheris \
	  -max_total_time=$$(($(MINUTES) * 60)) -max_len=2000 -timeout=10 \
	  -artifact_prefix=.cache/atheris/found-
else
	@PYTHONPATH=hooks $(PY) -m tests.fuzz $(MINUTES)
endif

bench: .venv/.dev .venv/.npm
	@PYTHONPATH=hooks $(PY) -m benchmarks

bench-serve: .venv/.dev .venv/.npm
	@PYTHONPATH=hooks $(PY) -m benchmarks.serving

bench-pages: .venv/.dev .venv/.npm
	@PYTHONPATH=hooks $(PY) -m benchmarks.pages

lighthouse: .venv/.dev .venv/.npm
	@PYTHONPATH=hooks $(PY) -m benchmarks.lighthouse

setup: .venv/.npm

clean:
	rm -rf .venv node_modules npm/*/node_modules npm/*/.cache \
	  tests/differential/remark/node_modules tests/differential/remark/.cache \
	  tests/browser/npm/node_modules tests/browser/npm/.cache \
	  benchmarks/lighthouse/node_modules benchmarks/lighthouse/.cache \
	  benchmarks/heard/node_modules benchmarks/heard/.cache site .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache

new-venv:

.venv/.build: requirements.txt $(broken)
	@python=; for p in python3.13 python3.12 python3.11 python3; do \
	  if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then python=$$p; break; fi; done; \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer is missing: install it" >&2; exit 1; fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$python has no venv: install it (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; fi; \
	echo "Setting up .venv with $$python: only this once"; \
	if [ -n "$(broken)" ]; then $$python -m venv --clear .venv; fi
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.build
	@echo "Installing what the tests need: only this once"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.venv/.npm: package-lock.json .venv/.build
	@PYTHONPATH=hooks $(PY) -m vaultsite.packages
	@touch $@
