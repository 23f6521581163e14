# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What agent jobs process: protection groups and what is in them, found by name. Private to the collection.

Operations ``POST /api/v1/inventory/physical`` and ``POST /api/v1/inventory/physical/{protectionGroupId}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...core.errors import InvalidOption
from ...core.naming import not_found, select_one
from ...engine.task import Reader
from ...http.client import Client
from ...schema.fields import Field
from ...schema.resource import SchemaContext, filled
from ...schema.state import State, read_state
from ...schema.values import UUID
from ..references import PROTECTION_GROUP
from ..words import NEW, REV0, REV2
from .nested import NestedFinder

GROUPS = "/inventory/physical"
OF_GROUP = GROUPS + "/{protectionGroupId}"
GROUP = "ProtectionGroup"
CLUSTER_JOB = "WindowsAgentBackupFailoverCluster"
TYPES = (
    GROUP,
    "WindowsComputer",
    "LinuxComputer",
    "WindowsCluster",
    "Container",
    "Group",
    "OrganizationUnit",
    "Domain",
    "Custom",
)
COMPUTER = (
    Field("name", required=True, looked_up=True),
    Field(
        "protection_group",
        api="protectionGroupId",
        reference=PROTECTION_GROUP,
        required=True,
        looked_up=True,
        since=REV0,
    ),
    Field("type", choices=TYPES, choice_spans={"Custom": (REV2, "")}, required=True, looked_up=True),
    Field("object_id", api="id", required=True, looked_up=True, format=UUID),
    Field("path", mode="computed"),
    Field("parent_object_id", mode="computed"),
    Field("platform", mode="constant", default="Agent"),
)
OPTIONS = tuple(field.option for field in COMPUTER if field.is_option)
# A computer may be in several groups.
COMPUTER_KEYS = ("object_id", "protection_group")
READERS: Mapping[str, Reader] = {f"POST {GROUPS}": COMPUTER, f"POST {OF_GROUP}": COMPUTER}


@dataclass(frozen=True, eq=False, repr=False)
class ComputerField(Field):
    """An option that names a protection group or something in one, or lists such."""


def computer_field(option: str = "computer") -> ComputerField:
    """The field of an option that names one, to which settings belong."""
    return ComputerField(option, "dict", api="machineObject", fields=COMPUTER, required=True)


class ComputerFinder(NestedFinder):
    """Completes the computers that a task names: from what the job has, else from the inventory."""

    kind = ComputerField

    def __init__(self, client: Client, context: SchemaContext, current: Mapping[str, Any] | None) -> None:
        super().__init__(context)
        self._client = client
        self._current = current or {}
        self._lists: dict[tuple[str, str], list[State]] = {}

    def found(self, field: Field, given: Mapping[str, Any], option: str) -> State:  # noqa: ARG002
        """What the server says of the computer or group. Raises ObjectNotFound, AmbiguousName, InvalidOption."""
        query = {key: given[key] for key in ("name", "protection_group", "type", "object_id") if given.get(key)}
        if not set(query) - {"type"}:
            raise InvalidOption(f"{option} names nothing: give name, protection_group or object_id.", option=option)
        if set(query) <= {"protection_group", "type"}:
            # The group itself is an object too, with the id of the group.
            query = {"type": GROUP, **query}
        known = _named([read_state(COMPUTER, body, self._context) for body in _objects_in(self._current)], query)
        if len(known) == 1:
            return _shown(known[0])
        found = _named(self._candidates(query), query)
        shown = str(query.get("name") or query.get("object_id") or query.get("protection_group"))
        selected = select_one(
            "computer",
            shown,
            found,
            lambda item: f"{item.get('type')} {item.get('object_id')} in the group {self._group_name(item)}",
            f"Also set protection_group or type in {option}.",
        )
        if selected is None:
            names = {str(item.get("name")) for item in self._candidates({**query, "name": None})}
            raise not_found("computer", shown, names)
        return _shown(selected)

    def _candidates(self, query: Mapping[str, Any]) -> list[State]:
        groups = self._listed(GROUPS, "")
        group = query.get("protection_group")
        chosen = [item for item in groups if not group or item.get("protection_group") == group]
        if query.get("type") == GROUP:
            return chosen
        paths = [filled(OF_GROUP, str(item.get("protection_group"))) for item in chosen]
        inside = [item for path in paths for item in self._listed(path, str(query.get("name") or ""))]
        return inside if query.get("type") else chosen + inside

    def _listed(self, path: str, name: str) -> list[State]:
        """What a list holds, only what bears a name where that is given."""
        key = (path, name)
        if key not in self._lists:
            is_cluster = self._context.variant == CLUSTER_JOB
            body: dict[str, Any] = {"hierarchyType": "Clusters" if is_cluster else "Computers"}
            if name:
                operation = "Equals" if self._client.product.supports(self._client.revision, NEW) else "equals"
                body["filter"] = {
                    "type": "PredicateExpression",
                    "property": "name",
                    "operation": operation,
                    "value": name,
                }
            bodies = self._client.post_read_pages(path, body)
            self._lists[key] = [read_state(COMPUTER, one, self._context) for one in bodies]
        return self._lists[key]

    def _group_name(self, item: Mapping[str, Any]) -> str:
        identifier = item.get("protection_group")
        names = [one.get("name") for one in self._listed(GROUPS, "") if one.get("protection_group") == identifier]
        return str(names[0] if names else identifier)


def _named(items: Sequence[State], query: Mapping[str, Any]) -> list[State]:
    """Those that are all that the task says, each once."""
    fitting = {
        (item.get("object_id"), item.get("protection_group")): item
        for item in items
        if all(str(item.get(key)).casefold() == str(value).casefold() for key, value in query.items())
    }
    return list(fitting.values())


def _shown(item: State) -> State:
    """What a task could give of it."""
    return {key: item[key] for key in OPTIONS if item.get(key) is not None}


def _objects_in(body: Any) -> Iterator[Mapping[str, Any]]:
    """Every computer in the body of a job."""
    if isinstance(body, list):
        for item in body:
            yield from _objects_in(item)
    elif isinstance(body, Mapping):
        if "protectionGroupId" in body and "id" in body:
            yield body
        for value in body.values():
            yield from _objects_in(value)
