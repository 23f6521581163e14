# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The download of files of a machine.

Operations ``POST /api/v1/backupBrowser/flr/{sessionId}/prepareDownload`` and ``.../prepareDownload/{taskId}/download``.
Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...engine.task import Task
from ...workflow.restore_point_choice import RestorePointChoice
from ..backup_browser.archive import Archive
from ..backup_browser.paths import key_of
from ..flr_mount import MACHINES, SEPARATORS
from ..product import VBR
from .destination import Destination

PREPARE, DOWNLOAD = MACHINES.prepare_download, MACHINES.download
# The newest revision also fetches by GET; this is in all of them.
FETCHED_BY = "POST"
# Since when that request has no body.
WITHOUT_BODY = "1.3-rev0"


def fetch_body(task: Task, body: Mapping[str, object]) -> Mapping[str, object] | None:
    """The body with which an archive is fetched: the oldest revision demands the paths again, the others have none."""
    return None if VBR.supports(task.client.revision, WITHOUT_BODY) else body


def archive_of(destination: Destination, choice: RestorePointChoice, paths: Sequence[str]) -> Archive | None:
    """The archive that a task asks for, None where it asks for none. Pure."""
    if not destination.file:
        return None
    names = sorted(key_of(path, SEPARATORS[destination.kind]) for path in paths)
    return Archive(destination.file, tuple(names), str(choice.point["id"]))
