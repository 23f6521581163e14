# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The protected Azure VMs, each with its newest restore points: the inventory plugin's declaration.

Operations ``GET /protectedItem/virtualMachines``, ``GET /restorePoints/virtualMachines``, and ``GET
/jobSessions/{sessionId}`` for the sessions of the policies that created the newest ones. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..core.timestamps import LONG_AGO, parse_time
from ..engine.task import ApiUsage, Declaration, Reader, Result, Task
from ..http.client import Client
from .product import AZURE
from .restore_points import (
    JOB_SESSION,
    PROTECTED_VMS,
    RESTORE_POINTS,
    group_of,
    points_of,
    policy_of_session,
    unusable,
)

Body = Mapping[str, Any]


class Policies:
    """The names of the policies behind sessions; each session is read once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, str | None] = {}

    def name(self, point: Body) -> str | None:
        """The name of the policy that created a restore point, None where nothing shows it."""
        session = str(point.get("jobSessionId") or "")
        if session not in self._known:
            self._known[session] = policy_of_session(self._client, session).name or None
        return self._known[session]


class RestorePoints:
    """The restore points of all machines. They show the name of their machine only."""

    def __init__(self, client: Client, machines: Iterable[Body]) -> None:
        self._client = client
        self._names: dict[str, int] = {}
        for machine in machines:
            self._names[_name(machine)] = self._names.get(_name(machine), 0) + 1
        self._latest = _by_name(client.pages(RESTORE_POINTS, {"OnlyLatest": True}))
        self._every: dict[str, list[Body]] | None = None

    def newest(self, machine: Body) -> tuple[Body | None, Body | None]:
        """The newest restore point of a machine, and the newest from which it can be restored."""
        last, usable = _newest(self._of(machine, self._latest))
        if last is None or usable is not None:
            return last, usable
        if self._every is None:
            self._every = _by_name(self._client.pages(RESTORE_POINTS))
        return last, _newest(self._of(machine, self._every))[1]

    def _of(self, machine: Body, points: Mapping[str, list[Body]]) -> list[Body]:
        if self._names[_name(machine)] == 1:
            return points.get(_name(machine), [])
        # Only the server knows which of several machines of this name a restore point is of.
        return list(points_of(self._client, str(machine["id"])))


def _name(machine: Body) -> str:
    return str(machine.get("name"))


def _by_name(points: Iterable[Body]) -> dict[str, list[Body]]:
    found: dict[str, list[Body]] = {}
    for point in points:
        found.setdefault(str(point.get("vmName")), []).append(point)
    return found


def _newest(points: Iterable[Body]) -> tuple[Body | None, Body | None]:
    ordered = sorted(points, key=lambda point: parse_time(str(point.get("pointInTime") or LONG_AGO)), reverse=True)
    return (ordered[0] if ordered else None), next((point for point in ordered if unusable(point) is None), None)


def _point(point: Body | None, policies: Policies) -> dict[str, Any] | None:
    if point is None:
        return None
    return {
        "id": point["id"],
        "creation_time": point.get("pointInTime"),
        "type": point.get("type"),
        "malware_status": None,
        "destination": point.get("backupDestination"),
        "access_tier": point.get("accessTier"),
        "immutable_until": point.get("immutableTill"),
        "unusable_reason": unusable(point),
        "job": policies.name(point),
    }


def _facts(machine: Body, newest: tuple[Body | None, Body | None], policies: Policies) -> dict[str, Any]:
    last, usable = newest
    points = [point for point in newest if point is not None]
    return {
        "name": _name(machine),
        "platform": "AzureCompute",
        "object_ids": [str(machine["id"])],
        "azure_id": machine.get("azureId"),
        "resource_group": group_of(machine) or None,
        "subscription": (machine.get("subscription") or {}).get("name"),
        "region": machine.get("regionName"),
        "os_type": machine.get("osType"),
        "vm_size": machine.get("vmSize"),
        "jobs": sorted({name for name in map(policies.name, points) if name}),
        "repositories": [],
        "immutable": any(bool(point.get("immutableTill")) for point in points),
        "last_restore_point": _point(last, policies),
        "last_clean_restore_point": _point(usable, policies),
    }


def _machines(task: Task) -> Result:
    client = task.client
    machines = list(client.pages(PROTECTED_VMS))
    points, policies = RestorePoints(client, machines), Policies(client)
    facts = [_facts(machine, points.newest(machine), policies) for machine in machines]
    now = client.server_time
    ordered = sorted(facts, key=lambda fact: (fact["name"], fact["object_ids"]))
    return {"changed": False, "machines": ordered, "server_seconds": now.timestamp() if now else task.clock.now()}


READERS: dict[str, Reader] = {}
MODULE = Declaration(
    product=AZURE, options={}, run=_machines, api=ApiUsage(reads=(PROTECTED_VMS, RESTORE_POINTS, JOB_SESSION))
)
