# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore of entire file shares, and of entire buckets and containers: veeam_unstructured_restore.

Operations ``POST /api/v1/restore/unstructuredData/fileShare`` and ``.../objectStorage``. Private to the
collection.
"""

from __future__ import annotations

from ..core.polling import COPY_WAIT_OPTIONS
from ..engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ..schema.fields import Field, argument_spec
from ..schema.resource import Operation
from ..workflow.one_time_restore import restore_lifecycle
from ..workflow.rerun_guard import OPTIONS as RERUN_OPTIONS
from .one_time_restore import Target, restore
from .product import VBR
from .references import UNSTRUCTURED_SERVER
from .restore_options import COLD_STORAGE_FIELDS, CUSTOMIZED, ORIGINAL
from .restore_points import OPTION, READS
from .task_sessions import READS as TASK_SESSION_READS

SINCE = "1.3-rev1"
PATH = "/restore/unstructuredData"
SESSION = "NasRestore"
ELSEWHERE = (CUSTOMIZED,)

COLD_STORAGE = Field(
    "cold_storage_retrieval",
    "dict",
    api="restoreOptions.coldStorageRetrievalSettings",
    since="1.3-rev2",
    fields=COLD_STORAGE_FIELDS,
)
PLACE = (
    Field("server", api="unstructuredDataServerId", reference=UNSTRUCTURED_SERVER),
    Field("restore_to_backup_server", "bool"),
    Field("path"),
)
USUAL = (
    Field("rollback", "bool", api="restoreOptions.rollback"),
    Field(
        "overwrite_mode",
        api="restoreOptions.overwriteMode",
        choices=("Skip", "ReplaceOlder", "ReplaceNewer", "Overwrite"),
    ),
    COLD_STORAGE,
)

SHARE = (
    Field("destination", "dict", variants=ELSEWHERE, fields=(*PLACE, Field("preserve_hierarchy", "bool"))),
    *USUAL,
    Field("restore_permissions", "bool", api="restoreOptions.restorePermissions"),
)
BUCKET = (
    Field("destination", "dict", variants=ELSEWHERE, fields=(*PLACE, Field("new_bucket_name"), Field("region_id"))),
    *USUAL,
    Field("overwrite_bucket_attributes", "bool", api="restoreOptions.overwriteBucketAttributes"),
)


def _target(name: str, noun: str, path: str, spec: tuple[Field, ...]) -> Target:
    return Target(
        name=name,
        since=SINCE,
        spec=spec,
        lifecycle=restore_lifecycle(noun, Operation("POST", PATH + path, "session", session_type=SESSION)),
        allows="",
        session_types=(SESSION,),
        platforms=("UnstructuredData",),
        destination=("destination",),
    )


TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        _target("file_share", "restore of the file share", "/fileShare", SHARE),
        _target("object_storage", "restore of the bucket or container", "/objectStorage", BUCKET),
    )
}


def _run(task: Task) -> Result:
    return restore(task, "workload", TARGETS)


MODULE = Declaration(
    product=VBR,
    options={
        "workload": {"type": "str", "choices": list(TARGETS), "required": True},
        "restore_point": OPTION,
        **RERUN_OPTIONS,
        "type": {"type": "str", "choices": [ORIGINAL, CUSTOMIZED], "default": CUSTOMIZED},
        **argument_spec(tuple(field for target in TARGETS.values() for field in target.spec)),
        **COPY_WAIT_OPTIONS,
    },
    run=_run,
    api=ApiUsage(
        operations=tuple(target.operation for target in TARGETS.values()),
        reads=(*READS, *TASK_SESSION_READS, "/sessions/{id}/logs"),
        bodies=tuple(
            RequestBody(target.operation, target.spec, extra_properties=("restorePointId",))
            for target in TARGETS.values()
        ),
        since={target.operation.path: target.since for target in TARGETS.values()},
    ),
)
