# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file for `awx import`: the real awxkit takes it whole, and says the same when it exports what it has imported."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from support.awx import DIRECTORY, credential_type, files_of, load
from support.awx_api import AwxApi, Kept
from tools.generate.awx_assets import ASSETS, KINDS, asset
from tools.generate.problem import Problem

FILE: dict[str, list[dict[str, Any]]] = json.loads(ASSETS.read_text("utf-8"))


def before_the_import() -> AwxApi:
    """AWX with what the first two steps of docs/awx.md create, and other objects of the same names elsewhere."""
    awx = AwxApi()
    for organization in ("Other", "Default"):
        number = awx.add("organization", name=organization)
        awx.add("project", name="opendr.veeam", organization=number)
        awx.add("inventory", name="Veeam recovery plans", organization=number)
    return awx


def add_credential(awx: AwxApi) -> int:
    organization = awx.named("organization", "Default").number
    kind = awx.named("credential_type", credential_type("vbr")["name"]).number
    return awx.add("credential", name="Veeam backup server", organization=organization, credential_type=kind)


def take(awx: AwxApi, assets: dict[str, Any]) -> bool:
    """Import as `awx import` does; whether it ends without an error."""
    client = awx.client()
    client.import_assets(copy.deepcopy(assets))
    return not getattr(client, "_has_error", False)


def imported() -> AwxApi:
    """AWX after all steps."""
    awx = before_the_import()
    assert take(awx, {"credential_types": FILE["credential_types"]})
    add_credential(awx)
    assert take(awx, FILE)
    assert awx.refusals == []
    return awx


def name_of(awx: AwxApi, number: int) -> str:
    name: str = awx.kept[number].fields["name"]
    return name


def kept_as(awx: AwxApi, one: Kept) -> dict[str, Any]:
    """What AWX keeps of an object, in the options of awx.awx."""
    fields = dict(one.fields)
    for name in ("organization", "inventory", "project", "source_project", "credential"):
        if name in fields:
            fields[name] = name_of(awx, fields[name])
    if "extra_vars" in fields:
        fields["extra_vars"] = json.loads(fields["extra_vars"])
    if one.survey:
        fields["survey_spec"] = one.survey
    if one.attached.get("credentials"):
        fields["credentials"] = [name_of(awx, number) for number in one.attached["credentials"]]
    return fields


@pytest.fixture(scope="module")
def awx() -> AwxApi:
    return imported()


@pytest.mark.parametrize(
    "path", [path for directory in KINDS for path in files_of(directory)], ids=lambda path: path.stem
)
def test_every_file_for_awx_awx_arrives(awx: AwxApi, path):
    definition = load(path)
    _list, kind = KINDS[path.parent.name]
    one = awx.named(kind, definition["name"])
    nodes = definition.pop("workflow_nodes", [])
    # AWX takes it from the project and from the inventory.
    organization = definition.pop("organization", None) if kind in ("job_template", "inventory_source") else None
    assert kept_as(awx, one) == definition
    for owner in ("project", "inventory"):
        if organization and owner in one.fields:
            assert name_of(awx, awx.kept[one.fields[owner]].fields["organization"]) == organization
    kept_nodes = [
        node for node in awx.of("workflow_job_template_node") if node.fields["workflow_job_template"] == one.number
    ]
    assert [node_as(awx, node) for node in kept_nodes] == nodes


def node_as(awx: AwxApi, node: Kept) -> dict[str, Any]:
    """A node in the options of awx.awx."""
    template = awx.kept[node.fields["unified_job_template"]]
    organization = awx.kept[template.fields["project"]].fields["organization"]
    edges = {
        outcome: [{"identifier": awx.kept[number].fields["identifier"]} for number in numbers]
        for outcome, numbers in node.attached.items()
        if numbers
    }
    return {
        "identifier": node.fields["identifier"],
        "unified_job_template": {
            "name": template.fields["name"],
            "type": template.kind,
            "organization": {"name": name_of(awx, organization)},
        },
        **({"related": edges} if edges else {}),
    }


def test_nothing_else_is_created(awx: AwxApi):
    files = sum(len(files_of(directory)) for directory in KINDS)
    nodes = sum(len(load(path)["workflow_nodes"]) for path in files_of("workflows"))
    assert {path.parent.name for path in DIRECTORY.glob("*/*.yml")} == set(KINDS)
    by_hand = len(before_the_import().kept) + 1
    assert (files, nodes, len(awx.kept)) == (10, 2, files + nodes + by_hand)


def test_a_second_import_changes_nothing():
    awx = imported()
    before, start = copy.deepcopy(awx.kept), len(awx.requests)
    assert take(awx, FILE)
    assert awx.kept == before
    writes = [(method, path) for method, path in awx.requests[start:] if method not in ("GET", "OPTIONS")]
    # It sets what is there, and surveys as a whole. It creates and attaches nothing.
    assert [path for method, path in writes if method == "POST" and not path.endswith("/survey_spec/")] == []
    assert len([path for method, path in writes if method == "PUT"]) == 12


def test_variables_that_somebody_has_set_stay():
    awx = imported()
    inventory = awx.named("inventory", "Veeam protected machines")
    inventory.fields["variables"] = "dr_drill_defaults: {}"
    assert take(awx, FILE)
    assert inventory.fields["variables"] == "dr_drill_defaults: {}"


def without_empty_lists(exported: Any) -> Any:
    if isinstance(exported, list):
        return [without_empty_lists(item) for item in exported]
    if not isinstance(exported, dict):
        return exported
    pruned = {key: without_empty_lists(value) for key, value in exported.items()}
    related = {key: value for key, value in pruned.pop("related", {}).items() if value}
    return {**pruned, **({"related": related} if related else {})}


def test_it_is_what_an_export_writes(awx: AwxApi):
    exported = without_empty_lists(awx.client().export_assets(**{name: "" for name, _kind in KINDS.values()}))
    ours = {name: [item["natural_key"] for item in items] for name, items in FILE.items()}
    assert {
        name: [item for item in items if item["natural_key"] in ours[name]] for name, items in exported.items()
    } == FILE


def test_without_the_credential_the_import_reports_it_and_can_be_repeated():
    awx = before_the_import()
    assert not take(awx, FILE)
    template, source = awx.named("job_template", "Veeam recovery drill"), awx.named("inventory_source", "Veeam backups")
    assert (template.attached, source.fields["credential"]) == ({"credentials": []}, None)
    number = add_credential(awx)
    assert take(awx, FILE)
    assert (template.attached, source.fields["credential"]) == ({"credentials": [number]}, number)
    assert awx.refusals == []


@pytest.mark.parametrize(
    ("name", "change", "refusal"),
    [
        ("job_templates", {"forks": "20"}, "forks is not integer: '20'"),
        ("job_templates", {"job_type": "drill"}, "job_type cannot be 'drill'"),
        ("job_templates", {"project": None}, "project is not id: None"),
        ("inventory_sources", {"source_project": {"name": "x", "type": "project"}}, "source_project is not id: None"),
    ],
)
def test_a_file_that_awx_would_not_take_is_found(name, change, refusal):
    awx = imported()
    changed = copy.deepcopy(FILE)
    changed[name][0] |= change
    assert not take(awx, changed)
    assert [refused.partition(": ")[2] for refused in awx.refusals] == [refusal]


def test_it_has_no_secret():
    assert set(FILE) == {name for name, _kind in KINDS.values()}
    for described in FILE["credential_types"]:
        assert all("default" not in field for field in described["inputs"]["fields"])
    questions = [
        question
        for name in ("job_templates", "workflow_job_templates")
        for template in FILE[name]
        for question in template.get("related", {}).get("survey_spec", {"spec": []})["spec"]
    ]
    assert [question["default"] for question in questions if question["type"] == "password"] == [""]


def test_an_option_that_it_does_not_know_is_refused():
    with pytest.raises(Problem, match="what labels is in the file for awx import is not known"):
        asset("job_template", {**load(files_of("job_templates")[0]), "labels": ["drill"]})
