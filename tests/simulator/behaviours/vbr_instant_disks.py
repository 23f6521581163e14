# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: instant recovery of disks (FCD): published to a cluster, migrated one by one or together, or taken back."""
from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, views
from ..seeds.vbr_restore_points import disks
from ..state import Item
from ..vbr_sessions import Course
from .vbr_backups import existing
from .vbr_mounts import SECONDS, VISIBLE
from .vbr_restore_rules import answer, check_inventory, present_spec, restore_point, spec_for, steps_for, user_of

if TYPE_CHECKING:
    from ..backend import Backend

MOUNTS = "restore/instantRecovery/vSphere/fcd"
_BASE = f"/api/v1/{MOUNTS}"
_RECOVERY, _MIGRATION = "FirstClassDiskInstantRestore", "FirstClassDiskQuickMigration"
_MOUNT_STEPS = ["Reading the restore point", "Publishing the disks of {}", "Registering the disks of {}"]
_STOP_STEPS = ["Removing the disks of {}", "Closing the backup"]
_MIGRATE_STEPS = ["Preparing the target datastore", "Copying the disks of {}"]

columns("vbr", MOUNTS, {"name": "machine"})


@views("vbr", MOUNTS)
def mount_view(backend: Backend, item: Item, revision: str) -> Item:
    """The body that it was started with, as this revision knows it."""
    return {**item, "spec": spec_for(item["spec"], revision)}


@handles("vbr", "POST", _BASE)
def start(backend: Backend, request: Request) -> Answer:
    spec = present_spec(request.body)
    point = restore_point(backend, spec["restorePointId"], "StartFCDInstantRecovery")
    check_inventory(backend, spec)
    known = {disk["name"] for disk in disks(point)}
    for disk in spec["disksMapping"]:
        if disk["nameInBackup"] not in known:
            raise Refusal(400, f"Restore point {point['id']} of {point['name']} has no disk {disk['nameInBackup']}, "
                               f"only {', '.join(sorted(known))}", resource=point["id"])
    key, name = str(uuid.uuid4()), point["name"]
    mount: Item = {"id": key, "state": "Mounting", "spec": spec, "errorMessage": "", "mountedDisks": [],
                   "machine": name}

    def appear() -> None:
        backend.store.put(MOUNTS, key, mount)

    def publish() -> str:
        found = [{**disk, "objectId": str(uuid.uuid4())} for disk in spec["disksMapping"]]
        backend.store.change(MOUNTS, key, state="Mounted", mountedDisks=found)
        return key

    def ended(outcome: str, message: str) -> None:
        if outcome == "fail":
            backend.store.put(MOUNTS, key, {**mount, "state": "Failed", "errorMessage": message})
        else:
            backend.store.remove(MOUNTS, key)

    session = backend.sessions.start(
        name, _RECOVERY, steps=steps_for(_MOUNT_STEPS, name), user=user_of(request), seconds=SECONDS, work=publish,
        resourceId=key, platformName=point["platformName"],
        course=Course(((VISIBLE, appear),), stays=True, ended=ended, tasks=(name,)))
    mount["sessionId"] = session["id"]
    return answer(backend, request, session)


@handles("vbr", "POST", f"{_BASE}/{{mountId}}/dismount")
def stop(backend: Backend, request: Request) -> Answer:
    mount = _idle(backend, request)
    name, before = mount["machine"], mount["state"]
    backend.store.change(MOUNTS, mount["id"], state="Dismounting")

    def remove() -> None:
        backend.sessions.end(mount["sessionId"])
        backend.store.remove(MOUNTS, mount["id"])

    def ended(outcome: str, message: str) -> None:
        if outcome in ("fail", "cancel") and backend.store.get(MOUNTS, mount["id"]):
            backend.store.change(MOUNTS, mount["id"], state=before, errorMessage=message)

    return answer(backend, request, backend.sessions.start(
        f"Unpublishing {name}", _RECOVERY, steps=steps_for(_STOP_STEPS, name), user=user_of(request), work=remove,
        resourceId=mount["id"], course=Course(ended=ended, tasks=(name,))))


@handles("vbr", "POST", f"{_BASE}/{{mountId}}/migrate")
def migrate(backend: Backend, request: Request) -> Answer:
    """Disks that were migrated leave the mount, which goes with the last of them."""
    mount = _idle(backend, request)
    if mount["state"] != "Mounted":
        raise Refusal(400, f"The disks of {mount['machine']} cannot be migrated while they are {mount['state']}",
                      resource=mount["id"])
    check_inventory(backend, request.body)
    there = [disk["mountedDiskName"] for disk in mount["mountedDisks"]]
    chosen = request.body.get("mountedDiskNames") or there
    missing = sorted(set(chosen) - set(there))
    if missing:
        raise Refusal(400, f"{', '.join(missing)}: not mounted, only {', '.join(there)}", resource=mount["id"])
    backend.store.change(MOUNTS, mount["id"], migrating=True)

    def settle() -> None:
        left = [disk for disk in mount["mountedDisks"] if disk["mountedDiskName"] not in chosen]
        backend.store.change(MOUNTS, mount["id"], mountedDisks=left)
        if not left:
            backend.sessions.end(mount["sessionId"])

    def ended(outcome: str, message: str) -> None:
        if backend.store.get(MOUNTS, mount["id"]):
            backend.store.change(MOUNTS, mount["id"], migrating=False)

    name = mount["machine"]
    return answer(backend, request, backend.sessions.start(
        name, _MIGRATION, steps=steps_for(_MIGRATE_STEPS, name), user=user_of(request), seconds=SECONDS, work=settle,
        course=Course(ended=ended, tasks=(name,))))


def _idle(backend: Backend, request: Request) -> Item:
    mount = existing(backend, MOUNTS, request.parameters["mountId"], "Mount point")
    if mount["state"] == "Dismounting" or mount.get("migrating"):
        busy = "migrated" if mount.get("migrating") else "unpublished"
        raise Refusal(400, f"The disks of {mount['machine']} are being {busy} already", resource=mount["id"])
    return mount
