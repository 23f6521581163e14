# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: restore of entire machines to VMware vSphere, Hyper-V and Cloud Director, each one session long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..messages import Answer, Request
from ..registry import handles
from ..vbr_sessions import Course
from . import vbr_inventory_machines as inventory
from . import vbr_targets
from .vbr_restore_rules import answer, check_inventory, present_spec, restore_point, scan, steps_for, user_of

if TYPE_CHECKING:
    from ..backend import Backend

SECONDS = 0.5
_STEPS = ["Reading the restore point", "Preparing the target", "Restoring the disks of {}", "Registering {}"]


@handles("vbr", "POST", "/api/v1/restore/vmRestore/vSphere")
def restore_to_vsphere(backend: Backend, request: Request) -> Answer:
    return _restore(backend, request, "StartEntireVmRestore", vbr_targets.restored_to_vsphere)


@handles("vbr", "POST", "/api/v1/restore/vmRestore/hyperV")
def restore_to_hyper_v(backend: Backend, request: Request) -> Answer:
    return _restore(backend, request, "StartEntireVmRestoreHyperV", vbr_targets.on_hyper_v)


@handles("vbr", "POST", "/api/v1/restore/vmRestore/cloudDirector")
def restore_to_cloud_director(backend: Backend, request: Request) -> Answer:
    return _restore(
        backend, request, "StartEntireVmRestoreCloudDirector", vbr_targets.in_cloud_director, "CloudDirectorVmRestore"
    )


def _restore(
    backend: Backend,
    request: Request,
    operation: str,
    target_of: Callable[[Mapping[str, Any], str, str], vbr_targets.Target],
    session_type: str = "RestoreVm",
) -> Answer:
    spec = present_spec(request.body)
    point = restore_point(backend, spec["restorePointId"], operation)
    check_inventory(backend, spec)
    target = target_of(spec, request.revision, point["name"])
    return answer(
        backend,
        request,
        backend.sessions.start(
            target.name,
            session_type,
            steps=steps_for(_STEPS, target.name),
            user=user_of(request),
            seconds=SECONDS,
            work=lambda: inventory.add_machine(backend, target),
            planned=inventory.clash(backend, target) or scan(point, spec),
            platformName=point["platformName"],
            course=Course(tasks=(target.name,)),
        ),
    )
