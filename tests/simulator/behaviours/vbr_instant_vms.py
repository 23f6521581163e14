# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: instant recovery to VMware vSphere and to Hyper-V. Reading mounts is what collections do.

Stopping makes a mount Dismounting, then it is gone and the machine with it; migrating leaves it Mounted until the
machine is in production, then it is gone and the machine stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, views
from ..seeds.vbr_restore_points import machine_of
from ..state import Item
from ..vbr_sessions import COLLECTION as SESSIONS
from . import vbr_inventory_machines as inventory
from . import vbr_publishing, vbr_targets
from .vbr_publishing import Mounts
from .vbr_restore_rules import (
    answer,
    backup_name,
    check_inventory,
    present_spec,
    restore_point,
    scan,
    spec_for,
    user_of,
)

if TYPE_CHECKING:
    from ..backend import Backend

_MOUNT_STEPS = ("Reading the restore point", "Publishing the backup", "Registering {}", "Starting {}")
_STOP_STEPS = ("Stopping {}", "Removing {} from the inventory", "Closing the backup")
_MIGRATE_STEPS = ("Preparing the target datastore", "Copying the disks of {}", "Switching {} to production")


@dataclass(frozen=True)
class _Kind:
    """What tells the two kinds of mounts apart."""

    mounts: Mounts
    operation: str
    target: Callable[[Mapping[str, Any], str, str], vbr_targets.Target]


def _mounts(platform: str) -> Mounts:
    return Mounts(
        f"restore/instantRecovery/{platform}/vm",
        "InstantRecovery",
        "QuickMigration",
        "vmName",
        migration_title="Quick Migration Job",
    )


VSPHERE = _Kind(_mounts("vSphere"), "StartViVMInstantRecovery", vbr_targets.mounted_on_vsphere)
HYPER_V = _Kind(_mounts("hyperV"), "StartHvVMInstantRecovery", vbr_targets.on_hyper_v)

_COLUMNS = {"mountId": "id", "name": "vmName"}
columns("vbr", VSPHERE.mounts.collection, _COLUMNS)
columns("vbr", HYPER_V.mounts.collection, _COLUMNS)


@views("vbr", VSPHERE.mounts.collection)
@views("vbr", HYPER_V.mounts.collection)
def mount_view(backend: Backend, item: Item, revision: str) -> Item:
    """The body that it was started with, as this revision knows it; the name is in another case than elsewhere."""
    return {**item, "vmName": str(item["vmName"]).swapcase(), "spec": spec_for(item["spec"], revision)}


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/vSphere/vm")
def start_on_vsphere(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, _start(backend, request, VSPHERE))


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/vSphere/vm/{mountId}/unmount")
def stop_on_vsphere(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, _stop(backend, request, VSPHERE))


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/vSphere/vm/{mountId}/migrate")
def migrate_on_vsphere(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, _migrate(backend, request, VSPHERE))


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/hyperV/vm")
def start_on_hyper_v(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, _start(backend, request, HYPER_V))


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/hyperV/vm/{mountId}/unmount")
def stop_on_hyper_v(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, _stop(backend, request, HYPER_V))


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/hyperV/vm/{mountId}/migrate")
def migrate_on_hyper_v(backend: Backend, request: Request) -> Answer:
    """Answered without a session when it is done, though a session runs all the same."""
    session = _migrate(backend, request, HYPER_V)
    backend.sessions.run_to_end(session["id"])
    result = (backend.store.get(SESSIONS, session["id"]) or session)["result"]
    if result["result"] == "Failed":
        raise Refusal(400, result["message"], resource=request.parameters["mountId"])
    return Answer(204)


def _start(backend: Backend, request: Request, kind: _Kind) -> Item:
    spec = present_spec(request.body)
    # A machine of another platform need not allow the operation.
    operation = "" if spec["type"] == "OtherPlatform" else kind.operation
    point = restore_point(backend, spec["restorePointId"], operation)
    check_inventory(backend, spec)
    target = kind.target(spec, request.revision, machine_of(point))

    def done(mount: str) -> dict[str, Any]:
        inventory.add_machine(backend, target, mount)
        return {}

    return vbr_publishing.publish(
        backend,
        request,
        kind.mounts,
        {
            "spec": spec,
            "vmName": target.name,
            "hostName": target.host,
            "jobName": backup_name(backend, point),
            "restorePointDate": point["creationTime"],
        },
        _MOUNT_STEPS,
        point["platformName"],
        done=done,
        gone=lambda mount: inventory.remove_machines(backend, mount),
        planned=inventory.clash(backend, target) or scan(point, spec),
    )


def _stop(backend: Backend, request: Request, kind: _Kind) -> Item:
    mount = vbr_publishing.idle(backend, request, kind.mounts)
    return vbr_publishing.take_away(
        backend, kind.mounts, mount, "Unpublishing", kind.mounts.recovery, _STOP_STEPS, user_of(request)
    )


def _migrate(backend: Backend, request: Request, kind: _Kind) -> Item:
    mount = vbr_publishing.idle(backend, request, kind.mounts)
    check_inventory(backend, request.body)

    def settle() -> None:
        inventory.keep_machines(backend, mount["id"])
        backend.sessions.end(mount["sessionId"])

    return vbr_publishing.migrate(backend, request, kind.mounts, mount, _MIGRATE_STEPS, settle)
