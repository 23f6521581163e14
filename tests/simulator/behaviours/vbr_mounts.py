# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the life of an instantly recovered machine, for VMware vSphere and Hyper-V alike.

Its InstantRecovery session goes on as long as the machine is published. The mount shows up a little after the session
has begun, Mounting, then Mounted. Stopping makes it Dismounting, then it is gone and the machine with it; migrating
leaves it Mounted until the machine is in production, then it is gone and the machine stays. Nothing keeps a client
from publishing a machine twice.
"""
from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..messages import Refusal, Request
from ..state import Item
from ..vbr_sessions import Course
from . import vbr_inventory_machines as inventory
from .vbr_backups import existing
from .vbr_restore_rules import backup_name, check_inventory, present_spec, restore_point, scan, steps_for, user_of
from .vbr_targets import Target

if TYPE_CHECKING:
    from ..backend import Backend

# When the mount can be seen, as a share of the time that mounting takes.
VISIBLE = 0.3
SECONDS = 0.4
_MOUNT_STEPS = ["Reading the restore point", "Publishing the backup", "Registering {}", "Starting {}"]
_STOP_STEPS = ["Stopping {}", "Removing {} from the inventory", "Closing the backup"]
_MIGRATE_STEPS = ["Preparing the target datastore", "Copying the disks of {}", "Switching {} to production"]


@dataclass(frozen=True)
class Kind:
    """What tells the two kinds of mounts apart."""

    collection: str
    operation: str
    target: Callable[[Mapping[str, Any], str, str], Target]


def start(backend: Backend, request: Request, kind: Kind) -> Item:
    """Begin to publish a machine; return the session."""
    spec = present_spec(request.body)
    point = restore_point(backend, spec["restorePointId"], kind.operation)
    check_inventory(backend, spec)
    target = kind.target(spec, request.revision, point["name"])
    key = str(uuid.uuid4())
    mount: Item = {"id": key, "state": "Mounting", "spec": spec, "vmName": target.name, "hostName": target.host,
                   "jobName": backup_name(backend, point), "restorePointDate": point["creationTime"],
                   "errorMessage": ""}

    def appear() -> None:
        backend.store.put(kind.collection, key, mount)

    def publish() -> str:
        backend.store.change(kind.collection, key, state="Mounted")
        inventory.add_machine(backend, target, mount=key)
        return key

    def ended(outcome: str, message: str) -> None:
        inventory.remove_machines(backend, key)
        if outcome == "fail":
            backend.store.put(kind.collection, key, {**mount, "state": "Failed", "errorMessage": message})
        else:
            backend.store.remove(kind.collection, key)

    session = backend.sessions.start(
        target.name, "InstantRecovery", steps=steps_for(_MOUNT_STEPS, target.name), user=user_of(request),
        seconds=SECONDS, work=publish, planned=inventory.clash(backend, target) or scan(point, spec), resourceId=key,
        platformName=point["platformName"],
        course=Course(((VISIBLE, appear),), stays=True, ended=ended, tasks=(target.name,)))
    mount["sessionId"] = session["id"]
    return session


def stop(backend: Backend, request: Request, kind: Kind) -> Item:
    """Begin to take a machine back; return the session."""
    mount = _idle(backend, request, kind)
    name, before = mount["vmName"], mount["state"]
    backend.store.change(kind.collection, mount["id"], state="Dismounting")

    def remove() -> None:
        backend.sessions.end(mount["sessionId"])
        backend.store.remove(kind.collection, mount["id"])

    def ended(outcome: str, message: str) -> None:
        if outcome in ("fail", "cancel") and backend.store.get(kind.collection, mount["id"]):
            backend.store.change(kind.collection, mount["id"], state=before, errorMessage=message)

    return backend.sessions.start(
        f"Unpublishing {name}", "InstantRecovery", steps=steps_for(_STOP_STEPS, name), user=user_of(request),
        work=remove, resourceId=mount["id"], course=Course(ended=ended, tasks=(name,)))


def migrate(backend: Backend, request: Request, kind: Kind) -> Item:
    """Begin to move a published machine to production; return the session."""
    mount = _idle(backend, request, kind)
    if mount["state"] != "Mounted":
        raise Refusal(400, f"{mount['vmName']} cannot be migrated while it is {mount['state']}", resource=mount["id"])
    check_inventory(backend, request.body)
    name = mount["vmName"]
    backend.store.change(kind.collection, mount["id"], migrating=True)

    def settle() -> None:
        inventory.keep_machines(backend, mount["id"])
        backend.sessions.end(mount["sessionId"])

    def ended(outcome: str, message: str) -> None:
        if backend.store.get(kind.collection, mount["id"]):
            backend.store.change(kind.collection, mount["id"], migrating=False)

    return backend.sessions.start(
        name, "QuickMigration", steps=steps_for(_MIGRATE_STEPS, name), user=user_of(request), seconds=SECONDS,
        work=settle, course=Course(ended=ended, tasks=(name,)))


def _idle(backend: Backend, request: Request, kind: Kind) -> Item:
    mount = existing(backend, kind.collection, request.parameters["mountId"], "Mount point")
    if mount["state"] == "Dismounting" or mount.get("migrating"):
        busy = "migrated" if mount.get("migrating") else "unpublished"
        raise Refusal(400, f"{mount['vmName']} is being {busy} already", resource=mount["id"])
    return mount
