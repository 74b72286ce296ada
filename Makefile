# make run    the whole product with the demo story, on http://127.0.0.1:$(PORT)
# make test   all tests; browser journeys where Chromium is (CHROMIUM= or chromium on the PATH)
# make check  format, lint, types, import contract, migrations, settings of production
# make bench  jobs beside their floors (JOB="save open", DATA=small|company|group|nation)
# make breaks every guard test turns red when what it guards is broken (BREAK=name)

PYTHON ?= python3
PORT ?= 8000
STORY ?= lanzhou
JOBS ?= 2
JOB ?=
DATA ?= company
ROUNDS ?= 5
BREAK ?=
WITHIN ?=
VENV := .venv
BIN := $(VENV)/bin
SET_UP := $(VENV)/set-up
export PORT

.PHONY: setup run test check bench breaks lock
.DEFAULT_GOAL := run

setup: $(SET_UP)
	@:

# A second call costs nothing: the stamp is as young as the list it was made from.
$(SET_UP): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the packages into $(VENV) …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: setup
	@exec $(BIN)/python manage.py dev $(STORY) --port $(PORT)

test: setup
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m pytest -m "browser and not slow" -rs --nomigrations

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	SECURE=1 DEBUG=0 $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: setup
	$(BIN)/python -m benchmarks $(JOB) --data $(DATA) --rounds $(ROUNDS)

breaks: setup
	$(BIN)/python -m tests.breaks.run --jobs $(JOBS) $(if $(WITHIN),--within $(WITHIN)) $(BREAK)

# After a change of requirements*.in.
lock: setup
	$(BIN)/uv pip compile $(LOCK) requirements.in -o requirements.txt
	$(BIN)/uv pip compile $(LOCK) -c requirements.txt requirements-dev.in -o requirements-dev.txt

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links
