# Needs Python 3.11 or newer, make, and the package registries. `make try` shows what this is;
# `make test` installs what the tests need and runs everything.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
DEBIAN := apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq >/dev/null

.PHONY: try test check lint types contracts sizes pytest snapshot benchmarks clean

try: $(VENV)/installed
	@$(BIN)/whichmodel providers openrouter openai anthropic groq nebius together cerebras qwen moonshot
	@echo
	@$(BIN)/whichmodel list openrouter openai anthropic groq nebius together cerebras qwen moonshot --newest 3 --no-pager
	@echo
	@echo "This is the bundled catalogue. Next:"
	@echo "  $(BIN)/whichmodel refresh                 ask every public listing, and every provider whose key is set"
	@echo "  $(BIN)/whichmodel list groq               the models of one provider"
	@echo "  $(BIN)/whichmodel show gpt-4o-mini        all that is known about a model, and who says so"
	@echo "  $(BIN)/whichmodel --help                  all verbs"

# `try` installs as a user would; the tests install the same tree editable, with their tools.
$(VENV)/installed: pyproject.toml hatch_build.py $(shell find src -name '*.py' -o -name '*.toml' -o -name '*.jsonl')
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check .
	@touch $@

test: $(VENV)/tested
	$(MAKE) --no-print-directory check

check: lint types contracts sizes pytest

$(VENV)/tested: pyproject.toml hatch_build.py $(wildcard src/whichmodel/discovery/providers/providers.toml src/whichmodel/discovery/catalogue/snapshot/*)
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(UV) pip install --quiet --python $(BIN)/python --editable '.[run,bedrock,vertex,azure,postgres,serve,mcp,lsp,fast]' --group test --group sdks
	test -d $(VENV)-litellm || $(UV) venv --quiet --python $(PYTHON) $(VENV)-litellm
	$(UV) pip install --quiet --python $(VENV)-litellm/bin/python 'litellm[proxy]' prisma
	@which zsh fish rg shellcheck chromium >/dev/null 2>&1 || test "$$(id -u)" != 0 || $(DEBIAN) zsh fish ripgrep shellcheck chromium || true
	-$(BIN)/python tests/configs/environments.py
	@touch $@

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

sizes:
	$(BIN)/python tests/sizes.py

# A file at a time to each core: what a file starts, it starts once.
pytest:
	$(BIN)/pytest -q --numprocesses auto --dist loadfile

# An environment of its own, with the newest data: what these packages need to run is not needed,
# nor the Python that they ask for. Needs npm too, for two packages that are read and never run.
snapshot: $(VENV)/tested
	test -d $(VENV)-snapshot || $(UV) venv --quiet --seed --python $(PYTHON) $(VENV)-snapshot
	$(UV) pip install --quiet --python $(VENV)-snapshot/bin/python --editable . --group snapshot
	$(VENV)-snapshot/bin/python -m pip install --quiet --no-deps --ignore-requires-python \
		litellm llm-sunset bydtech-model-retire
	mkdir -p $(VENV)-snapshot/npm
	npm pack --silent --pack-destination $(VENV)-snapshot/npm \
		opencode-linux-x64@latest @earendil-works/pi-ai@latest
	$(VENV)-snapshot/bin/whichmodel snapshot build --packages $(VENV)-snapshot/npm

benchmarks: $(VENV)/tested
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) $(VENV)-litellm $(VENV)-snapshot $(VENV)-targets build dist src/whichmodel/bundle.sqlite src/whichmodel/bundle-names.sqlite
