# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: instant recovery to Microsoft Azure, followed through the state of the mount.

Starting -> Ready -> Migrating -> ReadyToSwitch -> Switching -> Stopped, and Stopping -> Stopped when it is taken back.
Each step is a session of its own; what it does when it ends is written in ``_STEPS``. A Stopped mount disappears. After
a switchover the server stops the recovery itself, under the account of its machine.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import generic
from ..clock import CLOCK
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds, views
from ..seeds.vbr_credentials import CLOUD_CREDENTIALS
from ..seeds.vbr_restore_points import disks, machine_of
from ..state import Item
from ..vbr_sessions import COLLECTION as SESSIONS
from ..vbr_sessions import Course
from .vbr_backups import existing
from .vbr_restore_rules import answer, restore_point, steps_for, user_of
from .vbr_switchover import check_settings, is_due, present

if TYPE_CHECKING:
    from ..backend import Backend

MOUNTS = "restore/instantRecovery/azure/vm"
_BASE = f"/api/v1/{MOUNTS}"
_ONE = f"{_BASE}/{{mountId}}"
_PLATFORMS = ("VMware", "HyperV", "WindowsPhysical", "LinuxPhysical")
_SECONDS = 0.4
_STOPPED_SECONDS = 0.1
_SERVER_ACCOUNT = "WORKGROUP\\VBR01$"


@dataclass(frozen=True)
class _Step:
    """A session that leads a mount from one state to another, over a third in between."""

    kind: str
    during: str
    after: str
    log: tuple[str, ...]


_START = _Step(
    "AzureInstantRecoveryStart",
    "Starting",
    "Ready",
    ("Deploying the helper appliance", "Creating the disks of {}", "Starting {}"),
)
_MIGRATE = _Step(
    "AzureInstantRecoveryMigration",
    "Migrating",
    "ReadyToSwitch",
    ("Copying the disks of {}", "{} is ready to be switched"),
)
_SWITCH = _Step(
    "AzureInstantRecoverySwitchover",
    "Switching",
    "Stopping",
    ("Stopping the published machine", "Starting {} in production"),
)
_STOP = _Step("AzureInstantRecoveryStop", "Stopping", "Stopped", ("Removing {}", "Removing the helper appliance"))
_UNDO = "AzureInstantRecoveryMigrationUndo"

columns("vbr", MOUNTS, {"name": "machine"})
columns(
    "vbr",
    f"{MOUNTS}/{{mountId}}/sessions",
    {"type": "sessionType", "result": "result.result", "created": "creationTime", "ended": "endTime"},
)


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.sessions.watches.append(lambda: _pass_time(backend))


@views("vbr", MOUNTS)
def mount_view(backend: Backend, item: Item, revision: str) -> Item:
    """1.3-rev2 describes the security group, the revisions before name it."""
    network = item["spec"]["network"]
    group = network.get("networkSecurityGroup")
    if revision == "1.3-rev2" and isinstance(group, str):
        group = {"mode": "Existing", "id": group}
    elif revision != "1.3-rev2" and isinstance(group, dict):
        group = group.get("id", "")
    changed = network if group is None else {**network, "networkSecurityGroup": group}
    return {**item, "spec": {**item["spec"], "network": changed}}


@handles("vbr", "POST", _BASE)
def start(backend: Backend, request: Request) -> Answer:
    spec: dict[str, Any] = request.body
    point = restore_point(backend, spec["restorePointId"], platforms=_PLATFORMS)
    _check_subscription(backend, spec["subscription"]["subscriptionId"])
    known = {disk["uid"] for disk in disks(point)}
    for disk in spec["vmSize"].get("disks", []):
        if disk.get("diskUid", "") not in {*known, ""}:
            raise Refusal(400, f"Restore point {point['id']} has no disk {disk['diskUid']}", resource=point["id"])
    key = str(uuid.uuid4())
    backend.store.put(
        MOUNTS,
        key,
        {
            "id": key,
            "state": _START.during,
            "spec": spec,
            "errorMessage": "",
            "sessions": [],
            "machine": (spec.get("name") or {}).get("name") or machine_of(point),
            "switchover": {"type": "Manual", "verifyVMBoot": bool(spec.get("verifyVMBoot")), "powerOnVM": True},
        },
    )
    return _shown(backend, request, _lead(backend, key, _START, user_of(request), failed="Stopped"))


@handles("vbr", "POST", f"{_ONE}/migrate")
def migrate(backend: Backend, request: Request) -> Answer:
    mount = _mount_in(backend, request, "migrated", "Ready")
    settings = (request.body or {}).get("switchoverSettings") or mount["switchover"]
    check_settings(settings)
    backend.store.change(MOUNTS, mount["id"], switchover=settings, held=False)
    return _shown(backend, request, _lead(backend, mount["id"], _MIGRATE, user_of(request), failed="Ready"))


@handles("vbr", "POST", f"{_ONE}/switchover")
def switch(backend: Backend, request: Request) -> Answer:
    mount = _mount_in(backend, request, "switched", "ReadyToSwitch")
    return _shown(backend, request, _lead(backend, mount["id"], _SWITCH, user_of(request), failed="ReadyToSwitch"))


@handles("vbr", "POST", f"{_ONE}/unmount")
def stop(backend: Backend, request: Request) -> Answer:
    """What runs is cancelled first, and a migration is undone."""
    mount = _mount_in(backend, request, "stopped", "Starting", "Ready", "Migrating", "ReadyToSwitch", "Stopped")
    for key in mount["sessions"]:
        backend.sessions.end(key)
    before = backend.store.get(MOUNTS, mount["id"]) or mount
    if mount["state"] in ("Migrating", "ReadyToSwitch"):
        _note(
            backend,
            mount["id"],
            backend.sessions.start(
                mount["machine"],
                _UNDO,
                steps=["Removing the migrated disks"],
                user=user_of(request),
                seconds=_SECONDS,
                course=Course(tasks=(mount["machine"],)),
            ),
        )
    return _shown(backend, request, _lead(backend, mount["id"], _STOP, user_of(request), failed=before["state"]))


@handles("vbr", "GET", f"{_ONE}/sessions")
def sessions_of(backend: Backend, request: Request) -> Answer:
    mount = existing(backend, MOUNTS, request.parameters["mountId"], "Mount point")
    # The newest comes first.
    found = [backend.store.get(SESSIONS, key) for key in reversed(mount["sessions"])]
    return generic.listing(backend, request, [session for session in found if session], SESSIONS)


@handles("vbr", "GET", f"{_ONE}/switchoverSettings")
def settings_of(backend: Backend, request: Request) -> Answer:
    mount = existing(backend, MOUNTS, request.parameters["mountId"], "Mount point")
    return answer(backend, request, mount["switchover"])


@handles("vbr", "PUT", f"{_ONE}/switchoverSettings")
def change_settings(backend: Backend, request: Request) -> Answer:
    mount = existing(backend, MOUNTS, request.parameters["mountId"], "Mount point")
    check_settings(request.body)
    backend.store.change(MOUNTS, mount["id"], switchover=request.body, held=False)
    return answer(backend, request, request.body)


def _lead(backend: Backend, key: str, step: _Step, user: str, failed: str) -> Item:
    """Begin a step; ``failed`` is the state to fall back to. Returns the mount."""
    name = backend.store.collection(MOUNTS)[key]["machine"]
    backend.store.change(MOUNTS, key, state=step.during, errorMessage="")

    def arrive() -> None:
        leaves = CLOCK.monotonic() + _STOPPED_SECONDS * backend.sessions.speed if step.after == "Stopped" else None
        backend.store.change(MOUNTS, key, state=step.after, leaves=leaves)
        if step is _SWITCH:
            _lead(backend, key, _STOP, _SERVER_ACCOUNT, failed="Stopped")

    def ended(outcome: str, message: str) -> None:
        if outcome in ("fail", "cancel") and backend.store.get(MOUNTS, key):
            backend.store.change(MOUNTS, key, state=failed, errorMessage=message, held=True)

    session = backend.sessions.start(
        name,
        step.kind,
        steps=steps_for(step.log, name),
        user=user,
        seconds=_SECONDS,
        work=arrive,
        course=Course(ended=ended, tasks=(name,)),
    )
    return _note(backend, key, session)


def _note(backend: Backend, key: str, session: Item) -> Item:
    mount = backend.store.collection(MOUNTS)[key]
    return backend.store.change(MOUNTS, key, sessions=[*mount["sessions"], session["id"]])


def _shown(backend: Backend, request: Request, mount: Item) -> Answer:
    return answer(backend, request, mount_view(backend, mount, request.revision))


def _pass_time(backend: Backend) -> None:
    """Let stopped mounts disappear, and begin the switchovers whose time has come."""
    for mount in list(backend.store.collection(MOUNTS).values()):
        if mount.get("leaves") is not None and mount["leaves"] <= CLOCK.monotonic():
            backend.store.remove(MOUNTS, mount["id"])
        elif mount["state"] == "ReadyToSwitch" and not mount.get("held") and is_due(mount["switchover"], present()):
            _lead(backend, mount["id"], _SWITCH, _SERVER_ACCOUNT, failed="ReadyToSwitch")


def _mount_in(backend: Backend, request: Request, done: str, *states: str) -> Item:
    mount = existing(backend, MOUNTS, request.parameters["mountId"], "Mount point")
    if mount["state"] not in states or mount.get("leaves") is not None:
        raise Refusal(400, f"{mount['machine']} cannot be {done} while it is {mount['state']}", resource=mount["id"])
    return mount


def _check_subscription(backend: Backend, key: str) -> None:
    for record in backend.store.collection(CLOUD_CREDENTIALS).values():
        if any(one["id"] == key for one in record.get("subscription", {}).get("subscriptions", [])):
            return
    raise Refusal(400, f"Azure subscription with ID {key} was not found", resource=key)
