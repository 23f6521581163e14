# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files downloaded from a mount to this machine, as a ZIP that is streamed to its place. Private to the collection."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Callable

from ...core.errors import RecoveryBlocked, UnexpectedResponse
from ...core.polling import Waiting
from ...engine.local_file import Stored, download_to_file, sha256_of
from ...engine.task import Task
from .mount_record import MountRecord
from .mounts import Mount
from .tasks import TaskEnd, end_of_reading

WHAT = "Packing the files"
OPTION: dict[str, Any] = {
    "type": "dict",
    "options": {"path": {"type": "path", "required": True}, "force": {"type": "bool", "default": False}},
}


@dataclass(frozen=True)
class Archive:
    """The archive that a task asks for.

    ``path`` is absolute, ``names`` say what is to be in it, in the form in which they are compared, with the options
    that decide its content, and ``source`` is the id of the restore point or of the mount that it is from.
    """

    path: str
    names: tuple[str, ...]
    source: str

    @property
    def key(self) -> str:
        """The key of its lock, and what the record calls it."""
        return f"file {self.path}"

    def remembered(self, task: Task, record: MountRecord) -> Mapping[str, Any] | None:
        """What is remembered of the file, where it holds what the task downloads; None where it has to be downloaded.

        Raises RecoveryBlocked where the file is there and holds something else, or nobody knows what.
        """
        if task.params["download"]["force"]:
            return None
        found = sha256_of(self.path)
        if not found:
            return None
        # By its digest: of a run that was killed, the last entry may be of a file that has not taken its place.
        same = [
            entry
            for entry in record.restored
            if (entry.get("to"), entry.get("sha256"), entry.get("paths")) == (self.key, found, list(self.names))
        ]
        ours = [entry for entry in same if entry.get("point") == self.source]
        if ours:
            return ours[-1]
        if same:
            raise self._exists(f"holds these files from another restore point or mount, {same[-1].get('point')}")
        raise self._exists("is there already, and this task has not written it as it is now")

    def _exists(self, words: str) -> RecoveryBlocked:
        return RecoveryBlocked(
            f"The file {self.path} {words}. Nothing was downloaded. Set download.force to true to replace it, or give "
            "another download.path.",
            path=self.path,
        )

    def entry(self, stored: Stored, session: str, missing: Sequence[str]) -> dict[str, Any]:
        """What is remembered of a download; ``missing`` are those of its names that the backup lacks. Pure."""
        return {
            "to": self.key,
            "paths": list(self.names),
            "missing": list(missing),
            "point": self.source,
            "sha256": stored.sha256,
            "size": stored.size,
            "session": session,
        }

    def facts(self, size: object, sha256: object) -> dict[str, Any]:
        """What a result reports of it. Pure."""
        return {"path": self.path, "size": size, "sha256": sha256}


def download(
    task: Task,
    mount: Mount,
    path: str,
    method: str,
    body: Mapping[str, Any],
    note: Callable[[Stored], None],
    fetch_body: Mapping[str, Any] | None = None,
) -> tuple[Stored, TaskEnd]:
    """Have the server pack items, and store the archive, which is fetched with ``method`` and ``fetch_body``.

    ``note`` has a rerun know the archive, and is called before it takes its place.

    Raises SessionFailed, SessionTimedOut, FileNotWritten, UnexpectedResponse. Where the server does not stop packing,
    the mount stays open and the error has its ``session_id``.
    """
    browser = mount.browser
    # Sent again where its response is lost: the server packs the files once more, and both end with the mount.
    started = task.client.post_read(mount.path(browser.prepare_download.path), body)
    identifier = str(started["id"])
    advice = "Nothing was downloaded. Set a longer wait_timeout, or name fewer files."
    end = end_of_reading(task, mount, identifier, WHAT, advice)
    address = mount.path(browser.download, taskId=identifier)
    timeout = Waiting.of(task.params).timeout

    def accept(written: str, stored: Stored) -> None:
        if not zipfile.is_zipfile(written):
            raise UnexpectedResponse(f"{method} {browser.download}", "ZIP archive")
        note(stored)

    return download_to_file(task, path, (method, address), fetch_body, timeout, accept), end


def warn_of(task: Task, end: TaskEnd) -> None:
    """Warn where the archive may lack some of the files."""
    if end.result == "Warning":
        task.warnings.append(f"{WHAT} has ended with a warning: {end.reason or 'the server gives no reason.'}")
