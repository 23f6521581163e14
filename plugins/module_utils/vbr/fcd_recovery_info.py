# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mounts of single disks: the declaration of M(opendr.veeam.veeam_fcd_recovery_info). Private to the collection."""

from __future__ import annotations

from ..engine.listing import filter_options, listed_states, matches
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, Result, Task
from ..schema.listing import Filter
from .fcd_recovery.fields import FILTERS
from .fcd_recovery.recovery import PLATFORM
from .product import VBR
from .restore_point_names import PointNames
from .restore_points import RESTORE_POINTS

MACHINE = Filter("machine", field="machine", match="pattern")


def disk_mounts(task: Task) -> Result:
    """The mounts of disks that the task's filters select."""
    names = PointNames(task.client)
    mounts = [
        {"machine": names.of(mount.get("restore_point_id")), **mount}
        for mount in listed_states(PLATFORM.mounts, task, ReferenceResolver(task.client))
    ]
    machine = task.params["machine"]
    return {
        "changed": False,
        "mounts": [mount for mount in mounts if machine is None or matches(MACHINE, machine, mount)],
    }


MODULE = Declaration(
    product=VBR,
    options=filter_options((MACHINE, *FILTERS)),
    run=disk_mounts,
    api=ApiUsage(listings=(PLATFORM.mounts,), reads=(RESTORE_POINTS + "/{id}",)),
)
