# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: restore points of machines, relative to the present time, and the backup sessions that made them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from ..state import Item
from ..values import stable_id
from .azure_virtual_machines import (
    ARCHIVED,
    LINUX,
    MACHINES,
    REGION,
    REGION_NAME,
    SNAPSHOTS_ONLY,
    WINDOWS,
    Machine,
)

RESTORE_POINTS = "restorePoints/virtualMachines"


@dataclass(frozen=True)
class Point:
    """A restore point of the seeds, newest first in each list; the number in an id counts from 1."""

    hours: int
    kind: str = "Incremental"
    destination: str = "AzureBlob"
    tier: str | None = "Hot"
    state: str = "Ok"
    retrieval: str = "None"
    immutable_days: int = 0


_USUAL = (Point(4), Point(28), Point(52, "Full", immutable_days=14))
_POINTS: dict[str, tuple[Point, ...]] = {
    LINUX: (Point(2, state="Corrupted"), Point(3, destination="Snapshot", tier=None), Point(26), Point(50, "Full")),
    WINDOWS: (Point(5, tier="Cool"), Point(29, "Full", tier="Cool")),
    ARCHIVED: (
        Point(30, tier="Archive"),
        Point(700, "Full", tier="Archive", retrieval="Retrieved"),
        Point(1400, "Full", tier="Archive", retrieval="Retrieving"),
    ),
    SNAPSHOTS_ONLY: (Point(6, destination="Snapshot", tier=None), Point(30, destination="ManualSnapshot", tier=None)),
}


def policy_id(name: str) -> str:
    """Id of a backup policy of the seeds."""
    return stable_id(f"azure policy {name}")


def point_id(name: str, number: int = 1, group: str = MACHINES[0].group) -> str:
    """Id of a restore point of the seeds; number 1 is the newest."""
    return stable_id(f"azure restore point {group} {name} {number}")


def session_id(policy: str, hours: int) -> str:
    """Id of the session in which a policy made a backup."""
    return stable_id(f"azure backup session {policy} {hours}")


def restore_points(moment: datetime.datetime) -> list[Item]:
    """Every restore point of the seeds; ``virtualMachineId`` is not in the model, but a filter speaks about it."""
    return [_point(machine, number, point, moment) for machine, number, point in _every()]


def _every() -> list[tuple[Machine, int, Point]]:
    return [
        (machine, number, point)
        for machine in MACHINES
        if machine.policy
        for number, point in enumerate(_POINTS.get(machine.name, _USUAL), 1)
    ]


def _point(machine: Machine, number: int, point: Point, moment: datetime.datetime) -> Item:
    created = moment - datetime.timedelta(hours=point.hours)
    snapshot = "Snapshot" in point.destination
    found: dict[str, Any] = {
        "id": point_id(machine.name, number, machine.group),
        "type": point.kind,
        "vbrId": "",
        "pointInTime": _text(created),
        "pointInTimeLocalTime": _text(created),
        "backupSizeBytes": 0 if snapshot else 4 * 1024**3,
        "isCorrupted": point.state == "Corrupted",
        "vmName": machine.name,
        "resourceHashId": stable_id(f"hash of {machine.key}"),
        "regionId": REGION,
        "regionName": REGION_NAME,
        "backupDestination": point.destination,
        "state": "NotApplicable" if snapshot else point.state,
        "gfsFlags": "Weekly" if point.kind == "Full" else "None",
        "jobSessionId": session_id(machine.policy, point.hours),
        "dataRetrievalStatus": point.retrieval,
        "accessTier": point.tier,
        "latestChainSizeBytes": 12 * 1024**3,
        "virtualMachineId": machine.key,
    }
    if point.immutable_days:
        found["immutableTill"] = _text(created + datetime.timedelta(days=point.immutable_days))
    if point.retrieval == "Retrieved":
        found["retrievedDataExpirationDate"] = _text(moment + datetime.timedelta(days=3))
    return found


def backup_sessions(moment: datetime.datetime) -> list[Item]:
    """The sessions that made these restore points, one for each policy and time."""
    found: dict[str, Item] = {}
    for machine, _number, point in _every():
        key = session_id(machine.policy, point.hours)
        ended = moment - datetime.timedelta(hours=point.hours)
        kind = "PolicySnapshot" if "Snapshot" in point.destination else "PolicyBackup"
        found[key] = {
            "id": key,
            "type": kind,
            "localizedType": "Snapshot" if kind == "PolicySnapshot" else "Backup",
            "executionStartTime": _text(ended - datetime.timedelta(minutes=7)),
            "executionStopTime": _text(ended),
            "executionDuration": "00:07:00",
            "status": "Error" if point.state == "Corrupted" else "Success",
            "backupJobInfo": {
                "policyId": policy_id(machine.policy),
                "policyName": machine.policy,
                "policyType": "VirtualMachines",
                "protectedInstancesCount": 1,
                "policyRemoved": False,
            },
        }
    return list(found.values())


def last_backups(points: list[Item]) -> dict[str, str]:
    """The time of the newest restore point of each machine, by the machine's id."""
    newest: dict[str, str] = {}
    for point in points:
        machine = point["virtualMachineId"]
        newest[machine] = max(newest.get(machine, ""), point["pointInTime"])
    return newest


def _text(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
