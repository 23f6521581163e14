# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The job templates for AWX: their playbooks exist, and their surveys ask for variables that the roles have."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from support.modules import COLLECTION

DIRECTORY = COLLECTION / "extensions" / "awx" / "job_templates"
FILES = sorted(DIRECTORY.glob("*.yml"))
# What the survey of AWX takes for each kind of answer.
TYPES = {"text": str, "integer": int, "multiplechoice": str}
OPTIONS = {
    "name",
    "description",
    "job_type",
    "organization",
    "project",
    "playbook",
    "inventory",
    "credentials",
    "forks",
    "allow_simultaneous",
    "ask_variables_on_launch",
    "ask_job_type_on_launch",
    "survey_enabled",
    "survey_spec",
}
each_template = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def load(path: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def role_options() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for role in ("dr_drill", "dr_failover"):
        specs = load(COLLECTION / "roles" / role / "meta" / "argument_specs.yml")
        found.update(specs["argument_specs"]["main"]["options"])
    return found


def test_each_playbook_of_a_role_has_one():
    assert [path.stem for path in FILES] == ["dr_drill", "dr_failover"]


@each_template
def test_it_has_the_options_of_the_module_and_a_playbook_that_exists(path):
    template = load(path)
    assert set(template) == OPTIONS
    assert (COLLECTION / template["playbook"]).is_file()
    assert template["job_type"] in ("run", "check")


@each_template
def test_its_survey_asks_for_variables_of_the_roles(path):
    options = role_options()
    for question in load(path)["survey_spec"]["spec"]:
        option = options[question["variable"]]
        assert isinstance(question["default"], TYPES[question["type"]]), question
        if option["type"] == "bool":
            assert question["choices"] == ["true", "false"]
            assert question["default"] == str(option["default"]).lower()
        elif "default" in option:
            assert question["default"] == option["default"]


def test_a_failover_is_a_check_unless_somebody_chooses_otherwise():
    template = load(DIRECTORY / "dr_failover.yml")
    assert template["job_type"] == "check"
    assert [question["required"] for question in template["survey_spec"]["spec"]] == [True, False]
