# opendr.veeam: everything a developer or a curious user runs. `make help` lists it.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.SUFFIXES:

# Another interpreter: make PYTHON=/path/to/python3.12 ...
PYTHON ?= $(shell tests/tools/find_python.sh)
VENV := .venv
RUN := PYTHONPATH=tests $(VENV)/bin/python -m

PLAIN_STAGES := changelog docs-lint ansible-lint ruff imports generated types build-artifact
PYTEST_STAGES := unit contract behaviour every-module runbooks playbooks
INTEGRATION_STAGES := integration-in-process integration-as-module

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  One stage of the test alone: make $(PLAIN_STAGES) importer molecule sanity $(PYTEST_STAGES)"
	@echo "  One test by name:            make unit K=test_plan"
	@echo "                               make contract K=veeam_repository"
	@echo "                               make integration TARGET=veeam_repository"
	@echo "                               make molecule SCENARIO=repositories"
	@echo "                               make sanity TEST=validate-modules"

# --- The environments: installed again only when a list of requirements changes. ---

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: requirements/demo.txt requirements/simulator.txt requirements/constraints.txt | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install -qq --disable-pip-version-check -r requirements/demo.txt -c requirements/constraints.txt
	@touch $@

$(VENV)/.test: requirements/test.txt requirements/demo.txt requirements/simulator.txt requirements/constraints.txt | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install -qq --disable-pip-version-check -r requirements/test.txt -c requirements/constraints.txt
	@touch $@ $(VENV)/.demo

.PHONY: constraints
constraints: ## pin anew what the pinned requirements pull in themselves
	tests/tools/pin_constraints.sh $(PYTHON)

# --- Trying it. ---

.PHONY: demo
demo: $(VENV)/.demo ## run playbooks/demo.yml and a recovery drill against the simulator; its report is build/demo/report.html
	@$(RUN) tools.demo

.PHONY: simulator
simulator: $(VENV)/.demo ## run the simulator in the foreground, with what to set to use it
	@$(RUN) tools.rehearse

# --- Writing it. ---

.PHONY: generate
generate: $(VENV)/.test ## complete the documentation from the declarations, and write what follows from both
	@$(RUN) tools.tree >/dev/null
	@PYTHONPATH=build/tree:tests $(VENV)/bin/python -m tools.generate $(MODULE)
	@$(RUN) tools.tree >/dev/null

# --- Testing it. ---

.PHONY: test
test: $(VENV)/.test ## every stage, side by side
	@$(RUN) tools.run

.PHONY: check
check: $(VENV)/.test ## the stages for after each change: format, lint, types, unit and contract, in a little over a minute
	@$(RUN) tools.run --quick

.PHONY: $(PLAIN_STAGES)
$(PLAIN_STAGES): $(VENV)/.test
	@$(RUN) tools.run $@

.PHONY: importer
importer: $(VENV)/.test
	@$(RUN) tools.run build-artifact $@

.PHONY: sanity
sanity: $(VENV)/.test
	@$(RUN) tools.run $@ $(if $(TEST),-- --test $(TEST))

.PHONY: $(PYTEST_STAGES)
$(PYTEST_STAGES): $(VENV)/.test
	@$(RUN) tools.run $@ $(if $(K),-- -k '$(K)')

.PHONY: integration $(INTEGRATION_STAGES)
integration: $(VENV)/.test ## the integration targets; with TARGET one of them, both ways to run
	@$(if $(TARGET),for stage in $(INTEGRATION_STAGES); do $(RUN) tools.run $$stage -- $(TARGET) || exit 1; done,$(RUN) tools.run $(INTEGRATION_STAGES))

.PHONY: integration-server
integration-server: $(VENV)/.test ## the targets for any server, on the servers in tests/integration/integration_config.yml
	@$(RUN) tools.integration server $(TARGET)

$(INTEGRATION_STAGES): $(VENV)/.test
	@$(RUN) tools.run $@ $(if $(TARGET),-- $(TARGET))

.PHONY: molecule
molecule: $(VENV)/.test
	@$(RUN) tools.run $@ $(if $(SCENARIO),-- $(SCENARIO))

.PHONY: cores
cores: $(VENV)/.test ## one playbook with each ansible-core from 2.18 on; with CORE=2.21 only that one
	@$(RUN) tools.run $@ $(if $(CORE),-- $(CORE))

.PHONY: browser
browser: $(VENV)/.test ## look at the report of a drill and at the documentation in headless Chromium, on a phone and on a desk
	@$(RUN) tools.run $@

.PHONY: docs
docs: $(VENV)/.test ## build the documentation as a site, build/docs/index.html, and check its links
	@$(RUN) tools.run $@

.PHONY: rulebook
rulebook: $(VENV)/.test ## the rulebooks of Event-Driven Ansible under ansible-rulebook, which needs Java
	@$(RUN) tools.run $@

# PATH is where every command is looked for, so the path of the API has a name of its own.
ifeq ($(origin PATH),command line)
$(error give the path of the API as API_PATH: make new MODULE=veeam_x PRODUCT=vbr API_PATH=/api/v1/x)
endif

NEW_WHAT = $(if $(MODULE),--module $(MODULE)) $(if $(PRODUCT),--product $(PRODUCT)) $(if $(API_PATH),--path $(API_PATH)) $(if $(TYPES),--types $(TYPES))

.PHONY: new
new: $(VENV)/.test ## write a first version of a module: make new MODULE=veeam_x PRODUCT=vbr API_PATH=/api/v1/x, with TYPES=A,B only of these types; with PRODUCT=vbr alone, list what no module covers
	@$(RUN) tools.tree >/dev/null
	@PYTHONPATH=build/tree:tests $(VENV)/bin/python -m tools.new $(if $(COMPARE),--compare,$(NEW_WHAT))

.PHONY: mutants
mutants: $(VENV)/.test ## make every mutation in every declaration and see which check finds it: make mutants K=veeam_repository
	@$(RUN) tools.tree >/dev/null
	@PYTHONPATH=build/tree:tests $(VENV)/bin/python -m tools.mutants $(K)

.PHONY: bench
bench: $(VENV)/.demo ## measure tasks, requests and large lists against the simulator
	@$(RUN) bench

.PHONY: build
build: build-artifact ## build the collection's tarball into build/

.PHONY: clean
clean: ## remove what the other targets wrote, but the environment and the vendor's documents
	rm -rf build
