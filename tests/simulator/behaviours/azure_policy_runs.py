# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: policies of VMs that run, in one job session for the snapshots and one for the backups."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..clock import CLOCK
from ..messages import Answer, Refusal, Request
from ..registry import handles
from ..seeds.azure_policies import POLICIES
from ..seeds.azure_restore_points import RESTORE_POINTS
from ..state import Item
from ..vbr_sessions import Course
from .azure_policies import ITEM, SCHEDULES, policy_of, protected, running

if TYPE_CHECKING:
    from ..backend import Backend

_STATUS = {"success": "Success", "warn": "Warning", "fail": "Error", "cancel": "Canceled"}
# The kind of session of each part of a run, and where the policy tells how that went.
_RUNS = (
    ("PolicySnapshot", "Snapshot", "snapshotStatus", "snapshotSchedule"),
    ("PolicyBackup", "Backup", "backupStatus", "backupSchedule"),
)


@handles("azure", "POST", ITEM + "/start")
def start(backend: Backend, request: Request) -> Answer:
    """One session for the snapshots and one for the backups, as far as the policy makes them."""
    item = policy_of(backend, request)
    if running(backend, item["id"]):
        raise Refusal(409, f"Policy {item['name']} is already running", resource=item["id"])
    schedules = [item.get(name) or {} for name in SCHEDULES]
    runs = [run for run in _RUNS if any(one.get(run[3]) for one in schedules)] or list(_RUNS[:1])
    sessions = [_run(backend, item, run, request) for run in runs]
    schema = request.operation.answer_schema(202) or {}
    return Answer(202, backend.values(request).fit(schema, sessions, item["id"]))


def _run(backend: Backend, item: Item, run: tuple[str, str, str, str], request: Request) -> Item:
    kind, title, status, _schedule = run
    machines, key = protected(backend, item), item["id"]
    made: list[str] = []
    session = backend.sessions.start(
        kind,
        title=title,
        seconds=0.5,
        user=request.user.name if request.user else "",
        steps=[f"Processing {machine['name']}" for machine in machines] or ["No machine is protected"],
        work=lambda: _back_up(backend, machines, kind, made[0]),
        course=Course(ended=_ended(backend, key, status)),
        backupJobInfo={
            "policyId": key,
            "policyName": item["name"],
            "policyType": "VirtualMachines",
            "protectedInstancesCount": len(machines),
            "policyRemoved": False,
        },
    )
    made.append(session["id"])
    backend.store.change(POLICIES, key, **{status: "Running"})
    return session


def _ended(backend: Backend, key: str, status: str) -> Callable[[str, str], None]:
    def ended(outcome: str, message: str) -> None:
        if backend.store.get(POLICIES, key):
            backend.store.change(POLICIES, key, **{status: _STATUS[outcome]})

    return ended


def _back_up(backend: Backend, machines: list[Item], kind: str, session: str) -> None:
    """A new restore point of every machine that has had one."""
    destination = "Snapshot" if kind == "PolicySnapshot" else "AzureBlob"
    # So exact that a snapshot and a backup of one run are never of the same time.
    moment = CLOCK.now().isoformat(timespec="microseconds")
    for machine in machines:
        same = [
            point
            for point in backend.store.collection(RESTORE_POINTS).values()
            if point["virtualMachineId"] == machine["id"] and point["backupDestination"] == destination
        ]
        if same:
            key = str(uuid.uuid4())
            made: dict[str, Any] = {
                **same[0],
                "id": key,
                "pointInTime": moment,
                "pointInTimeLocalTime": moment,
                "isCorrupted": False,
                "jobSessionId": session,
                "gfsFlags": "None",
                "state": "NotApplicable" if destination == "Snapshot" else "Ok",
            }
            made.pop("immutableTill", None)
            backend.store.put(RESTORE_POINTS, key, made)


@handles("azure", "POST", ITEM + "/stop")
def stop(backend: Backend, request: Request) -> Answer:
    for session in running(backend, policy_of(backend, request)["id"]):
        backend.sessions.stop(session["id"])
    return Answer(204)
