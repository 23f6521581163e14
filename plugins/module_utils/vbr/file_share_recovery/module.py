# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_file_share_recovery). Private to the collection."""

from __future__ import annotations

from ...core.polling import COPY_WAIT_OPTIONS
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...schema.fields import Field, argument_spec
from ...schema.values import UUID
from ...workflow.mounted_recovery import MOUNTED
from ...workflow.rerun_guard import OPTIONS as RERUN_OPTIONS
from ..instant_recovery.switchover import SETTINGS
from ..product import VBR
from ..restore_points import OPTION, READS
from ..task_sessions import READS as TASK_SESSION_READS
from .fields import MIGRATION, PATH, REASON, SETTINGS_PATH, SHARE, SPEC
from .lifecycle import CHANGE, LIFECYCLE, MIGRATE, MOUNT, paths_since
from .recovery import PLATFORM, ShareRecovery


def _run(task: Task) -> Result:
    return ShareRecovery(task, PLATFORM, task.params["state"]).run()


MODULE = Declaration(
    product=VBR,
    options={
        "state": {"type": "str", "choices": list(LIFECYCLE.transitions), "default": MOUNTED},
        "restore_point": OPTION,
        "mount_id": {"type": "str", "format": UUID},
        **RERUN_OPTIONS,
        **argument_spec(SPEC),
        "migration": {"type": "dict", "options": argument_spec(MIGRATION)},
        "switchover_settings": {"type": "dict", "options": argument_spec(SETTINGS)},
        **COPY_WAIT_OPTIONS,
    },
    run=_run,
    since=PLATFORM.since,
    objects="instant recoveries of file shares",
    api=ApiUsage(
        operations=LIFECYCLE.operations,
        listings=(PLATFORM.mounts,),
        reads=(PATH + "/{mountId}", SETTINGS_PATH, *READS, *TASK_SESSION_READS),
        bodies=(
            RequestBody(
                MOUNT.operation,
                (Field("share", "list", elements="dict", api="restoreOptions", fields=SHARE, required=True), REASON),
                extra_properties=("autoSelectMountServers", "restoreOptions.restorePointId"),
            ),
            RequestBody(
                MIGRATE.operation, (*MIGRATION, Field("switchover_settings", "dict", fields=SETTINGS, required=True))
            ),
            RequestBody(CHANGE, SETTINGS),
        ),
        readers={SETTINGS_PATH: SETTINGS},
        since=paths_since(),
    ),
)
