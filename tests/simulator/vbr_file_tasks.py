# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: what happens in a mounted backup in a task of its own: a search, a restore, and preparing a download."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .file_system import Entry, Files
from .messages import Answer, Refusal, Request
from .seeds.vbr_credentials import CREDENTIALS
from .seeds.vbr_files import LOCKED, LOCKED_ON_LINUX
from .state import Item
from .vbr_mounts import Mount, found_by, production
from .vbr_sessions import now
from .vbr_tasks import End, tasks_of

if TYPE_CHECKING:
    from .backend import Backend

SECONDS = 0.3


@dataclass(frozen=True)
class Destination:
    """Where files are restored to: a machine, and a folder on it; empty for where they were."""

    machine: str
    windows: bool
    folder: str = ""
    host: str = "localhost"

    @classmethod
    def of(cls, mount: Mount, host: Mapping[str, Any] | None, folder: str = "") -> Destination:
        """The machine of the mount, or the one that a body names."""
        if host is None:
            return cls(mount.machine, mount.windows, folder)
        shown = host.get("vmObject") or {"name": host.get("protectedComputerId")}
        return cls(str(shown["name"]), mount.windows, folder, str(shown["name"]))

    def problem_with(self, backend: Backend, credentials: str | None) -> str:
        """Why nobody can log in to the machine with these credentials, empty where it is possible.

        The server knows an account for each Windows machine.
        """
        if not credentials:
            return "" if self.windows else f"No credentials for {self.machine} were found"
        record = backend.store.get(CREDENTIALS, credentials)
        if record is None or record["type"] != ("Standard" if self.windows else "Linux"):
            return f"Access to {self.machine} is denied"
        return ""


def search(backend: Backend, request: Request, mount: Mount) -> Item:
    """Start a search; what it finds can be read when it has ended."""
    body = request.body
    found = found_by(mount, body)
    asked = {"path": body["path"], "searchString": body["searchString"]}

    def work() -> End:
        mount.searches[task["id"]] = (asked, found)
        return End()

    task = tasks_of(backend).start("FlrSearch", mount.machine, SECONDS, work)
    return task


def prepare_download(backend: Backend, request: Request, mount: Mount) -> Item:
    """Start to pack files; they can be fetched when that has ended."""
    paths = list(request.body["sourcePath"])
    _known(mount, paths)

    def work() -> End:
        mount.downloads[task["id"]] = paths
        return End()

    task = tasks_of(backend).start("FlrDownload", mount.machine, SECONDS, work)
    return task


def downloaded(mount: Mount, request: Request) -> Answer:
    """Always a ZIP, without a name; refused before it is prepared."""
    key = request.parameters["taskId"]
    if key not in mount.downloads:
        raise Refusal(400, f"Download task {key} was not found, or has not ended")
    return Answer(200, file=_zipped(mount, mount.downloads[key]), sized=False)


def _zipped(mount: Mount, paths: list[str]) -> bytes:
    """A ZIP with the files, and with those in the folders."""
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            above = len(mount.files.parts(path)) - 1
            for entry in mount.files.below(path):
                if entry.kind == "File":
                    archive.writestr("/".join(entry.names[above:]), content(entry))
    return text.getvalue()


def content(entry: Entry) -> bytes:
    """What stands in a file; the same for the same version of it."""
    line = f"{'/'.join(entry.names)} version {entry.version}\n".encode()
    return (line * (entry.size // len(line) + 1))[: entry.size]


def restore(backend: Backend, request: Request, mount: Mount, destination: Destination) -> Item:
    """Start to write files to a machine."""
    body = request.body
    paths, kind = list(body["sourcePath"]), str(body["restoreType"])
    _known(mount, paths)

    def work() -> End:
        problem = destination.problem_with(backend, body.get("credentialsId") or mount.credentials)
        if problem:
            return End("Failed", problem)
        target = production(backend, destination.machine, destination.windows)
        statuses = [restore_one(mount, target, path, kind, destination) for path in paths]
        backend.store.touch()
        failed = [path for path, status in zip(paths, statuses) if status == "Failed"]
        log = [("Failed", f"Failed to restore {path}: it is in use by another process") for path in failed]
        if not failed:
            return End()
        return End("Failed" if len(failed) == len(paths) else "Warning", "Some items were not restored", log)

    return tasks_of(backend).start("FlrRestore", mount.machine, SECONDS, work)


def restore_one(mount: Mount, target: Files, path: str, kind: str, destination: Destination) -> str:
    entry = mount.files.entry(path)
    names = _target(target, entry, destination)
    status, shown = "Succeeded", names[-1]
    if path in (LOCKED, LOCKED_ON_LINUX):
        status = "Failed"
    elif kind == "PermissionOnly" and target.get(target.written(names)) is None:
        status = "Skipped"
    else:
        shown = _write(mount, target, entry, names, kind)
    mount.restored.append(_audited(mount, entry, (*names[:-1], shown), status, target, destination))
    return status


def _write(mount: Mount, target: Files, entry: Entry, names: tuple[str, ...], kind: str) -> str:
    """Store an entry and what is in it, and return the name that it got."""
    if kind == "PermissionOnly":
        target.changed(target.written(names), permissions=entry.permissions)
        return names[-1]
    if kind == "Keep" and target.get(target.written(names)) is not None:
        names = (*names[:-1], f"RESTORED-{names[-1]}")
    above = len(entry.names)
    for part in mount.files.below(mount.files.written(entry.names)):
        target.put(replace(part, names=(*names, *part.names[above:])))
    return names[-1]


def _target(target: Files, entry: Entry, destination: Destination) -> tuple[str, ...]:
    if not destination.folder:
        return entry.names
    return (*target.parts(destination.folder), entry.names[-1])


def _audited(
    mount: Mount, entry: Entry, names: tuple[str, ...], status: str, target: Files, destination: Destination
) -> Item:
    time = now()[:23] + "000"
    separator = mount.files.separator
    return {
        "itemType": entry.kind,
        "sourcePath": mount.files.written(entry.names[:-1]).rstrip(separator) + separator,
        "targetPath": target.written(names[:-1]).rstrip(separator) + separator,
        "targetHost": destination.host,
        "targetName": names[-1],
        "size": entry.size,
        "restoreStatus": status,
        "jobName": "Nightly Servers",
        "restorePointId": mount.point["id"],
        "restorePointDate": str(mount.point["creationTime"]),
        "restoreStartTime": time,
        "restoreFinishTime": time,
        "restoreSessionId": mount.session,
        "initiatorName": "administrator",
        "name": entry.names[-1],
    }


def _known(mount: Mount, paths: list[str]) -> None:
    for path in paths:
        entry = mount.files.get(path)
        if entry is None or entry.kind == "Drive":
            raise Refusal(400, f"Could not find '{path}'")
