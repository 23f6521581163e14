# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_vm_restore). Private to the collection."""

from __future__ import annotations

from ...core.polling import COPY_WAIT_OPTIONS
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...schema.fields import argument_spec
from ...workflow.rerun_guard import OPTIONS as RERUN_OPTIONS
from .. import inventory, restore_points, task_sessions
from ..inventory import INVENTORY, SERVER_INVENTORY
from ..one_time_restore import Target, restore
from ..product import VBR
from ..restore_points import OPTION, READS
from ..task_sessions import READS as TASK_SESSION_READS
from . import cloud_director, hyperv, vsphere
from .options import TYPE

TARGETS: dict[str, Target] = {target.name: target for target in (vsphere.TARGET, hyperv.TARGET, cloud_director.TARGET)}


def _declaration() -> Declaration:
    """The declaration."""
    options = argument_spec(tuple(field for target in TARGETS.values() for field in target.spec))
    options["type"]["default"] = TYPE.default
    return Declaration(
        product=VBR,
        options={
            "platform": {"type": "str", "choices": list(TARGETS), "required": True},
            "restore_point": OPTION,
            **RERUN_OPTIONS,
            **options,
            **COPY_WAIT_OPTIONS,
        },
        run=_run,
        api=ApiUsage(
            operations=tuple(target.operation for target in TARGETS.values()),
            reads=(*READS, *TASK_SESSION_READS, "/sessions/{id}/logs"),
            post_reads=(INVENTORY, SERVER_INVENTORY),
            bodies=tuple(
                RequestBody(target.operation, target.spec, TYPE.option, ("restorePointId",))
                for target in TARGETS.values()
            ),
            readers={**restore_points.READERS, **task_sessions.READERS, **inventory.READERS},
            since={target.operation.path: target.since for target in TARGETS.values() if target.since},
        ),
    )


def _run(task: Task) -> Result:
    return restore(task, "platform", TARGETS)


MODULE = _declaration()
