# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_azure_vm_restore). Private to the collection."""

from __future__ import annotations

from ...core.polling import COPY_WAIT_OPTIONS
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...workflow.rerun_guard import OPTIONS as RERUN_OPTIONS
from .. import restore_points
from ..cloud_objects import KINDS, unlinked
from ..flr_sessions import JOB_SESSIONS
from ..product import AZURE
from ..references import SERVICE_ACCOUNT
from ..restore_points import chosen_point
from .options import DISKS_SENT, MACHINE_SENT, OPTIONS, validate_options
from .restore import ITEMS, RESTORE_DISKS, RESTORE_MACHINE, AzureVmRestore, listed_item


def _run(task: Task) -> Result:
    validate_options(task.params)
    return AzureVmRestore(task, chosen_point(task.client, task.params["restore_point"])).run()


MODULE = Declaration(
    product=AZURE,
    options={"restore_point": restore_points.OPTION, **RERUN_OPTIONS, **OPTIONS, **COPY_WAIT_OPTIONS},
    run=_run,
    api=ApiUsage(
        operations=(RESTORE_MACHINE, RESTORE_DISKS),
        reads=(
            *restore_points.READS,
            JOB_SESSIONS,
            restore_points.JOB_SESSION + "/log",
            ITEMS,
            SERVICE_ACCOUNT.path,
            *(kind.path for kind in KINDS),
        ),
        readers={ITEMS: listed_item, **{kind.path: unlinked for kind in KINDS}},
        bodies=(RequestBody(RESTORE_MACHINE, MACHINE_SENT), RequestBody(RESTORE_DISKS, DISKS_SENT)),
    ),
)
