# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Computers that a protection group lists, and that the server has not discovered yet: their group is rescanned.

A new group has none of its computers until the server has looked for them. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import ObjectNotFound, listed
from ...core.naming import NO_ID, same_name
from ...engine.actions import act
from ...engine.creation import wait_for_running
from ...engine.task import Reader, Task
from ...engine.task_lock import locked
from ..protection_group import RESCAN
from ..references import PROTECTION_GROUP
from .computers import COMPUTER_NOUN

# Where groups of the types that list computers by name have them.
LISTS = ("computers", "servers")


class Rescans:
    """The rescans of one task: each group is rescanned once."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._waited: set[str] = set()
        self._rescanned: set[str] = set()
        # The sessions of the rescans that this task has started, as the server has them.
        self.sessions: list[Mapping[str, Any]] = []

    def groups_of(self, missing: ObjectNotFound) -> list[dict[str, Any]]:
        """The groups that list a computer that was not found, and that this task has not rescanned.

        Where the task gives a group, only that. Raises ``missing`` where it is of something else, or there is none.
        """
        if missing.facts.get("object_type") != COMPUTER_NOUN:
            raise missing
        name, only = missing.facts["name"], missing.facts.get("protection_group")
        groups = [
            group
            for group in self._task.client.pages(PROTECTION_GROUP.path)
            if group["id"] not in self._rescanned and only in (None, group["id"]) and _lists(group, name)
        ]
        if not groups:
            raise missing
        return groups

    def rescan(self, group: Mapping[str, Any]) -> None:
        """Have the computers of a group discovered, or wait once for the rescan that runs already.

        That may have begun before the group listed the computer.

        Raises SessionFailed, SessionTimedOut, and NotConverged where the response is lost.
        """
        identifier, name = str(group["id"]), str(group["name"])

        with locked(self._task, [f"{PROTECTION_GROUP.path} {name}".lower()], f"{PROTECTION_GROUP.noun} '{name}'"):
            doing = f"discovers the computers of '{name}'"
            if identifier not in self._waited and wait_for_running(
                self._task, RESCAN.session_type, lambda session: is_rescan_of(session, group), doing
            ):
                self._waited.add(identifier)
                return
            self._rescanned.add(identifier)
            self.sessions += act(self._task, RESCAN, identifier)


def is_rescan_of(session: Mapping[str, Any], group: Mapping[str, Any]) -> bool:
    """Whether a session discovers the computers of a group: its id decides, else the name of the session. Pure.

    The examples of the documents have no ``resourceId``, and such a name. Where a server has other names, a rescan is
    started that may not have been needed.
    """
    resource = session.get("resourceId")
    if resource not in (None, "", NO_ID):
        return bool(resource == group["id"])
    return same_name(session.get("name"), f"Rescan of {group['name']}")


def not_discovered(missing: ObjectNotFound, groups: Sequence[Mapping[str, Any]]) -> ObjectNotFound:
    """The error for a computer that its groups list, where the task may not have it discovered."""
    names = listed([str(group["name"]) for group in groups])
    return ObjectNotFound(
        f"{missing.message} The protection group {names} lists it, and the server has not discovered it yet. A task "
        "that waits and is not in check mode has the group rescanned first.",
        **missing.facts,
        not_discovered=True,
    )


def _lists(group: Mapping[str, Any], name: str) -> bool:
    return any(same_name(computer.get("hostName"), name) for key in LISTS for computer in group.get(key) or ())


def _names_in(group: Mapping[str, Any]) -> object:
    return group["id"], group["name"], _lists(group, "")


READERS: Mapping[str, Reader] = {PROTECTION_GROUP.path: _names_in}
