# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_flr_restore). Private to the collection."""

from __future__ import annotations

from typing import Any

from ...core.errors import InvalidOption
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...schema.fields import Field, argument_spec
from ...workflow.rerun_guard import OPTIONS as RERUN_OPTIONS
from ..backup_browser import archive, files
from ..backup_browser.begun_restores import READS as BEGUN_READS
from ..backup_browser.tasks import STOP
from ..flr_audit import AUDIT, AUDIT_SINCE, read_audit
from ..flr_mount import DERIVED, MACHINES, MOUNT_FIELDS, OPTIONS, POST_READS, READS, WAIT_OPTIONS
from ..product import VBR
from ..restore_points import OPTION
from . import tasks
from .destination import KEEP, TO_MACHINE, TO_ORIGINAL
from .download import DOWNLOAD, PREPARE
from .restore import Restoring
from .target_path import TARGET_PATH, TARGET_PATH_SINCE, needs_folder

SEARCH_BODY = (Field("path", required=True), Field("pattern", api="searchString", required=True))


def _run(task: Task) -> Result:
    if not task.params["paths"]:
        raise InvalidOption("paths is empty. Set paths to at least one file or folder.", option="paths")
    return Restoring(task).run()


def _options() -> dict[str, Any]:
    options = argument_spec((*TO_ORIGINAL, *TO_MACHINE))
    options["restore_type"]["default"] = KEEP
    return options


MODULE = Declaration(
    product=VBR,
    options={
        "restore_point": OPTION,
        "paths": {"type": "list", "elements": "str", "required": True},
        "missing": {"type": "str", "choices": ["fail", "ignore"], "default": "fail"},
        "compare": {"type": "bool", "default": True},
        **_options(),
        "download": archive.OPTION,
        **RERUN_OPTIONS,
        **{option: spec for option, spec in OPTIONS.items() if option != "credentials"},
        **WAIT_OPTIONS,
    },
    run=_run,
    constraints={"mutually_exclusive": [["download", "target"]]},
    api=ApiUsage(
        operations=(tasks.RESTORE, tasks.RESTORE_TO, PREPARE, STOP),
        opens=(*MACHINES.opens, MACHINES.compare),
        listings=(MACHINES.mounts,),
        reads=(*READS, AUDIT, *BEGUN_READS),
        post_reads=(*POST_READS, tasks.VALIDATE, TARGET_PATH, DOWNLOAD),
        bodies=(
            RequestBody(MACHINES.start, MOUNT_FIELDS, variant="type", extra_properties=DERIVED),
            RequestBody(MACHINES.search, SEARCH_BODY, extra_properties=("disableRecursiveSearch",)),
            RequestBody(MACHINES.compare, (), extra_properties=("isEnabled", "paths")),
            RequestBody(tasks.RESTORE, TO_ORIGINAL, extra_properties=("sourcePath",)),
            RequestBody(tasks.RESTORE_TO, TO_MACHINE, extra_properties=("sourcePath",)),
            RequestBody(PREPARE, (), extra_properties=("sourcePath",)),
        ),
        since={AUDIT: AUDIT_SINCE, tasks.VALIDATE: AUDIT_SINCE, TARGET_PATH: TARGET_PATH_SINCE},
        readers={
            **files.readers_of(MACHINES),
            AUDIT: read_audit,
            "POST " + TARGET_PATH: needs_folder,
            **tasks.READERS,
        },
    ),
)
