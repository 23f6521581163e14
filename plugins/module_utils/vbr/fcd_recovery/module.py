# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_fcd_recovery). Private to the collection."""

from __future__ import annotations

from ...core.polling import COPY_WAIT_OPTIONS
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...schema.fields import argument_spec
from ...schema.values import UUID
from ...workflow.mounted_recovery import MOUNTED
from ...workflow.rerun_guard import OPTIONS as RERUN_OPTIONS
from ..instant_recovery.unassigned_migrations import TASKS_OF_SESSION
from ..inventory import INVENTORY, SERVER_INVENTORY
from ..product import VBR
from ..restore_points import OPTION, READS
from ..task_sessions import READS as TASK_SESSION_READS
from .fields import MIGRATION, PATH, SPEC
from .recovery import MIGRATE, MOUNT, PLATFORM, DiskRecovery


def _run(task: Task) -> Result:
    return DiskRecovery(task, PLATFORM, task.params["state"]).run()


MODULE = Declaration(
    product=VBR,
    options={
        "state": {"type": "str", "choices": list(PLATFORM.lifecycle.transitions), "default": MOUNTED},
        "restore_point": OPTION,
        "mount_id": {"type": "str", "format": UUID},
        **RERUN_OPTIONS,
        **argument_spec(SPEC),
        "migration": {"type": "dict", "options": argument_spec(MIGRATION)},
        **COPY_WAIT_OPTIONS,
    },
    run=_run,
    api=ApiUsage(
        operations=PLATFORM.lifecycle.operations,
        listings=(PLATFORM.mounts,),
        reads=(PATH + "/{mountId}", *READS, *TASK_SESSION_READS, TASKS_OF_SESSION),
        post_reads=(INVENTORY, SERVER_INVENTORY),
        bodies=(
            RequestBody(MOUNT.operation, SPEC, extra_properties=("restorePointId",)),
            RequestBody(MIGRATE.operation, MIGRATION),
        ),
    ),
)
