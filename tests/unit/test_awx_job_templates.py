# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The job templates and the workflow for AWX: awx.awx takes them, their playbooks exist, and their surveys fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from support.awx import DIRECTORY, argument_spec, files_of, load
from support.modules import COLLECTION

# The module of awx.awx that takes the files of a directory.
MODULES = {
    "credential_types": "credential_type",
    "inventories": "inventory",
    "inventory_sources": "inventory_source",
    "job_templates": "job_template",
    "workflows": "workflow_job_template",
}
TEMPLATES = files_of("job_templates")
WITH_SURVEY = [path for path in TEMPLATES if "survey_spec" in load(path)]
# What the survey of AWX takes for each kind of answer.
TYPES = {"text": str, "integer": int, "multiplechoice": str, "password": str}
QUESTION = {"question_name", "question_description", "variable", "type", "required", "default"}
ALL = [(kind, path) for kind in MODULES for path in files_of(kind)]


def role_options() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for role in ("dr_drill", "dr_failover"):
        specs = load(COLLECTION / "roles" / role / "meta" / "argument_specs.yml")
        found.update(specs["argument_specs"]["main"]["options"])
    return found


def test_there_is_a_template_for_each_playbook_of_a_drill():
    assert [path.stem for path in TEMPLATES] == ["dr_drill", "dr_drill_slices", "dr_failover", "notify_drill"]
    assert {path.parent.name for path in DIRECTORY.glob("*/*.yml")} == set(MODULES)


@pytest.mark.parametrize(("kind", "path"), ALL, ids=lambda value: getattr(value, "stem", value))
def test_the_module_of_awx_takes_it(kind: str, path: Path):
    validation = ArgumentSpecValidator(argument_spec(MODULES[kind])).validate(load(path))
    assert validation.error_messages == []


def test_a_file_that_awx_would_not_take_is_found():
    bad = {**load(TEMPLATES[0]), "job_kind": "run", "forks": "many"}
    validation = ArgumentSpecValidator(argument_spec("job_template")).validate(bad)
    assert len(validation.error_messages) == 2


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_its_playbook_exists(path: Path):
    template = load(path)
    assert (COLLECTION / template["playbook"]).is_file()
    assert template["job_type"] in ("run", "check")


@pytest.mark.parametrize("path", WITH_SURVEY, ids=lambda path: path.stem)
def test_its_survey_asks_for_variables_of_the_roles(path: Path):
    options = role_options()
    for question in load(path)["survey_spec"]["spec"]:
        option = options[question["variable"]]
        assert set(question) >= QUESTION
        assert isinstance(question["default"], TYPES[question["type"]]), question
        if option["type"] == "bool":
            assert question["choices"] == ["true", "false"]
            assert question["default"] == str(option["default"]).lower()
        elif "default" in option:
            assert question["default"] == option["default"]


def test_a_failover_is_a_check_unless_somebody_chooses_otherwise():
    template = load(DIRECTORY / "job_templates" / "dr_failover.yml")
    assert template["job_type"] == "check"
    assert [question["required"] for question in template["survey_spec"]["spec"]] == [True, False]


def test_the_source_of_the_inventory_reads_a_file_that_exists_into_that_of_the_template():
    source = load(DIRECTORY / "inventory_sources" / "protected_machines.yml")
    inventory = load(DIRECTORY / "inventories" / "protected_machines.yml")
    assert source["inventory"] == inventory["name"]
    assert load(DIRECTORY / "job_templates" / "dr_drill_slices.yml")["inventory"] == inventory["name"]
    # The plugin takes files with such names only.
    assert source["source_path"].endswith("veeam.yml")
    assert (COLLECTION / source["source_path"]).is_file()


def test_every_kind_of_file_is_imported():
    (play,) = yaml.safe_load((DIRECTORY / "import.yml").read_text("utf-8"))
    imported = {task["with_fileglob"]: next(iter(task["module_defaults"])) for task in play["tasks"]}
    assert imported == {f"{kind}/*.yml": f"awx.awx.{module}" for kind, module in MODULES.items()}


def test_the_workflow_sends_a_message_however_the_drill_ended():
    workflow = load(DIRECTORY / "workflows" / "dr_drill.yml")
    nodes = {node["identifier"]: node for node in workflow["workflow_nodes"]}
    by_name = {load(path)["name"]: load(path) for path in TEMPLATES}
    templates = {name: by_name[node["unified_job_template"]["name"]] for name, node in nodes.items()}
    assert nodes["drill"]["related"] == {"always_nodes": [{"identifier": "message"}]}
    assert templates["drill"]["playbook"] == "playbooks/dr_drill.yml"
    # AWX hands variables of a workflow and of its former nodes only to a template that takes variables.
    assert templates["message"]["ask_variables_on_launch"] is True
    (question,) = workflow["survey_spec"]["spec"]
    assert set(question) >= QUESTION
    # Encrypted by AWX, and not shown.
    assert question["type"] == "password"
    (play,) = yaml.safe_load((COLLECTION / templates["message"]["playbook"]).read_text("utf-8"))
    assert question["variable"] in play["vars"]
    assert "dr_drill_outcome" in play["vars"]
