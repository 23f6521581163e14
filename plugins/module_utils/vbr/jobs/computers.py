# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What agent jobs process: protection groups and what is in them, found by name. Private to the collection.

Operations ``POST /api/v1/inventory/physical`` and ``POST /api/v1/inventory/physical/{protectionGroupId}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from ..inventory import equality
from ..references import PROTECTION_GROUP
from ..words import REV0, REV2
from .nested import NestedFinder

GROUPS = "/inventory/physical"
OF_GROUP = GROUPS + "/{protectionGroupId}"
GROUP = "ProtectionGroup"
CLUSTER, CLUSTER_JOB, CLUSTER_AGENTS = "WindowsCluster", "WindowsAgentBackupFailoverCluster", "FailoverCluster"
TYPES = (
    GROUP,
    "WindowsComputer",
    "LinuxComputer",
    CLUSTER,
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
COMPUTER_NOUN = "computer"
OPTIONS = tuple(field.option for field in COMPUTER if field.is_option)
# A computer may be in several groups.
COMPUTER_KEYS = ("object_id", "protection_group")
READERS: Mapping[str, Reader] = {f"POST {GROUPS}": COMPUTER, f"POST {OF_GROUP}": COMPUTER}


@dataclass(eq=False, repr=False)
class ComputerField(Field):
    """An option that names a protection group or something in one, or lists such."""


def computer_field(option: str = "computer") -> ComputerField:
    """The field of an option that names one, to which settings belong."""
    return ComputerField(option, "dict", api="machineObject", fields=COMPUTER, required=True)


class ComputerFinder(NestedFinder):
    """Completes the computers that a task names: from what the job has, else from the inventory."""

    kind = ComputerField

    def __init__(
        self,
        client: Client,
        context: SchemaContext,
        current: Mapping[str, Any] | None,
        params: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(context, current, params)
        self._client = client
        agents = (params or {}).get("agent_type") or self._current.get("agentType")
        # Before 1.3-rev2 the jobs of clusters have no type of their own.
        self._of_clusters = context.variant == CLUSTER_JOB or agents == CLUSTER_AGENTS
        self._lists: dict[tuple[str, str, str], list[State]] = {}

    def found(self, field: Field, given: Mapping[str, Any], option: str) -> State:  # noqa: ARG002
        """What the server says of the computer or group. Raises ObjectNotFound, AmbiguousName, InvalidOption."""
        query = _query(given, option)
        known = self._named_in(_objects_in(self._current), query)
        if len(known) == 1:
            return _shown(known[0])
        selected = self._only(_named(self._candidates(query), query), query, option)
        if selected is None:
            names = {str(item.get("name")) for item in self._candidates({**query, "name": None})}
            missing = not_found(COMPUTER_NOUN, _shown_name(query), names)
            missing.facts.update({key: query[key] for key in ("protection_group",) if key in query})
            raise missing
        return _shown(selected)

    def found_among(
        self,
        field: Field,  # noqa: ARG002
        bodies: Sequence[Mapping[str, Any]],
        given: Mapping[str, Any],
        option: str,
    ) -> State | None:
        """What a list of the job says of the computer or group. Raises AmbiguousName, InvalidOption."""
        query = _query(given, option)
        selected = self._only(self._named_in(bodies, query), query, option)
        return None if selected is None else _shown(selected)

    def _named_in(self, bodies: Iterable[Mapping[str, Any]], query: Mapping[str, Any]) -> list[State]:
        return _named([read_state(COMPUTER, body, self._context) for body in bodies], query)

    def _only(self, items: Sequence[State], query: Mapping[str, Any], option: str) -> State | None:
        return select_one(
            COMPUTER_NOUN,
            _shown_name(query),
            items,
            lambda item: f"{item.get('type')} {item.get('object_id')} in the group {self._group_name(item)}",
            f"Also set protection_group or type in {option}.",
        )

    def _candidates(self, query: Mapping[str, Any]) -> list[State]:
        groups = self._listed(GROUPS, "")
        group = query.get("protection_group")
        chosen = [item for item in groups if not group or item.get("protection_group") == group]
        if query.get("type") == GROUP:
            return chosen
        paths = [filled(OF_GROUP, str(item.get("protection_group"))) for item in chosen]
        kind = str(query.get("type") or "")
        inside = [item for path in paths for item in self._listed(path, str(query.get("name") or ""), kind)]
        return inside if query.get("type") else chosen + inside

    def _listed(self, path: str, name: str, kind: str = "") -> list[State]:
        """What a list holds: in the tree that has a type, and only what bears a name, where those are given."""
        hierarchy = "Clusters" if self._of_clusters or kind == CLUSTER else "Computers"
        key = (path, name, hierarchy)
        if key not in self._lists:
            body: dict[str, Any] = {"hierarchyType": hierarchy}
            if name:
                body["filter"] = equality(self._client, "name", [name])
            bodies = self._client.post_read_pages(path, body)
            self._lists[key] = [read_state(COMPUTER, one, self._context) for one in bodies]
        return self._lists[key]

    def _group_name(self, item: Mapping[str, Any]) -> str:
        identifier = item.get("protection_group")
        names = [one.get("name") for one in self._listed(GROUPS, "") if one.get("protection_group") == identifier]
        return str(names[0] if names else identifier)


def _query(given: Mapping[str, Any], option: str) -> dict[str, Any]:
    """What the task says of a computer or group. Raises InvalidOption where that is nothing."""
    query = {key: given[key] for key in ("name", "protection_group", "type", "object_id") if given.get(key)}
    if not set(query) - {"type"}:
        raise InvalidOption(f"{option} names nothing: give name, protection_group or object_id.", option=option)
    # The group itself is an object too, with the id of the group.
    return {"type": GROUP, **query} if set(query) <= {"protection_group", "type"} else query


def _shown_name(query: Mapping[str, Any]) -> str:
    return str(query.get("name") or query.get("object_id") or query.get("protection_group"))


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


def _objects_in(body: object) -> Iterator[Mapping[str, Any]]:
    """Every computer in the body of a job."""
    if isinstance(body, list):
        for item in body:
            yield from _objects_in(item)
    elif isinstance(body, Mapping):
        if "protectionGroupId" in body and "id" in body:
            yield body
        for value in body.values():
            yield from _objects_in(value)
