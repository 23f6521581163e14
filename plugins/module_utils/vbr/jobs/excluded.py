# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Virtual machines of several platforms that a job leaves out. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import ObjectNotFound
from ...core.naming import same_name, select_one
from ...http.client import Client
from ...schema.desired_lists import REMOVE
from ...schema.fields import Field
from ...schema.state import State
from ..inventory import CLOUD_DIRECTOR, HYPERV, MACHINE, VSPHERE, Inventory, names_nothing, split_path

# The platforms whose objects the inventory has, in the words of the API.
PLATFORMS = {"VSphere": VSPHERE, "HyperV": HYPERV, "CloudDirector": CLOUD_DIRECTOR}
EXCLUDED_OBJECT = (
    Field("name", required=True, looked_up=True),
    Field("path", mode="lookup"),
    Field("platform", choices=tuple(PLATFORMS), required=True, looked_up=True),
    Field("type", required=True, looked_up=True),
    Field("host_name", required=True, looked_up=True),
    Field("object_id", required=True, looked_up=True),
    Field("urn"),
)
# Machines of one server may have the same name. A server may leave the id out, and then the name is all there is.
EXCLUDED_OBJECT_KEYS = ("object_id", "platform", "host_name", "name")
_FACTS = {"name": "name", "type": "type", "host_name": "hostName", "object_id": "objectId", "urn": "urn"}
_NAMES = ("name", "host_name")


def whole_objects(
    client: Client, given: Sequence[Mapping[str, Any]], current: Sequence[Mapping[str, Any]], mode: str, option: str
) -> list[State]:
    """Excluded objects with all that the job, which has ``current``, or else the inventory says of them.

    Of those that a task removes, only the ones that the job has: they need not exist any more. Raises ObjectNotFound,
    AmbiguousName, InvalidOption, with ``option`` as the option that names them.
    """
    bodies = []
    for item in given:
        body = _among(current, item, option)
        if body is None and mode != REMOVE:
            body = _in_inventory(client, item, current, option)
        elif body is None:
            body = _removed(client, item, current, option)
        if body is not None:
            facts = {name: body[api] for name, api in _FACTS.items() if body.get(api) is not None}
            bodies.append({"platform": _platform(item), **facts})
    return bodies


def _platform(given: Mapping[str, Any]) -> str:
    return str(given.get("platform") or "VSphere")


def _among(current: Sequence[Mapping[str, Any]], given: Mapping[str, Any], option: str) -> Mapping[str, Any] | None:
    """The object of the job that a task names without a path. Raises AmbiguousName."""
    named = [body for body in current if not given.get("path") and _is_named(body, given)]
    exact = [body for body in named if given.get("name") in (None, body.get("name"))]
    return select_one(
        "excluded object",
        str(given.get("name") or given.get("object_id")),
        exact or named,
        lambda body: f"{body.get('hostName')}/{body.get('name')} (object_id {body.get('objectId')})",
        f"Also set host_name or object_id in {option}.",
    )


def _is_named(body: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Whether an object is on the platform and has all by which a task names it; the case of names does not matter."""
    return str(body.get("platform")) == _platform(given) and all(
        same_name(body.get(api), given[name]) if name in _NAMES else body.get(api) == given[name]
        for name, api in _FACTS.items()
        if given.get(name) is not None
    )


def _removed(
    client: Client, given: Mapping[str, Any], current: Sequence[Mapping[str, Any]], option: str
) -> Mapping[str, Any] | None:
    """The object that a task removes by its path, None where the job has none of that name.

    Only the inventory says which of the same name is in the containers of the path. An object that it does not have any
    more is meant by its name. Raises ObjectNotFound, AmbiguousName, InvalidOption.
    """
    query = split_path(given)
    if not query.get("name") and not query.get("object_id"):
        raise names_nothing(MACHINE, option)
    named = [body for body in current if given.get("path") and _is_named(body, query)]
    if not named:
        return None
    try:
        return _in_inventory(client, given, current, option)
    except ObjectNotFound:
        inventory = Inventory(client, PLATFORMS[_platform(given)])
        facts = [{name: body.get(api) for name, api in _FACTS.items()} for body in named]
        if any(inventory.has(MACHINE, item) for item in facts):
            raise
        return _among(current, {key: value for key, value in query.items() if key != "containers"}, option)


def _in_inventory(
    client: Client, given: Mapping[str, Any], current: Sequence[Mapping[str, Any]], option: str
) -> Mapping[str, Any]:
    """The object of the inventory that a task names, as the job has it, which may know it by an earlier name."""
    found = Inventory(client, PLATFORMS[_platform(given)]).find(MACHINE, given, option)
    wanted = {name: found.get(_FACTS[name]) for name in ("host_name", "object_id")}
    same = [
        body for body in current if wanted["object_id"] and _is_named(body, {**wanted, "platform": _platform(given)})
    ]
    return same[0] if same else found
