# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file that `awx import` takes, made from the files in extensions/awx that the collection awx.awx takes.

It has the form of what `awx export` writes: a list for each kind of object. There, an object refers to another one by
its natural key: its type, its name, and the natural key of what it belongs to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tools.generate.problem import Problem
from tools.paths import ROOT

DIRECTORY = ROOT / "extensions" / "awx"
ASSETS = DIRECTORY / "assets.json"
# The kinds of object, by their directories: how the list in the file is called, and the type of an object.
KINDS = {
    "credential_types": ("credential_types", "credential_type"),
    "inventories": ("inventory", "inventory"),
    "inventory_sources": ("inventory_sources", "inventory_source"),
    "job_templates": ("job_templates", "job_template"),
    "workflows": ("workflow_job_templates", "workflow_job_template"),
}
# What the options of awx.awx are in the API, where they are not plain values: the types of objects that they name, ...
_REFERENCES = {"credential": "credential", "inventory": "inventory", "project": "project", "source_project": "project"}
# ... variables, which are text there, ...
_VARIABLES = ("extra_vars", "source_vars", "variables")
# ... objects, which are objects there too, ...
_OBJECTS = ("injectors", "inputs")
# ... and lists of their own.
_RELATED = ("credentials", "survey_spec", "workflow_nodes")
# AWX takes the organization of these from the project and from the inventory.
_WITHOUT_ORGANIZATION = ("inventory_source", "job_template")
# A file names a credential only, and its natural key has its type: all of them are for this product.
_CREDENTIAL_TYPE = DIRECTORY / "credential_types" / "vbr.yml"

Definition = dict[str, Any]


def text() -> str:
    """The file with all objects. Raises Problem."""
    assets = {
        name: [asset(kind, _read(path)) for path in sorted((DIRECTORY / directory).glob("*.yml"))]
        for directory, (name, kind) in KINDS.items()
    }
    return json.dumps(assets, indent=2, ensure_ascii=False) + "\n"


def asset(kind: str, definition: Definition) -> Definition:
    """An object of this type as `awx export` writes it, from the options of awx.awx. Raises Problem."""
    organization = definition.get("organization", "")
    fields = {
        name: _value(name, value, organization)
        for name, value in definition.items()
        if name not in _RELATED and not (name == "organization" and kind in _WITHOUT_ORGANIZATION)
    }
    key = _natural_key(kind, definition)
    related = {name: _related(name, definition[name], organization, key) for name in _RELATED if definition.get(name)}
    return {**fields, **({"related": related} if related else {}), "natural_key": key}


def _read(path: Path) -> Definition:
    definition: Definition = yaml.safe_load(path.read_text("utf-8"))
    return definition


def _value(name: str, value: Any, organization: str) -> Any:
    if name == "organization":
        return _organization(value)
    if name in _REFERENCES:
        return _reference(_REFERENCES[name], value, organization)
    if name in _VARIABLES:
        return json.dumps(value)
    if isinstance(value, (dict, list)) and name not in _OBJECTS:
        raise Problem(f"extensions/awx: what {name} is in the file for awx import is not known. Add it to {__name__}.")
    return value


def _related(name: str, value: Any, organization: str, owner: Definition) -> Any:
    if name == "credentials":
        return [_reference("credential", credential, organization) for credential in value]
    if name == "workflow_nodes":
        return [_node(node, owner) for node in value]
    return value


def _node(node: Mapping[str, Any], workflow: Definition) -> Definition:
    """A node of a workflow, with the edges that lead from it to others."""
    template = node["unified_job_template"]
    edges = {
        outcome: [_node_key(following["identifier"], workflow) for following in nodes]
        for outcome, nodes in node.get("related", {}).items()
    }
    fields = {name: value for name, value in node.items() if name not in ("related", "unified_job_template")}
    return {
        **{name: _value(name, value, "") for name, value in fields.items()},
        "unified_job_template": _reference(template["type"], template["name"], template["organization"]["name"]),
        **({"related": edges} if edges else {}),
        "natural_key": _node_key(node["identifier"], workflow),
    }


def _natural_key(kind: str, definition: Definition) -> Definition:
    if kind == "credential_type":
        return {"name": definition["name"], "kind": definition["kind"], "type": kind}
    if kind == "inventory_source":
        inventory = _reference("inventory", definition["inventory"], definition["organization"])
        return {"name": definition["name"], "inventory": inventory, "type": kind}
    return _reference(kind, definition["name"], definition["organization"])


def _node_key(identifier: str, workflow: Definition) -> Definition:
    return {"workflow_job_template": workflow, "identifier": identifier, "type": "workflow_job_template_node"}


def _reference(kind: str, name: str, organization: str) -> Definition:
    """The natural key of an object of an organization."""
    key = {"organization": _organization(organization), "name": name}
    if kind == "credential":
        key["credential_type"] = _natural_key("credential_type", _read(_CREDENTIAL_TYPE))
    return {**key, "type": kind}


def _organization(name: str) -> Definition:
    return {"name": name, "type": "organization"}
