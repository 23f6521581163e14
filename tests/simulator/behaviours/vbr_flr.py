# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: files of machines: mounting their backups, looking at the files, comparing, restoring and downloading them.

What the vendor leaves open and this makes difficult: a comparison takes its own time, and one file cannot be compared;
the audit lists what was asked for, with the folder in one property and the name in another, and times without an
offset; a kept file is stored under another name; a task says Working at 0 percent until it is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import vbr_mounts
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles
from ..seeds.vbr_credentials import CREDENTIALS
from ..seeds.vbr_files import HALF_MOUNTED, NOT_MOUNTED, WITHOUT_PLACE
from ..seeds.vbr_infrastructure import SERVERS
from ..seeds.vbr_restore_points import machine_of
from ..state import Item
from ..vbr_file_tasks import Destination, downloaded, prepare_download, restore, search
from ..vbr_mounts import Mount, mount_of
from ..vbr_sessions import COLLECTION as SESSIONS
from ..vbr_sessions import Course
from ..vbr_tasks import COLLECTION as TASKS
from ..vbr_tasks import tasks_of
from .vbr_backups import existing
from .vbr_restore_rules import answer, check_inventory, restore_point, user_of

if TYPE_CHECKING:
    from ..backend import Backend

START, BROWSER = "/api/v1/restore/flr", "/api/v1/backupBrowser/flr"
MOUNTS = "backupBrowser/flr"
FILES = ("FileLevelRestore", "LinuxFileLevelRestore")
SECONDS = 0.4
_STEPS = ["Mounting the restore point"]
_ERRORS = {
    HALF_MOUNTED: {"type": "Warning", "message": "Volume E: is encrypted and was not mounted"},
    NOT_MOUNTED: {"type": "Failed", "message": "No volume could be mounted"},
}
columns("vbr", MOUNTS, {})
columns("vbr", TASKS, {"created": "creationTime", "ended": "endTime"})


@handles("vbr", "POST", START)
def start(backend: Backend, request: Request) -> Answer:
    """Answered when the file system is mounted, which takes its time."""
    body = request.body
    point = restore_point(backend, body["restorePointId"])
    machine, windows = machine_of(point), body["type"] == "Windows"
    _check_settings(backend, body, machine)
    key = ""

    def ended(outcome: str, message: str) -> None:
        backend.store.remove(MOUNTS, key)
        vbr_mounts.forget(backend, key)

    session = backend.sessions.start(
        point["name"],
        FILES[0] if windows else FILES[1],
        steps=_STEPS,
        user=user_of(request),
        seconds=SECONDS,
        course=Course(stays=True, stopped=lambda: "success", ended=ended, tasks=(point["name"],)),
    )
    key = session["id"]
    backend.sessions.run_to_end(key)
    if (backend.store.get(SESSIONS, key) or {}).get("state") == "Stopped":
        raise Refusal(500, "The file system could not be mounted")
    files = vbr_mounts.backed_up(machine, _is_windows(point, machine), point)
    unmount = body["autoUnmount"]
    minutes = float(unmount.get("noActivityPeriodInMinutes", 30)) if unmount["isEnabled"] else None
    vbr_mounts.remember(backend, Mount(key, machine, files, point, files.windows, body.get("credentialsId"), minutes))
    mounted = {
        "sessionId": key,
        "type": body["type"],
        "restorePointId": point["id"],
        "mountErrors": [_ERRORS[machine]] if machine in _ERRORS else [],
        "properties": {"pathSeparator": files.separator},
        "sourceProperties": {"machineName": machine, "restorePointName": machine},
        # Not part of the model, but the list is ordered by it.
        "creationTime": session["creationTime"],
    }
    backend.store.put(MOUNTS, key, mounted)
    return answer(backend, request, mounted)


@handles("vbr", "POST", f"{START}/{{sessionId}}/unmount")
def unmount(backend: Backend, request: Request) -> Answer:
    """The session is stopping at first."""
    session = backend.store.get(SESSIONS, request.parameters["sessionId"])
    if session is None or session["sessionType"] not in FILES or session["state"] == "Stopped":
        raise Refusal(404, "There is no such restore session")
    backend.sessions.stop(session["id"])
    return answer(backend, request, backend.store.collection(SESSIONS)[session["id"]])


@handles("vbr", "POST", f"{START}/{{sessionId}}/validateCredentials")
def validate_credentials(backend: Backend, request: Request) -> Answer:
    """A refusal is a good answer that says so."""
    mount, body = mount_of(backend, request), request.body
    destination = Destination.of(mount, body.get("targetHost"))
    problem = destination.problem_with(backend, body.get("credentialsId") or mount.credentials)
    message = problem or "The credentials are valid"
    return answer(backend, request, {"isSuccessful": not problem, "message": message})


@handles("vbr", "POST", f"{START}/{{sessionId}}/validateRestoreItemTargetPath")
def validate_target_path(backend: Backend, request: Request) -> Answer:
    """Back to where it was, an item of a volume that is gone cannot be restored."""
    mount, body = mount_of(backend, request), request.body
    entry = mount.files.get(body["itemPath"])
    if entry is None:
        raise Refusal(400, f"Could not find '{body['itemPath']}'")
    path = mount.files.written(entry.names)
    needed = not body["isRestoreToOriginal"] or path == WITHOUT_PLACE
    return answer(backend, request, {"isTargetPathNeeded": needed, "targetPath": "" if needed else path})


@handles("vbr", "POST", "/api/v1/tasks/{id}/stop")
def stop_task(backend: Backend, request: Request) -> Answer:
    task = existing(backend, TASKS, request.parameters["id"], "Task")
    tasks_of(backend).stop(task["id"])
    return Answer(200, {})


@handles("vbr", "GET", f"{BROWSER}/{{sessionId}}")
def mounted(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, backend.store.collection(MOUNTS)[mount_of(backend, request).session])


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/browse")
def browse(backend: Backend, request: Request) -> Answer:
    return vbr_mounts.browse(backend, request, mount_of(backend, request))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/compareToProduction")
def compare(backend: Backend, request: Request) -> Answer:
    return vbr_mounts.compare(backend, request, _of_windows(mount_of(backend, request)))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/compareAttributes")
def compare_attributes(backend: Backend, request: Request) -> Answer:
    return vbr_mounts.compare_attributes(backend, request, _of_windows(mount_of(backend, request)))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/search")
def start_search(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, search(backend, request, mount_of(backend, request)))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/search/{{taskId}}/browse")
def search_results(backend: Backend, request: Request) -> Answer:
    return vbr_mounts.browse_results(backend, request, mount_of(backend, request))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/restore")
def restore_to_original(backend: Backend, request: Request) -> Answer:
    mount, body = mount_of(backend, request), request.body
    if mount.windows and body.get("credentialsId"):
        raise Refusal(400, "Credentials are allowed only for Linux machines")
    return answer(
        backend, request, restore(backend, request, mount, Destination.of(mount, None, body.get("targetPath", "")))
    )


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/restoreTo")
def restore_elsewhere(backend: Backend, request: Request) -> Answer:
    mount, body = mount_of(backend, request), request.body
    check_inventory(backend, body["targetHost"])
    return answer(
        backend,
        request,
        restore(backend, request, mount, Destination.of(mount, body["targetHost"], body["targetPath"])),
    )


@handles("vbr", "GET", f"{BROWSER}/{{sessionId}}/audit")
def audit(backend: Backend, request: Request) -> Answer:
    """Everything that was restored in the session, in one piece."""
    restored = mount_of(backend, request).restored
    return Answer(
        200,
        vbr_mounts.fitted(
            backend, request, {"items": restored, "pagination": {"total": len(restored), "count": len(restored)}}
        ),
    )


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/prepareDownload")
def start_download(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, prepare_download(backend, request, mount_of(backend, request)))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/prepareDownload/{{taskId}}/download")
def download(backend: Backend, request: Request) -> Answer:
    return downloaded(mount_of(backend, request), request)


@handles("vbr", "GET", f"{BROWSER}/{{sessionId}}/prepareDownload/{{taskId}}/download")
def download_by_get(backend: Backend, request: Request) -> Answer:
    return downloaded(mount_of(backend, request), request)


def _of_windows(mount: Mount) -> Mount:
    if not mount.windows:
        raise Refusal(405, "Comparison with production is supported only for Microsoft Windows")
    return mount


def _is_windows(point: Item, machine: str) -> bool:
    return point.get("guestOsFamily") != "Linux"


def _check_settings(backend: Backend, body: Item, machine: str) -> None:
    """Refuse a mount with what does not exist, or does not go together."""
    server = body.get("mountServer") or {}
    if server and body.get("mountMode") != "Manual":
        raise Refusal(400, "A mount server is for the mount mode Manual only")
    if body.get("mountMode") == "Manual" and not server:
        raise Refusal(400, "The mount mode Manual needs a mount server")
    hosts = [server.get("mountServerId"), (server.get("helperHost") or body.get("helperHost") or {}).get("hostId")]
    for host in hosts:
        if host and backend.store.get(SERVERS, host) is None:
            raise Refusal(400, f"Server with ID {host} was not found")
    original = server.get("originalHost", body.get("originalHost"))
    records = [body.get("credentialsId"), (original or {}).get("credentialsId")]
    for record in records:
        if record and backend.store.get(CREDENTIALS, record) is None:
            raise Refusal(400, f"Credentials record with ID {record} was not found")
    if original is not None and not original.get("credentialsId"):
        raise Refusal(500, f"The job has no valid credentials for {machine}")
    check_inventory(backend, (server.get("helperAppliance") or body.get("helperAppliance") or {}))
