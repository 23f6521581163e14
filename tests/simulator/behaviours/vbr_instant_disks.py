# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: instant recovery of disks (FCD): published to a cluster, migrated one by one or together, or taken back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, views
from ..seeds.vbr_restore_points import disks
from ..state import Item
from . import vbr_publishing
from .vbr_publishing import Mounts
from .vbr_restore_rules import answer, check_inventory, present_spec, restore_point, spec_for, user_of

if TYPE_CHECKING:
    from ..backend import Backend

MOUNTS = Mounts(
    "restore/instantRecovery/vSphere/fcd",
    "FirstClassDiskInstantRestore",
    "FirstClassDiskQuickMigration",
    title="machine",
)
_BASE = f"/api/v1/{MOUNTS.collection}"
_MOUNT_STEPS = ("Reading the restore point", "Publishing the disks of {}", "Registering the disks of {}")
_STOP_STEPS = ("Removing the disks of {}", "Closing the backup")
_MIGRATE_STEPS = ("Preparing the target datastore", "Copying the disks of {}")

columns("vbr", MOUNTS.collection, {"name": "machine"})


@views("vbr", MOUNTS.collection)
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
            raise Refusal(
                400,
                f"Restore point {point['id']} of {point['name']} has no disk {disk['nameInBackup']}, "
                f"only {', '.join(sorted(known))}",
                resource=point["id"],
            )

    def done(mount: str) -> dict[str, Any]:
        return {"mountedDisks": [{**disk, "objectId": str(uuid.uuid4())} for disk in spec["disksMapping"]]}

    return answer(
        backend,
        request,
        vbr_publishing.publish(
            backend,
            request,
            MOUNTS,
            {"spec": spec, "machine": point["name"], "mountedDisks": []},
            _MOUNT_STEPS,
            point["platformName"],
            done=done,
        ),
    )


@handles("vbr", "POST", f"{_BASE}/{{mountId}}/dismount")
def stop(backend: Backend, request: Request) -> Answer:
    mount = vbr_publishing.idle(backend, request, MOUNTS)
    return answer(
        backend,
        request,
        vbr_publishing.take_away(
            backend, MOUNTS, mount, "Unpublishing", MOUNTS.recovery, _STOP_STEPS, user_of(request)
        ),
    )


@handles("vbr", "POST", f"{_BASE}/{{mountId}}/migrate")
def migrate(backend: Backend, request: Request) -> Answer:
    """Disks that were migrated leave the mount, which goes with the last of them."""
    mount = vbr_publishing.idle(backend, request, MOUNTS)
    check_inventory(backend, request.body)
    there = [disk["mountedDiskName"] for disk in mount["mountedDisks"]]
    chosen = request.body.get("mountedDiskNames") or there
    missing = sorted(set(chosen) - set(there))
    if missing:
        raise Refusal(400, f"{', '.join(missing)}: not mounted, only {', '.join(there)}", resource=mount["id"])

    def settle() -> None:
        left = [disk for disk in mount["mountedDisks"] if disk["mountedDiskName"] not in chosen]
        backend.store.change(MOUNTS.collection, mount["id"], mountedDisks=left)
        if not left:
            backend.sessions.end(mount["sessionId"])

    return answer(backend, request, vbr_publishing.migrate(backend, request, MOUNTS, mount, _MIGRATE_STEPS, settle))
