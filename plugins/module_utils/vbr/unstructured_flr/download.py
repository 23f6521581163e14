# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The download of files of a share or bucket, which the newest revision has.

Operations ``POST /api/v1/backupBrowser/flr/unstructuredData/{sessionId}/prepareDownload`` and ``GET
.../prepareDownload/{taskId}/download``. Private to the collection.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import InvalidOption
from ...engine.local_file import Stored, writable_path
from ...engine.task import Task
from ...schema.fields import Field
from ...schema.resource import SchemaContext
from ...schema.state import State, given_options
from ...schema.writing import write_given
from ..backup_browser.archive import Archive, download, warn_of
from ..backup_browser.paths import BACKSLASH, SLASH, normalized
from ..product import VBR
from .mount import BROWSER, COLD_STORAGE, POINT, DataMount, point_state

PREPARE, DOWNLOAD, SINCE = BROWSER.prepare_download, BROWSER.download, "1.3-rev2"
FIELDS = (Field("recursive", "bool", api="isRecursive"), *POINT, COLD_STORAGE)


def validate_download(task: Task) -> None:
    """Raise InvalidOption where the API revision has no downloads, FileNotWritten where the file has no place."""
    given = task.params["download"]
    if given is None:
        return
    if not VBR.supports(task.client.revision, SINCE):
        raise InvalidOption(
            f"download does not exist in API revision {task.client.revision}, which this task uses. It needs "
            f"api_version {SINCE} or newer. In older ones, destination copies files to a share or the backup server.",
            option="download",
        )
    writable_path("download.path", str(given["path"]))


def archive_of(task: Task, source: str) -> Archive | None:
    """The archive that a task asks for from a restore point or mount, None where it asks for none."""
    params = task.params
    if params["download"] is None:
        return None
    names = sorted(name_in_archive(path) for path in params["items"] or ())
    query = params["search"]
    found_by = [f"{query['pattern']} in {query['path']}, recursive={query['recursive']}"] if query else []
    of_point = [f"{params['restore_mode']} {params['to_date_time'] or ''}"] if params["restore_mode"] else []
    content = (*names, *found_by, f"recursive={params['recursive']}", *of_point)
    return Archive(os.path.abspath(params["download"]["path"]), content, source)


def name_in_archive(path: str) -> str:
    """The form in which the paths of items are compared, no matter how they are separated. Pure."""
    return normalized(path.replace(BACKSLASH, SLASH), SLASH)


def fetch(
    task: Task, mount: DataMount, archive: Archive, paths: Sequence[str], missing: Sequence[str]
) -> dict[str, Any]:
    """Store the archive; what a result reports of it. ``missing`` are the items that the restore point lacks.

    Raises SessionFailed, SessionTimedOut, FileNotWritten.
    """

    def note(stored: Stored) -> None:
        mount.done([archive.entry(stored, mount.id, [name_in_archive(path) for path in missing])])

    stored, end = download(task, mount, archive.path, "GET", prepare_body(task, paths), note)
    warn_of(task, end)
    return archive.facts(stored.size, stored.sha256)


def prepare_body(task: Task, paths: Sequence[str]) -> State:
    """The body that has the server pack items."""
    body: State = {"sourcePath": list(paths)}
    given: Mapping[str, Any] = {
        **given_options((COLD_STORAGE,), task.raw, task.params),
        **point_state(task.params),
        "recursive": task.params["recursive"],
    }
    write_given(FIELDS, given, body, SchemaContext(VBR, task.client.revision))
    return body
