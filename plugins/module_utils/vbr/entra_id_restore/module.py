# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_entra_id_restore). Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.errors import ApiError, NoRestorePoint, ObjectNotFound, UnexpectedResponse
from ...engine.references import ReferenceResolver
from ...engine.task import ApiUsage, Declaration, Reader, RequestBody, Result, Task
from ...engine.task_lock import locked
from ...schema.fields import Field
from ...workflow.temporary_session import opened
from ..backup_browser.browser import Browser
from ..backup_browser.mount_record import MountRecord
from ..backup_browser.mounts import Mount
from ..entra_id_mounts import (
    MOUNT_TENANT,
    SESSION,
    STOP_TENANT,
    TENANT_MOUNT,
    TENANT_SESSION,
    TENANTS,
    TENANTS_PATH,
    backup_id_of,
    mounts_in,
)
from ..product import VBR
from ..references import BACKUP
from . import items, production, sessions
from .options import (
    COMMON,
    DERIVED_ITEMS,
    DERIVED_PASSWORDS,
    DERIVED_PROPERTIES,
    PASSWORDS,
    PROPERTIES,
    TYPE,
    options,
    validate_options,
)
from .restore import ItemRestore

BROWSER = Browser(
    noun="mount of the Microsoft Entra ID tenant",
    mounts=TENANTS,
    start=MOUNT_TENANT,
    unmount=STOP_TENANT,
    path=TENANTS_PATH + "/{sessionId}",
    source="backup",
)
BODY = (Field("backup", api="backupId", reference=BACKUP, required=True),)
NOT_MOUNTED = (
    "In check mode the tenant is not mounted, so its items are not compared: all of them count as to be restored. To "
    "have them compared, mount the tenant with opendr.veeam.veeam_entra_id_mount first."
)


class TenantMount(Mount):
    """A mount of a tenant, which is of a backup and not of a restore point; ``begun`` is what is restored in it."""

    def __init__(self, task: Task, backup: str, begun: sessions.Begun) -> None:
        record = MountRecord(task, _key(backup))
        super().__init__(task, BROWSER, record, {"backupId": backup}, backup, TENANT_SESSION)
        self._begun = begun

    def work_left(self, session: str) -> str:
        """Stop what this task is restoring in a mount; a sentence on what still runs in it."""
        return sessions.work_left(self._task, session, self._begun, self.reused or session != self.id)

    def is_of(self, mount: Mapping[str, Any], source: str) -> bool | None:
        """Whether a mount is of a backup, None where the server does not show it."""
        shown = backup_id_of(mount)
        return shown == source if shown else None

    def active_mounts(self) -> dict[str, Mapping[str, Any]]:
        """The active mounts, by session, with the backup as far as the server shows it."""
        return {str(mount["id"]): mount for mount in mounts_in(self._task.client, TENANTS)}


def _run(task: Task) -> Result:
    wanted = items.wanted_items(task.params)
    validate_options(task, wanted)
    restore = ItemRestore(task, wanted)
    if task.params["session_id"]:
        session, backup = _given_mount(task)
        if task.check_mode:
            _examine(task, restore, session, backup)
            return {"changed": bool(restore.to_restore), **restore.result(session)}
        with locked(task, [_key(backup)], f"tenant of the backup {backup}"):
            return _restored(task, restore, session, backup)
    backup = ReferenceResolver(task.client).to_id(BACKUP, task.params["backup"])
    if task.check_mode:
        return _predicted(task, restore, backup)
    with locked(task, [_key(backup)], f"tenant of the backup '{task.params['backup']}'"):
        # Its record belongs to whoever has the lock.
        mount = TenantMount(task, backup, restore.begun)
        with opened(mount):
            return _restored(task, restore, mount.id, backup)


def _key(backup: str) -> str:
    return f"entra id tenant {backup}"


def _given_mount(task: Task) -> tuple[str, str]:
    """The mount that the task names, and its backup. Raises ObjectNotFound, UnexpectedResponse."""
    mount = next((one for one in mounts_in(task.client, TENANTS) if one["id"] == task.params["session_id"]), None)
    if mount is None:
        raise ObjectNotFound(
            f"There is no mount with the session_id {task.params['session_id']}. Mount the tenant with "
            "opendr.veeam.veeam_entra_id_mount, or set backup in place of session_id.",
            session_id=task.params["session_id"],
        )
    backup = backup_id_of(mount)
    if not backup:
        raise UnexpectedResponse(f"GET {TENANT_MOUNT}", "sourceProperties.backupId")
    return str(mount["id"]), backup


def _restored(task: Task, restore: ItemRestore, mount: str, backup: str) -> Result:
    # One that the server shows without its backup may be of this one.
    others = [str(one["id"]) for one in mounts_in(task.client, TENANTS) if backup_id_of(one) in ("", backup)]
    sessions.wait_for_running(task, others)
    _examine(task, restore, mount, backup)
    changed = bool(restore.to_restore)
    if changed:
        restore.carry_out(mount)
    return {"changed": changed, **restore.result(mount)}


def _examine(task: Task, restore: ItemRestore, session: str, backup: str) -> None:
    """Find out what has to be restored. Raises SessionFailed where the mount has ended, and what ``examine`` raises."""
    try:
        restore.examine(session, backup)
    except (ApiError, NoRestorePoint, ObjectNotFound):
        # How the server shows no items of a mount that has ended is not documented: they may look as if missing.
        mount = TenantMount(task, backup, restore.begun)
        mount.id = session
        mount.ensure_open()
        raise


def _predicted(task: Task, restore: ItemRestore, backup: str) -> Result:
    """What a task would do; known only where the tenant is mounted, since mounting is a change."""
    mount = next((one for one in mounts_in(task.client, TENANTS) if backup_id_of(one) == backup), None)
    if mount is None:
        task.warnings.append(NOT_MOUNTED)
        return {"changed": True, **restore.result("")}
    _examine(task, restore, str(mount["id"]), backup)
    return {"changed": bool(restore.to_restore), **restore.result("")}


READERS: dict[str, Reader] = {
    "POST " + items.BROWSE: items.item_name,
    "POST " + items.ITEM: items.item_id,
    "POST " + items.POINTS: items.point_facts,
    "POST " + items.VALIDATE: items.missing_id,
    "POST " + production.CHECK: production.existing_ids,
    "POST " + production.COMPARE: production.comparison_id,
    production.COMPARISON: production.comparison,
    sessions.SESSIONS: sessions.restore_state,
    sessions.SESSION: sessions.restore_state,
    sessions.LOGS: sessions.log_lines,
    "POST " + sessions.RESTORE_ITEMS.path: sessions.restore_state,
    "POST " + sessions.RESTORE_PROPERTIES.path: sessions.restore_state,
}
MODULE = Declaration(
    product=VBR,
    options=options(),
    run=_run,
    constraints={"required_one_of": [["backup", "session_id"]], "mutually_exclusive": [["backup", "session_id"]]},
    api=ApiUsage(
        operations=(sessions.RESTORE_ITEMS, sessions.RESTORE_PROPERTIES, sessions.STOP),
        opens=(MOUNT_TENANT, STOP_TENANT),
        listings=(TENANTS,),
        reads=(
            SESSION,
            TENANT_MOUNT,
            sessions.SESSIONS,
            sessions.SESSION,
            sessions.LOGS,
            production.COMPARISON,
            BACKUP.path,
        ),
        post_reads=(items.BROWSE, items.ITEM, items.POINTS, items.VALIDATE, production.CHECK, production.COMPARE),
        bodies=(
            RequestBody(MOUNT_TENANT, BODY),
            RequestBody(
                sessions.RESTORE_ITEMS,
                (*COMMON, *PASSWORDS),
                extra_properties=(*DERIVED_ITEMS, *DERIVED_PASSWORDS),
            ),
            RequestBody(sessions.RESTORE_PROPERTIES, (*COMMON, TYPE, PROPERTIES), extra_properties=DERIVED_PROPERTIES),
        ),
        readers=READERS,
    ),
)
