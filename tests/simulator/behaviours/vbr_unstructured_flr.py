# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: files of shares and buckets, and of audit logs: mounted, looked at, compared, restored and copied elsewhere.

The address that mounts, the one that unmounts and those of the files follow no rule. Buckets cannot be compared with
production. A copy goes to a share, or to a folder of the backup server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import vbr_mounts
from ..messages import Answer, Refusal, Request
from ..registry import handles
from ..seeds.vbr_backups import OBJECTS
from ..seeds.vbr_files import LOCKED_DATA
from ..seeds.vbr_recovery_targets import UNSTRUCTURED_SERVERS
from ..seeds.vbr_restore_points import machine_of
from ..state import Item
from ..vbr_file_tasks import SECONDS, Destination, downloaded, prepare_download, restore_one, search
from ..vbr_mounts import Mount, mount_of, production
from ..vbr_tasks import End, tasks_of
from .vbr_backups import existing
from .vbr_browser_mounts import begin_mount, end_mount
from .vbr_restore_rules import answer, restore_point, user_of
from .vbr_unstructured_restores import BUCKETS, check_server

if TYPE_CHECKING:
    from ..backend import Backend

BROWSER = "/api/v1/backupBrowser/flr/unstructuredData"
MOUNTS, SESSION = "backupBrowser/flr/unstructuredData", "UnstructuredDataBrowse"
BACKUP_SERVER = "folder of the backup server"


@handles("vbr", "POST", "/api/v1/restore/flr/unstructuredData")
def start(backend: Backend, request: Request) -> Answer:
    """Either a restore point, or a backup and the server of a share; only the first is simulated."""
    body = request.body
    if not body.get("restorePointId"):
        raise Refusal(501, "The simulator mounts only restore points")
    if body.get("backupId") or body.get("unstructuredDataServerId"):
        raise Refusal(400, "restorePointId cannot be combined with backupId or unstructuredDataServerId")
    point = restore_point(backend, body["restorePointId"], platforms=("UnstructuredData",))
    return answer(backend, request, mount_files(backend, request, point, machine_of(point), point["backupId"]))


def mount_files(backend: Backend, request: Request, point: Item, name: str, backup: str, **values: object) -> Item:
    """The mount of the files that are called by a name."""
    shown = {"properties": {"pathSeparator": "/"}, "sourceProperties": {"backupId": backup}, **values}
    mount = begin_mount(backend, MOUNTS, SESSION, name, user_of(request), shown)
    unmount = request.body.get("autoUnmount") or {"isEnabled": True}
    minutes = float(unmount.get("noActivityPeriodInMinutes", 30)) if unmount["isEnabled"] else None
    files = vbr_mounts.backed_up(name, windows=False, point=point)
    vbr_mounts.remember(backend, Mount(mount["id"], name, files, point, windows=False, minutes=minutes))
    return mount


@handles("vbr", "POST", "/api/v1/restore/unstructuredData/{sessionId}/unmount")
def unmount(backend: Backend, request: Request) -> Answer:
    mount = backend.store.get(MOUNTS, request.parameters["sessionId"])
    if mount is not None and mount.get("logs"):
        raise Refusal(404, f"Session {mount['id']} has audit logs mounted", resource=mount["id"])
    return end_mount(backend, request, MOUNTS, (SESSION,))


@handles("vbr", "GET", f"{BROWSER}/{{sessionId}}")
def mounted(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, existing(backend, MOUNTS, request.parameters["sessionId"], "Mount"))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/browse")
def browse(backend: Backend, request: Request) -> Answer:
    return vbr_mounts.browse(backend, request, mount_of(backend, request))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/search")
def start_search(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, search(backend, request, mount_of(backend, request)))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/search/{{taskId}}/browse")
def search_results(backend: Backend, request: Request) -> Answer:
    return vbr_mounts.browse_results(backend, request, mount_of(backend, request))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/compareToProduction")
def compare(backend: Backend, request: Request) -> Answer:
    return vbr_mounts.compare(backend, request, _comparable(backend, mount_of(backend, request)))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/compareAttributes")
def compare_attributes(backend: Backend, request: Request) -> Answer:
    return vbr_mounts.compare_attributes(backend, request, _comparable(backend, mount_of(backend, request)))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/restore")
def restore_to_original(backend: Backend, request: Request) -> Answer:
    mount = mount_of(backend, request)
    return answer(backend, request, _write(backend, request, mount, Destination.of(mount, None)))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/copyTo")
def copy_elsewhere(backend: Backend, request: Request) -> Answer:
    mount, body = mount_of(backend, request), request.body
    server = body.get("unstructuredDataServerId")
    if bool(server) == bool(body.get("copyToBackupServer")):
        raise Refusal(400, "Exactly one target is needed: a file share or the backup server")
    check_server(backend, server)
    name = existing(backend, UNSTRUCTURED_SERVERS, server, "Server")["id"] if server else BACKUP_SERVER
    host = {"vmObject": {"name": name}}
    return answer(backend, request, _write(backend, request, mount, Destination.of(mount, host, body.get("path", ""))))


@handles("vbr", "POST", f"{BROWSER}/{{sessionId}}/prepareDownload")
def start_download(backend: Backend, request: Request) -> Answer:
    mount = mount_of(backend, request)
    _check_mode(backend, request, mount)
    return answer(backend, request, prepare_download(backend, request, mount))


@handles("vbr", "GET", f"{BROWSER}/{{sessionId}}/prepareDownload/{{taskId}}/download")
def download(backend: Backend, request: Request) -> Answer:
    return downloaded(mount_of(backend, request), request)


def _check_mode(backend: Backend, request: Request, mount: Mount) -> None:
    mode, date = request.body.get("restoreMode"), request.body.get("toDateTime")
    if mode and not backend.store.collection(MOUNTS)[mount.session].get("ofBackup"):
        raise Refusal(400, "restoreMode is not allowed for the mount of a restore point")
    if (mode == "Custom") != bool(date):
        raise Refusal(400, "toDateTime belongs to the restoreMode Custom")


def _write(backend: Backend, request: Request, mount: Mount, destination: Destination) -> Item:
    """Start to write files. What the server does with a file that is in use is in the log of its task alone."""
    body = request.body
    paths, kind = list(body["sourcePath"]), str(body.get("restoreType", "Overwrite"))
    _check_mode(backend, request, mount)
    for path in paths:
        if mount.files.get(path) is None:
            raise Refusal(400, f"Could not find '{path}'")

    def work() -> End:
        target = production(backend, destination.machine, windows=False)
        for path in paths:
            if path != LOCKED_DATA:
                restore_one(mount, target, path, "Overwrite" if kind == "ChangedOnly" else kind, destination)
        backend.store.touch()
        if LOCKED_DATA not in paths:
            return End()
        log = [("Failed", f"Failed to restore {LOCKED_DATA}: it is in use by another process")]
        return End("Failed" if len(paths) == 1 else "Warning", "Some items were not restored", log)

    return tasks_of(backend).start("FlrRestore", mount.machine, SECONDS, work)


def _comparable(backend: Backend, mount: Mount) -> Mount:
    item = backend.store.get(OBJECTS, str(mount.point.get("objectId")))
    if item is None or item["type"] in BUCKETS:
        raise Refusal(405, "This backup cannot be compared with production")
    return mount
