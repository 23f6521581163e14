# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore of Azure VMs and of their disks: which sessions are ours, and the body.

A session that this collection started is recognised by a marker in its reason, any other by the items that the server
lists for it. Operations ``POST /restorePoints/virtualMachines/{restorePointId}/restoreVirtualMachine`` and
``.../restoreDisk``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from ...core.timestamps import parse_time
from ...engine.task import Task
from ...schema.resource import Operation, filled
from ...schema.state import State
from ...sessions.adapter import RUNNING
from ...workflow.one_time_restore import OneTimeRestore, Session, restore_lifecycle
from .. import restore_points
from ..flr_sessions import JOB_SESSIONS, has_marker, marker_of
from ..restore_points import Choice, choice_facts, created, group_of
from ..session_adapter import job_verdict
from .options import DISKS, MACHINE, ORIGINAL, RestoreRequest, readable

POINT = restore_points.RESTORE_POINT
RESTORE_MACHINE = Operation("POST", POINT + "/restoreVirtualMachine", "session", session_type="RestoreVms")
RESTORE_DISKS = Operation("POST", POINT + "/restoreDisk", "session", session_type="RestoreDisks")
OPERATIONS = {MACHINE: RESTORE_MACHINE, DISKS: RESTORE_DISKS}
ITEMS = "/jobSessions/{restoreJobSessionId}/restoredItems"

LIFECYCLES = {
    MACHINE: restore_lifecycle("restore of an Azure VM", RESTORE_MACHINE),
    DISKS: restore_lifecycle("restore of disks of an Azure VM", RESTORE_DISKS),
}
# Sessions whose items are read one by one; where there are more, they are narrowed by machine first.
READ_AT_MOST = 20
# Name and resource group of a restored object, in lower case; an empty group means any group.
Item = tuple[str, str]


class AzureVmRestore(OneTimeRestore):
    """The restore of an Azure VM or of its disks."""

    def __init__(self, task: Task, choice: Choice) -> None:
        super().__init__(task, LIFECYCLES[task.params["scope"]], to_original=task.params["location"] == ORIGINAL)
        self.choice = choice
        self._request = RestoreRequest(task, choice)
        # Unknown names fail here, before anything is sent, in check mode too.
        self._state = self._request.state()
        self._items = self._restored_items()
        self.name = ", ".join(sorted(name for name, _group in self._items))
        self.marker = marker_of("restore", *self._request.way, *sorted(self._items), choice.machine.get("id"))
        self._type = OPERATIONS[task.params["scope"]].session_type
        self._counts_since = self.since or created(choice.point)
        # The time of the first observation, by the server's clock.
        self._started: datetime | None = None

    def _restored_items(self) -> set[Item]:
        """What the session of this restore will list."""
        group = group_of(self.choice.machine)
        state = self._state
        if self._request.way[0] == MACHINE:
            name = state.get("name") or self.choice.point.get("vmName")
            return {item(name, (state.get("resource_group") or {}).get("name") or group)}
        if self._request.way[1] == ORIGINAL:
            excluded = {disk["disk"] for disk in state["excluded_disks"]}
            restored = [disk for disk in self._request.disks_in_point() if disk.get("diskId") not in excluded]
            return {
                item(disk.get("diskName"), (disk.get("resourceGroup") or {}).get("name") or group) for disk in restored
            }
        return {item(disk["name"], (disk.get("resource_group") or {}).get("name")) for disk in state["disks"]}

    def all_candidates(self) -> Iterable[Session]:
        """The restore sessions of this type that may restore the machine."""
        return self._narrowed(self._listed())

    def candidates(self) -> Iterable[Session]:
        """Those that run, were followed, or began late enough to count."""
        earliest = self._earliest()
        return self._narrowed(
            [
                session
                for session in self._listed()
                if job_verdict(session).status == RUNNING
                or str(session["id"]) in self.followed
                or self.began(session) >= earliest
            ]
        )

    def _listed(self, resource: str = "") -> list[Session]:
        query = {"Types": self._type, **({"ResourceId": resource} if resource else {})}
        return [session for session in self.client.pages(JOB_SESSIONS, query) if session.get("type") == self._type]

    def _narrowed(self, sessions: Sequence[Session]) -> Sequence[Session]:
        """Without those of other machines, where there are too many to read the items of each.

        What this collection has started is known by its marker. Of the others the server knows the machine; that is
        asked only where it spares many requests, since nothing says which sessions it counts to a machine.
        """
        unread = [each for each in sessions if not has_marker(reason(each)) and str(each["id"]) not in self._ours]
        machine = str(self.choice.machine.get("id") or "")
        if len(unread) <= READ_AT_MOST or not machine:
            return sessions
        known = {str(session["id"]) for session in self._listed(machine)}
        known |= {identifier for identifier, ours in self._ours.items() if ours}
        return [each for each in sessions if has_marker(reason(each)) or str(each["id"]) in known]

    def _earliest(self) -> datetime:
        """The time since which restores count, or at which this task began, whichever is earlier."""
        if self._started is None:
            # The Date header counts whole seconds.
            self._started = (self.client.server_time or self._counts_since) - timedelta(seconds=1)
        return min(self._counts_since, self._started)

    def _is_known_by_marker(self, session: Session) -> bool:
        """Whether the marker of a session decides; the machine, if the server no longer knows it, is part of it."""
        return bool(self.choice.machine) and has_marker(reason(session))

    def is_ours(self, session: Session) -> bool | None:
        """Whether a session restores the same items; None while the server does not list its items yet."""
        if self._is_known_by_marker(session):
            return self.marker in reason(session)
        listed = [*self.client.pages(filled(ITEMS, str(session["id"])))]
        if not listed and job_verdict(session).status == RUNNING:
            return None
        return covers(listed, self._items)

    def began(self, session: Session) -> datetime:
        """When a session began."""
        return began(session)

    def ended(self, session: Session) -> str:
        """When a session ended."""
        return str(session.get("executionStopTime"))

    def counts_since(self) -> datetime | None:
        """The task's ``since``, else the time when the restore point was made."""
        return self._counts_since

    def path_id(self) -> str:
        """The id of the restore point."""
        return str(self.choice.point["id"])

    def body(self) -> State:
        """The body that starts the restore."""
        return self._request.body({**self._state, "reason": f"{self._state['reason']} {self.marker}"})

    def restore_point_facts(self) -> State | None:
        """The restore point that the task means."""
        return choice_facts(self.choice, self.client.server_time)

    def request_facts(self) -> State:
        """The request with names in place of objects."""
        facts: State = readable(self._state)
        for option in ("service_account", "source_service_account"):
            if self.task.params[option]:
                facts[option] = self.task.params[option]
        return facts


def item(name: object, group: object) -> Item:
    """A restored object as it is compared; Azure ignores the case of names. Pure."""
    return str(name or "").lower(), str(group or "").lower()


def listed_item(entry: Mapping[str, object]) -> Item:
    """A restored object as its session lists it. Pure."""
    return item(entry.get("name"), entry.get("resourceGroupName"))


def covers(listed: Sequence[Mapping[str, object]], items: set[Item]) -> bool:
    """Whether a session that lists these objects restores all ``items``. Pure."""
    restored = set(map(listed_item, listed))
    names = {name for name, _group in restored}
    return bool(items) and all((name, group) in restored or (not group and name in names) for name, group in items)


def reason(session: Session) -> str:
    """The reason that was given for a restore. Pure."""
    return str((session.get("restoreJobInfo") or {}).get("reason") or "")


def began(session: Session) -> datetime:
    """When a session began; a session that has not begun yet comes last. Pure."""
    return parse_time(str(session.get("executionStartTime") or "9999-01-01T00:00:00Z"))
