# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: mounts of Microsoft Entra ID tenants, also from a copy of their backup, and of their audit logs.

A mount is there when the request for it is answered. That of a copy appears a while after its session has ended.
Nothing keeps a client from mounting a tenant twice, and a tenant stays mounted until somebody stops that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import generic
from ..clock import CLOCK
from ..messages import Answer, Refusal, Request
from ..registry import handles, seeds
from ..seeds import vbr_entra_id
from ..seeds.vbr_backups import BACKUPS
from ..seeds.vbr_entra_id import LOG_BACKUP, TENANT, TENANT_NAME, entra_point
from ..state import Item
from ..vbr_entra_id import MOUNTS
from .vbr_backups import existing
from .vbr_browser_mounts import begin_mount, end_mount, start_mount
from .vbr_restore_rules import answer, restore_point, user_of
from .vbr_unstructured_flr import MOUNTS as DATA_MOUNTS
from .vbr_unstructured_flr import SESSION as DATA_SESSION
from .vbr_unstructured_flr import mount_files

if TYPE_CHECKING:
    from ..backend import Backend

TENANTS = MOUNTS
TENANT_SESSION, COPY_SESSION = "EntraIdRestore", "EntraIdRestoreFromCopy"
# Seconds after the end of its session at which the mount of a copy can be seen.
_LATE = 3.0
_BASE = "/api/v1/restore/entraId"


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.load(vbr_entra_id.seeds(CLOCK.now()))


@handles("vbr", "POST", f"{_BASE}/tenant")
def mount_tenant(backend: Backend, request: Request) -> Answer:
    backup = _backup(backend, request.body["backupId"], "EntraIDTenantBackup")
    mount = begin_mount(backend, TENANTS, TENANT_SESSION, backup["name"], user_of(request), _values(backup))
    return answer(backend, request, mount)


@handles("vbr", "POST", f"{_BASE}/tenant/fromCopy")
def mount_copy(backend: Backend, request: Request) -> Answer:
    point = restore_point(backend, request.body["restorePointId"], platforms=("EntraID",))
    backup = _backup(backend, point["backupId"], "EntraIDTenantBackupCopy")
    user = user_of(request)

    def work() -> None:
        values = _values(backup, CLOCK.monotonic() + _LATE)
        start_mount(backend, TENANTS, TENANT_SESSION, backup["name"], user, values)

    session = backend.sessions.start(
        backup["name"], COPY_SESSION, steps=["Reading the copy"], user=user, work=work, platformName="EntraID"
    )
    return answer(backend, request, session)


@handles("vbr", "POST", f"{_BASE}/tenant/{{sessionId}}/stop")
def stop_tenant(backend: Backend, request: Request) -> Answer:
    return end_mount(backend, request, TENANTS, (TENANT_SESSION,))


@handles("vbr", "POST", f"{_BASE}/auditLog")
def mount_logs(backend: Backend, request: Request) -> Answer:
    body = request.body
    if body.get("restorePointId") and (body.get("backupId") or body.get("unstructuredDataServerId")):
        raise Refusal(400, "restorePointId cannot be combined with backupId or unstructuredDataServerId")
    if body.get("restorePointId"):
        point = restore_point(backend, body["restorePointId"], platforms=("EntraID",))
    else:
        point = {**restore_point(backend, entra_point(1, LOG_BACKUP)), "backupId": body.get("backupId") or ""}
    backup = _backup(backend, point["backupId"], "EntraIDAuditLogBackup")
    shown = {"logs": True, "ofBackup": not body.get("restorePointId")}
    return answer(backend, request, mount_files(backend, request, point, backup["name"], backup["id"], **shown))


@handles("vbr", "POST", f"{_BASE}/auditLog/{{sessionId}}/unmount")
def unmount_logs(backend: Backend, request: Request) -> Answer:
    mount = backend.store.get(DATA_MOUNTS, request.parameters["sessionId"])
    if mount is not None and not mount.get("logs"):
        raise Refusal(404, f"Session {mount['id']} has no audit logs mounted", resource=mount["id"])
    return end_mount(backend, request, DATA_MOUNTS, (DATA_SESSION,))


@handles("vbr", "GET", f"/api/v1/{TENANTS}")
def tenants(backend: Backend, request: Request) -> Answer:
    mounts = backend.store.collection(TENANTS).values()
    return generic.listing(backend, request, [one for one in mounts if one["visibleAt"] <= CLOCK.monotonic()])


def _backup(backend: Backend, key: str, kind: str) -> Item:
    backup = existing(backend, BACKUPS, key, "Backup")
    if backup["jobType"] != kind:
        raise Refusal(400, f"Backup {backup['name']} is {backup['jobType']} and not {kind}", resource=key)
    return backup


def _values(backup: Item, visible_at: float = 0.0) -> Item:
    source = {"backupId": backup["id"], "tenantId": TENANT, "tenantName": TENANT_NAME}
    return {"sourceProperties": source, "visibleAt": visible_at}
