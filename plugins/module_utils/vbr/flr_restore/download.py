# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files downloaded from a mount to this machine, as a ZIP that is streamed to its place.

Operations ``POST /api/v1/backupBrowser/flr/{sessionId}/prepareDownload`` and ``.../prepareDownload/{taskId}/download``.
Private to the collection.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import RecoveryBlocked, UnexpectedResponse
from ...core.polling import Waiting
from ...engine.local_file import Stored, download_to_file, sha256_of
from ...engine.task import Task
from ...schema.resource import Operation
from ...workflow.restore_point_choice import RestorePointChoice
from ..backup_browser.mount_record import MountRecord
from ..backup_browser.mounts import Mount
from ..backup_browser.paths import key_of
from ..backup_browser.tasks import TaskEnd, wait_for_task
from ..flr_mount import MACHINES, SEPARATORS
from .destination import Destination

PREPARE = Operation("POST", MACHINES.path + "/prepareDownload", "object")
DOWNLOAD = PREPARE.path + "/{taskId}/download"


def is_stored(
    task: Task, record: MountRecord, choice: RestorePointChoice, destination: Destination, paths: Sequence[str]
) -> Mapping[str, Any] | None:
    """What is remembered of the file, where it holds what the task downloads; None where it has to be downloaded.

    Raises RecoveryBlocked where the file is there and holds something else, or nobody knows what.
    """
    if task.params["download"]["force"]:
        return None
    found = sha256_of(destination.file)
    if not found:
        return None
    earlier = [entry for entry in record.restored if entry.get("to") == destination.key]
    last = earlier[-1] if earlier else {}
    if found == last.get("sha256") and last.get("paths") == _keys(destination, paths):
        if last.get("point") == choice.point["id"]:
            return last
        raise _exists(destination, f"holds these files from the restore point {last.get('point')}")
    raise _exists(destination, "is there already, and this task has not written it as it is now")


def _exists(destination: Destination, words: str) -> RecoveryBlocked:
    return RecoveryBlocked(
        f"The file {destination.file} {words}. Nothing was downloaded. Set download.force to true to replace it, or "
        "give another download.path.",
        path=destination.file,
    )


def download(task: Task, mount: Mount, destination: Destination, sources: Sequence[str]) -> tuple[Stored, TaskEnd]:
    """Have the server pack items, and store the archive. Raises SessionFailed, SessionTimedOut, FileNotWritten."""
    # Sent again where its response is lost: the server packs the files once more, and both end with the mount.
    started = task.client.post_read(mount.path(PREPARE.path), {"sourcePath": list(sources)})
    identifier = str(started["id"])
    end = wait_for_task(
        task,
        identifier,
        "Packing the files",
        "The mount was removed, and nothing was downloaded. Set a longer wait_timeout, or name fewer files.",
    )
    path = mount.path(DOWNLOAD, taskId=identifier)
    timeout = Waiting.of(task.params).timeout
    return download_to_file(task, destination.file, ("POST", path), None, timeout, _ensure_archive), end


def _ensure_archive(path: str) -> None:
    if not zipfile.is_zipfile(path):
        raise UnexpectedResponse(f"POST {DOWNLOAD}", "ZIP archive")


def entry_of_download(
    destination: Destination, choice: RestorePointChoice, paths: Sequence[str], stored: Stored, session: str
) -> dict[str, Any]:
    """What is remembered of a download. Pure."""
    return {
        "to": destination.key,
        "paths": _keys(destination, paths),
        "point": choice.point["id"],
        "sha256": stored.sha256,
        "size": stored.size,
        "session": session,
    }


def file_facts(destination: Destination, size: object, sha256: object) -> dict[str, Any]:
    """What a result reports of the file. Pure."""
    return {"path": destination.file, "size": size, "sha256": sha256}


def _keys(destination: Destination, paths: Sequence[str]) -> list[str]:
    return sorted(key_of(path, SEPARATORS[destination.kind]) for path in paths)
